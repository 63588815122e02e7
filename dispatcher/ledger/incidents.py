"""Incidents and alerts: opening, drafting and each change of an alert's state, in the transaction of its caller."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.errors import NotFound
from dispatcher.domain.states import SERVICE, AlertAct, AlertState, move_alert
from dispatcher.ledger.tables import alerts, incidents, plans, variants
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

FIRST_NUMBER = 1001


def keep_plan(connection: Connection, plan_hash: str, document: str, now: datetime) -> None:
    """Freeze the plan's document under its hash; the same plan is kept once."""
    row = {"hash": plan_hash, "document": document, "first_used_at": ms(now)}
    connection.execute(upsert(plans).values(**row).on_conflict_do_nothing())


def next_number(connection: Connection) -> int:
    """The next incident's number, the one that stands in its texts («Nr 1001»)."""
    return int(connection.scalar(select(func.coalesce(func.max(incidents.c.id) + 1, FIRST_NUMBER))) or FIRST_NUMBER)


def open_incident(connection: Connection, row: Mapping[str, Any]) -> int:
    """A new incident; its mode is fixed for ever."""
    number = next_number(connection)
    connection.execute(insert(incidents).values(id=number, **row))
    return number


def incident(connection: Connection, number: int) -> Row[Any]:
    """Raises NotFound."""
    found = connection.execute(select(incidents).where(incidents.c.id == number)).first()
    if found is None:
        raise NotFound(f"Det finnes ingen hendelse med nummer {number}.")
    return found


def plan_document(connection: Connection, plan_hash: str) -> str:
    """The frozen plan of an incident."""
    return str(connection.scalar(select(plans.c.document).where(plans.c.hash == plan_hash)))


def add_alert(connection: Connection, number: int, row: Mapping[str, Any]) -> str:
    """A new draft of an incident; its id is the incident's number and its place in the series."""
    series = (alerts.c.incident == number, alerts.c.kind != SERVICE)
    count = connection.scalar(select(func.count()).where(*series)) or 0
    alert_id = f"{number}-{count + 1}"
    connection.execute(insert(alerts).values(id=alert_id, incident=number, state=str(AlertState.DRAFT), **row))
    return alert_id


def alert(connection: Connection, alert_id: str) -> Row[Any]:
    """Raises NotFound."""
    found = connection.execute(select(alerts).where(alerts.c.id == alert_id)).first()
    if found is None:
        raise NotFound(f"Det finnes ikke noe varsel {alert_id}.")
    return found


def move(connection: Connection, row: Row[Any], act: AlertAct, **values: Any) -> AlertState:
    """Carry out an act on an alert, with what else it changes. Raises Conflict when the table does not name it."""
    after = move_alert(AlertState(row.state), act)
    connection.execute(update(alerts).where(alerts.c.id == row.id).values(state=str(after), **values))
    return after


def set_values(connection: Connection, alert_id: str, **values: Any) -> None:
    """Write columns of a draft."""
    connection.execute(update(alerts).where(alerts.c.id == alert_id).values(**values))


def replace_variants(connection: Connection, alert_id: str, version: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """The texts of a draft's version, as composed now. A submitted version is never written again."""
    connection.execute(delete(variants).where(variants.c.alert_id == alert_id, variants.c.version == version))
    connection.execute(insert(variants), [{"alert_id": alert_id, "version": version, **row} for row in rows])


def variants_of(connection: Connection, alert_id: str, version: int) -> list[Row[Any]]:
    """The texts of a version, in the order in which they were composed."""
    chosen = select(variants).where(variants.c.alert_id == alert_id, variants.c.version == version)
    return list(connection.execute(chosen.order_by(variants.c.id)))


def drafts_of(connection: Connection, alert_id: str, version: int) -> list[str]:
    """The languages of a version whose texts were made from a template that nobody stands behind."""
    texts = variants_of(connection, alert_id, version)
    return list(dict.fromkeys(text.language for text in texts if text.adopted == ""))


def variant(connection: Connection, variant_id: int) -> Row[Any]:
    """One text, with its alert's kind and severity."""
    chosen = select(variants, alerts.c.kind, alerts.c.severity).join(alerts, alerts.c.id == variants.c.alert_id)
    return connection.execute(chosen.where(variants.c.id == variant_id)).one()


def all_alerts(connection: Connection, kind: str | None = None) -> list[Row[Any]]:
    """Every alert of a kind with its incident, newest first. No kind: all that say something to people."""
    chosen = select(alerts, incidents.c.scenario, incidents.c.opened_at).join(
        incidents, incidents.c.id == alerts.c.incident
    )
    chosen = chosen.where(alerts.c.kind == kind if kind else alerts.c.kind != SERVICE)
    return list(connection.execute(chosen.order_by(alerts.c.created_at.desc(), alerts.c.id.desc())))


def alerts_of(connection: Connection, number: int) -> list[Row[Any]]:
    """The series of an incident, in order; service messages are none of it."""
    chosen = select(alerts).where(alerts.c.incident == number, alerts.c.kind != SERVICE)
    # Two of one millisecond are in the order of their numbers, 1001-2 before 1001-10.
    return list(connection.execute(chosen.order_by(alerts.c.created_at, func.length(alerts.c.id), alerts.c.id)))


def open_numbers(connection: Connection) -> list[int]:
    """The incidents that are not closed and say something to people, newest first."""
    chosen = select(incidents.c.id).where(incidents.c.closed_at.is_(None))
    mine = select(alerts.c.id).where(alerts.c.incident == incidents.c.id, alerts.c.kind != SERVICE)
    return list(connection.scalars(chosen.where(mine.exists()).order_by(incidents.c.id.desc())))


def all_areas_of(row: Row[Any]) -> list[str]:
    """The keys of the areas of its zones and of its own, each once."""
    zones = (area for held in json.loads(row.zones).values() for area in held)
    return list(dict.fromkeys([*zones, *areas_of(row)]))


def areas_of(row: Row[Any]) -> list[str]:
    """The keys of the areas an alert is for."""
    return list(json.loads(row.areas))
