"""What did not go straight: failures, unsure sends, tries again, doubles, people who were not told. Counted in SQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, or_, select

from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_codes import verdict_of
from dispatcher.domain.states import AttemptState, ChannelName, DeliveryState, ReceiptStatus
from dispatcher.evaluation.reach import effective, group_of, per_person
from dispatcher.evaluation.trouble_record import Failure, NotTold, Retry, UnsureRecord
from dispatcher.ledger.conduct import ASKED
from dispatcher.ledger.fallback import BY_PERSON
from dispatcher.ledger.tables import attempts, deliveries, lists, people, receipts

if TYPE_CHECKING:
    from collections.abc import Hashable

_D, _A = DeliveryState, AttemptState
UNDELIVERED = "undelivered"
NODE_DIED = "node died"
FAULT = "fault: "
MOST_FAULTS = 8
"""So many of a list's own words are told apart; the rest are one line."""
OTHER_FAULTS = "andre feil i listen"
UNSURE_REASONS = [
    NODE_DIED,
    *(
        str(each)
        for each in (
            Reason.TIMEOUT,
            Reason.DROPPED,
            Reason.UNREADABLE,
            Reason.NO_ID,
            Reason.SERVER_ERROR,
            Reason.UNEXPECTED,
        )
    ),
]


def failures(connection: Connection, alert: str) -> tuple[Failure, ...]:
    """Messages that ended *failed*, by channel and reason, most first. A receipt's code is put in our own words."""
    found = connection.execute(
        select(deliveries.c.channel, deliveries.c.reason, attempts.c.code, func.count().label("messages"))
        # Both columns: attempts lie beside their delivery, so the id alone would be looked for among all of them.
        .join(
            attempts,
            and_(attempts.c.delivery_id == deliveries.c.id, attempts.c.id == deliveries.c.attempt_id),
            isouter=True,
        )
        .where(deliveries.c.alert_id == alert, deliveries.c.state == str(_D.FAILED))
        .group_by(deliveries.c.channel, deliveries.c.reason, attempts.c.code)
    )
    counts: Counter[tuple[str, str, bool]] = Counter()
    codes: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for row in found:
        reason, code, late = plain(row.reason, row.code or "")
        counts[row.channel, reason, late] += row.messages
        codes[row.channel, reason, late] |= {code} - {""}
    return tuple(
        Failure(channel=key[0], reason=key[1], late=key[2], codes=tuple(sorted(codes[key])), messages=count)
        for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def plain(reason: str, code: str = "") -> tuple[str, str, bool]:
    """What a failure's reason is called in ``Reason``, the code it came with, and whether it came after acceptance."""
    if not reason.startswith(UNDELIVERED):
        return reason, code, False
    code = reason.removeprefix(UNDELIVERED).strip()
    return (str(verdict_of(code).reason) if code else str(Reason.NOT_DELIVERED)), code, True


def not_told(connection: Connection, alert: str) -> tuple[NotTold, ...]:
    """People who were not told, by group, list and reason. Counts only: no name, no address."""
    rows = effective(alert)
    each = per_person(rows, [group_of(rows.c.cls).label("group")], func.min(rows.c.person_id).label("person_id"))
    fault = case((each.c.end == "unreachable", func.coalesce(people.c.fault, "")), else_="")
    found = connection.execute(
        select(each.c.group, lists.c.key, each.c.end, fault.label("fault"), func.count().label("people"))
        .join(people, people.c.id == each.c.person_id, isouter=True)
        .join(lists, lists.c.id == people.c.list_id, isouter=True)
        .where(each.c.end != "told")
        .group_by(each.c.group, lists.c.key, each.c.end, fault)
        .order_by(func.count().desc(), lists.c.key, fault)
    )
    return _few_faults(
        [
            NotTold(group=row.group, list_key=row.key, reason=row.end, fault=row.fault, people=row.people)
            for row in found
        ]
    )


def _few_faults(rows: list[NotTold]) -> tuple[NotTold, ...]:
    kept: list[NotTold] = []
    seen: Counter[Hashable] = Counter()
    rest: Counter[tuple[str, str | None, str]] = Counter()
    for row in rows:
        key = (row.group, row.list_key, row.reason)
        seen[key] += 1
        if seen[key] > MOST_FAULTS:
            rest[key] += row.people
        else:
            kept.append(row)
    kept += [
        NotTold(group=group, list_key=list_key, reason=reason, fault=OTHER_FAULTS, people=count)
        for (group, list_key, reason), count in rest.items()
    ]
    return tuple(sorted(kept, key=lambda row: (row.group, row.list_key or "", row.reason, -row.people)))


def skipped(connection: Connection, alert: str) -> dict[tuple[str, str], int]:
    """Messages that never left, by channel and reason."""
    found = connection.execute(
        select(deliveries.c.channel, deliveries.c.reason, func.count())
        .where(deliveries.c.alert_id == alert, deliveries.c.state == str(_D.SKIPPED))
        .group_by(deliveries.c.channel, deliveries.c.reason)
        .order_by(deliveries.c.channel, func.count().desc())
    )
    return {(channel, reason): count for channel, reason, count in found}


_BY_A_PROVIDER = deliveries.c.channel != str(ChannelName.TASK)


def attempts_made(connection: Connection, alert: str) -> int:
    """How many times something was handed to a provider, or tried to be; what a person is asked to do is not."""
    made = func.coalesce(func.sum(deliveries.c.attempts), 0)
    return int(connection.scalar(select(made).where(deliveries.c.alert_id == alert, _BY_A_PROVIDER)) or 0)


def retries(connection: Connection, alert: str) -> tuple[Retry, ...]:
    """Tries that were followed by another, by what came of them. Only rows tried more than once are looked at."""
    found = connection.execute(
        select(deliveries.c.channel, attempts.c.state, attempts.c.reason, func.count().label("tries"))
        .join(attempts, attempts.c.delivery_id == deliveries.c.id)
        .where(
            deliveries.c.alert_id == alert,
            _BY_A_PROVIDER,
            deliveries.c.attempts > 1,
            attempts.c.n < deliveries.c.attempts,
        )
        .group_by(deliveries.c.channel, attempts.c.state, attempts.c.reason)
        .order_by(func.count().desc(), deliveries.c.channel, attempts.c.reason)
    )
    return tuple(Retry(channel=row.channel, outcome=row.state, reason=row.reason, tries=row.tries) for row in found)


def _came_back() -> ColumnElement[bool]:
    """SQL: a receipt says that this attempt did not arrive, and none says that it did.

    Receipts are found once for all attempts: no index leads from an attempt to its receipts.
    """

    def receipt(*statuses: ReceiptStatus) -> ColumnElement[bool]:
        found = select(receipts.c.attempt_id).where(receipts.c.status.in_([str(each) for each in statuses]))
        return attempts.c.id.in_(found)

    return and_(receipt(ReceiptStatus.FAILED, ReceiptStatus.UNDELIVERED), ~receipt(ReceiptStatus.DELIVERED))


_COMES_TO_SOMEBODY = deliveries.c.channel.not_in([str(ChannelName.TASK), str(ChannelName.BANNER)])
"""What stands on a list or on a page stands there once, however often it was put there."""


def duplicates(connection: Connection, alert: str) -> dict[str, int]:
    """Messages with more than one attempt that may have arrived, per channel: somebody may have got it twice."""
    may_have = [str(_A.ACCEPTED), str(_A.UNSURE), str(_A.INTENT)]
    twice = (
        select(deliveries.c.id, deliveries.c.channel)
        .join(attempts, attempts.c.delivery_id == deliveries.c.id)
        .where(
            deliveries.c.alert_id == alert,
            _COMES_TO_SOMEBODY,
            deliveries.c.attempts > 1,
            attempts.c.state.in_(may_have),
            ~_came_back(),
        )
        .group_by(deliveries.c.id, deliveries.c.channel)
        .having(func.count() > 1)
        .subquery()
    )
    found = connection.execute(select(twice.c.channel, func.count()).group_by(twice.c.channel))
    return {channel: count for channel, count in found}  # noqa: C416  rows are not pairs to a type checker


def unsure(connection: Connection, alert: str) -> tuple[UnsureRecord, ...]:
    """Messages that once got no answer, and how each was settled: evidence, policy or a person. Tasks are no messages.

    An attempt that evidence settled is *accepted*, and keeps the reason why it was unsure.
    """
    once = or_(
        attempts.c.state == str(_A.UNSURE),
        and_(
            attempts.c.state == str(_A.ACCEPTED),
            or_(attempts.c.reason.in_(UNSURE_REASONS), attempts.c.reason.like(f"{FAULT}%")),
        ),
    )
    per_delivery = (
        select(
            deliveries.c.channel,
            case(
                (deliveries.c.state != str(_D.UNSURE), _settled()),
                (deliveries.c.settled_by.like(f"{BY_PERSON}:%"), "left"),
                (deliveries.c.settled_by == ASKED, "asked"),
                else_="open",
            ).label("how"),
        )
        .join(attempts, attempts.c.delivery_id == deliveries.c.id)
        .where(deliveries.c.alert_id == alert, _BY_A_PROVIDER, once)
        .group_by(deliveries.c.id)
        .subquery()
    )
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for channel, how, count in connection.execute(
        select(per_delivery.c.channel, per_delivery.c.how, func.count()).group_by(
            per_delivery.c.channel, per_delivery.c.how
        )
    ):
        counts[channel][how] += count
    hows = ("again", "confirmed", "left", "asked", "open", "returned")
    return tuple(
        UnsureRecord(channel=channel, messages=found.total(), **{how: found[how] for how in hows})
        for channel, found in sorted(counts.items())
    )


def _settled() -> ColumnElement[str]:
    return case(
        (func.min(attempts.c.n) < deliveries.c.attempts, "again"),
        (func.max(case((attempts.c.state == str(_A.ACCEPTED), 1), else_=0)) == 1, "confirmed"),
        else_="returned",
    )


def messages(connection: Connection, alert: str) -> list[Row[Any]]:
    """Wave, channel, text, state and reason of every message, counted."""
    columns = deliveries.c.wave_id, deliveries.c.channel, deliveries.c.variant_id, deliveries.c.state
    covered = func.sum(case((deliveries.c.reason == "covered", 1), else_=0)).label("covered")
    return list(
        connection.execute(
            select(*columns, func.count().label("messages"), covered)
            .where(deliveries.c.alert_id == alert)
            .group_by(*columns)
        )
    )
