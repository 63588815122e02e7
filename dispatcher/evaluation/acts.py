"""The journal in plain words: who, and what they did. A kind nobody has put into words is shown as it is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dispatcher.domain.approving import Way
from dispatcher.evaluation import (
    answer_acts,
    assessing_acts,
    hand_acts,
    reading_acts,
    sending_acts,
    service,
    task_words,
    words,
)
from dispatcher.evaluation.capacity import in_capacity
from dispatcher.evaluation.language import say
from dispatcher.ledger.service import person_of, ref_of
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Line, Record, WaveRecord

NODE = "node"
REF = ref_of("")
"""What somebody of the plan who has no account is called: their answer came by telephone or SMS."""
BY_HAND = hand_acts.BY_HAND


def actor(record: Record, name: str) -> str:
    """The person behind an account, as the plan names them; the account's own name where the plan has nobody."""
    if name == NODE:
        return "Dispatcher"
    if name.startswith(REF):
        return record.plan.person(person_of(name))
    person = record.people_of.get(name)
    return record.plan.person(person) if person else name


def in_words(record: Record, line: Line) -> str:
    """One journal entry as a sentence, without who and when."""
    if line.kind == "wave.opened":
        return _wave(record, line)
    if line.kind in task_words.TELL:
        return task_words.TELL[line.kind](record.plan, line.data)
    tell = _TELL.get(line.kind)
    return tell(record, line.data) if tell else _as_it_is(line)


def _as_it_is(line: Line) -> str:
    rest = {key: value for key, value in line.data.items() if key != "sealed"}
    return f"{line.kind} {json.dumps(rest, ensure_ascii=False)}" if rest else line.kind


def _opened(record: Record, data: Mapping[str, Any]) -> str:
    scenario = record.plan.scenario(str(data.get("scenario", record.scenario)))
    why = _why(data, "reason")
    mode = say(words.MODES.get(data.get("mode", record.mode), record.mode))
    return say("Åpnet hendelsen «{scenario}» som {mode}", scenario=scenario, mode=mode) + why


def _drafted(record: Record, data: Mapping[str, Any]) -> str:
    areas = [record.plan.area(key) for key in data.get("areas", [])]
    where = say(" for {areas}", areas=words.listed(areas)) if areas else ""
    return say("Laget utkast til varsel") + where


def _edited(_record: Record, data: Mapping[str, Any]) -> str:
    parts = []
    if data.get("fields"):
        parts.append(say("feltene {names}", names=words.listed(sorted(data["fields"]))))
    if data.get("texts"):
        parts.append(say("teksten {names}", names=words.listed(list(data["texts"]))))
    version = say(" (utgave {version})", version=data["version"]) if "version" in data else ""
    return say("Endret {what}", what=words.listed(parts) or say("varselet")) + version


def _arranged(_record: Record, data: Mapping[str, Any]) -> str:
    said = []
    if "priority" in data:
        said.append(say("satte prioriteten til {priority}", priority=say(_PRIORITIES[data["priority"]])))
    if "leave_out" in data:
        gone = words.listed([say(words.CHANNELS[one]) for one in data["leave_out"]])
        said.append(say("tok bort {channels}", channels=gone) if gone else say("tok med alle kanalene i planen"))
    told = " og ".join(said)
    return told[:1].upper() + told[1:]


def _proposed(_record: Record, data: Mapping[str, Any]) -> str:
    """Of which texts and fields; their words are the report's only while they are kept."""
    parts = [say("feltene {names}", names=words.listed(sorted(data["fields"])))] if data.get("fields") else []
    parts += [say("teksten {names}", names=words.listed(sorted(data["texts"])))] if data.get("texts") else []
    what = f": {words.listed(parts)}" if parts else ""
    return say("Returnerte varselet med forslag til endring") + f"{what}{_fingerprint(data)}{_why(data)}"


def _submitted(_record: Record, data: Mapping[str, Any]) -> str:
    people = say(" til {people}", people=words.people(int(data["people"]))) if data.get("people") is not None else ""
    sent = say("Sendte varselet{people} inn til godkjenning", people=people)
    return f"{sent}{_fingerprint(data)}{hand_acts.crisis_rules(data)}"


def _approved(record: Record, data: Mapping[str, Any]) -> str:
    capacity = str(data.get("capacity") or "")
    by = in_capacity(record, capacity, data.get("person"))
    right = say(". Hjemmel: {rule}", rule=str(data["authority"]).rstrip(".")) if data.get("authority") else ""
    right += say(_LEVELS.get(record.plan.level(capacity), ""))
    return f"{_yes(record, data, by)}{right}{_fingerprint(data)}{_seen(data)}{_why(data)}"


def approval_words(record: Record, data: Mapping[str, Any]) -> str:
    """How somebody said yes and why, without by what right."""
    by = in_capacity(record, str(data.get("capacity") or ""), data.get("person"))
    return _yes(record, data, by) + _why(data)


def _yes(record: Record, data: Mapping[str, Any], by: str) -> str:
    """What the way of the approval makes of it; of one from before ways were kept, the plain word."""
    match data.get("way"):
        case Way.ORAL:
            witness = record.plan.person(str(data.get("witness") or "(slettet)"))
            who = record.plan.person(str(data.get("person")))
            both = "Førte inn at {who} godkjente varselet muntlig{by}, med {witness} som vitne"
            return say(both, who=who, by=by, witness=witness)
        case Way.ALONE:
            return say("Godkjente varselet ALENE{by}: ingen av dem som kan godkjenne, svarte", by=by)
        case Way.PRE_APPROVED:
            return say("Sendte varselet{by} uten å spørre: teksten var godkjent på forhånd", by=by)
        case Way.BESIDE:
            screen = actor(record, str(data.get("screen")))
            return say("Godkjente varselet{by}, med egen innlogging på skjermen til {screen}", by=by, screen=screen)
        case Way.SMS:
            return say("Godkjente varselet på SMS{by}", by=by)
        case _:
            return say("Godkjente varselet{by}", by=by)


def _confirmed(record: Record, line: Mapping[str, Any]) -> str:
    role = in_capacity(record, str(line.get("capacity") or ""), line.get("person"))
    return say("Bekreftet det som ble godkjent alene") + (f",{role}" if role else "")


def _person(record: Record, data: Mapping[str, Any]) -> str:
    return record.plan.person(str(data.get("person")))


def _seen(data: Mapping[str, Any]) -> str:
    odd = [str(said).rstrip(".") for said in (data.get("odd") or {}).values()]
    return say(". Hadde sett dette: {odd}", odd=". ".join(odd)) if odd else ""


def _fingerprint(data: Mapping[str, Any]) -> str:
    return say(". Fingeravtrykk {print}", print=str(data["fingerprint"])[:12]) if data.get("fingerprint") else ""


def _why(data: Mapping[str, Any], key: str = "why") -> str:
    return say(". Begrunnelse: «{why}»", why=data[key]) if data.get(key) else ""


def _stopped(_record: Record, data: Mapping[str, Any]) -> str:
    left = words.plural(int(data.get("not_sent") or 0), "melding", "meldinger")
    return say("Stoppet varselet. {messages} ble ikke sendt", messages=words.sentence(left)) + _why(data)


def _wave(record: Record, line: Line) -> str:
    waves = next((alert.waves for alert in record.alerts if alert.id == line.alert), ())
    wave = next((wave for wave in waves if wave.ix == line.data.get("wave")), None)
    by = str(line.data.get("by"))
    why = gate_words(wave) if wave else say(words.OPENED_BY.get(by, by))
    return say("Åpnet bølgen «{wave}»: {why}", wave=line.data.get("name", ""), why=why)


def gate_words(wave: WaveRecord) -> str:
    """Why a wave opened, and how far the wave before had come."""
    why = say(words.OPENED_BY.get(wave.opened_by or "", wave.opened_by or ""))
    if wave.opened_by not in {"share", "clock"}:
        return why
    if wave.after_page:
        page = say("nettsiden var oppdatert") if wave.seen_told else say("nettsiden var ikke oppdatert")
        return f"{why} ({page})"
    if not wave.seen_people:
        return why
    before = say("{told} i bølgen foran var varslet", told=words.of(wave.seen_told, wave.seen_people))
    # The gate counts those who have nothing left to try, too: without them the share would never be reached.
    counted = wave.opened_by == "share" and wave.share and wave.seen_told < wave.share * wave.seen_people
    return f"{why} ({before}{say('; resten av andelen kan ikke nås') if counted else ''})"


def _closed(_record: Record, data: Mapping[str, Any]) -> str:
    seal = data.get("sealed_rows") or {}
    done = say("Bølgen «{wave}» er ferdig.", wave=data.get("name", ""))
    return done + _seal(seal)


def _seal(seal: Mapping[str, Any]) -> str:
    if not seal:
        return ""
    rows = words.plural(seal["deliveries"], "rad", "rader")
    return say(" Segl over {rows}: {seal}", rows=rows, seal=seal["sha256"][:12])


def _sealed_again(_record: Record, data: Mapping[str, Any]) -> str:
    done = say("Bølgen «{wave}» er forseglet på nytt.", wave=data.get("name", ""))
    return done + _seal(data.get("sealed_rows") or {})


def _service(record: Record, data: Mapping[str, Any]) -> str:
    persons = [record.plan.person(str(key)) for key in data.get("persons", [])]
    return f"{words.listed(persons)} {service.words_of(str(data.get('key', '')))} ({data.get('about', '')})"


def _moment(data: Mapping[str, Any]) -> str:
    return words.stamp(ms(datetime.fromisoformat(str(data["at"]))), seconds=False) if data.get("at") else ""


_LEVELS = {"political": ". Politisk nivå", "administrative": ". Administrativt nivå"}
_PRIORITIES = {"high": "høy", "normal": "vanlig", "low": "lav"}

_TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    **hand_acts.TELL,
    **answer_acts.TELL,
    **assessing_acts.TELL,
    **reading_acts.TELL,
    **sending_acts.TELL,
    "incident.opened": _opened,
    "incident.closed": lambda _record, data: say("Avsluttet hendelsen") + _why(data),
    "alert.drafted": _drafted,
    "alert.edited": _edited,
    "alert.arranged": _arranged,
    "alert.submitted": _submitted,
    "alert.approved": _approved,
    "alert.returned": lambda _record, data: say("Returnerte varselet for endring") + _why(data),
    "alert.proposed": _proposed,
    "alert.proposal-taken": lambda record, data: say(
        "Tok inn forslaget fra {who}", who=actor(record, str(data.get("by")))
    ),
    "alert.rejected": lambda _record, data: say("Avviste varselet") + _why(data),
    "alert.paused": lambda _record, data: say("Satte sendingen på pause") + _why(data),
    "alert.resumed": lambda _record, data: say("Gjenopptok sendingen") + _why(data),
    "alert.stopped": _stopped,
    "alert.expired": lambda _record, _data: say("Varselet utløp. Det som ikke var sendt, ble ikke sendt"),
    "alert.resent": lambda _record, data: say(
        "Sendte på nytt {count} meldinger som hadde feilet", count=data.get("rows", 0)
    ),
    "wave.closed": _closed,
    "wave.sealed": _sealed_again,
    "alert.done": lambda _record, _data: say("Alt er sendt eller avgjort. Varselet er ferdig"),
    "service.sent": _service,
    "alarm.raised": lambda _record, data: say("Alarm: {words}", words=str(data.get("words", "")).rstrip(".")),
    "alarm.ended": lambda _record, data: say(
        "Ikke lenger alarm om {what}", what=say(words.ALARMS.get(str(data.get("cause")), str(data.get("cause"))))
    ),
    "alert.confirmed": _confirmed,
    "approval.not-beforehand": lambda _record, data: say(
        "Varselet kunne ikke sendes på forhåndsgodkjenning ({why}). Noen ble spurt", why=data.get("why")
    ),
    "approver.recused": lambda _record, _data: say("Meldte seg berørt eller inhabil. Den neste ble spurt"),
    "approver.unavailable": lambda record, data: (
        say("Satte {who} som utilgjengelig", who=_person(record, data)) + _why(data)
    ),
    "approver.available": lambda record, data: say("Opphevet at {who} er utilgjengelig", who=_person(record, data)),
    "approval.nobody-to-ask": lambda _record, _data: say("Planen har ingen andre som kan godkjenne. Ingen ble spurt"),
    "promise.kept": lambda _record, data: say("Løftet om neste melding innen {at} ble holdt", at=_moment(data)),
    "promise.late": lambda _record, data: say("Løftet om neste melding innen {at} ble ikke holdt", at=_moment(data)),
    "public.still": lambda _record, data: say(
        "Sendingen var over {at}, men nettsiden viser fortsatt varselet", at=_moment(data)
    ),
    "public.ended": lambda _record, _data: say("Tok meldingen om at det er over, bort fra nettsiden"),
}
