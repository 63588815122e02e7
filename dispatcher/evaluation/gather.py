"""Reads one incident out of the ledger into a ``Record``. The connection may be one that cannot write."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import INTERNAL, ChannelName, DeliveryState, Urgency
from dispatcher.evaluation import reach, troubles
from dispatcher.evaluation.alarms import alarms_of
from dispatcher.evaluation.assessing_acts import APART
from dispatcher.evaluation.breakdown import Cutter
from dispatcher.evaluation.evaluator import evaluated
from dispatcher.evaluation.frozen_plan import FrozenPlan
from dispatcher.evaluation.quality import quality_of
from dispatcher.evaluation.record import (
    AlertRecord,
    Chain,
    ChannelRecord,
    Line,
    ListRecord,
    Reach,
    Record,
    WaveRecord,
)
from dispatcher.evaluation.relayed import behind
from dispatcher.evaluation.said import earlier_versions, variants_of
from dispatcher.evaluation.service import service_of
from dispatcher.evaluation.spending import spent
from dispatcher.evaluation.streets import StreetCounter
from dispatcher.evaluation.tasks import tasks_of
from dispatcher.evaluation.walk import Tally, reach_of, walk
from dispatcher.ledger import board, doors, drawn, incidents, journal, replying, seal_watch
from dispatcher.ledger.approval_requests import asked_first
from dispatcher.ledger.conduct import ACTIVE
from dispatcher.ledger.tables import lists, published, snapshot, users, waves
from dispatcher.ports import SystemClock

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date

SEALED = APART | doors.SEALED | {replying.KIND}
GROUPS = (reach.STAFF, reach.PRESS, reach.CITIZENS)


def gather(connection: Connection, number: int, chain: Chain | None = None, today: date | None = None) -> Record:
    """Everything the report says about an incident. Raises NotFound. ``chain``: its verdict, if it was just walked.

    ``today``: the day against which a measure is overdue; else the machine's own.
    """
    row = incidents.incident(connection, number)
    plan = FrozenPlan.of(row.plan_hash, drawn.plan_document(connection, row))
    lines = tuple(_line(entry) for entry in journal.of_incident(connection, number))
    rows = incidents.alerts_of(connection, number)
    return Record(
        number=row.id,
        scenario=row.scenario,
        mode=row.mode,
        plan=plan,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        occurred_at=row.occurred_at,
        known_at=row.known_at,
        closed_at=row.closed_at,
        reason=row.reason,
        alerts=tuple(_alert(connection, alert, row.scenario, plan, lines) for alert in rows),
        journal=lines,
        chain=chain or chain_of(connection),
        people_of=_people_of(connection),
        service=service_of(connection, number, row.plan_hash),
        alarms=alarms_of(connection, row),
        tasks=tasks_of(connection, number, lines),
        replies=replying.count(connection, number),
        evaluated=evaluated(connection, row, today or SystemClock().now().astimezone(OSLO).date()),
        earlier=earlier_versions(connection, rows, lines),
    )


def chain_of(connection: Connection) -> Chain:
    """The verdict on the whole journal and on every seal."""
    verdict, seals = journal.verify(connection), seal_watch.verify(connection)
    return Chain(
        entries=verdict.entries,
        head=verdict.head,
        broken=verdict.broken,
        why=verdict.why,
        seals=seals.checked - len(seals.broken),
        unsealed=tuple(f"{one.alert}, «{one.name}»" for one in seals.broken),
    )


def _line(entry: Row[Any]) -> Line:
    return Line(
        seq=entry.seq,
        at=entry.at,
        happened_at=entry.happened_at,
        kind=entry.kind,
        actor=entry.actor,
        alert=entry.alert_id,
        # What people answered by SMS is for the crisis team alone; the report has that they did. What is written in
        # the evaluation stands in its own part.
        data=json.loads(entry.data)
        | (json.loads(entry.personal) if entry.personal and entry.kind not in SEALED else {}),
        hash=entry.hash,
    )


def _people_of(connection: Connection) -> dict[str, str]:
    """Which person of the plan an account belongs to."""
    found = connection.execute(select(users.c.name, users.c.person).where(users.c.person.is_not(None)))
    return {name: person for name, person in found}  # noqa: C416  rows are not pairs to a type checker


def _alert(
    connection: Connection, row: Row[Any], scenario: str, plan: FrozenPlan, lines: Sequence[Line]
) -> AlertRecord:
    sent = troubles.messages(connection, row.id)
    cutter = Cutter(connection, row, plan)
    homes = StreetCounter(connection, row, plan, cutter.areas)
    counted = _Counted(connection=connection, row=row, tallies=walk(connection, row.id, cutter.add, homes.add))
    steps = _waves(counted, plan, sent, lines)
    groups = counted.groups()
    outside = reach.first_told_outside(connection, row.id)
    staff = groups[reach.STAFF].people if reach.STAFF in groups else 0
    return AlertRecord(
        id=row.id,
        kind=row.kind,
        state=row.state,
        mode=row.mode,
        areas=tuple(json.loads(row.areas)),
        head=board.alert_head(row, scenario),
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        started_at=row.started_at,
        done_at=row.done_at,
        stopped_at=row.stopped_at,
        promise_at=row.promise_at,
        expires_at=row.expires_at,
        as_approved=bool(row.fingerprint) and row.fingerprint == row.approved_fingerprint,
        waves=steps,
        everybody=counted.by(None).get((), Reach(people=0)),
        groups=groups,
        banner_at=reach.banner_told(connection, row.id),
        first_external_at=outside,
        staff_ahead=reach.staff_ahead(connection, row.id, share=_share(row, steps), people=staff, outside=outside),
        withdrawn_at=connection.scalar(select(published.c.withdrawn_at).where(published.c.alert_id == row.id)),
        failures=troubles.failures(connection, row.id),
        not_told=troubles.not_told(connection, row.id),
        unsure=troubles.unsure(connection, row.id),
        retries=troubles.retries(connection, row.id),
        duplicates=troubles.duplicates(connection, row.id),
        attempts=troubles.attempts_made(connection, row.id),
        skipped=troubles.skipped(connection, row.id),
        spent=spent(connection, row.id),
        cuts=cutter.cuts(reach.recipients_meant(connection, row)),
        quality=quality_of(connection, row, plan, lines),
        lists=_lists(connection, row),
        variants=variants_of(connection, row, sent),
        asked_at=asked_first(connection, row),
        behind=behind(connection, row, plan),
        streets=homes.streets(groups[reach.CITIZENS].people if reach.CITIZENS in groups else 0),
    )


def _share(row: Row[Any], steps: Sequence[WaveRecord]) -> float | None:
    """What the gate in front of the first wave that leaves the house asks for; *immediate* has no gates."""
    outside = next((step for step in steps if not step.internal), None)
    return None if outside is None or row.urgency == Urgency.IMMEDIATE else outside.share


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """An alert with what the walk over its deliveries came to."""

    connection: Connection
    row: Row[Any]
    tallies: Mapping[Hashable, Tally]

    def by(self, key: str | None) -> dict[Hashable, Reach]:
        """The reach of each wave or group, or of everybody."""
        return self.of(reach.meant_by(self.connection, self.row, key))

    def of(self, meant: Mapping[Any, int]) -> dict[Hashable, Reach]:
        """Those without a row yet are *pending*; when nothing may leave any more they are *ended*."""
        waits = self.row.state in ACTIVE or self.row.approved_at is None
        return reach_of(self.tallies, meant, "pending" if waits else "ended")

    def groups(self) -> dict[str, Reach]:
        found = self.by("group")
        return {group: found[group] for group in GROUPS if group in found}


def _waves(
    counted: _Counted, plan: FrozenPlan, sent: Sequence[Row[Any]], lines: Sequence[Line]
) -> tuple[WaveRecord, ...]:
    connection, row = counted.connection, counted.row
    steps = connection.execute(
        select(waves).where(waves.c.alert_id == row.id, waves.c.version == row.version).order_by(waves.c.ix)
    ).all()
    meant = reach.meant_by(connection, row, "wave_id")
    by_wave = counted.of(meant)
    channels = {step.id: _channels(step, sent) for step in steps}
    keys = {(step.id, channel): meant[step.id] for step in steps if step.id in meant for channel in channels[step.id]}
    by_channel = counted.of(keys)
    opened = {line.data.get("wave"): line.data for line in lines if line.kind == "wave.opened" and line.alert == row.id}
    return tuple(
        WaveRecord(
            id=step.id,
            ix=step.ix,
            name=step.name,
            public=bool(step.public),
            audiences=tuple(json.loads(step.audiences)),
            share=step.share,
            longest_wait=step.longest_wait,
            opened_at=step.opened_at,
            opened_by=step.opened_by,
            done_at=step.done_at,
            seen_people=opened.get(step.ix, {}).get("people", 0),
            seen_told=opened.get(step.ix, {}).get("told", 0),
            after_page=index > 0 and bool(steps[index - 1].public),
            internal=not step.public and _internal(plan, json.loads(step.audiences)),
            reach=by_wave.get(step.id, Reach(people=0)),
            channels=tuple(
                _channel(step.id, channel, sent, by_channel.get((step.id, channel), Reach(people=0)))
                for channel in channels[step.id]
            ),
        )
        for index, step in enumerate(steps)
    )


def _channels(step: Row[Any], sent: Sequence[Row[Any]]) -> list[str]:
    """The wave's channels in the plan's order, and any other that its rows name."""
    named = [row.channel for row in sent if row.wave_id == step.id]
    every = dict.fromkeys([*json.loads(step.channels), *named])
    return [channel for channel in every if channel != ChannelName.TASK]  # in people's hands: told by the journal


def _internal(plan: FrozenPlan, audiences: Sequence[str]) -> bool:
    return all(plan.audience_class(key) in {str(cls) for cls in INTERNAL} for key in audiences)


def _channel(wave: int, channel: str, sent: Sequence[Row[Any]], reached: Reach) -> ChannelRecord:
    mine = [row for row in sent if row.wave_id == wave and row.channel == channel]
    states = {str(state): sum(row.messages for row in mine if row.state == state) for state in DeliveryState}
    covered = sum(row.covered for row in mine)
    return ChannelRecord(channel=channel, total=sum(states.values()), states=states, covered=covered, reach=reached)


def _lists(connection: Connection, row: Row[Any]) -> tuple[ListRecord, ...]:
    found = connection.execute(
        select(lists, func.count(snapshot.c.ref.distinct()).label("people"))
        .join(snapshot, snapshot.c.list_id == lists.c.id)
        .where(snapshot.c.alert_id == row.id, snapshot.c.version == row.version)
        .group_by(lists.c.id)
        .order_by(lists.c.key, lists.c.id)
    )
    return tuple(
        ListRecord(
            key=each.key,
            file=each.file,
            sha256=each.digest,
            imported_at=each.imported_at,
            rows=each.rows,
            faults=each.faults,
            in_force=bool(each.in_force),
            fictional=bool(each.fictional),
            people=each.people,
        )
        for each in found
    )
