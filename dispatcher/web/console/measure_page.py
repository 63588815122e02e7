"""Measures over all incidents: the open ones, what is overdue, and goals that wait for their exercise."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.evaluating import PartKind
from dispatcher.domain.rights import Act, may
from dispatcher.ledger import evaluation_acts, measure_acts
from dispatcher.ledger.evaluation_board import measure_view
from dispatcher.ledger.measures import measures_of
from dispatcher.web.console.evaluation_view import KINDS, goals_ahead, measure_of
from dispatcher.web.console.measure_form import change_of, new_measure_of, number_in, typed_in
from dispatcher.web.measures import measure_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.web.console.visit import Visit

PATH: Final = "/tiltak"
MEASURE: Final = f"{PATH}/{{id}}"
GOALS: Final = f"{PATH}/ovingsmal"


async def show(visit: Visit) -> web.StreamResponse:
    """The page."""
    return await _page(visit)


async def _page(visit: Visit, refused: InvalidInput | Conflict | None = None, failed: str = "") -> web.Response:
    user = visit.demand(Act.READ)

    def look(connection: Connection) -> dict[str, Any]:
        plan, now = visit.node.plan, visit.now
        found = [measure_of(connection, measure_view(one, now), plan, visit) for one in measures_of(connection)]
        return {
            "open": [one for one in found if one["status"] != "closed"],
            "closed": [one for one in found if one["status"] == "closed"],
            "goals": goals_ahead(connection),
        }

    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    facts = await visit.node.ledger.read(look)
    return visit.page(
        "measures.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        above=[fault.what for fault in faults] or ([str(refused)] if refused else []),
        failed=failed,
        typed=typed_in(visit.form),
        blank=defaultdict(str),
        kinds=KINDS,
        may_measure=may(user.roles, Act.MEASURE),
        may_evaluate=may(user.roles, Act.EVALUATE),
        **facts,
    )


async def add(visit: Visit) -> web.StreamResponse:
    """A new one, of the incident that is named or of none."""
    user, named = visit.demand(Act.MEASURE), visit.form.one("incident").strip()

    def work(connection: Connection) -> None:
        new = new_measure_of(visit.form, number_in(named) if named else None)
        measure_acts.open_measure(connection, user, new, visit.now)

    return await _done(visit, work, "new")


async def change(visit: Visit) -> web.StreamResponse:
    """Other words, another day, or that it is begun."""
    user, number = visit.demand(Act.MEASURE), measure_number(visit.request)

    def work(connection: Connection) -> None:
        measure_acts.change_measure(connection, user, number, change_of(visit.form), visit.now)

    return await _done(visit, work, f"change-{number}")


async def close(visit: Visit) -> web.StreamResponse:
    """It is done, and this shows it."""
    user, number = visit.demand(Act.MEASURE), measure_number(visit.request)

    def work(connection: Connection) -> None:
        measure_acts.close_measure(connection, user, number, visit.form.one("reference"), visit.now)

    return await _done(visit, work, f"close-{number}")


async def plan_goal(visit: Visit) -> web.StreamResponse:
    """A goal for the next exercise."""
    user, words = visit.demand(Act.EVALUATE), {"goal": visit.form.one("goal")}

    def work(connection: Connection) -> None:
        evaluation_acts.write_part(connection, user, None, PartKind.GOAL, words, visit.now)

    return await _done(visit, work, "goal")


async def _done(visit: Visit, work: Callable[[Connection], None], failed: str) -> web.Response:
    try:
        await visit.node.ledger.write(work)
    except (InvalidInput, Conflict) as refused:
        return await _page(visit, refused, failed)
    return visit.to(PATH)
