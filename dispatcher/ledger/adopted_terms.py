"""How long the plan of an incident lets its people stand by name: as the plan said when they were told.

The frozen plan counts and not today's file: a slip of the pen in plan.yaml must neither lengthen what was promised
when people were told, nor at the next hour erase for ever what lies years back. Settings may be shorter, for all.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from dispatcher.domain.plan.retention import Retention
from dispatcher.domain.retention import Limits
from dispatcher.ledger.tables import plans

if TYPE_CHECKING:
    from collections.abc import Mapping


def of_plans(connection: Connection) -> Mapping[str, Limits]:
    """The limits of every frozen plan, by its hash."""
    return {row.hash: _limits(row.document) for row in connection.execute(select(plans.c.hash, plans.c.document))}


def newest(connection: Connection) -> Limits:
    """Of the plan that came into use last: for what belongs to no incident."""
    last = select(plans.c.document).order_by(plans.c.first_used_at.desc()).limit(1)
    document = connection.scalar(last)
    return _limits(document) if document else Limits()


@lru_cache(maxsize=16)
def _limits(document: str) -> Limits:
    """A document without the part limits nothing: the settings alone count."""
    written = json.loads(document).get("retention")
    return Retention.model_validate(written).limits if written else Limits()
