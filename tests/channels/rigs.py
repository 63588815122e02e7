"""Every channel before its own misbehaving server, under one handle: what the conformance tests run over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from pydantic import SecretStr

from dispatcher.channels.email import CaptureEmail, EmailChannel, SmtpEmail
from dispatcher.channels.guard import CaptureCredential
from dispatcher.channels.sms import CaptureSms, SmsChannel, TwilioSms
from dispatcher.domain.states import ChannelName, LaneKind, Mode
from dispatcher.ports import Clock, Message
from dispatcher.settings import Security, Smtp, Twilio
from tests.channels.messages import EMAIL, NUMBER, PASSWORD, PUBLIC_URL, TOKEN, StillClock, message
from tests.channels.smtp_server import AFTER_DOT, DROP, HANG, SmtpServer, smtp_server
from tests.channels.twilio_server import (
    Behaviour,
    TwilioServer,
    accepting,
    dropping,
    refusing,
    silent,
    twilio_server,
)

TIMEOUT: Final = 0.4
SENDER: Final = "Løten kommune <varsling@loten.example>"


def twilio_sms(
    server: TwilioServer,
    *,
    clock: Clock | None = None,
    url: str | None = None,
    timeout: float = TIMEOUT,
    concurrency: int = 100,
) -> TwilioSms:
    settings = Twilio(
        account_sid="AC" + "1" * 32,
        auth_token=SecretStr(TOKEN),
        sender="Loten",
        base_url=url or server.url,
        concurrency=concurrency,
        timeout=timeout,
    )
    return TwilioSms(settings, public_url=PUBLIC_URL, clock=clock or StillClock())


def capture_sms(server: TwilioServer, *, timeout: float = TIMEOUT) -> CaptureSms:
    return CaptureSms(
        server.url,
        CaptureCredential("tests"),
        sender="Loten",
        public_url="http://127.0.0.1:8080",
        clock=StillClock(),
        timeout=timeout,
    )


def smtp_email(
    server: SmtpServer,
    *,
    security: Security = Security.NONE,
    username: str | None = None,
    clock: Clock | None = None,
    connections: int = 4,
    host: str = "127.0.0.1",
    timeout: float = TIMEOUT,
) -> SmtpEmail:
    settings = Smtp(
        host=host,
        port=server.port,
        username=username,
        password=SecretStr(PASSWORD),
        security=security,
        sender=SENDER,
        connections=connections,
        timeout=timeout,
    )
    return SmtpEmail(settings, clock=clock or StillClock())


def capture_email(server: SmtpServer, *, timeout: float = TIMEOUT) -> CaptureEmail:
    return CaptureEmail("127.0.0.1", server.port, sender=SENDER, clock=StillClock(), timeout=timeout)


@dataclass(slots=True, kw_only=True)
class Rig:
    """A channel, its server, and how to make the server misbehave in words that fit every channel."""

    channel: SmsChannel | EmailChannel
    server: TwilioServer | SmtpServer
    address: str
    behave: Callable[[str], None]
    tries: Callable[[], int]
    _number: int = field(default=0)

    @property
    def mode(self) -> Mode:
        return Mode.EXERCISE if self.channel.kind is LaneKind.CAPTURE else Mode.REAL

    def message(self, number: int = 1, *, mode: Mode | None = None) -> Message:
        return message(
            self.address_of(number),
            channel=self.channel.name,
            mode=mode or self.mode,
            attempt=f"attempt{number}",
            delivery=number,
        )

    def address_of(self, number: int) -> str:
        if number == 1:
            return self.address
        return f"+4742{number:06d}" if self.channel.name is ChannelName.SMS else f"p{number}@loten.example"


TWILIO_BEHAVIOURS: Final[Mapping[str, Behaviour]] = {
    "accept": accepting,
    "refuse the recipient": refusing(21211),
    "refuse the message": refusing(30007),
    "refuse the route": refusing(20003, 401),
    "slow down": refusing(20429, 429, "Retry-After: 7"),
    "drop": dropping,
    "silence": silent,
}
SMTP_BEHAVIOURS: Final[Mapping[str, dict[str, str]]] = {
    "accept": {},
    "refuse the recipient": {"RCPT": "550 5.1.1 <{recipient}> no such user"},
    "refuse the message": {AFTER_DOT: "554 5.6.0 not to {recipient}"},
    "refuse the route": {"MAIL": "530 5.7.0 sign in first"},
    "slow down": {"RCPT": "452 4.3.1 {recipient} must wait"},
    "drop": {AFTER_DOT: DROP},
    "silence": {AFTER_DOT: HANG},
}
BEHAVIOURS: Final = tuple(TWILIO_BEHAVIOURS)


def _before_twilio(build: Callable[[TwilioServer], SmsChannel]) -> Callable[[], AbstractAsyncContextManager[Rig]]:
    @asynccontextmanager
    async def rig() -> AsyncIterator[Rig]:
        async with twilio_server() as server:

            def behave(how: str) -> None:
                server.behaviour = TWILIO_BEHAVIOURS[how]

            channel = build(server)
            yield Rig(channel=channel, server=server, address=NUMBER, behave=behave, tries=lambda: len(server.requests))
            await channel.close()

    return rig


def _before_smtp(build: Callable[[SmtpServer], EmailChannel]) -> Callable[[], AbstractAsyncContextManager[Rig]]:
    @asynccontextmanager
    async def rig() -> AsyncIterator[Rig]:
        async with smtp_server() as server:

            def behave(how: str) -> None:
                server.wrong = SMTP_BEHAVIOURS[how]

            channel = build(server)
            yield Rig(channel=channel, server=server, address=EMAIL, behave=behave, tries=lambda: server.count("MAIL"))
            await channel.close()

    return rig


RIGS: Final[Mapping[str, Callable[[], AbstractAsyncContextManager[Rig]]]] = {
    "twilio": _before_twilio(twilio_sms),
    "capture sms": _before_twilio(capture_sms),
    "smtp": _before_smtp(smtp_email),
    "capture e-mail": _before_smtp(capture_email),
}
