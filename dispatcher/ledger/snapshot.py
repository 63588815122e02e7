"""The snapshot: who is meant, frozen at submit. Later changes of the lists are shown, never applied silently.

``planning`` writes it; here it is read. No person passes through Python but as an HMAC for the fingerprint.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, case, func, select

from dispatcher.domain.states import PERSONAL, QUIET
from dispatcher.ledger.tables import lists, memberships, people, snapshot, variants, waves

if TYPE_CHECKING:
    from collections.abc import Sequence

PUBLIC = "public"

Need = tuple[str, str, str, str, str]
"""Class, zone, fate, channel and language of a text that somebody is to get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a wave would reach on one channel: recipients of one text, and those with a usable address.

    ``step``: 0 at once, 1 … a fallback for those whom nothing before it reached.
    """

    wave: int
    cls: str
    zone: str
    fate: str
    channel: str
    language: str
    step: int
    people: int
    addresses: int

    @property
    def need(self) -> Need:
        """The text this reach wants."""
        return self.cls, self.zone, self.fate, self.channel, self.language


def channels_of(wave: Row[Any]) -> list[tuple[str, int]]:
    """A wave's channels with their step, in the plan's order."""
    return [
        *((channel, 0) for channel in json.loads(wave.channels)),
        *((channel, step) for step, channel in enumerate(json.loads(wave.fallback), 1)),
    ]


def reach(connection: Connection, alert: str, version: int) -> list[Reach]:
    """Recipients and usable addresses per wave, text and channel of a planned version."""
    found: list[Reach] = []
    for wave in waves_of(connection, alert, version):
        counted = _counted(connection, wave.id)
        for channel, step in channels_of(wave):
            found += [_reach(wave.ix, row, channel, step) for row in counted if _has(row, channel)]
    return found


def _counted(connection: Connection, wave_id: int) -> list[Row[Any]]:
    group = (snapshot.c.cls, snapshot.c.zone, snapshot.c.fate, snapshot.c.language, snapshot.c.channel)
    return list(
        connection.execute(
            select(
                *group,
                func.count().label("total"),
                func.sum(case((snapshot.c.silent, 0), else_=1)).label("rung"),
                func.count(case((snapshot.c.silent, None), else_=people.c.sms_point).distinct()).label("sms"),
                func.count(people.c.email_point.distinct()).label("email"),
            )
            .join(people, people.c.id == snapshot.c.person_id, isouter=True)
            .where(snapshot.c.wave_id == wave_id)
            .group_by(*group)
        )
    )


def _has(row: Row[Any], channel: str) -> bool:
    return row.channel == channel if row.channel else channel in PERSONAL


def _reach(wave: int, row: Row[Any], channel: str, step: int) -> Reach:
    everybody = row.total if channel in QUIET else int(row.rung)
    usable = {"sms": row.sms, "voice": row.sms, "email": row.email}.get(channel, everybody)
    return Reach(
        wave=wave,
        cls=row.cls,
        zone=row.zone,
        fate=row.fate,
        channel=channel,
        language=row.language,
        step=step,
        people=row.total,
        addresses=usable,
    )


def texts_meant(connection: Connection, alert: str, version: int) -> list[tuple[str, str, str]]:
    """Class, zone and fate of everybody in the snapshot, each once."""
    chosen = select(snapshot.c.cls, snapshot.c.zone, snapshot.c.fate).where(
        snapshot.c.alert_id == alert, snapshot.c.version == version
    )
    return [(cls, zone, fate) for cls, zone, fate in connection.execute(chosen.distinct())]


def waves_of(connection: Connection, alert: str, version: int) -> list[Row[Any]]:
    """The waves of a version, in the plan's order."""
    chosen = select(waves).where(waves.c.alert_id == alert, waves.c.version == version)
    return list(connection.execute(chosen.order_by(waves.c.ix)))


def _persons(alert: str, version: int) -> Any:
    """SQL: the rows of people, not those of subscriptions, topics and the public."""
    return and_(snapshot.c.alert_id == alert, snapshot.c.version == version, snapshot.c.channel.is_(None))


def count_people(connection: Connection, alert: str, version: int) -> int:
    """How many different people are meant; staff who live in the area count once."""
    counted = select(func.count(snapshot.c.ref.distinct())).where(_persons(alert, version))
    return int(connection.scalar(counted) or 0)


def count_unreachable(connection: Connection, alert: str, version: int) -> int:
    """People in the snapshot without any usable address on any channel, on whichever list they stand."""
    without = (
        select(snapshot.c.ref)
        .join(people, people.c.id == snapshot.c.person_id)
        .where(_persons(alert, version))
        .group_by(snapshot.c.ref)
        .having(func.max(people.c.sms_point).is_(None), func.max(people.c.email_point).is_(None))
    )
    return int(connection.scalar(select(func.count()).select_from(without.subquery())) or 0)


def zone_counts(connection: Connection, alert: str, version: int) -> dict[str, int]:
    """How many people belong to each zone."""
    counted = (
        select(snapshot.c.zone, func.count(snapshot.c.ref.distinct()))
        .where(_persons(alert, version), snapshot.c.zone != "")
        .group_by(snapshot.c.zone)
    )
    return {zone: int(count) for zone, count in connection.execute(counted)}


def references_digest(connection: Connection, alert: str, version: int, salt: str) -> tuple[int, str]:
    """How many references, and the SHA-256 over their sorted salted HMACs: no address is in it.

    Of a reference that has been made pseudonymous its HMAC was kept.
    """
    rows = connection.execute(
        select(snapshot.c.sealed, *_IN_FINGERPRINT)
        .join(waves, waves.c.id == snapshot.c.wave_id)
        .where(snapshot.c.alert_id == alert, snapshot.c.version == version)
    ).yield_per(5000)
    sealed = sorted(bytes.fromhex(kept) if kept else sealed_reference(salt, facts) for kept, *facts in rows)
    return len(sealed), hashlib.sha256(b"".join(sealed)).hexdigest()


_IN_FINGERPRINT = (snapshot.c.cls, snapshot.c.zone, snapshot.c.fate, waves.c.ix, snapshot.c.ref)


def sealed_reference(salt: str, facts: Sequence[Any]) -> bytes:
    """What the fingerprint has of a recipient: class, zone, fate, number of the wave, reference."""
    return hmac.digest(bytes.fromhex(salt), "\0".join(map(str, facts)).encode(), "sha256")


def missing_variants(connection: Connection, alert: str, version: int) -> list[Need]:
    """The texts that somebody in the snapshot needs and that are not there."""
    chosen = select(variants.c.cls, variants.c.zone, variants.c.fate, variants.c.channel, variants.c.language).where(
        variants.c.alert_id == alert, variants.c.version == version
    )
    there = {tuple(row) for row in connection.execute(chosen)}
    wanted = dict.fromkeys(one.need for one in reach(connection, alert, version))
    return [need for need in wanted if need not in there]


def lives_in(connection: Connection, areas: Sequence[str]) -> bool:
    """Whether anybody on a list in force belongs to one of these areas."""
    chosen = (
        select(memberships.c.person_id)
        .join(lists, lists.c.id == memberships.c.list_id)
        .where(memberships.c.kind == "area", memberships.c.key.in_(list(areas)), lists.c.in_force)
    )
    return connection.execute(chosen.limit(1)).first() is not None


def homes_in(connection: Connection, area: str) -> list[tuple[float, float]]:
    """Where people of the lists in force live in an area, as (lon, lat); of those whose list says so."""
    chosen = (
        select(people.c.lon, people.c.lat)
        .join(memberships, memberships.c.person_id == people.c.id)
        .join(lists, lists.c.id == people.c.list_id)
        .where(memberships.c.list_id == people.c.list_id, memberships.c.kind == "area", memberships.c.key == area)
        .where(lists.c.in_force, people.c.lat.is_not(None), people.c.lon.is_not(None))
    )
    return [(lon, lat) for lon, lat in connection.execute(chosen.distinct())]
