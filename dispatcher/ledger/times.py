"""Milliseconds in the tables, aware datetimes outside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload


def ms(moment: datetime) -> int:
    """Whole milliseconds since 1970, UTC."""
    return int(moment.timestamp() * 1000)


@overload
def at(milliseconds: int) -> datetime: ...
@overload
def at(milliseconds: None) -> None: ...
def at(milliseconds: int | None) -> datetime | None:
    """The aware UTC datetime of a table's milliseconds."""
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
