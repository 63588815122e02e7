"""Advice before approval: plain language and personal data are pointed at, only a fødselsnummer stops an alert."""

from __future__ import annotations

import pytest

from dispatcher.composing.advising import advice
from dispatcher.composing.desk import frozen_plan
from dispatcher.domain.errors import InvalidInput
from dispatcher.ledger import incidents, journal
from tests.office import FIELDS, OfficeScene

NUMBER = "01810100016"
"""Invented: the sums are right, the person is nobody (Skatteetaten's test series adds 80 to the month)."""
OWN = "ØVELSE {} ØVELSE"


def advised(office: OfficeScene, alert: str) -> set[tuple[str, str]]:
    def read(connection: object) -> set[tuple[str, str]]:
        row = incidents.alert(connection, alert)  # type: ignore[arg-type]
        plan, scenario = frozen_plan(connection, row)  # type: ignore[arg-type]
        return {(one.where, one.key) for one in advice(connection, row, plan, scenario)}  # type: ignore[arg-type]

    return office.ledger.read_now(read)


def with_text(office: OfficeScene, text: str) -> str:
    alert = office.trigger()
    office.edit(alert, own_texts={"citizen.sms.nb": OWN.format(text)})
    return alert


@pytest.mark.requirement("R084", "R085", "R086")
def test_the_templates_own_texts_need_no_advice(office: OfficeScene) -> None:
    """What the municipality sends at three in the morning was read by day: every variant of it."""
    assert advised(office, office.trigger()) == set()


@pytest.mark.requirement("R084", "R085")
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Løten kommune 22.11 kl 03.40: Vannet i Ådalsbruk er kanskje ikke rent. Neste melding kl 09.", "imperative"),
        (
            "Løten kommune 22.11 kl 03.40: Kok vannet i Ådalsbruk. Vi vet mer i morgen. Neste melding 09.",
            "relative-time",
        ),
        ("Løten kommune 22.11 kl 03.40: Kok vannet. Neste melding kl 09.", "place"),
        ("22.11 kl 03.40: Kok vannet i Ådalsbruk. Neste melding kl 09.", "sender"),
        ("Løten kommune 22.11 kl 03.40: Kok vannet i Ådalsbruk pga. bakterier. Neste melding kl 09.", "abbreviation"),
    ],
)
def test_what_a_text_lacks_is_pointed_at_and_never_blocks(office: OfficeScene, text: str, key: str) -> None:
    """Named by the text it is in; the alert can be submitted all the same."""
    alert = with_text(office, text)

    assert ("citizen.sms.nb", key) in advised(office, alert)
    office.submit(alert)
    assert office.view(alert)["state"] == "submitted"


@pytest.mark.requirement("R115")
@pytest.mark.parametrize("written", [NUMBER, "018101 00016", "018101-00016"])
def test_a_fodselsnummer_in_a_text_stops_the_alert(office: OfficeScene, written: str) -> None:
    """Refused with where it stands, never with the number; the draft is as it was, and can be put right."""
    alert = with_text(office, f"Løten kommune 22.11 kl 03.40: Kok vannet i Ådalsbruk. {written}")

    with pytest.raises(InvalidInput) as refused:
        office.submit(alert)
    assert [fault.where for fault in refused.value.faults] == ["texts.citizen.sms.nb"]
    assert written not in str(refused.value)
    assert office.view(alert)["state"] == "draft"
    assert ("citizen.sms.nb", "identity-number") in advised(office, alert)


@pytest.mark.requirement("R115")
def test_a_fodselsnummer_in_a_field_stops_it_and_is_not_in_the_journal(office: OfficeScene) -> None:
    """What is written in the journal can never be taken out: the number is taken out before."""
    alert = office.trigger(fields=FIELDS | {"sted": f"hos {NUMBER}"})
    office.edit(alert, given={"sted": f"der {NUMBER} bor"})

    with pytest.raises(InvalidInput) as refused:
        office.submit(alert)
    said = "".join(entry.data for entry in office.ledger.read_now(journal.of_incident, 1001))
    assert "fields.sted" in {fault.where for fault in refused.value.faults}
    assert NUMBER not in str(refused.value)
    assert NUMBER not in said
    assert said.count("[fødselsnummer]") == 2


@pytest.mark.requirement("R115")
def test_other_personal_data_is_pointed_at(office: OfficeScene) -> None:
    """Somebody's telephone and e-mail: advice, no more."""
    alert = with_text(office, "Løten kommune 22.11 kl 03.40: Kok vannet i Ådalsbruk. Ring 41 23 45 67, a@b.example.")

    assert {("citizen.sms.nb", "phone"), ("citizen.sms.nb", "email")} <= advised(office, alert)
    office.submit(alert)


@pytest.mark.requirement("R116")
def test_whoever_writes_freely_is_asked_whether_anybody_can_be_recognised(office: OfficeScene) -> None:
    """A place that somebody typed may point at a house."""
    alert = office.trigger(fields=FIELDS | {"sted": "det gule huset ved brua"})

    assert ("fields.sted", "identifiable") in advised(office, alert)
    assert not {where for where, _ in advised(office, office.trigger())} & {"fields.sted"}
