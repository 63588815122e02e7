"""What every part may know of the others: the message, the channel, the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol

from dispatcher.domain.outcome import Outcome
from dispatcher.domain.states import AudienceClass, ChannelName, LaneKind, Mode, Severity


class Clock(Protocol):
    """The wall clock and the monotonic clock, passed in so that a test can hold them."""

    def now(self) -> datetime:
        """Aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never step."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never step."""
        return monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The approved text for one class, channel and language. Immutable; ``id`` is the cache key of rendered bytes.

    SMS uses ``body`` only; e-mail has ``headline`` as subject, ``body`` as plain text and ``html``; the banner has
    headline, body and instruction; push and app headline and body. ``kind`` and ``severity`` are its alert's.
    """

    id: int
    cls: AudienceClass
    channel: ChannelName
    language: str
    headline: str
    body: str
    instruction: str = ""
    html: str = ""
    kind: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One attempt at one delivery, claimed and committed before it is handed to a channel.

    ``attempt`` is random and unguessable, ``reference`` is the delivery's own stable name (the Message-ID's left
    part), the same on every attempt; it begins with the alert's id and a dot. ``expires_at`` is when sending must have
    ended.
    """

    attempt: str
    delivery: int
    reference: str
    mode: Mode
    address: str = field(repr=False)
    fictional: bool
    variant: Variant = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The time in which unsure attempts were made, for which a channel is asked for evidence."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One message that the provider's list says it has: proves acceptance, never its absence."""

    provider_id: str
    address: str = field(repr=False)
    body: str = field(repr=False)
    at: datetime | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Whether a route would carry a message now: asked without sending one. ``reason``: one closed word, "" when ok."""

    ok: bool
    reason: str = ""
    took_ms: int = 0


class Channel(Protocol):
    """One outside thing. ``send`` takes a message and returns an outcome; it never loops, sleeps or writes state.

    A channel object is either real or capture (``kind``) and raises WrongLane, before any socket opens, for a
    message of the other kind and, when real, for a fictional recipient unless its endpoint's host is loopback.
    """

    name: ChannelName
    kind: LaneKind
    provider: str

    async def send(self, message: Message) -> Outcome:
        """One try, with a hard timeout of its own."""
        ...

    async def evidence(self, gap: Gap) -> list[Evidence] | None:
        """What the provider has accepted in the gap; None where the outside offers no list."""
        ...

    async def probe(self) -> Probe | None:
        """Whether the outside lets us in, within ten seconds and never raising; None where it offers nothing to ask."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


def serves(kind: LaneKind, mode: Mode) -> bool:
    """Capture lanes take exercises and nothing else; real lanes take everything but exercises."""
    return (kind is LaneKind.CAPTURE) == (mode is Mode.EXERCISE)


DEADLINE_MARGIN = timedelta(seconds=1)
