"""Whom the plan may reach, and when: nights, topics of the app, chat rooms, the test audience, certain words."""

from __future__ import annotations

from collections.abc import Iterator

from dispatcher.domain.plan.raw import Found, keys, mapping, parts, section, text, texts, unknown
from dispatcher.domain.plan.rooms import room_faults

_EXTERNAL = {"citizen", "press", ""}
_SHORTEST_WORD = 3


def reach_faults(tree: object) -> Iterator[Found]:
    """Every fault of audiences' nights, topics, rooms, test audience, sensitive words and stop words."""
    yield from _nights(tree)
    yield from _topics(tree)
    yield from room_faults(tree)
    yield from _test_audience(tree)
    yield from _sensitive_words(tree)
    yield from _stop_words(tree)


def _nights(tree: object) -> Iterator[Found]:
    for key, audience in section(tree, "audiences").items():
        night, hours = text(audience, "night"), text(audience, "hours")
        if night in {"ask", "hold_until"} and text(audience, "class") not in _EXTERNAL:
            yield (
                ("audiences", key, "night"),
                f"Bare innbyggere og presse kan få vente til morgenen. Skriv night: send på «{key}».",
            )
        start, _, end = hours.partition("-")
        if hours and start == end:
            yield ("audiences", key, "hours"), 'Natten begynner og slutter likt. Skriv for eksempel "22:00-07:00".'


def _topics(tree: object) -> Iterator[Found]:
    areas, audiences = keys(tree, "areas"), keys(tree, "audiences")
    spoken = [language for _, language in texts(mapping(mapping(tree).get("municipality")), "languages")]
    seen: set[str] = set()
    for index, topic in parts(mapping(tree), "topics"):
        place, name = ("topics", index), text(topic, "topic")
        audience, area, language = text(topic, "audience"), text(topic, "area"), text(topic, "language")
        if name and name in seen:
            yield (*place, "topic"), f"Emnet «{name}» står to ganger: de som følger det, ville fått to meldinger."
        seen.add(name)
        if audience and audience not in audiences:
            yield (*place, "audience"), unknown("målgruppe", audience, audiences)
        if area and area not in areas:
            yield (*place, "area"), unknown("område", area, areas)
        if language and spoken and language not in spoken:
            yield (*place, "language"), unknown("språk", language, spoken)


def _test_audience(tree: object) -> Iterator[Found]:
    lists = section(tree, "lists")
    audience = section(tree, "audiences").get(text(mapping(tree), "test_audience"), {})
    for _, key in texts(audience, "lists"):
        if key in lists and lists[key].get("consent") is not True:
            yield (
                ("test_audience",),
                f"Listen «{key}» har ikke samtykke til varslingsprøver. Har alle på den sagt ja, skriv consent: true.",
            )


def _sensitive_words(tree: object) -> Iterator[Found]:
    seen: set[str] = set()
    for index, word in texts(mapping(tree), "sensitive_words"):
        place, folded = ("sensitive_words", index), word.strip().casefold()
        if 0 < len(folded) < _SHORTEST_WORD:
            yield place, f"«{word}» er for kort og ville slått ut i nesten alle tekster. Skriv minst tre bokstaver."
        if folded in seen:
            yield place, f"«{word}» står to ganger. Fjern det ene."
        seen.add(folded)


def _stop_words(tree: object) -> Iterator[Found]:
    """A stem too short would stop every text of a night."""
    for language in keys(tree, "stop_words"):
        for index, word in texts(mapping(mapping(tree).get("stop_words")), language):
            if len(word.strip().rstrip("*")) < _SHORTEST_WORD:
                what = f"«{word}» er for kort og ville stoppe nesten alt. Skriv minst tre bokstaver."
                yield ("stop_words", language, index), what
