"""Print: an alert's posters, notice and call lists, and the binder; the same sheets as the command line makes."""

from __future__ import annotations

import asyncio
import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from sqlalchemy import func, select

from dispatcher.approval import reading
from dispatcher.approval.doors import list_doors
from dispatcher.approval.reading import Looked, What
from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.moments import OSLO
from dispatcher.domain.rights import Act, may
from dispatcher.ledger import contacts
from dispatcher.ledger.doors import not_reached
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import journal
from dispatcher.ledger.times import at
from dispatcher.printing import WRITTEN
from dispatcher.printing.binder import binder
from dispatcher.printing.binder_people import called_by_hand, people_of
from dispatcher.printing.doors import door_csv, door_sheet
from dispatcher.printing.sheets import sheets, style_source
from dispatcher.web.console import recipient_view
from dispatcher.web.console.draft_page import alert_of
from dispatcher.web.console.words import moment
from dispatcher.web.headers import CSP

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.web.console.visit import Visit
    from dispatcher.web.services import Services

ALERT: Final = "/varsel/{alert}/skriv-ut"
DOORS: Final = f"{ALERT}/dorer"
PLAN: Final = "/planen/skriv-ut"
_AT_ONCE: Final = asyncio.Semaphore(1)
"""Binders under way: each takes a core for seconds, which a send needs more."""


async def choose(visit: Visit) -> web.StreamResponse:
    """What there is to print of an alert."""
    visit.demand(Act.READ)
    return await _choose(visit)


async def _choose(visit: Visit, refused: InvalidInput | Conflict | None = None) -> web.Response:
    facts = await visit.node.ledger.read(recipient_view.head, alert_of(visit), visit.language, visit.now)
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    return visit.page(
        "print.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        above=[fault.what for fault in faults] or ([str(refused)] if refused else []),
        may_open=may(visit.user().roles, Act.READ_ADDRESSES),
        **facts,
    )


async def posters(visit: Visit) -> web.StreamResponse:
    """The poster and the notice to staff, in each language."""
    visit.demand(Act.READ)
    return await _sheets(visit, lists=False)


async def sheets_with_lists(visit: Visit) -> web.StreamResponse:
    """And the call lists, once it is written down that somebody reads them."""
    user, alert = visit.demand(Act.READ_ADDRESSES), alert_of(visit)
    await visit.node.ledger.write(reading.remember, user, Looked(what=What.CALL_LISTS), alert, visit.now)
    return await _sheets(visit, lists=True)


async def door_list(visit: Visit) -> web.StreamResponse:
    """Addresses for those who knock, as a sheet or a table, once it is written down who took them out, and why."""
    user, alert, now = visit.demand(Act.READ_ADDRESSES), alert_of(visit), visit.now
    try:
        found = await visit.node.ledger.read(not_reached, alert)
        await visit.node.ledger.write(list_doors, user, found, visit.form.one("why"), now)
    except (InvalidInput, Conflict) as refused:
        return await _choose(visit, refused)
    if visit.form.one("form") == "csv":
        headers = {"Content-Disposition": f'attachment; filename="dorliste-{found.alert}.csv"'}
        return web.Response(text=door_csv(found), content_type="text/csv", headers=headers)
    return _alone(await visit.node.ledger.read(door_sheet, found, now))


async def _sheets(visit: Visit, *, lists: bool) -> web.Response:
    alert = alert_of(visit)
    home = visit.node.settings.home
    text = await visit.node.ledger.read(lambda connection: sheets(connection, alert, visit.now, lists=lists, home=home))
    return _alone(text)


def _alone(text: str) -> web.Response:
    """A page that stands alone: its style is in it, and that very style may be used."""
    policy = CSP.replace("style-src 'self'", f"style-src {style_source()}")
    return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": policy})


async def about_binder(visit: Visit) -> web.StreamResponse:
    """What the binder is, when it was made last, and a button."""
    user = visit.demand(Act.READ)
    last = await visit.node.ledger.read(_last)
    return visit.page("binder.html", last=moment(last, visit.language), may_open=may(user.roles, Act.READ_ADDRESSES))


def _last(connection: Connection) -> datetime | None:
    made = connection.scalar(select(func.max(journal.c.at)).where(journal.c.kind == WRITTEN))
    return at(made) if made is not None else None


async def binder_zip(visit: Visit) -> web.StreamResponse:
    """The binder as one file. It is made first, and given out when it is written down."""
    user, node = visit.demand(Act.READ_ADDRESSES), visit.node
    counts = await node.ledger.read(_counts)
    async with _AT_ONCE:
        packed, files = await asyncio.to_thread(_pack, node, counts, visit.now)
    await node.ledger.write(_remember, user, files, visit.now)
    name = f"perm-{node.plan.municipality.number}-{visit.now.astimezone(OSLO):%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=packed, content_type="application/zip", headers=headers)


def _counts(connection: Connection) -> dict[str, int]:
    return {key: int(row.rows) for key, row in contacts.in_force(connection).items()}


def _pack(node: Services, counts: dict[str, int], now: datetime) -> tuple[bytes, int]:
    plan, made = node.plan, io.BytesIO()
    # A list that cannot be read is left out of the paper; that it cannot stands on the plan's page.
    people, _ = people_of(node.settings.home, plan, called_by_hand(plan))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, page in binder(plan, node.desk.rendering, people, now, counts, home=node.settings.home):
            folder.writestr(name, page)
        files = len(folder.namelist())
    return made.getvalue(), files


def _remember(connection: Connection, user: User, files: int, now: datetime) -> None:
    reading.remember(connection, user, Looked(what=What.BINDER), None, now)
    data: dict[str, Any] = {"files": files, "written_at": now.isoformat()}
    append(connection, Entry(kind=WRITTEN, actor=user.name, data=data), now)
