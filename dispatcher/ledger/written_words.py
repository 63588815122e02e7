"""Words that people write beside the record: looked at, sealed in the journal, and read from it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.personal_data import identity_numbers
from dispatcher.ledger import log_book
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import journal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

NUMBER = "Teksten har et fødselsnummer eller D-nummer. Ta det bort: dette skal kunne leses av andre."

Faults = list[tuple[str, str]]
"""Where, and what is wrong there."""


def kept(known: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What has a place, and is not empty. Raises InvalidInput for a name that has none."""
    refuse([(name, f"Ukjent navn. Her kan stå: {', '.join(known)}.") for name in given if name not in known])
    return {name: given[name].strip() for name in known if given.get(name, "").strip()}


def word_faults(words: Mapping[str, str], longest: int) -> Faults:
    """What is too long, and where a number stands that says who somebody is."""
    long = [(name, f"Kan ha høyst {longest} tegn.") for name, text in words.items() if len(text) > longest]
    return long + [(name, NUMBER) for name, text in words.items() if identity_numbers(text)]


def refuse(faults: Sequence[tuple[str, str]]) -> None:
    """Raises InvalidInput when there are any."""
    if faults:
        raise InvalidInput(*(Fault(where, what) for where, what in faults))


def seal(
    connection: Connection,
    kind: str,
    by: str,
    incident: int | None,
    data: Mapping[str, Any],
    words: Mapping[str, str],
    now: datetime,
) -> int:
    """One line of the journal: open, what was done; sealed, the words. Returns its number."""
    append(connection, Entry(kind=kind, actor=by, incident=incident, data=data, personal=words or None), now)
    return log_book.newest(connection)


def words_of(connection: Connection, entry: int | None) -> dict[str, str]:
    """The words that went with a line; none when there is none, or they are erased."""
    said = connection.scalar(select(journal.c.personal).where(journal.c.seq == entry))
    return json.loads(said) if said else {}
