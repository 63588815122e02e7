"""Answers that others may keep for a moment: the public state and the few files that show it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from aiohttp import web

from dispatcher.web.problems import Handler
from dispatcher.web.public_state import etag_of

MOMENT: Final = "public, max-age=1"
"""A burst of page views ends at a cache in front of us; a stop is out of every cache after one second."""
MINUTES: Final = "public, max-age=300"
FOLDER: Final = Path(__file__).parent / "static"


def kept(
    request: web.Request,
    body: bytes,
    *,
    etag: str,
    content_type: str,
    control: str = MOMENT,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """200 with the body, or 304 when who asks has it already."""
    all_headers = {"Cache-Control": control, "ETag": f'"{etag}"', **(headers or {})}
    if any(known.value in (etag, "*") for known in request.if_none_match or ()):
        return web.Response(status=304, headers=all_headers)
    return web.Response(body=body, headers={"Content-Type": content_type, **all_headers})


def own_file(name: str, content_type: str) -> Handler:
    """One of our own files, read once. Other sites embed the script, so every site may load it."""
    body = (FOLDER / name).read_bytes()
    etag = etag_of(body)

    async def handler(request: web.Request) -> web.StreamResponse:
        anybody = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
        return kept(request, body, etag=etag, content_type=content_type, control=MINUTES, headers=anybody)

    handler.__doc__ = f"The file {name}."
    return handler
