"""SMS through Twilio's Messages API, to Twilio itself or to the capture process that speaks like it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlencode

from dispatcher.channels.guard import CaptureCredential, Guard
from dispatcher.channels.probing import probed
from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_account import account_state
from dispatcher.channels.twilio_http import Account, TwilioHttp
from dispatcher.channels.twilio_list import listed
from dispatcher.domain.outcome import Outcome, Refused
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ports import Clock, Evidence, Gap, Message, Probe, Variant
from dispatcher.settings import Twilio

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_LONGEST_VALIDITY: Final = 36_000
_VARIANTS_KEPT: Final = 256
# Twilio then retries a failed callback up to five times, on any failure. The fragment is not part of what it signs.
_RETRIED: Final = quote("#rc=5&rp=all", safe="")


class SmsChannel:
    """One POST per send. What is the same for everybody is encoded once per variant: all but To, callback, validity."""

    name = ChannelName.SMS

    def __init__(
        self,
        account: Account,
        *,
        kind: LaneKind,
        provider: str,
        sender: dict[str, str],
        public_url: str,
        clock: Clock,
    ) -> None:
        self.kind = kind
        self.provider = provider
        self._http = TwilioHttp(account, clock)
        self.guard: Final = Guard(kind=kind, host=self._http.host)
        self._sender = sender
        self._callback = quote(f"{public_url.rstrip('/')}/callbacks/twilio/", safe="")
        self._clock = clock
        self._encoded: dict[int, tuple[Variant, str]] = {}

    async def send(self, message: Message) -> Outcome:
        """One try. Raises WrongLane for a message of another lane; everything else is an outcome."""
        self.guard.check(message)
        if _E164.fullmatch(message.address) is None:
            return Refused(scope=Scope.RECIPIENT, reason=Reason.BAD_ADDRESS)
        return await self._http.post_message(self._body(message))

    async def evidence(self, gap: Gap) -> list[Evidence]:
        """What the provider's list holds of the gap. A message that is not in it may still have been accepted."""
        return await listed(self._http, gap)

    async def probe(self) -> Probe:
        """Whether the account answers, lets us in and is open; sends nothing."""
        return await probed(account_state(self._http))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    def _body(self, message: Message) -> str:
        # An attempt's id is hexadecimal, a dash and digits: nothing in it needs quoting.
        validity = int((message.expires_at - self._clock.now()).total_seconds())
        if not 1 <= validity <= _LONGEST_VALIDITY:
            validity = min(max(validity, 1), _LONGEST_VALIDITY)
        return (
            f"{self._constant(message.variant)}&To=%2B{message.address[1:]}"
            f"&StatusCallback={self._callback}{message.attempt}{_RETRIED}&ValidityPeriod={validity}"
        )

    def _constant(self, variant: Variant) -> str:
        """Body and sender, form-encoded. The text is compared too: a reused id must never send an old text."""
        kept = self._encoded.get(variant.id)
        if kept is not None and (kept[0] is variant or kept[0] == variant):
            return kept[1]
        if len(self._encoded) >= _VARIANTS_KEPT:
            self._encoded.clear()
        encoded = urlencode({**self._sender, "Body": variant.body})
        self._encoded[variant.id] = (variant, encoded)
        return encoded


class TwilioSms(SmsChannel):
    """The real one. ``provider`` tells the main account from a backup."""

    def __init__(self, settings: Twilio, *, public_url: str, clock: Clock, provider: str = "twilio") -> None:
        sender = {"MessagingServiceSid": settings.messaging_service_sid, "From": settings.sender}
        super().__init__(
            Account.of(settings),
            kind=LaneKind.REAL,
            provider=provider,
            sender={name: value for name, value in sender.items() if value},
            public_url=public_url,
            clock=clock,
        )


class CaptureSms(SmsChannel):
    """Reaches nobody: only the capture process on this machine, with a credential that was made for it."""

    def __init__(
        self,
        url: str,
        credential: CaptureCredential,
        *,
        sender: str,
        public_url: str,
        clock: Clock,
        concurrency: int = 100,
        timeout: float = 10.0,
    ) -> None:
        super().__init__(
            Account.captured(url, credential, concurrency=concurrency, timeout=timeout),
            kind=LaneKind.CAPTURE,
            provider="capture",
            sender={"From": sender},
            public_url=public_url,
            clock=clock,
        )
