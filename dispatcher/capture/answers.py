"""An answer as a value, and the ways to give it: whole, late, cut short, or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

import orjson
from aiohttp import web

from dispatcher.capture.faults import AnswerFault, DropBeforeFault, ErrorFault, HttpFault, RequestFault, SilenceFault
from dispatcher.capture.twilio_rules import ApiError

_HTML: Final = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_WORDS: Final = {
    401: (20003, "Authentication Error - invalid username"),
    403: (20003, "Permission Denied"),
    404: (20404, "The requested resource was not found"),
    429: (20429, "Too Many Requests"),
    503: (20503, "Service unavailable"),
}


class Manner(StrEnum):
    """How an answer is given."""

    WHOLE = "whole"
    CUT = "cut"
    SILENCE = "silence"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back, how, and after how many seconds."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    manner: Manner = Manner.WHOLE
    delay: float = 0

    def after(self, seconds: float) -> Answer:
        """The same answer, so much later."""
        return replace(self, delay=self.delay + seconds) if seconds else self


def of_json(fact: Any, status: int = 200) -> Answer:
    """An answer in JSON."""
    return Answer(status=status, body=orjson.dumps(fact))


def of_error(error: ApiError, headers: dict[str, str] | None = None) -> Answer:
    """Twilio's error document."""
    document = {
        "code": error.code,
        "message": error.message,
        "more_info": f"https://www.twilio.com/docs/errors/{error.code}",
        "status": error.status,
    }
    return Answer(status=error.status, body=orjson.dumps(document), headers=headers or {})


def of_request_fault(fault: RequestFault) -> Answer:
    """What a fault that hits the request itself answers."""
    match fault:
        case HttpFault():
            return _of_status(fault)
        case ErrorFault():
            words = fault.message or f"The request was refused with code {fault.code}."
            return of_error(ApiError(fault.code, words, fault.status))
        case SilenceFault():
            return Answer(manner=Manner.SILENCE)
        case DropBeforeFault():
            return Answer(manner=Manner.DROP)
        case _:
            raise AssertionError(f"no answer is known for the fault {type(fault).__name__}")


def _of_status(fault: HttpFault) -> Answer:
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if fault.html or (fault.html is None and fault.status == 502):
        return Answer(status=fault.status, body=_HTML, content_type="text/html", headers=headers)
    code, words = _WORDS.get(fault.status, (20500, "Internal Server Error"))
    return of_error(ApiError(code, words, fault.status), headers)


def spoilt(answer: Answer, fault: AnswerFault | None) -> Answer:
    """The answer to an accepted message as a fault lets it through."""
    match fault:
        case None:
            return answer
        case AnswerFault(kind="drop_answer"):
            return replace(answer, manner=Manner.DROP)
        case AnswerFault(kind="empty_body"):
            return replace(answer, body=b"")
        case AnswerFault(kind="not_json"):
            return replace(answer, body=b"<html><body>Created</body></html>", content_type="text/html")
        case _:
            return replace(answer, manner=Manner.CUT)


async def give(request: web.Request, answer: Answer) -> web.StreamResponse:
    """Give the answer. A silent one ends when the client goes away or the capture stops."""
    if answer.delay:
        await asyncio.sleep(answer.delay)
    match answer.manner:
        case Manner.SILENCE:
            await asyncio.Event().wait()
        case Manner.DROP:
            _hang_up(request)
        case Manner.CUT:
            return await _give_half(request, answer)
        case Manner.WHOLE:
            pass
    return web.Response(
        status=answer.status, body=answer.body, content_type=answer.content_type, headers=answer.headers
    )


async def _give_half(request: web.Request, answer: Answer) -> web.StreamResponse:
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    response.content_type = answer.content_type
    response.content_length = len(answer.body)
    await response.prepare(request)
    await response.write(answer.body[: len(answer.body) // 2])
    _hang_up(request)
    return response


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.close()
