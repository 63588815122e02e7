"""What people wrote in by hand, in plain words: the police's clearance, and acting without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Record

ERASED = "(slettet)"


def _cleared(_record: Record, data: Mapping[str, Any]) -> str:
    who = " ".join(str(data[key]) for key in ("function", "name") if data.get(key)) or ERASED
    of = "tilbaketrekkingen av varselet" if data.get("purpose") == "retraction" else "varselet"
    return f"Skrev inn at politiet har klarert {of}: {data.get('what', ERASED)}. Klarert av {who}"


def _fingerprint(_record: Record, data: Mapping[str, Any]) -> str:
    return f"Varselet fikk nytt fingeravtrykk med klareringen: {str(data.get('fingerprint', ''))[:12]}"


def _alone(_record: Record, _data: Mapping[str, Any]) -> str:
    return "Politiet ble ikke nådd: kommunen ber selv folk gå ut, uten klarering"


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    "alert.cleared": _cleared,
    "alert.fingerprint": _fingerprint,
    "alert.without-police": _alone,
}
