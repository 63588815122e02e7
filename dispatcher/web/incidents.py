"""Incidents: the series, its end, and the evaluation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.approval import coming, exceptions, reading
from dispatcher.domain.answers import Answer
from dispatcher.domain.errors import NotFound
from dispatcher.domain.rights import Act
from dispatcher.evaluation import (
    csv_head,
    csv_part,
    report_curve_csv,
    report_html,
    report_json,
    report_task_csv,
    style_source,
)
from dispatcher.ledger import answers_board, board, incidents, log_book, replying
from dispatcher.ledger.accounts import User
from dispatcher.plan_file import plan_from_document
from dispatcher.web.bodies import Closing, Coming
from dispatcher.web.headers import CSP
from dispatcher.web.identity import admit
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

MOST_DIGITS: Final = 15


async def show(request: web.Request) -> web.Response:
    """An incident with its series, and who was rung and what they answered."""
    return json_answer(await services(request).ledger.read(incident_view, number_of(request)))


def incident_view(connection: Connection, number: int) -> dict[str, Any]:
    """The board's view, whether the crisis team is established, and who of it comes. Raises NotFound."""
    view = board.incident_view(connection, number) | answers_board.answers_view(connection, number)
    view |= {"crisis_mode": log_book.crisis_mode(connection, number)}
    return view | {"replies": replying.count(connection, number)}


async def replies(request: web.Request) -> web.Response:
    """What people who hold no role have answered by SMS; for the crisis team alone."""
    return json_answer(await services(request).ledger.read(_replies, number_of(request)))


def _replies(connection: Connection, number: int) -> dict[str, Any]:
    opened = incidents.incident(connection, number)
    plan = plan_from_document(incidents.plan_document(connection, opened.plan_hash))
    titles = [plan.roles[role].title for role in plan.calling.repliers]
    return {"number": number, "answered_by": titles, "replies": replying.listed(connection, number)}


async def close(request: web.Request, user: User) -> web.Response:
    """Ends an incident: an all-clear has gone out, or there is a why. Its banner and page entries are withdrawn."""
    node, number = services(request), number_of(request)
    given = await body_of(request, Closing)
    await node.ledger.write(exceptions.close, user, number, given.why, node.clock.now())
    node.engine.wake()
    return json_answer(await node.ledger.read(incident_view, number))


async def answer(request: web.Request, user: User) -> web.Response:
    """Whether somebody of the crisis team comes: all answers are kept, the last counts, late ones too."""
    node, number = services(request), number_of(request)
    given = await body_of(request, Coming)
    said, now = Answer(given.answer), node.clock.now()
    await node.ledger.write(coming.answer, user, number, said, given.person, now)
    return json_answer(await node.ledger.read(incident_view, number))


async def report_page(request: web.Request) -> web.Response:
    """The evaluation as a page that stands alone."""
    text = await _built(request, report_html)
    return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": own_style()})


async def report_data(request: web.Request) -> web.Response:
    """The evaluation as data."""
    return web.Response(text=await _built(request, report_json), content_type="application/json")


async def report_table(request: web.Request) -> web.StreamResponse:
    """The evaluation as a table of every message, streamed. Written in the journal before the first line leaves."""
    node, number = services(request), number_of(request)
    user = await admit(request, (Act.REPORT,))
    await node.ledger.write(reading.remember_rows, user, number, node.clock.now())
    series = await node.ledger.read(incidents.alerts_of, number)
    response = web.StreamResponse(headers={"Content-Type": "text/csv"})
    response.headers["Content-Disposition"] = f'attachment; filename="hendelse-{number}.csv"'
    await response.prepare(request)
    await response.write(csv_head().encode())
    for alert in series:
        lines, last = await node.ledger.read(csv_part, alert.id, 0)
        while lines:
            await response.write(lines.encode())
            lines, last = await node.ledger.read(csv_part, alert.id, last)
    await response.write_eof()
    return response


async def task_table(request: web.Request) -> web.Response:
    """What people did by hand, as a table."""
    return await _table(request, report_task_csv, "oppgaver")


async def curve_table(request: web.Request) -> web.Response:
    """How many were told by when, as a table: the curves of the report."""
    return await _table(request, report_curve_csv, "kurve")


async def _table(request: web.Request, build: Callable[[Connection, int], str], name: str) -> web.Response:
    text = await _built(request, build)
    headers = {"Content-Disposition": f'attachment; filename="{name}-{number_of(request)}.csv"'}
    return web.Response(text=text, content_type="text/csv", headers=headers)


def own_style() -> str:
    """The report is one file that needs no server: its style stands in it, and that very style may be used."""
    return CSP.replace("style-src 'self'", f"style-src {style_source()}")


async def _built(request: web.Request, build: Callable[[Connection, int], str]) -> str:
    return await services(request).ledger.read(build, number_of(request))


def number_of(request: web.Request) -> int:
    """The incident that the address names. Raises NotFound for what is no number."""
    written = request.match_info["id"]
    if not (written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS):
        raise NotFound("Hendelser har et nummer, for eksempel 1001.")
    return int(written)
