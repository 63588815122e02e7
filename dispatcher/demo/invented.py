"""People, streets and numbers that do not exist, in a municipality that does.

Surnames are made of words for *invented*, *practice* and *test*; numbers are of Norway's unassigned series and of the
Swedish range for film and books; addresses end in ``.example``.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST_NAMES = (
    "Anne Inger Kari Marit Liv Eva Berit Åse Ingrid Randi Solveig Bjørg Sissel Turid Wenche Hilde Tone Nina Ida Emma "
    "Nora Sara Thea Maja Ingeborg Sølvi Åshild Gunnhild Oddny Kjersti Jan Per Bjørn Ole Lars Kjell Knut Arne Svein "
    "Thomas Hans Geir Tor Morten Terje Odd Erik Andreas Jonas Emil Noah Øyvind Håkon Pål Åge Sindre Eirik Sjur Bård "
    "Gunnar"
).split()
SURNAME_BEGINNINGS = "Prøve Øvings Test Eksempel Oppdikt Påfunn Mønster Liksom Skinn Kladde Utkast Tenke".split()
SURNAME_ENDINGS = "stad rud bakken haugen lien moen sveen bråten åsen dalen engen berget tangen løkka myra".split()

LANGUAGES = ("nb", "nn", "en", "pl", "uk", "lt", "so", "ar", "")
LANGUAGE_WEIGHTS = (840, 45, 40, 20, 15, 5, 5, 5, 25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where people live: a box round a middle, in degrees."""

    name: str
    lat: float
    lon: float
    height: float
    width: float
    postcode: str
    streets: tuple[str, ...]


def _streets(names: str) -> tuple[str, ...]:
    return tuple(f"{name}vegen" for name in names.split())


PLACES = (
    Place(
        name="Løten",
        lat=60.8165,
        lon=11.3430,
        height=0.007,
        width=0.015,
        postcode="2340",
        streets=_streets("Stasjons Kirke Skule Rådhus Meieri Jernbane Torg Bjørke Rogne Selje"),
    ),
    Place(
        name="Ådalsbruk",
        lat=60.7958,
        lon=11.3190,
        height=0.005,
        width=0.022,
        postcode="2345",
        streets=_streets("Bruk Klevfos Myr Ådals Nordby Fabrikk Mølle"),
    ),
    Place(
        name="Brenneriroa",
        lat=60.8122,
        lon=11.3110,
        height=0.006,
        width=0.011,
        postcode="2340",
        streets=_streets("Brenneri Bygg Potet Humle Malt"),
    ),
    Place(
        name="Jønsrud",
        lat=60.8150,
        lon=11.2810,
        height=0.007,
        width=0.013,
        postcode="2340",
        streets=_streets("Jønsrud Skogbryn Lysløype Idretts"),
    ),
    Place(
        name="Østvang",
        lat=60.8350,
        lon=11.4170,
        height=0.009,
        width=0.025,
        postcode="2340",
        streets=_streets("Østvang Åker Kløver Høy"),
    ),
    Place(
        name="Budor",
        lat=60.9400,
        lon=11.3480,
        height=0.018,
        width=0.026,
        postcode="2340",
        streets=_streets("Budor Seter Fjell"),
    ),
    Place(
        name="Løten",
        lat=60.8400,
        lon=11.3600,
        height=0.045,
        width=0.060,
        postcode="2340",
        streets=_streets("Finnskog Grende Utmark"),
    ),
    Place(
        name="Hamar",
        lat=60.7950,
        lon=11.0700,
        height=0.010,
        width=0.020,
        postcode="2315",
        streets=_streets("Utenbys"),
    ),
)
PLACE_WEIGHTS = (300, 220, 180, 120, 80, 15, 80, 5)
"""The last two: farms all over the municipality, and owners who live outside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Someone whom the example plan names as well, under the same number."""

    name: str
    local: str
    language: str
    unit: str
    groups: str


OFFICIALS = (
    Official(name="Anne Prøvestad", local="ordforer", language="nb", unit="Ordfører", groups="kriseledelse"),
    Official(name="Ola Øvingsrud", local="varaordforer", language="nn", unit="Varaordfører", groups="kriseledelse"),
    Official(
        name="Marit Eksemplund",
        local="kommunedirektor",
        language="nb",
        unit="Kommunedirektør",
        groups="kriseledelse, ledere",
    ),
    Official(name="Per Testengen", local="teknisk", language="nb", unit="Teknisk", groups="kriseledelse, ledere"),
    Official(name="Inger Prøvelien", local="helse", language="nb", unit="Helse", groups="kriseledelse, ledere"),
    Official(name="Svein Øvingsbakk", local="vannverk", language="nb", unit="Vannverket", groups="kriseledelse, vakt"),
    Official(name="Siri Testvold", local="beredskap", language="nb", unit="Beredskap", groups="kriseledelse, vakt"),
    Official(name="Jon Eksempelmo", local="informasjon", language="nb", unit="Stab", groups="kriseledelse"),
    Official(
        name="Eli Prøvehaug", local="servicetorg", language="nn", unit="Servicetorg", groups="servicetorg, ledere"
    ),
)
"""In the order of their numbers, from +47 42 00 00 01."""

UNITS = (
    ("Løten helsetun", "sykehjem"),
    ("Hjemmetjenesten", ""),
    ("Løten ungdomsskole", ""),
    ("Vannverket", "vakt"),
    ("Ådalsbruk skole", ""),
    ("Løten helsetun", "sykehjem"),
    ("Servicetorget", "servicetorg"),
    ("Jønsrud barnehage", ""),
    ("Omsorgsboligene", "sykehjem"),
    ("Veg og park", "vakt"),
    ("Brenneriroa barnehage", "tillitsvalgte"),
    ("Plan og bygg", "ledere"),
)

BUSINESSES = "Dagligvare Bakeri Sagbruk Verksted Kafé Frisør Gartneri Overnatting Byggevare Regnskap".split()
NEWSROOMS = (
    "Prøveavisa",
    "Øvingsposten",
    "Testradioen",
    "Eksempelbladet",
    "Mønsternytt",
    "Kladdetidende",
    "Utkastavisa",
    "Tenketv",
)

_SERIES = ("43", "44", "49", "42")
_IN_SERIES = 1_000_000
_RESERVED = 1000  # +47 42 00 00 00 to 42 00 09 99: the plan's own people, and examples in the documentation
_NUMBERS = len(_SERIES) * _IN_SERIES - _RESERVED
_STEP = 2_654_447  # has no factor in common with _NUMBERS, so that the numbers do not repeat before all are used


def national_number(index: int) -> str:
    """The eight digits of person ``index``: nobody else's, and not next to the neighbour's."""
    place = index * _STEP % _NUMBERS
    series, rest = divmod(place + (_RESERVED if place >= 3 * _IN_SERIES else 0), _IN_SERIES)
    return f"{_SERIES[series]}{rest:06d}"


def fixed_line(index: int) -> str:
    """Looks like a fixed line and is none: Norway has not assigned 60."""
    return f"60{index % _IN_SERIES:06d}"


def film_number(index: int) -> str:
    """The Swedish regulator's range for film and books: 95 mobile numbers that nobody has."""
    return f"+467017406{5 + index % 95:02d}"
