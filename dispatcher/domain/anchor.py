"""An incident's own chain: one hash that stands for every line the journal has of it, and for their order.

The journal's chain runs through all incidents; a package of one incident has only its own lines. So each line's hash is
added to what came before, ``SHA-256(anchor ‖ hash)``, both as hex digits. Whoever has the anchor of the last line (it
is printed in the report) sees every line that was changed, removed, moved or cut off, without any other incident.
"""

from __future__ import annotations

import hashlib
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = "0" * 64
"""The anchor before the first line."""


def anchor(hashes: Iterable[str]) -> str:
    """The anchor of an incident whose lines have these hashes, in the order they were written."""
    return reduce(further, hashes, NOTHING)


def further(before: str, line: str) -> str:
    """The anchor after one more line."""
    return hashlib.sha256(f"{before}{line}".encode()).hexdigest()
