"""Gates, expiry, stop and done: what progress and time do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from dispatcher.domain.outcome import Accepted, NotSent, Refused, Unsure
from dispatcher.domain.states import Scope
from dispatcher.ledger import claims, conduct, expansion, public
from dispatcher.ledger.tables import journal, waves
from tests.ledger.scene import ALERT, Scene, WaveSpec, mobiles
from tests.ledger.test_claims import cycle, end

Make = Callable[..., Scene]


def two_waves(scene: Make, staff: int = 10, share: float = 0.9) -> Scene:
    one = scene(
        WaveSpec(people=mobiles(staff)),
        WaveSpec(people=mobiles(3, "43"), share=share, longest_wait=300_000, cls="citizen"),
    )
    one.expand()
    return one


def opened(one: Scene) -> list[str | None]:
    def read(connection: Connection) -> list[str | None]:
        return list(connection.scalars(select(waves.c.opened_by).order_by(waves.c.ix)))

    return one.ledger.read_now(read)


def tell(one: Scene, count: int) -> None:
    for claim in cycle(one, count).claims:
        cycle(one, 0, end(one, claim, Accepted(provider_id=f"SM{claim.delivery}")))


@pytest.mark.requirement("R030")
def test_the_gate_opens_at_the_plans_share_and_not_before(scene: Make) -> None:
    """Eight of ten told: shut. Nine of ten: open."""
    one = two_waves(scene)
    tell(one, 8)
    one.tick()
    assert opened(one) == ["approval", None]
    tell(one, 1)
    one.tick()

    assert opened(one) == ["approval", "share"]


@pytest.mark.requirement("R030")
def test_the_gate_opens_by_its_clock_when_staff_cannot_be_reached(scene: Make) -> None:
    """So far as one can: a bounded wait, never a block on life and health; the journal says that the clock did it."""
    one = two_waves(scene)
    one.later(minutes=4, seconds=59)
    one.tick()
    assert opened(one) == ["approval", None]
    one.later(seconds=1)
    one.tick()

    assert opened(one) == ["approval", "clock"]
    kinds = one.ledger.read_now(lambda connection: list(connection.scalars(select(journal.c.data))))
    assert '"by": "clock"' in kinds[-1]


def test_people_with_nothing_left_to_try_count_as_settled_and_a_retry_does_not(scene: Make) -> None:
    """One refused for good, one waiting for a retry: only the first is settled."""
    one = two_waves(scene, staff=2, share=1.0)
    first, second = cycle(one, 2).claims
    cycle(one, 0, end(one, first, Refused(scope=Scope.RECIPIENT, reason="no such number")))
    cycle(one, 0, end(one, second, NotSent(reason="refused connection")))

    found = one.ledger.read_now(conduct.progress, one.rows()[0].wave_id)

    assert (found.people, found.told, found.nothing_left) == (2, 0, 1)


def test_an_unsure_person_is_neither_told_nor_out_of_tries(scene: Make) -> None:
    """Nobody knows yet: the gate waits for evidence or its clock."""
    one = two_waves(scene, staff=1, share=1.0)
    (claim,) = cycle(one, 1).claims
    cycle(one, 0, end(one, claim, Unsure(reason="silence")))

    found = one.ledger.read_now(conduct.progress, one.rows()[0].wave_id)

    assert (found.told, found.nothing_left) == (0, 0)


def test_those_who_share_a_told_number_are_told(scene: Make) -> None:
    """A household of three with one phone is three people told by one message."""
    one = scene(WaveSpec(people=["+4742000001"] * 3))
    one.expand()
    tell(one, 1)

    found = one.ledger.read_now(conduct.progress, one.rows()[0].wave_id)

    assert (found.people, found.told) == (3, 3)


def test_an_empty_wave_opens_the_next_at_once(scene: Make) -> None:
    """Nobody to tell first is no reason to wait."""
    one = scene(WaveSpec(people=[]), WaveSpec(people=mobiles(1), share=1.0, longest_wait=300_000))
    one.expand()
    one.tick()

    assert opened(one) == ["approval", "empty"]


def test_the_gates_clock_stands_still_while_paused(scene: Make) -> None:
    """A pause of an hour must not open the citizens' gate when it ends."""
    one = two_waves(scene)
    one.later(minutes=2)
    one.set_alert(paused="feil område", paused_at=one.now_ms)
    one.later(hours=0.5)
    one.tick()
    one.ledger.write_now(conduct.resume, one.alert(), one.now)
    one.tick()
    assert opened(one) == ["approval", None]
    one.later(minutes=3)
    one.tick()

    assert opened(one) == ["approval", "clock"]


def test_an_alert_is_done_when_nothing_is_left(scene: Make) -> None:
    """Every wave opened and closed, nothing waiting, sending or unsure."""
    one = two_waves(scene, staff=1, share=1.0)
    tell(one, 1)
    one.tick()
    tell(one, 3)
    one.tick()
    one.tick()

    assert one.alert().state == "done"
    assert set(one.states()) == {"accepted"}


def test_expiry_ends_sending_but_not_the_public_state(scene: Make) -> None:
    """Waiting rows end skipped: expired; what is public stays until somebody ends it."""
    one = two_waves(scene)
    one.ledger.write_now(public.publish, ALERT, "exercise", one.now)
    tell(one, 2)
    one.later(hours=2)

    assert one.tick() == ["expire"]
    assert one.alert().state == "expired"
    assert [row.reason for row in one.rows(state="skipped")] == ["expired"] * 11
    assert len(one.ledger.read_now(public.state, ["exercise"])[2]) == 1


@pytest.mark.parametrize("state", ["stopped", "expired"])
def test_an_end_in_the_middle_of_the_expansion_leaves_nobody_without_a_row(scene: Make, state: str) -> None:
    """Everyone in the snapshot has a row, also those the expansion had not come to: skipped, with the reason."""
    one = scene(WaveSpec(people=mobiles(7)))
    one.ledger.write_now(expansion.expand_slice, 1, one.now_ms, 3)
    one.set_alert(state=state)
    one.expand(size=3)
    one.ledger.write_now(conduct.sweep_ended)

    assert [(row.state, row.reason) for row in one.rows()] == [("skipped", state)] * 7


def test_stop_lets_nothing_new_leave_and_withdraws_the_public_state(scene: Make) -> None:
    """In flight is recorded; a row that comes back to waiting afterwards is skipped too."""
    one = two_waves(scene)
    one.ledger.write_now(public.publish, ALERT, "exercise", one.now)
    in_flight = cycle(one, 2).claims
    one.set_alert(state="stopped")
    one.ledger.write_now(conduct.stop, ALERT, one.now)
    done = one.ledger.write_now(
        claims.cycle, one.lane(), [end(one, in_flight[0], NotSent(reason="refused connection"))], 10, one.now_ms
    )
    one.ledger.write_now(conduct.sweep_ended)

    assert done.claims == []
    assert one.states() == ["skipped", "sending"] + ["skipped"] * 11
    assert one.ledger.read_now(public.state, ["exercise"])[2] == []
