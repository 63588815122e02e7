"""What the voice channel puts on the wire, and what Twilio's list of calls proves."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from dispatcher.channels.guard import CaptureCredential
from dispatcher.channels.voice import CaptureVoice, TwilioVoice
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Refused
from dispatcher.domain.states import ChannelName, Scope
from dispatcher.ports import Gap
from dispatcher.settings import Twilio
from tests.channels.messages import NIGHT, NUMBER, PUBLIC_URL, TOKEN, StillClock, message
from tests.channels.rigs import ACCOUNT, CALLER, twilio_voice
from tests.channels.twilio_server import TwilioServer, answering, refusing

GAP = Gap(since=NIGHT, until=NIGHT + timedelta(minutes=3))
CALL = {"sid": "CA1", "to": NUMBER, "from": CALLER, "direction": "outbound-api", "status": "ringing"}
CREATED = {"date_created": "Sun, 22 Nov 2026 02:12:59 +0000"}


async def test_the_form_is_complete(twilio: TwilioServer) -> None:
    """Who is called and from where, what to fetch, what to tell; neither text nor number in an address."""
    channel = twilio_voice(twilio)
    await channel.send(message(NUMBER, channel=ChannelName.VOICE, attempt="a-b_c~1"))
    await channel.close()

    request = twilio.requests[0]
    assert request.line == f"POST /2010-04-01/Accounts/{ACCOUNT}/Calls.json HTTP/1.1"
    assert parse_qs(request.body.decode(), strict_parsing=True) == {
        "From": [CALLER],
        "To": [NUMBER],
        "Timeout": ["30"],
        "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
        "Url": [f"{PUBLIC_URL}/callbacks/twilio/a-b_c~1/voice#rc=2&rp=all"],
        "StatusCallback": [f"{PUBLIC_URL}/callbacks/twilio/a-b_c~1#rc=5&rp=all"],
    }


@pytest.mark.parametrize(
    ("code", "scope", "reason"),
    [
        (13224, Scope.RECIPIENT, "invalid-number"),
        (13225, Scope.RECIPIENT, "blocked"),
        (21215, Scope.ROUTE, "region"),
        (21205, Scope.ROUTE, "callback"),
    ],
)
async def test_a_calls_own_codes(twilio: TwilioServer, code: int, scope: Scope, reason: str) -> None:
    """Who cannot be called at all, and what an account may not do."""
    twilio.behaviour = refusing(code)
    channel = twilio_voice(twilio)
    outcome = await channel.send(message(NUMBER, channel=ChannelName.VOICE))
    await channel.close()

    assert outcome == Refused(scope=scope, reason=reason, code=str(code))


async def test_the_list_of_calls_is_evidence_by_number(twilio: TwilioServer) -> None:
    """Outgoing calls of the gap, without words; an incoming one is none of ours."""
    calls = [CALL | CREATED, CALL | CREATED | {"sid": "CA2", "direction": "inbound"}]
    twilio.behaviour = answering(200, json.dumps({"calls": calls, "next_page_uri": None}))
    channel = twilio_voice(twilio)
    found = await channel.evidence(GAP)
    await channel.close()

    asked = parse_qs(urlsplit(twilio.requests[0].line.split()[1]).query)
    assert asked["StartTime>"] == ["2026-11-22T02:11:00Z"]
    assert asked["StartTime<"] == ["2026-11-22T02:30:00Z"]
    assert [(one.provider_id, one.address, one.body) for one in found] == [("CA1", NUMBER, "")]


def test_without_a_number_there_is_nothing_to_call_from() -> None:
    """A name cannot call; and the capture takes no credential but its own."""
    settings = Twilio(account_sid=ACCOUNT, auth_token=SecretStr(TOKEN), sender="Loten")
    with pytest.raises(WrongLane):
        TwilioVoice(settings, public_url=PUBLIC_URL, clock=StillClock())

    class Real(CaptureCredential):
        """Somebody's own."""

    with pytest.raises(WrongLane):
        CaptureVoice("http://127.0.0.1:9", Real("x"), caller=CALLER, public_url=PUBLIC_URL, clock=StillClock())
