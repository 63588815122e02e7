"""How many SMS parts a text costs, exactly, and which characters make it dear.

GSM-7 (GSM 03.38): 160 units in one part, 153 a part in several; an extension character is two units that are never
split over two parts. One character outside it makes the whole text UCS-2: 70 and 67 units of UTF-16, a surrogate pair
never split. æøå are GSM-7; dashes, « » and curly quotes are not, and triple the price of a Norwegian SMS.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

GSM_DEFAULT = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")
_GSM = GSM_DEFAULT | GSM_EXTENSION

HARMLESS = {
    **dict.fromkeys("–—―‐‑‒−•", "-"),
    **dict.fromkeys("«»“”„‟″", '"'),
    **dict.fromkeys("’‘‚‛′`´", "'"),
    "…": "...",
    **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\N{EN SPACE}\t", " "),
    **dict.fromkeys("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}", ""),
}
"""What may be typed instead without changing a word. Letters are never here: á, č, đ and ŋ are not a, c, d and n."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Culprit:
    """A character that forces UCS-2, and what may stand there instead; None where nothing may."""

    char: str
    replacement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsParts:
    """What a text costs: ``units`` are septets in GSM-7 and UTF-16 units in UCS-2."""

    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    parts: int
    culprits: tuple[Culprit, ...]


def count(text: str) -> SmsParts:
    """The exact cost of a text, as it will be sent."""
    weight, _, _ = _rules(text)
    dear = weight is _utf16_units
    return SmsParts(
        encoding="UCS-2" if dear else "GSM-7",
        units=_units(text, weight),
        parts=len(split(text)),
        culprits=culprits(text),
    )


def split(text: str) -> tuple[str, ...]:
    """The text as the parts a phone puts together again; an empty text is one empty part."""
    weight, single, several = _rules(text)
    units = _units(text, weight)
    if units <= single:
        return (text,)
    if units == len(text):  # no character of two units
        return tuple(text[start : start + several] for start in range(0, units, several))
    parts, start, used = [], 0, 0
    for at, char in enumerate(text):
        if used + weight(char) > several:
            parts.append(text[start:at])
            start, used = at, 0
        used += weight(char)
    return (*parts, text[start:])


def culprits(text: str) -> tuple[Culprit, ...]:
    """Every character outside GSM-7, once, in the order they come."""
    return tuple(
        Culprit(char=char, replacement=HARMLESS.get(char))
        for char in dict.fromkeys(text)
        if char not in GSM_DEFAULT and char not in GSM_EXTENSION
    )


def harmless(text: str) -> str:
    """The text with every culprit that has a harmless replacement replaced; no letter changes."""
    return "".join(HARMLESS.get(char, char) for char in unicodedata.normalize("NFC", text))


def _rules(text: str) -> tuple[Callable[[str], int], int, int]:
    if _GSM.issuperset(text):
        return _septets, 160, 153
    return _utf16_units, 70, 67


def _units(text: str, weight: Callable[[str], int]) -> int:
    """The sum of its characters' weights, counted by the string itself: ``check`` asks it eight thousand times."""
    if weight is _septets:
        return len(text) + sum(map(text.count, GSM_EXTENSION))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _septets(char: str) -> int:
    return 2 if char in GSM_EXTENSION else 1


def _utf16_units(char: str) -> int:
    return 2 if ord(char) > 0xFFFF else 1
