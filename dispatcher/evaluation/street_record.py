"""Citizens who were not told, per area and street, as the record keeps them: counts only."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 5
"""People not told of a street that is named."""
MOST = 60
"""Streets of a place that stand on the page, those with most first; the JSON has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetCount:
    """A street, and how many of an area's people there were not told."""

    street: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The people of one area, or of none; see ``streets`` for which. The streets and ``few_people`` add up.

    ``few_streets``: streets with fewer than ``FEWEST``, who are ``few_people`` together.
    """

    areas: tuple[str, ...]
    people: int
    streets: tuple[StreetCount, ...]
    few_streets: int
    few_people: int

    @property
    def shown(self) -> tuple[StreetCount, ...]:
        """The streets on the page."""
        return self.streets[:MOST]

    @property
    def more_people(self) -> int:
        """The people of the named streets that are not on it."""
        return sum(each.people for each in self.streets[MOST:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Streets:
    """Citizens not told: the people of the places + ``no_street`` + ``shielded`` = ``people``."""

    people: int = 0
    places: tuple[Place, ...] = ()
    no_street: int = 0
    shielded: int = 0
