"""What the tests send, and a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from dispatcher.domain.states import AudienceClass, ChannelName, Mode
from dispatcher.ports import Message, Variant

NIGHT = datetime(2026, 11, 22, 2, 12, tzinfo=UTC)
ADDRESS = "varsling.loten.example"
PUBLIC_URL = f"https://{ADDRESS}"
# Canaries: what must never turn up in an outcome, an error or a log line.
NUMBER = "+4742123456"
EMAIL = "kari.nordmann@loten.example"
TOKEN = "canary-token-0123456789"
PASSWORD = "canary-password-0123456789"


@dataclass(slots=True)
class StillClock:
    """Moves when it is told to."""

    at: datetime = NIGHT
    ticks: float = field(default=1000.0)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.ticks


def variant(channel: ChannelName = ChannelName.SMS, **changed: str) -> Variant:
    """A short warning in bokmål."""
    texts: dict[str, Any] = {
        "headline": "Kokevarsel på Ådalsbruk",
        "body": "KOKEVARSEL fra Løten kommune: kok vannet & vent. Nr 4821",
    }
    if channel is ChannelName.EMAIL:
        texts["html"] = "<p>KOKEVARSEL fra Løten kommune: kok vannet &amp; vent. Nr 4821</p>"
    texts |= changed
    return Variant(id=1, cls=AudienceClass.CITIZEN, channel=channel, language="nb", **texts)


def message(
    address: str,
    *,
    channel: ChannelName = ChannelName.SMS,
    mode: Mode = Mode.REAL,
    attempt: str = "4f1c2b",
    delivery: int = 1,
    fictional: bool = True,
    text: Variant | None = None,
    expires_in: timedelta = timedelta(hours=2),
    reference: str = "",
) -> Message:
    """One attempt, to a person who does not exist."""
    return Message(
        attempt=attempt,
        delivery=delivery,
        reference=reference or f"d{delivery}.4821",
        mode=mode,
        address=address,
        fictional=fictional,
        variant=text or variant(channel),
        expires_at=NIGHT + expires_in,
    )
