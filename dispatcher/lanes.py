"""The lanes of a node, one line a channel: capture lanes always, real ones for what a live node's settings name.

Exercise is not an ``if`` in a channel: the two are separate objects with separate transports and credentials.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.channels.chat import ROOMS, CaptureChat, WebhookChat
from dispatcher.channels.email import CaptureEmail, SmtpEmail
from dispatcher.channels.fcm import CaptureFcm, FcmApp
from dispatcher.channels.package_mail import PackageMail, captured_mail, real_mail
from dispatcher.channels.sms import CaptureSms, TwilioSms
from dispatcher.channels.voice import CaptureVoice, TwilioVoice
from dispatcher.channels.webpush import CaptureWebPush, WebPush
from dispatcher.delivery.banner import Banner
from dispatcher.delivery.engine import LaneSpec
from dispatcher.domain.states import ChannelName, LaneKind, Mode
from dispatcher.push_keys import read_account, read_key
from dispatcher.settings import NodeMode, Settings, Twilio

if TYPE_CHECKING:
    from dispatcher.channels.guard import CaptureCredential
    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ports import Clock

ALPHA_RATE, NUMBER_RATE = 10.0, 1.0
"""Segments a second when the operator has not said: what a name, and a number, are usually given."""
PUSHES, TOPICS = 100, 8
"""Requests at once to push services, and to FCM, which has a handful of topics."""
CAPTURE_TOPIC = "krisevarsel"
CALLS, CALLS_A_SECOND = 10, 1.0
"""Calls being placed at once, and how many Twilio places a second for an account that has not asked for more."""
CAPTURE_CALLER = "+4742000000"
"""The number that exercises are called from, and answered to, where no REPLY_NUMBER is set: it reaches nobody."""
TWILIO, TWILIO_BACKUP, SMTP, SMTP_BACKUP = "twilio", "twilio-backup", "smtp", "smtp-backup"
"""The providers as the ledger knows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureAt:
    """Where the capture process listens."""

    http: str
    smtp_host: str
    smtp_port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outset:
    """What lanes are made of. ``address``: where callbacks come back to."""

    settings: Settings
    clock: Clock
    ledger: Ledger
    plan: Plan
    address: str


def capture_lanes(outset: Outset, capture: CaptureAt, credential: CaptureCredential) -> list[LaneSpec]:
    """Every channel, to the capture process on this machine; exercises and nothing else."""
    municipality, clock = outset.plan.municipality, outset.clock
    sms = CaptureSms(capture.http, credential, sender=municipality.sms_sender, public_url=outset.address, clock=clock)
    email = CaptureEmail(capture.smtp_host, capture.smtp_port, sender=municipality.email_sender, clock=clock)
    caller = reply_number(outset.settings) or CAPTURE_CALLER
    voice = CaptureVoice(capture.http, credential, caller=caller, public_url=outset.address, clock=clock)
    rooms = tuple(one.room for one in outset.plan.rooms)
    return [
        LaneSpec(channel=sms, concurrency=100),
        LaneSpec(channel=voice, concurrency=CALLS),
        LaneSpec(channel=email, concurrency=8),
        LaneSpec(channel=Banner(ledger=outset.ledger, clock=clock, kind=LaneKind.CAPTURE), concurrency=1),
        LaneSpec(channel=CaptureWebPush(capture.http, clock=clock), concurrency=PUSHES),
        LaneSpec(
            channel=CaptureFcm(capture.http, credential, topic=_topic(outset.settings), clock=clock), concurrency=TOPICS
        ),
        LaneSpec(channel=CaptureChat(capture.http, credential, rooms=rooms, clock=clock), concurrency=ROOMS),
    ]


def real_lanes(outset: Outset) -> list[LaneSpec]:
    """The channels that a live node's settings name, a backup right after what it backs up; none in exercise."""
    if outset.settings.mode is not NodeMode.LIVE:
        return []
    banner = LaneSpec(channel=Banner(ledger=outset.ledger, clock=outset.clock, kind=LaneKind.REAL), concurrency=1)
    return [banner, *outside_lanes(outset.settings, outset.clock, outset.address)]


def outside_lanes(settings: Settings, clock: Clock, address: str) -> list[LaneSpec]:
    """Those of the real lanes that lead out of the house. ``address``: where callbacks come back to."""
    lanes: list[LaneSpec] = []
    for provider, twilio in ((TWILIO, settings.twilio), (TWILIO_BACKUP, settings.twilio_backup)):
        if twilio:
            sms = TwilioSms(twilio, public_url=address, clock=clock, provider=provider)
            rate = sms_rate(twilio)
            lanes.append(LaneSpec(channel=sms, concurrency=twilio.concurrency, rate=rate, probe=sms.probe))
        if twilio and twilio.reply_number:
            voice = TwilioVoice(twilio, public_url=address, clock=clock, provider=provider)
            lanes.append(LaneSpec(channel=voice, concurrency=CALLS, rate=CALLS_A_SECOND, probe=voice.probe))
    for provider, smtp in ((SMTP, settings.smtp), (SMTP_BACKUP, settings.smtp_backup)):
        if smtp:
            email = SmtpEmail(smtp, clock=clock, provider=provider)
            lanes.append(LaneSpec(channel=email, concurrency=smtp.connections, rate=smtp.rate, probe=email.probe))
    if settings.webpush:
        push = settings.webpush
        key = read_key(settings.home / push.private_key_file)
        browsers = WebPush(key, subject=push.subject, allowed=push.allowed_hosts, clock=clock)
        lanes.append(LaneSpec(channel=browsers, concurrency=PUSHES))
    if settings.fcm:
        account = read_account(settings.home / settings.fcm.credentials_file)
        project = settings.fcm.project_id or account.project
        app = FcmApp(account, base_url=settings.fcm.base_url, project=project, topic=settings.fcm.topic, clock=clock)
        lanes.append(LaneSpec(channel=app, concurrency=TOPICS, probe=app.probe))
    if settings.chat:
        chat = WebhookChat(settings.chat.rooms, form=settings.chat.form, clock=clock)
        lanes.append(LaneSpec(channel=chat, concurrency=ROOMS))
    return lanes


def package_mails(outset: Outset, capture: CaptureAt) -> dict[Mode, PackageMail]:
    """How archive packages reach postmottak, by mode: exercises to the capture, what is real by SMTP."""
    sender, settings = outset.plan.municipality.email_sender, outset.settings
    captured = captured_mail(capture.smtp_host, capture.smtp_port, sender=sender, clock=outset.clock)
    lanes = {Mode.EXERCISE: captured}
    if settings.mode is NodeMode.LIVE and settings.smtp:
        lanes[Mode.REAL] = real_mail(settings.smtp, outset.clock)
    return lanes


def reply_numbers(settings: Settings) -> dict[Mode, str]:
    """The number that rings people and takes their answers, by mode; none where there is none."""
    own = reply_number(settings)
    real = {mode: own for mode in (Mode.REAL, Mode.TEST) if own and settings.mode is NodeMode.LIVE}
    return {Mode.EXERCISE: own or CAPTURE_CALLER, **real}


def _topic(settings: Settings) -> str:
    return settings.fcm.topic if settings.fcm else CAPTURE_TOPIC


def served(settings: Settings) -> frozenset[ChannelName]:
    """The channels that real alerts have a route for: SMS and e-mail wait for theirs, the others have it or do not."""
    routes = {ChannelName.PUSH: settings.webpush, ChannelName.APP: settings.fcm, ChannelName.CHAT: settings.chat}
    missing = {channel for channel, route in routes.items() if route is None}
    return frozenset(ChannelName) - missing - (set() if reply_number(settings) else {ChannelName.VOICE})


def reply_number(settings: Settings) -> str | None:
    """The number that calls come from and replies come to; the backup's when the main account has none."""
    accounts = (settings.twilio, settings.twilio_backup)
    return next((account.reply_number for account in accounts if account and account.reply_number), None)


def sms_rate(twilio: Twilio) -> float:
    """The sender's pace in segments a second; unset: 1 for a number, 10 for a name."""
    if twilio.rate is not None:
        return twilio.rate
    return NUMBER_RATE if (twilio.sender or "").startswith("+") else ALPHA_RATE


def callback_tokens(settings: Settings, credential: CaptureCredential) -> dict[str, str]:
    """What each account signs its callbacks with, by the provider's name that its attempts carry."""
    accounts = {TWILIO: settings.twilio, TWILIO_BACKUP: settings.twilio_backup}
    tokens = {name: account.auth_token.get_secret_value() for name, account in accounts.items() if account}
    return {"capture": credential.auth_token.get_secret_value(), **tokens}
