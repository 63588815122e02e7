"""Push to the municipality's own app through FCM's HTTP v1 interface, or to the capture process that speaks like it."""

from __future__ import annotations

from typing import Final, Protocol
from urllib.parse import quote

from pydantic import SecretStr
from yarl import URL

from dispatcher.channels.fcm_answers import outcome_of
from dispatcher.channels.fcm_message import DEFAULT_TOPIC, body_of, probe_of, usable_topic
from dispatcher.channels.fcm_token import GoogleToken
from dispatcher.channels.guard import CaptureCredential, Guard
from dispatcher.channels.http_client import Answer, HttpClient
from dispatcher.channels.probing import probed
from dispatcher.channels.reasons import Reason
from dispatcher.channels.webpush_message import prepare, ttl_of
from dispatcher.domain.endpoint import is_local
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Outcome, Refused
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ports import Clock, Evidence, Gap, Message, Probe
from dispatcher.push_keys import ServiceAccount

CONCURRENCY: Final = 100
"""No fewer than the lane's own, so that none waits for a connection. A topic is one message: few are ever under way."""
TIMEOUT: Final = 10.0


class Tokens(Protocol):
    """Where a send gets its bearer token."""

    async def get(self) -> SecretStr | Outcome:
        """A token, or why there is none."""
        ...

    def throw_away(self, token: SecretStr) -> None:
        """It was not taken."""
        ...

    async def close(self) -> None:
        """Stop asking."""
        ...


class FcmChannel:
    """One POST per send, to a topic. A topic is one delivery: nobody knows how many phones listen."""

    name = ChannelName.APP

    def __init__(
        self,
        base_url: str,
        *,
        project: str,
        topic: str,
        kind: LaneKind,
        provider: str,
        client: HttpClient,
        tokens: Tokens,
        clock: Clock,
    ) -> None:
        self.kind = kind
        self.provider = provider
        base = URL(base_url)
        self.guard: Final = Guard(kind=kind, host=base.host or "")
        self._url = URL(f"{base_url.rstrip('/')}/v1/projects/{quote(project, safe='')}/messages:send", encoded=True)
        self._topic = topic
        self._client = client
        self._tokens = tokens
        self._clock = clock

    async def send(self, message: Message) -> Outcome:
        """One try. Raises WrongLane for a message of another lane; everything else is an outcome."""
        self.guard.check(message)
        topic = self._topic if message.address == DEFAULT_TOPIC else message.address
        if not usable_topic(topic):
            return Refused(scope=Scope.RECIPIENT, reason=Reason.BAD_ADDRESS)
        body = body_of(message, prepare(message), topic=topic, ttl=ttl_of(message, self._clock))
        if body is None:
            return Refused(scope=Scope.MESSAGE, reason=Reason.TOO_LONG)
        token = await self._tokens.get()
        return await self._post(body, token) if isinstance(token, SecretStr) else token

    async def evidence(self, gap: Gap) -> list[Evidence] | None:  # noqa: ARG002  FCM offers no list
        """None: FCM has no list of what it accepted."""
        return None

    async def probe(self) -> Probe:
        """Whether Google lets us in and would take a message to our topic; ``validate_only``, so no phone hears it."""
        return await probed(self._validated())

    async def close(self) -> None:
        """Let go of the connections."""
        await self._tokens.close()
        await self._client.close()

    async def _validated(self) -> Outcome:
        token = await self._tokens.get()
        return await self._post(probe_of(self._topic), token) if isinstance(token, SecretStr) else token

    async def _post(self, body: bytes, token: SecretStr) -> Outcome:
        headers = {"Authorization": f"Bearer {token.get_secret_value()}", "Content-Type": "application/json"}
        answer = await self._client.post(self._url, body, headers)
        if not isinstance(answer, Answer):
            return answer
        if answer.status == 401:
            self._tokens.throw_away(token)
        return outcome_of(answer, self._clock.now())


class FcmApp(FcmChannel):
    """The real one."""

    def __init__(
        self,
        account: ServiceAccount,
        *,
        base_url: str,
        project: str,
        topic: str,
        clock: Clock,
        concurrency: int = CONCURRENCY,
        timeout: float = TIMEOUT,
    ) -> None:
        client = HttpClient(concurrency=concurrency, timeout=timeout)
        super().__init__(
            base_url,
            project=project,
            topic=topic,
            kind=LaneKind.REAL,
            provider="fcm",
            client=client,
            tokens=GoogleToken(account, client, clock),
            clock=clock,
        )


class CaptureFcm(FcmChannel):
    """Reaches nobody: only the capture process on this machine, with a token that was made for it."""

    def __init__(
        self,
        url: str,
        credential: CaptureCredential,
        *,
        topic: str,
        clock: Clock,
        concurrency: int = CONCURRENCY,
        timeout: float = TIMEOUT,
    ) -> None:
        if type(credential) is not CaptureCredential:
            raise WrongLane("a capture channel takes no credential but a generated one")
        super().__init__(
            url,
            project="exercise",
            topic=topic,
            kind=LaneKind.CAPTURE,
            provider="capture",
            client=HttpClient(concurrency=concurrency, timeout=timeout, admits=is_local),
            tokens=_Generated(credential.auth_token),
            clock=clock,
        )


class _Generated:
    """The capture's own token: there is nothing to ask anybody for."""

    def __init__(self, token: SecretStr) -> None:
        self._token = token

    async def get(self) -> SecretStr | Outcome:
        """It never ends."""
        return self._token

    def throw_away(self, token: SecretStr) -> None:
        """There is no other."""

    async def close(self) -> None:
        """Nothing is asked."""
