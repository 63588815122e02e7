"""The staff's own chat through its incoming webhooks (Teams, Slack, Mattermost …), or the capture in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import orjson
from pydantic import SecretStr
from yarl import URL

from dispatcher.channels.guard import CaptureCredential, Guard
from dispatcher.channels.http_client import Answer, HttpClient
from dispatcher.channels.reasons import Reason
from dispatcher.channels.twilio_answers import retry_after
from dispatcher.chat_settings import ChatForm
from dispatcher.domain.endpoint import is_local
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ports import Clock, Evidence, Gap, Message, Probe, Variant

TIMEOUT: Final = 10.0
ROOMS: Final = 4
"""Requests at once: a municipality has a handful of rooms."""


class ChatChannel:
    """One POST to the room's own address. A chat has no key against doubles: what is unsure is tried once more."""

    name = ChannelName.CHAT

    def __init__(
        self,
        rooms: Mapping[str, SecretStr],
        *,
        form: ChatForm,
        kind: LaneKind,
        provider: str,
        client: HttpClient,
        clock: Clock,
    ) -> None:
        self.kind = kind
        self.provider = provider
        self._rooms = rooms
        self._guards = {
            room: Guard(kind=kind, host=URL(address.get_secret_value()).host or "") for room, address in rooms.items()
        }
        self._nowhere = Guard(kind=kind, host="localhost")
        self._form = form
        self._client = client
        self._clock = clock

    async def send(self, message: Message) -> Outcome:
        """One try. Raises WrongLane for a message of another lane; everything else is an outcome."""
        room = message.address
        self._guards.get(room, self._nowhere).check(message)
        if room not in self._rooms:
            return Refused(scope=Scope.RECIPIENT, reason=Reason.BAD_ADDRESS)
        address = URL(self._rooms[room].get_secret_value(), encoded=True)
        answer = await self._client.post(
            address, body_of(message.variant, self._form), {"Content-Type": "application/json"}
        )
        return self._outcome(message, answer) if isinstance(answer, Answer) else answer

    def _outcome(self, message: Message, answer: Answer) -> Outcome:
        """Each room has an address of its own, so what is wrong with one says nothing about the others."""
        code = f"http-{answer.status}"
        match answer.status:
            case status if 200 <= status < 300:
                return Accepted(provider_id=message.attempt)  # a webhook names nothing: our own name for the try
            case 429:
                wait = retry_after(answer.headers.get("Retry-After"), self._clock.now())
                return NotSent(reason=Reason.SLOW_DOWN, retry_after=wait, slow_down=True, code=code)
            case 408:
                return NotSent(reason=Reason.TIMEOUT, code=code)
            case 404 | 410:
                return Refused(scope=Scope.RECIPIENT, reason=Reason.GONE, code=code)
            case 401 | 403:
                return Refused(scope=Scope.RECIPIENT, reason=Reason.CREDENTIALS, code=code)
            case 413:
                return Refused(scope=Scope.MESSAGE, reason=Reason.TOO_LONG, code=code)
            case 400:
                return Refused(scope=Scope.MESSAGE, reason=Reason.CONTENT, code=code)
            case status if 400 <= status < 500:
                return Refused(scope=Scope.RECIPIENT, reason=Reason.UNKNOWN, code=code)
            case status:
                return Unsure(reason=Reason.SERVER_ERROR if status >= 500 else Reason.UNEXPECTED, code=code)

    async def evidence(self, gap: Gap) -> list[Evidence] | None:  # noqa: ARG002  a webhook takes and tells nothing
        """None: what stands in a room, a webhook cannot be asked."""
        return None

    async def probe(self) -> Probe | None:
        """None: the only thing a webhook can be asked is to say something in the room."""
        return None

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()


class WebhookChat(ChatChannel):
    """The real one. ``rooms``: each room's secret address."""

    def __init__(self, rooms: Mapping[str, SecretStr], *, form: ChatForm, clock: Clock) -> None:
        client = HttpClient(concurrency=ROOMS, timeout=TIMEOUT)
        super().__init__(rooms, form=form, kind=LaneKind.REAL, provider="chat", client=client, clock=clock)


class CaptureChat(ChatChannel):
    """Reaches nobody: only the capture process on this machine, whatever the rooms' real addresses are."""

    def __init__(self, url: str, credential: CaptureCredential, *, rooms: tuple[str, ...], clock: Clock) -> None:
        if type(credential) is not CaptureCredential:
            raise WrongLane("a capture channel takes no credential but a generated one")
        own = {room: SecretStr(f"{url}/chat/{room}") for room in rooms}
        client = HttpClient(concurrency=ROOMS, timeout=TIMEOUT, admits=is_local)
        super().__init__(own, form=ChatForm.TEXT, kind=LaneKind.CAPTURE, provider="capture", client=client, clock=clock)


def body_of(variant: Variant, form: ChatForm) -> bytes:
    """The approved words, as the chat wants them: plain runs for Teams, so that no sign of them is taken for form."""
    if form is ChatForm.TEXT:
        return orjson.dumps({"text": f"{variant.headline}\n\n{variant.body}"})
    lines = [_line(variant.headline, weight="Bolder", size="Medium")]
    lines += [_line(line) for line in variant.body.splitlines() if line.strip()]
    card = {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4"}
    content = {**card, "msteams": {"width": "Full"}, "body": lines}
    attached = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
    return orjson.dumps({"type": "message", "attachments": [attached]})


def _line(text: str, **look: str) -> dict[str, object]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **look}]}
