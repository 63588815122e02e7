"""«Foreslå endring»: returned with other words, taken in by whoever submits, approved by whoever proposed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.approval.proposing import propose
from dispatcher.composing import taking_in
from dispatcher.domain.errors import Conflict, DispatcherError, Forbidden, InvalidInput
from dispatcher.evaluation.acts import in_words
from dispatcher.evaluation.gather import gather
from dispatcher.ledger import approval_requests, incidents, proposals
from dispatcher.ledger import journal as chain
from dispatcher.ledger.proposals import Proposal, Standing
from dispatcher.ledger.tables import journal
from tests.deciding import EVACUATION, view
from tests.office import OfficeScene

SMS = "citizen.sms.nb"
BETTER = "ØVELSE Kok vannet i fem minutter. ØVELSE"


def proposed(office: OfficeScene, alert: str, fingerprint: str, by: str = "ola", **said: Any) -> None:
    words = Proposal(**({"fields": {}, "texts": {}} | said))

    def work(connection: Connection) -> None:
        def hold(within: Connection, row: Any, kept: Proposal) -> Proposal:
            return taking_in.try_out(office.desk, within, row, kept, office.now)

        propose(connection, office.users[by], alert, fingerprint, words, hold, office.now)

    office.ledger.write_now(work)


def standing(office: OfficeScene, alert: str) -> Standing | None:
    return office.ledger.read_now(lambda connection: proposals.standing(connection, incidents.alert(connection, alert)))


def take_in(office: OfficeScene, alert: str, number: int, by: str = "kari") -> str:
    def work(connection: Connection) -> str:
        return taking_in.take_in(office.desk, connection, office.users[by], alert, number, None, office.now)

    return office.ledger.write_now(work)


def lines(office: OfficeScene, kind: str) -> list[Any]:
    chosen = select(journal).where(journal.c.kind == kind).order_by(journal.c.seq)
    return office.ledger.read_now(lambda connection: list(connection.execute(chosen)))


@pytest.mark.requirement("R007")
def test_the_submitter_takes_it_in_and_the_proposer_approves(office: OfficeScene) -> None:
    """One act each: returned with the words, edited and submitted again, asked anew, approved word for word."""
    alert, fingerprint = office.submitted()
    proposed(office, alert, fingerprint, texts={SMS: BETTER}, fields={"neste_melding": "10:30"}, why="Si hvor lenge")
    before = view(office, alert)
    assert (before["state"], before["why"]) == ("returned", "Si hvor lenge")
    assert office.text(alert, SMS) != BETTER
    assert not [one for one in before["requests"] if one["ended"] is None]
    given = before["proposal"]
    assert (given["by"], given["name"], given["texts"]) == ("ola", "Ola Øvingsrud", {SMS: BETTER})

    new = take_in(office, alert, given["id"])
    assert new != fingerprint
    assert office.text(alert, SMS) == BETTER
    assert "10.30" in office.text(alert, "public.banner.nb")
    after = view(office, alert)
    assert (after["state"], after["proposal"]) == ("submitted", None)
    with pytest.raises(Conflict, match="Fingeravtrykket stemmer ikke"):
        office.approve(alert, fingerprint, by="ola")
    assert office.approve(alert, new, by="ola") is False
    assert office.ledger.read_now(chain.verify).broken == 0


def test_who_takes_their_own_proposal_in_does_not_approve_it(office: OfficeScene) -> None:
    """Per may both propose and submit; then the other pair of eyes is somebody else's."""
    alert, fingerprint = office.submitted()
    proposed(office, alert, fingerprint, by="per", texts={SMS: BETTER})
    found = standing(office, alert)
    assert found
    new = take_in(office, alert, found.id, by="per")
    with pytest.raises(Forbidden) as refused:
        office.approve(alert, new, by="per")

    assert refused.value.rule == "four-eyes"
    assert office.approve(alert, new, by="ola") is False


def test_the_words_are_sealed_and_a_time_means_the_same_tomorrow(office: OfficeScene) -> None:
    """Who, which and when stand in the chain; the words beside it, and the report tells of both."""
    alert, fingerprint = office.submitted()
    proposed(office, alert, fingerprint, texts={SMS: BETTER}, fields={"neste_melding": "10:30"}, why="Si hvor lenge")
    (line,) = lines(office, proposals.PROPOSED)
    found = standing(office, alert)
    assert found
    take_in(office, alert, found.id)
    (taken,) = lines(office, proposals.TAKEN)

    assert "fem minutter" not in line.data
    assert "Si hvor lenge" not in line.data
    assert (line.actor, json.loads(line.data)["texts"]) == ("ola", [SMS])
    assert "fem minutter" in line.personal
    assert found.said.fields == {"neste_melding": "2026-11-22T09:30+00:00"}
    assert (taken.actor, json.loads(taken.data)["by"]) == ("kari", "ola")
    record = office.ledger.read_now(gather, 1001)
    told = {one.kind: in_words(record, one) for one in record.journal}
    assert told["alert.proposed"].startswith("Returnerte varselet med forslag til endring: feltene neste_melding")
    assert told["alert.proposal-taken"] == "Tok inn forslaget fra Ola Øvingsrud"


def test_a_stale_proposal_is_refused(office: OfficeScene) -> None:
    """Edited meanwhile, taken in twice, submitted as it was: each says that the alert is another."""
    alert, fingerprint = office.submitted()
    proposed(office, alert, fingerprint, texts={SMS: BETTER})
    found = standing(office, alert)
    assert found
    with pytest.raises(Conflict, match=r"kan ikke returneres|Fingeravtrykket"):
        proposed(office, alert, fingerprint, by="anne", texts={SMS: BETTER})
    office.edit(alert, given={"neste_melding": "11:00"})
    with pytest.raises(Conflict, match="endret siden forslaget"):
        take_in(office, alert, found.id)
    again = office.submit(alert)
    with pytest.raises(Conflict, match="Fingeravtrykket stemmer ikke"):
        proposed(office, alert, fingerprint, texts={SMS: BETTER})
    proposed(office, alert, again, texts={SMS: BETTER})
    with pytest.raises(Conflict, match="endret siden forslaget"):
        take_in(office, alert, found.id)

    fresh = standing(office, alert)
    assert fresh
    assert fresh.id != found.id
    take_in(office, alert, fresh.id)
    with pytest.raises(Conflict, match="alt tatt inn"):
        take_in(office, alert, fresh.id)


WRONG = [
    ({}, "likt det som er sendt inn"),
    ({"texts": {SMS: "Kok vannet"}}, "begynne og slutte med ØVELSE"),
    ({"texts": {SMS: " "}}, "tom"),
    ({"texts": {"citizen.sms.xx": BETTER}}, "ingen slik tekst"),
    ({"texts": {SMS: "ØVELSE Ring 13097248022 ØVELSE"}}, "ødselsnummer"),
    ({"fields": {"finnes_ikke": "x"}}, "finnes_ikke"),
    ({"fields": {"neste_melding": "snart"}}, ""),
]


@pytest.mark.parametrize(("said", "words"), WRONG)
def test_what_an_edit_would_refuse_is_refused_at_once(office: OfficeScene, said: dict[str, Any], words: str) -> None:
    """And nothing is returned by it: everybody who was asked is still asked."""
    alert, fingerprint = office.submitted()
    with pytest.raises(InvalidInput) as refused:
        proposed(office, alert, fingerprint, **said)
    still = view(office, alert)

    told = " ".join([str(refused.value), *(f"{fault.where} {fault.what}" for fault in refused.value.faults)])
    assert words in told
    assert (still["state"], still["fingerprint"]) == ("submitted", fingerprint)
    assert [one for one in still["requests"] if one["ended"] is None]
    assert lines(office, proposals.PROPOSED) == []


def test_where_the_police_lead_no_other_words_are_proposed(office: OfficeScene) -> None:
    """Only the plan's prepared texts go out, whoever would rather have others."""
    alert = office.trigger(scenario="evakuering", fields={**EVACUATION, "neste_melding": "09:00"})
    office.clear(alert)
    fingerprint = office.submit(alert)
    with pytest.raises(InvalidInput) as refused:
        proposed(office, alert, fingerprint, texts={SMS: BETTER})

    assert "Bare de ferdige tekstene" in refused.value.faults[0].what
    assert view(office, alert)["state"] == "submitted"


def test_who_may_not(office: OfficeScene) -> None:
    """The crisis team edits instead; who is affected says nothing; who may not submit takes nothing in."""
    alert, fingerprint = office.submitted()
    refusals: list[DispatcherError] = []
    for by in ("kari", "jon", "siri"):
        with pytest.raises(Forbidden) as refused:
            proposed(office, alert, fingerprint, by=by, texts={SMS: BETTER})
        refusals.append(refused.value)
    proposed(office, alert, fingerprint, texts={SMS: BETTER})
    found = standing(office, alert)
    assert found
    for by in ("ola", "jon"):
        with pytest.raises(Forbidden) as refused:
            take_in(office, alert, found.id, by=by)
        refusals.append(refused.value)

    assert [getattr(one, "rule", "") for one in refusals] == ["role:propose"] * 3 + ["role:submit"] * 2
    assert not office.ledger.read_now(approval_requests.waiting)


def test_erased_words_cannot_be_taken_in(office: OfficeScene) -> None:
    """The chain still verifies; there is nothing to take in any more."""
    alert, fingerprint = office.submitted()
    proposed(office, alert, fingerprint, texts={SMS: BETTER})
    office.ledger.write_now(
        lambda connection: connection.execute(
            journal.update().where(journal.c.kind == proposals.PROPOSED).values(personal=None, salt=None)
        )
    )

    assert standing(office, alert) is None
    assert office.ledger.read_now(chain.verify).broken == 0
