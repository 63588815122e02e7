"""Service messages in the report: a section of their own, and in no figure of who was told."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from dispatcher.delivery.reminding import give
from dispatcher.domain.states import Mode
from dispatcher.evaluation import report_csv, report_html, report_json
from dispatcher.evaluation.service import ServiceSend, why
from dispatcher.ledger import reminders, service
from dispatcher.ledger.service import ServiceMessage
from tests.evaluation.reading import read, table
from tests.office import OfficeScene
from tests.sending import send_all


@pytest.fixture
def told(office: OfficeScene) -> OfficeScene:
    """An alert that was asked for, approved and sent; its promise was late."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)
    send_all(office.ledger, office.now)
    office.later(hours=7)
    (late,) = office.ledger.read_now(reminders.due, office.now)
    values = {"scenario": "Kokevarsel", "due": late.at.isoformat(), "minutes": "14", "address": "x", "number": "1001"}
    persons = ("kommunalsjef-teknisk", "vannverksleder")
    texts = service.texts_for(office.desk.say, office.plan, persons, late.what, lambda _: values, Mode.EXERCISE)
    message = ServiceMessage(key=late.what, about=alert, persons=persons, texts=texts, expires_after=timedelta(hours=1))
    office.ledger.write_now(give, late, (office.plan, message), office.now)
    send_all(office.ledger, office.now)
    return office


CAPTION = "om meldingen kom fram"


def test_who_was_asked_when_and_whether_it_came_through(told: OfficeScene) -> None:
    """One row a person, in the plan's order, with what it was about and what became of it on each channel."""
    page = read(told.ledger.read_now(report_html, 1001))
    rows = table(page, CAPTION)

    assert "Tjenestemeldinger" in [each.text for each in page.all("h2")]
    assert len(rows) == 6 + 2
    assert rows[0][1:] == ["Anne Prøvestad", "ble spurt om godkjenning (1001-1)", "SMS: godtatt; e-post: godtatt"]
    late = [row for row in rows if "den lovede meldingen er forsinket" in row[2]]
    assert {row[1] for row in late} == {"Per Testengen", "Svein Øvingsbakk"}


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("undelivered no-answer", "telefonen ringte, og ingen svarte"),
        ("undelivered 30003", "telefonen var av eller uten dekning"),
        ("undelivered", "ikke levert, uten nærmere grunn fra operatøren"),
        ("not-mobile", "nummeret er ikke et mobilnummer"),
        ("expired", "varselet utløp"),
        ("", ""),
    ],
)
def test_why_it_did_not_come_through_stands_in_words(reason: str, words: str) -> None:
    """Also what a provider said of it afterwards, by a code."""
    send = ServiceSend(person="a", channel="sms", state="failed", reason=reason, accepted_at=1, delivered_at=None)

    assert why(send) == words


def test_they_are_never_among_the_people_told(told: OfficeScene) -> None:
    """The report's people are the alert's own; the table of every message has none of them."""
    facts = json.loads(told.ledger.read_now(report_json, 1001))
    rows = told.ledger.read_now(report_csv, 1001).splitlines()[1:]
    (alert,) = facts["alerts"]
    meant = {row.split(";")[2] for row in rows if row.split(";")[3] != "public"}
    people = {ref for ref in meant if not ref.startswith("app:")}  # a topic is nobody that anybody knows

    assert alert["reach"]["people"] == facts["summary"]["reach"]["people"] == len(people) < len(meant)
    assert len(rows) == sum(channel["total"] for wave in alert["waves"] for channel in wave["channels"].values())
    assert not any("1001-s" in row for row in rows)


def test_the_same_for_machines(told: OfficeScene) -> None:
    """Persons by their keys, the plan as authority, no number and no address."""
    asked, late = json.loads(told.ledger.read_now(report_json, 1001))["service"]

    assert (asked["key"], asked["about"], asked["approved_by"]) == ("approval-request", "1001-1", "planen")
    assert (late["key"], {send["person"] for send in late["messages"]}) == (
        "promise-late",
        {"kommunalsjef-teknisk", "vannverksleder"},
    )
    assert {send["state"] for send in asked["messages"]} == {"accepted"}
    assert all(send["accepted_at"] for send in asked["messages"])
    assert "+47" not in json.dumps([asked, late])


def test_the_timeline_has_the_request_and_the_deviation_has_the_late_promise(told: OfficeScene) -> None:
    """What happened to a request afterwards (closed, done) is no line of the story; a late promise is a deviation."""
    page = read(told.ledger.read_now(report_html, 1001))
    timeline = page.one("section", **{"aria-labelledby": "tidslinje"}).text
    deviations = page.one("section", **{"aria-labelledby": "avvik"}).text

    assert "Anne Prøvestad, Ola Øvingsrud" in timeline
    assert "ble spurt om godkjenning (1001-1)" in timeline
    assert "Bølgen «Tjenestemelding» er ferdig" not in timeline
    assert "Løftet om neste melding innen 22.11.2026 kl.\u00a009.00 ble ikke holdt" in deviations


def test_an_incident_without_any_has_no_such_section(office: OfficeScene) -> None:
    """A draft has asked nobody."""
    office.trigger()
    page = read(office.ledger.read_now(report_html, 1001))

    assert "Tjenestemeldinger" not in [each.text for each in page.all("h2")]


def test_a_request_that_is_on_its_way_stands_as_waiting(office: OfficeScene) -> None:
    """Before the node has given anybody a row, those who are asked are named all the same."""
    office.submitted()
    rows = table(read(office.ledger.read_now(report_html, 1001)), CAPTION)

    assert {row[3] for row in rows} == {"venter"}
    assert len(rows) == 6


def test_a_topic_is_said_to_have_an_unknown_audience(told: OfficeScene) -> None:
    """One message, and nobody knows how many got it: the report counts no people there, and says why."""
    page = told.ledger.read_now(report_html, 1001)

    assert "Et emne i kommunens app er én melding, og ingen vet hvor mange som fikk den." in page
    assert '<td class="n">ukjent</td>' in page
