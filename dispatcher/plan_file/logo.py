"""The municipality's logo: a PNG in its own folder, looked through to its end. No SVG: that can hold scripts."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dispatcher.domain.plan.raw import Entry, Found, mapping, text

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 100 * 1024
LONGEST_SIDE: Final = 1200
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
PLACE: Final = ("municipality", "branding", "logo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The file as it is, and its size in pixels."""

    body: bytes = field(repr=False)
    width: int
    height: int


def read_logo(home: Path, name: str) -> Logo:
    """Raises ValueError with what to do."""
    path = (home / name).resolve()
    if not path.is_relative_to(home.resolve()):
        raise ValueError(f"Filen {name} ligger utenfor kommunens mappe.")
    try:
        body = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        raise ValueError(f"Finner ikke filen {name}. Legg den der, eller rett navnet.") from None
    if not body:
        raise ValueError(f"Filen {name} er for stor. Grensen er {MOST_BYTES // 1024} kB.")
    return _png(body, name)


def logo_faults(tree: Entry, home: Path) -> list[Found]:
    """What is wrong with the logo that a plan names, if it names one."""
    name = text(mapping(mapping(tree.get("municipality")).get("branding")), "logo")
    try:
        if name:
            read_logo(home, name)
    except ValueError as error:
        return [(PLACE, str(error))]
    return []


def _png(body: bytes, name: str) -> Logo:
    """Every chunk, its checksum, and nothing after the last: a file that is also something else is none."""
    wrong = f"Filen {name} er ikke et helt PNG-bilde. Lagre logoen som PNG (ikke SVG)."
    if not body.startswith(_SIGNATURE):
        raise ValueError(wrong)
    at, kinds = len(_SIGNATURE), list[bytes]()
    while at < len(body) and kinds[-1:] != [b"IEND"]:
        size, kind = int.from_bytes(body[at : at + 4], "big"), body[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(body) or zlib.crc32(body[at + 4 : end - 4]) != int.from_bytes(body[end - 4 : end], "big"):
            raise ValueError(wrong)
        kinds.append(kind)
        at = end
    if at != len(body) or kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"]:
        raise ValueError(wrong)
    width, height = int.from_bytes(body[16:20], "big"), int.from_bytes(body[20:24], "big")
    if not 0 < width <= LONGEST_SIDE or not 0 < height <= LONGEST_SIDE:
        raise ValueError(f"Logoen er {width} × {height} piksler. Høyst {LONGEST_SIDE} på hver side.")
    return Logo(body=body, width=width, height=height)
