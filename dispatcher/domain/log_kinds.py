"""Lines of the log that are the same every time, ready to write; any other kind is a word of the writer's own."""

from __future__ import annotations

ESTABLISHED, DISSOLVED = "kriseledelse-etablert", "kriseledelse-hevet"
LEADS, SITS = "kriseleder", "kriseledelse-sitter"
QUESTION = "spørsmål"
"""Stands open until a line answers it."""
NOTE = "note"
"""Of a line that is of no kind; what it is called belongs to whoever shows it."""

PREPARED = {
    ESTABLISHED: "Kriseledelsen er etablert.",
    DISSOLVED: "Kriseledelsen er hevet.",
    LEADS: "Leder kriseledelsen:",
    SITS: "Sitter i kriseledelsen:",
    "statsforvalter-varslet": "Statsforvalteren er varslet.",
    "110-varslet": "110-sentralen er varslet.",
    "politiet-varslet": "Politiet er varslet.",
    "kommuneoverlege-varslet": "Kommuneoverlegen er varslet.",
    "nødvarsel-bedt-om": "Politiet er bedt om å sende Nødvarsel.",
}
"""By kind. What somebody adds comes after: who sits in the crisis team, whom they spoke with."""
NEEDS_NAMES = frozenset({LEADS, SITS})
"""A line of these says nothing before somebody is named."""


def line_of(kind: str, text: str) -> str:
    """The words of a line: the prepared ones first, then what was added."""
    return " ".join(filter(None, (PREPARED.get(kind, ""), text.strip())))
