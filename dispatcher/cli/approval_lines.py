"""Who was asked, who said yes and how, in lines of the page of an alert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.cli.words import clock
from dispatcher.domain.approving import WAY_WORDS, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    View = Mapping[str, Any]

ENDED = {
    "edited": "gjelder ikke lenger: varselet er endret",
    "expired": "svarte ikke før varselet utløp",
    "recused": "er berørt eller inhabil",
    "unavailable": "er utilgjengelig",
}
"""Why somebody is asked no more, where it says something that the decision itself does not."""


LEVELS = {"political": "politisk nivå", "administrative": "administrativt nivå"}


def rules(view: View) -> Iterator[tuple[str, str]]:
    """By which rules it is decided, where they are those for a crisis: who switched, when, and why."""
    switched = view["crisis_rules"]
    if switched:
        what = f"Kriseledelsen ble etablert {clock(switched['since'])}, skrevet inn av {switched['by']}"
        yield "Regler", f"Planens regler for krise. {what}: {switched['words'] or '(slettet)'}"


def waiting(view: View) -> Iterator[tuple[str, str]]:
    """Of an alert that waits for a yes: who is asked, when the next is, and what to do if nobody answers."""
    yield from _proposed(view)
    asking = view["asking"]
    if asking is None:
        return
    if asking["duty"]:
        yield "Plikt", asking["duty"]
    yield "Spurt", asking["words"]
    yield "Ingen svarer?", asking["paper"]


def _proposed(view: View) -> Iterator[tuple[str, str]]:
    """What an approver would rather have, whole, and the command that takes it in."""
    given = view["proposal"]
    if given is None:
        return
    yield "Forslag", f"Fra {given['name']}{': ' + given['why'] if given['why'] else ''}"
    yield from (*given["fields"].items(), *given["texts"].items())
    yield "Ta det inn", f"dispatcher take-in {view['id']}"


def acts(view: View) -> Iterator[tuple[str | None, str]]:
    """Who was asked, and the yes with its name, role and way. A time of None belongs to the line before."""
    for one in view["requests"]:
        times = f" {one['times']} ganger" if one["times"] > 1 else ""
        yield one["asked_at"], f"Spurte {one['name']} ({one['role']}){times}"
        if one["ended"] in ENDED:
            yield one["ended_at"], f"{one['name']} {ENDED[one['ended']]}"
    given = view["approval"]
    if given is None:
        if view["approved_by"]:  # a service message: its yes is the plan
            yield view["approved_at"], f"Godkjent av {view['approved_by']}"
        return
    capacity = f" som {given['role']}" if given["role"] else ""
    name = "" if given["name"] == given["by"] else f" ({given['name']})"
    yield given["at"], f"Godkjent av {given['by']}{capacity}{name}, {WAY_WORDS[Way(given['way'])]}"
    if given["recorded_by"] != given["by"] and given["way"] == Way.ORAL:
        yield None, f"Ført inn av {given['recorded_by']}, vitne: {given['witness'] or 'navnet er slettet'}"
    if given["level"]:
        yield None, f"Kommunen taler på {LEVELS[given['level']]}"
    if given["authority"]:
        yield None, f"Hjemmel: {given['authority']}"
    if given["confirmed_by"]:
        yield given["confirmed_at"], f"Bekreftet av {given['confirmed_by']}"
    elif given["way"] == Way.ALONE:
        yield None, f"IKKE BEKREFTET. Bekreft: dispatcher confirm {view['id']}. Eller stopp det."
