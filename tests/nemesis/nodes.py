"""The nodes of a run: real processes on one ledger, that die, freeze and come back."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Mapping
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import aiohttp

from tests.e2e.town import Capture, Town

DEBUG = "DISPATCHER_DEBUG__"
LONGEST_START = 180.0
A_LOOK = aiohttp.ClientTimeout(total=3)


class Node(Town):
    """One node process. ``aimed``: where the running one was asked to kill itself, if it was."""

    def __init__(self, home: Path, capture: Capture, settings: Mapping[str, str]) -> None:
        super().__init__(home, capture, settings)
        self.aimed = ""

    @property
    def alive(self) -> bool:
        """Whether its process is there."""
        return self.node is not None and self.node.returncode is None

    async def begin(self, *, die_at: str = "", freeze_at: str = "", after: int = 1) -> None:
        """Start it, asked to break itself or not, and wait until it answers, or is broken already."""
        for name in [name for name in self.environment if name.startswith(DEBUG) and name != f"{DEBUG}CLOCK_FILE"]:
            del self.environment[name]
        for name, at in (("DIE_AT", die_at), ("FREEZE_AT", freeze_at)):
            if at:
                self.environment |= {f"{DEBUG}{name}": at, f"{DEBUG}AFTER": str(after)}
        self.aimed = die_at or freeze_at
        await self.launch()
        await self._up()

    async def _up(self) -> None:
        """Until it answers, is dead, or is frozen. Not until it is *ready*: a lane may find its route broken."""
        async with asyncio.timeout(LONGEST_START), aiohttp.ClientSession(timeout=A_LOOK) as http:
            while self.alive and not self.frozen:
                try:
                    async with http.get(f"{self.url}/healthz") as answer:
                        if answer.status == 200:
                            return
                except (aiohttp.ClientError, TimeoutError):
                    pass
                await asyncio.sleep(0.1)

    @property
    def frozen(self) -> bool:
        """Whether the process is stopped."""
        if not self.alive or self.node is None:
            return False
        try:
            stat = Path(f"/proc/{self.node.pid}/stat").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return stat.rpartition(")")[2].split()[0] == "T"

    def freeze(self) -> None:
        """SIGSTOP: the process is there and does nothing, as on a machine that swaps or is being moved."""
        if self.alive and self.node:
            self.node.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        if self.alive and self.node:
            self.node.send_signal(signal.SIGCONT)

    async def recount(self, within: float = 30.0) -> dict[str, Any]:
        """What ``verify-log`` says when no more seals are made: a node makes those that are missing when it starts.

        A wave with somebody in doubt, whom no person has decided about, is not over and has none.
        """
        await self.stop()
        await self.begin()
        until, before = monotonic() + within, -1
        while True:
            _, words, errors = await self.command("verify-log", "--json")
            assert words, errors  # also where something is broken it says what, as an object
            found = dict(json.loads(words))
            checked = found["seals"]["checked"]
            if checked == before > 0 or monotonic() > until:
                return found
            before = checked
            await asyncio.sleep(1.0)

    async def broken(self, within: float) -> None:
        """Until it has killed or frozen itself, but not longer."""
        try:
            async with asyncio.timeout(within):
                while self.alive and not self.frozen:
                    await asyncio.sleep(0.03)
        except TimeoutError:
            pass


class Nodes:
    """All of them, and how often one was killed."""

    def __init__(self, nodes: list[Node], clock: Path) -> None:
        self.every = nodes
        self.kills = 0
        self._clock = clock

    async def open(self) -> None:
        """Accounts, then the first nodes; the accounts are the same on all."""
        self.move_clock(0)
        await self.every[0].settle_in()
        for node in self.every:
            node.tokens = self.every[0].tokens
            await node.begin()

    async def close(self) -> None:
        """End what still runs."""
        for node in self.every:
            node.thaw()
            await node.stop()

    def pick(self, dice: Random) -> Node:
        """One of those that live and move, or the first. A node that gave up by itself is a fault of the product."""
        for node in self.every:
            if node.node is not None and not node.alive:
                assert node.node.returncode == -signal.SIGKILL, _last_words(node)
        return dice.choice([node for node in self.every if node.alive and not node.frozen] or self.every[:1])

    async def kill(self, node: Node) -> None:
        """SIGKILL, as a power cut would."""
        if node.alive:
            await node.kill()
        self._count(node)

    def _count(self, node: Node) -> None:
        """Only what ended by SIGKILL was killed."""
        assert node.node is not None
        assert node.node.returncode == -signal.SIGKILL, _last_words(node)
        self.kills += 1

    async def revive(self, node: Node, *, die_at: str = "", freeze_at: str = "", after: int = 1) -> None:
        """Bring it back; one that killed itself on its way up has been killed, and is brought back again."""
        while True:
            await node.begin(die_at=die_at, freeze_at=freeze_at, after=after)
            if node.alive:
                return
            self._count(node)
            die_at = freeze_at = ""

    def move_clock(self, seconds: float) -> None:
        """All nodes' wall clocks are wrong by so much from now on."""
        new = self._clock.with_suffix(".new")
        new.write_text(str(seconds), encoding="ascii")
        new.replace(self._clock)


def _last_words(node: Node) -> str:
    return (node.home / "node.log").read_text(encoding="utf-8")[-3000:]
