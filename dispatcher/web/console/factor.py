"""The second factor of an act: a passkey's answer or a code in the same form, or a page that asks for one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from aiohttp import web

from dispatcher.domain.errors import Forbidden
from dispatcher.ledger import credentials, sessions, subjects
from dispatcher.ledger.accounts import User
from dispatcher.ledger.journal import Entry, append
from dispatcher.signing_in import codes, passkeys
from dispatcher.signing_in.limits import Limits
from dispatcher.web.console.site import asked_from
from dispatcher.web.console.visit import OPEN_ID, FactorFirst, SignInFirst, Visit

if TYPE_CHECKING:
    from sqlalchemy import Connection

Act = Callable[[Visit, User], Awaitable[web.StreamResponse]]

PASSKEY, CODE, FACTOR = "passkey", "code", "factor"
OWN_FIELDS: Final = frozenset({"csrf", PASSKEY, CODE})
WRONG_CODE: Final = "Koden stemmer ikke, eller den er brukt før. Vent på neste kode i appen."


def about(visit: Visit) -> str:
    """What a passkey's answer in this session may be used for."""
    if visit.session is None:
        raise SignInFirst
    return f"act {visit.session.digest}"


def options(visit: Visit) -> str:
    """What the browser is asked to sign for an act; empty when the factor was just shown, or nothing could sign."""
    if visit.session is None or visit.session.fresh(visit.now) or not visit.session.has_passkey:
        return ""
    return passkeys.request_options(visit.console.place.keys, visit.console.place.site, about(visit), visit.now)


def limits_of(visit: Visit, account: str) -> Limits:
    """Of tries from here."""
    address = asked_from(visit.request, visit.node.settings.trusted_proxies)
    return Limits(visit.console.place.keys, account, address)


async def show_factor(visit: Visit) -> User:
    """Who is signed in, and has shown their factor now or just before. Raises FactorFirst when it is not there."""
    user = visit.user()
    if visit.form.one(PASSKEY):
        await visit.node.ledger.write(_by_passkey, visit, user)
    elif visit.form.one(CODE):
        if not await visit.node.ledger.write(take_code, visit, user):
            raise Forbidden(FACTOR, WRONG_CODE)
        await visit.node.ledger.write(_renew, visit)
    return visit.demand_factor()


def _by_passkey(connection: Connection, visit: Visit, user: User) -> None:
    place = visit.console.place
    answer, purpose = visit.form.one(PASSKEY), about(visit)
    if passkeys.user_of(connection, place.keys, place.site, answer, purpose, visit.now) != user.id:
        raise passkeys.BadPasskey
    _renew(connection, visit)


def take_code(connection: Connection, visit: Visit, user: User) -> bool:
    """Whether the form's code is the app's or a recovery code; a wrong one is counted. Raises TooMany."""
    limits = limits_of(visit, user.name)
    limits.demand(connection, visit.now)
    way = codes.take(connection, visit.console.place.keys, user.id, visit.form.one(CODE), visit.now)
    if way is None:
        limits.wrong(connection, visit.now)
        return False
    if way == "recovery":
        left = credentials.recovery_codes_left(connection, user.id)
        append(connection, Entry(kind="recovery-code.used", actor=user.name, data={"left": left}), visit.now)
    limits.right(connection)
    return True


def _renew(connection: Connection, visit: Visit) -> None:
    """A new token for the session; whoever had the old one is out."""
    if visit.session is None:
        raise SignInFirst
    visit.token = sessions.renew(connection, visit.session, visit.now)
    visit.session = sessions.of_token(connection, visit.token, visit.now)


async def with_factor(visit: Visit, act: Act, label: str, *, exercise: bool | None = None) -> web.StreamResponse:
    """Do the act if the factor is shown; else ask for it on a page whose button says what it is for."""
    try:
        user = await show_factor(visit)
    except FactorFirst:
        return await _confirm_page(visit, label, exercise=exercise)
    except passkeys.BadPasskey as error:
        return await _confirm_page(visit, label, str(error), exercise=exercise)
    except Forbidden as error:
        if error.rule != FACTOR:
            raise
        return await _confirm_page(visit, label, str(error), exercise=exercise)
    return await act(visit, user)


async def _confirm_page(visit: Visit, label: str, error: str = "", *, exercise: bool | None) -> web.Response:
    """Asks for the factor and carries what was filled in, so that the act follows at once."""
    kept = [(name, value) for name, value in visit.form.items() if name not in OWN_FIELDS]
    status = 403 if error else 200
    facts: dict[str, Any] = {"action": visit.request.path, "kept": kept, "options": options(visit)}
    facts |= await _by_provider(visit)
    return visit.page("confirm.html", status=status, exercise=exercise, label=label, error=error, **facts)


async def _by_provider(visit: Visit) -> dict[str, str]:
    """The way to confirm by the municipality's own sign-in, for whoever is tied to it; it leads back to the page."""
    provider, user = visit.console.provider, visit.user()
    if provider is None or not await visit.node.ledger.read(subjects.is_tied, user.id, provider.part.issuer):
        return {"provider": "", "vouch": ""}
    return {"provider": provider.part.name, "vouch": f"{OPEN_ID}/bekreft?til={quote(_came_from(visit), safe='/')}"}


def _came_from(visit: Visit) -> str:
    """The page whose form was sent, as the browser says it; else the one above the form's own address."""
    page = urlsplit(visit.request.headers.get("Referer", ""))
    ours = f"{page.scheme}://{page.netloc}" in visit.console.place.site.origins
    return page.path if ours else visit.request.path.rpartition("/")[0]
