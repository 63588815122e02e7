"""Approved beforehand: the plan has said yes to the words, so one person of a role it names sends the first alert."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from dispatcher.approval import aside, decisions
from dispatcher.composing import following
from dispatcher.composing.request import FollowUp
from dispatcher.domain.plan import PreApproved
from dispatcher.domain.states import AlertKind
from dispatcher.ledger import disk, journal
from dispatcher.rendering import short
from tests.deciding import adapt, service, tick, view
from tests.office import OfficeScene

ADOPTED = PreApproved(
    roles=("kommunalsjef-teknisk",), adopted_by="Kommunestyret", case="2026/123", date=date(2026, 6, 18)
)


@pytest.fixture
def adopted(office: OfficeScene) -> OfficeScene:
    """The sector leader (Per) and his deputy may send the boil-water notice alone."""
    adapt(office, "kokevarsel", pre_approved=ADOPTED)
    return office


def sent(office: OfficeScene, by: str = "per", **asked: Any) -> dict[str, Any]:
    """Triggered and submitted."""
    alert = office.trigger(by, **asked)
    office.submit(alert, by)
    return view(office, alert)


@pytest.mark.requirement("R011")
def test_one_person_of_the_role_sends_it_at_once(adopted: OfficeScene) -> None:
    """Approved with its way and by what right; nobody is asked, all who would have been are told and may pause."""
    alert = sent(adopted)

    assert (alert["state"], alert["waves"][0]["opened_by"]) == ("approved", "approval")
    given = alert["approval"]
    assert (given["way"], given["by"], given["capacity"]) == ("pre-approved", "per", "kommunalsjef-teknisk")
    assert given["authority"] == "Teksten er vedtatt på forhånd av Kommunestyret, sak 2026/123, 18.06.2026"
    assert alert["requests"] == []
    (told,) = tick(adopted, alert["id"])
    assert {"ordforer", "varaordforer"} <= set(told)
    assert "kommunalsjef-teknisk" not in told
    assert "SENDES NÅ: Løten, KOKEVARSEL" in adopted.text(service(adopted)[-1].id, "leader.sms.nb")
    adopted.decide(decisions.pause, alert["id"], "anne", "Feil område")
    assert view(adopted, alert["id"])["flags"]["paused"] == "Feil område"


def own_text(office: OfficeScene, alert: str) -> None:
    office.edit(alert, by="per", own_texts={"citizen.sms.nb": "ØVELSE Kok vannet. ØVELSE"})


def free_text(office: OfficeScene, alert: str) -> None:
    office.edit(alert, by="per", given={"sted": "Sentrum"})


def affected(office: OfficeScene, alert: str) -> None:
    office.ledger.write_now(aside.recuse, office.users["per"], alert, office.now)


def another_open(office: OfficeScene, alert: str) -> None:
    """The same text was sent an hour ago: odd, and so somebody must have seen it."""
    other = office.trigger("per")
    office.submit(other, "per")
    assert alert


@pytest.mark.parametrize(
    ("spoil", "why"),
    [(own_text, "egen tekst"), (free_text, "fritekst"), (affected, "berørt"), (another_open, "uvanlig")],
    ids=["own text", "free text", "affected", "odd"],
)
def test_anything_else_than_the_adopted_words_is_asked_about(adopted: OfficeScene, spoil: Any, why: str) -> None:
    """It is submitted as ever, the approvers are asked, and the journal says why."""
    alert = adopted.trigger("per")
    spoil(adopted, alert)
    adopted.submit(alert, "per")
    found = view(adopted, alert)

    assert (found["state"], found["approval"]) == ("submitted", None)
    assert found["asking"]["asked"] > 0
    said = [entry.data for entry in adopted.ledger.read_now(journal.of_incident, 1001)]
    assert any(why in data for data in said)


def test_only_the_roles_that_the_plan_names(adopted: OfficeScene) -> None:
    """Kari of the crisis team submits, and is asked about as ever."""
    assert sent(adopted, "kari")["state"] == "submitted"


def test_never_where_police_lead_and_never_a_follow_up(adopted: OfficeScene) -> None:
    """Whatever the plan of the incident says; what was adopted is the first alert."""
    first = sent(adopted)

    def follow(connection: Connection) -> str:
        user, asked = adopted.users["per"], FollowUp()
        return following.follow(adopted.desk, connection, user, first["id"], AlertKind.UPDATE, asked, adopted.now)

    update = adopted.ledger.write_now(follow)
    adopted.submit(update, "per")
    assert view(adopted, update)["state"] == "submitted"
    adapt(adopted, "kokevarsel", lead="police")

    assert sent(adopted)["state"] == "submitted"


def test_words_that_were_changed_since_are_asked_about(office: OfficeScene) -> None:
    """The digest that was adopted holds for these words and no others; the alert says why somebody was asked."""
    words = short(office.desk.rendering.words_digest("kokevarsel"))
    adapt(office, "kokevarsel", pre_approved=ADOPTED.model_copy(update={"digest": words}))
    held = sent(office)
    office.decide(decisions.stop, held["id"], "anne", "Prøvd")
    office.later(hours=3)
    other = ADOPTED.model_copy(update={"digest": "0000-1111-2222-3333"})
    adapt(office, "kokevarsel", pre_approved=other)
    changed = sent(office)

    assert held["approval"]["way"] == "pre-approved"
    assert (changed["state"], changed["approval"]) == ("submitted", None)
    assert changed["asking"]["asked"] > 0
    assert "Det gikk ikke ut på forhåndsgodkjenning: ordene er endret etter at de ble vedtatt." in changed["warnings"]


def test_a_full_disk_sends_nothing_unasked(adopted: OfficeScene) -> None:
    """Without room for the record, it waits for somebody who is told so."""
    object.__setattr__(adopted.desk, "free", lambda: disk.MARGIN)

    assert sent(adopted)["state"] == "submitted"
