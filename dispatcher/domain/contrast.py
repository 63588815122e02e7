"""Contrast of colours as WCAG 2.1 counts it (1.4.3, level AA): pure, on ``#rrggbb``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

LEAST: Final = 4.5
"""Between letters and what they stand on."""
LIGHT_PAPER: Final = ("#ffffff", "#f4f1e6")
DARK_PAPER: Final = ("#16181b", "#1f2226", "#2c2a20")
"""What the public pages write on, by day and by night (``krise.css``)."""
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


def luminance(colour: str) -> float:
    """0 is black, 1 is white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: str, papers: Iterable[str]) -> float:
    """On the worst of them."""
    return min(contrast(colour, paper) for paper in papers)


def accent(written: str) -> str:
    """A colour that can be read on our paper, and white on it. Raises ValueError with what to type."""
    colour = written.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise ValueError('Skriv fargen som seks heksadesimale siffer i anførselstegn, for eksempel "#0b4f8a".')
    found = least_contrast(colour, LIGHT_PAPER)
    if found < LEAST:
        needs = f"WCAG AA krever {LEAST:.1f}".replace(".", ",")
        raise ValueError(f"Kontrasten mot hvitt er {found:.1f}. {needs}. Velg en mørkere farge.".replace(".", ",", 1))
    return colour


def at_night(colour: str) -> str:
    """The same colour with as much white in it as dark paper asks for."""
    mixed = (_mixed(colour, part / 20) for part in range(21))
    return next(one for one in mixed if least_contrast(one, DARK_PAPER) >= LEAST)


def _mixed(colour: str, white: float) -> str:
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (255 - one) * white):02x}" for one in channels)
