"""``/banner.json`` for a burst of page views: answered from memory, before the router and everything behind it.

Only what is at hand goes this way: a plain GET while the state is fresh. All else takes the common one, to the same
bytes and headers; at the half of its freshness the state is looked at again, so that no view waits for the ledger.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from dispatcher.web.banner import headers_of
from dispatcher.web.headers import common
from dispatcher.web.public_state import OPEN_VIEW
from dispatcher.web.services import SERVICES

if TYPE_CHECKING:
    from dispatcher.web.public_state import PublicState

PATH: Final = "/banner.json"
Answers = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def at_once(app: web.Application, otherwise: Answers) -> Answers:
    """The way in of an application, with the short one before it."""
    view, address = app[OPEN_VIEW], app[SERVICES].address
    last: tuple[PublicState, dict[str, str]] | None = None

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        nonlocal last
        plain = request.raw_path == PATH and request.method == hdrs.METH_GET
        state = view.at_hand() if plain and hdrs.IF_NONE_MATCH not in request.headers else None
        if state is None:
            return await otherwise(request)
        if last is None or last[0] is not state:
            last = (state, {**common(address), **headers_of(state)})
        return web.Response(body=state.body, headers=last[1])

    return handle
