"""The public state: what the banner and the page show. State with a version, not an event; it never ends silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.states import Fate
from dispatcher.ledger.database import PUBLISHED
from dispatcher.ledger.tables import alerts, meta, published, variants
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

VERSION, UPDATED = "banner_version", "banner_updated_at"


def publish(connection: Connection, alert: str, mode: str, now: datetime) -> str:
    """Put an alert on the banner and page in place of its forerunners; the new version. Repeating is harmless."""
    row = {"alert_id": alert, "mode": mode, "sent_at": ms(now), "confirmed_at": ms(now)}
    connection.execute(
        upsert(published)
        .values(**row)
        .on_conflict_do_update(index_elements=["alert_id"], set_={"confirmed_at": ms(now)})
    )
    incident = select(alerts.c.incident).where(alerts.c.id == alert).scalar_subquery()
    forerunners = select(alerts.c.id).where(alerts.c.incident == incident, alerts.c.superseded_by.is_not(None))
    connection.execute(
        update(published)
        .where(published.c.alert_id.in_(forerunners), published.c.alert_id != alert, published.c.withdrawn_at.is_(None))
        .values(withdrawn_at=ms(now))
    )
    return _bump(connection, now)


def withdraw(connection: Connection, alert: str, now: datetime) -> None:
    """Take an alert off the banner and page; harmless if it never was there."""
    changed = connection.execute(
        update(published)
        .where(published.c.alert_id == alert, published.c.withdrawn_at.is_(None))
        .values(withdrawn_at=ms(now))
    ).rowcount
    if changed:
        _bump(connection, now)


def _bump(connection: Connection, now: datetime) -> str:
    version = int(_meta(connection, VERSION) or 0) + 1
    for key, value in ((VERSION, version), (UPDATED, ms(now))):
        row = upsert(meta).values(key=key, value=str(value))
        connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": str(value)}))
    connection.info[PUBLISHED] = True
    return str(version)


def _meta(connection: Connection, key: str) -> str | None:
    return connection.scalar(select(meta.c.value).where(meta.c.key == key))


def version(connection: Connection) -> int:
    """The banner's version now; cheap enough to be asked for several times a second."""
    return int(_meta(connection, VERSION) or 0)


def state(
    connection: Connection, modes: Iterable[str]
) -> tuple[int, int | None, list[tuple[Row[Any], list[Row[Any]]]]]:
    """Version, when it last changed (ms), and each public alert with its banner texts, newest first."""
    shown = connection.execute(
        select(
            published,
            alerts.c.incident,
            alerts.c.kind,
            alerts.c.severity,
            alerts.c.areas,
            alerts.c.zones,
            alerts.c.version,
            alerts.c.promise_at,
            alerts.c.expires_at,
        )
        .join(alerts, alerts.c.id == published.c.alert_id)
        .where(published.c.withdrawn_at.is_(None), published.c.mode.in_(list(modes)))
        .order_by(published.c.sent_at.desc())
    ).all()
    updated = _meta(connection, UPDATED)
    entries = [(row, texts_of(connection, row)) for row in shown]
    return int(_meta(connection, VERSION) or 0), int(updated) if updated else None, entries


def texts_of(connection: Connection, row: Row[Any]) -> list[Row[Any]]:
    """What the banner and page say of a published alert, a row a language."""
    chosen = select(variants).where(
        variants.c.alert_id == row.alert_id,
        variants.c.version == row.version,
        variants.c.channel == "banner",
        variants.c.fate != str(Fate.RETRACTED),  # approved with it, for the day it must be taken back
    )
    return list(connection.execute(chosen.order_by(variants.c.id)))


def heartbeat(connection: Connection, now: datetime) -> None:
    """Write that the node lives; a restore is recognised by its age (part 3)."""
    if _meta(connection, "heartbeat") is None:
        connection.execute(insert(meta).values(key="heartbeat", value=str(ms(now))))
    connection.execute(update(meta).where(meta.c.key == "heartbeat").values(value=str(ms(now))))
