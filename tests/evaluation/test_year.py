"""The yearly roll-up: a year of thirty incidents, every figure counted again from what was planted, in plain Python."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

import pytest

from dispatcher.domain.errors import InvalidInput
from dispatcher.evaluation.year.export import year_facts
from dispatcher.evaluation.year.gather import gather_year
from dispatcher.evaluation.year.measures import Kept
from dispatcher.plan_file import LoadedPlan, load_plan
from tests.evaluation.planted import ACCOUNTS, HOME, YEAR, Event, Planted, Version, plant, utc
from tests.office import REPOSITORY

NOW = datetime(YEAR + 1, 2, 1, 12, tzinfo=UTC)
SEVEN_AND_A_HALF_MONTHS = datetime(YEAR, 8, 15, 6, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One that people have written, as the year reads it."""

    mode: str | None
    kind: str
    due: str
    opened_at: int
    closed_at: int | None = None


KEPT = Kept(
    measures=(
        Measure(mode="real", kind="plan", due="2026-03-01", opened_at=utc(2025, 11, 1)),
        Measure(mode="real", kind="technical", due="2026-06-01", opened_at=utc(2026, 2, 1), closed_at=utc(2026, 5, 1)),
        Measure(mode="exercise", kind="training", due="2027-06-01", opened_at=utc(2026, 10, 1)),
        Measure(mode=None, kind="contract", due="2026-12-30", opened_at=utc(2026, 12, 1), closed_at=utc(2027, 1, 5)),
        Measure(mode="test", kind="plan", due="2026-03-01", opened_at=utc(2026, 2, 1)),
        Measure(mode="real", kind="plan", due="2027-03-01", opened_at=utc(2027, 1, 9)),
    ),
    evaluated={1002: utc(2026, 1, 9), 1005: utc(2026, 6, 1), 1035: utc(2026, 3, 1)},
)


@pytest.fixture(scope="module")
def plan() -> LoadedPlan:
    """The plan that is shipped."""
    return load_plan(REPOSITORY)


@pytest.fixture(scope="module")
def planted(plan: LoadedPlan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """The year, in a real ledger."""
    year = plant(tmp_path_factory.mktemp("year"), plan)
    yield year
    year.ledger.close()


@pytest.fixture(scope="module")
def facts(planted: Planted, plan: LoadedPlan) -> dict[str, Any]:
    """What the report says of it, as JSON that was written and read."""
    return told(planted, plan, YEAR, NOW)


def told(planted: Planted, plan: LoadedPlan, year: int, now: datetime) -> dict[str, Any]:
    record = planted.ledger.read_now(gather_year, plan.plan, year, now, KEPT)
    read: dict[str, Any] = json.loads(json.dumps(year_facts(record)))
    return read


def stamp(milliseconds: int | None) -> str | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()


def moment(written: str | None) -> int | None:
    return None if written is None else round(datetime.fromisoformat(written).timestamp() * 1000)


def people(event: Event) -> dict[str, int | None]:
    return event.staff | event.citizens


def known_to(event: Event, share: float) -> float | None:
    times = sorted(each for each in event.citizens.values() if each is not None)
    needed = max(math.ceil(round(share * len(event.citizens), 6)), 1)
    if event.known is None or len(times) < needed:
        return None
    return (event.approved + times[needed - 1] - event.known) / 1000


def cost(event: Event) -> float:
    taken = sum(after is not None for after in people(event).values())
    return round(taken * event.parts * 0.49, 2)


def lives_in(event: Event, area: str) -> dict[str, int | None]:
    if area == "hele-kommunen":
        return people(event)
    homes = {ref: where for version in event.lists for ref, where in version.homes.items()}
    return {ref: after for ref, after in people(event).items() if area in homes[ref]}


def areas_of(event: Event) -> set[str]:
    return {*event.areas, *({"ostvang"} if event.later else ())} if event.sent else set()


@pytest.mark.requirement("R126")
@pytest.mark.parametrize(("side", "mode"), [("real", "real"), ("exercises", "exercise")])
def test_each_incident_is_a_line_with_its_own_figures(
    planted: Planted, facts: dict[str, Any], side: str, mode: str
) -> None:
    """Thirty real, seven exercises, never together and no tests; those of the year by the clock in Oslo."""
    events, rows = planted.of(mode), facts[side]["incidents"]

    assert len(events) == {"real": 30, "exercise": 7}[mode]
    assert [row["number"] for row in rows] == [event.number for event in events]
    for event, row in zip(events, rows, strict=True):
        after = [each for each in people(event).values() if each is not None]
        citizens = [each for each in event.citizens.values() if each is not None]
        assert moment(row["opened_at"]) == event.opened
        assert (moment(row["known_at"]), moment(row["closed_at"])) == (event.known, event.closed)
        assert row["sent"] == event.sent
        assert row["alerts"] == (1 + event.later if event.sent else 0)
        assert (row["people"], row["told"]) == (len(people(event)), len(after))
        assert (row["citizens"], row["citizens_told"]) == (len(event.citizens), len(citizens))
        assert row["delivered"] == len(event.delivered)
        assert row["cost"]["amount"] == pytest.approx(cost(event))
        assert row["promises"] == {
            "given": int(event.sent and event.promise != ""),
            "kept": int(event.sent and event.promise == "kept"),
            "late": int(event.sent and event.promise == "late"),
        }
        assert row["deviations"]["by_kind"].get("pause", 0) == (event.paused if event.sent else 0)
        assert row["deviations"]["all"] == sum(row["deviations"]["by_kind"].values())
        assert moment(row["evaluated_at"]) == KEPT.evaluated.get(event.number)
        if event.sent:
            assert row["known_to_seconds"] == {
                "first": known_to(event, 0),
                "half": known_to(event, 0.5),
                "most": known_to(event, 0.95),
            }


@pytest.mark.requirement("R126")
@pytest.mark.parametrize(("side", "mode"), [("real", "real"), ("exercises", "exercise")])
def test_a_side_is_its_incidents_added_up(planted: Planted, facts: dict[str, Any], side: str, mode: str) -> None:
    """Sums, medians and the longest, of those that say; what is missing of evaluations by number."""
    events, totals = planted.of(mode), facts[side]["totals"]
    sent = [event for event in events if event.sent]

    assert (totals["incidents"], totals["sent"]) == (len(events), len(sent))
    assert totals["open"] == sum(event.closed is None for event in events)
    assert totals["people"] == sum(len(people(event)) for event in events)
    assert totals["told"] == sum(each is not None for event in events for each in people(event).values())
    for key, share in (("first", 0), ("half", 0.5), ("most", 0.95)):
        times = [each for event in sent if (each := known_to(event, share)) is not None]
        assert totals["known_to_seconds"][key]["of"] == len(times)
        assert totals["known_to_seconds"][key]["median"] == (pytest.approx(median(times), abs=0.001) if times else None)
        assert totals["known_to_seconds"][key]["longest"] == max(times, default=None)
    assert totals["promises"]["late"] == sum(event.promise == "late" for event in sent)
    assert totals["promises"]["kept"] == sum(event.promise == "kept" for event in sent)
    assert totals["cost"]["amount"] == pytest.approx(sum(cost(event) for event in sent), abs=0.01)
    over = [event for event in sent if event.closed is not None or event.number in KEPT.evaluated]
    missing = [event.number for event in over if event.number not in KEPT.evaluated]
    assert facts["duties"]["evaluation"][side] == {
        "met": False,
        "evaluated": len(over) - len(missing),
        "of": len(over),
        "missing": missing,
    }


@pytest.mark.requirement("R126")
@pytest.mark.parametrize(("side", "mode"), [("real", "real"), ("exercises", "exercise")])
def test_areas_have_their_incidents_and_the_people_who_live_there(
    planted: Planted, facts: dict[str, Any], side: str, mode: str
) -> None:
    """Also the zones of a later alert, who lives in two areas in both, and areas of the plan where nothing happened."""
    events = planted.of(mode)
    areas = {area["key"]: area for area in facts[side]["areas"]}

    assert {"lotensentrum", "hele-kommunen", *HOME} <= set(areas)
    for key, area in areas.items():
        mine = [event for event in events if key in areas_of(event)]
        assert area["incidents"] == len(mine), key
        assert area["people"] == sum(len(lives_in(event, key)) for event in mine), key
        assert area["told"] == sum(each is not None for event in mine for each in lives_in(event, key).values()), key
    assert areas["adalsbruk"]["coordinator"] == "beredskapskoordinator"
    assert areas["ostvang"]["incidents"] > 0


def test_the_duties_are_judged_on_the_last_day_of_the_year(planted: Planted, facts: dict[str, Any]) -> None:
    """Exercise within two years of the last in which something was sent; the plan's revision."""
    last = max((event for event in planted.of("exercise") if event.sent), key=lambda event: event.opened)
    duty = facts["duties"]["exercise"]

    assert (duty["met"], duty["last"], moment(duty["at"])) == (True, last.number, last.opened)
    assert date.fromisoformat(duty["due"]).year == YEAR + 2
    assert facts["duties"]["plan"]["next_revision"] == "2027-11-01"
    assert facts["duties"]["plan"]["overdue"] is False
    assert facts["duties"]["plan"]["used"] == {"1.0": 37}
    assert {duty["task"]: duty["overdue"] for duty in facts["duties"]["calendar"]}["Les gjennom tekstene"] is False


def test_a_plan_that_should_have_been_revised_says_so(planted: Planted, plan: LoadedPlan) -> None:
    """Two years later, with no exercise since."""
    later = told(planted, plan, 2029, datetime(2029, 6, 1, tzinfo=UTC))

    assert later["duties"]["plan"]["overdue"] is True
    assert later["duties"]["exercise"]["met"] is False
    assert later["real"]["incidents"] == []
    assert later["real"]["totals"]["known_to_seconds"]["first"] == {"of": 0, "median": None, "longest": None}


def versions_at(planted: Planted, key: str, until: int) -> list[Version]:
    return [one for one in planted.versions if one.key == key and one.imported < until]


def test_lists_are_those_that_stood_when_the_year_began_and_ended(planted: Planted, facts: dict[str, Any]) -> None:
    """Their faults, age, how many can be reached; what was read in January after belongs to another year."""
    end, start = utc(YEAR, 12, 31, 23), utc(YEAR - 1, 12, 31, 23)
    found = {each["key"]: each for each in facts["lists"]}

    assert set(found) == {"ansatte", "innbyggere"}
    for key, each in found.items():
        last = versions_at(planted, key, end)[-1]
        before = versions_at(planted, key, start)
        assert each["last"] == {
            "imported_at": each["last"]["imported_at"],
            "people": len(last.homes),
            "faults": last.faults,
            "with_contact": len(last.reachable),
            "age_days": (end - last.imported) // 86_400_000,
        }
        assert moment(each["last"]["imported_at"]) == last.imported
        assert (each["before"] or {}).get("people") == (len(before[-1].homes) if before else None)
        assert each["imports"] == sum(start <= one.imported for one in versions_at(planted, key, end))


def test_practice_is_told_role_by_role(planted: Planted, plan: LoadedPlan, facts: dict[str, Any]) -> None:
    """Who has carried a practice message in the year, and exercises in which somebody of the role acted."""
    start = utc(YEAR - 1, 12, 31, 23)
    exercises = planted.of("exercise")
    acted = {
        ACCOUNTS["siri"]: {event.number for event in exercises},
        ACCOUNTS["anne"]: {event.number for event in exercises if event.sent},
    }

    for row in facts["practice"]:
        chain = plan.plan.roles[row["role"]].chain
        mine = {person: planted.practised[person] for person in chain if person in planted.practised}
        assert row["persons"] == len(chain)
        assert row["practised"] == sum(when >= start for when in mine.values())
        assert moment(row["last_at"]) == max(mine.values(), default=None)
        assert row["exercises"] == len(set().union(*(acted.get(person, set()) for person in chain)))
    assert next(row["practised"] for row in facts["practice"] if row["role"] == "ordforer") == 1


def test_measures_are_opened_closed_open_and_overdue(facts: dict[str, Any]) -> None:
    """Each once, and apart: of real incidents, of exercises, of neither; a test has none."""
    keys = ("opened", "closed", "open", "overdue", "open_by_kind")
    measures = facts["measures"]
    parts = [measures[name] for name in ("real", "exercises", "other")]

    assert [measures[key] for key in keys] == [3, 1, 3, 2, {"plan": 1, "training": 1, "contract": 1}]
    assert [[part[key] for key in keys] for part in parts] == [
        [1, 1, 1, 1, {"plan": 1}],
        [1, 0, 1, 0, {"training": 1}],
        [1, 0, 1, 1, {"contract": 1}],
    ]
    assert all(sum(part[key] for part in parts) == measures[key] for key in keys[:4])


def test_since_the_last_exercise(planted: Planted, facts: dict[str, Any]) -> None:
    """What happened after it and before the year's end."""
    last = max((event for event in planted.of("exercise") if event.sent), key=lambda event: event.opened)
    later = [event.number for event in planted.of("real") if event.sent and event.opened >= last.opened]
    since = facts["since_exercise"]

    assert since["exercise"] == last.number
    assert since["real_incidents"] == later
    assert (since["plan_changed"], since["roles_changed"], since["lists_changed"]) == (False, [], [])
    assert since["measures_closed"] == 0


def test_a_year_that_runs_is_told_until_now(planted: Planted, plan: LoadedPlan) -> None:
    """Nothing of what will be planted later, and deadlines judged today."""
    facts = told(planted, plan, YEAR, SEVEN_AND_A_HALF_MONTHS)

    assert facts["year"]["over"] is False
    assert moment(facts["year"]["told_until"]) == round(SEVEN_AND_A_HALF_MONTHS.timestamp() * 1000)
    assert facts["measures"]["overdue"] == 1
    assert {each["key"]: each["imports"] for each in facts["lists"]} == {"ansatte": 1, "innbyggere": 1}


@pytest.mark.parametrize("year", [1999, YEAR + 2, 99999])
def test_a_year_that_has_not_begun_is_refused(planted: Planted, plan: LoadedPlan, year: int) -> None:
    """With what to write instead."""
    with pytest.raises(InvalidInput, match="Skriv et år fra 2000 til 2027"):
        told(planted, plan, year, NOW)


def test_thirty_incidents_take_less_than_five_seconds(planted: Planted, plan: LoadedPlan) -> None:
    """Of this process's own time: what else the machine does is not counted."""
    begun = time.process_time()
    told(planted, plan, YEAR, NOW)

    assert time.process_time() - begun < 5
