"""How well the sending went: what each route took, what it cost against the estimate, and what the lists had wrong."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, func, select

from dispatcher.domain.states import AttemptState, ChannelName
from dispatcher.ledger.tables import attempts, deliveries, list_faults, lists, snapshot, variants

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatcher.evaluation.frozen_plan import FrozenPlan
    from dispatcher.evaluation.record import Line

MOST_KINDS = 8
"""So many kinds of faults of a list are told apart."""
PAID = (ChannelName.SMS, ChannelName.EMAIL)
AGAIN = ("again", "resend")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What a provider answered on a channel. tries = accepted + refused + not_sent + unsure (under way with them)."""

    channel: str
    provider: str
    tries: int
    accepted: int
    refused: int
    not_sent: int
    unsure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A channel that is paid for: what was planned for every address, and every try that a provider took.

    Units are SMS parts and e-mails; kroner are None when the plan names no prices.
    """

    channel: str
    planned_messages: int
    planned_units: int
    planned: float | None
    messages: int
    units: int
    amount: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFaults:
    """What the list's version had wrong when it was read; ``kinds``: its own words and how many rows, most first."""

    key: str
    faults: int
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """``failovers``: messages that more than one provider was asked to take, by channel.

    ``again_by_policy`` and ``again_by_person``: doubtful messages that were sent once more, by who decided it.
    """

    routes: tuple[Route, ...]
    failovers: Mapping[str, int]
    costs: tuple[Cost, ...]
    lists: tuple[ListFaults, ...]
    again_by_policy: int
    again_by_person: int


def quality_of(connection: Connection, alert: Row[Any], plan: FrozenPlan, lines: Sequence[Line]) -> Quality:
    """Of one alert, in a few statements whatever its size."""
    mine = [line for line in lines if line.alert == alert.id and line.data.get("to", "resend") in AGAIN]
    again = {kind: sum(int(each.data.get("rows", 0)) for each in mine if each.kind == kind) for kind in _DECISIONS}
    return Quality(
        routes=_routes(connection, alert.id),
        failovers=_failovers(connection, alert.id),
        costs=_costs(connection, alert.id, plan),
        lists=_lists(connection, alert),
        again_by_policy=again["unsure.policy"],
        again_by_person=again["unsure.decided"],
    )


_DECISIONS = ("unsure.policy", "unsure.decided")
_OF = attempts.c.delivery_id == deliveries.c.id


def _routes(connection: Connection, alert: str) -> tuple[Route, ...]:
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    columns = (deliveries.c.channel, attempts.c.provider, attempts.c.state)
    asked = select(*columns, func.count()).join(attempts, _OF).group_by(*columns)
    mine = (deliveries.c.alert_id == alert, deliveries.c.channel != str(ChannelName.TASK))
    for channel, provider, state, count in connection.execute(asked.where(*mine)):
        found[channel, provider][state] = count
    states = AttemptState
    return tuple(
        Route(
            channel=channel,
            provider=provider,
            tries=sum(counts.values()),
            accepted=counts.get(states.ACCEPTED, 0),
            refused=counts.get(states.REFUSED, 0),
            not_sent=counts.get(states.NOT_SENT, 0),
            unsure=counts.get(states.UNSURE, 0) + counts.get(states.INTENT, 0),
        )
        for (channel, provider), counts in sorted(found.items())
    )


def _failovers(connection: Connection, alert: str) -> dict[str, int]:
    several = (
        select(deliveries.c.id, deliveries.c.channel)
        .join(attempts, _OF)
        .where(deliveries.c.alert_id == alert, deliveries.c.attempts > 1)
        .group_by(deliveries.c.id, deliveries.c.channel)
        .having(func.count(attempts.c.provider.distinct()) > 1)
        .subquery()
    )
    counted = select(several.c.channel, func.count()).group_by(several.c.channel).order_by(several.c.channel)
    return dict(connection.execute(counted).all())


def _costs(connection: Connection, alert: str, plan: FrozenPlan) -> tuple[Cost, ...]:
    mine = (deliveries.c.alert_id == alert, deliveries.c.channel.in_([str(each) for each in PAID]))
    # One message an address and text, as the estimate before the approval counts them; a fallback is not planned.
    places = (deliveries.c.channel, deliveries.c.wave_id, deliveries.c.variant_id)
    wanted = (
        select(*places, func.count(deliveries.c.point_id.distinct()).label("messages"))
        .where(*mine, deliveries.c.step == 0, deliveries.c.reason != "silent unit")
        .group_by(*places)
        .subquery()
    )
    planned = _summed(connection, wanted)
    taken = (
        select(*places, func.count().label("messages"))
        .join(attempts, _OF)
        .where(*mine, attempts.c.state == str(AttemptState.ACCEPTED))
        .group_by(*places)
        .subquery()
    )
    spent = _summed(connection, taken)
    return tuple(
        _cost(plan, channel, planned.get(channel, (0, 0)), spent.get(channel, (0, 0)))
        for channel in (str(each) for each in PAID)
        if planned.get(channel, (0, 0))[0] or channel in spent
    )


def _summed(connection: Connection, counted: Any) -> dict[str, tuple[int, int]]:
    """Messages and units by channel: an SMS costs by its parts, an e-mail is one."""
    asked = (
        select(counted.c.channel, func.sum(counted.c.messages), func.sum(counted.c.messages * variants.c.parts))
        .join(variants, variants.c.id == counted.c.variant_id)
        .group_by(counted.c.channel)
    )
    return {
        channel: (int(messages), int(parts if channel == ChannelName.SMS else messages))
        for channel, messages, parts in connection.execute(asked)
    }


def _cost(plan: FrozenPlan, channel: str, planned: tuple[int, int], spent: tuple[int, int]) -> Cost:
    def kroner(units: int) -> float | None:
        by_sms = channel == ChannelName.SMS
        return plan.price(sms_parts=units if by_sms else 0, emails=0 if by_sms else units)

    return Cost(
        channel=channel,
        planned_messages=planned[0],
        planned_units=planned[1],
        planned=kroner(planned[1]),
        messages=spent[0],
        units=spent[1],
        amount=kroner(spent[1]),
    )


def _lists(connection: Connection, alert: Row[Any]) -> tuple[ListFaults, ...]:
    mine = and_(snapshot.c.alert_id == alert.id, snapshot.c.version == alert.version)
    used = select(snapshot.c.list_id).where(mine).distinct()
    heads = connection.execute(select(lists.c.id, lists.c.key, lists.c.faults).where(lists.c.id.in_(used))).all()
    kinds: dict[int, list[tuple[str, int]]] = defaultdict(list)
    counted = select(list_faults.c.list_id, list_faults.c.what, func.count().label("rows"))
    grouped = counted.where(list_faults.c.list_id.in_(used)).group_by(list_faults.c.list_id, list_faults.c.what)
    for number, what, rows in connection.execute(grouped.order_by(func.count().desc(), list_faults.c.what)):
        kinds[number].append((what, rows))
    return tuple(
        ListFaults(key=head.key, faults=head.faults, kinds=tuple(kinds[head.id][:MOST_KINDS]))
        for head in sorted(heads, key=lambda head: (head.key, head.id))
    )
