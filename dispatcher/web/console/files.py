"""Our own files with their hash in the name, so that a browser keeps them for good and a new one is a new name."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from dispatcher.web.kept import FOLDER

TYPES: Final = {
    "designsystemet.css": "text/css; charset=utf-8",
    "console.css": "text/css; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "team.css": "text/css; charset=utf-8",
    "map.css": "text/css; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "map.js": "text/javascript; charset=utf-8",
}
PATH: Final = "/static/{name}"
FOR_GOOD: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """As it is sent, and smaller."""

    body: bytes
    packed: bytes
    content_type: str


class OwnFiles:
    """Read once. ``names``: a file's plain name → the address a page loads it from."""

    def __init__(self) -> None:
        self._files: dict[str, OwnFile] = {}
        self.names: dict[str, str] = {}
        for plain, content_type in TYPES.items():
            body = (FOLDER / plain).read_bytes()
            stem, _, end = plain.rpartition(".")
            name = f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{end}"
            packed = gzip.compress(body, 9, mtime=0)
            self._files[name] = OwnFile(body=body, packed=packed, content_type=content_type)
            self.names[plain] = PATH.format(name=name)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The file, or that there is none."""
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        headers = {"Content-Type": found.content_type, "Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=found.packed, headers={**headers, "Content-Encoding": "gzip"})
        return web.Response(body=found.body, headers=headers)
