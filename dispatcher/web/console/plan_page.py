"""People and plan: who holds what, how they are reached, what has been practised; one's own absence; a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.approval import aside, reading
from dispatcher.approval.reading import Looked, What
from dispatcher.composing.practising import practise
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.moments import parse_moment
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import Mode
from dispatcher.ledger import absences
from dispatcher.web.console.plan_view import plan_facts

if TYPE_CHECKING:
    from datetime import datetime

    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.web.console.visit import Visit

PATH: Final = "/planen"
SENT: Final = "sendt"
Refused = InvalidInput | Conflict | None


async def show(visit: Visit) -> web.StreamResponse:
    """The page, with numbers masked."""
    visit.demand(Act.READ)
    return await _page(visit)


async def open_(visit: Visit) -> web.StreamResponse:
    """The page with numbers in clear, once it is written down that somebody reads them."""
    user = visit.demand(Act.READ_ADDRESSES)
    looked = Looked(what=What.PLAN, count=len(visit.node.plan.persons))
    await visit.node.ledger.write(reading.remember, user, looked, None, visit.now)
    return await _page(visit, opened=True)


async def _page(visit: Visit, *, opened: bool = False, refused: Refused = None) -> web.Response:
    user, node = visit.user(), visit.node
    rings = Mode.REAL in node.numbers or Mode.TEST in node.numbers

    def look(connection: Connection) -> dict[str, Any]:
        facts = plan_facts(connection, node, visit.language, visit.now, rings=rings, opened=opened)
        return facts | {"away": _own(connection, user, visit.now)}

    facts = await node.ledger.read(look)
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    above = [fault.what for fault in faults] or ([str(refused)] if refused else [])
    return visit.page(
        "plan.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        above=above,
        opened=opened,
        typed={name: visit.form.one(name) for name in ("from", "to")},
        live_node=node.live,
        sent=SENT in visit.request.query,
        may_open=may(user.roles, Act.READ_ADDRESSES),
        may_practise=may(user.roles, Act.PRACTICE),
        may_report=may(user.roles, Act.REPORT),
        may_hold=may(user.roles, Act.HOLD),
        may_be_away=may(user.roles, Act.ABSENCE) and user.person is not None,
        **facts,
    )


def _own(connection: Connection, user: User, now: datetime) -> bool:
    """Whether whoever looks has said that they are away, now or later."""
    return any(row.person == user.person and row.kind == absences.ABSENCE for row in absences.standing(connection, now))


async def be_away(visit: Visit) -> web.StreamResponse:
    """One's own absence, from and to."""

    def work(connection: Connection) -> None:
        since, until = _moment(visit, "from"), _moment(visit, "to")
        if until is None:
            raise InvalidInput(Fault("to", "Skriv når du er tilbake."))
        aside.set_absence(connection, user, since or visit.now, until, visit.now)

    user = visit.demand(Act.ABSENCE)
    return await _done(visit, work)


async def be_back(visit: Visit) -> web.StreamResponse:
    """Back before the time."""
    user = visit.demand(Act.ABSENCE)
    return await _done(visit, lambda connection: aside.end_absence(connection, user, visit.now))


async def send_practice(visit: Visit) -> web.StreamResponse:
    """The harmless message to everybody who may approve."""
    user = visit.demand(Act.PRACTICE)
    return await _done(
        visit, lambda connection: practise(connection, user, visit.node.desk, visit.now), f"{PATH}?{SENT}=1#ovelse"
    )


async def _done(visit: Visit, work: Any, path: str = PATH) -> web.Response:
    try:
        await visit.node.ledger.write(work)
    except (InvalidInput, Conflict) as refused:
        return await _page(visit, refused=refused)
    visit.node.engine.wake()
    return visit.to(path)


def _moment(visit: Visit, where: str) -> datetime | None:
    written = visit.form.one(where).strip()
    try:
        return parse_moment(written, visit.now) if written else None
    except ValueError as error:
        raise InvalidInput(Fault(where, str(error))) from None
