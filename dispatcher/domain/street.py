"""The street of an address as lists have it, «Brukvegen 5 B, 2345 Ådalsbruk», without the number of the house."""

from __future__ import annotations

import re

_HOUSE = re.compile(r"(?:[\s\-–/]+\d+\s?[a-zæøå]?|[\s\-–/]+)$", re.IGNORECASE)
_POSTAL = re.compile(r"\d{4}\s+\D+$")
_ORDINAL = re.compile(r"^\d+\.\s*")
"""«17. mai gate»."""
_SOMEBODY = re.compile(r"^(c/o|v/|att)", re.IGNORECASE)


def street_of(address: str) -> str:
    """Street and postal place: «Brukvegen, 2345 Ådalsbruk». Empty where there is no street that can be named.

    The same of an address whose number is taken away already. A farm's number («12/3») is a house, not a street.
    """
    street, _, place = parts_of(address)
    return ", ".join(filter(None, (street, place))) if street else ""


def parts_of(address: str) -> tuple[str, str, str]:
    """Street, number of the house with whatever stands behind it, postal place. A part that is not there is empty."""
    pieces = [piece for piece in (each.strip() for each in address.split(",")) if piece]
    place = pieces.pop() if pieces and _POSTAL.match(pieces[-1]) else ""
    pieces = [piece for piece in pieces if not _SOMEBODY.match(piece)]
    first = pieces[0] if pieces else ""
    street = first
    while (shorter := _HOUSE.sub("", street)) != street:
        street = shorter
    if any(sign.isdigit() for sign in _ORDINAL.sub("", street)):
        street = ""
    number = ", ".join([first.removeprefix(street).strip(), *pieces[1:]]).strip(", ")
    return street, number, place
