"""Sessions, credentials and counted tries, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from dispatcher.domain.states import Role
from dispatcher.ledger import accounts, credentials, sessions, tries
from tests.conftest import NewLedger

NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)


def test_a_session_is_renewed_touched_and_ended(new_ledger: NewLedger) -> None:
    """A token is worth what its row says: the old one nothing, the new one until its limit."""
    ledger = new_ledger()
    user = ledger.write_now(accounts.add_user, "kari", [Role.CRISIS_TEAM], None, NOW)

    def at(token: str, moment: datetime) -> sessions.Session | None:
        return ledger.read_now(sessions.of_token, token, moment)

    first = ledger.write_now(lambda one: sessions.open_(one, user, NOW, approvers=timedelta(days=90), factor=False))
    opened = at(first, NOW)
    assert opened is not None
    second = ledger.write_now(sessions.renew, opened, NOW)
    later = NOW + timedelta(hours=1)
    ledger.write_now(sessions.touch, at(second, later).digest, later)  # type: ignore[union-attr]

    assert at(first, NOW) is None
    assert at(second, NOW).factor_at == NOW  # type: ignore[union-attr]
    assert at(second, NOW + timedelta(hours=2, minutes=59)) is not None
    assert at(second, NOW + timedelta(hours=3)) is None
    assert at("noe annet", NOW) is None
    assert ledger.write_now(sessions.end_all, user.id, sessions.ENDED, later) == 1
    assert at(second, later) is None


def test_what_is_spent_is_spent_once(new_ledger: NewLedger) -> None:
    """A step of an app, a recovery code, a challenge; and tries are counted in their window and forgotten."""
    ledger = new_ledger()
    user = ledger.write_now(accounts.add_user, "kari", [Role.CRISIS_TEAM], None, NOW).id

    def work(connection: Connection) -> list[Any]:
        credentials.set_app(connection, user, "sealed", 7, NOW)
        credentials.set_recovery_codes(connection, user, ["one", "two"], NOW)
        steps = [credentials.spend_step(connection, user, step) for step in (7, 8, 8, 6, 9)]
        codes = [credentials.spend_recovery_code(connection, user, code, NOW) for code in ("one", "one", "three")]
        over = int((NOW + timedelta(minutes=5)).timestamp() * 1000)
        spent = [credentials.spend_challenge(connection, "mark", over, NOW) for _ in range(2)]
        tries.add(connection, ("kari", "here"), NOW)
        tries.add(connection, ("kari",), NOW + timedelta(minutes=59))
        counted = [tries.count(connection, "kari", NOW - timedelta(minutes=1)), tries.count(connection, "kari", NOW)]
        return [steps, codes, spent, counted, credentials.recovery_codes_left(connection, user)]

    assert ledger.write_now(work) == [
        [False, True, False, False, True],
        [True, False, False],
        [True, False],
        [2, 1],
        1,
    ]
    assert ledger.read_now(credentials.has_factor, user)
    ledger.write_now(credentials.remove_factors, user)
    assert not ledger.read_now(credentials.has_factor, user)
