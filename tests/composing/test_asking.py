"""Submitting asks the approvers: by SMS and e-mail, all of the chain but whoever may not approve, and nobody else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from dispatcher.approval import decisions
from dispatcher.composing import following, retraction
from dispatcher.composing.request import FollowUp
from dispatcher.domain.errors import Conflict
from dispatcher.domain.states import AlertKind, ChannelName, LaneKind, Mode, Role
from dispatcher.ledger import accounts, approval_requests, claims, incidents, journal
from dispatcher.ledger.claims import Lane
from dispatcher.ledger.tables import alerts, contact_points, deliveries, snapshot
from dispatcher.ledger.times import ms
from dispatcher.plan_file import freeze
from dispatcher.web.approval_views import UNCLEARED
from dispatcher.web.views import alert_view
from tests.deciding import EVACUATION, adapt, tick
from tests.office import OfficeScene
from tests.sending import expand

CHAIN = {"ordforer", "varaordforer", "kommunedirektor", "kommunalsjef-helse", "kommunalsjef-teknisk", "vannverksleder"}


def service(office: OfficeScene) -> list[Any]:
    chosen = select(alerts).where(alerts.c.kind == "service").order_by(alerts.c.id)
    return office.ledger.read_now(lambda connection: list(connection.execute(chosen)))


def asked(office: OfficeScene, alert: str) -> set[str]:
    chosen = select(snapshot.c.ref).where(snapshot.c.alert_id == alert)
    refs = office.ledger.read_now(lambda connection: list(connection.scalars(chosen)))
    return {ref.removeprefix("plan:") for ref in refs}


def said(office: OfficeScene, alert: str, channel: str = "sms", language: str = "nb") -> str:
    texts = office.ledger.read_now(incidents.variants_of, alert, 1)
    return str(next(text.body for text in texts if (text.channel, text.language) == (channel, language)))


def test_the_whole_chain_is_asked_when_an_alert_is_submitted(office: OfficeScene) -> None:
    """Mayor, director, sector leader and their deputies; a draft asks nobody."""
    alert = office.trigger()
    before = service(office)
    office.submit(alert)
    (request,) = service(office)

    assert before == []
    assert request.mode == "exercise"
    assert asked(office, request.id) == CHAIN
    assert json.loads(request.fields) == {"key": "approval-request", "about": alert}


def test_whoever_may_not_approve_is_not_asked(office: OfficeScene) -> None:
    """Per edits and the deputy mayor submits: neither can say yes, so neither is asked to."""
    office.users["ola"] = office.ledger.write_now(
        accounts.add_user, "ola2", [Role.CRISIS_TEAM, Role.APPROVER], "varaordforer", office.now
    )
    alert = office.trigger()
    office.edit(alert, by="per", given={"sted": "Ådalsbruk"})
    office.submit(alert, by="ola")
    (request,) = service(office)

    assert asked(office, request.id) == CHAIN - {"kommunalsjef-teknisk", "varaordforer"}


def test_the_request_says_what_to_whom_and_by_whom(office: OfficeScene) -> None:
    """The citizens' own text in it, the number of people, the submitter by name, and ØVELSE first and last."""
    alert, _ = office.submitted()
    (request,) = service(office)
    people = office.view(alert)["people"]
    text = said(office, request.id)

    assert text.startswith("ØVELSE")
    assert text.endswith("ØVELSE")
    assert f"Til {people} personer i Ådalsbruk" in text
    assert office.text(alert, "citizen.sms.nb") in text
    assert "Sendt inn av Siri Testvold" in text
    assert office.text(alert, "citizen.sms.nn") in said(office, request.id, "email", "nn")


def test_a_long_text_of_ones_own_still_fits_the_request(office: OfficeScene) -> None:
    """Cut with a mark: the approver reads the whole where they answer."""
    alert = office.trigger()
    own = "ØVELSE " + "Kok vannet før du drikker det. " * 45 + "ØVELSE"
    office.edit(alert, own_texts={"citizen.sms.nb": own})
    office.submit(alert)
    (request,) = service(office)

    assert "[...]" in said(office, request.id)
    assert len(said(office, request.id)) < 1600


def test_what_is_refused_asks_nobody(live_office: OfficeScene) -> None:
    """The request is part of the submit: one transaction, both or neither."""
    alert = live_office.trigger(mode=Mode.REAL)

    with pytest.raises(Conflict):
        live_office.submit(alert, people=1)
    assert service(live_office) == []


def test_the_request_goes_before_the_alert_that_is_going_out(office: OfficeScene) -> None:
    """The first has three hundred people waiting; the correction's approvers are asked before the next of them."""
    first, fingerprint = office.submitted()
    office.approve(first, fingerprint)
    expand(office.ledger, office.now)
    asked_first = {row.id for row in service(office)}
    update = _follow(office, first, AlertKind.UPDATE)
    office.submit(update)
    expand(office.ledger, office.now)
    lane = Lane(channel=ChannelName.SMS, kind=LaneKind.CAPTURE, provider="capture", incarnation="test")
    claimed = [
        claim.alert for claim in office.ledger.write_now(claims.cycle, lane, [], 2 * len(CHAIN), ms(office.now)).claims
    ]

    assert first not in claimed
    assert set(claimed) == {row.id for row in service(office)} > asked_first


def test_nothing_of_it_goes_to_anybody_but_the_plans_persons(office: OfficeScene) -> None:
    """Every number and address of its rows stands in the plan."""
    office.submitted()
    expand(office.ledger, office.now)
    chosen = (
        select(contact_points.c.value)
        .join(deliveries, deliveries.c.point_id == contact_points.c.id)
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .where(alerts.c.kind == "service")
    )
    found = set(office.ledger.read_now(lambda connection: list(connection.scalars(chosen))))
    known = {address for person in office.plan.persons.values() for address in (person.mobile, person.email)}

    assert found
    assert found <= known


def test_a_chain_without_anybody_else_is_journalled(office: OfficeScene) -> None:
    """Nobody is left who may say yes: the alert stands submitted, and the log says so."""
    approval = office.plan.scenarios["kokevarsel"].approval.model_copy(update={"approvers": ("alene",)})
    alone = office.plan.roles["ordforer"].model_copy(
        update={"key": "alene", "holder": "beredskapskoordinator", "deputies": ()}
    )
    scenario = office.plan.scenarios["kokevarsel"].model_copy(update={"approval": approval})
    plan = office.plan.model_copy(
        update={
            "roles": {**office.plan.roles, "alene": alone},
            "scenarios": {**office.plan.scenarios, "kokevarsel": scenario},
        }
    )
    office.desk = replace(office.desk, plan=freeze(plan))
    alert, _ = office.submitted()

    kinds = [entry.kind for entry in office.ledger.read_now(journal.of_incident, 1001)]
    assert service(office) == []
    assert kinds[-1] == "approval.nobody-to-ask"
    assert office.view(alert)["state"] == "submitted"


def test_a_return_and_a_new_submit_ask_again(office: OfficeScene) -> None:
    """It may be another text: each submit has its own request."""
    alert, _ = office.submitted()
    office.decide(decisions.return_, alert, "anne", "Skriv hvor.")
    office.edit(alert, given={"sted": "Ådalsbruk sentrum"})
    office.submit(alert)
    first, second = service(office)

    assert (first.id, second.id) == ("1001-s1", "1001-s2")
    assert "Ådalsbruk sentrum" in said(office, second.id)


def test_a_service_message_is_followed_up_by_nothing(office: OfficeScene) -> None:
    """It is no alert: no update to it, no taking back; and the incident's next alert has the next number."""
    first, fingerprint = office.submitted()
    (request,) = service(office)

    with pytest.raises(Conflict, match="tjenestemelding"):
        _follow(office, request.id, AlertKind.UPDATE)
    with pytest.raises(Conflict, match="tjenestemelding"):
        office.decide(retraction.retract, request.id, "kari", "Feil.")
    office.approve(first, fingerprint)
    assert _follow(office, first, AlertKind.UPDATE) == "1001-2"


def test_a_request_costs_nobody_their_place_in_the_count(office: OfficeScene) -> None:
    """The people of an alert are the people of its own snapshot."""
    alert, _ = office.submitted()
    mine = select(func.count(snapshot.c.ref.distinct())).where(
        snapshot.c.alert_id == alert, snapshot.c.channel.is_(None)
    )

    assert office.view(alert)["people"] == office.ledger.read_now(lambda connection: connection.scalar(mine))


def _follow(office: OfficeScene, alert: str, kind: AlertKind) -> str:
    asked_for = FollowUp(fields={"neste_melding": "11:00", "endring": "Vi tar prøver.", "endring_en": "We test."})
    return office.ledger.write_now(
        lambda connection: following.follow(
            office.desk, connection, office.users["kari"], alert, kind, asked_for, office.now
        )
    )


def test_the_request_says_what_is_missing(office: OfficeScene) -> None:
    """Not cleared by the police, a draft, something odd: nobody opens it in vain, or unprepared."""
    first, fingerprint = office.submitted()
    plain = said(office, service(office)[-1].id)
    office.approve(first, fingerprint)
    office.submitted()
    odd, letter = service(office)[-1].id, said(office, service(office)[-1].id, "email")
    evacuation = office.trigger(scenario="evakuering", fields=EVACUATION, areas=("nordbyvegen-myrvegen",))
    office.submit(evacuation)
    uncleared = said(office, service(office)[-1].id)
    office.clear(evacuation)
    cleared = said(office, service(office)[-1].id)

    assert "Malen er et UTKAST." in plain
    assert "UVANLIG" not in plain
    assert "NOE ER UVANLIG" in said(office, odd)
    assert "Samme tekst ble godkjent for" in letter
    assert "IKKE KLARERT AV POLITIET ENNÅ" in uncleared
    assert "POLITIET ENNÅ" not in plain + cleared


def test_all_who_were_asked_are_asked_again_when_the_clearance_comes(office: OfficeScene) -> None:
    """Until then nobody is asked a second time, for nothing they say can hold; then they need not wait their turn."""
    adapt(office, "evakuering", ask="in-order", minutes=5)
    alert = office.trigger(scenario="evakuering", fields=EVACUATION, areas=("nordbyvegen-myrvegen",))
    office.submit(alert)
    while tick(office, alert, minutes=5):
        pass
    before = {one.person for one in office.ledger.read_now(approval_requests.all_of, alert)}
    waits = office.ledger.read_now(alert_view, alert, office.now)["asking"]
    office.clear(alert)
    request = service(office)[-1]

    assert len(before) > 1
    assert (waits["next_at"], waits["words"]) == (None, UNCLEARED)
    assert asked(office, request.id) == before
    assert office.ledger.read_now(alert_view, alert, office.now)["asking"]["asked"] == len(before)
