"""A version of an alert: its waves, its snapshot and its texts, written as they are now."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dispatcher.composing import night, police, texts, zones
from dispatcher.composing.request import NOW
from dispatcher.domain.desk_queue import without
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import Gate, Wave
from dispatcher.domain.states import NOBODYS, PERSONAL, AlertKind, ChannelName, Mode
from dispatcher.ledger import drawn, incidents, planning, series, snapshot
from dispatcher.ledger.task_planning import tasks_of
from dispatcher.ledger.testing import MOST_TESTERS
from dispatcher.ledger.times import at, ms
from dispatcher.rendering import Values

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.composing.desk import Desk
    from dispatcher.domain.plan import Plan, Scenario

TO_EVERYONE = frozenset({AlertKind.ALL_CLEAR, AlertKind.RETRACTION})


def write(connection: Connection, plan: Plan, desk: Desk, row: Row[Any], now: datetime, *, final: bool) -> None:
    """The version's waves, snapshot and texts. ``final``: at submit, when the night must have its answer."""
    scenario = plan.scenarios[incidents.incident(connection, row.incident).scenario]
    planned = without(planned_waves(plan, scenario, Mode(row.mode), desk.served), json.loads(row.left_out))
    incidents.set_values(connection, row.id, composed_at=ms(now))
    led = police.led(plan, scenario, row)
    led.write_on(connection, row)
    held = _held(plan, scenario, planned, row, now, final=final)
    drawn.place(connection, drawn.of_alert(connection, row))
    meant = _meant(connection, row, scenario, held, led.silent)
    planning.plan_waves(connection, row.id, row.version, planned=planned, plan=plan, meant=meant)
    _check(connection, row, plan, scenario)
    kind = AlertKind(row.kind)
    forms = snapshot.texts_meant(connection, row.id, row.version)
    rows = texts.compose(
        desk.rendering,
        scenario,
        kind=kind,
        mode=Mode(row.mode),
        values=values(connection, row, composed_at=now),
        wanted=list(texts.needs(plan, planned, forms, kind)),
        overrides=json.loads(row.texts),
    )
    incidents.replace_variants(connection, row.id, row.version, rows)


def planned_waves(plan: Plan, scenario: Scenario, mode: Mode, served: frozenset[ChannelName]) -> tuple[Wave, ...]:
    """The scenario's waves; of a test one wave, to the testers, on the channels that have an address.

    App push that a live node has no route for is left out, and said so: nobody's only channel is lost by that.
    """
    if mode is Mode.EXERCISE:
        return scenario.waves
    if mode is Mode.REAL:
        return tuple(_served(wave, served) for wave in scenario.waves)
    if not plan.test_audience:
        what = "Planen har ingen målgruppe for varslingsprøver. Legg til test_audience i plan.yaml."
        raise InvalidInput(Fault("mode", what))
    used = dict.fromkeys(channel for wave in scenario.waves for channel in wave.channels if channel in PERSONAL)
    return (Wave(name="Varslingsprøve", audiences=(plan.test_audience,), channels=tuple(used)),)


def _served(wave: Wave, served: frozenset[ChannelName]) -> Wave:
    kept = tuple(channel for channel in wave.channels if channel in served or channel not in NOBODYS)
    return wave.model_copy(update={"channels": kept})


def waves_again(connection: Connection, row: Row[Any]) -> tuple[Wave, ...]:
    """The waves of an approved alert as they were planned, for what takes it back."""
    return tuple(
        Wave(
            name=wave.name,
            audiences=tuple(json.loads(wave.audiences)),
            channels=tuple(json.loads(wave.channels)),
            fallback=tuple(json.loads(wave.fallback)),
            tasks=tuple(tasks_of(wave)),
            public=wave.public,
            gate=None if wave.share is None else Gate(share=wave.share, longest_wait=_duration(wave.longest_wait)),
        )
        for wave in snapshot.waves_of(connection, row.id, row.version)
    )


def _duration(milliseconds: int | None) -> timedelta:
    return timedelta(milliseconds=milliseconds or 0)


def values(connection: Connection, row: Row[Any], *, composed_at: datetime) -> Values:
    """What a version's texts are rendered from."""
    earlier = [
        incidents.alert(connection, alert) for alert, _ in series.approved(connection, row.incident) if alert != row.id
    ]
    before = next((alert for alert in earlier if alert.id == row.follows), None)
    names = {one.key: one.name for one in drawn.of_alert(connection, row)}

    def called(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.get(key, key) for key in keys)  # the templates know the plan's own areas by key

    return Values(
        fields=json.loads(row.fields),
        areas=called(incidents.areas_of(row)),
        zone_areas={key: called(areas) for key, areas in json.loads(row.zones).items()},
        number=str(row.incident),
        composed_at=composed_at,
        promise_at=at(row.promise_at),
        previous_at=at(before.composed_at) if before else None,
        first_at=at(earlier[-1].composed_at) if earlier else None,
        false_alarm=bool(row.false_alarm),
    )


def _held(
    plan: Plan, scenario: Scenario, planned: tuple[Wave, ...], row: Row[Any], now: datetime, *, final: bool
) -> int | None:
    if final:
        return night.hold_for(plan, scenario, planned, row.hold_until, now)
    return None if row.hold_until in (None, NOW) else int(row.hold_until)


def _meant(
    connection: Connection, row: Row[Any], scenario: Scenario, held: int | None, silent: tuple[str, ...]
) -> planning.Meant:
    every = tuple(series.approved(connection, row.incident)) if row.kind in TO_EVERYONE else ()
    before = None
    if row.follows and not every:
        followed = incidents.alert(connection, row.follows)
        before = (followed.id, followed.version)
    return planning.Meant(
        areas=tuple(incidents.areas_of(row)),
        zones={key: tuple(areas) for key, areas in json.loads(row.zones).items()},
        rest=zones.rest_of(scenario),
        follows=before,
        whole=bool(row.whole),
        everyone=every,
        hold_until=held,
        silent=silent,
    )


def _check(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario) -> None:
    meant = snapshot.count_people(connection, row.id, row.version)
    if not meant:
        what = "Ingen mottakere: områdene og målgruppene har ingen personer. Se over områdene og kontaktlistene."
        raise InvalidInput(Fault("areas", what))
    if row.mode == Mode.TEST and meant > MOST_TESTERS:
        what = f"En varslingsprøve kan gå til høyst {MOST_TESTERS} personer; målgruppen har {meant}."
        raise InvalidInput(Fault("mode", what))
    if row.mode != Mode.TEST and not row.whole and AlertKind(row.kind) not in TO_EVERYONE:
        zones.check_people(connection, row, plan, scenario)
