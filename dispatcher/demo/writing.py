"""How invented people are written into rows, by someone who is in a hurry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from dispatcher.demo.invented import Official, Place, film_number, fixed_line, national_number

Row = list[str]

CITIZEN = "id;navn;mobil;e-post;språk;adresse;postnr;poststed;breddegrad;lengdegrad;områder".split(";")
STAFF = "id;navn;mobil;e-post;språk;enhet;grupper".split(";")
COMPANY = "id;navn;mobil;e-post;språk;adresse;postnr;poststed;breddegrad;lengdegrad;enhet".split(";")

REACH = (
    ("own", "own"),
    ("own", "none"),
    ("none", "own"),
    ("none", "none"),
    ("fixed", "own"),
    ("fixed", "none"),
    ("wrong", "own"),
    ("wrong", "none"),
    ("foreign", "own"),
    ("own", "wrong"),
    ("none", "wrong"),
)
"""What a person's two cells hold: (mobile, e-mail)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often something is so, per thousand; ``reach`` in the order of REACH; ``ways`` how numbers are written."""

    reach: tuple[int, ...]
    ways: tuple[int, ...]
    shared_number: float
    shared_email: float
    no_point: float
    repeated: float
    cut: float
    odd_address: float


_WAYS = (
    "+47 {2} {3} {4} {5}",
    "+47{0}",
    "{1}",
    "{0}",
    "0047{0}",
    "+47 {1}",
    "{2} {3} {4} {5}",
    "{0}.0",
    "(+47){0}",
    "{6}",
)
REALISTIC = Rates(
    reach=(660, 215, 55, 15, 8, 5, 4, 2, 2, 11, 3),
    ways=(60, 380, 130, 200, 50, 80, 50, 10, 10, 30),
    shared_number=120,
    shared_email=60,
    no_point=20,
    repeated=2,
    cut=1,
    odd_address=10,
)
FLAWLESS = Rates(
    reach=(800, 150, 44, 6, 0, 0, 0, 0, 0, 0, 0),
    ways=(1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    shared_number=120,
    shared_email=60,
    no_point=0,
    repeated=0,
    cut=0,
    odd_address=0,
)
"""For the example lists that are shipped: nothing to mend, but some who have only one address or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """An address and where it is."""

    place: Place
    street: str
    house: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone invented. ``number`` and ``mailbox`` are somebody else's ``own`` in a household that shares them."""

    id: str
    first: str
    surname: str
    own: int
    number: int
    mailbox: int
    language: str
    home: Home
    has_point: bool
    mobile: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.surname}"


def citizen(person: Person, dice: Random, rates: Rates) -> Row:
    return [*_reached(person, "loten.example", dice, rates), *_place(person, dice, rates), _area(person)]


def company(owner: Person, kind: str, dice: Random, rates: Rates) -> Row:
    return [*_reached(owner, "loten.example", dice, rates), *_place(owner, dice, rates), f"{owner.surname} {kind}"]


def employee(person: Person, unit: str, groups: str, dice: Random, rates: Rates) -> Row:
    """The employer's own address, whatever the private one is like; but some have neither telephone nor address."""
    reachable = person.mobile != "none" or person.email != "none"
    address = f"{_plain(person.first)}.{_plain(person.surname)}.{person.own}@loten.example" if reachable else ""
    return [person.id, person.name, _mobile(person, dice, rates), address, _north(person.language), unit, groups]


def employees(people: Sequence[Person], units: Sequence[tuple[str, str]], dice: Random, rates: Rates) -> Iterator[Row]:
    for number, person in enumerate(people):
        unit, groups = units[number % len(units)]
        yield employee(person, unit, groups, dice, rates)


def journalist(person: Person, newsroom: str, dice: Random, rates: Rates) -> Row:
    address = f"{_plain(person.first)}@{_plain(newsroom)}.example"
    return [person.id, person.name, _mobile(person, dice, rates), address, "", newsroom, ""]


def official(number: int, someone: Official) -> Row:
    mobile = f"+47 42 00 00 {number:02d}"
    address = f"{someone.local}@loten.example"
    return [f"K{number:02d}", someone.name, mobile, address, someone.language, someone.unit, someone.groups]


def mobile(number: int, dice: Random, rates: Rates) -> str:
    """A number that can be called, if it could be called, in one of the ways people write it."""
    national = national_number(number)
    pairs = [national[at : at + 2] for at in range(0, 8, 2)]
    split = f"{national[:3]} {national[3:5]} {national[5:]}"
    return dice.choices(_WAYS, rates.ways)[0].format(national, split, *pairs, split.replace(" ", "\u00a0"))


def _mobile(person: Person, dice: Random, rates: Rates) -> str:
    match person.mobile:
        case "none":
            return ""
        case "fixed":
            return fixed_line(person.number)
        case "foreign":
            return film_number(person.own)
        case "wrong":
            return _mistyped_number(national_number(person.number), dice)
    return mobile(person.number, dice, rates)


def _mistyped_number(national: str, dice: Random) -> str:
    ways = (national[:-1], national[:4] + "O" + national[5:], f"{national} / {national[::-1]}", f"{national[0]},2E+07")
    return dice.choice(ways)


def _email(person: Person, domain: str, dice: Random) -> str:
    if person.email == "none":
        return ""
    local = f"{_plain(person.surname)}{person.mailbox}"
    if person.email == "own":
        return f"{local}@{domain}"
    mistypes = ("{0}{1}", "{0}(at){1}", "{0}@@{1}", "{0}@{2}", "{0} x@{1}", "{0}..x@{1}", "{0}@{3}")
    return dice.choice(mistypes).format(local, domain, domain.partition(".")[0], domain.replace(".", ","))


def _reached(person: Person, domain: str, dice: Random, rates: Rates) -> Row:
    language = person.language
    return [person.id, person.name, _mobile(person, dice, rates), _email(person, domain, dice), language]


def _place(person: Person, dice: Random, rates: Rates) -> Row:
    home = person.home
    odd = dice.random() * 1000 < rates.odd_address
    address = f"{home.street} {home.house}" + ("; H0201" if odd else "")
    point = [f"{home.lat:.5f}", f"{home.lon:.5f}"] if person.has_point else ["", ""]
    return [address, home.place.postcode, home.place.name, *point]


def _area(person: Person) -> str:
    """Where the point is missing, someone has at times written the place instead."""
    known = person.home.place.name not in ("Løten", "Hamar")
    return person.home.place.name if known and not person.has_point and person.own % 2 else ""


def _plain(name: str) -> str:
    return name.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a").replace("é", "e")


def _north(language: str) -> str:
    """Staff work in Norwegian or English."""
    return language if language in ("nb", "nn", "en") else ""
