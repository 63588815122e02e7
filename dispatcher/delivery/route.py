"""One way out of a channel: what each outcome tells about it, and how much it may take now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, assert_never

import structlog

from dispatcher.channels.reasons import Reason
from dispatcher.delivery.breaker import Breaker
from dispatcher.delivery.failover import Failover
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.policy import ALIKE_BEFORE_BLOCK, LONGEST_RETRY, UNKNOWN, UNKNOWN_BEFORE_ROUTE
from dispatcher.domain.states import ChannelName, LaneKind, Scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from dispatcher.ports import Channel, Clock

log = structlog.get_logger()

AWAY = frozenset(
    {
        *(Reason.DNS, Reason.NO_CONNECTION, Reason.CONNECT_TIMEOUT, Reason.TLS),
        *(Reason.TIMEOUT, Reason.DROPPED, Reason.UNREADABLE, Reason.SERVER_ERROR),
    }
)
"""Why nothing left, when nobody was there or what was there made no sense: the next row would meet the same."""


class Probed(Protocol):
    """What asking a route gives: whether it would carry a message now, and if not one word why."""

    @property
    def ok(self) -> bool: ...

    @property
    def reason(self) -> str: ...


class Asking(Protocol):
    """Asks a route without sending anything; None where the outside offers nothing to ask."""

    async def __call__(self) -> Probed | None: ...


class Happening(StrEnum):
    """What the journal is told of a route."""

    BROKEN = "route.broken"
    SWITCHED = "route.switched"
    MENDED = "route.mended"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteNews:
    """Something that happened to a route. ``instead_of``: the provider that the traffic went over from."""

    what: Happening
    channel: ChannelName
    kind: LaneKind
    provider: str
    at: datetime
    instead_of: str = ""


@dataclass(slots=True)
class _Alike:
    """Consecutive refusals of the same kind: per alert (message scope), per route (unknown codes, "later")."""

    message: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    deferred: int = 0


class Route:
    """A channel object's breaker and its part in the channel's failover. ``tell`` hears what happens to it."""

    def __init__(
        self,
        channel: Channel,
        *,
        clock: Clock,
        tell: Callable[[RouteNews], None],
        probe: Asking | None = None,
    ) -> None:
        self.channel = channel
        self.breaker = Breaker(probed=probe is not None)
        self.probe = probe
        self.failover: Failover | None = None
        self.other: Route | None = None
        self.slow_until = 0.0
        self._clock = clock
        self._tell = tell
        self._alike = _Alike()

    def backed_by(self, backup: Route) -> None:
        """Let the other route take over when this one breaks."""
        self.breaker.backed = backup.breaker.backed = True
        self.failover = backup.failover = Failover(primary=self.breaker, backup=backup.breaker)
        self.other, backup.other = backup, self

    @property
    def carries(self) -> bool:
        """Whether new rows may leave this way, as far as the channel's other route is concerned."""
        return self.failover is None or self.failover.carries(self.breaker)

    def limit(self, now: float, in_flight: int) -> int:
        """How many more may leave this way now."""
        self._look(now)
        return self.breaker.limit(now, in_flight) if self.carries else 0

    def leaves(self) -> None:
        """A row leaves."""
        if self.breaker.is_open:
            self.breaker.leaves(self._clock.monotonic())

    def asked(self, reason: str | None) -> None:
        """What the probe gave: why nothing would be carried, or None."""
        self.breaker.answered(self._clock.monotonic(), reason)

    def slow_down(self, seconds: float) -> None:
        """Nothing leaves for so long."""
        self.slow_until = max(self.slow_until, self._clock.monotonic() + seconds)

    def break_off(self, reason: str) -> None:
        """What it had accepted does not arrive: as broken as one that refuses."""
        now = self._clock.monotonic()
        self._trouble(opened=self.breaker.trip(now, reason))
        self._look(now)

    def is_unknown(self, outcome: Outcome) -> bool:
        """Whether a refusal nobody knows has come so often that it must be the route's and not the recipient's."""
        return isinstance(outcome, Refused) and self._alike.unknown[outcome.code] >= UNKNOWN_BEFORE_ROUTE

    def heed(self, alert: str, outcome: Outcome) -> str | None:
        """Let an outcome tell about the route. The reason, when this alert's text has now been refused three times."""
        if type(outcome) is Accepted and not self.breaker.is_open:  # nearly every one
            if self._alike.message or self._alike.unknown or self._alike.deferred:
                self._alike = _Alike()
            self.breaker.good(0.0)  # its time matters to an open one only
            return None
        now = self._clock.monotonic()
        refused = self._heed(alert, outcome, now)
        self._look(now)
        return refused

    def _heed(self, alert: str, outcome: Outcome, now: float) -> str | None:
        match outcome:
            case Accepted():
                self._alike = _Alike()
                self._good(now)
            case NotSent():
                self._not_sent(outcome, now)
            case Unsure():
                self._trouble(opened=self.breaker.unsure(now, outcome.reason))
            case Refused():
                return self._refused(alert, outcome, now)
            case _:
                assert_never(outcome)
        return None

    def _not_sent(self, outcome: NotSent, now: float) -> None:
        if outcome.slow_down:
            self.slow_down(min(outcome.retry_after or 1.0, LONGEST_RETRY))
            return
        if outcome.reason == Reason.DEFERRED:
            self._alike.deferred += 1
            away = self._alike.deferred >= UNKNOWN_BEFORE_ROUTE  # "later" to one is theirs, to everybody the route's
        else:  # push services are many: one that is away says nothing of the others
            away = outcome.reason in AWAY and self.channel.name is not ChannelName.PUSH
        if away:
            self._trouble(opened=self.breaker.route_refused(now, outcome.reason))

    def _refused(self, alert: str, outcome: Refused, now: float) -> str | None:
        if outcome.scope is Scope.ROUTE:
            self._trouble(opened=self.breaker.route_refused(now, outcome.reason))
        elif outcome.scope is Scope.RECIPIENT and outcome.reason == UNKNOWN:
            self._alike.unknown[outcome.code] += 1
            if self.is_unknown(outcome):
                self._trouble(opened=self.breaker.route_refused(now, f"{outcome.reason} {outcome.code}"))
        else:  # whoever judges a text or a recipient has let us in
            self._good(now)
        if outcome.scope is not Scope.MESSAGE:
            return None
        self._alike.message[alert, outcome.reason] += 1
        if self._alike.message[alert, outcome.reason] < ALIKE_BEFORE_BLOCK:
            return None
        del self._alike.message[alert, outcome.reason]  # let go and refused again, it is stopped again
        return outcome.reason

    def _good(self, now: float) -> None:
        if self.breaker.good(now):
            log.info("route.mended", lane=str(self.channel.name), provider=self.channel.provider)
            self._say(Happening.MENDED)

    def _trouble(self, *, opened: bool) -> None:
        if opened:
            why = self.breaker.why
            log.error("route.broken", lane=str(self.channel.name), provider=self.channel.provider, reason=why)
            self._say(Happening.BROKEN)

    def _look(self, now: float) -> None:
        """See whether the traffic goes over to the other route, or comes back from it."""
        taker = self.failover.look(now) if self.failover else None
        if taker is None or self.other is None:
            return
        to, away = (self, self.other) if taker is self.breaker else (self.other, self)
        log.warning("route.switched", lane=str(self.channel.name), provider=to.channel.provider)
        self._say(Happening.SWITCHED, provider=to.channel.provider, instead_of=away.channel.provider)

    def _say(self, what: Happening, *, provider: str = "", instead_of: str = "") -> None:
        channel = self.channel
        news = RouteNews(
            what=what,
            channel=channel.name,
            kind=channel.kind,
            provider=provider or channel.provider,
            at=self._clock.now(),
            instead_of=instead_of,
        )
        self._tell(news)
