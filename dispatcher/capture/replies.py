"""Replies: a phone that got an SMS answers it, and the node is told as Twilio tells of an inbound message, signed.

Where to is known from the SMS that it answers: the same node, the same account, another callback.
"""

from __future__ import annotations

from secrets import token_hex
from typing import Annotated, Final
from urllib.parse import urlencode, urlsplit

import orjson
from aiohttp import ClientError, ClientSession, DummyCookieJar, web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from twilio.request_validator import RequestValidator
from yarl import URL

from dispatcher.capture.callbacks import TIMEOUT
from dispatcher.capture.journal import Entry, Journal
from dispatcher.capture.outbox import VERSION, Outbox
from dispatcher.typed_addresses import is_loopback

_OURS: Final = "/callbacks/twilio/"


class Written(BaseModel):
    """The body of POST /replies. ``sid``: that of an earlier one, to tell of it again."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)

    sender: Annotated[str, Field(alias="from", pattern=r"^\+[0-9]{5,15}$")]
    body: Annotated[str, Field(max_length=1600)]
    sid: Annotated[str, Field(pattern=r"^SM[0-9a-f]{32}$")] | None = None


class Replies:
    """The handler and what it looks at."""

    def __init__(self, *, journal: Journal, outbox: Outbox) -> None:
        self._journal = journal
        self._outbox = outbox

    def routes(self) -> list[web.RouteDef]:
        """What the server adds."""
        return [web.post("/replies", self._reply)]

    async def _reply(self, request: web.Request) -> web.Response:
        """Answer the last SMS that this number got; says what the node answered."""
        try:
            written = Written.model_validate_json(await request.read())
        except ValidationError:
            return _told(422, {"title": 'Write {"from": "+47…", "body": "…"}'})
        got = self._last_to(written.sender)
        if got is None:
            return _told(404, {"title": "That number has got no SMS with a callback on this machine."})
        sid = written.sid or f"SM{token_hex(16)}"
        return _told(200, {"sid": sid, "status": await self._tell(got, written, sid)})

    def _last_to(self, number: str) -> Entry | None:
        found = None
        for entry in self._journal.after(0, "sms"):
            parts = urlsplit(entry.status_callback)
            if entry.to == number and _OURS in parts.path and is_loopback(parts.hostname or ""):
                found = entry
        return found

    async def _tell(self, got: Entry, written: Written, sid: str) -> int:
        url = f"{got.status_callback.partition(_OURS)[0]}{_OURS}inbound"
        given = {
            "AccountSid": got.account,
            "ApiVersion": VERSION,
            "Body": written.body,
            "From": written.sender,
            "MessageSid": sid,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": got.sender,
        }
        validator = RequestValidator(self._outbox.tokens.get(got.account, ""))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "X-Twilio-Signature": validator.compute_signature(url, given),
        }
        async with ClientSession(cookie_jar=DummyCookieJar(), timeout=TIMEOUT, trust_env=False) as session:
            try:
                async with session.post(
                    URL(url, encoded=True), data=urlencode(given).encode(), headers=headers, allow_redirects=False
                ) as answer:
                    return answer.status
            except (ClientError, TimeoutError, OSError):
                return 0


def _told(status: int, fact: object) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(fact), content_type="application/json")
