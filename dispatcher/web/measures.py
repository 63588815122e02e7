"""Measures over the interface, those without an incident too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.domain.errors import NotFound
from dispatcher.ledger import measure_acts
from dispatcher.ledger.accounts import User
from dispatcher.ledger.evaluation_board import measure_view
from dispatcher.ledger.measures import measure, measures_of
from dispatcher.web import evaluation_models as models
from dispatcher.web.incidents import MOST_DIGITS
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services


async def list_measures(request: web.Request) -> web.Response:
    """Every measure, the open ones first."""
    node = services(request)
    found = await node.ledger.read(measures_of)
    return json_answer({"measures": [measure_view(one, node.clock.now()) for one in found]})


async def open_measure(request: web.Request, user: User) -> web.Response:
    """A new measure: what, why, whose, by when."""
    given, now = await body_of(request, models.NewMeasure), services(request).clock.now()
    new = measure_acts.NewMeasure(**dict(given))
    return await _answered(request, lambda connection: measure_acts.open_measure(connection, user, new, now), 201)


async def change_measure(request: web.Request, user: User) -> web.Response:
    """Other words, another day, or that it is begun."""
    given, now = await body_of(request, models.MeasureChange), services(request).clock.now()
    number, change = measure_number(request), measure_acts.MeasureChange(**dict(given))

    def work(connection: Connection) -> int:
        measure_acts.change_measure(connection, user, number, change, now)
        return number

    return await _answered(request, work)


async def close_measure(request: web.Request, user: User) -> web.Response:
    """It is done, and this shows it."""
    given, now = await body_of(request, models.MeasureClosing), services(request).clock.now()
    number = measure_number(request)

    def work(connection: Connection) -> int:
        measure_acts.close_measure(connection, user, number, given.reference, now)
        return number

    return await _answered(request, work)


def measure_number(request: web.Request) -> int:
    """The measure that the address names. Raises NotFound for what is no number."""
    written = request.match_info["id"]
    if not (written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS):
        raise NotFound("Tiltak har et nummer, for eksempel 12.")
    return int(written)


async def _answered(request: web.Request, work: Callable[[Connection], int], status: int = 200) -> web.Response:
    node = services(request)

    def both(connection: Connection) -> dict[str, Any]:
        return measure_view(measure(connection, work(connection)), node.clock.now())

    return json_answer(await node.ledger.write(both), status=status)
