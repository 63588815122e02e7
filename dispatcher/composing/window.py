"""The digital window: how long phones can be counted on when power goes. While it is open, the tool asks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from dispatcher.composing.night import OSLO
from dispatcher.domain.states import AlertKind
from dispatcher.ledger import incidents
from dispatcher.ledger.oddities import OPEN
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Scenario


def warnings(connection: Connection, row: Row[Any], scenario: Scenario, now: datetime) -> list[str]:
    """What to think of before this alert is sent; nothing once it is decided, or when it says that all is over."""
    if scenario.digital_window is None or row.state not in OPEN or row.kind == AlertKind.ALL_CLEAR:
        return []
    opened = incidents.incident(connection, row.incident)
    began = min(moment for moment in (opened.occurred_at, opened.known_at, opened.opened_at) if moment is not None)
    closes = at(began) + scenario.digital_window
    when = f"{closes.astimezone(OSLO):%d.%m kl %H.%M}"
    left = math.ceil((closes - now).total_seconds() / 60)
    if left > 0:
        return [f"Send møteplasser nå? Om {left} min ({when}) kan mobilnettet være borte, og da når ingen SMS fram."]
    return [f"Mobilnettet kan være borte siden {when}. Bruk radio, plakater og folk i tillegg til SMS."]
