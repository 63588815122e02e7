"""What a program may send about other words for what was submitted."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dispatcher.web.bodies import Body, Fields, Key, Short, Words


class Propose(Body):
    """Other values of fields and other whole texts, as for an edit. ``fingerprint``: of what was read, as for a yes."""

    fingerprint: Key
    fields: Annotated[Fields, Field(default_factory=dict)]
    texts: Annotated[dict[Key, Words], Field(default_factory=dict)]
    why: Short = ""


class TakeIn(Body):
    """``proposal``: its id, as it stands on the alert. ``people``: as for a submission."""

    proposal: Annotated[int, Field(ge=1, le=2**31 - 1)]
    people: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
