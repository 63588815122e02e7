"""What a push service does, and what we then know; and where no connection is ever opened to."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from dispatcher.channels.webpush import WebPush
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import ChannelName, Mode, Scope
from dispatcher.push_settings import PUSH_SERVICES
from tests.channels.conversations import conversations
from tests.channels.messages import StillClock, message
from tests.channels.push_server import SUBJECT, pushed, refusing_push, subscription, vapid_key, with_keys
from tests.channels.rigs import CLIENT_TIMEOUT, capture_web_push, web_push
from tests.channels.twilio_server import (
    Behaviour,
    TwilioServer,
    answering,
    cutting,
    dripping,
    dropping,
    half_a_head,
    resetting,
    silent,
    twilio_server,
)


class Names(AbstractResolver):
    """A name server that says what the test says: the attacker's."""

    def __init__(self, *numbers: str, port: int = 443) -> None:
        self.numbers = numbers
        self.port = port
        self.asked: list[str] = []

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        self.asked.append(host)
        return [
            ResolveResult(
                hostname=host,
                host=number,
                port=self.port,
                family=socket.AF_INET6 if ":" in number else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for number in self.numbers
        ]

    async def close(self) -> None:
        """Nothing is held."""


def at(endpoint: str, *, allowed: Sequence[str] = PUSH_SERVICES, resolver: AbstractResolver | None = None) -> Any:
    """One send to an endpoint, from a channel of its own."""

    async def send() -> Outcome:
        channel = WebPush(
            vapid_key(), subject=SUBJECT, allowed=allowed, clock=StillClock(), timeout=CLIENT_TIMEOUT, resolver=resolver
        )
        try:
            return await channel.send(message(subscription(endpoint), channel=ChannelName.PUSH, fictional=False))
        finally:
            await channel.close()

    return send()


async def outcome_of(server: TwilioServer, behaviour: Behaviour) -> Outcome:
    """One send before a server that behaves so."""
    server.behaviour = behaviour
    channel = web_push(server)
    try:
        return await channel.send(message(subscription(f"{server.url}/send/kari"), channel=ChannelName.PUSH))
    finally:
        await channel.close()


@pytest.mark.parametrize("status", [200, 201, 202])
async def test_a_push_service_that_takes_it(twilio: TwilioServer, status: int) -> None:
    """201 by the standard, 200 and 202 by some: accepted, under the status when no name comes with it."""
    assert await outcome_of(twilio, answering(status, b"")) == Accepted(provider_id=f"http-{status}")


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("https://push.example/m/gAAAB-1", "gAAAB-1"),
        ("/m/0:1700%7031", "0:1700%7031"),
        ("/m/" + "x" * 300, "x" * 200),
        ("/", "http-201"),
    ],
)
async def test_the_push_services_own_name_is_kept(twilio: TwilioServer, location: str, name: str) -> None:
    """The end of the message's own address, which can be long, and is not always there."""
    assert await outcome_of(twilio, answering(201, b"", f"Location: {location}")) == Accepted(provider_id=name)


async def test_a_name_that_is_the_subscriptions_is_not_kept(twilio: TwilioServer) -> None:
    """A service that answers with the endpoint itself has told us an address, which is nobody's to see."""
    twilio.behaviour = answering(201, b"", f"Location: {twilio.url}/send/canary-subscription")
    channel = web_push(twilio)
    outcome = await channel.send(
        message(subscription(f"{twilio.url}/send/canary-subscription"), channel=ChannelName.PUSH)
    )
    await channel.close()

    assert isinstance(outcome, Accepted)
    assert "canary" not in outcome.provider_id
    assert len(outcome.provider_id) == 16


@pytest.mark.parametrize(
    ("status", "scope", "reason"),
    [
        (404, Scope.RECIPIENT, "gone"),
        (410, Scope.RECIPIENT, "gone"),
        (413, Scope.MESSAGE, "too-long"),
        (401, Scope.ROUTE, "credentials"),
        (403, Scope.ROUTE, "credentials"),
        (407, Scope.ROUTE, "endpoint"),
        (400, Scope.RECIPIENT, "unknown"),
        (405, Scope.RECIPIENT, "unknown"),
        (301, Scope.RECIPIENT, "unknown"),
        (307, Scope.RECIPIENT, "unknown"),
    ],
)
async def test_a_refusal_and_how_far_it_reaches(twilio: TwilioServer, status: int, scope: Scope, reason: str) -> None:
    """Gone is this browser's, too long the text's, the key the route's; what is in no table may be anybody's."""
    outcome = await outcome_of(twilio, refusing_push(status))

    assert outcome == Refused(scope=scope, reason=reason, code=f"http-{status}")


@pytest.mark.parametrize(("header", "seconds"), [("Retry-After: 7", 7.0), ("X-Nothing: 1", None)])
async def test_429_is_not_sent_and_slower(twilio: TwilioServer, header: str, seconds: float | None) -> None:
    """Too much at once was not taken: later, when the service says, and slower."""
    outcome = await outcome_of(twilio, refusing_push(429, header))

    assert outcome == NotSent(reason="slow-down", retry_after=seconds, slow_down=True, code="http-429")


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (refusing_push(500), "server-error"),
        (refusing_push(502), "server-error"),
        (refusing_push(503, "Retry-After: 5"), "server-error"),
        (answering(204, b""), "unexpected"),
        (dropping, "dropped"),
        (resetting, "dropped"),
        (half_a_head, "dropped"),
        (silent, "timeout"),
    ],
    ids=["500", "502", "503", "204", "dropped", "reset", "half a head", "silence"],
)
async def test_no_usable_answer_is_unsure(twilio: TwilioServer, behaviour: Behaviour, reason: str) -> None:
    """The request has left and no answer can be used: nobody knows, and the channel does not try again by itself."""
    outcome = await outcome_of(twilio, behaviour)

    assert isinstance(outcome, Unsure)
    assert outcome.reason == reason
    assert len(twilio.requests) == 1


@pytest.mark.parametrize("behaviour", [cutting, dripping], ids=["cut short", "without an end"])
async def test_the_status_counts_whatever_becomes_of_the_body(twilio: TwilioServer, behaviour: Behaviour) -> None:
    """201 is 201: what a push service says after it is for people, so nobody waits for it to be whole."""
    assert isinstance(await outcome_of(twilio, behaviour), Accepted)


async def test_408_is_not_sent(twilio: TwilioServer) -> None:
    """A server that gave up on reading the request has not acted on it."""
    assert await outcome_of(twilio, refusing_push(408)) == NotSent(reason="timeout", code="http-408")


async def test_where_nobody_listens_nothing_has_left() -> None:
    """A refused connection is not sent."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert await at(f"http://127.0.0.1:{port}/x", allowed=["127.0.0.1"]) == NotSent(reason="no-connection")


async def test_a_hanging_handshake_is_not_sent() -> None:
    """Connecting has a limit of its own, well inside the whole, so that what never connected is known as not sent."""

    async def mute(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with conversations(mute) as port:
        outcome = await at(f"https://127.0.0.1:{port}/x", allowed=["127.0.0.1"])

    assert outcome == NotSent(reason="connect-timeout")


async def test_a_name_that_does_not_resolve_is_not_sent() -> None:
    """Without a number there is no connection."""
    assert await at("https://fcm.googleapis.com/fcm/send/x") == NotSent(reason="dns")


async def test_an_untrusted_certificate_refuses_the_route(certificate: ssl.SSLContext) -> None:
    """A server that cannot prove who it is gets nothing."""
    async with twilio_server(certificate) as server:
        outcome = await at(f"{server.url}/send/x", allowed=["127.0.0.1"])

        assert outcome == Refused(scope=Scope.ROUTE, reason="certificate")
        assert server.requests == []


async def test_a_trusted_certificate_is_used(certificate: ssl.SSLContext, trusted: None) -> None:
    """An operator's own authority is trusted through SSL_CERT_FILE, as everywhere else."""
    async with twilio_server(certificate) as server:
        server.behaviour = pushed

        assert isinstance(await at(f"{server.url}/send/x", allowed=["127.0.0.1"]), Accepted)


async def test_a_redirect_is_followed_nowhere(twilio: TwilioServer) -> None:
    """Whatever address a push service points to, that one gets no connection, and the subscription no second try."""
    async with twilio_server() as elsewhere:
        for status in (301, 302, 303, 307, 308):
            outcome = await outcome_of(twilio, answering(status, b"", f"Location: {elsewhere.url}/push"))

            assert outcome == Refused(scope=Scope.RECIPIENT, reason="unknown", code=f"http-{status}")
        assert elsewhere.connections == 0


async def test_no_proxy_of_the_environment_is_used(twilio: TwilioServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would be where every message, and the check of every number, ends."""
    async with twilio_server() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)

        assert isinstance(await outcome_of(twilio, pushed), Accepted)
        assert proxy.connections == 0


NOT_THE_INTERNET = {
    "loopback": "127.0.0.1",
    "another loopback": "127.8.9.10",
    "IPv6 loopback": "::1",
    "mapped loopback": "::ffff:127.0.0.1",
    "mapped private": "::ffff:10.0.0.1",
    "compatible": "::127.0.0.1",
    "unspecified": "0.0.0.0",  # noqa: S104  where nobody is to be sent
    "IPv6 unspecified": "::",
    "private 10": "10.1.2.3",
    "private 172": "172.16.0.1",
    "private 192": "192.168.1.1",
    "shared": "100.64.0.1",
    "link-local": "169.254.169.254",
    "IPv6 link-local": "fe80::1",
    "IPv6 unique local": "fd00::1",
    "IPv6 site-local": "fec0::1",
    "6to4 of loopback": "2002:7f00:1::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "NAT64 of private": "64:ff9b::a00:1",
    "multicast": "224.0.0.1",
    "IPv6 multicast": "ff02::1",
    "broadcast": "255.255.255.255",
    "documentation": "192.0.2.1",
}


@pytest.mark.parametrize("where", NOT_THE_INTERNET)
async def test_an_allowed_name_that_leads_inside_gets_no_connection(twilio: TwilioServer, where: str) -> None:
    """The number a socket would be connected to is looked at, not the name: a name server that lies helps nobody."""
    names = Names(NOT_THE_INTERNET[where], port=twilio.port)

    outcome = await at("https://fcm.googleapis.com/fcm/send/x", resolver=names)

    assert outcome == NotSent(reason="private-address")
    assert names.asked == ["fcm.googleapis.com"]
    assert twilio.connections == 0


async def test_a_name_that_changes_its_number_is_looked_at_again(twilio: TwilioServer) -> None:
    """Rebinding: the second answer is asked the same question as the first, and several answers are asked each."""
    names = Names("127.0.0.1", "::1", "10.0.0.1", port=twilio.port)

    first = await at("https://a.push.apple.com/x", resolver=names)
    second = await at("https://a.push.apple.com/x", resolver=names)

    assert {type(first), type(second)} == {NotSent}
    assert twilio.connections == 0


async def test_a_named_loopback_host_opens_no_door_for_a_name_of_the_internet(twilio: TwilioServer) -> None:
    """With 127.0.0.1 allowed by the settings, an allowed name that leads there is refused all the same."""
    outcome = await at(
        "https://fcm.googleapis.com/x",
        allowed=["127.0.0.1", *PUSH_SERVICES],
        resolver=Names("127.0.0.1", port=twilio.port),
    )

    assert outcome == NotSent(reason="private-address")
    assert twilio.connections == 0


async def test_a_named_loopback_host_leads_nowhere_else(twilio: TwilioServer) -> None:
    """A localhost that the settings allow is this machine: a name server that says otherwise is not believed."""
    outcome = await at("http://localhost/x", allowed=["localhost"], resolver=Names("10.0.0.1", port=twilio.port))

    assert outcome == NotSent(reason="private-address")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
async def test_a_loopback_host_that_is_not_named_is_refused_by_its_words(twilio: TwilioServer, host: str) -> None:
    """What no setting names is this recipient's bad address, and no socket opens."""
    outcome = await at(f"http://{host}:{twilio.port}/x")

    assert outcome == Refused(scope=Scope.RECIPIENT, reason="bad-address")
    assert twilio.connections == 0


async def test_an_erased_subscription_ends_gone(twilio: TwilioServer) -> None:
    """What still waited when the browser unsubscribed is refused for that reason, in both lanes."""
    twilio.behaviour = with_keys(pushed)
    real, capture = web_push(twilio), capture_web_push(twilio)
    waiting = message('{"gone":17}', channel=ChannelName.PUSH)
    outcomes = [await real.send(waiting), await capture.send(replace(waiting, mode=Mode.EXERCISE))]
    await real.close()
    await capture.close()

    assert outcomes == [Refused(scope=Scope.RECIPIENT, reason="gone")] * 2
    assert twilio.connections == 0
