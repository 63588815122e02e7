"""Whoever asks is taken off a list by choice, stays off when it is read again, and may come back; on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from dispatcher.approval import person_rights
from dispatcher.composing.lists import Synced, sync_lists
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from dispatcher.domain.states import Role
from dispatcher.ledger import journal, removals
from dispatcher.ledger.accounts import User
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.privacy_tables import removals as remembered
from dispatcher.ledger.tables import journal as lines
from dispatcher.ledger.tables import lists, people
from dispatcher.plan_file import load_plan
from dispatcher.ports import SystemClock
from tests.office import municipality

ADMIN = User(id=9, name="drift", roles=frozenset({Role.ADMIN}), person=None)
TEAM = User(id=1, name="siri", roles=frozenset({Role.CRISIS_TEAM}), person="siri")
KEY, STAFF = "varslingsproeve", "ansatte"
HEAD = "fictional: true\nid;navn;mobil;e-post\n"
KARI, ASE = "1;Kari Testvik;42000901;kari@loten.example\n", "2;Åse Testvik;42000902;\n"
HOME = "3;Ola Testhus;42000903;\n4;Eli Testhus;42000903;\n"
MOVED = "77;Kari T. Testvik;;KARI@loten.example\n"
"""Kari in the next export: another id, another way to write her name, and only the address."""


class Town:
    """Two lists of the shipped plan: one by choice and one of staff."""

    def __init__(self, ledger: Ledger, home: Path) -> None:
        self.ledger, self.home = ledger, home
        whole = load_plan(home).plan
        self.plan = whole.model_copy(update={"lists": {key: whole.lists[key] for key in (KEY, STAFF)}})
        (home / whole.lists[STAFF].file).write_text(HEAD + KARI, encoding="utf-8")
        self.write(KARI + ASE + HOME)

    def write(self, rows: str) -> Synced:
        (self.home / self.plan.lists[KEY].file).write_text(HEAD + rows, encoding="utf-8")
        return self.sync()

    def sync(self) -> Synced:
        return sync_lists(self.ledger, self.home, self.plan, SystemClock())

    def remove(self, written: str, *, key: str = KEY, by: User = ADMIN, why: str = "Ba om det") -> Synced:
        now = SystemClock().now()
        refs = self.ledger.write_now(person_rights.remove, by, self.plan, key, written, why, now)
        synced = self.sync()
        self.ledger.write_now(removals.erase_rows, key, refs)
        return synced

    def restore(self, written: str) -> Synced:
        now = SystemClock().now()
        self.ledger.write_now(person_rights.restore, ADMIN, self.plan, KEY, written, "Angret", now)
        return self.sync()

    def names(self, key: str = KEY) -> list[str]:
        mine = select(people.c.name).join(lists, lists.c.id == people.c.list_id)
        chosen = mine.where(lists.c.key == key, lists.c.in_force).order_by(people.c.id)
        return self.ledger.read_now(lambda connection: list(connection.scalars(chosen)))

    def said(self, kind: str) -> list[str]:
        chosen = select(lines.c.data, lines.c.personal).where(lines.c.kind == kind).order_by(lines.c.seq)
        rows = self.ledger.read_now(lambda connection: connection.execute(chosen).all())
        return [f"{data} {personal}" for data, personal in rows]


@pytest.fixture
def town(new_ledger: Callable[..., Ledger], tmp_path: Path) -> Town:
    home = tmp_path / "home"
    home.mkdir()
    return Town(new_ledger(), municipality(home))


def test_they_are_off_now_and_stay_off_whatever_the_next_export_says(town: Town) -> None:
    """By another id and another spelling too; it is counted and journalled, and nobody else is touched."""
    synced = town.remove("42 00 09 01")
    now = town.names()
    later = town.write(MOVED + ASE + HOME)
    told = [json.loads(line.removesuffix(" None")) for line in town.said("list.imported")]

    assert now == town.names() == ["Åse Testvik", "Ola Testhus", "Eli Testhus"]
    assert synced.left_out[KEY] == later.left_out[KEY] == 1
    assert town.sync().imported == []
    assert town.names(STAFF) == ["Kari Testvik"]
    assert [line.get("left_out") for line in told if line["list"] == KEY] == [None, 1, 1]


def test_what_is_kept_is_no_address_and_the_row_is_gone(town: Town) -> None:
    """Neither in the table nor in the journal; nor a former version of the list with them on it."""
    town.remove("kari@loten.example")
    kept = town.ledger.read_now(lambda connection: connection.execute(select(remembered)).all())
    mine = select(people.c.id).join(lists, lists.c.id == people.c.list_id)
    left = mine.where(lists.c.key == KEY, people.c.ref == "1")
    said = f"{kept} {town.said(person_rights.REMOVED)}"

    assert len(kept) == 4
    assert not [word for word in ("42000901", "kari@", "loten.example", "Testvik") if word in said]
    assert "Ba om det" in said
    assert town.ledger.read_now(lambda connection: connection.execute(left).all()) == []
    assert town.ledger.read_now(journal.verify).broken == 0


def test_who_shares_the_number_stays(town: Town) -> None:
    """Asked for by reference; also in the next export, and taken back by the number."""
    with pytest.raises(Conflict, match="2 personer deler adressen"):
        town.remove("42000903")
    town.remove("3")
    town.write(KARI + "9;Eli Testhus;42000903;\n8;ola  testhus;42000903;\n")
    without = town.names()
    town.restore("42000903")

    assert without == ["Kari Testvik", "Eli Testhus"]
    assert len(town.names()) == 3


def test_it_can_be_taken_back(town: Town) -> None:
    """At once, as the file has them; of two with one address by the name too."""
    town.remove("42000902")
    back = town.restore("+47 42 00 09 02")
    with pytest.raises(NotFound, match="er tatt av listen"):
        town.restore("42000902")
    town.remove("3")
    town.remove("4")
    with pytest.raises(Conflict, match="Skriv navnet"):
        town.restore("42000903")
    town.restore("42000903; Ola Testhus")
    ola = town.names()
    town.restore("42000903")
    town.remove("3")

    assert ola == ["Kari Testvik", "Åse Testvik", "Ola Testhus"]
    assert back.left_out[KEY] == 0
    assert town.names() == ["Kari Testvik", "Åse Testvik", "Eli Testhus"]
    assert len(town.said(person_rights.RESTORED)) == 3
    assert "420009" not in str(town.said(person_rights.RESTORED))


def test_only_a_list_that_people_have_chosen_and_only_an_admin(town: Town) -> None:
    """Nobody can be made deaf to danger; without a reason, or a row, nothing happens."""
    with pytest.raises(Conflict, match="opt_in"):
        town.remove("1", key=STAFF)
    with pytest.raises(NotFound):
        town.remove("1", key="ingen")
    with pytest.raises(NotFound):
        town.remove("42 11 11 11")
    with pytest.raises(InvalidInput):
        town.remove("1", why=" ")
    with pytest.raises(Forbidden):
        town.remove("1", by=TEAM)

    assert town.names() == ["Kari Testvik", "Åse Testvik", "Ola Testhus", "Eli Testhus"]
    assert town.said(person_rights.REMOVED) == []


def test_whoever_asks_later_is_told_that_they_were_taken_off(town: Town) -> None:
    """Though nothing else is held on them: a hash of their address is."""
    town.remove("42000902")
    held = town.ledger.write_now(person_rights.export, ADMIN, "42000902", SystemClock().now())

    assert [row["list"] for row in held["removed_from"]] == [KEY]
    assert held["lists"] == []
