"""The text of an evaluation at the terminal: what people have written, as those who are heard read it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dispatcher.cli.words import clock
from dispatcher.domain.evaluating import (
    ASSESSMENT,
    OUTCOME_WORDS,
    PARTS,
    STATE_WORDS,
    EvaluationState,
    Outcome,
    PartKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ERASED = "(slettet)"
HEADINGS = {
    "impressions": ("Førsteinntrykk", PartKind.IMPRESSION),
    "outside": ("Hva andre sier", PartKind.OUTSIDE),
    "comments": ("Kommentarer fra høringen", PartKind.COMMENT),
}


def text_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Everything of a version that somebody wrote; what nobody wrote has no heading."""
    state = STATE_WORDS[EvaluationState(found["state"])]
    yield ""
    yield f"Teksten, versjon {found['version']} ({state})"
    yield from _hearing(found)
    yield from _parts(found, "impressions")
    yield from _goals(found)
    yield from _assessment(found)
    yield from _parts(found, "outside")
    yield from _parts(found, "comments")


def _hearing(found: Mapping[str, Any]) -> Iterator[str]:
    if found["heard_at"]:
        last = f"siste dag for kommentarer {date.fromisoformat(found['hearing_until']):%d.%m.%Y}"
        yield f"Høringen ble åpnet av {found['heard_by']} {clock(found['heard_at'])}, {last}."
    if found["early_why"] is not None:
        yield f"Den ble godkjent før høringen var over. Grunnen: {found['early_why'] or ERASED}"


def _assessment(found: Mapping[str, Any]) -> Iterator[str]:
    if not found["assessed_at"]:
        return
    yield from ("", f"Vurdering, sist skrevet av {found['assessed_by']} {clock(found['assessed_at'])}")
    for key, question in ASSESSMENT.items():
        yield f"  {question}"
        yield from _indented(found["assessment"].get(key) or "Ikke svart på.")


def _goals(found: Mapping[str, Any]) -> Iterator[str]:
    if found["goals"]:
        yield from ("", "Øvingsmål")
    for one in found["goals"]:
        outcome = OUTCOME_WORDS[Outcome(one["outcome"])] if one["outcome"] else "ikke vurdert"
        yield f"  {one['id']}  {one['words'].get('goal') or ERASED}: {outcome}"
        if one["words"].get("why"):
            yield from _indented(one["words"]["why"])


def _parts(found: Mapping[str, Any], name: str) -> Iterator[str]:
    heading, kind = HEADINGS[name]
    if found[name]:
        yield from ("", heading)
    for one in found[name]:
        yield f"  {one['by']}, {clock(one['at'])}"
        if not one["words"]:
            yield from _indented(ERASED)
        for key, called in PARTS[kind].items():
            if one["words"].get(key):
                yield from _indented(f"{called}: {one['words'][key]}")


def _indented(text: str) -> Iterator[str]:
    return (f"    {line}" for line in text.splitlines())
