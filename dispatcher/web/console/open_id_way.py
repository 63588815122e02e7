"""To the municipality's own sign-in and back: to sign in, to show one's factor for an act, or to tie one's account.

Going is a GET and writes nothing. Coming back is good once, in the browser that went, for what it went for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import structlog

from dispatcher.domain.errors import NotFound
from dispatcher.ledger import credentials
from dispatcher.signing_in.open_id import claims, journey
from dispatcher.signing_in.open_id.claims import NotVouched, Vouched
from dispatcher.signing_in.open_id.journey import Journey, Purpose
from dispatcher.signing_in.open_id.provider import Provider, ProviderAway
from dispatcher.web.console import open_id_arrival
from dispatcher.web.console.sign_in import next_of, sign_in_page
from dispatcher.web.console.visit import ACCOUNT, OPEN_ID, Visit

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

log = structlog.get_logger()

BACK: Final = f"{OPEN_ID}/retur"
NOW: Final = {"prompt": "login", "max_age": "0"}
"""Not by what somebody showed in the morning: they are asked again."""
AWAY: Final = "Vi får ikke kontakt med {name}. Bruk passkey, eller nødinnlogging."
LOST: Final = "Innloggingen ble ikke fullført i denne nettleseren, eller den tok for lang tid. Begynn på nytt."
DECLINED: Final = "Innloggingen hos {name} ble avbrutt eller avvist. Prøv igjen."
FAILED: Final = "Svaret fra {name} kan ikke brukes. Prøv én gang til, eller bruk passkey."


async def start(visit: Visit) -> web.StreamResponse:
    """To sign in."""
    return await _go(visit, Purpose.SIGN_IN, next_of(visit.request.query.get("til", "")), {})


async def confirm(visit: Visit) -> web.StreamResponse:
    """To show one's factor anew, for an act."""
    visit.user()
    return await _go(visit, Purpose.FACTOR, next_of(visit.request.query.get("til", "")), NOW)


async def tie(visit: Visit) -> web.StreamResponse:
    """To say who one is there; whoever has not just shown their factor is shown the account first."""
    visit.user()
    if visit.session is None or not visit.session.fresh(visit.now):
        return visit.to(ACCOUNT)
    return await _go(visit, Purpose.TIE, ACCOUNT, NOW)


def _provider(visit: Visit) -> Provider:
    if visit.console.provider is None:
        raise NotFound("Denne varslingen har ingen felles innlogging. Bruk passkey, eller passord og kode.")
    return visit.console.provider


async def _go(visit: Visit, purpose: Purpose, path: str, more: dict[str, str]) -> web.StreamResponse:
    provider = _provider(visit)
    mine = visit.session.digest if visit.session and purpose is not Purpose.SIGN_IN else ""
    begun = journey.begin(purpose, path, mine, visit.now)
    asked = {"redirect_uri": _back(visit), "state": begun.state, "nonce": begun.nonce, "ui_locales": "nb nn en"}
    asked |= {"code_challenge": begun.challenge, "code_challenge_method": "S256", **more}
    try:
        answer = visit.to(await provider.address(asked))
    except ProviderAway as error:
        return _away(visit, begun, provider, error)
    lasts = int(journey.LASTS.total_seconds())
    answer.set_cookie(_cookie(visit), journey.sealed(visit.console.place.keys, begun), max_age=lasts, **_common(visit))
    return answer


def _back(visit: Visit) -> str:
    """Our address as the browser has it, if that is one of ours; the provider knows them all."""
    origins = visit.console.place.site.origins
    here = next((one for one in origins if urlsplit(one).netloc == visit.request.host), origins[0])
    return f"{here}{BACK}"


def _cookie(visit: Visit) -> str:
    return f"{visit.console.place.cookie}-open-id"


def _common(visit: Visit) -> dict[str, Any]:
    return {"path": "/", "secure": visit.console.place.secure, "httponly": True, "samesite": "Lax"}


async def back(visit: Visit) -> web.StreamResponse:
    """From there, with a code: what it is good for, and then nothing more."""
    provider, query = _provider(visit), visit.request.query
    cookie = visit.request.cookies.get(_cookie(visit), "")
    begun = journey.opened(visit.console.place.keys, cookie, query.get("state", ""), visit.now)
    if begun is None or not await visit.node.ledger.write(_spend, visit, begun):
        log.warning("sign_in.refused", way="open id", why="state")
        answer = sign_in_page(visit, ACCOUNT, error=LOST, status=403)
    else:
        answer = await _arrive(visit, provider, begun)
    answer.del_cookie(_cookie(visit), **_common(visit))
    return answer


def _spend(connection: Connection, visit: Visit, begun: Journey) -> bool:
    digest = visit.console.place.keys.mark("open id state", begun.state)
    return credentials.spend_challenge(connection, digest, begun.ends, visit.now)


async def _arrive(visit: Visit, provider: Provider, begun: Journey) -> web.Response:
    try:
        found = await _vouched(visit, provider, begun)
    except ProviderAway as error:
        return _away(visit, begun, provider, error)
    except NotVouched as error:
        log.warning("sign_in.refused", way="open id", why=error.why)
        words = DECLINED if error.why == "declined" else FAILED
        return refused(visit, begun, words.format(name=provider.part.name))
    try:
        return await open_id_arrival.arrive(visit, provider, begun, found)
    except open_id_arrival.NotGood as error:
        log.warning("sign_in.refused", way="open id", why=error.why)
        return refused(visit, begun, str(error))


async def _vouched(visit: Visit, provider: Provider, begun: Journey) -> Vouched:
    query = visit.request.query
    if "error" in query or "code" not in query:
        raise NotVouched("declined")
    if query.get("iss", provider.part.issuer) != provider.part.issuer:
        raise NotVouched("iss")
    word = await provider.word_for(query["code"], begun.verifier, _back(visit))
    key = await provider.key_of(word)
    return claims.vouched(word, key, provider.part, begun.nonce, visit.now)


def _away(visit: Visit, begun: Journey, provider: Provider, error: ProviderAway) -> web.Response:
    log.error("sign_in.provider_away", why=error.why)
    return refused(visit, begun, AWAY.format(name=provider.part.name), status=503)


def refused(visit: Visit, begun: Journey, words: str, *, status: int = 403) -> web.Response:
    """With the other ways to sign in beside it, or the way back to where somebody came from."""
    if begun.purpose is Purpose.SIGN_IN:
        return sign_in_page(visit, begun.path, error=words, status=status)
    return visit.page("error.html", status=status, title=words, back=begun.path)
