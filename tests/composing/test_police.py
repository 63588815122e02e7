"""Police-led scenarios: phones that stay silent, prepared texts only, words that stop, two texts of evacuation."""

import re
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from dispatcher.composing.fingerprint import document
from dispatcher.composing.police import submit
from dispatcher.domain import police
from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate, Mode
from dispatcher.ledger import clearance, incidents, journal, silence
from dispatcher.ledger.expansion import expand_slice, pending_expansion
from dispatcher.ledger.tables import contact_points, deliveries, people, snapshot, subscriptions
from dispatcher.plan_file import LoadedPlan
from dispatcher.rendering import Rendering, Values
from tests.office import NIGHT, OfficeScene

SCHOOL = "Løten ungdomsskole"
LED: dict[str, Any] = {
    "scenario": "alvorlig-hendelse",
    "fields": {"enhet": "loten_ungdomsskole"},
    "areas": ("lotensentrum",),
}
EVACUATE: dict[str, Any] = {
    "scenario": "evakuering",
    "fields": {"fare": "leirskred", "moteplass": "Løten ungdomsskole"},
    "areas": ("nordbyvegen-myrvegen",),
}


def rows_of(office: OfficeScene, alert: str) -> list[Any]:
    """Every delivery of an approved alert, with the unit of its person."""

    def expand(connection: Connection) -> list[Any]:
        for wave in pending_expansion(connection):
            while not expand_slice(connection, wave.id, 0):
                pass
        chosen = select(deliveries, people.c.unit).join(people, people.c.id == deliveries.c.person_id, isouter=True)
        return list(connection.execute(chosen.where(deliveries.c.alert_id == alert)))

    return office.ledger.write_now(expand)


def neighbour_with_a_teachers_phone(office: OfficeScene) -> str:
    """A citizen of the area who has the number of somebody at the school; returns their reference."""

    def share(connection: Connection) -> str:
        number = connection.scalar(select(people.c.sms_point).where(people.c.unit == SCHOOL, people.c.sms_point > 0))
        meant = select(snapshot.c.person_id).where(snapshot.c.cls == "citizen", snapshot.c.person_id.is_not(None))
        citizen = connection.execute(select(people.c.id, people.c.ref).where(people.c.id.in_(meant)).limit(1)).one()
        connection.execute(update(people).where(people.c.id == citizen.id).values(sms_point=number))
        return str(citizen.ref)

    office.trigger(**LED)
    return office.ledger.write_now(share)


def browser(office: OfficeScene) -> None:
    """Somebody's browser, of whom nobody knows who they are."""

    def subscribe(connection: Connection) -> None:
        point = connection.execute(insert(contact_points).values(channel="push", fictional=False, value="https://x"))
        row = {"ref": "push:1", "point_id": point.inserted_primary_key[0], "areas": "[]", "language": "nb"}  # type: ignore[index]
        connection.execute(insert(subscriptions).values(**row, created_at=0))

    office.ledger.write_now(subscribe)


def test_phones_of_a_silent_unit_stay_silent(office: OfficeScene) -> None:
    """Not by SMS, not as a fallback, not under another name or number, not by push: e-mail and banner only."""
    shared = neighbour_with_a_teachers_phone(office)
    browser(office)
    alert = office.trigger(**LED)
    office.clear(alert)
    office.approve(alert, office.submit(alert), seen=("same-text", "second-draft"))
    found = rows_of(office, alert)

    loud = [row for row in found if row.unit == SCHOOL and row.channel == "sms"]
    mail = [row for row in found if row.unit == SCHOOL and row.channel == "email"]
    assert {(row.state, row.reason) for row in loud} == {("skipped", silence.REASON)}
    assert {row.state for row in mail if row.point_id} == {"waiting"}
    assert {(row.state, row.reason) for row in found if row.ref == shared and row.channel == "sms"} == {
        ("skipped", silence.REASON)
    }
    apps = [row for row in found if row.channel in ("push", "app")]
    assert {(row.state, row.reason) for row in apps} == {("skipped", silence.REASON)}
    assert {row.channel for row in apps} == {"push", "app"}
    assert any(row.state == "waiting" and row.channel == "sms" for row in found)


def test_their_number_is_known_and_approved(office: OfficeScene) -> None:
    """It stands in the fingerprint: another choice of unit is another thing to say yes to."""
    alert = office.trigger(**LED)
    row = office.ledger.read_now(incidents.alert, alert)
    members = select(people.c.ref).where(people.c.unit == SCHOOL).distinct()
    there = office.ledger.read_now(lambda connection: len(connection.execute(members).all()))

    assert silence.units_of(row) == [SCHOOL]
    assert office.ledger.read_now(silence.count, row) == there > 0
    office.submit(alert)
    approved = office.ledger.read_now(lambda connection: document(connection, incidents.alert(connection, alert)))
    assert approved["silent"] == {"units": [SCHOOL], "people": there}


def test_only_prepared_texts_go_outside(office: OfficeScene) -> None:
    """Own words to citizens, press or the page are refused; to its own people they are not, but for the words."""
    alert = office.trigger(**LED)
    for name in ("citizen.sms.nb", "press.email.nb", "public.banner.nb"):
        with pytest.raises(InvalidInput) as raised:
            office.edit(alert, own_texts={name: "ØVELSE. Alt er rolig. ØVELSE"})
        assert [fault.where for fault in raised.value.faults] == [f"texts.{name}"]
    office.edit(alert, own_texts={"leader.sms.nb": "ØVELSE. En ELEV er skadet av skudd. ØVELSE"})
    with pytest.raises(InvalidInput, match=r"ELEV, skadet, skudd"):
        office.submit(alert)
    office.edit(alert, own_texts={"leader.sms.nb": "ØVELSE. Møt på rådhuset. ØVELSE"})
    assert office.submit(alert)


@pytest.mark.parametrize(
    ("typed", "stopped"),
    [
        ("Det er funnet våpenet", ["våpenet"]),
        ("klassetrinn 9", ["klassetrinn"]),
        ("Armed POLICE with guns", ["Armed", "guns"]),
        ("Gunnarsrudvegen og Knivåsvegen ved Skuddarud", []),
        ("Vegen er stengt ved brua", []),
    ],
)
def test_words_that_stop(plan_and_texts: tuple[LoadedPlan, Rendering], typed: str, stopped: list[str]) -> None:
    """Every language's words, in any case, stems with their endings; a place that begins alike is no such word."""
    assert police.stopped_words(plan_and_texts[0].plan, typed) == stopped


def test_a_word_in_a_field_stops_a_police_led_alert_only(office: OfficeScene) -> None:
    """At submission, naming the word; a municipality's own scenario has advice, not a stop."""
    alert = office.trigger(fields={"neste_melding": "09:00", "sted": "skolen, fordi en elev har kniv"})
    row = office.ledger.read_now(incidents.alert, alert)
    led = office.plan.scenarios["kokevarsel"].model_copy(update={"lead": "police"})
    with pytest.raises(InvalidInput, match="fordi, elev, kniv"):
        office.ledger.write_now(submit, office.plan, led, row, "kari", office.now)
    assert office.submit(alert)


def test_what_ships_for_the_police_says_nothing(plan_and_texts: tuple[LoadedPlan, Rendering]) -> None:
    """No text of the serious incident has a word of the list, a number of people, or a link, by any choice."""
    plan, rendering = plan_and_texts[0].plan, plan_and_texts[1]
    scenario = plan.scenarios["alvorlig-hendelse"]
    choices = [{"melding": key} for key in scenario.fields[1].choices]
    for given in ({}, *(one | {"enhet": "adalsbruk_skole", "moteplass": "Løten rådhus"} for one in choices)):
        for text in _external(rendering, "alvorlig-hendelse", given):
            assert police.stopped_words(plan, text) == [], text
            assert not re.search(r"https?:|krise|\b\d+ (personer|people|barn)", text), text


def test_evacuation_has_two_locked_texts(plan_and_texts: tuple[LoadedPlan, Rendering]) -> None:
    """«Politiet har besluttet», or, where they cannot be reached, «Løten kommune ber alle … gå ut nå»."""
    given = {"fare": "leirskred", "moteplass": "Løten ungdomsskole"}
    decided = "\n".join(_external(plan_and_texts[1], "evakuering", given))
    alone = "\n".join(_external(plan_and_texts[1], "evakuering", given | {"uten_politi": "ja"}))

    for asked in (
        "Løten kommune ber alle i Ådalsbruk gå ut nå. Politiet er varslet.",
        "ber alle i",
        "asks everyone in",
    ):
        assert asked in alone
        assert asked not in decided
    for ordered in ("Politiet har besluttet", "Politiet har avgjort", "The police have ordered"):
        assert ordered in decided
        assert ordered not in alone
    assert not re.search("politiet leder|besluttet|avgjort|ordered", alone, re.IGNORECASE)


def _external(rendering: Rendering, scenario: str, given: dict[str, str]) -> list[str]:
    values = Values(fields=given, areas=("adalsbruk",), number="4824", composed_at=NIGHT)
    forms = [(AudienceClass.CITIZEN, channel) for channel in (ChannelName.SMS, ChannelName.EMAIL, ChannelName.PUSH)]
    forms += [(AudienceClass.CITIZEN, ChannelName.BANNER), (AudienceClass.PRESS, ChannelName.EMAIL)]
    found = []
    for cls, channel in forms:
        for language in ("nb", "nn", "en"):
            text = rendering.render(
                scenario=scenario,
                kind=AlertKind.FIRST,
                cls=cls,
                channel=channel,
                language=language,
                mode=Mode.REAL,
                values=values,
                zone="",
                fate=Fate.KEPT,
            )
            body = text.body.partition("MER INFORMASJON")[0].partition("MEIR INFORMASJON")[0]
            found.append(f"{text.headline}\n{body.partition('MORE INFORMATION')[0]}\n{text.instruction}")
    return found


def test_the_municipality_asks_by_itself_where_the_police_cannot_be_reached(office: OfficeScene) -> None:
    """No clearance, and recorded as such; the police's own decision later needs theirs, and so does «faren over»."""
    alert = office.trigger(**EVACUATE | {"fields": EVACUATE["fields"] | {"uten_politi": "ja"}})
    assert office.approve(alert, office.submit(alert)) is False
    row = office.ledger.read_now(incidents.alert, alert)
    scenario = office.plan.scenarios["evakuering"]
    alone = {"uten_politi": "ja"}

    assert not row.needs_clearance
    assert "alert.without-police" in [line.kind for line in office.ledger.read_now(journal.of_incident, row.incident)]
    assert not police.needs_clearance(scenario, AlertKind.UPDATE, alone, false_alarm=False)
    assert police.needs_clearance(scenario, AlertKind.UPDATE, {"uten_politi": ""}, false_alarm=False)
    assert police.needs_clearance(scenario, AlertKind.ALL_CLEAR, alone, false_alarm=False)
    assert police.needs_clearance(scenario, AlertKind.CORRECTION, alone, false_alarm=True)


def test_ones_own_may_be_told_but_for_those_who_hide(office: OfficeScene) -> None:
    """The gate is about what is external and about the unit itself; the municipality's other staff may be told."""
    alert = office.trigger(**LED)
    row = office.ledger.read_now(incidents.alert, alert)
    mine = snapshot.c.alert_id == alert

    def change(connection: Connection, what: Any) -> None:
        connection.execute(what)
        clearance.demand(connection, row)

    with pytest.raises(Conflict):
        office.ledger.write_now(change, delete(snapshot).where(mine, snapshot.c.cls.not_in(["leader", "staff"])))
    own = delete(snapshot).where(mine, snapshot.c.cls.not_in(["leader", "staff"]) | snapshot.c.silent)
    office.ledger.write_now(change, own)


def test_who_of_the_plan_is_there_is_not_rung_either(office: OfficeScene) -> None:
    """An approver who hides at the school is asked by e-mail; the others by SMS too."""
    there = update(people).where(people.c.name == "Ola Øvingsrud").values(unit=SCHOOL)
    office.ledger.write_now(lambda connection: connection.execute(there))
    office.submit(office.trigger(**LED))
    asked = rows_of(office, "1001-s1")
    reasons = {(row.ref, row.channel): (row.state, row.reason) for row in asked}

    assert reasons["plan:varaordforer", "sms"] == ("skipped", silence.REASON)
    assert reasons["plan:varaordforer", "email"] == ("waiting", "")
    assert reasons["plan:ordforer", "sms"] == ("waiting", "")
