"""The staff's chat: what a room is told, what each answer means, and that an exercise stays in the house."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pydantic import SecretStr

from dispatcher.channels.chat import CaptureChat, WebhookChat
from dispatcher.channels.guard import CaptureCredential
from dispatcher.channels.reasons import Reason
from dispatcher.chat_settings import ChatForm
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import AudienceClass, ChannelName, Mode, Scope
from dispatcher.ports import Message
from tests.channels.messages import StillClock, message, variant
from tests.channels.twilio_server import TwilioServer, answering, dropping

SECRET = "canary-hook-0123456789"


def to(room: str = "ansatte", *, mode: Mode = Mode.REAL, body: str = "Kok vannet.\n\n- Gi beskjed *nå*") -> Message:
    text = replace(variant(ChannelName.CHAT, headline="Kokevarsel", body=body), cls=AudienceClass.STAFF)
    return message(room, channel=ChannelName.CHAT, text=text, fictional=False, mode=mode)


def webhook(server: TwilioServer, form: ChatForm = ChatForm.TEAMS) -> WebhookChat:
    rooms = {"ansatte": SecretStr(f"{server.url}/hooks/{SECRET}?sig=a%2Fb")}
    return WebhookChat(rooms, form=form, clock=StillClock())


async def told(server: TwilioServer, form: ChatForm) -> dict[str, object]:
    server.behaviour = answering(202, b"")
    chat = webhook(server, form)
    assert isinstance(await chat.send(to()), Accepted)
    await chat.close()
    document: dict[str, object] = json.loads(server.requests[-1].body)
    return document


@pytest.mark.requirement("R046")
async def test_a_room_in_teams_gets_a_card_of_plain_runs(twilio: TwilioServer) -> None:
    """To the secret address as it was given, signature and all; no sign in the text is taken for markdown."""
    document = await told(twilio, ChatForm.TEAMS)

    assert twilio.requests[-1].line.split()[:2] == ["POST", f"/hooks/{SECRET}?sig=a%2Fb"]
    (card,) = document["attachments"]  # type: ignore[misc]
    runs = [run["text"] for block in card["content"]["body"] for run in block["inlines"]]  # type: ignore[has-type]
    assert runs == ["Kokevarsel", "Kok vannet.", "- Gi beskjed *nå*"]


async def test_other_chats_get_text(twilio: TwilioServer) -> None:
    """Slack, Mattermost and Google take the same."""
    assert await told(twilio, ChatForm.TEXT) == {"text": "Kokevarsel\n\nKok vannet.\n\n- Gi beskjed *nå*"}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Accepted(provider_id="4f1c2b")),
        (400, Refused(scope=Scope.MESSAGE, reason=Reason.CONTENT, code="http-400")),
        (403, Refused(scope=Scope.RECIPIENT, reason=Reason.CREDENTIALS, code="http-403")),
        (404, Refused(scope=Scope.RECIPIENT, reason=Reason.GONE, code="http-404")),
        (418, Refused(scope=Scope.RECIPIENT, reason=Reason.UNKNOWN, code="http-418")),
        (302, Unsure(reason=Reason.UNEXPECTED, code="http-302")),
        (502, Unsure(reason=Reason.SERVER_ERROR, code="http-502")),
    ],
)
async def test_what_each_answer_means(twilio: TwilioServer, status: int, outcome: Outcome) -> None:
    """A room that is gone, or lets us in no more, says nothing of the other rooms; a redirect is not followed."""
    twilio.behaviour = answering(status, "whatever", f"Location: {twilio.url}/elsewhere")
    chat = webhook(twilio)

    assert await chat.send(to()) == outcome
    assert len(twilio.requests) == 1
    await chat.close()


async def test_too_fast_waits_and_a_dropped_answer_is_unsure(twilio: TwilioServer) -> None:
    """Teams asks for less with 429 and a time."""
    chat = webhook(twilio)
    twilio.behaviour = answering(429, "", "Retry-After: 7")
    assert await chat.send(to()) == NotSent(reason=Reason.SLOW_DOWN, retry_after=7.0, slow_down=True, code="http-429")
    twilio.behaviour = dropping
    assert await chat.send(to()) == Unsure(reason=Reason.DROPPED)
    await chat.close()


async def test_no_room_of_the_settings(twilio: TwilioServer) -> None:
    """Nothing leaves, and the others go on."""
    chat = webhook(twilio)
    assert await chat.send(to("ukjent")) == Refused(scope=Scope.RECIPIENT, reason=Reason.BAD_ADDRESS)
    assert twilio.requests == []
    await chat.close()


async def test_exercises_and_real_alerts_keep_to_their_lanes(twilio: TwilioServer) -> None:
    """The capture's rooms are on this machine whatever the settings say, and the real ones take no exercise."""
    real = webhook(twilio)
    captured = CaptureChat(twilio.url, CaptureCredential("tests"), rooms=("ansatte",), clock=StillClock())

    for chat, mode in ((real, Mode.EXERCISE), (captured, Mode.REAL), (captured, Mode.TEST)):
        for room in ("ansatte", "ukjent"):
            with pytest.raises(WrongLane):
                await chat.send(to(room, mode=mode))
    with pytest.raises(WrongLane):
        CaptureChat("https://chat.loten.example", CaptureCredential("tests"), rooms=("ansatte",), clock=StillClock())
    assert twilio.requests == []
    assert SECRET not in repr(real) + repr(to())
    await real.close()
    await captured.close()
