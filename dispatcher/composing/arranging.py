"""The desk's queue: every draft that waits, what is taken up first, and the channels that it goes out on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.composing import composition
from dispatcher.composing.desk import frozen_plan, journal
from dispatcher.domain.desk_queue import Priority, check_left_out
from dispatcher.domain.errors import Conflict, Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import AlertAct, AlertState
from dispatcher.ledger import board, incidents, planning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.composing.desk import Desk
    from dispatcher.domain.states import ChannelName
    from dispatcher.ledger.accounts import User

WAITS = (AlertState.DRAFT, AlertState.RETURNED)


def arrange(
    desk: Desk,
    connection: Connection,
    user: User,
    alert_id: str,
    *,
    priority: Priority | None = None,
    leave_out: Sequence[ChannelName] | None = None,
    now: datetime,
) -> None:
    """Set a draft's priority, its channels, or both. ``leave_out``: all that are left out; none: the plan's.

    Other channels are another version, as after an edit. Raises NotFound, Forbidden, Conflict, InvalidInput.
    """
    demand(user.roles, Act.ARRANGE)
    row = incidents.alert(connection, alert_id)
    if row.state not in WAITS:
        raise Conflict("state", "Varselet er ikke lenger et utkast. Det står ikke i køen.")
    if priority is None and leave_out is None:
        raise InvalidInput(Fault("body", "Det er ingenting å endre. Send priority eller leave_out."))
    data: dict[str, Any] = {}
    if priority is not None:
        incidents.set_values(connection, row.id, priority=str(priority))
        data["priority"] = str(priority)
    if leave_out is not None:
        data["leave_out"] = _leave_out(desk, connection, row, list(dict.fromkeys(leave_out)), user.name, now)
    journal(connection, "alert.arranged", user, row, data, now)


def _leave_out(
    desk: Desk, connection: Connection, row: Row[Any], leave_out: Sequence[ChannelName], user: str, now: datetime
) -> list[str]:
    plan, scenario = frozen_plan(connection, row)
    check_left_out(scenario, leave_out)
    gone = [str(channel) for channel in leave_out]
    changed = {"version": row.version + 1, "fingerprint": None, "edited_by": user, "left_out": json.dumps(gone)}
    incidents.move(connection, row, AlertAct.EDIT, **changed)
    planning.clear(connection, row.id, row.version)
    composition.write(connection, plan, desk, incidents.alert(connection, row.id), now, final=False)
    return gone


def queue(connection: Connection) -> list[dict[str, Any]]:
    """The heads of all drafts and returned alerts, in the order they are to be taken up: the oldest of a kind first."""
    found = [row for row in incidents.all_alerts(connection) if row.state in WAITS]
    found.sort(key=lambda row: (Priority(row.priority).rank, row.rank, row.created_at, row.id))
    return [board.head_view(connection, row, row.scenario) for row in found]
