"""The server's time for the page of an alert to a whole city, and for Start, while it is being sent. No sends.

``python -m bench.live_page [people] [staff]``
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Connection, update

from dispatcher.approval import decisions, exceptions
from dispatcher.approval.decisions import Approval
from dispatcher.composing.desk import Desk
from dispatcher.composing.lists import sync_lists
from dispatcher.composing.request import Trigger
from dispatcher.demo.register import generate
from dispatcher.domain.states import DeliveryState, Mode, Role
from dispatcher.ledger import accounts, expansion
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.recipients import Chosen, page, search
from dispatcher.ledger.tables import deliveries
from dispatcher.ledger.times import ms
from dispatcher.plan_file import load_plan
from dispatcher.ports import SystemClock
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from dispatcher.web.console import recipient_view, start_view
from dispatcher.web.console.live_view import live_facts
from dispatcher.web.console.words import words_of

ROOT = Path(__file__).parent.parent
ODD = ("many-people", "cost")
FIELDS = {"neste_melding": "23:59"}
TIMES = 5


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
    asked = Trigger(scenario="kokevarsel", mode=Mode.EXERCISE, fields=FIELDS, areas=("hele-kommunen",))
    alert = ledger.write_now(desk.trigger, kari, asked, clock.now())
    print_ = ledger.write_now(desk.submit, kari, alert, None, clock.now())
    ledger.write_now(decisions.approve, anne, alert, Approval(fingerprint=print_, seen=ODD), clock.now())
    ledger.write_now(exceptions.external_now, kari, alert, "Det haster", clock.now())
    for wave in ledger.read_now(expansion.pending_expansion):
        while not ledger.write_now(expansion.expand_slice, wave.id, ms(clock.now())):
            pass
    ledger.write_now(_half_sent, alert)
    _timed(ledger, "the live page and its live part", lambda one: live_facts(one, alert, kari, "nb", clock.now()))
    _timed(ledger, "Start", lambda one: start_view.going_on(one, None, "nb", clock.now()))
    _timed(ledger, "messages: the first page", lambda one: page(one, alert, Chosen()))
    _timed(ledger, "messages: the failed ones", lambda one: page(one, alert, Chosen(states=recipient_view.TROUBLE)))
    _timed(ledger, "messages: why", lambda one: recipient_view.whys(one, alert, words_of("nb")))
    _timed(ledger, "messages: somebody by name", lambda one: search(one, alert, "Ødegård"))
    ledger.close()


def _half_sent(connection: Connection, alert: str) -> None:
    """Every second message is taken, every hundredth refused."""
    mine = (deliveries.c.alert_id == alert, deliveries.c.state == str(DeliveryState.WAITING))
    for every, state in ((100, DeliveryState.FAILED), (2, DeliveryState.ACCEPTED)):
        connection.execute(update(deliveries).where(*mine, deliveries.c.id % every == 0).values(state=str(state)))


def _timed(ledger: Ledger, what: str, look: Callable[[Connection], Any]) -> None:
    took = []
    for _ in range(TIMES):
        began = perf_counter(), process_time()
        ledger.read_now(look)
        took.append(((perf_counter() - began[0]) * 1000, (process_time() - began[1]) * 1000))
    wall, cpu = (median(one[place] for one in took) for place in (0, 1))
    first = f"first {took[0][0]:7.1f} ms ({took[0][1]:7.1f} ms CPU)"
    print(f"{what:<34} {first}  median {wall:7.1f} ms ({cpu:7.1f} ms CPU)", flush=True)


if __name__ == "__main__":
    main()
