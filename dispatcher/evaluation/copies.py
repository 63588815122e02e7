"""The copies of a report by their names: which files each is, and what each file is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dispatcher.evaluation import disclosure
from dispatcher.evaluation.case_paper import case_paper
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.public_copy import public_copy, public_log

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

CASE, PUBLIC = "saksframlegg", "offentlig"


def case_html(connection: Connection, incident: int) -> str:
    """The *saksframlegg* as HTML. Raises NotFound."""
    return case_paper(gather(connection, incident))


def public_html(connection: Connection, incident: int) -> str:
    """The public copy as HTML, by the newest judgement. Raises NotFound, Conflict."""
    record = gather(connection, incident)
    return public_copy(record, disclosure.newest(connection, record))


def public_csv(connection: Connection, incident: int) -> str:
    """The public log as CSV, by the newest judgement. Raises NotFound, Conflict."""
    record = gather(connection, incident)
    return public_log(record, disclosure.newest(connection, record))


FILES: Final[dict[str, dict[str, Callable[[Connection, int], str]]]] = {
    CASE: {"saksframlegg.html": case_html},
    PUBLIC: {"offentlig.html": public_html, "offentlig-logg.csv": public_csv},
}
"""Of each copy, the files that are text; its first is also laid out as PDF."""
