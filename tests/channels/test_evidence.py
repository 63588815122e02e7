"""Twilio's list as evidence: what it shows was accepted; what it does not show proves nothing."""

import asyncio
import gc
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import pytest
from structlog.testing import capture_logs
from twilio.http.request import Request as TwilioRequest
from twilio.http.response import Response

from dispatcher.ports import Evidence, Gap
from tests.channels.messages import EMAIL, NIGHT, NUMBER, TOKEN
from tests.channels.rigs import smtp_email, twilio_sms
from tests.channels.smtp_server import SmtpServer
from tests.channels.twilio_server import MISBEHAVIOURS, Behaviour, Request, TwilioServer, answering, refusing

GAP = Gap(since=NIGHT, until=NIGHT + timedelta(minutes=3))


def entry(number: int, **changed: object) -> dict[str, object]:
    """One message as Twilio's list shows it."""
    return {
        "sid": f"SM{number}",
        "to": f"+4742{number:06d}",
        "from": "Loten",
        "body": "KOKEVARSEL æøå",
        "direction": "outbound-api",
        "status": "delivered",
        "date_sent": "Sun, 22 Nov 2026 02:13:00 +0000",
        "date_created": "Sun, 22 Nov 2026 02:12:59 +0000",
        "num_segments": "1",
        "num_media": "0",
        "error_code": None,
        "price": None,
    } | changed


def page(entries: Sequence[object], following: str | None = None) -> str:
    """One page of the list."""
    numbers = {"page": 0, "page_size": 1000, "start": 0, "end": 1}
    return json.dumps({"messages": entries, "next_page_uri": following, "uri": "/x", **numbers})


async def evidence_at(server: TwilioServer, gap: Gap = GAP) -> list[Evidence]:
    """One question from a channel of its own."""
    channel = twilio_sms(server)
    try:
        return await channel.evidence(gap)
    finally:
        await channel.close()


async def test_entries_become_evidence(twilio: TwilioServer) -> None:
    """Each outgoing message of the list, with its address, text, time and status; incoming ones are none of ours."""
    queued = entry(2, status="queued", date_sent=None)
    twilio.behaviour = answering(200, page([entry(1), queued, entry(3, direction="inbound")]))

    found = await evidence_at(twilio)

    assert [(one.provider_id, one.address, one.status) for one in found] == [
        ("SM1", "+4742000001", "delivered"),
        ("SM2", "+4742000002", "queued"),
    ]
    assert found[0].body == "KOKEVARSEL æøå"
    assert [one.at for one in found] == [
        datetime(2026, 11, 22, 2, 13, tzinfo=UTC),
        datetime(2026, 11, 22, 2, 12, 59, tzinfo=UTC),
    ]


async def test_the_question_covers_the_gap_in_utc(twilio: TwilioServer) -> None:
    """A minute before, a quarter after, written in UTC whatever zone the gap is in, with the account's sign-in."""
    twilio.behaviour = answering(200, page([]))
    zone = timezone(timedelta(hours=1))
    oslo = Gap(since=GAP.since.astimezone(zone), until=GAP.until.astimezone(zone))

    await evidence_at(twilio, oslo)

    address = urlsplit(twilio.requests[0].line.split(" ")[1])
    assert address.path == f"/2010-04-01/Accounts/{'AC' + '1' * 32}/Messages.json"
    assert parse_qs(address.query) == {
        "DateSent>": ["2026-11-22T02:11:00Z"],
        "DateSent<": ["2026-11-22T02:30:00Z"],
        "PageSize": ["1000"],
    }
    assert twilio.requests[0].headers["authorization"].startswith("Basic ")


async def test_all_pages_are_read_from_the_same_host(twilio: TwilioServer) -> None:
    """The next page's address is followed to the channel's own endpoint, even if it names another."""
    pages = [
        page([entry(1)], f"/2010-04-01/Accounts/{'AC' + '1' * 32}/Messages.json?Page=1&PageToken=PA%2B1"),
        page([entry(2)], "https://api.twilio.com/2010-04-01/Messages.json?Page=2"),
        page([entry(3)]),
    ]

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        await answering(200, pages[len(twilio.requests) - 1])(request, writer)

    twilio.behaviour = behave

    found = await evidence_at(twilio)

    assert [one.provider_id for one in found] == ["SM1", "SM2", "SM3"]
    assert parse_qs(urlsplit(twilio.requests[1].line.split(" ")[1]).query) == {"Page": ["1"], "PageToken": ["PA+1"]}


async def test_a_list_without_end_is_left_after_twenty_pages(twilio: TwilioServer) -> None:
    """What was read is returned, and the log says that there was more."""
    twilio.behaviour = answering(200, page([entry(1)], "/2010-04-01/Accounts/AC1/Messages.json?Page=1"))

    with capture_logs() as lines:
        found = await evidence_at(twilio)

    assert (len(found), len(twilio.requests)) == (20, 21)
    assert [line["event"] for line in lines] == ["evidence.too_long"]


BROKEN: dict[str, Behaviour] = {
    "401": refusing(20003, 401),
    "500": refusing(20500, 500),
    "not JSON": answering(200, "<html>"),
    "a list": answering(200, "[]"),
    "no messages": answering(200, "{}"),
    "dropped": MISBEHAVIOURS["dropped after the request"],
    "cut short": MISBEHAVIOURS["201 cut short"],
}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_list_that_breaks_off_proves_what_it_has_shown(twilio: TwilioServer, name: str) -> None:
    """The pages read before the failure count; the log names the kind of failure and no number, text or token."""
    first = answering(200, page([entry(1)], "/2010-04-01/Accounts/AC1/Messages.json?Page=1"))

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        await (first if len(twilio.requests) == 1 else BROKEN[name])(request, writer)

    twilio.behaviour = behave

    with capture_logs() as lines:
        found = await evidence_at(twilio)

    assert [one.provider_id for one in found] == ["SM1"]
    assert [(line["event"], line["entries"]) for line in lines] == [("evidence.broken_off", 1)]
    assert not [secret for secret in ("+4742", TOKEN, "KOKEVARSEL") if secret in str(lines)]


async def test_evidence_hides_whom_it_is_about(twilio: TwilioServer) -> None:
    """Neither address nor text is in its repr."""
    twilio.behaviour = answering(200, page([entry(1, to=NUMBER)]))

    found = await evidence_at(twilio)

    assert NUMBER not in repr(found)
    assert "KOKEVARSEL" not in repr(found)


async def test_nothing_is_kept_of_a_request(twilio: TwilioServer) -> None:
    """After a question no object of the package holds a number: its stock client keeps the last answer for ever."""
    twilio.behaviour = answering(200, page([entry(1, to=NUMBER)]))
    await evidence_at(twilio)
    gc.collect()

    kept = [thing for thing in gc.get_objects() if type(thing) in {Response, TwilioRequest}]

    assert kept == []


async def test_mail_servers_offer_no_list(smtp: SmtpServer) -> None:
    """None says that there is nothing to ask, which is not an empty list."""
    channel = smtp_email(smtp)

    assert await channel.evidence(GAP) is None
    assert EMAIL not in repr(channel)
