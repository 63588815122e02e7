"""The wire to Twilio's API: one pool of connections per account, and which side of the request a failure fell on."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from pydantic import SecretStr
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import (
    BuilderError,
    DecodeError,
    DetailedPyreqwestError,
    PoolTimeoutError,
    PyreqwestError,
    ReadError,
    RequestTimeoutError,
)
from pyreqwest.http import Url

from dispatcher.channels.guard import CaptureCredential
from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_answers import outcome_of, taken
from dispatcher.domain.errors import DispatcherError, WrongLane
from dispatcher.domain.outcome import NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import Scope
from dispatcher.ports import Clock
from dispatcher.settings import Twilio

_LONGEST_CONNECT: Final = 5.0
_LONGEST_IDLE: Final = timedelta(seconds=15)
_PARTING: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where an account is and how it signs in."""

    base_url: str
    account_sid: str
    auth_token: SecretStr
    concurrency: int
    timeout: float

    @classmethod
    def of(cls, settings: Twilio) -> Account:
        """The municipality's own."""
        return cls(
            base_url=settings.base_url,
            account_sid=settings.account_sid,
            auth_token=settings.auth_token,
            concurrency=settings.concurrency,
            timeout=settings.timeout,
        )

    @classmethod
    def captured(cls, url: str, credential: CaptureCredential, *, concurrency: int, timeout: float) -> Account:
        """The capture process's. Raises WrongLane for anything but a generated credential."""
        if type(credential) is not CaptureCredential:
            raise WrongLane("a capture channel takes no credential but a generated one")
        return cls(
            base_url=url,
            account_sid=credential.account_sid,
            auth_token=credential.auth_token,
            concurrency=concurrency,
            timeout=timeout,
        )


class TwilioHttp:
    """POSTs bytes and says what came of it. No retries, no redirects, no cookies, no proxy from the environment.

    The client opens at the first request, since it reads the machine's certificate authorities (12 ms). Its limit is
    the lane's: with no more sends at once than ``concurrency``, none waits for a connection.
    """

    def __init__(self, account: Account, clock: Clock) -> None:
        base = _web_address(account.base_url)
        self.host: Final = base.host_str or ""
        self.account: Final = account
        self.base: Final = base.origin_ascii + base.path.rstrip("/")  # without a user, who would sign in beside ours
        self.mine: Final = f"{self.base}/2010-04-01/Accounts/{quote(account.account_sid, safe='')}"
        self._messages = Url(f"{self.mine}/Messages.json")
        self._calls = Url(f"{self.mine}/Calls.json")
        self._clock = clock
        self._client: Client | None = None
        self._closed = False

    @property
    def client(self) -> Client:
        """The one client, with the account's Authorization in every request it makes."""
        if self._closed:
            raise ConnectionError("the channel is closed")
        if self._client is None:
            self._client = self._open()
        return self._client

    async def post_message(self, body: str) -> Outcome:
        """One POST to Messages.json. Before the request leaves: not sent. After it, without an answer: unsure."""
        return await self._post(self._messages, body)

    async def post_call(self, body: str) -> Outcome:
        """One POST to Calls.json, of which the same holds."""
        return await self._post(self._calls, body)

    async def _post(self, url: Url, body: str) -> Outcome:
        if self._closed:
            return NotSent(reason=Reason.CLOSED)
        try:
            # As text: bytes would stay ours until the client's own thread lets go of them, which needs our interpreter.
            response = await self.client.post(url).body_text(body).build().send()
            answer = (await response.bytes()).to_bytes()
        except PyreqwestError as error:
            return failure(error)
        if response.status == 201:  # every send but the odd one: no clock, no headers
            return taken(answer)
        return outcome_of(response.status, answer, response.headers, self._clock.now())

    async def fetch(self, url: str) -> bytes | Outcome:
        """GET, without effect: the body of a 200, else what kept it away; what would be unsure is merely not sent."""
        if self._closed:
            return NotSent(reason=Reason.CLOSED)
        try:
            response = await self.client.get(Url(url)).build().send()
            answer = (await response.bytes()).to_bytes()
        except PyreqwestError as error:
            return _harmless(failure(error))
        if response.status == 200:
            return answer
        return _harmless(outcome_of(response.status, answer, response.headers, self._clock.now()))

    async def close(self) -> None:
        """Requests under way end as *unsure*; later ones are not sent."""
        self._closed = True
        client, self._client = self._client, None
        if client is not None:
            await client.close()
            # The client's thread may still be on its way out of our interpreter, having handed over the last answer. A
            # process that ended under it would abort (Python 3.11 to 3.13, measured with asyncio's own loop).
            await asyncio.sleep(_PARTING)

    def _open(self) -> Client:
        account = self.account
        total = account.timeout
        sign_in = b64encode(f"{account.account_sid}:{account.auth_token.get_secret_value()}".encode()).decode()
        builder = ClientBuilder().http1_only().no_proxy().follow_redirects(enable=False).referer(enable=False)
        builder = builder.gzip(enable=False).brotli(enable=False).zstd(enable=False).deflate(enable=False)
        builder = builder.user_agent("dispatcher").default_headers(
            {
                "Authorization": f"Basic {sign_in}",
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
                "Accept-Encoding": "identity",  # an answer is under 1 kB: not worth unpacking
            }
        )
        # Waiting for a connection, then name, connection and TLS handshake, must end well before the whole does: what
        # never left is then known as not sent.
        return (
            builder.max_connections(account.concurrency)
            .pool_idle_timeout(_LONGEST_IDLE)
            .pool_timeout(timedelta(seconds=total / 4))
            .connect_timeout(timedelta(seconds=min(_LONGEST_CONNECT, total / 2)))
            .timeout(timedelta(seconds=total))
            .build()
        )


def _web_address(base_url: str) -> Url:
    """As the client itself reads it, so that the host the guard looks at is the host that is called."""
    try:
        base = Url(base_url)
    except ValueError:
        base = None
    if base is None or base.scheme not in {"http", "https"} or not base.host_str:
        raise DispatcherError("an account needs a web address with a host")
    return base


# The client's classes do not say on which side of the request an error fell: to it a dropped answer is a ConnectError
# and silence a ConnectTimeoutError. Its causes do. The second is its connection pool's own word for the step that
# failed; only while connecting is it this one, and what no longer reads so is unsure.
_CONNECTING: Final = "client error (Connect)"

_UNCONNECTED: Final[tuple[tuple[str, Outcome], ...]] = (
    ("invalid peer certificate", Refused(scope=Scope.ROUTE, reason=Reason.CERTIFICATE)),
    ("dns error", NotSent(reason=Reason.DNS)),
)
_FAILURES: Final[tuple[tuple[type[Exception], Outcome], ...]] = (
    (BuilderError, NotSent(reason=Reason.NO_CONNECTION)),  # there is no request yet
    (PoolTimeoutError, NotSent(reason=Reason.NO_FREE_CONNECTION)),
    (RequestTimeoutError, Unsure(reason=Reason.TIMEOUT)),
    (DecodeError, Unsure(reason=Reason.UNREADABLE)),
    (ReadError, Unsure(reason=Reason.UNREADABLE)),
    (Exception, Unsure(reason=Reason.DROPPED)),
)


def failure(error: PyreqwestError) -> Outcome:
    """Which side of the request an exception fell on; its text, which may name the address, is left behind."""
    causes = _causes(error)
    if causes[1:2] != [_CONNECTING]:
        return next(outcome for kind, outcome in _FAILURES if isinstance(error, kind))
    for cause in causes[2:]:
        for words, outcome in _UNCONNECTED:
            if cause.startswith(words):
                return outcome
    timed_out = isinstance(error, RequestTimeoutError)
    return NotSent(reason=Reason.CONNECT_TIMEOUT if timed_out else Reason.NO_CONNECTION)


def _causes(error: PyreqwestError) -> list[str]:
    details = error.details["causes"] if isinstance(error, DetailedPyreqwestError) else None
    return [cause["message"] for cause in details or ()]


def _harmless(outcome: Outcome) -> Outcome:
    if isinstance(outcome, Unsure):
        return NotSent(reason=outcome.reason, code=outcome.code)
    return outcome
