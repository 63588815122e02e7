"""How a page is served: who asks, the form's checks, the page, its cookie; and errors as pages, never as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from dispatcher.domain.errors import Conflict, DispatcherError, Forbidden, InvalidInput, NotFound, Unavailable
from dispatcher.signing_in.limits import TooMany
from dispatcher.signing_in.passkeys import BadPasskey
from dispatcher.web.console.forms import ForeignForm, form_of
from dispatcher.web.console.visit import SignInFirst, Visit, set_cookie, visit_of
from dispatcher.web.problems import log_fault
from dispatcher.web.refusals import log_refusal

if TYPE_CHECKING:
    from dispatcher.web.problems import Handler

Show = Callable[[Visit], Awaitable[web.StreamResponse]]
FAULT = "Noe gikk galt hos oss. Prøv igjen. Feilen står i nodens logg."


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address of the console."""

    method: str
    path: str
    show: Show


def serving(page: Page) -> Handler:
    """The page as the server wants it."""

    async def handler(request: web.Request) -> web.StreamResponse:
        visit = await visit_of(request)
        answer = await _answered(page, visit)
        set_cookie(visit, answer)
        return answer

    return handler


async def _answered(page: Page, visit: Visit) -> web.StreamResponse:
    try:
        if visit.request.method == "POST":
            visit.form = await form_of(visit.request, visit.console.place, visit.session)
        return await page.show(visit)
    except SignInFirst:
        return visit.to_sign_in()
    except ConnectionError:
        raise  # who asked has hung up, as a page does that is left: no fault, and nobody sees an answer
    except web.HTTPRequestEntityTooLarge:
        return visit.page("error.html", status=413, title="Det som ble sendt, er for stort.", back="")
    except DispatcherError as error:
        if _status(error) >= 500:
            log_fault(visit.request, error)
        log_refusal(visit.request, _status(error), error)
        return visit.page("error.html", status=_status(error), title=_words(error), back="")
    except Exception as error:  # noqa: BLE001  the last one to see it: a person gets a sentence, the log gets the place
        log_fault(visit.request, error)
        return visit.page("error.html", status=500, title=FAULT, back="")


def _words(error: DispatcherError) -> str:
    return str(error) if _status(error) != 500 else FAULT


def _status(error: DispatcherError) -> int:
    match error:
        case InvalidInput():
            return 422
        case NotFound():
            return 404
        case Forbidden() | ForeignForm() | BadPasskey():
            return 403
        case Conflict():
            return 409
        case TooMany():
            return 429
        case Unavailable():
            return 503
        case _:
            return 500
