"""Times a person types of what has happened, and what failures say."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from dispatcher.cli.failures import ending, frames, known, unexpected
from dispatcher.cli.values import past, told_past
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from tests.cli.terminal import at_terminal
from tests.cli.town import Town

NOW = datetime(2026, 11, 22, 2, 12, tzinfo=UTC)  # 03:12 in Oslo


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("02:50", datetime(2026, 11, 22, 1, 50, tzinfo=UTC)),
        ("02.50", datetime(2026, 11, 22, 1, 50, tzinfo=UTC)),
        ("kl 2", datetime(2026, 11, 22, 1, 0, tzinfo=UTC)),
        ("23:40", datetime(2026, 11, 21, 22, 40, tzinfo=UTC)),
        ("21.11 23:40", datetime(2026, 11, 21, 22, 40, tzinfo=UTC)),
        ("2026-11-22T02:50+01:00", datetime(2026, 11, 22, 1, 50, tzinfo=UTC)),
        ("2026-11-22T01:50:00Z", datetime(2026, 11, 22, 1, 50, tzinfo=UTC)),
    ],
)
def test_a_clock_time_of_the_past_is_the_last_one(written: str, meant: datetime) -> None:
    """«02:50», typed at 03:12, was twenty-two minutes ago; «23:40» was last night."""
    assert past("known_at", written, NOW) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("02:50", "Forstått som: kjent 22.11 kl 02.50 (i dag).\n"),
        ("kl 3.20", "Forstått som: kjent 21.11 kl 03.20 (i går).\n"),
        ("21.11 23:40", ""),
        ("2026-11-22T02:50+01:00", ""),
        (None, ""),
    ],
)
def test_the_day_of_a_bare_clock_is_said(written: str | None, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """«03:20», typed at 03:12, is yesterday's, and must not be so in silence."""
    moment = told_past("known_at", "kjent", written, NOW)
    streams = capsys.readouterr()

    assert (moment, streams.out) == (past("known_at", written, NOW), "")
    assert streams.err == said


def test_a_date_without_a_year_may_be_of_last_year() -> None:
    """On New Year's day «31.12 23:50» is yesterday."""
    morning = datetime(2027, 1, 1, 6, 0, tzinfo=UTC)

    assert past("known_at", "31.12 23:50", morning) == datetime(2026, 12, 31, 22, 50, tzinfo=UTC)


def test_the_clock_is_right_across_the_change_to_winter_time() -> None:
    """The last 23:40 before the clocks went back is counted in the time of that evening."""
    after = datetime(2026, 10, 25, 5, 0, tzinfo=UTC)

    assert past("known_at", "23:40", after) == datetime(2026, 10, 24, 21, 40, tzinfo=UTC)


def test_what_lies_ahead_is_left_for_the_desk_to_refuse() -> None:
    """A full date in the future is not bent into the past."""
    assert past("known_at", "24.12 18:00", NOW) == datetime(2026, 12, 24, 17, 0, tzinfo=UTC)


def test_what_is_no_time_is_told_with_examples() -> None:
    """The refusal shows how times are written."""
    with pytest.raises(InvalidInput, match=r"^known_at: Skriv et tidspunkt som 09:00, "):
        past("known_at", "i natt", NOW)


def test_a_refusal_is_its_own_sentence() -> None:
    """A conflict is one line and exit 1."""
    end = ending(Conflict("state", "Varselet er ferdig sendt og kan ikke endres nå."))

    assert (end.lines, end.code) == (["Varselet er ferdig sendt og kan ikke endres nå."], 1)


def test_every_fault_of_an_input_is_a_line() -> None:
    """Nothing is hidden behind the first."""
    end = ending(InvalidInput(Fault("areas", "Velg ett."), Fault("fields.sted", "Mangler.")))

    assert list(end.lines) == ["areas: Velg ett.", "fields.sted: Mangler."]


def test_a_refusal_inside_a_group_of_tasks_is_still_a_refusal() -> None:
    """A node's task group wraps what it raises; a person still reads the sentence."""
    inner = Conflict("state", "Går ikke nå.")

    assert known(ExceptionGroup("tasks", [ExceptionGroup("more", [inner])])) is inner
    assert known(ExceptionGroup("tasks", [inner, KeyError("x")])) is None


def test_an_unexpected_error_keeps_its_place_and_loses_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence for a person, and the frames in the log; nowhere the error's own words, which may be personal."""
    with pytest.raises(KeyError) as caught:
        dict[str, str]()["+47 42 00 00 01 kari.nordmann@loten.example 4742000001"]
    wrapped = ExceptionGroup("tasks", [caught.value])
    said, where = unexpected(wrapped), frames(wrapped)

    assert where[-1].startswith("cli/test_values.py:")
    assert said == f"Uventet feil (KeyError i {where[-1]}). Meld fra til den som drifter Dispatcher."


def test_a_command_that_breaks_ends_in_one_sentence(with_draft: Town) -> None:
    """What no one foresaw (here a row that was damaged): no traceback; the log has the frames alone."""
    town, alert = with_draft, with_draft.alert
    broken = town.copy(town.home.parent / "skadet")
    with sqlite3.connect(broken.home / "var" / "dispatcher.db") as database:
        database.execute("UPDATE alerts SET fields = '{42000001' WHERE id = ?", (alert,))
    done = broken.run("show", alert)
    code, screen = at_terminal(broken, "show", alert)
    logged, sentence = done.err.splitlines()

    assert (done.code, code) == (1, 1)
    assert sentence.startswith("Uventet feil (JSONDecodeError i ")
    assert screen == f"{sentence}\n", "at a terminal the sentence is all there is"
    assert json.loads(logged)["event"] == "command.failed"
    assert any(frame.startswith("cli/main.py:") for frame in json.loads(logged)["frames"])
    assert "42000001" not in done.said
