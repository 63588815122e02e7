"""How an alert was approved, and who is asked, as the interface answers it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dispatcher.domain.approving import Way
from dispatcher.web.alert_parts import Answer, Moment


class ApprovalGiven(Answer):
    """A yes. ``by``: the account it is; ``recorded_by``: who wrote it down, where that is another.

    ``person``: the plan's key, ``name`` and ``role`` its words; ``level``: the role's.
    ``confirmed_by``: of one given alone, who stands behind it afterwards.
    """

    way: Way
    by: str
    person: str | None
    name: str
    capacity: str
    role: str
    level: Literal["political", "administrative"] | None
    authority: str
    recorded_by: str
    witness: str | None
    why: str
    at: Moment
    confirmed_by: str | None
    confirmed_at: Moment | None


class ApprovalRequest(Answer):
    """Somebody who was asked. ``ended``: why they are asked no more."""

    person: str
    name: str
    capacity: str
    role: str
    version: int
    asked_at: Moment
    last_asked_at: Moment
    times: int
    ended: Literal["decided", "edited", "expired", "recused", "unavailable"] | None
    ended_at: Moment | None


class Proposed(Answer):
    """What an approver would rather have sent, while it can be taken in: other fields, other whole texts by name."""

    id: int
    by: str
    person: str | None
    name: str
    at: Moment
    why: str
    fields: dict[str, str]
    texts: dict[str, str]


class AwayPerson(Answer):
    """Somebody who is not asked. ``unavailable``: the crisis team's word, until it is ended."""

    person: str
    kind: Literal["absence", "unavailable"]
    from_: Annotated[Moment, Field(alias="from")]
    to: Moment | None
    by: str


class Absences(Answer):
    """Everybody who is away, now or later."""

    absences: list[AwayPerson]


class Asking(Answer):
    """What the one who waits for a yes must know. ``asked`` of ``able`` can answer now; ``next`` are asked next.

    ``duty``: a law that says how fast; ``words``: all of it in one sentence; ``paper``: what to do when nobody answers.
    """

    asked: int
    able: int
    next: list[str] = Field(description="Names of those who are asked next.")
    next_at: Moment | None
    again: bool
    duty: str
    words: str
    paper: str
