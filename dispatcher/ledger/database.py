"""What a ledger asks of the database behind it: a SQLite file (``sqlite``), or a PostgreSQL (``postgresql``)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from dispatcher.domain.errors import DispatcherError

PUBLISHED = "published"
"""What a unit of work leaves in its connection's ``info`` when everybody's page is another after its commit."""


class UnknownSchema(DispatcherError):
    """Databasen er laget av en annen utgave av Dispatcher."""


class Pulse(Protocol):
    """Whether anything was committed since the last look, by any process."""

    def version(self) -> int:
        """A number that is another after every commit; takes microseconds and waits for no writer."""
        ...

    def close(self) -> None:
        """Look no more."""
        ...


class Database(Protocol):
    """How a unit of work gets its connection, and what the errors mean.

    ``place``: where it is, for people; never with a password. ``parallel``: whether lanes may write beside the one
    exclusive writer, each in its own transaction.
    """

    place: str
    parallel: bool

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What its driver raises."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """One write transaction, alone: no other unit of work writes meanwhile, on any node."""
        ...

    def beside(self) -> AbstractContextManager[Connection]:
        """One write transaction beside other lanes', never beside one of ``writing``."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that cannot write, and sees one moment."""
        ...

    def again(self, error: Exception) -> bool:
        """Whether the same unit of work may simply be run again: nothing of it was kept."""
        ...

    def plain(self, error: Exception) -> DispatcherError:
        """The error in words that hold no personal data: Unavailable for a moment's trouble."""
        ...

    def pulse(self, on_news: Callable[[], None] | None = None) -> Pulse:
        """``on_news`` is called, in a thread of its own, when another process has decided something."""
        ...

    def lists_lock(self) -> AbstractContextManager[None]:
        """Held while lists are imported: two must not import the same list at once."""
        ...

    def node_running(self) -> bool:
        """Whether any node works on it now."""
        ...

    def check(self) -> str:
        """Empty when it is whole, else what is wrong, in words."""
        ...

    def close_writer(self) -> None:
        """Let go of the writing connection; called in its thread."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...
