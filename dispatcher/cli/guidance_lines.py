"""What the page of an alert says from the plan beside the alert: what must be done, and who coordinates where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.table import Table

View = Mapping[str, Any]


def parts(view: View) -> Iterator[tuple[str, Table]]:
    """A heading and a table each; nothing where the plan says nothing."""
    guidance = view["guidance"]
    if guidance["steps"]:
        yield "Tiltak etter planen", _steps(guidance["steps"])
    if guidance["coordinators"]:
        yield "Koordinatorer i områdene", _coordinators(guidance["coordinators"])


def _steps(steps: list[View]) -> Table:
    table = _table("Tiltak", "Tid", "Ansvarlig", "Merknad")
    for step in steps:
        table.add_row(step["task"], step["time"], step["responsible"], step["remark"])
    return table


def _coordinators(coordinators: list[View]) -> Table:
    table = _table("Hvem", "Områder")
    for one in coordinators:
        table.add_row(one["who"], ", ".join(one["areas"]))
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
