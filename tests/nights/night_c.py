"""Night C, as it is played: a threat at a school, 09:41. Ready at once, sent by nobody before the police say so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

from tests.nights.hours import ALERTS, Change, Night, rfc, running_night

AREA = "lotensentrum"
THREAT: dict[str, Any] = {
    "scenario": "alvorlig-hendelse",
    "mode": "exercise",
    "areas": [AREA],
    "fields": {"enhet": "loten_ungdomsskole"},
}
OVERRIDES = {"external-now": ("kari", {"why": "liv"}), "release": ("ola", {}), "retract": ("kari", {"why": "liv"})}
APPROVERS = "approval: {approvers: [ordforer, kommunedirektor, kriseleder], ask: all, minutes: 2}"
IN_ORDER = Change(
    old=f"unsure: ask\n    {APPROVERS}", new=f"unsure: ask\n    {APPROVERS.replace('ask: all', 'ask: in-order')}"
)
ACCOUNTS = (("ola", "approver", "varaordforer"),)
MAYOR, DEPUTY = ("+4742000001",), ("+4742000002",)
DAY = "2026-11-23"


@dataclass(kw_only=True)
class Told:
    """What came of it."""

    night: dict[str, float]
    draft: dict[str, Any]
    submitted: dict[str, Any]
    refusals: dict[str, dict[str, Any]]
    asked: list[dict[str, Any]]
    quiet: list[dict[str, Any]]
    held: dict[str, Any]
    over: str
    rows: dict[str, list[dict[str, Any]]]
    journal: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    shown: dict[str, Any]
    shift: dict[str, Any]
    page: str
    data: str
    verdict: int


async def play(folder: Path) -> Told:
    """From the call of the school until it is known that nothing was true."""
    async with running_night(folder, f"{DAY} 09:38", IN_ORDER, accounts=ACCOUNTS) as night:
        town = night.town
        refusals: dict[str, dict[str, Any]] = {}
        draft, submitted = await _ready(night)
        asked = await _affected(night, submitted, refusals)
        await _locked(night, refusals)
        await _no_way_round(night, submitted, refusals)
        quiet = await town.capture.journal()
        night.set(f"{DAY} 09:52")
        await _cleared(night, draft["id"], "ventetekst", f"{DAY} 09:50")
        await night.approve(draft["id"], "ola")
        held = await town.until(draft["id"], "done")
        tasks = await _guardians(night)
        over = await _hoax(night, draft["id"], refusals)
        code, _, _ = await town.command("verify-log")
        return Told(
            night=night.measured,
            draft=draft,
            submitted=submitted,
            refusals=refusals,
            asked=asked,
            quiet=quiet,
            held=held,
            over=over,
            rows={alert: await town.deliveries(alert) for alert in (held["id"], over)},
            journal=await town.capture.journal(service=True),
            tasks=tasks,
            shown=await town.call("GET", "/api/v1/incidents/1001"),
            shift=await town.call("GET", "/api/v1/incidents/1001/shift-change.json"),
            page=await night.page(1001),
            data=await night.report(1001),
            verdict=code,
        )


async def _ready(night: Night) -> tuple[dict[str, Any], dict[str, Any]]:
    """The holding text is there as soon as somebody has chosen the school."""
    night.set(f"{DAY} 09:41")
    draft = await night.town.call("POST", ALERTS, THREAT, expect=201)
    line = {"kind": "kriseledelse-etablert", "text": "Marit, Per og Siri. Skolen ringte."}
    await night.log(1001, **line)
    since = time()
    submitted = await night.act(draft["id"], "submit")
    await night.ring("submit_to_approver_ringing", MAYOR, since)
    return draft, submitted


async def _affected(night: Night, held: dict[str, Any], refusals: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The mayor's child goes there: one tap, and the next one's phone rings at once."""
    night.set(f"{DAY} 09:42")
    since = time()
    await night.act(held["id"], "recuse", who="anne")
    await night.ring("recuse_to_next_ringing", DEPUTY, since)
    said = {"fingerprint": held["fingerprint"], "seen": [one["key"] for one in held["odd"]]}
    refusals["the mayor"] = await night.act(held["id"], "approve", said, who="anne", expect=403)
    return list((await night.town.view(held["id"]))["requests"])


async def _locked(night: Night, refusals: dict[str, dict[str, Any]]) -> None:
    """No words of one's own to anybody outside; of what is typed for one's own, the list of words stops it."""
    draft = await night.town.call("POST", ALERTS, THREAT, expect=201)
    path = f"{ALERTS}/{draft['id']}"
    own = {"texts": {"citizen.sms.nb": "ØVELSE. Alt er rolig. ØVELSE"}}
    refusals["own words"] = await night.town.call("PATCH", path, own, expect=422)
    await night.town.call("PATCH", path, {"texts": {"leader.sms.nb": "ØVELSE. Elev med kniv. ØVELSE"}})
    refusals["stop words"] = await night.town.call("POST", f"{path}/submit", {}, expect=422)


async def _no_way_round(night: Night, held: dict[str, Any], refusals: dict[str, dict[str, Any]]) -> None:
    """Not the approver, not the recorded exceptions, not anybody."""
    said = {"fingerprint": held["fingerprint"], "seen": [one["key"] for one in held["odd"]]}
    refusals["approve"] = await night.act(held["id"], "approve", said, who="ola", expect=409)
    for act, (who, body) in OVERRIDES.items():
        refusals[act] = await night.act(held["id"], act, body, who=who, expect=409)


async def _cleared(night: Night, alert: str, what: str, local: str) -> None:
    said = {"name": "Nora Eksempel", "function": "operasjonsleder", "at": rfc(local), "what": what}
    await night.act(alert, "clearance", said)


async def _guardians(night: Night) -> list[dict[str, Any]]:
    """They stand in the school's own system: somebody hands the text over, and says when."""
    (task,) = (await night.tasks(1001))["foresatte"]
    night.set(f"{DAY} 10:10")
    done = await night.done(task, f"{DAY} 09:58", **{"for": "kommunedirektor", "why": "Skoleeier sendte den."})
    return [task, done]


async def _hoax(night: Night, alert: str, refusals: dict[str, dict[str, Any]]) -> str:
    """«Faren over» is the police's word too."""
    night.set(f"{DAY} 11:05")
    draft = await night.act(alert, "all-clear", expect=201)
    submitted = await night.act(draft["id"], "submit")
    said = {"fingerprint": submitted["fingerprint"], "seen": [one["key"] for one in submitted["odd"]]}
    refusals["over"] = await night.act(draft["id"], "approve", said, who="ola", expect=409)
    await _cleared(night, draft["id"], "det er over, ingenting har hendt", f"{DAY} 11:00")
    await night.approve(draft["id"], "ola")
    await night.town.until(draft["id"], "done")
    await night.log(1001, kind="kriseledelse-hevet")
    return str(draft["id"])
