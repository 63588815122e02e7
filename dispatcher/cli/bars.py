"""A watched alert at a terminal: a bar for each wave and channel, the gate and its clock, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from dispatcher.cli.alert_facts import next_step
from dispatcher.cli.alert_page import console, mode_badge
from dispatcher.cli.telling import number
from dispatcher.cli.watch_lines import gate, idle, state, used
from dispatcher.cli.words import ALARM, CHANNELS, DELIVERIES, NO_NODE, time_of_day

View = Mapping[str, Any]

WIDTH = 28
PIECES = (("delivered", "█", "green"), ("accepted", "▓", "green"), ("sending", "▒", "cyan"), ("unsure", "?", "yellow"))
FAILED, SKIPPED, LEFT = ("x", "red"), ("·", "dim"), ("░", "dim")


def show(pictures: Iterable[View]) -> None:
    """Draw each picture over the last; the last one stays."""
    out, last = console(), None
    with Live(console=out, auto_refresh=False, vertical_overflow="crop") as live:
        for view in pictures:
            last = view
            live.update(draw(view, datetime.now(UTC), airy=_height(view) < out.height), refresh=True)
    if last is not None:
        out.print(Text(next_step(last), style="bold"))


def _height(view: View) -> int:
    """Lines of the picture with air between the waves, at its highest."""
    return 4 + len(view["alarms"]) + bool(view["asking"]) + sum(2 + len(wave["channels"]) for wave in view["waves"])


def draw(view: View, now: datetime, *, airy: bool = True) -> Group:
    """One picture."""
    parts: list[Text | Table] = [Text(ALARM.format(words=words), style="bold red") for words in view["alarms"]]
    if view["asking"]:
        parts.append(Text(view["asking"]["words"], style="bold"))
    parts.append(_head(view))
    for index, wave in enumerate(view["waves"]):
        if airy:
            parts.append(Text())
        parts.append(_wave(view, index, now))
        if wave["opened_at"]:
            parts.append(_channels(wave))
    parts.append(Text())
    parts.extend(_remarks(view))
    return Group(*parts)


def _head(view: View) -> Text:
    words = state(view)
    head = Text.assemble(mode_badge(view["mode"]), f"  {view['scenario']}  varsel {view['id']}  ", (words, "bold"))
    over = view["stopped_at"] or view["done_at"]
    if over or view["started_at"]:
        head.append(f"  {'' if over else 'siden '}{time_of_day(over or view['started_at'])}", style="dim")
    return head


def _wave(view: View, index: int, now: datetime) -> Text:
    wave = view["waves"][index]
    line = Text.assemble((f"{index + 1} {wave['name']}", "bold" if wave["opened_at"] else ""), "  ")
    if not wave["opened_at"]:
        line.append(f"{_meant(wave)}{gate(view, index, now)}", style="dim")
        return line
    if not wave["public"]:
        line.append(f"{number(wave['told'])} av {number(wave['people'])} nådd  ")
    word, at = ("ferdig", wave["done_at"]) if wave["done_at"] else ("åpnet", wave["opened_at"])
    why = " fordi tiden var ute" if wave["opened_by"] == "clock" else ""
    line.append(f"{word} {time_of_day(at)}{why}", style="dim")
    return line


def _meant(wave: View) -> str:
    return "" if wave["public"] or not wave["people"] else f"{number(wave['people'])} personer, "


def _channels(wave: View) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=2)
    table.add_column(width=14 if wave["fallback"] else 8)
    table.add_column(width=WIDTH, no_wrap=True)
    table.add_column(overflow="fold")
    for channel, counts in used(wave).items():
        reserve = channel in wave["fallback"]
        name = f"{CHANNELS[channel]} reserve" if reserve else CHANNELS[channel]
        table.add_row("", name, bar(counts), _counts(counts, reserve=reserve))
    return table


def bar(counts: Mapping[str, int]) -> Text:
    """Every state has a sign of its own, so that nothing is told by colour alone."""
    total = counts["total"]
    if not total:
        return Text(LEFT[0] * WIDTH, style=LEFT[1])
    line, done, filled = Text(), 0, 0
    for key, sign, style in (*PIECES, ("failed", *FAILED), ("skipped", *SKIPPED), ("waiting", *LEFT)):
        done += counts[key]
        upto = round(WIDTH * done / total)
        # What is there at all gets at least one sign, as long as there is room.
        upto = min(WIDTH, max(upto, filled + 1)) if counts[key] else upto
        line.append(sign * max(0, upto - filled), style=style)
        filled = max(filled, upto)
    return line


def _counts(counts: Mapping[str, int], *, reserve: bool) -> Text:
    told = counts["accepted"] + counts["delivered"]
    words = Text(f"{number(told)}/{number(counts['total'])}")
    for key, style in (("delivered", "dim"), ("failed", "red"), ("unsure", "yellow"), ("skipped", "dim")):
        if counts[key]:
            words.append(f"  {number(counts[key])} {DELIVERIES[key]}", style=style)
    if reserve and counts["waiting"]:
        words.append(f"  {number(counts['waiting'])} i reserve", style="dim")
    return words


def _remarks(view: View) -> Iterator[Text]:
    if view["flags"]["paused"]:
        yield Text(f"PÅ PAUSE. La den gå videre: dispatcher resume {view['id']}", style="bold yellow")
    if idle(view):
        yield Text(NO_NODE, style="bold red")
    doubts = sum(counts["unsure"] for wave in view["waves"] for counts in wave["channels"].values())
    if doubts:
        words = f"{number(doubts)} usikre. Avgjør dem: dispatcher unsure {view['id']} --resend eller --leave"
        yield Text(words, style="yellow")
    yield Text("█ framme  ▓ sendt  ▒ sendes  ░ venter  x feilet  ? usikker  · utelatt", style="dim")
