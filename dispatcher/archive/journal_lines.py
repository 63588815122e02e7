"""The incident's lines of the journal, as they were hashed: one JSON object a line, personal data not among them.

``body`` is the very text that was hashed after ``prev``, as a string: who checks it needs no rule for writing JSON.
``anchor`` is the incident's own chain up to and with this line (``domain.anchor``).
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from dispatcher.domain.anchor import NOTHING, anchor, further
from dispatcher.ledger.journal import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row


def as_lines(rows: Sequence[Row[Any]]) -> bytes:
    """The lines in the order they were written."""
    anchors = list(accumulate((row.hash for row in rows), further, initial=NOTHING))[1:]
    return b"".join(_line(row, so_far) for row, so_far in zip(rows, anchors, strict=True))


def anchor_of(rows: Sequence[Row[Any]]) -> str:
    """The anchor of all of them."""
    return anchor(row.hash for row in rows)


def _line(row: Row[Any], so_far: str) -> bytes:
    body = canonical(dict(row._mapping)).decode()  # noqa: SLF001  the columns by name: SQLAlchemy's public way
    line = {"body": body, "prev": row.prev, "hash": row.hash, "anchor": so_far}
    return (json.dumps(line, ensure_ascii=False) + "\n").encode()
