"""What every yes must hold against: the words, the time, the series, what is odd, and who may say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.domain.approving import Way
from dispatcher.domain.errors import Conflict, Fault, Forbidden, InvalidInput
from dispatcher.domain.states import AlertState
from dispatcher.ledger import absences, approval_requests, disk, drawn, incidents, oddities
from dispatcher.ledger.approval_requests import Ended
from dispatcher.ledger.times import ms
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.misfire import Odd
    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.accounts import User

SHORTEST_FINGERPRINT = 12
ALREADY_APPROVED = (AlertState.APPROVED, AlertState.SENDING, AlertState.DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What an approver says. ``fingerprint``: its first 12 hex digits or more. ``capacity``: the role they act in.

    ``seen``: the keys of what is odd about the alert that they have seen, and approve it all the same. ``free``: bytes
    free on the ledger's disk, of which the one who asks knows; None: nobody can say. ``way``: how they said it.
    ``screen``: the account that was signed in where they said it, if it was not their own.
    """

    fingerprint: str
    capacity: str | None = None
    why: str = ""
    seen: tuple[str, ...] = ()
    free: int | None = None
    way: Way = Way.API
    screen: str | None = None


def given_before(row: Row[Any], account: str, fingerprint: str) -> bool:
    """Whether this is the same yes again: it answers as the first. Raises when another was first, or it is no print."""
    _check_shape(fingerprint)
    if row.state not in ALREADY_APPROVED:
        return False
    if row.approved_by == account and _matches(row, fingerprint):
        return True
    raise Conflict("state", f"Varselet er allerede godkjent av {row.approved_by}.")


def hold_against(connection: Connection, row: Row[Any], plan: Plan, given: Approval, now: datetime) -> tuple[Odd, ...]:
    """Not expired, not overtaken, word for word, with all that is odd seen, and room for it. Returns what is odd."""
    if row.state == AlertState.SUBMITTED and row.expires_at <= ms(now):
        raise Conflict("expired", "Varselet er utløpt og kan ikke godkjennes.")
    _not_overtaken(connection, row)
    _demand_match(row, given.fingerprint)
    odd = _all_seen(connection, row, plan, given.seen, now)
    disk.demand_room(connection, row, given.free)
    return odd


def same_words(row: Row[Any], fingerprint: str) -> None:
    """Raises Conflict when what waits is no longer what was shown, InvalidInput for what is no fingerprint."""
    _check_shape(fingerprint)
    _demand_match(row, fingerprint)


def _demand_match(row: Row[Any], fingerprint: str) -> None:
    if row.state == AlertState.SUBMITTED and not _matches(row, fingerprint):
        what = "Fingeravtrykket stemmer ikke: varselet er endret siden du så det, eller det er skrevet feil."
        raise Conflict("fingerprint", f"{what} Les varselet på nytt.")


def _check_shape(fingerprint: str) -> None:
    if len(fingerprint) < SHORTEST_FINGERPRINT or any(char not in "0123456789abcdef" for char in fingerprint.lower()):
        what = "Oppgi minst de 12 første tegnene av fingeravtrykket, slik det står i visningen av varselet."
        raise InvalidInput(Fault("fingerprint", what))


def _matches(row: Row[Any], given: str) -> bool:
    return bool(row.fingerprint) and row.fingerprint.startswith(given.lower())


def _not_overtaken(connection: Connection, row: Row[Any]) -> None:
    """An alert follows the newest that was approved before it; if another came between, it says the wrong things."""
    if approval_requests.overtaken(connection, row):
        newest = approval_requests.newest_beside(connection, row)
        raise Conflict("superseded", f"Hendelsen har fått et nyere varsel ({newest}) siden dette ble laget.")


def _all_seen(
    connection: Connection, row: Row[Any], plan: Plan, seen: tuple[str, ...], now: datetime
) -> tuple[Odd, ...]:
    """What is odd about the alert, all of it ticked. Raises Conflict naming the rest."""
    if row.state != AlertState.SUBMITTED:
        return ()
    odd = oddities.odd(connection, row, plan, now)
    missed = [each for each in odd if each.key not in seen]
    if missed:
        told = " ".join(f"{each.key}: {each.words}" for each in missed)
        raise Conflict("odd", f"Noe er uvanlig. Svar at du har sett det før du godkjenner. {told}")
    return odd


def plan_of(connection: Connection, row: Row[Any]) -> tuple[Plan, Scenario]:
    """The plan as it was when the alert's incident was opened, and the incident's scenario as the alert is decided."""
    opened = incidents.incident(connection, row.incident)
    plan = plan_from_document(drawn.plan_document(connection, opened))
    return plan, plan.scenarios[opened.scenario].decided(crisis=row.crisis_switch is not None)


def capacity_of(plan: Plan, scenario: Scenario, person: str | None, asked: str | None, whom: str = "deg") -> str:
    """The role in which a person may approve. Raises Forbidden, saying to ``whom``, when the plan's chain has none."""
    mine = [role for role in scenario.approval.approvers if person in plan.roles[role].chain]
    if not mine or person is None:
        titles = ", ".join(plan.roles[role].title for role in scenario.approval.approvers)
        raise Forbidden(
            "chain", f"Planen lar bare disse godkjenne dette varselet: {titles}, eller deres stedfortredere."
        )
    if asked is None:
        return mine[0]
    if asked not in mine:
        raise Forbidden("capacity", f"Planen gir {whom} ikke rett til å godkjenne i den rollen.")
    return asked


def four_eyes(connection: Connection, row: Row[Any], account: str, person: str | None, now: datetime) -> None:
    """Nobody approves what they submitted or last edited, also with another account of theirs."""
    own = approval_requests.barred(connection, row, now)
    if account in (row.submitted_by, row.edited_by) or (person in own and own[person] is None):
        raise Forbidden("four-eyes", "Den som har sendt inn eller sist endret et varsel, kan ikke godkjenne det selv.")


def not_aside(connection: Connection, incident: int, person: str | None, now: datetime) -> None:
    """Raises Forbidden for somebody who is affected by the incident, or away."""
    if person in absences.recused(connection, incident):
        raise Forbidden(str(Ended.RECUSED), RECUSED)
    word = absences.away(connection, now).get(person or "")
    if word is None:
        return
    if word.kind == absences.UNAVAILABLE:
        raise Forbidden(str(Ended.UNAVAILABLE), SET_UNAVAILABLE)
    raise Forbidden(str(Ended.UNAVAILABLE), AWAY)


def may_decide(connection: Connection, row: Row[Any], user: User, now: datetime) -> None:
    """As ``not_aside``, for an account's own decision on an alert."""
    not_aside(connection, row.incident, user.person, now)


RECUSED = "Personen er meldt berørt eller inhabil, og avgjør ikke mer i denne hendelsen."
SET_UNAVAILABLE = (
    "Kriseledelsen har satt personen som utilgjengelig. De kan oppheve det: dispatcher available VARSEL --person PERSON"
)
AWAY = "Personen står som fraværende. Avslutt fraværet først: dispatcher absence --end"
