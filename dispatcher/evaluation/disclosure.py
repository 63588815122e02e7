"""What of an incident may go to anybody who asks for access: which places a person must judge, and the judgement.

Nothing leaves because nobody looked: every text that somebody typed, and the texts to the municipality's own people, is
*undecided* until a person takes it in or leaves it out on a ground. Names become roles by themselves; recipients and
accounts are in none of it. The judgement is a line of the journal; the copy is made of the newest.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.grounds import GROUNDS
from dispatcher.domain.personal_data import Own, scan
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import AudienceClass, ChannelName, Fate
from dispatcher.evaluation.gather import gather
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import journal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.evaluation.record import AlertRecord, Line, Record
    from dispatcher.evaluation.said import VariantRecord
    from dispatcher.ledger.accounts import User

KIND = "copy.public"
INSIDE, FIGURES, FREE = "ansatte", "tall", "fritekst"
"""Places that are no line of the journal: texts to our own people, how many were reached; all typed texts at once."""
TYPED = {
    "incident.opened": "reason",
    "log.line": "text",
    "alert.approved": "why",
    "alert.returned": "why",
    "alert.rejected": "why",
    "alert.paused": "why",
    "alert.stopped": "why",
    "alert.external-now": "why",
    "alert.cleared": "what",
    "incident.closed": "why",
}
"""Where people type in lines that the copy shows."""
OWN_PEOPLE = frozenset({AudienceClass.STAFF, AudienceClass.LEADER})
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """``left_out``: place → key of the ground. ``included``: places that were read and may go out."""

    left_out: Mapping[str, str]
    included: frozenset[str]


def typed(line: Line) -> str:
    """What a person wrote in this line; empty where nobody did, or it is erased."""
    return str(line.data.get(TYPED.get(line.kind, ""), "") or "").strip()


def inside_texts(record: Record) -> list[VariantRecord]:
    """What was sent to the municipality's own people."""
    return [text for alert in record.alerts for text in said(alert) if text.cls in OWN_PEOPLE]


def said(alert: AlertRecord) -> list[VariantRecord]:
    """The texts that went out. The words that would take an alert back are approved with it, and are not said yet."""
    return [text for text in alert.variants if text.accepted or (alert.banner_at is not None and _on_page(text))]


def _on_page(text: VariantRecord) -> bool:
    return text.channel == ChannelName.BANNER and f"+{Fate.RETRACTED}." not in text.key


def places(record: Record) -> dict[str, str]:
    """Every place that must be judged, with what stands there."""
    found = {str(line.seq): typed(line) for line in record.journal if typed(line) and not record.of_service(line)}
    own = inside_texts(record)
    return found | ({INSIDE: "\n\n".join(dict.fromkeys(text.body for text in own))} if own else {})


def judge(connection: Connection, user: User, number: int, asked: Judgement, now: datetime) -> Judgement:
    """Write down what a person has decided to leave out and take in. Raises InvalidInput for what is not judged."""
    demand(user.roles, Act.REPORT)
    record = gather(connection, number)
    judgement = _spelled_out(record, asked)
    if faults := list(_faults(record, judgement)):
        raise InvalidInput(*faults)
    data = {"left_out": dict(judgement.left_out), "included": sorted(judgement.included)}
    append(connection, Entry(kind=KIND, actor=user.name, incident=number, data=data), now)
    return judgement


def newest(connection: Connection, record: Record) -> Judgement:
    """The last judgement, if it still covers everything. Raises Conflict."""
    mine = (journal.c.incident == record.number, journal.c.kind == KIND)
    found = connection.scalar(select(journal.c.data).where(*mine).order_by(journal.c.seq.desc()).limit(1))
    if found is None:
        raise Conflict("judgement", "Ingen har vurdert hva som kan gis ut av denne hendelsen.")
    data = json.loads(found)
    judgement = Judgement(left_out=data["left_out"], included=frozenset(data["included"]))
    if _undecided(record, judgement):
        raise Conflict(
            "judgement", "Det er skrevet mer i loggen etter vurderingen. Vurder hva som kan gis ut, på nytt."
        )
    return judgement


def _spelled_out(record: Record, asked: Judgement) -> Judgement:
    """«Fritekst» stands for every place that is not named otherwise."""
    rest = asked.left_out.get(FREE)
    if rest is None:
        return asked
    named = {place: ground for place, ground in asked.left_out.items() if place != FREE}
    open_ = [place for place in places(record) if place not in named and place not in asked.included]
    return Judgement(left_out=named | dict.fromkeys(open_, rest), included=asked.included)


def _undecided(record: Record, judgement: Judgement) -> list[str]:
    return [place for place in places(record) if place not in judgement.left_out and place not in judgement.included]


def _faults(record: Record, judgement: Judgement) -> Iterator[Fault]:
    known = places(record)
    for place, ground in judgement.left_out.items():
        if ground not in GROUNDS:
            yield Fault(f"leave_out.{place}", f"Ukjent grunn. Velg en av disse: {', '.join(GROUNDS)}.")
        if place not in known and place != FIGURES:
            yield Fault(f"leave_out.{place}", "Hendelsen har ikke noe slikt sted å ta ut.")
        if place in judgement.included:
            yield Fault(f"leave_out.{place}", "Stedet er både tatt ut og tatt med. Velg én av delene.")
    for place in sorted(judgement.included):
        if place not in known:
            yield Fault(f"include.{place}", "Hendelsen har ikke noe slikt sted å ta med.")
        elif place != INSIDE:
            yield from _personal(record, place, known[place])
    for place in _undecided(record, judgement):
        yield Fault(place, "Ikke vurdert. Ta teksten ut med en grunn, eller ta den med etter å ha lest den.")


def _personal(record: Record, place: str, text: str) -> Iterator[Fault]:
    """What a machine can see of a person in it; nobody who asks gets it, and it is not repeated here."""
    if scan(text, Own(), where=place) or _names(record, text):
        yield Fault(f"include.{place}", "Teksten nevner en person, et nummer eller en adresse. Ta den ut med en grunn.")


def _names(record: Record, text: str) -> bool:
    """Whether anybody of the plan, or an account, is named: the whole name or any part of it."""
    persons = record.plan.document.get("persons", {})
    names = [str(person.get("name", "")) for person in persons.values()] + list(record.people_of)
    parts = {part for name in names for part in re.findall(r"\w+", name) if len(part) >= SHORTEST_NAME}
    return any(re.search(rf"\b{re.escape(part)}s?\b", text, re.IGNORECASE) for part in parts)


def judgement_of(left_out: Sequence[str], included: Sequence[str]) -> Judgement:
    """From ``PLACE=GROUND`` and ``PLACE``, as they are typed. Raises InvalidInput."""
    pairs: dict[str, str] = {}
    for each in left_out:
        place, sign, ground = each.partition("=")
        if not (place and sign and ground):
            raise InvalidInput(Fault("leave_out", "Skriv STED=GRUNN, for eksempel 12=personlig."))
        pairs[place] = ground
    return Judgement(left_out=pairs, included=frozenset(included))
