"""How many parts an SMS is charged as. Counted here anew, not with the domain's counter, to be a second opinion."""

from __future__ import annotations

from functools import lru_cache

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")


@lru_cache(maxsize=256)
def sms_parts(text: str) -> int:
    """Parts of 160 or 153 septets, or of 70 or 67 UTF-16 units; no character is split over two parts."""
    if all(char in _BASIC or char in _EXTENDED for char in text):
        widths = [2 if char in _EXTENDED else 1 for char in text]
        return _parts(widths, whole=160, part=153)
    return _parts([2 if ord(char) > 0xFFFF else 1 for char in text], whole=70, part=67)


def _parts(widths: list[int], *, whole: int, part: int) -> int:
    if sum(widths) <= whole:
        return 1
    parts, room = 1, part
    for width in widths:
        if width > room:
            parts, room = parts + 1, part
        room -= width
    return parts
