"""The banner as a channel: state, not an event. Writing it again is harmless, so nothing here is ever unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.domain.errors import Unavailable, WrongLane
from dispatcher.domain.outcome import Accepted, NotSent, Outcome
from dispatcher.domain.states import ChannelName, LaneKind
from dispatcher.ledger import public
from dispatcher.ports import Channel, Clock, Evidence, Gap, Message, Probe, serves

if TYPE_CHECKING:
    from dispatcher.ledger.engine import Ledger


class Banner(Channel):
    """Publishes an alert to ``/banner.json`` and ``/krise``, or to their exercise twins."""

    name = ChannelName.BANNER

    def __init__(self, *, ledger: Ledger, clock: Clock, kind: LaneKind) -> None:
        self.kind = kind
        self.provider = "banner" if kind is LaneKind.REAL else "capture"
        self._ledger = ledger
        self._clock = clock

    async def send(self, message: Message) -> Outcome:
        """Make the alert public; the provider id is the banner's new version."""
        if not serves(self.kind, message.mode):
            raise WrongLane(f"a {self.kind} banner was handed a message in mode {message.mode}")
        alert = message.reference.partition(".")[0]
        try:
            version = await self._ledger.write(public.publish, alert, str(message.mode), self._clock.now())
        except Unavailable:
            return NotSent(reason="ledger unavailable")
        return Accepted(provider_id=f"banner-{version}")

    async def evidence(self, gap: Gap) -> list[Evidence] | None:  # noqa: ARG002
        """State needs no evidence: an unsure one is written again."""
        return None

    async def probe(self) -> Probe | None:
        """None: it goes into our own ledger, which is asked about by itself."""
        return None

    async def close(self) -> None:
        """Nothing is held."""
