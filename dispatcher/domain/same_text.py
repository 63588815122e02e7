"""Whether a text that somebody pasted is one of ours: pure, and strict about every letter.

A telephone changes white space, quotation marks and dashes, marks what it quotes with «>», and shows a long SMS in
pieces or cut off. Nothing else is let pass: a real text with a link put behind it is not our text.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

LEAST_PART: Final = 100
"""Letters a piece must have. Swindlers begin as we do; a first part of an SMS has about 150."""

_ALIKE: Final = str.maketrans(
    dict.fromkeys("“”„«»", '"') | dict.fromkeys("’‘´`", "'") | dict.fromkeys("–—‑", "-") | {"…": "..."}
)
_QUOTED: Final = re.compile(r"^[ \t]*(>[ \t]*)+", re.MULTILINE)
_CUT: Final = "..."


class Alike(StrEnum):
    """How a pasted text is like one that was sent."""

    WHOLE = "whole"
    PART = "part"  # a piece of it, or its beginning: what the person has not pasted, nobody has looked at


def plain(text: str) -> str:
    """The text as it is compared: its letters, with one space between words."""
    text = unicodedata.normalize("NFC", text).translate(_ALIKE)
    text = _QUOTED.sub("", text)
    seen = "".join(" " if sign.isspace() else sign for sign in text if unicodedata.category(sign) != "Cf")
    words = " ".join(seen.split())
    while len(words) > 1 and words[0] == words[-1] == '"':
        words = words[1:-1].strip()
    return words


def alike(pasted: str, sent: str) -> Alike | None:
    """Both as ``plain`` makes them."""
    if pasted == sent:
        return Alike.WHOLE
    piece = pasted.removesuffix(_CUT).strip()
    return Alike.PART if len(piece) >= LEAST_PART and piece in sent else None
