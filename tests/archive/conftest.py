from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from dispatcher.approval import log_lines
from dispatcher.approval.log_lines import LogLine
from dispatcher.archive.contents import Contents, contents
from dispatcher.archive.zipped import zipped
from dispatcher.domain.states import Mode
from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import OfficeScene
from tests.sending import send_all

WRITTEN = "Vannverket ringte: =E. coli i bassenget."
Remake = Callable[[dict[str, bytes]], Path]


def play(office: OfficeScene, **asked: Any) -> str:
    """An incident that was triggered, logged, approved and sent; another incident's lines stand among its own."""
    alert = office.trigger(**asked)
    line = LogLine(text=WRITTEN, kind="telefon", happened_at=None, corrects=None, answers=None)
    office.ledger.write_now(log_lines.write_line, office.users["kari"], 1001, line, office.now)
    office.trigger()
    office.approve(alert, office.submit(alert))
    send_all(office.ledger, office.now)
    return alert


@dataclass(frozen=True)
class Archived:
    """A package in hand, and what it is of."""

    office: OfficeScene
    alert: str
    package: Contents
    path: Path

    @property
    def files(self) -> dict[str, bytes]:
        """What the zip holds, by name."""
        with ZipFile(self.path) as package:
            return {name: package.read(name) for name in package.namelist()}


def make(office: OfficeScene, alert: str, path: Path) -> Archived:
    """The package of incident 1001, written to a file."""
    package = office.ledger.read_now(contents, 1001)
    with path.open("w+b") as file:
        zipped(package, file)
    return Archived(office=office, alert=alert, package=package, path=path)


@pytest.fixture(scope="module")
def archived(
    tmp_path_factory: pytest.TempPathFactory, plan_and_texts: tuple[LoadedPlan, Rendering]
) -> Iterator[Archived]:
    """One package for tests that only read it."""
    folder = tmp_path_factory.mktemp("archived")
    office = OfficeScene(folder, *plan_and_texts, NodeMode.LIVE)
    alert = play(office, mode=Mode.EXERCISE)
    yield make(office, alert, folder / "pakke.zip")
    office.ledger.close()


@pytest.fixture
def desk(tmp_path: Path, plan_and_texts: tuple[LoadedPlan, Rendering]) -> Iterator[OfficeScene]:
    """A desk on SQLite alone, where the database makes no difference."""
    office = OfficeScene(tmp_path, *plan_and_texts, NodeMode.EXERCISE)
    yield office
    office.ledger.close()


@pytest.fixture
def remake(tmp_path: Path) -> Remake:
    """Another zip of these files, in this order."""

    def zip_of(files: dict[str, bytes]) -> Path:
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
            for name, content in files.items():
                package.writestr(name, content)
        path = tmp_path / "annen.zip"
        path.write_bytes(buffer.getvalue())
        return path

    return zip_of
