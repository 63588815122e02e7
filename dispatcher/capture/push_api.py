"""Web Push: the capture as a push service and, since it holds the keys, as every browser behind it."""

from __future__ import annotations

from secrets import token_hex
from typing import Any, Final

import orjson
from aiohttp import web

from dispatcher.capture.answers import Answer
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.journal import Entry, Journal
from dispatcher.capture.push_answers import answered
from dispatcher.capture.push_rules import Pushed, PushKeys, PushRefused, read_push

_PLAIN: Final = "text/plain"


class PushApi:
    """The handlers and what they share."""

    def __init__(self, *, journal: Journal, faults: FaultBoard) -> None:
        self._journal = journal
        self._faults = faults
        self._keys = PushKeys()

    def routes(self) -> list[web.RouteDef]:
        """What the server adds."""
        return [
            web.post("/push/{id:[A-Za-z0-9_-]{1,200}}", self._push),
            web.get("/push-key", self._key),
            web.post("/push-subscriptions", self._subscribe),
        ]

    async def _key(self, _: web.Request) -> web.Response:
        """Whom the capture lane encrypts for, whoever a message is for."""
        return web.json_response(self._keys.as_told())

    async def _subscribe(self, request: web.Request) -> web.Response:
        """A subscription as a browser would give it; what is sent to it can be read in the journal."""
        told = {"endpoint": f"{request.url.origin()}/push/{token_hex(8)}", "expirationTime": None}
        return web.json_response({**told, "keys": self._keys.as_told()}, status=201)

    async def _push(self, request: web.Request) -> web.StreamResponse:
        body, to = await request.read(), request.match_info["id"]
        origin = str(request.url.origin())

        def decide() -> Answer:
            try:
                pushed = read_push(request.headers, body, origin=origin, keys=self._keys)
            except PushRefused as error:
                return Answer(status=error.status, body=str(error).encode(), content_type=_PLAIN)
            name = self._accept(to, pushed)
            headers = {"Location": f"{origin}/push-message/{name}", "TTL": str(pushed.ttl)}
            return Answer(status=201, headers=headers, content_type=_PLAIN)

        return await answered(request, self._faults, channel="push", to=to, decide=decide)

    def _accept(self, to: str, pushed: Pushed) -> str:
        seq, at = self._journal.stamp()
        shared, shown = self._journal.shared, _shown(pushed.payload)
        entry = Entry(
            seq=seq,
            at=at,
            channel="push",
            to=to,
            sender=shared(pushed.sender),
            subject=shared(_word(shown, "title")),
            body=shared(_word(shown, "body")),
            id=token_hex(16),
            topic=shared(pushed.topic),
            urgency=shared(pushed.urgency),
            ttl=pushed.ttl,
            payload=shared(orjson.dumps(shown).decode()),
        )
        self._journal.append(entry)
        return entry.id


def _shown(payload: bytes) -> Any:
    """The payload as a value; what is no JSON stands as the text it is."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return payload.decode(errors="replace")


def _word(shown: Any, name: str) -> str:
    word = shown.get(name, "") if isinstance(shown, dict) else ""
    return word if isinstance(word, str) else ""
