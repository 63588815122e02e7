"""What people wrote in by hand or decided besides the plan, in plain words: clearance, holds, exceptions, absence."""

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


def _why(data: Mapping[str, Any]) -> str:
    return f". Begrunnelse: «{data['why']}»" if data.get("why") else ""


def _superseded(_record: Record, data: Mapping[str, Any]) -> str:
    return f"Erstattet av varsel {data.get('by', '')}: det som ikke var sendt, blir ikke sendt"


def _away(record: Record, data: Mapping[str, Any]) -> str:
    return f"{record.plan.person(str(data.get('person', '')))} er borte og blir ikke spurt"


def _back(record: Record, data: Mapping[str, Any]) -> str:
    return f"{record.plan.person(str(data.get('person', '')))} er tilbake og kan spørres"


def _stepped(_record: Record, data: Mapping[str, Any]) -> str:
    seconds = round(int(data.get("by_ms") or 0) / 1000)
    return f"Klokken på maskinen hoppet {words.number(abs(seconds))} sekunder {'fram' if seconds > 0 else 'tilbake'}"


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    "alert.cleared": _cleared,
    "alert.fingerprint": _fingerprint,
    "alert.without-police": _alone,
    "alert.superseded": _superseded,
    "alert.released": lambda _record, _data: "Opphevet at de utenfor skulle vente. De varsles nå",
    "alert.reopened": lambda _record, _data: "Varselet sendes igjen: noen som var varslet, fikk det likevel ikke",
    "alert.external-now": lambda _record, data: f"Åpnet alle bølgene uten å vente{_why(data)}",
    "alert.retracted": lambda _record, data: f"Trakk varselet tilbake{_why(data)}",
    "retraction.asked": lambda _record, data: f"Ba om å trekke varselet tilbake. Én til må si ja{_why(data)}",
    "approver.away": _away,
    "approver.back": _back,
    "clock.stepped": _stepped,
    "receipts.sealed": lambda _record, _data: "Forseglet kvitteringene som kom etterpå",
    "rota.read": lambda _record, _data: "Leste inn vaktlisten",
    BY_HAND: _by_hand,
}
