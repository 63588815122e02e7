"""«Godkjenn på denne skjermen»: an approver signs in beside the open session, for this one act and no longer.

The session stays whose it was: nothing is opened for the approver and no cookie is set. What decides is theirs: a
passkey that signed for this text in this session, or their password and code, in the very form that says yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import structlog
from sqlalchemy import Connection, select

from dispatcher.approval import decisions
from dispatcher.composing.asking import name_of
from dispatcher.domain.approving import Way
from dispatcher.domain.errors import Conflict, DispatcherError, Forbidden, InvalidInput
from dispatcher.domain.rights import Act
from dispatcher.ledger.accounts import User, user_from
from dispatcher.ledger.disk import free_beside
from dispatcher.ledger.tables import users
from dispatcher.signing_in import passkeys
from dispatcher.signing_in.limits import TooMany
from dispatcher.web.console.approval_page import TOLD
from dispatcher.web.console.approval_view import shown
from dispatcher.web.console.draft_page import alert_of
from dispatcher.web.console.factor import about, take_code
from dispatcher.web.console.sign_in import be_loud, whose_password

if TYPE_CHECKING:
    from aiohttp import web

    from dispatcher.web.console.visit import Visit

log = structlog.get_logger()

PATH: Final = "/varsel/{alert}/godkjenn-her"
STATUS: Final[dict[type[DispatcherError], int]] = {Conflict: 409, InvalidInput: 422, TooMany: 429}


class NotThem(DispatcherError):
    """Navnet, passordet eller koden stemmer ikke. Ingenting er godkjent."""


class OwnScreen(DispatcherError):
    """Du er selv logget inn her. Godkjenn på din egen godkjenningsside."""


async def show(visit: Visit) -> web.StreamResponse:
    """All that is approved, open; and last, who it is that approves."""
    return await _page(visit)


async def _page(visit: Visit, *, refused: DispatcherError | None = None) -> web.StreamResponse:
    user = visit.demand(Act.SUBMIT)
    facts = await visit.node.ledger.read(_facts, visit, user)
    if not facts["waits"]:
        return visit.to(f"/varsel/{alert_of(visit)}")
    told = TOLD.get(refused.reason, "") if isinstance(refused, Conflict) else ""
    more: dict[str, Any] = {"told": told, "error": "" if told or refused is None else _words(refused)}
    place = visit.console.place
    more["options"] = passkeys.request_options(place.keys, place.site, _purpose(visit, facts["fingerprint"]), visit.now)
    more |= {"seen": visit.form.all("seen"), "named": visit.form.one("name"), "open": bool(visit.form.one("name"))}
    status = 200 if refused is None else STATUS.get(type(refused), 403)
    return visit.page("beside.html", status=status, **facts, **more)


def _facts(connection: Connection, visit: Visit, user: User) -> dict[str, Any]:
    facts = shown(connection, alert_of(visit), user, visit.language, visit.now)
    return facts | {"screen": name_of(connection, visit.node.plan, user.name)}


def _words(refused: DispatcherError) -> str:
    return refused.faults[0].what if isinstance(refused, InvalidInput) and refused.faults else str(refused)


def _purpose(visit: Visit, fingerprint: str) -> str:
    """What the approver's passkey signs for: this text, in this session, and nothing else."""
    return f"beside {about(visit)} {alert_of(visit)} {fingerprint}"


async def approve(visit: Visit) -> web.StreamResponse:
    """The approver's yes, once they have shown who they are."""
    visit.demand(Act.SUBMIT)
    try:
        await _approve(visit)
    except (Conflict, Forbidden, InvalidInput, TooMany, NotThem, OwnScreen, passkeys.BadPasskey) as refused:
        return await _page(visit, refused=refused)
    visit.node.engine.wake()
    return visit.to(f"/varsel/{alert_of(visit)}")


async def _approve(visit: Visit) -> None:
    by_passkey = bool(visit.form.one("passkey"))
    by = await visit.node.ledger.write(_whose_passkey, visit) if by_passkey else await _by_code(visit)
    screen = visit.user().name
    if by.name == screen:
        raise OwnScreen
    given = decisions.Approval(
        fingerprint=visit.form.one("fingerprint"),
        seen=visit.form.all("seen"),
        free=free_beside(visit.node.ledger.file),
        way=Way.BESIDE,
        screen=screen,
    )
    await visit.node.ledger.write(decisions.approve, by, alert_of(visit), given, visit.now)


def _whose_passkey(connection: Connection, visit: Visit) -> User:
    place, purpose = visit.console.place, _purpose(visit, visit.form.one("fingerprint"))
    number = passkeys.user_of(connection, place.keys, place.site, visit.form.one("passkey"), purpose, visit.now)
    return user_from(connection.execute(select(users).where(users.c.id == number)).one())


async def _by_code(visit: Visit) -> User:
    """One answer for all that can be wrong: nobody learns which. Raises NotThem or TooMany."""
    user = await whose_password(visit)
    if user is None or not await visit.node.ledger.write(take_code, visit, user):
        log.warning("sign_in.refused", way="beside")
        raise NotThem
    await visit.node.ledger.write(be_loud, visit, user)
    return user
