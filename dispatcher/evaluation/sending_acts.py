"""What the channels and lists did, in plain words: a lane stopped, a route broken or changed, unsure messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.evaluation import words
from dispatcher.evaluation.language import say
from dispatcher.evaluation.reason_words import advice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Record

UNSURE_TO = {
    "again": "sendt på nytt",
    "resend": "sendt på nytt",
    "ask": "lagt fram for et menneske",
    "leave": "blir stående som usikre",
}


def _blocked(_record: Record, data: Mapping[str, Any]) -> str:
    channel = say(words.CHANNELS.get(str(data.get("channel")), str(data.get("channel"))))
    why = advice(str(data.get("reason", ""))).what.lower()
    return say("Stanset {channel} for dette varselet: {why}", channel=channel, why=why)


def _way(data: Mapping[str, Any], key: str = "provider") -> str:
    name = str(data.get(key, ""))
    return say(words.PROVIDERS.get(name, name))


def _sent(data: Mapping[str, Any]) -> str:
    channel = str(data.get("channel"))
    if channel == "banner":
        return say("oppdatert nettsiden")
    return say("sendt {what} gjennom {way}", what=say(words.SENT.get(channel, channel)), way=_way(data))


def _switched(_record: Record, data: Mapping[str, Any]) -> str:
    channel = str(data.get("channel"))
    what, before, now = say(words.SENT.get(channel, channel)), _way(data, "instead_of"), _way(data)
    return say("Har gått over fra {before} til {now} for {what}", before=before, now=now, what=what)


def _unsure(_record: Record, data: Mapping[str, Any]) -> str:
    rows = words.plural(int(data.get("rows") or 0), "usikker melding", "usikre meldinger")
    channel = say(words.CHANNELS.get(str(data.get("channel")), ""))
    on = f" på {channel}" if channel else ""
    return f"{words.sentence(rows)}{on}: {say(UNSURE_TO.get(str(data.get('to')), str(data.get('to'))))}"


def _imported(_record: Record, data: Mapping[str, Any]) -> str:
    people = words.people(int(data.get("people") or 0))
    faults = words.plural(int(data.get("faults") or 0), "feil", "feil")
    found = {"list": data.get("list", ""), "file": data.get("file", ""), "people": people, "faults": faults}
    return say("Leste inn listen {list} fra {file}: {people}, {faults}", **found)


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    "lane.blocked": _blocked,
    "route.switched": _switched,
    "unsure.policy": _unsure,
    "unsure.decided": _unsure,
    "list.imported": _imported,
    "route.broken": lambda _record, data: say("Får ikke {sent}. Prøver videre med én om gangen", sent=_sent(data)),
    "route.mended": lambda _record, data: say("Får {sent} igjen", sent=_sent(data)),
}
