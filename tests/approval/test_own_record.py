"""Whoever holds a role or an account sees all of it who asks: by table, with their own words, and no secret."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, func, insert, select, update

from dispatcher.approval import person_rights
from dispatcher.domain.errors import NotFound
from dispatcher.domain.states import Role
from dispatcher.ledger import own_record, written_words
from dispatcher.ledger.accounts import User
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.evaluation_tables import evaluation_parts
from dispatcher.ledger.own_record import SOURCES, Source
from dispatcher.ledger.tables import alerts, contact_points, incidents, journal, plans, users, waves
from dispatcher.ledger.whole import metadata
from tests.evaluation.retained import CLOSED, After, after
from tests.evaluation.written import NUMBER

New = Callable[..., Ledger]
ADMIN = User(id=9, name="drift", roles=frozenset({Role.ADMIN}), person=None)
NAMES = {"siri": "+4742000007", "ola": "+4742000002"}
WORDS = {"good": "Vi ringte tidlig."}
THIRD = {"to": "Politibetjent Tredjemann"}
BY_THE_NIGHT = {users, alerts, incidents, waves, journal}
"""Tables that have rows of theirs from the night itself."""


def everything(new_ledger: New) -> After:
    """Siri and Ola, each with a row in every table that can have one."""
    one = after(new_ledger(), citizens=5)
    one.ledger.write_now(_persons)
    for name in NAMES:
        one.ledger.write_now(_rows_of, name)
    return one


def _persons(connection: Connection) -> None:
    document = json.loads(connection.scalar(select(plans.c.document)) or "{}")
    document["persons"] = {
        name: {"name": name.title(), "mobile": mobile, "email": f"{name}@loten.example", "language": "nb"}
        for name, mobile in NAMES.items()
    }
    connection.execute(update(plans).values(document=json.dumps(document)))
    connection.execute(update(users).where(users.c.name == "ola").values(person="ola"))
    for column in (alerts.c.created_by, waves.c.opened_by):
        connection.execute(update(column.table).values({column.name: "siri"}))


def _rows_of(connection: Connection, name: str) -> None:
    account = connection.scalar(select(users.c.id).where(users.c.name == name))
    own = written_words.seal(connection, "evaluation.written", name, NUMBER, {}, WORDS, CLOSED)
    written_words.seal(connection, "doors.handed-over", name, NUMBER, {}, THIRD, CLOSED)
    point = connection.scalar(select(func.min(contact_points.c.id)))
    known = {"user_id": account, "entry": own, "assessment": own, "point_id": point, "incident": NUMBER}
    for source in SOURCES:
        if source.table not in BY_THE_NIGHT:
            mine = dict.fromkeys((*source.person.split(), *source.account.split()), name)
            row = {column.name: _value(source, column, name) for column in source.table.columns}
            wanted = {key: value for key, value in (known | mine).items() if key in row}
            connection.execute(insert(source.table).values(row | wanted))


def _value(source: Source, column: Column[Any], name: str) -> Any:
    """Something of its kind; what is not to be shown is a secret, and two people's never the same."""
    number = 900_001 if name == "siri" else 900_002
    if isinstance(column.type, Boolean):
        return True
    if column.foreign_keys and isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, BigInteger | Integer):
        return number
    return f"vist-{name}" if column.name in source.facts.split() else f"HEMMELIG-{name}"


def test_all_they_have_is_shown_by_table_and_nobody_elses(new_ledger: New) -> None:
    """By the number of the plan, though they were never sent anything; no digest, key or code."""
    one = everything(new_ledger)
    held = one.ledger.write_now(person_rights.export, ADMIN, "42 00 00 07", one.clock.now())
    same = one.ledger.write_now(person_rights.export, ADMIN, "Siri@loten.example", one.clock.now())
    said = json.dumps(held)

    assert set(held["record"]) == {source.table.name for source in SOURCES}
    assert held["left_out"] == {}
    assert "HEMMELIG" not in said
    assert "ola" not in said.replace("@", "")
    assert [(each["key"], each["mobile"]) for each in held["plans"]] == [("siri", NAMES["siri"])]
    assert {**held, "record": None} == {**same, "record": None}
    assert {"created_at", "used_at"} == set(held["record"]["passkeys"][0])
    assert held["record"]["absences"][0]["as"] == ["by", "ended_by", "person"]
    assert NAMES["siri"] not in str(one.entries(person_rights.EXPORTED))


def test_their_own_words_are_there_and_the_name_of_somebody_else_is_not(new_ledger: New) -> None:
    """What they wrote in an evaluation and the log; not whom the police sent."""
    one = everything(new_ledger)
    held = one.ledger.write_now(person_rights.export, ADMIN, NAMES["siri"], one.clock.now())
    lines = {line["kind"]: line for line in held["record"]["journal"]}

    assert [part["words"] for part in held["record"][evaluation_parts.name]] == [WORDS]
    assert lines["evaluation.written"]["words"] == WORDS
    assert "words" not in lines["doors.handed-over"]
    assert THIRD["to"] not in json.dumps(held)
    assert "sealed" not in json.dumps(held)


def test_an_account_without_a_person_is_found_by_its_name(new_ledger: New) -> None:
    """Whoever runs the machine is a person too."""
    one = everything(new_ledger)
    drift = {"name": "drift", "roles": "[]", "created_at": 0}
    one.ledger.write_now(lambda connection: connection.execute(insert(users).values(**drift)))
    held = one.ledger.write_now(person_rights.export, ADMIN, "drift", one.clock.now())

    assert [row["name"] for row in held["record"]["users"]] == ["drift"]
    for nobody in ("", "ingen", "plan:ingen"):
        with pytest.raises(NotFound):
            one.ledger.write_now(person_rights.export, ADMIN, nobody, one.clock.now())


@pytest.mark.sqlite
def test_of_a_table_that_is_too_long_the_newest_are_shown_and_the_rest_counted(
    new_ledger: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that a person can read, and that says what it lacks."""
    monkeypatch.setattr(own_record, "MOST", 2)
    one = everything(new_ledger)
    held = one.ledger.write_now(person_rights.export, ADMIN, NAMES["siri"], one.clock.now())
    lines = held["record"]["journal"]

    assert [line["kind"] for line in lines] == ["evaluation.written", "doors.handed-over"]
    assert held["left_out"]["journal"] > 0


@pytest.mark.sqlite
def test_every_table_that_names_a_person_or_an_account_is_asked() -> None:
    """A new one is not forgotten: either it is among the sources, or it says here why it is not."""
    elsewhere = {
        "deliveries": "its own messages are in the answer; settled_by is a word",
        "people": "lists, with their file",
    }
    naming = {
        table.name
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name in {"person", "by", "user_id", "account", "actor"} or column.name.endswith("_by")
    }

    assert naming - {source.table.name for source in SOURCES} - set(elsewhere) == set()
