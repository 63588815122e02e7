"""What people write about their tasks at night, read as they meant it; what could mean «not yet» ticks nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dispatcher.domain.task_replies import Said, happened_at, read_task_reply

NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)  # 03:14 in Oslo


@pytest.mark.parametrize(
    ("written", "numbers", "clock"),
    [
        ("OPPGAVE 123 GJORT 14:05", (123,), "14:05"),
        ("oppgave 123 gjort", (123,), ""),
        ("Oppgåve 12: utført kl 14.05.", (12,), "14:05"),
        ("oppgave nr. 12 er gjort.", (12,), ""),
        ("ferdig med oppgave 12 kl 1405", (12,), "14:05"),
        ("task 12 done", (12,), ""),
        ("12 OK", (12,), ""),
        ("gjort 3:05", (), "03:05"),
        ("Ok!", (), ""),
        ("13-15 gjort", (13, 14, 15), ""),
        ("13, 14 og 16 ferdig", (13, 14, 16), ""),
    ],
)
def test_a_task_that_is_done(written: str, numbers: tuple[int, ...], clock: str) -> None:
    """With or without the word, in either order, several at once."""
    reply = read_task_reply(written)

    assert (reply.said, reply.numbers, reply.clock, reply.why) == (Said.DONE, numbers, clock, "")


@pytest.mark.parametrize(
    ("written", "numbers", "why"),
    [
        ("OPPGAVE 12 KAN IKKE bilen er låst", (12,), "bilen er låst"),
        ("oppgåve 12 kan ikkje: eg er sjuk", (12,), "eg er sjuk"),
        ("OPPGAVE 12 KAN IKKE 3 biler mangler", (12,), "3 biler mangler"),
        ("kan ikke oppgave 12", (12,), ""),
        ("task 12 cannot, no car", (12,), "no car"),
        ("kan ikke", (), ""),
        ("Nei", (), ""),
        ("oppgave 12 nei", (12,), ""),
    ],
)
def test_a_task_that_cannot_be_done(written: str, numbers: tuple[int, ...], why: str) -> None:
    """The reason is what is left, in their own words."""
    reply = read_task_reply(written)

    assert (reply.said, reply.numbers, reply.why) == (Said.CANNOT, numbers, why)


@pytest.mark.parametrize(
    "written",
    [
        *("ikke gjort", "er ikke ferdig", "GJORT IKKE", "oppgave 12 ikke ferdig", "ferdig om 10 min", "ferdig snart"),
        *(
            "gjort?",
            "ok gjør det nå",
            "ok, kan ikke",
            "nei, gjort",
            "oppgave 12",
            "12 gjort 25:00",
            "12 gjort i går 9:30",
        ),
        *(
            "oppgave 1-100000 gjort",
            "OPPGAVE 15-13 GJORT",
            "Jeg er på ferie og kan ikke svare",
            "1",
            "ja 482193",
            "",
            "🙂",
        ),
    ],
)
def test_what_could_mean_something_else_ticks_nothing(written: str) -> None:
    """Not yet, both at once, a time that is none, more tasks than anybody has, somebody else's words."""
    assert read_task_reply(written).said is Said.UNCLEAR


@pytest.mark.parametrize(("written", "loose"), [("ok", True), ("nei", True), ("gjort", False), ("12 nei", False)])
def test_words_that_answer_other_questions_too_are_loose(written: str, loose: bool) -> None:
    """Without the word and without a number, «nei» may be about coming."""
    assert read_task_reply(written).loose is loose


@pytest.mark.parametrize(
    ("clock", "asked", "minutes"),
    [
        ("03:05", 60, 9),
        ("03:15", 60, 0),  # a telephone a minute ahead
        ("23:50", 300, 204),  # yesterday, after they were asked
        ("23:50", 60, None),  # yesterday, before they were asked: no, it lies ahead
        ("14:05", 300, None),
    ],
)
def test_a_clock_time_is_the_last_one_that_can_be_meant(clock: str, asked: int, minutes: int | None) -> None:
    """Never ahead, and never a night too early."""
    moment = happened_at(clock, NOW - timedelta(minutes=asked), NOW)

    assert moment == (None if minutes is None else NOW - timedelta(minutes=minutes))
