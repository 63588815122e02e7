"""The approval page: what the link of a request opens, and the acts on it (security.md 1).

The link is a bookmark: it names the alert, may be opened any number of times by anybody, and shows nothing before
somebody is signed in. What decides is the POST: session, fresh factor, token, and the fingerprint that was shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from dispatcher.approval import aside, decisions
from dispatcher.domain.approving import Way
from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.rights import Act as Right
from dispatcher.domain.states import AlertState, Mode
from dispatcher.ledger import incidents
from dispatcher.ledger.disk import free_beside
from dispatcher.web.bodies import Reasoned
from dispatcher.web.console.approval_view import shown
from dispatcher.web.console.factor import options, with_factor
from dispatcher.web.console.words import words_of
from dispatcher.web.reading import understood

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.web.console.factor import Act
    from dispatcher.web.console.visit import Visit

    Work = Callable[[Connection], object]

PATH: Final = "/a/{alert}"
TOLD: Final = {"fingerprint": "changed", "odd": "unseen"}
"""What was refused, and which words of the page say so and show what to do."""


async def show(visit: Visit) -> web.StreamResponse:
    """What waits, or how it ended."""
    return await _page(visit)


async def _page(visit: Visit, *, status: int = 200, told: str = "", error: str = "") -> web.Response:
    user = visit.demand(Right.READ)
    facts = await visit.node.ledger.read(shown, _alert(visit), user, visit.language, visit.now)
    template = "approval.html" if facts["waits"] else "decided.html"
    more: dict[str, Any] = {"options": options(visit), "told": told, "error": error}
    more |= {"seen": visit.form.all("seen"), "why": visit.form.one("why")}
    return visit.page(template, status=status, **facts, **more)


def _alert(visit: Visit) -> str:
    return visit.request.match_info["alert"]


async def _proven(visit: Visit, act: Act, label: str) -> web.StreamResponse:
    """By whoever may see the alert, and shows their factor; on a page of the exercise, if it is one."""
    visit.demand(Right.READ)
    row = await visit.node.ledger.read(incidents.alert, _alert(visit))
    exercise = row.mode == Mode.EXERCISE
    own = f"{label}-exercise" if exercise else label
    words = words_of(visit.language)
    return await with_factor(visit, act, words.get(own, words[label]), exercise=exercise)


async def approve(visit: Visit) -> web.StreamResponse:
    """*Godkjenn og send.*"""
    return await _proven(visit, _approve, "approve")


async def _approve(visit: Visit, user: User) -> web.StreamResponse:
    given = decisions.Approval(
        fingerprint=visit.form.one("fingerprint"),
        seen=visit.form.all("seen"),
        free=free_beside(visit.node.ledger.file),
        way=Way.PAGE,
    )

    def work(connection: Connection) -> None:
        decisions.approve(connection, user, _alert(visit), given, visit.now)

    return await _decide(visit, user, work, "approved")


async def return_(visit: Visit) -> web.StreamResponse:
    """*Returner*, with words."""
    return await _proven(visit, _return, "return")


async def _return(visit: Visit, user: User) -> web.StreamResponse:
    def work(connection: Connection) -> None:
        _same(connection, visit)
        decisions.return_(connection, user, _alert(visit), _why(visit), visit.now)

    return await _decide(visit, user, work, "returned")


async def reject(visit: Visit) -> web.StreamResponse:
    """*Avvis*, for good."""
    return await _proven(visit, _reject, "reject")


async def _reject(visit: Visit, user: User) -> web.StreamResponse:
    def work(connection: Connection) -> None:
        _same(connection, visit)
        decisions.reject(connection, user, _alert(visit), _why(visit), visit.now)

    return await _decide(visit, user, work, "rejected")


async def pause(visit: Visit) -> web.StreamResponse:
    """*Sett på pause*: what is said to whoever is told of a yes leads here, if the yes was wrong."""
    return await _proven(visit, _pause, "pause")


async def _pause(visit: Visit, user: User) -> web.StreamResponse:
    def work(connection: Connection) -> None:
        decisions.pause(connection, user, _alert(visit), _why(visit), visit.now)

    return await _decide(visit, user, work, "paused")


async def recuse(visit: Visit) -> web.StreamResponse:
    """*Jeg er berørt*: the next is asked at once."""
    return await _proven(visit, _recuse, "recuse")


async def _recuse(visit: Visit, user: User) -> web.StreamResponse:
    def work(connection: Connection) -> None:
        aside.recuse(connection, user, _alert(visit), visit.now)

    return await _decide(visit, user, work, "recused")


def _why(visit: Visit) -> str:
    """Held to what the interface takes. Raises InvalidInput."""
    return understood({"why": visit.form.one("why")}, Reasoned).why


def _same(connection: Connection, visit: Visit) -> None:
    """Raises Conflict when what waits is no longer what was shown."""
    row = incidents.alert(connection, _alert(visit))
    if row.state == AlertState.SUBMITTED and row.fingerprint != visit.form.one("fingerprint"):
        raise Conflict("fingerprint", "Varselet er endret siden du så det. Les det på nytt.")


async def _decide(visit: Visit, user: User, work: Work, what: str) -> web.StreamResponse:
    """One transaction; the first committed act wins, and the same act again answers as the first."""
    try:
        await visit.node.ledger.write(work)
    except Conflict as error:
        return await _lost(visit, user, error, what)
    except InvalidInput as error:
        return await _page(visit, status=422, error=error.faults[0].what if error.faults else str(error))
    visit.node.engine.wake()
    return visit.to(f"/a/{_alert(visit)}")


async def _lost(visit: Visit, user: User, error: Conflict, what: str) -> web.StreamResponse:
    facts = await visit.node.ledger.read(shown, _alert(visit), user, visit.language, visit.now)
    if not facts["waits"] and facts["end"]["me"] and facts["end"]["what"] == what:
        return visit.to(f"/a/{_alert(visit)}")
    told = TOLD.get(error.reason, "")
    return await _page(visit, status=409, told=told, error="" if told or not facts["waits"] else str(error))
