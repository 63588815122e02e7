"""How long the municipality has decided to keep people by name: the longest, whatever the settings say."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from dispatcher.domain.plan.people_and_places import Part
from dispatcher.domain.plan.written import Duration
from dispatcher.domain.retention import Limits


class Retention(Part):
    """How long the record names recipients at most, and how long it keeps texts and counts.

    ``recipients`` holds for everybody; a group may have a shorter time of its own.
    """

    recipients: Duration
    content: Duration
    citizens: Duration | None = None
    staff: Duration | None = None
    press: Duration | None = None

    @model_validator(mode="after")
    def _none_is_longer(self) -> Self:
        for name in ("citizens", "staff", "press"):
            if (getattr(self, name) or self.recipients) > self.recipients:
                raise ValueError(f"{name} kan ikke være lengre enn recipients, som gjelder alle. Skriv en kortere tid.")
        return self

    @property
    def limits(self) -> Limits:
        """In whole days, as the settings have them; a part of a day is not given away."""
        groups = {name: (getattr(self, name) or self.recipients).days for name in ("citizens", "staff", "press")}
        return Limits(**groups, replies=self.recipients.days)
