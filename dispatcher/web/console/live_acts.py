"""The acts on an alert that is followed: each the interface's own function, in one transaction, from one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.approval import decisions, exceptions
from dispatcher.composing import retraction
from dispatcher.domain.errors import Conflict, InvalidInput, NotFound
from dispatcher.domain.rights import Act
from dispatcher.domain.states import Mode
from dispatcher.ledger import incidents
from dispatcher.ledger.accounts import User
from dispatcher.web.bodies import Reasoned
from dispatcher.web.console.alert_page import live_page
from dispatcher.web.console.draft_page import alert_of
from dispatcher.web.console.factor import Act as Carry
from dispatcher.web.console.factor import with_factor
from dispatcher.web.console.live_view import live_facts
from dispatcher.web.console.words import words_of
from dispatcher.web.reading import understood

if TYPE_CHECKING:
    from dispatcher.web.console.visit import Visit

Decide = Callable[[Connection, User, str, str, datetime], Any]
Plain = Callable[[Connection, User, str, datetime], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """An act that must say why. ``key``: its words; ``grave``: it cannot be undone; ``proven``: the factor is shown.

    What only holds back, pause and stop, needs none: there a minute counts, and whoever does it is known all the same.
    """

    key: str
    right: Act
    decide: Decide
    grave: bool = True
    proven: bool = True


def _close(connection: Connection, user: User, alert: str, why: str, now: datetime) -> None:
    exceptions.close(connection, user, incidents.alert(connection, alert).incident, why, now)


REASONED: Final = {
    "pause": Reason(key="pause", right=Act.PAUSE, decide=decisions.pause, grave=False, proven=False),
    "stopp": Reason(key="stop", right=Act.STOP, decide=decisions.stop, proven=False),
    "uten-a-vente": Reason(key="external-now", right=Act.EXTERNAL_NOW, decide=exceptions.external_now),
    "trekk-tilbake": Reason(key="retract", right=Act.RETRACT, decide=retraction.retract),
    "avslutt": Reason(key="close", right=Act.CLOSE, decide=_close),
}


def _reason(visit: Visit) -> Reason:
    found = REASONED.get(visit.request.match_info["act"])
    if found is None:
        raise NotFound("Denne siden finnes ikke.")
    return found


async def confirm(visit: Visit) -> web.StreamResponse:
    """What it will do, a place for why, and one button."""
    return await _confirm_page(visit, _reason(visit))


async def _confirm_page(visit: Visit, reason: Reason, error: str = "", status: int = 200) -> web.Response:
    user = visit.demand(reason.right)
    facts = await visit.node.ledger.read(live_facts, alert_of(visit), user, visit.language, visit.now)
    words = words_of(visit.language)
    more: dict[str, Any] = {"title": words[reason.key], "told": words[f"{reason.key}-more"], "grave": reason.grave}
    more |= {"why": visit.form.one("why"), "error": error, "action": visit.request.path}
    return visit.page("reasoned.html", status=status, **facts, **more)


async def reasoned(visit: Visit) -> web.StreamResponse:
    """Do it, by whoever shows their factor where it asks for one; without a why, the page says so."""
    reason = _reason(visit)
    user = visit.demand(reason.right)
    return await _proven(visit, _reasoned, reason.key) if reason.proven else await _reasoned(visit, user)


async def _proven(visit: Visit, act: Carry, key: str) -> web.StreamResponse:
    row = await visit.node.ledger.read(incidents.alert, alert_of(visit))
    return await with_factor(visit, act, words_of(visit.language)[key], exercise=row.mode == Mode.EXERCISE)


async def _reasoned(visit: Visit, user: User) -> web.StreamResponse:
    reason = _reason(visit)

    def work(connection: Connection) -> None:
        why = understood({"why": visit.form.one("why").strip()}, Reasoned).why
        reason.decide(connection, user, alert_of(visit), why, visit.now)

    try:
        await visit.node.ledger.write(work)
    except InvalidInput as error:
        what = error.faults[0].what if error.faults else str(error)
        return await _confirm_page(visit, reason, what, 422)
    except Conflict as error:
        return await live_page(visit, refused=error)
    return _on(visit)


def _on(visit: Visit) -> web.Response:
    visit.node.engine.wake()
    return visit.to(f"/varsel/{alert_of(visit)}")


async def _plain(visit: Visit, right: Act, decide: Plain) -> web.Response:
    user = visit.demand(right)
    try:
        await visit.node.ledger.write(decide, user, alert_of(visit), visit.now)
    except (InvalidInput, Conflict) as refused:
        return await live_page(visit, refused=refused)
    return _on(visit)


async def _plain_proven(visit: Visit, right: Act, decide: Plain, key: str) -> web.StreamResponse:
    visit.demand(right)

    async def act(visit: Visit, _: User) -> web.StreamResponse:
        return await _plain(visit, right, decide)

    return await _proven(visit, act, key)


async def resume(visit: Visit) -> web.StreamResponse:
    """It goes on, by the word of an approver who shows their factor."""
    return await _plain_proven(visit, Act.RESUME, decisions.resume, "resume")


async def release(visit: Visit) -> web.StreamResponse:
    """What is held back goes now, likewise."""
    return await _plain_proven(visit, Act.RELEASE, exceptions.release_now, "release")


async def resend(visit: Visit) -> web.StreamResponse:
    """Everyone it failed for is tried once more."""
    return await _plain(visit, Act.RESEND, decisions.resend)


async def unsure(visit: Visit) -> web.StreamResponse:
    """One act for everything unsure."""
    again = visit.form.one("decision") == "resend"

    def decide(connection: Connection, user: User, alert: str, now: datetime) -> int:
        return decisions.settle_unsure(connection, user, alert, None, again=again, now=now)

    return await _plain(visit, Act.UNSURE, decide)
