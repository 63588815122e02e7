"""What a version of an alert owes to the police leading: written on it, and refused in it, each time it is composed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.domain import police
from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.states import AlertKind
from dispatcher.ledger import incidents
from dispatcher.ledger.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario

WITHOUT = "alert.without-police"


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """Whether the police must clear it, and which units' phones stay silent."""

    needs_clearance: bool
    silent: tuple[str, ...]

    def write_on(self, connection: Connection, row: Row[Any]) -> None:
        """On the alert's own row, where the gate and the fingerprint read it."""
        silent = json.dumps(list(self.silent), ensure_ascii=False)
        incidents.set_values(connection, row.id, needs_clearance=self.needs_clearance, silent_units=silent)


def led(plan: Plan, scenario: Scenario, row: Row[Any]) -> Led:
    """Raises InvalidInput for a text of somebody's own where only prepared ones may go."""
    fields: dict[str, str] = json.loads(row.fields)
    faults = police.locked_texts(scenario, json.loads(row.texts))
    if faults:
        raise InvalidInput(*faults)
    needed = police.needs_clearance(scenario, AlertKind(row.kind), fields, false_alarm=bool(row.false_alarm))
    return Led(needs_clearance=needed, silent=police.silent_units(plan, scenario, fields))


def submit(connection: Connection, plan: Plan, scenario: Scenario, row: Row[Any], actor: str, now: datetime) -> None:
    """Raises InvalidInput naming the words that stop what was typed. That the police were not reached is recorded."""
    fields: dict[str, str] = json.loads(row.fields)
    own: dict[str, str] = json.loads(row.texts)
    typed = [(f"fields.{spec.key}", fields.get(spec.key, "")) for spec in scenario.fields if spec.kind == "text"]
    faults = police.word_faults(plan, scenario, [*typed, *((f"texts.{name}", text) for name, text in own.items())])
    if faults:
        raise InvalidInput(*faults)
    if police.by_itself(scenario, fields) and not row.needs_clearance:
        alone = Entry(kind=WITHOUT, actor=actor, incident=row.incident, alert=row.id, data={"version": row.version})
        append(connection, alone, now)
