"""The duty rota: who of a role has the watch, from and until when. Small, so it is read whole."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.directory.cells import clean
from dispatcher.directory.decoding import encoding_of
from dispatcher.directory.faults import BrokenList, RowFault, shown
from dispatcher.domain.moments import parse_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

COLUMNS = {
    "role": ("role", "rolle"),
    "person": ("person", "hvem"),
    "from": ("from", "fra"),
    "to": ("to", "til"),
}
MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Somebody of a role, from and until."""

    role: str
    person: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The rows that hold, and what is wrong with the others."""

    watches: tuple[Watch, ...]
    faults: tuple[RowFault, ...]


def read_rota(path: Path, chains: Mapping[str, Sequence[str]], now: datetime) -> Rota:
    """``chains``: the persons of each role of the plan. Raises BrokenList for a file that is no rota."""
    file = shown(path)
    found: list[Watch | RowFault] = []
    for line, cells in _rows(path, file):
        try:
            found.append(_watch(cells, chains, now))
        except ValueError as error:
            found.append(RowFault(file=file, line=line, column="", what=f"{error} Vakten er ikke tatt med."))
    return Rota(
        watches=tuple(one for one in found if isinstance(one, Watch)),
        faults=tuple(one for one in found if isinstance(one, RowFault)),
    )


def _rows(path: Path, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(path, file)
    head = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(), delimiter=max(";,\t", key=head.count))
    names = [clean(name).casefold() for name in next(reader, [])]
    places = {
        column: next((names.index(name) for name in known if name in names), -1) for column, known in COLUMNS.items()
    }
    missing = [COLUMNS[column][1] for column, place in places.items() if place < 0]
    if missing:
        raise BrokenList(file, 1, f"mangler kolonnen {', '.join(missing)}; vaktlista har rolle, person, fra og til")
    for row in reader:
        if any(cell.strip() for cell in row):
            padded = [*row, *[""] * len(names)]
            yield reader.line_num, {column: clean(padded[place]) for column, place in places.items()}


def _text(path: Path, file: str) -> str:
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise BrokenList(file, 0, "finnes ikke, eller er for stor til å være en vaktliste")
        with path.open("rb") as binary:
            encoding = encoding_of(binary, file=file)
        return path.read_text(encoding=encoding)
    except OSError as error:
        raise BrokenList(file, 0, f"kan ikke leses ({error.strerror})") from error


def _watch(cells: Mapping[str, str], chains: Mapping[str, Sequence[str]], now: datetime) -> Watch:
    role, person = cells["role"], cells["person"]
    if role not in chains:
        raise ValueError(f"Planen har ingen rolle «{role}».")
    if person not in chains[role]:
        raise ValueError(f"Planen har ikke «{person}» i rollen {role}. En vaktliste gir ingen ny stedfortreder.")
    since, until = parse_moment(cells["from"], now), parse_moment(cells["to"], now)
    if until <= since:
        raise ValueError("Vakten slutter før den begynner.")
    return Watch(role=role, person=person, since=since, until=until)
