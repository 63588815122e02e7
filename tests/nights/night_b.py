"""Night B, as it is played: a landslide at noon. Two streets are evacuated, and the zone grows twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.nights.hours import Night, rfc, running_night

STREETS = ["nordbyvegen-myrvegen", "nordbyvegen-myrvegen-flate"]
NEIGHBOURS = "nordbyvegen-naboer"
EVERYBODY = ["hele-kommunen"]
WHAT = {"fare": "leirskred", "moteplass": "Løten ungdomsskole", "retning": "nord", "unnga": "bru"}


@dataclass(kw_only=True)
class Told:
    """What came of it. ``alerts``: first, grown, grown again, over; ``public``: the banner after the first."""

    night: dict[str, float]
    draft: dict[str, Any]
    refused: dict[str, Any]
    public: dict[str, Any]
    alerts: tuple[str, str, str, str]
    views: dict[str, dict[str, Any]]
    rows: dict[str, list[dict[str, Any]]]
    journal: list[dict[str, Any]]
    shown: list[str]
    page: str
    data: str
    verdict: int


async def play(folder: Path) -> Told:
    """12:02 evacuate two streets; 12:40 the neighbours too; 13:30 a street more; then it is over."""
    async with running_night(folder, "2026-11-22 12:00") as night:
        town = night.town
        draft, refused = await _first(night)
        first = await _go(night, draft)
        (public,) = (await town.banner())["alerts"]
        night.set("2026-11-22 12:40")
        more: dict[str, Any] = {"evakuer": [*STREETS, NEIGHBOURS], "nabo": "lotensentrum"}
        grown = await _follow(night, first, "update", zones=more)
        night.set("2026-11-22 13:30")
        again = await _follow(night, grown, "update", zones=more | {"evakuer": [*more["evakuer"], "skulevegen"]})
        night.set("2026-11-22 18:00")
        over = await _follow(night, again, "all-clear")
        alerts = (first, grown, again, over)
        code, _, _ = await town.command("verify-log")
        return Told(
            night=night.measured,
            draft=draft,
            refused=refused,
            public=public,
            alerts=alerts,
            views={alert: await town.view(alert) for alert in alerts},
            rows={alert: await town.deliveries(alert) for alert in alerts},
            journal=await town.capture.journal("sms"),
            shown=[one["id"] for one in (await town.banner())["alerts"]],
            page=await night.page(1001),
            data=await night.report(1001),
            verdict=code,
        )


async def _first(night: Night) -> tuple[dict[str, Any], dict[str, Any]]:
    """Triggered, with a meeting place that is refused first: it lies where people are to leave."""
    night.set("2026-11-22 12:02")
    asked: dict[str, Any] = {"scenario": "evakuering", "mode": "exercise", "areas": EVERYBODY}
    asked |= {"fields": WHAT, "zones": {"evakuer": STREETS, "nabo": NEIGHBOURS}}
    inside = asked | {
        "zones": {"evakuer": "lotensentrum"},
        "fields": WHAT | {"moteplass": "loten-radhus"},
    }
    refused = await night.town.call("POST", "/api/v1/alerts", inside, expect=422)
    return await night.town.call("POST", "/api/v1/alerts", asked, expect=201), refused


async def _follow(night: Night, alert: str, kind: str, **asked: Any) -> str:
    body = {"areas": EVERYBODY, **asked} if asked else {}
    return await _go(night, await night.act(alert, kind, body, expect=201))


async def _go(night: Night, draft: Mapping[str, Any]) -> str:
    """The police's word, then as every alert."""
    said = {"name": "Nora Eksempel", "function": "operasjonsleder", "at": rfc("2026-11-22 12:01"), "what": "evakuering"}
    alert = str(draft["id"])
    await night.act(alert, "clearance", said)
    await night.act(alert, "submit")
    await night.approve(alert, "anne")
    await night.town.until(alert, "done")
    return alert
