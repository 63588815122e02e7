"""A real node on a disk that is full, a file that cannot be written, a file that is locked: said, and mended by itself.

The disk is a tmpfs that root mounts for the test. A file cannot be made read-only under a running process by chmod (it
is open already), so it is made immutable, as a file system that has had a fault makes all of its files.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import pytest

from dispatcher.domain.errors import DiskFull
from dispatcher.ledger.disk import BALLAST
from tests.e2e.town import Town, running_town, totals
from tests.tmpfs import can_mount, fill, free_again, tmpfs

SLOW = {"kind": "smtp_latency", "ms": 1000}
PATIENCE = 60.0

pytestmark = pytest.mark.timeout(400)


@asynccontextmanager
async def town_on_small_disk(folder: Path, mebibytes: int = 192) -> AsyncIterator[tuple[Town, Path]]:
    """The ledger alone lies on the small disk."""
    if not can_mount(folder):
        pytest.skip("this machine does not let us mount a tmpfs")
    with tmpfs(folder / "disk", mebibytes) as disk:
        url = f"sqlite:///{disk}/dispatcher.db"
        async with running_town(folder / "home", DISPATCHER_DATABASE_URL=url) as town:
            yield town, disk


async def ready(town: Town) -> tuple[int, list[str], str | None]:
    """Status, what is wrong, and when to ask again."""
    async with aiohttp.ClientSession() as http, http.get(f"{town.url}/readyz") as answer:
        return answer.status, (await answer.json())["faults"], answer.headers.get("Retry-After")


async def draft(town: Town) -> tuple[int, str, str | None]:
    """An act that must be written: status, what a person is told, and when to try again."""
    headers = {"Authorization": f"Bearer {town.tokens['kari']}"}
    body = {"scenario": "kokevarsel", "mode": "exercise", "areas": ["budor"], "fields": {"neste_melding": "23:59"}}
    call = aiohttp.ClientSession()
    async with call as http, http.post(f"{town.url}/api/v1/alerts", json=body, headers=headers) as answer:
        return answer.status, str((await answer.json()).get("title")), answer.headers.get("Retry-After")


async def until(true: Callable[[], Any]) -> None:
    """Ask a real process's doings again and again."""
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.05)


async def until_ready(town: Town, status: int) -> tuple[int, list[str], str | None]:
    """The node's state when it is so."""
    async with asyncio.timeout(PATIENCE):
        while (found := await ready(town))[0] != status:
            await asyncio.sleep(0.1)
        return found


async def until_mails(town: Town, count: int) -> int:
    """The mail server has at least this many; how many it has."""
    async with asyncio.timeout(PATIENCE):
        while (found := len(await town.capture.journal("email"))) < count:
            await asyncio.sleep(0.05)
        return found


def each_once(journal: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """Everybody who could be reached was, once, and nobody is left in doubt."""
    found = Counter((entry["channel"], entry["to"], entry["body"]) for entry in journal)
    assert max(found.values()) == 1
    told = [row for row in rows if row["channel"] in {"sms", "email"} and row["state"] in {"accepted", "delivered"}]
    assert len(told) == sum(1 for entry in journal if entry["channel"] in {"sms", "email"})
    assert not [row for row in rows if row["state"] in {"waiting", "sending", "unsure", "failed"}]


def kinds(path: Path) -> list[str]:
    """What the journal has, in order."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as ledger:
        found = [row[0] for row in ledger.execute("SELECT kind FROM journal ORDER BY seq")]
    ledger.close()
    return found


async def test_a_disk_that_fills_in_the_middle_of_a_send_loses_nobody(tmp_path: Path) -> None:
    """First the ballast goes and recording goes on; then it is full for good, said so, and mended by itself."""
    async with town_on_small_disk(tmp_path) as (town, disk):
        ballast = disk / "dispatcher.db.ballast"
        await until(ballast.exists)
        size = ballast.stat().st_blocks * 512
        await town.capture.faults(SLOW)
        alert = await town.approved()
        sent = await until_mails(town, 20)
        fill(disk)
        await until(lambda: not ballast.exists())  # thrown: what has left can be recorded
        went_on = await until_mails(town, sent + 10)
        async with asyncio.timeout(PATIENCE):
            while (state := await ready(town))[0] != 503:
                fill(disk)  # and now there is nothing left to throw
                await asyncio.sleep(0.1)
        refused = await draft(town)
        _, checked, _ = await town.command("check")
        await town.capture.faults()
        free_again(disk)
        mended = await until_ready(town, 200)
        view = await town.until(alert, "done", within=90)
        await until(ballast.exists)
        journal, rows = await town.capture.journal(), await town.deliveries(alert)
        drafted = await draft(town)
        found = kinds(disk / "dispatcher.db")
        log = (town.home / "node.log").read_text(encoding="utf-8")
        _, verified, _ = await town.command("verify-log")

    assert size >= BALLAST
    assert went_on > sent
    assert state[1] == [str(DiskFull())]
    assert state[2] == "5"
    assert (refused[0], refused[2]) == (503, "5")
    assert refused[1] == str(DiskFull())
    assert "Disken er full. Ingenting er tapt." in checked
    assert (mended[0], drafted[0]) == (200, 201)
    each_once(journal, rows)
    assert totals(view)["failed"] == 0
    assert found.index("disk.full") < found.index("disk.mended")
    assert '"disk.full"' in log
    assert "Loggen er hel" in verified


async def test_an_approval_is_refused_when_the_disk_cannot_hold_its_record(tmp_path: Path) -> None:
    """Over HTTP and on the command line, saying what to do; with room again the same approval goes through."""
    async with town_on_small_disk(tmp_path) as (town, disk):
        body = {"scenario": "kokevarsel", "mode": "exercise", "areas": ["budor"], "fields": {"neste_melding": "23:59"}}
        alert = (await town.call("POST", "/api/v1/alerts", body))["id"]
        submitted = await town.call("POST", f"/api/v1/alerts/{alert}/submit", {})
        given = {"fingerprint": submitted["fingerprint"]}
        fill(disk, leave=30 << 20)
        refused = await town.call("POST", f"/api/v1/alerts/{alert}/approve", given, who="anne", expect=503)
        typed = await town.command("approve", alert, "--fingerprint", given["fingerprint"], who="anne")
        state = (await town.view(alert))["state"]
        free_again(disk)
        approved = await town.call("POST", f"/api/v1/alerts/{alert}/approve", given, who="anne")

    assert refused["title"].startswith("Varselet kan ikke godkjennes: det er ")
    assert "Frigjør plass" in refused["title"]
    assert (typed[0], typed[1]) == (1, "")
    assert typed[2].startswith("Varselet kan ikke godkjennes: det er ")
    assert state == "submitted"
    assert approved["state"] in {"approved", "sending", "done"}


async def test_a_node_starts_on_a_full_disk_by_throwing_the_ballast(tmp_path: Path) -> None:
    """Killed on a full disk it would else never come back to say so."""
    async with town_on_small_disk(tmp_path) as (town, disk):
        await until((disk / "dispatcher.db.ballast").exists)
        await town.kill()
        fill(disk)
        await town.start()
        state = await ready(town)
        thrown = not (disk / "dispatcher.db.ballast").exists()
        _, checked, _ = await town.command("check")

    assert state[0] == 200
    assert thrown
    assert "Reserveplassen på disken mangler" in checked


def immutable(paths: list[Path], *, on: bool) -> None:
    """Nothing can be written to these files any more, also by who has them open."""
    done = subprocess.run(["chattr", "+i" if on else "-i", *paths], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine has no immutable files: {done.stderr.strip()}")


@pytest.fixture
def on_disk() -> Iterator[Path]:
    """A folder on a file system that can forbid a file to be changed: in memory there is none."""
    with TemporaryDirectory(dir="/var/tmp", prefix="dispatcher-") as folder:
        yield Path(folder)


async def test_a_file_that_cannot_be_written_any_more_is_said_and_nothing_is_lost(on_disk: Path) -> None:
    """In the middle of a send: 503 with words; writable again, it goes on by itself, and everybody is reached once."""
    async with running_town(on_disk) as town:
        files = [path for path in (town.home / "var").iterdir() if path.name in {"dispatcher.db", "dispatcher.db-wal"}]
        await town.capture.faults(SLOW)
        alert = await town.approved()
        await until_mails(town, 20)
        immutable(files, on=True)
        try:
            state = await until_ready(town, 503)
            refused = await draft(town)
        finally:
            immutable(files, on=False)
        await town.capture.faults()
        await until_ready(town, 200)
        await town.until(alert, "done", within=90)
        journal, rows = await town.capture.journal(), await town.deliveries(alert)

    assert len(files) == 2
    assert state[1][0].startswith("Kan ikke skrive til databasen nå")
    assert (refused[0], refused[2]) == (503, "5")
    assert "Ingenting er tapt" in refused[1]
    each_once(journal, rows)


async def test_a_file_that_another_process_keeps_locked_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    """Somebody's own tool holds the write lock for longer than the node waits: 503, and on when it lets go."""
    async with running_town(tmp_path) as town:
        await town.capture.faults(SLOW)
        alert = await town.approved()
        await until_mails(town, 20)
        other = sqlite3.connect(town.home / "var" / "dispatcher.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            state = await until_ready(town, 503)
            refused = await draft(town)
        finally:
            other.execute("ROLLBACK")
            other.close()
        await town.capture.faults()
        await until_ready(town, 200)
        await town.until(alert, "done", within=90)
        journal, rows = await town.capture.journal(), await town.deliveries(alert)

    assert state[1]
    assert state[2] == "5"
    assert (refused[0], refused[2]) == (503, "5")
    assert "Ingenting er tapt" in refused[1]
    each_once(journal, rows)


async def test_a_node_does_not_start_on_a_file_it_may_not_write(tmp_path: Path) -> None:
    """A sentence and exit 1, not a node that looks well; started again when mended, it is ready."""
    async with running_town(tmp_path) as town:
        await town.stop()
        database = town.home / "var" / "dispatcher.db"
        immutable([database], on=True)
        try:
            code, out, err = await town.command("serve")
        finally:
            immutable([database], on=False)
        await town.start()
        state = await ready(town)

    assert (code, out) == (1, "")
    assert "Kan ikke" in err
    assert "Traceback" not in err
    assert state[0] == 200


def test_a_small_disk_is_gone_after_a_test_that_broke(tmp_path: Path) -> None:
    """The small disk is unmounted again, also when a test breaks in the middle of it."""
    if not can_mount(tmp_path):
        pytest.skip("this machine does not let us mount a tmpfs")

    def break_down() -> None:
        with tmpfs(tmp_path / "disk", 1) as disk:
            fill(disk)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_down()

    assert not os.path.ismount(tmp_path / "disk")
