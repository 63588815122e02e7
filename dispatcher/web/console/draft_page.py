"""The draft: read what will be sent, change it, write in the police's word, submit. Every act is the desk's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing import clearing, taking_in
from dispatcher.composing.desk import frozen_plan
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.rights import Act
from dispatcher.domain.states import AlertKind
from dispatcher.ledger import incidents
from dispatcher.web.bodies import Clearance, Edit
from dispatcher.web.console import given
from dispatcher.web.console.draft_view import OPEN, draft_facts
from dispatcher.web.console.words import words_of
from dispatcher.web.reading import understood
from dispatcher.web.views import alert_view

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.web.console.visit import Visit

TEXT: Final = "t."
UNSEEN: Final = "unseen"


def alert_of(visit: Visit) -> str:
    """The alert that the address names."""
    return visit.request.match_info["alert"]


async def draft_page(visit: Visit, *, refused: InvalidInput | Conflict | None = None) -> web.Response:
    """The page of a draft or a returned alert."""
    user = visit.demand(Act.READ)
    facts = await visit.node.ledger.read(draft_facts, alert_of(visit), user, visit.language, visit.now)
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    beside, above = given.sorted_faults(faults, [given.HOLD_FAULT] if facts["morning"] else [])
    if refused is not None and not faults:
        above = [str(refused)]
    return visit.page(
        "draft.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        faults=beside,
        above=above,
        seen=visit.form.all("seen"),
        held={name: visit.form.one(name) for name in (given.HOLD, given.HOLD_AT)},
        said={name: visit.form.one(name) for name in ("name", "function", "what", "at")},
        **facts,
    )


async def submit(visit: Visit) -> web.StreamResponse:
    """*Send til godkjenning*: what was read, and nothing else."""
    user = visit.demand(Act.SUBMIT)
    words = words_of(visit.language)

    def work(connection: Connection) -> None:
        alert = alert_of(visit)
        row = incidents.alert(connection, alert)
        if str(row.version) != visit.form.one("version"):
            raise Conflict("changed", words["changed-here"])
        if hold := given.hold_of(visit.form, visit.now):
            change = understood({"hold_until": hold}, Edit)
            desk = visit.node.desk
            desk.edit(connection, user, alert, given={}, own_texts={}, hold=change.hold_until, now=visit.now)
        if not _ticked(connection, visit):
            raise Conflict(UNSEEN, words["seen-first"])
        visit.node.desk.submit(connection, user, alert, _people(visit), visit.now)

    return await _done(visit, work)


async def take_in(visit: Visit) -> web.StreamResponse:
    """*Ta inn forslaget og send på nytt*: the edit and the submit are one act of whoever taps."""
    user = visit.demand(Act.SUBMIT)

    def work(connection: Connection) -> None:
        alert, proposal = alert_of(visit), visit.form.one("proposal")
        if not _ticked(connection, visit):
            raise Conflict(UNSEEN, words_of(visit.language)["seen-first"])
        if not proposal.isdecimal():
            raise Conflict("changed", taking_in.STALE)
        taking_in.take_in(visit.node.desk, connection, user, alert, int(proposal), _people(visit), visit.now)

    return await _done(visit, work)


def _ticked(connection: Connection, visit: Visit) -> bool:
    """Whether all that is odd was seen."""
    odd = {one["key"] for one in alert_view(connection, alert_of(visit), visit.now)["odd"]}
    return odd <= set(visit.form.all("seen"))


def _people(visit: Visit) -> int | None:
    written = visit.form.one("people")
    return int(written) if written.isascii() and written.isdigit() else None


async def _done(visit: Visit, work: Any) -> web.StreamResponse:
    try:
        await visit.node.ledger.write(work)
    except (InvalidInput, Conflict) as refused:
        row = await visit.node.ledger.read(incidents.alert, alert_of(visit))
        if row.state not in OPEN:  # the second of a double tap, or somebody else was first
            return visit.to(f"/varsel/{row.id}")
        return await draft_page(visit, refused=refused)
    visit.node.engine.wake()
    return visit.to(f"/varsel/{alert_of(visit)}")


async def clear(visit: Visit) -> web.StreamResponse:
    """The police's word, by the one who heard it."""
    user = visit.demand(Act.CLEAR)

    def work(connection: Connection) -> None:
        at = given.past("at", visit.form.one("at"), visit.now) or visit.now
        sent = {name: visit.form.one(name).strip() for name in ("name", "function", "what")}
        said = understood({**sent, "at": at.isoformat()}, Clearance)
        word = clearing.Clearance(name=said.name, function=said.function, what=said.what, at=said.at)
        clearing.clear(visit.node.desk, connection, user, alert_of(visit), word, visit.now)

    return await _done(visit, work)


async def show_edit(visit: Visit) -> web.StreamResponse:
    """Fields and texts as they are, to change."""
    return await _edit_page(visit)


async def _edit_page(visit: Visit, *, refused: InvalidInput | Conflict | None = None) -> web.Response:
    user = visit.user()
    facts = await visit.node.ledger.read(_edit_facts, visit, refused)
    draft = await visit.node.ledger.read(draft_facts, alert_of(visit), user, visit.language, visit.now)
    status = {InvalidInput: 422, Conflict: 409}.get(type(refused), 200)
    return visit.page("edit_draft.html", status=status, **(draft | facts))


def _edit_facts(connection: Connection, visit: Visit, refused: InvalidInput | Conflict | None) -> dict[str, Any]:
    row = incidents.alert(connection, alert_of(visit))
    plan, scenario = frozen_plan(connection, row)
    kept = visit.form.items() != []
    typed = given.typed_in(visit.form, scenario) if kept else json.loads(row.fields)
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    beside, above = given.sorted_faults(faults, given.places_on_page(scenario))
    if refused is not None and not faults:
        above = [str(refused)]
    return {
        "fields": given.fields_view(scenario, AlertKind(row.kind), typed, beside, visit.language),
        "places": given.places_of(plan),
        "own": {key.removeprefix(TEXT): value for key, value in visit.form.items() if key.startswith(TEXT)},
        "above": above,
    }


async def edit(visit: Visit) -> web.StreamResponse:
    """Keep what is new: fields, and the texts whose words are others than before."""
    user = visit.user()

    def work(connection: Connection) -> None:
        row = incidents.alert(connection, alert_of(visit))
        if str(row.version) != visit.form.one("version"):
            raise Conflict("changed", words_of(visit.language)["changed-here"])
        _, scenario = frozen_plan(connection, row)
        fields = {spec.key: visit.form.one(given.FIELD + spec.key) for spec in scenario.fields_of(AlertKind(row.kind))}
        change = understood({"fields": fields, "texts": new_texts(connection, visit)}, Edit)
        desk = visit.node.desk
        desk.edit(connection, user, row.id, given=change.fields, own_texts=change.texts, now=visit.now)

    try:
        await visit.node.ledger.write(work)
    except (InvalidInput, Conflict) as refused:
        return await _edit_page(visit, refused=refused)
    return visit.to(f"/varsel/{alert_of(visit)}")


def new_texts(connection: Connection, visit: Visit) -> dict[str, str]:
    """Those that are others than before. A browser sends a line's end as two signs; that alone is no change."""
    before = {text["key"]: text["body"] for text in alert_view(connection, alert_of(visit), visit.now)["variants"]}
    typed = {key.removeprefix(TEXT): value for key, value in visit.form.items() if key.startswith(TEXT)}
    plain = {key: value.replace("\r\n", "\n").strip() for key, value in typed.items()}
    empty = [Fault(f"texts.{key}", "Teksten er tom.") for key, value in plain.items() if not value]
    if empty:
        raise InvalidInput(*empty)
    return {key: value for key, value in plain.items() if value != before.get(key, "").strip()}
