"""A watched alert as plain lines, each whole in itself and at most one a second: for a log, a pipe, a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

from dispatcher.cli.calling_in import standing
from dispatcher.cli.telling import number
from dispatcher.cli.watching import ENDED
from dispatcher.cli.words import (
    ALARM,
    CHANNELS,
    DELIVERIES,
    MODES,
    NO_NODE,
    STATES,
    UNDER_WAY,
    clock,
    clock_time,
    duration,
    time_of_day,
)
from dispatcher.domain.moments import OSLO

View = Mapping[str, Any]

PACE = 1.0
"""Seconds between two lines."""


def paced(
    pictures: Iterable[View], clock: Callable[[], float] = monotonic, wait: Callable[[float], None] = sleep
) -> Iterator[str]:
    """A line when something has changed and the last is a second old; at the end a line with all of the end."""
    said: View | None = None
    last: View | None = None
    told: list[str] = []
    free_at = clock()
    for last in pictures:
        changed = changes(said, last)
        if changed and last["state"] in ENDED:
            changed = changes(None, last)
        if changed and clock() >= free_at:
            yield line(last, changed)
            said, told, free_at = last, changed, clock() + PACE
    if last is not None and (said != last or told != changes(None, last)):
        wait(max(0.0, free_at - clock()))
        yield line(last, changes(None, last))


def line(view: View, parts: Iterable[str]) -> str:
    """«03.12.05 ØVELSE 1001-1: under utsending; bølge 1 Ansatte: …»."""
    now = time_of_day(datetime.now(UTC).isoformat())
    return "; ".join((f"{now} {MODES[view['mode']]} {view['id']}: {state(view)}", *filter(None, parts)))


def changes(before: View | None, view: View) -> list[str]:
    """What is to be said now that the picture is this one; empty words: the state, which every line begins with."""
    found = []
    if before is None or (before["state"], before["flags"]) != (view["state"], view["flags"]):
        found.append("")
    known = before["alarms"] if before else ()
    found += [ALARM.format(words=words.rstrip(".")) for words in view["alarms"] if words not in known]
    if view["asking"] and (before is None or not before["asking"] or _asked(before) != _asked(view)):
        found.append(view["asking"]["words"].rstrip("."))
    if view["called_in"] and (before is None or before["called_in"] != view["called_in"]):
        found.append(standing(view["called_in"]).rstrip("."))
    if idle(view) and not (before is not None and idle(before)):
        found.append(NO_NODE)
    for index, wave in enumerate(view["waves"]):
        if wave["opened_at"] and (before is None or _told(before["waves"][index]) != _told(wave)):
            found.append(f"bølge {index + 1} {wave['name']}: {reached(wave)}")
        elif wave["hold_until"] and (before is None or before["waves"][index]["hold_until"] != wave["hold_until"]):
            found.append(f"bølge {index + 1} {wave['name']}: {gate(view, index, datetime.now(UTC))}")
    return found


def idle(view: View) -> bool:
    """It should be sent, and there is no node to send it."""
    return view["state"] in UNDER_WAY and not view["node_running"]


def _asked(view: View) -> tuple[Any, ...]:
    return view["asking"]["asked"], view["asking"]["able"], view["asking"]["next"], view["asking"]["again"]


def _told(wave: View) -> tuple[Any, ...]:
    return wave["opened_at"], wave["done_at"], wave["told"], wave["channels"]


def state(view: View) -> str:
    """«under utsending», «på pause: feil område», «ferdig sendt, avløst av 1001-2»."""
    paused, by = view["flags"]["paused"], view["flags"]["superseded"]
    if by:
        return f"avløst av {by}" if view["state"] in UNDER_WAY else f"{STATES[view['state']]}, avløst av {by}"
    return f"på pause: {paused}" if paused and view["state"] not in ("stopped", "expired") else STATES[view["state"]]


def reached(wave: View) -> str:
    """«12 av 22 nådd, SMS 8 av 20, e-post 12 av 22 (1 feilet), ferdig»."""
    words = [] if wave["public"] else [f"{number(wave['told'])} av {number(wave['people'])} nådd"]
    words += [
        f"{CHANNELS[channel]} {'reserve ' if channel in wave['fallback'] else ''}{channel_words(counts)}"
        for channel, counts in used(wave).items()
    ]
    return ", ".join(words) + (", ferdig" if wave["done_at"] else "")


def used(wave: View) -> dict[str, Mapping[str, int]]:
    """The channels that anybody of the wave has a message on; of one that has none yet, all but the reserve."""
    some = {channel: counts for channel, counts in wave["channels"].items() if counts["total"]}
    return some or {channel: counts for channel, counts in wave["channels"].items() if channel not in wave["fallback"]}


def channel_words(counts: Mapping[str, int]) -> str:
    """«8 av 20 sendt (1 feilet, 2 usikre)»."""
    told = counts["accepted"] + counts["delivered"]
    rest = [f"{number(counts[key])} {DELIVERIES[key]}" for key in ("failed", "unsure", "skipped") if counts[key]]
    return f"{number(told)} av {number(counts['total'])} sendt" + (f" ({', '.join(rest)})" if rest else "")


def gate(view: View, index: int, now: datetime) -> str:
    """What a wave that is shut waits for, with its clock."""
    if view["flags"]["superseded"]:
        return f"åpner ikke: avløst av {view['flags']['superseded']}"
    if view["state"] not in ("approved", "sending"):
        return "åpnet ikke" if view["state"] in ("stopped", "expired", "rejected") else "venter på godkjenning"
    wave, before = view["waves"][index], view["waves"][index - 1] if index else None
    if wave["hold_until"] and datetime.fromisoformat(wave["hold_until"]) > now:
        return f"holdes tilbake, åpner tidligst {held_to(wave['hold_until'], now)}"
    if before is None or not before["opened_at"] or wave["gate"] is None:
        return "venter på tur"
    share = f"når {number(wave['gate']['share'] * 100)} % av bølge {index} er nådd eller ferdig prøvd"
    reached_now = "" if before["settled"] is None else f" (nå {number(before['settled'] * 100)} %)"
    if view["flags"]["paused"]:
        return f"på pause, åpner {share}{reached_now}"
    return f"åpner {share}{reached_now}, senest om {_left(wave, before, now)}"


def held_to(rfc3339: str, now: datetime) -> str:
    """«kl 06.15», with its day when that is another."""
    moment = datetime.fromisoformat(rfc3339)
    return clock_time(rfc3339) if moment.astimezone(OSLO).date() == now.astimezone(OSLO).date() else clock(rfc3339)


def _left(wave: View, before: View, now: datetime) -> str:
    since = datetime.fromisoformat(before["clock_from"] or before["opened_at"])
    waited = (now - since).total_seconds()
    return duration(max(0.0, wave["gate"]["longest_wait_seconds"] - waited))
