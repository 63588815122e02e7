"""Oral approval: somebody's own yes, written down by the crisis team, heard by somebody who has no part in it."""

from __future__ import annotations

import pytest

from dispatcher.approval import aside, decisions
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.states import Role
from dispatcher.evaluation.deviations import deviations
from dispatcher.evaluation.gather import gather
from dispatcher.ledger import accounts, journal
from tests.deciding import service, spoken, tick, view
from tests.office import OfficeScene


@pytest.mark.requirement("R006")
def test_a_spoken_yes_is_the_approvers_own_and_says_how_it_came(office: OfficeScene) -> None:
    """The mayor's, as mayor; who wrote it down, who heard it; and a receipt to the mayor alone, once."""
    alert, fingerprint = office.submitted()

    assert spoken(office, alert, fingerprint) is False
    assert spoken(office, alert, fingerprint) is True
    given = view(office, alert)["approval"]
    assert (given["way"], given["by"], given["recorded_by"], given["witness"]) == ("oral", "anne", "kari", "jon")
    assert (given["name"], given["role"]) == ("Anne Prøvestad", "ordfører")
    assert view(office, alert)["state"] == "approved"
    assert tick(office, alert) == [["ordforer"]]
    assert tick(office, alert) == []
    text = office.text(service(office)[-1].id, "leader.sms.nb")
    assert (
        "KVITTERING: Løten. Du godkjente varsel 1001-1 (Kokevarsel, nytt varsel, ØVELSE) muntlig 22.11 kl 03.14" in text
    )


def test_anybody_may_be_the_witness_and_the_name_can_be_erased(office: OfficeScene) -> None:
    """A fire officer by name: in the sealed part of the journal, never in its open data."""
    alert, fingerprint = office.submitted()
    spoken(office, alert, fingerprint, witness="Nils  Brannmann")
    entry = next(one for one in office.ledger.read_now(journal.of_incident, 1001) if one.kind == "alert.approved")

    assert view(office, alert)["approval"]["witness"] == "Nils Brannmann"
    assert "Brannmann" not in entry.data
    assert office.ledger.read_now(journal.verify).broken == 0


@pytest.mark.parametrize(
    "witness",
    ["kari", "anne", "ordforer", "Anne Prøvestad", "beredskapskoordinator", "siri testvold"],
    ids=["recorder", "approver", "approver's key", "approver's name", "submitter's key", "submitter's name"],
)
def test_nobody_is_the_witness_of_what_they_have_a_part_in(office: OfficeScene, witness: str) -> None:
    """By account, by key or by name."""
    alert, fingerprint = office.submitted()

    with pytest.raises(Forbidden) as refused:
        spoken(office, alert, fingerprint, witness=witness)
    assert refused.value.rule == "witness"
    assert view(office, alert)["state"] == "submitted"


def test_an_account_that_is_nobody_of_the_plan_is_no_witness_of_its_own_deed(office: OfficeScene) -> None:
    """A log keeper without a person writes it down, and cannot be who heard it too."""
    office.users["vakt"] = office.ledger.write_now(accounts.add_user, "vakt", [Role.CRISIS_TEAM], None, office.now)
    alert, fingerprint = office.submitted()

    with pytest.raises(Forbidden) as refused:
        spoken(office, alert, fingerprint, by="vakt", witness="vakt")
    assert refused.value.rule == "witness"
    assert spoken(office, alert, fingerprint, by="vakt", witness="siri") is False


def test_a_spoken_yes_gives_nobody_a_right_they_have_not(office: OfficeScene) -> None:
    """Outside the chain, without an approver's account, one's own deed, affected: refused as on the page."""
    alert, fingerprint = office.submitted()
    for person, rule in (("informasjonsansvarlig", "chain"), ("vannverksleder", "role:approve")):
        with pytest.raises(Forbidden) as refused:
            spoken(office, alert, fingerprint, person=person)
        assert refused.value.rule == rule
    with pytest.raises(InvalidInput):
        spoken(office, alert, fingerprint, person="ordføreren")
    with pytest.raises(InvalidInput):
        spoken(office, alert, fingerprint, witness="7")
    with pytest.raises(Forbidden, match="føre inn en muntlig"):
        spoken(office, alert, fingerprint, by="anne")
    office.ledger.write_now(aside.recuse, office.users["anne"], alert, office.now)
    with pytest.raises(Forbidden) as refused:
        spoken(office, alert, fingerprint)
    assert refused.value.rule == "recused"
    with pytest.raises(Forbidden, match="din egen godkjenning"):
        spoken(office, alert, fingerprint, by="per", person="kommunalsjef-teknisk")


def test_the_submitter_cannot_be_said_to_have_approved(office: OfficeScene) -> None:
    """Four eyes hold for a spoken yes too."""
    office.users["ola2"] = office.ledger.write_now(
        accounts.add_user, "ola2", [Role.CRISIS_TEAM], "varaordforer", office.now
    )
    alert = office.trigger()
    fingerprint = office.submit(alert, by="ola2")

    with pytest.raises(Forbidden) as refused:
        spoken(office, alert, fingerprint, person="varaordforer")
    assert refused.value.rule == "four-eyes"


def test_a_spoken_yes_is_word_for_word(office: OfficeScene) -> None:
    """Not to what was edited after, not to what was returned; of two at once the first counts."""
    alert, old = office.submitted()
    office.decide(decisions.return_, alert, "ola", "Feil sted")
    with pytest.raises(Conflict):
        spoken(office, alert, old)
    office.edit(alert, given={"sted": "Ådalsbruk"})
    new = office.submit(alert)
    with pytest.raises(Conflict) as refused:
        spoken(office, alert, old)
    assert refused.value.reason == "fingerprint"
    office.approve(alert, new, by="ola")
    with pytest.raises(Conflict, match="allerede godkjent av ola"):
        spoken(office, alert, new)


def test_the_report_tells_who_said_it_and_who_heard_it(office: OfficeScene) -> None:
    """As a deviation that is not grave."""
    alert, fingerprint = office.submitted()
    spoken(office, alert, fingerprint)
    found = deviations(office.ledger.read_now(gather, 1001))

    assert ("oral", False) in {(one.kind, one.grave) for one in found}
    told = next(one.words for one in found if one.kind == "oral")
    assert told.startswith("Førte inn at Anne Prøvestad godkjente varselet muntlig som ordfører, med jon som vitne")
