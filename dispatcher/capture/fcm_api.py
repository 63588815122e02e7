"""FCM's HTTP v1 interface: a sign-in that gives tokens, and the send call with its form held strictly."""

from __future__ import annotations

from secrets import token_hex, token_urlsafe
from time import time
from typing import Any, Final
from urllib.parse import parse_qs

import jwt
import orjson
from aiohttp import web

from dispatcher.capture.answers import Answer, of_json
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.fcm_form import Message, SendMessageRequest, read_request
from dispatcher.capture.journal import Entry, Journal
from dispatcher.capture.push_answers import answered, of_google

GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPES: Final = frozenset(
    {"https://www.googleapis.com/auth/firebase.messaging", "https://www.googleapis.com/auth/cloud-platform"}
)
LIFE: Final = 3599
_LONGEST_ASSERTION: Final = 3600 + 60


class FcmApi:
    """The handlers and what they share."""

    def __init__(self, *, journal: Journal, faults: FaultBoard) -> None:
        self._journal = journal
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        """What the server adds."""
        return [web.post("/token", self._token), web.post("/v1/projects/{project}/messages:send", self._send)]

    async def _token(self, request: web.Request) -> web.StreamResponse:
        form = parse_qs((await request.read()).decode(errors="replace"))
        address = str(request.url.with_query(None))

        def decide() -> Answer:
            wrong = _assertion_fault(form, address)
            if wrong:
                return of_json({"error": "invalid_grant", "error_description": wrong}, 400)
            token = f"capture.{token_urlsafe(24)}"
            return of_json({"access_token": token, "expires_in": LIFE, "token_type": "Bearer"})

        return await answered(request, self._faults, channel="token", to="", decide=decide)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        body, project = await request.read(), request.match_info["project"]
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        asked = read_request(body)
        to = _target(asked.message) if isinstance(asked, SendMessageRequest) else ""

        def decide() -> Answer:
            if scheme != "Bearer" or not token.strip():
                return of_google(401, "Request is missing required authentication credential.")
            if request.content_type != "application/json" or not isinstance(asked, SendMessageRequest):
                wrong = {} if isinstance(asked, SendMessageRequest) else asked
                return of_google(400, "Invalid JSON payload received.", code="INVALID_ARGUMENT", violations=wrong)
            if asked.validate_only:  # judged and not sent: Google then names every message alike
                return of_json({"name": f"projects/{project}/messages/fake_message_id"})
            name = f"projects/{project}/messages/{token_hex(8)}"
            self._accept(name, project, to, asked.message, orjson.loads(body)["message"])
            return of_json({"name": name})

        return await answered(request, self._faults, channel="app", to=to, decide=decide)

    def _accept(self, name: str, project: str, to: str, message: Message, payload: dict[str, Any]) -> None:
        seq, at = self._journal.stamp()
        shared, shown, android = self._journal.shared, message.notification, message.android
        entry = Entry(
            seq=seq,
            at=at,
            channel="app",
            to=to,
            sender=shared(f"projects/{project}"),
            subject=shared(shown.title or "" if shown else ""),
            body=shared(shown.body or "" if shown else ""),
            id=name,
            topic=shared(android.collapse_key or "" if android else ""),
            urgency="high" if android and android.priority == "HIGH" else "normal",
            ttl=int(float(android.ttl[:-1])) if android and android.ttl else None,
            payload=orjson.dumps(payload).decode(),
        )
        self._journal.append(entry)


def _target(message: Message) -> str:
    return message.topic or message.token or message.condition or ""


def _assertion_fault(form: dict[str, list[str]], address: str) -> str:
    """What Google would not take of a sign-in. Whose key signed it, nobody here can know."""
    if form.get("grant_type") != [GRANT]:
        return "grant_type is not the one for a signed assertion"
    return _claims_fault(form.get("assertion", [""])[0], address)


def _claims_fault(assertion: str, address: str) -> str:
    try:
        claims = jwt.decode(assertion, options={"verify_signature": False, "verify_exp": False})
        algorithm = jwt.get_unverified_header(assertion)["alg"]
    except (jwt.PyJWTError, KeyError):
        return "the assertion is no signed token"
    if algorithm != "RS256" or not claims.get("iss"):
        return "the assertion wants RS256 and an iss"
    if claims.get("aud") != address:
        return "aud is not this address"
    if not SCOPES & set(str(claims.get("scope", "")).split()):
        return "scope does not let anybody send"
    begun, until = claims.get("iat"), claims.get("exp")
    if not isinstance(begun, int) or not isinstance(until, int) or not time() < until <= begun + _LONGEST_ASSERTION:
        return "iat and exp are missing, ended, or more than an hour apart"
    return ""
