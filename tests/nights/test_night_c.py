"""Night C: a threat at a school, 09:41. The police own the words, phones stay silent where people hide; it is a hoax.

Real processes, driven by the contract alone. Not here: the mayor whose child goes there («berørt», recuse), and the
task that hands the text to the school's own system for guardians.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from dispatcher.domain.plan.stop_words import shipped_stop_words
from dispatcher.domain.police import stopped_words
from dispatcher.plan_file import load_plan
from tests.e2e.town import Town, running_town
from tests.office import REPOSITORY

SCHOOL = "Løten ungdomsskole"
AREA = "lotensentrum"
ALERTS = "/api/v1/alerts"
THREAT: dict[str, Any] = {
    "scenario": "alvorlig-hendelse",
    "mode": "exercise",
    "areas": [AREA],
    "fields": {"enhet": "loten_ungdomsskole"},
}
SAID = {"name": "Nora Eksempel", "function": "operasjonsleder", "at": "2026-11-22T08:50:00Z"}
OVERRIDES = {"external-now": ("kari", {"why": "liv"}), "release": ("anne", {}), "retract": ("kari", {"why": "liv"})}


@pytest.mark.requirement("R002", "R021")
async def test_night_c(tmp_path: Path) -> None:
    """Ready at once, sent by nobody before the police say so, and never to the school's phones or to the whole town."""
    async with running_town(tmp_path) as town:
        log = await town.call("POST", "/api/v1/incidents/1001/log", {"text": "x"}, expect=404)
        held = await _ready(town)
        await _locked(town, held)
        await _no_way_round(town, held)
        quiet = await town.capture.journal()
        await town.call("POST", f"{ALERTS}/{held['id']}/clearance", SAID | {"what": "ventetekst"})
        await _approved(town, held["id"])
        view = await town.until(held["id"], "done")
        over = await _hoax(town, held["id"])
        rows = {alert: await town.deliveries(alert) for alert in (held["id"], over)}
        sms, mail = await town.capture.journal("sms"), await town.capture.journal("email")
        pushed = await town.capture.journal("push")
        code, out, err = await town.command("report", "1001", "--out", str(tmp_path / "report"), who="kari")
        shift = await town.call("GET", "/api/v1/incidents/1001/shift-change.json")
        verdict, _, _ = await town.command("verify-log")

    assert log["status"] == 404
    assert quiet == []
    _school_is_silent(sms, mail, pushed, rows, view)
    _nothing_to_the_whole_town(rows)
    _fact_free(view)
    assert (code, verdict) == (0, 0), out + err
    assert any("Nora Eksempel" in one["words"] for one in shift["decisions"])
    _report_tells_it(tmp_path / "report", over)


async def _ready(town: Town) -> dict[str, Any]:
    """The holding text is there, for the approvers to see, as soon as somebody has chosen the school."""
    draft = await town.call("POST", ALERTS, THREAT, expect=201)
    line = {"kind": "kriseledelse-etablert", "text": "Marit, Per og Siri. Skolen ringte."}
    written = await town.call("POST", "/api/v1/incidents/1001/log", line)
    submitted = await town.call("POST", f"{ALERTS}/{draft['id']}/submit", {})
    shown = await town.call("GET", "/api/v1/incidents/1001")
    assert submitted["clearance"] == {
        "needed": True,
        "without_police": False,
        "given": None,
        "words": "Politiet må klarere før noe går ut.",
    }
    assert shown["crisis_mode"]["words"] == written["text"]
    return submitted


async def _locked(town: Town, held: dict[str, Any]) -> None:
    """No words of one's own to anybody outside; of what is typed for one's own, the list of words stops it."""
    draft = await town.call("POST", ALERTS, THREAT, expect=201)
    path = f"{ALERTS}/{draft['id']}"
    own = {"texts": {"citizen.sms.nb": "ØVELSE. Alt er rolig. ØVELSE"}}
    refused = await town.call("PATCH", path, own, expect=422)
    await town.call("PATCH", path, {"texts": {"leader.sms.nb": "ØVELSE. Elev med kniv. ØVELSE"}})
    stopped = await town.call("POST", f"{path}/submit", {}, expect=422)
    assert [fault["where"] for fault in refused["errors"]] == ["texts.citizen.sms.nb"]
    assert "Elev, kniv" in stopped["errors"][0]["what"]
    assert draft["id"] != held["id"]


async def _no_way_round(town: Town, held: dict[str, Any]) -> None:
    """Not the approver, not the recorded exceptions, not anybody."""
    path = f"{ALERTS}/{held['id']}"
    seen = [one["key"] for one in held["odd"]]
    said = {"fingerprint": held["fingerprint"], "seen": seen}
    refused = await town.call("POST", f"{path}/approve", said, who="anne", expect=409)
    assert refused["type"] == "clearance"
    for act, (who, body) in OVERRIDES.items():
        await town.call("POST", f"{path}/{act}", body, who=who, expect=409)
    assert (await town.view(held["id"]))["state"] == "submitted"


async def _approved(town: Town, alert: str) -> None:
    view = await town.view(alert)
    if view["state"] == "draft":
        view = await town.call("POST", f"{ALERTS}/{alert}/submit", {})
    said = {"fingerprint": view["fingerprint"], "seen": [one["key"] for one in view["odd"]]}
    await town.call("POST", f"{ALERTS}/{alert}/approve", said, who="anne")


async def _hoax(town: Town, alert: str) -> str:
    """«Faren over» is the police's word too."""
    draft = await town.call("POST", f"{ALERTS}/{alert}/all-clear", {}, expect=201)
    submitted = await town.call("POST", f"{ALERTS}/{draft['id']}/submit", {})
    said = {"fingerprint": submitted["fingerprint"], "seen": [one["key"] for one in submitted["odd"]]}
    refused = await town.call("POST", f"{ALERTS}/{draft['id']}/approve", said, who="anne", expect=409)
    assert refused["type"] == "clearance"
    await town.call("POST", f"{ALERTS}/{draft['id']}/clearance", SAID | {"what": "det er over"})
    await _approved(town, draft["id"])
    await town.until(draft["id"], "done")
    await town.call("POST", "/api/v1/incidents/1001/log", {"kind": "kriseledelse-hevet"})
    return str(draft["id"])


def _people(file: str) -> list[dict[str, str]]:
    lines = (REPOSITORY / "contacts" / file).read_text(encoding="utf-8-sig").splitlines()[1:]
    return list(csv.DictReader(lines, delimiter=";"))


def _school_is_silent(
    sms: list[dict[str, Any]],
    mail: list[dict[str, Any]],
    pushed: list[dict[str, Any]],
    rows: dict[str, list[dict[str, Any]]],
    view: dict[str, Any],
) -> None:
    """Their phones never rang; they got the e-mail; the rows say why, and the number stood there to approve."""
    staff = [one for one in _people("ansatte.csv") if one["enhet"] == SCHOOL]
    phones = {one["mobil"].replace(" ", "") for one in staff if one["mobil"]}
    refs = {one["id"] for one in staff}
    skipped = [
        row
        for found in rows.values()
        for row in found
        if row["person"] in refs and row["channel"] != "email" and row["reason"] == "silent unit"
    ]
    assert phones
    assert phones.isdisjoint(entry["to"] for entry in sms)
    assert {one["e-post"] for one in staff if one["e-post"]} <= {entry["to"] for entry in mail}
    assert pushed == []
    assert {row["state"] for row in skipped} == {"skipped"}
    assert view["silent"]["units"] == [SCHOOL]
    assert view["silent"]["people"] == len(refs)


def _nothing_to_the_whole_town(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Only those who live around the school, who are fewer than half of the town."""
    meant = {row["person"] for found in rows.values() for row in found if row["class"] == "citizen"}
    assert 0 < len(meant) < len(_people("innbyggere.csv")) / 2


def _fact_free(view: dict[str, Any]) -> None:
    """No text to anybody outside has a word of the list."""
    plan = load_plan(REPOSITORY).plan
    assert plan.stop_words == shipped_stop_words()
    for text in view["variants"]:
        if text["class"] in ("citizen", "press", "public"):
            said = f"{text['headline']} {text['body']} {text['instruction']}"
            assert stopped_words(plan, said) == [], text["key"]


def _report_tells_it(folder: Path, over: str) -> None:
    """Who of the police said what, both times; the crisis team on and off; silent phones; the last word."""
    page = next(folder.glob("*.html")).read_text(encoding="utf-8")
    data = json.dumps(json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8")), ensure_ascii=False)
    assert page.count("Klarert av operasjonsleder Nora Eksempel") >= 2
    assert "Kriseledelse etablert" in page
    assert "Kriseledelse hevet" in page
    assert "Stille enhet" in page
    assert "DET ER OVER" in page
    assert over in data
