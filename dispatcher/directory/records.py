"""CSV records with bounded memory, whatever the file holds.

The csv module joins lines until a quote is closed. One stray quote would so swallow every person down to the next
quote, or to the end of the file: the feed below counts what a record has taken, and a record that has swallowed whole
rows is read again line by line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from dispatcher.directory.faults import BrokenList

LONGEST = 1 << 16
"""Characters in one record; below the csv module's own limit for a field."""

STRAY_QUOTE = "har et anførselstegn som ikke er lukket; raden er lest uten"


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the line it starts on, its cells, and what had to be forgiven to read it."""

    line: int
    cells: list[str]
    fault: str


class Feed:
    """Lines for the csv module, each counted and none longer than LONGEST."""

    def __init__(self, source: TextIO, *, file: str) -> None:
        self._source, self._file = source, file
        self.line = 0
        self.first = 1
        self.taken: list[str] = []
        self._length = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = self._source.readline(LONGEST + 1)
        if not text:
            self.ended = True
            raise StopIteration
        self.line += 1
        if len(text) > LONGEST:
            raise BrokenList(self._file, self.line, f"er lengre enn {LONGEST} tegn; dette er ikke en rad i en liste")
        self._length += len(text)
        if self._length > LONGEST:
            raise self.endless()
        self.taken.append(text)
        return text

    def forget(self) -> None:
        """A new record begins."""
        self.taken.clear()
        self._length = 0
        self.first = self.line + 1

    def endless(self) -> BrokenList:
        """The error for a quote that swallows everything after it."""
        return BrokenList(self._file, self.first, "har et anførselstegn som aldri blir lukket")


def records(feed: Feed, *, delimiter: str, width: int) -> Iterator[Record]:
    """Every row after the header, blank lines left out."""
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.forget()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if feed.ended:
                raise feed.endless() from error
            yield from _line_by_line(feed.taken, feed.first, delimiter, width)
            continue
        if len(feed.taken) > 1 and _swallowed(feed.taken, delimiter, width):
            yield from _line_by_line(feed.taken, feed.first, delimiter, width)
        elif cells:
            yield Record(feed.first, cells, "")


def one_row(text: str, delimiter: str) -> list[str]:
    """The cells of a line that stands alone."""
    return next(csv.reader([text], delimiter=delimiter), [])


def _swallowed(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether a later line of one record looks like a row of its own."""
    return any(line.count(delimiter) >= max(width - 1, 1) for line in lines[1:])


def _line_by_line(lines: list[str], first: int, delimiter: str, width: int) -> Iterator[Record]:
    for number, text in enumerate(lines, start=first):
        cells = one_row(text, delimiter)
        if len(cells) != width:
            cells = [cell.strip('" ') for cell in text.rstrip("\r\n").split(delimiter)]
        yield Record(number, cells, STRAY_QUOTE if '"' in text else "")
