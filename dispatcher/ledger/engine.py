"""The ledger's engine: threads that write, threads that read, one transaction per unit of work.

A unit of work is a function of a connection, the same for both databases. ``write`` runs it in one transaction, alone,
so that what it returned has survived a power cut; ``read`` runs it on a connection that cannot write.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dispatcher.ledger import schema
from dispatcher.ledger.database import PUBLISHED
from dispatcher.ledger.sqlite import SqliteFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from dispatcher.ledger.database import Database

T = TypeVar("T")
READERS = 3
TRIES = 5
"""How often a unit of work is run that the database has undone for another's sake."""


class Ledger:
    """The queue and the record: a file (a path), or a server (its URL). ``checkpoints``: a node's own, of a file.

    ``moves_up``: whether an older schema may be; who only looks gets OlderSchema.
    """

    def __init__(self, where: Path | str, *, checkpoints: bool = False, moves_up: bool = True) -> None:
        self.failing = False  # whether the last write could not be made: the node is not able to send
        self.commits = 0  # of this object; what is kept in memory is old when this has moved
        self.publications = 0  # those of them that changed the public state
        self.where = where
        self.database = _database(where, checkpoints=checkpoints)
        self._write_thread = ThreadPoolExecutor(1, thread_name_prefix="ledger-writer")
        self._beside_thread = self._write_thread
        if self.database.parallel:
            self._beside_thread = ThreadPoolExecutor(1, thread_name_prefix="ledger-lanes")
        self._read_threads = ThreadPoolExecutor(READERS, thread_name_prefix="ledger-reader")
        self._glance_thread = ThreadPoolExecutor(1, thread_name_prefix="ledger-glance")
        try:
            self.identity, self.capture_token = self.write_now(partial(schema.prepare, moves_up=moves_up))
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """The file; a server has none."""
        assert isinstance(self.database, SqliteFile)  # noqa: S101  whoever asks knows which it is
        return self.database.path

    @property
    def file(self) -> Path | None:
        """The file, if it is one."""
        return self.database.path if isinstance(self.database, SqliteFile) else None

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return self.database.place

    async def write(self, work: Callable[..., T], *args: Any) -> T:
        """Run ``work(connection, *args)`` in one write transaction. The commit is not undone by a cancellation."""
        return await self._run(self._write_thread, self._write, self.database.writing, work, args)

    async def write_beside(self, work: Callable[..., T], *args: Any) -> T:
        """As ``write``, for what touches only rows that a lane has claimed: other lanes may do so meanwhile."""
        return await self._run(self._beside_thread, self._write, self.database.beside, work, args)

    async def read(self, work: Callable[..., T], *args: Any) -> T:
        """Run ``work(connection, *args)`` on a connection that cannot write."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._read_threads, self._read, work, args)

    async def glance(self, work: Callable[..., T], *args: Any) -> T:
        """As ``read``, for what takes a millisecond: on a thread of its own, so that no long read holds it up."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._glance_thread, self._read, work, args)

    def write_now(self, work: Callable[..., T], *args: Any) -> T:
        """As ``write``, for programs without a loop; runs in the same one thread."""
        return self._write_thread.submit(self._write, self.database.writing, work, args).result()

    def read_now(self, work: Callable[..., T], *args: Any) -> T:
        """As ``read``, for programs without a loop."""
        return self._read_threads.submit(self._read, work, args).result()

    def close(self) -> None:
        """Finish what is under way and let go of the database."""
        self._write_thread.submit(self.database.close_writer).result()
        for threads in (self._write_thread, self._beside_thread, self._read_threads, self._glance_thread):
            threads.shutdown()
        self.database.close()

    async def _run(self, threads: ThreadPoolExecutor, run: Callable[..., T], *args: Any) -> T:
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(threads, run, *args))

    def _write(
        self,
        transaction: Callable[[], AbstractContextManager[Connection]],
        work: Callable[..., T],
        args: tuple[Any, ...],
    ) -> T:
        for tries_left in reversed(range(TRIES)):
            try:
                with transaction() as connection:
                    result = work(connection, *args)
                    public = connection.info.pop(PUBLISHED, False)
            except self.database.errors as error:
                if tries_left and self.database.again(error):
                    continue
                self.failing = True
                raise self.database.plain(error) from error
            self.commits += 1
            self.publications += bool(public)
            self.failing = False
            return result
        raise AssertionError  # the last try returns or raises

    def _read(self, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        try:
            with self.database.reading() as connection:
                return work(connection, *args)
        except self.database.errors as error:
            raise self.database.plain(error) from error


def _database(where: Path | str, *, checkpoints: bool) -> Database:
    if isinstance(where, Path):
        return SqliteFile(where, checkpoints=checkpoints)
    from dispatcher.ledger.postgresql import PostgresServer  # noqa: PLC0415  a tenth of a second for those who use it

    return PostgresServer(where)
