"""What people wrote in by hand or decided besides the plan, in plain words: clearance, holds, exceptions, absence."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dispatcher.domain.log_kinds import DISSOLVED, ESTABLISHED, NOTE, PREPARED
from dispatcher.evaluation import words
from dispatcher.evaluation.language import say
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
    rule = ". Avgjøres etter planens regler for krise: {who} skrev at kriseledelsen er etablert {at}"
    return say(rule, who=switched["by"], at=since)


def _cleared(_record: Record, data: Mapping[str, Any]) -> str:
    who = " ".join(str(data[key]) for key in ("function", "name") if data.get(key)) or ERASED
    of = say("tilbaketrekkingen av varselet" if data.get("purpose") == "retraction" else "varselet")
    said = {"of": of, "what": data.get("what", ERASED), "who": who}
    return say("Skrev inn at politiet har klarert {of}: {what}. Klarert av {who}", **said)


def _fingerprint(_record: Record, data: Mapping[str, Any]) -> str:
    new = str(data.get("fingerprint", ""))[:12]
    return say("Varselet fikk nytt fingeravtrykk med klareringen: {print}", print=new)


def _alone(_record: Record, _data: Mapping[str, Any]) -> str:
    return say("Politiet ble ikke nådd: kommunen ber selv folk gå ut, uten klarering")


def _by_hand(_record: Record, data: Mapping[str, Any]) -> str:
    """A prepared line says what it is; before another stands its kind. A person may be erased; line and seal stand."""
    kind, text = str(data.get("kind") or ""), str(data.get("text", ERASED))
    named = [say("retter linje {line}", line=data["corrects"])] if data.get("corrects") else []
    named += [say("svarer på linje {line}", line=data["answers"])] if data.get("answers") else []
    about = f" ({', '.join(named)})" if named else ""
    named_kind = say("notat") if kind == NOTE else kind
    return f"{text}{about}" if not kind or kind in PREPARED else f"{words.sentence(named_kind)}: {text}{about}"


def _why(data: Mapping[str, Any]) -> str:
    return say(". Begrunnelse: «{why}»", why=data["why"]) if data.get("why") else ""


def _superseded(_record: Record, data: Mapping[str, Any]) -> str:
    return say("Erstattet av varsel {alert}: det som ikke var sendt, blir ikke sendt", alert=data.get("by", ""))


def _away(record: Record, data: Mapping[str, Any]) -> str:
    return say("{who} er borte og blir ikke spurt", who=record.plan.person(str(data.get("person", ""))))


def _back(record: Record, data: Mapping[str, Any]) -> str:
    return say("{who} er tilbake og kan spørres", who=record.plan.person(str(data.get("person", ""))))


def _stepped(_record: Record, data: Mapping[str, Any]) -> str:
    seconds = round(int(data.get("by_ms") or 0) / 1000)
    way = "Klokken på maskinen hoppet {count} sekunder fram"
    if seconds <= 0:
        way = "Klokken på maskinen hoppet {count} sekunder tilbake"
    return say(way, count=words.number(abs(seconds)))


TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    "alert.cleared": _cleared,
    "alert.fingerprint": _fingerprint,
    "alert.without-police": _alone,
    "alert.superseded": _superseded,
    "alert.released": lambda _record, _data: say("Opphevet at de utenfor skulle vente. De varsles nå"),
    "alert.reopened": lambda _record, _data: say("Varselet sendes igjen: noen som var varslet, fikk det likevel ikke"),
    "alert.external-now": lambda _record, data: say("Åpnet alle bølgene uten å vente") + _why(data),
    "alert.retracted": lambda _record, data: say("Trakk varselet tilbake") + _why(data),
    "retraction.asked": lambda _record, data: say("Ba om å trekke varselet tilbake. Én til må si ja") + _why(data),
    "approver.away": _away,
    "approver.back": _back,
    "clock.stepped": _stepped,
    "receipts.sealed": lambda _record, _data: say("Forseglet kvitteringene som kom etterpå"),
    "rota.read": lambda _record, _data: say("Leste inn vaktlisten"),
    BY_HAND: _by_hand,
}
