"""What the provider's word opens here: a session, a fresh factor, or a tie; and what it does to an account's roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger import accounts, sessions, subjects
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.times import at
from dispatcher.signing_in.open_id.claims import LEEWAY
from dispatcher.signing_in.open_id.journey import Purpose
from dispatcher.web.console.sign_in import home_of, open_session
from dispatcher.web.console.visit import ACCOUNT

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.sessions import Session
    from dispatcher.signing_in.open_id.claims import Vouched
    from dispatcher.signing_in.open_id.journey import Journey
    from dispatcher.signing_in.open_id.provider import Provider
    from dispatcher.web.console.visit import Visit

ONE_FACTOR = "{name} sier ikke at du har brukt to faktorer. Logg inn der med app eller kode, eller bruk passkey her."
NO_ROLE = "Du har ingen rolle i varslingen hos {name}. Be den som styrer brukerne der, om å gi deg en."
OTHER_SESSION = "Du er logget ut eller har byttet innlogging i mellomtiden. Begynn på nytt."
OTHER_PERSON = "Du bekreftet med en annen innlogging enn den som er knyttet til brukeren din. Ingenting er gjort."
CHANGED = "Rollene dine er endret. Ingenting er gjort. Logg inn på nytt."
NOT_NOW = "{name} sier ikke at du bekreftet nå. Bekreft med passkey eller kode i stedet."


class NotGood(DispatcherError):
    """Whom it means is known, and it opens nothing. ``why`` is for the log."""

    def __init__(self, why: str, message: str) -> None:
        super().__init__(message)
        self.why = why


async def arrive(visit: Visit, provider: Provider, begun: Journey, found: Vouched) -> web.Response:
    """Raises NotGood."""
    if not found.factor:
        raise NotGood("one factor", ONE_FACTOR.format(name=_begins(provider)))
    match begun.purpose:
        case Purpose.SIGN_IN:
            return await _sign_in(visit, provider, begun, found)
        case Purpose.FACTOR:
            if not await visit.node.ledger.write(_factor, visit, provider, begun, found):
                raise NotGood("roles", CHANGED)  # what the claim changed is changed all the same
            return visit.to(begun.path or ACCOUNT)
        case Purpose.TIE:
            await visit.node.ledger.write(_tie, visit, provider, begun, found)
            return visit.to(begun.path or ACCOUNT)
        case _:
            assert_never(begun.purpose)


def _begins(provider: Provider) -> str:
    """Its name at the start of a sentence."""
    return provider.part.name[:1].upper() + provider.part.name[1:]


async def _sign_in(visit: Visit, provider: Provider, begun: Journey, found: Vouched) -> web.Response:
    user = await visit.node.ledger.write(_enter, visit, provider, found)
    if user is None:
        return visit.page("stranger.html", status=403, provider=provider.part.name, subject=found.subject)
    if not user.roles:  # what the claim took away is gone all the same
        raise NotGood("no role", NO_ROLE.format(name=provider.part.name))
    return visit.to(begun.path or home_of(user))


def _enter(connection: Connection, visit: Visit, provider: Provider, found: Vouched) -> User | None:
    """A session of whoever is meant, with the roles that the claim gives them; none without any."""
    known = subjects.user_meant(connection, provider.part.issuer, found.subject)
    if known is None:
        return None
    user = _by_claim(connection, visit, known, found)
    if user.roles:
        open_session(connection, visit, user, "open id", shown=found.shown)
    return user


def _by_claim(connection: Connection, visit: Visit, user: User, found: Vouched) -> User:
    """The claim's roles instead of what it had, in every browser; who in the plan it is, is never a claim's."""
    if found.roles is None or found.roles == user.roles:
        return user
    sessions.end_all(connection, user.id, sessions.ENDED, visit.now)
    data = {"user": user.name, "roles": sorted(found.roles), "person": user.person, "by": "open id"}
    was = {"roles": sorted(user.roles), "person": user.person}
    append(connection, Entry(kind="user.changed", actor="node", data={**data, "was": was}), visit.now)
    return accounts.set_user(connection, user.name, sorted(found.roles), user.person)


def _session(visit: Visit, begun: Journey) -> Session:
    """The one that went is the one that comes back. Raises NotGood."""
    if visit.session is None or visit.session.digest != begun.session:
        raise NotGood("other session", OTHER_SESSION)
    return visit.session


def _factor(connection: Connection, visit: Visit, provider: Provider, begun: Journey, found: Vouched) -> bool:
    """A fresh factor for the session. False: its roles were others, and it has ended."""
    session = _session(visit, begun)
    meant = subjects.user_meant(connection, provider.part.issuer, found.subject)
    if meant is None or meant.id != session.user.id:
        raise NotGood("other person", OTHER_PERSON)
    if found.shown < at(begun.begun) - LEEWAY:
        raise NotGood("not now", NOT_NOW.format(name=_begins(provider)))
    if _by_claim(connection, visit, meant, found) != meant:
        return False
    visit.token = sessions.renew(connection, session, visit.now, shown=found.shown)
    return True


def _tie(connection: Connection, visit: Visit, provider: Provider, begun: Journey, found: Vouched) -> None:
    user = _session(visit, begun).user
    subjects.tie(connection, user.id, provider.part.issuer, found.subject, visit.now)
    append(connection, Entry(kind="user.tied", actor=user.name, data={"user": user.name, "by": "open id"}), visit.now)
