"""How long what is known of people is kept after an incident, and why it may have to wait. Pure: no I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from dispatcher.domain.states import INTERNAL, AudienceClass


class Group(StrEnum):
    """Whose recipient rows they are: a time for each."""

    CITIZENS = "citizens"
    STAFF = "staff"
    PRESS = "press"


GROUPS: dict[Group, frozenset[AudienceClass]] = {
    Group.CITIZENS: frozenset({AudienceClass.CITIZEN, AudienceClass.PUBLIC}),
    Group.STAFF: INTERNAL,
    Group.PRESS: frozenset({AudienceClass.PRESS}),
}


LONGEST = 3650
"""Days: as long as a setting can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Days: the longest that the plan lets each stand by name. A reply names whoever wrote it, like their row."""

    citizens: int = LONGEST
    staff: int = LONGEST
    press: int = LONGEST
    replies: int = LONGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Days: of recipients and replies after the incident was closed, of the rest after it was of use."""

    citizens: int = 90
    staff: int = 365
    press: int = 365
    replies: int = 90
    sign_ins: int = 180
    lists: int = 30

    def of(self, group: Group) -> timedelta:
        """How long after its incident's end a recipient row is kept as it is."""
        return timedelta(days={Group.CITIZENS: self.citizens, Group.STAFF: self.staff, Group.PRESS: self.press}[group])

    def within(self, limits: Limits) -> Terms:
        """These, none longer than the plan's: settings may be stricter than what was adopted, never laxer."""
        capped = ("citizens", "staff", "press", "replies")
        return replace(self, **{name: min(getattr(self, name), getattr(limits, name)) for name in capped})


class Wait(StrEnum):
    """Why nothing may be made pseudonymous yet, in the order in which it is asked."""

    OPEN = "open"
    HELD = "held"
    TERM = "term"
    ARCHIVE = "archive"


GROUP_WORDS = {Group.CITIZENS: "Innbyggere", Group.STAFF: "Ansatte", Group.PRESS: "Presse"}
TERM_WORDS = {"citizens": "Innbyggere", "staff": "Ansatte", "press": "Presse", "replies": "Svar på SMS"}
WAIT_WORDS = {
    Wait.OPEN: "står med navn så lenge hendelsen ikke er avsluttet",
    Wait.HELD: "holdes tilbake",
    Wait.TERM: "pseudonymiseres {due}",
    Wait.ARCHIVE: "skulle vært pseudonymisert {due}; venter på at arkivet bekrefter pakken",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the ledger says of an incident."""

    closed_at: datetime | None
    held: bool
    archived: bool


def waits(standing: Standing, term: timedelta, now: datetime) -> Wait | None:
    """What stands in the way; None: it is to be done now."""
    if standing.closed_at is None:
        return Wait.OPEN
    if standing.held:
        return Wait.HELD
    if now < standing.closed_at + term:
        return Wait.TERM
    return None if standing.archived else Wait.ARCHIVE
