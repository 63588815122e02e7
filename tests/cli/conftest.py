import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.town import Town, found

# A command takes half a second to begin: what many tests start from is made once, by commands, and copied.


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town with accounts, and its lists imported; no alert yet. Nobody changes it."""
    town = found(Town(home=tmp_path_factory.mktemp("founded") / "kommune"))
    # A draft that is refused imports the lists, so that no copy has to.
    assert town.run("trigger", "kokevarsel", "--exercise").code == 1
    with _unchanged(town):
        yield town


@pytest.fixture(scope="session")
def with_draft(founded: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same with one draft. Nobody changes it."""
    town = founded.copy(tmp_path_factory.mktemp("draft") / "kommune")
    town = replace(town, alert=town.draft())
    with _unchanged(town):
        yield town


@pytest.fixture(scope="session")
def with_submitted(with_draft: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same with the draft submitted. Nobody changes it."""
    town = with_draft.copy(tmp_path_factory.mktemp("submitted") / "kommune")
    view = town.run("submit", town.alert, "--json").json
    with _unchanged(town):
        yield replace(town, fingerprint=view["fingerprint"])


@contextmanager
def _unchanged(town: Town) -> Iterator[None]:
    """What a test leaves in a town that others copy, breaks the ones that come after it on the same worker."""
    before = _state(town)
    yield
    assert _state(town) == before, "a test has written in a town that others copy"


def _state(town: Town) -> tuple[set[str], int]:
    """The names in its folder, and how many lines its journal has."""
    with closing(sqlite3.connect(town.home / "var" / "dispatcher.db")) as database:
        (lines,) = database.execute("SELECT count(*) FROM journal").fetchone()
    return {path.name for path in town.home.iterdir()}, lines


@pytest.fixture
def town(founded: Town, tmp_path: Path) -> Town:
    """A town of one's own."""
    return founded.copy(tmp_path / "kommune")


@pytest.fixture
def drafted(with_draft: Town, tmp_path: Path) -> Town:
    """A town of one's own, with a draft."""
    return with_draft.copy(tmp_path / "kommune")


@pytest.fixture
def submitted(with_submitted: Town, tmp_path: Path) -> Town:
    """A town of one's own, with a submitted alert."""
    return with_submitted.copy(tmp_path / "kommune")
