"""What a spreadsheet would run instead of show (OWASP, CSV injection)."""

from __future__ import annotations

FORMULA = frozenset("=+-@\t\r\n")
"""How a cell begins that a spreadsheet takes for a formula."""


def guarded(cell: object) -> str:
    """A cell as text that every spreadsheet only shows: an apostrophe stands before what looks like a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in FORMULA else text
