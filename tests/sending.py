"""Lanes without a network, for tests of what composing and approval decide: claim, and say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from dispatcher.domain.outcome import Accepted, Outcome
from dispatcher.domain.policy import after
from dispatcher.domain.states import SERVICE, ChannelName, LaneKind
from dispatcher.ledger import claims, conduct, expansion, incidents, seal_watch, tasks
from dispatcher.ledger.claims import Claim, Lane
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.outcomes import Ended
from dispatcher.ledger.tables import alerts, deliveries
from dispatcher.ledger.times import ms
from dispatcher.plan_file import plan_from_document

LANES = tuple(channel for channel in ChannelName if channel is not ChannelName.TASK)
"""A task is handed out by ``Tasking``, not claimed by a lane."""


def expand(ledger: Ledger, now: datetime) -> None:
    """Give everybody of approved alerts their rows."""
    for wave in ledger.read_now(expansion.pending_expansion):
        while not ledger.write_now(expansion.expand_slice, wave.id, ms(now)):
            pass


def tick(ledger: Ledger, now: datetime) -> list[str]:
    """Gates, closings, expiry and sweeping, until nothing more is due; what was."""
    said: list[str] = []
    while found := ledger.read_now(conduct.due, now):
        ledger.write_now(conduct.carry_out, ledger.read_now(seal_watch.with_seals, found), now)
        said += [item.what for item in found]
    while ledger.read_now(conduct.leftovers):
        ledger.write_now(conduct.sweep_ended)
    return said


def accept(claim: Claim) -> Outcome:
    """The provider takes everything."""
    return Accepted(provider_id=f"SM{claim.delivery}")


def send(
    ledger: Ledger,
    now: datetime,
    *,
    room: int = 10_000,
    channel: ChannelName = ChannelName.SMS,
    outcome: Callable[[Claim], Outcome] = accept,
) -> list[Claim]:
    """Claim what is due on a capture lane and record what came of it. Service messages go ahead, and are not told."""
    lane = Lane(channel=channel, kind=LaneKind.CAPTURE, provider="capture", incarnation="test")
    ahead = ledger.read_now(_service_due, channel)
    done = ledger.write_now(claims.cycle, lane, [], room + ahead, ms(now))
    ledger.write_now(claims.cycle, lane, [_ended(claim, outcome(claim), now) for claim in done.claims], 0, ms(now))
    return [claim for claim in done.claims if not is_service(claim.alert)]


def is_service(alert: str) -> bool:
    """Whether an id is that of a service message: 1001-s1."""
    return "-s" in alert


def _service_due(connection: Connection, channel: ChannelName) -> int:
    waiting = (deliveries.c.state == "waiting", deliveries.c.channel == str(channel))
    service = (alerts.c.kind == SERVICE, alerts.c.state.in_(conduct.ACTIVE))
    mine = select(func.count()).select_from(deliveries).join(alerts, alerts.c.id == deliveries.c.alert_id)
    return int(connection.scalar(mine.where(*waiting, *service)) or 0)


def hand_out(ledger: Ledger, now: datetime) -> int:
    """Everybody has their tasks, and no message about them; how many were handed out."""

    def ask(connection: Connection) -> int:
        found = tasks.waiting(connection, now)
        for row in found:
            tasks.ask(connection, row, plan_from_document(incidents.plan_document(connection, row.plan_hash)), now)
        return len(found)

    return ledger.write_now(ask) if ledger.read_now(tasks.waiting, now) else 0


def send_all(ledger: Ledger, now: datetime, *, by_hand: bool = True, **how: Any) -> dict[str, list[Claim]]:
    """Everything of every channel until nothing is due; ``by_hand``: tasks are handed out too."""
    sent: dict[str, list[Claim]] = {str(channel): [] for channel in ChannelName}
    while True:
        expand(ledger, now)
        moved = tick(ledger, now)
        asked = hand_out(ledger, now) if by_hand else 0
        claimed = {channel: send(ledger, now, channel=channel, **how) for channel in LANES}
        for channel, some in claimed.items():
            sent[channel] += some
        if not moved and not asked and not any(claimed.values()):
            return sent


def _ended(claim: Claim, outcome: Outcome, now: datetime) -> Ended:
    following = after(outcome, tries=claim.tries)
    due = ms(now) + int(following.wait * 1000)
    taken = outcome.provider_id if isinstance(outcome, Accepted) else None
    return Ended(
        attempt=claim.attempt,
        delivery=claim.delivery,
        alert=claim.alert,
        at=ms(now),
        next=following,
        provider_id=taken,
        due_at=due,
    )
