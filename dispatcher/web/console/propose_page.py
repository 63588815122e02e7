"""«Foreslå endring»: the approver writes the words they would rather have; the alert goes back with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dispatcher.approval.word_for_word import plan_of
from dispatcher.composing.asking import name_of
from dispatcher.domain import police
from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.rights import Act as Right
from dispatcher.domain.states import AlertKind, AlertState, Mode
from dispatcher.ledger import incidents
from dispatcher.web.bodies import Propose
from dispatcher.web.console import given
from dispatcher.web.console.approval_view import RETRACTED, text_view
from dispatcher.web.console.draft_page import TEXT, new_texts
from dispatcher.web.console.factor import options, with_factor
from dispatcher.web.console.words import words_of
from dispatcher.web.proposing import proposed
from dispatcher.web.reading import understood
from dispatcher.web.views import alert_view

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.accounts import User
    from dispatcher.web.console.visit import Visit

PATH: Final = "/a/{alert}/foresla"
FIRST: Final = (("citizen", "sms"), ("public", "banner"))
"""What is shown first: the residents' SMS and the page, in the plan's own language."""


async def show(visit: Visit) -> web.StreamResponse:
    """Fields and texts as they were submitted, to write over."""
    return await _page(visit)


async def _page(visit: Visit, *, refused: InvalidInput | Conflict | None = None) -> web.StreamResponse:
    visit.demand(Right.PROPOSE)
    facts = await visit.node.ledger.read(_facts, visit, refused)
    if facts is None:
        return visit.to(f"/a/{_alert(visit)}")  # it waits no more, and that page says how it ended
    status = {InvalidInput: 422, Conflict: 409}.get(type(refused), 200)
    return visit.page("propose.html", status=status, options=options(visit), **facts)


def _alert(visit: Visit) -> str:
    return visit.request.match_info["alert"]


def _facts(connection: Connection, visit: Visit, refused: InvalidInput | Conflict | None) -> dict[str, Any] | None:
    row = incidents.alert(connection, _alert(visit))
    if row.state != AlertState.SUBMITTED:
        return None
    plan, scenario = plan_of(connection, row)
    typed = given.typed_in(visit.form, scenario) if visit.form.items() else json.loads(row.fields)
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    beside, above = given.sorted_faults(faults, given.places_on_page(scenario))
    changed = isinstance(refused, Conflict) and refused.reason == "fingerprint"
    if refused is not None and not faults and not changed:
        above = [str(refused)]
    first, rest = _texts(connection, visit, row, plan, scenario)
    return {
        "id": row.id,
        "name": scenario.name,
        "mode": row.mode,
        "exercise": row.mode == Mode.EXERCISE,
        "by": name_of(connection, plan, row.submitted_by),
        # Of what was read: after a change, sending it again is refused again.
        "fingerprint": visit.form.one("fingerprint") or row.fingerprint,
        "fields": given.fields_view(scenario, AlertKind(row.kind), typed, beside, visit.language),
        "places": given.places_of(plan),
        "first": first,
        "rest": rest,
        "written": {key.removeprefix(TEXT): value for key, value in visit.form.items() if key.startswith(TEXT)},
        "why": visit.form.one("why"),
        "changed": changed,
        "above": above,
    }


def _texts(
    connection: Connection, visit: Visit, row: Row[Any], plan: Plan, scenario: Scenario
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those that may be rewritten: what is read first, and the others."""
    words, own = words_of(visit.language), plan.municipality.language
    open_ = [
        text
        for text in alert_view(connection, row.id, visit.now)["variants"]
        if text["fate"] != RETRACTED and not police.locked_texts(scenario, [text["key"]])
    ]
    first = [
        text for form in FIRST for text in open_ if (text["class"], text["channel"]) == form and text["language"] == own
    ]
    rest = [text for text in open_ if text not in first]
    return [text_view(one, scenario, words) for one in first], [text_view(one, scenario, words) for one in rest]


async def propose(visit: Visit) -> web.StreamResponse:
    """*Send forslaget*: what is new in it, by whoever shows their factor."""
    visit.demand(Right.PROPOSE)
    row = await visit.node.ledger.read(incidents.alert, _alert(visit))
    label = words_of(visit.language)["propose-send"]
    return await with_factor(visit, _propose, label, exercise=row.mode == Mode.EXERCISE)


async def _propose(visit: Visit, user: User) -> web.StreamResponse:
    try:
        await visit.node.ledger.write(_work, visit, user)
    except (InvalidInput, Conflict) as refused:
        return await _page(visit, refused=refused)
    visit.node.engine.wake()
    return visit.to(f"/a/{_alert(visit)}")


def _work(connection: Connection, visit: Visit, user: User) -> None:
    row = incidents.alert(connection, _alert(visit))
    _, scenario = plan_of(connection, row)
    sent = {
        "fingerprint": visit.form.one("fingerprint"),
        "fields": _new_fields(visit, row, scenario),
        "texts": new_texts(connection, visit),
        "why": visit.form.one("why").strip(),
    }
    proposed(connection, visit.node.desk, user, row.id, understood(sent, Propose), visit.now)


def _new_fields(visit: Visit, row: Row[Any], scenario: Scenario) -> dict[str, str]:
    """A time that nobody touched is written otherwise than it is kept: what the page showed is no change."""
    shown = given.fields_view(scenario, AlertKind(row.kind), json.loads(row.fields), {}, visit.language)
    typed = {one["name"]: visit.form.one(one["name"]).strip() for one in shown}
    return {
        one["name"].removeprefix(given.FIELD): typed[one["name"]] for one in shown if typed[one["name"]] != one["value"]
    }
