"""Follow-ups: update, correction, all-clear. Each is a draft of its own, for those the alert before was for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.composing import advising, composition, drawing, fields, night, zones
from dispatcher.composing.desk import alert_row, drawn_data, frozen_plan, journal
from dispatcher.composing.request import areas_of, check_mode
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.pausing import WHY, WRITING
from dispatcher.domain.plan import PROMISE_FIELD
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import SERVICE, STATE_WORDS, AlertKind, AlertState, Mode
from dispatcher.ledger import drawn, incidents, series, snapshot
from dispatcher.ledger.times import at, ms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.composing.desk import Desk
    from dispatcher.composing.request import FollowUp
    from dispatcher.domain.plan import Scenario
    from dispatcher.ledger.accounts import User

MAY_SEND = (AlertState.APPROVED, AlertState.SENDING, AlertState.DONE)
"""One that is done too: a late *undelivered* starts the next channel, with the text that is being corrected."""
OVER = frozenset({AlertKind.ALL_CLEAR, AlertKind.RETRACTION})
PAUSES = frozenset({AlertKind.CORRECTION, AlertKind.ALL_CLEAR})
"""While one of these is written, nothing more of the alert that it overtakes goes out."""
KIND_WORDS = {
    AlertKind.UPDATE: "en oppdatering",
    AlertKind.CORRECTION: "en rettelse",
    AlertKind.ALL_CLEAR: "«faren over»",
}


def follow(
    desk: Desk, connection: Connection, user: User, alert_id: str, kind: AlertKind, asked: FollowUp, now: datetime
) -> str:
    """Draft the next alert of an incident; returns its id. A correction or all-clear pauses the alert it follows."""
    demand(user.roles, Act.FOLLOW)
    before = incidents.alert(connection, alert_id)
    _check_turn(connection, before, kind)
    check_mode(Mode(before.mode), desk.node)
    plan, scenario = frozen_plan(connection, before)
    here = drawing.placed(plan, scenario, asked)
    plan = here.plan
    whole = not here.areas and not here.zones
    if whole and before.kind in OVER and json.loads(before.zones):
        what = "Varselet det følger, var likt for alle soner. Velg sonene på nytt, så hver får sin tekst."
        raise InvalidInput(Fault("zones", what))
    areas = tuple(incidents.areas_of(before))
    zoned: zones.Zones = {key: tuple(held) for key, held in json.loads(before.zones).items()}
    if not whole:
        areas = areas_of(plan, scenario, here.areas, zoned=bool(here.zones))
        zoned = zones.zones_of(plan, scenario, here.zones, areas)
    given = fields.check(desk.rendering, scenario, kind, _carried(scenario, kind, before, asked.fields, now), now)
    zones.check_places(connection, plan, scenario, given.given, zoned, areas)
    drafted = alert_row(plan, scenario, Mode(before.mode), given, user, now)
    drafted |= {"kind": str(kind), "follows": before.id, "whole": whole, "false_alarm": asked.false_alarm}
    drafted |= {"areas": json.dumps(list(areas)), "zones": json.dumps(zoned), "left_out": before.left_out}
    held = night.hold_of(asked.hold_until, now, scenario.expires_after)
    drafted |= {"hold_until": _inherited(connection, before, now) if held is None else held}
    drawn.keep(connection, before.incident, here.drawn, user.name, now)
    alert = incidents.add_alert(connection, before.incident, drafted)
    row = incidents.alert(connection, alert)
    if kind in PAUSES:
        pause_for(connection, user, before, kind, now)
    composition.write(connection, plan, desk, row, now, final=False)
    data = {"kind": str(kind), "follows": before.id, "areas": list(areas), "zones": zoned}
    data |= {"fields": advising.without_numbers(given.given)}
    data |= {"whole": whole, "false_alarm": asked.false_alarm, **series.fates(connection, row.id, row.version)}
    journal(connection, "alert.drafted", user, row, data | drawn_data(here.drawn), now)
    return alert


def _check_turn(connection: Connection, before: Row[Any], kind: AlertKind) -> None:
    if before.kind == SERVICE:
        raise Conflict("state", "Dette er en tjenestemelding til dem som har roller i planen. Den følges ikke opp.")
    if before.approved_at is None or before.state == AlertState.REJECTED:
        words = STATE_WORDS[AlertState(before.state)]
        raise Conflict("state", f"Varselet er {words}. Det er ikke sendt, så endre det i stedet for å følge det opp.")
    newest = series.approved(connection, before.incident)[0][0]
    if newest != before.id:
        what = f"Varselet er avløst av {newest}. Lag {KIND_WORDS[kind]} til det i stedet."
        raise Conflict("superseded", what)
    if incidents.incident(connection, before.incident).closed_at is not None:
        raise Conflict("closed", "Hendelsen er avsluttet. Utløs et nytt varsel i stedet.")
    if before.kind in OVER and kind is not AlertKind.CORRECTION:
        over = "trukket tilbake" if before.kind == AlertKind.RETRACTION else "meldt over"
        raise Conflict("state", f"Hendelsen er {over}. Bare en rettelse kan følge. Utløs ellers et nytt varsel.")


def pause_for(connection: Connection, user: User, before: Row[Any], kind: AlertKind, now: datetime) -> None:
    """Stop claiming of the alert before while what overtakes it is written."""
    if before.state in MAY_SEND and before.paused is None:
        incidents.set_values(connection, before.id, paused=WHY[kind], paused_at=ms(now))
        journal(connection, "alert.paused", user, before, {"why": WHY[kind], WRITING: str(kind)}, now)


def _inherited(connection: Connection, before: Row[Any], now: datetime) -> int | None:
    """What held the alert before holds what overtakes it: nobody is woken by the correction of what they never got."""
    still = [
        wave.hold_until
        for wave in snapshot.waves_of(connection, before.id, before.version)
        if wave.opened_at is None and (wave.hold_until or 0) > ms(now)
    ]
    return max(still, default=None)


def _carried(
    scenario: Scenario, kind: AlertKind, before: Row[Any], given: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """What was filled in last time, where this kind asks for it too; a promise that is past is asked for anew."""
    asked = {spec.key for spec in scenario.fields_of(kind)}
    old = {key: value for key, value in json.loads(before.fields).items() if key in asked}
    promised = at(before.promise_at)
    if promised is None or promised <= now:
        old.pop(PROMISE_FIELD, None)
    return {**old, **given}
