"""The evaluation as papers: the report as PDF, the *saksframlegg*, and the copy for whoever asks for access."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Final

from aiohttp import web
from pydantic import Field
from sqlalchemy import Connection

from dispatcher.domain.grounds import GROUNDS
from dispatcher.evaluation import as_pdf, copies, report_html
from dispatcher.evaluation.disclosure import Judgement, judge
from dispatcher.ledger.accounts import User
from dispatcher.web.alert_parts import Answer
from dispatcher.web.bodies import Body, Key
from dispatcher.web.incidents import number_of, own_style
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

PDF: Final = "application/pdf"


class Disclosure(Body):
    """Of the public copy: each place that is left out and the key of its ground, and each that was read and goes out.

    A place is a line of the journal by its number, ``ansatte`` (texts to our own people), ``tall`` (how many were
    reached), or ``fritekst``: every typed text that is not named.
    """

    leave_out: Annotated[dict[Key, Key], Field(max_length=5000)] = Field(default_factory=dict)
    include: Annotated[list[Key], Field(max_length=5000)] = Field(default_factory=list)


class LeftOut(Answer):
    """A place that is left out, and the ground with its place in the law."""

    place: str
    ground: str
    law: str


class Judged(Answer):
    """What a person decided about the public copy."""

    number: int
    left_out: list[LeftOut]
    included: list[str]


class Press:
    """Lays out one PDF at a time, each in a process of its own, so that readers cannot fill the node's memory."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)

    async def pdf(self, html: str) -> bytes:
        """The page as a PDF. Raises NoPdf."""
        async with self._turn:
            return await asyncio.to_thread(as_pdf, html)


PRESS: web.AppKey[Press] = web.AppKey("press", Press)


async def report_pdf(request: web.Request) -> web.Response:
    """The evaluation as PDF/A-2a, tagged after PDF/UA-1."""
    return await _pdf(request, report_html, "hendelse")


def pdf_answer(made: bytes, name: str) -> web.Response:
    """A PDF that a browser shows, and saves under a name that says what it is."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return web.Response(body=made, content_type=PDF, headers=headers)


async def case_page(request: web.Request) -> web.Response:
    """The *saksframlegg*: what the record knows is filled in, what is judged is left open."""
    return page_answer(await services(request).ledger.read(copies.case_html, number_of(request)))


async def case_pdf(request: web.Request) -> web.Response:
    """The *saksframlegg* as PDF."""
    return await _pdf(request, copies.case_html, copies.CASE)


async def public_judge(request: web.Request, user: User) -> web.Response:
    """What of an incident may go to whoever asks for access: what is left out on which ground, and what was read."""
    node, number = services(request), number_of(request)
    given = await body_of(request, Disclosure)
    asked = Judgement(left_out=given.leave_out, included=frozenset(given.include))
    made = await node.ledger.write(judge, user, number, asked, node.clock.now())
    left = [
        {"place": place, "ground": ground, "law": GROUNDS[ground].law}
        for place, ground in sorted(made.left_out.items())
    ]
    return json_answer({"number": number, "left_out": left, "included": sorted(made.included)})


async def public_page(request: web.Request) -> web.Response:
    """The copy for whoever asks for access, by the newest judgement."""
    return page_answer(await services(request).ledger.read(copies.public_html, number_of(request)))


async def public_pdf(request: web.Request) -> web.Response:
    """The same as PDF."""
    return await _pdf(request, copies.public_html, copies.PUBLIC)


async def public_table(request: web.Request) -> web.Response:
    """The log without anybody's name, as a table."""
    number = number_of(request)
    text = await services(request).ledger.read(copies.public_csv, number)
    return table_answer(text, f"{copies.PUBLIC}-logg-{number}.csv")


def table_answer(text: str, name: str) -> web.Response:
    """A table that is saved under a name that says what it is."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(text=text, content_type="text/csv", headers=headers)


def page_answer(html: str) -> web.Response:
    """A page that stands alone, with its own style."""
    return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": own_style()})


async def _pdf(request: web.Request, build: Callable[[Connection, int], str], name: str) -> web.Response:
    number = number_of(request)
    html = await services(request).ledger.read(build, number)
    return pdf_answer(await request.app[PRESS].pdf(html), f"{name}-{number}.pdf")
