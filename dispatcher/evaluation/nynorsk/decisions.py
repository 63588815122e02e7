"""Nynorsk of the decisions, deviations and texts."""

from __future__ import annotations

WORDS: dict[str, str] = {}
