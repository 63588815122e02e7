"""SMTP's outcome table of reliability.md, step by step: where a mail stopped decides what we know."""

import asyncio
import socket

import pytest

from dispatcher.channels.smtp_codes import Step, refused_or_later
from dispatcher.domain.outcome import Accepted, NotSent, Outcome, Refused, Unsure
from dispatcher.domain.states import ChannelName, Scope
from tests.channels.messages import EMAIL, message
from tests.channels.rigs import smtp_email
from tests.channels.smtp_server import AFTER_DOT, BEFORE_DOT, DROP, GREETING, HANG, SmtpServer

MAIL = message(EMAIL, channel=ChannelName.EMAIL)
R, M, T = Scope.RECIPIENT, Scope.MESSAGE, Scope.ROUTE


async def outcome_at(server: SmtpServer, **wrong: str) -> Outcome:
    """One send from a channel of its own, to a server that goes wrong like this."""
    server.wrong = wrong
    channel = smtp_email(server)
    try:
        return await channel.send(MAIL)
    finally:
        await channel.close()


async def test_250_is_accepted_in_the_servers_own_words(smtp: SmtpServer) -> None:
    """What it says it has queued the mail as is kept."""
    assert await outcome_at(smtp) == Accepted(provider_id="2.0.0 Ok: queued as KARI.NOR")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("250 2.1.5 <{recipient}> ok, queued as 4ZK1", "2.1.5 <...> ok, queued as 4ZK1"),
        ("250 ok {recipient}: æ", "ok ...: ?"),
        ("250", "250"),
        ("250-2.6.0 queued\r\n250 as   4ZK1", "2.6.0 queued as 4ZK1"),
        ("250 " + "x" * 900, "x" * 200),
    ],
)
async def test_the_servers_words_are_kept_without_the_address(smtp: SmtpServer, said: str, kept: str) -> None:
    """One line of ASCII, never the recipient."""
    assert await outcome_at(smtp, **{AFTER_DOT: said}) == Accepted(provider_id=kept)


@pytest.mark.parametrize(
    ("step", "reason", "code"),
    [
        (GREETING, "no-connection", "connect"),
        ("EHLO", "dropped", "ehlo"),
        ("MAIL", "dropped", "mail"),
        ("RCPT", "dropped", "rcpt"),
    ],
)
async def test_dropped_before_data_is_not_sent(smtp: SmtpServer, step: str, reason: str, code: str) -> None:
    """Until DATA the server has no text: whatever breaks, nothing was sent."""
    assert await outcome_at(smtp, **{step: DROP}) == NotSent(reason=reason, code=code)


@pytest.mark.parametrize(
    ("step", "code"), [(GREETING, "connect"), ("EHLO", "ehlo"), ("MAIL", "mail"), ("RCPT", "rcpt")]
)
async def test_silence_before_data_is_not_sent(smtp: SmtpServer, step: str, code: str) -> None:
    """The step that hung is named, and all of them together take no longer than the timeout."""
    async with asyncio.timeout(10):
        outcome = await outcome_at(smtp, **{step: HANG})

    assert isinstance(outcome, NotSent)
    assert (outcome.reason in {"timeout", "connect-timeout"}, outcome.code) == (True, code)


@pytest.mark.parametrize("step", ["DATA", BEFORE_DOT, AFTER_DOT])
async def test_dropped_inside_or_after_data_is_unsure(smtp: SmtpServer, step: str) -> None:
    """Nobody can tell whether the last dot arrived."""
    assert await outcome_at(smtp, **{step: DROP}) == Unsure(reason="dropped")


@pytest.mark.parametrize("step", ["DATA", AFTER_DOT])
async def test_silence_inside_or_after_data_is_unsure(smtp: SmtpServer, step: str) -> None:
    """The same for no answer."""
    assert await outcome_at(smtp, **{step: HANG}) == Unsure(reason="timeout")


@pytest.mark.parametrize("said", ["what?", "250-half\r\nwhat?", "299 fine", "199 wait", "354 more"])
async def test_nonsense_after_data_is_unsure(smtp: SmtpServer, said: str) -> None:
    """A reply that SMTP does not know says nothing about the mail."""
    assert await outcome_at(smtp, **{AFTER_DOT: said}) == Unsure(reason="unreadable")


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
async def test_nonsense_before_data_is_not_sent(smtp: SmtpServer, step: str) -> None:
    """And nothing was sent if it comes earlier."""
    assert await outcome_at(smtp, **{step: "what?"}) == NotSent(reason="unreadable", code=step.lower())


@pytest.mark.parametrize("step", [GREETING, "EHLO", "MAIL", "RCPT", "DATA", AFTER_DOT])
async def test_4xx_is_not_sent_later(smtp: SmtpServer, step: str) -> None:
    """At every step, after the text too: the server has said that it did not take it."""
    assert await outcome_at(smtp, **{step: "451 4.3.0 later"}) == NotSent(reason="deferred", code="451 4.3.0")


@pytest.mark.parametrize("step", [GREETING, "EHLO", "MAIL", "RCPT", "DATA", AFTER_DOT])
@pytest.mark.parametrize("said", ["421 4.7.0 too many", "452 4.3.1 full"])
async def test_421_and_452_slow_the_lane(smtp: SmtpServer, step: str, said: str) -> None:
    """The server asks for less, at whatever step."""
    assert await outcome_at(smtp, **{step: said}) == NotSent(reason="slow-down", slow_down=True, code=said[:9])


@pytest.mark.parametrize(
    ("step", "said", "scope", "reason"),
    [
        (GREETING, "554 go away", T, "endpoint"),
        ("EHLO", "550 5.7.1 not you", T, "endpoint"),
        ("MAIL", "530 5.7.0 sign in first", T, "credentials"),
        ("MAIL", "550 5.7.1 you may not send as {recipient}", T, "policy"),
        ("MAIL", "553 not your address", T, "sender"),
        ("MAIL", "552 5.3.4 too big", M, "too-long"),
        ("MAIL", "501 what", T, "sender"),
        ("RCPT", "550 5.1.1 <{recipient}> unknown", R, "unknown-mailbox"),
        ("RCPT", "550 no such user", R, "unknown"),
        ("RCPT", "550 Relaying denied", R, "unknown"),
        ("RCPT", "553 5.1.3 bad", R, "unknown-mailbox"),
        ("RCPT", "550 5.4.1 access denied", R, "unknown-mailbox"),
        ("RCPT", "552 5.2.2 mailbox full", R, "mailbox-full"),
        ("RCPT", "550 5.7.133 sender not authenticated for group", R, "mailbox-restricted"),
        ("RCPT", "554 5.7.1 relay access denied", T, "policy"),
        ("RCPT", "530 5.7.1 authentication required", T, "credentials"),
        ("RCPT", "535 5.7.8 no", T, "credentials"),
        ("RCPT", "503 bad sequence", T, "endpoint"),
        ("RCPT", "554 no", R, "unknown"),
        ("RCPT", "599 what", R, "unknown"),
        ("DATA", "554 5.5.1 no valid recipients", M, "content"),
        (AFTER_DOT, "552 message too large", M, "too-long"),
        (AFTER_DOT, "550 5.3.4 too large", M, "too-long"),
        (AFTER_DOT, "554 5.6.0 content refused", M, "content"),
        (AFTER_DOT, "550 5.7.1 looks like spam", T, "policy"),
        (AFTER_DOT, "550 5.1.1 <{recipient}> unknown", R, "unknown-mailbox"),
        (AFTER_DOT, "550 5.7.26 no SPF, no DKIM", T, "sender-unproven"),
        (AFTER_DOT, "550 5.7.515 access denied", T, "sender-unproven"),
        (AFTER_DOT, "530 5.7.0 sign in", T, "credentials"),
        (AFTER_DOT, "571 what", R, "unknown"),
    ],
)
async def test_5xx_is_refused_with_its_scope(smtp: SmtpServer, step: str, said: str, scope: Scope, reason: str) -> None:
    """The step and the codes say how far the refusal reaches; the words, which may name the address, are left out."""
    outcome = await outcome_at(smtp, **{step: said})

    assert isinstance(outcome, Refused)
    assert (outcome.scope, outcome.reason) == (scope, reason)
    assert said.startswith(outcome.code)
    assert EMAIL not in repr(outcome)


async def test_a_refused_connection_is_not_sent(smtp: SmtpServer) -> None:
    """Nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        smtp.port = free.getsockname()[1]

    assert await outcome_at(smtp) == NotSent(reason="no-connection", code="connect")


async def test_a_name_that_does_not_resolve_is_not_sent(smtp: SmtpServer) -> None:
    """Nobody by that name."""
    channel = smtp_email(smtp, host="nobody.invalid")
    person = message(EMAIL, channel=ChannelName.EMAIL, fictional=False)

    assert await channel.send(person) == NotSent(reason="dns", code="connect")


async def test_an_address_that_needs_smtputf8_goes_where_it_is_offered(smtp: SmtpServer) -> None:
    """With the extension it is sent as it is written; without it the recipient is refused and no mail begun."""
    person = message("påske@løten.example", channel=ChannelName.EMAIL)
    channel = smtp_email(smtp)
    refused = await channel.send(person)
    begun = smtp.count("MAIL")
    await channel.close()
    smtp.extensions.append("SMTPUTF8")
    channel = smtp_email(smtp)
    accepted = await channel.send(person)
    await channel.close()

    assert refused == Refused(scope=R, reason="needs-smtputf8")
    assert begun == 0
    assert isinstance(accepted, Accepted)
    assert smtp.mails[0].recipient == "påske@xn--lten-gra.example"
    assert "MAIL FROM:<varsling@loten.example> SMTPUTF8 BODY=8BITMIME" in smtp.commands
    assert "To: påske@xn--lten-gra.example\r\n".encode() in smtp.mails[0].content


def test_an_enhanced_code_of_another_class_is_not_believed() -> None:
    """A 4.x.x after a 550, or half a code, is just words."""
    assert refused_or_later(Step.RCPT, 550, "4.2.2 full") == Refused(scope=R, reason="unknown", code="550")
    assert refused_or_later(Step.RCPT, 550, "5.7 no") == Refused(scope=R, reason="unknown", code="550")
    assert refused_or_later(Step.RCPT, 550, "5.7.1234 no") == Refused(scope=R, reason="unknown", code="550")
