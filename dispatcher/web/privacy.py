"""Holds and retention of an incident, for programs."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.approval import holding
from dispatcher.domain.retention import Group, Wait
from dispatcher.ledger.accounts import User
from dispatcher.web.alert_parts import Answer, Moment
from dispatcher.web.bodies import Reasoned
from dispatcher.web.incidents import number_of
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services


class Hold(Answer):
    """Who has said that nothing may go, and why."""

    by: str
    at: Moment
    why: str | None


class GroupWaits(Answer):
    """A group of recipients who still stand by name. ``waits``: for what; null: done at the node's next look."""

    group: Group
    waits: Wait | None
    due_at: Moment | None


class Pseudonymised(Answer):
    """What has been done: no groups are people who asked for it."""

    groups: list[Group]
    people: int
    messages: int
    at: Moment


class RetentionView(Answer):
    """What stands between an incident's recipients and their being forgotten.

    ``archived_at``: when the archive confirmed a package of all that has happened; null: it has not.
    """

    incident: str
    number: int
    hold: Hold | None
    archived_at: Moment | None
    groups: list[GroupWaits]
    done: list[Pseudonymised]


async def retention(request: web.Request) -> web.Response:
    """Whose time is up, what it waits for, and what has been made pseudonymous."""
    return json_answer(await services(request).ledger.read(_view, request))


def _view(connection: Connection, request: web.Request) -> dict[str, Any]:
    node = services(request)
    terms = node.settings.retention.terms
    return holding.retention_of(connection, number_of(request), terms, node.clock.now())


async def hold(request: web.Request, user: User) -> web.Response:
    """Nothing of the incident is made pseudonymous until the hold is lifted."""
    node, given = services(request), await body_of(request, Reasoned)
    await node.ledger.write(holding.hold, user, number_of(request), given.why, node.clock.now())
    return await retention(request)


async def lift_hold(request: web.Request, user: User) -> web.Response:
    """The hold is over."""
    node, given = services(request), await body_of(request, Reasoned)
    await node.ledger.write(holding.lift, user, number_of(request), given.why, node.clock.now())
    return await retention(request)
