"""Every channel before its own misbehaving server, under one handle: what the conformance tests run over."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from pydantic import SecretStr

from dispatcher.channels.email import CaptureEmail, EmailChannel, SmtpEmail
from dispatcher.channels.fcm import CaptureFcm, FcmApp, FcmChannel
from dispatcher.channels.guard import CaptureCredential
from dispatcher.channels.sms import CaptureSms, SmsChannel, TwilioSms
from dispatcher.channels.voice import CaptureVoice, TwilioVoice, VoiceChannel
from dispatcher.channels.webpush import CaptureWebPush, WebPush
from dispatcher.domain.states import ChannelName, LaneKind, Mode
from dispatcher.ports import Clock, Message
from dispatcher.settings import Security, Smtp, Twilio
from tests.channels.messages import EMAIL, NUMBER, PASSWORD, PUBLIC_URL, TOKEN, StillClock, message
from tests.channels.push_server import (
    FCM_BEHAVIOURS,
    PROJECT,
    PUSH_BEHAVIOURS,
    SUBJECT,
    account,
    refusing_fcm,
    sent,
    subscription,
    vapid_key,
    with_keys,
    with_tokens,
)
from tests.channels.smtp_server import AFTER_DOT, DROP, GREETING, HANG, SmtpServer, smtp_server
from tests.channels.twilio_server import (
    Behaviour,
    Request,
    TwilioServer,
    accepting,
    answering,
    dropping,
    refusing,
    silent,
    twilio_server,
)

TIMEOUT: Final = 0.4
CLIENT_TIMEOUT: Final = 2.0
"""Of the channels on the tests' own loop: half of it is for fifty connections at once, on a machine that is busy."""
CALLER: Final = "+4759000000"
ACCOUNT: Final = "AC" + "1" * 32
USERNAME: Final = "varsling"
SIGN_IN: Final = base64.b64encode(f"\0{USERNAME}\0{PASSWORD}".encode()).decode()
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
        account_sid=ACCOUNT,
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


def twilio_voice(server: TwilioServer, *, clock: Clock | None = None) -> TwilioVoice:
    settings = Twilio(
        account_sid=ACCOUNT,
        auth_token=SecretStr(TOKEN),
        sender="Loten",
        reply_number=CALLER,
        base_url=server.url,
        timeout=TIMEOUT,
    )
    return TwilioVoice(settings, public_url=PUBLIC_URL, clock=clock or StillClock())


def capture_voice(server: TwilioServer) -> CaptureVoice:
    return CaptureVoice(
        server.url,
        CaptureCredential("tests"),
        caller=CALLER,
        public_url="http://127.0.0.1:8080",
        clock=StillClock(),
        timeout=TIMEOUT,
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


def web_push(
    server: TwilioServer, *, clock: Clock | None = None, timeout: float = CLIENT_TIMEOUT, concurrency: int = 100
) -> WebPush:
    return WebPush(
        vapid_key(),
        subject=SUBJECT,
        allowed=["127.0.0.1"],
        clock=clock or StillClock(),
        timeout=timeout,
        concurrency=concurrency,
    )


def capture_web_push(server: TwilioServer, *, timeout: float = CLIENT_TIMEOUT) -> CaptureWebPush:
    return CaptureWebPush(server.url, clock=StillClock(), timeout=timeout)


def fcm_app(
    server: TwilioServer, *, url: str | None = None, clock: Clock | None = None, timeout: float = CLIENT_TIMEOUT
) -> FcmApp:
    return FcmApp(
        account(f"{server.url}/token"),
        base_url=url or server.url,
        project=PROJECT,
        topic="alle",
        clock=clock or StillClock(),
        timeout=timeout,
        concurrency=100,
    )


def capture_fcm(server: TwilioServer, *, timeout: float = CLIENT_TIMEOUT) -> CaptureFcm:
    credential = CaptureCredential("tests")
    return CaptureFcm(server.url, credential, topic="alle", clock=StillClock(), timeout=timeout, concurrency=100)


def _some(number: int) -> Mapping[ChannelName, str]:
    return {
        ChannelName.SMS: f"+4742{number:06d}",
        ChannelName.VOICE: f"+4742{number:06d}",
        ChannelName.EMAIL: f"p{number}@loten.example",
        ChannelName.APP: f"topic-{number}",
    }


AnyChannel = SmsChannel | VoiceChannel | EmailChannel | WebPush | CaptureWebPush | FcmChannel


@dataclass(slots=True, kw_only=True)
class Rig:
    """A channel, its server, and how to make the server misbehave in words that fit every channel.

    ``named``: what the server calls a message that it accepts. ``secret``: what of the address nobody may see.
    ``probes``: how to make a probe come out, and the reason it then has; none where the outside offers no probe.
    ``unreachable``: the same channel before a port.
    """

    channel: AnyChannel
    server: TwilioServer | SmtpServer
    address: str
    behave: Callable[[str], None]
    tries: Callable[[], int]
    named: Callable[[Message], str]
    unreachable: Callable[[int], AnyChannel]
    probes: Mapping[str, tuple[Callable[[], None], str]] = field(default_factory=dict)
    secret: str = ""
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
        if self.channel.name is ChannelName.PUSH and isinstance(self.server, TwilioServer):
            return subscription(f"{self.server.url}/send/canary{number}")
        return _some(number)[self.channel.name]


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


def _before_twilio(
    build: Callable[[TwilioServer], SmsChannel | VoiceChannel],
) -> Callable[[], AbstractAsyncContextManager[Rig]]:
    @asynccontextmanager
    async def rig() -> AsyncIterator[Rig]:
        async with twilio_server() as server:

            def behave(how: str) -> None:
                server.behaviour = TWILIO_BEHAVIOURS[how]

            def answer(behaviour: Behaviour) -> Callable[[], None]:
                return lambda: setattr(server, "behaviour", behaviour)

            channel = build(server)
            open_account = json.dumps({"sid": account_of(channel), "status": "active", "type": "Full"})
            yield Rig(
                channel=channel,
                server=server,
                address=NUMBER,
                unreachable=lambda port: build(TwilioServer(port=port)),
                probes={
                    "works": (answer(answering(200, open_account)), ""),
                    "wrong credentials": (answer(quoting(401, 20003)), "credentials"),
                    "silence": (answer(silent), "timeout"),
                    "nonsense": (answer(nonsense), "unreadable"),
                },
                behave=behave,
                tries=lambda: len(server.requests),
                named=lambda message: f"SM-attempt{message.delivery}",
            )
            await channel.close()

    return rig


def _before_smtp(build: Callable[[SmtpServer], EmailChannel]) -> Callable[[], AbstractAsyncContextManager[Rig]]:
    @asynccontextmanager
    async def rig() -> AsyncIterator[Rig]:
        async with smtp_server() as server:

            def behave(how: str) -> None:
                server.wrong = SMTP_BEHAVIOURS[how]

            def go_wrong(**steps: str) -> Callable[[], None]:
                return lambda: setattr(server, "wrong", steps)

            server.credentials = SIGN_IN
            channel = build(server)
            signs_in = {"wrong credentials": (lambda: setattr(server, "credentials", "another"), "credentials")}
            yield Rig(
                channel=channel,
                server=server,
                address=EMAIL,
                unreachable=lambda port: build(SmtpServer(port=port)),
                probes={
                    "works": (go_wrong(), ""),
                    "silence": (go_wrong(NOOP=HANG), "timeout"),
                    "nonsense": (go_wrong(**{GREETING: "HTTP/1.1 400 Bad Request"}), "unreadable"),
                }
                | (signs_in if channel.kind is LaneKind.REAL else {}),
                behave=behave,
                tries=lambda: server.count("MAIL"),
                named=lambda message: f"2.0.0 Ok: queued as P{message.delivery}",
            )
            await channel.close()

    return rig


nonsense: Final = answering(200, "<html>welcome to the guest network</html>", kind="text/html")


def account_of(channel: SmsChannel | VoiceChannel) -> str:
    return CaptureCredential("tests").account_sid if channel.kind is LaneKind.CAPTURE else ACCOUNT


def quoting(status: int, code: int) -> Behaviour:
    """A refusal that quotes what it was asked."""

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        told = {"code": code, "message": f"{request.line} {request.headers.get('authorization')}", "status": status}
        await answering(status, json.dumps(told))(request, writer)

    return behave


def _sends(server: TwilioServer) -> int:
    """The messages among the requests: neither a sign-in nor a question for keys."""
    return sum(" /token " not in request.line and " /push-key " not in request.line for request in server.requests)


def _before_push_service(
    build: Callable[[TwilioServer], WebPush | CaptureWebPush],
) -> Callable[[], AbstractAsyncContextManager[Rig]]:
    def name(channel: WebPush | CaptureWebPush, message: Message) -> str:
        endpoint = json.loads(message.address)["endpoint"]
        own = hashlib.sha256(endpoint.encode()).hexdigest()[:16]
        return f"{own if channel.kind is LaneKind.CAPTURE else endpoint.rpartition('/')[2]}-taken"

    @asynccontextmanager
    async def rig() -> AsyncIterator[Rig]:
        async with twilio_server() as server:

            def behave(how: str) -> None:
                server.behaviour = with_keys(PUSH_BEHAVIOURS[how])

            behave("accept")
            channel = build(server)
            yield Rig(
                channel=channel,
                server=server,
                address=subscription(f"{server.url}/send/canary-subscription"),
                unreachable=lambda port: build(TwilioServer(port=port)),
                behave=behave,
                tries=lambda: _sends(server),
                named=lambda message: name(channel, message),
                secret="/canary-subscription",
            )
            await channel.close()

    return rig


def _before_fcm(build: Callable[[TwilioServer], FcmChannel]) -> Callable[[], AbstractAsyncContextManager[Rig]]:
    @asynccontextmanager
    async def rig() -> AsyncIterator[Rig]:
        async with twilio_server() as server:

            def behave(how: str) -> None:
                server.behaviour = with_tokens(FCM_BEHAVIOURS[how])

            def answer(behaviour: Behaviour) -> Callable[[], None]:
                return lambda: setattr(server, "behaviour", with_tokens(behaviour))

            behave("accept")
            channel = build(server)
            yield Rig(
                channel=channel,
                server=server,
                unreachable=lambda port: build(TwilioServer(port=port)),
                probes={
                    "works": (answer(sent), ""),
                    "wrong credentials": (answer(refusing_fcm(401, "", "UNAUTHENTICATED")), "credentials"),
                    "silence": (answer(silent), "timeout"),
                    "nonsense": (answer(nonsense), "unreadable"),
                },
                address="citizen-adalsbruk-nb",
                behave=behave,
                tries=lambda: _sends(server),
                named=lambda message: f"projects/{PROJECT}/messages/{message.address}",
                secret="canary-bearer",  # a topic is nobody's address
            )
            await channel.close()

    return rig


RIGS: Final[Mapping[str, Callable[[], AbstractAsyncContextManager[Rig]]]] = {
    "twilio": _before_twilio(twilio_sms),
    "capture sms": _before_twilio(capture_sms),
    "twilio voice": _before_twilio(twilio_voice),
    "capture voice": _before_twilio(capture_voice),
    "smtp": _before_smtp(lambda server: smtp_email(server, username=USERNAME)),
    "capture e-mail": _before_smtp(capture_email),
    "web push": _before_push_service(web_push),
    "capture push": _before_push_service(capture_web_push),
    "fcm": _before_fcm(fcm_app),
    "capture app": _before_fcm(capture_fcm),
}
