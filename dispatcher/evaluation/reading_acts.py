"""Who read names and addresses, in plain words."""

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


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {"addresses.read": _read}
