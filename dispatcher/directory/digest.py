from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from dispatcher.directory.faults import BrokenList, shown
from dispatcher.domain.geo import AreaShape

_READING = "3"
"""Raise it when the same file would be read to other people than before: every list is then imported again."""


def list_digest(
    path: Path, areas: Sequence[AreaShape], *, default_language: str = "", of_citizens: bool = False, left_out: str = ""
) -> str:
    """SHA-256 over everything that decides what a list is read to: its bytes, the areas, its language, our rules."""
    facts = [[area.key, area.name, area.kind, area.polygon, list(area.names)] for area in areas]
    said = json.dumps(
        [_READING, default_language, of_citizens, left_out, facts], ensure_ascii=True, separators=(",", ":")
    )
    try:
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256")
    except OSError as error:
        raise BrokenList(shown(path), 0, "finnes ikke eller kan ikke åpnes") from error
    digest.update(said.encode())
    return digest.hexdigest()
