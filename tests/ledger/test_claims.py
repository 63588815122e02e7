"""A claim is an intent: what a lane's cycle moves, and what it never touches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, func, select, text

from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.policy import after
from dispatcher.domain.states import LaneKind, Scope
from dispatcher.ledger import claims, outcomes
from dispatcher.ledger.claims import Claim, Cycle, Lane
from dispatcher.ledger.outcomes import Ended
from dispatcher.ledger.prepared import Prepared
from dispatcher.ledger.tables import attempts
from tests.ledger.scene import Scene, WaveSpec, mobiles

Make = Callable[..., Scene]


def cycle(one: Scene, room: int, *ended: Ended, lane: Lane | None = None) -> Cycle:
    return one.ledger.write_now(claims.cycle, lane or one.lane(), list(ended), room, one.now_ms)


def end(one: Scene, claim: Claim, outcome: Outcome) -> Ended:
    following = after(outcome, tries=claim.tries)
    return Ended(
        attempt=claim.attempt,
        delivery=claim.delivery,
        alert=claim.alert,
        at=one.now_ms,
        next=following,
        provider_id=following.provider_id,
        due_at=one.now_ms + int(following.wait * 1000),
    )


def test_a_claim_commits_an_intent_for_no_more_than_there_is_room(scene: Make) -> None:
    """Three free slots move three rows to sending, with an attempt each; the others wait."""
    one = scene(WaveSpec(people=mobiles(5)))
    one.expand()

    claimed = cycle(one, 3).claims

    assert one.states() == ["sending"] * 3 + ["waiting"] * 2
    assert len({claim.attempt for claim in claimed}) == 3
    assert all(len(claim.attempt) > 32 for claim in claimed)
    intents = one.ledger.read_now(
        lambda connection: connection.scalar(select(func.count()).where(attempts.c.state == "intent"))
    )
    assert intents == 3
    assert one.alert().state == "sending"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Accepted(provider_id="SM1"), "accepted"),
        (Refused(scope=Scope.RECIPIENT, reason="no such number"), "failed"),
        (Refused(scope=Scope.ROUTE, reason="credentials"), "waiting"),
        (Refused(scope=Scope.MESSAGE, reason="content"), "waiting"),
        (NotSent(reason="refused connection"), "waiting"),
        (Unsure(reason="silence"), "unsure"),
    ],
)
def test_each_outcome_moves_its_row(scene: Make, outcome: Outcome, state: str) -> None:
    """Only a refusal of the recipient ends a delivery; what may have left is unsure."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    claim = cycle(one, 1).claims[0]

    done = cycle(one, 0, end(one, claim, outcome))

    assert one.states() == [state]
    assert done.stale == []


def test_a_route_refusal_is_not_counted_as_a_try(scene: Make) -> None:
    """A provider that answers 401 for a minute costs nobody their tries."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    for _ in range(5):
        claim = cycle(one, 1).claims[0]
        cycle(one, 0, end(one, claim, Refused(scope=Scope.ROUTE, reason="credentials")))
        one.later(seconds=2)

    (row,) = one.rows()

    assert (row.state, row.tries, row.attempts) == ("waiting", 0, 5)


def test_an_outcome_of_another_attempt_changes_nothing(scene: Make) -> None:
    """A zombie's completion is refused: the row belongs to the attempt that holds it now."""
    one = scene(WaveSpec(people=mobiles(1)))
    one.expand()
    claim = cycle(one, 1).claims[0]
    first = end(one, claim, NotSent(reason="refused connection"))
    cycle(one, 0, first)
    one.later(minutes=10)
    second = cycle(one, 1).claims[0]

    done = cycle(one, 0, end(one, claim, Accepted(provider_id="SM1")))

    assert done.stale == [claim.attempt]
    assert one.rows()[0].attempt_id == second.attempt
    assert one.states() == ["sending"]


@pytest.mark.parametrize(
    "values",
    [
        {"paused": "feil område"},
        {"state": "stopped"},
        {"state": "expired"},
        {"state": "submitted"},
        {"expires_at": 1},
        {"approved_fingerprint": "0" * 64},
        {"mode": "real"},
    ],
    ids=lambda values: str(next(iter(values.items()))),
)
def test_nothing_is_claimed_of_an_alert_that_may_not_send(scene: Make, values: dict[str, object]) -> None:
    """Pause, stop, expiry, another text than the approved and another mode all bite at the next cycle."""
    one = scene(WaveSpec(people=mobiles(2)))
    one.expand()
    one.set_alert(**values)

    assert cycle(one, 10).claims == []
    assert one.states() == ["waiting", "waiting"]


@pytest.mark.requirement("R029")
def test_a_shut_wave_is_never_claimed(scene: Make) -> None:
    """Citizens' rows exist before the gate opens and cannot be claimed."""
    one = scene(WaveSpec(people=mobiles(2)), WaveSpec(people=mobiles(3, "43"), share=1.0, longest_wait=60_000))
    one.expand()

    claimed = cycle(one, 100).claims

    assert [claim.address for claim in claimed] == mobiles(2)
    assert one.states() == ["sending"] * 2 + ["waiting"] * 3


def test_a_wave_with_nothing_due_is_not_looked_at(scene: Make) -> None:
    """It stays open until its last row has an end: of hundreds of such waves, a cycle must not ask one by one."""
    one = scene(WaveSpec(people=mobiles(2)))
    one.expand()

    def looked_at() -> int:
        return len(one.ledger.read_now(claims.open_waves, one.lane(), one.now_ms))

    assert looked_at() == 1
    first, second = cycle(one, 2).claims
    assert looked_at() == 0
    cycle(one, 0, end(one, first, Accepted(provider_id="SM1")), end(one, second, NotSent(reason="refused connection")))
    assert looked_at() == 0
    one.later(seconds=6)
    assert looked_at() == 1


def test_a_real_lane_never_sees_an_exercise(scene: Make) -> None:
    """Exercise is not an if in a channel: the real lane's cycle cannot claim its rows."""
    one = scene(WaveSpec(people=mobiles(2)))
    one.expand()
    lane = one.lane()
    real = Lane(channel=lane.channel, kind=LaneKind.REAL, provider="twilio", incarnation="x")

    assert cycle(one, 10, lane=real).claims == []


def test_outcomes_of_many_kinds_in_one_commit_each_reach_their_own_row(scene: Make) -> None:
    """What a batch shares is bound once; the provider's id, the moment and the wait are each row's own."""
    one = scene(WaveSpec(people=mobiles(6)))
    one.expand()
    claimed = cycle(one, 6).claims
    told = after(Accepted(provider_id=""), tries=0)
    outcomes = [
        end(one, claimed[0], Accepted(provider_id="SM0"))._replace(next=told),
        end(one, claimed[1], NotSent(reason="busy")),
        end(one, claimed[2], Accepted(provider_id="SM2"))._replace(next=told),
        end(one, claimed[3]._replace(tries=3), NotSent(reason="busy")),
        end(one, claimed[4], Unsure(reason="silence")),
        end(one, claimed[5], Accepted(provider_id="SM5"))._replace(next=told),
    ]

    done = cycle(one, 0, *outcomes)

    states = ["accepted", "waiting", "accepted", "waiting", "unsure", "accepted"]
    assert done.stale == []
    assert [(row.state, row.provider_id) for row in one.rows()] == list(
        zip(states, ["SM0", None, "SM2", None, None, "SM5"], strict=True)
    )
    assert [row.due_at - one.now_ms for row in one.rows()] == [0, 5_000, 0, 40_000, 0, 0]


def plan_of(one: Scene, statement: Prepared) -> str:
    def explain(connection: Connection) -> str:
        ready = statement.on("sqlite")
        found = Prepared(f"EXPLAIN QUERY PLAN {ready.sql}").run(connection, ready.constants)
        return "\n".join(str(row[3]) for row in found)

    return one.ledger.read_now(explain)


@pytest.mark.sqlite
def test_claiming_uses_the_index_of_what_is_due(scene: Make) -> None:
    """The plan of the hot statement is a search by the partial index, never a scan or a sort of all rows."""
    one = scene(WaveSpec(people=mobiles(2)))

    found = plan_of(one, claims._PICK)

    assert "USING INDEX deliveries_due (wave_id=? AND channel=? AND due_at<?)" in found
    assert "TEMP B-TREE" not in found


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement", [claims._INTENTS, claims._CLAIMS, outcomes._END_ATTEMPTS, outcomes._END_DELIVERIES]
)
def test_a_batch_is_written_by_the_rows_own_keys(scene: Make, statement: Prepared) -> None:
    """None of the statements of a cycle reads the table to find its rows."""
    one = scene(WaveSpec(people=mobiles(2)))

    found = plan_of(one, statement)

    assert "USING INTEGER PRIMARY KEY" in found or "USING PRIMARY KEY (delivery_id=? AND id=?)" in found
    assert "SCAN deliveries" not in found
    assert "SCAN attempts" not in found


def test_a_reader_cannot_write(scene: Make) -> None:
    """What reads the board cannot change the record by accident."""
    one = scene(WaveSpec(people=mobiles(1)))

    with pytest.raises(Exception, match=r"readonly|read-only|ReadOnly"):
        one.ledger.read_now(lambda connection: connection.execute(text("DELETE FROM deliveries")))
