"""One list, streamed: a row in memory at a time, never the file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import IO

from dispatcher.directory.decoding import encoding_of
from dispatcher.directory.faults import BrokenList, RowFault, shown
from dispatcher.directory.header import ListHeader, read_header
from dispatcher.directory.membership import Membership
from dispatcher.directory.people import People, Rules
from dispatcher.directory.records import Feed, records
from dispatcher.domain.contact import Contact
from dispatcher.domain.geo import AreaShape

Version = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """A list whose head has been read. Iterate for its rows: what is wrong, then the person, for each row in turn.

    Iterating may raise BrokenList, for a quote that is never closed or a file that changes under the reading: import
    in one transaction, so that the former version stays in force.
    """

    path: Path
    key: str
    header: ListHeader
    membership: Membership
    rules: Rules
    version: Version

    def __iter__(self) -> Iterator[Contact | RowFault]:
        header = self.header
        people = People(header, self.membership, self.rules)
        _readable(self.path, header.file)
        with self.path.open(encoding=header.encoding, newline="") as source:
            _unchanged(source, self.version, header.file)
            feed = Feed(source, file=header.file)
            for _ in range(header.lines):
                feed.forget()
                next(feed)
            for record in records(feed, delimiter=header.delimiter, width=header.width):
                yield from people.read(record)
            _unchanged(source, self.version, header.file)


def read_list(
    path: Path,
    *,
    list_key: str,
    default_language: str,
    areas: Sequence[AreaShape],
    salt: bytes = b"",
    of_citizens: bool = False,
) -> ListReading:
    """Reads the head, and proves the whole file to be text. Raises BrokenList for a file that is no contact list.

    ``salt`` (at most 64 bytes, the same for ever) goes into derived references. ``of_citizens``: nobody's unit or group
    may say what ails them.
    """
    file = shown(path)
    _readable(path, file)
    with path.open("rb") as binary:
        version = _version(binary)
        encoding = encoding_of(binary, file=file)
    with path.open(encoding=encoding, newline="") as text:
        header = read_header(Feed(text, file=file), file=file, encoding=encoding)
    return ListReading(
        path=path,
        key=list_key,
        header=header,
        membership=Membership(areas),
        rules=Rules(default_language=default_language, salt=salt, of_citizens=of_citizens),
        version=version,
    )


def _readable(path: Path, file: str) -> None:
    """A named pipe would hang the import, and a folder says something else on every system."""
    try:
        regular = S_ISREG(path.stat().st_mode)
    except OSError as error:
        raise BrokenList(file, 0, "finnes ikke eller kan ikke åpnes") from error
    if not regular:
        raise BrokenList(file, 0, "er ikke en vanlig fil")
    if not os.access(path, os.R_OK):
        raise BrokenList(file, 0, "kan ikke leses av brukeren som kjører Dispatcher")


def _version(source: IO[str] | IO[bytes]) -> Version:
    facts = os.fstat(source.fileno())
    return facts.st_ino, facts.st_size, facts.st_mtime_ns


def _unchanged(source: IO[str], version: Version, file: str) -> None:
    if _version(source) != version:
        raise BrokenList(file, 0, "ble endret mens den ble lest; les den inn på nytt")
