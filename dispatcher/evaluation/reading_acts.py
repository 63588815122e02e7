"""Who read names and addresses, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.evaluation import words

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
    what = WHAT.get(str(data.get("what")), "")
    if "delivery" in data:
        return f"Åpnet melding {data['delivery']} fra {what}, med navn og adresse"
    searched = ", etter å ha søkt" if data.get("searched") else ""
    count = f" ({words.plural(int(data['count']), 'linje', 'linjer')})" if "count" in data else ""
    return f"Leste navn og adresser fra {what}{count}{searched}"


def _rows(_record: Record, _data: Mapping[str, Any]) -> str:
    return "Tok ut rapportens tabell over hver melding (CSV, uten navn og med skjulte adresser)"


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {"addresses.read": _read, "rows.read": _rows}
