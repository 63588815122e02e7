"""Who reads an alert's rows is written down first; a ledger that cannot be written holds nobody's answer back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import structlog

from dispatcher.approval import reading
from dispatcher.domain.errors import Unavailable

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.ledger.accounts import User
    from dispatcher.web.services import Services

log = structlog.get_logger()

LONGEST_WAIT: Final = 1.0
"""Seconds. A line that waits longer behind a send is still written, after the answer has begun."""


async def journal_rows(node: Services, user: User, alert: str, now: datetime) -> None:
    """One line a user, alert and hour. Raises NotFound; never fails because the ledger is busy, full or read-only."""
    if await node.ledger.read(reading.rows_known, user, alert, now):
        return
    line = asyncio.create_task(_written(node, user, alert, now), name="rows.read")
    _, late = await asyncio.wait({line}, timeout=LONGEST_WAIT)
    if late:
        log.warning("rows.journalled_late", alert=alert)


async def _written(node: Services, user: User, alert: str, now: datetime) -> None:
    try:
        await node.ledger.write(reading.remember_alert_rows, user, alert, now)
    except Unavailable as error:
        log.warning("rows.not_journalled", alert=alert, user=user.id, error=type(error).__name__)
