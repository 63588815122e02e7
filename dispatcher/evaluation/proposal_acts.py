"""What an approver would rather have sent, in plain words: who proposed which texts, and whose was taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.evaluation import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Record


def _proposed(_record: Record, data: Mapping[str, Any]) -> str:
    """Of which fields and texts; and why, while those words are kept."""
    parts = [f"feltene {words.listed(sorted(data['fields']))}"] if data.get("fields") else []
    parts += [f"teksten {words.listed(sorted(data['texts']))}"] if data.get("texts") else []
    why = f". Begrunnelse: «{data['why']}»" if data.get("why") else ""
    return f"Returnerte varselet med forslag til endring: {words.listed(parts)}{why}"


def _taken(record: Record, data: Mapping[str, Any]) -> str:
    by = str(data.get("by"))
    person = record.people_of.get(by)
    return f"Tok inn forslaget fra {record.plan.person(person) if person else by}"


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    "alert.proposed": _proposed,
    "alert.proposal-taken": _taken,
}
