"""Trigger, edit, submit: what is written, and what is refused with nothing left behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.states import Mode
from dispatcher.ledger import incidents, journal
from dispatcher.ledger.tables import alerts, lists, people
from dispatcher.ledger.tables import incidents as incidents_table
from tests.office import FIELDS, NIGHT, OfficeScene

pytestmark = pytest.mark.parametrize("new_ledger", ["sqlite", "postgresql"], indirect=True)


def count(office: OfficeScene) -> tuple[int, int]:
    def read(connection: Connection) -> tuple[int, int]:
        return (
            connection.scalar(select(func.count()).select_from(incidents_table)) or 0,
            connection.scalar(select(func.count()).select_from(alerts)) or 0,
        )

    return office.ledger.read_now(read)


@pytest.mark.requirement("R001", "R003")
def test_the_plan_in_force_is_frozen_on_the_incident(office: OfficeScene) -> None:
    """An incident names its scenario and the plan's hash; the document can be read back word for word."""
    alert = office.trigger()
    opened = office.ledger.read_now(incidents.incident, int(alert.split("-")[0]))

    assert (opened.scenario, opened.plan_hash) == ("kokevarsel", office.desk.plan.hash)
    assert office.ledger.read_now(incidents.plan_document, opened.plan_hash) == office.desk.plan.document


@pytest.mark.requirement("R017")
def test_every_alert_has_a_named_responsible_leader(office: OfficeScene) -> None:
    """Who answers for what is said."""
    assert office.view(office.trigger())["responsible"] == "kommunalsjef for teknisk Per Testengen"


@pytest.mark.requirement("R073", "R100")
def test_the_waves_and_channels_are_the_plans(office: OfficeScene) -> None:
    """Leaders, those who must act, the web, the citizens: in that order, each with its own channels and form."""
    waves = office.view(office.trigger())["waves"]

    assert [(wave["name"], list(wave["channels"])) for wave in waves] == [
        ("Kriseledelse og ledere", ["sms", "email"]),
        ("De som må handle", ["sms", "email"]),
        ("Nettside", ["banner"]),
        ("Presse", ["email", "sms"]),
        ("Innbyggere", ["sms", "push", "app", "email"]),
    ]


@pytest.mark.requirement("R074", "R102", "R103", "R104")
def test_an_area_narrows_the_citizens_and_not_the_staff(office: OfficeScene) -> None:
    """One part of the municipality, and all of it."""
    part = office.view(office.trigger())["waves"]
    whole = office.view(office.trigger(areas=("hele-kommunen",)))["waves"]

    assert 0 < part[4]["people"] < whole[4]["people"] == 300
    assert part[0]["people"] == whole[0]["people"] > 0


@pytest.mark.requirement("R087")
def test_people_get_their_own_language(office: OfficeScene) -> None:
    """Recipients are counted per language; each language is a text of its own, approved with the others."""
    variants = office.view(office.trigger(areas=("hele-kommunen",)))["variants"]
    sms = {text["language"]: text for text in variants if text["class"] == "citizen" and text["channel"] == "sms"}

    assert set(sms) == {"nb", "nn", "en"}
    assert all(text["recipients"] > 0 for text in sms.values())
    assert len({text["body"] for text in sms.values()}) == 3


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"scenario": "romvesen"}, "Planen har ikke noe scenario «romvesen»"),
        ({"areas": ("atlantis",)}, "Planen har ikke noe område «atlantis»"),
        ({"areas": ()}, "Velg minst ett område"),
        ({"fields": {}}, "Neste melding senest"),
        ({"fields": FIELDS | {"ukjent": "x"}}, "har ikke feltet «ukjent»"),
        ({"fields": {"neste_melding": 9}}, "Skriv en tekst"),
        ({"fields": {"neste_melding": "i morgen tidlig"}}, "er ikke et tidspunkt"),
        ({"fields": FIELDS | {"sted": "x" * 61}}, "høyst 60"),
        ({"known_at": NIGHT + timedelta(hours=1)}, "ligger fram i tid"),
        ({"known_at": NIGHT - timedelta(hours=2), "occurred_at": NIGHT - timedelta(hours=1)}, "før den skjedde"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_input_is_told_in_words_and_creates_nothing(office: OfficeScene, asked: dict[str, Any], words: str) -> None:
    """422: what is wrong and what to do, and no incident is opened."""
    with pytest.raises(InvalidInput) as refused:
        office.trigger(**asked)

    assert words in " ".join(map(str, refused.value.faults))
    assert count(office) == (0, 0)


@pytest.mark.parametrize("mode", [Mode.REAL, Mode.TEST])
def test_an_exercise_node_refuses_what_reaches_people(office: OfficeScene, mode: Mode) -> None:
    """By construction: no such alert can exist here."""
    with pytest.raises(Conflict, match="bare øvelser"):
        office.trigger(mode=mode)

    assert count(office) == (0, 0)


@pytest.mark.requirement("R098")
def test_an_edit_makes_a_new_version_and_voids_the_fingerprint(office: OfficeScene) -> None:
    """What was submitted stays as it was; the change is another version, with its own fingerprint."""
    alert, first = office.submitted()
    before = office.text(alert, "citizen.sms.nb")
    office.ledger.write_now(
        lambda connection: incidents.set_values(connection, alert, state="returned")  # as a return would leave it
    )
    office.edit(alert, given={"sted": "Løten sentrum"})
    second = office.submit(alert)
    kept = office.ledger.read_now(incidents.variants_of, alert, 1)

    assert first != second
    assert "Løten sentrum" in office.text(alert, "citizen.sms.nb")
    assert before in [text.body for text in kept]


def test_a_clock_time_means_the_same_when_it_is_submitted_later(office: OfficeScene) -> None:
    """«09:00» typed at 03:14 is 09:00 of that morning, and past it the alert cannot promise it any more."""
    alert = office.trigger()
    office.later(hours=7)

    with pytest.raises(InvalidInput, match="passert"):
        office.submit(alert)


def test_a_contributor_edits_own_drafts_only(office: OfficeScene) -> None:
    """The unit leader supplies facts; another's draft is not theirs."""
    own, other = office.trigger(by="eli"), office.trigger()
    office.edit(own, by="eli", given={"sted": "Brenneriroa"})

    with pytest.raises(Forbidden, match="selv har laget"):
        office.edit(other, by="eli", given={"sted": "Brenneriroa"})


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"citizen.sms.nb": ""}, "tom"),
        ({"citizen.sms.nb": "Kok vannet"}, "må begynne og slutte med ØVELSE"),
        ({"citizen.sms.nb": "ØVELSE " + "x" * 1600 + " ØVELSE"}, "høyst 1600 tegn"),
        ({"citizen.fax.nb": "ØVELSE x ØVELSE"}, "ingen slik tekst"),
    ],
)
def test_own_texts_are_checked(office: OfficeScene, own: dict[str, str], words: str) -> None:
    """A person may write the text; not an empty one, not an exercise that looks real."""
    alert = office.trigger()

    with pytest.raises(InvalidInput, match=words):
        office.edit(alert, own_texts=own)


def test_an_own_text_is_what_is_approved_and_counted(office: OfficeScene) -> None:
    """Its parts are counted anew, the dash that makes it dear included."""
    alert = office.trigger()
    office.edit(alert, own_texts={"citizen.sms.nb": f"ØVELSE {'å' * 60} – {'å' * 60} ØVELSE"})
    text = next(text for text in office.view(alert)["variants"] if text["key"] == "citizen.sms.nb")

    assert (text["encoding"], text["parts"]) == ("UCS-2", 3)


def test_real_needs_the_number_of_people(live_office: OfficeScene) -> None:
    """Nobody sends to 87 people without having seen that they are 87."""
    live = live_office
    alert = live.trigger(mode=Mode.REAL)
    with pytest.raises(Conflict, match="hvor mange personer"):
        live.submit(alert)
    with pytest.raises(Conflict, match="ikke 5000"):
        live.submit(alert, people=5000)

    assert live.submit(alert, people=live.view(alert)["people"] or 87)


def test_the_same_content_has_the_same_fingerprint_and_any_change_another(office: OfficeScene) -> None:
    """The fingerprint covers texts, areas and people: change one and it is another."""
    alert, fingerprint = office.submitted()
    other, changed = office.submitted(areas=("brenneriroa",))

    assert len(fingerprint) == 64
    assert fingerprint != changed
    assert office.view(alert)["fingerprint"] == fingerprint
    assert office.view(other)["fingerprint"] == changed


def test_every_step_is_in_the_journal_and_the_chain_holds(office: OfficeScene) -> None:
    """Who triggered, edited, submitted, and that the approvers were asked; and no phone number in it."""
    alert = office.trigger(reason="E. coli i høydebassenget")
    office.edit(alert, given={"sted": "Ådalsbruk"})
    office.submit(alert)
    entries = office.ledger.read_now(journal.of_incident, 1001)

    *acts, asked = [entry.kind for entry in entries]
    assert acts == ["incident.opened", "alert.drafted", "alert.edited", "alert.submitted"]
    assert asked == "service.sent"
    assert [entry.actor for entry in entries] == ["kari", "kari", "kari", "kari", "node"]
    assert "+47" not in "".join(entry.data for entry in entries)
    assert office.ledger.read_now(journal.verify).broken == 0


def test_an_alert_that_reaches_nobody_is_refused(office: OfficeScene) -> None:
    """Areas and audiences that hold nobody: 422 and nothing created."""
    office.ledger.write_now(lambda connection: connection.exec_driver_sql("UPDATE lists SET in_force = false"))

    with pytest.raises(InvalidInput, match="Ingen mottakere"):
        office.trigger()
    assert count(office) == (0, 0)


def test_someone_with_an_address_on_one_list_is_not_without(office: OfficeScene) -> None:
    """The mayor stands on two lists: a number missing on one is not a person who cannot be reached."""

    def forget(list_name: str) -> int:
        mine = select(lists.c.id).where(lists.c.key == list_name, lists.c.in_force.is_(True))
        gone = update(people).where(people.c.ref == "K01", people.c.list_id.in_(mine))
        office.ledger.write_now(
            lambda connection: connection.execute(gone.values(sms_point=None, email_point=None)).rowcount
        )
        return int(office.view(office.trigger())["unreachable"])

    before = office.view(office.trigger())["unreachable"]

    assert [forget("politikere"), forget("ansatte")] == [before, before + 1]
