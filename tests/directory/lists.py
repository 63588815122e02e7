from collections.abc import Callable
from dataclasses import dataclass

from dispatcher.directory import ListReading, RowFault
from dispatcher.domain.contact import Contact
from dispatcher.domain.geo import MultiPolygon, Ring


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


Read = Callable[..., Whole]
