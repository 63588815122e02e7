"""Who was rung and called in, and what they said: for the API, the command line and the report. It cannot write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from dispatcher.domain.answers import APPROVAL_CALL, CALL_IN_ANSWERS, CALL_IN_CALL, NO_ANSWER, Answer, words_of
from dispatcher.ledger.answering import last_of
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.call_tables import answers, wakings
from dispatcher.ledger.tables import incidents

if TYPE_CHECKING:
    from collections.abc import Sequence


def answers_view(connection: Connection, incident: int) -> dict[str, Any]:
    """Who was called in and what they said last, and every answer there is, oldest first."""
    rows = connection.execute(select(answers).where(answers.c.incident == incident).order_by(answers.c.id)).all()
    called = connection.execute(
        select(wakings).where(wakings.c.incident == incident).order_by(wakings.c.about, wakings.c.person)
    ).all()
    team = [row for row in rows if row.answer in CALL_IN_ANSWERS]
    looked = [row for row in rows if row.answer not in CALL_IN_ANSWERS]
    return {
        "called_in": _standing(team, [row for row in called if row.key == CALL_IN_CALL]),
        "approvers_rung": _standing(looked, [row for row in called if row.key == APPROVAL_CALL]),
        "answers": [_answer(row) for row in rows],
    }


def _standing(given: Sequence[Any], called: Sequence[Any]) -> list[dict[str, Any]]:
    last = last_of(given)
    rung = {row.person: row.rounds for row in called}
    count = {person: sum(row.person == person for row in given) for person in last}
    return [
        {
            "person": person,
            "rung": rung.get(person, 0),
            "answer": last[person].answer if person in last else None,
            "words": words_of(Answer(last[person].answer)) if person in last else NO_ANSWER,
            "way": last[person].way if person in last else None,
            "at": rfc3339(last[person].at) if person in last else None,
            "answers": count.get(person, 0),
        }
        for person in sorted({*rung, *last})
    ]


def _answer(row: Any) -> dict[str, Any]:
    return {
        "person": row.person,
        "answer": row.answer,
        "words": words_of(Answer(row.answer)),
        "way": row.way,
        "by": row.given_by or None,
        "at": rfc3339(row.at),
    }


def called_in(connection: Connection) -> dict[int, list[dict[str, Any]]]:
    """Who comes, by incident, of those that are not closed and have called somebody in; the newest first."""
    open_ones = select(incidents.c.id).where(incidents.c.closed_at.is_(None)).order_by(incidents.c.id.desc())
    found = {number: answers_view(connection, number)["called_in"] for number in connection.scalars(open_ones)}
    return {number: team for number, team in found.items() if team}
