"""One's own browser: where requests come by push, besides SMS and e-mail."""

from __future__ import annotations

from aiohttp import web

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.ledger import own_push
from dispatcher.ledger.accounts import User
from dispatcher.ledger.subscriptions import Subscription
from dispatcher.ledger.times import ms
from dispatcher.web.bodies import OwnPush, PushEndpoint
from dispatcher.web.push import PUSH, NotSetUp, address_faults, is_local
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

NOBODY = "Brukeren er ikke knyttet til noen person i planen. Be om: dispatcher user set NAVN --person NØKKEL"


async def tie_push(request: web.Request, user: User) -> web.Response:
    """Get requests for approval in this browser; the same endpoint again takes the new keys."""
    node = services(request)
    asked = await body_of(request, OwnPush)
    faults = [*address_faults(request, asked.endpoint, asked.keys)]
    faults += [Fault("person", NOBODY)] if user.person is None else []
    if faults:
        raise InvalidInput(*faults)
    if request.app[PUSH].key is None:
        raise NotSetUp
    given = Subscription(
        endpoint=asked.endpoint,
        p256dh=asked.keys.p256dh,
        auth=asked.keys.auth,
        areas=(),
        language="",
        fictional=is_local(request, asked.endpoint),
    )
    browsers = await node.ledger.write(own_push.tie, user.name, given, ms(node.clock.now()))
    return json_answer({"browsers": browsers}, status=201)


async def untie_push(request: web.Request, user: User) -> web.Response:
    """No more requests in this browser. One that is not known, or is another's, is no fault: it is not one's own."""
    node = services(request)
    asked = await body_of(request, PushEndpoint)
    browsers = await node.ledger.write(own_push.untie, user.name, asked.endpoint, ms(node.clock.now()))
    return json_answer({"browsers": browsers})
