"""Expansion: everyone in the snapshot gets a row, one number gets one message, and repeating is harmless."""

from __future__ import annotations

from collections.abc import Callable

from dispatcher.ledger.tables import variants, waves
from tests.ledger.scene import Scene, WaveSpec, mobiles

Make = Callable[..., Scene]


def test_everyone_has_a_row_also_without_an_address(scene: Make) -> None:
    """A person who cannot be reached is skipped with the reason, never dropped."""
    one = scene(WaveSpec(people=["+4742000001", None]))
    one.expand()

    assert [(row.state, row.reason) for row in one.rows()] == [("waiting", ""), ("skipped", "no address")]


def test_a_shared_number_gets_one_message(scene: Make) -> None:
    """The first person carries it; the others are covered by that delivery."""
    one = scene(WaveSpec(people=["+4742000001", "+4742000002", "+4742000001", "+4742000001"]))
    one.expand()
    first, other, *covered = one.rows()

    assert (first.state, other.state) == ("waiting", "waiting")
    assert [(row.state, row.reason, row.covered_by) for row in covered] == [("skipped", "covered", first.id)] * 2


def test_a_number_of_an_earlier_wave_of_the_same_class_is_covered(scene: Make) -> None:
    """A leader's number that stands on the staff list too is not sent to twice in one class."""
    one = scene(WaveSpec(people=["+4742000001"]), WaveSpec(people=["+4742000001"], share=1.0, longest_wait=60_000))
    one.expand()

    assert [row.state for row in one.rows()] == ["waiting", "skipped"]


def test_staff_text_and_citizen_text_are_two_messages(scene: Make) -> None:
    """An employee who lives in the area gets both."""
    one = scene(
        WaveSpec(people=["+4742000001"]),
        WaveSpec(people=["+4742000001"], share=1.0, longest_wait=60_000, cls="citizen"),
    )
    one.expand()

    assert [row.state for row in one.rows()] == ["waiting", "waiting"]


def test_a_slice_that_is_repeated_adds_nothing(scene: Make) -> None:
    """A crash between a slice and its cursor is harmless: the unique key holds, and sharing is seen over slices."""
    one = scene(WaveSpec(people=[*mobiles(7), "+4742000002"]))
    one.expand(size=3)
    before = one.rows()
    one.ledger.write_now(lambda connection: connection.execute(waves.update().values(cursor=0, expanded=False)))

    one.expand(size=3)

    assert one.rows() == before
    assert [row.state for row in before] == ["waiting"] * 7 + ["skipped"]
    assert before[7].covered_by == before[1].id


def test_the_same_words_to_the_same_number_go_once(scene: Make) -> None:
    """Unless staff text and citizen text are equal: then the employee at home gets them once."""
    one = scene(
        WaveSpec(people=["+4742000001"]),
        WaveSpec(people=["+4742000001"], share=1.0, longest_wait=60_000, cls="citizen"),
    )
    one.ledger.write_now(lambda connection: connection.execute(variants.update().values(body="Akkurat det samme.")))

    one.expand()

    assert [(row.cls, row.state, row.reason) for row in one.rows()] == [
        ("staff", "waiting", ""),
        ("citizen", "skipped", "covered"),
    ]
