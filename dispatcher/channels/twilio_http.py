"""The wire to Twilio's API: one keep-alive session per account, and which side of the request a failure fell on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp import hdrs
from pydantic import SecretStr
from yarl import URL

from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_answers import outcome_of, taken
from dispatcher.domain.errors import DispatcherError
from dispatcher.domain.outcome import NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import Scope
from dispatcher.ports import Clock

_LONGEST_CONNECT: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where an account is and how it signs in."""

    base_url: str
    account_sid: str
    auth_token: SecretStr
    concurrency: int
    timeout: float


class TwilioHttp:
    """POSTs bytes and says what came of it. No retries, no redirects, no cookies, no proxy from the environment.

    The session opens at the first request, because aiohttp wants a running loop. Its limit is the lane's: with no
    more sends at once than ``concurrency``, none waits for a connection.
    """

    def __init__(self, account: Account, clock: Clock) -> None:
        base = URL(account.base_url)
        if base.host is None:
            raise DispatcherError("an account needs a web address with a host")
        self.host: Final = base.host
        self.account: Final = account
        self.base: Final = base
        self._messages = base.joinpath(f"2010-04-01/Accounts/{account.account_sid}/Messages.json")
        self._account = base.joinpath(f"2010-04-01/Accounts/{account.account_sid}.json")
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    @property
    def session(self) -> aiohttp.ClientSession:
        """The one session, with the account's Authorization in every request it makes."""
        if self._session is None:
            self._session = self._open()
        return self._session

    async def post_message(self, body: bytes) -> Outcome:
        """One POST to Messages.json. Before the request leaves: not sent. After it, without an answer: unsure."""
        if self._closed:
            return NotSent(reason=Reason.CLOSED)
        try:
            response = await self.session.post(self._messages, data=body, allow_redirects=False)
            answer = await response.read()  # releases the connection, or closes it if this fails
        except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            return failure(error)
        if response.status == 201:  # every send but the odd one: no clock, no headers
            return taken(answer)
        return outcome_of(response.status, answer, response.headers, self._clock.now())

    async def fetch_account(self) -> Outcome:
        """The account itself: a request without effect, so what would be unsure is merely not sent."""
        if self._closed:
            return NotSent(reason=Reason.CLOSED)
        try:
            response = await self.session.get(self._account, allow_redirects=False)
            answer = await response.read()
        except (aiohttp.ClientError, OSError) as error:
            return _harmless(failure(error))
        return _harmless(outcome_of(response.status, answer, response.headers, self._clock.now()))

    async def close(self) -> None:
        """Requests under way end as *unsure*; later ones are not sent."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        account = self.account
        total = account.timeout
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=account.concurrency, ttl_dns_cache=60),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={
                hdrs.AUTHORIZATION: aiohttp.encode_basic_auth(
                    account.account_sid, account.auth_token.get_secret_value()
                ),
                hdrs.CONTENT_TYPE: "application/x-www-form-urlencoded",
                hdrs.ACCEPT: "application/json",
                hdrs.ACCEPT_ENCODING: "identity",  # an answer is under 1 kB: not worth unpacking
                hdrs.USER_AGENT: "dispatcher",
            },
            # Connecting, a TLS handshake included, must end well before the whole does: then a connection that never
            # came about is known as not sent. The threshold stops aiohttp from rounding up to whole seconds.
            timeout=aiohttp.ClientTimeout(
                total=total, connect=min(_LONGEST_CONNECT, total / 2), ceil_threshold=total + 1
            ),
            trust_env=False,
        )


# aiohttp raises the first four only while it connects; TimeoutError, also the base of the fourth, comes after them.
_FAILURES: Final[tuple[tuple[type[Exception], Outcome], ...]] = (
    (aiohttp.ClientConnectorCertificateError, Refused(scope=Scope.ROUTE, reason=Reason.CERTIFICATE)),
    (aiohttp.ClientConnectorDNSError, NotSent(reason=Reason.DNS)),
    (aiohttp.ClientConnectorError, NotSent(reason=Reason.NO_CONNECTION)),
    (aiohttp.ConnectionTimeoutError, NotSent(reason=Reason.CONNECT_TIMEOUT)),
    (TimeoutError, Unsure(reason=Reason.TIMEOUT)),
    (aiohttp.ClientPayloadError, Unsure(reason=Reason.UNREADABLE)),
    (Exception, Unsure(reason=Reason.DROPPED)),
)


def failure(error: Exception) -> Outcome:
    """Which side of the request an exception fell on; its text, which may name the address, is left behind."""
    return next(outcome for kind, outcome in _FAILURES if isinstance(error, kind))


def _harmless(outcome: Outcome) -> Outcome:
    if isinstance(outcome, Unsure):
        return NotSent(reason=outcome.reason, code=outcome.code)
    return outcome
