"""A pause that nobody decided: an alert stands still while what overtakes it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.domain.states import AlertKind

if TYPE_CHECKING:
    from collections.abc import Mapping

WRITING = "writing"
"""In the journal's data of such a pause: the kind of alert that is written."""
WHY = {
    AlertKind.CORRECTION: "Det skrives en rettelse.",
    AlertKind.ALL_CLEAR: "Det skrives «faren over».",
    AlertKind.RETRACTION: "Det skrives tilbaketrekking.",
}


def by_itself(data: Mapping[str, Any]) -> bool:
    """Whether a pause in the journal came by itself; a line from before ``WRITING`` was kept is known by its words."""
    return WRITING in data or data.get("why") in WHY.values()
