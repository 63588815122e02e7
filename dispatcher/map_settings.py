"""The settings of the map: a service of tiles to lay under it, if one is wanted. Only settings.py reads them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

from dispatcher.push_settings import Part
from dispatcher.typed_addresses import url_typed

_PLACES = ("{z}", "{x}", "{y}")
_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?=&%")
_OWN = {"localhost", "127.0.0.1"}


def _tiles_typed(value: str) -> str:
    plain = value
    for place in _PLACES:
        if value.count(place) != 1:
            msg = (
                "Skriv adressen til kartfliser med {z}, {x} og {y} i, for eksempel https://kart.example/{z}/{x}/{y}.png"
            )
            raise ValueError(msg)
        plain = plain.replace(place, "0")
    parts = urlsplit(url_typed(plain))
    if parts.scheme != "https" and parts.hostname not in _OWN:
        msg = "Kartfliser må hentes over https."
        raise ValueError(msg)
    if "{" in urlsplit(value).netloc or not set(plain) <= _ALLOWED:
        msg = "Adressen til kartfliser har tegn som ikke hører hjemme der."
        raise ValueError(msg)
    return value


class Map(Part):
    """``tiles``: Web Mercator, 256 pixels; unset, the map is lines of our own and asks nobody. ``source``: whose."""

    tiles: Annotated[str, AfterValidator(_tiles_typed)] | None = None
    source: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)] = "Kartverket"

    @property
    def origin(self) -> str:
        """What a browser must be allowed to load pictures from; empty: nobody."""
        if self.tiles is None:
            return ""
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc}"
