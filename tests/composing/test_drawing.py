"""Areas drawn for one alert, over the shipped plan: who is in them, what is said, what is approved, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.composing import following
from dispatcher.composing.fingerprint import document
from dispatcher.composing.lists import sync_lists
from dispatcher.composing.request import FollowUp, Sketch
from dispatcher.domain.drawing import circle
from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.geojson import geometry
from dispatcher.domain.states import AlertKind
from dispatcher.ledger import drawn, incidents
from dispatcher.ledger.tables import journal, people, snapshot
from dispatcher.ports import SystemClock
from dispatcher.web.views import alert_view
from tests.office import REPOSITORY, OfficeScene
from tests.sending import send_all

EVACUATE = {"fare": "leirskred", "moteplass": "loten-ungdomsskole", "retning": "nord"}
NAME = "området rundt Ådalsbruk skole"


def sketch(office: OfficeScene, area: str = "adalsbruk", name: str = NAME, **given: Any) -> Sketch:
    """One of the plan's own polygons, drawn anew."""
    return Sketch(name=name, geometry=geometry(office.plan.areas[area].polygon), **given)


def meant(office: OfficeScene, alert: str) -> dict[str, tuple[str, str]]:
    """Citizens by reference, with their zone and fate."""
    row = office.ledger.read_now(incidents.alert, alert)

    def read(connection: Connection) -> dict[str, tuple[str, str]]:
        mine = (snapshot.c.alert_id == alert, snapshot.c.version == row.version, snapshot.c.cls == "citizen")
        chosen = select(snapshot).where(*mine, snapshot.c.channel.is_(None))
        return {one.ref: (one.zone, one.fate) for one in connection.execute(chosen)}

    return office.ledger.read_now(read)


def follow(office: OfficeScene, alert: str, **asked: Any) -> str:
    return office.ledger.write_now(
        lambda connection: following.follow(
            office.desk,
            connection,
            office.users["kari"],
            alert,
            AlertKind.UPDATE,
            FollowUp(**asked),
            office.now,
        )
    )


def refused(office: OfficeScene, **asked: Any) -> str:
    with pytest.raises(InvalidInput) as error:
        office.trigger(areas=(), **asked)
    return str(error.value)


def test_a_drawing_holds_exactly_those_whom_the_plans_own_polygon_holds(office: OfficeScene) -> None:
    """The same ring, the same people: points decide, the border is inside."""
    plans = meant(office, office.trigger(areas=("adalsbruk",)))
    alert = office.trigger(areas=(), drawn=(sketch(office),))
    placed = office.ledger.read_now(
        lambda connection: set(connection.scalars(select(people.c.ref).where(people.c.lat.is_not(None))))
    )

    assert meant(office, alert)
    assert meant(office, alert).keys() == {ref for ref in plans if ref in placed}


def test_its_name_stands_in_the_texts_and_its_people_on_the_page(office: OfficeScene) -> None:
    """What people call it, how many it holds, and how many nobody can place."""
    alert = office.trigger(areas=(), drawn=(sketch(office, name=f"  {NAME} "),))
    view = office.ledger.read_now(alert_view, alert, office.now)
    (one,) = view["drawn"]

    assert NAME in office.text(alert, "citizen.sms.nb")
    assert one["name"] == NAME
    assert one["people"] == len(meant(office, alert))
    assert one["geometry"]["type"] == "Polygon"
    assert view["areas"] == [one["key"]]


def test_the_fingerprint_is_of_every_point(office: OfficeScene) -> None:
    """Another ring is another document, also where it holds the same people; no drawing, no word of any."""
    first, again, plain = (
        office.trigger(areas=(), drawn=(sketch(office),)),
        office.trigger(areas=(), drawn=(Sketch(name=NAME, geometry=_moved(office)),)),
        office.trigger(),
    )
    for alert in (first, again, plain):
        office.submit(alert)
    written = [
        office.ledger.read_now(lambda connection, one=one: document(connection, incidents.alert(connection, one)))
        for one in (first, again, plain)
    ]

    assert written[0]["drawn"][0][2]["coordinates"] != written[1]["drawn"][0][2]["coordinates"]
    assert written[0]["areas"] != written[1]["areas"]
    assert "drawn" not in written[2]


def _moved(office: OfficeScene) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(json.dumps(geometry(office.plan.areas["adalsbruk"].polygon)))
    shape["coordinates"][0][1][0] += 0.000002
    return shape


def test_a_drawing_is_a_zone_and_people_are_in_the_first_that_holds_them(office: OfficeScene) -> None:
    """By the key of the request, or by its name."""
    danger = Sketch(name="Nordbyvegen nord", key="fare", geometry=geometry(_polygon(office)))
    alert = office.trigger(
        scenario="evakuering",
        fields=EVACUATE,
        areas=("hele-kommunen",),
        zones={"evakuer": ("fare",), "nabo": ("nordbyvegen-naboer",)},
        drawn=(danger,),
    )
    zones = {zone for zone, _ in meant(office, alert).values()}

    assert zones == {"evakuer", "nabo", "resten"}
    assert "Nordbyvegen nord" in office.text(alert, "citizen@evakuer.sms.nb")


def _polygon(office: OfficeScene) -> Any:
    return office.plan.areas["nordbyvegen-myrvegen-flate"].polygon


def test_a_meeting_place_in_a_drawn_danger_zone_is_refused(office: OfficeScene) -> None:
    """As in the plan's own zones."""
    around = Sketch(name="rundt ungdomsskolen", geometry=circle(11.3412, 60.8246, 200))
    said = refused(office, scenario="evakuering", fields=EVACUATE, zones={"evakuer": (around.name,)}, drawn=(around,))

    assert "ligger inne i faresonen (rundt ungdomsskolen)" in said


def test_a_follow_up_keeps_adds_and_releases(office: OfficeScene) -> None:
    """A drawing of the incident can be named again; a larger one adds, and who falls outside is released."""
    first = office.trigger(areas=(), drawn=(sketch(office),))
    office.approve(first, office.submit(first))
    send_all(office.ledger, office.now)
    before = set(meant(office, first))
    same = follow(office, first, areas=(NAME,))
    other = follow(office, first, drawn=(sketch(office, area="lotensentrum", name="sentrum nord"),))

    assert {fate for _, fate in meant(office, same).values()} == {""}
    fates = meant(office, other)
    assert {fate for ref, (_, fate) in fates.items() if ref in before} <= {"released", ""}
    assert {"added", "released"} <= {fate for _, fate in fates.values()}


def test_a_new_version_of_a_list_is_placed_too(office: OfficeScene) -> None:
    """The lists may change between the draft and its submission."""
    alert = office.trigger(areas=(), drawn=(sketch(office),))
    before = len(meant(office, alert))
    office.ledger.write_now(
        lambda connection: connection.exec_driver_sql("UPDATE lists SET digest = '' WHERE key = 'innbyggere'")
    )
    sync_lists(office.ledger, REPOSITORY, office.plan, SystemClock())
    office.submit(alert)

    assert len(meant(office, alert)) == before > 0


def test_a_drawing_over_the_border_is_odd_and_one_far_away_is_refused(office: OfficeScene) -> None:
    """Near is ticked, far is a mistake."""
    over = office.trigger(areas=(), drawn=(Sketch(name="ved grensa", geometry=circle(11.35, 60.757, 4000)),))

    seen = [one["key"] for one in office.ledger.read_now(alert_view, over, office.now)["odd"]]
    inside = office.trigger(areas=(), drawn=(sketch(office),))

    assert "outside" in seen
    assert "outside" not in [one["key"] for one in office.ledger.read_now(alert_view, inside, office.now)["odd"]]
    far = Sketch(name="Tromsø", geometry=circle(18.95, 69.65, 500))
    assert "kilometer utenfor kommunen" in refused(office, drawn=(far,))


WRONG: list[tuple[str, dict[str, Any], str]] = [
    (" ", circle(11.34, 60.81, 500), "drawn.0.name"),
    ("Ådalsbruk", circle(11.34, 60.81, 500), "drawn.0.name"),
    ("x" * 81, circle(11.34, 60.81, 500), "drawn.0.name"),
    ("et hus", circle(11.34, 60.81, 1), "drawn.0.geometry"),
    ("et punkt", {"type": "Point", "coordinates": [11.34, 60.81]}, "drawn.0.geometry"),
    ("bredde først", {"type": "Polygon", "coordinates": [[[60.8, 11.3]] * 4]}, "drawn.0.geometry"),
]


def test_what_cannot_be_used_is_refused_by_where_and_nothing_is_made(office: OfficeScene) -> None:
    """One sentence that says what to mend; no incident is opened for it."""
    for name, shape, where in WRONG:
        assert refused(office, drawn=(Sketch(name=name, geometry=shape),)).startswith(where)

    assert office.ledger.read_now(incidents.all_alerts) == []


def test_where_the_police_lead_a_name_is_checked_as_any_other_word_of_ones_own(office: OfficeScene) -> None:
    """Nothing of what happened leaves by the name of an area."""
    word = next(word for word in office.plan.stop_words["nb"] if not word.endswith("*"))
    around = sketch(office, name=f"{word} ved skolen")

    assert "Politiet leder" in refused(office, scenario="evakuering", fields=EVACUATE, drawn=(around,))


def test_the_log_and_the_hand_over_have_the_drawing(office: OfficeScene) -> None:
    """Its points, under its name; the plan of the incident has it among its areas."""
    alert = office.trigger(areas=(), drawn=(sketch(office),))

    def read(connection: Connection) -> tuple[Any, Any]:
        line = connection.scalar(select(journal.c.data).where(journal.c.kind == "alert.drafted"))
        row = incidents.alert(connection, alert)
        return json.loads(line or ""), json.loads(
            drawn.plan_document(connection, incidents.incident(connection, row.incident))
        )["areas"]

    line, areas = office.ledger.read_now(read)
    (key,) = json.loads(office.ledger.read_now(incidents.alert, alert).areas)
    assert line["drawn"][0]["name"] == areas[key]["name"] == NAME
    assert line["drawn"][0]["geometry"]["type"] == "Polygon"
