"""The snapshot: who is meant, frozen at submit. Later changes of the lists are shown, never applied silently.

A person belongs to the first wave of a class that names them and has one row per class; the wave's channels are in
the frozen plan. Everything is set-based: no person passes through Python but as an HMAC for the fingerprint.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from dispatcher.ledger.tables import lists, memberships, people, snapshot, variants, waves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatcher.domain.plan import Audience, Plan, Wave

PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a wave would reach on one channel and class: people planned, and those with a usable address."""

    wave: int
    cls: str
    channel: str
    language: str
    people: int
    addresses: int


def plan_waves(
    connection: Connection, alert: str, version: int, *, planned: Sequence[Wave], areas: Sequence[str], plan: Plan
) -> None:
    """Write the waves of a draft's version and who is in them; replaces what an earlier look wrote."""
    clear(connection, alert, version)
    for index, wave in enumerate(planned):
        result = connection.execute(
            insert(waves).values(
                alert_id=alert,
                version=version,
                ix=index,
                name=wave.name,
                public=wave.public,
                audiences=json.dumps(list(wave.audiences)),
                channels=json.dumps([str(channel) for channel in wave.channels]),
                share=wave.gate.share if wave.gate else None,
                longest_wait=int(wave.gate.longest_wait.total_seconds() * 1000) if wave.gate else None,
            )
        )
        wave_id = int(result.inserted_primary_key[0])  # type: ignore[index]
        if wave.public:
            _add_public(connection, alert, version, wave_id, plan.municipality.languages[0])
        for key in wave.audiences:
            audience = plan.audiences[key]
            _add_audience(connection, alert, version, wave_id, audience, areas, plan.municipality.languages)


def clear(connection: Connection, alert: str, version: int) -> None:
    """Forget the waves and the snapshot of a version that was never submitted."""
    connection.execute(delete(snapshot).where(snapshot.c.alert_id == alert, snapshot.c.version == version))
    connection.execute(delete(waves).where(waves.c.alert_id == alert, waves.c.version == version))


def _add_public(connection: Connection, alert: str, version: int, wave_id: int, language: str) -> None:
    row = {"alert_id": alert, "version": version, "wave_id": wave_id, "cls": PUBLIC, "ref": PUBLIC}
    connection.execute(insert(snapshot).values(**row, language=language))


def _add_audience(
    connection: Connection,
    alert: str,
    version: int,
    wave_id: int,
    audience: Audience,
    areas: Sequence[str],
    languages: Sequence[str],
) -> None:
    chosen = select(
        literal(alert),
        literal(version),
        literal(wave_id),
        literal(str(audience.cls)),
        people.c.ref,
        people.c.id,
        people.c.list_id,
        _language(languages),
    ).join(lists, lists.c.id == people.c.list_id)
    chosen = chosen.where(_belongs(audience, areas)).order_by(people.c.id)
    columns = ["alert_id", "version", "wave_id", "cls", "ref", "person_id", "list_id", "language"]
    # The first wave of a class that names a person keeps them: one text per person and class.
    connection.execute(sqlite_insert(snapshot).from_select(columns, chosen).on_conflict_do_nothing())


def _language(languages: Sequence[str]) -> ColumnElement[str]:
    """The recipient's language, else the list's, else the plan's."""
    return case(
        (people.c.language.in_(languages), people.c.language),
        (lists.c.language.in_(languages), lists.c.language),
        else_=languages[0],
    )


def _belongs(audience: Audience, areas: Sequence[str]) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [lists.c.in_force, lists.c.key.in_(audience.lists)]
    if audience.groups:
        conditions.append(_member("group", audience.groups))
    if audience.by_area:
        conditions.append(_member("area", areas))
    return and_(*conditions)


def _member(kind: str, keys: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(
        memberships.c.list_id == people.c.list_id,
        memberships.c.kind == kind,
        memberships.c.key.in_(list(keys)),
        memberships.c.person_id == people.c.id,
    )


def reach(connection: Connection, alert: str, version: int) -> list[Reach]:
    """People and usable addresses per wave, class, channel and language of a planned version."""
    found: list[Reach] = []
    for wave in waves_of(connection, alert, version):
        counted = connection.execute(
            select(
                snapshot.c.cls,
                snapshot.c.language,
                func.count(),
                func.count(people.c.sms_point.distinct()),
                func.count(people.c.email_point.distinct()),
            )
            .join(people, people.c.id == snapshot.c.person_id, isouter=True)
            .where(snapshot.c.wave_id == wave.id)
            .group_by(snapshot.c.cls, snapshot.c.language)
        ).all()
        for channel in json.loads(wave.channels):
            for cls, language, total, sms, email in counted:
                usable = {"sms": sms, "email": email}.get(channel, total)
                found.append(
                    Reach(wave=wave.ix, cls=cls, channel=channel, language=language, people=total, addresses=usable)
                )
    return found


def waves_of(connection: Connection, alert: str, version: int) -> list[Row[Any]]:
    """The waves of a version, in the plan's order."""
    chosen = select(waves).where(waves.c.alert_id == alert, waves.c.version == version)
    return list(connection.execute(chosen.order_by(waves.c.ix)))


def count_people(connection: Connection, alert: str, version: int) -> int:
    """How many different people are meant; staff who live in the area count once."""
    return int(
        connection.scalar(
            select(func.count(snapshot.c.ref.distinct())).where(
                snapshot.c.alert_id == alert, snapshot.c.version == version, snapshot.c.ref != PUBLIC
            )
        )
        or 0
    )


def count_unreachable(connection: Connection, alert: str, version: int) -> int:
    """People in the snapshot without any usable address on any channel."""
    return int(
        connection.scalar(
            select(func.count(snapshot.c.ref.distinct()))
            .join(people, people.c.id == snapshot.c.person_id)
            .where(
                snapshot.c.alert_id == alert,
                snapshot.c.version == version,
                people.c.sms_point.is_(None),
                people.c.email_point.is_(None),
            )
        )
        or 0
    )


def references_digest(connection: Connection, alert: str, version: int, salt: str) -> tuple[int, str]:
    """How many references, and the SHA-256 over their sorted salted HMACs: no address is in it."""
    key = bytes.fromhex(salt)
    rows = connection.execute(
        select(snapshot.c.ref, snapshot.c.cls, waves.c.ix)
        .join(waves, waves.c.id == snapshot.c.wave_id)
        .where(snapshot.c.alert_id == alert, snapshot.c.version == version)
    ).yield_per(5000)
    sealed = sorted(hmac.digest(key, f"{cls}\0{wave}\0{ref}".encode(), "sha256") for ref, cls, wave in rows)
    return len(sealed), hashlib.sha256(b"".join(sealed)).hexdigest()


def missing_variants(connection: Connection, alert: str, version: int) -> list[tuple[str, str, str]]:
    """Class, channel and language that somebody in the snapshot needs and that has no text."""
    missing: list[tuple[str, str, str]] = []
    for need in reach(connection, alert, version):
        if need.channel == "banner":
            continue
        found = connection.scalar(
            select(func.count()).where(
                variants.c.alert_id == alert,
                variants.c.version == version,
                variants.c.cls == need.cls,
                variants.c.channel == need.channel,
                or_(variants.c.language == need.language),
            )
        )
        if not found:
            missing.append((need.cls, need.channel, need.language))
    return missing
