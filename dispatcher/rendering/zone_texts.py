"""What a scenario's file writes for each zone, laid over the scenario's own texts.

A zone outside the danger must write everything that says what to do: taken from the scenario it would tell
neighbours to evacuate, and so would a shorter form that nobody thought of.
"""

from __future__ import annotations

from collections.abc import Mapping

from dispatcher.domain.plan import Zone
from dispatcher.rendering import keys
from dispatcher.rendering.template_file import TemplateFile, Texts, close


def zone_texts(
    file: TemplateFile, zones: Mapping[str, Zone], own: Texts, names: frozenset[str] | set[str]
) -> dict[str, Texts]:
    """The texts of each zone, those of the scenario where the zone has none of its own."""
    if not file.readable:
        return {}
    written = file.at((keys.ZONES,))
    for key in written:
        if key not in zones:
            file.fault((keys.ZONES, key), f"Planen har ingen sone «{key}» i dette scenarioet.{close(key, zones)}")
    return {key: _laid_over(file, zone, own, names) for key, zone in zones.items()}


def _laid_over(file: TemplateFile, zone: Zone, own: Texts, names: frozenset[str] | set[str]) -> Texts:
    place = (keys.ZONES, zone.key)
    found = file.at(place)
    file.check_keys(place, (), keys.ZONE_TEXTS)
    for key in sorted(() if zone.danger else keys.SAFE_ZONE_TEXTS - set(found)):
        file.fault(
            place,
            f"Sonen «{zone.key}» er ikke en faresone og mangler «{key}»: den ville fått teksten til dem som er i fare. "
            f"Skriv den under zones → {zone.key}.",
        )
    if zone.danger and "do" in found and "do_short" not in found:
        file.fault(place, f"Sonen «{zone.key}» har egen «do» og må også ha «do_short».")
    short = {brief for full, brief in keys.SHORT_FORMS.items() if full in found}
    dropped = short if zone.danger else keys.NOT_INHERITED
    inherited = {key: text for key, text in own.items() if key not in dropped}
    return inherited | dict(file.texts(place, names))
