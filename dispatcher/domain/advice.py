"""What the checks of a text say to whoever wrote it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to look at again, in Norwegian. ``where``: the text it is about. Only what ``blocks`` stops it."""

    key: str
    words: str
    where: str
    blocks: bool = False
