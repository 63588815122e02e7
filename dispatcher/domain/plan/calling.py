"""How those with roles are rung: how often, how many times, and where the crisis team meets."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from dispatcher.domain.plan.people_and_places import Part, Words
from dispatcher.domain.plan.written import Duration
from dispatcher.domain.states import Severity


class Calling(Part):
    """Rung every so often, so many times at most, until they have pressed a key or the alert is decided.

    ``meet``: where the crisis team meets; without it they are not called in. ``severities``: when they are.
    ``repliers``: the roles whose people may read and answer what citizens reply by SMS.
    """

    every: Duration = timedelta(minutes=2)
    times: Annotated[int, Field(ge=1, le=15)] = 5
    meet: Words = Field(default_factory=dict)
    severities: tuple[Severity, ...] = (Severity.EXTREME, Severity.SEVERE)
    repliers: tuple[str, ...] = ()

    def where(self, language: str) -> str:
        """Where they meet, in a language or else in one there is."""
        return self.meet.get(language) or next(iter(self.meet.values()), "")
