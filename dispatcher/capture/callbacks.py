"""Status callbacks: signed as Twilio signs them, retried as the URL's fragment asks, bounded, and only to loopback.

A callback URL may end in ``#rc=5&rp=all``: up to five retries, on every failure. The fragment is neither sent nor
signed. A message's callbacks go one after another, so that a slow receiver sees them in order; a retry waits outside
the workers. What is still to be called back when the capture stops is not called back later.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs, urldefrag, urlencode, urlsplit

import structlog
from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from twilio.request_validator import RequestValidator
from yarl import URL

from dispatcher.capture.outbox import VERSION, Sms
from dispatcher.typed_addresses import is_loopback

log = structlog.get_logger()

CONCURRENCY: Final = 16
MOST_RETRIES: Final = 5
TIMEOUT: Final = ClientTimeout(total=15, connect=5)
FIRST_BACKOFF: Final = 0.25
LONGEST_BACKOFF: Final = 4.0
_FORM: Final = "application/x-www-form-urlencoded; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often a callback is tried again, and after which failures: ct, rt, 3xx, 4xx, 5xx or all."""

    retries: int
    failures: frozenset[str]

    @classmethod
    @lru_cache(maxsize=64)
    def of_fragment(cls, fragment: str) -> Self:
        """What a URL's fragment asks for. Twilio's default: one retry, only when no connection could be made."""
        overrides = parse_qs(fragment)
        count = overrides.get("rc", ["1"])[0]
        return cls(
            retries=min(int(count), MOST_RETRIES) if count.isascii() and count.isdigit() else 1,
            failures=frozenset(overrides.get("rp", ["ct"])[0].split(",")),
        )

    def allows(self, failure: str, *, tries: int) -> bool:
        """True when one more try is due after this failure."""
        return tries < self.retries and ("all" in self.failures or failure in self.failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What becomes of one message: the states it passes through, and which of them are told, in what order."""

    final: str = "delivered"
    error_code: int | None = None
    told: tuple[str, ...] = ("sent", "delivered")
    delay: float = 0


DELIVERED: Final = Course()


@dataclass(slots=True, kw_only=True)
class _Job:
    """The callbacks of one message; ``told`` counts those that are done with."""

    sms: Sms
    token: str = field(repr=False)
    course: Course
    url: str
    retry: RetryPolicy
    told: int = 0
    tries: int = 0


@dataclass(slots=True)
class Tally:
    """What became of the callbacks, for /healthz."""

    waiting: int = 0
    answered: int = 0
    retried: int = 0
    given_up: int = 0


class Callbacks:
    """The sender of callbacks: a bounded number of workers on one session with kept connections."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._queue: asyncio.Queue[_Job] = asyncio.Queue()
        self._workers: list[asyncio.Task[None]] = []
        self._session: ClientSession
        self._warned = False
        self._failing = False

    async def __aenter__(self) -> Self:
        self._session = ClientSession(
            connector=TCPConnector(limit=CONCURRENCY), cookie_jar=DummyCookieJar(), timeout=TIMEOUT, trust_env=False
        )
        self._workers = [
            asyncio.create_task(self._work(), name=f"capture callbacks {number}") for number in range(CONCURRENCY)
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        await self._session.close()

    def follow(self, sms: Sms, course: Course, *, token: str) -> None:
        """Let an accepted message take its course, telling its callback URL if there is one on this machine."""
        url, fragment = urldefrag(sms.entry.status_callback)
        if not course.told or not self._may_call(url):
            _settle(sms, course, course.final)
            return
        retry = RetryPolicy.of_fragment(fragment)
        self.tally.waiting += len(course.told)
        self._put(
            _Job(sms=sms, token=token, course=course, url=url, retry=retry),
            after=course.delay,
        )

    def _may_call(self, url: str) -> bool:
        if not url or is_loopback(urlsplit(url).hostname or ""):
            return bool(url)
        if not self._warned:
            log.warning("capture.callback.not_loopback", note="status callbacks go only to this machine")
        self._warned = True
        return False

    def _put(self, job: _Job, *, after: float) -> None:
        if after:
            asyncio.get_running_loop().call_later(after, self._queue.put_nowait, job)
        else:
            self._queue.put_nowait(job)

    async def _work(self) -> None:
        while True:
            await self._tell(await self._queue.get())

    async def _tell(self, job: _Job) -> None:
        while job.told < len(job.course.told):
            status = job.course.told[job.told]
            _settle(job.sms, job.course, status)
            failure = await self._post(job, status)
            if failure and job.retry.allows(failure, tries=job.tries):
                job.tries += 1
                self.tally.retried += 1
                self._put(job, after=min(FIRST_BACKOFF * 2 ** (job.tries - 1), LONGEST_BACKOFF))
                return
            job.told, job.tries = job.told + 1, 0
            self.tally.waiting -= 1
            self._count(job, failure)

    def _count(self, job: _Job, failure: str) -> None:
        """Count what is done with; of a row of failures only the first is logged, for there may be thousands."""
        if not failure:
            self.tally.answered += 1
        else:
            self.tally.given_up += 1
            if not self._failing:
                log.warning("capture.callback.given_up", sid=job.sms.entry.id, failure=failure)
        self._failing = bool(failure)

    async def _post(self, job: _Job, status: str) -> str:
        """One try. The kind of failure in Twilio's words: ct, rt, 3xx, 4xx, 5xx, or nothing."""
        parameters = _parameters(job, status)
        headers = {
            "Content-Type": _FORM,
            "X-Twilio-Signature": _validator(job.token).compute_signature(job.url, parameters),
            "I-Twilio-Idempotency-Token": f"{job.sms.entry.id}-{status}",
        }
        try:
            async with self._session.post(
                URL(job.url, encoded=True),
                data=urlencode(parameters).encode(),
                headers=headers,
                allow_redirects=False,
            ) as answer:
                return "" if 200 <= answer.status < 300 else f"{answer.status // 100}xx"
        except ClientConnectorError:
            return "ct"
        except (ClientError, TimeoutError, OSError):
            return "rt"


def _parameters(job: _Job, status: str) -> dict[str, str]:
    entry = job.sms.entry
    parameters = {
        "AccountSid": entry.account,
        "ApiVersion": VERSION,
        "From": entry.sender,
        "MessageSid": entry.id,
        "MessageStatus": status,
        "SmsSid": entry.id,
        "SmsStatus": status,
        "To": entry.to,
    }
    if entry.messaging_service:
        parameters["MessagingServiceSid"] = entry.messaging_service
    if status == job.course.final and job.course.error_code is not None:
        parameters["ErrorCode"] = str(job.course.error_code)
    return parameters


def _settle(sms: Sms, course: Course, status: str) -> None:
    """Move a message on; a final state stays, whatever is told after it."""
    if sms.status != course.final:
        sms.status = status
        sms.error_code = course.error_code if status == course.final else None


@lru_cache(maxsize=64)
def _validator(token: str) -> RequestValidator:
    return RequestValidator(token)
