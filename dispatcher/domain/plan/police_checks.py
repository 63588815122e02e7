"""What a scenario says of the police: fields that must be there, and no free text where only prepared texts go."""

from __future__ import annotations

from collections.abc import Iterator

from dispatcher.domain.plan.raw import Entry, Found, parts, text, unknown


def police_faults(scenario: Entry) -> Iterator[Found]:
    """Every fault, its place counted from the scenario."""
    fields = {text(field, "key"): field for _, field in parts(scenario, "fields")}
    for name in ("without_police", "silent_units"):
        key = text(scenario, name)
        if key and key not in fields:
            yield (name,), unknown("felt", key, fields)
        elif key and text(fields[key], "kind") != "choice":
            yield (name,), f"Feltet «{key}» må være et valg. Skriv kind: choice på det."
    asked = fields.get(text(scenario, "without_police"), {})
    if text(scenario, "without_police") and text(scenario, "lead") != "police":
        yield ("without_police",), "Bare et scenario som politiet leder, kan ha dette. Skriv lead: police."
    elif text(asked, "default") or asked.get("required") is True:
        yield (
            ("without_police",),
            "Feltet skal være tomt når ingen velger noe: ellers er politiets ord aldri nødvendig.",
        )
    if scenario.get("prepared_only") is True:
        for index, field in parts(scenario, "fields"):
            if text(field, "kind") in ("", "text", "link"):
                what = "Scenarioet har bare ferdige tekster. Bruk kind: choice, place eller time, ikke fritekst."
                yield ("fields", index), what
