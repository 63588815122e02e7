"""check of texts nobody stands behind: what a person is told in an exercise, and in live."""

from datetime import UTC, datetime
from pathlib import Path

from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.plan import check_plan
from tests.adopted_texts import adopt_texts
from tests.office import municipality

NOW = datetime(2026, 11, 29, 2, 12, tzinfo=UTC)


def _found(home: Path, *, live: bool) -> Findings:
    found = Findings()
    check_plan(home, NOW, found, live=live)
    return found


def test_texts_nobody_stands_behind_are_told(tmp_path: Path) -> None:
    """One warning in an exercise, which is the place to read them; in live a fault for each file, until it is read."""
    home = municipality(tmp_path)
    files = len([path for path in home.glob("templates/*/*.yaml") if path.parent.name != "service"])
    exercise, live = _found(home, live=False), _found(home, live=True)
    adopt_texts(home)
    read = _found(home, live=True)

    (told,) = (fault.what for fault in exercise.warnings if fault.where == "templates")
    assert f"{files} filer med tekster er utkast (frames, kokevarsel, " in told
    assert exercise.faults == []
    assert len(live.faults) == files
    assert live.faults[3].where == "templates/kokevarsel/nb.yaml:1"
    assert live.faults[3].what.startswith("Teksten er et utkast. Les teksten, få den godkjent")
    assert [fault for fault in (*read.faults, *read.warnings) if "templates" in fault.where] == []
