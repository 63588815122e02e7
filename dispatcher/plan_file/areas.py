"""The borders the plan refers to: features of GeoJSON files in the municipality's own folder."""

from __future__ import annotations

from pathlib import Path

import orjson

from dispatcher.domain.plan.raw import Entry, Found, mapping, section, text

_LARGEST = 32 * 1024 * 1024


def with_borders(tree: Entry, home: Path) -> tuple[Entry, list[Found]]:
    """The plan with every area's border read into it, and what was wrong with the files."""
    files, faults = _Files(home), list[Found]()
    areas: dict[str, object] = dict(mapping(tree.get("areas")))
    for key, area in section(tree, "areas").items():
        if not text(area, "file"):
            continue
        try:
            areas[key] = {**area, "polygon": files.border(text(area, "file"), text(area, "feature"))}
        except _BorderMissing as missing:
            faults.append((("areas", key, missing.key), str(missing)))
    return {**tree, "areas": areas} if areas else tree, faults


class _BorderMissing(Exception):
    def __init__(self, key: str, what: str) -> None:
        super().__init__(what)
        self.key = key


class _Files:
    """GeoJSON files, each read once."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._read: dict[str, list[Entry]] = {}

    def border(self, file: str, feature: str) -> object:
        if file not in self._read:
            self._read[file] = self._features(file)
        features = self._read[file]
        names = [_feature_id(entry) for entry in features]
        if feature not in names:
            known = ", ".join(names[:10]) or "ingen"
            raise _BorderMissing("feature", f"Filen {file} har ikke området «{feature}». Den har: {known}.")
        return _coordinates(file, features[names.index(feature)])

    def _features(self, file: str) -> list[Entry]:
        path = (self._home / file).resolve()
        if not path.is_relative_to(self._home.resolve()):
            raise _BorderMissing("file", f"Filen {file} ligger utenfor kommunens mappe. Legg den i contacts/areas/.")
        try:
            if path.stat().st_size > _LARGEST:
                raise _BorderMissing("file", f"Filen {file} er for stor. Legg bare områdene som brukes, i den.")
            document = mapping(orjson.loads(path.read_bytes()))
        except OSError:
            raise _BorderMissing("file", f"Finner ikke filen {file}. Legg den der, eller rett navnet.") from None
        except orjson.JSONDecodeError:
            raise _BorderMissing("file", f"Filen {file} er ikke gyldig GeoJSON. Eksporter den på nytt.") from None
        listed = document.get("features")
        return [mapping(item) for item in listed] if isinstance(listed, list) else []


def _feature_id(feature: Entry) -> str:
    return str(feature.get("id") or mapping(feature.get("properties")).get("id") or "")


def _coordinates(file: str, feature: Entry) -> object:
    geometry = mapping(feature.get("geometry"))
    if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        name = _feature_id(feature)
        raise _BorderMissing("feature", f"Området «{name}» i {file} er ikke en flate (Polygon eller MultiPolygon).")
    return _flat(geometry.get("coordinates"))


def _flat(coordinates: object) -> object:
    """Points without height: GeoJSON allows a third number."""
    if not isinstance(coordinates, list):
        return coordinates
    if coordinates and all(isinstance(number, int | float) for number in coordinates):
        return coordinates[:2]
    return [_flat(inner) for inner in coordinates]
