"""The waves of a scenario: staff before everybody else, every gate with a bound, a banner that is for all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dispatcher.domain.plan.raw import Entry, Found, keys, mapping, parts, section, text, texts, unknown
from dispatcher.domain.plan.written import duration_text, parse_duration

LONGEST_WAIT = {"extreme": timedelta(minutes=2), "severe": timedelta(minutes=10)}
LONGEST_WAIT_OTHERWISE = timedelta(minutes=60)
_SEVERITY_WORDS = {"extreme": "livsfare (extreme)", "severe": "alvorlige hendelser (severe)"}


def wave_faults(tree: object, scenario: Entry) -> Iterator[Found]:
    """Every fault of a scenario's waves, its place counted from the scenario."""
    waves = parts(scenario, "waves")
    staff_told = False
    for index, wave in waves:
        classes = _classes(tree, wave)
        external = "public" if wave.get("public") is True else next(iter(classes & {"citizen", "press"}), "")
        if external and not staff_told:
            yield (
                ("waves", index),
                "Bølgen når publikum eller presse før ansatte. Legg en bølge til ansatte foran (internt først).",
            )
        # A name nobody knows is told where it stands; it may have meant staff, so nothing is concluded from it.
        staff_told = staff_told or bool(classes & {"staff", ""})
        for place, what in (*_reach(tree, wave), *_gate(scenario, wave, first=index == 0)):
            yield ("waves", index, *place), what


def _classes(tree: object, wave: Entry) -> set[str]:
    audiences = section(tree, "audiences")
    return {text(audiences.get(name, {}), "class") for _, name in texts(wave, "audiences")}


def _reach(tree: object, wave: Entry) -> Iterator[Found]:
    audiences, known = texts(wave, "audiences"), keys(tree, "audiences")
    channels = [channel for _, channel in texts(wave, "channels")]
    for index, name in audiences:
        if name not in known:
            yield ("audiences", index), unknown("målgruppe", name, known)
    if "channels" in wave and not channels:
        yield ("channels",), "Bølgen har ingen kanal. Skriv for eksempel channels: [sms, email]."
    if wave.get("public") is True:
        if audiences:
            yield ("audiences",), "En åpen bølge (public: true) er for alle og har ingen målgrupper. Fjern audiences."
        if channels and channels != ["banner"]:
            yield ("channels",), "En åpen bølge (public: true) bruker bare nettsiden. Skriv channels: [banner]."
        return
    if not audiences:
        yield (), "Bølgen når ingen. Skriv hvem den er for, for eksempel audiences: [innbyggere]."
    if "banner" in channels:
        yield ("channels",), "Nettsiden (banner) er for alle: gi den en egen bølge med public: true."


def _gate(scenario: Entry, wave: Entry, *, first: bool) -> Iterator[Found]:
    if wave.get("gate") is None:
        return
    gate = mapping(wave.get("gate"))
    if first:
        yield ("gate",), "Den første bølgen åpner straks og kan ikke ha port. Fjern gate."
    if text(scenario, "urgency") == "immediate":
        yield ("gate",), "Haster det (urgency: immediate), går bølgene i rekkefølge uten å vente. Fjern gate."
    if "longest_wait" in gate:
        yield from _bound(text(scenario, "severity"), gate["longest_wait"])


def _bound(severity: str, written: object) -> Iterator[Found]:
    try:
        wait = parse_duration(written)
    except ValueError:
        return  # told with the shape
    longest = LONGEST_WAIT.get(severity, LONGEST_WAIT_OTHERWISE)
    if wait > longest:
        words = _SEVERITY_WORDS.get(severity, "slike hendelser")
        yield (
            ("gate", "longest_wait"),
            f"Bølgen kan vente for lenge: {duration_text(wait)}. For {words} er det lengste {duration_text(longest)}.",
        )
