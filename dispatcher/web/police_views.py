"""What an alert's view says of the police: their word, asked for and given, and the phones that stay silent."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row

from dispatcher.domain import police
from dispatcher.domain.plan import Scenario
from dispatcher.ledger import board, clearance, silence

MISSING = "Politiet må klarere før noe går ut."
GIVEN = "Politiet har klarert."
NOT_NEEDED = "Trenger ikke politiets klarering."
BY_ITSELF = "Politiet er ikke nådd. Kommunen ber selv folk gå ut, uten klarering."


def clearance_view(connection: Connection, row: Row[Any], scenario: Scenario) -> dict[str, Any] | None:
    """None where the police neither lead nor have said anything."""
    found = clearance.of(connection, row)
    if scenario.lead != police.POLICE and found is None:
        return None
    alone = not row.needs_clearance and police.by_itself(scenario, json.loads(row.fields))
    missing = MISSING if row.needs_clearance else BY_ITSELF if alone else NOT_NEEDED
    given = None if found is None else _given(found)
    words = missing if given is None else GIVEN
    return {"needed": bool(row.needs_clearance), "without_police": alone, "given": given, "words": words}


def _given(found: Row[Any]) -> dict[str, Any]:
    said = json.loads(found.personal) if found.personal else {}
    return {
        "name": said.get("name"),
        "function": said.get("function"),
        "what": said.get("what"),
        "at": board.rfc3339(found.at),
        "by": found.recorded_by,
        "recorded_at": board.rfc3339(found.recorded_at),
    }


def silent_view(connection: Connection, row: Row[Any]) -> dict[str, Any] | None:
    """None where no unit is silent."""
    units = silence.units_of(row)
    if not units:
        return None
    people = silence.count(connection, row)
    who = "Én person" if people == 1 else f"{people} personer"
    words = f"{who} ved {', '.join(units)} får bare e-post og nettsiden. Ingen får push: telefoner kan ringe der."
    if not people:
        words = f"Ingen mottaker står på listene med enheten {', '.join(units)}. Se etter at navnet er riktig."
    return {"units": units, "people": people, "words": words}


def warnings(connection: Connection, row: Row[Any]) -> list[str]:
    """A unit that no list knows is not silent."""
    silent = silent_view(connection, row)
    return [silent["words"]] if silent and not silent["people"] else []
