"""Unsure: found by recovery, settled by evidence, then policy, then a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from dispatcher.delivery.settling import match
from dispatcher.domain.outcome import NotSent, Unsure
from dispatcher.domain.policy import Settling, UnsurePolicy, settle
from dispatcher.domain.states import ChannelName
from dispatcher.ledger import conduct, unsure
from dispatcher.ledger.tables import attempts
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


def test_recovery_leaves_its_own_incarnation_alone(scene: Make) -> None:
    """What this node has in flight is not in doubt."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    cycle(one, 1)

    assert one.ledger.write_now(unsure.recover, "first", one.now_ms, 90_000) == 0


def test_a_line_of_the_list_settles_one_attempt_only(scene: Make) -> None:
    """Two unsure attempts to one number and text, one line at the provider: one is settled, one stays in doubt."""
    one = in_doubt(scene, 2)
    doubts = one.ledger.read_now(unsure.doubts, one.lane())
    twice = [doubts[0], replace(doubts[0], attempt="other", delivery=99)]

    found = match(twice, [line(doubts[0].address, "SM1"), line("+4742999999", "SM2")])

    assert [item.doubt.attempt for item in found] == [doubts[0].attempt]


def test_a_list_of_calls_settles_by_number_alone(scene: Make) -> None:
    """Such a list has no words; an SMS is not settled by it."""
    one = in_doubt(scene)
    (doubt,) = one.ledger.read_now(unsure.doubts, one.lane())
    call = Evidence(provider_id="CA1", address=doubt.address, body="", at=None, status="ringing")

    assert [item.provider_id for item in match([replace(doubt, channel=ChannelName.VOICE)], [call])] == ["CA1"]
    assert match([doubt], [call]) == []


def test_the_list_turns_unsure_into_accepted(scene: Make) -> None:
    """Evidence: the provider has it under a name."""
    one = in_doubt(scene)
    (doubt,) = one.ledger.read_now(unsure.doubts, one.lane())
    one.ledger.write_now(unsure.accept, [unsure.Found(doubt=doubt, provider_id="SM7")], one.now_ms)

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
