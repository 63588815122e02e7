"""The duty rota: who has the watch of a role is asked first, and nobody the plan has not named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.rota import check_rota
from dispatcher.composing.lists import sync_lists
from dispatcher.directory import BrokenList, read_rota
from dispatcher.ports import SystemClock
from tests.deciding import adapt, asked_by, service
from tests.office import NIGHT, OfficeScene, municipality

CHAINS = {"ordforer": ("ordforer", "varaordforer"), "kommunedirektor": ("kommunedirektor",)}
HEAD = "Rolle;Person;Fra;Til\n"
TONIGHT = "ordforer;varaordforer;2026-11-21 16:00;2026-11-22 08:00\n"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A rota in a municipality's folder."""
    (folder / "contacts").mkdir(exist_ok=True)
    path = folder / "contacts" / "vaktliste.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.requirement("R010")
def test_who_has_the_watch_is_asked_first(office: OfficeScene, tmp_path: Path) -> None:
    """The deputy mayor tonight; tomorrow, without the row, the mayor again; a broken file changes nothing."""
    home = municipality(tmp_path)
    written(home, HEAD + TONIGHT)
    adapt(office, "kokevarsel", ask="in-order")
    plan = office.plan.model_copy(update={"rota": "contacts/vaktliste.csv"})
    sync_lists(office.ledger, home, plan, SystemClock())
    office.submitted()
    assert asked_by(office, service(office)[-1].id) == {"varaordforer"}

    written(home, "dette er ingen vaktliste")
    assert [fault.where for fault in sync_lists(office.ledger, home, plan, SystemClock()).broken]
    office.submitted()
    assert asked_by(office, service(office)[-1].id) == {"varaordforer"}
    written(home, HEAD)
    sync_lists(office.ledger, home, plan, SystemClock())
    office.submitted()
    assert asked_by(office, service(office)[-1].id) == {"ordforer"}


def test_a_row_that_cannot_hold_is_told_and_left_out(tmp_path: Path) -> None:
    """With its line: an unknown role, somebody the role has not, a time that is none, an end before its beginning."""
    rows = [
        "ordføreren;ordforer;2026-11-22 08:00;2026-11-23 08:00",
        "ordforer;kommunedirektor;2026-11-22 08:00;2026-11-23 08:00",
        "ordforer;ordforer;i morgen;2026-11-23 08:00",
        "ordforer;ordforer;2026-11-23 08:00;2026-11-22 08:00",
    ]
    rota = read_rota(written(tmp_path, HEAD + TONIGHT + "\n".join(rows), "cp1252"), CHAINS, NIGHT)

    assert [one.person for one in rota.watches] == ["varaordforer"]
    assert [fault.line for fault in rota.faults] == [3, 4, 5, 6]
    assert "gir ingen ny stedfortreder" in rota.faults[1].what


def test_check_reads_it_too(office: OfficeScene, tmp_path: Path) -> None:
    """A missing file is a fault; a role without a watch just now is a warning."""
    plan = replace(office.desk.plan, plan=office.plan.model_copy(update={"rota": "contacts/vaktliste.csv"})).plan
    findings = Findings()
    check_rota(tmp_path, plan, NIGHT, findings)
    assert [fault.where for fault in findings.faults] == ["contacts/vaktliste.csv"]

    path, later = written(tmp_path, HEAD + TONIGHT), Findings()
    check_rota(tmp_path, plan, NIGHT.replace(month=12), later)
    assert [warning.what for warning in later.warnings] == [
        "Ingen har vakt som ordfører nå. Alle spørres i planens rekkefølge."
    ]
    with pytest.raises(BrokenList, match="mangler kolonnen til"):
        read_rota(written(tmp_path, "rolle;person;fra\n"), CHAINS, NIGHT)
    assert path.exists()
