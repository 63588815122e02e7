"""The yearly reports: which there are, each with its files; and the report itself, which stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web

from dispatcher.domain.rights import Act
from dispatcher.evaluation.year import read_year, year_page
from dispatcher.evaluation.year.years import years_told
from dispatcher.web.console.words import words_of
from dispatcher.web.incidents import own_style
from dispatcher.web.years import year_of

if TYPE_CHECKING:
    from dispatcher.web.console.visit import Visit

PATH: Final = "/arsrapport"
YEAR: Final = f"{PATH}/{{year}}"


async def years(visit: Visit) -> web.StreamResponse:
    """Every year with how much there is to tell of it."""
    visit.demand(Act.REPORT)
    words, now = words_of(visit.language), visit.now
    found = await visit.node.ledger.read(lambda connection: list(years_told(connection, now)))
    told = [
        {"year": one.year, "more": words["years-count"].format(real=one.real, exercises=one.exercises)} for one in found
    ]
    return visit.page("years.html", years=told)


async def year_report(visit: Visit) -> web.StreamResponse:
    """The report of one year. What is wrong with the year is told as everywhere."""
    visit.demand(Act.REPORT)
    node, year, now = visit.node, year_of(visit.request), visit.now
    text = await node.ledger.read(lambda connection: year_page(read_year(connection, node.plan, year, now)))
    return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": own_style()})
