"""What tests and people ask the capture itself: its journal, its faults, its health."""

from __future__ import annotations

from typing import Final

import orjson
from aiohttp import web

from dispatcher.capture.callbacks import Callbacks
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.faults import read_faults
from dispatcher.capture.journal import Journal
from dispatcher.domain.errors import Fault as Finding
from dispatcher.domain.errors import InvalidInput

_CHUNK: Final = 64 * 1024


class Control:
    """The handlers and what they look at."""

    def __init__(self, *, journal: Journal, faults: FaultBoard, callbacks: Callbacks) -> None:
        self._journal = journal
        self._faults = faults
        self._callbacks = callbacks

    def routes(self) -> list[web.RouteDef]:
        """What the server adds."""
        return [
            web.get("/journal", self._read_journal),
            web.get("/healthz", self._health),
            web.get("/faults", self._show_faults),
            web.put("/faults", self._put_faults),
            web.delete("/faults", self._clear_faults),
        ]

    async def _read_journal(self, request: web.Request) -> web.StreamResponse:
        """The journal up to now, one JSON object a line; ``?channel=`` and ``?after=SEQ`` narrow it."""
        after = request.query.get("after", "0")
        if not after.isascii() or not after.isdigit():
            return _problem(InvalidInput(Finding("after", "a number from the journal's seq is wanted")))
        response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await response.prepare(request)
        chunk = bytearray()
        for entry in self._journal.after(int(after), request.query.get("channel")):
            chunk += entry.line()
            if len(chunk) >= _CHUNK:
                await response.write(bytes(chunk))
                chunk.clear()
        await response.write_eof(bytes(chunk))
        return response

    async def _health(self, _: web.Request) -> web.Response:
        tally = self._callbacks.tally
        return _json(
            {
                "status": "ok",
                "messages": len(self._journal),
                "faults": len(self._faults.active()),
                "callbacks": {
                    "waiting": tally.waiting,
                    "answered": tally.answered,
                    "retried": tally.retried,
                    "given_up": tally.given_up,
                },
            }
        )

    async def _show_faults(self, _: web.Request) -> web.Response:
        return _json({"faults": self._faults.active()})

    async def _put_faults(self, request: web.Request) -> web.Response:
        try:
            self._faults.put(read_faults(await request.read()))
        except InvalidInput as error:
            return _problem(error)
        return _json({"faults": self._faults.active()})

    async def _clear_faults(self, _: web.Request) -> web.Response:
        self._faults.put(())
        return web.Response(status=204)


def _json(fact: object) -> web.Response:
    return web.Response(body=orjson.dumps(fact), content_type="application/json")


def _problem(error: InvalidInput) -> web.Response:
    document = {
        "type": "about:blank",
        "title": str(error),
        "status": 422,
        "errors": [{"where": finding.where, "what": finding.what} for finding in error.faults],
    }
    return web.Response(status=422, body=orjson.dumps(document), content_type="application/problem+json")
