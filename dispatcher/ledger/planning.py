"""Who is meant: the waves of a draft's version and its snapshot, written set-based from lists, subscriptions, topics.

A person belongs to the first wave of a class that names them, has one row per class, and one zone. In a follow-up each
is kept, added or released (``series``). No person passes through Python.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, case, delete, exists, insert, literal, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.states import AudienceClass, ChannelName, Fate
from dispatcher.ledger import room_planning, series, silence, task_planning
from dispatcher.ledger.dialects import any_word
from dispatcher.ledger.snapshot import PUBLIC
from dispatcher.ledger.subscriptions import matching
from dispatcher.ledger.tables import contact_points, lists, memberships, people, snapshot, waves

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import FromClause, Select

    from dispatcher.domain.plan import Audience, Plan, Wave

DEFAULT_TOPIC = "*"
EXTERNAL = frozenset({AudienceClass.CITIZEN, AudienceClass.PRESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Where an alert is for, and which alerts it follows. ``rest``: the zone of those in no other.

    ``follows``: whom an update or correction is compared with. ``whole``: everybody of it, wherever they live.
    ``everyone``: an all-clear or retraction goes to everybody the incident's alerts were for. ``silent``: units.
    """

    areas: tuple[str, ...]
    zones: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rest: str = ""
    follows: series.Version | None = None
    whole: bool = False
    everyone: tuple[series.Version, ...] = ()
    hold_until: int | None = None
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    connection: Connection
    alert: str
    version: int
    plan: Plan
    meant: Meant


def plan_waves(
    connection: Connection, alert: str, version: int, *, planned: Sequence[Wave], plan: Plan, meant: Meant
) -> None:
    """Write the waves of a draft's version and who is in them; replaces what an earlier look wrote."""
    clear(connection, alert, version)
    draft = _Draft(connection=connection, alert=alert, version=version, plan=plan, meant=meant)
    ids = [_add_wave(draft, index, wave) for index, wave in enumerate(planned)]
    if meant.everyone:
        series.copy_everyone(connection, alert, version, meant.everyone)
    elif meant.follows and meant.whole:
        series.copy_kept(connection, alert, version, meant.follows)
    else:
        for wave_id, wave in zip(ids, planned, strict=True):
            _add_recipients(draft, wave_id, wave)
        task_planning.add_relays(connection, plan, zip(ids, planned, strict=True), alert, version)
        if meant.follows:
            series.add_released(connection, alert, version, meant.follows)
    silence.hush(connection, alert, version, meant.silent)


def clear(connection: Connection, alert: str, version: int) -> None:
    """Forget the waves and the snapshot of a version that was never submitted."""
    connection.execute(delete(snapshot).where(snapshot.c.alert_id == alert, snapshot.c.version == version))
    connection.execute(delete(waves).where(waves.c.alert_id == alert, waves.c.version == version))


def is_external(plan: Plan, wave: Wave) -> bool:
    """Whether a wave reaches others than the municipality's own."""
    external = any(plan.audiences[key].cls in EXTERNAL for key in wave.audiences)
    return wave.public or external or task_planning.reaches_others(plan, wave)


def _add_wave(draft: _Draft, index: int, wave: Wave) -> int:
    result = draft.connection.execute(
        insert(waves).values(
            alert_id=draft.alert,
            version=draft.version,
            ix=index,
            name=wave.name,
            public=wave.public,
            audiences=json.dumps(list(wave.audiences)),
            channels=json.dumps([str(channel) for channel in wave.channels]),
            fallback=json.dumps([str(channel) for channel in wave.fallback]),
            tasks=json.dumps(list(wave.tasks)),
            hold_until=draft.meant.hold_until if is_external(draft.plan, wave) else None,
            share=wave.gate.share if wave.gate else None,
            longest_wait=int(wave.gate.longest_wait.total_seconds() * 1000) if wave.gate else None,
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def _add_recipients(draft: _Draft, wave_id: int, wave: Wave) -> None:
    if wave.public:
        _add_public(draft, wave_id)
    task_planning.add_tasks(
        draft.connection, draft.plan, wave, alert=draft.alert, version=draft.version, wave_id=wave_id
    )
    row = {"alert_id": draft.alert, "version": draft.version, "wave_id": wave_id}
    room_planning.add_rooms(draft.connection, draft.plan, wave, row, draft.meant.follows)
    for key in wave.audiences:
        audience = draft.plan.audiences[key]
        _add_audience(draft, wave_id, audience)
        if audience.cls is AudienceClass.CITIZEN and audience.by_area:
            if ChannelName.PUSH in wave.channels:
                _add_subscriptions(draft, wave_id)
            if ChannelName.APP in wave.channels:
                _add_topics(draft, wave_id, key)


def _add_public(draft: _Draft, wave_id: int) -> None:
    row = {"alert_id": draft.alert, "version": draft.version, "wave_id": wave_id, "cls": PUBLIC, "ref": PUBLIC}
    row |= {"channel": str(ChannelName.BANNER), "language": draft.plan.municipality.language}
    draft.connection.execute(insert(snapshot).values(**row))


def _add_audience(draft: _Draft, wave_id: int, audience: Audience) -> None:
    cls = str(audience.cls)
    by_area = audience.by_area and audience.cls is AudienceClass.CITIZEN
    zone = _zone(draft.meant, _member) if by_area else literal("")
    chosen = select(
        literal(draft.alert),
        literal(draft.version),
        literal(wave_id),
        literal(cls),
        people.c.ref,
        people.c.id,
        people.c.list_id,
        literal(None),
        literal(None),
        _language(draft.plan.municipality.languages),
        zone,
        _fate(draft, cls, people.c.ref, zone),
    ).join(lists, lists.c.id == people.c.list_id)
    # The more dangerous zone first: of people who share a number, the first carries it.
    chosen = chosen.where(_belongs(audience, draft.meant)).order_by(_rank(draft.meant, zone), people.c.id)
    # The first wave of a class that names a person keeps them: one text per person and class.
    draft.connection.execute(upsert(snapshot).from_select(series.COLUMNS, chosen).on_conflict_do_nothing())


def _add_subscriptions(draft: _Draft, wave_id: int) -> None:
    areas = all_areas(draft.meant)
    everywhere = [key for key, area in draft.plan.areas.items() if area.kind == "all"]
    found = matching((*areas, *everywhere), whole=_whole(draft.plan, areas)).subquery()

    def member(_: str, keys: Sequence[str]) -> ColumnElement[bool]:
        return any_word(found.c.areas, keys)

    languages = draft.plan.municipality.languages
    # Who asked for everything may live in the danger zone: the text that names it, never «this is not about you».
    unknown = or_(found.c.areas == "[]", member("area", everywhere))
    zone = case((unknown, ""), else_=_zone(draft.meant, member))
    chosen = _of_a_channel(draft, wave_id, found, ChannelName.PUSH, _known(found.c.language, languages), zone)
    draft.connection.execute(upsert(snapshot).from_select(series.COLUMNS, chosen).on_conflict_do_nothing())


def _of_a_channel(
    draft: _Draft,
    wave_id: int,
    found: FromClause,
    channel: ChannelName,
    language: ColumnElement[str],
    zone: ColumnElement[str],
) -> Select[Any]:
    cls = str(AudienceClass.CITIZEN)
    return select(
        literal(draft.alert),
        literal(draft.version),
        literal(wave_id),
        literal(cls),
        found.c.ref,
        literal(None),
        literal(None),
        literal(str(channel)),
        found.c.point_id,
        language,
        zone,
        _fate(draft, cls, found.c.ref, zone),
    ).where(found.c.ref.is_not(None))  # SQLite reads ON CONFLICT after a FROM without WHERE as a join's ON


def _add_topics(draft: _Draft, wave_id: int, audience: str) -> None:
    """A topic is one delivery; nobody knows how many listen."""
    cls, channel = str(AudienceClass.CITIZEN), str(ChannelName.APP)
    for topic, area, language in topics_of(draft.plan, audience, all_areas(draft.meant)):
        address = {"channel": channel, "value": topic, "fictional": False}
        draft.connection.execute(upsert(contact_points).values(**address).on_conflict_do_nothing())
        point = select(contact_points.c.id).where(
            contact_points.c.channel == channel, contact_points.c.value == topic, ~contact_points.c.fictional
        )
        ref, zone = f"app:{topic}", _zone_of(draft, area)
        row = {"alert_id": draft.alert, "version": draft.version, "wave_id": wave_id, "cls": cls, "ref": ref}
        row |= {"channel": channel, "language": language, "zone": zone}
        fate = _fate(draft, cls, literal(ref), literal(zone))
        row |= {"point_id": point.scalar_subquery(), "fate": fate}
        draft.connection.execute(upsert(snapshot).values(**row).on_conflict_do_nothing())


def topics_of(plan: Plan, audience: str, areas: Sequence[str]) -> list[tuple[str, str, str]]:
    """The app's topics for an audience in these areas, each once, with area and language.

    A plan that names none means the app's default topic.
    """
    if not plan.topics:
        return [(DEFAULT_TOPIC, "", plan.municipality.language)]
    whole = _whole(plan, areas)
    chosen = [one for one in plan.topics if one.audience in ("", audience) and (whole or one.area in ("", *areas))]
    return list({one.topic: (one.topic, one.area, one.language) for one in chosen}.values())


def _whole(plan: Plan, areas: Sequence[str]) -> bool:
    """Whether the alert is for the whole municipality."""
    return any(plan.areas[area].kind == "all" for area in areas)


def all_areas(meant: Meant) -> tuple[str, ...]:
    """The alert's areas and its zones', each once."""
    return tuple(dict.fromkeys([*(area for areas in meant.zones.values() for area in areas), *meant.areas]))


def _zone(meant: Meant, member: Callable[[str, Sequence[str]], ColumnElement[bool]]) -> ColumnElement[str]:
    """The first zone that holds them, else the rest."""
    if not meant.zones:
        return literal("")
    return case(*((member("area", areas), literal(key)) for key, areas in meant.zones.items()), else_=meant.rest)


def _rank(meant: Meant, zone: ColumnElement[str]) -> ColumnElement[int]:
    places = [(zone == key, index) for index, key in enumerate(meant.zones)]
    return case(*places, else_=len(places)) if places else literal(0)


def _zone_of(draft: _Draft, area: str) -> str:
    """The zone of a topic; of one for everybody none: where its listeners live, nobody knows."""
    if not area or draft.plan.areas[area].kind == "all":
        return ""
    return next((key for key, areas in draft.meant.zones.items() if area in areas), draft.meant.rest)


def _fate(draft: _Draft, cls: str, ref: ColumnElement[str], zone: ColumnElement[str]) -> ColumnElement[str]:
    if draft.meant.follows is None:
        return literal(str(Fate.KEPT))
    return series.fate(draft.meant.follows, cls, ref, zone)


def _language(languages: Sequence[str]) -> ColumnElement[str]:
    """The recipient's language, else the list's, else the plan's."""
    return case(
        (people.c.language.in_(languages), people.c.language),
        (lists.c.language.in_(languages), lists.c.language),
        else_=languages[0],
    )


def _known(language: ColumnElement[str], languages: Sequence[str]) -> ColumnElement[str]:
    return case((language.in_(languages), language), else_=languages[0])


def _belongs(audience: Audience, meant: Meant) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [lists.c.in_force, lists.c.key.in_(audience.lists)]
    if audience.groups:
        conditions.append(_member("group", audience.groups))
    if audience.by_area:
        conditions.append(_member("area", all_areas(meant)))
    return and_(*conditions)


def _member(kind: str, keys: Sequence[str]) -> ColumnElement[bool]:
    held = exists().where(
        memberships.c.list_id == people.c.list_id,
        memberships.c.kind == kind,
        memberships.c.key.in_(list(keys)),
        memberships.c.person_id == people.c.id,
    )
    return held.correlate(people)  # also where it stands inside another subquery (``series.fate``)
