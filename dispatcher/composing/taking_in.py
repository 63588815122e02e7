"""A proposal of an approver's: tried as an edit before it is kept, and taken in by whoever submits, in one act."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dispatcher.composing import advising, handing_over, police
from dispatcher.composing.desk import frozen_plan, journal
from dispatcher.domain.errors import Conflict
from dispatcher.domain.rights import Act, demand
from dispatcher.ledger import incidents, proposals

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.composing.desk import Desk
    from dispatcher.ledger.accounts import User
    from dispatcher.ledger.proposals import Proposal

STALE = "Varselet er endret siden forslaget ble skrevet, eller forslaget er alt tatt inn. Les varselet på nytt."


def try_out(desk: Desk, connection: Connection, row: Row[Any], said: Proposal, now: datetime) -> Proposal:
    """Edit the returned alert so and undo it. Raises InvalidInput for what an edit or a submit would refuse.

    Returns it with times that mean the same tomorrow.
    """
    trial = connection.begin_nested()
    try:
        desk.rewrite(connection, row, row.edited_by, given=said.fields, own_texts=said.texts, now=now)
        written = incidents.alert(connection, row.id)
        plan, scenario = frozen_plan(connection, written)
        police.submit(connection, plan, scenario, written, row.edited_by, now)
        advising.refuse_identity_numbers(connection, written, plan, scenario)
        handing_over.check_limits(connection, written, plan)
        fields: dict[str, str] = json.loads(written.fields)
        return replace(said, fields={key: fields[key] for key in said.fields})
    finally:
        trial.rollback()


def take_in(
    desk: Desk, connection: Connection, user: User, alert_id: str, proposal: int, people: int | None, now: datetime
) -> str:
    """*returned* → *submitted* with the proposed words, edited and submitted by ``user``. Returns the fingerprint."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.SUBMIT)
    found = proposals.standing(connection, row)
    if found is None or found.id != proposal:
        raise Conflict("changed", STALE)
    data = {"by": found.by, "proposed_version": row.version}
    journal(connection, proposals.TAKEN, user, row, data, now)
    desk.edit(connection, user, alert_id, given=found.said.fields, own_texts=found.said.texts, now=now)
    fingerprint = desk.submit(connection, user, alert_id, people, now)
    proposals.take(connection, found.id, user.name, incidents.alert(connection, alert_id).version, now)
    return fingerprint
