"""Nothing leaves by the wrong lane: checked before a socket opens, on every send and at construction."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex

from pydantic import SecretStr

from dispatcher.domain.errors import WrongLane
from dispatcher.domain.phone import is_fictional
from dispatcher.domain.states import LaneKind
from dispatcher.ports import Message, serves
from dispatcher.typed_addresses import is_loopback


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What one channel object may be handed. ``host`` is the host of its endpoint, as its own client reads it.

    A capture channel talks to this machine and to nothing else. A real channel whose endpoint is this machine is a
    test's provider: the one place where a real channel may meet a fictional person.
    """

    kind: LaneKind
    host: str
    local: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "local", is_loopback(self.host))
        if self.kind is LaneKind.CAPTURE and not self.local:
            raise WrongLane("a capture channel only talks to this machine itself")

    def check(self, message: Message) -> None:
        """Raises WrongLane, and names neither the recipient nor the text."""
        if not serves(self.kind, message.mode):
            raise WrongLane(f"a {self.kind} channel was handed a message of mode {message.mode}")
        if self.local:
            return
        if message.fictional or is_fictional(message.address):
            raise WrongLane("a real channel was handed a fictional recipient")


@dataclass(frozen=True, slots=True)
class CaptureCredential:
    """The account that the capture process is told about: derived from ``seed`` and impossible to set.

    So no wiring mistake can put a real credential into a capture lane. The same seed gives the same credential, so
    that callbacks signed before a restart are still valid after it.
    """

    seed: str = field(default_factory=token_hex, repr=False)
    account_sid: str = field(init=False)
    auth_token: SecretStr = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "account_sid", "AC" + self._derive("account"))
        object.__setattr__(self, "auth_token", SecretStr(self._derive("token")))

    def _derive(self, what: str) -> str:
        return sha256(f"dispatcher capture {what} {self.seed}".encode()).hexdigest()[:32]
