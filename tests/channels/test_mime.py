"""The mail as a person's program reads it."""

from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from dispatcher.channels.mime import Sender, addressed, mailbox, render
from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.outcome import Accepted
from dispatcher.domain.states import ChannelName
from tests.channels.messages import NIGHT, message, variant
from tests.channels.rigs import SENDER, smtp_email
from tests.channels.smtp_server import SmtpServer

TEXT = variant(
    ChannelName.EMAIL, headline="ØVELSE: Kokevarsel på Ådalsbruk fra Løten kommune, gjelder fra nå og til ny melding"
)


def whole(to: str = "kari@loten.example", **changed: str) -> bytes:
    """The bytes of one mail."""
    sender = Sender.parse(SENDER)
    recipient = mailbox(to)
    assert recipient
    text = variant(ChannelName.EMAIL, **changed) if changed else TEXT
    return addressed(render(text, sender), to=recipient, reference="d1.4821", sender=sender, at=NIGHT)


def read(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def text_of(part: object) -> str:
    assert isinstance(part, EmailMessage)
    text: str = part.get_content()
    return text.replace("\r\n", "\n")


def test_headers_are_as_promised() -> None:
    """Every header a receiving server or program acts on, each once."""
    mail = read(whole())

    assert Counter(name.lower() for name in mail.keys()).most_common(1)[0][1] == 1  # noqa: SIM118  keys repeat
    assert str(mail["To"]) == "kari@loten.example"
    assert str(mail["From"]) == "Løten kommune <varsling@loten.example>"
    assert str(mail["Subject"]) == TEXT.headline
    assert str(mail["Message-ID"]) == "<d1.4821@loten.example>"
    assert mail["Date"].datetime == NIGHT
    assert str(mail["Auto-Submitted"]) == "auto-generated"
    assert str(mail["Content-Language"]) == "nb"
    assert str(mail["Importance"]) == "high"
    assert str(mail["MIME-Version"]) == "1.0"


def test_plain_text_comes_first_then_html() -> None:
    """The last part is the one programs prefer, so the plain text stands before the HTML."""
    mail = read(whole())
    parts = list(mail.iter_parts())

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert [text_of(part) for part in parts] == [f"{TEXT.body}\n", f"{TEXT.html}\n"]


def test_without_html_it_is_plain_text() -> None:
    """A variant without HTML is one part."""
    mail = read(whole(html=""))

    assert mail.get_content_type() == "text/plain"


def test_the_bytes_go_through_any_server() -> None:
    """Seven bits, CRLF and short lines: no server need offer 8BITMIME, and none need fold anything."""
    content = whole(body="å" * 2000 + "\n.\n..punktum\nFrom oss\n" + "x" * 5000)

    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert read(content).get_body(("plain",)) is not None


def test_a_headline_in_two_lines_is_one_subject() -> None:
    """A line break in an approved headline cannot become a header."""
    mail = read(whole(headline="Kokevarsel\r\nBcc: alle@loten.example\n opphevet"))

    assert str(mail["Subject"]) == "Kokevarsel Bcc: alle@loten.example opphevet"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    ("address", "envelope"),
    [
        ("kari.nordmann+x@loten.example", "kari.nordmann+x@loten.example"),
        ("kari@løten.example", "kari@xn--lten-gra.example"),
        ("o'neill@loten.example", "o'neill@loten.example"),
        ("påske@loten.example", "påske@loten.example"),
    ],
)
def test_addresses_people_have(address: str, envelope: str) -> None:
    """Domains go out in ASCII, local parts as they are."""
    found = mailbox(address)

    assert found is not None
    assert found.address == envelope


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kari",
        "kari@",
        "@loten.example",
        "kari@loten.example, ola@loten.example",
        "Kari <kari@loten.example>",
        "kari@loten.example\r\nBcc: ola@loten.example",
        "kari@loten.example\n",
        "kari@loten.example\x00",
        "kari @loten.example",
        "kari\x85@loten.example",
        "kari@loten..example",
        "kari@loten.example>",
        "kari@loten.example SIZE=1",
        '"kari"@loten.example',
        "kari@-loten.example",
        "kari@[127.0.0.1]",
        "k" * 65 + "@loten.example",
        "kari@" + "l" * 70 + ".example",
    ],
)
def test_what_is_no_plain_address_is_none(address: str) -> None:
    """Lists, names, brackets, quotes, spaces, control characters and impossible domains."""
    assert mailbox(address) is None


@pytest.mark.parametrize(
    "sender", ["", "Løten kommune", "a@b.example, c@d.example", "a@b.example\r\nBcc: x@y.example", "å@b.example"]
)
def test_a_sender_that_is_none_names_the_setting(sender: str) -> None:
    """Found when the channel is made, with what to type."""
    with pytest.raises(InvalidInput) as fault:
        Sender.parse(sender)

    assert fault.value.faults[0].where == "DISPATCHER_SMTP__SENDER"


def test_a_senders_domain_is_ascii_on_the_wire() -> None:
    """A municipality may have its letter in its domain."""
    sender = Sender.parse("Løten kommune <varsling@løten.example>")

    assert sender.envelope.address == "varsling@xn--lten-gra.example"
    assert str(sender.header) == "Løten kommune <varsling@xn--lten-gra.example>"


def test_a_reference_that_would_break_the_header_is_our_fault() -> None:
    """The Message-ID is made of the delivery's own reference, which is never text from outside."""
    sender, recipient = Sender.parse(SENDER), mailbox("kari@loten.example")
    assert recipient

    with pytest.raises(ValueError, match="reference"):
        addressed(b"", to=recipient, reference="a>\r\nBcc: b@c.example", sender=sender, at=NIGHT)


async def test_the_message_id_is_the_same_on_every_attempt(smtp: SmtpServer) -> None:
    """It is the delivery's, not the attempt's: a mailbox that drops duplicates can tell."""
    channel = smtp_email(smtp)
    for attempt in ("first", "second"):
        outcome = await channel.send(
            message("kari@loten.example", channel=ChannelName.EMAIL, attempt=attempt, delivery=77)
        )
        assert isinstance(outcome, Accepted)
    await channel.close()

    assert [str(read(mail.content)["Message-ID"]) for mail in smtp.mails] == ["<d77.4821@loten.example>"] * 2


async def test_what_arrives_is_what_was_approved(smtp: SmtpServer) -> None:
    """Leading dots, long lines and Norwegian letters survive the wire, to one recipient at a time."""
    body = ".punktum først\n..to\n" + "Kok vannet på Ådalsbruk. " * 40
    channel = smtp_email(smtp)
    for number in (1, 2):
        text = variant(ChannelName.EMAIL, body=body)
        await channel.send(message(f"p{number}@loten.example", channel=ChannelName.EMAIL, delivery=number, text=text))
    await channel.close()

    assert [mail.recipient for mail in smtp.mails] == ["p1@loten.example", "p2@loten.example"]
    assert [mail.sender for mail in smtp.mails] == ["varsling@loten.example"] * 2
    assert text_of(read(smtp.mails[0].content).get_body(("plain",))) == body + "\n"
