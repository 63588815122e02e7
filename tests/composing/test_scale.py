"""Size: the largest staff the requirements name, imported, frozen and given their rows, nobody missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from dispatcher.demo.register import generate
from dispatcher.ledger import expansion
from dispatcher.ledger.tables import deliveries, lists, people
from dispatcher.ledger.times import ms
from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.office import OfficeScene, municipality


@pytest.mark.requirement("R051", "R052")
@pytest.mark.parametrize("staff", [4_000, 9_500])
def test_a_staff_of_that_size_has_a_row_each_on_every_channel(tmp_path: Path, staff: int) -> None:
    """Larvik's four thousand and Kristiansand's nine and a half: everyone accounted for, the unreachable too."""
    home = municipality(tmp_path)
    generate(home / "contacts", people=300, staff=staff, seed=7)
    everyone = (
        (home / "plan.yaml")
        .read_text(encoding="utf-8")
        .replace("audiences: [vakt, sykehjem, servicetorg]", "audiences: [ansatte]")
    )
    (home / "plan.yaml").write_text(everyone, encoding="utf-8")
    plan = load_plan(home)
    office = OfficeScene(tmp_path / "ledger", plan, Rendering.load(home, plan.plan), NodeMode.EXERCISE, home=home)
    alert, fingerprint = office.submitted(areas=("hele-kommunen",))
    office.approve(alert, fingerprint)
    for wave in office.ledger.read_now(expansion.pending_expansion):
        while not office.ledger.write_now(expansion.expand_slice, wave.id, ms(office.now)):
            pass

    def rows_and_people(connection: Connection) -> tuple[dict[str, int], int]:
        staff_rows = (
            select(deliveries.c.channel, func.count(deliveries.c.ref.distinct()))
            .where(deliveries.c.cls == "staff", deliveries.c.channel != "task")
            .group_by(deliveries.c.channel)
        )
        listed = select(func.count()).select_from(people).join(lists).where(lists.c.key == "ansatte")
        per_channel = {channel: count for channel, count in connection.execute(staff_rows)}  # noqa: C416
        return per_channel, connection.scalar(listed) or 0

    per_channel, listed = office.ledger.read_now(rows_and_people)
    office.ledger.close()

    assert listed >= staff * 0.99  # the register repeats a few ids, as real ones do
    assert per_channel == {"sms": listed, "email": listed}
