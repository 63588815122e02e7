"""The figures counted once more, from the story as plain Python: it shares no line with the code it checks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tests.evaluation.written import TOLD, Human, Send, Story


@dataclass(frozen=True)
class Counted:
    """One row of the report."""

    people: int
    ends: dict[str, int]
    delivered: int
    first: int | None
    half: int | None
    most: int | None
    last: int | None

    @property
    def told(self) -> int:
        return self.ends["told"]


def counted(story: Story, humans: Iterable[Human], channel: str | None = None) -> Counted:
    """These people, each once by reference, on one channel or on all."""
    sends: dict[str, list[Send]] = {}
    carriers = {(human.ref, human.cls): human for human in story.humans}
    for human in humans:
        for name, send in human.sends.items():
            if channel in (None, name):
                own = carriers[send.carrier, human.cls].sends[name] if send.carrier else send
                sends.setdefault(human.ref, []).append(own)
    ends = dict.fromkeys("told pending unsure failed ended unreachable".split(), 0)
    for mine in sends.values():
        ends[_end(mine)] += 1
    times = sorted(
        min(at for send in mine if (at := _told_at(send)) is not None)
        for mine in sends.values()
        if _end(mine) == "told"
    )
    people = len(sends)
    return Counted(
        people=people,
        ends=ends,
        delivered=sum(any(send.state == "delivered" for send in mine) for mine in sends.values()),
        first=times[0] if times else None,
        half=_nth(times, math.ceil(people * 0.5)),
        most=_nth(times, math.ceil(people * 0.95)),
        last=times[-1] if times else None,
    )


def _end(sends: list[Send]) -> str:
    states = {send.state for send in sends}
    if states & TOLD:
        return "told"
    for end, those in (("pending", {"waiting", "sending"}), ("unsure", {"unsure"}), ("failed", {"failed"})):
        if states & those:
            return end
    return "unreachable" if all(send.no_address for send in sends) else "ended"


def _told_at(send: Send) -> int | None:
    return (send.accepted or send.delivered) if send.state in TOLD else None


def _nth(times: list[int], count: int) -> int | None:
    return times[count - 1] if 0 < count <= len(times) else None


def states_of(story: Story, wave: int, channel: str) -> dict[str, int]:
    """Messages of a wave on a channel, by state."""
    found: dict[str, int] = {}
    for human in story.humans:
        if human.wave == wave and channel in human.sends:
            state = human.sends[channel].state
            found[state] = found.get(state, 0) + 1
    return found
