"""The waves of an alert as they fill up: who is reached, what each channel has done, what a shut gate waits for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing.asking import grouped
from dispatcher.ledger import snapshot
from dispatcher.ledger.board import rfc3339
from dispatcher.web.console.clocks import clock, late, left, read
from dispatcher.web.console.counting import waves_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.policy import Progress

    View = Mapping[str, Any]
    Words = Mapping[str, str]

UNDER_WAY: Final = frozenset({"approved", "sending"})
WAITS: Final = frozenset({"draft", "submitted", "returned"})
TOLD_OF: Final = ("failed", "unsure", "waiting", "skipped")


def waves_facts(
    connection: Connection, row: Row[Any], words: Words, language: str, now: datetime
) -> list[dict[str, Any]]:
    """Each wave, in order."""
    rows = snapshot.waves_of(connection, row.id, row.version)
    counted = waves_of(connection, row)
    views, shares = counted.views, [_settled(*one) for one in zip(rows, counted.reached, strict=True)]
    return [
        {
            "title": words["wave"].format(number=index + 1, name=view["name"]),
            "people": 0 if view["public"] else view["people"],
            "told": view["told"],
            "reached": words["reached"].format(told=grouped(view["told"]), people=grouped(view["people"])),
            "said": _said(row, rows, views, shares, index, words, language, now),
            "channels": [_channel(name, counts, words) for name, counts in view["channels"].items() if counts["total"]],
            "by_hand": _by_hand(view["tasks"], words),
            "open": view["opened_at"] is not None,
        }
        for index, view in enumerate(views)
    ]


def totals(views: Sequence[View], state: str) -> int:
    """How many messages of every channel are in a state; what people do by hand is none."""
    return sum(counts[state] for view in views for counts in view["channels"].values())


def _settled(wave: Row[Any], reached: Progress) -> float:
    """The share a gate looks at; a wave that has no rows yet has reached nobody."""
    if wave.opened_at is None or wave.public:
        return 0.0
    return reached.settled_share if reached.people else float(bool(wave.expanded))


def _said(
    row: Row[Any],
    rows: Sequence[Row[Any]],
    views: Sequence[View],
    shares: Sequence[float],
    index: int,
    words: Words,
    language: str,
    now: datetime,
) -> str:
    view = views[index]
    if view["opened_at"]:
        opened = words["opened"].format(at=clock(view["opened_at"], now, language))
        return f"{opened} {words['wave-done']}" if view["done_at"] else opened
    if row.superseded_by or row.state not in UNDER_WAY:
        return words["gate-approval" if row.state in WAITS else "gate-never"]
    if row.paused is not None:
        return words["gate-paused"]
    if view["hold_until"] and not late(view["hold_until"], now):
        until = view["hold_until"]
        return words["gate-held"].format(at=clock(until, now, language), left=left(until, now, language))
    if not index or not views[index - 1]["opened_at"] or view["gate"] is None:
        return words["gate-turn"]
    return _gate(rows[index - 1], view["gate"], shares[index - 1], words, language, now)


def _gate(before: Row[Any], gate: View, share: float, words: Words, language: str, now: datetime) -> str:
    since = read(rfc3339(before.wait_from or before.opened_at)) or now
    latest = since + timedelta(seconds=gate["longest_wait_seconds"])
    said = {"share": round(gate["share"] * 100), "now": round(share * 100)}
    return words["gate-share"].format(**said, left=left(max(latest, now).isoformat(), now, language))


def _channel(name: str, counts: View, words: Words) -> str:
    """«SMS: 8 av 20 sendt, 1 feilet, 2 usikre»."""
    sent = counts["accepted"] + counts["delivered"]
    rest = [words[f"n-{key}"].format(count=grouped(counts[key])) for key in TOLD_OF if counts[key]]
    spoken = words["sent-of"].format(sent=grouped(sent), total=grouped(counts["total"]))
    title = words[f"channel-{name}"]
    return f"{title[0].upper()}{title[1:]}: {', '.join([spoken, *rest])}"


def _by_hand(counts: View, words: Words) -> str:
    if not counts["total"]:
        return ""
    return words["by-hand"].format(done=counts["accepted"] + counts["delivered"], total=counts["total"])
