"""The banner as data: public, for any site to fetch, and its exercise twin for those who are signed in."""

from __future__ import annotations

from aiohttp import web

from dispatcher.web.kept import kept
from dispatcher.web.public_state import EXERCISE_VIEW, OPEN_VIEW


async def banner(request: web.Request) -> web.Response:
    """What the municipality tells everybody now; an empty list when it is nothing."""
    state = await request.app[OPEN_VIEW].state()
    headers = {"Access-Control-Allow-Origin": "*"}
    return kept(request, state.body, etag=state.etag, content_type="application/json", headers=headers)


async def exercise_banner(request: web.Request) -> web.Response:
    """The same for exercises."""
    state = await request.app[EXERCISE_VIEW].state()
    return kept(request, state.body, etag=state.etag, content_type="application/json", control="private, no-cache")
