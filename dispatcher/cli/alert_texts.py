"""The words of an alert on a terminal: each zone with what its people get, every text, last what would take it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dispatcher.cli import telling
from dispatcher.cli.words import CHANNELS, CLASSES, LANGUAGES

if TYPE_CHECKING:
    from dispatcher.domain.plan import Plan

View = Mapping[str, Any]

FATES = {"added": "nye, som får hele teksten", "released": "de det ikke gjelder lenger"}
"""Nobody is new in the texts of a zone who was told the same before: to change zone is to be new in it."""
KEPT = "de som fikk varselet før"


def zones(view: View, plan: Plan) -> RenderableType:
    """Each zone: where, how many, whether it is dangerous, and its SMS in the plan's own language."""
    parts: list[RenderableType] = []
    for place, zone in enumerate(view["zones"], start=1):
        line = Text.assemble(f"{place} ", (zone["name"], "bold"), f"  {telling.people(zone['people'])}")
        if zone["danger"]:
            line.append("  FARESONE", style="bold red")
        areas = ", ".join(plan.areas[key].name if key in plan.areas else key for key in zone["areas"])
        parts += [Text(), line, Text(f"  {areas}{_less(view, place)}", style="dim")]
        for text in _sms(view, zone["key"], plan.municipality.language):
            if view["added"]:
                parts.append(Text(f"  Til {FATES.get(text['fate'], KEPT)}:", style="dim"))
            parts.append(Padding(Text(text["body"]), (0, 0, 0, 2), expand=False))
    return Group(*parts[1:])


def _less(view: View, place: int) -> str:
    """The rest has the alert's areas, and nobody is in two zones."""
    zone = view["zones"][place - 1]
    return ", uten sonene foran" if place > 1 and zone["areas"] == view["areas"] else ""


def _sms(view: View, zone: str, language: str) -> list[View]:
    mine = [
        text for text in view["variants"] if (text["class"], text["channel"], text["zone"]) == ("citizen", "sms", zone)
    ]
    return [text for text in mine if text["language"] == language]


def texts(view: View) -> RenderableType:
    """Every text that is sent when the alert is approved."""
    return _all(view, (text for text in view["variants"] if text["fate"] != "retracted"))


def taking_back(view: View) -> RenderableType | None:
    """The texts that are approved with it for the day it must be taken back; None: it has none."""
    found = [text for text in view["variants"] if text["fate"] == "retracted"]
    return _all(view, found) if found else None


def _all(view: View, some: Iterable[View]) -> Group:
    names = {zone["key"]: zone["name"] for zone in view["zones"]}
    parts = [part for text in some for part in _text(text, names, follows=bool(view["added"] or view["released"]))]
    return Group(*parts)


def _text(variant: View, names: Mapping[str, str], *, follows: bool) -> Iterator[RenderableType]:
    heading = Text.assemble(
        (f"{_who(variant, names, follows=follows)} · {CHANNELS[variant['channel']]}", "bold"),
        (f" · {LANGUAGES[variant['language']]}", "bold"),
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


def _who(variant: View, names: Mapping[str, str], *, follows: bool) -> str:
    """«Innbyggere i «Må evakuere», nye, som får hele teksten»."""
    who = CLASSES[variant["class"]]
    if variant["zone"]:
        who += f" i «{names.get(variant['zone'], variant['zone'])}»"
    if variant["fate"] in FATES:
        return f"{who}, {FATES[variant['fate']]}"
    return f"{who}, {KEPT}" if follows and not variant["fate"] and variant["class"] == "citizen" else who


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
