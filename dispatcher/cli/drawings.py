"""Areas that somebody has drawn with another tool, from files of GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli.values import TextFile

if TYPE_CHECKING:
    from dispatcher.composing.request import Sketch


class DrawingFile(click.ParamType[dict[str, Any]]):
    """A geometry, a feature, or a collection of one feature."""

    name = "fil"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        try:
            read = json.loads(TextFile().convert(value, param, ctx))
        except (ValueError, RecursionError):
            self.fail(f"{value} er ikke gyldig GeoJSON. Eksporter den på nytt.", param, ctx)
        shape = _geometry(read)
        if shape is None:
            self.fail(f"{value} må ha ett område: en Polygon eller MultiPolygon i GeoJSON.", param, ctx)
        return shape


def _geometry(read: Any) -> dict[str, Any] | None:
    if isinstance(read, dict) and read.get("type") == "FeatureCollection":
        features = read.get("features")
        read = features[0] if isinstance(features, list) and len(features) == 1 else None
    if isinstance(read, dict) and read.get("type") == "Feature":
        read = read.get("geometry")
    return read if isinstance(read, dict) and read.get("type") in {"Polygon", "MultiPolygon"} else None


def sketches(drawings: Sequence[dict[str, Any]], names: Sequence[str]) -> tuple[Sketch, ...]:
    """Each drawing with its name. A drawing without one is wrong use: people read the name in the message."""
    from dispatcher.composing.request import Sketch

    if len(drawings) != len(names):
        what = "Gi hvert tegnet område et navn: én --draw-name for hver --draw."
        raise click.UsageError(what, click.get_current_context())
    return tuple(Sketch(name=name, geometry=shape) for shape, name in zip(drawings, names, strict=True))
