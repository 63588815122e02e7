"""A municipality running for a test: a node and a capture as processes of their own, driven only by the contract."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests import forked
from tests.free_port import free_port
from tests.office import municipality

START = 60.0
TASKS = ("OPPGAVE til deg", "OPPGÅVE til deg", "Du har fått oppg", "STANS: varselet", "STANS. Varselet", "er stoppet (")
CALL_IN = ("KRISELEDELSEN: Møt", "Kriseledelsen er kalt inn", "KRISELEIINGA: Møt", "Kriseleiinga er kalla inn")
ACCOUNTS = {"kari": ("crisis-team", "beredskapskoordinator"), "anne": ("approver", "ordforer")}


class Capture:
    """The provider's side: its journal is the truth about what left."""

    def __init__(self, process: asyncio.subprocess.Process, ready: Mapping[str, Any]) -> None:
        self.process = process
        self.url: str = ready["http"]
        self.smtp_port: int = ready["smtp"]["port"]

    async def journal(self, channel: str = "", *, service: bool = False) -> list[dict[str, Any]]:
        """Everything it accepted, in order; ``service``: also what went to the plan's own people about an alert."""
        only = {"channel": channel} if channel else {}
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/journal", params=only) as answer:
            found = [json.loads(line) for line in (await answer.text()).splitlines()]
        return found if service else [entry for entry in found if not is_service(entry)]

    async def faults(self, *faults: Mapping[str, Any]) -> None:
        """Misbehave like this from now on."""
        async with aiohttp.ClientSession() as http, http.put(f"{self.url}/faults", json={"faults": faults}) as answer:
            assert answer.status < 300, await answer.text()

    async def reply(self, number: str, text: str) -> int:
        """Let the phone of a number answer the SMS it got; what the node answered."""
        body = {"from": number, "body": text}
        async with aiohttp.ClientSession() as http, http.post(f"{self.url}/replies", json=body) as answer:
            return int((await answer.json())["status"])

    async def counts(self, channel: str) -> Counter[str]:
        """How many messages each address got."""
        return Counter(entry["to"] for entry in await self.journal(channel))


class Town:
    """One municipality: its folder, its node (which may die and come back), its accounts."""

    def __init__(self, home: Path, capture: Capture, settings: Mapping[str, str]) -> None:
        self.home = home
        self.capture = capture
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.tokens: dict[str, str] = {}
        self.node: asyncio.subprocess.Process | None = None
        self.serves = True
        """False: a worker, which has no web server."""
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "DISPATCHER_HOME": str(home),
            "DISPATCHER_PORT": str(self.port),
            "DISPATCHER_CAPTURE__URL": capture.url,
            "DISPATCHER_SETTLE_AFTER": "4",
            **settings,
        }

    async def command(self, *words: str, who: str | None = None) -> tuple[int, str, str]:
        """A command as its user types it: exit code, standard output, standard error."""
        token = {"DISPATCHER_TOKEN": self.tokens[who]} if who else {}
        done = await asyncio.to_thread(forked.run, words, Path.cwd(), self.environment | token)
        return done.code, done.out.strip(), done.err.strip()

    async def settle_in(self) -> None:
        """Accounts and their tokens."""
        for name, (role, person) in ACCOUNTS.items():
            code, _, err = await self.command("user", "add", name, "--role", role, "--person", person)
            assert code == 0, err
            code, self.tokens[name], err = await self.command("token", "create", name)
            assert code == 0, err

    async def start(self) -> None:
        """Start the node and wait until it is able to send."""
        await self.launch()
        assert await self.came_up(), (self.home / "node.log").read_text(encoding="utf-8")

    async def launch(self) -> None:
        """Start the node."""
        log = (self.home / "node.log").open("ab")
        self.node = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "dispatcher", "serve" if self.serves else "worker"),
            env=self.environment,
            stdout=log,
            stderr=log,
        )
        log.close()

    async def came_up(self) -> bool:
        """Wait until the node is able to send; False when it has ended before that."""
        assert self.node is not None
        if not self.serves:
            return await self._said_so()
        async with asyncio.timeout(START), aiohttp.ClientSession() as http:
            while self.node.returncode is None:
                try:
                    async with http.get(f"{self.url}/readyz") as answer:
                        if answer.status == 200:
                            return True
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)
        return False

    async def _said_so(self) -> bool:
        """A worker can only be heard."""
        assert self.node is not None
        async with asyncio.timeout(START):
            while "Dispatcher sender." not in (self.home / "node.log").read_text(encoding="utf-8"):
                if self.node.returncode is not None:
                    return False
                await asyncio.sleep(0.05)
        return True

    async def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        assert self.node is not None
        self.node.send_signal(signal.SIGKILL)
        await self.node.wait()

    async def stop(self) -> None:
        """Ask the node to end."""
        if self.node is not None and self.node.returncode is None:
            self.node.terminate()
            await self.node.wait()

    async def call(
        self, method: str, path: str, body: Any = None, *, who: str = "kari", expect: int | None = None
    ) -> dict[str, Any]:
        """One HTTP call; the answer as JSON."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        async with (
            aiohttp.ClientSession() as http,
            http.request(method, f"{self.url}{path}", json=body, headers=headers) as answer,
        ):
            text = await answer.text()
            assert answer.status == expect if expect else answer.status < 300, f"{answer.status} {text}"
            return dict(json.loads(text)) if text else {}

    async def banner(self) -> dict[str, Any]:
        """What the public sees."""
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/banner.json") as answer:
            return dict(await answer.json())

    async def ready(self) -> dict[str, Any]:
        """What the node says of itself, able to send or not."""
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/readyz") as answer:
            return dict(await answer.json())

    async def approved(self, *, people: int | None = None, **asked: Any) -> str:
        """Trigger, submit, approve; returns the alert's id. ``people``: what real in live must be told."""
        body = {"scenario": "kokevarsel", "mode": "exercise", "areas": ["hele-kommunen"]}
        body |= {"fields": {"neste_melding": "23:59"}} | asked
        alert = await self.call("POST", "/api/v1/alerts", body)
        path = f"/api/v1/alerts/{alert['id']}"
        submitted = await self.call("POST", f"{path}/submit", {"people": people} if people else {})
        await self.call("POST", f"{path}/approve", {"fingerprint": submitted["fingerprint"]}, who="anne")
        return str(alert["id"])

    async def view(self, alert: str) -> dict[str, Any]:
        """The alert as it stands."""
        return await self.call("GET", f"/api/v1/alerts/{alert}")

    async def until(self, alert: str, *states: str, within: float = 100.0) -> dict[str, Any]:
        """The alert when it has come to one of the states."""
        async with asyncio.timeout(within):
            while (view := await self.view(alert))["state"] not in states:
                await asyncio.sleep(0.1)
            return view

    async def deliveries(self, alert: str) -> list[dict[str, Any]]:
        """Every row."""
        headers = {"Authorization": f"Bearer {self.tokens['kari']}"}
        path = f"{self.url}/api/v1/alerts/{alert}/deliveries"
        async with aiohttp.ClientSession() as http, http.get(path, headers=headers) as answer:
            return [json.loads(line) for line in (await answer.text()).splitlines()]


def is_service(entry: Mapping[str, Any]) -> bool:
    """Whether it is to the plan's own people: a call, or in the words of templates/service."""
    if entry["channel"] in {"voice", "talk"}:
        return True
    return is_alarm(entry) or is_request(entry) or any(words in entry.get("body", "") for words in CALL_IN + TASKS)


def is_request(entry: Mapping[str, Any]) -> bool:
    """Whether it asks for approval, in writing."""
    return any(words in entry.get("body", "") for words in ("GODKJENN?", "DETTE GODKJENNER DU"))


def is_alarm(entry: Mapping[str, Any]) -> bool:
    """Whether it tells the crisis team that something is wrong."""
    return "Løten: ALARM." in entry.get("body", "") or "ALARM:" in (entry.get("subject") or "")


def totals(view: Mapping[str, Any], *, but: str = "") -> Counter[str]:
    """The seven states over all waves and channels, ``but`` one if it is named."""
    found: Counter[str] = Counter()
    for wave in view["waves"]:
        for name, channel in wave["channels"].items():
            if name != but:
                found.update(channel)
    return found


@asynccontextmanager
async def running_capture(journal: Path | None = None) -> AsyncIterator[Capture]:
    """A capture process of its own, which outlives the node."""
    words = ["--journal", str(journal)] if journal else []
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "dispatcher.capture", "--port-base", "0", *words),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield Capture(process, json.loads(await process.stdout.readline()))
    finally:
        process.terminate()
        await process.communicate()  # to the end of its pipe too: one left open is a warning in a later test


@asynccontextmanager
async def running_town(
    folder: Path, *, change: Callable[[Path], None] = lambda _: None, **settings: str
) -> AsyncIterator[Town]:
    """A municipality with its node up. ``change``: what its own folder has that the shipped one has not."""
    folder.mkdir(parents=True, exist_ok=True)
    async with running_capture() as capture:
        home = municipality(folder)
        change(home)
        town = Town(home, capture, settings)
        try:
            await town.settle_in()
            await town.start()
            yield town
        finally:
            await town.stop()
