"""An incident's archive package: made and taken out, mailed to postmottak, confirmed received."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing.asking import name_of
from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import Mode
from dispatcher.ledger import archive_book, incidents
from dispatcher.web.archive import Confirmation, made, mail, streamed
from dispatcher.web.console.clocks import clock
from dispatcher.web.console.frozen import frozen
from dispatcher.web.console.words import words_of
from dispatcher.web.incidents import number_of
from dispatcher.web.reading import understood

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan
    from dispatcher.web.console.visit import Visit

PATH: Final = "/hendelse/{id}/arkiv"


async def show(visit: Visit) -> web.StreamResponse:
    """What the package is, what was made of it, and what became of each."""
    return await _page(visit)


async def take_out(visit: Visit) -> web.StreamResponse:
    """Make the package of the incident as it is now, and give it to whoever asked."""
    user = visit.demand(Act.REPORT)
    async with made(visit.node, number_of(visit.request), user) as (package, file):
        return await streamed(visit.request, package, file)


async def send(visit: Visit) -> web.StreamResponse:
    """Make it, and mail it to postmottak."""
    user, number = visit.demand(Act.ARCHIVE), number_of(visit.request)
    try:
        await mail(visit.node, number, user)
    except Conflict as refused:
        return await _page(visit, refused)
    return visit.to(PATH.format(id=number))


async def confirm(visit: Visit) -> web.StreamResponse:
    """The archive has this package, under its own reference."""
    user, number = visit.demand(Act.ARCHIVE), number_of(visit.request)
    package = visit.form.one("package")
    try:
        chosen = int(package) if package.isascii() and package.isdecimal() else None
        said = understood({"reference": visit.form.one("reference"), "package": chosen}, Confirmation)
        facts = (number, said.package, said.reference, user.name, visit.now)
        await visit.node.ledger.write(archive_book.confirm, *facts)
    except (InvalidInput, Conflict) as refused:
        return await _page(visit, refused)
    return visit.to(PATH.format(id=number))


async def _page(visit: Visit, refused: InvalidInput | Conflict | None = None) -> web.Response:
    user, number = visit.demand(Act.REPORT), number_of(visit.request)

    def look(connection: Connection) -> dict[str, Any]:
        opened = incidents.incident(connection, number)
        plan = frozen(connection, opened)
        found = archive_book.of_incident(connection, number)
        return {
            "number": number,
            "exercise": opened.mode == Mode.EXERCISE,
            "may_mail": may(user.roles, Act.ARCHIVE) and Mode(opened.mode) in visit.node.postmottak,
            "packages": [_package(connection, plan, one, visit) for one in found],
        }

    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    return visit.page(
        "archive.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        above=[fault.what for fault in faults] or ([str(refused)] if refused else []),
        postmottak=visit.node.plan.archive.postmottak,
        may_confirm=may(user.roles, Act.ARCHIVE),
        **await visit.node.ledger.read(look),
    )


def _package(connection: Connection, plan: Plan, one: Mapping[str, Any], visit: Visit) -> dict[str, Any]:
    words = words_of(visit.language)

    def said(what: str) -> str:
        if not one[f"{what}_at"]:
            return ""
        at = clock(one[f"{what}_at"], visit.now, visit.language)
        who = name_of(connection, plan, one[f"{what}_by"])
        return words[f"archive-{what}"].format(at=at, who=who, reference=one["reference"])

    told = {what: said(what) for what in ("made", "mailed", "confirmed")}
    outdated = words["archive-outdated-one" if one["lacks"] == 1 else "archive-outdated"].format(count=one["lacks"])
    told["outdated"] = outdated if one["lacks"] else ""
    return told | {"id": one["id"], "anchor": one["anchor"], "sha256": one["sha256"]}
