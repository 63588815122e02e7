"""The next alert of an incident: update, correction, «faren over», or that nothing is new; each becomes a draft."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing import following
from dispatcher.composing.asking import areas_in_words
from dispatcher.composing.desk import frozen_plan
from dispatcher.domain.errors import Conflict, InvalidInput, NotFound
from dispatcher.domain.rights import Act
from dispatcher.domain.states import AlertKind, Mode
from dispatcher.ledger import incidents
from dispatcher.web.bodies import Correction, FollowUp
from dispatcher.web.console import drawing_form, given, nothing_new
from dispatcher.web.console.alert_page import live_page
from dispatcher.web.console.draft_page import alert_of
from dispatcher.web.console.form_map import form_map
from dispatcher.web.console.map_tiles import with_tiles
from dispatcher.web.follow_ups import asked_for
from dispatcher.web.reading import understood

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection, Row

    from dispatcher.domain.errors import Fault
    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.web.console.visit import Visit

KINDS: Final = {
    "oppdatering": AlertKind.UPDATE,
    "rettelse": AlertKind.CORRECTION,
    "faren-over": AlertKind.ALL_CLEAR,
}
FALSE_ALARM: Final = "false_alarm"
Refused = InvalidInput | Conflict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What is followed, with its plan."""

    row: Row[Any]
    plan: Plan
    scenario: Scenario


def _before(connection: Connection, alert: str) -> Before:
    row = incidents.alert(connection, alert)
    plan, scenario = frozen_plan(connection, row)
    return Before(row=row, plan=plan, scenario=scenario)


def _kind(visit: Visit) -> AlertKind:
    found = KINDS.get(visit.request.match_info["kind"])
    if found is None:
        raise NotFound("Denne siden finnes ikke.")
    return found


async def show(visit: Visit) -> web.StreamResponse:
    """Its fields, with what is still so."""
    visit.demand(Act.FOLLOW)
    return await _page(visit, _kind(visit))


async def _page(
    visit: Visit, kind: AlertKind, *, refused: Refused = None, shown: tuple[Fault, ...] = ()
) -> web.Response:
    before = await visit.node.ledger.read(_before, alert_of(visit))
    scenario, plan, form = before.scenario, before.plan, visit.form
    faults = refused.faults if isinstance(refused, InvalidInput) else shown
    beside, above = given.sorted_faults(faults, given.places_on_page(scenario))
    if refused is not None and not faults:
        above = [str(refused)]
    typed = given.typed_in(form, scenario) if form.items() else _still_so(before, kind)
    page = visit.page(
        "follow.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        exercise=before.row.mode == Mode.EXERCISE,
        id=before.row.id,
        mode=before.row.mode,
        name=scenario.name,
        kind=str(kind),
        path=visit.request.match_info["kind"],
        area=areas_in_words(plan, before.row, visit.language),
        pauses=kind in following.PAUSES,
        fields=given.fields_view(scenario, kind, typed, beside, visit.language),
        places=given.places_of(plan),
        areas=given.areas_view(plan),
        chosen=form.all("areas"),
        zones=given.zones_view(scenario, form, beside),
        **form_map(form, plan, scenario, beside, visit.node.settings.map),
        rest=next((zone.name for zone in scenario.zones if zone.rest), ""),
        faults=beside,
        above=above,
        morning=given.asks_about_night(plan, scenario, visit.now),
        typed={name: form.one(name) for name in (given.HOLD, given.HOLD_AT)},
        false_alarm=bool(form.one(FALSE_ALARM)),
    )
    return with_tiles(page, visit.node.settings.map)


def _still_so(before: Before, kind: AlertKind) -> dict[str, str]:
    """What the alert before said and this kind asks for; a time is asked for anew."""
    known: dict[str, str] = json.loads(before.row.fields)
    lasting = {spec.key for spec in before.scenario.fields_of(kind) if spec.kind != "time"}
    return {key: value for key, value in known.items() if key in lasting}


async def draft(visit: Visit) -> web.StreamResponse:
    """Draft it; a correction or «faren over» pauses the alert before."""
    visit.demand(Act.FOLLOW)
    kind = _kind(visit)
    before = await visit.node.ledger.read(_before, alert_of(visit))
    if visit.form.one(drawing_form.SHOW):
        return await _page(visit, kind, shown=drawing_form.shown_faults(visit.form, before.plan))
    body = Correction if kind is AlertKind.CORRECTION else FollowUp
    try:
        sent = given.sent_of(visit.form, before.scenario, kind, visit.now)
        sent = drawing_form.add_to(sent, visit.form, before.plan, before.scenario)
        if kind is AlertKind.CORRECTION:
            sent[FALSE_ALARM] = bool(visit.form.one(FALSE_ALARM))
        alert = await _drafted(visit, kind, understood(sent, body))
    except (InvalidInput, Conflict) as refused:
        return await _page(visit, kind, refused=refused)
    return visit.to(f"/varsel/{alert}")


async def _drafted(visit: Visit, kind: AlertKind, body: FollowUp) -> str:
    desk, user, asked = visit.node.desk, visit.user(), asked_for(body)

    def work(connection: Connection) -> str:
        return following.follow(desk, connection, user, alert_of(visit), kind, asked, visit.now)

    alert = await visit.node.ledger.write(work)
    visit.node.engine.wake()
    return alert


async def nothing_is_new(visit: Visit) -> web.StreamResponse:
    """An update that says that nothing has changed, and when the next word comes."""
    visit.demand(Act.FOLLOW)
    before = await visit.node.ledger.read(_before, alert_of(visit))
    fields = nothing_new.fields_of(before.scenario, visit.form.one("promise").strip())
    if not fields:
        raise NotFound("Scenarioet har ingen ferdig tekst for dette.")
    try:
        alert = await _drafted(visit, AlertKind.UPDATE, understood({"fields": fields}, FollowUp))
    except (InvalidInput, Conflict) as refused:
        return await live_page(visit, refused=refused)
    return visit.to(f"/varsel/{alert}")
