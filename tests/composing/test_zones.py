"""Zones over the shipped evacuation: each person one text, of the first zone that holds them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.composing import following, zones
from dispatcher.composing.request import FollowUp, known_areas
from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.states import AlertKind
from dispatcher.ledger import incidents
from dispatcher.ledger import snapshot as snapshot_of
from dispatcher.ledger.subscriptions import Subscription, subscribe
from dispatcher.ledger.tables import deliveries, snapshot, variants
from tests.office import OfficeScene
from tests.sending import send_all

FIELDS = {"fare": "leirskred", "moteplass": "loten-ungdomsskole", "retning": "nord"}
ZONES = {"evakuer": ("nordbyvegen-myrvegen",), "nabo": ("nordbyvegen-naboer",)}
ALL = ("hele-kommunen",)

pytestmark = pytest.mark.parametrize("new_ledger", ["sqlite", "postgresql"], indirect=True)


def drafted(office: OfficeScene, **asked: Any) -> str:
    given: dict[str, Any] = {"scenario": "evakuering", "fields": FIELDS, "zones": ZONES, "areas": ALL} | asked
    return office.trigger(**given)


def meant(office: OfficeScene, alert: str) -> list[Any]:
    """Citizens of the snapshot who are people."""
    row = office.ledger.read_now(incidents.alert, alert)

    def read(connection: Connection) -> list[Any]:
        mine = (snapshot.c.alert_id == alert, snapshot.c.version == row.version, snapshot.c.channel.is_(None))
        return list(connection.execute(select(snapshot).where(*mine, snapshot.c.cls == "citizen")))

    return office.ledger.read_now(read)


def said(office: OfficeScene, alert: str) -> dict[str, set[str]]:
    """What each citizen got by SMS in bokmål, by zone."""

    def read(connection: Connection) -> dict[str, set[str]]:
        chosen = select(variants.c.zone, variants.c.fate, variants.c.body).join(
            deliveries, deliveries.c.variant_id == variants.c.id
        )
        mine = (deliveries.c.alert_id == alert, deliveries.c.channel == "sms", deliveries.c.cls == "citizen")
        found: dict[str, set[str]] = {}
        for zone, fate, body in connection.execute(chosen.where(*mine, variants.c.language == "nb")):
            found.setdefault(f"{zone}+{fate}", set()).add(body)
        return found

    return office.ledger.read_now(read)


def go(office: OfficeScene, alert: str) -> None:
    office.clear(alert)
    office.approve(alert, office.submit(alert), seen=("same-text",))
    send_all(office.ledger, office.now)


@pytest.mark.requirement("R109", "R111")
def test_each_person_belongs_to_the_first_zone_that_holds_them(office: OfficeScene) -> None:
    """Those who must go, their neighbours, and the rest: one text each, and nobody in two."""
    alert = drafted(office)
    go(office, alert)
    people = meant(office, alert)
    texts = said(office, alert)

    assert set(Counter(row.zone for row in people)) == {"evakuer", "nabo", "resten"}
    assert max(Counter(row.ref for row in people).values()) == 1
    assert all("EVAKUER" in body and "IKKE evakuere" not in body for body in texts["evakuer+"])
    assert all("IKKE evakuere" in body for body in texts["nabo+"])
    assert not any("EVAKUER STRAKS" in body for body in texts["nabo+"] | texts["resten+"])


def test_the_danger_zone_wins_over_its_neighbours(office: OfficeScene) -> None:
    """Whoever lives in both is told to go."""
    alone = {row.ref for row in meant(office, drafted(office, zones={"evakuer": ZONES["evakuer"]}, areas=ALL))}
    alert = drafted(office)

    inside = {row.ref for row in meant(office, alert) if row.zone == "evakuer"}
    assert inside
    assert inside <= alone


def test_a_zone_that_grows_moves_its_neighbours_into_it_with_the_whole_text(office: OfficeScene) -> None:
    """Who was told to stay and must go now gets everything, not «still»; who was told to go is kept."""
    first = drafted(office)
    go(office, first)
    before = {row.ref: row.zone for row in meant(office, first)}
    grown = {"evakuer": (*ZONES["evakuer"], "nordbyvegen-naboer"), "nabo": ("lotensentrum",)}

    update = office.ledger.write_now(
        lambda connection: following.follow(
            office.desk,
            connection,
            office.users["kari"],
            first,
            AlertKind.UPDATE,
            FollowUp(zones=grown, areas=ALL),
            office.now,
        )
    )
    go(office, update)
    moved = [row for row in meant(office, update) if row.zone == "evakuer" and before.get(row.ref) == "nabo"]
    kept = [row for row in meant(office, update) if row.zone == "evakuer" and before.get(row.ref) == "evakuer"]

    assert moved
    assert {row.fate for row in moved} == {"added"}
    assert {row.fate for row in kept} == {""}
    assert {row.fate for row in meant(office, update) if before.get(row.ref) == row.zone} == {""}
    assert {row.fate for row in meant(office, update) if before.get(row.ref) != row.zone} == {"added"}
    assert {row.zone for row in meant(office, update)} == {"evakuer", "nabo", "resten"}
    assert all("EVAKUER" in body for body in said(office, update)["evakuer+added"])


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"zones": {"evakuer": ()}}, "tom"),
        ({"zones": {"ukjent": ("adalsbruk",)}}, "ingen sone"),
        ({"zones": {"evakuer": ("atlantis",)}}, "ikke noe område"),
        ({"zones": {"evakuer": ("nordbyvegen-naboer",), "nabo": ("nordbyvegen-naboer",)}}, "sone foran"),
        ({"scenario": "kokevarsel", "fields": {"neste_melding": "09:00"}}, "ingen sone"),
    ],
    ids=["empty", "unknown", "unknown area", "swallowed", "a scenario without zones"],
)
def test_zones_that_cannot_be_are_refused(office: OfficeScene, asked: dict[str, Any], words: str) -> None:
    """Nothing is created, and the sentence says what to do."""
    with pytest.raises(InvalidInput, match=words):
        drafted(office, **asked)


def test_a_meeting_place_in_the_danger_zone_is_refused(office: OfficeScene) -> None:
    """Inside, and nearer than 300 metres; with the distance in words."""
    place = office.plan.places["loten-radhus"]

    with pytest.raises(InvalidInput, match="inne i faresonen"):
        drafted(
            office,
            zones={"evakuer": ("lotensentrum",)},
            fields=FIELDS | {"moteplass": place.key},
        )


def test_a_place_may_be_named_as_people_name_it(office: OfficeScene) -> None:
    """And the text prints the name, whichever was given."""
    for given in ("loten-ungdomsskole", "Løten ungdomsskole"):
        alert = drafted(office, fields=FIELDS | {"moteplass": given})
        texts = [text["body"] for text in office.view(alert)["variants"] if text["channel"] == "sms"]
        assert any("Løten ungdomsskole" in body for body in texts), given


def test_the_zones_are_part_of_the_fingerprint(office: OfficeScene) -> None:
    """Another zone is another alert."""
    one, other = drafted(office), drafted(office, zones={"evakuer": ("nordbyvegen-myrvegen-flate",)})

    assert office.submit(one) != office.submit(other)


@pytest.mark.requirement("R058")
def test_whose_home_nobody_knows_is_never_told_that_it_is_not_about_them(office: OfficeScene) -> None:
    """A topic for all, a browser without areas: the text that names the place; a browser of a zone: that zone's."""

    def browser(name: str, *areas: str) -> str:
        endpoint = f"https://fcm.googleapis.com/{name}"
        new = Subscription(endpoint=endpoint, p256dh="p", auth="a", areas=areas, language="nb")
        office.ledger.write_now(subscribe, new, 1)
        return new.ref

    zones = {
        browser("anywhere"): "",
        browser("whole", "hele-kommunen"): "",
        browser("danger", "nordbyvegen-myrvegen-flate"): "evakuer",
        browser("far", "budor"): "resten",
        "app:loten-nb": "",
        "app:loten-adalsbruk-nb": "resten",
    }
    alert = drafted(office, zones={"evakuer": ("nordbyvegen-myrvegen-flate",), "nabo": ("nordbyvegen-naboer",)})

    def read(connection: Connection) -> dict[str, str]:
        mine = (snapshot.c.alert_id == alert, snapshot.c.channel.in_(["push", "app"]))
        return {row.ref: row.zone for row in connection.execute(select(snapshot).where(*mine))}

    found = office.ledger.read_now(read)
    said = {text["key"]: text for text in office.view(alert)["variants"]}
    assert {ref: found[ref] for ref in zones} == zones
    assert "EVAKUER" in said["citizen.app.nb"]["headline"]
    assert "IKKE" not in said["citizen.app.nb"]["headline"]


def test_a_zone_of_streets_is_where_its_people_live(office: OfficeScene) -> None:
    """A list has no border: a meeting place near any home in it is refused, with the distance."""

    def home(connection: Connection) -> tuple[float, float]:
        return snapshot_of.homes_in(connection, "nordbyvegen-myrvegen")[0]

    lon, lat = office.ledger.read_now(home)
    place = office.plan.places["loten-ungdomsskole"].model_copy(update={"lon": lon, "lat": lat + 0.002})
    plan = office.plan.model_copy(update={"places": {**office.plan.places, "loten-ungdomsskole": place}})
    scenario = plan.scenarios["evakuering"]

    def check(connection: Connection) -> None:
        zones.check_places(connection, plan, scenario, FIELDS, {"evakuer": ("nordbyvegen-myrvegen",)}, ())

    with pytest.raises(InvalidInput, match="meter fra faresonen"):
        office.ledger.read_now(check)


def test_an_area_outside_the_municipality_is_refused(office: OfficeScene) -> None:
    """A plan may hold one by mistake; an alert or an update for it is not drafted."""
    far = tuple((lon + 3.0, lat) for lon, lat in ((11.3, 60.8), (11.4, 60.8), (11.4, 60.9), (11.3, 60.8)))
    area = office.plan.areas["budor"].model_copy(update={"polygon": ((far,),), "name": "Trysil"})
    plan = office.plan.model_copy(update={"areas": {**office.plan.areas, "trysil": area}})

    with pytest.raises(InvalidInput, match="«Trysil» ligger utenfor kommunen"):
        known_areas(plan, ("trysil",), where="areas")


def test_a_correction_of_an_all_clear_asks_for_the_zones_anew(office: OfficeScene) -> None:
    """«Faren over» was alike for all: without zones, those told to stay would be told to go."""
    first = drafted(office)
    go(office, first)

    def follow(alert: str, kind: AlertKind, asked: FollowUp) -> str:
        return office.ledger.write_now(
            lambda connection: following.follow(
                office.desk, connection, office.users["kari"], alert, kind, asked, office.now
            )
        )

    over = follow(first, AlertKind.ALL_CLEAR, FollowUp())
    go(office, over)

    with pytest.raises(InvalidInput, match="Velg sonene på nytt"):
        follow(over, AlertKind.CORRECTION, FollowUp(fields=FIELDS))
    again = follow(over, AlertKind.CORRECTION, FollowUp(fields=FIELDS, zones=ZONES, areas=ALL))
    assert {row.zone for row in meant(office, again)} == {"evakuer", "nabo", "resten"}


def test_a_browser_that_asked_for_the_whole_municipality_gets_what_is_for_a_part(office: OfficeScene) -> None:
    """By the area's name or by naming none: both mean everything."""
    refs = set()
    for name, areas in (("named", ("hele-kommunen",)), ("none", ()), ("elsewhere", ("budor",))):
        new = Subscription(
            endpoint=f"https://fcm.googleapis.com/{name}", p256dh="p", auth=name, areas=areas, language="nb"
        )
        office.ledger.write_now(subscribe, new, 1)
        refs |= {new.ref} if name != "elsewhere" else set()
    alert = office.trigger(areas=("adalsbruk",))

    def read(connection: Connection) -> set[str]:
        mine = (snapshot.c.alert_id == alert, snapshot.c.channel == "push")
        return set(connection.scalars(select(snapshot.c.ref).where(*mine)))

    assert office.ledger.read_now(read) == refs
