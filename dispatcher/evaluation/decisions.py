"""What people decided, out of everything that the journal has: with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatcher.evaluation import words
from dispatcher.evaluation.acts import actor, in_words

if TYPE_CHECKING:
    from dispatcher.evaluation.record import Record

DECISIONS = frozenset(
    """
    incident.opened incident.closed alert.submitted alert.approved alert.returned alert.proposed
    alert.proposal-taken alert.rejected alert.paused alert.resumed alert.stopped alert.cleared alert.without-police
    alert.external-now alert.released alert.retracted alert.resent unsure.decided retraction.asked
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``at``: when it happened. ``words`` have its reason, where one was given."""

    at: int
    alert: str | None
    who: str
    words: str


def decisions(record: Record) -> tuple[Decision, ...]:
    """In the order in which they were taken."""
    found = (line for line in record.journal if line.kind in DECISIONS and not record.of_service(line))
    return tuple(
        Decision(
            at=line.moment,
            alert=line.alert,
            who=actor(record, line.actor),
            words=words.ended(in_words(record, line)),
        )
        for line in sorted(found, key=lambda line: line.moment)
    )
