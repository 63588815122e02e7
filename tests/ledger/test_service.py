"""Service messages: to the plan's persons only, before every alert, approved by the plan; else as any delivery."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.domain.plan import Plan
from dispatcher.domain.states import ChannelName, LaneKind
from dispatcher.ledger import board, claims, conduct, expansion, incidents, journal, service
from dispatcher.ledger.claims import Lane
from dispatcher.ledger.service import ServiceMessage, ServiceText
from dispatcher.ledger.tables import alerts, contact_points, deliveries, lists, people, snapshot
from dispatcher.ledger.times import ms
from tests.ledger.scene import ALERT, Scene, WaveSpec, mobiles
from tests.office import shipped

Make = Callable[..., Scene]
PLAN: Plan = shipped()[0].plan


def message(*persons: str, key: str = "approval-request", minutes: int = 60) -> ServiceMessage:
    texts = tuple(
        ServiceText(channel=channel, language=language, headline="Godkjenn?", body=f"GODKJENN? ({language})")
        for channel in service.WAYS
        for language in PLAN.municipality.languages
    )
    return ServiceMessage(key=key, about=ALERT, persons=persons, texts=texts, expires_after=timedelta(minutes=minutes))


def send(scene: Scene, *persons: str, plan: Plan = PLAN, **more: Any) -> str:
    return scene.ledger.write_now(service.send_service, plan, 1001, message(*persons, **more), scene.now)


def lane(scene: Scene, channel: ChannelName = ChannelName.SMS, kind: LaneKind = LaneKind.CAPTURE) -> list[claims.Claim]:
    mine = Lane(channel=channel, kind=kind, provider="capture", incarnation="first")
    return list(scene.ledger.write_now(claims.cycle, mine, [], 100, ms(scene.now)).claims)


def rows(scene: Scene, table: Any, *where: Any) -> list[Any]:
    return scene.ledger.read_now(lambda connection: list(connection.execute(select(table).where(*where))))


def test_it_goes_before_an_extreme_alert_that_was_there_first(scene: Make) -> None:
    """Ten people of the gravest alert are waiting; the mayor is asked first."""
    one = scene(WaveSpec(people=mobiles(10)), severity_rank=0)
    one.expand()
    asked = send(one, "ordforer", "varaordforer")
    one.expand()

    order = [claim.alert for claim in lane(one)]

    assert order == [asked] * 2 + [ALERT] * 10


def test_everybody_asked_has_a_row_on_both_channels_in_their_own_language(scene: Make) -> None:
    """Two persons, SMS and e-mail, bokmål and nynorsk."""
    one = scene()
    asked = send(one, "ordforer", "varaordforer")
    one.expand()

    found = rows(one, deliveries, deliveries.c.alert_id == asked)
    said = {row.ref: one.ledger.read_now(incidents.variant, row.variant_id).language for row in found}
    assert {(row.ref, row.channel) for row in found} == {
        (f"plan:{person}", channel) for person in ("ordforer", "varaordforer") for channel in ("sms", "email")
    }
    assert said == {"plan:ordforer": "nb", "plan:varaordforer": "nn"}
    assert {row.state for row in found} == {"waiting"}


def test_it_is_approved_by_the_plan_word_for_word(scene: Make) -> None:
    """Its own fingerprint, the plan's hash as authority, and a line in the journal; no number in it."""
    one = scene()
    asked = send(one, "ordforer")
    row = one.ledger.read_now(incidents.alert, asked)
    (entry,) = one.ledger.read_now(journal.of_incident, 1001)

    assert asked == "1001-s1"
    assert (row.kind, row.rank, row.state, row.approved_by) == ("service", -1, "approved", "planen")
    assert row.fingerprint == row.approved_fingerprint
    assert len(row.fingerprint) == 64
    assert row.decided_why == "plan h"
    assert (entry.kind, json.loads(entry.data)["persons"]) == ("service.sent", ["ordforer"])
    assert "+47" not in entry.data


def test_only_persons_of_the_plan_can_be_named(scene: Make) -> None:
    """A citizen's reference, a role, nobody: nothing is written."""
    one = scene(WaveSpec(people=mobiles(1), cls="citizen"))

    with pytest.raises(KeyError):
        send(one, "0-0")
    with pytest.raises(ValueError, match="is for nobody"):
        send(one)
    assert rows(one, alerts, alerts.c.kind == "service") == []


def test_a_missing_text_sends_nothing(scene: Make) -> None:
    """Rather no request than one that loses somebody without a word."""
    one = scene()
    short = message("ordforer", "varaordforer")
    bare = ServiceMessage(
        key=short.key, about=ALERT, persons=short.persons, texts=short.texts[:1], expires_after=timedelta(hours=1)
    )

    with pytest.raises(ValueError, match="a text is missing"):
        one.ledger.write_now(service.send_service, PLAN, 1001, bare, one.now)
    assert rows(one, alerts, alerts.c.kind == "service") == []


def test_its_people_are_on_a_list_no_audience_can_use(scene: Make) -> None:
    """Made once per plan, never in force; invented numbers are marked so, and a changed plan gets a list of its own."""
    one = scene()
    for _ in range(2):
        send(one, "ordforer")
    (kept,) = rows(one, lists, lists.c.key == "_plan")
    points = {row.value: row.fictional for row in rows(one, contact_points)}
    number = PLAN.persons["ordforer"].mobile

    assert (kept.in_force, kept.digest, kept.rows) == (False, "h", len(PLAN.persons))
    assert points[number] is True
    assert len(rows(one, people, people.c.list_id == kept.id)) == len(PLAN.persons)


def test_a_number_that_is_assigned_is_not_fictional(scene: Make) -> None:
    """So the real lane may carry it: the flag follows the number's series, not a heading."""
    one = scene()
    own = PLAN.persons["ordforer"].model_copy(update={"mobile": "+4790000000"})
    send(one, "ordforer", plan=PLAN.model_copy(update={"persons": {**PLAN.persons, "ordforer": own}}))
    points = {row.value: row.fictional for row in rows(one, contact_points)}

    assert points["+4790000000"] is False
    assert points[PLAN.persons["varaordforer"].mobile] is True


def test_the_next_alert_keeps_its_number(scene: Make) -> None:
    """Service messages are none of the series: not its count, not its list, not the number of active alerts."""
    one = scene(WaveSpec(people=mobiles(1)))
    send(one, "ordforer")
    send(one, "ordforer")

    def draft(connection: Connection) -> str:
        same = "kind mode severity rank urgency unsure_policy fields areas created_by edited_by".split()
        first = incidents.alert(connection, ALERT)
        times = {"created_at": 1, "composed_at": 1, "expires_after": 1}
        return incidents.add_alert(connection, 1001, {name: getattr(first, name) for name in same} | times)

    assert one.ledger.write_now(draft) == "1001-2"
    assert [row.id for row in one.ledger.read_now(incidents.alerts_of, 1001)] == ["1001-2", ALERT]
    assert one.ledger.read_now(board.active_alerts) == 1
    assert {view["id"] for view in one.ledger.read_now(board.alerts_view, "service")} == {"1001-s1", "1001-s2"}


def test_it_closes_and_is_done_as_any_delivery(scene: Make) -> None:
    """Sealed in the journal when its wave closes."""
    one = scene()
    asked = send(one, "ordforer")
    one.expand()
    one.ledger.write_now(conduct.skip_waiting, asked, "stopped")
    while one.tick():
        pass
    kinds = [entry.kind for entry in one.ledger.read_now(journal.of_incident, 1001)]

    assert one.ledger.read_now(incidents.alert, asked).state == "done"
    assert kinds == ["service.sent", "wave.closed", "alert.done"]


def test_what_is_not_sent_in_time_ends_as_expired(scene: Make) -> None:
    """Nobody is asked at noon about what was submitted at night."""
    one = scene()
    asked = send(one, "ordforer", minutes=60)
    one.expand()
    one.later(hours=1)
    one.tick()

    assert one.ledger.read_now(incidents.alert, asked).state == "expired"
    assert {row.reason for row in rows(one, deliveries, deliveries.c.alert_id == asked)} == {"expired"}
    assert lane(one) == []


def test_no_reference_of_it_is_ever_a_citizens(scene: Make) -> None:
    """By construction: whoever is in a service snapshot is a person of the plan."""
    one = scene(WaveSpec(people=mobiles(3), cls="citizen"))
    asked = send(one, *PLAN.persons)
    one.ledger.write_now(expansion.expand_slice, 1, ms(one.now))

    meant = {row.ref for row in rows(one, snapshot, snapshot.c.alert_id == asked)}
    others = {row.ref for row in rows(one, snapshot, snapshot.c.alert_id != asked)}
    assert meant == {f"plan:{key}" for key in PLAN.persons}
    assert not meant & others
