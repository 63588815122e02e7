"""Unsure: found by recovery, settled by evidence, then policy, then a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from dispatcher.delivery.settling import match
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Unsure
from dispatcher.domain.policy import Settling, UnsurePolicy, settle
from dispatcher.domain.states import ChannelName, ReceiptStatus
from dispatcher.ledger import conduct, evidence, receipts, unsure
from dispatcher.ledger.evidence import Nameless
from dispatcher.ledger.receipts import Receipt
from dispatcher.ledger.tables import attempts
from dispatcher.ledger.unsure import Doubt
from dispatcher.ports import Evidence
from tests.ledger.scene import ALERT, Scene, WaveSpec, mobiles
from tests.ledger.test_claims import cycle, end

Make = Callable[..., Scene]


def in_doubt(scene: Make, count: int = 1) -> Scene:
    one = scene(WaveSpec(people=mobiles(count)))
    one.expand()
    for claim in cycle(one, count).claims:
        cycle(one, 0, end(one, claim, Unsure(reason="silence")))
    return one


def line(address: str, provider_id: str) -> Evidence:
    return Evidence(provider_id=provider_id, address=address, body="tekst til staff", at=None, status="sent")


def test_what_an_earlier_incarnation_left_sending_is_unsure(scene: Make) -> None:
    """Never straight back to waiting: the request may have left before the node died."""
    one = scene(WaveSpec(people=mobiles(3)))
    one.expand()
    cycle(one, 2)
    rows = one.ledger.write_now(unsure.recover, "second", one.now_ms, 90_000)

    assert rows == 2
    assert one.states() == ["unsure", "unsure", "waiting"]
    states = one.ledger.read_now(lambda connection: set(connection.scalars(select(attempts.c.state))))
    assert states == {"unsure"}


def test_a_try_whose_row_has_moved_on_is_in_doubt_too(scene: Make) -> None:
    """The phone confirmed the first while the second was out and its node died: the second may have left as well."""
    one = in_doubt(scene)
    doubts = one.ledger.read_now(unsure.doubts, one.lane())
    one.ledger.write_now(unsure.decide, [(doubts[0], Settling.AGAIN)], one.now, one.now_ms)
    cycle(one, 1)
    confirmed = Receipt(
        attempt=doubts[0].attempt, status=ReceiptStatus.DELIVERED, code="", provider_id="SM1", at=one.now_ms
    )
    one.ledger.write_now(receipts.record, [confirmed])
    one.ledger.write_now(unsure.recover, "second", one.now_ms, 90_000)

    tries = one.ledger.read_now(lambda connection: connection.execute(select(attempts).order_by(attempts.c.n)).all())
    assert one.states() == ["delivered"]
    assert [(row.state, row.reason) for row in tries] == [("accepted", "silence"), ("unsure", "node died")]


def test_recovery_leaves_its_own_incarnation_alone(scene: Make) -> None:
    """What this node has in flight is not in doubt."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    cycle(one, 1)

    assert one.ledger.write_now(unsure.recover, "first", one.now_ms, 90_000) == 0


def as_tried(doubt: Doubt) -> Nameless:
    return Nameless(delivery=doubt.delivery, channel=doubt.channel, address=doubt.address, body=doubt.body)


def test_a_line_of_the_list_settles_one_attempt_only(scene: Make) -> None:
    """A line to somebody else settles nobody, and two lines for one doubt settle it once."""
    one = in_doubt(scene, 2)
    first, second = one.ledger.read_now(unsure.doubts, one.lane())
    lines = [line(first.address, "SM1"), line(first.address, "SM2"), line("+4742999999", "SM3")]

    found = match([first, second], lines, [as_tried(first), as_tried(second)])

    assert [(item.doubt.attempt, item.provider_id) for item in found] == [(first.attempt, "SM1")]


def test_what_is_settled_meanwhile_is_not_settled_again(scene: Make) -> None:
    """The doubt was read, then its callback came: it is no try without a name any more."""
    one = in_doubt(scene)
    (doubt,) = one.ledger.read_now(unsure.doubts, one.lane())

    assert match([doubt], [line(doubt.address, "SM1")], []) == []


def test_a_list_of_calls_settles_by_number_alone(scene: Make) -> None:
    """Such a list has no words; an SMS is not settled by it."""
    one = in_doubt(scene)
    (doubt,) = one.ledger.read_now(unsure.doubts, one.lane())
    called = replace(doubt, channel=ChannelName.VOICE)
    call = Evidence(provider_id="CA1", address=doubt.address, body="", at=None, status="ringing")

    assert [item.provider_id for item in match([called], [call], [as_tried(called)])] == ["CA1"]
    assert match([doubt], [call], [as_tried(doubt)]) == []


def test_fewer_lines_than_tries_prove_nothing(scene: Make) -> None:
    """Two alerts call one phone at once, and one call is listed: nobody can say which was never placed."""
    one = in_doubt(scene)
    (doubt,) = one.ledger.read_now(unsure.doubts, one.lane())
    called = replace(doubt, channel=ChannelName.VOICE)
    other = replace(called, delivery=99, attempt="other", body="noe annet")
    first, second = (Evidence(provider_id=f"CA{n}", address=doubt.address, body="", at=None, status="") for n in "12")
    tries = [as_tried(called), as_tried(other)]

    assert match([called, other], [first], tries) == []
    assert match([called], [first], tries) == []  # the other is out now, and not in doubt
    assert len(match([called, other], [first, second], tries)) == 2


def test_a_try_without_a_name_is_counted_until_it_has_one(scene: Make) -> None:
    """In doubt, out now, or sent again after a doubt; one that was accepted, or refused, has no claim on a line."""
    one = scene(WaveSpec(people=mobiles(4)))
    one.expand()
    claims = cycle(one, 4).claims
    outcomes: list[Outcome] = [
        Unsure(reason="silence"),
        Accepted(provider_id="SM1"),
        NotSent(reason="refused connection"),
    ]
    for claim, outcome in zip(claims, outcomes, strict=False):
        cycle(one, 0, end(one, claim, outcome))

    def tried(since: int) -> set[int]:
        found = one.ledger.read_now(evidence.nameless, one.lane(), since)
        return {item.delivery for item in found}

    assert tried(one.now_ms) == {claims[0].delivery, claims[3].delivery}
    assert tried(one.now_ms + 1) == set()
    doubts = one.ledger.read_now(unsure.doubts, one.lane())
    one.ledger.write_now(unsure.decide, [(doubt, Settling.AGAIN) for doubt in doubts], one.now, one.now_ms)
    assert tried(one.now_ms) == {claims[0].delivery, claims[3].delivery}


def test_the_list_turns_unsure_into_accepted(scene: Make) -> None:
    """Evidence: the provider has it under a name."""
    one = in_doubt(scene)
    (doubt,) = one.ledger.read_now(unsure.doubts, one.lane())
    one.ledger.write_now(evidence.accept, [evidence.Found(doubt=doubt, provider_id="SM7")], one.now_ms)

    (row,) = one.rows()
    assert (row.state, row.provider_id, row.settled_by) == ("accepted", "SM7", "list")


@pytest.mark.parametrize(
    ("channel", "policy", "age", "tries", "expected"),
    [
        (ChannelName.SMS, UnsurePolicy.RESEND, 100.0, 1, Settling.AGAIN),
        (ChannelName.SMS, UnsurePolicy.RESEND, 901.0, 1, Settling.ASK),
        (ChannelName.SMS, UnsurePolicy.ASK, 100.0, 1, Settling.ASK),
        (ChannelName.EMAIL, UnsurePolicy.ASK, 100.0, 1, Settling.AGAIN),
        (ChannelName.EMAIL, UnsurePolicy.ASK, 100.0, 2, Settling.ASK),
        (ChannelName.BANNER, UnsurePolicy.ASK, 9999.0, 5, Settling.AGAIN),
    ],
)
def test_the_policy_of_each_channel(
    channel: ChannelName, policy: UnsurePolicy, age: float, tries: int, expected: Settling
) -> None:
    """Danger to life sends an SMS again within 15 minutes; e-mail once with its Message-ID; a state is rewritten."""
    assert settle(channel=channel, policy=policy, age=age, attempts=tries) is expected


@pytest.mark.parametrize(("settling", "state"), [(Settling.AGAIN, "waiting"), (Settling.ASK, "unsure")])
def test_a_policy_decision_is_journalled(scene: Make, settling: Settling, state: str) -> None:
    """A second send stands in the record as a decision."""
    one = in_doubt(scene)
    doubts = one.ledger.read_now(unsure.doubts, one.lane())
    one.ledger.write_now(unsure.decide, [(doubt, settling) for doubt in doubts], one.now, one.now_ms)

    assert one.states() == [state]
    assert one.ledger.read_now(unsure.doubts, one.lane()) == []


@pytest.mark.parametrize(("again", "state"), [(True, "waiting"), (False, "unsure")])
def test_a_person_decides_for_all_in_one_act(scene: Make, again: bool, state: str) -> None:
    """Left unsure by a person is an honest end: the alert can finish."""
    one = in_doubt(scene, 3)
    changed = one.ledger.write_now(
        lambda connection: unsure.decide_by_person(
            connection, ALERT, "sms", again=again, actor="kari", now=one.now, now_ms=one.now_ms
        )
    )
    found = one.ledger.read_now(conduct.progress, one.rows()[0].wave_id)

    assert changed == 3
    assert one.states() == [state] * 3
    assert found.nothing_left == (0 if again else 3)


@pytest.mark.parametrize("by_person", [True, False])
def test_a_second_doubt_is_a_new_question(scene: Make, by_person: bool) -> None:
    """Sent again by policy or by a person, and unsure again: undecided anew, so evidence is looked for."""
    one = in_doubt(scene)
    if by_person:
        one.ledger.write_now(
            lambda connection: unsure.decide_by_person(
                connection, ALERT, None, again=True, actor="kari", now=one.now, now_ms=one.now_ms
            )
        )
    else:
        doubts = one.ledger.read_now(unsure.doubts, one.lane())
        one.ledger.write_now(unsure.decide, [(doubts[0], Settling.AGAIN)], one.now, one.now_ms)
    claim = cycle(one, 1).claims[0]
    cycle(one, 0, end(one, claim, Unsure(reason="silence")))
    (doubt,) = one.ledger.read_now(unsure.doubts, one.lane())

    assert (doubt.attempt, doubt.attempts) == (claim.attempt, 2)
    assert one.tick() == []


def test_a_try_that_certainly_never_left_uses_up_no_resend(scene: Make) -> None:
    """E-mail: refused for now at the recipient, then in doubt: one send may have left, so once more is allowed."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    claim = cycle(one, 1).claims[0]
    cycle(one, 0, end(one, claim, NotSent(reason="deferred")))
    one.later(minutes=10)
    claim = cycle(one, 1).claims[0]
    cycle(one, 0, end(one, claim, Unsure(reason="dropped")))
    (doubt,) = one.ledger.read_now(unsure.doubts, one.lane())

    assert doubt.attempts == 1
