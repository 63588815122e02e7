"""The story in at most ten lines: facts from the record, no praise and no cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.domain.states import AlertState
from dispatcher.evaluation import words
from dispatcher.evaluation.acts import actor, gate_words
from dispatcher.evaluation.facts import Lead, lead_of, main_alert
from dispatcher.evaluation.reach import CITIZENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.record import AlertRecord, Reach, Record

MOST_LINES = 10
ENDED = {
    AlertState.DONE: "Varselet var ferdig sendt {at}.",
    AlertState.STOPPED: "Varselet ble stoppet {at}.",
    AlertState.EXPIRED: "Varselet utløp {at}.",
    AlertState.REJECTED: "Varselet ble avvist {at}. Ingen fikk det.",
    AlertState.RETURNED: "Varselet er returnert for endring. Ingen har fått det.",
    AlertState.SUBMITTED: "Varselet venter på godkjenning. Ingen har fått det.",
    AlertState.DRAFT: "Varselet er et utkast. Ingen har fått det.",
    AlertState.APPROVED: "Varselet er godkjent, og sendingen begynner.",
    AlertState.SENDING: "Varselet er fortsatt under utsending.",
}


def story(record: Record) -> tuple[str, ...]:
    """At most ten sentences, in the order in which it happened."""
    alert = main_alert(record)
    if alert is None:
        return (_opening(record, None),)
    lines = [_opening(record, alert), _known(record), *_decided(record, alert)]
    later = tuple(one for one in record.alerts[record.alerts.index(alert) + 1 :] if one.was_sent)
    if alert.was_sent:
        reached = f"{_reached(alert.everybody)}{_taken_over(alert, later)}"
        lines += [*_staff(record, alert), *_outside(record, alert), reached, *_doubt(alert)]
    lines = [*(line for line in lines if line), _ended(record, alert), *_later(record, later)]
    if len(lines) > MOST_LINES:
        rest = words.plural(len(later), "melding", "meldinger")
        lines = [*lines[: MOST_LINES - 1], f"Deretter fulgte {rest}; se tidslinjen."]
    return tuple(lines)


def _opening(record: Record, alert: AlertRecord | None) -> str:
    mark = {"exercise": "Øvelse: ", "test": "Varslingsprøve: "}.get(record.mode, "")
    areas = [record.plan.area(key) for key in alert.areas] if alert else []
    where = f" for {words.listed(areas)}" if areas else ""
    opened = f"{mark}{actor(record, record.opened_by)} utløste «{record.plan.scenario(record.scenario)}»{where}"
    return f"{opened} {words.stamp(record.opened_at)}."


def _known(record: Record) -> str:
    if record.known_at is None:
        return "Når kommunen fikk vite om hendelsen, er ikke skrevet inn."
    before = words.duration(record.opened_at - record.known_at)
    return f"Kommunen hadde visst om hendelsen siden {_at(record, record.known_at, seconds=False)}, {before} før."


def _decided(record: Record, alert: AlertRecord) -> Iterator[str]:
    head = alert.head
    if alert.submitted_at is None:
        return
    sent = f"{actor(record, head['submitted_by'])} sendte varselet inn {_at(record, alert.submitted_at)}"
    if alert.approved_at is None:
        yield f"{sent}."
        return
    role = f" som {record.plan.role(head['approved_as'])}" if head["approved_as"] else ""
    after = words.duration(alert.approved_at - alert.submitted_at)
    yield f"{sent}. {actor(record, head['approved_by'])} godkjente det{role} {after} senere."


def _staff(record: Record, alert: AlertRecord) -> Iterator[str]:
    lead = lead_of(alert)
    if not lead.staff_people:
        yield "Varselet hadde ingen ansatte eller ledere som mottakere."
    elif lead.first_staff is None:
        yield f"Ingen av de {words.number(lead.staff_people)} ansatte og lederne ble varslet."
    else:
        told = words.of(lead.staff_told, lead.staff_people)
        first = _at(record, lead.first_staff)
        yield f"Den første av de ansatte og lederne ble varslet {first}; i alt {told} ble varslet."
    if ahead := lead_words(lead):
        yield ahead


def lead_words(lead: Lead) -> str:
    """The staff's lead in one sentence; empty when nobody outside was told or there was no staff to tell."""
    if lead.first_external is None or not lead.staff_people:
        return ""
    if lead.staff_never_told:
        return "Innbyggerne fikk vite det. De ansatte fikk det ikke."
    if lead.lead is None or lead.lead == 0:
        return "Ansatte og innbyggere fikk vite det samtidig."
    size = words.duration(lead.lead)
    if lead.negative:
        return f"Innbyggerne fikk vite det FØR de ansatte, {size} før."
    return f"De ansatte fikk vite det {size} før de første utenfor huset."


def _outside(record: Record, alert: AlertRecord) -> Iterator[str]:
    citizens = alert.groups.get(CITIZENS)
    if alert.banner_at is not None:
        yield f"Nettsiden ble oppdatert {_at(record, alert.banner_at)}."
    wave = next((wave for wave in alert.waves if not wave.internal and not wave.public), None)
    if citizens is None or wave is None:
        yield "Varselet gikk ikke til innbyggere."
    elif wave.opened_at is None:
        yield f"Bølgen «{wave.name}» ble aldri åpnet."
    else:
        opened = f"Bølgen «{wave.name}» åpnet {_at(record, wave.opened_at)}: {gate_words(wave)}."
        yield f"{opened} {_citizens(record, citizens)}"


def _citizens(record: Record, citizens: Reach) -> str:
    pace, most = citizens.pace, f"95{words.SPACE}%"
    if pace.first is None:
        return "Ingen innbyggere ble varslet."
    half = f"halvparten {_at(record, pace.half)}" if pace.half else "halvparten ble ikke nådd"
    most += f" {_at(record, pace.most)}" if pace.most else " ble ikke nådd"
    return f"De første innbyggerne var varslet {_at(record, pace.first)}, {half}, {most}."


def _reached(everybody: Reach) -> str:
    left = everybody.not_told
    share = words.share(everybody.told, everybody.people)
    told = f"I alt ble {words.number(everybody.told)} av {words.people(everybody.people)} varslet ({share})"
    if not left:
        return f"{told}."
    missing = words.sentence(words.people(left))
    if everybody.unreachable == left:
        return f"{told}. {missing} har ingen adresse vi kan bruke, og ble ikke varslet."
    if not everybody.unreachable:
        return f"{told}. {missing} ble ikke varslet."
    lost = words.number(everybody.unreachable)
    return f"{told}. {missing} ble ikke varslet; {lost} av dem har ingen adresse vi kan bruke."


def _taken_over(alert: AlertRecord, later: tuple[AlertRecord, ...]) -> str:
    """Whoever waited when another alert overtook this one got that one: without it they would seem forgotten."""
    if not later or alert.head["superseded_by"] != later[0].id or not alert.everybody.ended:
        return ""
    told = words.of(later[0].everybody.told, later[0].everybody.people)
    return f" Varsel {later[0].id} tok over for det som ikke var sendt: {told} ble varslet."


def _doubt(alert: AlertRecord) -> Iterator[str]:
    count = sum(each.messages for each in alert.unsure)
    if count:
        open_ = sum(each.asked + each.open for each in alert.unsure)
        rest = f"{words.number(open_)} er ikke avgjort." if open_ else "Alle er avgjort."
        some = words.plural(count, "melding var", "meldinger var")
        yield f"{words.sentence(some)} en tid usikre: sendt, men uten svar. {rest}"


def _ended(record: Record, alert: AlertRecord) -> str:
    moment = alert.stopped_at or alert.done_at
    return ENDED[AlertState(alert.state)].format(at=_at(record, moment) if moment else "").replace(" .", ".")


def _later(record: Record, alerts: tuple[AlertRecord, ...]) -> Iterator[str]:
    for alert in alerts:
        kind = words.KINDS.get(alert.kind, alert.kind)
        told = words.of(alert.everybody.told, alert.everybody.people)
        yield f"{words.sentence(kind)} fulgte {_at(record, alert.approved_at or alert.created_at)}: {told} ble varslet."


def _at(record: Record, moment: int, *, seconds: bool = True) -> str:
    """With its date only when it is another day than the one on which the incident was opened."""
    if words.day(moment) == words.day(record.opened_at):
        return f"kl.{words.SPACE}{words.clock(moment, seconds=seconds)}"
    return words.stamp(moment, seconds=seconds)
