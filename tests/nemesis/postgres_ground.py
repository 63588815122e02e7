"""A run on PostgreSQL: a server of its own that dies with all its children, under two nodes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.nemesis.ground import Ground
from tests.postgres import Postgres, running_postgres

LEASE = 6
"""Seconds: longer than any request of a run but those the provider leaves without an answer."""


class PostgresGround(Ground):
    """A database that several nodes share."""

    nodes = 2
    past_lease = LEASE + 2.0
    can_kill = True
    one_clock = True

    def __init__(self, server: Postgres) -> None:
        super().__init__(server.fresh())
        self.reading_url = self.url.replace("postgresql://", "postgresql+psycopg://")
        self.settings["DISPATCHER_LEASE"] = str(LEASE)
        self._server = server

    async def kill_database(self) -> None:
        """What was acknowledged must be there when it is up again, for it fsyncs."""
        await asyncio.to_thread(self._server.kill)
        await asyncio.to_thread(self._server.start)


@asynccontextmanager
async def postgres_ground(_: Path) -> AsyncIterator[Ground]:
    """A durable server in a folder that its user may reach."""
    with running_postgres(durable=True) as server:
        yield PostgresGround(server)
