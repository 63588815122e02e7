"""Tasks: what people do by hand, and ticking it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import orjson
from aiohttp import web
from pydantic import Field
from sqlalchemy import Connection

from dispatcher.approval import hand_over, task_list, ticking
from dispatcher.domain.errors import Conflict, NotFound
from dispatcher.domain.geojson import MEDIA_TYPE
from dispatcher.domain.states import DeliveryState
from dispatcher.ledger.accounts import User
from dispatcher.web.alert_parts import Answer, Moment
from dispatcher.web.bodies import Body, Key, Short
from dispatcher.web.bodies import Moment as Given
from dispatcher.web.incidents import MOST_DIGITS, number_of
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

Act = Callable[[Connection, User, int, ticking.Tick, datetime], bool]


class Ticking(Body):
    """``at``: when it was done, if not now. ``for``: the person of the plan who did it, if not the one who asks."""

    at: Given | None = None
    why: Short = ""
    for_: Annotated[Key | None, Field(alias="for")] = None


class Task(Answer):
    """A task. ``done_at`` is when it was done, ``written_at`` when that was written down.

    ``copies``: a text's key. ``account``: the address of the official account it goes out on, or nothing.
    """

    id: str
    incident: str
    alert: str
    wave: str
    key: str
    kind: str
    title: dict[str, str]
    what: dict[str, str]
    place: str
    role: str
    account: str
    person: str
    name: str
    copies: str
    state: DeliveryState
    reason: str
    asked_at: Moment | None
    due_at: Moment | None
    done_at: Moment | None
    answered_at: Moment | None
    written_at: Moment | None
    by: str | None
    for_: Annotated[str | None, Field(alias="for")]
    why: str | None


class TaskList(Answer):
    """The tasks of an incident."""

    tasks: list[Task]


class TaskToDo(Task):
    """A task with the approved ``texts`` to copy, by language; none while ``not_now`` says why."""

    texts: dict[str, str]
    not_now: str


class TickedTask(Task):
    """``already``: it had that answer before."""

    already: bool


async def list_tasks(request: web.Request) -> web.Response:
    """Every task of an incident, the oldest first."""
    found = await services(request).ledger.read(task_list.tasks_view, number_of(request))
    return json_answer({"tasks": found})


async def show_task(request: web.Request) -> web.Response:
    """A task, and the text that whoever does it copies."""
    return json_answer(await services(request).ledger.read(_shown, task_of(request)))


def _shown(connection: Connection, task: int) -> dict[str, Any]:
    try:
        texts, not_now = hand_over.texts(connection, task), ""
    except Conflict as error:
        texts, not_now = {}, str(error)
    return task_list.task_view(connection, task) | {"texts": texts, "not_now": not_now}


async def task_area(request: web.Request) -> web.Response:
    """The approved area and its texts as GeoJSON (RFC 7946), for an existing population warning tool."""
    task = task_of(request)
    found = await services(request).ledger.read(hand_over.area, task)
    headers = {"Content-Disposition": f'attachment; filename="oppgave-{task}.geojson"'}
    return web.Response(body=orjson.dumps(found), content_type=MEDIA_TYPE, headers=headers)


async def task_done(request: web.Request, user: User) -> web.Response:
    """It is done: accepted at its true time."""
    return await _tick(request, user, ticking.done)


async def task_refuse(request: web.Request, user: User) -> web.Response:
    """It cannot be done, and why."""
    return await _tick(request, user, ticking.refuse)


async def _tick(request: web.Request, user: User, act: Act) -> web.Response:
    node, task = services(request), task_of(request)
    given = await body_of(request, Ticking)
    tick = ticking.Tick(at=given.at, why=given.why, person=given.for_)

    def work(connection: Connection) -> tuple[bool, dict[str, Any]]:
        already = act(connection, user, task, tick, node.clock.now())
        return already, task_list.task_view(connection, task)

    already, view = await node.ledger.write(work)
    node.engine.wake()
    return json_answer(view | {"already": already})


def task_of(request: web.Request) -> int:
    """The task that the address names. Raises NotFound for what is no number."""
    written = request.match_info["id"]
    if not (written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS):
        raise NotFound("Oppgaver har et nummer, for eksempel 12.")
    return int(written)
