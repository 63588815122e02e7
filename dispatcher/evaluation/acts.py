"""The journal in plain words: who, and what they did. A kind nobody has put into words is shown as it is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dispatcher.domain.approving import Way
from dispatcher.evaluation import answer_acts, assessing_acts, hand_acts, reading_acts, service, task_words, words
from dispatcher.evaluation.reason_words import advice
from dispatcher.ledger.service import person_of, ref_of
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dispatcher.evaluation.record import Line, Record, WaveRecord

NODE = "node"
REF = ref_of("")
"""What somebody of the plan who has no account is called: their answer came by telephone or SMS."""
BY_HAND = hand_acts.BY_HAND
UNSURE_TO = {
    "again": "sendt på nytt",
    "resend": "sendt på nytt",
    "ask": "lagt fram for et menneske",
    "leave": "blir stående som usikre",
}


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
    return f"Åpnet hendelsen «{scenario}» som {words.MODES.get(data.get('mode', record.mode), record.mode)}{why}"


def _drafted(record: Record, data: Mapping[str, Any]) -> str:
    areas = [record.plan.area(key) for key in data.get("areas", [])]
    where = f" for {words.listed(areas)}" if areas else ""
    return f"Laget utkast til varsel{where}"


def _edited(_record: Record, data: Mapping[str, Any]) -> str:
    parts = []
    if data.get("fields"):
        parts.append(f"feltene {words.listed(sorted(data['fields']))}")
    if data.get("texts"):
        parts.append(f"teksten {words.listed(list(data['texts']))}")
    version = f" (utgave {data['version']})" if "version" in data else ""
    return f"Endret {words.listed(parts) or 'varselet'}{version}"


def _arranged(_record: Record, data: Mapping[str, Any]) -> str:
    said = []
    if "priority" in data:
        said.append(f"satte prioriteten til {_PRIORITIES[data['priority']]}")
    if "leave_out" in data:
        gone = words.listed([words.CHANNELS[one] for one in data["leave_out"]])
        said.append(f"tok bort {gone}" if gone else "tok med alle kanalene i planen")
    told = " og ".join(said)
    return told[:1].upper() + told[1:]


def _proposed(_record: Record, data: Mapping[str, Any]) -> str:
    """Of which texts and fields; their words are the report's only while they are kept."""
    parts = [f"feltene {words.listed(sorted(data['fields']))}"] if data.get("fields") else []
    parts += [f"teksten {words.listed(sorted(data['texts']))}"] if data.get("texts") else []
    what = f": {words.listed(parts)}" if parts else ""
    return f"Returnerte varselet med forslag til endring{what}{_fingerprint(data)}{_why(data)}"


def _submitted(_record: Record, data: Mapping[str, Any]) -> str:
    people = f" til {words.people(int(data['people']))}" if data.get("people") is not None else ""
    return f"Sendte varselet{people} inn til godkjenning{_fingerprint(data)}{hand_acts.crisis_rules(data)}"


def _approved(record: Record, data: Mapping[str, Any]) -> str:
    capacity = str(data.get("capacity") or "")
    role = f" som {record.plan.role(capacity)}" if capacity else ""
    by = f"{role}{_deputy(record, capacity, data.get('person'))}"
    right = f". Hjemmel: {str(data['authority']).rstrip('.')}" if data.get("authority") else ""
    right += {"political": ". Politisk nivå", "administrative": ". Administrativt nivå"}.get(
        record.plan.level(capacity), ""
    )
    return f"{_yes(record, data, by)}{right}{_fingerprint(data)}{_seen(data)}{_why(data)}"


def _yes(record: Record, data: Mapping[str, Any], by: str) -> str:
    """What the way of the approval makes of it; of one from before ways were kept, the plain word."""
    match data.get("way"):
        case Way.ORAL:
            witness = record.plan.person(str(data.get("witness") or "(slettet)"))
            who = record.plan.person(str(data.get("person")))
            return f"Førte inn at {who} godkjente varselet muntlig{by}, med {witness} som vitne"
        case Way.ALONE:
            return f"Godkjente varselet ALENE{by}: ingen av dem som kan godkjenne, svarte"
        case Way.PRE_APPROVED:
            return f"Sendte varselet{by} uten å spørre: teksten var godkjent på forhånd"
        case Way.BESIDE:
            screen = actor(record, str(data.get("screen")))
            return f"Godkjente varselet{by}, med egen innlogging på skjermen til {screen}"
        case Way.SMS:
            return f"Godkjente varselet på SMS{by}"
        case _:
            return f"Godkjente varselet{by}"


def _person(record: Record, data: Mapping[str, Any]) -> str:
    return record.plan.person(str(data.get("person")))


def _seen(data: Mapping[str, Any]) -> str:
    odd = [str(said).rstrip(".") for said in (data.get("odd") or {}).values()]
    return f". Hadde sett dette: {'. '.join(odd)}" if odd else ""


def _deputy(record: Record, capacity: str, person: object) -> str:
    return ", stedfortreder" if is_deputy(record, capacity, person) else ""


def is_deputy(record: Record, capacity: str, person: object) -> bool:
    """Whether somebody acted in a role that another person holds."""
    holder = record.plan.holder(capacity)
    return bool(holder and person and person != holder)


def _fingerprint(data: Mapping[str, Any]) -> str:
    return f". Fingeravtrykk {str(data['fingerprint'])[:12]}" if data.get("fingerprint") else ""


def _why(data: Mapping[str, Any], key: str = "why") -> str:
    return f". Begrunnelse: «{data[key]}»" if data.get(key) else ""


def _stopped(_record: Record, data: Mapping[str, Any]) -> str:
    left = words.plural(int(data.get("not_sent") or 0), "melding", "meldinger")
    return f"Stoppet varselet. {words.sentence(left)} ble ikke sendt{_why(data)}"


def _wave(record: Record, line: Line) -> str:
    waves = next((alert.waves for alert in record.alerts if alert.id == line.alert), ())
    wave = next((wave for wave in waves if wave.ix == line.data.get("wave")), None)
    by = str(line.data.get("by"))
    return f"Åpnet bølgen «{line.data.get('name', '')}»: {gate_words(wave) if wave else words.OPENED_BY.get(by, by)}"


def gate_words(wave: WaveRecord) -> str:
    """Why a wave opened, and how far the wave before had come."""
    why = words.OPENED_BY.get(wave.opened_by or "", wave.opened_by or "")
    if wave.opened_by not in {"share", "clock"}:
        return why
    if wave.after_page:
        return f"{why} (nettsiden {'var' if wave.seen_told else 'var ikke'} oppdatert)"
    if not wave.seen_people:
        return why
    before = f"{words.of(wave.seen_told, wave.seen_people)} i bølgen foran var varslet"
    # The gate counts those who have nothing left to try, too: without them the share would never be reached.
    counted = wave.opened_by == "share" and wave.share and wave.seen_told < wave.share * wave.seen_people
    return f"{why} ({before}{'; resten av andelen kan ikke nås' if counted else ''})"


def _blocked(_record: Record, data: Mapping[str, Any]) -> str:
    channel = words.CHANNELS.get(str(data.get("channel")), str(data.get("channel")))
    return f"Stanset {channel} for dette varselet: {advice(str(data.get('reason', ''))).what.lower()}"


def _way(data: Mapping[str, Any], key: str = "provider") -> str:
    name = str(data.get(key, ""))
    return words.PROVIDERS.get(name, name)


def _sent(data: Mapping[str, Any]) -> str:
    channel = str(data.get("channel"))
    if channel == "banner":
        return "oppdatert nettsiden"
    return f"sendt {words.SENT.get(channel, channel)} gjennom {_way(data)}"


def _switched(_record: Record, data: Mapping[str, Any]) -> str:
    channel = str(data.get("channel"))
    return f"Har gått over fra {_way(data, 'instead_of')} til {_way(data)} for {words.SENT.get(channel, channel)}"


def _unsure(_record: Record, data: Mapping[str, Any]) -> str:
    rows = words.plural(int(data.get("rows") or 0), "usikker melding", "usikre meldinger")
    channel = words.CHANNELS.get(str(data.get("channel")), "")
    on = f" på {channel}" if channel else ""
    return f"{words.sentence(rows)}{on}: {UNSURE_TO.get(str(data.get('to')), str(data.get('to')))}"


def _imported(_record: Record, data: Mapping[str, Any]) -> str:
    people = words.people(int(data.get("people") or 0))
    faults = words.plural(int(data.get("faults") or 0), "feil", "feil")
    return f"Leste inn listen {data.get('list', '')} fra {data.get('file', '')}: {people}, {faults}"


def _closed(_record: Record, data: Mapping[str, Any]) -> str:
    seal = data.get("sealed_rows") or {}
    told = f" Segl over {words.plural(seal['deliveries'], 'rad', 'rader')}: {seal['sha256'][:12]}" if seal else ""
    return f"Bølgen «{data.get('name', '')}» er ferdig.{told}"


def _sealed_again(record: Record, data: Mapping[str, Any]) -> str:
    return _closed(record, data).replace("er ferdig.", "er forseglet på nytt.")


def _service(record: Record, data: Mapping[str, Any]) -> str:
    persons = [record.plan.person(str(key)) for key in data.get("persons", [])]
    return f"{words.listed(persons)} {service.words_of(str(data.get('key', '')))} ({data.get('about', '')})"


def _moment(data: Mapping[str, Any]) -> str:
    return words.stamp(ms(datetime.fromisoformat(str(data["at"]))), seconds=False) if data.get("at") else ""


_PRIORITIES = {"high": "høy", "normal": "vanlig", "low": "lav"}

_TELL: dict[str, Callable[[Record, Mapping[str, Any]], str]] = {
    **hand_acts.TELL,
    **answer_acts.TELL,
    **assessing_acts.TELL,
    **reading_acts.TELL,
    "incident.opened": _opened,
    "incident.closed": lambda _record, data: f"Avsluttet hendelsen{_why(data)}",
    "alert.drafted": _drafted,
    "alert.edited": _edited,
    "alert.arranged": _arranged,
    "alert.submitted": _submitted,
    "alert.approved": _approved,
    "alert.returned": lambda _record, data: f"Returnerte varselet for endring{_why(data)}",
    "alert.proposed": _proposed,
    "alert.proposal-taken": lambda record, data: f"Tok inn forslaget fra {actor(record, str(data.get('by')))}",
    "alert.rejected": lambda _record, data: f"Avviste varselet{_why(data)}",
    "alert.paused": lambda _record, data: f"Satte sendingen på pause{_why(data)}",
    "alert.resumed": lambda _record, data: f"Gjenopptok sendingen{_why(data)}",
    "alert.stopped": _stopped,
    "alert.expired": lambda _record, _data: "Varselet utløp. Det som ikke var sendt, ble ikke sendt",
    "alert.resent": lambda _record, data: f"Sendte på nytt {data.get('rows', 0)} meldinger som hadde feilet",
    "wave.closed": _closed,
    "wave.sealed": _sealed_again,
    "alert.done": lambda _record, _data: "Alt er sendt eller avgjort. Varselet er ferdig",
    "lane.blocked": _blocked,
    "route.broken": lambda _record, data: f"Får ikke {_sent(data)}. Prøver videre med én om gangen",
    "route.switched": _switched,
    "route.mended": lambda _record, data: f"Får {_sent(data)} igjen",
    "unsure.policy": _unsure,
    "unsure.decided": _unsure,
    "list.imported": _imported,
    "service.sent": _service,
    "alarm.raised": lambda _record, data: f"Alarm: {str(data.get('words', '')).rstrip('.')}",
    "alarm.ended": lambda _record, data: (
        f"Ikke lenger alarm om {words.ALARMS.get(str(data.get('cause')), data.get('cause'))}"
    ),
    "alert.confirmed": lambda record, data: (
        f"Bekreftet det som ble godkjent alene, som {record.plan.role(str(data.get('capacity')))}"
    ),
    "approval.not-beforehand": lambda _record, data: (
        f"Varselet kunne ikke sendes på forhåndsgodkjenning ({data.get('why')}). Noen ble spurt"
    ),
    "approver.recused": lambda _record, _data: "Meldte seg berørt eller inhabil. Den neste ble spurt",
    "approver.unavailable": lambda record, data: f"Satte {_person(record, data)} som utilgjengelig{_why(data)}",
    "approver.available": lambda record, data: f"Opphevet at {_person(record, data)} er utilgjengelig",
    "approval.nobody-to-ask": lambda _record, _data: "Planen har ingen andre som kan godkjenne. Ingen ble spurt",
    "promise.kept": lambda _record, data: f"Løftet om neste melding innen {_moment(data)} ble holdt",
    "promise.late": lambda _record, data: f"Løftet om neste melding innen {_moment(data)} ble ikke holdt",
    "public.still": lambda _record, data: f"Sendingen var over {_moment(data)}, men nettsiden viser fortsatt varselet",
    "public.ended": lambda _record, _data: "Tok meldingen om at det er over, bort fra nettsiden",
}
