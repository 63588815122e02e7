"""The approval page: what the link of a request opens, and the acts on it (security.md 1).

The link is a bookmark: it names the alert, may be opened any number of times by anybody, and shows nothing before
somebody is signed in. What decides is the POST: session, fresh factor, token, and the fingerprint that was shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dispatcher.approval import alone, aside, decisions
from dispatcher.domain.approving import Way
from dispatcher.domain.errors import Conflict, InvalidInput, NotFound
from dispatcher.domain.rights import Act as Right
from dispatcher.domain.states import AlertState, Mode
from dispatcher.ledger import incidents
from dispatcher.ledger.disk import free_beside
from dispatcher.web.bodies import Reasoned
from dispatcher.web.console.approval_view import shown
from dispatcher.web.console.draft_page import alert_of
from dispatcher.web.console.factor import options, with_factor
from dispatcher.web.console.words import words_of
from dispatcher.web.reading import understood

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.web.console.visit import Visit

PATH: Final = "/a/{alert}"
TOLD: Final = {"fingerprint": "changed", "odd": "unseen"}
"""What was refused, and which words of the page say so and show what to do."""

Decide = Callable[["Connection", "Visit", "User"], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An act on the page. ``key``: its words; ``ends``: how the alert stands by it; ``proven``: the factor is shown."""

    key: str
    decide: Decide
    ends: str = ""
    proven: bool = True


def _approve(connection: Connection, visit: Visit, user: User) -> None:
    given = decisions.Approval(
        fingerprint=visit.form.one("fingerprint"),
        seen=visit.form.all("seen"),
        free=free_beside(visit.node.ledger.file),
        way=Way.PAGE,
    )
    decisions.approve(connection, user, alert_of(visit), given, visit.now)


def _return(connection: Connection, visit: Visit, user: User) -> None:
    _same(connection, visit)
    decisions.return_(connection, user, alert_of(visit), _why(visit), visit.now)


def _reject(connection: Connection, visit: Visit, user: User) -> None:
    _same(connection, visit)
    decisions.reject(connection, user, alert_of(visit), _why(visit), visit.now)


def _recuse(connection: Connection, visit: Visit, user: User) -> None:
    aside.recuse(connection, user, alert_of(visit), visit.now)


def _pause(connection: Connection, visit: Visit, user: User) -> None:
    decisions.pause(connection, user, alert_of(visit), _why(visit), visit.now)


def _confirm(connection: Connection, visit: Visit, user: User) -> None:
    alone.confirm(connection, user, alert_of(visit), visit.now)


DECISIONS: Final = {
    "godkjenn": Decision(key="approve", decide=_approve, ends="approved"),
    "returner": Decision(key="return", decide=_return, ends="returned"),
    "avvis": Decision(key="reject", decide=_reject, ends="rejected"),
    "berort": Decision(key="recuse", decide=_recuse),
    "bekreft": Decision(key="confirm", decide=_confirm),
    # What holds back needs no factor: a wrong pause is undone by a tap, a late one is not.
    "pause": Decision(key="pause", decide=_pause, proven=False),
}


async def show(visit: Visit) -> web.StreamResponse:
    """What waits, or how it ended."""
    return await _page(visit)


async def _page(visit: Visit, *, status: int = 200, told: str = "", error: str = "") -> web.Response:
    user = visit.demand(Right.READ)
    facts = await visit.node.ledger.read(shown, alert_of(visit), user, visit.language, visit.now)
    template = "approval.html" if facts["waits"] else "decided.html"
    more: dict[str, Any] = {"options": options(visit), "told": told, "error": error}
    more |= {"seen": visit.form.all("seen"), "why": visit.form.one("why")}
    return visit.page(template, status=status, **facts, **more)


async def decide(visit: Visit) -> web.StreamResponse:
    """One of the decisions, by whoever may see the alert; on a page of the exercise, if it is one."""
    decision = DECISIONS.get(visit.request.match_info["act"])
    if decision is None:
        raise NotFound("Denne siden finnes ikke.")
    user = visit.demand(Right.READ)
    if not decision.proven:
        return await _decided(visit, user, decision)
    row = await visit.node.ledger.read(incidents.alert, alert_of(visit))
    exercise, words = row.mode == Mode.EXERCISE, words_of(visit.language)
    label = words.get(f"{decision.key}-exercise") if exercise else None

    async def act(visit: Visit, user: User) -> web.StreamResponse:
        return await _decided(visit, user, decision)

    return await with_factor(visit, act, label or words[decision.key], exercise=exercise)


def _why(visit: Visit) -> str:
    """Held to what the interface takes. Raises InvalidInput."""
    return understood({"why": visit.form.one("why")}, Reasoned).why


def _same(connection: Connection, visit: Visit) -> None:
    """Raises Conflict when what waits is no longer what was shown."""
    row = incidents.alert(connection, alert_of(visit))
    if row.state == AlertState.SUBMITTED and row.fingerprint != visit.form.one("fingerprint"):
        raise Conflict("fingerprint", "Varselet er endret siden du så det. Les det på nytt.")


async def _decided(visit: Visit, user: User, decision: Decision) -> web.StreamResponse:
    """One transaction; the first committed act wins, and the same act again answers as the first."""
    try:
        await visit.node.ledger.write(decision.decide, visit, user)
    except Conflict as error:
        return await _lost(visit, user, error, decision)
    except InvalidInput as error:
        return await _page(visit, status=422, error=error.faults[0].what if error.faults else str(error))
    visit.node.engine.wake()
    return visit.to(f"/a/{alert_of(visit)}")


async def _lost(visit: Visit, user: User, error: Conflict, decision: Decision) -> web.StreamResponse:
    facts = await visit.node.ledger.read(shown, alert_of(visit), user, visit.language, visit.now)
    if not facts["waits"] and facts["end"]["me"] and facts["end"]["what"] == decision.ends:
        return visit.to(f"/a/{alert_of(visit)}")
    told = TOLD.get(error.reason, "")
    return await _page(visit, status=409, told=told, error="" if told or not facts["waits"] else str(error))
