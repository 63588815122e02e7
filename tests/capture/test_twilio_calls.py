"""The Twilio side as the official package sees it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession
from twilio.base.exceptions import TwilioRestException

from tests.capture.harness import NUMBER, Capture, Twilio, twilio

SERVICE = "MG" + "a" * 32


async def test_message_is_accepted_as_queued(sms: Twilio) -> None:
    """A message from a name is queued, with a SID and its parts counted."""
    message = await sms.send(body="æ" * 161)

    assert message.sid.startswith("SM")
    assert len(message.sid) == 34
    assert (message.status, message.num_segments, message.to) == ("queued", "2", NUMBER)
    assert message.date_created.tzinfo is not None
    assert message.date_sent is None


async def test_messaging_service_accepts_first(sms: Twilio) -> None:
    """With a Messaging Service the state is accepted and the parts are not known yet."""
    message = await sms.send(from_=None, messaging_service_sid=SERVICE)

    assert (message.status, message.num_segments, message.messaging_service_sid) == ("accepted", "0", SERVICE)
    assert message.from_ is None


async def test_journal_has_what_was_sent(sms: Twilio, capture: Capture) -> None:
    """The journal tells to, from, body and SID of each accepted message, numbered without a hole."""
    first = await sms.send(body="Kok vannet – «Løten» 💧", validity_period=600)
    second = await sms.send(to="+47 42 00 00 02")

    entries = await capture.journal()

    assert [entry["sid"] for entry in entries] == [first.sid, second.sid]
    assert [entry["seq"] for entry in entries] == [capture.start + 1, capture.start + 2]
    assert entries[0] | {"at": ""} == {
        "seq": capture.start + 1,
        "at": "",
        "channel": "sms",
        "to": NUMBER,
        "from": "Loten",
        "subject": "",
        "body": "Kok vannet – «Løten» 💧",
        "sid": first.sid,
        "account": sms.account,
        "validity_period": 600,
    }
    assert datetime.fromisoformat(entries[0]["at"]).utcoffset() == timedelta(0)
    assert entries[1]["to"] == "+4742000002"


async def test_journal_can_be_narrowed(sms: Twilio, capture: Capture) -> None:
    """The journal can be read from a number on and for one channel."""
    await sms.send()
    last = await sms.send()

    assert [entry["sid"] for entry in await capture.journal(after=capture.start + 1)] == [last.sid]
    assert len(await capture.journal(channel="sms")) == 2
    assert await capture.journal(channel="email") == []
    assert await capture.journal(after=10**9) == []


async def test_journal_refuses_a_number_that_is_none(capture: Capture) -> None:
    """A wrong ``after`` is told, not taken for 0."""
    async with capture.session.get(f"{capture.ready.http}/journal?after=x") as answer:
        assert answer.status == 422
        assert answer.content_type == "application/problem+json"


async def test_mode_header_is_kept(sms: Twilio, capture: Capture) -> None:
    """A sender may name the mode in a header; the journal keeps it."""
    url = f"{capture.ready.http}/2010-04-01/Accounts/{sms.account}/Messages.json"
    headers = {"Authorization": "Basic QUM6dA==", "X-Dispatcher-Mode": "exercise"}
    async with capture.session.post(
        url, data={"To": NUMBER, "From": "Loten", "Body": "ØVELSE"}, headers=headers
    ) as answer:
        assert answer.status == 201

    assert [entry["mode"] for entry in await capture.journal()] == ["exercise"]


async def test_bytes_that_are_no_text_do_not_spoil_the_journal(capture: Capture) -> None:
    """Whatever bytes come in path, header and form, the journal stays readable."""
    reader, writer = await asyncio.open_connection(*capture.ready.http.removeprefix("http://").split(":"))
    body = b"To=%2B4742000001&From=Loten&Body=%ff%ed%a0%80\xff"
    writer.write(
        b"POST /2010-04-01/Accounts/AC%%ff%%ed%%a0%%80/Messages.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        b"Authorization: Basic QUM6dA==\r\nX-Dispatcher-Mode: \xff\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    )
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()

    assert answer.startswith(b"HTTP/1.1 201")
    assert [entry["to"] for entry in await capture.journal()] == [NUMBER]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"to": ""}, 21604),
        ({"to": "42000001"}, 21211),
        ({"to": "+474200000"}, 21211),
        ({"to": "+0042000001"}, 21211),
        ({"to": "+4762001234"}, 21614),
        ({"to": "+4722001234"}, 21614),
        ({"body": ""}, 21602),
        ({"body": "a" * 1601}, 21617),
        ({"from_": None}, 21603),
        ({"from_": "Løten kommune"}, 21212),
        ({"from_": None, "messaging_service_sid": "MG1"}, 21705),
        ({"status_callback": "ikke en adresse"}, 21609),
        ({"status_callback": "http://[::1"}, 21609),
        ({"validity_period": 0}, 21624),
        ({"validity_period": 36_001}, 21624),
    ],
)
async def test_refusals_carry_twilios_code(sms: Twilio, capture: Capture, given: dict[str, object], code: int) -> None:
    """What Twilio refuses is refused with its code and status, and is not in the journal."""
    error = await sms.refusal(**given)

    assert (error.status, error.code) == (400, code)
    assert await capture.journal() == []


async def test_longest_message_and_m2m_number_are_taken(sms: Twilio) -> None:
    """1600 characters and a 12-digit Norwegian number are within the rules."""
    assert (await sms.send(to="+47580012345678", body="a" * 1600)).sid


async def test_credentials_are_wanted(capture: Capture) -> None:
    """Without Basic credentials every call answers 401 with code 20003."""
    account = f"{capture.ready.http}/2010-04-01/Accounts/AC{'0' * 32}"
    wrong: tuple[dict[str, str], ...] = (
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": "Basic ???"},
        {"Authorization": "Basic Og=="},
    )
    async with ClientSession() as session:
        for headers in wrong:
            for method, url in (("POST", "/Messages.json"), ("GET", "/Messages.json"), ("GET", ".json")):
                async with session.request(method, account + url, headers=headers) as answer:
                    body = await answer.json()

                    assert (answer.status, body["code"], body["status"]) == (401, 20003, 401)
                    assert body["more_info"].endswith("/20003")


async def test_account_can_be_fetched(sms: Twilio) -> None:
    """The account answers as an active one, which is how a node proves its credentials."""
    account = await sms.client.api.v2010.accounts(sms.account).fetch_async()

    assert (account.sid, account.status) == (sms.account, "active")


async def test_message_can_be_fetched_by_its_own_account_only(sms: Twilio, capture: Capture) -> None:
    """A SID leads to its message; another account gets 404 with code 20404."""
    sent = await sms.send()

    assert (await sms.client.messages(sent.sid).fetch_async()).body == "Kok vannet."
    async with twilio(capture.ready.http, "AC" + "f" * 32) as other:
        with pytest.raises(TwilioRestException) as caught:
            await other.client.messages(sent.sid).fetch_async()

    assert (caught.value.status, caught.value.code) == (404, 20404)


async def test_list_is_newest_first_and_pages_to_the_end(sms: Twilio) -> None:
    """The package follows next_page_uri through every page; nothing is missing and nothing comes twice."""
    sent = [(await sms.send(to=f"+47420000{number:02d}")).sid for number in range(23)]

    listed = await sms.client.messages.list_async(page_size=5)

    assert [message.sid for message in listed] == sent[::-1]


async def test_paging_is_not_upset_by_new_messages(sms: Twilio) -> None:
    """A message that comes while pages are read does not push another onto two pages."""
    sent = [(await sms.send()).sid for _ in range(6)]
    first = await sms.client.messages.page_async(page_size=3)
    top = [message.sid for message in first]
    await sms.send()

    second = await first.next_page_async()

    assert second is not None
    assert top + [message.sid for message in second] == sent[::-1]
    assert await second.next_page_async() is None


async def test_list_filters_by_recipient_and_sender(sms: Twilio) -> None:
    """To and From narrow the list, over page borders."""
    await asyncio.gather(*(sms.send(to=f"+474200000{number}") for number in range(5)))
    wanted = [await sms.send(to="+4749000001", from_="Varsling") for _ in range(3)]

    by_number = await sms.client.messages.list_async(to="+4749000001", page_size=2)
    by_sender = await sms.client.messages.list_async(from_="Varsling", page_size=1)

    expected = [message.sid for message in wanted][::-1]
    assert [message.sid for message in by_number] == expected
    assert [message.sid for message in by_sender] == expected


async def test_list_filters_by_time(sms: Twilio) -> None:
    """DateSent with >= and <= takes both ends, in whole seconds and in whole days."""
    message = await sms.send()
    now = datetime.now(UTC)
    at = message.date_created
    messages = sms.client.messages

    async def count(**dates: datetime | str) -> int:
        return len(await messages.list_async(**dates))

    assert await count(date_sent_after=at, date_sent_before=at) == 1
    assert await count(date_sent_after=now + timedelta(seconds=2)) == 0
    assert await count(date_sent_before=at - timedelta(seconds=2)) == 0
    assert await count(date_sent=f"{at:%Y-%m-%d}") == 1
    assert await count(date_sent=f"{at - timedelta(days=2):%Y-%m-%d}") == 0


@pytest.mark.parametrize("query", ["PageSize=0", "PageSize=x", "Page=-1", "DateSent>=i-gaar", "PageToken=PASM1"])
async def test_list_tells_what_it_cannot_read(sms: Twilio, capture: Capture, query: str) -> None:
    """A filter that cannot be understood is a 400, never an unfiltered list."""
    url = f"{capture.ready.http}/2010-04-01/Accounts/{sms.account}/Messages.json?{query}"
    async with capture.session.get(url, headers={"Authorization": "Basic QUM6dA=="}) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 20001)
