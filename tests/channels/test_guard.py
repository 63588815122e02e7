"""Every wrongly wired pair is refused before a socket opens; a listening socket is the witness."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from socket import socket
from typing import Any

import pytest
from pydantic import SecretStr

from dispatcher.channels.email import CaptureEmail, SmtpEmail
from dispatcher.channels.fcm import CaptureFcm, FcmApp
from dispatcher.channels.guard import CaptureCredential, Guard
from dispatcher.channels.sms import CaptureSms, TwilioSms
from dispatcher.channels.webpush import CaptureWebPush, WebPush
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Accepted
from dispatcher.domain.states import ChannelName, LaneKind, Mode
from dispatcher.ports import Channel
from dispatcher.settings import Security, Smtp, Twilio
from tests.channels.messages import EMAIL, NUMBER, PUBLIC_URL, TOKEN, StillClock, message
from tests.channels.push_server import SUBJECT, account, subscription, vapid_key
from tests.channels.rigs import SENDER, smtp_email, twilio_sms
from tests.channels.smtp_server import SmtpServer
from tests.channels.twilio_server import TwilioServer

ELSEWHERE = ["192.0.2.1", "api.twilio.com", "localhost.example", "127.0.0.1.example", "[2001:db8::1]"]


@dataclass
class Witness:
    """A socket that listens and never answers."""

    port: int
    listener: socket

    def saw_nobody(self) -> bool:
        self.listener.setblocking(False)
        try:
            self.listener.accept()
        except BlockingIOError:
            return True
        return False


@pytest.fixture
def witness() -> Iterator[Witness]:
    """Listens on a free port of loopback."""
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield Witness(listener.getsockname()[1], listener)


def twilio_at(host: str) -> TwilioSms:
    settings = Twilio(account_sid="AC1", auth_token=SecretStr(TOKEN), sender="Loten", base_url=f"http://{host}")
    return TwilioSms(settings, public_url=PUBLIC_URL, clock=StillClock())


def smtp_at(host: str, port: int) -> SmtpEmail:
    settings = Smtp(host=host, port=port, sender=SENDER, security=Security.NONE, timeout=1)
    return SmtpEmail(settings, clock=StillClock())


def capture_sms_at(host: str) -> CaptureSms:
    return CaptureSms(f"http://{host}", CaptureCredential(), sender="Loten", public_url=PUBLIC_URL, clock=StillClock())


def capture_email_at(host: str, port: int) -> CaptureEmail:
    return CaptureEmail(host, port, sender=SENDER, clock=StillClock())


def web_push() -> WebPush:
    allowed = ["127.0.0.1", "fcm.googleapis.com"]
    return WebPush(vapid_key(), subject=SUBJECT, allowed=allowed, clock=StillClock(), timeout=1)


def fcm_at(host: str) -> FcmApp:
    return FcmApp(
        account(f"http://{host}/token"), base_url=f"http://{host}", project="p", topic="alle", clock=StillClock()
    )


def capture_fcm_at(host: str) -> CaptureFcm:
    return CaptureFcm(f"http://{host}", CaptureCredential(), topic="alle", clock=StillClock())


WIRED: dict[str, Callable[[int], Channel]] = {
    "twilio": lambda port: twilio_at(f"127.0.0.1:{port}"),
    "smtp": lambda port: smtp_at("127.0.0.1", port),
    "capture sms": lambda port: capture_sms_at(f"127.0.0.1:{port}"),
    "capture e-mail": lambda port: capture_email_at("127.0.0.1", port),
    "web push": lambda _: web_push(),
    "capture push": lambda port: CaptureWebPush(f"http://127.0.0.1:{port}", clock=StillClock()),
    "fcm": lambda port: fcm_at(f"127.0.0.1:{port}"),
    "capture app": lambda port: capture_fcm_at(f"127.0.0.1:{port}"),
}


def address_on(channel: Channel, port: int) -> str:
    """Somebody to send to on a channel; a browser's push service is the witness."""
    at_the_witness = subscription(f"http://127.0.0.1:{port}/x")
    addresses = {ChannelName.SMS: NUMBER, ChannelName.PUSH: at_the_witness, ChannelName.APP: "loten-nb"}
    return addresses.get(channel.name, EMAIL)


@pytest.mark.parametrize(
    ("lane", "mode"),
    [(lane, mode) for lane in WIRED for mode in Mode if (mode is Mode.EXERCISE) != lane.startswith("capture")],
)
@pytest.mark.requirement("R026", "R027")
async def test_no_lane_sends_what_is_another_lanes(witness: Witness, lane: str, mode: Mode) -> None:
    """Each pair of a channel and a mode that is not its own raises, and the provider's socket saw no connection."""
    channel = WIRED[lane](witness.port)
    address = address_on(channel, witness.port)

    with pytest.raises(WrongLane):
        await channel.send(message(address, channel=channel.name, mode=mode))

    await channel.close()
    assert witness.saw_nobody()


@pytest.mark.parametrize("host", ELSEWHERE)
def test_capture_talks_to_this_machine_only(host: str) -> None:
    """A capture channel cannot even be made for another machine, whatever its name looks like."""
    with pytest.raises(WrongLane):
        capture_sms_at(host)
    with pytest.raises(WrongLane):
        capture_email_at(host.strip("[]"), 25)
    with pytest.raises(WrongLane):
        CaptureWebPush(f"http://{host}", clock=StillClock())
    with pytest.raises(WrongLane):
        capture_fcm_at(host)


def test_capture_is_not_fooled_by_a_name_before_the_host() -> None:
    """What stands before an @ in an address is a user, not a host."""
    with pytest.raises(WrongLane):
        capture_sms_at("127.0.0.1@api.twilio.com")
    with pytest.raises(WrongLane):
        CaptureWebPush("http://127.0.0.1@fcm.googleapis.com", clock=StillClock())
    with pytest.raises(WrongLane):
        capture_fcm_at("127.0.0.1@fcm.googleapis.com")


def test_capture_cannot_hold_a_real_credential() -> None:
    """Neither settings nor anything that looks like a credential is taken, and the generated one cannot be set."""
    settings = Twilio(account_sid="AC1", auth_token=SecretStr(TOKEN), sender="Loten")

    class Impostor(CaptureCredential):
        """Looks the part."""

    wrong: Any
    for wrong in (settings, Impostor(), None):
        with pytest.raises(WrongLane):
            CaptureSms("http://127.0.0.1:9", wrong, sender="Loten", public_url=PUBLIC_URL, clock=StillClock())
        with pytest.raises(WrongLane):
            CaptureFcm("http://127.0.0.1:9", wrong, topic="alle", clock=StillClock())
    taken: Any = CaptureCredential
    with pytest.raises(TypeError):
        taken(account_sid="AC1", auth_token=SecretStr(TOKEN))


def test_a_generated_credential_is_stable_and_hidden() -> None:
    """The same seed gives the same account after a restart, another seed another, and no repr shows the token."""
    one, same, other = CaptureCredential("a"), CaptureCredential("a"), CaptureCredential("b")

    assert one == same
    assert one.account_sid != other.account_sid
    assert one.auth_token.get_secret_value() not in repr(one)
    assert CaptureCredential().auth_token != CaptureCredential().auth_token


@pytest.mark.parametrize("fictional", [True, False])
async def test_a_real_channel_refuses_a_fictional_number(*, fictional: bool) -> None:
    """A number of the unassigned series is refused with or without its list's heading, in real and in test."""
    channel = twilio_at("192.0.2.1")

    for mode in (Mode.REAL, Mode.TEST):
        with pytest.raises(WrongLane) as refusal:
            await channel.send(message(NUMBER, mode=mode, fictional=fictional))
        assert NUMBER not in str(refusal.value)
    assert channel._http._client is None


@pytest.mark.parametrize("number", ["+4742000000", "+4743999999", "+4744123456", "+4749000001"])
def test_the_four_unassigned_series_are_fictional(number: str) -> None:
    """42, 43, 44 and 49 with six more digits."""
    guard = Guard(kind=LaneKind.REAL, host="api.twilio.com")

    with pytest.raises(WrongLane):
        guard.check(message(number, fictional=False))


async def test_a_real_channel_refuses_a_person_of_a_fictional_list(witness: Witness) -> None:
    """A fictional person's e-mail address looks like any other: the list's heading decides."""
    sms, email = twilio_at("192.0.2.1"), smtp_at("192.0.2.1", witness.port)
    push, app = web_push(), fcm_at("192.0.2.1")

    with pytest.raises(WrongLane):
        await sms.send(message("+4700000001", fictional=True))
    with pytest.raises(WrongLane):
        await email.send(message(EMAIL, channel=ChannelName.EMAIL, fictional=True))
    browser = subscription("https://fcm.googleapis.com/fcm/send/x")
    with pytest.raises(WrongLane):
        await push.send(message(browser, channel=ChannelName.PUSH, fictional=True))
    with pytest.raises(WrongLane):
        await app.send(message("loten-nb", channel=ChannelName.APP, fictional=True))

    assert witness.saw_nobody()


async def test_a_real_channel_before_a_tests_provider_sends(twilio: TwilioServer, smtp: SmtpServer) -> None:
    """The other way round: when the endpoint is this machine itself, fictional people get their message."""
    sms, email = twilio_sms(twilio), smtp_email(smtp)

    outcomes = [await sms.send(message(NUMBER)), await email.send(message(EMAIL, channel=ChannelName.EMAIL))]
    await sms.close()
    await email.close()

    assert all(isinstance(outcome, Accepted) for outcome in outcomes)


def test_a_real_person_may_have_a_real_channel() -> None:
    """A number that can exist, from a list that is not fictional, passes."""
    Guard(kind=LaneKind.REAL, host="api.twilio.com").check(message("+4700000001", fictional=False))
