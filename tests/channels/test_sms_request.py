"""What the SMS channel puts on the wire."""

import base64
from datetime import timedelta

import pytest
from pydantic import SecretStr

from dispatcher.channels.guard import CaptureCredential
from dispatcher.channels.sms import CaptureSms, TwilioSms
from dispatcher.domain.states import Mode
from dispatcher.settings import Twilio
from tests.channels.messages import NUMBER, PUBLIC_URL, TOKEN, StillClock, message, variant
from tests.channels.rigs import capture_sms, twilio_sms
from tests.channels.twilio_server import TwilioServer


async def test_the_request_is_twilios(twilio: TwilioServer) -> None:
    """One form-encoded POST to Messages.json with basic authentication."""
    channel = twilio_sms(twilio)
    await channel.send(message(NUMBER))
    await channel.close()

    request = twilio.requests[0]
    account = "AC" + "1" * 32
    assert request.line == f"POST /2010-04-01/Accounts/{account}/Messages.json HTTP/1.1"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    scheme, _, credentials = request.headers["authorization"].partition(" ")
    assert (scheme, base64.b64decode(credentials).decode()) == ("Basic", f"{account}:{TOKEN}")


async def test_the_form_is_complete(twilio: TwilioServer) -> None:
    """Body and sender as approved, the number whole, the callback with its retries, validity until expiry."""
    text = variant(body="ÆØÅ æøå €[]{} & = + % «Løten» 100 %\nlinje 2")
    channel = twilio_sms(twilio)
    await channel.send(message(NUMBER, text=text, attempt="a-b_c~1"))
    await channel.close()

    assert twilio.requests[0].form == {
        "From": "Loten",
        "Body": text.body,
        "To": NUMBER,
        "StatusCallback": f"{PUBLIC_URL}/callbacks/twilio/a-b_c~1#rc=5&rp=all",
        "ValidityPeriod": "7200",
    }


@pytest.mark.parametrize(
    ("left", "validity"),
    [
        (timedelta(hours=48), "36000"),
        (timedelta(minutes=30), "1800"),
        (timedelta(seconds=1.9), "1"),
        (timedelta(0), "1"),
        (timedelta(seconds=-5), "1"),
    ],
)
async def test_validity_ends_with_the_message(twilio: TwilioServer, left: timedelta, validity: str) -> None:
    """Whole seconds to the end of sending, never past it, within what Twilio takes."""
    channel = twilio_sms(twilio)
    await channel.send(message(NUMBER, expires_in=left))
    await channel.close()

    assert twilio.requests[0].form["ValidityPeriod"] == validity


async def test_a_messaging_service_goes_before_a_sender(twilio: TwilioServer) -> None:
    """With a service set it is named in the request; a sender beside it is one of the service's own."""
    settings = Twilio(
        account_sid="AC1",
        auth_token=SecretStr(TOKEN),
        messaging_service_sid="MG1",
        base_url=twilio.url + "/",
        timeout=2,
    )
    channel = TwilioSms(settings, public_url=PUBLIC_URL + "/", clock=StillClock(), provider="twilio-backup")
    await channel.send(message(NUMBER))
    await channel.close()

    form = twilio.requests[0].form
    assert ("From" in form, form["MessagingServiceSid"]) == (False, "MG1")
    assert form["StatusCallback"] == f"{PUBLIC_URL}/callbacks/twilio/4f1c2b#rc=5&rp=all"
    assert channel.provider == "twilio-backup"


async def test_texts_are_kept_by_variant_and_never_mixed_up(twilio: TwilioServer) -> None:
    """A variant is encoded once; another text under the same id is another text."""
    channel = twilio_sms(twilio)
    for body in ("first", "second", "first", "third"):
        await channel.send(message(NUMBER, text=variant(body=body)))
    await channel.close()

    assert [request.form["Body"] for request in twilio.requests] == ["first", "second", "first", "third"]


async def test_one_connection_carries_many(twilio: TwilioServer) -> None:
    """Sends in a row share a connection."""
    channel = twilio_sms(twilio)
    for _ in range(5):
        await channel.send(message(NUMBER))
    await channel.close()

    assert (len(twilio.requests), twilio.connections) == (5, 1)


async def test_capture_signs_in_with_a_generated_credential(twilio: TwilioServer) -> None:
    """The capture lane's account and token are derived from a seed and from nothing else."""
    channel = capture_sms(twilio)
    await channel.send(message(NUMBER, mode=Mode.EXERCISE))
    await channel.close()

    credential = CaptureCredential("tests")
    sent = base64.b64decode(twilio.requests[0].headers["authorization"].removeprefix("Basic ")).decode()
    assert sent == f"{credential.account_sid}:{credential.auth_token.get_secret_value()}"
    assert isinstance(channel, CaptureSms)
