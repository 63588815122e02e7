"""Nynorsk of the key facts and of what is around all sections."""

from __future__ import annotations

WORDS: dict[str, str] = {}
