"""The settings of retention: for how many days people stand in the record by name. Only settings.py reads them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dispatcher.domain.retention import LONGEST, Terms
from dispatcher.push_settings import Part

_Days = Annotated[int, Field(ge=1, le=LONGEST)]
_TERMS = Terms()


class Retention(Part):
    """Days: recipients and replies after an incident was closed, the rest after it was of use."""

    citizens: _Days = _TERMS.citizens
    staff: _Days = _TERMS.staff
    press: _Days = _TERMS.press
    replies: _Days = _TERMS.replies
    sign_ins: _Days = _TERMS.sign_ins
    lists: _Days = _TERMS.lists

    @property
    def terms(self) -> Terms:
        """As the ledger's work takes them."""
        return Terms(**self.model_dump())
