"""The archive package: taken out as a zip, mailed to postmottak, and confirmed received by a person (R122)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Annotated, Final

from aiohttp import web
from pydantic import Field, StringConstraints

from dispatcher.archive.mailing import address, in_words, lane_for, mail_of, why_not
from dispatcher.archive.making import Package, make
from dispatcher.domain.errors import Conflict
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import Mode
from dispatcher.ledger import archive_book, incidents
from dispatcher.ledger.accounts import User
from dispatcher.web.alert_parts import Answer, Moment
from dispatcher.web.bodies import Body, Nothing
from dispatcher.web.identity import who
from dispatcher.web.incidents import number_of
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import Services, services

BLOCK: Final = 1 << 18
_AT_ONCE: Final = asyncio.Semaphore(1)
"""A large incident takes seconds of a thread: one at a time, so that the night's sending keeps its machine."""

Reference = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")
]


class Confirmation(Body):
    """The archive has a package. ``reference``: case number or document id; ``package``: else the newest."""

    reference: Reference
    package: int | None = Field(default=None, ge=1, le=2**31 - 1)


class Made(Answer):
    """A package that was made, and what became of it. ``anchor`` stands in the report too.

    ``lacks``: lines of the incident that came after it was made; a package that lacks some is out of date.
    """

    id: int
    made_at: Moment
    made_by: str
    sha256: str
    bytes: int
    anchor: str
    mailed_at: Moment | None
    mailed_by: str | None
    confirmed_at: Moment | None
    confirmed_by: str | None
    reference: str | None
    lacks: int


class Packages(Answer):
    """The packages of an incident, the newest first."""

    number: int
    packages: list[Made]


async def package(request: web.Request) -> web.StreamResponse:
    """The archive package as one zip, as the record is now. The same record gives the same bytes."""
    user = await who(request)
    async with made(services(request), number_of(request), user) as (package, file):
        return await streamed(request, package, file)


@asynccontextmanager
async def made(node: Services, number: int, user: User) -> AsyncIterator[tuple[Package, IO[bytes]]]:
    """A package of an incident, written to a file that goes when it was given out."""
    with TemporaryFile() as file:
        async with _AT_ONCE:
            make_it = partial(make, node.ledger, number, user.name, node.clock.now(), file, pdf=node.pdf)
            package = await asyncio.to_thread(make_it)
        file.seek(0)
        yield package, file


async def streamed(request: web.Request, package: Package, file: IO[bytes]) -> web.StreamResponse:
    """The file to whoever asked, a piece at a time."""
    response = web.StreamResponse(headers={"Content-Disposition": f'attachment; filename="{package.name}"'})
    response.content_type, response.content_length = "application/zip", package.size
    await response.prepare(request)
    while block := await asyncio.to_thread(file.read, BLOCK):
        await response.write(block)
    await response.write_eof()
    return response


async def packages(request: web.Request) -> web.Response:
    """What packages were made of an incident, which were mailed, and which the archive has."""
    return await _told(request)


async def mail_package(request: web.Request, user: User) -> web.Response:
    """Makes a package and mails it to postmottak; an exercise's goes to the capture process and reaches nobody."""
    await body_of(request, Nothing)
    await mail(services(request), number_of(request), user)
    return await _told(request)


async def mail(node: Services, number: int, user: User) -> None:
    """Make it, send it, keep how it went. Raises Conflict in words where it did not leave, or nobody knows."""
    demand(user.roles, Act.ARCHIVE)
    opened = await node.ledger.read(incidents.incident, number)
    lane, to = lane_for(Mode(opened.mode), node.postmottak), address(node.plan)
    async with made(node, number, user) as (package, file):
        content = await asyncio.to_thread(file.read)
    why = why_not(await lane.send(mail_of(package, to, content)))
    if why:
        await node.ledger.write(archive_book.not_mailed, package.id, user.name, why, node.clock.now())
        raise Conflict("mail", in_words(why))
    await node.ledger.write(archive_book.mailed, package.id, user.name, node.clock.now())


async def confirm_package(request: web.Request, user: User) -> web.Response:
    """A person says that the archive has it, and under which reference. Only then may anything be erased."""
    node, given = services(request), await body_of(request, Confirmation)
    demand(user.roles, Act.ARCHIVE)
    facts = (number_of(request), given.package, given.reference, user.name, node.clock.now())
    await node.ledger.write(archive_book.confirm, *facts)
    return await _told(request)


async def _told(request: web.Request) -> web.Response:
    number = number_of(request)
    found = await services(request).ledger.read(archive_book.of_incident, number)
    return json_answer({"number": number, "packages": found})
