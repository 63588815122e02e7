"""Subscriptions in the ledger: kept once, found by area, forgotten on request or when the push service says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from dispatcher.ledger import subscriptions
from dispatcher.ledger.subscriptions import (
    Subscription,
    SubscriptionsFull,
    count,
    gone,
    matching,
    ref_of,
    subscribe,
    unsubscribe,
)
from dispatcher.ledger.tables import contact_points, deliveries
from dispatcher.ledger.tables import subscriptions as table
from tests.ledger.scene import ALERT, Scene, WaveSpec, mobiles

ENDPOINT = "https://fcm.googleapis.com/fcm/send/"


def browser(name: str, *areas: str, language: str = "nb", auth: str = "a") -> Subscription:
    return Subscription(endpoint=ENDPOINT + name, p256dh="B", auth=auth, areas=areas, language=language)


@pytest.fixture
def ledger(scene: Callable[..., Scene]) -> Scene:
    return scene(WaveSpec(people=mobiles(1)))


def keep(scene: Scene, *new: Subscription) -> list[bool]:
    return [scene.ledger.write_now(subscribe, one, scene.now_ms) for one in new]


def found(scene: Scene, areas: Sequence[str], **more: Any) -> list[str]:
    def read(connection: Connection) -> list[str]:
        return [row.ref for row in connection.execute(matching(areas, **more))]

    return scene.ledger.read_now(read)


def refs(*names: str) -> list[str]:
    return [ref_of(ENDPOINT + name) for name in names]


def points(scene: Scene) -> list[Any]:
    def read(connection: Connection) -> list[Any]:
        return list(connection.scalars(select(contact_points.c.value).where(contact_points.c.channel == "push")))

    return scene.ledger.read_now(read)


def test_a_subscription_is_a_contact_point(ledger: Scene) -> None:
    """Its ref is a hash, its address the endpoint with the keys, and nothing of it says whose it is."""
    new = browser("kari", "adalsbruk")
    keep(ledger, new)

    [row] = ledger.ledger.read_now(lambda connection: list(connection.execute(select(table))))
    assert row.ref == ref_of(new.endpoint)
    assert row.ref.startswith("push:")
    assert len(row.ref) == 21
    assert json.loads(points(ledger)[0]) == {"endpoint": new.endpoint, "p256dh": "B", "auth": "a"}
    assert (json.loads(row.areas), row.language, row.gone_at) == (["adalsbruk"], "nb", None)
    assert "kari" not in repr(new)


def test_the_same_endpoint_again_is_the_same_browser(ledger: Scene) -> None:
    """New wishes and new keys take the place of the old; there is still one of it."""
    fresh = keep(ledger, browser("kari", "adalsbruk"), browser("kari", "loten", "brenneriroa", language="en", auth="b"))

    [row] = ledger.ledger.read_now(lambda connection: list(connection.execute(select(table))))
    assert fresh == [True, False]
    assert (json.loads(row.areas), row.language) == (["loten", "brenneriroa"], "en")
    assert [json.loads(value)["auth"] for value in points(ledger)] == ["b"]


@pytest.mark.requirement("R114")
def test_who_is_meant_by_areas(ledger: Scene) -> None:
    """Those who named one of them, and those who named none: they want the whole municipality's."""
    keep(
        ledger,
        browser("everything"),
        browser("one", "adalsbruk"),
        browser("two", "adalsbruk", "loten"),
        browser("far", "brenneriroa"),
    )

    assert found(ledger, ["adalsbruk"]) == refs("everything", "one", "two")
    assert found(ledger, ["loten", "brenneriroa"]) == refs("everything", "two", "far")
    assert found(ledger, []) == refs("everything")
    assert found(ledger, ["adals"]) == refs("everything")
    assert found(ledger, [], whole=True) == refs("everything", "one", "two", "far")
    counted = [ledger.ledger.read_now(count, *areas) for areas in ((), (["adalsbruk"],), ([],))]
    assert counted == [4, 3, 1]


def test_what_the_snapshot_takes_from_it(ledger: Scene) -> None:
    """Ref, contact point, language and areas, in a statement that can be built upon."""
    keep(ledger, browser("kari", "adalsbruk", language="nn"))

    def read(connection: Connection) -> list[Any]:
        inner = matching(["adalsbruk"]).subquery()
        return list(
            connection.execute(
                select(inner.c.ref, inner.c.language, inner.c.areas, contact_points.c.channel).join(
                    contact_points, contact_points.c.id == inner.c.point_id
                )
            )
        )

    assert ledger.ledger.read_now(read) == [(*refs("kari"), "nn", '["adalsbruk"]', "push")]


def test_unsubscribing_erases_the_address(ledger: Scene) -> None:
    """At once, and only that browser's; what remains cannot be sent to. A second time, or an unknown one: nothing."""
    keep(ledger, browser("kari"), browser("ola"))
    done = [ledger.ledger.write_now(unsubscribe, ENDPOINT + name, ledger.now_ms) for name in ("kari", "kari", "x")]

    assert done == [True, False, False]
    assert found(ledger, []) == refs("ola")
    assert sorted(json.loads(value).keys() == {"gone"} for value in points(ledger)) == [False, True]
    assert "kari" not in json.dumps(points(ledger))


def test_a_browser_that_comes_back(ledger: Scene) -> None:
    """The row of before, with its address again."""
    keep(ledger, browser("kari"))
    ledger.ledger.write_now(unsubscribe, ENDPOINT + "kari", ledger.now_ms)

    assert keep(ledger, browser("kari", "loten")) == [True]
    assert found(ledger, ["loten"]) == refs("kari")
    assert json.loads(points(ledger)[0])["endpoint"] == ENDPOINT + "kari"


def delivered(connection: Connection, ref: str, **outcome: Any) -> int:
    point = connection.scalar(select(table.c.point_id).where(table.c.ref == ref))
    row = {"alert_id": ALERT, "wave_id": 1, "cls": "citizen", "ref": ref, "channel": "push", "point_id": point}
    row |= {"variant_id": 1, "due_at": 0, "state": "failed", "reason": "gone", **outcome}
    made = connection.execute(insert(deliveries).values(**row)).inserted_primary_key
    return int(made[0])  # type: ignore[index]


def test_what_the_push_service_calls_gone_is_forgotten(ledger: Scene) -> None:
    """Push deliveries that failed for this reason lose their subscription; one that ended otherwise keeps it."""
    names = ["gone", "too", "refused", "accepted", "waiting"]
    keep(ledger, *(browser(name) for name in names))
    outcomes: list[dict[str, Any]] = [
        {},
        {},
        {"reason": "unknown"},
        {"state": "accepted", "reason": ""},
        {"state": "waiting", "reason": "gone"},
    ]

    def end(connection: Connection) -> int:
        ended = [delivered(connection, ref, **outcome) for ref, outcome in zip(refs(*names), outcomes, strict=True)]
        return gone(connection, ended, ledger.now_ms)

    assert ledger.ledger.write_now(end) == 2
    assert found(ledger, []) == refs("refused", "accepted", "waiting")
    assert ledger.ledger.read_now(count) == 3
    assert "/gone" not in json.dumps(points(ledger))


def test_nothing_ended_is_nothing_done(ledger: Scene) -> None:
    """A cycle without failures costs a statement and changes nothing."""
    keep(ledger, browser("kari"))

    assert ledger.ledger.write_now(gone, [], ledger.now_ms) == 0
    assert ledger.ledger.write_now(gone, list(range(100_000)), ledger.now_ms) == 0
    assert found(ledger, []) == refs("kari")


def test_there_is_an_end_to_it(ledger: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit nobody new is taken; who is there may still change or leave, and then there is room."""
    monkeypatch.setattr(subscriptions, "MOST", 2)
    keep(ledger, browser("a"), browser("b"))
    with pytest.raises(SubscriptionsFull):
        keep(ledger, browser("c"))

    assert keep(ledger, browser("b", "loten")) == [False]
    ledger.ledger.write_now(unsubscribe, ENDPOINT + "a", ledger.now_ms)
    with pytest.raises(SubscriptionsFull):
        keep(ledger, browser("c"), browser("a"))
    assert found(ledger, ["loten"]) == refs("b", "c")


def test_sign_up_for_half_a_town_is_quick_to_search(ledger: Scene) -> None:
    """Ten thousand subscriptions: those of an area are found in a moment, however it is done."""

    def many(connection: Connection) -> None:
        rows = [{"channel": "push", "fictional": True, "value": f"x{n}"} for n in range(10_000)]
        connection.execute(insert(contact_points), rows)
        ids = sorted(connection.scalars(select(contact_points.c.id).where(contact_points.c.channel == "push")))
        connection.execute(
            insert(table),
            [
                {
                    "ref": f"push:{n:016x}",
                    "point_id": id_,
                    "areas": json.dumps([f"a{n % 10}"]),
                    "language": "nb",
                    "created_at": 0,
                }
                for n, id_ in enumerate(ids)
            ],
        )
        connection.execute(update(table).where(table.c.point_id < ids[10]).values(gone_at=1))

    ledger.ledger.write_now(many)

    assert len(found(ledger, ["a3", "a7"])) == 1998
