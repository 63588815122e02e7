"""The town of the demo: the commands its people type, and the node they run as a process of its own."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp

from dispatcher.demo.story import Story

PATIENCE = 60.0
ACCOUNTS = {
    "kari": ("beredskapskoordinator", ["crisis-team"]),
    "anne": ("ordforer", ["approver"]),
}


class DemoFailed(Exception):
    """Noe i demoen gikk ikke som det skulle."""


def command(home: Path, *words: str) -> str:
    """A command of the contract, as its user would type it."""
    done = subprocess.run(
        [sys.executable, "-m", "dispatcher", *words],
        env={**_environment(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    if done.returncode:
        raise DemoFailed(f"dispatcher {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def _environment(home: Path, port: int = 0) -> dict[str, str]:
    """Nothing of the caller's own settings reaches the demo: it can only be an exercise."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "DISPATCHER_HOME": str(home),
        "DISPATCHER_MODE": "exercise",
        "DISPATCHER_PORT": str(port),
        "DISPATCHER_SETTLE_AFTER": "5",
    }


def accounts(home: Path) -> dict[str, str]:
    tokens = {}
    for name, (person, roles) in ACCOUNTS.items():
        command(home, "user", "add", name, *(word for role in roles for word in ("--role", role)), "--person", person)
        tokens[name] = command(home, "token", "create", name)
    return tokens


@dataclass(frozen=True, kw_only=True)
class Node:
    """A running node: where it answers, its process, its capture."""

    url: str
    pid: int
    capture: str

    @property
    def peak_mb(self) -> float:
        """The most memory it has held."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return 0.0


@asynccontextmanager
async def running_node(home: Path, story: Story) -> AsyncIterator[Node]:
    port = _free_port()
    log = (home / "node.log").open("wb")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "dispatcher", "serve"),
        env=_environment(home, port),
        stdout=log,
        stderr=log,
    )
    started = monotonic()
    try:
        url = f"http://127.0.0.1:{port}"
        ready = await _until_ready(url, process, home)
        story.fact("Noden", f"{url} (fangst: {ready['capture']}), klar på {monotonic() - started:.1f} s")
        yield Node(url=url, pid=process.pid, capture=ready["capture"])
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _until_ready(url: str, process: asyncio.subprocess.Process, home: Path) -> dict[str, Any]:
    """The node imports the lists before it answers; at Kristiansand's size that takes some seconds."""
    until = monotonic() + PATIENCE
    async with aiohttp.ClientSession() as http:
        while monotonic() < until and process.returncode is None:
            try:
                async with http.get(f"{url}/readyz") as answer:
                    if answer.status == 200:
                        return dict(await answer.json())
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)
    raise DemoFailed(f"noden ble ikke klar; se {home / 'node.log'}")
