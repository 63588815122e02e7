"""The capture's own journal: what was accepted, in order, in memory and, if asked for, in a file.

A line is written before the answer goes out, so a message that was answered for is in the file even after kill -9
(the system keeps what was written; only power loss could take it). A line that was cut short by a kill was never
answered for: it is dropped at the next start. One journal file has one capture at a time.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import orjson
import structlog

from dispatcher.capture.errors import JournalUnusable

log = structlog.get_logger()

ID_NAMES = {"sms": "sid", "voice": "sid", "talk": "sid"}
"""What a channel's provider calls its own id of a message; the rest say message_id."""

_REPEATED = ("html", "account", "messaging_service", "mode", "topic", "urgency")
_OPTIONAL = (*_REPEATED, "status_callback")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One accepted message. ``id`` is the provider's name for it, ``sender`` is written as ``from``.

    ``payload``: what a push message held, decrypted, or what FCM was asked for, as JSON text. A call is one entry when
    it is accepted (``voice``) and, if somebody answered, one when it is over (``talk``): what was said and pressed.
    """

    seq: int
    at: datetime
    channel: str
    to: str
    sender: str
    subject: str
    body: str
    id: str
    html: str = ""
    account: str = ""
    messaging_service: str = ""
    status_callback: str = ""
    validity_period: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    mode: str = ""
    topic: str = ""
    urgency: str = ""
    ttl: int | None = None
    payload: str = ""

    def __repr__(self) -> str:
        return f"Entry(seq={self.seq}, channel={self.channel!r}, id={self.id!r})"

    def line(self) -> bytes:
        """The entry as one line of JSON; what is empty and optional is left out."""
        fact: dict[str, Any] = {
            "seq": self.seq,
            "at": self.at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "channel": self.channel,
            "to": self.to,
            "from": self.sender,
            "subject": self.subject,
            "body": self.body,
            ID_NAMES.get(self.channel, "message_id"): self.id,
        }
        for name in _OPTIONAL:
            if value := getattr(self, name):
                fact[name] = value
        if self.validity_period is not None:
            fact["validity_period"] = self.validity_period
        if self.ttl is not None:
            fact["ttl"] = self.ttl
        if self.payload:
            fact["payload"] = orjson.Fragment(self.payload)
        if self.channel == "email":
            fact["headers"] = dict(self.headers)
        return orjson.dumps(fact, option=orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def of_line(cls, line: bytes, shared: Callable[[str], str]) -> Self:
        """The entry a line was made of. Raises ValueError, KeyError or TypeError when it was made of something else."""
        fact = orjson.loads(line)
        return cls(
            seq=int(fact["seq"]),
            at=datetime.fromisoformat(fact["at"]).astimezone(UTC),
            channel=fact["channel"],
            to=fact["to"],
            sender=shared(fact["from"]),
            subject=shared(fact["subject"]),
            body=shared(fact["body"]),
            id=fact[ID_NAMES.get(fact["channel"], "message_id")],
            validity_period=fact.get("validity_period"),
            headers=tuple(fact.get("headers", {}).items()),
            status_callback=fact.get("status_callback", ""),
            ttl=fact.get("ttl"),
            payload=shared(orjson.dumps(fact["payload"]).decode()) if "payload" in fact else "",
            **{name: shared(fact.get(name, "")) for name in _REPEATED},
        )


class Journal:
    """Every accepted message of this capture, numbered from 1 without a hole."""

    def __init__(self, path: Path | None = None) -> None:
        self._entries: list[Entry] = []
        self._texts: dict[str, str] = {}
        self._file = None if path is None else _JournalFile(path)
        if self._file:
            try:
                self._remember(self._file)
            except JournalUnusable:
                self._file.close()
                raise

    def __len__(self) -> int:
        return len(self._entries)

    def stamp(self) -> tuple[int, datetime]:
        """Number and time of the next entry; the time never runs backwards, whatever the wall clock does."""
        now = datetime.now(UTC)
        return len(self._entries) + 1, max(now, self._entries[-1].at) if self._entries else now

    def shared(self, text: str) -> str:
        """The same text as one object: 8,000 people got the same words, which are kept once."""
        return self._texts.setdefault(text, text)

    def append(self, entry: Entry) -> None:
        """Keep one entry, in the file first. Raises JournalUnusable when it cannot be kept: do not accept then."""
        if self._file:
            self._file.write(entry.line())
        self._entries.append(entry)

    def after(self, seq: int, channel: str | None = None) -> Iterator[Entry]:
        """The entries after a number, in order, to the last there is now."""
        for index in range(seq, len(self._entries)):
            entry = self._entries[index]
            if channel is None or entry.channel == channel:
                yield entry

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()

    def _remember(self, file: _JournalFile) -> None:
        for number, line in enumerate(file.lines(), start=1):
            try:
                entry = Entry.of_line(line, self.shared)
            except (ValueError, KeyError, TypeError, AttributeError):
                entry = None
            if entry is None or entry.seq != number:
                msg = f"{file.path}:{number} is no line of a capture's journal: move the file away or name another."
                raise JournalUnusable(msg)
            self._entries.append(entry)


class _JournalFile:
    """The file under a journal: locked, appended to whole line by whole line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError as error:
            msg = f"The journal {path} cannot be opened: {error.strerror}."
            raise JournalUnusable(msg) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._descriptor)
            msg = f"The journal {path} is in use by another capture: stop that one or name another file."
            raise JournalUnusable(msg) from error
        self._size = os.fstat(self._descriptor).st_size

    def lines(self) -> Iterator[bytes]:
        """The whole lines there are; a torn last one is cut off, it was never answered for."""
        whole = 0
        with self.path.open("rb") as reader:
            for line in reader:
                if not line.endswith(b"\n"):
                    log.warning("capture.journal.torn", file=str(self.path), bytes=len(line))
                    break
                whole += len(line)
                yield line
        if whole != self._size:
            os.ftruncate(self._descriptor, whole)
            self._size = whole

    def write(self, line: bytes) -> None:
        """Append one line, all of it or nothing."""
        try:
            written = os.write(self._descriptor, line)
        except OSError as error:
            msg = f"The journal {self.path} cannot be written: {error.strerror}."
            raise JournalUnusable(msg) from error
        if written != len(line):
            os.ftruncate(self._descriptor, self._size)
            msg = f"The journal {self.path} cannot be written: the disk is full."
            raise JournalUnusable(msg)
        self._size += written

    def close(self) -> None:
        """Close and unlock. What is written after this is refused, not written to whatever has the number then."""
        os.close(self._descriptor)
        self._descriptor = -1
