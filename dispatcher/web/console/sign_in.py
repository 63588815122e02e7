"""Signing in: a passkey in one touch, or a password and then a code; and signing out, here or everywhere."""

from __future__ import annotations

import asyncio
import re
import secrets
from typing import TYPE_CHECKING, Any, Final

import structlog
from sqlalchemy import Connection, select

from dispatcher.ledger import credentials, emergency, sessions
from dispatcher.ledger.accounts import User, user_from
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import users
from dispatcher.ledger.times import ms
from dispatcher.signing_in import passkeys, passwords
from dispatcher.signing_in.limits import Limits
from dispatcher.web.console.factor import WRONG_CODE, limits_of, take_code
from dispatcher.web.console.visit import ACCOUNT, SIGN_IN, Visit

if TYPE_CHECKING:
    from datetime import datetime

    from aiohttp import web

log = structlog.get_logger()

ABOUT: Final = "sign-in"
TICKET: Final = "ticket"
TICKET_LASTS: Final = 5 * 60 * 1000
WRONG: Final = "Navnet eller passordet stemmer ikke."
TOO_OLD: Final = "Det tok for lang tid. Begynn på nytt."
_OWN_PATH: Final = re.compile(r"(/[\w-]+)+", re.ASCII)
_AT_ONCE: Final = asyncio.Semaphore(2)
"""Hashes under way: each takes 19 MiB and a core, which a send needs more."""


async def show(visit: Visit) -> web.StreamResponse:
    """The page before one is signed in: only that something waits, the same for every link."""
    path = _next(visit.request.query.get("til", ""))
    if visit.session is not None and visit.session.factor_at is not None:
        return visit.to(path)
    return sign_in_page(visit, path)


def sign_in_page(visit: Visit, path: str, *, error: str = "", status: int = 200, open_: bool = False) -> web.Response:
    """``open_``: show the way of passwords."""
    place, provider = visit.console.place, visit.console.provider
    options = passkeys.request_options(place.keys, place.site, ABOUT, visit.now)
    waits = path.startswith("/a/")
    facts: dict[str, Any] = {"options": options, "path": path, "waits": waits, "error": error, "open": open_}
    facts |= {"named": _by_name(visit, path), "provider": provider.part.name if provider else ""}
    template = "emergency.html" if open_ and provider else "sign_in.html"
    return visit.page(template, status=status, **facts)


async def show_emergency(visit: Visit) -> web.StreamResponse:
    """The way of passwords, where the municipality's own sign-in is the usual one."""
    return sign_in_page(visit, next_of(visit), open_=True)


def next_of(visit: Visit) -> str:
    """Where a link says to go afterwards, if that is a page of ours."""
    return _next(visit.request.query.get("til", ""))


def _by_name(visit: Visit, path: str) -> str:
    """Where this machine's page has a name, when it was opened by a number: a passkey is for a name."""
    origins = visit.console.place.site.origins
    here = f"{visit.request.scheme}://{visit.request.host}"
    by_number = len(origins) > 1 and here == origins[0] != origins[-1]
    return f"{origins[-1]}{SIGN_IN}?til={path}" if by_number else ""


async def by_passkey(visit: Visit) -> web.StreamResponse:
    """One touch: the device is the one factor, unlocking it the other."""
    path = _next(visit.form.one("til"))
    try:
        await visit.node.ledger.write(_passkey, visit)
    except passkeys.BadPasskey as error:
        log.warning("sign_in.refused", way="passkey")
        return sign_in_page(visit, path, error=str(error), status=403)
    return visit.to(path)


def _passkey(connection: Connection, visit: Visit) -> None:
    place = visit.console.place
    number = passkeys.user_of(connection, place.keys, place.site, visit.form.one("passkey"), ABOUT, visit.now)
    row = connection.execute(select(users).where(users.c.id == number)).one()
    _open(connection, visit, user_from(row), "passkey", factor=True)


async def by_password(visit: Visit) -> web.StreamResponse:
    """The first half; who has no second factor yet is let in to get one, and no further."""
    path, name = _next(visit.form.one("til")), " ".join(visit.form.one("name").split())
    limits = limits_of(visit, name)
    user, kept = await visit.node.ledger.write(_known, limits, name, visit)
    async with _AT_ONCE:
        right = await asyncio.to_thread(passwords.matches, kept, visit.form.one("password"))
    if user is None or not right:
        await visit.node.ledger.write(limits.wrong, visit.now)
        log.warning("sign_in.refused", way="password")
        return sign_in_page(visit, path, error=WRONG, status=403, open_=True)
    await visit.node.ledger.write(limits.right)
    if await visit.node.ledger.read(credentials.has_factor, user.id):
        return _code_page(visit, _ticket(visit, user), path)
    await visit.node.ledger.write(_half, visit, user)
    return visit.to(ACCOUNT)


def _known(connection: Connection, limits: Limits, name: str, visit: Visit) -> tuple[User | None, str | None]:
    """The account, if there is one, and its password's hash. Raises TooMany before anything is looked up."""
    limits.demand(connection, visit.now)
    row = connection.execute(select(users).where(users.c.name == name)).first()
    return (None, None) if row is None else (user_from(row), credentials.password_of(connection, row.id))


def _half(connection: Connection, visit: Visit, user: User) -> None:
    _open(connection, visit, user, "password", factor=False)
    _be_loud(connection, visit, user)


async def by_code(visit: Visit) -> web.StreamResponse:
    """The second half: a code of the app, or a recovery code."""
    path, ticket = _next(visit.form.one("til")), visit.form.one(TICKET)
    user = await visit.node.ledger.read(_holder, visit, ticket)
    if user is None:
        return sign_in_page(visit, path, error=TOO_OLD, status=403, open_=True)
    if not await visit.node.ledger.write(take_code, visit, user):
        log.warning("sign_in.refused", way="code")
        return _code_page(visit, ticket, path, error=WRONG_CODE)
    await visit.node.ledger.write(_whole, visit, user)
    return visit.to(path)


def _whole(connection: Connection, visit: Visit, user: User) -> None:
    _open(connection, visit, user, "password and code", factor=True)
    _be_loud(connection, visit, user)


def _be_loud(connection: Connection, visit: Visit, user: User) -> None:
    """A password beside the municipality's own sign-in is for when that does not work: the crisis team is told.

    A passkey is not: it is two factors, cannot be fished for, and is what approvers use at night.
    """
    if visit.console.provider is not None:
        emergency.signed_in(connection, user, visit.now)
        log.warning("sign_in.emergency")


def _code_page(visit: Visit, ticket: str, path: str, *, error: str = "") -> web.Response:
    facts: dict[str, Any] = {"ticket": ticket, "path": path, "error": error}
    return visit.page("code.html", status=403 if error else 200, **facts)


def _ticket(visit: Visit, user: User) -> str:
    """That the password was right, for five minutes: worth nothing without a code."""
    body = f"{user.id}.{ms(visit.now) + TICKET_LASTS}"
    return f"{body}.{visit.console.place.keys.mark(TICKET, body)}"


def _holder(connection: Connection, visit: Visit, ticket: str) -> User | None:
    body, _, mark = ticket.rpartition(".")
    if not secrets.compare_digest(visit.console.place.keys.mark(TICKET, body).encode(), mark.encode()):
        return None
    number, _, ends = body.partition(".")
    if int(ends) < ms(visit.now):
        return None
    row = connection.execute(select(users).where(users.c.id == int(number))).first()
    return None if row is None else user_from(row)


def open_session(connection: Connection, visit: Visit, user: User, way: str, shown: datetime) -> None:
    """For whoever showed two factors elsewhere, and when."""
    _open(connection, visit, user, way, factor=True, shown=shown)


def _open(
    connection: Connection, visit: Visit, user: User, way: str, *, factor: bool, shown: datetime | None = None
) -> None:
    """A new session; the one this browser had before ends. ``shown``: when the factor was, if not now."""
    if visit.session is not None:
        sessions.end(connection, visit.session.digest, sessions.RENEWED, visit.now)
    lasts = visit.node.plan.stay_signed_in
    visit.token = sessions.open_(connection, user, visit.now, approvers=lasts, factor=factor, shown=shown)
    append(connection, Entry(kind="session.opened", actor=user.name, data={"way": way}), visit.now)


async def sign_out(visit: Visit) -> web.StreamResponse:
    """In this browser."""
    return await _sign_out(visit, everywhere=False)


async def sign_out_everywhere(visit: Visit) -> web.StreamResponse:
    """In every browser of theirs."""
    return await _sign_out(visit, everywhere=True)


async def _sign_out(visit: Visit, *, everywhere: bool) -> web.StreamResponse:
    if visit.session is None:
        return visit.to(SIGN_IN)
    session = visit.session

    def work(connection: Connection) -> None:
        if everywhere:
            sessions.end_all(connection, session.user.id, sessions.SIGNED_OUT, visit.now)
        else:
            sessions.end(connection, session.digest, sessions.SIGNED_OUT, visit.now)
        data = {"everywhere": everywhere}
        append(connection, Entry(kind="session.closed", actor=session.user.name, data=data), visit.now)

    await visit.node.ledger.write(work)
    visit.token = ""
    answer = visit.to(SIGN_IN)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _next(path: str) -> str:
    """Where to go afterwards: a page of ours, or the account's own."""
    return path if _OWN_PATH.fullmatch(path) else ACCOUNT
