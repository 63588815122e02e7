"""The marker beside the ledger: which ledger this place last had, and how many times it had been started.

A ledger that knows of fewer starts than its marker is an older one, put in the place of the one that was here.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from pathlib import Path

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A ledger's id, and its counter: one more at each start of a node and at each copy taken."""

    ledger: str
    starts: int


def read_mark(path: Path) -> Mark | None:
    """What the marker says; None where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Mark(ledger=str(found["ledger"]), starts=int(found["starts"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("marker.unreadable", path=str(path), error=type(error).__name__)
        return None


def write_mark(path: Path, mark: Mark) -> None:
    """Whole or not at all, and only after the ledger has it: after a crash between them it must not be ahead."""
    new = path.with_name(f"{path.name}.new")
    try:
        file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            os.write(file, json.dumps({"ledger": mark.ledger, "starts": mark.starts}).encode())
            os.fsync(file)
        finally:
            os.close(file)
        new.replace(path)
    except OSError as error:
        # The heartbeat's age still tells of a restore: no reason not to send.
        log.error("marker.unwritten", path=str(path), error=type(error).__name__)
