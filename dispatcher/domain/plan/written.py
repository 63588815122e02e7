"""How single values are written in a plan: durations, numbers, addresses, sender names, polygons.

Each check raises ValueError with one sentence that says what to type; ``faults`` puts the line in front of it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, StringConstraints

from dispatcher.domain.contrast import accent
from dispatcher.domain.geo import MultiPolygon, polygon_fault
from dispatcher.domain.phone import normalise

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"([1-9][0-9]{0,6})([smhd])")
_HOURS = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]")
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)*\.[^@\s<>,;.]{2,}")
_SENDER = re.compile(r"[A-Za-z0-9]{1,11}")
_SENDERS_OF_SWINDLERS = {
    "kommunen",
    "kommune",
    "info",
    "innbyggere",
    "innbygger",
    "varsling",
    "varsel",
    "krisevarsel",
    "nodvarsel",
    "beredskap",
    "melding",
    "viktig",
    "sms",
    "krise",
}


def parse_duration(written: object) -> timedelta:
    """The duration of ``5m``."""
    if isinstance(written, timedelta):
        return written
    match = _DURATION.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise ValueError("Skriv et tall og en enhet, for eksempel 30s, 5m, 24h eller 90d.")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def duration_text(duration: timedelta) -> str:
    """The shortest way to write it: ``5m``, not ``300s``."""
    seconds = int(duration.total_seconds())
    unit = next(unit for unit in "dhms" if seconds % _SECONDS[unit] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"


def sender_name(name: str) -> str:
    """A name that people may get SMS from, as it stands. Raises ValueError."""
    if not _SENDER.fullmatch(name):
        raise ValueError("Bruk høyst 11 tegn, bare A–Z, a–z og 0–9 (ikke æøå eller mellomrom), for eksempel Loten.")
    if name.lower() in _SENDERS_OF_SWINDLERS:
        raise ValueError("Så allmenne navn bruker svindlere. Bruk kommunens eget navn, for eksempel Loten.")
    return name


def _mobile(number: str) -> str:
    reading = normalise(number, fictional=True)
    if reading.e164 is None:
        why = reading.fault or "mangler"
        raise ValueError(f'Nummeret {why}. Skriv det med landkode i anførselstegn, for eksempel "+47 42 00 00 01".')
    return reading.e164


def _email(address: str) -> str:
    if not _EMAIL.fullmatch(address):
        raise ValueError("Skriv en hel e-postadresse, for eksempel navn@loten.example.")
    return address


def _page(address: str) -> str:
    if "://" in address or address.startswith("/") or "." not in address or re.search(r"\s", address):
        raise ValueError("Skriv adressen uten https foran, for eksempel loten.kommune.no/krise.")
    return address


def _rings(written: object) -> object:
    """A polygon as people write it: one ring of points, a GeoJSON polygon, or several polygons."""
    wraps = {2: 2, 3: 1}.get(_depth(written), 0)
    for _ in range(wraps):
        written = [written]
    return written


def _sound(polygons: MultiPolygon) -> MultiPolygon:
    rings = [ring for polygon in polygons for ring in polygon]
    faults = [(number, polygon_fault(ring)) for number, ring in enumerate(rings, start=1)]
    said = [f"Ring {number} {fault}." if len(rings) > 1 else f"Ringen {fault}." for number, fault in faults if fault]
    if said:
        raise ValueError(" ".join(said))
    return polygons


def _hours(written: str) -> str:
    if not _HOURS.fullmatch(written):
        raise ValueError('Skriv fra og til i anførselstegn, for eksempel "22:00-07:00".')
    return written


def _depth(written: object) -> int:
    depth = 0
    while isinstance(written, list | tuple) and written:
        depth, written = depth + 1, written[0]
    return depth


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
Hours = Annotated[str, AfterValidator(_hours)]
Sender = Annotated[str, AfterValidator(sender_name)]
Mobile = Annotated[str, AfterValidator(_mobile)]
EmailAddress = Annotated[str, AfterValidator(_email)]
Page = Annotated[str, AfterValidator(_page)]
Accent = Annotated[str, AfterValidator(accent)]
Shape = Annotated[MultiPolygon, BeforeValidator(_rings), AfterValidator(_sound)]
Duration = Annotated[
    timedelta, BeforeValidator(parse_duration), PlainSerializer(duration_text, return_type=str, when_used="json")
]
