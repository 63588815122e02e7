"""The yearly roll-up: a page that stands alone, data, the one table, and a line an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web

from dispatcher.domain.errors import NotFound
from dispatcher.evaluation.year import incidents_csv, read_year, summary_csv, year_as_json, year_page
from dispatcher.web.incidents import own_style
from dispatcher.web.papers import PRESS, pdf_answer
from dispatcher.web.services import services

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatcher.evaluation.year.record import YearRecord

DIGITS: Final = 4


async def year_report_page(request: web.Request) -> web.Response:
    """The year's incidents and exercises apart, as a page that stands alone."""
    text = await _built(request, year_page)
    return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": own_style()})


async def year_report_pdf(request: web.Request) -> web.Response:
    """The same page as PDF/A-2a, tagged after PDF/UA-1; its first sheet is the table for the county governor."""
    made = await request.app[PRESS].pdf(await _built(request, year_page))
    return pdf_answer(made, f"aar-{year_of(request)}.pdf")


async def year_report_data(request: web.Request) -> web.Response:
    """The year as data."""
    return web.Response(text=await _built(request, year_as_json), content_type="application/json")


async def year_report_table(request: web.Request) -> web.Response:
    """The one table that can be handed to the county governor."""
    return _table(await _built(request, summary_csv), f"aar-{year_of(request)}.csv")


async def year_incidents_table(request: web.Request) -> web.Response:
    """The year's incidents, a line each; ``mode`` says which are exercises."""
    return _table(await _built(request, incidents_csv), f"hendelser-{year_of(request)}.csv")


def _table(text: str, name: str) -> web.Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(text=text, content_type="text/csv", headers=headers)


async def _built(request: web.Request, build: Callable[[YearRecord], str]) -> str:
    node, year = services(request), year_of(request)
    return await node.ledger.read(lambda connection: build(read_year(connection, node.plan, year, node.clock.now())))


def year_of(request: web.Request) -> int:
    """The year that the address names. Raises NotFound for what is none."""
    written = request.match_info["year"]
    if not (written.isascii() and written.isdigit() and len(written) == DIGITS):
        raise NotFound("Et år skrives med fire sifre, for eksempel 2026.")
    return int(written)
