"""Telephone calls through Twilio's Calls API: the same account and wire as SMS, another address.

What is said is not sent with the call: Twilio fetches it from the node when somebody answers (``web/telephone``), from
an address that names the attempt and nothing of the person. So a call that is placed while the node is away says
nothing; it has rung all the same. A call answered is *delivered*.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlencode

from dispatcher.channels.guard import CaptureCredential, Guard
from dispatcher.channels.probing import probed
from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_account import account_state
from dispatcher.channels.twilio_http import Account, TwilioHttp
from dispatcher.channels.twilio_list import called
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Outcome, Refused
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ports import Clock, Evidence, Gap, Message, Probe
from dispatcher.settings import Twilio

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
RINGS: Final = 30
"""Seconds a phone rings before the call is *no-answer*: six rings, and most voice mail has not taken it."""
_TOLD_OF: Final = tuple(("StatusCallbackEvent", event) for event in ("initiated", "ringing", "answered", "completed"))
# Twilio then retries a failed callback. What is to be said is asked for while somebody waits: twice more at most.
_RETRIED: Final = "#rc=5&rp=all"
_TWICE: Final = "#rc=2&rp=all"


class VoiceChannel:
    """One POST per call. ``caller``: the number that is shown, which must be one that can be called back."""

    name = ChannelName.VOICE

    def __init__(
        self, account: Account, *, kind: LaneKind, provider: str, caller: str, public_url: str, clock: Clock
    ) -> None:
        self.kind = kind
        self.provider = provider
        self._http = TwilioHttp(account, clock)
        self.guard: Final = Guard(kind=kind, host=self._http.host)
        self._callbacks = f"{public_url.rstrip('/')}/callbacks/twilio/"
        self._constant = urlencode((("From", caller), ("Timeout", str(RINGS)), *_TOLD_OF))

    async def send(self, message: Message) -> Outcome:
        """One try. Raises WrongLane for a message of another lane; everything else is an outcome."""
        self.guard.check(message)
        if _E164.fullmatch(message.address) is None:
            return Refused(scope=Scope.RECIPIENT, reason=Reason.BAD_ADDRESS)
        mine = f"{self._callbacks}{message.attempt}"
        said, told = quote(f"{mine}/voice{_TWICE}", safe=""), quote(f"{mine}{_RETRIED}", safe="")
        return await self._http.post_call(
            f"{self._constant}&To=%2B{message.address[1:]}&Url={said}&StatusCallback={told}"
        )

    async def evidence(self, gap: Gap) -> list[Evidence]:
        """What the provider's list of calls holds of the gap: numbers and times, no words."""
        return await called(self._http, gap)

    async def probe(self) -> Probe:
        """Whether the account answers, lets us in and is open; calls nobody."""
        return await probed(account_state(self._http))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()


class TwilioVoice(VoiceChannel):
    """The real one, for an account with a number that receives. Raises WrongLane without one."""

    def __init__(self, settings: Twilio, *, public_url: str, clock: Clock, provider: str = "twilio") -> None:
        if settings.reply_number is None:
            raise WrongLane("calls need a number to call from")
        super().__init__(
            Account.of(settings),
            kind=LaneKind.REAL,
            provider=provider,
            caller=settings.reply_number,
            public_url=public_url,
            clock=clock,
        )


class CaptureVoice(VoiceChannel):
    """Rings nobody: only the capture process on this machine, with a credential that was made for it."""

    def __init__(
        self,
        url: str,
        credential: CaptureCredential,
        *,
        caller: str,
        public_url: str,
        clock: Clock,
        concurrency: int = 100,
        timeout: float = 10.0,
    ) -> None:
        super().__init__(
            Account.captured(url, credential, concurrency=concurrency, timeout=timeout),
            kind=LaneKind.CAPTURE,
            provider="capture",
            caller=caller,
            public_url=public_url,
            clock=clock,
        )
