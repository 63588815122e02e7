"""The evaluator's part of an incident as it stands: the newest version, what belongs to it, and the versions before.

A final version carries a fingerprint over the journal's hashes of its words, so that it can be recomputed also after
the words of somebody are erased.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rfc8785
from sqlalchemy import Connection, Row, select

from dispatcher.domain.evaluating import EvaluationState, Outcome, PartKind
from dispatcher.ledger.evaluation_tables import evaluation_parts, evaluations, measures
from dispatcher.ledger.tables import alerts, journal
from dispatcher.ledger.written_words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

APPROVED = "evaluation.final"
PLANNED = 0
"""The version of a goal that no incident has taken in yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An impression, comment, outside figure or goal. ``words``: empty when they are erased.

    ``before``: of a goal, whether it was set before anything was sent.
    """

    id: int
    kind: PartKind
    outcome: Outcome | None
    by: str
    at: int
    words: Mapping[str, str]
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One line about a version that is no longer the newest."""

    version: int
    state: EvaluationState
    approved_by: str | None
    approved_at: int | None
    fingerprint: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A version. ``assessment``: answers by question, empty when there are none or they are erased.

    ``intact``: of a final one, whether everything it was made of is as when it was approved. ``early``: why it was
    approved before its hearing was over, empty when that is erased; None: it was not.
    """

    incident: int
    version: int
    state: EvaluationState
    begun_by: str
    begun_at: int
    assessment: Mapping[str, str]
    assessed_by: str | None
    assessed_at: int | None
    heard_by: str | None
    heard_at: int | None
    hearing_until: str | None
    approved_by: str | None
    approved_at: int | None
    fingerprint: str | None
    early: str | None
    intact: bool
    parts: tuple[Part, ...]
    earlier: tuple[Version, ...]

    def of(self, kind: PartKind) -> tuple[Part, ...]:
        """Its parts of a kind, in the order in which they were written."""
        return tuple(part for part in self.parts if part.kind is kind)


def newest(connection: Connection, number: int) -> Row[Any] | None:
    """The row of the newest version; None when nobody has begun."""
    mine = select(evaluations).where(evaluations.c.incident == number)
    return connection.execute(mine.order_by(evaluations.c.version.desc()).limit(1)).first()


def evaluation(connection: Connection, number: int, version: int | None = None) -> Evaluation | None:
    """A version of an incident's evaluation, the newest unless one is named; None where there is none."""
    mine = select(evaluations).where(evaluations.c.incident == number).order_by(evaluations.c.version)
    rows = list(connection.execute(mine))
    chosen = [row for row in rows if version is None or row.version == version]
    if not chosen:
        return None
    row = chosen[-1]
    return Evaluation(
        incident=row.incident,
        version=row.version,
        state=EvaluationState(row.state),
        begun_by=row.begun_by,
        begun_at=row.begun_at,
        assessment=words_of(connection, row.assessment),
        assessed_by=row.assessed_by,
        assessed_at=row.assessed_at,
        heard_by=row.heard_by,
        heard_at=row.heard_at,
        hearing_until=row.hearing_until,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        fingerprint=row.fingerprint,
        early=_early(connection, row) if row.fingerprint else None,
        intact=row.fingerprint == fingerprint(connection, row) if row.fingerprint else True,
        parts=_parts(connection, number, row.version),
        earlier=tuple(_version(each) for each in rows if each.version < row.version),
    )


def _early(connection: Connection, row: Row[Any]) -> str | None:
    """As the journal has it: the reason stands beside the line of the approval and nowhere else."""
    mine = select(journal).where(journal.c.incident == row.incident, journal.c.kind == APPROVED)
    for line in connection.execute(mine.order_by(journal.c.seq)):
        data = json.loads(line.data)
        if data["version"] == row.version:
            return words_of(connection, line.seq).get("why", "") if data.get("early") else None
    return None


def planned_goals(connection: Connection) -> tuple[Part, ...]:
    """The goals that are set for an exercise which has not been opened yet."""
    return _parts(connection, None, PLANNED)


def fingerprint(connection: Connection, row: Row[Any]) -> str:
    """SHA-256 over canonical JSON of what a final version is made of."""
    before = select(evaluations.c.fingerprint).where(
        evaluations.c.incident == row.incident, evaluations.c.version == row.version - 1
    )
    document = {
        "incident": row.incident,
        "version": row.version,
        "instead_of": connection.scalar(before),
        "assessment": [row.assessed_by, _hashes(connection, [row.assessment])],
        "parts": [
            [part.kind, part.outcome, part.by, part.hash] for part in _part_rows(connection, row.incident, row.version)
        ],
        "measures": _measures_then(connection, row),
    }
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()


def _hashes(connection: Connection, entries: Sequence[int | None]) -> list[str]:
    known = [entry for entry in entries if entry is not None]
    return list(connection.scalars(select(journal.c.hash).where(journal.c.seq.in_(known)).order_by(journal.c.seq)))


def _measures_then(connection: Connection, row: Row[Any]) -> list[int]:
    """The measures that stood when it was approved; they go on living, and no version fixes how far they are."""
    mine = select(measures.c.id).where(measures.c.incident == row.incident)
    if row.approved_at is not None:
        mine = mine.where(measures.c.opened_at <= row.approved_at)
    return list(connection.scalars(mine.order_by(measures.c.id)))


def _part_rows(connection: Connection, number: int | None, version: int) -> Sequence[Row[Any]]:
    mine = evaluation_parts.c.incident.is_(None) if number is None else evaluation_parts.c.incident == number
    chosen = select(evaluation_parts, journal.c.personal, journal.c.hash).join(
        journal, journal.c.seq == evaluation_parts.c.entry
    )
    chosen = chosen.where(mine, evaluation_parts.c.version == version)
    return connection.execute(chosen.order_by(evaluation_parts.c.id)).all()


def _parts(connection: Connection, number: int | None, version: int) -> tuple[Part, ...]:
    first = select(alerts.c.approved_at).where(alerts.c.incident == number, alerts.c.approved_at.is_not(None))
    sent = connection.scalar(first.order_by(alerts.c.approved_at).limit(1))
    return tuple(
        Part(
            id=row.id,
            kind=PartKind(row.kind),
            outcome=Outcome(row.outcome) if row.outcome else None,
            by=row.by,
            at=row.at,
            words=json.loads(row.personal) if row.personal else {},
            before=row.kind == PartKind.GOAL and (sent is None or row.at < sent),
        )
        for row in _part_rows(connection, number, version)
    )


def _version(row: Row[Any]) -> Version:
    return Version(
        version=row.version,
        state=EvaluationState(row.state),
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        fingerprint=row.fingerprint,
    )
