"""What single cells say, beyond numbers and addresses to send to."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import is_normalized, normalize

from dispatcher.domain.geo import in_norway

Point = tuple[float, float]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SEPARATORS = re.compile(r"[,;|]")
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{1,20})?")
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
_LANGUAGES = {
    "no": "nb",
    "norsk": "nb",
    "bokmål": "nb",
    "bm": "nb",
    "nynorsk": "nn",
    "nno": "nn",
    "nob": "nb",
    "engelsk": "en",
    "english": "en",
    "eng": "en",
    "polsk": "pl",
    "ukrainsk": "uk",
    "arabisk": "ar",
    "somali": "so",
    "litauisk": "lt",
    "tysk": "de",
    "nordsamisk": "se",
}

_NOT_SHIELDED = frozenset({"", "0", "nei", "no", "n", "false", "usann", "ingen", "ugradert", "-"})

NOT_LANGUAGE = "er ikke en språkkode som nb, nn eller en; språket til lista brukes"
NO_POINT = "har ikke både breddegrad og lengdegrad i grader"
NOT_NORWAY = "er ikke et punkt i Norge i grader"
SWAPPED = "hadde byttet om breddegrad og lengdegrad; lest riktig vei"


def clean(text: str) -> str:
    """A cell of text for people: composed letters, no control signs, no space at the ends."""
    if text.isascii():
        return _CONTROL.sub(" ", text).strip()
    return _CONTROL.sub(" ", text if is_normalized("NFC", text) else normalize("NFC", text)).strip()


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[str, ...]:
    """The names in a cell of several, in small letters, each once."""
    names = (clean(name).casefold() for name in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


@lru_cache(maxsize=1024)
def read_language(text: str) -> tuple[str | None, str]:
    """A language code, or None; and what is wrong."""
    plain = clean(text).casefold()
    code = _LANGUAGES.get(plain, plain.partition("-")[0])
    if not plain:
        return None, ""
    return (code, "") if _LANGUAGE_CODE.fullmatch(code) else (None, NOT_LANGUAGE)


def read_shielded(text: str) -> bool:
    """Whether the cell says that the person is shielded: anything but a no, so that no new word for it leaks."""
    return clean(text).casefold() not in _NOT_SHIELDED


def read_point(lat_text: str, lon_text: str) -> tuple[Point | None, str]:
    """(lon, lat) in degrees, or None; and what is wrong. Swapped axes cannot be mistaken in Norway and are mended."""
    if not (lat_text or lon_text):
        return None, ""
    lat, lon = _degrees(lat_text), _degrees(lon_text)
    if lat is None or lon is None:
        return None, NO_POINT
    if in_norway(lon, lat):
        return (lon, lat), ""
    return ((lat, lon), SWAPPED) if in_norway(lat, lon) else (None, NOT_NORWAY)


def _degrees(text: str) -> float | None:
    plain = text.strip()
    return float(plain.replace(",", ".")) if _DEGREES.fullmatch(plain) else None
