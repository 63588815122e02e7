"""Lists come into the ledger when their files change; a broken one leaves the former version in force."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from dispatcher.composing.lists import Synced, sync_lists
from dispatcher.ledger import contacts
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.tables import contact_points, people
from dispatcher.plan_file import load_plan
from dispatcher.ports import SystemClock
from tests.office import municipality

LIST = Path("contacts/innbyggere.csv")
HEAD = "fictional: true\nid,navn,mobil,e-post,språk,breddegrad,lengdegrad\n"


class Lists:
    def __init__(self, home: Path) -> None:
        self.home = home
        self.plan = load_plan(home).plan
        self.ledger = Ledger(home / "dispatcher.db")

    def sync(self) -> Synced:
        return sync_lists(self.ledger, self.home, self.plan, SystemClock())

    def write(self, rows: str, head: str = HEAD) -> None:
        (self.home / LIST).write_text(head + rows, encoding="utf-8")

    def people(self) -> list[tuple[str, str | None, str]]:
        def read(connection: Connection) -> list[tuple[str, str | None, str]]:
            list_id = contacts.in_force(connection)["innbyggere"].id
            chosen = (
                select(people.c.ref, contact_points.c.value, people.c.fault)
                .join(contact_points, contact_points.c.id == people.c.sms_point, isouter=True)
                .where(people.c.list_id == list_id)
                .order_by(people.c.id)
            )
            return [tuple(row) for row in connection.execute(chosen)]

        return self.ledger.read_now(read)


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Lists]:
    made = Lists(municipality(tmp_path))
    made.sync()
    yield made
    made.ledger.close()


def test_nothing_is_imported_twice(lists: Lists) -> None:
    """An unchanged file is known by its hash."""
    assert lists.sync().imported == []


def test_three_ways_to_write_a_number_are_one_contact_point(lists: Lists) -> None:
    """+47, 0047 and the national form."""
    lists.write("a,A,+47 42 00 00 01,,,,\nb,B,004742000001,,,,\nc,C,42000001,,,,\n")
    lists.sync()

    assert [value for _, value, _ in lists.people()] == ["+4742000001"] * 3


def test_a_bad_row_is_reported_and_its_person_kept(lists: Lists) -> None:
    """A fixed line takes no SMS: told with file and line, and the person stays, unreachable there."""
    lists.write("a,A,62 00 00 00,,,,\nb,B,42000002,,,,\n")
    found = lists.sync()
    kept = lists.people()

    assert found.row_faults["innbyggere"] == 1
    assert [(ref, value) for ref, value, _ in kept] == [("a", None), ("b", "+4742000002")]
    assert kept[0][2]


@pytest.mark.parametrize(
    "broken",
    ["", "bare tull\nuten kolonner\n", HEAD + 'a,"aldri lukket,42000001\n', "a" + ",b" * 100_000],
    ids=["empty", "no columns", "endless quote", "100,000 columns"],
)
def test_a_broken_list_leaves_the_former_in_force(lists: Lists, broken: str) -> None:
    """Nobody is lost because somebody saved the wrong file."""
    before = lists.people()
    lists.write(broken, head="")
    found = lists.sync()

    assert found.broken
    assert lists.people() == before


def test_a_missing_file_leaves_the_former_in_force(lists: Lists) -> None:
    """Deleted by mistake at 02:50."""
    before = lists.people()
    (lists.home / LIST).unlink()
    found = lists.sync()

    assert found.broken
    assert lists.people() == before


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lists_as_excel_saves_them(lists: Lists, encoding: str, delimiter: str) -> None:
    """Latin-1, with BOM, with semicolons: æøå stay æøå."""
    rows = HEAD + "a,Åse Øvrebø,42000003,ase@loten.example,nb,,\n"
    (lists.home / LIST).write_bytes(rows.replace(",", delimiter).encode(encoding))
    lists.sync()

    assert [value for _, value, _ in lists.people()] == ["+4742000003"]


@pytest.mark.requirement("R065", "R066")
def test_the_press_is_a_register_of_the_municipalitys_own_kept_by_version(lists: Lists) -> None:
    """A new file is a new version in force; who was on the former stays as they were."""
    press = lists.home / "contacts" / "presse.csv"
    press.write_text("fictional: true\nid;navn;e-post\nP1;Hamar Arbeiderblad;tips@ha.example\n", encoding="utf-8")
    first = lists.sync()
    former = lists.ledger.read_now(contacts.in_force)["presse"].id
    press.write_text("fictional: true\nid;navn;e-post\nP2;Østlendingen;tips@oa.example\n", encoding="utf-8")
    lists.sync()
    newest = lists.ledger.read_now(contacts.in_force)["presse"].id

    def refs(list_id: int) -> list[str]:
        chosen = select(people.c.ref).where(people.c.list_id == list_id)
        return lists.ledger.read_now(lambda connection: list(connection.scalars(chosen)))

    assert [one for one in first.imported if "presse" in one]
    assert (refs(former), refs(newest)) == (["P1"], ["P2"])
