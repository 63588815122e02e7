"""The provider's moods: always slow, sometimes much worse; what it does with callbacks is the mode of the run."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from random import Random
from typing import Any

import aiohttp

from tests.e2e.town import Capture

Fault = dict[str, Any]

SLOW: list[Fault] = [
    {"kind": "latency", "ms": 0, "jitter_ms": 150, "where": "request"},
    {"kind": "latency", "ms": 100, "jitter_ms": 400, "where": "answer"},
    {"kind": "smtp_latency", "ms": 50, "jitter_ms": 150},
    {"kind": "push_latency", "channel": "app", "ms": 50, "jitter_ms": 200},
]
"""Every request takes a while, so that a kill finds some under way."""

ANSWERS_SOON: list[Fault] = [
    {"kind": "latency", "ms": 0, "jitter_ms": 20, "where": "answer"},
    {"kind": "smtp_latency", "ms": 0, "jitter_ms": 20},
]
"""A provider that is well: accepted, written down, and told within 20 ms."""


class CallbackMode(StrEnum):
    """What becomes of the provider's word on what it did while the node was dead."""

    RETRIED = "retried"  # callbacks are tried again until the node is back; the list knows what was accepted
    WITHHELD = "withheld"  # three in four never come, and the list does not show them either: nobody can know


CALLBACKS: dict[CallbackMode, list[Fault]] = {
    CallbackMode.RETRIED: [
        {"kind": "late_list", "delay": 0.5},
        {"kind": "callbacks", "mode": "late", "delay": 1.0, "share": 0.3},
        {"kind": "callbacks", "mode": "twice", "share": 0.3},
        {"kind": "callbacks", "mode": "out_of_order", "share": 0.3},
        {"kind": "undelivered", "share": 0.02},
    ],
    CallbackMode.WITHHELD: [
        {"kind": "late_list", "delay": 3600},
        {"kind": "callbacks", "mode": "never", "share": 0.75},
        {"kind": "callbacks", "mode": "late", "delay": 1.0, "share": 0.5},
    ],
}

WEATHER: list[list[Fault]] = [
    [{"kind": "http", "status": 401, "on": "all", "seconds": 2.5}],
    [{"kind": "http", "status": 429, "retry_after": 1, "share": 0.5, "seconds": 3}],
    [{"kind": "http", "status": 500, "share": 0.3, "seconds": 3}],
    [{"kind": "http", "status": 502, "html": True, "count": 6}],
    [{"kind": "silence", "journal": True, "count": 3}],
    [{"kind": "silence", "journal": False, "count": 3}],
    [{"kind": "drop_answer", "count": 4}],
    [{"kind": "drop_before", "count": 4}],
    [{"kind": "empty_body", "count": 4}, {"kind": "drop_answer", "count": 1}],
    [{"kind": "not_json", "count": 4}],
    [{"kind": "cut_short", "count": 4}],
    [{"kind": "error", "code": 30007, "count": 2}],
    [{"kind": "smtp_drop", "stage": "message", "count": 2}],
    [{"kind": "smtp_drop", "stage": "message", "journal": False, "count": 2}],
    [{"kind": "smtp_drop", "stage": "data", "count": 2}],
    [{"kind": "smtp_reply", "stage": "rcpt", "reply": 452, "count": 2}],
    [{"kind": "push_drop", "channel": "app", "count": 1}],
]
"""What else a provider may do for a while: refuse everybody, choke, answer nonsense, say nothing, hang up."""

HELD: list[Fault] = [
    {"kind": "latency", "ms": 8000, "where": "answer"},
    {"kind": "smtp_latency", "ms": 8000},
]
"""The message is taken, its answer is not given: whoever is killed now has sent the last byte."""


class Provider:
    """The capture, with the moods it is in."""

    def __init__(self, capture: Capture, mode: CallbackMode, pace: list[Fault]) -> None:
        self.capture = capture
        self._always = [*CALLBACKS[mode], *pace]
        self._well = CALLBACKS[mode]

    async def mood(self, *extra: Fault) -> None:
        """As always, with the run's pace and callbacks, and this on top."""
        await self.capture.faults(*extra, *self._always)

    async def weather(self, dice: Random) -> None:
        """Something goes wrong there for a while, or nothing does."""
        await self.mood(*(dice.choice(WEATHER) if dice.random() < 0.7 else []))

    async def hold(self) -> None:
        """From now on messages are taken and answers are held back."""
        await self.mood(*HELD)

    async def well(self) -> None:
        """Quick and faultless, but for the callbacks of the run."""
        await self.capture.faults(*self._well)

    async def until_more(self, within: float, least: int = 1) -> bool:
        """Whether so many messages more were taken, waited for at most so long: something is going out."""
        before = (await self._health())["messages"]
        try:
            async with asyncio.timeout(within):
                while (await self._health())["messages"] < before + least:
                    await asyncio.sleep(0.1)
        except TimeoutError:
            return False
        return True

    async def until_told(self, within: float) -> None:
        """Until every callback that will come has come, or been given up."""
        async with asyncio.timeout(within):
            while (await self._health())["callbacks"]["waiting"]:
                await asyncio.sleep(0.1)

    async def _health(self) -> dict[str, Any]:
        async with aiohttp.ClientSession() as http, http.get(f"{self.capture.url}/healthz") as answer:
            return dict(await answer.json())
