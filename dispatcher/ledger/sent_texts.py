"""Texts that were in fact sent in real alerts, and what has become of them. Nothing that is not out yet is told of.

An exercise, a test, a service message, a draft, and a wave that has not opened are as if they did not exist.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, exists, or_, select, tuple_

from dispatcher.domain.states import SERVICE, AlertKind, AlertState, ChannelName, DeliveryState, Mode
from dispatcher.ledger import incidents, series
from dispatcher.ledger.series import Version
from dispatcher.ledger.tables import alerts, deliveries, published, variants, waves

NEWEST: Final = 300
"""Alerts that are looked at. One that is older is not denied: nothing ever is."""
_SPOKEN: Final = (str(ChannelName.TASK), str(ChannelName.VOICE))
"""Instructions to whoever does it by hand, and calls: nobody holds such a text in hand as a message of ours."""
_MAY_BE_OUT: Final = [str(state) for state in (DeliveryState.SENDING, DeliveryState.UNSURE, DeliveryState.DELIVERED)]


class Standing(StrEnum):
    """What an alert that was sent is worth now."""

    HOLDS = "holds"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    """A text of an alert of which a wave has opened, in each way a person may have got to see it."""

    variant: int
    alert: str
    forms: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """An alert that a text was sent in. ``since``: when that wave opened, in milliseconds. ``shown``: on the page."""

    alert: str
    since: int
    standing: Standing
    shown: bool


def opened_versions(connection: Connection) -> list[Version]:
    """The newest real alerts of which a wave has opened, newest first."""
    chosen = select(alerts.c.id, alerts.c.version).where(
        alerts.c.mode == str(Mode.REAL),
        alerts.c.kind != SERVICE,
        alerts.c.approved_at.is_not(None),
        _opened(),
    )
    chosen = chosen.order_by(alerts.c.approved_at.desc()).limit(NEWEST)
    return [(row.id, row.version) for row in connection.execute(chosen)]


def texts_of(connection: Connection, versions: Collection[Version]) -> list[SentText]:
    """Every text of these alerts, sent or not: ``recognised`` is who judges that."""
    chosen = select(variants).where(
        tuple_(variants.c.alert_id, variants.c.version).in_(list(versions)), variants.c.channel.not_in(_SPOKEN)
    )
    return [SentText(variant=row.id, alert=row.alert_id, forms=_forms(row)) for row in connection.execute(chosen)]


def _forms(row: Row[Any]) -> tuple[str, ...]:
    """The body, alone and with what stands above and below it on the page or a notification; an e-mail's HTML."""
    whole = "\n".join(part for part in (row.headline, row.body, row.instruction) if part)
    return tuple(dict.fromkeys(form for form in (row.body, f"{row.headline}\n{row.body}", whole, row.html) if form))


def recognised(connection: Connection, found: Iterable[int]) -> Recognised | None:
    """Of texts that read alike, the newest that somebody has been sent; None when nobody has."""
    sent = [row for variant in found if (row := _first_sent(connection, variant)) is not None]
    if not sent:
        return None
    newest = max(sent, key=lambda row: (row.opened_at, row.alert_id))
    alert = incidents.alert(connection, newest.alert_id)
    return Recognised(
        alert=newest.alert_id,
        since=newest.opened_at,
        standing=standing(connection, alert),
        shown=_shown(connection, newest.alert_id),
    )


def _first_sent(connection: Connection, variant: int) -> Row[Any] | None:
    """The wave in which a text has left, or may have. By the alert first: there is no index of texts."""
    out = or_(deliveries.c.accepted_at.is_not(None), deliveries.c.state.in_(_MAY_BE_OUT))
    alert = select(variants.c.alert_id).where(variants.c.id == variant).scalar_subquery()
    chosen: Select[Any] = (
        select(deliveries.c.alert_id, waves.c.opened_at)
        .join(waves, waves.c.id == deliveries.c.wave_id)
        .where(deliveries.c.alert_id == alert, deliveries.c.variant_id == variant, out, waves.c.opened_at.is_not(None))
    )
    return connection.execute(chosen.limit(1)).first()


def standing(connection: Connection, alert: Row[Any]) -> Standing:
    """What an alert that has begun to go out is worth now."""
    later = _later(connection, alert)
    newest = later[0] if later else alert
    kinds = {row.kind for row in later}
    if newest.kind == AlertKind.RETRACTION or newest.state == AlertState.STOPPED:
        return Standing.WITHDRAWN
    closed = incidents.incident(connection, alert.incident).closed_at is not None
    if newest.kind == AlertKind.ALL_CLEAR or closed:
        return Standing.OVER
    if AlertKind.CORRECTION in kinds:
        return Standing.CORRECTED
    return Standing.UPDATED if later else Standing.HOLDS


def _later(connection: Connection, alert: Row[Any]) -> list[Row[Any]]:
    """The incident's alerts after this one that have begun to go out, newest first."""
    series_ = [version[0] for version in series.approved(connection, alert.incident)]
    after = series_[: series_.index(alert.id)] if alert.id in series_ else []
    rows = {row.id: row for row in connection.execute(select(alerts).where(alerts.c.id.in_(after), _opened()))}
    return [rows[one] for one in after if one in rows]


def _opened() -> Any:
    """SQL: a wave of the alert's version has opened."""
    of = (waves.c.alert_id == alerts.c.id, waves.c.version == alerts.c.version)
    return exists().where(*of, waves.c.opened_at.is_not(None))


def _shown(connection: Connection, alert: str) -> bool:
    chosen = select(published.c.alert_id).where(published.c.alert_id == alert, published.c.withdrawn_at.is_(None))
    return connection.execute(chosen).first() is not None
