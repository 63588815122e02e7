"""Errors as ``application/problem+json``: a type for programs, a Norwegian sentence for people, no detail of ours."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import orjson
import structlog
from aiohttp import web
from aiohttp.http_exceptions import LineTooLong

from dispatcher.domain.errors import (
    Conflict,
    DispatcherError,
    Forbidden,
    InvalidInput,
    NotFound,
    Unauthorised,
    Unavailable,
)
from dispatcher.web.headers import BEGUN
from dispatcher.web.refusals import log_refusal, route_of

log = structlog.get_logger()

MOST_BYTES: Final = 1024 * 1024
CONTENT_TYPE: Final = "application/problem+json"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WrongMediaType(DispatcherError):
    """Send innholdet som JSON, med Content-Type: application/json."""


class BadSignature(DispatcherError):
    """Signaturen mangler eller stemmer ikke."""


class NotForYou(DispatcherError):
    """Måltallene kan bare leses fra denne maskinen eller med en nøkkel."""


def problem(
    status: int, kind: str, title: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> web.Response:
    """An answer that says what went wrong."""
    body = {"type": kind, "title": title, "status": status, **more}
    return web.Response(status=status, body=orjson.dumps(body), content_type=CONTENT_TYPE, headers=headers)


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever was raised into a problem. A stream that has begun is cut, so that nobody takes it as whole."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return _of_http(error)
    except DispatcherError as error:
        answer = _of(error)
        if answer.status >= 500:
            log_fault(request, error)
        else:
            log_refusal(request, answer.status, error)
    except ConnectionError:
        answer = _fault()  # who asked has hung up: nobody sees it
    except Exception as error:  # noqa: BLE001  the last one to see it: a person gets a sentence, the log gets the place
        answer = _fault()
        log_fault(request, error)
    if request.get(BEGUN) and request.transport is not None:
        request.transport.abort()
    return answer


def broken(status: int, error: BaseException | None) -> web.Response:
    """For what never became a request: a head that is too long, or no HTTP; and for an answer that broke on its way."""
    if status >= 500:
        return _fault()
    if isinstance(error, LineTooLong):
        return problem(431, "head-too-large", "Adressen eller en overskrift i forespørselen er for lang.")
    return problem(status, "http", "Forespørselen er ikke gyldig HTTP.")


def _of_http(error: web.HTTPException) -> web.Response:
    """The refusals of aiohttp itself, in our words."""
    match error:
        case web.HTTPNotFound():
            return problem(404, "not-found", "Denne adressen finnes ikke.")
        case web.HTTPMethodNotAllowed():
            allowed = ", ".join(sorted(error.allowed_methods))
            headers = {"Allow": allowed}
            return problem(405, "method", f"Denne adressen tar bare imot {allowed}.", headers=headers)
        case web.HTTPRequestEntityTooLarge():
            return problem(413, "too-large", "Det som ble sendt, er for stort. Grensen er 1 MiB.")
        case _:
            return problem(error.status, "http", "Forespørselen kan ikke brukes.")


def _of(error: DispatcherError) -> web.Response:
    title = str(error)
    match error:
        case InvalidInput():
            faults = [{"where": fault.where, "what": fault.what} for fault in error.faults]
            return problem(422, "input", title, errors=faults)
        case NotFound():
            return problem(404, "not-found", title)
        case Unauthorised():
            return problem(401, "unauthorised", title, headers={"WWW-Authenticate": 'Bearer realm="Dispatcher"'})
        case Forbidden():
            return problem(403, "forbidden", title, rule=error.rule)
        case BadSignature() | NotForYou():
            return problem(403, "forbidden", title)
        case Conflict():
            return problem(409, error.reason, title)
        case WrongMediaType():
            return problem(415, "media-type", title)
        case Unavailable():
            return problem(503, "unavailable", title, headers={"Retry-After": str(error.retry_after)})
        case _:
            return _fault()


def _fault() -> web.Response:
    return problem(500, "fault", "Noe gikk galt hos oss. Prøv igjen. Feilen står i nodens logg.")


def log_fault(request: web.Request, error: Exception) -> None:
    """Where it happened; never the error's own words, which can hold a number or an address."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        "http.unavailable" if isinstance(error, Unavailable) else "http.fault",
        method=request.method,
        route=route_of(request),
        error=type(error).__name__,
        at=f"{frame.filename.rpartition('/')[2]}:{frame.lineno}",
    )
