"""The evaluator's part: what is written beside the record, how long it may take, and what each part is called.

An evaluation is a *draft* until it is sent to those involved, then in *hearing*, and *final* when it is approved: then
it is fixed, and whoever has more to say makes a new version that names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

FIRST_IMPRESSIONS = timedelta(days=3)
"""After an incident is closed: while people remember. Then its evaluation is to be begun, too."""
LONG, SHORT = 20_000, 4_000
"""Characters: of each answer of an assessment, and of anything else."""


class EvaluationState(StrEnum):
    """*Draft*: the evaluator sends it to hearing. *Hearing*: an approver makes it final. *Final*: nobody changes it."""

    DRAFT = "draft"
    HEARING = "hearing"
    FINAL = "final"


class PartKind(StrEnum):
    """What belongs to a version of an evaluation beside its assessment."""

    IMPRESSION = "impression"
    COMMENT = "comment"
    OUTSIDE = "outside"
    GOAL = "goal"


class Outcome(StrEnum):
    """How it went with a goal of an exercise."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT = "not"


STATE_WORDS = {
    EvaluationState.DRAFT: "utkast",
    EvaluationState.HEARING: "på høring",
    EvaluationState.FINAL: "endelig",
}
OUTCOME_WORDS = {
    Outcome.REACHED: "nådd",
    Outcome.PARTLY: "delvis nådd",
    Outcome.NOT: "ikke nådd",
}
PARTS: dict[PartKind, dict[str, str]] = {
    PartKind.IMPRESSION: {"good": "Bra", "bad": "Dårlig", "now": "Gjør nå"},
    PartKind.COMMENT: {"text": "Kommentar"},
    PartKind.OUTSIDE: {
        "title": "Tittel",
        "source": "Kilde",
        "date": "Dato",
        "text": "Tall eller sitat",
        "link": "Lenke",
    },
    PartKind.GOAL: {"goal": "Øvingsmål", "why": "Begrunnelse"},
}
"""What may be written in each, and what it is called."""
ASSESSMENT = {
    "good": "Hva har fungert bra?",
    "bad": "Hva har fungert dårlig?",
    "effect": "Har innsatsen ført frem?",
    "changes": "Hva må endres i ROS-analysen og planene?",
}
"""The questions of an assessment; the last is what the regulation asks for (§ 8)."""


def part_faults(kind: PartKind, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is missing or wrong, and where."""
    faults: list[tuple[str, str]] = []
    match kind:
        case PartKind.IMPRESSION if not any(words.values()):
            faults.append(
                ("good", "Skriv minst én ting: hva som gikk bra, hva som gikk dårlig, eller hva som må gjøres nå.")
            )
        case PartKind.COMMENT if not words.get("text"):
            faults.append(("text", "Kommentaren er tom."))
        case PartKind.OUTSIDE:
            faults += [
                (name, f"Skriv {PARTS[kind][name].lower()}.") for name in ("title", "source") if not words.get(name)
            ]
            if words.get("date") and not is_date(words["date"]):
                faults.append(("date", "Skriv datoen som år-måned-dag, for eksempel 2026-12-01."))
            if words.get("link") and not words["link"].startswith(("https://", "http://")):
                faults.append(("link", "En lenke begynner med https://."))
        case PartKind.GOAL if not words.get("goal"):
            faults.append(("goal", "Skriv hva som skulle oppnås."))
        case _:
            pass
    return faults


def is_date(written: str) -> bool:
    """Whether it is a day of the calendar, written year-month-day."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
