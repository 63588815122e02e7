from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.town import Town, found

# A command takes half a second to begin: what many tests start from is made once, by commands, and copied.


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town with accounts, and its lists imported; no alert yet. Nobody changes it."""
    town = found(Town(home=tmp_path_factory.mktemp("founded") / "kommune"))
    # A draft that is refused imports the lists, so that no copy has to.
    assert town.run("trigger", "kokevarsel", "--exercise").code == 1
    return town


@pytest.fixture(scope="session")
def with_draft(founded: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The same with one draft. Nobody changes it."""
    town = founded.copy(tmp_path_factory.mktemp("draft") / "kommune")
    return replace(town, alert=town.draft())


@pytest.fixture(scope="session")
def with_submitted(with_draft: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The same with the draft submitted. Nobody changes it."""
    town = with_draft.copy(tmp_path_factory.mktemp("submitted") / "kommune")
    view = town.run("submit", town.alert, "--json").json
    return replace(town, fingerprint=view["fingerprint"])


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
