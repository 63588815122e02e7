"""The staff's chat from the plan to the room, over a real node and the capture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.town import running_town

ROOM = "rooms:\n  - {room: servicetorget, audience: servicetorg, language: nb}\ntopics:\n"
BEFORE = "        audiences: [vakt, sykehjem, servicetorg]\n        channels: [sms, email]"


def _with_a_room(home: Path) -> None:
    file = home / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    assert BEFORE in text
    file.write_text(text.replace("topics:\n", ROOM, 1).replace(BEFORE, f"{BEFORE[:-1]}, chat]", 1), encoding="utf-8")


@pytest.mark.requirement("R046", "R070")
async def test_a_room_is_told_once_in_the_staffs_own_words(tmp_path: Path) -> None:
    """One delivery, taken, counted among no people, with the text that was approved; a picture of what is public."""
    async with running_town(tmp_path, change=_with_a_room) as town:
        alert = await town.approved(areas=["budor"])
        view = await town.until(alert, "done")
        rows = [row for row in await town.deliveries(alert) if row["channel"] == "chat"]
        (said,) = await town.capture.journal("chat")
        incident = view["number"]
        path = f"/api/v1/incidents/{incident}/tasks"
        number = next(one["id"] for one in (await town.call("GET", path))["tasks"] if one["key"] == "facebook")
        drawn = await town.command("task", "show", number, "--cards", str(tmp_path / "cards"), who="kari")
        without = await town.command("task", "show", str(int(number) + 1), "--cards", str(tmp_path / "no"), who="kari")
        code, report, _ = await town.command("report", str(incident), "--out", str(tmp_path / "report"), who="kari")

    assert [(row["state"], row["address"], row["attempts"]) for row in rows] == [("accepted", "servicetorget", 1)]
    wave = next(one for one in view["waves"] if "chat" in one["channels"])
    assert wave["channels"]["chat"]["accepted"] == 1
    approved = view["variants"]
    (text,) = (one for one in approved if one["channel"] == "chat" and one.get("fate", "") != "retracted")
    assert text["class"] == "staff"
    assert (said["to"], said["subject"], said["body"]) == ("servicetorget", text["headline"], text["body"])
    assert said["subject"].startswith("ØVELSE")
    assert code == 0, report

    assert (drawn[0], without[0]) == (0, 2), drawn
    assert {file.suffix for file in (tmp_path / "cards").iterdir()} == {".png", ".txt"}
    assert (tmp_path / "cards" / "nb-1.txt").read_text(encoding="utf-8").startswith("Dette er en øvelse.")
    assert not (tmp_path / "no").exists()
