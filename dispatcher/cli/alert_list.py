"""All alerts on a terminal, a line each."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from dispatcher.cli.alert_page import View, console, mode_badge
from dispatcher.cli.words import KINDS, STATES, clock


def print_list(alerts: list[dict[str, Any]]) -> None:
    """One line for each alert."""
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", show_edge=False)
    for name in ("Varsel", "", "Scenario", "Slag", "Tilstand", "Laget"):
        table.add_column(name, overflow="fold")
    for view in alerts:
        words = (view["scenario"], KINDS[view["kind"]], _state(view), clock(view["created_at"]))
        table.add_row(view["id"], mode_badge(view["mode"]), *words)
    console().print(table)


def _state(view: View) -> str:
    """«under utsending (på pause)», «avløst av 1001-2», «godkjent (holdes til 22.11 kl 06.15)»."""
    flags = view["flags"]
    if flags["superseded"]:
        return f"avløst av {flags['superseded']}"
    words = ["på pause"] if flags["paused"] else []
    words += [f"holdes til {clock(flags['held'])}"] if flags["held"] else []
    return STATES[view["state"]] + (f" ({', '.join(words)})" if words else "")
