"""A stranger counts the report again, for several nights, and finds any one figure that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.stranger import differences, figures_of, planted
from tests.evaluation.written import Story
from tests.nemesis.evidence import Row, read_ledger

Tell = Callable[[Story], Told]


def provider(ledger: dict[str, list[Row]]) -> Iterator[tuple[str, str]]:
    """What a provider's journal has of the night: each attempt it took."""
    channels = {row["id"]: (row["channel"], row["alert_id"]) for row in ledger["deliveries"]}
    for row in ledger["attempts"]:
        channel, alert = channels[row["delivery_id"]]
        if row["state"] == "accepted":
            yield channel, f"{alert}.{row['delivery_id']}" if channel == "email" else f"x-{row['delivery_id']}"


@pytest.mark.requirement("R124")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_stranger_comes_to_the_same_figures(tell: Tell, seed: int) -> None:
    """From the rows and the provider's journal alone, whatever the dice said."""
    told = tell(night_a(120 + 40 * seed, seed))
    ledger = read_ledger(f"sqlite:///{told.ledger.path}")

    assert differences(json.loads(told.json), provider(ledger), ledger) == []


def test_any_wrong_figure_is_found(tell: Tell) -> None:
    """One too many in any of them; and a message that the ledger says was taken and the provider never had."""
    told = tell(night_a(40))
    ledger, report = read_ledger(f"sqlite:///{told.ledger.path}"), json.loads(told.json)
    messages = list(provider(ledger))
    missed = [place for place, _ in figures_of(report) if not differences(planted(report, place), messages, ledger)]

    assert len(figures_of(report)) > 40
    assert missed == []
    assert differences(report, messages[1:], ledger)
