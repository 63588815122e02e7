"""Nynorsk of the timeline."""

from __future__ import annotations

WORDS: dict[str, str] = {}
