"""An alert on a terminal: in the order an approver reads, every word that will be sent, nothing in colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dispatcher.cli import telling
from dispatcher.cli.alert_facts import DOINGS, SHOWN_DIGITS, next_step
from dispatcher.cli.words import (
    CHANNELS,
    CLASSES,
    LANGUAGES,
    MODES,
    NO_NODE,
    STATES,
    clock,
    duration,
    is_moment,
    kroner,
    to_the_second,
)

if TYPE_CHECKING:
    from dispatcher.domain.plan import Plan

View = Mapping[str, Any]

MODE_STYLES = {"real": "bold white on red", "exercise": "bold black on yellow", "test": "bold black on cyan"}
WIDEST = 100


def console() -> Console:
    """Standard output, no wider than a page is read."""
    out = Console(highlight=False, soft_wrap=False, emoji=False, markup=False)
    out.width = min(out.width, WIDEST)
    return out


def mode_badge(mode: str) -> Text:
    """The mode in words and colour."""
    return Text(f" {MODES[mode]} ", style=MODE_STYLES[mode])


def print_alert(view: View, plan: Plan, *, idle: bool) -> None:
    """The whole page. ``idle``: it should be sent, and there is no node to send it."""
    out = console()
    out.print(_head(view, plan))
    if idle:
        out.print(Text(NO_NODE, style="bold red"))
    for heading, body in (
        ("", _facts(view, plan)),
        ("Bølger", _waves(view)),
        ("Tekster", _texts(view)),
        ("Hvem har gjort hva", _doings(view, plan)),
        ("Fingeravtrykk", _fingerprint(view)),
    ):
        out.print()
        if heading:
            out.print(Rule(Text(heading, style="bold"), align="left", style="dim", characters="─"))
        out.print(body)
    out.print()
    sums = f"  {telling.people(view['people'])}, {kroner(view['estimate']['amount'])}"
    out.print(Text.assemble(mode_badge(view["mode"]), sums, "\n", (next_step(view), "bold")))


def _head(view: View, plan: Plan) -> RenderableType:
    scenario = plan.scenarios[view["scenario"]]
    title = Text.assemble(mode_badge(view["mode"]), "  ", (scenario.name, "bold"), f"  varsel {view['id']}")
    state = Text(STATES[view["state"]][:1].upper() + STATES[view["state"]][1:] + ".", style="bold")
    lines = [title, state]
    if view["flags"]["paused"]:
        lines.append(Text(f"PÅ PAUSE: {view['flags']['paused']}", style="bold yellow"))
    if view["why"] and view["state"] in ("returned", "rejected", "stopped"):
        lines.append(Text(f"Begrunnelse: {view['why']}"))
    lines += [Text(f"Merk: {warning}", style="yellow") for warning in view["warnings"]]
    return Group(*lines)


def _facts(view: View, plan: Plan) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _fact_rows(view, plan):
        table.add_row(name, value)
    return table


def _fact_rows(view: View, plan: Plan) -> Iterator[tuple[str, str]]:
    yield "Område", ", ".join(plan.areas[key].name if key in plan.areas else key for key in view["areas"])
    lost = view["unreachable"]
    yield "Mottakere", telling.people(view["people"]) + (f", {telling.number(lost)} uten noen adresse" if lost else "")
    for spec in plan.scenarios[view["scenario"]].fields:
        if spec.key in view["fields"]:
            yield spec.label.get(plan.municipality.language, spec.key), _field(spec.kind, view["fields"][spec.key])
    cost = view["estimate"]
    messages = f"{telling.number(cost['sms'])} SMS = {telling.number(cost['sms_parts'])} deler"
    yield "Pris", f"{kroner(cost['amount'])}: {messages}, {telling.number(cost['emails'])} e-poster"
    yield "Ferdig", f"Omtrent {duration(cost['expected_seconds'])} etter godkjenning"
    yield "Sending slutter", _expiry(view)
    yield "Svarer for innholdet", view["responsible"]
    titles = [plan.roles[role].title for role in plan.scenarios[view["scenario"]].approval.approvers]
    yield "Kan godkjennes av", f"{', '.join(titles)}, eller deres stedfortredere"


def _field(kind: str, value: str) -> str:
    """A time is kept absolute; a date without a clock is kept, and shown, as it was typed."""
    return clock(value) if kind == "time" and is_moment(value) else value


def _expiry(view: View) -> str:
    if view["expires_at"]:
        return clock(view["expires_at"])
    return f"{duration(view['expires_after_seconds'])} etter innsending"


def _waves(view: View) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    table.add_column("", justify="right")
    table.add_column("Bølge", ratio=3, overflow="fold")
    table.add_column("Personer", justify="right")
    table.add_column("Kanaler", ratio=2, overflow="fold")
    table.add_column("Åpner", ratio=3, overflow="fold")
    for number, wave in enumerate(view["waves"], start=1):
        people = "alle" if wave["public"] else telling.number(wave["people"])
        channels = ", ".join(CHANNELS[channel] for channel in wave["channels"])
        table.add_row(str(number), wave["name"], people, channels, opening(view, number - 1))
    return table


def opening(view: View, index: int) -> str:
    """What opens a wave, or when and by what it was opened."""
    wave = view["waves"][index]
    if wave["opened_at"]:
        why = {"clock": ", fordi tiden var ute", "share": "", "approval": "", "immediate": ""}
        return f"åpnet {clock(wave['opened_at'])}{why.get(wave['opened_by'], '')}"
    if index == 0 or view["urgency"] == "immediate":
        return "ved godkjenning"
    gate = wave["gate"]
    if gate is None:
        return "når bølgen foran er over"
    share, wait = telling.number(gate["share"] * 100), duration(gate["longest_wait_seconds"])
    before = "er publisert" if view["waves"][index - 1]["public"] else "er nådd"
    part = f"{share} % av " if gate["share"] < 1 else "hele "
    return f"når {part if before == 'er nådd' else ''}bølge {index} {before}, senest etter {wait}"


def _texts(view: View) -> RenderableType:
    return Group(*(part for variant in view["variants"] for part in _text(variant)))


def _text(variant: View) -> Iterator[RenderableType]:
    heading = Text.assemble(
        (f"{CLASSES[variant['class']]} · {CHANNELS[variant['channel']]} · {LANGUAGES[variant['language']]}", "bold"),
        (" · ".join(["", *filter(None, (_size(variant), variant["key"]))]), "dim"),
    )
    yield Text()
    yield heading
    for culprit in variant["culprits"]:
        yield Text(f"  {_culprit(culprit)}", style="yellow")
    body = Text()
    if variant["channel"] != "sms":
        body.append(f"{variant['headline']}\n\n", style="bold")
    body.append(variant["body"])
    if variant["channel"] == "banner" and variant["instruction"]:
        body.append(f"\n\n{variant['instruction']}")
    yield Padding(body, (0, 0, 0, 2), expand=False)


def _size(variant: View) -> str:
    count = variant["recipients"]
    to = "" if variant["class"] == "public" else f"{telling.number(count)} mottaker{'' if count == 1 else 'e'}"
    if variant["channel"] != "sms":
        return to
    parts = variant["parts"]
    return f"{to}, {parts} {'del' if parts == 1 else 'deler'} {variant['encoding']}"


def _culprit(culprit: Mapping[str, str | None]) -> str:
    char, instead = culprit["char"], culprit["replacement"]
    code = f"U+{ord(char or ' '):04X}"
    if instead is None:
        advice = "Det har ingen erstatning."
    else:
        advice = f"Skriv {instead} i stedet." if instead.strip() else "Ta det bort."
    return f"Tegnet {char} ({code}) gjør SMS-en dyrere. {advice}"


def _doings(view: View, plan: Plan) -> Table:
    table = Table.grid(padding=(0, 2))
    acts, since = [], ""
    for at, what in _acts(view, plan):
        since = at or since  # what has no time of its own stands under what it belongs to
        acts.append((datetime.fromisoformat(since), at, what))
    for _, at, what in sorted(acts, key=itemgetter(0)):
        table.add_row(Text(to_the_second(at) if at else "", style="dim"), what)
    return table


def _acts(view: View, plan: Plan) -> Iterator[tuple[str | None, str]]:
    yield view["created_at"], f"Laget av {view['created_by']}"
    if view["edited_by"] != view["created_by"] or view["version"] > 1:
        yield None, f"Sist endret av {view['edited_by']} (versjon {view['version']})"
    if view["submitted_by"]:
        yield view["submitted_at"], f"Sendt inn av {view['submitted_by']}"
    if view["approved_by"]:
        role = plan.roles.get(view["approved_as"])
        yield (
            view["approved_at"],
            f"Godkjent av {view['approved_by']} som {role.title if role else view['approved_as']}",
        )
    for key, what in (("started_at", "Utsendingen startet"), ("done_at", _end(view))):
        if view[key]:
            yield view[key], what
    for doing in view["doings"]:
        yield doing["at"], f"{DOINGS[doing['kind']]} av {doing['by']}" + (f": {doing['why']}" if doing["why"] else "")


def _end(view: View) -> str:
    return "Utløpt" if view["state"] == "expired" else "Ferdig"


def _fingerprint(view: View) -> RenderableType:
    print_ = view["fingerprint"]
    if not print_:
        return Text("Kommer når varselet er sendt inn.", style="dim")
    groups = [print_[start : start + 4] for start in range(0, len(print_), 4)]
    rows = [groups[start : start + 8] for start in range(0, len(groups), 8)]
    marked = SHOWN_DIGITS // 4
    text = Text()
    for row, some in enumerate(rows):
        for column, group in enumerate(some):
            first = row == 0 and column < marked
            text.append(group, style="bold reverse" if first else "")
            text.append(" ")
        text.append("\n")
    text.append(f"De {SHOWN_DIGITS} første er nok til å godkjenne: {print_[:SHOWN_DIGITS]}", style="dim")
    return text


def print_list(alerts: list[dict[str, Any]]) -> None:
    """One line for each alert."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for name in ("Varsel", "", "Scenario", "Tilstand", "Laget"):
        table.add_column(name, overflow="fold")
    for view in alerts:
        state = STATES[view["state"]] + (" (på pause)" if view["flags"]["paused"] else "")
        table.add_row(view["id"], mode_badge(view["mode"]), view["scenario"], state, clock(view["created_at"]))
    console().print(table)
