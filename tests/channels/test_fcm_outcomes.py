"""FCM's outcome table row by row, and the sign-in before it: without a token nothing has left."""

from __future__ import annotations

import asyncio
import json
import socket
from datetime import timedelta

import pytest

from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import ChannelName, Scope
from tests.channels.conversations import TALK
from tests.channels.messages import NIGHT, StillClock, message
from tests.channels.push_server import BEARER, path_of, refusing_fcm, sent, with_tokens
from tests.channels.rigs import fcm_app
from tests.channels.twilio_server import (
    Behaviour,
    Request,
    TwilioServer,
    answering,
    cutting,
    dropping,
    half_a_head,
    resetting,
    silent,
    twilio_server,
)

TOPIC = message("loten-nb", channel=ChannelName.APP)


async def outcome_of(server: TwilioServer, behaviour: Behaviour, *, token: Behaviour | None = None) -> Outcome:
    """One send before an FCM that behaves so."""
    server.behaviour = with_tokens(behaviour, token=token)
    channel = fcm_app(server)
    try:
        return await channel.send(TOPIC)
    finally:
        await channel.close()


def paths(server: TwilioServer) -> list[str]:
    return [path_of(request).rpartition("/")[2] for request in server.requests]


async def test_200_with_a_name_is_accepted(twilio: TwilioServer) -> None:
    """FCM took responsibility, and its name for the message is kept."""
    assert await outcome_of(twilio, sent) == Accepted(provider_id="projects/loten-app/messages/loten-nb")


@pytest.mark.parametrize(
    ("status", "code", "word", "scope", "reason"),
    [
        (400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", Scope.MESSAGE, "content"),
        (400, "", "INVALID_ARGUMENT", Scope.MESSAGE, "content"),
        (401, "THIRD_PARTY_AUTH_ERROR", "UNAUTHENTICATED", Scope.ROUTE, "credentials"),
        (401, "", "UNAUTHENTICATED", Scope.ROUTE, "credentials"),
        (403, "SENDER_ID_MISMATCH", "PERMISSION_DENIED", Scope.ROUTE, "sender"),
        (403, "", "PERMISSION_DENIED", Scope.ROUTE, "credentials"),
        (404, "UNREGISTERED", "NOT_FOUND", Scope.RECIPIENT, "gone"),
        (404, "", "NOT_FOUND", Scope.ROUTE, "endpoint"),
        (418, "", "", Scope.RECIPIENT, "unknown"),
    ],
)
async def test_a_refusal_and_how_far_it_reaches(
    twilio: TwilioServer, status: int, code: str, word: str, scope: Scope, reason: str
) -> None:
    """FCM's own code decides, then Google's word, then the status; the code that is kept is a word of theirs."""
    outcome = await outcome_of(twilio, refusing_fcm(status, code, word))

    assert outcome == Refused(scope=scope, reason=reason, code=code or word or f"http-{status}")


async def test_a_page_in_between_goes_by_its_status(twilio: TwilioServer) -> None:
    """A proxy's HTML is a refusal too, and quotes nothing into the ledger."""
    refused = answering(413, "<html>canary</html>", kind="text/html")

    assert await outcome_of(twilio, refused) == Refused(scope=Scope.MESSAGE, reason="too-long", code="http-413")


@pytest.mark.parametrize(
    ("status", "code", "header", "seconds"),
    [
        (429, "QUOTA_EXCEEDED", "Retry-After: 30", 30.0),
        (429, "QUOTA_EXCEEDED", "X-Nothing: 1", None),
        (503, "UNAVAILABLE", "Retry-After: 12", 12.0),
    ],
)
async def test_too_much_at_once_is_not_sent(
    twilio: TwilioServer, status: int, code: str, header: str, seconds: float | None
) -> None:
    """429, and 503 that says when: FCM has not taken it."""
    outcome = await outcome_of(twilio, refusing_fcm(status, code, "", header))

    assert outcome == NotSent(reason="slow-down", retry_after=seconds, slow_down=True, code=code)


UNUSABLE: dict[str, tuple[Behaviour, str]] = {
    "500": (refusing_fcm(500, "INTERNAL", "INTERNAL"), "server-error"),
    "500 with Retry-After": (refusing_fcm(500, "INTERNAL", "INTERNAL", "Retry-After: 3"), "server-error"),
    "503 without Retry-After": (refusing_fcm(503, "UNAVAILABLE", "UNAVAILABLE"), "server-error"),
    "502 in HTML": (answering(502, "<html>bad gateway</html>", kind="text/html"), "server-error"),
    "redirect": (answering(307, b"", "Location: http://127.0.0.1:9/v1"), "unexpected"),
    "200 without a name": (answering(200, "{}"), "no-id"),
    "200 with a strange name": (answering(200, '{"name": "x y"}'), "no-id"),
    "200 that is not JSON": (answering(200, "<html>"), "unreadable"),
    "200 cut short": (cutting, "unreadable"),
    "dropped": (dropping, "dropped"),
    "reset": (resetting, "dropped"),
    "half a head": (half_a_head, "dropped"),
    "silence": (silent, "timeout"),
}


@pytest.mark.parametrize("name", UNUSABLE)
async def test_no_usable_answer_is_unsure(twilio: TwilioServer, name: str) -> None:
    """Nobody knows, and nothing is tried again here: the collapse key makes the policy's second try harmless."""
    behaviour, reason = UNUSABLE[name]

    outcome = await outcome_of(twilio, behaviour)

    assert isinstance(outcome, Unsure)
    assert outcome.reason == reason
    assert paths(twilio) == ["token", "messages:send"]


async def test_a_redirect_is_not_followed(twilio: TwilioServer) -> None:
    """The bearer token goes to the configured address and to no other."""
    async with twilio_server() as elsewhere:
        await outcome_of(twilio, answering(307, b"", f"Location: {elsewhere.url}/v1"))

        assert elsewhere.connections == 0


async def test_where_nobody_listens_nothing_has_left(twilio: TwilioServer) -> None:
    """A refused connection is not sent."""
    twilio.behaviour = with_tokens(sent)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    channel = fcm_app(twilio, url=f"http://127.0.0.1:{port}")
    outcome = await channel.send(TOPIC)
    await channel.close()

    assert outcome == NotSent(reason="no-connection")


@pytest.mark.parametrize(
    ("token", "outcome"),
    [
        (
            answering(400, '{"error": "invalid_grant", "error_description": "canary@iam"}'),
            Refused(scope=Scope.ROUTE, reason="credentials", code="token-invalid_grant"),
        ),
        (answering(401, b""), Refused(scope=Scope.ROUTE, reason="credentials", code="token-http-401")),
        (answering(404, b""), Refused(scope=Scope.ROUTE, reason="endpoint", code="token-http-404")),
        (
            answering(302, b"", "Location: http://x/"),
            Refused(scope=Scope.ROUTE, reason="endpoint", code="token-http-302"),
        ),
        (
            answering(429, b"", "Retry-After: 4"),
            NotSent(reason="slow-down", retry_after=4.0, slow_down=True, code="token-http-429"),
        ),
        (answering(500, b""), NotSent(reason="server-error", code="token-http-500")),
        (answering(200, b"{}"), NotSent(reason="unreadable")),
        (answering(200, b"[]"), NotSent(reason="unreadable")),
        (dropping, NotSent(reason="dropped")),
        (silent, NotSent(reason="timeout")),
    ],
    ids=["grant", "401", "404", "302", "429", "500", "no token", "a list", "dropped", "silence"],
)
async def test_without_a_token_nothing_has_left(twilio: TwilioServer, token: Behaviour, outcome: Outcome) -> None:
    """Whatever the sign-in does, the message is refused or not sent and never unsure, and FCM saw no request."""
    assert await outcome_of(twilio, sent, token=token) == outcome
    assert paths(twilio) == ["token"]


async def test_many_sends_at_once_make_one_sign_in(twilio: TwilioServer) -> None:
    """Two hundred at the same time: one request for a token, one message each."""
    twilio.behaviour = with_tokens(sent)
    channel = fcm_app(twilio, timeout=10)
    outcomes = await asyncio.gather(*(channel.send(TOPIC) for _ in range(200)))
    await channel.close()

    assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    assert paths(twilio).count("token") == 1
    assert paths(twilio).count("messages:send") == 200


async def test_a_sign_in_that_hangs_hangs_nobody_twice(twilio: TwilioServer) -> None:
    """Everybody who waits for it gets the same answer, within one timeout and not one after another."""
    twilio.behaviour = with_tokens(sent, token=silent)
    channel = fcm_app(twilio)
    async with asyncio.timeout(5):
        outcomes = await asyncio.gather(*(channel.send(TOPIC) for _ in range(50)))
    await channel.close()

    assert set(outcomes) == {NotSent(reason="timeout")}
    assert paths(twilio) == ["token"]


async def test_a_token_is_used_until_a_minute_before_its_end(twilio: TwilioServer) -> None:
    """3,599 seconds less 60: then another, on the clock that never steps."""
    twilio.behaviour = with_tokens(sent)
    clock = StillClock()
    channel = fcm_app(twilio, clock=clock)
    for ticks in (0, 3538, 1.5):
        clock.ticks += ticks
        await channel.send(TOPIC)
    clock.at = NIGHT + timedelta(days=3)  # a step of the wall clock changes nothing
    await channel.send(TOPIC)
    await channel.close()

    assert paths(twilio) == ["token", "messages:send", "messages:send", "token", "messages:send", "messages:send"]


async def test_a_token_that_is_not_taken_is_thrown_away(twilio: TwilioServer) -> None:
    """401 is one honest outcome, the route's; the next send signs in again and arrives."""
    count = 0

    async def numbered(request: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        given = {"access_token": f"{BEARER}-{count}", "expires_in": 3599}
        await answering(200, json.dumps(given))(request, writer)

    twilio.behaviour = with_tokens(refusing_fcm(401, "", "UNAUTHENTICATED"), token=numbered)
    channel = fcm_app(twilio)
    first = await channel.send(TOPIC)
    twilio.behaviour = with_tokens(sent, token=numbered)
    second = await channel.send(TOPIC)
    await channel.close()

    assert first == Refused(scope=Scope.ROUTE, reason="credentials", code="UNAUTHENTICATED")
    assert isinstance(second, Accepted)
    assert paths(twilio) == ["token", "messages:send", "token", "messages:send"]
    assert [request.headers["authorization"] for request in twilio.requests[1::2]] == [
        f"Bearer {BEARER}-1",
        f"Bearer {BEARER}-2",
    ]


async def test_a_close_while_signing_in_leaves_no_task(twilio: TwilioServer) -> None:
    """Closed in the middle of it, the sign-in ends, the message is not sent, and nothing is left behind."""
    before = asyncio.all_tasks()
    twilio.behaviour = with_tokens(sent, token=silent)
    channel = fcm_app(twilio, timeout=30)
    send = asyncio.create_task(channel.send(TOPIC))
    await twilio.heard.wait()
    await channel.close()

    assert await send == NotSent(reason="closed")
    assert [task for task in asyncio.all_tasks() - before if task.get_name() != TALK] == []
