"""The night: the plan's word for an audience, somebody's answer, and danger to life that waits for neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dispatcher.composing.night import morning
from dispatcher.domain.errors import InvalidInput
from dispatcher.ledger import incidents, snapshot
from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import OfficeScene, municipality

CITIZENS = "innbyggere: {name: Innbyggere, class: citizen, lists: [innbyggere], by_area: true}"
SEVEN = datetime(2026, 11, 22, 6, tzinfo=UTC)
"""07:00 in Norway."""

Asleep = Callable[[str], OfficeScene]


@pytest.fixture
def asleep(tmp_path: Path) -> Iterator[Asleep]:
    """An office at 03:14 whose plan says what happens to citizens at night."""
    opened: list[OfficeScene] = []

    def make(night: str) -> OfficeScene:
        home = municipality(tmp_path)
        plan = (home / "plan.yaml").read_text(encoding="utf-8")
        assert CITIZENS in plan
        (home / "plan.yaml").write_text(plan.replace(CITIZENS, f"{CITIZENS[:-1]}, night: {night}}}"), encoding="utf-8")
        loaded = load_plan(home)
        rendering = Rendering.load(home, loaded.plan)
        opened.append(OfficeScene(tmp_path / "ledger", loaded, rendering, NodeMode.EXERCISE, home=home))
        return opened[-1]

    yield make
    for one in opened:
        one.ledger.close()


def held(office: OfficeScene, alert: str) -> list[int | None]:
    """Until when each wave is held."""
    row = office.ledger.read_now(incidents.alert, alert)
    return [wave.hold_until for wave in office.ledger.read_now(snapshot.waves_of, alert, row.version)]


def test_a_plan_that_asks_gets_its_answer_before_it_is_submitted(asleep: Asleep) -> None:
    """At night nobody is woken or left waiting by default: somebody says which, and it is part of what is approved."""
    office = asleep("ask")
    alert = office.trigger()

    with pytest.raises(InvalidInput, match="Det er natt"):
        office.submit(alert)
    office.edit(alert, hold="now")
    now = office.submit(alert)
    later = office.submit(office.trigger(hold_until=office.now + timedelta(hours=3)))
    assert now != later


def test_by_day_nobody_is_asked(asleep: Asleep) -> None:
    """The night is over at seven, in the municipality's own time."""
    office = asleep("ask")
    office.later(hours=5)

    assert office.submit(office.trigger(fields={"neste_melding": "15:00"}))


def test_a_plan_that_holds_holds_until_the_night_is_over(asleep: Asleep) -> None:
    """Citizens and the page wait until seven; leaders and staff do not. An answer of «now» wins."""
    office = asleep("hold_until")
    alert, at_once = office.trigger(), office.trigger(hold_until="now")
    office.submit(alert)
    office.submit(at_once)

    seven = int(SEVEN.timestamp() * 1000)
    assert held(office, alert) == [None, None, seven, seven, seven]
    assert held(office, at_once) == [None] * 5


def test_danger_to_life_does_not_wait_for_the_morning(asleep: Asleep) -> None:
    """Extreme or immediate: sent at once, whatever the plan says of the night."""
    office = asleep("hold_until")
    fields = {"fare": "leirskred", "moteplass": "loten-ungdomsskole"}
    alert = office.trigger(scenario="evakuering", fields=fields, areas=("nordbyvegen-myrvegen",))
    office.submit(alert)

    assert set(held(office, alert)) == {None}


@pytest.mark.parametrize(
    ("hours", "clock", "ends"),
    [
        ("22:00-07:00", datetime(2026, 11, 22, 2, 14, tzinfo=UTC), SEVEN),
        ("22:00-07:00", datetime(2026, 11, 21, 22, 30, tzinfo=UTC), SEVEN),
        ("22:00-07:00", datetime(2026, 11, 22, 6, tzinfo=UTC), None),
        ("22:00-07:00", datetime(2026, 11, 22, 12, tzinfo=UTC), None),
        ("00:00-06:00", datetime(2026, 11, 22, 2, tzinfo=UTC), datetime(2026, 11, 22, 5, tzinfo=UTC)),
        ("00:00-06:00", datetime(2026, 11, 22, 22, tzinfo=UTC), None),
    ],
    ids=["at three", "before midnight", "at seven sharp", "noon", "after midnight only", "before it begins"],
)
def test_when_the_night_ends(hours: str, clock: datetime, ends: datetime | None) -> None:
    """In Oslo's time, over midnight or not."""
    assert morning(hours, clock) == ends
