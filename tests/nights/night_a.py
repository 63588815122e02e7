"""Night A, as it is played: kokevarsel at 03:12, overtaken by its correction at 04:05, over on 25.11."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import Any

from tests.nights.hours import ALERTS, Change, Night, rfc, rung, running_night, said, seconds, with_text

APPROVERS = {
    "ordforer": "+4742000001",
    "varaordforer": "+4742000002",
    "kommunedirektor": "+4742000003",
    "kommunalsjef-teknisk": "+4742000004",
}
TEAM = ("+4742000003", "+4742000005", "+4742000008")
PUMP = ("+4742000004", "+4742000006")
"""Those who answer for the scenario: they are reminded of the promise."""
CITIZENS = "innbyggere: {name: Innbyggere, class: citizen, lists: [innbyggere], by_area: true}"
ASKS = Change(old=CITIZENS, new=f'{CITIZENS[:-1]}, night: ask, hours: "22:00-07:00"}}')
ACCOUNTS = (("per", "approver", "kommunalsjef-teknisk"),)
HALF = 60
"""So many citizens have the wrong text when somebody pauses."""
SLOW = {"kind": "latency", "ms": 2000, "where": "answer"}
"""The SMS is at the provider and its answer takes two seconds: a hundred at a time, so that a pause comes in time."""


@dataclass(kw_only=True)
class Told:
    """What came of it."""

    night: dict[str, float]
    asked: dict[str, Any]
    held: dict[str, Any]
    at_night: list[dict[str, Any]]
    wrong: str
    correction: str
    over: str
    marks: dict[str, float] = field(default_factory=dict)
    views: dict[str, dict[str, Any]]
    rows: dict[str, list[dict[str, Any]]]
    journal: list[dict[str, Any]]
    incident: dict[str, Any]
    late_yes: dict[str, Any]
    banners: dict[str, list[str]]
    page: str
    data: str
    verdict: int


async def play(folder: Path) -> Told:
    """The whole night."""
    async with running_night(folder, "2026-11-22 03:05", ASKS, accounts=ACCOUNTS) as night:
        town = night.town
        banners: dict[str, list[str]] = {}
        marks: dict[str, float] = {}
        await town.capture.faults(
            {"kind": "phone", "to": APPROVERS["ordforer"], "status": "no-answer"},
            {"kind": "phone", "to": APPROVERS["varaordforer"], "digits": "2"},
        )
        wrong, asked, held = await _woken(night)
        late_yes = await _first_answer_counts(night, wrong)
        at_night = await town.capture.journal()
        banners["03:20"] = await _shown(night)
        correction = await _overtaken(night, wrong, marks)
        banners["04:10"] = await _shown(night)
        await _reminded(night)
        night.set("2026-11-24 12:00")
        await asyncio.sleep(1.5)  # a look of the tick, which ends sending
        banners["24.11"] = await _shown(night)
        over = await _over(night, correction)
        banners["25.11"] = await _shown(night)
        await town.call("POST", "/api/v1/incidents/1001/close", {})
        code, _, _ = await town.command("verify-log")
        return Told(
            night=night.measured,
            asked=asked,
            held=held,
            at_night=at_night,
            wrong=wrong,
            correction=correction,
            over=over,
            marks=marks,
            views={alert: await town.view(alert) for alert in (wrong, correction, over)},
            rows={alert: await town.deliveries(alert) for alert in (wrong, correction, over)},
            journal=await town.capture.journal(service=True),
            incident=await town.call("GET", "/api/v1/incidents/1001"),
            late_yes=late_yes,
            banners=banners,
            page=await night.page(1001),
            data=await night.report(1001),
            verdict=code,
        )


async def _woken(night: Night) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """03:12: triggered, with when it was known; the crisis team rings; «nå eller 06:15» is asked and answered."""
    town = night.town
    night.set("2026-11-22 03:12")
    since = time()
    body: dict[str, Any] = {"scenario": "kokevarsel", "mode": "exercise", "areas": ["hele-kommunen"]}
    body |= {"fields": {"neste_melding": "09:00"}, "reason": "E. coli i høydebassenget"}
    draft = await town.call("POST", ALERTS, body | {"known_at": rfc("2026-11-22 02:50")}, expect=201)
    await night.ring("trigger_to_crisis_team_ringing", TEAM, since)
    asked = await night.act(draft["id"], "submit", expect=422)
    await town.call("PATCH", f"{ALERTS}/{draft['id']}", {"hold_until": rfc("2026-11-22 06:15")})
    night.set("2026-11-22 03:14")
    since = time()
    held = await night.act(draft["id"], "submit")
    await night.ring("submit_to_approver_ringing", tuple(APPROVERS.values()), since)
    await night.journal(lambda found: all(rung(found, (number,), since) for number in APPROVERS.values()))
    return str(draft["id"]), asked, held


async def _first_answer_counts(night: Night, wrong: str) -> dict[str, Any]:
    """03:16: Per says yes, a minute before the mayor does; those who must act know, and nobody else is woken."""
    night.set("2026-11-22 03:16")
    await night.approve(wrong, "per", capacity="kommunalsjef-teknisk")
    async with asyncio.timeout(30):
        while (await night.town.view(wrong))["waves"][1]["done_at"] is None:
            await asyncio.sleep(0.05)
    view = await night.town.view(wrong)
    late = await night.act(wrong, "approve", {"fingerprint": view["fingerprint"]}, who="anne", expect=409)
    await asyncio.sleep(1.0)  # whatever would leave in spite of the hold has left
    return late


async def _overtaken(night: Night, wrong: str, marks: dict[str, float]) -> str:
    """04:00 the doctor says «nå»; 04:05 it is Ådalsbruk only: paused when half of them have it, then corrected."""
    town = night.town
    await town.capture.faults(SLOW)
    night.set("2026-11-22 04:00")
    await night.log(1001, text="Kommuneoverlegen: innbyggerne skal varsles nå.", at=rfc("2026-11-22 03:58"))
    await night.act(wrong, "release", who="anne")
    wrong_texts = said(await town.view(wrong))
    citizens = said(await town.view(wrong), "citizen")
    await night.journal(lambda found: len(with_text(found, citizens)) >= HALF)
    night.set("2026-11-22 04:05")
    pressed = time()
    await night.act(wrong, "pause", {"why": "Bare Ådalsbruk er rammet."})
    marks["paused"] = time()
    body = {"areas": ["adalsbruk"], "fields": {"feil": "omrade", "neste_melding": "09:00"}, "hold_until": "now"}
    draft = await night.act(wrong, "correction", body, expect=201)
    assert draft["kept"] > 0 < draft["released"]
    await night.act(draft["id"], "submit")
    night.set("2026-11-22 04:08")
    await night.approve(draft["id"], "anne")
    marks["corrected"] = time()
    await town.capture.faults()
    await town.until(draft["id"], "done")
    await town.until(wrong, "done")
    last = max(seconds(one) for one in with_text(await town.capture.journal(), wrong_texts))
    night.measured["pause_to_last_wrong_text"] = round(max(0.0, last - pressed), 2)
    return str(draft["id"])


async def _reminded(night: Night) -> None:
    """08:50: soon; 09:00 has passed: late. Whoever answers for the scenario hears of it, both times."""
    for times, local in enumerate(("2026-11-22 08:50", "2026-11-22 09:05"), start=1):
        night.set(local)
        wanted = times * len(PUMP)
        await night.journal(lambda found, wanted=wanted: len(reminders(found)) >= wanted)  # type: ignore[misc]


async def _over(night: Night, correction: str) -> str:
    """25.11: the samples are good."""
    night.set("2026-11-25 10:00")
    draft = await night.act(correction, "all-clear", expect=201)
    await night.act(draft["id"], "submit")
    await night.approve(draft["id"], "anne")
    await night.town.until(draft["id"], "done")
    return str(draft["id"])


async def _shown(night: Night) -> list[str]:
    return [one["id"] for one in (await night.town.banner())["alerts"]]


def reminders(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was said of the promise."""
    words = ("minutter igjen", "FOR SENT")
    return [one for one in entries if one["channel"] == "sms" and any(said in one["body"] for said in words)]
