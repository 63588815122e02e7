"""Calls: they ring, are answered or not, hear the node's TwiML over signed HTTP and press keys, as the faults say."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urldefrag, urlencode, urlsplit

import orjson
import structlog
from aiohttp import ClientError, ClientSession, DummyCookieJar
from aiohttp import web as http
from twilio.request_validator import RequestValidator
from yarl import URL

from dispatcher.capture.call_rules import BadDocument, CallAsked, Step, read_twiml
from dispatcher.capture.callbacks import FIRST_BACKOFF, TIMEOUT, RetryPolicy
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.faults import PhoneFault
from dispatcher.capture.journal import Entry, Journal
from dispatcher.capture.list_query import ListQuery
from dispatcher.capture.outbox import VERSION, twilio_time
from dispatcher.typed_addresses import is_loopback

log = structlog.get_logger()

MOST_DOCUMENTS: Final = 20
"""A call that is led round in circles ends."""
_HEARD: Final = PhoneFault(kind="phone")
_EVENTS: Final = {"initiated": "initiated", "ringing": "ringing", "in-progress": "answered"}


@dataclass(slots=True, kw_only=True)
class _Call:
    """A call as Twilio has it, and what has been said and pressed in it."""

    entry: Entry
    asked: CallAsked
    token: str = field(repr=False)
    status: str = "queued"
    said: list[str] = field(default_factory=list)
    pressed: str = ""


class Telephones:
    """Every call of this capture, and the phones at their other end."""

    def __init__(self, *, journal: Journal, faults: FaultBoard) -> None:
        self._journal = journal
        self._faults = faults
        self._calls: list[_Call] = []
        self._ringing: set[asyncio.Task[None]] = set()
        self._session: ClientSession

    async def __aenter__(self) -> Self:
        self._session = ClientSession(cookie_jar=DummyCookieJar(), timeout=TIMEOUT, trust_env=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in list(self._ringing):
            task.cancel()
        await asyncio.gather(*self._ringing, return_exceptions=True)
        await self._session.close()

    def routes(self) -> list[http.RouteDef]:
        """What the server adds."""
        return [http.get("/calls", self._show)]

    def accept(self, account: str, token: str, asked: CallAsked, *, mode: str) -> dict[str, Any]:
        """Take a call: it is in the journal when this returns, and rings soon. Twilio's resource."""
        seq, at = self._journal.stamp()
        entry = Entry(
            seq=seq,
            at=at,
            channel="voice",
            to=asked.to,
            sender=self._journal.shared(asked.sender),
            subject="",
            body="",
            id=f"CA{token_hex(16)}",
            account=self._journal.shared(account),
            status_callback=asked.status_callback,
            mode=self._journal.shared(mode),
        )
        self._journal.append(entry)
        call = _Call(entry=entry, asked=asked, token=token)
        self._calls.append(call)
        phone = self._faults.pick(PhoneFault, to=asked.to, account=account) or _HEARD
        task = asyncio.create_task(self._ring(call, phone), name="capture call")
        self._ringing.add(task)
        task.add_done_callback(self._ringing.discard)
        return _resource(call)

    def page(self, account: str, query: ListQuery) -> dict[str, Any]:
        """The calls of an account, newest first."""
        return {"calls": [_resource(call) for call in self._found(account, query)][: query.size], "next_page_uri": None}

    def _found(self, account: str, query: ListQuery) -> Iterator[_Call]:
        for call in reversed(self._calls):
            second = call.entry.at.replace(microsecond=0)
            inside = (not query.since or second >= query.since) and (not query.until or second <= query.until)
            if call.entry.account == account and inside and query.takes(call.entry):
                yield call

    async def _show(self, _: http.Request) -> http.Response:
        """Every call with its state, what was said and what was pressed."""
        shown = [
            {
                "sid": call.entry.id,
                "to": call.entry.to,
                "status": call.status,
                "said": call.said,
                "digits": call.pressed,
            }
            for call in self._calls
        ]
        return http.Response(body=orjson.dumps({"calls": shown}), content_type="application/json")

    async def _ring(self, call: _Call, phone: PhoneFault) -> None:
        await self._tell(call, "initiated")
        await self._tell(call, "ringing")
        if phone.rings:
            await asyncio.sleep(phone.rings)
        if phone.status != "completed":
            await self._tell(call, phone.status)
            return
        await self._tell(call, "in-progress")
        try:
            await self._listen(call, phone.digits)
        except BadDocument as error:
            log.warning("capture.call.no_words", sid=call.entry.id, error=str(error))
        self._keep(call)
        await self._tell(call, "completed")

    async def _listen(self, call: _Call, digits: str) -> None:
        """Hear what the node says, and press one key at each question as long as there are any."""
        address, pressed = call.asked.url, ""
        for _ in range(MOST_DOCUMENTS):
            steps = read_twiml(await self._document(call, address, pressed), address)
            asked = self._heard(call, steps, answers=bool(digits))
            if asked is None:
                return
            address, pressed, digits = str(asked.action), digits[: asked.digits], digits[asked.digits :]
            call.pressed += pressed

    def _heard(self, call: _Call, steps: list[Step], *, answers: bool) -> Step | None:
        """Until the first question that is answered, or the end."""
        for step in steps:
            call.said += step.said
            if step.hangs_up:
                return None
            if step.action is not None and answers:
                return step
        return None

    async def _document(self, call: _Call, address: str, pressed: str) -> bytes:
        given = _parameters(call, "in-progress") | ({"Digits": pressed} if pressed else {})
        status, body = await self._post(address, given, call.token)
        if status != 200:
            raise BadDocument(f"the address answered {status}")
        return body

    async def _tell(self, call: _Call, status: str) -> None:
        call.status = status
        if call.asked.status_callback and _EVENTS.get(status, "completed") in call.asked.events:
            await self._post(call.asked.status_callback, _parameters(call, status), call.token)

    async def _post(self, address: str, given: dict[str, str], token: str) -> tuple[int, bytes]:
        """Signed as Twilio signs, tried again as the fragment asks; only to this machine."""
        url, fragment = urldefrag(address)
        if not is_loopback(urlsplit(url).hostname or ""):
            return 0, b""
        retry, tries = RetryPolicy.of_fragment(fragment), 0
        while True:
            status, body = await self._try(url, given, token)
            if 200 <= status < 300 or not retry.allows("5xx" if status else "rt", tries=tries):
                return status, body
            await asyncio.sleep(FIRST_BACKOFF * 2**tries)
            tries += 1

    async def _try(self, url: str, given: dict[str, str], token: str) -> tuple[int, bytes]:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "X-Twilio-Signature": RequestValidator(token).compute_signature(url, given),
        }
        data = urlencode(given).encode()
        try:
            async with self._session.post(
                URL(url, encoded=True), data=data, headers=headers, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except (ClientError, TimeoutError, OSError):
            return 0, b""

    def _keep(self, call: _Call) -> None:
        """What was said and pressed, in the journal."""
        seq, at = self._journal.stamp()
        entry = call.entry
        self._journal.append(
            Entry(
                seq=seq,
                at=at,
                channel="talk",
                to=entry.to,
                sender=entry.sender,
                subject="",
                body=self._journal.shared("\n".join(call.said)),
                id=entry.id,
                account=entry.account,
                mode=entry.mode,
                payload=orjson.dumps({"digits": call.pressed}).decode(),
            )
        )


def _parameters(call: _Call, status: str) -> dict[str, str]:
    entry = call.entry
    over = {"CallDuration": str((datetime.now(UTC) - entry.at).seconds)} if status == "completed" else {}
    return {
        "AccountSid": entry.account,
        "ApiVersion": VERSION,
        "CallSid": entry.id,
        "CallStatus": status,
        "Direction": "outbound-api",
        "From": entry.sender,
        "To": entry.to,
        **over,
    }


def _resource(call: _Call) -> dict[str, Any]:
    entry, made = call.entry, twilio_time(call.entry.at)
    return {
        "account_sid": entry.account,
        "api_version": VERSION,
        "date_created": made,
        "date_updated": made,
        "direction": "outbound-api",
        "duration": None,
        "from": entry.sender,
        "sid": entry.id,
        "start_time": made,
        "status": call.status,
        "to": entry.to,
        "uri": f"/{VERSION}/Accounts/{entry.account}/Calls/{entry.id}.json",
    }
