"""Night B: a landslide at noon. Two streets are evacuated, the zone grows twice, each person gets one text each time.

Real processes, driven by the contract alone; its task and the police's clearance come with part 4.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.town import Town, running_town

STREETS = ["nordbyvegen-myrvegen", "nordbyvegen-myrvegen-flate"]
NEIGHBOURS = "nordbyvegen-naboer"
EVERYBODY = ["hele-kommunen"]
WHAT = {"fare": "leirskred", "moteplass": "Løten ungdomsskole", "retning": "nord", "unnga": "bru"}


@pytest.mark.requirement("R076", "R085", "R109", "R111")
async def test_night_b(tmp_path: Path) -> None:
    """12:02 evacuate two streets; 12:40 the neighbours too; 13:30 a street more; then it is over."""
    async with running_town(tmp_path) as town:
        first = await _first(town)
        (public,) = (await town.banner())["alerts"]
        grown = await _follow(town, first, "update", zones={"evakuer": [*STREETS, NEIGHBOURS], "nabo": "lotensentrum"})
        again = await _follow(
            town, grown, "update", zones={"evakuer": [*STREETS, NEIGHBOURS, "skulevegen"], "nabo": "lotensentrum"}
        )
        over = await _follow(town, again, "all-clear")
        rows = {alert: await town.deliveries(alert) for alert in (first, grown, again, over)}
        views = {alert: await town.view(alert) for alert in rows}
        journal = await town.capture.journal("sms")
        shown = await town.banner()
        number = views[first]["number"]
        code, out, err = await town.command("report", str(number), "--out", str(tmp_path / "report"), who="kari")
        _, verdict, _ = await town.command("verify-log")

    assert {view["state"] for view in views.values()} == {"done"}
    assert all(_adds_up(view) for view in views.values())
    assert public["areas"] == ["Nordbyvegen og Myrvegen", "Nordbyvegen og Myrvegen (kart)"]  # where the danger is
    _one_text_each(rows)
    _staff_before_citizens(rows[first])
    _moved_are_told_everything(views, rows, first, grown)
    assert [alert["id"] for alert in shown["alerts"]] == [over]
    assert _told_and_untold(rows, over)
    assert max(Counter((entry["to"], entry["body"]) for entry in journal).values()) == 1
    assert code == 0, out + err
    assert verdict
    _report_tells_it(tmp_path / "report", views)


async def _first(town: Town) -> str:
    """Triggered, with a meeting place that is refused first: it lies where people are to leave."""
    asked: dict[str, Any] = {"scenario": "evakuering", "mode": "exercise", "areas": EVERYBODY}
    asked |= {"fields": WHAT, "zones": {"evakuer": STREETS, "nabo": NEIGHBOURS}}
    inside = asked | {
        "zones": {"evakuer": "lotensentrum"},
        "fields": WHAT | {"moteplass": "loten-radhus"},
    }
    refused = await town.call("POST", "/api/v1/alerts", inside, expect=422)
    assert [fault["where"] for fault in refused["errors"]] == ["fields.moteplass"]
    draft = await town.call("POST", "/api/v1/alerts", asked, expect=201)
    assert [zone["key"] for zone in draft["zones"]] == ["evakuer", "nabo", "resten"]
    return await _go(town, draft)


async def _follow(town: Town, alert: str, kind: str, **asked: Any) -> str:
    body = {"areas": EVERYBODY, **asked} if asked else {}
    draft = await town.call("POST", f"/api/v1/alerts/{alert}/{kind}", body, expect=201)
    return await _go(town, draft)


async def _go(town: Town, draft: Mapping[str, Any]) -> str:
    path = f"/api/v1/alerts/{draft['id']}"
    said = {"name": "Nora Eksempel", "function": "operasjonsleder", "at": "2026-11-22T11:58:00Z", "what": "evakuering"}
    await town.call("POST", f"{path}/clearance", said)
    submitted = await town.call("POST", f"{path}/submit", {})
    seen = [one["key"] for one in submitted["odd"]]
    await town.call("POST", f"{path}/approve", {"fingerprint": submitted["fingerprint"], "seen": seen}, who="anne")
    await town.until(str(draft["id"]), "done")
    return str(draft["id"])


def _adds_up(view: Mapping[str, Any]) -> bool:
    counts = [channel for wave in view["waves"] for channel in wave["channels"].values()]
    return all(count["total"] == sum(n for key, n in count.items() if key != "total") for count in counts)


def _one_text_each(rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """One row per person, class and channel in every alert."""
    for alert, found in rows.items():
        doubled = [
            key for key, count in Counter((r["person"], r["class"], r["channel"]) for r in found).items() if count > 1
        ]
        assert doubled == [], alert


def _staff_before_citizens(rows: list[dict[str, Any]]) -> None:
    """Urgency immediate: no gate, but staff first in order."""
    first: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["channel"] == "sms" and row["first_attempt_at"]:
            first[row["class"]].append(row["first_attempt_at"])
    assert min(first["leader"]) <= min(first["staff"]) <= min(first["citizen"])


def _moved_are_told_everything(
    views: Mapping[str, Mapping[str, Any]], rows: Mapping[str, list[dict[str, Any]]], first: str, grown: str
) -> None:
    """Neighbours who were told to stay get the whole text of those who must go."""
    assert views[grown]["added"] > 0 < views[grown]["kept"]
    texts = {text["key"]: text["body"] for text in views[grown]["variants"]}
    assert "EVAKUER" in texts["citizen@evakuer+added.sms.nb"]
    assert "IKKE evakuere" in {text["key"]: text["body"] for text in views[first]["variants"]}["citizen@nabo.sms.nb"]
    assert len(rows[grown]) >= len(rows[first])


def _told_and_untold(rows: Mapping[str, list[dict[str, Any]]], over: str) -> bool:
    """«Faren over» went to whoever had been told something; the rest have a row that says so."""
    told = {
        (row["class"], row["person"])
        for alert, found in rows.items()
        if alert != over
        for row in found
        if row["accepted_at"]
    }
    reached = {(row["class"], row["person"]) for row in rows[over] if row["accepted_at"]}
    meant = {(row["class"], row["person"]) for found in rows.values() for row in found}
    return reached == told and {(row["class"], row["person"]) for row in rows[over]} == meant


def _report_tells_it(folder: Path, views: Mapping[str, Mapping[str, Any]]) -> None:
    """All four alerts, in order, with what was said."""
    data = json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8"))
    told = json.dumps(data, ensure_ascii=False)
    page = next(folder.glob("*.html")).read_text(encoding="utf-8")
    for alert, view in views.items():
        assert alert in told
        assert view["fingerprint"] in told or view["fingerprint"][:12] in told
    assert "EVAKUER" in page
    assert "FAREN ER OVER" in page
