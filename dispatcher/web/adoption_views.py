"""What an alert's view says of the words it was made from: changed since they were adopted, or not adopted at all."""

from __future__ import annotations

import json

from sqlalchemy import Connection, Row

from dispatcher.ledger import incidents, journal

NOT_BEFOREHAND = "approval.not-beforehand"


def warnings(connection: Connection, row: Row[str]) -> list[str]:
    """Of texts that somebody stood behind until they were changed, and of a yes beforehand that did not hold."""
    return [*_changed(connection, row), *_not_beforehand(connection, row)]


def _changed(connection: Connection, row: Row[str]) -> list[str]:
    texts = incidents.variants_of(connection, row.id, row.version)
    found = dict.fromkeys((text.language, text.adopted_before) for text in texts if text.adopted_before)
    return [
        f"Ordene i malen på {language} er endret etter at {who} godkjente dem, så de er et utkast igjen."
        for language, who in found
    ]


def _not_beforehand(connection: Connection, row: Row[str]) -> list[str]:
    entries = journal.of_incident(connection, row.incident)
    mine = [entry for entry in entries if entry.alert_id == row.id and entry.kind == NOT_BEFOREHAND]
    if not mine or row.submitted_at is None or mine[-1].at < row.submitted_at:
        return []  # what an earlier submission met
    return [f"Det gikk ikke ut på forhåndsgodkjenning: {json.loads(mine[-1].data)['why']}."]
