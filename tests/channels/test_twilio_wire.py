"""What the outcomes lean on in the SMS wire's client: one POST per send, and on which side of it an error fell."""

import asyncio
import itertools
import ssl
import sys
from collections import Counter
from pathlib import Path

import pytest
from pyreqwest.exceptions import (
    BuilderError,
    Cause,
    ClientClosedError,
    ConnectError,
    ConnectTimeoutError,
    DecodeError,
    DetailedPyreqwestError,
    PoolTimeoutError,
    ReadError,
    ReadTimeoutError,
    RequestPanicError,
    WriteError,
    WriteTimeoutError,
)

from dispatcher.channels.guard import CaptureCredential
from dispatcher.channels.sms import CaptureSms
from dispatcher.channels.twilio_http import failure
from dispatcher.domain.errors import DispatcherError, WrongLane
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import Scope
from tests.channels.messages import NUMBER, PUBLIC_URL, TOKEN, StillClock, message
from tests.channels.rigs import twilio_sms
from tests.channels.twilio_server import (
    Behaviour,
    Drop,
    Request,
    TwilioServer,
    accepting,
    answering,
    cutting,
    dropping,
    resetting,
    silent,
    twilio_server,
)


def attempt_of(request: Request) -> str:
    return request.form["StatusCallback"].partition("#")[0].rpartition("/")[2]


async def leaving(request: Request, writer: asyncio.StreamWriter) -> None:
    """Answer and hang up without a word of warning: the next request may already be on its way."""
    await accepting(request, writer)
    await writer.drain()
    raise Drop


MOODS: dict[str, tuple[Behaviour, ...]] = {
    "hangs up on reading": (accepting, dropping),
    "resets on reading": (accepting, resetting),
    "hangs up after answering": (leaving,),
    "everything": (accepting, leaving, dropping, accepting, resetting, cutting, leaving, accepting),
}


@pytest.mark.parametrize("concurrency", [1, 8])
@pytest.mark.parametrize("mood", MOODS)
async def test_no_message_is_posted_twice(twilio: TwilioServer, mood: str, concurrency: int) -> None:
    """However kept connections end, the provider saw an accepted message once, a not sent one never, none twice."""
    moods = itertools.cycle(MOODS[mood])

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        await next(moods)(request, writer)

    twilio.behaviour = behave
    channel = twilio_sms(twilio, timeout=20, concurrency=concurrency)
    outcomes: dict[str, Outcome] = {}
    numbers = iter(range(200))

    async def sender() -> None:
        for number in numbers:
            outcomes[f"a{number}"] = await channel.send(message(NUMBER, attempt=f"a{number}"))

    await asyncio.gather(*(sender() for _ in range(concurrency)))
    await channel.close()

    seen = Counter(attempt_of(request) for request in twilio.requests)
    assert len(outcomes) == 200
    assert max(seen.values()) == 1
    assert [name for name, outcome in outcomes.items() if isinstance(outcome, Accepted) and not seen[name]] == []
    assert [name for name, outcome in outcomes.items() if not isinstance(outcome, Accepted | Unsure)] == []


async def test_a_dropped_message_was_posted_once_on_its_kept_connection(twilio: TwilioServer) -> None:
    """The very case that clients like to mend: a kept connection ends between the request and its answer."""
    channel = twilio_sms(twilio)
    await channel.send(message(NUMBER, attempt="first"))
    twilio.behaviour = dropping

    outcome = await channel.send(message(NUMBER, attempt="second"))
    await channel.close()

    assert outcome == Unsure(reason="dropped")
    assert (twilio.connections, [attempt_of(request) for request in twilio.requests]) == (1, ["first", "second"])


async def test_a_message_without_a_connection_to_itself_is_not_sent(twilio: TwilioServer) -> None:
    """No more connections than the lane has places, and who waits for one in vain has sent nothing."""
    twilio.behaviour = silent
    channel = twilio_sms(twilio, concurrency=1)

    outcomes = await asyncio.gather(*(channel.send(message(NUMBER, attempt=name)) for name in ("one", "two")))
    await channel.close()

    assert outcomes == [Unsure(reason="timeout"), NotSent(reason="no-free-connection")]
    assert (len(twilio.requests), twilio.connections) == (1, 1)


async def test_a_proxy_in_the_environment_is_not_used(twilio: TwilioServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text and token go to the provider, whatever the machine has been told about proxies."""
    async with twilio_server() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
            monkeypatch.setenv(name.upper(), proxy.url)
        channel = twilio_sms(twilio)

        outcome = await channel.send(message(NUMBER))
        await channel.close()

        assert isinstance(outcome, Accepted)
        assert proxy.connections == 0


async def test_a_request_carries_nothing_but_itself(twilio: TwilioServer) -> None:
    """No cookie comes back, no answer is asked for packed, and a name in the address signs in nowhere."""
    twilio.behaviour = answering(201, '{"sid": "SM1"}', "Set-Cookie: a=b; Path=/")
    channel = twilio_sms(twilio, url=f"http://someone:else@127.0.0.1:{twilio.port}/")
    await channel.send(message(NUMBER))
    await channel.send(message(NUMBER))
    await channel.close()

    headers = {name: value for name, value in twilio.requests[1].headers.items() if name}
    assert headers.pop("authorization").startswith("Basic QUMxMTEx")  # AC111…
    assert headers.pop("content-length")
    assert headers == {
        "host": f"127.0.0.1:{twilio.port}",
        "content-type": "application/x-www-form-urlencoded",
        "accept": "application/json",
        "accept-encoding": "identity",
        "user-agent": "dispatcher",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8")
async def test_a_certificate_of_another_name_refuses_the_route(certificate: ssl.SSLContext, trusted: None) -> None:
    """A trusted authority's word for one host is none for another."""
    async with twilio_server(certificate, host="127.0.0.2") as server:
        channel = twilio_sms(server)

        outcome = await channel.send(message(NUMBER))
        await channel.close()

        assert outcome == Refused(scope=Scope.ROUTE, reason="certificate")
        assert server.requests == []


@pytest.mark.parametrize("address", ["api.twilio.com", "http://", "ftp://127.0.0.1", "http://[::1", "http://a b"])
def test_an_address_without_a_host_makes_no_account(address: str) -> None:
    """What the client could not call is refused when the channel is made."""
    with pytest.raises(DispatcherError):
        CaptureSms(address, CaptureCredential(), sender="Loten", public_url=PUBLIC_URL, clock=StillClock())


@pytest.mark.parametrize("address", [r"http://api.twilio.com\@127.0.0.1", "http://api.twilio.com#@127.0.0.1"])
def test_the_guard_reads_an_address_as_the_client_does(address: str) -> None:
    """Readers of addresses disagree on odd ones; the host that is checked is the host that would be called."""
    with pytest.raises(WrongLane):
        CaptureSms(address, CaptureCredential(), sender="Loten", public_url=PUBLIC_URL, clock=StillClock())


CONNECTING = "client error (Connect)"
SENDING = "client error (SendRequest)"


@pytest.mark.parametrize(
    ("kind", "causes", "outcome"),
    [
        (ConnectError, ["x", CONNECTING, "tcp connect error"], NotSent(reason="no-connection")),
        (ConnectError, ["x", CONNECTING, "dns error", "no such name"], NotSent(reason="dns")),
        (ConnectTimeoutError, ["x", CONNECTING, "operation timed out"], NotSent(reason="connect-timeout")),
        (
            ConnectError,
            ["x", CONNECTING, "invalid peer certificate: Expired"],
            Refused(scope=Scope.ROUTE, reason="certificate"),
        ),
        (PoolTimeoutError, ["deadline has elapsed"], NotSent(reason="no-free-connection")),
        (BuilderError, ["builder error"], NotSent(reason="no-connection")),
        (ConnectError, ["x", SENDING, "connection closed before message completed"], Unsure(reason="dropped")),
        (ConnectError, ["x", "client error (Canceled)", "connection closed"], Unsure(reason="dropped")),
        (ConnectError, ["x", SENDING, CONNECTING], Unsure(reason="dropped")),
        (ConnectError, [CONNECTING], Unsure(reason="dropped")),
        (ConnectError, [], Unsure(reason="dropped")),
        (ConnectTimeoutError, ["x", "operation timed out"], Unsure(reason="timeout")),
        (WriteTimeoutError, ["x"], Unsure(reason="timeout")),
        (ReadTimeoutError, ["x"], Unsure(reason="timeout")),
        (ReadError, ["x"], Unsure(reason="unreadable")),
        (DecodeError, ["x", SENDING, "invalid HTTP version parsed"], Unsure(reason="unreadable")),
        (WriteError, ["x"], Unsure(reason="dropped")),
        (ClientClosedError, [], Unsure(reason="dropped")),
        (RequestPanicError, ["x"], Unsure(reason="dropped")),
    ],
)
def test_only_what_failed_while_connecting_is_not_sent(
    kind: type[DetailedPyreqwestError], causes: list[str], outcome: Outcome
) -> None:
    """The client calls a dropped answer a ConnectError too: its second cause decides, and what is unclear is unsure."""
    told = [Cause(message=cause) for cause in causes]

    assert failure(kind("error", {"causes": told or None})) == outcome


async def test_closing_lets_go_of_kept_connections(twilio: TwilioServer) -> None:
    """The provider sees them end."""
    channel = twilio_sms(twilio)
    await channel.send(message(NUMBER))

    await channel.close()

    async with asyncio.timeout(10):
        await twilio.parted.wait()


LAST_WORDS = """
import asyncio, os, sys, uvloop
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}) if hasattr(os, "sched_setaffinity") else None
from tests.channels.messages import NUMBER, message
from tests.channels.rigs import twilio_sms
from tests.channels.twilio_server import TwilioServer

async def send():
    channel = twilio_sms(TwilioServer(port=int(sys.argv[1])), timeout=20)
    await asyncio.gather(*(channel.send(message(NUMBER)) for _ in range(20)))
    await channel.close()

with asyncio.Runner(loop_factory={"asyncio": None, "uvloop": uvloop.new_event_loop}[sys.argv[2]]) as runner:
    runner.run(send())
"""


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
async def test_a_process_may_end_right_after_its_last_answer(twilio: TwilioServer, loop: str) -> None:
    """The client's own thread is out of the interpreter when the channel is closed, and no abort ends the process."""
    command = (sys.executable, "-c", LAST_WORDS, str(twilio.port), loop)
    process = await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[2])

    code = await process.wait()

    assert code == 0
    assert len(twilio.requests) == 20


def test_the_token_is_not_in_what_the_client_calls_itself() -> None:
    """The client that holds the sign-in can be printed."""
    channel = twilio_sms(TwilioServer(port=9))

    told = f"{channel._http.client!r} {vars(channel._http)!r}"

    assert TOKEN not in told
    assert "Basic" not in told
