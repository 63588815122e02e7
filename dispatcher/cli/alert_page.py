"""An alert on a terminal: in the order an approver reads, every word that will be sent, nothing in colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dispatcher.cli import alert_texts, approval_lines, guidance_lines, police_lines, telling
from dispatcher.cli.alert_facts import DOINGS, SHOWN_DIGITS, draft_in_words, fates_in_words, next_step
from dispatcher.cli.words import (
    CHANNELS,
    KINDS,
    MODES,
    NO_NODE,
    STATES,
    UNDER_WAY,
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
MOST_ADVICE = 6
"""Lines of advice on the page; all of it is in --json."""
NAME = 22
"""Most names of waves stand on one line, also where the channels are many."""


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
    for heading, body in _parts(view, plan):
        out.print()
        if heading:
            out.print(Rule(Text(heading, style="bold"), align="left", style="dim", characters="─"))
        out.print(body)
    out.print()
    sums = f"  {telling.people(view['people'])}, {kroner(view['estimate']['amount'])}"
    out.print(Text.assemble(mode_badge(view["mode"]), sums, "\n", (next_step(view), "bold")))


def _parts(view: View, plan: Plan) -> Iterator[tuple[str, RenderableType]]:
    """Whom, by which channels, in which words; who decided; last what is meant for a day nobody wants."""
    yield "", _facts(view, plan)
    yield "Bølger", _waves(view)
    if view["zones"]:
        yield "Soner", alert_texts.zones(view, plan)
    yield from guidance_lines.parts(view)
    yield "Tekster", alert_texts.texts(view)
    yield "Hvem har gjort hva", _doings(view)
    yield "Fingeravtrykk", _fingerprint(view)
    back = alert_texts.taking_back(view)
    if back is not None:
        heading = "Tilbaketrekking: godkjennes nå, sendes bare hvis to i kriseledelsen ber om det"
        yield heading, back


def _head(view: View, plan: Plan) -> RenderableType:
    scenario = plan.scenarios[view["scenario"]]
    kind = "" if view["kind"] == "first" else f" · {KINDS[view['kind']]}"
    title = Text.assemble(mode_badge(view["mode"]), "  ", (scenario.name, "bold"), f"  varsel {view['id']}{kind}")
    words = "" if view["flags"]["superseded"] and view["state"] in UNDER_WAY else STATES[view["state"]]
    state = [Text(f"{words[:1].upper()}{words[1:]}.", style="bold")] if words else []
    return Group(title, *state, *_flags(view))


def _flags(view: View) -> Iterator[Text]:
    flags = view["flags"]
    if flags["superseded"]:
        yield Text(f"AVLØST av varsel {flags['superseded']}. Ingenting mer av dette går ut.", style="bold yellow")
    if flags["paused"]:
        yield Text(f"PÅ PAUSE: {flags['paused']}", style="bold yellow")
    if flags["held"]:
        release = f" Slipp nå: dispatcher release-now {view['id']}" if view["state"] in UNDER_WAY else ""
        yield Text(f"HOLDES TIL {clock(flags['held'])} for dem utenfor kommunen.{release}", style="bold yellow")
    if view["retraction"]:
        asked = view["retraction"]
        yield Text(f"{asked['asked_by']} vil trekke det tilbake: {asked['why']}", style="bold yellow")
        yield Text(f"Det må en til i kriseledelsen be om: dispatcher retract {view['id']} --why TEKST", style="bold")
    if view["why"] and view["state"] in ("returned", "rejected", "stopped"):
        yield Text(f"Begrunnelse: {view['why']}")
    yield from police_lines.flags(view)
    yield from _to_be_seen(view)


def _to_be_seen(view: View) -> Iterator[Text]:
    for odd in view["odd"]:
        yield Text(f"UVANLIG: {odd['words']} Godkjenn med --seen {odd['key']}", style="bold yellow")
    if view["drafts"]:
        yield Text(draft_in_words(view), style="bold yellow")
    for warning in view["warnings"]:
        yield Text(f"Merk: {warning}", style="yellow")
    texts: dict[str, list[str]] = {}
    for advice in view["advice"]:
        texts.setdefault(advice["words"], []).append(advice["variant"])
    for words, names in list(texts.items())[:MOST_ADVICE]:
        more = f" og {len(names) - 1} til" if len(names) > 1 else ""
        yield Text(f"Råd: {words} ({names[0]}{more})")


def _facts(view: View, plan: Plan) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _fact_rows(view, plan):
        table.add_row(name, value)
    return table


def _fact_rows(view: View, plan: Plan) -> Iterator[tuple[str, str]]:
    if view["follows"]:
        wrong = ", falsk alarm" if view["false_alarm"] else ""
        yield "Følger", f"varsel {view['follows']}{wrong}"
    if view["areas"] and not view["zones"]:
        yield "Område", ", ".join(plan.areas[key].name if key in plan.areas else key for key in view["areas"])
    for one in view["drawn"]:
        yield "Tegnet", _unbroken(one["words"])
    lost = view["unreachable"]
    yield "Mottakere", telling.people(view["people"]) + (f", {telling.number(lost)} uten noen adresse" if lost else "")
    if view["coverage"]:
        yield "Hele kommunen", _unbroken(view["coverage"]["words"])
    if view["push"]:
        yield "I tillegg", view["push"]["words"]
    yield from police_lines.rows(view)
    if view["kept"] is not None:
        yield "Hvem får hva", fates_in_words(view)
    for spec in plan.scenarios[view["scenario"]].fields:
        if spec.key in view["fields"]:
            yield spec.label.get(plan.municipality.language, spec.key), _field(spec.kind, view["fields"][spec.key])
    cost = view["estimate"]
    messages = f"{telling.number(cost['sms'])} SMS = {telling.number(cost['sms_parts'])} deler"
    yield "Pris", f"{kroner(cost['amount'])}: {messages}, {telling.number(cost['emails'])} e-poster"
    yield "Ferdig", f"Omtrent {duration(cost['expected_seconds'])} etter godkjenning{_after_hold(view)}"
    yield "Sending slutter", _expiry(view)
    yield from guidance_lines.answers_for(view)
    if view["kind"] in ("retraction", "service"):
        return  # approved with its alert, or with the plan
    scenario = plan.scenarios[view["scenario"]].decided(crisis=view["crisis_rules"] is not None)
    titles = [plan.roles[role].title for role in scenario.approval.approvers]
    yield "Kan godkjennes av", f"{', '.join(titles)}, eller deres stedfortredere"
    yield from approval_lines.rules(view)
    yield from approval_lines.waiting(view)


def _after_hold(view: View) -> str:
    return f"; de som holdes tilbake, etter {clock(view['flags']['held'])}" if view["flags"]["held"] else ""


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
    longest = max(len(wave["name"]) for wave in view["waves"])
    table.add_column("Bølge", ratio=3, overflow="fold", min_width=min(NAME, longest))
    table.add_column("Personer", justify="right")
    table.add_column("Kanaler", ratio=2, overflow="fold")
    table.add_column("Åpner", ratio=3, overflow="fold")
    for number, wave in enumerate(view["waves"], start=1):
        people = "alle" if wave["public"] else telling.number(wave["people"])
        channels = ", ".join(channel_name(wave, channel) for channel in wave["channels"])
        table.add_row(str(number), wave["name"], people, channels, opening(view, number - 1))
    return table


def channel_name(wave: View, channel: str) -> str:
    """«SMS», «e-post (reserve)»."""
    return CHANNELS[channel] + (" (reserve)" if channel in wave["fallback"] else "")


def _unbroken(words: str) -> str:
    """Numbers stay whole at the end of a line."""
    return re.sub(r"(?<=\d) (?=\d)", "\N{NO-BREAK SPACE}", words)


def opening(view: View, index: int) -> str:
    """What opens a wave, or when and by what it was opened."""
    wave = view["waves"][index]
    if wave["opened_at"]:
        why = {"clock": ", fordi tiden var ute", "external-now": ", uten å vente (external-now)"}
        return f"åpnet {clock(wave['opened_at'])}{why.get(wave['opened_by'], '')}"
    if view["flags"]["superseded"]:
        return "åpner ikke: avløst"
    if wave["hold_until"]:
        return f"tidligst {clock(wave['hold_until'])}"
    if index == 0 or view["urgency"] == "immediate":
        return "ved godkjenning"
    gate = wave["gate"]
    if gate is None:
        return "når bølgen foran er over"
    share, wait = telling.number(gate["share"] * 100), duration(gate["longest_wait_seconds"])
    before = "er publisert" if view["waves"][index - 1]["public"] else "er nådd"
    part = f"{share} % av " if gate["share"] < 1 else "hele "
    return f"når {part if before == 'er nådd' else ''}bølge {index} {before}, senest etter {wait}"


def _doings(view: View) -> Table:
    table = Table.grid(padding=(0, 2))
    acts, since = [], ""
    for at, what in _acts(view):
        since = at or since  # what has no time of its own stands under what it belongs to
        acts.append((datetime.fromisoformat(since), at, what))
    for _, at, what in sorted(acts, key=itemgetter(0)):
        table.add_row(Text(to_the_second(at) if at else "", style="dim"), what)
    return table


def _acts(view: View) -> Iterator[tuple[str | None, str]]:
    yield view["created_at"], f"Laget av {view['created_by']}"
    if view["edited_by"] != view["created_by"] or view["version"] > 1:
        yield None, f"Sist endret av {view['edited_by']} (versjon {view['version']})"
    if view["submitted_by"]:
        yield view["submitted_at"], f"Sendt inn av {view['submitted_by']}"
    yield from approval_lines.acts(view)
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
