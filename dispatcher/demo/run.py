"""The demo: Night A in exercise mode, end to end, over real HTTP and SMTP on loopback.

The node and its capture are processes of their own; the node is driven only through the contract (commands and HTTP
calls). The last act recounts people from the capture's journal against the register's files, with a script that
imports nothing of ours. Exit 1 on any difference.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import aiohttp

from dispatcher.demo import register
from dispatcher.demo.archived import archive
from dispatcher.demo.story import Story
from dispatcher.demo.town import DemoFailed, Node, accounts, command, running_node

OUT = Path("out")
SCALES = {"loten": (8_000, 600), "kristiansand": (117_000, 9_500)}
HERE = Path(__file__).parent


def main(scale: str = "loten") -> int:
    """Run the demo at a scale; returns the exit code."""
    people, staff = SCALES[scale]
    try:
        return asyncio.run(_demo(people, staff))
    except DemoFailed as error:
        print(f"\nDemoen stoppet: {error}", file=sys.stderr)  # noqa: T201  a command speaks
        return 1


async def _demo(people: int, staff: int) -> int:
    story = Story()
    home = OUT / "demo"
    shutil.rmtree(home, ignore_errors=True)
    story.act("02:50  Vannverket finner E. coli i høydebassenget. Kommunen rigger til.")
    command(home, "init", str(home))
    counted = register.generate(home / "contacts", people=people, staff=staff, seed=1)
    story.fact("Register", f"{sum(counted.values()):,} personer i {len(counted)} lister, med feil som ekte lister har")
    tokens = accounts(home)
    async with running_node(home, story) as node, aiohttp.ClientSession(node.url) as http:
        night = Night(http=http, tokens=tokens, story=story, node=node)
        alert = await night.play()
        difference = await _recount(story, home, node)
        await night.report(alert)
    return difference or night.faults


@dataclass(kw_only=True)
class Night:
    """Night A: triggered, composed, submitted, approved; watched until everyone is accounted for."""

    http: aiohttp.ClientSession
    tokens: dict[str, str]
    story: Story
    node: Node
    faults: int = 0
    early_banners: int = 0
    polls: int = 0
    approved: float = 0.0

    async def play(self) -> dict[str, Any]:
        """Returns the alert as it stood when it was done."""
        self.story.act("03:12  Kari utløser kokevarsel for hele kommunen, og leser hva som vil gå til hvem.")
        known = (datetime.now().astimezone() - timedelta(minutes=22)).isoformat()
        promise = (datetime.now().astimezone() + timedelta(hours=6)).isoformat(timespec="minutes")
        alert = await self.ask(
            "kari",
            "POST",
            "/api/v1/alerts",
            {
                "scenario": "kokevarsel",
                "mode": "exercise",
                "areas": ["hele-kommunen"],
                "fields": {"neste_melding": promise},
                "known_at": known,
                "reason": "E. coli i høydebassenget",
            },
            headers={"Idempotency-Key": str(uuid4())},
        )
        self.story.alert(alert)
        path = f"/api/v1/alerts/{alert['id']}"
        submitted = await self.ask("kari", "POST", f"{path}/submit", {})
        self.story.act(
            f"03:14  Sendt inn. Fingeravtrykk {submitted['fingerprint'][:12]} …  Ordføreren leser og godkjenner."
        )
        for odd in submitted["odd"]:
            self.story.fact("Uvanlig, og sett", odd["words"])
        seen = [odd["key"] for odd in submitted["odd"]]
        await self.ask("anne", "POST", f"{path}/approve", {"fingerprint": submitted["fingerprint"], "seen": seen})
        self.approved = monotonic()
        self.story.act("03:15  Godkjent. De som må handle, får vite det først; så nettsiden; så innbyggerne.")
        done = await self._watch(path)
        self._judge(done)
        self.story.fact("Godkjent til første", f"{await self._to_first(done, path):.2f} s")
        return done

    async def ask(
        self, who: str, method: str, path: str, body: dict[str, Any] | None = None, **options: Any
    ) -> dict[str, Any]:
        """One call of the contract."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} | options.pop("headers", {})
        async with self.http.request(method, path, json=body, headers=headers, **options) as answer:
            found = await answer.json()
            if answer.status >= 400:
                raise DemoFailed(f"{method} {path}: {answer.status} {found}")
            return dict(found)

    async def _watch(self, path: str) -> dict[str, Any]:
        """Poll the alert and the public banner until the alert is done and its receipts are in."""
        settled = pause = 0.0
        while True:
            shown = [await self._banner() for _ in range(5 if pause < 1 else 20)]
            asked = monotonic()
            alert = await self.ask("kari", "GET", path)
            pause = monotonic() - asked  # a view of a quarter of a million rows costs the node; ask for it less
            self._notice(alert, shown)
            self.story.bars(alert)
            if alert["state"] == "done":
                settled = settled or monotonic()
                left = sum(channel["accepted"] for wave in alert["waves"] for channel in wave["channels"].values())
                if not _sms(alert, "accepted") or monotonic() - settled > 10 or not left:
                    return alert

    async def _banner(self) -> bool:
        """Whether the public sees anything, asked now."""
        await asyncio.sleep(0.1)
        async with self.http.get("/banner.json") as answer:
            return bool((await answer.json())["alerts"])

    def _notice(self, alert: dict[str, Any], shown: list[bool]) -> None:
        """The alert is asked after the banner: a banner shown while its wave is still shut came too early."""
        public = next(wave for wave in alert["waves"] if wave["public"])
        self.polls += len(shown)
        if public["opened_at"] is None:
            self.early_banners += sum(shown)

    async def _to_first(self, alert: dict[str, Any], path: str) -> float:
        """Seconds from the approval to the first message that left, by the record."""
        headers = {"Authorization": f"Bearer {self.tokens['kari']}"}
        query = {"wave": alert["waves"][0]["name"], "channel": "sms"}
        async with self.http.get(f"{path}/deliveries", params=query, headers=headers) as answer:
            rows = [json.loads(line) async for line in answer.content]
        first = min(row["first_attempt_at"] for row in rows if row["first_attempt_at"])
        return (datetime.fromisoformat(first) - datetime.fromisoformat(alert["approved_at"])).total_seconds()

    def _judge(self, alert: dict[str, Any]) -> None:
        counts = [channel for wave in alert["waves"] for channel in wave["channels"].values()]
        open_rows = sum(count["waiting"] + count["sending"] + count["unsure"] for count in counts)
        total = sum(count["total"] for count in counts)
        added = sum(count[key] for count in counts for key in count if key != "total")
        self.faults += int(open_rows > 0) + int(total != added) + self.early_banners
        self.story.fact("Tid", f"godkjent til ferdig sendt {monotonic() - self.approved:.1f} s")
        for words in alert["alarms"]:
            self.story.fact("Alarm", words)
        self.story.fact("Regnskap", f"{total:,} rader, alle med en slutt; {open_rows} åpne")
        self.story.fact("Nettside før sin bølge", f"{self.early_banners} av {self.polls} målinger")
        self.story.fact("Minne", f"noden brukte på det meste {self.node.peak_mb:.0f} MB")

    async def report(self, alert: dict[str, Any]) -> None:
        """Fetch the evaluation in its four forms."""
        self.story.act("En måned senere: evalueringen har skrevet seg selv.")
        for kind in ("csv", "html", "pdf", "json"):  # that the table was taken out is a line too: the rest has it
            path = f"/api/v1/incidents/{alert['incident']}/report.{kind}"
            headers = {"Authorization": f"Bearer {self.tokens['kari']}"}
            async with self.http.get(path, headers=headers) as answer:
                if answer.status != 200:
                    raise DemoFailed(f"rapporten: {answer.status} {await answer.text()}")
                (OUT / f"report.{kind}").write_bytes(await answer.read())
        self.story.fact("Rapport", str((OUT / "report.html").resolve()))
        await archive(self.http, self.tokens["kari"], alert["incident"], OUT, self.story)


def _sms(alert: dict[str, Any], state: str) -> int:
    return sum(wave["channels"]["sms"][state] for wave in alert["waves"] if "sms" in wave["channels"])


async def _recount(story: Story, home: Path, node: Node) -> int:
    """Let a stranger count: register files against the capture's own journal."""
    story.act("Til slutt teller et program som ikke kjenner Dispatcher, etter i fangstens egen journal.")
    expected = json.loads((HERE / "kokevarsel.json").read_text(encoding="utf-8"))
    everybody = {"key": "hele-kommunen", "name": "Hele kommunen", "kind": "all"}
    everybody |= {"file": "areas/loten.geojson", "feature": "hele-kommunen"}
    citizens = next(audience for wave in expected["waves"] for audience in wave["audiences"] if "areas" in audience)
    citizens["areas"] = [everybody]
    (home / "expected.json").write_text(json.dumps(expected, ensure_ascii=False), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", str(HERE / "recount.py"), "--register", str(home / "contacts")),
        *("--journal", f"{node.capture}/journal", "--expect", str(home / "expected.json")),
    )
    return int(await process.wait() != 0)
