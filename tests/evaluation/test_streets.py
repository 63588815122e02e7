"""Citizens who were not told, counted where they live: figures that add up, and nothing that points at a house."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from dispatcher.domain.street import parts_of, street_of
from dispatcher.evaluation import report_html
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.tables import memberships, people, snapshot
from tests.evaluation.night_a import night_a
from tests.evaluation.reading import read, table
from tests.evaluation.retained import After, after
from tests.evaluation.written import NUMBER, PLAN, Human, Send, Step, Story

ADDRESSES = {
    "Brukvegen 5 B, 2345 Ådalsbruk": "Brukvegen, 2345 Ådalsbruk",
    "Brukvegen 5-7, 2345 Ådalsbruk": "Brukvegen, 2345 Ådalsbruk",
    "Brukvegen 5 - 7": "Brukvegen",
    "Brukvegen 12, H0101, 2345 Ådalsbruk": "Brukvegen, 2345 Ådalsbruk",
    "c/o Kari Hemmelig, Brukvegen 5": "Brukvegen",
    "17. mai gate 4, 2340 Løten": "17. mai gate, 2340 Løten",
    "Stien, 2340 Løten": "Stien, 2340 Løten",
    "12/3, 2340 Løten": "",
    "Gnr 12 Bnr 3": "",
    "2340 Løten": "",
    "": "",
}
SENT = {
    "told": {"sms": Send(state="delivered", accepted=1, delivered=2)},
    "failed": {"sms": Send(state="failed", reason="unknown number")},
    "none": {"sms": Send(state="skipped", reason="no address"), "email": Send(state="unsure", reason="timeout")},
    "unqueued": {},
}


@pytest.mark.parametrize(("address", "street"), ADDRESSES.items())
def test_a_street_has_no_house(address: str, street: str) -> None:
    """Nor a flat, a farm's number or somebody at whose place it is; and without its number it is the same street."""
    assert street_of(address) == street == street_of(street_of(address))


def test_a_house_has_its_number() -> None:
    """Whoever knocks needs all that stands behind the street."""
    assert parts_of("Brukvegen 12 B, H0101, 2345 Ådalsbruk") == ("Brukvegen", "12 B, H0101", "2345 Ådalsbruk")
    assert parts_of("12/3, 2340 Løten") == ("", "12/3", "2340 Løten")


def town() -> Story:
    """Forty citizens: told, failed, unsure, and never put in the queue, ten of each."""
    humans = [
        Human(ref=f"i-{index}", wave=0, cls="citizen", sends=SENT[kind])
        for index, kind in enumerate(kind for _ in range(10) for kind in SENT)
    ]
    humans.append(Human(ref="vakt", wave=0, cls="staff", sends=SENT["failed"], list_key="ansatte"))
    return Story(steps=[Step(name="Alle", audiences=("innbyggere",))], humans=humans)


def home(ref: str) -> tuple[str, bool]:
    """Where they live, and whether that is shielded: by their number alone."""
    at = int(ref.removeprefix("i-")) if ref.startswith("i-") else 0
    if at % 10 == 7:
        return "", True
    streets = ("Brukvegen {}, 2345 Ådalsbruk", "Stien {} B, 2340 Løten", "Brukvegen {}-9, 2345 Ådalsbruk", "", "Lia {}")
    return streets[at // 2 % 5 if at < 36 else 4].format(at), False


def move_in(connection: Connection) -> None:
    """Everybody to their street; every third lives in the area."""
    for row in connection.execute(select(people.c.id, people.c.ref, people.c.list_id)).all():
        address, shielded = home(row.ref)
        connection.execute(update(people).where(people.c.id == row.id).values(address=address, shielded=shielded))
        if row.id % 3 == 0:
            values = {"list_id": row.list_id, "kind": "area", "key": "adalsbruk", "person_id": row.id}
            connection.execute(insert(memberships).values(**values))


def streets_of(facts: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = facts["alerts"][0]["streets"]
    return found


@pytest.mark.requirement("R124")
def test_they_add_up_to_those_not_told(tell: Callable[[Story], Any]) -> None:
    """Also who was never put in the queue; nobody of the staff; few of a street in one line; shielded in one number."""
    told = tell(town())
    told.ledger.write_now(move_in)
    facts = json.loads(told.json)
    found = streets_of(facts)
    untold = [human.ref for human in town().humans if human.cls == "citizen" and human.sends is not SENT["told"]]
    homes = [home(ref) for ref in untold]
    by_street = Counter(street_of(address) for address, shielded in homes if address and not shielded)

    assert found["people"] == facts["alerts"][0]["groups"]["citizens"]["not_told"] == len(untold)
    assert found["shielded"] == sum(shielded for _, shielded in homes) > 0
    assert found["no_street"] == sum(not address and not shielded for address, shielded in homes) > 0
    assert {tuple(place["areas"]) for place in found["places"]} == {("adalsbruk",), ()}
    assert sum(place["people"] for place in found["places"]) == by_street.total()
    for place in found["places"]:
        named = sum(each["people"] for each in place["streets"])
        assert named + place["few_people"] == place["people"]
        assert all(each["people"] >= 5 for each in place["streets"])
        assert place["few_people"] <= 4 * place["few_streets"]
    assert sum(place["few_streets"] for place in found["places"]) > 0
    shown = next(one for one in read(told.html).all("table") if "område og gate" in one.text)
    assert f"Til sammen{len(untold)}" in "".join(shown.text.split()).replace("Tilsammen", "Til sammen")
    assert "Brukvegen, 2345 Ådalsbruk" in shown.text


def overlap(connection: Connection) -> None:
    """Everybody in the whole municipality, a third in Ådalsbruk, a sixth in Brua too, and a few in Brua alone."""
    for row in connection.execute(select(people.c.id, people.c.list_id)).all():
        keys = ["hele"] + ["adalsbruk"] * (row.id % 3 == 0) + ["brua"] * (row.id % 6 == 0 or row.id % 13 == 0)
        for key in keys:
            values = {"list_id": row.list_id, "kind": "area", "key": key, "person_id": row.id}
            connection.execute(insert(memberships).values(**values))
        address = f"Brukvegen {row.id}, 2345 Ådalsbruk"
        connection.execute(update(people).where(people.c.id == row.id).values(address=address))


@pytest.mark.requirement("R124")
def test_everybody_stands_in_the_smallest_of_their_areas(tell: Callable[[Story], Any]) -> None:
    """Never in the whole municipality, nor in two at once; page and JSON have the same rows, and they add up."""
    story = town()
    story.plan = PLAN | {
        "areas": {
            "hele": {"name": "Hele kommunen", "kind": "all"},
            "adalsbruk": {"name": "Ådalsbruk", "kind": "polygon"},
            "brua": {"name": "Brua", "kind": "list"},
        }
    }
    told = tell(story)
    told.ledger.write_now(overlap)
    found = streets_of(json.loads(told.json))
    untold = [
        n for n, human in enumerate(story.humans, 1) if human.cls == "citizen" and human.sends is not SENT["told"]
    ]
    inside = ["brua" if n % 6 == 0 or n % 13 == 0 else "adalsbruk" if n % 3 == 0 else "" for n in untold]
    rows = table(read(told.html), "per område og gate")

    assert {"".join(place["areas"]): place["people"] for place in found["places"]} == Counter(inside)
    assert sum(place["people"] for place in found["places"]) == found["people"] == len(untold)
    assert [row[0] for row in rows] == ["Ådalsbruk", "Brua", "Utenfor de avgrensede områdene i planen"]
    assert [int(row[2]) for row in rows] == [place["people"] for place in found["places"]]
    assert "står i det minste av dem" in read(told.html).text


async def test_they_are_the_same_when_people_are_pseudonymous(new_ledger: Callable[..., Ledger]) -> None:
    """The street is kept and the house is not; no number of a house is in the page before that, either."""
    one: After = after(new_ledger())
    one.ledger.write_now(move_in)
    before, page = streets_of(one.report()), one.ledger.read_now(report_html, NUMBER)
    await one.look(366)

    assert not [row for row in one.all(snapshot) if row.ref.startswith("i-")]
    assert streets_of(one.report()) == before
    assert before["people"] > before["shielded"] > 0
    assert not any(home(f"i-{at}")[0] in page for at in range(120) if home(f"i-{at}")[0])


def test_where_everybody_was_told_there_is_no_table(tell: Callable[[Story], Any]) -> None:
    """Nothing to say of streets."""
    story = night_a(4)
    story.humans = [human for human in story.humans if human.cls != "citizen"]
    told = tell(story)

    assert told.record.alerts[0].streets.people == 0
    assert "per gate" not in told.html
