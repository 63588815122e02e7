"""Whose pages and posters they are, to the eye: name, logo and accent colour of the plan."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dispatcher.plan_file.logo import Logo, read_logo

if TYPE_CHECKING:
    from pathlib import Path

    from dispatcher.domain.plan import Municipality

TALLEST: Final = 48
"""Pixels of a logo on a page; a wider one is shown smaller on a narrow screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """``name``: as it stands beside the logo. ``accent``: the colour by day, or nothing."""

    name: str
    accent: str
    logo: Logo | None

    @property
    def height(self) -> int:
        """Of the logo on a page."""
        return min(TALLEST, self.logo.height) if self.logo else 0

    @property
    def width(self) -> int:
        """In proportion."""
        return round(self.logo.width * self.height / self.logo.height) if self.logo else 0

    @property
    def logo_inside(self) -> str:
        """The logo as an address that holds it, for a page that stands alone."""
        return f"data:image/png;base64,{base64.b64encode(self.logo.body).decode()}" if self.logo else ""


def brand_of(municipality: Municipality, home: Path) -> Brand:
    """The plan's. Raises ValueError for a logo that has become none since the plan was read."""
    chosen = municipality.branding
    if chosen is None:
        return Brand(name=municipality.name, accent="", logo=None)
    logo = read_logo(home, chosen.logo) if chosen.logo else None
    return Brand(name=chosen.name or municipality.name, accent=chosen.accent or "", logo=logo)


def brand_on_paper(municipality: Municipality, home: Path) -> Brand:
    """The same, without a logo that is gone: a poster goes up all the same."""
    try:
        return brand_of(municipality, home)
    except ValueError:
        chosen = municipality.branding
        name, accent = (chosen.name, chosen.accent) if chosen else ("", None)
        return Brand(name=name or municipality.name, accent=accent or "", logo=None)
