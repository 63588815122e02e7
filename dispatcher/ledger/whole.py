"""The whole schema: every module that defines tables is imported here, so that ``metadata`` knows them all."""

from __future__ import annotations

from dispatcher.ledger import node_tables, task_tables
from dispatcher.ledger.tables import metadata

__all__ = ["metadata", "node_tables", "task_tables"]
