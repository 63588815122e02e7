"""Requests that make something new: a key makes a repeated one get the first answer, byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import orjson
from aiohttp import web
from pydantic import BaseModel
from sqlalchemy import Connection

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.ledger import idempotency
from dispatcher.ledger.accounts import User
from dispatcher.web.reading import raw_json, understood
from dispatcher.web.services import Services, services
from dispatcher.web.views import alert_view

LONGEST_KEY = 255

B = TypeVar("B", bound=BaseModel)


async def drafted(
    request: web.Request, user: User, model: type[B], draft: Callable[[Connection, B], str]
) -> web.Response:
    """201 with the view of what ``draft`` made (it returns an alert's id), in one transaction with it."""
    node = services(request)
    sent = await raw_json(request)
    once = _idempotency(request, user, sent)
    if once is not None:
        known = await node.ledger.read(idempotency.first_answer, once, node.clock.now())
        if known is not None:
            return _answer(known)
    given = understood(sent, model)
    answer = await node.ledger.write(_write, node, once, lambda connection: draft(connection, given))
    node.engine.wake()
    return _answer(answer)


def _idempotency(request: web.Request, user: User, sent: Mapping[str, Any]) -> idempotency.Request | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise InvalidInput(Fault("Idempotency-Key", f"Bruk 1 til {LONGEST_KEY} vanlige tegn."))
    # The same words sent to another address ask for something else.
    same = orjson.dumps([request.path, sent], option=orjson.OPT_SORT_KEYS)
    return idempotency.Request(user=user.id, key=key, digest=hashlib.sha256(same).hexdigest())


def _write(
    connection: Connection, node: Services, once: idempotency.Request | None, draft: Callable[[Connection], str]
) -> idempotency.Answer:
    def work(connection: Connection) -> idempotency.Answer:
        alert = draft(connection)
        view = alert_view(connection, alert, node.clock.now())
        return idempotency.Answer(status=201, body=orjson.dumps(view).decode())

    return work(connection) if once is None else idempotency.once(connection, once, node.clock.now(), work)


def _answer(answer: idempotency.Answer) -> web.Response:
    headers = {"Location": f"/api/v1/alerts/{orjson.loads(answer.body)['id']}"}
    return web.Response(status=answer.status, text=answer.body, content_type="application/json", headers=headers)
