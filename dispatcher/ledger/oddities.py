"""The facts behind what is odd about an alert (``domain.misfire``): one look at the ledger, nothing is written."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, select

from dispatcher.domain.drawing import is_drawn
from dispatcher.domain.geo import Region
from dispatcher.domain.misfire import SAME_WITHIN, Facts, Odd, Passed, bare, oddities
from dispatcher.domain.moments import parse_moment
from dispatcher.domain.plan import PROMISE_FIELD
from dispatcher.domain.states import SERVICE, AlertKind, AlertState, AudienceClass, ChannelName, Fate
from dispatcher.ledger import incidents, snapshot
from dispatcher.ledger.audit_words import CHANNEL_WORDS
from dispatcher.ledger.tables import alerts
from dispatcher.ledger.tables import snapshot as meant
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.domain.plan import Plan, Scenario

OPEN = [str(AlertState.DRAFT), str(AlertState.SUBMITTED), str(AlertState.RETURNED)]
"""States in which an alert still waits for somebody's decision."""
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.?(?:\d{4})?|\d{4}-\d{2}-\d{2}")


def odd(
    connection: Connection, row: Row[Any], plan: Plan, now: datetime, *, people: int | None = None, cost: float = 0.0
) -> tuple[Odd, ...]:
    """What is odd about an alert that waits. ``people``, ``cost``: of a draft; a submitted one carries its own."""
    if row.state not in OPEN:
        return ()
    scenario = plan.scenarios[incidents.incident(connection, row.incident).scenario]
    submitted = row.state == AlertState.SUBMITTED
    if submitted or people is None:
        people, cost = row.people or 0, row.cost or 0.0
    facts = Facts(
        people=people,
        most_people=scenario.ceiling.people,
        cost=cost,
        most_cost=scenario.ceiling.cost,
        same=tuple(_same_texts(connection, row, now)),
        open=_others_open(connection, row),
        ended=_left_out(connection, row, plan),
        left_out=tuple(CHANNEL_WORDS[ChannelName(one)] for one in json.loads(row.left_out)),
        outside=tuple(_outside(row, plan)),
        submitted_at=at(row.submitted_at) if submitted else None,
        times=tuple(_times(connection, row, plan, scenario)),
    )
    return oddities(facts, now)


def _others_open(connection: Connection, row: Row[Any]) -> tuple[str, ...]:
    chosen = select(alerts.c.id).where(
        alerts.c.incident == row.incident, alerts.c.id != row.id, alerts.c.kind != SERVICE, alerts.c.state.in_(OPEN)
    )
    return tuple(connection.scalars(chosen.order_by(alerts.c.created_at, alerts.c.id)))


def _same_texts(connection: Connection, row: Row[Any], now: datetime) -> Iterator[tuple[str, datetime]]:
    """Other alerts of the mode, approved just now, that say the same to some of the same."""
    recent = select(alerts).where(
        alerts.c.id != row.id,
        alerts.c.mode == row.mode,
        alerts.c.kind != SERVICE,
        alerts.c.approved_at > ms(now - SAME_WITHIN),
        alerts.c.approved_at <= ms(now),
    )
    for other in connection.execute(recent.order_by(alerts.c.approved_at)).all():
        if _says_the_same(connection, row, other) and _overlap(connection, row, other):
            yield other.id, at(other.approved_at)


def _says_the_same(connection: Connection, row: Row[Any], other: Row[Any]) -> bool:
    mine, theirs = _said(connection, row), _said(connection, other)
    if set(_citizens(mine)) & set(_citizens(theirs)):
        return True
    alike = bool(mine) and row.kind == other.kind and set(mine) == set(theirs)
    return alike and _scenarios_alike(connection, row, other)


def _scenarios_alike(connection: Connection, row: Row[Any], other: Row[Any]) -> bool:
    first, second = (incidents.incident(connection, each.incident) for each in (row, other))
    return bool(first.scenario == second.scenario)


Said = tuple[str, str, str]
"""Class, channel and the text without what changes by itself."""


def _said(connection: Connection, row: Row[Any]) -> list[Said]:
    """What a version says, but for the words that would take it back."""
    return [
        (text.cls, text.channel, bare(f"{text.headline} {text.body} {text.instruction}"))
        for text in incidents.variants_of(connection, row.id, row.version)
        if text.fate != Fate.RETRACTED
    ]


def _citizens(said: list[Said]) -> Iterator[str]:
    wanted = str(AudienceClass.CITIZEN), str(ChannelName.SMS)
    return (words for cls, channel, words in said if (cls, channel) == wanted)


def _overlap(connection: Connection, row: Row[Any], other: Row[Any]) -> bool:
    """Whether they share an area, by its key or by somebody who lives in both."""
    if _areas(row) & _areas(other):
        return True
    mine, theirs = meant.alias("mine"), meant.alias("theirs")
    both = (
        select(mine.c.id)
        .join(theirs, and_(theirs.c.cls == mine.c.cls, theirs.c.ref == mine.c.ref))
        .where(mine.c.alert_id == row.id, mine.c.version == row.version, mine.c.cls == str(AudienceClass.CITIZEN))
        .where(theirs.c.alert_id == other.id, theirs.c.version == other.version)
    )
    return connection.execute(both.limit(1)).first() is not None


def _left_out(connection: Connection, row: Row[Any], plan: Plan) -> tuple[str, ...]:
    """Areas of the alert before that an all-clear does not name: it goes to everybody, and ends the incident."""
    if row.kind != AlertKind.ALL_CLEAR or row.whole:
        return ()
    chosen = _areas(row)
    if any(plan.areas[key].kind == "all" for key in chosen):
        return ()
    before = _areas(incidents.alert(connection, row.follows))
    return tuple(area.name for key, area in plan.areas.items() if key in before - chosen)


def _outside(row: Row[Any], plan: Plan) -> Iterator[str]:
    """Drawings that reach over the municipality's border."""
    borders = [Region(area.polygon) for area in plan.areas.values() if area.kind == "all" and area.polygon]
    for area in (plan.areas[key] for key in incidents.all_areas_of(row) if is_drawn(key)):
        corners = [point for polygon in area.polygon for point in polygon[0]]
        if borders and not all(any(border.holds(*point) for border in borders) for point in corners):
            yield area.name


def _areas(row: Row[Any]) -> set[str]:
    return set(incidents.all_areas_of(row))


def _times(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario) -> Iterator[Passed]:
    given: dict[str, str] = json.loads(row.fields)
    for spec in scenario.fields:
        written = given.get(spec.key, "").strip() or spec.default
        promise = spec.key == PROMISE_FIELD
        if spec.kind == "time" and row.kind in spec.kinds and written and not (promise and row.promise_at is None):
            moment, whole_day = _moment(written, at(row.composed_at))
            label = spec.label.get(plan.municipality.language, spec.key)
            yield Passed(label=label, moment=moment, whole_day=whole_day)
    if row.promise_at is not None and not given.get(PROMISE_FIELD):
        yield Passed(label="Neste melding", moment=at(row.promise_at))
    holds = [wave.hold_until for wave in snapshot.waves_of(connection, row.id, row.version) if wave.hold_until]
    held = max([row.hold_until or 0, *holds])
    if held:
        yield Passed(label="Hold tilbake til", moment=at(held))


def _moment(written: str, now: datetime) -> tuple[datetime, bool]:
    """A kept time: RFC 3339, or a date as it was typed, which is that whole day."""
    if _DAY.fullmatch(written):
        midnight = f"{written}T00:00" if "-" in written else f"{written} 00:00"
        return parse_moment(midnight, now), True
    return parse_moment(written, now), False
