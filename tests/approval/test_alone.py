"""Alone: only in danger to life, only when the plan allows it, only after everybody was asked and was silent."""

from __future__ import annotations

import pytest

from dispatcher.approval import alone, aside, decisions, exceptions
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.evaluation.deviations import deviations
from dispatcher.evaluation.gather import gather
from dispatcher.ledger import incidents
from tests.deciding import EVACUATION, adapt, by_oneself, service, tick, view
from tests.office import OfficeScene


@pytest.fixture
def slide(office: OfficeScene) -> tuple[OfficeScene, str, str]:
    """A landslide that the municipality itself evacuates from; the plan waits five minutes for its approvers."""
    adapt(office, "evakuering", lead="municipality", alone_after=5)
    alert, fingerprint = office.submitted(scenario="evakuering", fields=EVACUATION)
    return office, alert, fingerprint


def test_after_five_minutes_of_silence_one_of_the_crisis_team_decides(slide: tuple[OfficeScene, str, str]) -> None:
    """Not a second before; with a reason; every approver is told at once and asked to confirm or stop."""
    office, alert, fingerprint = slide
    office.later(minutes=4, seconds=59)
    with pytest.raises(Conflict, match=r"tid til å svare til kl 03\.19\.00"):
        by_oneself(office, alert, fingerprint)
    office.later(seconds=1)

    assert by_oneself(office, alert, fingerprint) is False
    assert by_oneself(office, alert, fingerprint) is True
    given = view(office, alert)["approval"]
    assert (given["way"], given["by"], given["role"], given["why"]) == ("alone", "kari", "kriseledelsen", "Raset går")
    told = tick(office, alert)
    assert len(told) == 1
    assert {"ordforer", "varaordforer", "kommunedirektor"} <= set(told[0])
    assert "beredskapskoordinator" not in told[0]
    assert "GODKJENT ALENE" in office.text(service(office)[-1].id, "leader.sms.nb")


def test_being_asked_again_does_not_lengthen_the_silence(slide: tuple[OfficeScene, str, str]) -> None:
    """The bound counts from when each was asked first; who came back a minute ago has their own five."""
    office, alert, fingerprint = slide
    office.ledger.write_now(aside.set_unavailable, office.users["kari"], alert, "ordforer", "Svarer ikke", office.now)
    tick(office, alert, minutes=4)
    office.ledger.write_now(aside.set_available, office.users["kari"], alert, "ordforer", office.now)
    office.later(minutes=1)
    with pytest.raises(Conflict, match="Ikke alle som kan godkjenne, er spurt ennå"):
        by_oneself(office, alert, fingerprint)
    tick(office, alert)
    with pytest.raises(Conflict, match="tid til å svare"):
        by_oneself(office, alert, fingerprint)
    tick(office, alert, minutes=5)

    assert by_oneself(office, alert, fingerprint) is False


def test_nobody_closes_it_before_somebody_stands_behind_it(slide: tuple[OfficeScene, str, str]) -> None:
    """An approver of the chain who is not the one who was alone; and the report is red, confirmed or not."""
    office, alert, fingerprint = slide
    office.later(minutes=5)
    by_oneself(office, alert, fingerprint, by="per")
    office.ledger.write_now(lambda connection: incidents.set_values(connection, alert, state="done"))
    with pytest.raises(Conflict) as refused:
        close(office)
    assert refused.value.reason == "unconfirmed"
    for by, rule in (("kari", "role:confirm"), ("utenfor", "chain"), ("per", "four-eyes")):
        with pytest.raises(Forbidden) as denied:
            office.decide(alone.confirm, alert, by)
        assert denied.value.rule == rule
    before = grave(office)
    office.decide(alone.confirm, alert, "ola")
    office.decide(alone.confirm, alert, "anne")

    close(office)
    assert view(office, alert)["approval"]["confirmed_by"] == "ola"
    assert before["alone"].endswith("Ingen har bekreftet det.")
    assert grave(office)["alone"].endswith("Bekreftet av Ola Øvingsrud.")


def test_stopping_it_answers_for_it_too(slide: tuple[OfficeScene, str, str]) -> None:
    """What was wrong is stopped, not confirmed; then the incident can be closed."""
    office, alert, fingerprint = slide
    office.later(minutes=5)
    by_oneself(office, alert, fingerprint)
    office.decide(decisions.stop, alert, "anne", "Feil sted")

    close(office)
    assert office.ledger.read_now(incidents.incident, 1001).closed_at is not None


def test_the_rules_of_being_alone(slide: tuple[OfficeScene, str, str]) -> None:
    """A reason, the right, nobody affected, the very words, and nothing that is returned."""
    office, alert, fingerprint = slide
    office.later(minutes=5)
    with pytest.raises(InvalidInput):
        by_oneself(office, alert, fingerprint, why=" ")
    with pytest.raises(Forbidden, match="godkjenne alene når ingen svarer"):
        by_oneself(office, alert, fingerprint, by="anne")
    with pytest.raises(Conflict) as refused:
        by_oneself(office, alert, "0" * 12)
    assert refused.value.reason == "fingerprint"
    office.ledger.write_now(aside.recuse, office.users["per"], alert, office.now)
    with pytest.raises(Forbidden) as denied:
        by_oneself(office, alert, fingerprint, by="per")
    assert denied.value.rule == "recused"
    office.decide(decisions.return_, alert, "ola", "Feil sted")
    with pytest.raises(Conflict):
        by_oneself(office, alert, fingerprint)


def test_where_police_lead_or_nobody_dies_nobody_is_alone(office: OfficeScene) -> None:
    """Whatever was written into the plan of the incident."""
    adapt(office, "evakuering", alone_after=5)
    police, words = office.submitted(scenario="evakuering", fields=EVACUATION)
    office.later(minutes=5)
    with pytest.raises(Forbidden) as refused:
        by_oneself(office, police, words)
    assert refused.value.rule == "police-led"
    adapt(office, "kokevarsel", alone_after=5)
    alert, fingerprint = office.submitted()
    office.later(minutes=5)
    with pytest.raises(Forbidden) as refused:
        by_oneself(office, alert, fingerprint)
    assert refused.value.rule == "alone"


def close(office: OfficeScene) -> None:
    """As the crisis team does, with a reason."""
    office.ledger.write_now(exceptions.close, office.users["kari"], 1001, "Over", office.now)


def grave(office: OfficeScene) -> dict[str, str]:
    """The red ones of the report."""
    found = deviations(office.ledger.read_now(gather, 1001))
    return {one.kind: one.words for one in found if one.grave}
