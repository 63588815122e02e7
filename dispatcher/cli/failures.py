"""From what went wrong to what a person reads and the exit code: 1 refused or faults found, 2 wrong use or settings."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dispatcher.domain.errors import DispatcherError

REFUSED, WRONG_USE = 1, 2


class WrongUse(DispatcherError):
    """Kommandoen kan ikke brukes slik."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a command that could not do its work ends."""

    lines: Sequence[str]
    code: int


def ending(error: DispatcherError) -> Ending:
    """A line per fault, else the error's own sentence; never a traceback."""
    faults = tuple(getattr(error, "faults", ()))
    lines = [str(fault) for fault in faults] or str(error).splitlines()
    title = str(error)
    if faults and title not in ("\n".join(lines), "; ".join(lines), lines[0]):
        lines = [title, *lines]
    return Ending(lines=lines, code=WRONG_USE if _is_wrong_use(error) else REFUSED)


def _is_wrong_use(error: DispatcherError) -> bool:
    # By name: the classes live beside aiohttp and SQLAlchemy, which a refusal need not load.
    names = {cls.__name__ for cls in type(error).__mro__}
    return bool(names & {"WrongUse", "SettingsInvalid", "AnotherNode", "PortTaken", "DamagedDatabase", "NotTheLedger"})


def known(error: BaseException) -> DispatcherError | None:
    """The error we raise on purpose in this one, also when a group of tasks wrapped it; None for any other."""
    if isinstance(error, DispatcherError):
        return error
    if isinstance(error, BaseExceptionGroup):
        found = [known(inner) for inner in error.exceptions]
        return found[0] if found and all(found) else None
    return None


def unexpected(error: BaseException) -> str:
    """One line for a person: what kind of error it was and where, and none of the error's own words."""
    found = frames(error)
    place = f" i {found[-1]}" if found else ""
    return f"Uventet feil ({kind(error)}{place}). Meld fra til den som drifter Dispatcher."


def kind(error: BaseException) -> str:
    """The name of its type; of what a group wrapped, the first."""
    return type(_first(error)).__name__


def frames(error: BaseException) -> list[str]:
    """Where it was raised, outermost first, as «cli/main.py:12»: no words and no values, which may be personal."""
    walked = traceback.extract_tb(_first(error).__traceback__)
    return [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}" for frame in walked]


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
