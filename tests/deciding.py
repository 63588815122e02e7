"""Plans with other ways of deciding, and a node's look at what waits for a yes: for tests over the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from dispatcher.approval import alone, oral
from dispatcher.approval.decisions import Approval
from dispatcher.composing.asking_on import ask_on
from dispatcher.composing.telling_of_yes import WAYS, tell_of_yes
from dispatcher.ledger import absences, approval_requests, approvals
from dispatcher.ledger.tables import alerts, snapshot
from dispatcher.plan_file import freeze
from dispatcher.web.views import alert_view
from tests.office import OfficeScene

ADDRESS = "https://varsel.loten.example"
EVACUATION = {"fare": "leirskred", "moteplass": "Løten ungdomsskole"}


def adapt(office: OfficeScene, scenario: str, *, lead: str | None = None, **approval: Any) -> None:
    """Another way of deciding, in the plan that new incidents are opened from."""
    found = office.plan.scenarios[scenario]
    changed = {"approval": found.approval.model_copy(update=approval), "lead": lead or found.lead}
    scenarios = {**office.plan.scenarios, scenario: found.model_copy(update=changed)}
    office.plan = office.plan.model_copy(update={"scenarios": scenarios})
    office.desk = replace(office.desk, plan=freeze(office.plan))


def view(office: OfficeScene, alert: str) -> dict[str, Any]:
    """The alert as GET and show have it."""
    return office.ledger.read_now(alert_view, alert, office.now)


def service(office: OfficeScene) -> list[Any]:
    """Every service message, in the order they were sent."""
    chosen = select(alerts).where(alerts.c.kind == "service").order_by(alerts.c.created_at, alerts.c.id)
    return office.ledger.read_now(lambda connection: list(connection.execute(chosen)))


def asked_by(office: OfficeScene, message: str) -> set[str]:
    """Whom a service message is for, by the plan's keys."""
    chosen = select(snapshot.c.ref).where(snapshot.c.alert_id == message)
    refs = office.ledger.read_now(lambda connection: list(connection.scalars(chosen)))
    return {ref.removeprefix("plan:") for ref in refs}


def tick(office: OfficeScene, alert: str, **later: float) -> list[list[str]]:
    """Look some time later, as a node does; who is told by each message that it makes."""
    office.later(**later)
    before = {row.id for row in service(office)}
    office.ledger.write_now(approval_requests.end_stale, office.now)
    office.ledger.write_now(ask_on, alert, office.desk.say, ADDRESS, office.now)
    for found in office.ledger.read_now(approvals.untold, WAYS):
        office.ledger.write_now(tell_of_yes, found.alert_id, office.desk.say, ADDRESS, office.now)
    return [sorted(asked_by(office, row.id)) for row in service(office) if row.id not in before]


def away(office: OfficeScene, person: str, since: datetime) -> None:
    """By their own word, from a moment on."""

    def say(connection: Connection) -> None:
        absences.set_away(connection, person, absences.ABSENCE, "kari", office.now, since=since, until=None)

    office.ledger.write_now(say)


def spoken(office: OfficeScene, alert: str, fingerprint: str, *, by: str = "kari", **said: str) -> bool:
    """The mayor's yes on the telephone, heard by Jon and written down by Kari."""
    words = oral.Spoken(person=said.get("person", "ordforer"), witness=said.get("witness", "jon"))
    given = Approval(fingerprint=fingerprint)
    return office.ledger.write_now(oral.approve_orally, office.users[by], alert, given, words, office.now)


def by_oneself(office: OfficeScene, alert: str, fingerprint: str, *, by: str = "kari", why: str = "Raset går") -> bool:
    """One of the crisis team, since nobody answers."""
    given = Approval(fingerprint=fingerprint, why=why)
    return office.ledger.write_now(alone.approve_alone, office.users[by], alert, given, office.now)
