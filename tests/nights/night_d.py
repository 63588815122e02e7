"""Night D, as it is played: three days without power and mobile. What is digital ends, paper goes on, the node dies."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

from tests.nights.hours import ALERTS, Night, rfc, running_night

OUTAGE: dict[str, Any] = {
    "scenario": "stromutfall",
    "mode": "exercise",
    "areas": ["hele-kommunen"],
    "fields": {"til": "25.11", "mobil_fra": "17:00"},
    "known_at": rfc("2026-11-22 14:40"),
    "reason": "Nettselskapet: is på linjene, trafostasjonen er ute.",
}
NEWS = {"endring": "Kommunen deler ut vann på rådhuset.", "endring_en": "Water is handed out at the town hall."}
NO_MOBILE = {"kind": "undelivered", "code": 30003}
NO_MAIL = tuple({"kind": "smtp_reply", "stage": stage, "reply": 421} for stage in ("greeting", "mail"))
"""Also on the connections that the node has kept open."""
BACK = {"endring": "Strømmen er tilbake i Løten sentrum.", "endring_en": "The power is back in Løten sentrum."}
STILL_OUT = ["adalsbruk", "brenneriroa", "jonsrud", "ostvang", "budor"]


UNREACHABLE = "K990;Nils Utenfon;;;nb;Hjemmetjenesten;sykehjem"
"""Somebody who must be told by hand."""


@dataclass(kw_only=True)
class Told:
    """What came of it."""

    night: dict[str, float]
    draft: dict[str, Any]
    first: str
    news: str
    part: str
    over: str
    alone: dict[str, Any]
    dark: list[dict[str, Any]]
    before: int
    waiting: int
    woken: dict[str, Any]
    resumed: dict[str, Any]
    tasks: dict[str, list[dict[str, Any]]]
    shift: dict[str, Any]
    day_three: float
    views: dict[str, dict[str, Any]]
    rows: dict[str, list[dict[str, Any]]]
    journal: list[dict[str, Any]]
    page: str
    data: str
    verdict: int


async def play(folder: Path) -> Told:
    """From the ice on the line to «strømmen er tilbake»."""
    async with running_night(folder, "2026-11-22 14:50", staff=(UNREACHABLE,)) as night:
        town = night.town
        draft, alone = await _window(night)
        first = str(draft["id"])
        news, dark = await _goes_dark(night, first)
        before, waiting, woken = await _down_for_a_night(night, news)
        resumed = await _go_on(night, news)
        await _paper(night)
        shift = await _shift_change(night)
        day_three = time()
        part = await _back(night, news, "update", "2026-11-24 16:00", areas=STILL_OUT, fields=BACK)
        over = await _back(night, part, "all-clear", "2026-11-25 12:00")
        code, _, _ = await town.command("verify-log")
        return Told(
            night=night.measured,
            draft=draft,
            first=first,
            news=news,
            part=part,
            over=over,
            alone=alone,
            dark=dark,
            before=before,
            waiting=waiting,
            woken=woken,
            resumed=resumed,
            tasks=await night.tasks(1001),
            shift=shift,
            day_three=day_three,
            views={alert: await town.view(alert) for alert in (first, news, part, over)},
            rows={alert: await town.deliveries(alert) for alert in (first, news, part, over)},
            journal=await town.capture.journal(service=True),
            page=await night.page(1001),
            data=await night.report(1001),
            verdict=code,
        )


async def _window(night: Night) -> tuple[dict[str, Any], dict[str, Any]]:
    """Hours 0–2: while phones work, everybody is told where to go; the mayor says yes in the room."""
    night.set("2026-11-22 15:00")
    draft = await night.town.call("POST", ALERTS, OUTAGE, expect=201)
    await night.act(draft["id"], "submit")
    night.set("2026-11-22 15:03")
    said = {"for": "ordforer", "why": "Sagt på rådhuset."}
    view = await night.town.view(draft["id"])
    body = {"fingerprint": view["fingerprint"], "seen": [one["key"] for one in view["odd"]]}
    alone = await night.act(draft["id"], "approve", body | said | {"witness": "Siri Testvold"}, expect=403)
    await night.approve(draft["id"], "kari", **said, witness="Inger Prøvelien")
    await night.town.until(draft["id"], "done")
    return draft, alone


async def _goes_dark(night: Night, first: str) -> tuple[str, list[dict[str, Any]]]:
    """17:30: the news is taken by the provider and reaches no phone; the mail server is away too."""
    await night.town.capture.faults(NO_MOBILE, *NO_MAIL)
    night.set("2026-11-22 17:30")
    draft = await night.act(first, "update", {"fields": NEWS}, expect=201)
    await night.act(draft["id"], "submit")
    await night.approve(draft["id"], "anne")
    async with asyncio.timeout(60):
        while (rows := await night.town.deliveries(draft["id"])) and any(
            row["channel"] == "sms" and row["state"] in ("waiting", "sending", "accepted")
            for row in rows
            if row["wave"].startswith("Kriseledelse")
        ):
            await asyncio.sleep(0.1)
    return str(draft["id"]), rows


async def _down_for_a_night(night: Night, news: str) -> tuple[int, int, dict[str, Any]]:
    """22:00 the machine's battery is empty; 07:30 it comes back, knows what waits, and sends none of it."""
    town = night.town
    night.set("2026-11-22 22:00")
    await asyncio.sleep(1.5)  # a heartbeat
    await town.kill()
    before = len(await town.capture.journal())
    night.set("2026-11-23 07:30")
    await town.capture.faults(NO_MOBILE)
    await town.start()
    woken = await town.view(news)
    await asyncio.sleep(2.0)  # whatever would leave by itself has left
    return before, len(await town.capture.journal()), woken


async def _go_on(night: Night, news: str) -> dict[str, Any]:
    """An approver has read what would leave and how old it is."""
    resumed = await night.act(news, "resume", who="anne")
    await night.town.until(news, "done")
    return resumed


async def _paper(night: Night) -> None:
    """What was done while nothing worked, entered on the second morning with the times on the paper."""
    night.set("2026-11-23 08:00")
    tasks = await night.tasks(1001)
    await night.done(
        tasks["nrk"][0], "2026-11-22 15:20", **{"for": "informasjonsansvarlig", "why": "Lest 15.30 på P1."}
    )
    for minute, poster in enumerate(tasks["oppslag"][:5]):
        await night.done(poster, f"2026-11-22 18:{minute * 7:02}", **{"for": "beredskapskoordinator"})
    relay = {"for": "kommunedirektor", "why": "Hjemmetjenesten gikk fra dør til dør."}
    await night.done(tasks["beskjed-uten-telefon"][0], "2026-11-22 19:45", **relay)
    missing = {"why": "Jønsrud skole er stengt av snø."}
    await night.town.call("POST", f"/api/v1/tasks/{tasks['oppslag'][5]['id']}/refuse", missing)
    await night.log(1001, text="Vakten er delt på tolv timer.", at=rfc("2026-11-22 20:00"))


async def _shift_change(night: Night) -> dict[str, Any]:
    """Day 2: those who have been up for a day and a night hand over, on one page."""
    night.set("2026-11-23 15:00")
    return await night.town.call("GET", "/api/v1/incidents/1001/shift-change.json")


async def _back(night: Night, before: str, kind: str, local: str, **where: Any) -> str:
    """«Strømmen er tilbake»: for one area first, whose people are released; then for all."""
    night.set(local)
    await night.town.capture.faults()
    draft = await night.act(before, kind, where, expect=201)
    await night.act(draft["id"], "submit")
    await night.approve(draft["id"], "anne")
    await night.town.until(draft["id"], "done")
    return str(draft["id"])
