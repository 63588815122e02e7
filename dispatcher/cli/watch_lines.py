"""A watched alert as plain lines, one for each thing that changed: for a log file, a pipe, a screen reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from dispatcher.cli.telling import number
from dispatcher.cli.words import CHANNELS, DELIVERIES, MODES, NO_NODE, STATES, UNDER_WAY, duration, time_of_day

View = Mapping[str, Any]


def changes(before: View | None, view: View) -> Iterator[str]:
    """What to say now that the picture is this one."""
    now = time_of_day(datetime.now(UTC).isoformat())
    if before is None or (before["state"], before["flags"]) != (view["state"], view["flags"]):
        yield f"{now} {MODES[view['mode']]} {view['id']}: {state(view)}"
    if idle(view) and not (before is not None and idle(before)):
        yield f"{now} {NO_NODE}"
    for index, wave in enumerate(view["waves"]):
        if wave["opened_at"] and (before is None or _told(before["waves"][index]) != _told(wave)):
            yield f"{now} Bølge {index + 1} {wave['name']}: {reached(wave)}"


def idle(view: View) -> bool:
    """It should be sent, and there is no node to send it."""
    return view["state"] in UNDER_WAY and not view["node_running"]


def _told(wave: View) -> tuple[Any, ...]:
    return wave["opened_at"], wave["done_at"], wave["told"], wave["channels"]


def state(view: View) -> str:
    """«under utsending», «på pause: feil område»."""
    paused = view["flags"]["paused"]
    return f"på pause: {paused}" if paused and view["state"] not in ("stopped", "expired") else STATES[view["state"]]


def reached(wave: View) -> str:
    """«12 av 22 nådd, SMS 8 av 20, e-post 12 av 22 (1 feilet), ferdig»."""
    words = [] if wave["public"] else [f"{number(wave['told'])} av {number(wave['people'])} nådd"]
    words += [f"{CHANNELS[channel]} {channel_words(counts)}" for channel, counts in wave["channels"].items()]
    return ", ".join(words) + (", ferdig" if wave["done_at"] else "")


def channel_words(counts: Mapping[str, int]) -> str:
    """«8 av 20 sendt (1 feilet, 2 usikre)»."""
    told = counts["accepted"] + counts["delivered"]
    rest = [f"{number(counts[key])} {DELIVERIES[key]}" for key in ("failed", "unsure", "skipped") if counts[key]]
    return f"{number(told)} av {number(counts['total'])} sendt" + (f" ({', '.join(rest)})" if rest else "")


def gate(view: View, index: int, now: datetime) -> str:
    """What a wave that is shut waits for, with its clock."""
    if view["state"] not in ("approved", "sending"):
        return "åpnet ikke" if view["state"] in ("stopped", "expired", "rejected") else "venter på godkjenning"
    wave, before = view["waves"][index], view["waves"][index - 1] if index else None
    if before is None or not before["opened_at"] or wave["gate"] is None:
        return "venter på tur"
    share = f"når {number(wave['gate']['share'] * 100)} % av bølge {index} er nådd eller ferdig prøvd"
    reached_now = "" if before["settled"] is None else f" (nå {number(before['settled'] * 100)} %)"
    if view["flags"]["paused"]:
        return f"på pause, åpner {share}{reached_now}"
    return f"åpner {share}{reached_now}, senest om {_left(wave, before, now)}"


def _left(wave: View, before: View, now: datetime) -> str:
    since = datetime.fromisoformat(before["clock_from"] or before["opened_at"])
    waited = (now - since).total_seconds()
    return duration(max(0.0, wave["gate"]["longest_wait_seconds"] - waited))
