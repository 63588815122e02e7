"""What people wrote in by hand, in plain words: the police's clearance, and acting without them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dispatcher.domain.log_kinds import DISSOLVED, ESTABLISHED, PREPARED
from dispatcher.evaluation import words
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Record

ERASED = "(slettet)"
BY_HAND = "log.line"
SWITCHES = {ESTABLISHED: True, DISSOLVED: False}


def crisis_modes(record: Record) -> list[tuple[bool, int, str, str]]:
    """Each time the crisis team was established or dissolved: which, when, written by whom, and the words."""
    return [
        (SWITCHES[line.data["kind"]], line.moment, line.actor, str(line.data.get("text", ERASED)))
        for line in record.journal
        if line.kind == BY_HAND and line.data.get("kind") in SWITCHES
    ]


def crisis_rules(data: Mapping[str, Any]) -> str:
    """By whose line in the log an alert is decided by the plan's rules for a crisis; nothing of any other alert."""
    switched = data.get("crisis")
    if not switched:
        return ""
    since = words.stamp(ms(datetime.fromisoformat(switched["since"])))
    return f". Avgjøres etter planens regler for krise: {switched['by']} skrev at kriseledelsen er etablert {since}"


def _cleared(_record: Record, data: Mapping[str, Any]) -> str:
    who = " ".join(str(data[key]) for key in ("function", "name") if data.get(key)) or ERASED
    of = "tilbaketrekkingen av varselet" if data.get("purpose") == "retraction" else "varselet"
    return f"Skrev inn at politiet har klarert {of}: {data.get('what', ERASED)}. Klarert av {who}"


def _fingerprint(_record: Record, data: Mapping[str, Any]) -> str:
    return f"Varselet fikk nytt fingeravtrykk med klareringen: {str(data.get('fingerprint', ''))[:12]}"


def _alone(_record: Record, _data: Mapping[str, Any]) -> str:
    return "Politiet ble ikke nådd: kommunen ber selv folk gå ut, uten klarering"


def _by_hand(_record: Record, data: Mapping[str, Any]) -> str:
    """A prepared line says what it is; before another stands its kind. A person may be erased; line and seal stand."""
    kind, text = str(data.get("kind") or ""), str(data.get("text", ERASED))
    named = [f"retter linje {data['corrects']}"] if data.get("corrects") else []
    named += [f"svarer på linje {data['answers']}"] if data.get("answers") else []
    about = f" ({', '.join(named)})" if named else ""
    return f"{text}{about}" if not kind or kind in PREPARED else f"{words.sentence(kind)}: {text}{about}"


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    "alert.cleared": _cleared,
    "alert.fingerprint": _fingerprint,
    "alert.without-police": _alone,
    BY_HAND: _by_hand,
}
