"""What the public archive is made of: real alerts that stood on the page, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from dispatcher.ledger import public
from dispatcher.ledger.public_archive import archived
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.written import ALERT, Story

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def withdraw(connection: Connection) -> None:
    public.withdraw(connection, ALERT, NOW)


@pytest.mark.requirement("R121")
def test_the_archive_has_what_was_real_and_public(tell: Callable[[Story], Told]) -> None:
    """A real alert with the words of its page, also when it has been taken down; an exercise is not there."""
    real = tell(replace(night_a(10), mode="real"))
    [before] = real.read(archived)
    real.ledger.write_now(withdraw)
    [after] = real.read(archived)

    assert (before.id, before.ended_at) == (ALERT, None)
    assert before.texts["nb"].headline == "Kokevarsel i Ådalsbruk"
    assert after.ended_at == int(NOW.timestamp() * 1000)
    assert after.texts == before.texts
    assert tell(night_a(10)).read(archived) == ()
