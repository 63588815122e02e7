"""Tests (*varslingsprøve*): real lanes, but only to people who have agreed. Checked again at every claim."""

from __future__ import annotations

from sqlalchemy import Connection, func, or_, select

from dispatcher.ledger.tables import deliveries, lists, people, waves

MOST_TESTERS = 300


def allowed(connection: Connection, alert: str) -> bool:
    """Whether a test has few enough rows, no public wave, and nobody whose list has not agreed."""
    rows = (
        select(func.count(), func.count(deliveries.c.ref.distinct()))
        .select_from(deliveries)
        .join(people, people.c.id == deliveries.c.person_id, isouter=True)
        .join(lists, lists.c.id == people.c.list_id, isouter=True)
        .where(deliveries.c.alert_id == alert)
    )
    people_meant = connection.execute(rows).one()[1]
    outside = connection.execute(rows.where(or_(lists.c.id.is_(None), ~lists.c.consenting))).one()[0]
    public = connection.scalar(select(func.count()).where(waves.c.alert_id == alert, waves.c.public))
    return people_meant <= MOST_TESTERS and not outside and not public
