"""What is read from a mail, however it was written."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.capture.mail import read_mail


def raw(*headers: str, body: bytes = b"Hei\r\n") -> bytes:
    return "\r\n".join([*headers, "", ""]).encode() + body


def test_folded_and_encoded_headers_are_put_together() -> None:
    """A subject in two encoded words over two lines is one text; names of headers may be in any case."""
    mail = read_mail(
        raw(
            "SUBJECT: =?utf-8?q?=C3=98VELSE=3A?=",
            " =?utf-8?b?IEtva2V2YXJzZWw=?=",
            "message-id:",
            "\t<d1@loten.example>",
            "X-Subject: not this",
        )
    )

    assert (mail.subject, mail.message_id) == ("ØVELSE: Kokevarsel", "<d1@loten.example>")


def test_headers_after_the_text_are_text() -> None:
    """Only the head has headers: a line of the body that looks like one is left alone."""
    mail = read_mail(raw("Subject: Ekte", body=b"Subject: Falsk\r\n\r\nTo: falsk@example.org\r\n"))

    assert (mail.subject, mail.headers) == ("Ekte", ())
    assert mail.body == "Subject: Falsk\n\nTo: falsk@example.org\n"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_every_encoding_gives_the_same_text(encoding: str, charset: str) -> None:
    """How a text was encoded for transport does not show."""
    message = EmailMessage()
    message.set_content("Blåbærsyltetøy i Løten\n" * 10, cte=encoding, charset=charset)
    message.add_alternative("<p>Blåbærsyltetøy</p>", subtype="html", cte=encoding, charset=charset)

    mail = read_mail(message.as_bytes().replace(b"\n", b"\r\n"))

    assert mail.body == "Blåbærsyltetøy i Løten\n" * 10
    assert mail.html == "<p>Blåbærsyltetøy</p>\n"


def test_attachments_are_no_text() -> None:
    """The first text that is not attached is the text, also inside nested parts."""
    message = EmailMessage()
    message.set_content("Selve teksten")
    message.add_alternative("<p>Selve teksten</p>", subtype="html")
    message.add_attachment("vedlagt", filename="liste.txt")

    mail = read_mail(message.as_bytes().replace(b"\n", b"\r\n"))

    assert (mail.body, mail.html) == ("Selve teksten\n", "<p>Selve teksten</p>\n")


def test_html_alone_is_html() -> None:
    """A mail without a plain part has no body and an html."""
    mail = read_mail(raw("Content-Type: text/html; charset=utf-8", body="<p>Løten</p>\r\n".encode()))

    assert (mail.body, mail.html) == ("", "<p>Løten</p>\n")


def test_what_is_wrong_is_read_as_well_as_can_be() -> None:
    """An unknown character set, a broken encoded word and raw bytes in a header still give a text."""
    mail = read_mail(
        b"Subject: =?x-ukjent?q?=C3?=\r\nFrom: L\xff\r\nContent-Type: text/plain; charset=x-ukjent\r\n\r\nHei\r\n"
    )

    assert mail.subject == "=?x-ukjent?q?=C3?="
    assert mail.headers == (("From", "L�"),)
    assert mail.body == "Hei\n"


@given(st.binary(), st.sampled_from([b"", b"Content-Type: multipart/mixed; boundary=x\r\n", b"Subject: =?utf-8?b?"]))
def test_any_bytes_give_text_that_json_can_hold(content: bytes, start: bytes) -> None:
    """A capture refuses no mail: whatever comes, there is something to write down."""
    mail = read_mail(start + content)

    for text in (mail.subject, mail.body, mail.html, mail.message_id, mail.mode, *sum(mail.headers, ())):
        assert text.encode().decode() == text
