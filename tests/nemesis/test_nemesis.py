"""A bounded storm in every run: ten kills of a real node among three hundred people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nemesis.provider import CallbackMode
from tests.nemesis.run import Plan, run


@pytest.mark.timeout(900)  # 80 s [measured]; nodes start slowly on a machine that is shared
async def test_ten_kills_lose_nobody_and_double_nobody(tmp_path: Path) -> None:
    """The provider's retried callbacks and its list arrive: every statement holds, no phone got anything twice.

    The report of every incident says what the provider's journal says.
    """
    outcome = await run(Plan(kills=10, seed=3, callbacks=CallbackMode.RETRIED), tmp_path)

    assert outcome.verdict.violations == []
    assert (outcome.verdict.lost, outcome.verdict.doubled) == (0, 0)
    assert outcome.miscounted == []
    assert outcome.kills >= 10
    assert outcome.verdict.people >= 300
