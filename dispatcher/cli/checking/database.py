"""The ledger: opens, writes, is whole, has room; and who in it may act and approve."""

from __future__ import annotations

import json
import shutil
import stat
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from dispatcher.cli.acting import journalled, opened_ledger
from dispatcher.cli.checking.afterwards import check_afterwards
from dispatcher.cli.checking.deciders import Account, check_deciders
from dispatcher.cli.checking.own_sign_in import check_emergency
from dispatcher.cli.checking.paper import check_binder
from dispatcher.cli.checking.practice import check_factors, check_practice
from dispatcher.cli.checking.retention import check_retention
from dispatcher.cli.words import NO_NODE, UNDER_WAY
from dispatcher.domain.errors import DispatcherError
from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import SERVICE, Role
from dispatcher.lanes import reply_number
from dispatcher.ledger import absences, alarm_book, removals, restored
from dispatcher.ledger.dialects import DatabaseClock
from dispatcher.ledger.disk import Ballast
from dispatcher.ledger.marker import read_mark
from dispatcher.ledger.schema import OlderSchema
from dispatcher.ledger.tables import alerts, journal, lists, people, users
from dispatcher.ledger.times import at
from dispatcher.plan_file import FILE
from dispatcher.ports import SystemClock
from dispatcher.settings import NodeMode

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.removals import Removed
    from dispatcher.settings import Settings

MEBIBYTE = 1024 * 1024
LEAST_FREE = 200 * MEBIBYTE
"""A run to a whole city leaves about as much."""
GOOD_FREE = 1024 * MEBIBYTE
MOST_APART = timedelta(seconds=2)
"""Between this machine's clock and a server's: gates and expiry go by the first, leases by the second."""


def check_database(settings: Settings, plan: Plan | None, now: datetime, findings: Findings) -> None:
    """Opens it as a command does, which makes it if it is not there, and writes a line in the journal.

    One of an older schema is left as it is: a node moves it up, not whoever sees to it by day.
    """
    if settings.no_ledger_yet and not (settings.home / FILE).exists():
        return  # not a municipality's folder: nothing of ours belongs in it
    try:
        with opened_ledger(settings, moves_up=False) as ledger:
            _check_file(ledger, now, findings)
            _check_node(ledger, findings)
            _check_alarms(ledger, findings)
            _check_start(ledger, settings, now, findings)
            check_binder(ledger, settings, now, findings)
            check_practice(ledger, plan, now, findings, rings=reply_number(settings) is not None)
            check_retention(ledger, settings.retention.terms, now, findings)
            check_afterwards(ledger, now, findings)
            check_emergency(ledger, settings, findings)
            accounts = ledger.read_now(_accounts)
            _check_accounts(accounts, plan, findings)
            if accounts and plan is not None:
                away = ledger.read_now(absences.away, now)
                live = settings.mode is NodeMode.LIVE
                if live:
                    check_factors(ledger, plan, findings)
                check_deciders(accounts, away, plan, live=live, findings=findings)
            counts = {"faults": len(findings.faults), "warnings": len(findings.warnings)}
            journalled(ledger, "check.run", counts)
    except OlderSchema as error:
        findings.warn(
            "DISPATCHER_DATABASE_URL",
            f"{error} Kjør så dispatcher check igjen: brukere og innhold er ikke sett etter nå.",
        )
    except DispatcherError as error:
        findings.fault("DISPATCHER_DATABASE_URL", str(error))
        return
    if settings.database_path:
        _check_place(settings.database_path, findings)


def former_mobiles(settings: Settings) -> dict[str, int]:
    """How many mobiles each list had in its latest version that had any. What is wrong is told by check_database."""
    if settings.no_ledger_yet:
        return {}
    try:
        with opened_ledger(settings, moves_up=False) as ledger:
            return ledger.read_now(_mobiles)
    except DispatcherError:
        return {}


def removed_from(settings: Settings, plan: Plan | None) -> dict[str, Removed]:
    """Whom each list by choice leaves out. What is wrong is told by check_database."""
    keys = [key for key, spec in plan.lists.items() if spec.opt_in] if plan else []
    if settings.no_ledger_yet or not keys:
        return {}
    try:
        with opened_ledger(settings, moves_up=False) as ledger:
            return {key: ledger.read_now(removals.of_list, key) for key in keys}
    except DispatcherError:
        return {}


def _mobiles(connection: Connection) -> dict[str, int]:
    counted = (
        select(lists.c.key, func.count(people.c.sms_point))
        .join(people, people.c.list_id == lists.c.id)
        .where(people.c.sms_point.is_not(None))
        .group_by(lists.c.id)
        .order_by(lists.c.id)
    )
    return {key: count for key, count in connection.execute(counted)}  # noqa: C416  rows are not pairs to a type checker


def _check_file(ledger: Ledger, now: datetime, findings: Findings) -> None:
    wrong = ledger.database.check()
    if wrong:
        what = f"Databasen er skadet ({wrong}). Ta en kopi av den og hent fram en sikkerhetskopi."
        findings.fault(ledger.place, what)
    clock = ledger.read_now(lambda connection: connection.scalar(select(DatabaseClock())))
    if clock is not None and abs(at(clock) - SystemClock().now()) > MOST_APART:
        off = round((SystemClock().now() - at(clock)).total_seconds())
        what = f"Klokken her går {off:+} sekunder i forhold til databasetjenerens. Still begge etter samme tidstjener."
        findings.fault("klokke", what)
    last = ledger.read_now(lambda connection: connection.scalar(select(func.max(journal.c.at))))
    if last is not None and at(last) > now:
        written = f"{at(last).astimezone(OSLO):%d.%m.%Y kl %H.%M}"
        findings.fault("klokke", f"Siste linje i loggen er skrevet {written}, fram i tid. Still klokken.")


def _check_node(ledger: Ledger, findings: Findings) -> None:
    """What has been approved goes nowhere without a node."""
    under_way = select(alerts.c.id).where(alerts.c.state.in_(UNDER_WAY), alerts.c.kind != SERVICE).order_by(alerts.c.id)
    waiting = ledger.read_now(lambda connection: list(connection.scalars(under_way)))
    if waiting and not ledger.database.node_running():
        findings.warn("node", f"Godkjente varsler venter ({', '.join(waiting)}). {NO_NODE}")


def _check_alarms(ledger: Ledger, findings: Findings) -> None:
    """What the node has found and that is not over."""
    for row in ledger.read_now(alarm_book.standing):
        findings.warn("alarm", f"{row.words} (siden {at(row.since).astimezone(OSLO):%d.%m.%Y kl %H.%M})")


def _check_start(ledger: Ledger, settings: Settings, now: datetime, findings: Findings) -> None:
    """What waits for a person since the node was started on an old ledger, or would if it were started now."""
    held = ledger.read_now(restored.held)
    for alert, why in held:
        findings.warn("node", f"Varsel {alert} er satt på pause: {why}. La det gå videre: dispatcher resume {alert}")
    if ledger.database.node_running():
        if ledger.file and not Ballast(ledger.file).there():
            what = "Reserveplassen på disken mangler. Noden lager den igjen når det er nok ledig plass."
            findings.warn(f"{ledger.file}.ballast", what)
        return
    mark = read_mark(settings.marker_path)
    for alert, why in ledger.read_now(restored.would_hold, mark, now):
        findings.warn("node", f"Når noden starter, settes varsel {alert} på pause: {why}.")


def _check_place(path: Path, findings: Findings) -> None:
    free = shutil.disk_usage(path.parent).free
    words = f"Det er {free // MEBIBYTE} MiB ledig på disken."
    if free < LEAST_FREE:
        findings.fault(str(path), f"{words} Det må være minst {LEAST_FREE // MEBIBYTE}. Rydd før det haster.")
    elif free < GOOD_FREE:
        findings.warn(str(path), f"{words} Rydd snart.")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        findings.warn(str(path), "Andre brukere på maskinen kan åpne databasen. Kjør: chmod 600 på filen.")


def _accounts(connection: Connection) -> list[Account]:
    rows = connection.execute(select(users.c.name, users.c.roles, users.c.person).order_by(users.c.name))
    return [Account(row.name, frozenset(Role(role) for role in json.loads(row.roles)), row.person) for row in rows]


def _check_accounts(accounts: list[Account], plan: Plan | None, findings: Findings) -> None:
    if not accounts:
        findings.warn("brukere", "Det er ingen brukere ennå. Lag dem med: dispatcher user add NAVN --role …")
        return
    if not any(Role.CRISIS_TEAM in roles for _, roles, _ in accounts):
        findings.warn("brukere", "Ingen bruker har rollen crisis-team. Da kan ingen sende inn et varsel.")
    if plan is None:
        return
    for name, _, person in accounts:
        if person is not None and person not in plan.persons:
            findings.warn("brukere", f"Brukeren {name} er knyttet til «{person}», som ikke finnes i planen.")
