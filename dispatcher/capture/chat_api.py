"""A staff chat's incoming webhooks, one a room: what was said stands in the journal, and nobody reads it."""

from __future__ import annotations

from secrets import token_hex
from typing import Any, Final

import orjson
from aiohttp import web

from dispatcher.capture.answers import Answer
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.journal import Entry, Journal
from dispatcher.capture.push_answers import answered

_PLAIN: Final = "text/plain"
_CARD: Final = "application/vnd.microsoft.card.adaptive"


class ChatApi:
    """The handlers and what they share. Takes {"text": …}, and the Adaptive Card that Teams takes."""

    def __init__(self, *, journal: Journal, faults: FaultBoard) -> None:
        self._journal = journal
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        """What the server adds."""
        return [web.post("/chat/{room:[a-z0-9-]{1,60}}", self._post)]

    async def _post(self, request: web.Request) -> web.StreamResponse:
        body, room = await request.read(), request.match_info["room"]

        def decide() -> Answer:
            said = _said(body)
            if request.content_type != "application/json" or not said:
                return Answer(status=400, body=b"no text", content_type=_PLAIN)
            self._accept(room, said, body)
            return Answer(status=200, body=b"ok", content_type=_PLAIN)

        return await answered(request, self._faults, channel="chat", to=room, decide=decide)

    def _accept(self, room: str, said: str, body: bytes) -> None:
        seq, at = self._journal.stamp()
        subject, _, rest = said.partition("\n")
        shared = self._journal.shared
        entry = Entry(
            seq=seq,
            at=at,
            channel="chat",
            to=room,
            sender="",
            subject=shared(subject),
            body=shared(rest.strip()),
            id=token_hex(16),
            payload=shared(body.decode()),
        )
        self._journal.append(entry)


def _said(body: bytes) -> str:
    """What somebody in the room would read, a line a block; nothing for what no chat would show."""
    try:
        asked = orjson.loads(body)
        if "text" in asked:
            return asked["text"] if isinstance(asked["text"], str) else ""
        (card,) = (one["content"] for one in asked["attachments"] if one["contentType"] == _CARD)
        return "\n".join(_block(block) for block in card["body"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return ""


def _block(block: dict[str, Any]) -> str:
    return "".join(run["text"] for run in block["inlines"])
