from collections.abc import Callable
from pathlib import Path

import pytest

from dispatcher.ledger.engine import Ledger
from tests.ledger.scene import Scene, WaveSpec


@pytest.fixture
def scene(new_ledger: Callable[[Path], Ledger], tmp_path: Path) -> Callable[..., Scene]:
    """Makes scenes, on both databases."""
    made: list[Scene] = []

    def make(*specs: WaveSpec, severity_rank: int = 1, unsure: str = "ask") -> Scene:
        ledger = new_ledger(tmp_path / str(len(made)))
        made.append(Scene(ledger, *specs, severity_rank=severity_rank, unsure=unsure))
        made[-1].marker = tmp_path / f"{len(made)}.marker"
        return made[-1]

    return make
