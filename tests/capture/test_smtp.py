"""The SMTP side as aiosmtplib meets it, phase by phase, and what the journal says of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage

import pytest
from aiosmtplib import (
    SMTP,
    SMTPConnectError,
    SMTPConnectResponseError,
    SMTPDataError,
    SMTPRecipientRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from tests.capture.harness import Capture

FROM = "varsling@loten.example"
TO = "kari@example.org"


def letter(text: str = "Kok vannet.", html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Løten kommune <varsling@loten.example>"
    mail["To"] = TO
    mail["Subject"] = "ØVELSE: Kokevarsel for Løten sentrum, kok vannet før du drikker det"
    mail["Date"] = "Sat, 21 Nov 2026 03:12:00 +0100"
    mail["Message-ID"] = "<d17@loten.example>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Dispatcher-Mode"] = "exercise"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    mail["Content-Language"] = "nb"
    return mail


async def connected(capture: Capture, *, limit: float = 5.0) -> SMTP:
    client = SMTP(
        hostname=capture.ready.smtp_host,
        port=capture.ready.smtp_port,
        start_tls=False,
        local_hostname="node.example",
        timeout=limit,
    )
    await client.connect()
    return client


@pytest.fixture
async def client(capture: Capture) -> AsyncIterator[SMTP]:
    client = await connected(capture)
    yield client
    client.close()


async def spoken(capture: Capture, *lines: bytes) -> bytes:
    """Everything the server says to these bytes, sent in one go."""
    reader, writer = await asyncio.open_connection(capture.ready.smtp_host, capture.ready.smtp_port)
    writer.write(b"\r\n".join(lines) + b"\r\nQUIT\r\n")
    answer = await asyncio.wait_for(reader.read(), timeout=5)
    writer.close()
    await writer.wait_closed()
    return answer


async def test_mail_is_journalled_decoded(client: SMTP, capture: Capture) -> None:
    """The journal has the envelope, the Message-ID, and subject, texts and headers as a reader sees them."""
    _, answer = await client.send_message(letter("Kok vannet – «Løten».", "<p>Kok vannet</p>"), recipients=[TO])

    entry = (await capture.journal())[0]

    assert "queued as" in answer
    assert entry | {"seq": 0, "at": ""} == {
        "seq": 0,
        "at": "",
        "channel": "email",
        "to": TO,
        "from": FROM,
        "subject": "ØVELSE: Kokevarsel for Løten sentrum, kok vannet før du drikker det",
        "body": "Kok vannet – «Løten».\n",
        "html": "<p>Kok vannet</p>\n",
        "message_id": "<d17@loten.example>",
        "headers": {
            "From": "Løten kommune <varsling@loten.example>",
            "To": TO,
            "Date": "Sat, 21 Nov 2026 03:12:00 +0100",
            "Auto-Submitted": "auto-generated",
            "Content-Language": "nb",
        },
        "mode": "exercise",
    }


async def test_extensions_are_offered(client: SMTP) -> None:
    """ESMTP with 8BITMIME, SMTPUTF8, PIPELINING and a size."""
    await client.ehlo()

    assert {"8bitmime", "smtputf8", "pipelining", "size"} <= set(client.esmtp_extensions)


async def test_one_connection_takes_many_mails(client: SMTP, capture: Capture) -> None:
    """A connection is used again, one recipient at a time."""
    for number in range(20):
        await client.send_message(letter(), recipients=[f"p{number}@example.org"])

    assert [entry["to"] for entry in await capture.journal(channel="email")] == [
        f"p{number}@example.org" for number in range(20)
    ]


async def test_several_recipients_are_an_entry_each(client: SMTP, capture: Capture) -> None:
    """A message to two is two entries with the same Message-ID."""
    await client.send_message(letter(), recipients=["a@example.org", "b@example.org"])

    entries = await capture.journal()

    assert [entry["to"] for entry in entries] == ["a@example.org", "b@example.org"]
    assert {entry["message_id"] for entry in entries} == {"<d17@loten.example>"}


async def test_unusual_addresses_are_taken(client: SMTP, capture: Capture) -> None:
    """Plus signs, quotes and, with SMTPUTF8, Norwegian letters are addresses like others."""
    await client.ehlo()
    wanted = ["kari+varsel@example.org", '"kari nordmann"@example.org', "kåre@løten.example"]
    for address in wanted:
        await client.mail(FROM, options=["SMTPUTF8", "BODY=8BITMIME"], encoding="utf-8")
        await client.rcpt(address, encoding="utf-8")
        await client.data(letter().as_bytes())

    assert [entry["to"] for entry in await capture.journal()] == wanted


async def test_pipelined_commands_are_answered_in_order(capture: Capture) -> None:
    """Two mails written without waiting for an answer are both taken."""
    one = [b"MAIL FROM:<v@loten.example>", b"RCPT TO:<a@example.org>", b"DATA"]

    answer = await spoken(
        capture, b"EHLO node", *one, b"Subject: En", b"", b"Hei", b".", *one, b"Subject: To", b"", b"Hei", b"."
    )

    assert answer.count(b"250 2.0.0 OK: queued as") == 2
    assert answer.endswith(b"221 Bye\r\n")
    assert [entry["subject"] for entry in await capture.journal()] == ["En", "To"]


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        ([b".."], ".\n"),
        ([b"Slutt.", b"..skjult", b"...", b"Siste."], "Slutt.\n.skjult\n..\nSiste.\n"),
        ([b"Uten linje under.", b"", b""], "Uten linje under.\n\n\n"),
        ([b"bl\xc3\xa5b\xc3\xa6r"], "blåbær\n"),
    ],
)
async def test_dots_of_transport_are_taken_away(capture: Capture, sent: list[bytes], body: str) -> None:
    """Text with lines that begin with dots arrives as it was written."""
    envelope = (b"EHLO node", b"MAIL FROM:<v@loten.example>", b"RCPT TO:<a@example.org>", b"DATA")

    await spoken(capture, *envelope, b"Subject: x", b"", *sent, b".")

    assert [entry["body"] for entry in await capture.journal()] == [body]


async def test_empty_message_is_a_message(capture: Capture) -> None:
    """Nothing but the final dot is an accepted message without a text."""
    answer = await spoken(
        capture, b"EHLO node", b"MAIL FROM:<v@loten.example>", b"RCPT TO:<a@example.org>", b"DATA", b"."
    )

    assert b"250 2.0.0" in answer
    assert [(entry["subject"], entry["body"]) for entry in await capture.journal()] == [("", "")]


async def test_too_much_is_refused_and_the_talk_goes_on(client: SMTP, capture: Capture) -> None:
    """Over 10 MiB answers 552, and the next mail on the connection is taken."""
    await client.ehlo()
    await client.mail(FROM)
    await client.rcpt(TO)
    with pytest.raises(SMTPDataError) as caught:
        await client.data(b"Subject: x\r\n\r\n" + b"a" * 11 * 1024 * 1024)

    assert caught.value.code == 552
    await client.send_message(letter(), recipients=[TO])
    assert len(await capture.journal()) == 1


async def test_wrong_order_and_wrong_bytes_are_refused(capture: Capture) -> None:
    """Commands out of turn, and an address that is no UTF-8, get an error and the talk goes on."""
    answer = await spoken(
        capture,
        b"MAIL FROM:<v@loten.example>",
        b"EHLO node",
        b"DATA",
        b"MAIL FROM:<v@loten.example>",
        b"DATA",
        b"RCPT TO:<\xff@example.org>",
    )

    codes = [line[:3] for line in answer.splitlines() if line[3:4] == b" "]
    assert codes == [b"220", b"503", b"250", b"503", b"250", b"503", b"553", b"221"]


@pytest.mark.parametrize("reply", [450, 452, 550])
async def test_recipient_is_refused_by_pattern(client: SMTP, capture: Capture, reply: int) -> None:
    """A reply at rcpt hits the addresses of its pattern; the others are taken on the same connection."""
    await capture.put_faults({"kind": "smtp_reply", "stage": "rcpt", "reply": reply, "to": "*@borte.example"})

    await client.ehlo()
    await client.mail(FROM)
    with pytest.raises(SMTPRecipientRefused) as caught:
        await client.rcpt("kari@borte.example")
    await client.rset()
    await client.send_message(letter(), recipients=[TO])

    assert caught.value.code == reply
    assert [entry["to"] for entry in await capture.journal()] == [TO]


async def test_reply_can_have_a_text_of_its_own(client: SMTP, capture: Capture) -> None:
    """The enhanced code is the test's to choose."""
    await capture.put_faults({"kind": "smtp_reply", "stage": "rcpt", "reply": 550, "text": "5.7.1 Blocked"})

    await client.ehlo()
    await client.mail(FROM)
    with pytest.raises(SMTPRecipientRefused) as caught:
        await client.rcpt(TO)

    assert (caught.value.code, caught.value.message) == (550, "5.7.1 Blocked")


async def test_421_closes_the_connection(client: SMTP, capture: Capture) -> None:
    """A 421 at MAIL is the last thing said; a new connection works when the fault is used up."""
    await capture.put_faults({"kind": "smtp_reply", "stage": "mail", "reply": 421, "count": 1})

    await client.ehlo()
    with pytest.raises(SMTPSenderRefused) as caught:
        await client.mail(FROM)
    with pytest.raises(SMTPServerDisconnected):
        await client.noop()

    assert caught.value.code == 421
    again = await connected(capture)
    await again.send_message(letter(), recipients=[TO])
    again.close()
    assert len(await capture.journal()) == 1


@pytest.mark.parametrize("stage", ["data", "message"])
async def test_452_at_the_text_is_no_acceptance(client: SMTP, capture: Capture, stage: str) -> None:
    """A full disk is told at DATA or after the dot, and nothing is kept."""
    await capture.put_faults({"kind": "smtp_reply", "stage": stage, "reply": 452})

    with pytest.raises(SMTPDataError) as caught:
        await client.send_message(letter(), recipients=[TO])

    assert caught.value.code == 452
    assert await capture.journal() == []


async def test_greeting_can_be_refused(capture: Capture) -> None:
    """A 554 instead of the greeting, and the connection is closed."""
    await capture.put_faults({"kind": "smtp_reply", "stage": "greeting", "reply": 554})

    with pytest.raises(SMTPConnectResponseError) as caught:
        await connected(capture)

    assert caught.value.code == 554


async def test_greeting_can_fail_to_come(capture: Capture) -> None:
    """A connection that is taken and then silent, or closed."""
    await capture.put_faults(
        {"kind": "smtp_silence", "stage": "greeting", "count": 1}, {"kind": "smtp_drop", "stage": "greeting"}
    )

    with pytest.raises(SMTPTimeoutError):
        await connected(capture, limit=0.3)
    with pytest.raises((SMTPConnectError, SMTPServerDisconnected)):
        await connected(capture)


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
async def test_silence_before_the_text_keeps_nothing(capture: Capture, stage: str) -> None:
    """A stage that is never answered runs into the client's limit; nothing was accepted."""
    await capture.put_faults({"kind": "smtp_silence", "stage": stage})
    client = await connected(capture, limit=0.3)

    with pytest.raises(SMTPTimeoutError):
        await client.send_message(letter(), recipients=[TO])

    client.close()
    assert await capture.journal() == []


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
async def test_drop_before_the_end_keeps_nothing(client: SMTP, capture: Capture, stage: str) -> None:
    """A connection closed at MAIL, at RCPT or in the middle of the text: nothing was accepted."""
    await capture.put_faults({"kind": "smtp_drop", "stage": stage})

    with pytest.raises(SMTPServerDisconnected):
        await client.send_message(letter("Kok vannet.\n" * 10_000), recipients=[TO])

    assert await capture.journal() == []


@pytest.mark.parametrize("kept", [True, False])
async def test_drop_after_the_dot(client: SMTP, capture: Capture, *, kept: bool) -> None:
    """A connection closed instead of the 250: the mail was kept, unless it is said that it was not."""
    await capture.put_faults({"kind": "smtp_drop", "stage": "message"} | ({} if kept else {"journal": False}))

    with pytest.raises(SMTPServerDisconnected):
        await client.send_message(letter(), recipients=[TO])

    assert len(await capture.journal()) == kept


@pytest.mark.parametrize("kept", [True, False])
async def test_silence_after_the_dot(capture: Capture, *, kept: bool) -> None:
    """No 250 ever: the mail was lost, unless it is said that it was kept."""
    await capture.put_faults({"kind": "smtp_silence", "stage": "message"} | ({"journal": True} if kept else {}))
    client = await connected(capture, limit=0.3)

    with pytest.raises(SMTPTimeoutError):
        await client.send_message(letter(), recipients=[TO])

    client.close()
    assert len(await capture.journal()) == kept


async def test_slow_answer_comes_after_acceptance(capture: Capture) -> None:
    """Latency after the dot: a client that does not wait was accepted, one that waits gets its 250."""
    await capture.put_faults({"kind": "smtp_latency", "ms": 60_000, "count": 1}, {"kind": "smtp_latency", "ms": 20})
    client = await connected(capture, limit=0.3)
    with pytest.raises(SMTPTimeoutError):
        await client.send_message(letter(), recipients=[TO])
    client.close()

    patient = await connected(capture)
    await patient.send_message(letter(), recipients=[TO])
    patient.close()

    assert len(await capture.journal()) == 2
