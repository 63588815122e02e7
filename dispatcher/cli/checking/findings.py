"""What a check found: faults stop an alert, or somebody's; warnings should be mended and stop nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from dispatcher.domain.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteFound:
    """A route that was asked whether it would carry a message. ``ok`` None: it cannot be asked."""

    name: str
    ok: bool | None
    words: str
    reason: str = ""
    took_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFound:
    """For how many days a group stands by name, and whether the plan or the settings say so."""

    group: str
    days: int
    by: str
    words: str


@dataclass(slots=True)
class Findings:
    """Faults and warnings, in the order they were found, the routes that were asked, and the terms that count."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    routes: list[RouteFound] = field(default_factory=list)
    terms: list[TermFound] = field(default_factory=list)

    def fault(self, where: str, what: str) -> None:
        """Something that would fail tonight."""
        self.faults.append(Fault(where, what))

    def warn(self, where: str, what: str) -> None:
        """Something to mend by day."""
        self.warnings.append(Fault(where, what))

    def add(self, other: Findings) -> None:
        """What was found meanwhile."""
        self.faults.extend(other.faults)
        self.warnings.extend(other.warnings)
        self.routes.extend(other.routes)

    def place(self, lined: Callable[[Fault], Fault]) -> None:
        """Give each the line it stands on."""
        self.faults = [lined(fault) for fault in self.faults]
        self.warnings = [lined(fault) for fault in self.warnings]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "faults": _plain(self.faults),
            "warnings": _plain(self.warnings),
            "routes": [asdict(route) for route in self.routes],
            "retention": [asdict(term) for term in self.terms],
        }


def _plain(found: Iterable[Fault]) -> list[dict[str, str]]:
    return [{"where": fault.where, "what": fault.what} for fault in found]
