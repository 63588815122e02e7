from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dispatcher.domain.errors import Fault, InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One thing that is wrong in a list that is otherwise read. ``column`` is empty for a fault of the whole row."""

    file: str
    line: int
    column: str
    what: str

    @property
    def fault(self) -> Fault:
        """The same as every other fault: where, and what."""
        column = f" kolonne «{self.column}»" if self.column else ""
        return Fault(f"{self.file}:{self.line}{column}", self.what)

    def __str__(self) -> str:
        return str(self.fault)


class BrokenList(InvalidInput):
    """Lista kan ikke leses. The version that was imported before stays in force."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(Fault(f"{file}:{line}" if line else file, what))
        self.file, self.line, self.what = file, line, what


def shown(path: Path) -> str:
    """How a list is named to people: ``contacts/ansatte.csv``."""
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name
