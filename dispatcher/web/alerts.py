"""Alerts: trigger, read, edit, submit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import web
from sqlalchemy import Connection

from dispatcher.composing.request import Trigger
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.states import Mode
from dispatcher.ledger import board, idempotency
from dispatcher.ledger.accounts import User
from dispatcher.web.bodies import Edit, NewAlert, Submission
from dispatcher.web.problems import NotDone
from dispatcher.web.reading import body_of, raw_json, understood
from dispatcher.web.sending import json_answer
from dispatcher.web.services import Services, services
from dispatcher.web.views import alert_view

LONGEST_KEY = 255


async def trigger(request: web.Request, user: User) -> web.Response:
    """Opens an incident and drafts its first alert; a key makes a repeated request get the first answer."""
    node = services(request)
    sent = await raw_json(request)
    once = _idempotency(request, user, sent)
    if once is not None:
        known = await node.ledger.read(idempotency.first_answer, once, node.clock.now())
        if known is not None:
            return _answer(known)
    asked = _asked(node, understood(sent, NewAlert))
    answer = await node.ledger.write(_trigger, node, user, asked, once)
    node.engine.wake()
    return _answer(answer)


def _idempotency(request: web.Request, user: User, sent: Mapping[str, Any]) -> idempotency.Request | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise InvalidInput(Fault("Idempotency-Key", f"Bruk 1 til {LONGEST_KEY} vanlige tegn."))
    same = orjson.dumps(sent, option=orjson.OPT_SORT_KEYS)
    return idempotency.Request(user=user.id, key=key, digest=hashlib.sha256(same).hexdigest())


def _asked(node: Services, new: NewAlert) -> Trigger:
    if new.hold_until is not None:
        raise NotDone("Denne utgaven kan ikke holde et varsel igjen til et tidspunkt. La hold_until være null.")
    if new.zones:
        raise NotDone("Denne utgaven kan ikke gi soner hver sin tekst. La zones være tom og velg områder.")
    if new.mode is Mode.TEST and node.live:
        raise NotDone("Denne utgaven kan ikke sende varslingsprøver. Bruk exercise.")
    return Trigger(
        scenario=new.scenario,
        mode=new.mode,
        fields=new.fields,
        areas=tuple(new.areas),
        known_at=new.known_at,
        occurred_at=new.occurred_at,
        reason=new.reason or "",
    )


def _trigger(
    connection: Connection, node: Services, user: User, asked: Trigger, once: idempotency.Request | None
) -> idempotency.Answer:
    now = node.clock.now()

    def work(connection: Connection) -> idempotency.Answer:
        alert = node.desk.trigger(connection, user, asked, now)
        return idempotency.Answer(status=201, body=orjson.dumps(alert_view(connection, alert)).decode())

    return work(connection) if once is None else idempotency.once(connection, once, now, work)


def _answer(answer: idempotency.Answer) -> web.Response:
    headers = {"Location": f"/api/v1/alerts/{orjson.loads(answer.body)['id']}"}
    return web.Response(status=answer.status, text=answer.body, content_type="application/json", headers=headers)


async def list_alerts(request: web.Request) -> web.Response:
    """Every alert's head, newest first."""
    return json_answer({"alerts": await services(request).ledger.read(board.alerts_view)})


async def show(request: web.Request) -> web.Response:
    """One alert whole."""
    return json_answer(await view_of(request))


async def edit(request: web.Request, user: User) -> web.Response:
    """Changes fields or texts of a draft or returned alert; its fingerprint is void."""
    node = services(request)
    change = await body_of(request, Edit)
    if not change.fields and not change.texts:
        raise InvalidInput(Fault("body", "Det er ingenting å endre. Send fields eller texts."))

    def work(connection: Connection) -> None:
        now = node.clock.now()
        alert = request.match_info["id"]
        node.desk.edit(connection, user, alert, given=change.fields, own_texts=change.texts, now=now)

    await node.ledger.write(work)
    return json_answer(await view_of(request))


async def submit(request: web.Request, user: User) -> web.Response:
    """Freezes texts and recipients; answers with the fingerprint."""
    node = services(request)
    given = await body_of(request, Submission)

    def work(connection: Connection) -> None:
        node.desk.submit(connection, user, request.match_info["id"], given.people, node.clock.now())

    await node.ledger.write(work)
    return json_answer(await view_of(request))


async def view_of(request: web.Request) -> dict[str, Any]:
    """The alert that the address names, as it is now."""
    return await services(request).ledger.read(alert_view, request.match_info["id"])
