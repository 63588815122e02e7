"""What a mail says: the headers that matter, the subject and the texts, decoded.

A run sends the same body to thousands, so a body is parsed once and remembered; what differs from mail to mail is a
few header lines, which are found by one pattern. The whole costs some microseconds a mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from functools import lru_cache
from typing import Final

KEPT: Final = ("From", "To", "Date", "Auto-Submitted", "Content-Language")
_WANTED: Final = (*KEPT, "Subject", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "X-Dispatcher-Mode")
_HEADER: Final = re.compile(
    rb"^(" + "|".join(_WANTED).encode() + rb")[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_FOLD: Final = re.compile(rb"\r?\n([ \t])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as its reader would see it."""

    message_id: str
    subject: str
    body: str
    html: str
    headers: tuple[tuple[str, str], ...]
    mode: str


def read_mail(content: bytes) -> Mail:
    """Take a mail apart. Whatever is wrong with it, something readable comes out: a capture refuses nothing."""
    block, _, body = content.partition(b"\r\n\r\n")
    raw: dict[str, bytes] = {}
    for name, value in _HEADER.findall(block):
        raw.setdefault(name.decode().casefold(), value)
    body_text, html = _texts(
        raw.get("content-type", b"text/plain; charset=utf-8"), raw.get("content-transfer-encoding", b"8bit"), body
    )
    return Mail(
        message_id=_plain(raw.get("message-id", b"")),
        subject=_decoded(raw.get("subject", b"")),
        body=body_text,
        html=html,
        headers=tuple((name, _decoded(raw[name.casefold()])) for name in KEPT if name.casefold() in raw),
        mode=_plain(raw.get("x-dispatcher-mode", b"")),
    )


def _plain(raw: bytes) -> str:
    return _FOLD.sub(rb"\1", raw).decode("utf-8", "replace").strip()


def _decoded(raw: bytes) -> str:
    return _words(raw) if b"=?" in raw else _plain(raw)


@lru_cache(maxsize=1024)
def _words(raw: bytes) -> str:
    text = _plain(raw)
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError):
        return text


@lru_cache(maxsize=64)
def _texts(content_type: bytes, encoding: bytes, body: bytes) -> tuple[str, str]:
    """The first plain text and the first HTML that are no attachments."""
    head = b"Content-Type: " + content_type + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n"
    found = {"text/plain": "", "text/html": ""}
    for part in message_from_bytes(head + body).walk():
        kind = part.get_content_type()
        if kind in found and not found[kind] and part.get_content_disposition() != "attachment":
            found[kind] = _text(part)
    return found["text/plain"], found["text/html"]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        text = content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        text = content.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")
