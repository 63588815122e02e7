"""The whole schema: every module that defines tables is imported here, so that ``metadata`` knows them all."""

from __future__ import annotations

from dispatcher.ledger import (
    archive_tables,
    call_tables,
    deciding_tables,
    drawn_tables,
    evaluation_tables,
    hand_tables,
    node_tables,
    open_id_tables,
    own_push_tables,
    privacy_tables,
    proposal_tables,
    sign_in_tables,
    task_tables,
)
from dispatcher.ledger.tables import metadata

__all__ = [
    "archive_tables",
    "call_tables",
    "deciding_tables",
    "drawn_tables",
    "evaluation_tables",
    "hand_tables",
    "metadata",
    "node_tables",
    "open_id_tables",
    "own_push_tables",
    "privacy_tables",
    "proposal_tables",
    "sign_in_tables",
    "task_tables",
]
