"""Status callbacks: signed, in order, retried as the URL asks, and never to another machine."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from dispatcher.capture.callbacks import MOST_RETRIES, RetryPolicy
from tests.capture.harness import NUMBER, SENDER, TOKEN, Capture, Receiver, Twilio, receiving

ALL = "#rc=5&rp=all"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def settled(sms: Twilio, sid: str, status: str) -> Any:
    """The message once it has come to a state; asked again and again, for Twilio has no other way."""
    async with asyncio.timeout(10):
        while True:
            message = await sms.client.messages(sid).fetch_async()
            if message.status == status:
                return message


async def test_sent_and_delivered_are_told_in_order(sms: Twilio, receiver: Receiver) -> None:
    """A message with a callback URL is told as sent, then as delivered, with Twilio's parameters."""
    message = await sms.send(status_callback=f"{receiver.url}/callbacks/twilio/abc{ALL}")

    assert await receiver.statuses(2) == ["sent", "delivered"]
    assert receiver.received[1].path == "/callbacks/twilio/abc"
    assert receiver.received[1].form == {
        "AccountSid": sms.account,
        "ApiVersion": "2010-04-01",
        "From": SENDER,
        "MessageSid": message.sid,
        "MessageStatus": "delivered",
        "SmsSid": message.sid,
        "SmsStatus": "delivered",
        "To": NUMBER,
    }
    assert (await settled(sms, message.sid, "delivered")).error_code is None


async def test_signature_holds_for_the_url_without_its_fragment(sms: Twilio, receiver: Receiver) -> None:
    """Twilio's own validator accepts the signature with the account's token, and no other token or form."""
    await sms.send(status_callback=f"{receiver.url}/c/%C3%B8?a=1&b=%20{ALL}")
    callback = (await receiver.wait_for(1))[0]

    assert callback.url == f"{receiver.url}/c/%C3%B8?a=1&b=%20"
    assert RequestValidator(TOKEN).validate(callback.url, callback.form, callback.signature)
    assert not RequestValidator("another").validate(callback.url, callback.form, callback.signature)
    assert not RequestValidator(TOKEN).validate(callback.url, callback.form | {"To": "+4742"}, callback.signature)


async def test_messaging_service_is_told(sms: Twilio, receiver: Receiver) -> None:
    """The Messaging Service of a message is among its parameters."""
    service = "MG" + "b" * 32
    await sms.send(from_=None, messaging_service_sid=service, status_callback=receiver.url + "/c")

    assert (await receiver.wait_for(1))[0].form["MessagingServiceSid"] == service


async def test_callback_is_retried_after_503(sms: Twilio, receiver: Receiver) -> None:
    """A receiver that cannot write just now gets the same callback again, in order, until it has it."""
    receiver.answers = [503, 503]
    await sms.send(status_callback=f"{receiver.url}/c{ALL}")

    assert await receiver.statuses(4) == ["sent", "sent", "sent", "delivered"]


async def test_callback_is_retried_until_somebody_listens(sms: Twilio) -> None:
    """A node that is down when the callback comes gets it after its restart."""
    port = free_port()
    await sms.send(status_callback=f"http://127.0.0.1:{port}/c{ALL}")

    async with receiving(port) as late:
        assert await late.statuses(2) == ["sent", "delivered"]


async def test_retries_end(sms: Twilio, receiver: Receiver, capture: Capture) -> None:
    """After as many retries as were asked for a callback is given up, and the next one is tried."""
    given_up = (await capture.health())["callbacks"]["given_up"]
    receiver.answers = [500, 500, 204]
    await sms.send(status_callback=f"{receiver.url}/c#rc=1&rp=5xx")

    assert await receiver.statuses(3) == ["sent", "sent", "delivered"]
    assert (await capture.health())["callbacks"]["given_up"] == given_up + 1


async def test_twilios_default_is_no_retry_on_an_answer(sms: Twilio, receiver: Receiver) -> None:
    """Without a fragment only a failed connection is tried again, so a 500 loses the callback."""
    receiver.answers = [500]
    await sms.send(status_callback=f"{receiver.url}/c")

    assert await receiver.statuses(2) == ["sent", "delivered"]


async def test_redirect_is_not_followed(sms: Twilio, receiver: Receiver) -> None:
    """A 302 is a failure like another; it never leads a callback somewhere else."""
    receiver.answers = [302]
    await sms.send(status_callback=f"{receiver.url}/c{ALL}")

    assert await receiver.statuses(3) == ["sent", "sent", "delivered"]


async def test_other_machines_are_never_called(sms: Twilio, capture: Capture) -> None:
    """A callback URL that is not on this machine is journalled and left alone; the message is delivered."""
    before = (await capture.health())["callbacks"]
    message = await sms.send(status_callback="http://127.0.0.1.example.org/c#rc=5&rp=all")

    assert (await settled(sms, message.sid, "delivered")).status == "delivered"
    assert (await capture.health())["callbacks"] == before
    assert (await capture.journal())[0]["status_callback"] == "http://127.0.0.1.example.org/c#rc=5&rp=all"


async def test_many_messages_are_all_told(sms: Twilio, receiver: Receiver) -> None:
    """Two callbacks come for each of 300 messages sent at once."""
    await asyncio.gather(
        *(sms.send(to=f"+4742{number:06d}", status_callback=f"{receiver.url}/{number}{ALL}") for number in range(300))
    )

    callbacks = await receiver.wait_for(600)

    assert {callback.path for callback in callbacks} == {f"/{number}" for number in range(300)}
    assert len({(callback.path, callback.form["MessageStatus"]) for callback in callbacks}) == 600


async def test_undelivered_carries_its_code(sms: Twilio, receiver: Receiver, capture: Capture) -> None:
    """With the fault undelivered the last state is that one, with the error code, in callback and resource."""
    await capture.put_faults({"kind": "undelivered", "code": 30005, "to": NUMBER})
    message = await sms.send(status_callback=f"{receiver.url}/c{ALL}")

    assert await receiver.statuses(2) == ["sent", "undelivered"]
    assert receiver.received[1].form["ErrorCode"] == "30005"
    assert "ErrorCode" not in receiver.received[0].form
    assert (await settled(sms, message.sid, "undelivered")).error_code == 30005


async def test_failed_comes_without_sent(sms: Twilio, receiver: Receiver, capture: Capture) -> None:
    """A message that fails was never sent, so failed is the only thing told."""
    await capture.put_faults({"kind": "undelivered", "status": "failed", "code": 30008})
    await sms.send(status_callback=f"{receiver.url}/c{ALL}")

    callback = (await receiver.wait_for(1))[0]

    assert (callback.form["MessageStatus"], callback.form["ErrorCode"]) == ("failed", "30008")


async def test_callbacks_can_be_out_of_order(sms: Twilio, receiver: Receiver, capture: Capture) -> None:
    """With that fault delivered comes before sent, and the resource stays delivered."""
    await capture.put_faults({"kind": "callbacks", "mode": "out_of_order"})
    message = await sms.send(status_callback=f"{receiver.url}/c{ALL}")

    assert await receiver.statuses(2) == ["delivered", "sent"]
    assert (await sms.client.messages(message.sid).fetch_async()).status == "delivered"


async def test_callbacks_can_come_twice(sms: Twilio, receiver: Receiver, capture: Capture) -> None:
    """With that fault each callback comes two times."""
    await capture.put_faults({"kind": "callbacks", "mode": "twice"})
    await sms.send(status_callback=f"{receiver.url}/c{ALL}")

    assert await receiver.statuses(4) == ["sent", "sent", "delivered", "delivered"]


async def test_callbacks_can_fail_to_come(sms: Twilio, receiver: Receiver, capture: Capture) -> None:
    """With that fault nothing is told of the message it hits; the next one's come as ever."""
    await capture.put_faults({"kind": "callbacks", "mode": "never", "count": 1})
    silent = await sms.send(status_callback=f"{receiver.url}/silent{ALL}")
    await sms.send(status_callback=f"{receiver.url}/told{ALL}")

    await receiver.wait_for(2)

    assert {callback.path for callback in receiver.received} == {"/told"}
    assert (await sms.client.messages(silent.sid).fetch_async()).status == "delivered"


async def test_callbacks_can_be_late(sms: Twilio, receiver: Receiver, capture: Capture) -> None:
    """With that fault a message's callbacks come after those of a message sent later."""
    await capture.put_faults({"kind": "callbacks", "mode": "late", "delay": 0.4, "count": 1})
    late = await sms.send(status_callback=f"{receiver.url}/late{ALL}")
    await sms.send(status_callback=f"{receiver.url}/prompt{ALL}")

    await receiver.wait_for(2)
    meanwhile = (await sms.client.messages(late.sid).fetch_async()).status
    await receiver.wait_for(4)

    assert meanwhile == "queued"
    assert [callback.path for callback in receiver.received] == ["/prompt", "/prompt", "/late", "/late"]


@pytest.mark.parametrize(
    ("fragment", "failure", "tries", "allowed"),
    [
        ("rc=5&rp=all", "4xx", 4, True),
        ("rc=5&rp=all", "4xx", 5, False),
        ("rc=9&rp=all", "ct", MOST_RETRIES, False),
        ("rc=2&rp=5xx,rt", "rt", 1, True),
        ("rc=2&rp=5xx,rt", "4xx", 0, False),
        ("rc=0&rp=all", "ct", 0, False),
        ("", "ct", 0, True),
        ("", "ct", 1, False),
        ("", "rt", 0, False),
        ("rc=mange", "ct", 0, True),
    ],
)
def test_retry_policy_reads_the_fragment(fragment: str, failure: str, tries: int, *, allowed: bool) -> None:
    """The fragment says how often and after what; without it Twilio's default holds."""
    assert RetryPolicy.of_fragment(fragment).allows(failure, tries=tries) is allowed


@given(st.text())
def test_any_fragment_is_bounded(fragment: str) -> None:
    """No fragment makes the capture try for ever, or fail."""
    assert 0 <= RetryPolicy.of_fragment(fragment).retries <= MOST_RETRIES
