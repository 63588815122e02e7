"""Calls: placed with the official client, told of, heard, answered by key; and the list of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from tests.capture.harness import NUMBER, TOKEN, Capture, Twilio

CALLER = "+4759000000"
QUESTION = """<Response>
  <Gather action="{action}" numDigits="1"><Say language="nb-NO">Trykk 1.</Say></Gather>
  <Say language="nb-NO">Ingen svarte.</Say>
</Response>"""
THANKS = '<Response><Say language="nb-NO">Takk.</Say><Hangup/></Response>'
EVENTS = ["initiated", "ringing", "answered", "completed"]


class Exchange:
    """The node's end of a call: says a question, thanks for a key, and keeps what it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.told: list[dict[str, str]] = []
        self.asked: list[dict[str, str]] = []
        self.over = asyncio.Event()

    async def say(self, request: web.Request) -> web.Response:
        self.asked.append(await self._signed(request))
        text = THANKS if self.asked[-1].get("Digits") == "1" else QUESTION.format(action=f"{self.url}/voice")
        return web.Response(text=text, content_type="text/xml")

    async def status(self, request: web.Request) -> web.Response:
        self.told.append(await self._signed(request))
        if self.told[-1]["CallStatus"] not in {"initiated", "ringing", "in-progress"}:
            self.over.set()
        return web.Response(status=204)

    async def _signed(self, request: web.Request) -> dict[str, str]:
        form = {name: str(value) for name, value in (await request.post()).items()}
        signature = request.headers["X-Twilio-Signature"]
        assert RequestValidator(TOKEN).validate(f"{self.url}{request.path}", form, signature)
        return form


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    """On loopback, for a test."""
    found = Exchange()
    app = web.Application()
    app.add_routes([web.post("/voice", found.say), web.post("/status", found.status)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield found
    await runner.cleanup()


async def call(sms: Twilio, exchange: Exchange, **more: Any) -> Any:
    """Place a call, and wait until it is over."""
    given: dict[str, Any] = {"from_": CALLER, "url": f"{exchange.url}/voice#rc=2&rp=all"}
    given |= {"status_callback": f"{exchange.url}/status#rc=5&rp=all", "status_callback_event": EVENTS} | more
    placed = await sms.client.calls.create_async(to=NUMBER, **given)
    async with asyncio.timeout(10):
        await exchange.over.wait()
    return placed


async def test_a_call_is_answered_and_heard_to_its_end(capture: Capture, sms: Twilio, exchange: Exchange) -> None:
    """Without a fault somebody answers and presses nothing: all of it is said, told and kept."""
    placed = await call(sms, exchange)

    assert [form["CallStatus"] for form in exchange.told] == ["initiated", "ringing", "in-progress", "completed"]
    assert {form["CallSid"] for form in (*exchange.told, *exchange.asked)} == {placed.sid}
    accepted, talk = await capture.journal()
    assert (accepted["channel"], accepted["to"], accepted["sid"]) == ("voice", NUMBER, placed.sid)
    assert (talk["channel"], talk["sid"], talk["body"]) == ("talk", placed.sid, "Trykk 1.\nIngen svarte.")
    assert talk["payload"] == {"digits": ""}


async def test_keys_are_pressed_one_at_each_question(capture: Capture, sms: Twilio, exchange: Exchange) -> None:
    """9 to hear it again, then 1: each is posted to the address that the question names."""
    await capture.put_faults({"kind": "phone", "digits": "91"})
    await call(sms, exchange)

    assert [form.get("Digits", "") for form in exchange.asked] == ["", "9", "1"]
    talk = (await capture.journal(channel="talk"))[0]
    assert (talk["body"], talk["payload"]) == ("Trykk 1.\nTrykk 1.\nTakk.", {"digits": "91"})


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "canceled"])
async def test_a_call_that_nobody_takes_says_nothing(
    capture: Capture, sms: Twilio, exchange: Exchange, status: str
) -> None:
    """Its last word is why; nothing is fetched, and the journal has the call alone."""
    await capture.put_faults({"kind": "phone", "status": status})
    await call(sms, exchange)

    assert [form["CallStatus"] for form in exchange.told] == ["initiated", "ringing", status]
    assert exchange.asked == []
    assert [entry["channel"] for entry in await capture.journal()] == ["voice"]


async def test_only_the_events_that_were_asked_for_are_told(sms: Twilio, exchange: Exchange) -> None:
    """Without a wish, the end alone, as Twilio does."""
    await call(sms, exchange, status_callback_event=["completed"])

    assert [form["CallStatus"] for form in exchange.told] == ["completed"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"from_": "Loten"}, 21212), ({"to": "+0"}, 21211), ({"url": "nowhere"}, 21205), ({"timeout": 601}, 20001)],
)
async def test_what_twilio_refuses(sms: Twilio, wrong: dict[str, Any], code: int) -> None:
    """A name cannot call; neither is anything journalled nor anybody rung."""
    given: dict[str, Any] = {"to": NUMBER, "from_": CALLER, "url": "http://127.0.0.1:9/voice"} | wrong
    with pytest.raises(TwilioRestException) as refusal:
        await sms.client.calls.create_async(**given)

    assert refusal.value.code == code


async def test_the_list_of_calls(sms: Twilio, exchange: Exchange) -> None:
    """By number and time, newest first; what is older or later than asked for is not in it."""
    placed = await call(sms, exchange)
    now, minute = datetime.now(UTC), timedelta(minutes=1)
    page = await sms.client.calls.page_async(start_time_after=now - minute, start_time_before=now + minute)
    earlier = await sms.client.calls.page_async(start_time_before=now - minute)

    assert [(found.sid, found.to, found.status) for found in page] == [(placed.sid, NUMBER, "completed")]
    assert list(earlier) == []


async def test_faults_of_messages_leave_calls_alone(capture: Capture, sms: Twilio, exchange: Exchange) -> None:
    """``on: call`` hits calls, and what hits sending does not."""
    await capture.put_faults({"kind": "http", "status": 503, "on": "send"})
    await call(sms, exchange)
    await capture.put_faults({"kind": "http", "status": 503, "on": "call"})
    with pytest.raises(TwilioRestException) as refusal:
        await sms.client.calls.create_async(to=NUMBER, from_=CALLER, url=f"{exchange.url}/voice")

    assert refusal.value.status == 503
