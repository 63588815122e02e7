"""Relays: each leader is told how many of theirs nothing reaches, and tells them; no name leaves the paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from dispatcher.approval import inbound
from dispatcher.domain.states import Mode
from dispatcher.evaluation import report_html, report_json
from dispatcher.evaluation.relayed import Behind
from dispatcher.ledger import journal
from dispatcher.ledger.replying import Inbound
from dispatcher.ledger.tables import snapshot
from dispatcher.plan_file import load_plan
from dispatcher.printing.sheets import sheets
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.conftest import NewLedger
from tests.office import OfficeScene, municipality
from tests.tasks.night import Night

LEADER, NUMBER = "A900", "+4742009000"
ROWS = """\
A900;Lise Lederud;+47 42 00 90 00;;nb;Renhold;vakt;
A901;Nils Utenfon;;;nb;Renhold;vakt;A900
A902;Olga Utenfon;;;nb;Renhold;vakt;A900
A903;Ragna Lederløs;;;nb;Park;vakt;A999
A904;Solveig Medfon;+47 42 00 90 04;;nb;Renhold;vakt;A900
A905;Trine Medpost;;trine@loten.example;nb;Renhold;vakt;A900
"""


@pytest.fixture
def night(new_ledger: NewLedger, tmp_path: Path) -> Night:
    """A municipality whose list says who leads whom, and whose boil-water plan has the relay."""
    home = municipality(tmp_path)
    plan = (home / "plan.yaml").read_text(encoding="utf-8")
    tasks = "tasks: [facebook, nrk, presseliste, institusjoner, oppslag, statsforvalter]"
    assert tasks in plan
    (home / "plan.yaml").write_text(plan.replace(tasks, tasks[:-1] + ", beskjed-uten-telefon]"), encoding="utf-8")
    staff = home / "contacts" / "ansatte.csv"
    marked, head, *rows = staff.read_text(encoding="utf-8-sig").splitlines()
    lines = [marked, f"{head};leder", *(f"{row};" for row in rows), ROWS]
    staff.write_text("\n".join(lines), encoding="utf-8")
    loaded = load_plan(home)
    rendering = Rendering.load(home, loaded.plan)
    return Night(OfficeScene(new_ledger(), loaded, rendering, NodeMode.EXERCISE, home=home))


def reported(night: Night) -> tuple[dict[str, Any], int]:
    """What the report says of the ways through people, and how many it says are told."""
    alert = json.loads(night.ledger.read_now(report_json, 1001))["alerts"][0]
    return alert["relayed"], alert["reach"]["told"]


@pytest.mark.requirement("R038", "R105")
async def test_each_leader_has_a_task_with_the_number_of_theirs_and_no_name(night: Night) -> None:
    """Two of hers have no address; the one with a leader nobody knows is the role's to tell."""
    await night.approved()
    relays = [task for task in night.tasks() if task["key"] == "beskjed-uten-telefon"]
    asked = night.told("Gi beskjed til ansatte uten telefon", "2 ansatte uten adresse")

    assert sorted(task["person"] for task in relays) == ["kommunedirektor", f"leder:{LEADER}"]
    assert len(asked) == 1
    assert not any(name in text for text in night.told() for name in ("Utenfon", "Lederud", "Lederløs"))
    told = [str(night.tasks()), *(night.ledger.read_now(report, 1001) for report in (report_html, report_json))]
    assert not any(name in text for text in told for name in ("Utenfon", "Lederud", "Lederløs"))
    assert "Gi beskjed til ansatte uten telefon" in told[1]


async def test_it_is_frozen_with_the_snapshot_that_is_approved(night: Night) -> None:
    """Part of what the fingerprint covers, before anybody has said yes."""
    alert, _ = night.office.submitted()
    chosen = select(snapshot.c.ref).where(snapshot.c.alert_id == alert, snapshot.c.ref.like("task:beskjed%"))
    refs = night.ledger.read_now(lambda connection: sorted(connection.scalars(chosen)))

    assert refs == ["task:beskjed-uten-telefon", f"task:beskjed-uten-telefon:{LEADER}"]


async def test_the_leader_is_told_at_her_own_number_and_ticks_it_by_sms(night: Night) -> None:
    """No person of the plan, and yet hers; nobody else's."""
    await night.approved()
    task = next(one for one in night.tasks() if one["person"] == f"leder:{LEADER}")
    desk = inbound.Desk(say=night.office.desk.say)

    def reply(source: str, sender: str, text: str) -> str | None:
        given = Inbound(source=source, sender=sender, text=text, modes=(Mode.EXERCISE,))
        taken = night.ledger.write_now(inbound.take, given, desk, night.office.now)
        return taken.meaning if taken else None

    assert reply("SM1", "+4742009004", f"oppgave {task['id']} gjort") == "words"
    assert reply("SM2", NUMBER, "gjort") == "task-done"
    done = next(one for one in night.tasks() if one["id"] == task["id"])
    assert (done["state"], done["for"], done["name"]) == ("accepted", f"leder:{LEADER}", f"leder {LEADER}")
    assert not night.ledger.read_now(journal.verify).broken


@pytest.mark.requirement("R124")
async def test_the_report_says_who_stands_behind_whom_and_who_confirmed(night: Night) -> None:
    """Two behind her, one whose leader nobody knows: three in all. When she has ticked hers, two of three."""
    await night.approved()
    before, told = reported(night)
    task = next(one for one in night.tasks() if one["person"] == f"leder:{LEADER}")
    desk = inbound.Desk(say=night.office.desk.say)
    given = Inbound(source="SM1", sender=NUMBER, text="gjort", modes=(Mode.EXERCISE,))
    night.ledger.write_now(inbound.take, given, desk, night.office.now)
    after, told_after = reported(night)
    relays = {way["leader"]: way for way in after["ways"] if way["relay"]}
    page = night.ledger.read_now(report_html, 1001)

    assert (before["people_without_address"], before["people_confirmed"]) == (3, 0)
    assert (after["people_without_address"], after["people_confirmed"]) == (3, 2)
    assert {leader: way["people"] for leader, way in relays.items()} == {LEADER: 2, None: 1}
    assert relays[LEADER]["task"] == str(task["id"])
    assert relays[LEADER]["confirmed_at"] is not None
    assert relays[None]["confirmed_at"] is None
    assert all(way["people"] is None for way in after["ways"] if not way["relay"])
    assert "Bak en leder eller rolle som har bekreftet, sto 2 av 3 (66,7\u00a0%)." in page
    assert f"leder {LEADER}" in page
    assert told_after == told  # a tick tells nobody


async def test_what_is_forgotten_is_said_to_be_unknown(night: Night) -> None:
    """Once the rows are pseudonymous nobody can say who stood behind whom; how many there were stays."""
    await night.approved()
    forget = update(snapshot).where(snapshot.c.person_id.is_not(None)).values(sealed="00" * 32)
    night.ledger.write_now(lambda connection: connection.execute(forget))
    after, _ = reported(night)

    assert (after["people_without_address"], after["people_confirmed"]) == (3, None)
    assert {way["people"] for way in after["ways"]} == {None}
    assert "er ikke kjent lenger" in night.ledger.read_now(report_html, 1001)


def test_a_person_of_two_leaders_is_counted_once() -> None:
    """One has both, two have none: one is behind the two together, three in all."""
    behind = Behind(people={frozenset({"a", "b"}): 1, frozenset({""}): 2})

    assert (behind.total, behind.of("a"), behind.of("b"), behind.of("a", "b"), behind.of("")) == (3, 1, 1, 1, 2)
    assert behind.of() == 0


@pytest.mark.requirement("R038", "R040")
async def test_a_leader_who_does_not_answer_is_followed_by_the_role(night: Night) -> None:
    """After an hour the holder of the role has it, and is told how many it is about."""
    await night.approved()
    night.office.later(minutes=61)
    await night.tick()
    relays = [task["person"] for task in night.tasks() if task["key"] == "beskjed-uten-telefon"]

    assert f"leder:{LEADER}" not in relays
    assert night.told("leder i Renhold har ikke svart", "2 ansatte uten adresse")


async def test_the_names_are_on_paper_for_those_who_act(night: Night) -> None:
    """A list a leader, with names; without the right to the lists, nothing of it."""
    alert = await night.approved()
    acting = night.ledger.read_now(
        lambda connection: sheets(connection, alert, night.office.now, lists=True, home=Path())
    )
    reading = night.ledger.read_now(
        lambda connection: sheets(connection, alert, night.office.now, lists=False, home=Path())
    )

    assert f"Ringeliste: ansatte uten adresse, leder {LEADER}" in acting
    assert acting.index("Nils Utenfon") > 0
    assert "Utenfon" not in reading
