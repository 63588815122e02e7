"""binder: the folder to print, and what check says of its age."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta

from dispatcher.plan_file import load_plan
from tests.cli.town import Town


def test_the_binder_is_whole_dated_and_for_its_owner_only(town: Town) -> None:
    """Every part is there, with numbers, blanks and posters, and nobody else can read it."""
    folder = town.home / "perm"
    done = town.run("binder", "--out", str(folder), by=None)
    pages = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    boil = pages["3-kokevarsel.html"]

    assert done.code == 0
    assert sorted(pages) == [
        "0-slik-gjor-du-uten-nett.html",
        "1-plan-og-roller.html",
        "2-ringelister.html",
        *sorted(f"3-{scenario}.html" for scenario in load_plan(town.home).plan.scenarios),
        "4-loggskjema.html",
    ]
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert all(re.search(r"Skrevet ut \d", page) for name, page in pages.items() if "logg" not in name)
    assert (
        "+47\N{NO-BREAK SPACE}42\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}01"
        in pages["1-plan-og-roller.html"]
    )
    assert "Vannet i __________ kan være forurenset" in boil
    assert boil.count('<section class="sheet poster') == 3
    assert "<script" not in "".join(pages.values())


def test_check_warns_of_a_binder_older_than_a_week(town: Town) -> None:
    """A new one is no warning, one of eight days is."""

    def warned() -> list[str]:
        warnings = town.run("check", "--json", by=None).json["warnings"]
        return [warning["what"] for warning in warnings if warning["where"] == "perm"]

    town.run("binder", "--out", str(town.home / "perm"), by=None)
    fresh = warned()
    old = int((datetime.now(UTC) - timedelta(days=8)).timestamp() * 1000)
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        database.execute("UPDATE journal SET at = ? WHERE kind = 'binder.written'", (old,))

    assert fresh == []
    assert warned() == ["Permen er 8 dager gammel. Lag en ny og skriv den ut: dispatcher binder --out MAPPE"]
