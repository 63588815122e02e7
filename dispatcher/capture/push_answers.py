"""How push, app and chat answer: the faults that hit them, the journal first, then the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import orjson
import structlog
from aiohttp import web

from dispatcher.capture.answers import Answer, Manner, give
from dispatcher.capture.errors import JournalUnusable
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.faults import PushDropFault, PushFault, PushHttpFault, PushLatencyFault, PushSilenceFault

log = structlog.get_logger()

_GOOGLE_WORDS: Final[Mapping[int, str]] = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
_FCM_ERROR: Final = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
_BAD_REQUEST: Final = "type.googleapis.com/google.rpc.BadRequest"


async def answered(
    request: web.Request, faults: FaultBoard, *, channel: str, to: str, decide: Callable[[], Answer]
) -> web.StreamResponse:
    """``decide`` accepts or refuses; a fault answers instead, before it or after it."""

    def mine(fault: PushFault) -> bool:
        return fault.channel == channel and not isinstance(fault, PushLatencyFault)

    fault = faults.pick(PushFault, to=to, fits=mine)
    if isinstance(fault, PushHttpFault):
        return await give(request, _of_fault(fault))
    if isinstance(fault, PushSilenceFault | PushDropFault) and not fault.journal:
        return await give(request, _broken(fault))
    try:
        answer = decide()
    except JournalUnusable as error:
        log.error("capture.journal.unwritable", error=str(error))
        return await give(request, of_google(503, "the capture's journal cannot be written"))
    if isinstance(fault, PushSilenceFault | PushDropFault):
        return await give(request, _broken(fault))
    late = faults.pick(PushLatencyFault, to=to, fits=lambda latency: latency.channel == channel)
    return await give(request, answer.after(faults.seconds(late)))


def _broken(fault: PushSilenceFault | PushDropFault) -> Answer:
    return Answer(manner=Manner.SILENCE if isinstance(fault, PushSilenceFault) else Manner.DROP)


def _of_fault(fault: PushHttpFault) -> Answer:
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if fault.location is not None:
        headers["Location"] = fault.location
    if fault.channel in {"push", "chat"}:
        return Answer(status=fault.status, headers=headers)
    if fault.channel == "token":
        return Answer(status=fault.status, headers=headers, body=orjson.dumps({"error": "invalid_grant"}))
    return replace(of_google(fault.status, "a fault that was asked for", code=fault.code), headers=headers)


def of_google(
    status: int, words: str, *, code: str | None = None, violations: Mapping[str, str] | None = None
) -> Answer:
    """Google's error document; ``code`` is FCM's own word, ``violations`` what is wrong by field."""
    details: list[dict[str, object]] = []
    if code:
        details.append({"@type": _FCM_ERROR, "errorCode": code})
    if violations:
        told = [{"field": name, "description": what} for name, what in violations.items()]
        details.append({"@type": _BAD_REQUEST, "fieldViolations": told})
    error = {"code": status, "message": words, "status": _GOOGLE_WORDS.get(status, "UNKNOWN"), "details": details}
    return Answer(status=status, body=orjson.dumps({"error": error}))
