"""The evaluation as papers: the report as PDF."""

from __future__ import annotations

import asyncio
from typing import Final

from aiohttp import web

from dispatcher.evaluation import as_pdf, report_html
from dispatcher.web.incidents import number_of
from dispatcher.web.services import services

PDF: Final = "application/pdf"


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
    number = number_of(request)
    html = await services(request).ledger.read(report_html, number)
    return pdf_answer(await request.app[PRESS].pdf(html), f"hendelse-{number}.pdf")


def pdf_answer(made: bytes, name: str) -> web.Response:
    """A PDF that a browser shows, and saves under a name that says what it is."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return web.Response(body=made, content_type=PDF, headers=headers)
