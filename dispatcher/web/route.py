"""One line of the table of routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from dispatcher.web.problems import Handler

Content = type[BaseModel] | tuple[str, ...] | None
"""A JSON model, content types of something else, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something in the query or a header."""

    name: str
    place: str
    words: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address and method. ``user``: only with a token. ``answers``: what comes back when all is well, by status."""

    method: str
    path: str
    name: str
    words: str
    handler: Handler
    user: bool
    body: type[BaseModel] | None = None
    answers: Mapping[int, Content]
    errors: tuple[int, ...] = ()
    parameters: tuple[Parameter, ...] = ()

    @property
    def endless(self) -> bool:
        """Whether the answer streams until somebody hangs up."""
        return ("text/event-stream",) in self.answers.values()
