"""What the map says, and the forms beside it, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

MAP: Final[dict[str, tuple[str, str, str]]] = {
    "map": ("Kart", "Kart", "Map"),
    "map-title": ("Kart over området", "Kart over området", "Map of the area"),
    "map-desc": (
        "Valgt: {chosen}. Det samme står i ord ved siden av kartet.",
        "Valt: {chosen}. Det same står i ord ved sida av kartet.",
        "Chosen: {chosen}. The same stands in words beside the map.",
    ),
    "map-none": ("ingenting på kartet", "ingenting på kartet", "nothing on the map"),
    "map-source": (
        "Kommunegrense: Kartverket (CC BY 4.0). Veier og hus vises ikke.",
        "Kommunegrense: Kartverket (CC BY 4.0). Vegar og hus er ikkje viste.",
        "Border: Kartverket (CC BY 4.0). Roads and houses are not shown.",
    ),
    "map-tiles": (
        "Kommunegrense: Kartverket (CC BY 4.0). Bakgrunn: {source}.",
        "Kommunegrense: Kartverket (CC BY 4.0). Bakgrunn: {source}.",
        "Border: Kartverket (CC BY 4.0). Background: {source}.",
    ),
    "map-lists": (
        "Lister over veier har ingen flate, og står bare i ord.",
        "Lister over vegar har inga flate, og står berre i ord.",
        "Lists of roads have no shape, and stand in words only.",
    ),
    "map-key-chosen": ("Valgt", "Valt", "Chosen"),
    "map-key-danger": ("Faresone", "Faresone", "Danger zone"),
    "map-closer": ("Større", "Større", "Closer"),
    "map-away": ("Mindre", "Mindre", "Further away"),
    "map-all": ("Hele kommunen", "Heile kommunen", "The whole municipality"),
    "draw": ("Tegn et område", "Teikn eit område", "Draw an area"),
    "draw-more": ("Tegn et område til", "Teikn eit område til", "Draw another area"),
    "draw-why": (
        "Når ingen av planens områder passer. Bare de som har koordinat på listene, kan finnes i et tegnet område.",
        "Når ingen av områda i planen passar. Berre dei som har koordinat på listene, kan finnast i eit teikna område.",
        "When none of the plan's areas fits. Only people with a coordinate on the lists can be found in a drawn area.",
    ),
    "draw-name": ("Hva kaller folk stedet?", "Kva kallar folk staden?", "What do people call the place?"),
    "draw-name-more": (
        "Står i meldingen, for eksempel: området rundt Ådalsbruk skole",
        "Står i meldinga, til dømes: området rundt Ådalsbruk skule",
        "Stands in the message, for example: the area around Ådalsbruk school",
    ),
    "draw-near": ("Alle i nærheten av et sted", "Alle i nærleiken av ein stad", "Everybody near a place"),
    "draw-place": ("Sted", "Stad", "Place"),
    "draw-metres": ("Avstand i meter", "Avstand i meter", "Distance in metres"),
    "draw-points": ("Eller punkter, ett på hver linje", "Eller punkt, eitt på kvar linje", "Or points, one a line"),
    "draw-points-more": (
        "Breddegrad og lengdegrad, for eksempel 60.8172, 11.3439. Minst tre. Med punkter gjelder ikke avstanden.",
        "Breiddegrad og lengdegrad, til dømes 60.8172, 11.3439. Minst tre. Med punkt gjeld ikkje avstanden.",
        "Latitude and longitude, for example 60.8172, 11.3439. At least three. With points, no distance counts.",
    ),
    "draw-zone": ("Hvilken sone er det?", "Kva sone er det?", "Which zone is it?"),
    "draw-show": ("Vis på kartet", "Vis på kartet", "Show on the map"),
    "draw-pointer": ("Tegn på kartet", "Teikn på kartet", "Draw on the map"),
    "draw-undo": ("Angre siste punkt", "Angre siste punkt", "Undo the last point"),
    "draw-empty": ("Tøm", "Tøm", "Clear"),
    "draw-done": ("Ferdig tegnet", "Ferdig teikna", "Done drawing"),
    "draw-help": (
        "Trykk på kartet for hvert hjørne. Med tastatur: piler flytter, Enter setter punkt i krysset, + og − zoomer.",
        "Trykk på kartet for kvart hjørne. Med tastatur: piler flyttar, Enter set eit punkt i krysset, + og − zoomar.",
        "Tap the map for each corner. By keyboard: arrows move, Enter sets a point at the cross, + and − zoom.",
    ),
    "draw-said": ("Punkt {number}: {point}", "Punkt {number}: {point}", "Point {number}: {point}"),
}
