"""The tables of what is drawn for an incident: its areas, and the lists whose people have been placed in them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from dispatcher.ledger.tables import metadata

__all__ = ["drawn_areas", "drawn_lists"]

# Beside the frozen plan's own areas. A row is never changed: its key is made of its name and its points.
drawn_areas = Table(
    "drawn_areas",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("polygon", Text, nullable=False),  # polygons of rings of [lon, lat], as the plan's areas have them
    Column("drawn_by", String, nullable=False),
    Column("drawn_at", BigInteger, nullable=False),
)

# The versions of lists whose people stand in ``memberships`` under an area's key, as the plan's areas do from import.
drawn_lists = Table(
    "drawn_lists",
    metadata,
    Column("key", String, primary_key=True),
    Column("list_id", Integer, primary_key=True),
)
