"""Fallback: whoever nothing reached goes on to the plan's next channel, also an hour later; nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, update

from dispatcher.domain.outcome import Accepted, NotSent, Refused, Unsure
from dispatcher.domain.states import ReceiptStatus, Scope
from dispatcher.ledger import claims, conduct, expansion, receipts, unsure
from dispatcher.ledger.receipts import Receipt
from dispatcher.ledger.tables import PARKED, deliveries
from tests.ledger.scene import ALERT, Scene, WaveSpec
from tests.ledger.test_claims import end

Make = Callable[..., Scene]
ANNE, OLA, KARI = "+4742000001", "+4742000002", "+4742000003"
GONE = Refused(scope=Scope.RECIPIENT, reason="unknown number", code="21211")


def ready(scene: Make, *people: Any, channels: tuple[str, ...] = ("sms",)) -> Scene:
    one = scene(WaveSpec(people=people, channels=channels, fallback=("email",)))
    one.expand()
    return one


def send(one: Scene, *outcomes: Any, channel: str = "sms") -> list[Any]:
    """Claim what is due on a channel and end each claim with the next outcome."""
    lane = one.lane(channel)
    done = one.ledger.write_now(claims.cycle, lane, [], len(outcomes), one.now_ms)
    ended = [end(one, claim, outcome) for claim, outcome in zip(done.claims, outcomes, strict=False)]
    one.ledger.write_now(claims.cycle, lane, ended, 0, one.now_ms)
    return list(done.claims)


def due(one: Scene, channel: str = "email") -> list[str]:
    """Whose rows a lane could claim now, without claiming any."""
    return [row.ref for row in one.rows(channel=channel, state="waiting") if row.due_at <= one.now_ms]


def settle(one: Scene) -> None:
    while one.tick():
        pass


@pytest.mark.requirement("R039")
def test_a_refused_sms_starts_the_next_channel_for_that_person_only(scene: Make) -> None:
    """The one whose number is unknown gets an e-mail; the one who was told does not."""
    one = ready(scene, (ANNE, "a@loten.example"), (OLA, "o@loten.example"))

    send(one, GONE, Accepted(provider_id="SM2"))
    settle(one)

    assert due(one) == ["0-0"]
    send(one, Accepted(provider_id="250"), channel="email")
    settle(one)
    assert [(row.ref, row.state, row.reason) for row in one.rows(channel="email")] == [
        ("0-0", "accepted", ""),
        ("0-1", "skipped", "not needed"),
    ]
    assert one.alert().state == "done"


def test_a_fallback_is_not_due_before_its_channel_has_failed(scene: Make) -> None:
    """It waits in the count, but no lane can claim it."""
    one = ready(scene, (ANNE, "a@loten.example"))

    assert send(one, Accepted(provider_id="250"), channel="email") == []
    assert [row.state for row in one.rows(channel="email")] == ["waiting"]


@pytest.mark.requirement("R039")
def test_without_the_first_address_the_next_channel_goes_at_once(scene: Make) -> None:
    """No mobile: the e-mail does not wait for anything."""
    one = ready(scene, (None, "a@loten.example"), (OLA, None))

    assert due(one) == ["0-0"]
    assert [(row.state, row.reason) for row in one.rows(ref="0-1", channel="email")] == [("skipped", "no address")]


def undelivered(one: Scene, claim: Any, status: ReceiptStatus = ReceiptStatus.UNDELIVERED) -> None:
    receipt = Receipt(attempt=claim.attempt, status=status, code="30003", provider_id="SM1", at=one.now_ms)
    one.ledger.write_now(receipts.record, [receipt])


@pytest.mark.requirement("R039")
def test_undelivered_an_hour_later_takes_a_done_alert_back_to_sending(scene: Make) -> None:
    """The phone was off for good: the e-mail leaves then, and the record says why the alert went on."""
    one = ready(scene, (ANNE, "a@loten.example"))
    one.set_alert(expires_at=one.now_ms + 7_200_000)
    (claim,) = send(one, Accepted(provider_id="SM1"))
    settle(one)
    done_before = one.alert().state
    one.later(hours=1)

    undelivered(one, claim)

    assert (done_before, one.alert().state, due(one)) == ("done", "sending", ["0-0"])
    send(one, Accepted(provider_id="250"), channel="email")
    settle(one)
    assert one.alert().state == "done"


def test_undelivered_after_the_expiry_starts_nothing(scene: Make) -> None:
    """Sending is over; the row says that it failed, and the fallback that it was not needed before that."""
    one = ready(scene, (ANNE, "a@loten.example"))
    (claim,) = send(one, Accepted(provider_id="SM1"))
    settle(one)
    one.later(hours=2)

    undelivered(one, claim)

    assert (one.alert().state, due(one)) == ("done", [])


def test_a_delivered_receipt_after_the_undelivered_keeps_what_has_begun(scene: Make) -> None:
    """Receipts may come in any order: the fallback has left, and the SMS is delivered after all; both are true."""
    one = ready(scene, (ANNE, "a@loten.example"))
    (claim,) = send(one, Accepted(provider_id="SM1"))
    undelivered(one, claim)
    send(one, Accepted(provider_id="250"), channel="email")

    undelivered(one, claim, ReceiptStatus.DELIVERED)

    assert [(row.channel, row.state) for row in one.rows()] == [("sms", "delivered"), ("email", "accepted")]


@pytest.mark.requirement("R039")
def test_covered_people_go_on_to_their_own_next_channel_when_their_carrier_fails(scene: Make) -> None:
    """Two people share a phone: when it fails, each gets their own e-mail."""
    one = ready(scene, (ANNE, "a@loten.example"), (ANNE, "b@loten.example"), (OLA, "o@loten.example"))

    send(one, GONE, Accepted(provider_id="SM2"))

    assert due(one) == ["0-0", "0-1"]


def test_a_household_that_shares_its_address_too_gets_one(scene: Make) -> None:
    """Nobody is told twice: the second is covered by the first's e-mail."""
    one = ready(scene, (ANNE, "hus@loten.example"), (ANNE, "hus@loten.example"))

    send(one, GONE)

    first, second = one.rows(channel="email")
    assert (first.state, second.state, second.reason, second.covered_by) == ("waiting", "skipped", "covered", first.id)


def test_a_shared_address_that_was_not_needed_carries_nobody(scene: Make) -> None:
    """Anne was told by SMS; Ola's phone is dead, and the e-mail they share goes to him all the same."""
    one = ready(scene, (ANNE, "hus@loten.example"), (OLA, "hus@loten.example"))

    send(one, Accepted(provider_id="SM1"), GONE)
    settle(one)

    assert due(one) == ["0-1"]


def test_a_mail_that_got_through_needs_no_sms(scene: Make) -> None:
    """Any channel may come first: here the SMS is the reserve."""
    one = scene(WaveSpec(people=[(ANNE, "a@loten.example")], channels=("email",), fallback=("sms",)))
    one.expand()

    send(one, Accepted(provider_id="250"), channel="email")
    settle(one)

    assert [(row.channel, row.state) for row in one.rows()] == [("email", "accepted"), ("sms", "skipped")]


def test_an_unsure_sms_waits_for_its_answer_and_left_alone_starts_the_next_channel(scene: Make) -> None:
    """While it may still be found, nothing else goes; when a person leaves it, the e-mail goes."""
    one = ready(scene, (ANNE, "a@loten.example"))
    send(one, Unsure(reason="timeout"))
    settle(one)
    before = due(one)

    one.ledger.write_now(
        lambda connection: unsure.decide_by_person(
            connection, ALERT, None, again=False, actor="kari", now=one.now, now_ms=one.now_ms
        )
    )

    assert (before, due(one)) == ([], ["0-0"])


def test_the_gate_counts_a_person_with_a_fallback_as_not_finished(scene: Make) -> None:
    """Refused, but with an e-mail to come: neither told nor out of tries."""
    one = scene(
        WaveSpec(people=[(ANNE, "a@loten.example")], fallback=("email",)),
        WaveSpec(people=[KARI], share=1.0, longest_wait=600_000, cls="citizen"),
    )
    one.expand()
    send(one, GONE)
    before = one.tick()
    send(one, Accepted(provider_id="250"), channel="email")

    assert ("gate" in before, "gate" in one.tick()) == (False, True)


def test_a_superseded_alert_starts_no_fallback(scene: Make) -> None:
    """The newer alert tells them: nothing of the older leaves any more, and its rows say so."""
    one = ready(scene, (ANNE, "a@loten.example"))
    (claim,) = send(one, Accepted(provider_id="SM1"))
    one.set_alert(superseded_by="1001-2")

    undelivered(one, claim)

    assert due(one) == []


@pytest.mark.requirement("R072")
def test_a_dead_channel_does_not_hold_up_the_others(scene: Make) -> None:
    """SMS cannot be sent at all: e-mail goes on, its people count as told, and the next wave opens."""
    one = scene(
        WaveSpec(people=[(ANNE, "a@loten.example"), (OLA, "o@loten.example")], channels=("sms", "email")),
        WaveSpec(people=[KARI], share=1.0, longest_wait=600_000, cls="citizen"),
    )
    one.expand()

    send(one, NotSent(reason="no-connection"), NotSent(reason="no-connection"))
    send(one, Accepted(provider_id="1"), Accepted(provider_id="2"), channel="email")

    assert [row.state for row in one.rows(channel="sms", cls="staff")] == ["waiting", "waiting"]
    assert [row.state for row in one.rows(channel="email")] == ["accepted", "accepted"]
    assert one.tick() == ["gate"]


def test_who_is_written_after_their_carrier_failed_is_not_covered_by_it(scene: Make) -> None:
    """A household in two slices: the first is refused before the second has its row; each gets their own e-mail."""
    one = scene(WaveSpec(people=[(ANNE, "a@loten.example"), (ANNE, "b@loten.example")], fallback=("email",)))
    one.ledger.write_now(expansion.expand_slice, 1, one.now_ms, 1)
    send(one, GONE)

    one.expand(size=1)
    send(one, GONE)

    assert due(one) == ["0-0", "0-1"]


def test_not_needed_is_never_said_of_somebody_nobody_reached(scene: Make) -> None:
    """Whatever went wrong before: when the wave would close, whoever nothing told gets their row."""
    one = ready(scene, (ANNE, "a@loten.example"), (OLA, "o@loten.example"))
    send(one, Accepted(provider_id="SM1"), Accepted(provider_id="SM2"))
    failed = {"state": "failed", "reason": "lost"}
    mine = (deliveries.c.ref == "0-0", deliveries.c.channel == "sms")
    one.ledger.write_now(lambda connection: connection.execute(update(deliveries).where(*mine).values(**failed)))

    settle(one)

    assert due(one) == ["0-0"]
    assert [row.reason for row in one.rows(ref="0-1", channel="email")] == ["not needed"]


def test_a_third_channel_waits_for_the_second(scene: Make) -> None:
    """Undelivered after everything was done: one reserve at a time, in the plan's order."""
    one = scene(WaveSpec(people=[(ANNE, "a@loten.example")], channels=("sms",), fallback=("email", "banner")))
    rows = {"alert_id": ALERT, "wave_id": 1, "cls": "staff", "ref": "0-0", "variant_id": 1, "due_at": PARKED}
    one.expand()
    third = rows | {"channel": "banner", "step": 2, "state": "waiting"}
    one.ledger.write_now(lambda connection: connection.execute(insert(deliveries).values(**third)))
    (claim,) = send(one, Accepted(provider_id="SM1"))
    settle(one)

    undelivered(one, claim)

    assert [(row.channel, row.state) for row in one.rows()] == [
        ("sms", "failed"),
        ("email", "waiting"),
        ("banner", "skipped"),
    ]


def test_a_resend_that_was_overtaken_is_unsure_again_and_its_receipt_counts(scene: Make) -> None:
    """It may have left the first time: *skipped* would say that it never did."""
    one = ready(scene, (ANNE, None))
    (claim,) = send(one, Unsure(reason="timeout"))
    one.ledger.write_now(
        lambda connection: unsure.decide_by_person(
            connection, ALERT, None, again=True, actor="kari", now=one.now, now_ms=one.now_ms
        )
    )
    one.set_alert(superseded_by="1001-2")
    one.ledger.write_now(conduct.sweep_ended)
    swept = one.rows(channel="sms")[0]
    undelivered(one, claim, ReceiptStatus.DELIVERED)

    assert (swept.state, swept.settled_by) == ("unsure", "person:kari")
    assert one.rows(channel="sms")[0].state == "delivered"
