"""The nemesis: one blow after another, each drawn from the seed, until so many nodes have been killed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from random import Random
from time import time
from typing import Any

from tests.nemesis.checker import ONE_REQUEST
from tests.nemesis.desk import Desk
from tests.nemesis.ground import Ground
from tests.nemesis.nodes import Node, Nodes
from tests.nemesis.provider import Provider

Blow = Callable[[], Coroutine[Any, Any, None]]
MOMENTS = ("intent", "answer", "outcome")
AFTER = (1, 2, 3, 5, 8, 20)
"""At which passing: the first is in what recovery left, or the approvers' request."""
RHYTHM = (0.12, 0.5)
"""Seconds of sending between two kills."""
QUIET = 8.0
"""Seconds after which a blow that waits for messages falls all the same."""


class Storm:
    """Kills, freezes, moves the clock, fills the disk, kills the database; between blows the provider has moods."""

    def __init__(self, *, nodes: Nodes, provider: Provider, ground: Ground, desk: Desk, dice: Random) -> None:
        self.blows: Counter[str] = Counter()
        self._nodes = nodes
        self._provider = provider
        self._ground = ground
        self._desk = desk
        self._dice = dice
        chances: dict[Blow, int] = {self._kill_somewhere: 3, self._kill_at_a_moment: 5, self._kill_before_the_answer: 3}
        chances |= {self._freeze: 1, self._freeze_at_a_moment: 1, self._move_clock: 1}
        if ground.nodes == 1:
            chances[self._stop_behind_a_frozen_node] = 1
        if ground.can_fill:
            chances[self._fill_disk] = 1
        if ground.can_kill:
            chances[self._kill_database] = 2
        self._blows, self._weights = list(chances), list(chances.values())

    async def rage(self, kills: int) -> None:
        """Until so many nodes have been killed."""
        while self._nodes.kills < kills:
            await self._provider.weather(self._dice)
            (blow,) = self._dice.choices(self._blows, self._weights)
            self.blows[blow.__name__.strip("_")] += 1
            await blow()

    async def drum(self, kills: int) -> None:
        """Nothing but kills, on the rhythm on which bench/protocols.py kills the others."""
        while self._nodes.kills < kills:
            node = self._nodes.pick(self._dice)
            await self._provider.until_more(QUIET)
            await asyncio.sleep(self._dice.uniform(*RHYTHM))
            await self._kill(node)

    async def _kill_somewhere(self) -> None:
        """At any moment of a sending."""
        node = self._nodes.pick(self._dice)
        await self._provider.until_more(QUIET)
        await asyncio.sleep(self._dice.uniform(0, 0.6))
        await self._kill(node)

    async def _kill_at_a_moment(self) -> None:
        """Right after the intent's commit, after the answer, or after the outcome's commit: the node does it itself."""
        node = self._nodes.pick(self._dice)
        await self._nodes.kill(node)
        await self._nodes.revive(node, die_at=self._dice.choice(MOMENTS), after=self._dice.choice(AFTER))
        if node.aimed:  # else it has died on its way up, and is well now
            await node.broken(within=QUIET)
            await self._kill(node)

    async def _kill_before_the_answer(self) -> None:
        """After the request's last byte: the provider has the message, and the node will never hear of it."""
        node = self._nodes.pick(self._dice)
        await self._provider.hold()
        await self._provider.until_more(QUIET, least=self._dice.choice((1, 5, 20)))
        await self._kill(node)
        await self._provider.mood()

    async def _kill(self, node: Node) -> None:
        """And bring it back."""
        await self._nodes.kill(node)
        await self._nodes.revive(node)

    async def _freeze(self) -> None:
        """Stopped and continued, on several nodes past the lease: what it had in its hands is not its own any more."""
        node = self._nodes.pick(self._dice)
        await self._provider.until_more(QUIET)
        node.freeze()
        await asyncio.sleep(self._ground.past_lease if self._dice.random() < 0.5 else self._dice.uniform(0.2, 2.0))
        node.thaw()

    async def _freeze_at_a_moment(self) -> None:
        """Stopped right after the commit that claims: no request has started, and when it goes on it is a zombie."""
        node = self._nodes.pick(self._dice)
        await self._nodes.kill(node)
        await self._nodes.revive(node, freeze_at=self._dice.choice(MOMENTS), after=self._dice.choice(AFTER))
        if node.aimed:
            await node.broken(within=QUIET)
            await asyncio.sleep(self._ground.past_lease)
            node.thaw()

    async def _stop_behind_a_frozen_node(self) -> None:
        """It has claimed and sent nothing; somebody stops the alert from the command line; a request's time later it
        goes on, and must not begin what it had in its hands.
        """
        node = self._nodes.pick(self._dice)
        await self._nodes.kill(node)
        await self._nodes.revive(node, freeze_at="intent", after=self._dice.choice(AFTER))
        if not node.aimed:
            return
        await node.broken(within=QUIET)
        asked_at, alert = time(), self._desk.approved[-1] if self._desk.approved else ""
        if node.frozen and alert:
            code, _, _ = await node.command("stop", alert, "--why", "Feil tekst.", who="kari")
            if code == 0:
                self._desk.note("stop", alert, asked_at)
                await asyncio.sleep(ONE_REQUEST["sms"] + 1)
        node.thaw()

    async def _move_clock(self) -> None:
        """The wall clock is set forward, back, and right again."""
        for seconds in (self._dice.choice((-600, -30, 30, 600)), 0):
            asked_at = time()
            self._nodes.move_clock(seconds)
            self._desk.note("clock", "", asked_at, wrong_by=seconds)
            await asyncio.sleep(self._dice.uniform(0.5, 2.0))

    async def _fill_disk(self) -> None:
        """Not a byte more can be written, for a while."""
        await self._provider.until_more(QUIET)
        self._ground.fill()
        await asyncio.sleep(self._dice.uniform(0.5, 2.5))
        self._ground.free()

    async def _kill_database(self) -> None:
        """The database's postmaster and all its children at once; then it is started again."""
        await self._provider.until_more(QUIET)
        await self._ground.kill_database()
