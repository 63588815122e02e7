"""The waves of a scenario: staff before everybody else, every gate with a bound, a banner that is for all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dispatcher.domain.plan.raw import Entry, Found, keys, mapping, parts, section, text, texts, unknown
from dispatcher.domain.plan.rooms import wave_room_faults
from dispatcher.domain.plan.tasks import TASK, copies_external, wave_task_faults
from dispatcher.domain.plan.written import duration_text, parse_duration

LONGEST_WAIT = {"extreme": timedelta(minutes=2), "severe": timedelta(minutes=10)}
LONGEST_WAIT_OTHERWISE = timedelta(minutes=60)
_SEVERITY_WORDS = {"extreme": "livsfare (extreme)", "severe": "alvorlige hendelser (severe)"}
_OF_ONE_OWN = {"banner": "nettsiden", "push": "push", "app": "appen", "task": "oppgaver", "chat": "chatten"}
"""Channels that reach no person of a list, and so cannot stand in for one that did."""


def scenario_wave_faults(tree: object, scenario: Entry) -> Iterator[Found]:
    """Every fault of a scenario's own waves, its place counted from the scenario; a level's are told at the level."""
    level, known = text(scenario, "level"), keys(tree, "levels")
    if level and level not in known:
        yield ("level",), unknown("nivå", level, known)
    if level and scenario.get("waves"):
        yield ("level",), "Scenarioet har både level og waves. Behold det ene: nivåets bølger, eller sine egne."
    if not level and not scenario.get("waves"):
        yield (), "Scenarioet har ingen bølger. Skriv waves, eller level med ett av nivåene i planen."
    yield from _wave_faults(tree, scenario)
    classes = [_classes(tree, wave) for _, wave in parts(with_level(tree, scenario), "waves")]
    if scenario.get("affects_staff") is True and classes and not any(found & {"staff", ""} for found in classes):
        yield ("affects_staff",), "Saken angår ansatte, men ingen bølge når dem. Legg til en bølge til ansatte."


def level_faults(tree: object) -> Iterator[Found]:
    """Every fault of the levels' waves, each by the severity of the scenarios that use it."""
    scenarios = section(tree, "scenarios")
    for key, level in section(tree, "levels").items():
        users = {name: scenario for name, scenario in scenarios.items() if text(scenario, "level") == key}
        found: dict[Found, list[str]] = {}
        for name, scenario in (users or {"": {}}).items():
            for fault in _wave_faults(tree, {**scenario, "waves": level.get("waves")}):
                found.setdefault(fault, []).append(name)
        for (place, what), names in found.items():
            yield ("levels", key, *place), what + _whose(names)


def _whose(names: list[str]) -> str:
    """One fault is told once, however many scenarios use the level."""
    if not any(names):
        return ""
    return f" ({'scenarioet' if len(names) == 1 else 'scenarioene'} {', '.join(f'«{name}»' for name in names)})"


def with_level(tree: object, scenario: Entry) -> Entry:
    """The scenario with the waves it is sent by."""
    level = section(tree, "levels").get(text(scenario, "level"), {})
    return scenario if scenario.get("waves") else {**scenario, "waves": level.get("waves")}


def _wave_faults(tree: object, scenario: Entry) -> Iterator[Found]:
    staff_told = False
    for index, wave in parts(scenario, "waves"):
        classes = _classes(tree, wave)
        external = "public" if wave.get("public") is True else next(iter(classes & {"citizen", "press"}), "")
        external = external or ("task" if copies_external(tree, wave) else "")
        if external and not staff_told:
            yield (
                ("waves", index),
                "Bølgen når publikum eller presse før ansatte. Legg en bølge til ansatte foran (internt først).",
            )
        # A name nobody knows is told where it stands; it may have meant staff, so nothing is concluded from it.
        staff_told = staff_told or bool(classes & {"staff", ""})
        own = (*_reach(tree, wave), *wave_task_faults(tree, wave), *_fallback(wave))
        for place, what in (*own, *_gate(scenario, wave, first=index == 0)):
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
    if not audiences and channels != [TASK]:
        yield (), "Bølgen når ingen. Skriv hvem den er for, for eksempel audiences: [innbyggere]."
    if "voice" in [*channels, *(channel for _, channel in texts(wave, "fallback"))]:
        yield (), "Dispatcher ringer bare til dem som har roller i planen. Ta voice ut av bølgen."
    if "banner" in channels:
        yield ("channels",), "Nettsiden (banner) er for alle: gi den en egen bølge med public: true."
    yield from _open_channels(tree, wave)


def _open_channels(tree: object, wave: Entry) -> Iterator[Found]:
    """Anybody may listen to push and to a topic of the app: that is what citizens may read. Chat has rooms."""
    audiences = {name for _, name in texts(wave, "audiences")}
    if any(channel == "chat" for _, channel in texts(wave, "channels")):
        yield from ((("channels",), what) for what in wave_room_faults(tree, audiences))
    if not audiences or _classes(tree, wave) & {"citizen", ""}:
        return
    own_topic = any(text(topic, "audience") in audiences for _, topic in parts(mapping(tree), "topics"))
    for index, channel in texts(wave, "channels"):
        if channel == "push" or (channel == "app" and not own_topic):
            yield (
                ("channels", index),
                f"Alle kan abonnere på {_OF_ONE_OWN[channel]}, og bølgen er ikke for innbyggere. Fjern {channel}.",
            )


def _fallback(wave: Entry) -> Iterator[Found]:
    tried = [channel for _, channel in texts(wave, "channels")]
    for index, channel in enumerate(tried):
        if channel in tried[:index]:
            yield ("channels", index), f"Kanalen {channel} står to ganger. Fjern den ene."
    for index, channel in texts(wave, "fallback"):
        place = ("fallback", index)
        if wave.get("public") is True:
            yield place, "En åpen bølge (public: true) har ingen reservekanal. Fjern fallback."
        elif channel in _OF_ONE_OWN:
            yield place, f"{channel} kan ikke være reserve: den når ingen bestemt person. Bruk sms eller email."
        elif channel in tried:
            yield place, f"Kanalen {channel} er brukt før i bølgen. Den kan ikke også være reserve."
        tried.append(channel)


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
