"""A target that nobody asked for any more before its time was out was not missed: overtaken, stopped, closed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dispatcher.approval import decisions, exceptions
from dispatcher.composing import following
from dispatcher.composing.request import FollowUp
from dispatcher.domain.states import AlertKind
from dispatcher.evaluation import report_html, report_json
from tests.evaluation.reading import read, table
from tests.tasks.night import Night


async def corrected(night: Night, first: str) -> str:
    """The correction that overtakes an alert, approved and sent."""
    office, asked = night.office, FollowUp(fields={"neste_melding": "11:00", "feil": "rad"})
    correction = night.ledger.write_now(
        lambda connection: following.follow(
            office.desk, connection, office.users["kari"], first, AlertKind.CORRECTION, asked, office.now
        )
    )
    office.approve(correction, office.submit(correction), seen=("same-text", "second-draft"))
    await night.tick()
    return correction


async def much_later(night: Night) -> None:
    """When every time that was given is out."""
    night.office.later(hours=5)
    await night.tick()


def targets(night: Night, alert: str, kind: str = "tasks") -> list[dict[str, Any]]:
    found = json.loads(night.ledger.read_now(report_json, 1001))["targets"]
    return [each for each in found if (each["alert"], each["kind"]) == (alert, kind)]


async def test_tasks_of_an_overtaken_alert_are_not_missed(night: Night) -> None:
    """Nobody had done any when the correction came a minute later; the page says by which, and marks nothing."""
    first = await night.approved()
    night.office.later(minutes=1)
    correction = await corrected(night, first)
    await much_later(night)
    [target] = targets(night, first)
    page = read(night.ledger.read_now(report_html, 1001))
    [row] = [
        row for row in table(page, "Planens mål, og det som skjedde") if row[0] == f"{first}: Oppgaver som ble delt ut"
    ]

    assert (target["result"], target["why"], target["late_seconds"]) == (
        "not-applicable",
        f"avløst av {correction}",
        None,
    )
    assert row[3] == f"Ikke aktuelt: avløst av {correction}"
    assert row[2].endswith("gjaldt ikke lenger")
    assert all(each["result"] != "missed" for each in targets(night, first, "gate"))


async def test_what_was_done_in_time_before_it_was_overtaken_was_kept(night: Night) -> None:
    """The rest is told, and counts neither way."""
    first = await night.approved()
    night.done("nrk")
    await corrected(night, first)
    await much_later(night)
    [target] = targets(night, first)

    assert (target["result"], target["why"]) == ("kept", None)
    assert target["happened"].startswith("1 av 1 (100\xa0%) i tide, ")


async def test_what_was_late_already_when_it_was_overtaken_was_missed(night: Night) -> None:
    """Five hours, and then the correction."""
    first = await night.approved()
    await much_later(night)
    await corrected(night, first)
    [target] = targets(night, first)

    assert target["result"] == "missed"
    assert "ikke gjort" in target["happened"]


@pytest.mark.parametrize("end", ["stopped", "closed"])
async def test_a_stop_and_a_closing_end_what_is_asked_of_people(night: Night, end: str) -> None:
    """Each with its own words."""
    first, office = await night.approved(), night.office
    if end == "stopped":
        office.decide(decisions.stop, first, "kari", "Prøven var negativ")
        await night.tick()
    else:
        night.ledger.write_now(exceptions.close, office.users["kari"], 1001, "Over", office.now)
    await much_later(night)
    [target] = targets(night, first)

    why = {"stopped": "varselet ble stoppet", "closed": "hendelsen ble avsluttet"}[end]
    assert (target["result"], target["why"]) == ("not-applicable", why)
