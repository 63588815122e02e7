"""Areas drawn for an incident: kept beside its frozen plan, and people placed in them as in the plan's own."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.drawing import Drawn, is_drawn
from dispatcher.domain.geo import Region
from dispatcher.ledger import incidents
from dispatcher.ledger.dialects import numbers_of
from dispatcher.ledger.drawn_tables import drawn_areas, drawn_lists
from dispatcher.ledger.tables import lists, memberships, people, snapshot
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime


def keep(connection: Connection, incident: int, areas: Iterable[Drawn], by: str, now: datetime) -> None:
    """Put drawings beside the incident's plan; the same drawing is kept once."""
    for one in areas:
        row = {"incident": incident, "key": one.key, "name": one.name, "polygon": json.dumps(one.polygon)}
        row |= {"drawn_by": by, "drawn_at": ms(now)}
        connection.execute(upsert(drawn_areas).values(**row).on_conflict_do_nothing())


def of_incident(connection: Connection, incident: int) -> list[Drawn]:
    """Everything that was drawn for it, in the order of the keys."""
    chosen = select(drawn_areas).where(drawn_areas.c.incident == incident).order_by(drawn_areas.c.key)
    return [_drawn(row) for row in connection.execute(chosen)]


def of_alert(connection: Connection, row: Row[Any]) -> list[Drawn]:
    """Those that an alert is for, in its zones or beside them."""
    keys = {key for key in incidents.all_areas_of(row) if is_drawn(key)}
    return [one for one in of_incident(connection, row.incident) if one.key in keys] if keys else []


def plan_document(connection: Connection, opened: Row[Any]) -> str:
    """The frozen plan of an incident with what has been drawn for it among the plan's areas."""
    document = incidents.plan_document(connection, opened.plan_hash)
    added = of_incident(connection, opened.id)
    return _laid_over(document, tuple(added)) if added else document


@lru_cache(maxsize=8)
def _laid_over(document: str, added: tuple[Drawn, ...]) -> str:
    plan = json.loads(document)
    plan["areas"] |= {one.key: one.area.model_dump(mode="json") for one in added}
    return json.dumps(plan, ensure_ascii=False)


def place(connection: Connection, areas: Iterable[Drawn]) -> None:
    """Find who lives in each, on every list in force, once for each version of a list."""
    for one in areas:
        done = select(drawn_lists.c.list_id).where(drawn_lists.c.key == one.key)
        left = select(lists.c.id).where(lists.c.in_force, lists.c.id.not_in(done))
        for list_id in list(connection.scalars(left)):
            _place(connection, one, list_id)
            marked = upsert(drawn_lists).values(key=one.key, list_id=list_id)
            connection.execute(marked.on_conflict_do_nothing())


def _place(connection: Connection, one: Drawn, list_id: int) -> None:
    region = Region(one.polygon)
    chosen = select(people.c.id, people.c.lon, people.c.lat).where(people.c.list_id == list_id, *_near(one))
    held = [person for person, lon, lat in connection.execute(chosen) if region.holds(lon, lat)]
    # Set-based: a town of a hundred thousand is one statement, not as many rows through Python.
    rows = select(literal(list_id), literal("area"), literal(one.key), people.c.id).where(
        people.c.id.in_(numbers_of(literal(json.dumps(held))))
    )
    columns = ["list_id", "kind", "key", "person_id"]
    connection.execute(upsert(memberships).from_select(columns, rows).on_conflict_do_nothing())


def _near(one: Drawn) -> list[ColumnElement[bool]]:
    lons = [lon for polygon in one.polygon for lon, _ in polygon[0]]
    lats = [lat for polygon in one.polygon for _, lat in polygon[0]]
    return [people.c.lat.between(min(lats), max(lats)), people.c.lon.between(min(lons), max(lons))]


def people_in(connection: Connection, row: Row[Any], key: str, keys: Collection[str]) -> int:
    """How many of an alert's people live in the area, by these lists."""
    chosen = (
        select(func.count(snapshot.c.ref.distinct()))
        .join(lists, lists.c.id == snapshot.c.list_id)
        .join(memberships, memberships.c.person_id == snapshot.c.person_id)
        .where(snapshot.c.alert_id == row.id, snapshot.c.version == row.version, lists.c.key.in_(list(keys)))
        .where(memberships.c.list_id == snapshot.c.list_id, memberships.c.kind == "area", memberships.c.key == key)
    )
    return int(connection.scalar(chosen) or 0)


def without_point(connection: Connection, keys: Collection[str]) -> int:
    """How many people of these lists have no coordinate: no drawing can hold them."""
    chosen = select(func.count()).select_from(people).join(lists, lists.c.id == people.c.list_id)
    nowhere = or_(people.c.lat.is_(None), people.c.lon.is_(None))
    return int(connection.scalar(chosen.where(lists.c.in_force, lists.c.key.in_(list(keys)), nowhere)) or 0)


def _drawn(row: Row[Any]) -> Drawn:
    polygons = json.loads(row.polygon)
    rings = tuple(tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon) for polygon in polygons)
    return Drawn(name=row.name, polygon=rings)
