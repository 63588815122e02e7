"""--draw: an area from a file, with the name people read."""

import json
from pathlib import Path

from dispatcher.domain.drawing import circle
from tests.cli.terminal import COLUMNS
from tests.cli.town import Town

NAME = "området rundt Ådalsbruk skole"
WHAT = ("trigger", "stromutfall", "--exercise")


def written(folder: Path, read: object) -> str:
    path = folder / "omraade.geojson"
    path.write_text(json.dumps(read), encoding="utf-8")
    return str(path)


def test_an_area_from_a_file_is_in_the_alert_under_its_name(town: Town, tmp_path: Path) -> None:
    """As a map tool exports it; a zone may name it, and the page says who is inside."""
    feature = {"type": "Feature", "properties": {}, "geometry": circle(11.34, 60.81, 1500)}
    file = written(tmp_path, {"type": "FeatureCollection", "features": [feature]})
    done = town.run(*WHAT, "--draw", file, "--draw-name", NAME, "--json")
    page = town.run("show", done.json["id"], env={"COLUMNS": str(COLUMNS)}).out

    assert done.code == 0, done.err
    assert done.json["drawn"][0]["name"] == NAME
    assert f"Område           {NAME}" in page or NAME in page.split("Mottakere")[0]
    assert "er tegnet på kartet" in " ".join(page.split())


def test_a_drawing_without_a_name_or_a_polygon_is_wrong_use(town: Town, tmp_path: Path) -> None:
    """Exit 2, and what to type."""
    file = written(tmp_path, circle(11.34, 60.81, 1500))
    point = tmp_path / "punkt.geojson"
    point.write_text('{"type": "Point", "coordinates": [11.3, 60.8]}', encoding="utf-8")
    nameless, pointed = town.run(*WHAT, "--draw", file), town.run(*WHAT, "--draw", str(point), "--draw-name", NAME)

    assert (nameless.code, pointed.code) == (2, 2)
    assert "--draw-name" in nameless.err
    assert "Polygon" in pointed.err
