"""The evaluation of an incident: what is done and missing, a place for each who has something to say, and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from dispatcher.domain.errors import Conflict, InvalidInput, NotFound
from dispatcher.domain.evaluating import ASSESSMENT, PARTS, Outcome, PartKind
from dispatcher.domain.rights import Act
from dispatcher.ledger import evaluation_acts, evaluation_ending, feedback, measure_acts
from dispatcher.web.console.evaluation_view import page_of
from dispatcher.web.console.measure_form import day_of, new_measure_of, number_in, typed_in
from dispatcher.web.incidents import number_of

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.web.console.visit import Visit

PATH: Final = "/hendelse/{id}/evaluering"
Refused = InvalidInput | Conflict | None


async def show(visit: Visit) -> web.StreamResponse:
    """The page."""
    return await _page(visit)


async def _page(visit: Visit, refused: Refused = None, failed: str = "") -> web.Response:
    visit.demand(Act.READ)
    facts = await visit.node.ledger.read(page_of, visit, number_of(visit.request))
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    above = [fault.what for fault in faults] or ([str(refused)] if refused else [])
    status = {InvalidInput: 422, Conflict: 409}.get(type(refused), 200)
    typed = typed_in(visit.form)
    return visit.page("evaluation.html", status=status, above=above, failed=failed, typed=typed, **facts)


async def act(visit: Visit) -> web.StreamResponse:
    """What one of the page's forms asks for; then the page again, at the place where it was asked."""
    user, number, name = visit.user(), number_of(visit.request), visit.request.match_info["act"]
    if name not in ACTS:
        raise NotFound
    do, anchor = ACTS[name]
    try:
        await visit.node.ledger.write(do, visit, user, number)
    except (InvalidInput, Conflict) as refused:
        return await _page(visit, refused, name)
    return visit.to(f"/hendelse/{number}/evaluering#{anchor}")


def _written(visit: Visit, kind: PartKind) -> dict[str, str]:
    return {name: visit.form.one(name) for name in PARTS[kind]}


def _impression(connection: Connection, visit: Visit, user: User, number: int) -> None:
    words = _written(visit, PartKind.IMPRESSION)
    evaluation_acts.write_part(connection, user, number, PartKind.IMPRESSION, words, visit.now)


def _goal(connection: Connection, visit: Visit, user: User, number: int) -> None:
    words = {"goal": visit.form.one("goal")}
    evaluation_acts.write_part(connection, user, number, PartKind.GOAL, words, visit.now)


def _judge(connection: Connection, visit: Visit, user: User, number: int) -> None:
    said = visit.form.one("outcome")
    if said not in set(Outcome):
        raise NotFound
    part, why = number_in(visit.form.one("part")), visit.form.one("why")
    evaluation_acts.judge_goal(connection, user, number, part, Outcome(said), why, visit.now)


def _take_in(connection: Connection, visit: Visit, user: User, number: int) -> None:
    evaluation_acts.take_goals_in(connection, user, number, visit.now)


def _assess(connection: Connection, visit: Visit, user: User, number: int) -> None:
    answers = {name: visit.form.one(name) for name in ASSESSMENT}
    evaluation_acts.assess(connection, user, number, answers, visit.now)


def _outside(connection: Connection, visit: Visit, user: User, number: int) -> None:
    words = _written(visit, PartKind.OUTSIDE) | {"date": day_of(visit.form.one("date"))}
    evaluation_acts.write_part(connection, user, number, PartKind.OUTSIDE, words, visit.now)


def _take_out(connection: Connection, visit: Visit, user: User, number: int) -> None:
    evaluation_acts.take_out(connection, user, number, number_in(visit.form.one("part")), visit.now)


def _hear(connection: Connection, visit: Visit, user: User, number: int) -> None:
    evaluation_ending.hear(connection, user, number, day_of(visit.form.one("until")), visit.now)


def _comment(connection: Connection, visit: Visit, user: User, number: int) -> None:
    words = _written(visit, PartKind.COMMENT)
    evaluation_acts.write_part(connection, user, number, PartKind.COMMENT, words, visit.now)


def _finalise(connection: Connection, visit: Visit, user: User, number: int) -> None:
    evaluation_ending.finalise(connection, user, number, visit.now, visit.form.one("why"))


def _again(connection: Connection, visit: Visit, user: User, number: int) -> None:
    evaluation_ending.again(connection, user, number, visit.form.one("why"), visit.now)


def _measure(connection: Connection, visit: Visit, user: User, number: int) -> None:
    measure_acts.open_measure(connection, user, new_measure_of(visit.form, number), visit.now)


def _erase(connection: Connection, visit: Visit, user: User, number: int) -> None:
    feedback.erase(connection, user, number, number_in(visit.form.one("part")), visit.now)


ACTS: Final[dict[str, tuple[Callable[..., None], str]]] = {
    "inntrykk": (_impression, "inntrykk"),
    "mal": (_goal, "maal"),
    "mal-vurdert": (_judge, "maal"),
    "mal-tatt-inn": (_take_in, "maal"),
    "vurdering": (_assess, "vurdering"),
    "andre": (_outside, "andre"),
    "ta-bort": (_take_out, "innhold"),
    "horing": (_hear, "horing"),
    "kommentar": (_comment, "horing"),
    "endelig": (_finalise, "horing"),
    "ny-versjon": (_again, "horing"),
    "tiltak": (_measure, "tiltak"),
    "slett-svar": (_erase, "innbyggere"),
}
"""What each form does, and where on the page it stands."""
