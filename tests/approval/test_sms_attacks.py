"""A yes by SMS: every zone's text in the request or no code, and a code that opens nothing in the wrong hands."""

from __future__ import annotations

from typing import Any

import pytest

from dispatcher.approval import aside, decisions, inbound
from dispatcher.domain.replies import code_for
from dispatcher.domain.segments import count
from dispatcher.domain.states import Mode
from dispatcher.ledger import incidents, sms_approval, whole_text
from dispatcher.ledger.replying import Inbound
from tests.deciding import EVACUATION, adapt, service, view
from tests.office import OfficeScene
from tests.sending import expand, send

MAYOR, PER = "+4742000001", "+4742000004"
NUMBER = "+4759000000"
ZONES = {"evakuer": ("nordbyvegen-myrvegen",), "nabo": ("nordbyvegen-naboer",)}


@pytest.fixture
def mobile(office: OfficeScene) -> OfficeScene:
    """The plan lets the boil-water notice and the evacuation be approved by SMS."""
    for scenario in ("kokevarsel", "evakuering"):
        adapt(office, scenario, by_sms=True)
    return office


def offered(office: OfficeScene, alert: str, *persons: str) -> int:
    """As the node does when somebody was asked; then everything that is due is sent."""
    row = office.ledger.read_now(incidents.alert, alert)
    scenario = office.plan.scenarios[view(office, alert)["scenario"]]
    given = (office.plan, scenario, row.id, persons, office.desk.say, NUMBER, office.now)
    made = office.ledger.write_now(sms_approval.offer, *given)
    expand(office.ledger, office.now)
    send(office.ledger, office.now)
    return made


def request_of(office: OfficeScene, key: str) -> str:
    """The newest request of a sort, in bokmål by SMS."""
    found = [row.id for row in service(office) if f'"{key}"' in row.fields]
    texts = office.ledger.read_now(incidents.variants_of, found[-1], 1)
    return str(next(text.body for text in texts if (text.channel, text.language) == ("sms", "nb")))


def reply(office: OfficeScene, sender: str, text: str, source: str = "SM1") -> str | None:
    given = Inbound(source=source, sender=sender, text=text, modes=(Mode.EXERCISE,))
    desk = inbound.Desk(say=office.desk.say, numbers={Mode.EXERCISE: NUMBER})
    taken = office.ledger.write_now(inbound.take, given, desk, office.now)
    return taken.meaning if taken else None


def code(office: OfficeScene, alert: str, person: str = "ordforer") -> str:
    row = office.ledger.read_now(incidents.alert, alert)
    return code_for(row.salt, row.fingerprint, person)


def evacuation(office: OfficeScene) -> str:
    asked: dict[str, Any] = {
        "scenario": "evakuering",
        "fields": EVACUATION,
        "zones": ZONES,
        "areas": ("hele-kommunen",),
    }
    return office.trigger(**asked)


@pytest.mark.requirement("R094")
def test_each_zones_text_is_whole_in_the_request(mobile: OfficeScene) -> None:
    """In at most ten parts; whoever says yes has seen every word that anybody gets."""
    alert = evacuation(mobile)
    mobile.clear(alert)
    mobile.submit(alert)
    assert offered(mobile, alert, "ordforer") == 1
    request = request_of(mobile, "approval-code")
    texts = [text for text in mobile.view(alert)["variants"] if text["key"].startswith("citizen@")]
    said = [text["body"] for text in texts if (text["channel"], text["language"], text["fate"]) == ("sms", "nb", "")]

    assert len(said) > 1
    assert all(body in request for body in said)
    assert all(zone["name"] in request for zone in view(mobile, alert)["zones"])
    assert count(request).parts <= 10
    assert reply(mobile, MAYOR, f"JA {code(mobile, alert)}") == "yes"


def test_what_cannot_be_whole_is_refused_and_the_request_says_why(mobile: OfficeScene) -> None:
    """Too long, and not cleared: no code, in words; the code comes with the clearance."""
    alert = evacuation(mobile)
    mobile.submit(alert)
    uncleared = request_of(mobile, "approval-request")
    assert offered(mobile, alert, "ordforer") == 0
    mobile.clear(alert)
    cleared = request_of(mobile, "approval-request")
    assert offered(mobile, alert, "ordforer") == 1
    row = mobile.ledger.read_now(incidents.alert, alert)
    long = {"nb": "Gå ut nå. " * 150}

    assert "Kan ikke godkjennes på SMS: politiet har ikke klarert." in uncleared
    assert "Kan ikke godkjennes" not in cleared
    assert mobile.ledger.read_now(whole_text.hindrance, mobile.plan, row, mobile.now, long) == "teksten er for lang"


def test_a_code_opens_nothing_for_whoever_may_not_decide(mobile: OfficeScene) -> None:
    """The mayor is affected, then the next is set unavailable: the right code from the right number, and still no."""
    alert, _ = mobile.submitted()
    offered(mobile, alert, "ordforer", "kommunalsjef-teknisk")
    mobile.ledger.write_now(aside.recuse, mobile.users["anne"], alert, mobile.now)
    mobile.ledger.write_now(
        aside.set_unavailable, mobile.users["kari"], alert, "kommunalsjef-teknisk", "Svarer ikke", mobile.now
    )

    assert reply(mobile, MAYOR, f"JA {code(mobile, alert)}", "SM1") == "refused"
    assert reply(mobile, PER, f"JA {code(mobile, alert, 'kommunalsjef-teknisk')}", "SM2") == "refused"
    assert view(mobile, alert)["state"] == "submitted"


def test_the_submitters_own_code_is_worth_nothing(mobile: OfficeScene) -> None:
    """Also one that was offered, and is right: four eyes are two persons."""
    alert = mobile.trigger("per")
    mobile.submit(alert, "per")
    offered(mobile, alert, "kommunalsjef-teknisk")

    assert reply(mobile, PER, f"JA {code(mobile, alert, 'kommunalsjef-teknisk')}") == "refused"
    assert view(mobile, alert)["state"] == "submitted"


def test_a_replayed_yes_lets_nothing_go_that_was_paused(mobile: OfficeScene) -> None:
    """Under a new id, so that it is no repetition: the code has had its effect, and a pause is ended on the page."""
    alert, _ = mobile.submitted()
    offered(mobile, alert, "ordforer")
    assert reply(mobile, MAYOR, f"JA {code(mobile, alert)}", "SM1") == "yes"
    mobile.decide(decisions.pause, alert, "kari", "Feil område")

    assert reply(mobile, MAYOR, f"JA {code(mobile, alert)}", "SM2") == "no-request"
    assert view(mobile, alert)["flags"]["paused"] == "Feil område"
