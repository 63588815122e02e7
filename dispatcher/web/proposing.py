"""An approver proposes other words; whoever submits takes them in and submits again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.approval.proposing import propose as propose_
from dispatcher.composing import taking_in
from dispatcher.ledger.proposals import Proposal
from dispatcher.web.alerts import view_of
from dispatcher.web.bodies import Propose, TakeIn
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

if TYPE_CHECKING:
    from datetime import datetime

    from aiohttp import web
    from sqlalchemy import Connection, Row

    from dispatcher.composing.desk import Desk
    from dispatcher.ledger.accounts import User


def proposed(connection: Connection, desk: Desk, user: User, alert: str, given: Propose, now: datetime) -> None:
    """By a program or by a form."""
    said = Proposal(fields=given.fields, texts=given.texts, why=given.why)

    def hold(within: Connection, row: Row[Any], kept: Proposal) -> Proposal:
        return taking_in.try_out(desk, within, row, kept, now)

    propose_(connection, user, alert, given.fingerprint, said, hold, now)


async def propose(request: web.Request, user: User) -> web.Response:
    """Returns it to the desk with other words, ready to be taken in."""
    node = services(request)
    given = await body_of(request, Propose)
    await node.ledger.write(proposed, node.desk, user, request.match_info["id"], given, node.clock.now())
    node.engine.wake()
    return json_answer(await view_of(request))


async def take_in(request: web.Request, user: User) -> web.Response:
    """Edits the returned alert as was proposed and submits it, in one act."""
    node = services(request)
    given = await body_of(request, TakeIn)
    alert, now = request.match_info["id"], node.clock.now()

    def work(connection: Connection) -> None:
        taking_in.take_in(node.desk, connection, user, alert, given.proposal, given.people, now)

    await node.ledger.write(work)
    node.engine.wake()
    return json_answer(await view_of(request))
