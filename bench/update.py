"""Time and peak memory of an update to Kristiansand's size: compare, freeze, fingerprint, expand. No sends.

``python -m bench.update [people] [staff]``
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time

from dispatcher.approval import decisions
from dispatcher.approval.decisions import Approval
from dispatcher.composing import following
from dispatcher.composing.desk import Desk
from dispatcher.composing.lists import sync_lists
from dispatcher.composing.request import FollowUp, Trigger
from dispatcher.demo.register import generate
from dispatcher.domain.states import AlertKind, Mode, Role
from dispatcher.ledger import accounts, expansion, incidents, series
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.times import ms
from dispatcher.plan_file import load_plan
from dispatcher.ports import SystemClock
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode

ROOT = Path(__file__).parent.parent
ODD = ("many-people", "cost")
"""What the plan of a small municipality finds odd in a register of this size."""
FIELDS = {"neste_melding": "23:59"}


def main() -> None:
    people, staff = (int(word) for word in (sys.argv[1:3] or ("117000", "9500")))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copy(ROOT / "plan.yaml", home)
        for name in ("templates", "contacts"):
            shutil.copytree(ROOT / name, home / name)
        generate(home / "contacts", people=people, staff=staff, seed=1)
        _run(home)


def _run(home: Path) -> None:
    clock, plan = SystemClock(), load_plan(home)
    ledger = Ledger(home / "dispatcher.db", checkpoints=True)
    desk = Desk(plan=plan, rendering=Rendering.load(home, plan.plan), node=NodeMode.EXERCISE)
    sync_lists(ledger, home, plan.plan, clock)
    kari = ledger.write_now(accounts.add_user, "kari", [Role.CRISIS_TEAM], "beredskapskoordinator", clock.now())
    anne = ledger.write_now(accounts.add_user, "anne", [Role.APPROVER], "ordforer", clock.now())

    def go(alert: str, now: datetime) -> None:
        print_ = ledger.write_now(desk.submit, kari, alert, None, now)
        ledger.write_now(decisions.approve, anne, alert, Approval(fingerprint=print_, seen=ODD), now)
        for wave in ledger.read_now(expansion.pending_expansion):
            while not ledger.write_now(expansion.expand_slice, wave.id, ms(now)):
                pass

    _mark("lists imported")
    trigger = Trigger(scenario="kokevarsel", mode=Mode.EXERCISE, fields=FIELDS, areas=("lotensentrum", "adalsbruk"))
    first = ledger.write_now(desk.trigger, kari, trigger, clock.now())
    go(first, clock.now())
    _mark("first alert expanded")
    asked = FollowUp(fields=FIELDS, areas=("hele-kommunen",))
    update = ledger.write_now(
        lambda connection: following.follow(desk, connection, kari, first, AlertKind.UPDATE, asked, clock.now())
    )
    go(update, clock.now())
    row = ledger.read_now(incidents.alert, update)
    fates = ledger.read_now(series.fates, update, row.version)
    _mark(f"update expanded: {row.people} people, {fates}")
    ledger.close()


_began = perf_counter(), process_time()


def _mark(what: str) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = perf_counter() - _began[0], process_time() - _began[1]
    print(f"{what:<70} {wall:7.1f} s  {cpu:7.1f} s CPU  peak {peak:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
