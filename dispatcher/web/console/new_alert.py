"""New alert: what has happened, its two or three fields and its areas; then the draft is there to be read."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any, Final

import orjson

from dispatcher.domain.drawing import is_drawn
from dispatcher.domain.errors import Conflict, InvalidInput, NotFound
from dispatcher.domain.rights import Act
from dispatcher.domain.states import AlertKind, Mode
from dispatcher.ledger import drawn, idempotency, incidents
from dispatcher.web.alerts import asked_for
from dispatcher.web.bodies import NewAlert
from dispatcher.web.console import drawing_form, given
from dispatcher.web.console.form_map import form_map
from dispatcher.web.console.forms import Form
from dispatcher.web.console.map_tiles import with_tiles
from dispatcher.web.reading import understood

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.domain.errors import Fault
    from dispatcher.domain.plan import Scenario
    from dispatcher.web.console.visit import Visit

PATH: Final = "/nytt"
SCENARIO: Final = f"{PATH}/{{scenario}}"
ONCE, FROM = "once", "fra"
LONGEST_KEY: Final = 64
PAST: Final = ("known_at", "occurred_at")


async def choose(visit: Visit) -> web.StreamResponse:
    """What has happened?"""
    visit.demand(Act.TRIGGER)
    scenarios = [(one.key, one.name) for one in visit.node.plan.scenarios.values()]
    return visit.page("choose.html", scenarios=scenarios, live_node=visit.node.live)


async def ask(visit: Visit) -> web.StreamResponse:
    """Its fields and areas: empty, or those of an earlier alert («kopier til skarp hendelse»)."""
    visit.demand(Act.TRIGGER)
    scenario = _scenario(visit)
    visit.form = await _earlier(visit, scenario)
    return _page(visit, scenario, Mode(_mode(visit, visit.request.query.get("modus", ""))))


async def _earlier(visit: Visit, scenario: Scenario) -> Form:
    found: dict[str, list[str]] = {"areas": list(scenario.default_areas)}
    if earlier := visit.request.query.get(FROM, ""):
        row = await visit.node.ledger.read(incidents.alert, earlier)
        drawings = await visit.node.ledger.read(drawn.of_alert, row)
        found["areas"] = _ours(incidents.areas_of(row))
        times = {spec.key for spec in scenario.fields if spec.kind == "time"}
        fields: dict[str, str] = json.loads(row.fields)
        found |= {given.FIELD + key: [value] for key, value in fields.items() if key not in times}
        zones: dict[str, list[str]] = json.loads(row.zones)
        found |= {given.ZONE + key: _ours(areas) for key, areas in zones.items()}
        found |= drawing_form.filled_in(drawings, zones)
    return Form(found)


def _ours(areas: list[str]) -> list[str]:
    """The plan's; a drawing is drawn again, for the incident it is now about."""
    return [key for key in areas if not is_drawn(key)]


def _scenario(visit: Visit) -> Scenario:
    found = visit.node.plan.scenarios.get(visit.request.match_info["scenario"])
    if found is None:
        raise NotFound("Planen har ikke dette scenarioet.")
    return found


def _mode(visit: Visit, asked: str) -> str:
    """On a node that may reach people it starts as real; elsewhere all is exercise."""
    usual = Mode.REAL if visit.node.live else Mode.EXERCISE
    return asked if asked in set(Mode) and visit.node.live else usual


def _page(
    visit: Visit,
    scenario: Scenario,
    mode: Mode,
    *,
    refused: InvalidInput | Conflict | None = None,
    shown: tuple[Fault, ...] = (),
) -> web.Response:
    plan, form = visit.node.plan, visit.form
    faults = refused.faults if isinstance(refused, InvalidInput) else shown
    beside, above = given.sorted_faults(faults, given.places_on_page(scenario))
    if refused is not None and not faults:
        above = [str(refused)]
    page = visit.page(
        "new_alert.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        exercise=mode is Mode.EXERCISE,
        scenario=scenario,
        mode=mode,
        modes=[one for one in Mode if one is not mode] if visit.node.live else [],
        fields=given.fields_view(scenario, AlertKind.FIRST, given.typed_in(form, scenario), beside, visit.language),
        places=given.places_of(plan),
        areas=given.areas_view(plan),
        chosen=form.all("areas"),
        zones=given.zones_view(scenario, form, beside),
        **form_map(form, plan, scenario, beside, visit.node.settings.map),
        rest=next((zone.name for zone in scenario.zones if zone.rest), ""),
        faults=beside,
        above=above,
        morning=given.asks_about_night(plan, scenario, visit.now),
        typed={name: form.one(name) for name in (*PAST, "reason", given.HOLD, given.HOLD_AT)},
        once=form.one(ONCE) or secrets.token_urlsafe(16),
    )
    return with_tiles(page, visit.node.settings.map)


async def trigger(visit: Visit) -> web.StreamResponse:
    """Open the incident and draft its first alert: by the interface's own function, once however often it is sent."""
    user = visit.demand(Act.TRIGGER)
    scenario, mode = _scenario(visit), Mode(_mode(visit, visit.form.one("mode")))
    if visit.form.one(drawing_form.SHOW):
        return _page(visit, scenario, mode, shown=drawing_form.shown_faults(visit.form, visit.node.plan))
    try:
        sent = _sent(visit, scenario, mode)
        asked = asked_for(understood(sent, NewAlert))

        def work(connection: Connection) -> idempotency.Answer:
            alert = visit.node.desk.trigger(connection, user, asked, visit.now)
            return idempotency.Answer(status=303, body=alert)

        answer = await visit.node.ledger.write(_once, user.id, visit, sent, work)
    except (InvalidInput, Conflict) as refused:
        return _page(visit, scenario, mode, refused=refused)
    visit.node.engine.wake()
    return visit.to(f"/varsel/{answer.body}")


def _sent(visit: Visit, scenario: Scenario, mode: Mode) -> dict[str, Any]:
    sent = given.sent_of(visit.form, scenario, AlertKind.FIRST, visit.now)
    sent = drawing_form.add_to(sent, visit.form, visit.node.plan, scenario)
    sent |= {"scenario": scenario.key, "mode": str(mode), "reason": visit.form.one("reason").strip()}
    for name in PAST:
        if moment := given.past(name, visit.form.one(name), visit.now):
            sent[name] = moment.isoformat()
    return sent


def _once(connection: Connection, user: int, visit: Visit, sent: dict[str, Any], work: Any) -> idempotency.Answer:
    """A double tap is one alert; a form without a key is as good as a new one."""
    key = visit.form.one(ONCE)
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        return work(connection)  # type: ignore[no-any-return]
    same = orjson.dumps([visit.request.path, sent], option=orjson.OPT_SORT_KEYS)
    request = idempotency.Request(user=user, key=f"console {key}", digest=hashlib.sha256(same).hexdigest())
    return idempotency.once(connection, request, visit.now, work)
