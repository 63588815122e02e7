"""Sign-up for push: open to everybody, so bounded, and every word of it looked at before it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import BaseModel

from dispatcher.channels.webpush_encryption import BadKeys, Receiver
from dispatcher.channels.webpush_vapid import public_key, throw_away_key
from dispatcher.domain.endpoint import BadEndpoint, Endpoint, read_endpoint
from dispatcher.domain.errors import Fault, InvalidInput, NotFound
from dispatcher.ledger.subscriptions import Subscription, SubscriptionsFull, subscribe, unsubscribe
from dispatcher.ledger.times import ms
from dispatcher.push_keys import read_key
from dispatcher.push_settings import PUSH_SERVICES
from dispatcher.web import bodies
from dispatcher.web.problems import problem
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import SERVICES, Services, services

B = TypeVar("B", bound=BaseModel)

MOST_BYTES: Final = 8 * 1024
A_SECOND: Final = 20.0
AT_ONCE: Final = 200.0

_KEYS: Final = {
    "p256dh": "Dette er ikke en P-256-nøkkel. Send «keys» slik nettleseren ga dem.",
    "auth": "Dette er ikke en nøkkel på 16 byte. Send «keys» slik nettleseren ga dem.",
}


class NotSetUp(NotFound):
    """Push til nettlesere er ikke satt opp her."""


class PushDesk:
    """What sign-up needs to know: the key browsers are told, where may be sent, and how many may come at once."""

    def __init__(self, node: Services) -> None:
        self._node = node
        self.key = _own_key(node)
        self.allowed = (*_allowed(node),)
        self._left = AT_ONCE
        self._looked = node.clock.monotonic()

    def admits(self) -> bool:
        """Whether one more may come now."""
        now = self._node.clock.monotonic()
        self._left = min(AT_ONCE, self._left + (now - self._looked) * A_SECOND)
        self._looked = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


PUSH: web.AppKey[PushDesk] = web.AppKey("push", PushDesk)


def add_push(app: web.Application) -> None:
    """Read the key once, before the node answers anybody."""
    app[PUSH] = PushDesk(app[SERVICES])


def _own_key(node: Services) -> str | None:
    """The public key; of an exercise node without settings, one that means nothing and stays the same."""
    given = node.settings.webpush
    if given is not None:
        return public_key(read_key(node.settings.home / given.private_key_file))
    return None if node.live else public_key(throw_away_key(node.ledger.capture_token))


def _allowed(node: Services) -> Iterator[str]:
    """The settings' hosts, and on an exercise node the capture, which has subscriptions of its own."""
    yield from node.settings.webpush.allowed_hosts if node.settings.webpush else PUSH_SERVICES
    if not node.live and node.capture_url:
        yield urlsplit(node.capture_url).netloc


async def push_key(request: web.Request) -> web.Response:
    """The key that a browser subscribes with."""
    key = request.app[PUSH].key
    if key is None:
        raise NotSetUp
    return json_answer({"key": key})


async def push_subscribe(request: web.Request) -> web.Response:
    """Get push messages in this browser; the same endpoint again changes areas and language."""
    asked = await _asked(request, bodies.PushSubscription)
    if isinstance(asked, web.Response):
        return asked
    new = _checked(request, asked)
    if request.app[PUSH].key is None:
        raise NotSetUp
    node = services(request)
    try:
        await node.ledger.write(subscribe, new, ms(node.clock.now()))
    except SubscriptionsFull as error:
        return problem(503, "full", str(error))
    return json_answer({"areas": list(new.areas), "language": new.language}, status=201)


async def push_unsubscribe(request: web.Request) -> web.Response:
    """No more push messages in this browser. One that is not known is no fault: it gets none."""
    asked = await _asked(request, bodies.PushEndpoint)
    if isinstance(asked, web.Response):
        return asked
    node = services(request)
    await node.ledger.write(unsubscribe, asked.endpoint, ms(node.clock.now()))
    return web.Response(status=204)


async def _asked(request: web.Request, model: type[B]) -> B | web.Response:
    """What was sent, or the refusal of too much of it."""
    if not request.app[PUSH].admits():
        return problem(429, "busy", "Mange melder seg på nå. Prøv igjen om litt.", headers={"Retry-After": "5"})
    try:
        return await body_of(request.clone(client_max_size=MOST_BYTES), model)
    except web.HTTPRequestEntityTooLarge:
        return problem(413, "too-large", "Det som ble sendt, er for stort. Grensen er 8 kB.")


def _checked(request: web.Request, asked: bodies.PushSubscription) -> Subscription:
    """Raises InvalidInput with everything that is wrong."""
    plan = services(request).plan
    language = asked.language or plan.municipality.languages[0]
    faults = [*address_faults(request, asked.endpoint, asked.keys)]
    for index, area in enumerate(asked.areas):
        if area not in plan.areas:
            faults.append(Fault(f"areas.{index}", f"Ukjent område. Områdene er: {', '.join(plan.areas)}."))
    if language not in plan.municipality.languages:
        known = ", ".join(plan.municipality.languages)
        faults.append(Fault("language", f"Kommunen sender ikke på det språket. Velg en av: {known}."))
    if faults:
        raise InvalidInput(*faults)
    return Subscription(
        endpoint=asked.endpoint,
        p256dh=asked.keys.p256dh,
        auth=asked.keys.auth,
        areas=tuple(asked.areas),
        language=language,
        fictional=is_local(request, asked.endpoint),
    )


def address_faults(request: web.Request, endpoint: str, keys: bodies.PushKeys) -> Iterator[Fault]:
    """What is wrong with a browser's address: whose service it is, and its keys."""
    try:
        _endpoint(request, endpoint)
    except BadEndpoint as error:
        yield Fault("endpoint", str(error))
    try:
        Receiver.read(keys.p256dh, keys.auth).public_key()
    except BadKeys as error:
        yield Fault(f"keys.{error.name}", _KEYS[error.name])


def is_local(request: web.Request, url: str) -> bool:
    """Whether an address without faults is the capture's, and reaches nobody."""
    return _endpoint(request, url).local


def _endpoint(request: web.Request, url: str) -> Endpoint:
    return read_endpoint(url, request.app[PUSH].allowed)
