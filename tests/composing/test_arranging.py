"""The desk's queue: what comes first, and the channels an alert goes without."""

from __future__ import annotations

from typing import Any

import pytest

from dispatcher.approval import decisions
from dispatcher.composing import arranging
from dispatcher.domain.desk_queue import Priority
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.states import ChannelName
from dispatcher.web.views import alert_view
from tests.office import OfficeScene

WATER_CUT: dict[str, Any] = {"scenario": "vannavstengning", "areas": ("adalsbruk",)}
SMS = [ChannelName.SMS]


def arrange(office: OfficeScene, alert: str, by: str = "kari", **given: Any) -> None:
    def work(connection: Any) -> None:
        arranging.arrange(office.desk, connection, office.users[by], alert, **given, now=office.now)

    office.ledger.write_now(work)


def order(office: OfficeScene) -> list[str]:
    return [head["id"] for head in office.ledger.read_now(arranging.queue)]


def channels(office: OfficeScene, alert: str) -> set[str]:
    return {channel for wave in office.view(alert)["waves"] for channel in wave["channels"]}


@pytest.mark.requirement("R016")
def test_every_services_drafts_are_in_one_queue_in_the_desks_order(office: OfficeScene) -> None:
    """A grave matter first, then the oldest; a priority goes before both, and what is submitted has left."""
    first = office.trigger(**WATER_CUT)
    office.later(minutes=1)
    second = office.trigger(**WATER_CUT)
    grave = office.trigger()
    assert order(office) == [grave, first, second]

    arrange(office, second, priority=Priority.HIGH)
    arrange(office, first, priority=Priority.LOW)
    assert order(office) == [second, grave, first]
    assert office.view(second)["version"] == 1

    office.submit(second)
    assert order(office) == [grave, first]
    with pytest.raises(Conflict, match="ikke lenger et utkast"):
        arrange(office, second, priority=Priority.LOW)


@pytest.mark.requirement("R016")
def test_a_channel_left_out_is_in_no_wave_and_must_be_ticked(office: OfficeScene) -> None:
    """Another version and another fingerprint; nobody falls back on it either, and all of it can be taken back."""
    alert = office.trigger(**WATER_CUT)
    assert "sms" in channels(office, alert)
    arrange(office, alert, leave_out=SMS)
    view = office.view(alert)

    assert (view["version"], view["left_out"]) == (2, ["sms"])
    assert "sms" not in channels(office, alert)
    assert not [text for text in view["variants"] if text["channel"] == "sms"]
    office.submit(alert)
    odd = {one["key"]: one["words"] for one in office.ledger.read_now(alert_view, alert, office.now)["odd"]}
    assert "uten SMS" in odd["channels"]
    office.decide(decisions.return_, alert, "anne", "Ta med SMS")
    arrange(office, alert, leave_out=[])
    assert "sms" in channels(office, alert)


@pytest.mark.parametrize(
    ("asked", "leave_out", "says"),
    [
        ({}, SMS, "planen alene"),
        (WATER_CUT, [ChannelName.BANNER], "planens valg"),
        (WATER_CUT, [ChannelName.SMS, ChannelName.EMAIL, ChannelName.PUSH, ChannelName.APP], "ingen kanal igjen"),
    ],
)
def test_what_cannot_be_left_out(
    office: OfficeScene, asked: dict[str, Any], leave_out: list[ChannelName], says: str
) -> None:
    """Never in a grave matter, never the page, never the last channel somebody has; the draft stays as it was."""
    alert = office.trigger(**asked)
    before = office.view(alert)
    with pytest.raises(InvalidInput, match=says):
        arrange(office, alert, leave_out=leave_out)
    assert office.view(alert) == before


def test_only_the_desk_arranges(office: OfficeScene) -> None:
    """An approver, or the service that wrote it, does not."""
    alert = office.trigger(**WATER_CUT)
    with pytest.raises(Forbidden):
        arrange(office, alert, by="anne", priority=Priority.HIGH)
