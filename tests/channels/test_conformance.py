"""What every channel keeps to, whatever it speaks: one body of tests over all of them."""

import asyncio
import logging
import socket
import traceback

import pytest
from structlog.testing import capture_logs

from dispatcher.channels.reasons import Reason
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import ChannelName, LaneKind, Mode, Scope
from dispatcher.ports import Channel
from tests.channels.conversations import TALK
from tests.channels.messages import PASSWORD, TOKEN
from tests.channels.rigs import BEHAVIOURS, Rig
from tests.channels.smtp_server import SmtpServer

OUTCOMES: dict[str, type[Outcome]] = {
    "accept": Accepted,
    "refuse the recipient": Refused,
    "refuse the message": Refused,
    "refuse the route": Refused,
    "slow down": NotSent,
    "drop": Unsure,
    "silence": Unsure,
}
SCOPES = {"refuse the recipient": Scope.RECIPIENT, "refuse the message": Scope.MESSAGE, "refuse the route": Scope.ROUTE}


def secrets(rig: Rig) -> tuple[str, ...]:
    """What must not turn up: the address in any of its forms, and the credentials."""
    local = rig.secret or rig.address.partition("@")[0].removeprefix("+47")
    whole = () if rig.channel.name is ChannelName.APP else (rig.address,)
    return *whole, local, TOKEN, PASSWORD, "Basic ", "Bearer ", "vapid t="


@pytest.mark.parametrize("how", BEHAVIOURS)
async def test_every_answer_has_its_outcome(rig: Rig, how: str) -> None:
    """What the provider does decides which of the four outcomes a send has, and how far a refusal reaches."""
    rig.behave(how)

    outcome = await rig.channel.send(rig.message())

    assert isinstance(outcome, OUTCOMES[how])
    if isinstance(outcome, Refused):
        assert outcome.scope is SCOPES[how]
    if isinstance(outcome, NotSent):
        assert outcome.slow_down


@pytest.mark.parametrize("how", BEHAVIOURS)
async def test_a_send_is_one_try(rig: Rig, how: str) -> None:
    """A channel never repeats anything by itself: the provider saw one try, whatever came of it."""
    rig.behave(how)

    await rig.channel.send(rig.message())

    assert rig.tries() == 1


@pytest.mark.parametrize("how", BEHAVIOURS)
async def test_no_secret_leaves_a_channel(rig: Rig, how: str, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the address nor a credential is in an outcome, in a log line or in what the channel calls itself."""
    caplog.set_level(logging.DEBUG)
    rig.behave(how)

    with capture_logs() as lines:
        outcome = await rig.channel.send(rig.message())

    told = f"{outcome!r} {rig.channel!r} {vars(rig.channel)!r} {lines} {caplog.text}"
    assert [secret for secret in secrets(rig) if secret.lower() in told.lower()] == []


async def test_an_accepted_message_has_the_providers_name_for_it(rig: Rig) -> None:
    """Fifty at once: every send gets the answer to its own message, and none another's."""
    messages = [rig.message(number) for number in range(2, 52)]

    outcomes = await asyncio.gather(*(rig.channel.send(message) for message in messages))

    assert {type(outcome) for outcome in outcomes} == {Accepted}, outcomes
    names = [outcome.provider_id for outcome in outcomes if isinstance(outcome, Accepted)]
    assert names == [rig.named(message) for message in messages]


async def test_silence_ends_within_the_timeout(rig: Rig) -> None:
    """A provider that says nothing costs the hard timeout and not more, and leaves the message unsure."""
    rig.behave("silence")

    async with asyncio.timeout(10):
        outcome = await rig.channel.send(rig.message())

    assert outcome == Unsure(reason="timeout")


async def test_a_channel_works_again_after_the_provider_does(rig: Rig) -> None:
    """After every kind of misbehaviour the same object sends the next message."""
    for how in BEHAVIOURS:
        rig.behave(how)
        await rig.channel.send(rig.message(2))
    rig.behave("accept")

    outcome = await rig.channel.send(rig.message(3))

    assert isinstance(outcome, Accepted)


async def test_a_cancelled_send_leaves_nothing_behind(rig: Rig) -> None:
    """Cancelled in the middle of a request, a send ends at once; the channel goes on, closes, and no task is left."""
    before = asyncio.all_tasks()
    rig.behave("silence")
    send = asyncio.create_task(rig.channel.send(rig.message()))
    await rig.server.heard.wait()
    send.cancel()
    with pytest.raises(asyncio.CancelledError):
        await send
    rig.behave("accept")

    outcome = await rig.channel.send(rig.message(2))
    await rig.channel.close()

    assert isinstance(outcome, Accepted)
    ours = [task for task in asyncio.all_tasks() - before if task.get_name() != TALK]
    assert ours == []


async def test_a_closed_channel_sends_nothing(rig: Rig) -> None:
    """After close, and a second close, a send is not sent: nothing opens again behind the operator's back."""
    await rig.channel.send(rig.message())
    await rig.channel.close()
    await rig.channel.close()

    outcome = await rig.channel.send(rig.message(2))

    assert outcome == NotSent(reason="closed")
    assert rig.tries() == 1


@pytest.mark.parametrize("mode", Mode)
async def test_a_lane_takes_its_own_modes_only(rig: Rig, mode: Mode) -> None:
    """Capture lanes send exercises and nothing else, real lanes everything else, and the error names no one."""
    own = (mode is Mode.EXERCISE) == (rig.channel.kind is LaneKind.CAPTURE)
    if own:
        assert isinstance(await rig.channel.send(rig.message(mode=mode)), Accepted)
        return

    with pytest.raises(WrongLane) as refusal:
        await rig.channel.send(rig.message(mode=mode))

    assert rig.server.connections == 0
    told = "".join(traceback.format_exception(refusal.value))
    assert [secret for secret in secrets(rig) if secret in told] == []


async def test_an_address_that_is_none_is_refused_without_a_connection(rig: Rig) -> None:
    """What is no address, or hides a second line in one, never reaches a socket and ends only that delivery."""
    for wrong in (
        "",
        "ikke en adresse",
        f"{rig.address}\r\nRCPT TO:<b@c.example>",
        f"{rig.address}\n",
        f" {rig.address}",
        "a@b@c",
    ):
        message = rig.message()
        object.__setattr__(message, "address", wrong)

        outcome = await rig.channel.send(message)

        assert outcome == Refused(scope=Scope.RECIPIENT, reason="bad-address")
    assert rig.server.connections == 0


@pytest.mark.parametrize("how", ["works", "wrong credentials", "silence", "nonsense"])
async def test_a_probe_says_whether_the_route_works(rig: Rig, how: str, caplog: pytest.LogCaptureFixture) -> None:
    """Without a message, in time, in one closed word and without a secret; None where there is nothing to ask."""
    caplog.set_level(logging.DEBUG)
    if how not in rig.probes:
        if not rig.probes:
            assert await rig.channel.probe() is None
            assert rig.server.connections == 0
        return
    misbehave, reason = rig.probes[how]
    misbehave()

    with capture_logs() as lines:
        async with asyncio.timeout(10):
            probed = await rig.channel.probe()

    assert probed is not None
    assert (probed.ok, probed.reason) == (not reason, reason)
    assert reason == "" or reason in set(Reason)
    told = f"{probed!r} {lines} {caplog.text}"
    assert [secret for secret in secrets(rig) if secret.lower() in told.lower()] == []


async def test_a_probe_sends_nothing(rig: Rig) -> None:
    """Neither a message nor the beginning of one: FCM is asked to validate only."""
    if "works" in rig.probes:
        rig.probes["works"][0]()
        await rig.channel.probe()

    if isinstance(rig.server, SmtpServer):
        assert rig.tries() == 0
    else:
        bodies = [request.body for request in rig.server.requests if " /token " not in request.line]
        assert all(body == b"" or b'"validate_only":true' in body for body in bodies)


async def test_a_probe_of_a_port_where_nobody_listens(rig: Rig) -> None:
    """A refused connection is a finding, at once."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        channel = rig.unreachable(taken.getsockname()[1])
        probed = await channel.probe()
        await channel.close()

    if rig.probes:
        assert probed is not None
        assert (probed.ok, probed.reason) == (False, "no-connection")
    else:
        assert probed is None


async def test_a_closed_channel_is_not_probed(rig: Rig) -> None:
    """After close nothing opens again."""
    await rig.channel.close()
    probed = await rig.channel.probe()

    assert probed is None or (probed.ok, probed.reason) == (False, "closed")
    assert rig.server.connections == 0


async def test_a_channel_is_what_the_lanes_expect(rig: Rig) -> None:
    """Each has a name, a kind and a provider, and asks for nothing more than the port promises."""
    channel: Channel = rig.channel

    assert (channel.name, channel.kind, bool(channel.provider)) == (rig.channel.name, rig.channel.kind, True)
