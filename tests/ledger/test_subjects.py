"""Whom the municipality's own sign-in means, and who came in beside it: on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from dispatcher.domain.errors import Conflict
from dispatcher.domain.states import Role
from dispatcher.ledger import accounts, alarm_book, emergency, sessions, subjects
from dispatcher.ledger.audit import Facts
from dispatcher.ledger.engine import Ledger

NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
HERE, THERE = "https://login.example/a", "https://login.example/b"


@pytest.fixture
def ledger(new_ledger: Callable[[], Ledger]) -> Ledger:
    return new_ledger()


def users(ledger: Ledger) -> list[accounts.User]:
    return [ledger.write_now(accounts.add_user, name, [Role.APPROVER], None, NOW) for name in ("anne", "kari")]


def test_a_person_there_is_one_account_here(ledger: Ledger) -> None:
    """By issuer and subject, to the letter; a new tie takes the old one's place; untied is a stranger."""
    anne, kari = users(ledger)
    ledger.write_now(subjects.tie, anne.id, HERE, "Sub", NOW)
    ledger.write_now(subjects.tie, kari.id, THERE, "Sub", NOW)
    with pytest.raises(Conflict):
        ledger.write_now(subjects.tie, kari.id, HERE, "Sub", NOW)
    strangers = [(HERE, "sub"), (HERE, "Sub "), (f"{HERE}/", "Sub"), ("", "Sub")]

    assert ledger.read_now(subjects.user_meant, HERE, "Sub") == anne
    assert ledger.read_now(subjects.user_meant, THERE, "Sub") == kari
    assert [ledger.read_now(subjects.user_meant, *one) for one in strangers] == [None] * 4
    ledger.write_now(subjects.tie, anne.id, HERE, "Ny", NOW)
    assert ledger.read_now(subjects.user_meant, HERE, "Sub") is None
    assert ledger.write_now(subjects.untie, anne.id, HERE)
    assert not ledger.write_now(subjects.untie, anne.id, HERE)
    assert not ledger.read_now(subjects.is_tied, anne.id, HERE)
    assert ledger.read_now(subjects.is_tied, kari.id, THERE)


def test_an_emergency_is_an_alarm_for_twelve_hours(ledger: Ledger) -> None:
    """One for each account, however often; it ends by itself."""
    anne, kari = users(ledger)
    for user, minutes in ((anne, 0), (anne, 5), (kari, 6)):
        ledger.write_now(emergency.signed_in, user, NOW + timedelta(minutes=minutes))
    facts = Facts(watching_since=NOW)
    raised = [
        [item.about for item in ledger.write_now(alarm_book.settle, facts, NOW + timedelta(minutes=minutes))]
        for minutes in (7, 8, 13 * 60)
    ]

    assert raised == [["anne", "kari"], [], []]
    assert ledger.read_now(alarm_book.standing) == []


def test_a_factor_is_as_old_as_it_was_shown(ledger: Ledger) -> None:
    """Elsewhere, a while ago: the session is whole and not fresh; shown anew, it is fresh as of then."""
    anne, _ = users(ledger)
    lasts = timedelta(days=90)
    before, lately = NOW - timedelta(hours=1), NOW - timedelta(minutes=1)
    token = ledger.write_now(lambda one: sessions.open_(one, anne, NOW, approvers=lasts, factor=True, shown=before))
    session = ledger.read_now(sessions.of_token, token, NOW)
    assert session is not None
    renewed = ledger.write_now(lambda one: sessions.renew(one, session, NOW, shown=lately))
    fresh = ledger.read_now(sessions.of_token, renewed, NOW)
    assert fresh is not None

    assert (session.factor_at, session.fresh(NOW), session.has_passkey) == (before, False, False)
    assert (fresh.factor_at, fresh.fresh(NOW)) == (lately, True)
    assert not fresh.fresh(NOW + timedelta(minutes=4, seconds=1))
    assert ledger.read_now(sessions.of_token, token, NOW) is None
