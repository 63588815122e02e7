"""What Start says of what is over: evaluations that wait, the incidents closed lately, and measures not closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from dispatcher.domain.moments import OSLO
from dispatcher.ledger.evaluation_board import not_begun
from dispatcher.ledger.measures import open_measures
from dispatcher.ledger.tables import incidents
from dispatcher.ledger.times import ms
from dispatcher.web.console.words import moment, words_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LATELY: Final = timedelta(days=30)


def afterwards(connection: Connection, language: str, now: datetime) -> dict[str, Any]:
    """``waiting``: evaluations nobody has begun; ``closed``: others to open; ``measures``: how many, in words."""
    words = words_of(language)
    late = not_begun(connection, now)
    since = select(incidents.c.id, incidents.c.mode).where(incidents.c.closed_at >= ms(now - LATELY))
    lately = connection.execute(since.order_by(incidents.c.closed_at.desc())).all()
    found = open_measures(connection)
    over = sum(one.overdue(now.astimezone(OSLO).date()) for one in found)
    said = words["after-open-one"] if len(found) == 1 else words["after-open"].format(count=len(found))
    return {
        "waiting": [
            {"number": number, "words": words["after-not-begun"].format(number=number, at=moment(closed, language))}
            for number, _, closed in late
        ],
        "closed": [(row.id, row.mode) for row in lately if row.id not in {number for number, _, _ in late}],
        "measures": said if found else "",
        "over": words["after-late"].format(count=over) if over else "",
    }
