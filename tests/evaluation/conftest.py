from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dispatcher.evaluation import report_csv, report_html, report_json
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.record import Record
from dispatcher.ledger.engine import Ledger
from tests.evaluation.reading import Element, read
from tests.evaluation.written import NUMBER, Story, write


@dataclass(frozen=True)
class Told:
    """A story that was written into a ledger, and what can be read of it there."""

    ledger: Ledger

    @property
    def html(self) -> str:
        return self.ledger.read_now(report_html, NUMBER)

    @property
    def page(self) -> Element:
        return read(self.html)

    @property
    def json(self) -> str:
        return self.ledger.read_now(report_json, NUMBER)

    @property
    def csv(self) -> str:
        return self.ledger.read_now(report_csv, NUMBER)

    @property
    def record(self) -> Record:
        return self.ledger.read_now(gather, NUMBER)

    def read(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return self.ledger.read_now(work, *arguments)


@pytest.fixture
def tell(tmp_path: Path) -> Iterator[Callable[[Story], Told]]:
    """Writes stories into ledgers of their own, and closes them."""
    opened: list[Ledger] = []

    def telling(story: Story) -> Told:
        opened.append(write(tmp_path / str(len(opened)), story))
        return Told(opened[-1])

    yield telling
    for ledger in opened:
        ledger.close()
