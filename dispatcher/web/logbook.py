"""The log by hand: writing a line, reading them, and what the next shift needs to know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.approval import log_lines
from dispatcher.archive.hand_log import log_csv
from dispatcher.domain.log_kinds import NOTE
from dispatcher.evaluation import shift
from dispatcher.ledger import board, log_book
from dispatcher.ledger.accounts import User
from dispatcher.ledger.times import ms
from dispatcher.web.bodies import LogLine
from dispatcher.web.incidents import number_of, own_style
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services


async def log_line(request: web.Request, user: User) -> web.Response:
    """A line in the journal, written by hand: what, and when it happened."""
    node = services(request)
    line = await body_of(request, LogLine)
    written = await node.ledger.write(_write, user, number_of(request), line, node.clock.now())
    return json_answer(written)


def _write(connection: Connection, user: User, number: int, given: LogLine, now: datetime) -> dict[str, Any]:
    line = log_lines.LogLine(
        text=given.text,
        kind=given.kind or NOTE,
        happened_at=given.at,
        corrects=given.corrects,
        answers=given.answers,
    )
    written = log_lines.write_line(connection, user, number, line, now)
    return {
        "id": written.id,
        "incident": str(number),
        "number": number,
        "kind": line.kind,
        "text": line.words,
        "at": board.rfc3339(ms(now)),
        "happened_at": board.rfc3339(ms(given.at or now)),
        "by": user.name,
        "corrects": line.corrects,
        "answers": line.answers,
        "hash": written.hash,
    }


async def log_lines_(request: web.Request) -> web.Response:
    """The lines written by hand, with what corrects and answers them, and whether the crisis team is established."""
    return json_answer(await services(request).ledger.read(log_book.book, number_of(request)))


async def log_table(request: web.Request) -> web.Response:
    """The whole log as a table for CIM, RAYVN and others: the very one that the archive package has."""
    number = number_of(request)
    table = await services(request).ledger.read(log_csv, number)
    headers = {"Content-Disposition": f'attachment; filename="logg-{number}.csv"'}
    return web.Response(body=table, content_type="text/csv", charset="utf-8", headers=headers)


async def shift_page(request: web.Request) -> web.Response:
    """The shift change in one page, to print."""
    text = shift.page(await _shift(request))
    return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": own_style()})


async def shift_data(request: web.Request) -> web.Response:
    """The shift change as data."""
    return json_answer(await _shift(request))


async def _shift(request: web.Request) -> dict[str, Any]:
    node = services(request)
    return await node.ledger.read(shift.facts, number_of(request), node.clock.now())
