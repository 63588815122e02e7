"""What must be done every year if the plan is to work: exercise, test of the lists, revision. Told before it is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from datetime import timedelta

from dispatcher.domain.errors import Fault
from dispatcher.domain.plan.people_and_places import Part, Role
from dispatcher.domain.plan.raw import Found, keys, mapping, parts, text, unknown
from dispatcher.domain.plan.written import Duration, Text

TOLD_BEFORE = timedelta(days=30)


class Duty(Part):
    """A task, how often, who sees to it, when it was done last, and what to remember."""

    task: Text
    every: Duration
    responsible: str
    last_done: dt.date | None = None
    remark: str = ""

    def due(self) -> dt.date | None:
        """The day it should be done again; None: it has never been done."""
        return self.last_done + self.every if self.last_done else None


def duty_faults(tree: object) -> Iterator[Found]:
    """Roles that the plan does not have."""
    roles = keys(tree, "roles")
    for index, duty in parts(mapping(tree), "calendar"):
        responsible = text(duty, "responsible")
        if responsible and responsible not in roles:
            yield ("calendar", index, "responsible"), unknown("rolle", responsible, roles)


def reminders(calendar: tuple[Duty, ...], roles: dict[str, Role], today: dt.date) -> Iterator[Fault]:
    """What is due, or soon will be, and who should see to it."""
    for index, duty in enumerate(calendar):
        due, who = duty.due(), roles[duty.responsible].title
        where = f"plan.yaml calendar.{index}"
        if due is None:
            yield Fault(where, f"«{duty.task}» er aldri gjort. Ansvarlig: {who}. Skriv last_done når det er gjort.")
        elif due < today:
            yield Fault(where, f"«{duty.task}» skulle vært gjort {due:%d.%m.%Y}. Ansvarlig: {who}.")
        elif due - today <= TOLD_BEFORE:
            yield Fault(where, f"«{duty.task}» skal gjøres innen {due:%d.%m.%Y}. Ansvarlig: {who}.")
