"""One request of a person: who they are, their language, what they filled in; and how a page answers them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import structlog
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dispatcher.domain.errors import DispatcherError, Unavailable
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import sessions
from dispatcher.signing_in.open_id.provider import Provider
from dispatcher.web.citizens.brand import BRAND
from dispatcher.web.console.files import OwnFiles
from dispatcher.web.console.forms import Form, csrf_of
from dispatcher.web.console.site import Place, place_of
from dispatcher.web.console.words import LANGUAGES, words_of
from dispatcher.web.refusals import ASKS
from dispatcher.web.services import services

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.sessions import Session
    from dispatcher.web.services import Services

log = structlog.get_logger()

SIGN_IN: Final = "/logg-inn"
ACCOUNT: Final = "/konto"
OPEN_ID: Final = f"{SIGN_IN}/kommune"
EMERGENCY: Final = f"{SIGN_IN}/nod"
CONTENT_TYPE: Final = "text/html; charset=utf-8"


class Console:
    """What every visit needs, made once."""

    def __init__(self, node: Services) -> None:
        self.place: Place = place_of(node)
        self.files = OwnFiles()
        part = node.settings.oidc
        self.provider = Provider(part, node.settings.home, node.clock) if part else None
        self.templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def close(self, _: web.Application) -> None:
        """What is open to the outside."""
        if self.provider is not None:
            await self.provider.close()


CONSOLE: web.AppKey[Console] = web.AppKey("console", Console)


class SignInFirst(DispatcherError):
    """Logg inn først."""


class FactorFirst(DispatcherError):
    """Bekreft først at det er deg."""


@dataclass(slots=True, kw_only=True)
class Visit:
    """``session``: None of a browser that is not signed in. ``token``: a new one to set; empty: none any more."""

    request: web.Request
    node: Services
    console: Console
    session: Session | None
    language: str
    now: datetime
    form: Form
    token: str | None = None

    def user(self) -> User:
        """Who is signed in, by two factors. Raises SignInFirst."""
        if self.session is None or self.session.factor_at is None:
            raise SignInFirst
        return self.session.user

    def demand(self, act: Act) -> User:
        """Who is signed in, if their roles allow the act. Raises SignInFirst or Forbidden."""
        user = self.user()
        demand(user.roles, act)
        return user

    def demand_factor(self) -> User:
        """Who is signed in, and has just shown their second factor. Raises FactorFirst."""
        user = self.user()
        if self.session is None or not self.session.fresh(self.now):
            raise FactorFirst
        return user

    def page(self, template: str, *, status: int = 200, exercise: bool | None = None, **facts: Any) -> web.Response:
        """A page. ``exercise``: whether it is one of an exercise; on a node that does nothing else, all are."""
        body = self.console.templates.get_template(template).render(
            words=words_of(self.language),
            language=self.language,
            municipality=self.request.app[BRAND].name,
            brand=self.request.app[BRAND],
            exercise=not self.node.live if exercise is None else exercise,
            files=self.console.files.names,
            csrf=csrf_of(self.console.place, self.session) if self.session else "",
            signed_in=self.session.user.name if self.session else "",
            **facts,
        )
        answer = web.Response(status=status, body=body.encode(), headers={"Content-Type": CONTENT_TYPE})
        answer.headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
        answer.enable_compression()
        return answer

    def to(self, path: str) -> web.Response:
        """Somewhere else, by a GET."""
        return web.Response(status=303, headers={"Location": path})

    def to_sign_in(self) -> web.Response:
        """To the page that signs in, and back here; without a second factor yet, to where one gets it."""
        if self.session is not None:
            return self.to(ACCOUNT)
        path = self.request.path if self.request.method in {"GET", "HEAD"} else self.request.path.rpartition("/")[0]
        return self.to(f"{SIGN_IN}?til={quote(path, safe='/')}")


async def session_of(request: web.Request) -> Session | None:
    """The session that a browser's cookie names, if it still holds."""
    node = services(request)
    token = request.cookies.get(request.app[CONSOLE].place.cookie, "")
    if not token or not token.isascii():
        return None
    return await node.ledger.glance(sessions.of_token, token, node.clock.now())


async def visit_of(request: web.Request) -> Visit:
    """Who asks, by the cookie. A look at a session is written down at most once a minute."""
    node, console = services(request), request.app[CONSOLE]
    now, session = node.clock.now(), await session_of(request)
    if session is not None and session.stale_sight(now):
        await _touch(node, session, now)
    if session is not None:
        request[ASKS] = session.user.id
    language = _language(request, node, session)
    return Visit(
        request=request, node=node, console=console, session=session, language=language, now=now, form=Form({})
    )


async def _touch(node: Services, session: Session, now: datetime) -> None:
    """A page can be read while nothing can be written; the session then only looks older than it is."""
    try:
        await node.ledger.write(sessions.touch, session.digest, now)
    except Unavailable:
        log.warning("session.sight_not_kept")


def set_cookie(visit: Visit, answer: web.StreamResponse) -> None:
    """The session's new token, or that there is none any more."""
    place = visit.console.place
    if visit.token is None:
        return
    common: dict[str, Any] = {"path": "/", "secure": place.secure, "httponly": True, "samesite": "Lax"}
    if visit.token:
        answer.set_cookie(
            place.cookie, visit.token, max_age=int(visit.node.plan.stay_signed_in.total_seconds()), **common
        )
    else:
        answer.del_cookie(place.cookie, **common)


def _language(request: web.Request, node: Services, session: Session | None) -> str:
    """The account's person's; else the first of the browser's that we speak; else the plan's."""
    person = node.plan.persons.get(session.user.person or "") if session else None
    asked = [str(person.language)] if person else []
    asked += [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(",")]
    spoken = {"no": "nb", **{one: one for one in LANGUAGES}}
    return next((spoken[one] for one in asked if one in spoken), LANGUAGES[0])
