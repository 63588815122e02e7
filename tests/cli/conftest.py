from pathlib import Path

import pytest

from tests.cli.town import Town, found


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town as it is founded, with its lists imported; nobody changes it, everybody copies it."""
    town = found(Town(home=tmp_path_factory.mktemp("founded") / "kommune"))
    # A draft that is refused imports the lists, so that no copy has to.
    assert town.run("trigger", "kokevarsel", "--exercise").code == 1
    return town


@pytest.fixture
def town(founded: Town, tmp_path: Path) -> Town:
    """A town of one's own."""
    return founded.copy(tmp_path / "kommune")
