"""The outcome table of reliability.md, row by row: what Twilio does, and what we then know."""

import asyncio
import socket
import ssl
from datetime import timedelta

import pytest

from dispatcher.channels.twilio_codes import CODES, SLOW_DOWN, verdict_of
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import Scope
from dispatcher.ports import Message
from tests.channels.conversations import conversations
from tests.channels.messages import NIGHT, NUMBER, message
from tests.channels.rigs import ACCOUNT, twilio_sms
from tests.channels.twilio_server import (
    MISBEHAVIOURS,
    Request,
    TwilioServer,
    accepting,
    answering,
    dropping,
    refusing,
    twilio_server,
)


async def outcome_at(server: TwilioServer, *, url: str | None = None, to: Message | None = None) -> Outcome:
    """One send from a channel of its own."""
    channel = twilio_sms(server, url=url)
    try:
        return await channel.send(to or message(NUMBER))
    finally:
        await channel.close()


async def test_201_with_a_sid_is_accepted(twilio: TwilioServer) -> None:
    """The provider took responsibility, and its name for the message is kept."""
    assert await outcome_at(twilio) == Accepted(provider_id="SM-4f1c2b")


@pytest.mark.parametrize("name", MISBEHAVIOURS)
async def test_no_usable_answer_is_unsure(twilio: TwilioServer, name: str) -> None:
    """When the request has left and the answer says nothing we can use, nobody knows, and nothing is tried again."""
    twilio.behaviour = MISBEHAVIOURS[name]

    outcome = await outcome_at(twilio)

    assert isinstance(outcome, Unsure)
    assert len(twilio.requests) == 1


@pytest.mark.parametrize(
    ("code", "status", "scope", "reason"),
    [
        (21211, 400, Scope.RECIPIENT, "invalid-number"),
        (21610, 400, Scope.RECIPIENT, "opted-out"),
        (21614, 400, Scope.RECIPIENT, "not-mobile"),
        (30005, 400, Scope.RECIPIENT, "unknown-number"),
        (21610, 403, Scope.RECIPIENT, "opted-out"),
        (30007, 400, Scope.MESSAGE, "content"),
        (21617, 400, Scope.MESSAGE, "too-long"),
        (20003, 401, Scope.ROUTE, "credentials"),
        (20003, 403, Scope.ROUTE, "credentials"),
        (99999, 401, Scope.ROUTE, "credentials"),
        (99999, 403, Scope.ROUTE, "credentials"),
        (30002, 400, Scope.ROUTE, "suspended"),
        (21408, 400, Scope.ROUTE, "region"),
        (21606, 400, Scope.ROUTE, "sender"),
        (21703, 400, Scope.ROUTE, "service"),
        (20404, 404, Scope.ROUTE, "endpoint"),
        (99999, 400, Scope.RECIPIENT, "unknown"),
    ],
)
async def test_4xx_is_refused_with_its_scope(
    twilio: TwilioServer, code: int, status: int, scope: Scope, reason: str
) -> None:
    """The code says how far the refusal reaches; one that nobody has told us of is this recipient's."""
    twilio.behaviour = refusing(code, status)

    assert await outcome_at(twilio) == Refused(scope=scope, reason=reason, code=str(code))


@pytest.mark.parametrize(
    ("status", "scope"),
    [
        (400, Scope.RECIPIENT),
        (401, Scope.ROUTE),
        (403, Scope.ROUTE),
        (404, Scope.ROUTE),
        (407, Scope.ROUTE),
        (413, Scope.MESSAGE),
    ],
)
async def test_4xx_without_a_code_goes_by_its_status(twilio: TwilioServer, status: int, scope: Scope) -> None:
    """A proxy's HTML page is a refusal too."""
    twilio.behaviour = answering(status, "<html>no</html>", kind="text/html")

    outcome = await outcome_at(twilio)

    assert isinstance(outcome, Refused)
    assert (outcome.scope, outcome.code) == (scope, f"http-{status}")


@pytest.mark.parametrize(("code", "status"), [(20429, 429), (1, 429), (20429, 400), (30001, 400), (21611, 400)])
async def test_too_much_at_once_is_not_sent(twilio: TwilioServer, code: int, status: int) -> None:
    """429, and the codes that mean the same, were not processed: later, and slower."""
    twilio.behaviour = refusing(code, status)

    assert await outcome_at(twilio) == NotSent(reason="slow-down", slow_down=True, code=str(code))


async def test_408_is_not_sent(twilio: TwilioServer) -> None:
    """A server that gave up on reading the request has not acted on it."""
    twilio.behaviour = answering(408, b"")

    assert await outcome_at(twilio) == NotSent(reason="timeout", code="http-408")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3", 3.0),
        ("0.5", 0.5),
        ((NIGHT + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT"), 90.0),
        ((NIGHT - timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT"), 0.0),
        ("soon", None),
        ("-5", None),
        ("nan", None),
    ],
)
async def test_retry_after_is_honoured(twilio: TwilioServer, header: str, seconds: float | None) -> None:
    """Seconds or an HTTP date, by our own clock; what is neither is no wish at all."""
    twilio.behaviour = refusing(20429, 429, f"Retry-After: {header}")

    outcome = await outcome_at(twilio)

    assert isinstance(outcome, NotSent)
    assert outcome.retry_after == seconds


async def test_a_name_that_does_not_resolve_is_not_sent(twilio: TwilioServer) -> None:
    """Without an address nothing has left."""
    nobody = message("+4700000001", fictional=False)
    overlong = "a" * 64  # no label may be, so the resolver says no without asking anyone

    assert await outcome_at(twilio, url=f"http://{overlong}.invalid", to=nobody) == NotSent(reason="dns")


async def test_a_refused_connection_is_not_sent(twilio: TwilioServer) -> None:
    """Where nobody listens, nothing has left."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert await outcome_at(twilio, url=f"http://127.0.0.1:{port}") == NotSent(reason="no-connection")


async def mute(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """Never say a word, not even TLS's first."""
    await asyncio.Event().wait()


async def test_a_hanging_handshake_is_not_sent(twilio: TwilioServer) -> None:
    """Connecting has a limit of its own, well inside the whole, so that what never connected is known as not sent."""
    async with conversations(mute) as port:
        assert await outcome_at(twilio, url=f"https://127.0.0.1:{port}") == NotSent(reason="connect-timeout")


async def test_an_untrusted_certificate_refuses_the_route(certificate: ssl.SSLContext) -> None:
    """A server that cannot prove who it is gets neither text nor token."""
    async with twilio_server(certificate) as server:
        outcome = await outcome_at(server)

        assert outcome == Refused(scope=Scope.ROUTE, reason="certificate")
        assert server.requests == []


async def test_a_trusted_certificate_is_used(certificate: ssl.SSLContext, trusted: None) -> None:
    """An operator's own authority is trusted through SSL_CERT_FILE, as everywhere else."""
    async with twilio_server(certificate) as server:
        channel = twilio_sms(server)
        outcome = await channel.send(message(NUMBER))
        await channel.close()

        assert isinstance(outcome, Accepted)


async def test_a_kept_connection_that_is_dropped_is_unsure(twilio: TwilioServer) -> None:
    """A reused connection that breaks after the request is no different: unsure, and never posted again."""
    channel = twilio_sms(twilio)
    await channel.send(message(NUMBER))
    twilio.behaviour = dropping

    outcome = await channel.send(message(NUMBER, attempt="second"))
    await channel.close()

    assert outcome == Unsure(reason="dropped")
    assert [request.form["StatusCallback"][-20:-12] for request in twilio.requests][1:] == ["o/second"]


async def test_an_idle_connection_closed_by_the_server_is_replaced(twilio: TwilioServer) -> None:
    """Hung up on while idle, the next send opens a new connection and is accepted."""

    async def accept_and_leave(request: Request, writer: asyncio.StreamWriter) -> None:
        await answering(201, '{"sid": "SM1"}', "Connection: close")(request, writer)

    channel = twilio_sms(twilio)
    twilio.behaviour = accept_and_leave
    await channel.send(message(NUMBER))
    twilio.behaviour = accepting

    outcome = await channel.send(message(NUMBER))
    await channel.close()

    assert isinstance(outcome, Accepted)
    assert twilio.connections == 2


async def test_a_redirect_is_not_followed(twilio: TwilioServer) -> None:
    """The token goes to the configured address and to no other."""
    async with twilio_server() as elsewhere:
        twilio.behaviour = answering(307, b"", f"Location: {elsewhere.url}/2010-04-01")

        assert await outcome_at(twilio) == Unsure(reason="unexpected", code="http-307")
        assert elsewhere.connections == 0


async def test_closing_during_a_send_leaves_it_unsure(twilio: TwilioServer) -> None:
    """What was under way when the channel closed may have been taken."""
    twilio.behaviour = MISBEHAVIOURS["silence"]
    channel = twilio_sms(twilio, timeout=30)
    send = asyncio.create_task(channel.send(message(NUMBER)))
    await twilio.heard.wait()

    await channel.close()

    assert await send == Unsure(reason="dropped")


@pytest.mark.parametrize(
    ("reason", "behaviour"),
    [
        ("", answering(200, f'{{"sid": "{ACCOUNT}", "status": "active", "type": "Full"}}')),
        ("trial", answering(200, f'{{"sid": "{ACCOUNT}", "status": "active", "type": "Trial"}}')),
        ("suspended", answering(200, f'{{"sid": "{ACCOUNT}", "status": "suspended"}}')),
        ("suspended", answering(200, f'{{"sid": "{ACCOUNT}", "status": "closed"}}')),
        ("suspended", answering(403, '{"code": 10001}')),
        ("credentials", answering(401, '{"code": 20003}')),
        ("server-error", answering(503, b"")),
        ("no-id", answering(200, "{}")),
        ("no-id", answering(200, '{"sid": "AC2", "status": "active"}')),
        ("unreadable", answering(200, "<html>welcome to the guest network</html>")),
    ],
    ids=["open", "trial", "suspended", "closed", "not active", "token", "503", "no sid", "another's", "html"],
)
async def test_probe_asks_for_the_account(twilio: TwilioServer, reason: str, behaviour: object) -> None:
    """Ours and open is well; another's, a closed one, one that only tries things out, and no answer are not."""
    twilio.behaviour = behaviour  # type: ignore[assignment]
    channel = twilio_sms(twilio)

    probed = await channel.probe()
    await channel.close()

    assert (probed.ok, probed.reason) == (not reason, reason)
    assert twilio.requests[0].line == f"GET /2010-04-01/Accounts/{ACCOUNT}.json HTTP/1.1"


async def test_probe_of_a_dead_endpoint_is_not_sent(twilio: TwilioServer) -> None:
    """No answer at all is a finding, not an exception."""
    twilio.behaviour = dropping
    channel = twilio_sms(twilio)

    probed = await channel.probe()
    await channel.close()

    assert (probed.ok, probed.reason) == (False, "dropped")


def test_every_code_of_the_law_is_in_the_table() -> None:
    """The codes that reliability.md 2.4 names have the scope it gives them."""
    recipient = {"21211", "21610", "21614", "30005"}
    message_wide = {"30007", "21617"}
    route = {"20003", "30002", "21408"}

    assert {CODES[code].scope for code in recipient} == {Scope.RECIPIENT}
    assert {CODES[code].scope for code in message_wide} == {Scope.MESSAGE}
    assert {CODES[code].scope for code in route} == {Scope.ROUTE}
    assert {"20429", "30001"} <= SLOW_DOWN
    assert not SLOW_DOWN & CODES.keys()


def test_a_receipts_code_has_a_verdict_too() -> None:
    """A receipt's ErrorCode comes without a status and is read from the same table."""
    assert verdict_of("30003").scope is Scope.RECIPIENT
    assert verdict_of("12345") == (Scope.RECIPIENT, "unknown")
