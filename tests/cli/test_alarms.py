"""Alarms where people look: list, watch, check and the alert itself, until they are over."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest

from dispatcher.cli.bars import draw
from dispatcher.cli.watch_lines import changes
from tests.cli.test_bars import NOW, STAFF, drawn, view
from tests.cli.town import Town

WORDS = "Varsel 1001-1 er stanset på SMS: leverandøren avviste teksten. 12 meldinger venter."
ROUTE = "Veien ut på e-post er brutt (smtp). Meldingene venter, og noden prøver igjen."
MOMENT = int(datetime(2026, 11, 22, 2, 12, tzinfo=UTC).timestamp() * 1000)


def stand(town: Town, *rows: tuple[str, str, str]) -> None:
    """Alarms as a node would have raised them."""
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        database.executemany(
            f"INSERT INTO alarms (cause, about, words, since, seen_at) VALUES (?, ?, ?, {MOMENT}, {MOMENT})",  # noqa: S608
            rows,
        )


@pytest.fixture
def troubled(drafted: Town) -> Town:
    """A town with an alarm about its alert, one about another, and one about a route."""
    stand(
        drafted,
        ("lane-paused", f"{drafted.alert}/sms", WORDS),
        ("stalled", "1077-1/0", "Varsel 1077-1 står stille."),
        ("route-broken", "email/real/smtp", ROUTE),
    )
    return drafted


def test_list_has_them_on_top(troubled: Town) -> None:
    """A line each; for programs each alert has those that concern it."""
    lines = troubled.run("list").out.splitlines()
    (listed,) = troubled.run("list", "--json").json

    assert lines[:3] == [f"ALARM: {WORDS}", "ALARM: Varsel 1077-1 står stille.", f"ALARM: {ROUTE}"]
    assert listed["alarms"] == [WORDS, ROUTE]


def test_check_warns_of_them(troubled: Town) -> None:
    """With when each began; a warning stops nothing."""
    done = troubled.speak_one_language().run("check", "--json", by=None)
    told = [warning["what"] for warning in done.json["warnings"] if warning["where"] == "alarm"]

    assert done.code == 0
    assert told[0] == f"{WORDS} (siden 22.11.2026 kl 03.12)"
    assert len(told) == 3


def test_the_alert_has_its_own_and_the_nodes(troubled: Town) -> None:
    """As over HTTP."""
    assert troubled.run("show", troubled.alert, "--json").json["alarms"] == [WORDS, ROUTE]


def test_a_watched_alert_has_them_above_its_bars() -> None:
    """Whole, before anything else."""
    picture = drawn(view(STAFF, alarms=[WORDS]))

    assert " ".join(picture.split()).startswith(f"ALARM: {WORDS}")
    assert draw(view(STAFF, alarms=[]), NOW).renderables != draw(view(STAFF, alarms=[WORDS]), NOW).renderables


def test_a_watched_alert_as_lines_says_each_once() -> None:
    """When it comes, and not again while it stands."""
    quiet: dict[str, Any] = view(STAFF, alarms=[])
    loud = view(STAFF, alarms=[WORDS])

    assert changes(quiet, loud) == [f"ALARM: {WORDS.rstrip('.')}"]
    assert changes(loud, loud) == []
