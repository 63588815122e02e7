"""Relays: each leader is told how many of theirs nothing reaches, and tells them; no name leaves the paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from dispatcher.approval import inbound
from dispatcher.domain.states import Mode
from dispatcher.evaluation import report_html, report_json
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
