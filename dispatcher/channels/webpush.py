"""Push to browsers by the Web Push standard: to their push services, or to the capture process that plays one."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Final

import orjson
from aiohttp.abc import AbstractResolver
from cryptography.hazmat.primitives.asymmetric import ec
from yarl import URL

from dispatcher.channels.guard import Guard
from dispatcher.channels.http_client import Answer, HttpClient
from dispatcher.channels.reasons import Reason
from dispatcher.channels.webpush_answers import outcome_of
from dispatcher.channels.webpush_encryption import MOST_BYTES, BadKeys, Receiver, encrypt, read_address
from dispatcher.channels.webpush_message import Prepared, prepare, ttl_of
from dispatcher.channels.webpush_vapid import Vapid, throw_away_key
from dispatcher.domain.endpoint import BadEndpoint, Endpoint, is_local, is_public, read_endpoint
from dispatcher.domain.outcome import NotSent, Outcome, Refused
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ports import Clock, Evidence, Gap, Message, Probe

CONCURRENCY: Final = 100
TIMEOUT: Final = 10.0
_VARIANTS_KEPT: Final = 256
_BAD_ADDRESS: Final = Refused(scope=Scope.RECIPIENT, reason=Reason.BAD_ADDRESS)
_GONE: Final = Refused(scope=Scope.RECIPIENT, reason=Reason.GONE)


class _PushChannel:
    """What both lanes share: the prepared texts, the encryption, the POST."""

    name = ChannelName.PUSH

    def __init__(self, *, kind: LaneKind, provider: str, vapid: Vapid, clock: Clock) -> None:
        self.kind = kind
        self.provider = provider
        self._vapid = vapid
        self._clock = clock
        self._prepared: dict[int, Prepared] = {}

    async def evidence(self, gap: Gap) -> list[Evidence] | None:  # noqa: ARG002  no push service offers a list
        """None: a push service has no list of what it accepted."""
        return None

    async def probe(self) -> Probe | None:
        """None: the standard has no question that is not a message, and each browser has a push service of its own."""
        return None

    async def _post(
        self, client: HttpClient, endpoint: Endpoint, receiver: Receiver, message: Message, prepared: Prepared
    ) -> Outcome:
        try:
            body = encrypt(prepared.payload, receiver)
        except BadKeys:
            return _BAD_ADDRESS
        headers = {
            "Authorization": self._vapid.authorization(endpoint.origin, self._clock),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(ttl_of(message, self._clock)),
            "Topic": prepared.topic,
            "Urgency": "high" if prepared.urgent else "normal",
        }
        answer = await client.post(URL(endpoint.url, encoded=True), body, headers)
        if not isinstance(answer, Answer):
            return answer
        return outcome_of(answer.status, answer.headers, endpoint.url, self._clock.now())

    def _ready(self, message: Message) -> Prepared:
        """What is the same for everybody. The text is compared too: a reused id must never send an old text."""
        kept = self._prepared.get(message.variant.id)
        if (
            kept is not None
            and (kept.variant is message.variant or kept.variant == message.variant)
            and message.reference.startswith(f"{kept.alert}.")
        ):
            return kept
        if len(self._prepared) >= _VARIANTS_KEPT:
            self._prepared.clear()
        made = self._prepared[message.variant.id] = prepare(message)
        return made


class WebPush(_PushChannel):
    """The real one: to the push service that a browser's own address names, if it is an allowed one."""

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey,
        *,
        subject: str,
        allowed: Sequence[str],
        clock: Clock,
        concurrency: int = CONCURRENCY,
        timeout: float = TIMEOUT,
        resolver: AbstractResolver | None = None,
    ) -> None:
        super().__init__(kind=LaneKind.REAL, provider="webpush", vapid=Vapid(key, subject), clock=clock)
        self._allowed = tuple(allowed)
        self._guards = {local: Guard(kind=self.kind, host="localhost" if local else "") for local in (True, False)}
        # Two clients, so that a name of the internet can never lead to this machine, whatever else is allowed.
        self._clients = {
            local: HttpClient(concurrency=concurrency, timeout=timeout, admits=admits, resolver=resolver)
            for local, admits in ((True, is_local), (False, is_public))
        }

    async def send(self, message: Message) -> Outcome:
        """One try. Raises WrongLane for a message of another lane; everything else is an outcome."""
        endpoint, receiver, fault = self._address(message)
        self._guards[endpoint is None or endpoint.local].check(message)
        if endpoint is None or receiver is None:
            return fault
        prepared = self._ready(message)
        if len(prepared.payload) > MOST_BYTES:
            return Refused(scope=Scope.MESSAGE, reason=Reason.TOO_LONG)
        return await self._post(self._clients[endpoint.local], endpoint, receiver, message, prepared)

    async def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            await client.close()

    def _address(self, message: Message) -> tuple[Endpoint | None, Receiver | None, Outcome]:
        try:
            url, receiver = read_address(message.address)
            return read_endpoint(url, self._allowed), receiver, _BAD_ADDRESS
        except (ValueError, BadEndpoint):
            return None, None, _GONE if message.address.startswith('{"gone"') else _BAD_ADDRESS


class CaptureWebPush(_PushChannel):
    """Reaches no browser: encrypts for the capture's own keys and posts to the capture's own address, always.

    Of the recipient's address only its hash goes along, so that the journal can say for whom a message was meant.
    """

    def __init__(self, url: str, *, clock: Clock, concurrency: int = CONCURRENCY, timeout: float = TIMEOUT) -> None:
        vapid = Vapid(throw_away_key(), "mailto:ovelse@localhost")
        super().__init__(kind=LaneKind.CAPTURE, provider="capture", vapid=vapid, clock=clock)
        self._url = URL(url)
        self.guard: Final = Guard(kind=self.kind, host=self._url.host or "")
        self._client = HttpClient(concurrency=concurrency, timeout=timeout, admits=is_local)
        self._receiver: Receiver | None = None
        self._asking = asyncio.Lock()

    async def send(self, message: Message) -> Outcome:
        """One try. Raises WrongLane for a message of another lane; everything else is an outcome."""
        self.guard.check(message)
        try:
            meant, _ = read_address(message.address)
        except ValueError:
            return _GONE if message.address.startswith('{"gone"') else _BAD_ADDRESS
        prepared = self._ready(message)
        if len(prepared.payload) > MOST_BYTES:
            return Refused(scope=Scope.MESSAGE, reason=Reason.TOO_LONG)
        receiver = await self._capture_keys()
        if not isinstance(receiver, Receiver):
            return receiver
        outcome = await self._post(self._client, self._place(meant), receiver, message, prepared)
        if isinstance(outcome, Refused) and outcome.code == "http-400":
            self._receiver = None  # another capture process is there now, with other keys
            return NotSent(reason=Reason.UNREADABLE, code=outcome.code)
        return outcome

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    def _place(self, meant: str) -> Endpoint:
        """``/push/`` and the 16 hex digits that the delivery's ref has too."""
        name = hashlib.sha256(meant.encode()).hexdigest()[:16]
        url = self._url.with_path(f"/push/{name}")
        return Endpoint(url=str(url), scheme=url.scheme, host=url.host or "", port=url.port, local=True)

    async def _capture_keys(self) -> Receiver | Outcome:
        async with self._asking:
            if self._receiver is None:
                answer = await self._client.get(self._url.with_path("/push-key"))
                if not isinstance(answer, Answer):
                    return answer
                self._receiver = _keys_of(answer)
            return self._receiver or NotSent(reason=Reason.UNREADABLE)


def _keys_of(answer: Answer) -> Receiver | None:
    try:
        told = orjson.loads(answer.body or b"")
        return Receiver.read(told["p256dh"], told["auth"])
    except (ValueError, KeyError, TypeError):
        return None
