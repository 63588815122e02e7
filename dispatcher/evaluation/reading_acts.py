"""Who read names and addresses, and who judged what may be given out, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.evaluation import words
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Record

WHAT = {
    "captured": "det som ble fanget i øvelsen",
    "recipients": "mottakerne",
    "call-lists": "ringelistene",
    "plan": "rollene i planen",
    "binder": "permen til å skrive ut",
}


def _read(_record: Record, data: Mapping[str, Any]) -> str:
    what = say(WHAT.get(str(data.get("what")), ""))
    if "delivery" in data:
        return say("Åpnet melding {number} fra {what}, med navn og adresse", number=data["delivery"], what=what)
    searched = say(", etter å ha søkt") if data.get("searched") else ""
    count = f" ({words.plural(int(data['count']), 'linje', 'linjer')})" if "count" in data else ""
    return say("Leste navn og adresser fra {what}", what=what) + f"{count}{searched}"


def _judged(_record: Record, data: Mapping[str, Any]) -> str:
    out, taken = len(data.get("left_out", {})), len(data.get("included", ()))
    gone = words.plural(out, "sted tatt ut", "steder tatt ut")
    return say(
        "Vurderte hva som kan gis ut til den som ber om innsyn: {gone}, {taken} tatt med",
        gone=gone,
        taken=words.number(taken),
    )


def _rows(_record: Record, data: Mapping[str, Any]) -> str:
    if data.get("of") == "alert":
        return say("Så linjene om hver mottaker (uten navn og med skjulte adresser)")
    return say("Tok ut rapportens tabell over hver melding (CSV, uten navn og med skjulte adresser)")


def _doors(_record: Record, data: Mapping[str, Any]) -> str:
    return say("Tok ut dørlisten over dem som ikke ble nådd") + _how_many(data)


def _handed_over(_record: Record, data: Mapping[str, Any]) -> str:
    return say("Ga politiet navnene på dem som ikke ble nådd") + _how_many(data)


def _how_many(data: Mapping[str, Any]) -> str:
    """Why, and who got it, stand in the log and not in the report."""
    return f" ({words.people(int(data['people']))})"


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    "addresses.read": _read,
    "copy.public": _judged,
    "rows.read": _rows,
    "doors.listed": _doors,
    "doors.handed-over": _handed_over,
}
