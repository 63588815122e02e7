"""What people write into an evaluation: each act one transaction, checked by the rights, and a line in the journal.

The words go sealed beside the line; the tables point at them. The first who writes begins the evaluation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from dispatcher.domain.errors import Conflict, Fault, Forbidden, InvalidInput, NotFound
from dispatcher.domain.evaluating import (
    ASSESSMENT,
    LONG,
    PARTS,
    SHORT,
    EvaluationState,
    Outcome,
    PartKind,
    part_faults,
)
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents
from dispatcher.ledger.evaluation_tables import evaluation_parts, evaluations
from dispatcher.ledger.evaluations import PLANNED, newest
from dispatcher.ledger.times import ms
from dispatcher.ledger.written_words import Faults, kept, refuse, seal, word_faults, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dispatcher.ledger.accounts import User

WRITTEN, ASSESSED, TAKEN_OUT = "evaluation.written", "evaluation.assessed", "evaluation.taken-out"
GOALS_TAKEN_IN = "evaluation.goals-taken-in"
FIXED = "Evalueringen er endelig og kan ikke endres. Lag en ny versjon av den først."
RIGHT = {
    PartKind.IMPRESSION: Act.IMPRESSION,
    PartKind.COMMENT: Act.IMPRESSION,
    PartKind.OUTSIDE: Act.EVALUATE,
    PartKind.GOAL: Act.EVALUATE,
}


def begin(connection: Connection, user: User, number: int, now: datetime) -> Row[Any]:
    """The version that is written in now, begun if nobody has. Raises Conflict when it is final."""
    incidents.incident(connection, number)
    row = newest(connection, number)
    if row is None:
        values = {"incident": number, "version": 1, "state": str(EvaluationState.DRAFT)}
        connection.execute(insert(evaluations).values(**values, begun_by=user.name, begun_at=ms(now)))
        row = newest(connection, number)
    if row is None or row.state == EvaluationState.FINAL:
        raise Conflict("state", FIXED)
    return row


def write_part(
    connection: Connection,
    user: User,
    number: int | None,
    kind: PartKind,
    given: Mapping[str, str],
    now: datetime,
    *,
    outcome: Outcome | None = None,
) -> int:
    """An impression, comment, outside figure or goal; a second impression of the same person replaces their first.

    A goal alone may have no incident yet. Returns its id.
    """
    demand(user.roles, RIGHT[kind])
    words = kept(PARTS[kind], given)
    refuse([*part_faults(kind, words), *word_faults(words, SHORT), *_outcome_faults(outcome, words)])
    if number is None:
        if kind is not PartKind.GOAL or outcome is not None:
            raise InvalidInput(Fault("incident", "Bare øvingsmål kan skrives før det finnes en hendelse."))
        version = PLANNED
    else:
        version = _open_for(connection, user, number, kind, now)
    own = _own_impression(connection, user, number, version) if kind is PartKind.IMPRESSION else None
    data = {"part": str(kind), "version": version, "outcome": outcome and str(outcome)}
    entry = seal(connection, WRITTEN, user.name, number, data, words, now)
    row = {"outcome": outcome and str(outcome), "at": ms(now), "entry": entry}
    if own is not None:
        connection.execute(update(evaluation_parts).where(evaluation_parts.c.id == own).values(**row))
        return own
    row |= {"incident": number, "version": version, "kind": str(kind), "by": user.name}
    result = connection.execute(insert(evaluation_parts).values(**row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def judge_goal(
    connection: Connection, user: User, number: int, part: int, outcome: Outcome, why: str, now: datetime
) -> None:
    """Whether a goal was reached, and in a word why; the goal itself and when it was set stay as they are."""
    demand(user.roles, Act.EVALUATE)
    row, version = _part(connection, user, number, part, now)
    if row.kind != PartKind.GOAL:
        raise NotFound(f"Evalueringen har ikke noe øvingsmål {part}.")
    words = kept(PARTS[PartKind.GOAL], {**words_of(connection, row.entry), "why": why})
    refuse([*word_faults(words, SHORT), *_outcome_faults(outcome, words)])
    data = {"part": str(PartKind.GOAL), "version": version, "outcome": str(outcome)}
    entry = seal(connection, WRITTEN, user.name, number, data, words, now)
    values = {"outcome": str(outcome), "entry": entry}
    connection.execute(update(evaluation_parts).where(evaluation_parts.c.id == part).values(**values))


def take_out(connection: Connection, user: User, number: int, part: int, now: datetime) -> None:
    """A part that should not stand there: the evaluator's, or an impression or comment of one's own."""
    row, version = _part(connection, user, number, part, now)
    demand(user.roles, RIGHT[PartKind(row.kind)])
    if row.by != user.name and RIGHT[PartKind(row.kind)] is Act.IMPRESSION:
        raise Forbidden("own", "Førsteinntrykk og kommentarer tas bort av den som skrev dem.")
    connection.execute(delete(evaluation_parts).where(evaluation_parts.c.id == part))
    seal(connection, TAKEN_OUT, user.name, number, {"part": row.kind, "version": version}, {}, now)


def take_goals_in(connection: Connection, user: User, number: int, now: datetime) -> int:
    """The goals that were set before there was an incident become this one's. Returns how many."""
    demand(user.roles, Act.EVALUATE)
    row = begin(connection, user, number, now)
    planned = (evaluation_parts.c.incident.is_(None), evaluation_parts.c.version == PLANNED)
    values = {"incident": number, "version": row.version}
    taken = connection.execute(update(evaluation_parts).where(*planned).values(**values)).rowcount
    if not taken:
        raise Conflict("state", "Det er ikke satt noen øvingsmål på forhånd.")
    seal(connection, GOALS_TAKEN_IN, user.name, number, {"goals": taken, "version": row.version}, {}, now)
    return taken


def assess(connection: Connection, user: User, number: int, given: Mapping[str, str], now: datetime) -> None:
    """What the evaluator makes of it, apart from the facts (R127). Answers that are not named stay as they are."""
    demand(user.roles, Act.EVALUATE)
    row = begin(connection, user, number, now)
    words = kept(ASSESSMENT, {**words_of(connection, row.assessment), **given})
    refuse(word_faults(words, LONG) if words else [("good", "Svar på minst ett av spørsmålene.")])
    data = {"version": row.version, "answers": sorted(words)}
    entry = seal(connection, ASSESSED, user.name, number, data, words, now)
    values = {"assessment": entry, "assessed_by": user.name, "assessed_at": ms(now)}
    mine = (evaluations.c.incident == number, evaluations.c.version == row.version)
    connection.execute(update(evaluations).where(*mine).values(**values))


def _open_for(connection: Connection, user: User, number: int, kind: PartKind, now: datetime) -> int:
    row = begin(connection, user, number, now)
    if kind is PartKind.COMMENT and row.state != EvaluationState.HEARING:
        raise Conflict("state", "Evalueringen er ikke på høring ennå. Den kan kommenteres når den er sendt ut.")
    return int(row.version)


def _own_impression(connection: Connection, user: User, number: int | None, version: int) -> int | None:
    mine = (evaluation_parts.c.incident == number, evaluation_parts.c.version == version)
    kind = evaluation_parts.c.kind == str(PartKind.IMPRESSION)
    found = connection.scalar(select(evaluation_parts.c.id).where(*mine, kind, evaluation_parts.c.by == user.name))
    return None if found is None else int(found)


def _part(connection: Connection, user: User, number: int, part: int, now: datetime) -> tuple[Row[Any], int]:
    version = begin(connection, user, number, now).version
    mine = (evaluation_parts.c.id == part, evaluation_parts.c.incident == number)
    row = connection.execute(select(evaluation_parts).where(*mine, evaluation_parts.c.version == version)).first()
    if row is None:
        raise NotFound(f"Evalueringen av hendelse {number} har ingen del {part}.")
    return row, version


def _outcome_faults(outcome: Outcome | None, words: Mapping[str, str]) -> Faults:
    if outcome not in {None, Outcome.REACHED} and not words.get("why"):
        return [("why", "Skriv med et par ord hvorfor målet ikke ble nådd helt.")]
    return []
