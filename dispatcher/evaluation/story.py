"""The story in at most ten lines: facts from the record, no praise and no cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.domain.states import AlertState, AudienceClass
from dispatcher.evaluation import words
from dispatcher.evaluation.acts import actor, gate_words
from dispatcher.evaluation.capacity import approved_as
from dispatcher.evaluation.facts import Lead, Step, lead_of, main_alert, steps_of, took_over
from dispatcher.evaluation.language import say
from dispatcher.evaluation.reach import CITIZENS
from dispatcher.evaluation.wrong_text import wrong_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.record import AlertRecord, Reach, Record, WaveRecord

MOST_LINES = 10
PARTS = {
    "triggered": "visste → utløst {time}",
    "submitted": "utløst → sendt inn {time}",
    "asked": "sendt inn → spurt {time}",
    "cleared": "spurt → klarert av politiet {time}",
    "approved": "til besluttet {time}",
    "first": "besluttet → de første {time}",
    "half": "→ halvparten {time}",
    "most": "→ 95\u00a0% {time}",
}
NOT_REACHED = {"half": "halvparten ble ikke nådd", "most": "95\u00a0% ble ikke nådd"}
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


def story(record: Record, *, plain: bool = False) -> tuple[str, ...]:
    """At most ten lines, in the order in which it happened; the first is the figure that counts.

    ``plain``: without what each step of it took, for those who were not there.
    """
    alert = main_alert(record)
    if alert is None:
        return (_opening(record, None),)
    lines = [*_figure(record, alert, plain=plain), _opening(record, alert), *_decided(record, alert)]
    later = tuple(one for one in record.alerts[record.alerts.index(alert) + 1 :] if one.was_sent)
    if alert.was_sent:
        reached = f"{_reached(alert.everybody)} {taken_over(record, alert)}".rstrip()
        lines += [" ".join(_staff(record, alert)), " ".join(_outside(record, alert)), reached, *_doubt(alert)]
    lines = [*lines, _ended(record, alert), *_later(record, later)]
    if len(lines) > MOST_LINES:
        left = words.plural(len(later), "melding", "meldinger")
        lines = [*lines[: MOST_LINES - 1], say("Deretter fulgte {messages}; se tidslinjen.", messages=left)]
    return tuple(lines)


def _figure(record: Record, alert: AlertRecord, *, plain: bool) -> Iterator[str]:
    """From the municipality knew to people were told, and what the time went to; what is unknown is said to be."""
    steps = {step.key: step for step in steps_of(record, alert)}
    told = steps.get("first")
    known = record.known_at if "known" in steps else None
    if told is not None and told.at is not None:
        start = alert.created_at if known is None else known
        if plain:
            yield _plainly(steps, start, known) + _unknown(known)
            return
        whole = "Fra kommunen visste til de første innbyggerne ble varslet: {time} ({parts})."
        if known is None:
            whole = "Fra varselet ble utløst til de første innbyggerne ble varslet: {time} ({parts})."
        parts = "; ".join(_parts(list(steps.values())))
        yield say(whole, time=words.duration(told.at - start), parts=parts) + _unknown(known) + _delivered(told, start)
    elif known is None:
        yield _unknown(known).strip()
    else:
        before = words.duration(record.opened_at - known)
        at = _at(record, known, seconds=False)
        yield say("Kommunen hadde visst om hendelsen siden {at}, {time} før.", at=at, time=before)


def _plainly(steps: dict[str, Step], start: int, known: int | None) -> str:
    """How long until the first, the half and 95 % were told, all from the same moment."""
    first, half, most = (
        None if at is None else words.duration(at - start)
        for at in (steps[key].at for key in ("first", "half", "most"))
    )
    if known is None:
        told = say("Fra varselet ble utløst til de første innbyggerne ble varslet, gikk det {time}.", time=first)
    else:
        told = say("Fra kommunen visste til de første innbyggerne ble varslet, gikk det {time}.", time=first)
    if half is None:
        return f"{told} {words.sentence(say(NOT_REACHED['half']))}."
    if most is None:
        return f"{told} {say('Til halvparten gikk det {half}; 95 % ble ikke nådd.', half=half)}"
    return f"{told} {say('Til halvparten gikk det {half}, og til 95 % gikk det {most}.', half=half, most=most)}"


def _parts(steps: list[Step]) -> Iterator[str]:
    """Each step with what it took since the one before."""
    for step in steps:
        if step.key in PARTS and step.since_before is not None:
            yield say(PARTS[step.key], time=words.duration(step.since_before))
        elif step.key in ("half", "most") and step.at is None:
            yield say(NOT_REACHED[step.key])


def _unknown(known: int | None) -> str:
    return "" if known is not None else " " + say("Når kommunen fikk vite om hendelsen, er ikke skrevet inn.")


def _delivered(told: Step, start: int) -> str:
    if told.delivered_at is None:
        return " " + say("Ingen innbyggere har bekreftet levering.")
    return " " + say("Bekreftet levert hos den første: {time}.", time=words.duration(told.delivered_at - start))


def _opening(record: Record, alert: AlertRecord | None) -> str:
    mark = say({"exercise": "Øvelse: ", "test": "Varslingsprøve: "}.get(record.mode, ""))
    areas = [record.plan.area(key) for key in alert.areas] if alert else []
    where = say(" for {areas}", areas=words.listed(areas)) if areas else ""
    opened = say(
        "{who} utløste «{scenario}»{where} {at}.",
        who=actor(record, record.opened_by),
        scenario=record.plan.scenario(record.scenario),
        where=where,
        at=words.stamp(record.opened_at),
    )
    return f"{mark}{opened}"


def _decided(record: Record, alert: AlertRecord) -> Iterator[str]:
    head = alert.head
    if alert.submitted_at is None:
        return
    who, at = actor(record, head["submitted_by"]), _at(record, alert.submitted_at)
    sent = say("{who} sendte varselet inn {at}.", who=who, at=at)
    if alert.approved_at is None:
        yield sent
        return
    role = approved_as(record, alert)
    after = words.duration(alert.approved_at - alert.submitted_at)
    by = actor(record, head["approved_by"])
    yield f"{sent} {say('{who} godkjente det{role} {time} senere.', who=by, role=role, time=after)}"


def _staff(record: Record, alert: AlertRecord) -> Iterator[str]:
    lead = lead_of(alert)
    if not lead.staff_people:
        yield say("Varselet hadde ingen ansatte eller ledere som mottakere.")
    elif lead.first_staff is None:
        yield say("Ingen av de {count} ansatte og lederne ble varslet.", count=words.number(lead.staff_people))
    else:
        told = words.of(lead.staff_told, lead.staff_people)
        first = _at(record, lead.first_staff)
        yield say(
            "Den første av de ansatte og lederne ble varslet {at}; i alt {told} ble varslet.", at=first, told=told
        )
    if ahead := lead_words(lead):
        yield ahead


def lead_words(lead: Lead) -> str:
    """The staff's lead in one sentence; empty when nobody outside was told or there was no staff to tell."""
    if lead.first_external is None or not lead.staff_people:
        return ""
    if lead.staff_never_told:
        return say("Innbyggerne fikk vite det. De ansatte fikk det ikke.")
    if lead.lead is None or lead.lead == 0:
        return say("Ansatte og innbyggere fikk vite det samtidig.")
    size = words.duration(lead.lead)
    if lead.negative:
        return say("Innbyggerne fikk vite det FØR de ansatte, {time} før.", time=size)
    return say("De ansatte fikk vite det {time} før de første utenfor huset.", time=size)


def _outside(record: Record, alert: AlertRecord) -> Iterator[str]:
    citizens = alert.groups.get(CITIZENS)
    if alert.banner_at is not None:
        yield say("Nettsiden ble oppdatert {at}.", at=_at(record, alert.banner_at))
    wave = _of_citizens(record, alert)
    if citizens is None or wave is None:
        yield say("Varselet gikk ikke til innbyggere.")
    elif wave.opened_at is None:
        yield say("Bølgen «{wave}» ble aldri åpnet.", wave=wave.name)
    else:
        at, why = _at(record, wave.opened_at), gate_words(wave)
        opened = say("Bølgen «{wave}» åpnet {at}: {why}.", wave=wave.name, at=at, why=why)
        yield f"{opened} {_citizens(record, citizens)}"


def _of_citizens(record: Record, alert: AlertRecord) -> WaveRecord | None:
    """The first wave to citizens; in a plan that does not say who they are, the first that leaves the house."""
    outside = [wave for wave in alert.waves if not wave.internal and not wave.public]
    theirs = (
        wave
        for wave in outside
        if any(record.plan.audience_class(key) == AudienceClass.CITIZEN for key in wave.audiences)
    )
    return next(theirs, outside[0] if outside else None)


def _citizens(record: Record, citizens: Reach) -> str:
    pace = citizens.pace
    if pace.first is None:
        return say("Ingen innbyggere ble varslet.")
    half = say("halvparten {at}", at=_at(record, pace.half)) if pace.half else say(NOT_REACHED["half"])
    most = say("95\u00a0% {at}", at=_at(record, pace.most)) if pace.most else say(NOT_REACHED["most"])
    first = _at(record, pace.first)
    return say("De første innbyggerne var varslet {at}, {half}, {most}.", at=first, half=half, most=most)


def _reached(everybody: Reach) -> str:
    left = everybody.not_told
    told = say(
        "I alt ble {count} av {people} varslet ({share}).",
        count=words.number(everybody.told),
        people=words.people(everybody.people),
        share=words.share(everybody.told, everybody.people),
    )
    if not left:
        return told
    missing = words.sentence(words.people(left))
    if everybody.unreachable == left:
        return f"{told} {say('{who} har ingen adresse vi kan bruke, og ble ikke varslet.', who=missing)}"
    if not everybody.unreachable:
        return f"{told} {say('{who} ble ikke varslet.', who=missing)}"
    lost = words.number(everybody.unreachable)
    rest = say("{who} ble ikke varslet; {lost} av dem har ingen adresse vi kan bruke.", who=missing, lost=lost)
    return f"{told} {rest}"


def taken_over(record: Record, alert: AlertRecord) -> str:
    """How many the alert told that came instead; empty where none did."""
    newer = took_over(record, alert)
    if newer is None:
        return ""
    told = words.of(newer.everybody.told, newer.everybody.people)
    return say("Varsel {alert} tok over for det som ikke var sendt: {told} ble varslet.", alert=newer.id, told=told)


def _doubt(alert: AlertRecord) -> Iterator[str]:
    count = sum(each.messages for each in alert.unsure)
    if count:
        open_ = sum(each.asked + each.open for each in alert.unsure)
        rest = say("{count} er ikke avgjort.", count=words.number(open_)) if open_ else say("Alle er avgjort.")
        some = words.sentence(words.plural(count, "melding var", "meldinger var"))
        yield say("{messages} en tid usikre: sendt, men uten svar. {rest}", messages=some, rest=rest)


def _ended(record: Record, alert: AlertRecord) -> str:
    moment = alert.stopped_at or alert.done_at
    return say(ENDED[AlertState(alert.state)], at=_at(record, moment) if moment else "").replace(" .", ".")


def _later(record: Record, alerts: tuple[AlertRecord, ...]) -> Iterator[str]:
    for alert in alerts:
        kind = words.sentence(say(words.KINDS.get(alert.kind, alert.kind)))
        told, at = words.of(alert.everybody.told, alert.everybody.people), alert.approved_at or alert.created_at
        followed = say("{kind} fulgte {at}: {told} ble varslet.", kind=kind, at=_at(record, at), told=told)
        yield followed + _mended(record, alert)


def _mended(record: Record, alert: AlertRecord) -> str:
    """Of a correction or a retraction: how long the wrong text was sent, to how many, and how long it stood alone."""
    wrong = next((each for each in wrong_texts(record) if each.by == alert.id), None)
    if wrong is None or wrong.ran is None:
        return ""
    ran, who = words.duration(wrong.ran), words.people(wrong.people)
    if wrong.stood_alone is None:
        return " " + say(
            "Den feilaktige teksten ble sendt i {time} til {people}. Ingen har fått vite det rette.",
            time=ran,
            people=who,
        )
    return " " + say(
        "Den feilaktige teksten ble sendt i {time} til {people} og sto uimotsagt i {alone}.",
        time=ran,
        people=who,
        alone=words.duration(wrong.stood_alone),
    )


def _at(record: Record, moment: int, *, seconds: bool = True) -> str:
    """With its date only when it is another day than the one on which the incident was opened."""
    if words.day(moment) == words.day(record.opened_at):
        return f"{say('kl.')}{words.SPACE}{words.clock(moment, seconds=seconds)}"
    return words.stamp(moment, seconds=seconds)
