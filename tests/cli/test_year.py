"""year: the roll-up as files in a folder."""

import json
from datetime import UTC, datetime

import pytest

from dispatcher.domain.moments import OSLO
from tests.cli.town import Town


@pytest.mark.requirement("R126")
def test_a_year_is_files_in_a_folder(drafted: Town) -> None:
    """The page, data, the one table and a line an incident; by whoever may read reports; a year to come is refused."""
    year = datetime.now(UTC).astimezone(OSLO).year
    done = drafted.run("year", str(year), "--out", "ut/aar", "--json", by="jon")
    folder = drafted.home / "ut" / "aar"
    facts = json.loads((folder / "year.json").read_text(encoding="utf-8"))
    later = drafted.run("year", str(year + 1), "--out", "ut/neste")
    nowhere = drafted.run("year", str(year), "--out", "plan.yaml/ut")

    assert done.code == 0, done.err
    assert done.json["year"] == year
    assert sorted(path.name for path in folder.iterdir()) == [
        "incidents.csv",
        "year.csv",
        "year.html",
        "year.json",
        "year.pdf",
    ]
    assert done.json["files"][-1] == "ut/aar/year.pdf"
    assert (folder / "year.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert [row["number"] for row in facts["exercises"]["incidents"]] == [1001]
    assert (later.code, later.out) == (1, "")
    assert f"Skriv et år fra 2000 til {year}, for eksempel {year}." in later.err
    assert not (drafted.home / "ut" / "neste").exists()
    assert (nowhere.code, nowhere.err.startswith("Kan ikke skrive rapporten i plan.yaml/ut")) == (2, True)
