"""What the page of an alert says of the police: the word that is missing, the word that was given, silent phones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from dispatcher.cli.words import clock

View = Mapping[str, Any]


def waits_for_police(view: View) -> bool:
    """Whether nobody can approve it before the police have cleared it."""
    said = view.get("clearance")
    return bool(said and said["needed"] and not said["given"])


def flags(view: View) -> Iterator[Text]:
    """What must be seen first, and whether the crisis team is established."""
    if view["crisis_mode"]:
        yield Text(f"Kriseledelsen er etablert siden {clock(view['crisis_mode']['since'])}.")
    if waits_for_police(view):
        yield Text(f"POLITIET LEDER: {view['clearance']['words']}", style="bold red")


def rows(view: View) -> Iterator[tuple[str, str]]:
    """Whose phones stay silent, and what the police have said."""
    if view["silent"]:
        yield "Stille", view["silent"]["words"]
    if view["clearance"]:
        yield "Politiet", _in_words(view["clearance"])


def _in_words(clearance: View) -> str:
    """«Klarert av operasjonsleder Nora Eksempel 22.11 kl 09.50: ventetekst. Skrevet inn av kari.»"""
    given = clearance["given"]
    if given is None:
        return str(clearance["words"])
    who = " ".join(filter(None, (given["function"], given["name"]))) or "(slettet)"
    return f"Klarert av {who} {clock(given['at'])}: {given['what'] or '(slettet)'}. Skrevet inn av {given['by']}."
