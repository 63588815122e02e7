from datetime import UTC, datetime

import pytest

from dispatcher.domain.moments import OSLO
from dispatcher.rendering.moments import Clockwork, Moment, parse_moment

NORWEGIAN = Clockwork(at="kl")
ENGLISH = Clockwork(at="", months=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()))
NOW = datetime(2026, 11, 22, 3, 40, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("moment", "norwegian", "english"),
    [
        (datetime(2026, 11, 22, 2, 40, tzinfo=UTC), "22.11 kl 03.40", "22 Nov 03:40"),
        (datetime(2026, 11, 22, 9, tzinfo=OSLO), "22.11 kl 09", "22 Nov 09:00"),
        (datetime(2026, 7, 1, 22, tzinfo=UTC), "02.07 kl 00", "2 Jul 00:00"),
    ],
    ids=["to the minute", "on the hour", "summer time and midnight"],
)
def test_a_moment_is_absolute_and_in_norwegian_time(moment: datetime, norwegian: str, english: str) -> None:
    """Date and clock as each language writes them, whatever zone the moment came in."""
    assert str(Moment(moment=moment, language=NORWEGIAN)) == norwegian
    assert str(Moment(moment=moment, language=ENGLISH)) == english


def test_the_date_is_left_out_only_where_the_text_carries_the_same_one() -> None:
    """«fra kl 17» in an SMS dated that day; the whole moment on the next day, and where no date stands."""
    at = datetime(2026, 11, 22, 17, tzinfo=OSLO)

    assert Moment(moment=at, language=NORWEGIAN, dated=NOW).near == "kl 17"
    assert Moment(moment=at, language=NORWEGIAN, dated=datetime(2026, 11, 21, 23, tzinfo=OSLO)).near == "22.11 kl 17"
    assert Moment(moment=at, language=NORWEGIAN).near == "22.11 kl 17"
    assert Moment(moment=at, language=NORWEGIAN, dated=NOW, whole_day=True).near == "22.11"


@pytest.mark.parametrize(
    ("typed", "expected", "whole_day"),
    [
        ("09:00", datetime(2026, 11, 22, 9, tzinfo=OSLO), False),
        ("09.30", datetime(2026, 11, 22, 9, 30, tzinfo=OSLO), False),
        ("03:00", datetime(2026, 11, 23, 3, tzinfo=OSLO), False),
        ("25.11", datetime(2026, 11, 25, tzinfo=OSLO), True),
        ("25.11.2027", datetime(2027, 11, 25, tzinfo=OSLO), True),
        ("2026-11-25", datetime(2026, 11, 25, tzinfo=OSLO), True),
        ("1.1", datetime(2027, 1, 1, tzinfo=OSLO), True),
        ("25.11 09:00", datetime(2026, 11, 25, 9, tzinfo=OSLO), False),
        ("2026-11-22T08:00:00Z", datetime(2026, 11, 22, 9, tzinfo=OSLO), False),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, expected: datetime, *, whole_day: bool) -> None:
    """A clock, a day, both, or the machine's own form; the next one to come when it is not said which."""
    assert parse_moment(typed, NOW) == (expected, whole_day)


@pytest.mark.parametrize("typed", ["i morgen", "", "31.02", "25:00", "snart", "2026-13-01"])
def test_what_is_no_time_says_what_to_type(typed: str) -> None:
    """No guess is made of a time that people will plan their night by."""
    with pytest.raises(ValueError, match="Skriv et tidspunkt som 09:00"):
        parse_moment(typed, NOW)


@pytest.mark.parametrize("written", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00-12:00", "9999-12-31"])
def test_a_time_at_the_ends_of_the_calendar_is_no_time(written: str) -> None:
    """The day after it does not exist: said as a fault of the field, not met later as one of ours."""
    with pytest.raises(ValueError, match="Skriv et tidspunkt"):
        parse_moment(written, datetime(2026, 11, 22, 2, 14, tzinfo=UTC))
