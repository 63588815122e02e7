"""How the incident is filed, from the plan that was frozen on it: read as plain JSON, as the report reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.evaluation.words import MARKS, day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.evaluation.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What stands in ``arkivmelding.xml``; empty is left to the archive. ``code``: who may see it."""

    title: str
    public_title: str
    unit: str
    responsible: str
    class_system: str
    class_id: str
    class_title: str
    code: str
    ground: str


def filing_of(record: Record) -> Filing:
    """The frozen plan's own words; of an incident from before the plan had any, the municipality and the role alone."""
    document = record.plan.document
    said = _mapping(document, "archive")
    access = _mapping(_mapping(said, "access_of"), record.scenario) or _mapping(said, "access")
    role = str(_mapping(_mapping(document, "scenarios"), record.scenario).get("responsible") or "")
    ground = str(access.get("ground") or "")
    return Filing(
        title=_title(record, record.plan.scenario(record.scenario)),
        public_title=_title(record, "*****" if ground else record.plan.scenario(record.scenario)),
        unit=str(said.get("unit") or record.plan.municipality),
        responsible=record.plan.role(role) if role else "",
        class_system=str(said.get("class_system") or ""),
        class_id=str(said.get("class_id") or ""),
        class_title=str(said.get("class_title") or ""),
        code=str(access.get("code") or ""),
        ground=ground,
    )


def _title(record: Record, what: str) -> str:
    mark = MARKS.get(record.mode, record.mode.upper())
    marked = f"{mark} – " if mark else ""
    return f"{marked}{what} {day(record.opened_at)}, hendelse {record.number}{f' – {mark}' if mark else ''}"


def _mapping(entry: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = entry.get(key)
    return found if isinstance(found, dict) else {}
