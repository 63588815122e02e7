"""From draft to final: the hearing of those involved, the approval that fixes a version, and a new version after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select, update

from dispatcher.domain.errors import Conflict, Fault, Forbidden, InvalidInput
from dispatcher.domain.evaluating import SHORT, STATE_WORDS, EvaluationState, PartKind, is_date
from dispatcher.domain.moments import OSLO
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents
from dispatcher.ledger.evaluation_tables import evaluation_parts, evaluations
from dispatcher.ledger.evaluations import APPROVED, fingerprint, newest
from dispatcher.ledger.times import ms
from dispatcher.ledger.written_words import refuse, seal, word_faults

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.ledger.accounts import User

HEARD, FINAL, AGAIN = "evaluation.heard", APPROVED, "evaluation.again"


def hear(connection: Connection, user: User, number: int, until: str, now: datetime) -> None:
    """Send the draft to those involved, with the last day for comments; once more moves that day.

    Who opened the hearing, and when, stays as it was; who moved the day stands in the journal.
    """
    demand(user.roles, Act.EVALUATE)
    row = _newest(connection, number)
    if row.state == EvaluationState.FINAL:
        raise Conflict("state", _not_now(row))
    if row.assessment is None:
        raise Conflict("state", "Skriv vurderingen først. Det er den som skal høres.")
    if not is_date(until) or until < _today(now):
        what = "Skriv siste dag for kommentarer som år-måned-dag, for eksempel 2026-12-10. Den kan ikke være passert."
        raise InvalidInput(Fault("until", what))
    values: dict[str, Any] = {"state": str(EvaluationState.HEARING), "hearing_until": until}
    if row.state == EvaluationState.DRAFT:
        values |= {"heard_by": user.name, "heard_at": ms(now)}
    _set(connection, row, values)
    seal(connection, HEARD, user.name, number, {"version": row.version, "until": until}, {}, now)


def finalise(connection: Connection, user: User, number: int, now: datetime, why: str = "") -> str:
    """Approve the evaluation: from now on this version is fixed. Returns its fingerprint.

    Raises Forbidden for whoever wrote the assessment: an evaluation is approved by somebody else. ``why``: the reason
    for not letting those involved have the whole hearing; it is sealed beside the approval.
    """
    demand(user.roles, Act.FINALISE)
    row = _newest(connection, number)
    if row.state != EvaluationState.HEARING:
        raise Conflict("state", _not_now(row))
    if row.assessed_by == user.name:
        raise Forbidden("own", "Du har skrevet vurderingen selv. Evalueringen må godkjennes av en annen.")
    if incidents.incident(connection, number).closed_at is None:
        raise Conflict("state", "Hendelsen er ikke avsluttet. Den må avsluttes før evalueringen kan bli endelig.")
    early = _early(row, why.strip(), now)
    values = {"state": str(EvaluationState.FINAL), "approved_by": user.name, "approved_at": ms(now)}
    _set(connection, row, values)
    print_ = fingerprint(connection, _newest(connection, number))
    _set(connection, row, {"fingerprint": print_})
    data = {"version": row.version, "fingerprint": print_} | ({"early": True} if early else {})
    seal(connection, FINAL, user.name, number, data, early, now)
    return print_


def _early(row: Row[Any], why: str, now: datetime) -> dict[str, str]:
    """Why it is approved before the hearing is over; nothing once it is. Raises Conflict without a reason."""
    if _today(now) > row.hearing_until:
        return {}
    if not why:
        last = date.fromisoformat(row.hearing_until)
        raise Conflict(
            "state",
            f"Høringen varer til og med {last:%d.%m.%Y}. Evalueringen kan godkjennes fra og med "
            f"{last + timedelta(days=1):%d.%m.%Y}, eller før hvis du skriver hvorfor.",
        )
    words = {"why": why}
    refuse(word_faults(words, SHORT))
    return words


def again(connection: Connection, user: User, number: int, why: str, now: datetime) -> int:
    """A new version instead of the final one, with all but the comments taken along. Returns its number."""
    demand(user.roles, Act.EVALUATE)
    row = _newest(connection, number)
    if row.state != EvaluationState.FINAL:
        raise Conflict("state", f"Evalueringen er {STATE_WORDS[EvaluationState(row.state)]} og kan endres som den er.")
    if not why.strip():
        raise InvalidInput(Fault("why", "Skriv hvorfor den endelige evalueringen må endres."))
    version = int(row.version) + 1
    values = {"incident": number, "version": version, "state": str(EvaluationState.DRAFT)}
    values |= {name: getattr(row, name) for name in ("assessment", "assessed_by", "assessed_at")}
    connection.execute(insert(evaluations).values(**values, begun_by=user.name, begun_at=ms(now)))
    _take_along(connection, number, row.version, version)
    data = {"version": version, "instead_of": row.fingerprint}
    seal(connection, AGAIN, user.name, number, data, {"why": why.strip()}, now)
    return version


def _take_along(connection: Connection, number: int, old: int, new: int) -> None:
    kept = [column for column in evaluation_parts.c if column.name not in {"id", "version"}]
    mine = (evaluation_parts.c.incident == number, evaluation_parts.c.version == old)
    others = (
        select(*kept).where(*mine, evaluation_parts.c.kind != str(PartKind.COMMENT)).order_by(evaluation_parts.c.id)
    )
    rows = [{**row._mapping, "version": new} for row in connection.execute(others)]  # noqa: SLF001  SQLAlchemy's own name
    if rows:
        connection.execute(insert(evaluation_parts), rows)


def _newest(connection: Connection, number: int) -> Row[Any]:
    incidents.incident(connection, number)
    row = newest(connection, number)
    if row is None:
        raise Conflict("state", "Evalueringen er ikke begynt.")
    return row


def _not_now(row: Row[Any]) -> str:
    words = STATE_WORDS[EvaluationState(row.state)]
    if row.state == EvaluationState.DRAFT:
        return f"Evalueringen er {words}. Send den på høring til dem som var med først."
    return f"Evalueringen er {words} og godkjent av {row.approved_by}. Lag en ny versjon for å endre den."


def _set(connection: Connection, row: Row[Any], values: dict[str, Any]) -> None:
    mine = (evaluations.c.incident == row.incident, evaluations.c.version == row.version)
    connection.execute(update(evaluations).where(*mine).values(**values))


def _today(now: datetime) -> str:
    return now.astimezone(OSLO).date().isoformat()
