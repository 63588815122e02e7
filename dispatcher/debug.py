"""Ways for a node to break itself, for exercises only: where it dies or freezes, and a clock that can be moved.

``tests/nemesis`` uses them to hit moments that no outsider can aim at. A live node refuses them (settings.py).
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from dispatcher.domain.errors import Fault
from dispatcher.ports import Clock, SystemClock
from dispatcher.push_settings import Part

Notice = Callable[[str], None]
"""Called by a lane with the name of each moment it passes."""


class Passing(StrEnum):
    """The moments of a message at which a crash matters."""

    INTENT = "intent"  # the commit that claims is done, no request has started
    ANSWER = "answer"  # the provider has answered, nothing of it is recorded
    OUTCOME = "outcome"  # the commit with the outcome is done


class Debug(Part):
    """``after``: at the how manieth passing. ``clock_file`` holds by how many seconds this node's clock is wrong."""

    die_at: Passing | None = None
    freeze_at: Passing | None = None
    after: Annotated[int, Field(ge=1)] = 1
    clock_file: Path | None = None


def debug_faults(debug: Debug) -> Iterator[Fault]:
    """What a live node says to any of it: it is to reach people, and cannot ask to be broken."""
    if debug != Debug():
        yield Fault("DISPATCHER_DEBUG", "er bare for øvelser. Ta bort alt som begynner med DISPATCHER_DEBUG__.")


def nothing(_: str) -> None:
    """What a lane tells when nobody listens."""


def notice_of(debug: Debug) -> Notice:
    """Ends (SIGKILL) or freezes (SIGSTOP) this process at the asked-for passing; else does nothing."""
    wanted = debug.die_at or debug.freeze_at
    if wanted is None:
        return nothing
    number = signal.SIGKILL if debug.die_at else signal.SIGSTOP
    left = debug.after

    def notice(passing: str) -> None:
        nonlocal left
        left -= passing == wanted
        if passing == wanted and left == 0:
            os.kill(os.getpid(), number)

    return notice


def clock_of(debug: Debug) -> Clock:
    """The machine's clock, or one that is wrong by what the file says at this moment."""
    return SystemClock() if debug.clock_file is None else MovedClock(debug.clock_file)


class MovedClock(SystemClock):
    """The wall clock jumps when somebody writes the file anew; the monotonic clock never does."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """Aware, UTC, and wrong. A file that is being written says nothing: the clock is right."""
        try:
            wrong_by = float(self._file.read_text(encoding="ascii") or 0)
        except FileNotFoundError:
            wrong_by = 0.0
        return super().now() + timedelta(seconds=wrong_by)
