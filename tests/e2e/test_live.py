"""Live: real lanes to a provider on this machine, and the guards that keep exercise and real apart."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.adopted_texts import adopt_texts
from tests.e2e.town import Capture, Town, running_capture, totals
from tests.office import municipality

SECRET = "x" * 32


def live(provider: Capture, **more: str) -> dict[str, str]:
    """A live node whose provider is a process on this machine: the one place where a fictional number may be real."""
    return {
        "DISPATCHER_MODE": "live",
        "DISPATCHER_SECRET_KEY": SECRET,
        "DISPATCHER_TWILIO__ACCOUNT_SID": "AC" + "1" * 32,
        "DISPATCHER_TWILIO__AUTH_TOKEN": "t" * 32,
        "DISPATCHER_TWILIO__SENDER": "Loten",
        "DISPATCHER_TWILIO__BASE_URL": provider.url,
        "DISPATCHER_TWILIO__RATE": "500",
        "DISPATCHER_SMTP__HOST": "127.0.0.1",
        "DISPATCHER_SMTP__PORT": str(provider.smtp_port),
        "DISPATCHER_SMTP__SECURITY": "none",
        "DISPATCHER_SMTP__SENDER": "varsling@loten.example",
        **more,
    }


@pytest.fixture
async def two_worlds(tmp_path: Path) -> Any:
    """A live node with a provider, and a capture for its exercises: two processes that must never be mixed up."""
    async with running_capture() as provider, running_capture() as capture:
        folder = tmp_path / "town"
        folder.mkdir()
        town = Town(municipality(folder), capture, live(provider))
        await town.settle_in()
        await town.start()
        yield town, provider, capture
        await town.stop()


async def test_real_and_exercise_never_meet(two_worlds: Any) -> None:
    """The provider sees only the real alert, the capture only the exercise; banner.json shows only what is real."""
    town, provider, capture = two_worlds
    exercise = await town.approved(areas=["adalsbruk"])
    await town.until(exercise, "done")
    quiet = await town.banner()
    draft = await town.call("POST", "/api/v1/alerts", _asked("real"))
    refused = await town.call("POST", f"/api/v1/alerts/{draft['id']}/submit", {}, expect=409)
    people = _people(refused["title"])
    real = await town.approved(mode="real", areas=["adalsbruk"], people=people)
    view = await town.until(real, "done")
    shown = await town.banner()

    assert quiet["alerts"] == []
    assert [alert["id"] for alert in shown["alerts"]] == [real]
    real_texts = [entry["body"] for entry in await provider.journal()]
    exercised = [entry["body"] for entry in await capture.journal() if entry["channel"] in ("sms", "email")]
    assert real_texts
    assert exercised
    assert not [text for text in real_texts if "ØVELSE" in text or "EXERCISE" in text]
    assert all("ØVELSE" in text[:20] and "ØVELSE" in text[-40:] for text in exercised)
    assert totals(view)["failed"] == 0


async def test_check_of_a_live_node_that_runs(tmp_path: Path) -> None:
    """Its routes work, the node has heard the same of them, and PUBLIC_URL leads back to this very ledger."""
    async with running_capture() as provider, running_capture() as capture:
        folder = tmp_path / "town"
        folder.mkdir()
        home = municipality(folder)
        adopt_texts(home)
        town = Town(home, capture, live(provider))
        town.environment |= {"DISPATCHER_PUBLIC_URL": town.url, "DISPATCHER_RESOLVER": "127.0.0.1:9"}
        await town.settle_in()
        await town.start()
        try:
            _, out, _ = await town.command("check", "--json")
            sent = await provider.journal(service=True)
        finally:
            await town.stop()
    found = json.loads(out)

    assert sent == []
    assert [one for one in (*found["faults"], *found["warnings"]) if "PUBLIC_URL" in one["where"]] == []
    assert found["faults"] == []
    assert [(route["name"], route["ok"]) for route in found["routes"]] == [
        ("SMS (twilio)", True),
        ("e-post (smtp)", True),
    ]
    assert all("Noden prøvde den" in route["words"] for route in found["routes"])


def _asked(mode: str) -> dict[str, Any]:
    return {"scenario": "kokevarsel", "mode": mode, "areas": ["adalsbruk"], "fields": {"neste_melding": "23:59"}}


def _people(title: str) -> int:
    return int("".join(char for char in title if char.isdigit()))


async def test_a_test_goes_to_the_testers_by_the_real_provider(two_worlds: Any) -> None:
    """Varslingsprøve: ØVELSE first and last, to those who have agreed and nobody else, never banner or page."""
    town, provider, capture = two_worlds
    before = len(await capture.journal())
    alert = await town.approved(mode="test", areas=["hele-kommunen"])
    view = await town.until(alert, "done")
    rows = await town.deliveries(alert)
    shown = await town.banner()
    texts = [entry["body"] for entry in await provider.journal() if entry["channel"] == "sms"]

    assert [wave["name"] for wave in view["waves"]] == ["Varslingsprøve"]
    assert 0 < len({row["person"] for row in rows}) <= 300
    assert len(texts) == len([row for row in rows if row["channel"] == "sms" and row["accepted_at"]]) > 0
    assert all("ØVELSE" in text[:20] and "ØVELSE" in text[-40:] for text in texts)
    assert shown["alerts"] == []
    assert len(await capture.journal()) == before


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"DISPATCHER_MODE": "live"}, "DISPATCHER_SECRET_KEY"),
        ({"DISPATCHER_MODE": "live", "DISPATCHER_SECRET_KEY": "kort"}, "16 tegn"),
        (
            {
                "DISPATCHER_MODE": "live",
                "DISPATCHER_SECRET_KEY": SECRET,
                "DISPATCHER_PUBLIC_URL": "http://loten.example",
            },
            "https",
        ),
        (
            {"DISPATCHER_MODE": "live", "DISPATCHER_SECRET_KEY": SECRET, "DISPATCHER_DEBUG__DIE_AT": "intent"},
            "DISPATCHER_DEBUG",
        ),
        ({"DISPATCHER_MODE": "skarp"}, "DISPATCHER_MODE"),
        ({"DISPATCHER_PORT": "99999"}, "DISPATCHER_PORT"),
        ({"DISPATCHER_TWILIO__ACCOUNT_SID": "AC1"}, "DISPATCHER_TWILIO__AUTH_TOKEN"),
        ({"DISPATCHER_CAPTURE__URL": "http://example.com:9100"}, "DISPATCHER_CAPTURE__URL"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_settings_that_cannot_be_used_end_with_2_before_any_socket(
    tmp_path: Path, settings: dict[str, str], words: str
) -> None:
    """One line per fault that says what to type; no traceback, no secret."""
    async with running_capture() as capture:
        town = Town(municipality(tmp_path), capture, settings)
        code, out, err = await town.command("serve")

    assert code == 2
    assert words in err
    assert "Traceback" not in err
    assert out == ""


async def test_a_second_node_on_the_same_file_is_turned_away(two_worlds: Any) -> None:
    """Exit 2, naming the first."""
    town, _, _ = two_worlds
    code, _, err = await town.command("serve")

    assert code == 2
    assert str(town.node.pid) in err


async def test_a_list_that_changes_comes_into_force_while_the_node_runs(two_worlds: Any) -> None:
    """Somebody corrects contacts/ansatte.csv at 02:55; no restart is needed."""
    town, _, _ = two_worlds
    before = await _leaders(town)
    path = town.home / "contacts" / "ansatte.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    leader = next(line for line in lines if "kriseledelse" in line)
    number = leader.split(";")[0]
    path.write_text("\n".join([*lines, leader.replace(number, "K999", 1)]) + "\n", encoding="utf-8")
    async with asyncio.timeout(30):
        while await _leaders(town) == before:
            await asyncio.sleep(1.0)

    assert await _leaders(town) == before + 1


async def _leaders(town: Town) -> int:
    alert = await town.call("POST", "/api/v1/alerts", _asked("exercise"))
    return int(alert["waves"][0]["people"])
