"""What the page of an alert says from the plan beside the alert: what must be done, and who coordinates where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

View = Mapping[str, Any]

UNDECIDED = ("draft", "submitted", "returned")


def answers_for(view: View) -> Iterator[tuple[str, str]]:
    """Who answers for the content, and the service that keeps the texts right."""
    if view["responsible"]:
        yield "Svarer for innholdet", view["responsible"]
    if view["guidance"]["owner"]:
        yield "Tekstene eies av", view["guidance"]["owner"]


def parts(view: View) -> Iterator[tuple[str, Table | Group]]:
    """A heading and what stands below it; nothing where the plan says nothing."""
    guidance = view["guidance"]
    if guidance["checklist"] and view["state"] in UNDECIDED:
        yield "Se etter før du godkjenner", Group(*(Text(f"[ ] {words}") for words in guidance["checklist"]))
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
