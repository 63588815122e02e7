"""The options many commands share, each in one place so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dispatcher.cli.drawings import DrawingFile
from dispatcher.cli.values import Pair
from dispatcher.cli.wording import argument, option

as_json = option("--json", "as_json", is_flag=True, help="Svar som JSON.")

token = option(
    "--token-file",
    metavar="FIL",
    type=click.Path(path_type=Path),
    help="Fil med nøkkelen din. Ellers brukes DISPATCHER_TOKEN.",
)

alert = argument("alert", metavar="VARSEL")

why = option("--why", metavar="TEKST", required=True, help="Kort begrunnelse. Den står i loggen.")


fields = option(
    "--set", "given", metavar="FELT=VERDI", type=Pair(), multiple=True, help="Fyll ut et felt. Kan gjentas."
)

_area = option("--area", "areas", metavar="OMRÅDE", multiple=True, help="Hvor det gjelder. Kan gjentas.")
_zone = option(
    "--zone",
    "zones",
    metavar="SONE=OMRÅDE",
    type=Pair(),
    multiple=True,
    help="Et område i en sone med egen tekst, for eksempel evakuer=lotensentrum. Kan gjentas, også for samme sone.",
)
_draw = option(
    "--draw",
    "drawings",
    metavar="FIL",
    type=DrawingFile(),
    multiple=True,
    help="Et område tegnet for dette varselet: GeoJSON (Polygon eller MultiPolygon). Kan gjentas.",
)
_draw_name = option(
    "--draw-name",
    "draw_names",
    metavar="NAVN",
    multiple=True,
    help="Hva det tegnede området heter i meldingen. Ett for hver --draw, i samme rekkefølge.",
)
hold_until = option(
    "--hold-until",
    metavar="TID",
    help="Når de utenfor kommunen tidligst skal varsles, for eksempel 06:15. now: med en gang, også om natten.",
)


def where(command: Any) -> Any:
    """Where it is about, and until when it is held back."""
    return _area(_zone(_draw(_draw_name(hold_until(command)))))


def acting(command: Any) -> Any:
    """What every command with a token takes."""
    return token(as_json(command))
