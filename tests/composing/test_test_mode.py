"""Tests (*varslingsprøve*): real lanes, but only to those who have agreed, and never the banner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.states import ChannelName, LaneKind, Mode
from dispatcher.ledger import claims
from dispatcher.ledger.claims import Lane
from dispatcher.ledger.tables import lists
from dispatcher.ledger.times import ms
from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import REPOSITORY, OfficeScene, municipality
from tests.sending import expand, is_service

REAL = Lane(channel=ChannelName.SMS, kind=LaneKind.REAL, provider="twilio", incarnation="test")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[OfficeScene]:
    plan = load_plan(REPOSITORY)
    folder = tmp_path / "live"
    folder.mkdir()
    one = OfficeScene(folder, plan, Rendering.load(REPOSITORY, plan.plan), NodeMode.LIVE)
    yield one
    one.ledger.close()


def claimed(office: OfficeScene) -> int:
    done = office.ledger.write_now(claims.cycle, REAL, [], 500, ms(office.now))
    return sum(not is_service(claim.alert) for claim in done.claims)


def test_a_test_goes_to_the_consenting_only(live: OfficeScene) -> None:
    """One wave, the plan's test audience, ØVELSE first and last, no banner; a real lane may claim it."""
    alert = live.trigger(mode=Mode.TEST, areas=("hele-kommunen",))
    live.approve(alert, live.submit(alert))
    expand(live.ledger, live.now)
    (wave,) = live.view(alert)["waves"]

    assert not wave["public"]
    assert set(wave["channels"]) <= {"sms", "email"}
    assert 0 < wave["people"] <= 300
    assert all(
        text["body"].startswith("ØVELSE") and text["body"].endswith("ØVELSE")
        for text in live.view(alert)["variants"]
        if text["channel"] == "sms" and text["language"] == "nb"
    )
    assert claimed(live) == wave["channels"]["sms"]["waiting"] > 0


def test_a_list_that_has_not_agreed_is_not_claimed(live: OfficeScene) -> None:
    """Consent is looked at again when the message is about to leave."""
    alert = live.trigger(mode=Mode.TEST, areas=("hele-kommunen",))
    live.approve(alert, live.submit(alert))
    expand(live.ledger, live.now)
    live.ledger.write_now(lambda connection: connection.execute(update(lists).values(consenting=False)))

    assert claimed(live) == 0


def test_an_exercise_node_makes_no_test(office: OfficeScene) -> None:
    """It has no real lanes."""
    with pytest.raises(Conflict, match="varslingsprøver"):
        office.trigger(mode=Mode.TEST)


def test_more_than_three_hundred_are_no_test(tmp_path: Path) -> None:
    """A test audience that has grown into everybody is refused."""
    home = municipality(tmp_path)
    path = home / "contacts" / "varslingsprove.csv"
    lines = (home / "contacts" / "innbyggere.csv").read_text(encoding="utf-8-sig").splitlines()
    one_more = lines[-1].replace(lines[-1].split(";")[0], "T301", 1)
    path.write_text("\n".join([*lines, one_more]) + "\n", encoding="utf-8")
    plan = load_plan(home)
    (tmp_path / "db").mkdir()
    one = OfficeScene(tmp_path / "db", plan, Rendering.load(home, plan.plan), NodeMode.LIVE, home=home)
    try:
        with pytest.raises(InvalidInput, match="høyst 300"):
            one.trigger(mode=Mode.TEST, areas=("hele-kommunen",))
    finally:
        one.ledger.close()
