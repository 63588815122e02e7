"""Who sends to FCM: a bearer token for a service account (RFC 7523), fetched once and used until it is nearly old."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

import jwt
import orjson
from pydantic import SecretStr
from yarl import URL

from dispatcher.channels.http_client import Answer, HttpClient
from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_answers import retry_after
from dispatcher.domain.outcome import NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import Scope
from dispatcher.ports import Clock
from dispatcher.push_keys import ServiceAccount

SCOPE: Final = "https://www.googleapis.com/auth/firebase.messaging"
GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ASSERTION_LIFE: Final = timedelta(hours=1)
MARGIN: Final = 60.0
"""Seconds before a token's end from which it is not used any more."""
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
_WORD: Final = re.compile(r"[a-z_]{1,40}")


class GoogleToken:
    """The token of a service account. However many sends ask at once, one request is made, and all get its answer."""

    def __init__(self, account: ServiceAccount, client: HttpClient, clock: Clock) -> None:
        self._account = account
        self._client = client
        self._clock = clock
        self._token: SecretStr | None = None
        self._until = 0.0
        self._fetching: asyncio.Task[SecretStr | Outcome] | None = None

    async def get(self) -> SecretStr | Outcome:
        """A token to send with, or why there is none: then nothing has left."""
        if self._token is not None and self._clock.monotonic() < self._until:
            return self._token
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch(), name="fcm token")
        asking, mine = self._fetching, asyncio.current_task()
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            if asking.cancelled() and not (mine and mine.cancelling()):
                return NotSent(reason=Reason.CLOSED)
            raise

    def throw_away(self, token: SecretStr) -> None:
        """FCM did not take this one: the next send fetches another, unless that has happened already."""
        if self._token is token:
            self._token = None

    async def close(self) -> None:
        """Stop asking."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    async def _fetch(self) -> SecretStr | Outcome:
        asked = self._clock.monotonic()
        form = urlencode({"grant_type": GRANT, "assertion": self._assertion()})
        answer = await self._client.post(URL(self._account.token_uri), form.encode(), _FORM)
        if not isinstance(answer, Answer):  # a token that was made and got lost does no harm
            return NotSent(reason=answer.reason, code=answer.code) if isinstance(answer, Unsure) else answer
        if answer.status != 200:
            return self._refusal(answer)
        try:
            told = orjson.loads(answer.body or b"")
            token, life = SecretStr(told["access_token"]), float(told["expires_in"])
        except (ValueError, KeyError, TypeError):
            return NotSent(reason=Reason.UNREADABLE)
        self._token, self._until = token, asked + life - MARGIN
        return token

    def _assertion(self) -> str:
        now = self._clock.now()
        claims = {
            "iss": self._account.email,
            "scope": SCOPE,
            "aud": self._account.token_uri,
            "iat": int(now.timestamp()),
            "exp": int((now + ASSERTION_LIFE).timestamp()),
        }
        headers = {"kid": self._account.key_id} if self._account.key_id else None
        return jwt.encode(claims, self._account.key, algorithm="RS256", headers=headers)

    def _refusal(self, answer: Answer) -> Outcome:
        code = f"token-{_error_of(answer.body) or f'http-{answer.status}'}"
        if answer.status == 429:
            wait = retry_after(answer.headers.get("Retry-After"), self._clock.now())
            return NotSent(reason=Reason.SLOW_DOWN, retry_after=wait, slow_down=True, code=code)
        if answer.status in {400, 401, 403}:
            return Refused(scope=Scope.ROUTE, reason=Reason.CREDENTIALS, code=code)
        if answer.status < 500:
            return Refused(scope=Scope.ROUTE, reason=Reason.ENDPOINT, code=code)
        return NotSent(reason=Reason.SERVER_ERROR, code=code)


def _error_of(body: bytes | None) -> str:
    """OAuth's one word for what is wrong (``invalid_grant``); its description may quote the account."""
    try:
        found = orjson.loads(body or b"")
    except orjson.JSONDecodeError:
        return ""
    word = found.get("error") if isinstance(found, dict) else None
    return word if isinstance(word, str) and _WORD.fullmatch(word) else ""
