"""Night B: a landslide at noon. Two streets are evacuated, the zone grows twice, and nobody gets two texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.nights.hours import adds_up
from tests.nights.night_b import Told, play


@pytest.mark.requirement("R076", "R085", "R109", "R111")
async def test_night_b(tmp_path: Path) -> None:
    """12:02 evacuate two streets; 12:40 the neighbours too; 13:30 a street more; then it is over."""
    told = await play(tmp_path)

    first, grown, _, over = told.alerts
    assert {view["state"] for view in told.views.values()} == {"done"}
    assert all(adds_up(view) for view in told.views.values())
    _asked_first(told)
    _one_text_each(told.rows)
    _staff_before_citizens(told.rows[first])
    _moved_are_told_everything(told.views, told.rows, first, grown)
    assert told.shown == [over]
    assert _told_and_untold(told.rows, over)
    assert max(Counter((entry["to"], entry["body"]) for entry in told.journal).values()) == 1
    assert told.verdict == 0
    _report_tells_it(told)


def _asked_first(told: Told) -> None:
    """No meeting place where people are to leave; «be politiet sende Nødvarsel» stands there before submit."""
    assert [fault["where"] for fault in told.refused["errors"]] == ["fields.moteplass"]
    assert [zone["key"] for zone in told.draft["zones"]] == ["evakuer", "nabo", "resten"]
    assert any("nodvarsel" in wave["tasks"]["keys"] for wave in told.draft["waves"])
    assert told.public["areas"] == ["Nordbyvegen og Myrvegen", "Nordbyvegen og Myrvegen (kart)"]  # where the danger is


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


def _report_tells_it(told: Told) -> None:
    """All four alerts, in order, with what was said."""
    for alert, view in told.views.items():
        assert alert in told.data
        assert view["fingerprint"] in told.data
    assert "EVAKUER" in told.page
    assert "FAREN ER OVER" in told.page
