"""What is known on the inside before the outside is asked: the need, and the node that works on the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.probes import Probed


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one alert to everybody takes. ``plan`` None: it cannot be used, so nobody knows the price."""

    plan: Plan | None
    mobiles: int
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What the ledger knows of the node that works on it. ``token`` None: the ledger cannot be opened."""

    runs: bool = False
    token: str | None = None
    probes: Mapping[str, Probed]
