"""In what capacity somebody decided: as the holder of a role, or as a deputy for whoever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from dispatcher.evaluation.record import AlertRecord, Record


def in_capacity(record: Record, capacity: str, person: object) -> str:
    """« som ordfører», or « som stedfortreder for ordfører» where another person holds it; empty without a role."""
    if not capacity:
        return ""
    deputy = is_deputy(record, capacity, person)
    return say(" som stedfortreder for {role}" if deputy else " som {role}", role=record.plan.role(capacity))


def approver(record: Record, alert: AlertRecord) -> str | None:
    """The person of the plan who approved an alert: as the journal has it, else whose account it was."""
    yes = (line for line in record.journal if line.kind == "alert.approved" and line.alert == alert.id)
    said = next((line.data.get("person") for line in yes), None)
    return str(said) if said else record.people_of.get(str(alert.head["approved_by"]))


def approved_as(record: Record, alert: AlertRecord) -> str:
    """In what capacity an alert was approved; see ``in_capacity``."""
    return in_capacity(record, str(alert.head["approved_as"] or ""), approver(record, alert))


def is_deputy(record: Record, capacity: str, person: object) -> bool:
    """Whether somebody acted in a role that another person holds."""
    holder = record.plan.holder(capacity)
    return bool(holder and person and person != holder)
