"""The police's word: without it nothing of theirs is approved, by nobody and in no way; it is in the fingerprint."""

from typing import Any

import pytest
from sqlalchemy import Connection, update

from dispatcher.approval import decisions, exceptions
from dispatcher.composing import following, retraction
from dispatcher.composing.fingerprint import fingerprint as compute
from dispatcher.composing.request import FollowUp
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.states import AlertKind
from dispatcher.ledger import clearance, incidents, journal, turns
from dispatcher.ledger.tables import journal as entries
from tests.office import OfficeScene

PLACE = {"fare": "leirskred", "moteplass": "Løten ungdomsskole"}


def evacuation(office: OfficeScene, **asked: Any) -> str:
    given: dict[str, Any] = {"scenario": "evakuering", "fields": PLACE, "areas": ("nordbyvegen-myrvegen",)}
    return office.trigger(**(given | asked))


def follow(office: OfficeScene, alert: str, kind: AlertKind, **asked: Any) -> str:
    return office.ledger.write_now(
        lambda connection: following.follow(
            office.desk, connection, office.users["kari"], alert, kind, FollowUp(**asked), office.now
        )
    )


def refused(office: OfficeScene, alert: str, fingerprint: str) -> str:
    with pytest.raises(Conflict) as raised:
        office.approve(alert, fingerprint)
    return raised.value.reason


def test_nobody_approves_without_the_police(office: OfficeScene) -> None:
    """It can be composed and submitted, so that the approvers see it; no yes, and no first wave by any other way."""
    alert = evacuation(office)
    fingerprint = office.submit(alert)
    row = office.ledger.read_now(incidents.alert, alert)

    assert refused(office, alert, fingerprint) == "clearance"
    with pytest.raises(Conflict, match="Politiet leder"):
        office.ledger.write_now(turns.open_first_waves, row, office.now)
    for override in (exceptions.external_now, exceptions.release_now):
        with pytest.raises(Conflict):
            office.decide(override, alert, "kari" if override is exceptions.external_now else "anne", *_why(override))
    assert office.view(alert)["waves"][0]["opened_at"] is None


def _why(override: Any) -> tuple[str, ...]:
    return ("liv",) if override is exceptions.external_now else ()


def test_their_word_is_part_of_the_fingerprint(office: OfficeScene) -> None:
    """Said on what is submitted already, it makes a new one; the one the approver saw is stale."""
    alert = evacuation(office)
    before = office.submit(alert)
    office.clear(alert)
    after = office.view(alert)["fingerprint"]
    asked = [each for each in office.ledger.read_now(incidents.all_alerts, "service") if "approval" in each.fields]

    assert after != before
    assert refused(office, alert, before) == "fingerprint"
    assert office.approve(alert, after) is False
    assert len(asked) == 2


def test_an_edit_asks_for_their_word_again(office: OfficeScene) -> None:
    """They cleared other words. Submitted again unchanged after a return, it stands."""
    alert = evacuation(office)
    office.clear(alert)
    office.edit(alert, given={"retning": "nord"})
    fingerprint = office.submit(alert)

    assert refused(office, alert, fingerprint) == "clearance"
    office.clear(alert)
    office.decide(decisions.return_, alert, "anne", "Se på retningen.")
    assert office.approve(alert, office.submit(alert)) is False


def test_it_is_sealed_and_outlives_its_erasure(office: OfficeScene) -> None:
    """The names stand beside the chain only; taken out, chain and fingerprint hold."""
    alert = evacuation(office)
    office.clear(alert, name="Nora Eksempel", what="teksten slik den er lest opp")
    fingerprint = office.submit(alert)

    def look(connection: Connection) -> tuple[list[Any], bool]:
        lines = journal.of_incident(connection, 1001)
        return lines, bool(journal.verify(connection).broken)

    lines, _ = office.ledger.read_now(look)
    said = next(line for line in lines if line.kind == clearance.CLEARED)
    office.ledger.write_now(
        lambda connection: connection.execute(
            update(entries).where(entries.c.seq == said.seq).values(personal=None, salt=None)
        )
    )
    again = office.ledger.read_now(lambda connection: compute(connection, incidents.alert(connection, alert)))
    assert "Nora" not in "".join(line.data for line in lines)
    assert office.ledger.read_now(look)[1] is False
    assert again == fingerprint


def test_each_follow_up_needs_a_word_of_its_own(office: OfficeScene) -> None:
    """«Faren over» too, and what takes it all back: the first who asks pauses it, and there it stays."""
    alert = evacuation(office)
    office.clear(alert)
    office.approve(alert, office.submit(alert))
    over = follow(office, alert, AlertKind.ALL_CLEAR)

    assert refused(office, over, office.submit(over)) == "clearance"
    with pytest.raises(Conflict, match="Klareringen skrives inn før"):
        office.clear(alert)
    assert office.decide(retraction.retract, alert, "kari", "Feil.") is None
    with pytest.raises(Conflict, match="Politiet leder"):
        office.decide(retraction.retract, alert, "per", "Feil.")
    office.clear(alert, what="tilbaketrekking")
    taken = office.decide(retraction.retract, alert, "per", "Feil.")
    assert office.view(taken)["state"] == "approved"
    assert office.ledger.read_now(lambda c: clearance.of(c, incidents.alert(c, taken))) is not None


@pytest.mark.parametrize(
    ("said", "where"), [({"name": " "}, "name"), ({"function": ""}, "function"), ({"what": " "}, "what")]
)
def test_half_a_word_is_none(office: OfficeScene, said: dict[str, str], where: str) -> None:
    """Name, function and what; a time that has been; by the crisis team."""
    alert = evacuation(office)
    with pytest.raises(InvalidInput) as raised:
        office.clear(alert, **said)
    assert [fault.where for fault in raised.value.faults] == [where]
    with pytest.raises(Forbidden):
        office.clear(alert, by="anne")
    ahead = office.now
    office.later(hours=-1)
    with pytest.raises(InvalidInput, match="fram i tid"):
        office.clear(alert, at=ahead)
