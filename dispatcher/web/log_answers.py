"""The log by hand and the shift change, as the interface answers them."""

from __future__ import annotations

from dispatcher.domain.states import Mode
from dispatcher.web.alert_parts import Answer, Moment


class CrisisMode(Answer):
    """The crisis team is established for an incident. ``words``: the line that says so, and who sits in it."""

    number: int
    mode: Mode
    since: Moment
    by: str
    words: str | None


class Logged(Answer):
    """The line as it stands in the journal; ``hash`` is the head of the chain with it."""

    id: int
    incident: str
    number: int
    kind: str
    text: str
    at: Moment
    happened_at: Moment
    by: str
    corrects: int | None
    answers: int | None
    hash: str


class Line(Answer):
    """A line written by hand; ``text`` is null where it is erased. A later line corrects or answers it by its id."""

    id: int
    kind: str
    text: str | None
    happened_at: Moment
    at: Moment
    by: str
    corrects: int | None
    answers: int | None
    corrected_by: int | None
    answered_by: int | None


class LogBook(Answer):
    """The lines of an incident, in the order they were written. ``prepared``: lines that are ready, by kind."""

    number: int
    crisis_mode: CrisisMode | None
    lines: list[Line]
    prepared: dict[str, str]
