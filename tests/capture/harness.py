"""What the capture's tests share: the real process, a receiver of callbacks, and the official Twilio client."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from aiohttp import ClientSession, encode_basic_auth, web
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

TOKEN = "made-up-token"
NUMBER = "+4742000001"
SENDER = "Loten"


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A capture process and where it listens."""

    process: subprocess.Popen[bytes]
    http: str
    smtp_host: str
    smtp_port: int

    @classmethod
    def start(cls, *arguments: str, stderr: int | None = None) -> Self:
        """Start one on a free pair of ports and wait for its line. ``stderr``: where its log goes; the tests' own."""
        process = subprocess.Popen(command(*arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr)
        assert process.stdout is not None
        line = json.loads(process.stdout.readline())

        assert line["pid"] == process.pid
        return cls(process=process, http=line["http"], smtp_host=line["smtp"]["host"], smtp_port=line["smtp"]["port"])

    def stop(self) -> int:
        """Close its standard input, which ends it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            return self.process.wait(timeout=10)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()


def command(*arguments: str) -> list[str]:
    """The command line of a capture that dies with the test."""
    return [sys.executable, "-m", "dispatcher.capture", "--stop-on-eof", *arguments]


@contextmanager
def running(*arguments: str, stderr: int | None = None) -> Iterator[Ready]:
    """A capture for the time of a block."""
    ready = Ready.start(*arguments, stderr=stderr)
    try:
        yield ready
    finally:
        ready.stop()


@dataclass(kw_only=True)
class Capture:
    """The control side of a running capture, as a test uses it."""

    ready: Ready
    session: ClientSession
    start: int = 0

    async def put_faults(self, *faults: dict[str, Any]) -> None:
        async with self.session.put(f"{self.ready.http}/faults", json={"faults": faults}) as answer:
            assert answer.status == 200, await answer.text()

    async def clear_faults(self) -> None:
        async with self.session.delete(f"{self.ready.http}/faults") as answer:
            assert answer.status == 204

    async def journal(self, **query: str | int) -> list[dict[str, Any]]:
        """The entries since the test began."""
        given = {"after": self.start} | query
        async with self.session.get(f"{self.ready.http}/journal", params=given) as answer:
            assert answer.status == 200
            return [json.loads(line) async for line in answer.content]

    async def health(self) -> dict[str, Any]:
        async with self.session.get(f"{self.ready.http}/healthz") as answer:
            health: dict[str, Any] = await answer.json()
            return health


@asynccontextmanager
async def control(ready: Ready) -> AsyncIterator[Capture]:
    """The control of a capture, counting from now, with no fault in force before or after."""
    async with ClientSession() as session:
        capture = Capture(ready=ready, session=session)
        await capture.clear_faults()
        capture.start = (await capture.health())["messages"]
        yield capture
        await capture.clear_faults()


class _Timed(AsyncTwilioHttpClient):  # type: ignore[misc]  # twilio carries no types
    """The stock client, with a timeout (it has none), and its credentials as a header (its own way is deprecated)."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    async def request(self, *args: Any, **kwargs: Any) -> Response:
        kwargs["timeout"] = self.seconds
        if credentials := kwargs.pop("auth", None):
            kwargs["headers"]["Authorization"] = encode_basic_auth(*credentials)
        return await super().request(*args, **kwargs)


@dataclass(frozen=True, kw_only=True)
class Twilio:
    """The official client on one made-up account."""

    client: Client
    account: str
    http: _Timed

    async def send(self, to: str = NUMBER, body: str = "Kok vannet.", **more: Any) -> Any:
        given = {"from_": SENDER} | more
        return await self.client.messages.create_async(to=to, body=body, **given)

    async def refusal(self, **more: Any) -> TwilioRestException:
        """The error a message gets that must not be accepted."""
        try:
            await self.send(**more)
        except TwilioRestException as error:
            return error
        raise AssertionError("the message was accepted")


@asynccontextmanager
async def twilio(http: str, account: str, *, seconds: float = 5.0) -> AsyncIterator[Twilio]:
    """The official async client against a capture."""
    transport = _Timed(seconds)
    client = Client(account, TOKEN, http_client=transport)
    client.api.base_url = http
    try:
        yield Twilio(client=client, account=account, http=transport)
    finally:
        await transport.close()


@dataclass(kw_only=True)
class Callback:
    """One callback as it arrived."""

    path: str
    form: dict[str, str]
    signature: str
    url: str


@dataclass(kw_only=True)
class Receiver:
    """A server that takes status callbacks; ``answers`` are its next statuses, then 204."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    received: list[Callback] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        signature = request.headers["X-Twilio-Signature"]
        url = f"{self.url}{request.path_qs}"
        async with self.changed:
            self.received.append(Callback(path=request.path, form=form, signature=signature, url=url))
            self.changed.notify_all()
        return web.Response(status=self.answers.pop(0) if self.answers else 204)

    async def wait_for(self, count: int) -> list[Callback]:
        """The callbacks, once there are so many."""
        async with asyncio.timeout(15), self.changed:
            await self.changed.wait_for(lambda: len(self.received) >= count)
        return self.received

    async def statuses(self, count: int) -> list[str]:
        return [callback.form["MessageStatus"] for callback in await self.wait_for(count)]


@asynccontextmanager
async def receiving(port: int = 0) -> AsyncIterator[Receiver]:
    """A receiver on loopback for the time of a block."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/{path:.*}", receiver.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield receiver
    finally:
        await runner.cleanup()


def lines_of(path: Path) -> list[dict[str, Any]]:
    """A journal file as values."""
    return [json.loads(line) for line in path.read_text().splitlines()]
