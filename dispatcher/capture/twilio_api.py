"""Twilio's REST calls: send a message, list messages, fetch one, place a call, list calls, fetch the account.

A call is decided in one step without a pause (faults, rules, journal), then answered; so a message is in the journal
or it is not, whatever happens to the connection. Only a *latency on the way in* waits before that step, and it goes
on when the client has left, as a request on its way does.
"""

from __future__ import annotations

import asyncio
import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl

import structlog
from aiohttp import web

from dispatcher.capture.accounts import Accounts
from dispatcher.capture.answers import Answer, give, of_error, of_json, of_request_fault, spoilt
from dispatcher.capture.call_rules import read_call
from dispatcher.capture.callbacks import DELIVERED, Callbacks, Course
from dispatcher.capture.errors import JournalUnusable
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.faults import (
    AnswerFault,
    CallbackFault,
    CallFault,
    LateListFault,
    LatencyFault,
    RequestFault,
    SilenceFault,
    UndeliveredFault,
)
from dispatcher.capture.list_query import read_calls_query, read_query
from dispatcher.capture.outbox import VERSION, Outbox
from dispatcher.capture.telephones import Telephones
from dispatcher.capture.twilio_rules import ApiError, read_submission

log = structlog.get_logger()

MODE_HEADER = "X-Dispatcher-Mode"
"""A sender may say which mode a message is of; the journal keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it came: whose it is, what it asks, and whom it is to."""

    use: str
    account: str
    token: str = field(repr=False)
    values: Mapping[str, str] = field(repr=False)
    mode: str = ""

    @property
    def to(self) -> str:
        """The number the call names, if it names one."""
        return self.values.get("To", "")


class TwilioApi:
    """The handlers and what they share."""

    def __init__(self, *, outbox: Outbox, callbacks: Callbacks, faults: FaultBoard, phones: Telephones) -> None:
        self._outbox = outbox
        self._phones = phones
        self._callbacks = callbacks
        self._faults = faults
        self._accounts = Accounts(faults)
        self._travelling: set[asyncio.Task[Answer]] = set()

    def routes(self) -> list[web.RouteDef]:
        """What the server adds."""
        account = f"/{VERSION}/Accounts/{{account}}"
        return [
            web.post(f"{account}/Messages.json", self._send),
            web.get(f"{account}/Messages.json", self._list),
            web.get(f"{account}/Messages/{{sid}}.json", self._fetch),
            web.post(f"{account}/Calls.json", self._place),
            web.get(f"{account}/Calls.json", self._list_calls),
            *self._accounts.routes(account, self._answer_read),
        ]

    async def close(self) -> None:
        """Requests still on their way do not arrive any more."""
        for task in list(self._travelling):
            task.cancel()
        await asyncio.gather(*self._travelling, return_exceptions=True)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        form = (await request.read()).decode(errors="replace")
        return await self._answer(request, "send", parse_qsl(form, keep_blank_values=True), self._accept)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        def page(call: Call) -> Answer:
            late = self._faults.pick(LateListFault, to=call.to, account=call.account)
            query = read_query(given)
            return of_json(self._outbox.page(call.account, query, lag=late.delay if late else 0))

        given = list(request.query.items())
        return await self._answer(request, "read", given, page)

    async def _place(self, request: web.Request) -> web.StreamResponse:
        form = parse_qsl((await request.read()).decode(errors="replace"), keep_blank_values=True)

        def place(call: Call) -> Answer:
            placed = self._phones.accept(call.account, call.token, read_call(form), mode=call.mode)
            return spoilt(of_json(placed, 201), self._faults.pick(AnswerFault, to=call.to, account=call.account))

        return await self._answer(request, "call", form, place)

    async def _list_calls(self, request: web.Request) -> web.StreamResponse:
        query = read_calls_query(list(request.query.items()))
        return await self._answer_read(request, lambda account: of_json(self._phones.page(account, query)))

    async def _fetch(self, request: web.Request) -> web.StreamResponse:
        sid = request.match_info["sid"]
        return await self._answer(
            request, "read", [], lambda call: of_json(self._outbox.find(call.account, sid).resource())
        )

    async def _answer_read(self, request: web.Request, decide: Callable[[str], Answer]) -> web.StreamResponse:
        return await self._answer(request, "read", list(request.query.items()), lambda call: decide(call.account))

    async def _answer(
        self,
        request: web.Request,
        use: str,
        values: list[tuple[str, str]],
        decide: Callable[[Call], Answer],
    ) -> web.StreamResponse:
        try:
            call = self._call(request, use, values)
        except ApiError as error:
            return await give(request, of_error(error))
        travel = self._latency(call, "request")
        if travel:
            answer = await asyncio.shield(self._travel(travel, call, decide))
        else:
            answer = self._decided(call, decide)
        return await give(request, answer.after(self._latency(call, "answer")))

    def _call(self, request: web.Request, use: str, values: list[tuple[str, str]]) -> Call:
        signed_in = _signed_in(request.headers.get("Authorization", ""))
        if signed_in is None:
            raise ApiError(20003, "Authentication Error - No credentials provided", 401)
        username, token = signed_in
        account = request.match_info.get("account", username)
        self._outbox.tokens[account] = token
        mode = request.headers.get(MODE_HEADER, "")
        return Call(use=use, account=account, token=token, values=dict(values), mode=mode if mode.isascii() else "")

    def _travel(self, seconds: float, call: Call, decide: Callable[[Call], Answer]) -> asyncio.Task[Answer]:
        async def arrive() -> Answer:
            await asyncio.sleep(seconds)
            return self._decided(call, decide)

        task = asyncio.create_task(arrive(), name="capture request on its way")
        self._travelling.add(task)
        task.add_done_callback(self._travelling.discard)
        return task

    def _decided(self, call: Call, decide: Callable[[Call], Answer]) -> Answer:
        def hits(fault: CallFault) -> bool:
            return fault.on in {call.use, "all"}

        fault = self._faults.pick(RequestFault, to=call.to, account=call.account, fits=hits)
        if fault and not (isinstance(fault, SilenceFault) and fault.journal):
            return of_request_fault(fault)
        try:
            self._accounts.demand(call.account, call.token, sends=call.use in {"send", "call"})
            answer = decide(call)
        except ApiError as error:
            return of_error(error)
        except JournalUnusable as error:
            log.error("capture.journal.unwritable", error=str(error))
            return of_error(ApiError(20503, "Service unavailable", 503))
        return of_request_fault(fault) if fault else answer

    def _accept(self, call: Call) -> Answer:
        submission = read_submission(call.values)
        sms = self._outbox.accept(call.account, submission, mode=call.mode)
        answer = of_json(sms.resource(), 201)
        self._callbacks.follow(sms, self._course(call), token=call.token)
        return spoilt(answer, self._faults.pick(AnswerFault, to=call.to, account=call.account))

    def _course(self, call: Call) -> Course:
        failed = self._faults.pick(UndeliveredFault, to=call.to, account=call.account)
        wish = self._faults.pick(CallbackFault, to=call.to, account=call.account)
        if failed is None and wish is None:
            return DELIVERED
        final = failed.status if failed else "delivered"
        told: tuple[str, ...] = (final,) if final == "failed" else ("sent", final)
        match wish.mode if wish else None:
            case "never":
                told = ()
            case "twice":
                told = tuple(status for status in told for _ in range(2))
            case "out_of_order":
                told = told[::-1]
            case "late" | None:
                pass
        delay = (wish.delay if wish else None) or 0
        return Course(final=final, error_code=failed.code if failed else None, told=told, delay=delay)

    def _latency(self, call: Call, where: str) -> float:
        def hits(fault: LatencyFault) -> bool:
            return fault.where == where and fault.on in {call.use, "all"}

        return self._faults.seconds(self._faults.pick(LatencyFault, to=call.to, account=call.account, fits=hits))


@lru_cache(maxsize=64)
def _signed_in(authorization: str) -> tuple[str, str] | None:
    """Name and password of a Basic Authorization header; None when there is no such header or it is not one."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        username, colon, password = b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (username, password) if username and colon else None
