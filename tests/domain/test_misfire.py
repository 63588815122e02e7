"""What is odd about an alert: each key with its own words and numbers, and nothing when all is as it should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dispatcher.domain.misfire import Facts, Passed, bare, oddities

NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
USUAL = Facts(people=500, most_people=500, cost=900.0, most_cost=900.0, submitted_at=NOW - timedelta(minutes=30))


def ago(**size: float) -> datetime:
    return NOW - timedelta(**size)


def test_the_usual_is_not_odd() -> None:
    """At the ceilings, submitted half an hour ago, a promise to come: nothing to tick."""
    facts = replace(USUAL, times=(Passed(label="Neste melding", moment=NOW + timedelta(minutes=1)),))

    assert oddities(facts, NOW) == ()


@pytest.mark.parametrize(
    ("facts", "key", "words"),
    [
        (replace(USUAL, same=(("1003-1", ago(minutes=4)),)), "same-text", "for 4 minutter siden"),
        (replace(USUAL, people=12_345), "many-people", "12\u00a0345 personer"),
        (replace(USUAL, cost=7350.4), "cost", "omtrent 7\u00a0350 kroner"),
        (replace(USUAL, ended=("Budor", "Østvang")), "ends-all", "hele hendelsen, også for Budor, Østvang"),
        (replace(USUAL, open=("1001-2", "1001-3")), "second-draft", "1001-2 og 1001-3"),
        (replace(USUAL, submitted_at=ago(minutes=31)), "old", "22.11 kl 02.43, for 31 minutter siden"),
        (replace(USUAL, submitted_at=ago(hours=2, minutes=5)), "old", "for 2 timer og 5 min siden"),
        (
            replace(USUAL, times=(Passed(label="Neste melding", moment=NOW),)),
            "time-passed",
            "«Neste melding» (22.11 kl",
        ),
    ],
)
def test_each_oddity_says_what_and_how_much(facts: Facts, key: str, words: str) -> None:
    """One key, and a sentence with the numbers in it."""
    (one,) = oddities(facts, NOW)

    assert one.key == key
    assert words in one.words


def test_the_same_text_is_odd_for_ten_minutes_only() -> None:
    """Eleven minutes later it is a renewal, not a slip."""
    recent = replace(USUAL, same=(("1003-1", ago(minutes=10)),))
    past = replace(USUAL, same=(("1003-1", ago(minutes=10, seconds=1)),))

    assert [one.key for one in oddities(recent, NOW)] == ["same-text"]
    assert oddities(past, NOW) == ()


def test_a_day_has_passed_when_it_is_over() -> None:
    """«25.11» is the whole of that day."""
    day = Passed(label="Strømmen", moment=ago(hours=23), whole_day=True)

    assert not day.over(NOW)
    assert day.over(NOW + timedelta(hours=1))


def test_several_are_named_the_most_dangerous_first() -> None:
    """Everything at once, in one fixed order."""
    facts = replace(USUAL, same=(("1003-1", NOW),), people=501, cost=901, open=("1001-2",), submitted_at=ago(hours=1))
    facts = replace(facts, times=(Passed(label="Neste melding", moment=ago(minutes=1)),))

    found = [one.key for one in oddities(facts, NOW)]

    assert found == ["same-text", "many-people", "cost", "second-draft", "old", "time-passed"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Løten kommune 22.11 kl 03.40: KOK VANNET. Nr 4821", "Løten kommune 23.11 kl 17: KOK VANNET. Nr 4822"),
        ("Next message by 22 Nov 09:00. Nr 1", "Next message by 3 Dec 10:30. Nr 22"),
    ],
)
def test_a_text_is_the_same_apart_from_number_and_time(first: str, second: str) -> None:
    """What changes by itself from one send to the next does not count."""
    assert bare(first) == bare(second)
    assert bare(first) != bare(first.replace("KOK", "IKKE BRUK").replace("message", "alert"))
