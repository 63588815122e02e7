"""One run: the storm rages while the desk works; then everything is settled, and judged."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import orjson
from sqlalchemy import create_engine

from dispatcher.demo.register import generate
from dispatcher.evaluation import report_json
from dispatcher.evaluation.gather import chain_of
from tests.e2e.town import Capture, running_capture, totals
from tests.evaluation.stranger import differences
from tests.evaluation.stranger_town import Town as Stranger
from tests.nemesis.checker import Verdict, judge
from tests.nemesis.desk import Desk
from tests.nemesis.evidence import Evidence, Row, Sent, read_journal, read_ledger, unfinished
from tests.nemesis.ground import Ground, ground_of
from tests.nemesis.nodes import Node, Nodes
from tests.nemesis.provider import ANSWERS_SOON, SLOW, CallbackMode, Provider
from tests.nemesis.stories import OVER, Stories
from tests.nemesis.storm import Storm
from tests.office import municipality

STAFF = 60
SHIPPED = 300
"""Citizens on the lists of the repository: for so many nothing is made up."""
SETTLE_AFTER = 4
TASK = "task"
"""People have it in their hands, and take their time: a run doesn't wait for them."""
AT_ONCE = 2
STOPS = 10
"""How often the nodes are stopped in search of a moment in which nothing is under way."""
STANDSTILL = 120.0
"""Seconds in which not one row comes to its end: then nothing more will, and what is left is a violation of (4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to be. ``only_kills``: nothing but kill -9 on a rhythm, and whole alerts (bench/protocols.py)."""

    database: str = "sqlite"
    kills: int = 10
    people: int = SHIPPED
    seed: int = 1
    callbacks: CallbackMode = CallbackMode.RETRIED
    only_kills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What it came to."""

    plan: Plan
    kills: int
    blows: dict[str, int]
    alerts: int
    verdict: Verdict
    evidence: Evidence
    miscounted: list[str]
    """What the reports of its incidents say that a stranger counts otherwise."""

    def summary(self) -> dict[str, Any]:
        """One JSON object."""
        found = self.verdict
        return {
            "database": self.plan.database,
            "callbacks": str(self.plan.callbacks),
            "seed": self.plan.seed,
            "kills": self.kills,
            "people": found.people,
            "alerts": self.alerts,
            "messages": found.messages,
            "lost": found.lost,
            "doubled": found.doubled,
            "unsure": found.unsure,
            "again": found.again,
            "blows": self.blows,
            "miscounted": self.miscounted[:50],
            "violations": [str(one) for one in found.violations[:50]],
        }


async def run(plan: Plan, folder: Path, tell: Callable[[str], None] = lambda _: None) -> Outcome:
    """From an empty folder to the verdict."""
    async with AsyncExitStack() as stack:
        capture = await stack.enter_async_context(running_capture())
        ground = await stack.enter_async_context(ground_of(plan.database, folder))
        home = _home(folder, plan)
        clock = folder / "clock"
        nodes = Nodes([Node(home, capture, _settings(ground, clock)) for _ in range(ground.nodes)], clock)
        stack.push_async_callback(nodes.close)
        provider = Provider(capture, plan.callbacks, ANSWERS_SOON if plan.only_kills else SLOW)
        await provider.mood()
        await nodes.open()
        dice = Random(plan.seed)  # noqa: S311  dice that fall the same way every time are the point
        desk = await stack.enter_async_context(Desk(lambda: nodes.pick(dice)))
        stories = Stories(desk, Random(plan.seed + 1))  # noqa: S311
        storm = Storm(nodes=nodes, provider=provider, ground=ground, desk=desk, dice=dice)
        tell("the storm begins")
        await _rage(storm, stories, plan)
        tell(f"the storm is over: {dict(storm.blows)}; {len(stories.alerts)} alerts to settle")
        await _settle(nodes, provider, desk, stories.alerts, Random(plan.seed + 2), ground.reading_url)  # noqa: S311
        tell("settled")
        sent, ledger = await _still(nodes, capture, ground.reading_url)
        evidence = Evidence(sent=sent, ledger=ledger, operations=desk.log, one_clock=ground.one_clock, recount={})
        # Kept before anything can go wrong: a database of its own ends with the run.
        (folder / "evidence.json").write_bytes(orjson.dumps(evidence, default=str))
        evidence = replace(evidence, recount=await nodes.every[0].recount())
        tell("the log is counted again; each report is next")
        # What a stranger can read: the shipped lists, not those that are generated with every fault there is.
        town = Stranger(home) if plan.people == SHIPPED else None
        miscounted = _recounted(ground.reading_url, sent, ledger, town)
        return Outcome(
            plan=plan,
            kills=nodes.kills,
            blows=dict(storm.blows),
            alerts=len(stories.alerts),
            verdict=judge(evidence),
            evidence=evidence,
            miscounted=miscounted,
        )


def _home(folder: Path, plan: Plan) -> Path:
    """A municipality's folder; its gates wait for seconds instead of minutes, as a run is short."""
    home = municipality(_made(folder / "home"))
    if plan.people != SHIPPED:
        generate(home / "contacts", people=plan.people, staff=STAFF, seed=plan.seed)
    file = home / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    for wait in ("2m", "5m", "30s"):
        text = text.replace(f"longest_wait: {wait}", "longest_wait: 8s")
    file.write_text(text, encoding="utf-8")
    return home


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _settings(ground: Ground, clock: Path) -> dict[str, str]:
    return {
        **ground.settings,
        "DISPATCHER_SETTLE_AFTER": str(SETTLE_AFTER),
        "DISPATCHER_DEBUG__CLOCK_FILE": str(clock),
    }


async def _rage(storm: Storm, stories: Stories, plan: Plan) -> None:
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for number in range(AT_ONCE):
            group.create_task(stories.tell(over, whole=plan.only_kills), name=f"story {number}")
        await (storm.drum(plan.kills) if plan.only_kills else storm.rage(plan.kills))
        over.set()


async def _settle(nodes: Nodes, provider: Provider, desk: Desk, alerts: list[str], dice: Random, url: str) -> None:
    """The provider is well, every node is up, and people decide what nobody can know, until every alert is over."""
    await provider.well()
    for node in nodes.every:
        node.thaw()
        if node.aimed:  # it would break itself in the middle of the settling
            await node.stop()
        if not node.alive:
            await node.begin()
    settling = asyncio.create_task(_until_over(provider, desk, alerts, dice, url))
    left, moved_at = unfinished(url), monotonic()
    while not settling.done() and monotonic() - moved_at < STANDSTILL:
        await asyncio.wait({settling}, timeout=2.0)
        if (now := unfinished(url)) != left:
            left, moved_at = now, monotonic()
    settling.cancel()
    with suppress(asyncio.CancelledError, TimeoutError):
        await settling
    await desk.look_at_banner()


async def _still(nodes: Nodes, capture: Capture, url: str) -> tuple[list[Sent], dict[str, list[Row]]]:
    """The provider's journal and the ledger of one moment: no node runs while they are read.

    A node reminds and rings people as long as it runs, so one that is stopped may leave a request half done. Then the
    nodes go on until nothing is left, and are stopped again.
    """
    for _ in range(STOPS):
        for node in nodes.every:
            await node.stop()
        if not unfinished(url):
            break
        for node in nodes.every:
            await node.begin()
        with suppress(TimeoutError):
            async with asyncio.timeout(STANDSTILL):
                while unfinished(url):
                    await asyncio.sleep(0.5)
    return read_journal(await capture.journal(service=True)), read_ledger(url)


def _recounted(url: str, sent: list[Sent], ledger: dict[str, list[Row]], town: Stranger | None) -> list[str]:
    """Every incident's report against the provider's journal and the municipality's own files."""
    engine = create_engine(url)
    messages = [(one.channel, one.mark) for one in sent]
    found: list[str] = []
    try:
        with engine.connect() as connection:
            chain = chain_of(connection)  # walked once: nobody writes any more
            for incident in ledger["incidents"]:
                report = json.loads(report_json(connection, incident["id"], chain))
                found += differences(report, messages, ledger, town)
    finally:
        engine.dispose()
    return found


async def _until_over(provider: Provider, desk: Desk, alerts: list[str], dice: Random, url: str) -> None:
    while [alert for alert in alerts if not await _settled(desk, alert, dice)]:
        await asyncio.sleep(0.5)
    await provider.until_told(30.0)
    while unfinished(url):  # the approvers' requests too
        await asyncio.sleep(0.5)


async def _settled(desk: Desk, alert: str, dice: Random) -> bool:
    """Whether an alert is over with nobody in doubt. A pause is ended, and a doubt put before a person is decided."""
    view = await desk.view(alert)
    if view["approved_at"] is None:
        return True
    if view["flags"]["paused"] is not None and view["state"] not in OVER:
        await desk.act("resume", alert, {}, who="anne")
    count = totals(view, but=TASK)
    in_doubt = count["unsure"] > 0 and await _in_doubt(desk, alert, view, dice)
    return view["state"] in OVER and not count["waiting"] and not count["sending"] and not in_doubt


async def _in_doubt(desk: Desk, alert: str, view: dict[str, Any], dice: Random) -> bool:
    """Whether any row is unsure and undecided; once all that are so were put before a person, one decides."""
    rows = await desk.rows(alert)
    words = [row["settled_by"] for row in rows if row["state"] == "unsure" and row["channel"] != TASK]
    if all(word is not None and word.startswith("person") for word in words):
        return False
    if None not in words:  # evidence and policy have had their time
        over = view["state"] in OVER or view["superseded_by"] is not None
        decision = "leave" if over else dice.choice(("resend", "resend", "leave"))
        await desk.act(f"unsure:{decision}", alert, {"decision": decision}, path="unsure")
    return True
