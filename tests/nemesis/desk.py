"""The people of the crisis team at work: each act is asked for until it has a definite answer, and is written down.

A node that dies with a request in its hands leaves the asker not knowing, as it leaves any browser. Asked again, an act
that was committed answers that it is done; so every act has a time before which it was not, and one at which it was.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable
from time import monotonic, time
from typing import Any, Self

import aiohttp

from tests.nemesis.evidence import Operation
from tests.nemesis.nodes import Node

PATIENCE = 240.0
CLEARED = {"name": "Nora Eksempel", "function": "operasjonsleder", "at": "2026-11-22T02:10:00Z", "what": "evakuering"}
ALERTS = "/api/v1/alerts"


class NoAnswer(Exception):
    """Nothing definite in all that time: a fault of the product, or of the run."""


class Refused(Exception):
    """A definite no: the state of the alert does not allow it (any more)."""

    def __init__(self, status: int, answer: dict[str, Any]) -> None:
        super().__init__(f"{status} {answer.get('type')}: {answer.get('title')} {answer.get('errors', '')}")
        self.status = status
        self.answer = answer


class Desk:
    """Asks whichever node lives. ``log`` is what the checker reads."""

    def __init__(self, pick: Callable[[], Node]) -> None:
        self.log: list[Operation] = []
        self._pick = pick

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=25))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def ask(self, method: str, path: str, body: Any = None, *, who: str = "kari") -> dict[str, Any]:
        """The definite answer: what was done, or Refused. A node that is away, or cannot write, is asked again."""
        once = {"Idempotency-Key": uuid.uuid4().hex}
        until, last = monotonic() + PATIENCE, ""
        while monotonic() < until:
            node = self._pick()
            headers = {"Authorization": f"Bearer {node.tokens[who]}", **once}
            try:
                async with self._http.request(method, node.url + path, json=body, headers=headers) as answer:
                    found = dict(await answer.json(content_type=None)) if answer.status != 204 else {}
                    if answer.status < 300:
                        return found
                    if answer.status != 503:
                        raise Refused(answer.status, found)
                    last = str(found)
            except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                last = repr(error)
            await asyncio.sleep(0.1)
        raise NoAnswer(f"{method} {path}: {last}")

    @property
    def approved(self) -> list[str]:
        """The alerts that may be going out, newest last."""
        stopped = {one.alert for one in self.log if one.what == "stop"}
        return [one.alert for one in self.log if one.what == "approve" and one.alert not in stopped]

    async def act(
        self, what: str, alert: str, body: Any = None, *, who: str = "kari", path: str = ""
    ) -> dict[str, Any]:
        """One act on an alert. *Refused* for its state, when an earlier asking did it, is done too."""
        asked_at = time()
        try:
            answer = await self.ask("POST", f"{ALERTS}/{alert}/{path or what}", body, who=who)
        except Refused:
            if what not in ("stop", "pause", "resume") or not _is_so(what, await self.view(alert)):
                raise
            answer = {}
        self.note(what, alert, asked_at)
        return answer

    def note(self, what: str, alert: str, asked_at: float, **facts: Any) -> None:
        """Write down what is done."""
        self.log.append(Operation(what=what, alert=alert, asked_at=asked_at, answered_at=time(), facts=facts))

    async def view(self, alert: str) -> dict[str, Any]:
        """The alert as it stands."""
        return await self.ask("GET", f"{ALERTS}/{alert}")

    async def rows(self, alert: str) -> list[dict[str, Any]]:
        """Every delivery of an alert."""
        node = self._pick()
        headers = {"Authorization": f"Bearer {node.tokens['kari']}"}
        async with self._http.get(f"{node.url}{ALERTS}/{alert}/deliveries", headers=headers) as answer:
            return [json.loads(line) for line in (await answer.text()).splitlines()]

    async def look_at_banner(self) -> None:
        """What the public sees, written down."""
        asked_at = time()
        shown = await self.ask("GET", "/banner.json")
        self.note("banner", "", asked_at, shown=[alert["id"] for alert in shown["alerts"]])

    async def draft(self, body: dict[str, Any], *, after: str = "", kind: str = "") -> str:
        """A new draft, of an incident of its own or following an alert."""
        asked_at = time()
        made = await self.ask("POST", f"{ALERTS}/{after}/{kind}" if after else ALERTS, body)
        self.note(kind or "trigger", str(made["id"]), asked_at)
        return str(made["id"])

    async def approve(self, alert: str) -> None:
        """Submitted by one, seen whole and approved by another."""
        if ((await self.view(alert))["clearance"] or {}).get("needed"):
            await self.act("clearance", alert, CLEARED)
        submitted = await self._submit(alert)
        while True:
            seen = [one["key"] for one in (await self.view(alert))["odd"]]
            try:
                body = {"fingerprint": submitted["fingerprint"], "seen": seen}
                await self.act("approve", alert, body, who="anne")
                return
            except Refused as refused:
                if refused.answer.get("type", "").rpartition("/")[2] != "odd":
                    raise

    async def _submit(self, alert: str) -> dict[str, Any]:
        try:
            return await self.act("submit", alert, {})
        except Refused:
            view = await self.view(alert)
            if view["state"] != "submitted":
                raise
            return view


def _is_so(what: str, view: dict[str, Any]) -> bool:
    match what:
        case "stop":
            return bool(view["state"] == "stopped")
        case "pause":
            return view["flags"]["paused"] is not None
        case _:
            return view["flags"]["paused"] is None
