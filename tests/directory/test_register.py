import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from dispatcher.demo.invented import OFFICIALS, national_number
from dispatcher.demo.register import generate
from dispatcher.directory import RowFault, read_list
from dispatcher.domain.contact import Contact
from dispatcher.domain.phone import is_fictional
from tests.directory.lists import loten

CONTACTS = Path(__file__).parents[2] / "contacts"
LISTS = ("ansatte", "innbyggere", "naeringsliv", "politikere", "presse")


def rows(path: Path) -> list[Contact | RowFault]:
    return list(read_list(path, list_key=path.stem, default_language="nb", areas=loten()))


def test_the_same_seed_gives_the_same_register(tmp_path: Path) -> None:
    """Byte for byte; another seed gives other people."""
    for folder, seed in (("one", 7), ("two", 7), ("three", 8)):
        generate(tmp_path / folder, people=400, staff=60, seed=seed)
    one, two, three = (
        [(tmp_path / folder / f"{name}.csv").read_bytes() for name in LISTS] for folder in ("one", "two", "three")
    )

    assert one == two
    assert one != three


def test_a_register_has_the_people_that_were_ordered(tmp_path: Path) -> None:
    """Everyone ordered is there once; what the generator says is what the directory reads."""
    said = generate(tmp_path, people=3000, staff=300, seed=1)
    read = {name: sum(isinstance(row, Contact) for row in rows(tmp_path / f"{name}.csv")) for name in LISTS}

    assert read == said
    assert (read["innbyggere"], read["ansatte"]) == (3000, 300)


def test_a_register_has_the_faults_that_real_lists_have(tmp_path: Path) -> None:
    """Shared numbers, fixed lines, mistyped addresses, repeated ids, short rows, missing points, nobody's languages."""
    generate(tmp_path, people=8000, staff=600, seed=1)
    found = rows(tmp_path / "innbyggere.csv")
    people = [row for row in found if isinstance(row, Contact)]
    faults = Counter(row.what for row in found if isinstance(row, RowFault))
    sharing = Counter(person.mobile for person in people if person.mobile)
    staff = {row.ref for row in rows(tmp_path / "ansatte.csv") if isinstance(row, Contact)}

    assert max(sharing.values()) == 4
    assert faults["er ikke et mobilnummer"] > 50
    assert faults["er ikke en gyldig e-postadresse"] > 50
    assert faults["samme person står tidligere i lista; den første raden gjelder"] > 5
    assert any(what.startswith("har 5 felter") for what in faults)
    assert sum(not person.reachable for person in people) > 100
    assert sum(person.lat is None for person in people) > 100
    assert len(staff & {person.ref for person in people}) > 300
    assert {"nb", "nn", "en", "pl"} <= {person.language for person in people}


def test_nobody_in_a_register_can_be_reached(tmp_path: Path) -> None:
    """Every number is of an unassigned series or of the film range, every address ends in .example."""
    generate(tmp_path, people=3000, staff=300, seed=3)
    people = [row for name in LISTS for row in rows(tmp_path / f"{name}.csv") if isinstance(row, Contact)]
    numbers = {person.mobile for person in people if person.mobile}
    domains = {person.email.rpartition(".")[2] for person in people if person.email}

    assert {number[:9] for number in numbers if not is_fictional(number)} <= {"+46701740"}
    assert domains == {"example"}


def test_people_live_where_the_plan_has_areas(tmp_path: Path) -> None:
    """Every area of the plan holds somebody, nearly all live in the municipality, and a few own a cabin there."""
    generate(tmp_path, people=3000, staff=100, seed=1)
    people = [row for row in rows(tmp_path / "innbyggere.csv") if isinstance(row, Contact)]
    living = Counter(area for person in people for area in person.areas)

    assert set(living) == {area.key for area in loten()}
    assert 0.98 < living["hele-kommunen"] / len(people) < 1


def test_numbers_do_not_repeat() -> None:
    """The first 200,000 people have 200,000 numbers, none of them kept for the plan's own people."""
    numbers = {national_number(index) for index in range(200_000)}

    assert len(numbers) == 200_000
    assert not any(number.startswith("42000") for number in numbers)


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    """``python -m dispatcher.demo.register`` is the way to make a register by hand."""
    command = [sys.executable, "-m", "dispatcher.demo.register", str(tmp_path), "--people", "50", "--staff", "20"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CONTACTS.parent)

    assert f"{tmp_path / 'innbyggere'}.csv: 50" in ran.stdout


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.requirement("R100")
def test_shipped_lists_load_without_a_fault(name: str) -> None:
    """The example lists are marked as invented and have nothing to mend."""
    path = CONTACTS / f"{name}.csv"
    reading = read_list(path, list_key=name, default_language="nb", areas=loten())
    found = list(reading)

    assert reading.header.fictional
    assert reading.header.warnings == ()
    assert len(found) > 5
    assert not any(isinstance(row, RowFault) for row in found)


@pytest.mark.requirement("R100")
def test_shipped_staff_have_the_groups_the_plan_asks_for() -> None:
    """Crisis leadership, leaders, duty staff, care homes, service desk and union representatives are there."""
    staff = [row for row in rows(CONTACTS / "ansatte.csv") if isinstance(row, Contact)]
    groups = {group for person in staff for group in person.groups}

    assert groups == {"kriseledelse", "ledere", "vakt", "sykehjem", "servicetorg", "tillitsvalgte"}
    assert [person.mobile for person in staff[: len(OFFICIALS)]] == [f"+474200000{n}" for n in range(1, 10)]
