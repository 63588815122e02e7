"""What people have written beside the record, read for the year: measures, and which evaluations are final."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dispatcher.domain.evaluating import EvaluationState
from dispatcher.evaluation.year.measures import Kept
from dispatcher.ledger.evaluation_tables import evaluations
from dispatcher.ledger.measures import measures_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def kept_of(connection: Connection) -> Kept:
    """An evaluation counts from its first final version; a later draft of a new one takes nothing back."""
    final = (evaluations.c.state == str(EvaluationState.FINAL), evaluations.c.approved_at.is_not(None))
    chosen = select(evaluations.c.incident, func.min(evaluations.c.approved_at)).where(*final)
    found = connection.execute(chosen.group_by(evaluations.c.incident))
    return Kept(measures=measures_of(connection), evaluated={row[0]: row[1] for row in found})
