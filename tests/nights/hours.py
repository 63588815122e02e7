"""A night in seconds: a real node whose wall clock the story sets, and the acts that every night needs.

The clock is a file (``DISPATCHER_DEBUG__CLOCK_FILE``): a step moves gates and settling times, never expiry, holds and
promises, so an hour of waiting passes and nothing that was due by the wall is missed. ``bench.nights`` plays the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import time
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from tests.e2e.town import Town, running_capture
from tests.office import municipality

OSLO = ZoneInfo("Europe/Oslo")
ALERTS = "/api/v1/alerts"
PATIENCE = 30.0
Account = tuple[str, str, str]
"""Name, role, person of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something the municipality has decided otherwise than the example plan: ``old`` must stand there once."""

    old: str
    new: str


class Night:
    """A town with a clock, and what was measured in it."""

    def __init__(self, town: Town, clock: Path) -> None:
        self.town = town
        self.measured: dict[str, float] = {}
        self._clock = clock

    def set(self, local: str) -> datetime:
        """It is now this (``2026-11-22 03:12``, Norwegian time)."""
        moment = at(local)
        (new := self._clock.with_suffix(".new")).write_text(str(moment.timestamp() - time()), encoding="ascii")
        new.replace(self._clock)
        return moment

    async def act(self, alert: str, what: str, body: Any = None, **options: Any) -> dict[str, Any]:
        """Something done to an alert."""
        return await self.town.call("POST", f"{ALERTS}/{alert}/{what}", body or {}, **options)

    async def approve(self, alert: str, who: str, **more: Any) -> dict[str, Any]:
        """Read, tick what is odd, say yes."""
        view = await self.town.view(alert)
        said = {"fingerprint": view["fingerprint"], "seen": [one["key"] for one in view["odd"]]}
        return await self.act(alert, "approve", said | more, who=who)

    async def log(self, incident: int, **line: str) -> dict[str, Any]:
        """A line that somebody writes by hand."""
        return await self.town.call("POST", f"/api/v1/incidents/{incident}/log", line)

    async def tasks(self, incident: int) -> dict[str, list[dict[str, Any]]]:
        """What people do by hand, by the plan's key."""
        found: dict[str, list[dict[str, Any]]] = {}
        for task in (await self.town.call("GET", f"/api/v1/incidents/{incident}/tasks"))["tasks"]:
            found.setdefault(task["key"], []).append(task)
        return found

    async def done(self, task: Mapping[str, Any], local: str, **said: str) -> dict[str, Any]:
        """The log keeper ticks off what somebody did, at its true time."""
        body = {"at": at(local).isoformat(), **said}
        return await self.town.call("POST", f"/api/v1/tasks/{task['id']}/done", body)

    async def journal(self, wanted: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """Everything the capture accepted, once it is so; calls and service messages too."""
        async with asyncio.timeout(PATIENCE):
            while not wanted(entries := await self.town.capture.journal(service=True)):
                await asyncio.sleep(0.05)
            return entries

    async def page(self, incident: int) -> str:
        """The report as people read it."""
        return await self._report(incident, "html")

    async def report(self, incident: int) -> str:
        """The report as data."""
        return await self._report(incident, "json")

    async def _report(self, incident: int, kind: str) -> str:
        headers = {"Authorization": f"Bearer {self.town.tokens['kari']}"}
        address = f"{self.town.url}/api/v1/incidents/{incident}/report.{kind}"
        async with aiohttp.ClientSession() as http, http.get(address, headers=headers) as answer:
            text = await answer.text()
            assert answer.status == 200, text
        (self.town.home / f"report.{kind}").write_text(text, encoding="utf-8")
        return text

    async def ring(self, name: str, numbers: tuple[str, ...], since: float) -> None:
        """Wait until one of them rings, and keep how long it took."""
        entries = await self.journal(lambda found: bool(rung(found, numbers, since)))
        self.measured[name] = round(rung(entries, numbers, since)[0] - since, 2)


def at(local: str) -> datetime:
    """A moment as people in Norway say it."""
    return datetime.fromisoformat(local).replace(tzinfo=OSLO)


def rfc(local: str, **later: float) -> str:
    """The same as programs say it."""
    return (at(local) + timedelta(**later)).isoformat()


def rung(entries: list[dict[str, Any]], numbers: tuple[str, ...], since: float = 0.0) -> list[float]:
    """When they rang, by this machine's own clock."""
    times = [seconds(one) for one in entries if one["channel"] == "voice" and one["to"] in numbers]
    return [moment for moment in times if moment >= since]


def seconds(entry: Mapping[str, Any]) -> float:
    """When the capture accepted it."""
    return datetime.fromisoformat(entry["at"]).timestamp()


def bare(text: str) -> str:
    """Without what a mail server may do to line ends, and with common spaces."""
    return " ".join(text.split())


def said(view: Mapping[str, Any], cls: str = "") -> set[str]:
    """The texts of an alert (of one class) on any channel, but for those that take it back or let people go."""
    return {bare(one["body"]) for one in view["variants"] if not one["fate"] and cls in ("", one["class"])}


def with_text(entries: list[dict[str, Any]], texts: set[str]) -> list[dict[str, Any]]:
    """What the capture accepted of these."""
    return [one for one in entries if bare(one["body"]) in texts]


def adds_up(view: Mapping[str, Any]) -> bool:
    """The seven states add up to the total, on every channel of every wave."""
    counts = [channel for wave in view["waves"] for channel in wave["channels"].values()]
    return all(count["total"] == sum(n for key, n in count.items() if key != "total") for count in counts)


@asynccontextmanager
async def running_night(
    folder: Path, start: str, *changes: Change, accounts: tuple[Account, ...] = (), staff: tuple[str, ...] = ()
) -> AsyncIterator[Night]:
    """A municipality with its node up, at this time of this night. ``staff``: more lines of the list of staff."""
    folder.mkdir(parents=True, exist_ok=True)
    home, clock = municipality(folder), folder / "clock"
    with (home / "contacts" / "ansatte.csv").open("a", encoding="utf-8") as lines:
        lines.writelines(f"{line}\n" for line in staff)
    plan = (home / "plan.yaml").read_text(encoding="utf-8")
    for change in changes:
        assert plan.count(change.old) == 1, change.old
        plan = plan.replace(change.old, change.new)
    (home / "plan.yaml").write_text(plan, encoding="utf-8")
    async with running_capture() as capture:
        town = Town(home, capture, {"DISPATCHER_DEBUG__CLOCK_FILE": str(clock)})
        night = Night(town, clock)
        night.set(start)
        try:
            await town.settle_in()
            for name, role, person in accounts:
                await _account(town, name, role, person)
            await town.start()
            yield night
        finally:
            await town.stop()


async def _account(town: Town, name: str, role: str, person: str) -> None:
    code, _, err = await town.command("user", "add", name, "--role", role, "--person", person)
    assert code == 0, err
    code, town.tokens[name], err = await town.command("token", "create", name)
    assert code == 0, err
