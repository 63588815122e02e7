"""One's own account: passkeys, authenticator app, recovery codes, and the browsers that are signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno
from sqlalchemy import Connection

from dispatcher.domain.errors import Forbidden
from dispatcher.ledger import credentials, sessions, subjects
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.times import at
from dispatcher.signing_in import codes, passkeys
from dispatcher.web.console.factor import WRONG_CODE, with_factor
from dispatcher.web.console.visit import ACCOUNT, SignInFirst, Visit
from dispatcher.web.console.words import moment, words_of

if TYPE_CHECKING:
    from aiohttp import web

    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.sessions import Session
    from dispatcher.web.console.factor import Act

ADDING = "add passkey"


async def show(visit: Visit) -> web.StreamResponse:
    """The page."""
    return await _account(visit)


async def _account(visit: Visit, *, error: str = "", codes_: tuple[str, ...] = (), status: int = 200) -> web.Response:
    session = _half(visit)
    facts = await visit.node.ledger.read(_facts, visit, session)
    return visit.page("account.html", status=status, error=error, codes=codes_, **facts)


def _half(visit: Visit) -> Session:
    """Of somebody who has shown at least a password."""
    if visit.session is None:
        raise SignInFirst
    return visit.session


def _facts(connection: Connection, visit: Visit, session: Session) -> dict[str, Any]:
    user, language = session.user, visit.language
    place = visit.console.place
    person = visit.node.plan.persons.get(user.person or "")
    browsers = sessions.of_user(connection, user.id, visit.now)
    provider = visit.console.provider
    return {
        "name": person.name if person else user.name,
        "passkeys": [
            {"id": row.id, "made": moment(at(row.created_at), language), "used": moment(at(row.used_at), language)}
            for row in credentials.passkeys_of(connection, user.id)
        ],
        "app": credentials.app_of(connection, user.id) is not None,
        "left": credentials.recovery_codes_left(connection, user.id),
        "provider": provider.part.name if provider else "",
        "tied": provider is not None and subjects.is_tied(connection, user.id, provider.part.issuer),
        "whole": session.factor_at is not None,
        "first": session.factor_at is None and not credentials.has_factor(connection, user.id),
        "password": credentials.password_of(connection, user.id) is not None,
        "browsers": [
            {"since": moment(one.created_at, language), "here": one.digest == session.digest} for one in browsers
        ],
        "options": passkeys.creation_options(connection, place.keys, place.site, user, _about(session), visit.now),
    }


def _about(session: Session) -> str:
    return f"{ADDING} {session.digest}"


async def _changing(visit: Visit, act: Act, label: str) -> web.StreamResponse:
    """For whoever may add or remove a factor: the very first needs the password only, any other a factor."""
    session = _half(visit)
    if session.factor_at is not None:
        return await with_factor(visit, act, words_of(visit.language)[label])
    if await visit.node.ledger.read(credentials.has_factor, session.user.id):
        raise SignInFirst  # one was added meanwhile, elsewhere
    return await act(visit, session.user)


async def add_passkey(visit: Visit) -> web.StreamResponse:
    """Keep the passkey that this browser has made."""
    purpose = _about(_half(visit))  # of the page it was made on: showing a factor makes the session a new one

    async def act(visit: Visit, user: User) -> web.StreamResponse:
        def work(connection: Connection) -> list[str]:
            place = visit.console.place
            made = visit.form.one("made")
            passkeys.register(connection, place.keys, place.site, user, made, purpose, visit.now)
            return _added(connection, visit, _half(visit), "passkey.added")

        new = await visit.node.ledger.write(work)
        return await _account(visit, codes_=tuple(new))

    return await _changing(visit, act, "passkey-add")


def _added(connection: Connection, visit: Visit, session: Session, kind: str) -> list[str]:
    """The session has two factors now; with the first come recovery codes, shown this once."""
    append(connection, Entry(kind=kind, actor=session.user.name), visit.now)
    if session.factor_at is None:
        visit.token = sessions.renew(connection, session, visit.now)
        visit.session = sessions.of_token(connection, visit.token, visit.now)
    if credentials.recovery_codes_left(connection, session.user.id):
        return []
    return codes.new_recovery_codes(connection, session.user.id, visit.now)


async def remove_passkey(visit: Visit) -> web.StreamResponse:
    """A device is gone; the last factor stays."""
    return await _changing(visit, _remove_passkey, "remove")


async def _remove_passkey(visit: Visit, user: User) -> web.StreamResponse:
    def work(connection: Connection) -> None:
        credentials.remove_passkey(connection, user.id, visit.form.one("id"))
        if not credentials.has_factor(connection, user.id):
            raise Forbidden("last", "Dette er den eneste måten du kan bekrefte hvem du er på. Legg til en annen først.")
        append(connection, Entry(kind="passkey.removed", actor=user.name), visit.now)

    await visit.node.ledger.write(work)
    return visit.to(ACCOUNT)


async def start_app(visit: Visit) -> web.StreamResponse:
    """A new secret for an authenticator app: kept only when the app has shown a code of it."""
    return await _changing(visit, _start_app, "app-set")


async def _start_app(visit: Visit, user: User) -> web.StreamResponse:  # noqa: ARG001  every act is told who does it
    return _app_page(visit, _half(visit), codes.new_secret())


def _app_page(visit: Visit, session: Session, secret: str, *, error: str = "") -> web.Response:
    address = codes.address_of(secret, session.user.name, visit.node.plan.municipality.name)
    qr = segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff")
    sealed = visit.console.place.keys.seal(f"{codes.PURPOSE} {session.user.id}", secret)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    facts: dict[str, Any] = {"qr": qr, "secret": groups, "sealed": sealed, "error": error}
    return visit.page("app.html", status=403 if error else 200, **facts)


async def confirm_app(visit: Visit) -> web.StreamResponse:
    """The app has shown a code: from now on it is one of theirs, instead of the one before."""
    session = _half(visit)
    keys = visit.console.place.keys
    try:
        secret = keys.open(f"{codes.PURPOSE} {session.user.id}", visit.form.one("sealed"))
    except ValueError:
        secret = None
    if secret is None:
        raise Forbidden("sealed", "Siden er for gammel. Begynn på nytt.")
    step = codes.step_of(secret, visit.form.one("first"), visit.now)
    if step is None:
        return _app_page(visit, session, secret, error=WRONG_CODE)
    if session.factor_at is not None:
        visit.demand_factor()

    def work(connection: Connection) -> list[str]:
        if session.factor_at is None and credentials.has_factor(connection, session.user.id):
            raise SignInFirst
        credentials.set_app(connection, session.user.id, keys.seal(codes.PURPOSE, secret), step, visit.now)
        return _added(connection, visit, session, "app.added")

    new = await visit.node.ledger.write(work)
    return await _account(visit, codes_=tuple(new))


async def new_codes(visit: Visit) -> web.StreamResponse:
    """Ten recovery codes instead of those there were."""
    return await with_factor(visit, _new_codes, words_of(visit.language)["recovery-new"])


async def _new_codes(visit: Visit, user: User) -> web.StreamResponse:
    def work(connection: Connection) -> list[str]:
        append(connection, Entry(kind="recovery-codes.made", actor=user.name), visit.now)
        return codes.new_recovery_codes(connection, user.id, visit.now)

    new = await visit.node.ledger.write(work)
    return await _account(visit, codes_=tuple(new))
