"""The tasks of an incident as people and programs read them: what, who, where, by when, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dispatcher.domain.states import ChannelName
from dispatcher.ledger import incidents, relays
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.tables import alerts, deliveries, waves
from dispatcher.ledger.task_planning import read_ref
from dispatcher.ledger.task_tables import tasks
from dispatcher.ledger.tasks import chain_of
from dispatcher.ledger.variant_names import variant_name
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan


def tasks_view(connection: Connection, number: int) -> list[dict[str, Any]]:
    """Every task of the incident's alerts, the oldest first, also those not handed out. Raises NotFound."""
    opened = incidents.incident(connection, number)
    plan = plan_from_document(incidents.plan_document(connection, opened.plan_hash))
    chosen = (
        select(
            *(deliveries.c[name] for name in ("id", "ref", "alert_id", "state", "reason", "accepted_at")),
            waves.c.name.label("wave"),
            *(tasks.c[name] for name in ("person", "asked_at", "due_at", "answered_at", "written_at")),
            *(tasks.c[name] for name in ("answered_by", "answered_for", "why")),
        )
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .join(waves, waves.c.id == deliveries.c.wave_id)
        .join(tasks, tasks.c.delivery_id == deliveries.c.id, isouter=True)
        .where(alerts.c.incident == number, deliveries.c.channel == str(ChannelName.TASK))
        .order_by(deliveries.c.id)
    )
    return [_task(row, plan, number) for row in connection.execute(chosen)]


def task_view(connection: Connection, task: int) -> dict[str, Any]:
    """One task of them."""
    chosen = select(alerts.c.incident).join(deliveries, deliveries.c.alert_id == alerts.c.id)
    number = connection.execute(chosen.where(deliveries.c.id == task)).scalar_one()
    return next(view for view in tasks_view(connection, number) if view["id"] == str(task))


def _task(row: Any, plan: Plan, number: int) -> dict[str, Any]:
    key, place = read_ref(row.ref)
    spec = plan.tasks[key]
    person = row.person or chain_of(plan, key, place)[0]
    where = plan.posting_places[place].name if place in plan.posting_places else spec.place
    return {
        "id": str(row.id),
        "incident": str(number),
        "alert": row.alert_id,
        "wave": row.wave,
        "key": key,
        "kind": spec.kind,
        "title": dict(spec.title),
        "what": dict(spec.what),
        "place": where,
        "role": spec.role,
        "account": plan.accounts[spec.account].url if spec.account else "",
        "person": person,
        "name": plan.persons[person].name if person in plan.persons else relays.title(person),
        "copies": variant_name(spec.copies, "", "", str(ChannelName.TASK), plan.municipality.language),
        "state": row.state,
        "reason": row.reason,
        "asked_at": rfc3339(row.asked_at),
        "due_at": rfc3339(row.due_at),
        "done_at": rfc3339(row.accepted_at),
        "answered_at": rfc3339(row.answered_at),
        "written_at": rfc3339(row.written_at),
        "by": row.answered_by,
        "for": row.answered_for,
        "why": row.why,
    }
