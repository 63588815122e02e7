"""doors: the list for those who knock and the names for the police, as files that only their maker reads."""

import sqlite3
import stat
from pathlib import Path

from tests.cli.town import Town

WHY = ("--why", "To lag går rundt")
POLICE = ("--names", "--to", "Per Politi", "--function", "operasjonsleder")


def stopped(town: Town) -> None:
    """Approved, and stopped before anything was sent."""
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        database.execute("UPDATE alerts SET approved_at = 1, state = 'stopped' WHERE kind <> 'service'")


def test_addresses_for_those_who_knock_and_names_for_the_police(submitted: Town, tmp_path: Path) -> None:
    """Not before it is sent, nor for who only reads; of an incident its last alert; who got the names is sealed."""
    town, out = submitted, tmp_path / "doors.csv"
    unsent = town.run("doors", town.alert, "--out", str(out), *WHY)
    assert (unsent.code, "ikke godkjent" in unsent.err) == (1, True)
    stopped(town)
    denied = town.run("doors", "1001", "--out", str(out), *WHY, by="jon")
    assert (denied.code, out.exists()) == (1, False)

    listed = town.run("doors", "1001", "--out", str(out), *WHY)
    assert (listed.code, town.alert in listed.out) == (0, True)
    sheet = town.run("doors", town.alert, "--out", str(tmp_path / "doors.html"), *WHY, "--json").json
    assert (sheet["alert"], sheet["people"] > 0) == (town.alert, True)
    named = town.run("doors", town.alert, "--out", str(tmp_path / "names.csv"), *WHY, *POLICE)
    assert named.code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "Dørliste" in (tmp_path / "doors.html").read_text(encoding="utf-8")
    assert (tmp_path / "names.csv").read_text(encoding="utf-8").startswith("\ufeffnavn;adresse;forsøkt på")
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        rows = database.execute("SELECT kind, data, personal FROM journal WHERE kind LIKE 'doors.%' ORDER BY seq")
        written = rows.fetchall()
    assert [kind for kind, _, _ in written] == ["doors.listed", "doors.listed", "doors.handed-over"]
    assert not any("Politi" in data or "lag" in data for _, data, _ in written)
    assert "Per Politi" in written[-1][2]


def test_one_who_is_left_is_a_person(submitted: Town, tmp_path: Path) -> None:
    """Not «1 personer»."""
    stopped(submitted)
    one = "SELECT min(person_id) FROM snapshot s JOIN people ON people.id = person_id WHERE cls = 'citizen'"
    with sqlite3.connect(submitted.home / "var" / "dispatcher.db") as database:
        (first,) = database.execute(one).fetchone()
        database.execute("UPDATE people SET shielded = id <> ?", (first,))
    listed = submitted.run("doors", submitted.alert, "--out", str(tmp_path / "doors.csv"), *WHY)

    assert f"doors.csv: 1 person, varsel {submitted.alert}." in listed.out


def test_what_does_not_belong_together_is_wrong_use(with_submitted: Town, tmp_path: Path) -> None:
    """A form we do not write, names on a sheet, names for nobody, a receiver of no names, no reason: exit 2."""
    said = {
        "doors.txt": ("Filen må slutte på .csv", WHY),
        "a.html": ("Navnelisten skrives bare som .csv.", (*WHY, *POLICE)),
        "b.csv": ("Skriv hvem i politiet", (*WHY, "--names")),
        "c.csv": ("hører sammen med --names", (*WHY, "--to", "Per")),
        "d.csv": ("--why mangler", ()),
    }
    for name, (words, given) in said.items():
        done = with_submitted.run("doors", with_submitted.alert, "--out", str(tmp_path / name), *given)
        assert (done.code, words in done.err) == (2, True), done.err
