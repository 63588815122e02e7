"""The series of an incident: whom a follow-up is for, taken from the snapshots of the alerts before it.

Whoever an update or correction is about is kept (the same again), added (the whole first text) or released («this is
not about you»). An all-clear or retraction goes to everybody that any alert of the incident was for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.states import SERVICE, AlertState, AudienceClass, Fate
from dispatcher.ledger.tables import alerts, snapshot, waves

Version = tuple[str, int]
"""An alert and the version of it that was approved."""

COLUMNS = ["alert_id", "version", "wave_id", "cls", "ref", "person_id", "list_id", "channel", "point_id", "language"]
COLUMNS += ["zone", "fate"]


def approved(connection: Connection, incident: int) -> list[Version]:
    """The incident's approved alerts, newest first."""
    chosen = select(alerts.c.id, alerts.c.version).where(
        alerts.c.incident == incident,
        alerts.c.approved_at.is_not(None),
        alerts.c.kind != SERVICE,
        alerts.c.state != str(AlertState.REJECTED),
    )
    newest_first = chosen.order_by(alerts.c.approved_at.desc(), alerts.c.created_at.desc(), alerts.c.id.desc())
    return [(row.id, row.version) for row in connection.execute(newest_first)]


def fate(follows: Version, cls: str, ref: ColumnElement[str], zone: ColumnElement[str]) -> ColumnElement[str]:
    """SQL: kept for whoever the alert before told the same, else added.

    Who was told not to evacuate, and must now, gets the whole first text of the new zone: «still» would be wrong.
    """
    before = snapshot.alias("before")
    was_meant = exists().where(
        before.c.alert_id == follows[0],
        before.c.version == follows[1],
        before.c.cls == cls,
        before.c.ref == ref,
        before.c.zone == zone,
        before.c.fate != str(Fate.RELEASED),
    )
    return case((was_meant, str(Fate.KEPT)), else_=str(Fate.ADDED))


def copy_kept(connection: Connection, alert: str, version: int, follows: Version) -> None:
    """Everybody the alert before was about, in the same wave and zone."""
    before = snapshot.alias("before")
    _copy(connection, alert, version, follows, zone=before.c.zone, fate=literal(str(Fate.KEPT)), before=before)


def add_released(connection: Connection, alert: str, version: int, follows: Version) -> None:
    """Whoever is not in the snapshot now, but was: citizens are released, the municipality's own are kept."""
    before = snapshot.alias("before")
    what = case((before.c.cls == str(AudienceClass.CITIZEN), str(Fate.RELEASED)), else_=str(Fate.KEPT))
    _copy(connection, alert, version, follows, zone=literal(""), fate=what, before=before)


def copy_everyone(connection: Connection, alert: str, version: int, every: Sequence[Version]) -> None:
    """Everybody of these alerts, the released too: they have been told something. The newest word on each counts."""
    for one in every:
        before = snapshot.alias("before")
        _copy(connection, alert, version, one, zone=literal(""), fate=literal(""), before=before, released=True)


def _copy(
    connection: Connection,
    alert: str,
    version: int,
    follows: Version,
    *,
    zone: ColumnElement[str],
    fate: ColumnElement[str],
    before: Any,
    released: bool = False,
) -> None:
    old, new = waves.alias("old"), waves.alias("new")
    chosen = (
        select(
            literal(alert),
            literal(version),
            new.c.id,
            before.c.cls,
            before.c.ref,
            before.c.person_id,
            before.c.list_id,
            before.c.channel,
            before.c.point_id,
            before.c.language,
            zone,
            fate,
        )
        .join(old, old.c.id == before.c.wave_id)
        # The same plan and scenario, so the same waves: a person stays in theirs.
        .join(new, and_(new.c.alert_id == alert, new.c.version == version, new.c.ix == old.c.ix))
        .where(before.c.alert_id == follows[0], before.c.version == follows[1])
        .order_by(before.c.id)
    )
    if not released:
        chosen = chosen.where(before.c.fate != str(Fate.RELEASED))
    connection.execute(upsert(snapshot).from_select(COLUMNS, chosen).on_conflict_do_nothing())


def fates(connection: Connection, alert: str, version: int) -> dict[str, int]:
    """How many people are kept, added and released."""
    found = connection.execute(
        select(snapshot.c.fate, func.count(snapshot.c.ref.distinct()))
        .where(snapshot.c.alert_id == alert, snapshot.c.version == version, snapshot.c.channel.is_(None))
        .group_by(snapshot.c.fate)
    )
    counted = {row[0]: int(row[1]) for row in found}
    return {
        "kept": counted.get(Fate.KEPT, 0),
        "added": counted.get(Fate.ADDED, 0),
        "released": counted.get(Fate.RELEASED, 0),
    }
