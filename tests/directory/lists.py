import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dispatcher.directory import ListReading, RowFault
from dispatcher.domain.contact import Contact
from dispatcher.domain.geo import MultiPolygon, Ring

CONTACTS = Path(__file__).parents[2] / "contacts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """An area of a plan, as the directory sees one."""

    key: str
    name: str
    kind: str
    polygon: MultiPolygon = ()
    names: tuple[str, ...] = ()


def box(west: float, south: float, east: float, north: float) -> Ring:
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A list read to its end: a test may hold in memory what the product must not."""

    reading: ListReading
    people: list[Contact]
    faults: list[RowFault]

    @property
    def said(self) -> list[str]:
        return [str(fault) for fault in self.faults]


@cache
def loten() -> tuple[Zone, ...]:
    """The shipped areas, and two of the plan's named lists."""
    document = json.loads((CONTACTS / "areas" / "loten.geojson").read_text(encoding="utf-8"))
    drawn = [
        Zone(
            key=feature["id"],
            name=feature["properties"]["name"],
            kind="all" if feature["id"] == "hele-kommunen" else "polygon",
            polygon=(tuple(tuple((lon, lat) for lon, lat in ring) for ring in feature["geometry"]["coordinates"]),),
        )
        for feature in document["features"]
    ]
    streets = Zone(key="nordbyvegen-myrvegen", name="Veiene", kind="list", names=("Nordbyvegen", "Myrvegen"))
    return (*drawn, streets)


Read = Callable[..., Whole]
