"""A phone answers the SMS it got: the node's inbound callback, signed with the account that sent it."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientSession
from twilio.request_validator import RequestValidator

from tests.capture.harness import NUMBER, TOKEN, Capture, Receiver, Twilio


async def reply(capture: Capture, body: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """Let a phone answer."""
    async with ClientSession() as session, session.post(f"{capture.ready.http}/replies", json=body) as answer:
        return answer.status, await answer.json()


async def test_a_reply_goes_where_the_sms_came_from(capture: Capture, sms: Twilio, receiver: Receiver) -> None:
    """Signed over the inbound address; what the node answered is told."""
    await sms.send(status_callback=f"{receiver.url}/callbacks/twilio/abc#rc=5&rp=all")
    await receiver.wait_for(2)
    status, told = await reply(capture, {"from": NUMBER, "body": "JA 482193"})
    callback = (await receiver.wait_for(3))[-1]

    assert (status, told["status"]) == (200, 204)
    assert callback.path == "/callbacks/twilio/inbound"
    assert (callback.form["From"], callback.form["Body"], callback.form["MessageSid"]) == (
        NUMBER,
        "JA 482193",
        told["sid"],
    )
    assert RequestValidator(TOKEN).validate(callback.url, callback.form, callback.signature)


async def test_a_phone_that_got_nothing_answers_nobody(capture: Capture) -> None:
    """404; and what is no reply is 422."""
    assert (await reply(capture, {"from": "+4742777777", "body": "1"}))[0] == 404
    assert (await reply(capture, {"from": "Loten", "body": "1"}))[0] == 422
