"""Which of the plan's areas a person belongs to: by point, by the list's own column, or by the names in the address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dispatcher.domain.geo import AreaShape, Region

_WORD = re.compile(r"\w+")
_HOUSES = re.compile(r"(.*?\D)\s*\b(\d+)(?:\s*[-–]\s*(\d+))?\s*\Z", re.DOTALL)
_DIGITS = re.compile(r"\d+")
_SPELLINGS = (("veien", "vegen"), ("vei", "veg"), ("gaten", "gata"), ("gate", "gata"))
"""Bokmål and nynorsk endings of one street; people write whichever they like."""


@dataclass(frozen=True, slots=True)
class _PlaceName:
    """A street, part of a street (*Skulevegen 1-40*) or place that an area is named by."""

    area: int
    words: tuple[str, ...]
    houses: range | None

    def found_at(self, words: Sequence[str], start: int) -> bool:
        end = start + len(self.words)
        if tuple(words[start:end]) != self.words:
            return False
        if self.houses is None:
            return True
        number = _DIGITS.match(words[end]) if end < len(words) else None
        return number is not None and int(number[0]) in self.houses


class Membership:
    """The plan's areas, made ready for every person of a list."""

    def __init__(self, areas: Sequence[AreaShape]) -> None:
        self._keys = tuple(area.key for area in areas)
        self._named = _area_names(areas)
        self._regions = tuple(
            (index, Region(area.polygon), area.kind == "all")
            for index, area in enumerate(areas)
            if area.polygon and area.kind != "list"
        )
        self._lists = frozenset(index for index, area in enumerate(areas) if area.kind == "list")
        self._everywhere = frozenset(i for i, area in enumerate(areas) if area.kind == "all" and not area.polygon)
        self._by_first_word = _by_first_word(areas)
        self._known: dict[frozenset[int], tuple[str, ...]] = {}

    def of(self, *, point: tuple[float, float] | None, address: str, named: Sequence[str]) -> tuple[str, ...]:
        """Keys of the areas, in the plan's order. ``point`` is (lon, lat); a polygon's names count only without one."""
        found = set(self._everywhere)
        if point is None:
            found.update(index for index, _, everybody in self._regions if everybody)
        else:
            found.update(index for index, region, _ in self._regions if region.holds(*point))
        if self._by_first_word and address:
            by_address = set(self._by_address(address))
            found.update(by_address if point is None else by_address & self._lists)
        found.update(self._named[name] for name in map(_folded, named) if name in self._named)
        return self._keys_of(frozenset(found))

    def knows(self, name: str) -> bool:
        """Whether the plan has an area with this key or name."""
        return _folded(name) in self._named

    def _by_address(self, address: str) -> Iterator[int]:
        words = _words(address)
        for start, word in enumerate(words):
            for place in self._by_first_word.get(word, ()):
                if place.found_at(words, start):
                    yield place.area

    def _keys_of(self, indices: frozenset[int]) -> tuple[str, ...]:
        keys = self._known.get(indices)
        if keys is None:
            keys = self._known[indices] = tuple(self._keys[index] for index in sorted(indices))
        return keys


def _area_names(areas: Sequence[AreaShape]) -> dict[str, int]:
    names = {_folded(area.name): index for index, area in enumerate(areas)}
    return names | {_folded(area.key): index for index, area in enumerate(areas)}


def _by_first_word(areas: Sequence[AreaShape]) -> dict[str, list[_PlaceName]]:
    places: dict[str, list[_PlaceName]] = {}
    for index, area in enumerate(areas):
        for name in area.names:
            place = _place_name(index, name)
            if place.words:
                places.setdefault(place.words[0], []).append(place)
    return places


def _place_name(area: int, name: str) -> _PlaceName:
    houses = _HOUSES.fullmatch(name.strip())
    if not houses:
        return _PlaceName(area, tuple(_words(name)), None)
    first = int(houses[2])
    return _PlaceName(area, tuple(_words(houses[1])), range(first, int(houses[3] or first) + 1))


def _folded(name: str) -> str:
    return name.strip().casefold()


def _words(text: str) -> list[str]:
    return [_one_spelling(word) for word in _WORD.findall(text.casefold())]


def _one_spelling(word: str) -> str:
    for ending, ours in _SPELLINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + ours
    return word
