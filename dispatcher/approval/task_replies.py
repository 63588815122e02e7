"""A reply by SMS about tasks: ticked for whoever has it, at the time they say; else an SMS says what can be written.

The number it came from is the right to it, as in the call-in: holding the task, or standing in for its holder. It ticks
their own and nothing else. JA, NEI with a code, PAUSE and 1, 2, 3 are never read as an answer to a task.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from dispatcher.approval import ticking
from dispatcher.domain.errors import Conflict
from dispatcher.domain.replies import DIGITS, Meaning
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.domain.task_replies import Said, TaskReply, happened_at, read_task_reply
from dispatcher.ledger import incidents, relays, replying, service, sms_approval, tasks
from dispatcher.ledger.call_tables import replies
from dispatcher.ledger.service import ServiceMessage, person_of, ref_of
from dispatcher.ledger.task_answers import Ticked
from dispatcher.ledger.times import at, ms
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan
    from dispatcher.domain.replies import Reply
    from dispatcher.ledger.replying import Inbound
    from dispatcher.ledger.service import Say

ANSWER = "task-answer"
SAYS = ("done", "cannot", "since", "foreign", "over", "unclear", "ahead", "open", "called")
UNCLEAR = "task-unclear"
CANNOT = "KAN IKKE på SMS"
LASTS = timedelta(minutes=30)
_SMS = (ChannelName.SMS,)
PATIENCE, MOST_UNCLEAR = timedelta(hours=1), 3
"""How often somebody is told what can be written: a telephone that answers by itself must not be answered for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticking:
    """What became of it. ``meaning``: as it is kept with the reply."""

    meaning: str
    person: str
    incident: int


def take(
    connection: Connection, given: Inbound, told: Sequence[Row[Any]], reply: Reply, say: Say, now: datetime
) -> Ticking | None:
    """Do what a reply says about tasks; None: it is about something else."""
    desk = _Desk(connection, given, told, say, now)
    said = read_task_reply(given.text)
    if desk.meant_otherwise(reply, said):
        return None
    numbers = said.numbers or tuple(row.delivery_id for row in desk.open if len(desk.open) == 1)
    if said.said is Said.UNCLEAR or not numbers or (said.loose and desk.called_in):
        return desk.ask_back() if desk.open or said.about_tasks else None
    found = [row for number in numbers if (row := desk.theirs(number)) is not None]
    if len(found) < len(numbers):
        strange = set(numbers) - {row.delivery_id for row in found}
        return desk.answer("task-refused", found[0] if found else told[0], foreign=_listed(sorted(strange)))
    return desk.ticked(found, said)


class _Desk:
    """A reply, whoever may have written it, and what they have: ``open`` are their tasks that are out."""

    def __init__(
        self, connection: Connection, given: Inbound, told: Sequence[Row[Any]], say: Say, now: datetime
    ) -> None:
        self._connection = connection
        self._modes = given.modes
        self._say = say
        self._now = now
        self._told = told
        self._plans: dict[int, Plan] = {}
        self._persons = tuple(dict.fromkeys(person_of(row.ref) for row in told))
        self.open = tasks.held_by(connection, self._persons, [str(mode) for mode in given.modes])
        self.called_in = replying.called_in(connection, told) is not None

    def meant_otherwise(self, reply: Reply, said: TaskReply) -> bool:
        """Whether the words belong to an approval, to a pause or to the call-in."""
        match reply.meaning:
            case Meaning.PAUSE | Meaning.YES:
                return True
            case Meaning.NO:  # with a number beside it: a code, unless it is a task of theirs
                codes = sms_approval.open_codes(self._connection, self._persons, self._modes, self._now)
                coded = len(reply.code) == DIGITS and bool(codes)
                return coded or any(self.theirs(number) is None for number in said.numbers)
            case Meaning.ANSWER:
                return said.said is Said.UNCLEAR or (self.called_in and not self.open)
            case Meaning.NOTHING:
                return False

    def theirs(self, number: int) -> Row[Any] | None:
        """The task with this number, if one of those at the telephone has it or stands in for whoever has."""
        row = tasks.find(self._connection, number)
        if row is None or row.closed_at is not None or Mode(row.mode) not in self._modes:
            return None
        return row if self._holder(row) else None

    def _holder(self, row: Row[Any]) -> str:
        plan = self._plan(row)
        mine = (row.person, *tasks.chain_of(plan, row.key, row.place))
        return next((person for person in mine if person in self._persons), "")

    def ticked(self, found: Sequence[Row[Any]], reply: TaskReply) -> Ticking:
        """All of them or none, at their true time."""
        first, numbers = found[0], _listed(row.delivery_id for row in found)
        moment = happened_at(reply.clock, at(first.asked_at), self._now) if reply.clock else self._now
        if moment is None:
            return self.answer(UNCLEAR, first, ahead=reply.clock, open=str(first.delivery_id))
        try:
            with self._connection.begin_nested():
                for row in found:
                    self._tick(row, reply, moment)
        except Conflict:  # it is ticked as done already, and cannot be refused
            return self.answer("task-refused", first, over=numbers)
        ticked = tasks.find(self._connection, first.delivery_id)
        since = at(ticked.answered_at).isoformat() if ticked else ""
        return self.answer(f"task-{reply.said}", first, since=since, **{str(reply.said): numbers})

    def _tick(self, row: Row[Any], reply: TaskReply, moment: datetime) -> None:
        person, done = self._holder(row), reply.said is Said.DONE
        why = reply.why if done else reply.why or CANNOT
        said = Ticked(by=ref_of(person), person=person, happened_at=moment, why=why)
        (ticking.tick_done if done else ticking.tick_refused)(self._connection, row, said, self._now)

    def ask_back(self) -> Ticking:
        """Tell them what can be written; not again and again."""
        row = self.open[0] if self.open else self._told[0]
        person = self._writer(row)
        lately = (replies.c.person == person, replies.c.meaning == UNCLEAR, replies.c.at > ms(self._now - PATIENCE))
        told = self._connection.scalar(select(func.count()).select_from(replies).where(*lately)) or 0
        if told >= MOST_UNCLEAR:
            return Ticking(meaning=UNCLEAR, person=person, incident=row.incident)
        number = str(self.open[0].delivery_id) if self.open else ""
        return self.answer(UNCLEAR, row, unclear="1", open=number, called="1" if self.called_in else "")

    def answer(self, meaning: str, row: Row[Any], **said: str) -> Ticking:
        """Tell one person what became of their reply, in their own language."""
        person = self._writer(row)
        plan, others = relays.with_leaders(self._connection, self._plan(row), row.alert_id, (person,))
        mode = Mode(incidents.incident(self._connection, row.incident).mode)
        values = dict.fromkeys(SAYS, "") | said | {"number": str(row.incident)}
        texts = service.texts_for(self._say, plan, (person,), ANSWER, lambda _: values, mode, _SMS)
        message = ServiceMessage(
            key=ANSWER,
            about=row.alert_id,
            persons=(person,),
            texts=texts,
            expires_after=LASTS,
            ways=_SMS,
            others=others,
        )
        service.send_service(self._connection, plan, row.incident, message, self._now)
        return Ticking(meaning=meaning, person=person, incident=row.incident)

    def _writer(self, row: Row[Any]) -> str:
        """Of those at the telephone, whom the row is about."""
        return person_of(row.ref) if "ref" in row._fields else self._holder(row)

    def _plan(self, row: Row[Any]) -> Plan:
        if row.incident not in self._plans:
            opened = incidents.incident(self._connection, row.incident)
            document = incidents.plan_document(self._connection, opened.plan_hash)
            self._plans[row.incident] = plan_from_document(document)
        return self._plans[row.incident]


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
