"""What a channel may answer: accepted, refused, not sent, unsure. A channel never loops, sleeps or writes state."""

from __future__ import annotations

from dataclasses import dataclass

from dispatcher.domain.states import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The provider took responsibility. ``provider_id`` is its name for the message (SM…, "queued as …")."""

    provider_id: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The provider said no. Only a refusal of the recipient ends a delivery."""

    scope: Scope
    reason: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """Certainly not accepted: try again. ``slow_down``: the provider asked for less; ``retry_after`` in seconds."""

    reason: str
    retry_after: float | None = None
    slow_down: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """The request may have left and no answer came: the window where lost and duplicate messages live."""

    reason: str
    code: str = ""


Outcome = Accepted | Refused | NotSent | Unsure
