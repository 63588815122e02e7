"""Each fault of the HTTP side, as the official client meets it, and what the journal says of it."""

from __future__ import annotations

import asyncio
import json

import pytest
from aiohttp import ClientPayloadError, ServerDisconnectedError
from twilio.base.exceptions import TwilioRestException

from tests.capture.harness import NUMBER, Capture, Receiver, Twilio

OTHER = "+4743000001"


async def raw_send(capture: Capture, sms: Twilio) -> tuple[int, dict[str, str], bytes]:
    """A message by hand, for what the package does not show: headers and body."""
    url = f"{capture.ready.http}/2010-04-01/Accounts/{sms.account}/Messages.json"
    form = {"To": NUMBER, "From": "Loten", "Body": "Kok vannet."}
    async with capture.session.post(url, data=form, headers={"Authorization": "Basic QUM6dA=="}) as answer:
        return answer.status, dict(answer.headers), await answer.read()


@pytest.mark.parametrize(
    ("status", "code"), [(401, 20003), (403, 20003), (404, 20404), (429, 20429), (500, 20500), (503, 20503)]
)
async def test_status_is_answered_and_nothing_accepted(sms: Twilio, capture: Capture, status: int, code: int) -> None:
    """The fault http answers its status with Twilio's error document; the message is not in the journal."""
    await capture.put_faults({"kind": "http", "status": status})

    error = await sms.refusal()

    assert (error.status, error.code) == (status, code)
    assert await capture.journal() == []


async def test_429_says_when_to_come_back(sms: Twilio, capture: Capture) -> None:
    """The fault http can carry Retry-After."""
    await capture.put_faults({"kind": "http", "status": 429, "retry_after": 3})

    status, headers, _ = await raw_send(capture, sms)

    assert (status, headers["Retry-After"]) == (429, "3")


async def test_502_is_a_page_of_a_proxy(sms: Twilio, capture: Capture) -> None:
    """A 502 is HTML, as from something in between; any status can be."""
    await capture.put_faults({"kind": "http", "status": 502, "count": 1}, {"kind": "http", "status": 500, "html": True})

    first = await raw_send(capture, sms)
    second = await raw_send(capture, sms)

    assert (first[0], first[1]["Content-Type"], second[0]) == (502, "text/html", 500)
    assert second[2].startswith(b"<html>")


async def test_any_twilio_code_can_be_asked_for(sms: Twilio, capture: Capture) -> None:
    """The fault error answers any code with any status."""
    await capture.put_faults({"kind": "error", "code": 21610, "message": "Attempt to send to unsubscribed recipient"})

    error = await sms.refusal()

    assert (error.status, error.code) == (400, 21610)
    assert "unsubscribed" in error.msg


async def test_count_runs_out(sms: Twilio, capture: Capture) -> None:
    """A fault with a count hits so many times, and then all is well."""
    await capture.put_faults({"kind": "http", "status": 500, "count": 2})

    assert (await sms.refusal()).status == 500
    assert (await sms.refusal()).status == 500
    assert (await sms.send()).sid
    assert len(await capture.journal()) == 1


async def test_faults_can_be_aimed_at_numbers(sms: Twilio, capture: Capture) -> None:
    """A fault with ``to`` hits the numbers that begin so, and no others."""
    await capture.put_faults({"kind": "error", "code": 21610, "to": "+4743"})

    assert (await sms.send(to=NUMBER)).sid
    assert (await sms.refusal(to=OTHER)).code == 21610


async def test_faults_can_be_aimed_at_an_account(sms: Twilio, capture: Capture) -> None:
    """A fault with ``account`` leaves the other accounts well, so that a backup can take over."""
    await capture.put_faults({"kind": "http", "status": 401, "account": "AC" + "9" * 32})

    assert (await sms.send()).sid


async def test_faults_can_hit_reading_too(sms: Twilio, capture: Capture) -> None:
    """By default only sending is hit; ``on`` makes it reading, or all."""
    await capture.put_faults({"kind": "http", "status": 401})
    assert await sms.client.messages.list_async() == []

    await capture.put_faults({"kind": "http", "status": 401, "on": "all"})
    with pytest.raises(TwilioRestException) as caught:
        await sms.client.api.v2010.accounts(sms.account).fetch_async()

    assert caught.value.status == 401
    assert (await sms.refusal()).status == 401


async def test_silence_never_answers(sms: Twilio, capture: Capture) -> None:
    """The client's own limit ends the wait; nothing was accepted."""
    await capture.put_faults({"kind": "silence"})
    sms.http.seconds = 0.3

    with pytest.raises(TimeoutError):
        await sms.send()

    assert await capture.journal() == []


async def test_silence_may_hide_an_acceptance(sms: Twilio, capture: Capture, receiver: Receiver) -> None:
    """With ``journal`` the message was accepted, and its callbacks come all the same."""
    await capture.put_faults({"kind": "silence", "journal": True})
    sms.http.seconds = 0.3

    with pytest.raises(TimeoutError):
        await sms.send(status_callback=f"{receiver.url}/c")

    assert len(await capture.journal()) == 1
    assert await receiver.statuses(2) == ["sent", "delivered"]


async def test_dropped_answer_was_accepted(sms: Twilio, capture: Capture) -> None:
    """The connection is closed instead of the answer; the list proves the acceptance."""
    await capture.put_faults({"kind": "drop_answer"})

    with pytest.raises(ServerDisconnectedError):
        await sms.send()

    listed = await sms.client.messages.list_async(to=NUMBER)
    assert [entry["sid"] for entry in await capture.journal()] == [message.sid for message in listed]
    assert len(listed) == 1


async def test_dropped_request_was_not_accepted(sms: Twilio, capture: Capture) -> None:
    """The connection is closed before the message was looked at; to the client it looks the same."""
    await capture.put_faults({"kind": "drop_before"})

    with pytest.raises(ServerDisconnectedError):
        await sms.send()

    assert await capture.journal() == []


async def test_empty_body_was_accepted(sms: Twilio, capture: Capture) -> None:
    """A 201 without a body: the package makes a message without a SID of it."""
    await capture.put_faults({"kind": "empty_body"})

    status, _, body = await raw_send(capture, sms)

    assert (status, body) == (201, b"")
    assert len(await capture.journal()) == 1


async def test_answer_that_is_no_json_was_accepted(sms: Twilio, capture: Capture) -> None:
    """A 201 with something else than JSON."""
    await capture.put_faults({"kind": "not_json"})

    with pytest.raises(json.JSONDecodeError):
        await sms.send()

    assert len(await capture.journal()) == 1


async def test_answer_cut_short_was_accepted(sms: Twilio, capture: Capture) -> None:
    """A 201 whose body ends before it should."""
    await capture.put_faults({"kind": "cut_short"})

    with pytest.raises(ClientPayloadError):
        await sms.send()

    assert len(await capture.journal()) == 1


async def test_fault_of_the_answer_spares_what_is_refused(sms: Twilio, capture: Capture) -> None:
    """A message that breaks the rules is refused as ever and uses up no fault."""
    await capture.put_faults({"kind": "drop_answer", "count": 1})

    assert (await sms.refusal(to="+47")).code == 21211
    with pytest.raises(ServerDisconnectedError):
        await sms.send()


async def test_late_list_hides_the_newest(sms: Twilio, capture: Capture) -> None:
    """A list that lags does not show a message that was accepted; fetching it by its SID works."""
    await capture.put_faults({"kind": "late_list", "delay": 60})
    message = await sms.send()

    assert await sms.client.messages.list_async() == []
    assert (await sms.client.messages(message.sid).fetch_async()).sid == message.sid

    await capture.clear_faults()
    assert len(await sms.client.messages.list_async()) == 1


async def test_slow_answer_comes_after_acceptance(sms: Twilio, capture: Capture) -> None:
    """Latency on the way out: a client that does not wait was accepted."""
    await capture.put_faults({"kind": "latency", "ms": 60_000})
    sms.http.seconds = 0.3

    with pytest.raises(TimeoutError):
        await sms.send()

    assert len(await capture.journal()) == 1


async def test_slow_request_arrives_though_the_client_has_left(
    sms: Twilio, capture: Capture, receiver: Receiver
) -> None:
    """Latency on the way in: the message is not there when the client gives up, and then it is."""
    await capture.put_faults({"kind": "latency", "where": "request", "ms": 900})
    sms.http.seconds = 0.2

    with pytest.raises(TimeoutError):
        await sms.send(status_callback=f"{receiver.url}/c")
    before = await capture.journal()
    await receiver.wait_for(1)

    assert before == []
    assert len(await capture.journal()) == 1


async def test_latency_only_slows(sms: Twilio, capture: Capture) -> None:
    """A client that waits gets its answer."""
    await capture.put_faults({"kind": "latency", "ms": 5, "jitter_ms": 10, "on": "all"})

    messages = await asyncio.gather(*(sms.send() for _ in range(10)))

    assert len({message.sid for message in messages}) == 10
    assert len(await sms.client.messages.list_async()) == 10


async def test_faults_are_shown_with_what_is_left(sms: Twilio, capture: Capture) -> None:
    """GET /faults tells what is in force; DELETE takes it all away."""
    await capture.put_faults({"kind": "http", "status": 500, "count": 3, "to": "+47"})
    await sms.refusal()

    async with capture.session.get(f"{capture.ready.http}/faults") as answer:
        shown = await answer.json()
    await capture.clear_faults()

    fault = {"kind": "http", "status": 500, "count": 3, "left": 2, "to": "+47", "on": "send"}
    assert shown == {"faults": [fault]}
    assert (await capture.health())["faults"] == 0


async def test_wrong_fault_is_told_and_changes_nothing(sms: Twilio, capture: Capture) -> None:
    """A fault that cannot be understood answers 422 with every finding; what was in force stays."""
    await capture.put_faults({"kind": "http", "status": 500})
    wrong = {"faults": [{"kind": "http", "status": 200}, {"kind": "smtp_drop", "stage": "mail", "to": "a"}, {}]}

    async with capture.session.put(f"{capture.ready.http}/faults", json=wrong) as answer:
        problem = await answer.json(content_type="application/problem+json")

    assert answer.status == 422
    assert [finding["where"] for finding in problem["errors"]] == [
        "faults.0.http.status",
        "faults.1.smtp_drop",
        "faults.2",
    ]
    assert (await sms.refusal()).status == 500
