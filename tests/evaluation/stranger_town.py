"""The municipality's own files read by a stranger: in which areas people of the lists are, and what a message costs.

It shares no line with the product: plan.yaml, the lists and the borders are read here as a person would read them, and
the parts of an SMS are counted from its letters.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = set("^{}\\[~]|€")


def parts_of(text: str) -> int:
    """How many parts an SMS is paid for: 160 letters or 153 a part; 70 or 67 when a letter is not in the alphabet."""
    if set(text) <= BASIC | DOUBLE:
        size, one, each = len(text) + sum(letter in DOUBLE for letter in text), 160, 153
    else:
        size, one, each = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if size <= one else -(-size // each)


@dataclass
class Town:
    """A municipality's folder. ``areas_of``: by a list's file, the areas of each reference.

    ``on_street``: who of it has an address that begins with a name.
    """

    home: Path
    plan: Mapping[str, Any] = field(init=False)
    _read: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    on_street: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.plan = YAML(typ="safe").load(self.home / "plan.yaml")

    def price(self, channel: str) -> float:
        return float(self.plan["costs"][{"sms": "sms_part", "email": "email"}[channel]])

    def areas_of(self, file: str) -> Mapping[str, set[str]]:
        if file not in self._read:
            lines = (self.home / file).read_text(encoding="utf-8-sig").splitlines()
            rows = csv.DictReader(lines[lines[0].startswith("fictional") :], delimiter=";")
            self._read[file], self.on_street[file] = {}, set()
            for row in rows:
                self._read[file][row["id"]] = set(self._areas(row))
                if (row.get("adresse") or "").strip()[:1].isalpha():
                    self.on_street[file].add(row["id"])
        return self._read[file]

    def smallest(self, areas: Iterable[str], sizes: Mapping[str, int]) -> str:
        """Of some areas the one with fewest people, and never the whole municipality."""
        small = [(sizes[key], key) for key in areas if self.plan["areas"][key]["kind"] != "all"]
        return min(small, default=(0, "nowhere"))[1]

    def _areas(self, row: Mapping[str, str | None]) -> Iterator[str]:
        cell = {key: (value or "").strip() for key, value in row.items() if key}
        named = {name.strip().lower() for name in re.split("[,;|]", cell.get("områder", ""))}
        home = " ".join(cell.get(key, "") for key in ("adresse", "postnr", "poststed"))
        point = (float(cell["lengdegrad"]), float(cell["breddegrad"])) if cell.get("lengdegrad") else None
        for key, area in self.plan["areas"].items():
            by_name = {key, area["name"].lower()} & named
            if by_name or (_in_street(home, area["names"]) if area["kind"] == "list" else self._inside(point, area)):
                yield key

    def _inside(self, point: tuple[float, float] | None, area: Mapping[str, Any]) -> bool:
        if point is None or "file" not in area:
            return bool(area["kind"] == "all")
        drawn = json.loads((self.home / area["file"]).read_text(encoding="utf-8"))["features"]
        shapes = [each["geometry"] for each in drawn if each["id"] == area["feature"]]
        rings = [ring for each in shapes for part in _polygons(each) for ring in part]
        return sum(_crossings(point, ring) for ring in rings) % 2 == 1  # a hole is crossed once more


def _polygons(shape: Mapping[str, Any]) -> Sequence[Any]:
    return shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]


def _crossings(point: tuple[float, float], ring: Sequence[Sequence[float]]) -> int:
    """How often a line from the point eastwards crosses the border."""
    x, y = point
    found = 0
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        if (y1 > y) != (y2 > y):
            found += x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return found


def _in_street(home: str, names: Sequence[str]) -> bool:
    """A street or place of the area in the address; «Skulevegen 1-40» is a part of the street."""
    for name in names:
        street, first, last = re.fullmatch(r"(.*?)(?: (\d+)-(\d+))?", name).groups()  # type: ignore[union-attr]
        found = re.search(rf"\b{re.escape(street)}\b(?: (\d+))?", home, re.IGNORECASE)
        if found and (first is None or (found[1] and int(first) <= int(found[1]) <= int(last))):
            return True
    return False
