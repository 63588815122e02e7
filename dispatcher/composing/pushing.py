"""The request for approval by push, to approvers who have tied a browser to their account. It names nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dispatcher.domain.states import ChannelName, Mode
from dispatcher.ledger import own_push, service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.service import Say

KEY = "approval-push"
LASTS = timedelta(hours=1)
_PUSH = (ChannelName.PUSH,)


def push_request(
    connection: Connection,
    plan: Plan,
    scenario: Scenario,
    row: Row[Any],
    persons: Sequence[str],
    say: Say,
    now: datetime,
) -> None:
    """Besides SMS and e-mail. Not in a test, whose every recipient stands on a list that has agreed to it."""
    have = dict.fromkeys(person for person, _, _ in own_push.browsers(connection, persons))
    if not have or row.mode == Mode.TEST:
        return
    given = {"scenario": scenario.name, "kind": str(row.kind)}
    texts = service.texts_for(say, plan, tuple(have), KEY, lambda _: given, Mode(row.mode), _PUSH)
    message = service.ServiceMessage(
        key=KEY, about=row.id, persons=tuple(have), texts=texts, expires_after=LASTS, ways=_PUSH
    )
    service.send_service(connection, plan, row.incident, message, now)
