"""What the desk decides about a draft before anybody approves it: what comes first, and which channels it needs."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import Scenario, Wave
from dispatcher.domain.states import ChannelName, Severity

LEAVABLE = frozenset({ChannelName.SMS, ChannelName.EMAIL, ChannelName.PUSH, ChannelName.APP, ChannelName.CHAT})
"""Channels that may be left out: the page and what people do by hand are the plan's alone."""
GRAVE = frozenset({Severity.EXTREME, Severity.SEVERE})


class Priority(StrEnum):
    """In which order the desk takes the drafts up."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 comes first."""
        return list(Priority).index(self)


def without(planned: Sequence[Wave], left_out: Sequence[str]) -> tuple[Wave, ...]:
    """The waves less the channels that were left out; also nobody falls back on them."""
    gone = set(left_out)
    return tuple(
        wave.model_copy(update={name: tuple(one for one in getattr(wave, name) if one not in gone) for name in BOTH})
        for wave in planned
    )


BOTH = ("channels", "fallback")


def check_left_out(scenario: Scenario, left_out: Sequence[ChannelName]) -> None:
    """Raises InvalidInput: in a grave matter the plan alone decides, and every wave keeps a channel of its own."""
    if not left_out:
        return
    if scenario.severity in GRAVE:
        what = "Saken er alvorlig: da bestemmer planen alene hvilke kanaler som brukes."
        raise InvalidInput(Fault("leave_out", what))
    fixed = [str(one) for one in left_out if one not in LEAVABLE]
    if fixed:
        raise InvalidInput(Fault("leave_out", f"{', '.join(fixed)} kan ikke tas bort. Det er planens valg."))
    for wave in without(scenario.waves, [str(one) for one in left_out]):
        if not wave.channels:
            what = f"Da har bølgen «{wave.name}» ingen kanal igjen, og ingen i den får vite noe."
            raise InvalidInput(Fault("leave_out", what))
