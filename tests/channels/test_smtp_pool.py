"""Long-lived connections: shared, replaced when stale, never trusted after a mishap."""

import asyncio

import pytest

from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import ChannelName, Scope
from dispatcher.ports import Message
from tests.channels.messages import StillClock, message
from tests.channels.rigs import smtp_email
from tests.channels.smtp_server import AFTER_DOT, DROP, HANG, SmtpServer


def mail(number: int = 1) -> Message:
    """To a person of that number."""
    return message(f"p{number}@loten.example", channel=ChannelName.EMAIL, delivery=number)


async def test_mails_in_a_row_share_a_connection(smtp: SmtpServer) -> None:
    """One greeting, one EHLO, and one transaction each."""
    channel = smtp_email(smtp)
    for number in range(5):
        assert isinstance(await channel.send(mail(number)), Accepted)
    await channel.close()

    assert (smtp.connections, smtp.count("EHLO"), smtp.count("MAIL"), len(smtp.mails)) == (1, 1, 5, 5)
    assert smtp.count("RSET") == 0


async def test_mails_at_once_use_no_more_connections_than_are_set(smtp: SmtpServer) -> None:
    """Twenty at once over three connections: all arrive, each to its own."""
    channel = smtp_email(smtp, connections=3, timeout=10)

    outcomes = await asyncio.gather(*(channel.send(mail(number)) for number in range(20)))
    await channel.close()

    assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    assert smtp.connections == 3
    assert {found.recipient for found in smtp.mails} == {f"p{number}@loten.example" for number in range(20)}
    assert all(f"To: {found.recipient}\r\n".encode() in found.content for found in smtp.mails)


async def test_no_free_connection_is_not_sent(smtp: SmtpServer) -> None:
    """A send that waits for its turn longer than the timeout has sent nothing."""
    smtp.wrong = {AFTER_DOT: HANG}
    channel = smtp_email(smtp, connections=1)

    outcomes = await asyncio.gather(channel.send(mail(1)), channel.send(mail(2)))
    await channel.close()

    assert outcomes[0] == Unsure(reason="timeout")
    assert outcomes[1] in (NotSent(reason="no-free-connection"), Unsure(reason="timeout"))


async def test_goodbye_is_said_at_the_end(smtp: SmtpServer) -> None:
    """Every kept connection is left with QUIT."""
    channel = smtp_email(smtp)
    await asyncio.gather(*(channel.send(mail(number)) for number in range(4)))

    await channel.close()

    assert smtp.count("QUIT") == smtp.connections


async def test_closing_does_not_wait_for_a_server_that_is_mute(smtp: SmtpServer) -> None:
    """A goodbye that is not answered holds nobody up."""
    channel = smtp_email(smtp)
    await channel.send(mail())
    smtp.wrong = {"QUIT": HANG}

    async with asyncio.timeout(10):
        await channel.close()

    assert smtp.count("QUIT") == 1


async def test_a_connection_dropped_while_idle_is_replaced(smtp: SmtpServer) -> None:
    """The server hung up in the meantime: the next mail opens a new connection and arrives once."""
    channel = smtp_email(smtp)
    await channel.send(mail(1))
    await smtp.hang_up_on_everybody()

    outcome = await channel.send(mail(2))
    await channel.close()

    assert isinstance(outcome, Accepted)
    assert (smtp.connections, len(smtp.mails)) == (2, 2)


@pytest.mark.parametrize("said", [DROP, "421 4.4.2 idle too long"])
async def test_a_connection_that_ends_at_mail_is_replaced_once(smtp: SmtpServer, said: str) -> None:
    """A kept connection that turns out to be gone at MAIL is replaced within the send; a new one that does is not."""
    channel = smtp_email(smtp)
    await channel.send(mail(1))
    smtp.wrong = {"MAIL": said}

    outcome = await channel.send(mail(2))
    await channel.close()

    assert isinstance(outcome, NotSent)
    assert outcome.slow_down == said.startswith("421")
    assert (smtp.connections, smtp.count("MAIL"), len(smtp.mails)) == (2, 3, 1)


@pytest.mark.parametrize("step", ["RCPT", "DATA", AFTER_DOT])
async def test_after_mail_nothing_is_tried_again(smtp: SmtpServer, step: str) -> None:
    """A kept connection that breaks later than MAIL ends the send: not sent before DATA, unsure from DATA on."""
    channel = smtp_email(smtp)
    await channel.send(mail(1))
    smtp.wrong = {step: DROP}

    outcome = await channel.send(mail(2))
    await channel.close()

    assert isinstance(outcome, NotSent if step == "RCPT" else Unsure)
    assert (smtp.connections, smtp.count("MAIL")) == (1, 2)


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"RCPT": "550 5.1.1 unknown"}, Refused),
        ({"MAIL": "451 4.3.0 later"}, NotSent),
        ({"DATA": "451 4.3.0 later"}, NotSent),
        ({AFTER_DOT: "554 5.6.0 no"}, Refused),
    ],
    ids=["rcpt", "mail", "data", "dot"],
)
async def test_a_refusal_is_reset_and_the_connection_kept(
    smtp: SmtpServer, wrong: dict[str, str], kind: type[Outcome]
) -> None:
    """RSET clears what was begun before the next mail; the connection is as good as before."""
    channel = smtp_email(smtp)
    smtp.wrong = wrong
    refused = await channel.send(mail(1))
    smtp.wrong = {}

    outcome = await channel.send(mail(2))
    await channel.close()

    assert isinstance(refused, kind)
    assert isinstance(outcome, Accepted)
    assert (smtp.connections, smtp.count("RSET")) == (1, 1)
    assert [found.recipient for found in smtp.mails] == ["p2@loten.example"]


async def test_a_connection_that_misbehaved_is_not_used_again(smtp: SmtpServer) -> None:
    """After silence the next reply could be the last mail's, so the next mail has a new connection."""
    channel = smtp_email(smtp)
    smtp.wrong = {AFTER_DOT: HANG}
    await channel.send(mail(1))
    smtp.wrong = {}

    outcome = await channel.send(mail(2))
    await channel.close()

    assert isinstance(outcome, Accepted)
    assert smtp.connections == 2


@pytest.mark.parametrize("said", ["299 fine", "what?"])
async def test_a_connection_that_talks_nonsense_is_not_used_again(smtp: SmtpServer, said: str) -> None:
    """What is not SMTP may be the first half of something."""
    channel = smtp_email(smtp)
    smtp.wrong = {"RCPT": said}
    await channel.send(mail(1))
    smtp.wrong = {}

    outcome = await channel.send(mail(2))
    await channel.close()

    assert isinstance(outcome, Accepted)
    assert smtp.connections == 2


async def test_one_silent_connection_casts_out_the_others(smtp: SmtpServer) -> None:
    """When the network has forgotten one idle connection it has forgotten all: only one mail waits for nothing."""
    channel = smtp_email(smtp)
    await asyncio.gather(*(channel.send(mail(number)) for number in range(4)))
    smtp.wrong = {"MAIL": HANG}
    silent = await channel.send(mail(5))
    smtp.wrong = {}

    outcome = await channel.send(mail(6))
    await channel.close()

    assert silent == NotSent(reason="timeout", code="mail")
    assert isinstance(outcome, Accepted)
    assert (smtp.connections, smtp.count("QUIT")) == (5, 4)


async def test_a_cancelled_mails_connection_is_not_used_again(smtp: SmtpServer) -> None:
    """Nobody knows where that conversation stood."""
    channel = smtp_email(smtp, timeout=30)
    smtp.wrong = {"RCPT": HANG}
    send = asyncio.create_task(channel.send(mail(1)))
    while not smtp.count("RCPT"):
        smtp.heard.clear()
        await smtp.heard.wait()
    send.cancel()
    with pytest.raises(asyncio.CancelledError):
        await send
    smtp.wrong = {}

    outcome = await channel.send(mail(2))
    await channel.close()

    assert isinstance(outcome, Accepted)
    assert smtp.connections == 2


async def test_a_connection_idle_for_long_is_left_in_time(smtp: SmtpServer) -> None:
    """After a minute a firewall may have forgotten it without a word: better to ask anew than to wait."""
    clock = StillClock()
    channel = smtp_email(smtp, clock=clock)
    await channel.send(mail(1))
    clock.ticks += 61

    outcome = await channel.send(mail(2))
    await channel.close()

    assert isinstance(outcome, Accepted)
    assert (smtp.connections, smtp.count("QUIT")) == (2, 2)


async def test_a_connection_is_left_after_a_hundred_mails(smtp: SmtpServer) -> None:
    """Servers count too, and hang up in the middle of the next."""
    channel = smtp_email(smtp, timeout=10)
    for number in range(101):
        assert isinstance(await channel.send(mail(number)), Accepted)
    await channel.close()

    assert (smtp.connections, len(smtp.mails)) == (2, 101)


async def test_closing_during_a_mail_lets_it_finish(smtp: SmtpServer) -> None:
    """What is under way ends with its own outcome, and its connection is left, not kept."""
    channel = smtp_email(smtp, timeout=10)
    send = asyncio.create_task(channel.send(mail(1)))
    await smtp.heard.wait()
    await channel.close()

    assert isinstance(await send, Accepted)
    assert await channel.send(mail(2)) == NotSent(reason="closed")
    async with smtp.changed:
        await smtp.changed.wait_for(lambda: not smtp.open)


async def test_a_refusal_for_one_is_nothing_to_the_next(smtp: SmtpServer) -> None:
    """Twenty people, every other refused: each has their own outcome."""
    channel = smtp_email(smtp, connections=1, timeout=10)
    outcomes = []
    for number in range(20):
        smtp.wrong = {"RCPT": "550 5.1.1 unknown"} if number % 2 else {}
        outcomes.append(await channel.send(mail(number)))
    await channel.close()

    refusal = Refused(scope=Scope.RECIPIENT, reason="unknown-mailbox", code="550 5.1.1")
    assert [outcome == refusal for outcome in outcomes] == [bool(number % 2) for number in range(20)]
    assert (smtp.connections, len(smtp.mails)) == (1, 10)
