"""Reach cut by audience, area, language and unit, the ladder, and the quality of the sending: counted again by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import Connection, insert, select, update

from dispatcher.evaluation.ladder import ladder_svg
from dispatcher.ledger.tables import attempts, list_faults, memberships, people
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.reading import plain, table
from tests.evaluation.test_chart import boxes, outside, overlaps
from tests.evaluation.written import PLAN, T0, Human, Send, Step, Story, Try

Tell = Callable[[Story], Told]
MISSING = {"sms": Send(state="skipped", reason="no address")}


def _facts(told: Told) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told.json)["alerts"][0]
    return found


def _town() -> Story:
    """Six: two staff, one of whom is a citizen too; a wave of two audiences told apart by their lists."""
    plan = json.loads(json.dumps(PLAN))
    plan["audiences"]["innbyggere"]["lists"] = ["innbyggere"]
    plan["audiences"]["naering"] = {"name": "Næringsliv", "class": "citizen", "lists": ["naering"]}
    steps = [
        Step(name="Ansatte", audiences=("vakt",), channels=("sms",), opened=T0, by="approval"),
        Step(name="Innbyggere", audiences=("naering", "innbyggere"), channels=("sms",), opened=T0, by="share"),
    ]
    ok = {"sms": Send(state="delivered", accepted=T0 + 1, delivered=T0 + 2, tries=(Try(),))}
    humans = [
        Human(ref="kari", wave=0, cls="staff", sends=ok, list_key="ansatte"),
        Human(ref="ola", wave=0, cls="staff", sends=dict(MISSING), list_key="ansatte"),
        Human(ref="kari", wave=1, cls="citizen", sends=ok, language="en"),
        Human(ref="per", wave=1, cls="citizen", sends=dict(MISSING)),
        Human(ref="firma", wave=1, cls="citizen", sends=ok, list_key="naering"),
        Human(ref="stoppet", wave=1, cls="citizen", sends={}, language="nn"),
    ]
    return Story(steps=steps, humans=humans, plan=plan, state="stopped")


def _places(connection: Connection) -> None:
    """Where they live, by the keys of their lists: per and kari in two areas; and where the staff work."""
    at = dict(connection.execute(select(people.c.ref, people.c.id).where(people.c.list_id == 2)).all())
    rows = [("adalsbruk", "kari"), ("adalsbruk", "per"), ("sentrum", "per")]
    connection.execute(
        insert(memberships),
        [{"list_id": 2, "kind": "area", "key": area, "person_id": at[ref]} for area, ref in rows],
    )
    connection.execute(update(people).values(unit="Løten barneskole"))


@pytest.mark.requirement("R124")
def test_each_cut_adds_up_to_the_recipients(tell: Tell) -> None:
    """A person once a class: also one whom a stop left without a row, and one who is both staff and citizen."""
    told = tell(_town())
    told.ledger.write_now(_places)
    cuts = _facts(told)["cuts"]

    def of(cut: str) -> dict[str, tuple[int, ...]]:
        keys = ("people", "with_address", "attempted", "told", "delivered", "not_told")
        return {each["name"]: tuple(each[key] for key in keys) for each in cuts[cut]}

    assert of("audience") == {
        "Vakt": (2, 1, 1, 1, 1, 1),
        "Næringsliv": (1, 1, 1, 1, 1, 0),
        "Innbyggere": (3, 1, 1, 1, 1, 2),
    }
    assert of("language") == {
        "bokmål": (4, 2, 2, 2, 2, 2),
        "engelsk": (1, 1, 1, 1, 1, 0),
        "nynorsk": (1, 0, 0, 0, 0, 1),
    }
    assert of("area") == {"Trykksone Ådalsbruk": (2, 1, 1, 1, 1, 1), "sentrum": (1, 0, 0, 0, 0, 1)}
    assert of("unit") == {"Løten barneskole": (2, 1, 1, 1, 1, 1)}
    rows = {row[0]: [plain(cell) for cell in row[1:]] for row in table(told.page, "Nådd per målgruppe")}
    assert {name: tuple(row) for name, row in rows.items()} == of("audience")


@pytest.mark.requirement("R124")
def test_the_ladder_says_its_denominator_and_what_nobody_knows(tell: Tell) -> None:
    """Drawn and in a table: registered with source and date, reached at each step, and visitors unknown."""
    told = tell(night_a(200))
    record = told.record
    svg = ladder_svg(record, record.alerts[0])
    root = ET.fromstring(svg)  # noqa: S314  our own drawing
    rows = {row[0]: row for row in table(told.page, "Fra listen til telefonen, hver person én gang")}
    reach = record.alerts[0].everybody

    assert [plain(rows[name][1]) for name in ("Registrert", "Har kontaktpunkt", "Forsøkt", "Godtatt")] == [
        reach.people,
        reach.with_address,
        reach.attempted,
        reach.told,
    ]
    assert "innbyggere (21.11.2026, 200)" in rows["Registrert"][3]
    assert rows["Besøkende og andre"][1] == "ukjent"
    assert "Levert er ikke lest" in rows["Bekreftet levert"][3]
    assert overlaps(boxes(svg)) == []
    assert outside(svg) == []
    assert root.attrib["role"] == "img"
    assert len(root.attrib["aria-labelledby"].split()) == 2


@pytest.mark.requirement("R113")
@pytest.mark.requirement("R132")
def test_cost_per_channel_stands_beside_its_estimate(tell: Tell) -> None:
    """Planned: one message an address. Spent: every try a provider took, what was sent again and came back too."""
    story = night_a(400)
    story.plan = PLAN | {"costs": {"sms_part": 0.5, "email": 0.01}}
    addresses = [human.sends["sms"] for human in story.humans if not human.sends["sms"].no_address]
    tries = [each for send in addresses for each in send.tries if each.state == "accepted"]
    told = tell(story)
    sms, email = _facts(told)["quality"]["costs"]

    assert sms["estimate"] == {"messages": len(addresses), "units": 2 * len(addresses), "amount": float(len(addresses))}
    assert sms["spent"] == {"messages": len(tries), "units": 2 * len(tries), "amount": float(len(tries))}
    assert email["estimate"]["messages"] == sum(not human.sends["email"].no_address for human in story.humans)
    whole = _facts(told)["cost"]
    assert round(sms["spent"]["amount"] + email["spent"]["amount"], 2) == whole["amount"]
    assert len(tries) != len(addresses)


def test_routes_failovers_and_faults_of_the_lists_are_told(tell: Tell) -> None:
    """Tries by provider add up to all tries; a message that changed provider; the lists' own words, most first."""
    told = tell(night_a(400))

    def spoil(connection: Connection) -> None:
        first = attempts.c.n == 1
        twice = select(attempts.c.delivery_id).where(attempts.c.n == 2)
        moved = update(attempts).where(first, attempts.c.delivery_id.in_(twice))
        connection.execute(moved.values(provider="twilio"))
        for line, what in enumerate(("for kort", "for kort", "mangler"), start=2):
            connection.execute(insert(list_faults).values(list_id=2, line=line, column="mobil", what=what))

    told.ledger.write_now(spoil)
    facts = _facts(told)
    quality = facts["quality"]

    assert sum(each["tries"] for each in quality["routes"]) == facts["attempts"] - 1  # the page's own
    assert {each["provider"] for each in quality["routes"]} == {"capture", "twilio"}
    assert quality["failovers"] == {"sms": 20}
    assert quality["sent_again"] == {"by_policy": 20, "by_person": 0}
    assert quality["list_faults"][1] == {
        "list": "innbyggere",
        "faults": 2,
        "kinds": [{"what": "for kort", "rows": 2}, {"what": "mangler", "rows": 1}],
    }
    assert "for kort (2); mangler (1)" in told.page.text
