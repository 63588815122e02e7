"""From what went wrong to what a person reads and the exit code: 1 refused or faults found, 2 wrong use or settings."""

from __future__ import annotations

import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass

from dispatcher.domain.errors import DispatcherError

REFUSED, WRONG_USE = 1, 2

_PERSONAL = re.compile(r"\+?\d(?:[ ]?\d){7,}|[^\s'\"<>@]+@[^\s'\"<>@]+")
"""Numbers of eight digits and more, and e-mail addresses: they may stand in an unexpected error's own words."""


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
    return bool(names & {"WrongUse", "SettingsInvalid", "AnotherNode", "PortTaken"})


def known(error: BaseException) -> DispatcherError | None:
    """The error we raise on purpose in this one, also when a group of tasks wrapped it; None for any other."""
    if isinstance(error, DispatcherError):
        return error
    if isinstance(error, BaseExceptionGroup):
        found = [known(inner) for inner in error.exceptions]
        return found[0] if found and all(found) else None
    return None


def unexpected(error: BaseException) -> str:
    """A traceback for whoever mends it, with everything that looks like a number or an address struck out."""
    return _PERSONAL.sub("…", "".join(traceback.format_exception(error)))
