"""The door list: each address where an alert has not told everybody, for a person to tick; no names, no numbers.

And the list of names that the police are handed. Both open by themselves in a Norwegian spreadsheet, as the report's
table does: semicolons, UTF-8 with a BOM, CRLF.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from dispatcher.domain.spreadsheet import guarded
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.domain.street import parts_of
from dispatcher.ledger import drawn, incidents
from dispatcher.plan_file import plan_from_document
from dispatcher.printing.sheets import environment, style
from dispatcher.printing.words import NB, moment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.doors import NotReached, Resident

BOM, END = "\ufeff", "\r\n"
DOOR_COLUMNS = ("sted", "gate", "husnummer", "personer", "forsøkt på", "snakket med", "ingen hjemme", "klokken")
NAME_COLUMNS = ("navn", "adresse", "forsøkt på")
CHANNELS = {ChannelName.SMS: "SMS", ChannelName.EMAIL: "e-post", ChannelName.VOICE: "oppringing"}
NOTHING = "ingenting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One address. ``tried``: on which channels, and with how many of its people."""

    place: str
    street: str
    number: str
    people: int
    tried: str


def doors_of(found: NotReached) -> list[Door]:
    """The addresses in the order in which somebody walks."""
    return [
        _door(*parts, list(living)) for parts, living in groupby(found.residents, key=lambda one: parts_of(one.address))
    ]


def _door(street: str, number: str, place: str, living: list[Resident]) -> Door:
    channels: Counter[str] = Counter()
    for one in living:
        channels.update([_word(channel) for channel in one.tried] or [NOTHING])
    said = [name if count == len(living) else f"{name} ({count})" for name, count in sorted(channels.items())]
    return Door(place=place, street=street, number=number, people=len(living), tried=", ".join(said))


def _word(channel: str) -> str:
    return CHANNELS.get(ChannelName(channel), channel)


def door_csv(found: NotReached) -> str:
    """An address a line, and columns to tick in."""
    rows = ((one.place, one.street, one.number, one.people, one.tried, "", "", "") for one in doors_of(found))
    return _csv(DOOR_COLUMNS, rows)


def name_csv(found: NotReached) -> str:
    """A person a line, those without an address last. Who is shielded is said in the last line, as a number."""
    rows: list[tuple[object, ...]] = [
        (one.name, one.address, ", ".join(map(_word, one.tried)) or NOTHING)
        for one in (*found.residents, *found.homeless)
    ]
    if found.shielded:
        rows.append((f"{found.shielded} til er skjermet og står ikke her", "", ""))
    return _csv(NAME_COLUMNS, rows)


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator=END)
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return BOM + written.getvalue()


def door_sheet(connection: Connection, found: NotReached, now: datetime) -> str:
    """The list on paper, a heading a street. One HTML file that stands alone."""
    row = incidents.alert(connection, found.alert)
    opened = incidents.incident(connection, row.incident)
    plan = plan_from_document(drawn.plan_document(connection, opened))
    exercise = row.mode != Mode.REAL
    doors = doors_of(found)
    streets = [(name, list(each)) for name, each in groupby(doors, key=lambda one: (one.street, one.place))]
    return (
        environment()
        .get_template("door_list.html")
        .render(
            title=f"{'ØVELSE – ' if exercise else ''}Dørliste – {plan.municipality.name} – varsel {row.id}",
            style=style(),
            municipality=plan.municipality,
            scenario=plan.scenarios[opened.scenario].name,
            found=found,
            doors=len(doors),
            streets=streets,
            exercise=exercise,
            printed=moment(now, NB),
        )
    )
