"""The banner as data: public, for any site to fetch, and its exercise twin for those who are signed in."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from dispatcher.web.kept import MOMENT, kept
from dispatcher.web.public_state import EXERCISE_VIEW, OPEN_VIEW, PublicState

JSON: Final = "application/json"
ANY_SITE: Final = {"Access-Control-Allow-Origin": "*"}


async def banner(request: web.Request) -> web.Response:
    """What the municipality tells everybody now; an empty list when it is nothing."""
    state = await request.app[OPEN_VIEW].state()
    return kept(request, state.body, etag=state.etag, content_type=JSON, headers=ANY_SITE)


def headers_of(state: PublicState) -> dict[str, str]:
    """What ``banner`` says of a state beside its bytes."""
    return {"Content-Type": JSON, "Cache-Control": MOMENT, "ETag": f'"{state.etag}"', **ANY_SITE}


async def exercise_banner(request: web.Request) -> web.Response:
    """The same for exercises."""
    state = await request.app[EXERCISE_VIEW].state()
    return kept(request, state.body, etag=state.etag, content_type=JSON, control="private, no-cache")
