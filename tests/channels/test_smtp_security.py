"""Nothing goes in clear that was to be protected, and no password to a server that cannot prove who it is."""

import base64
import ssl

import pytest

from dispatcher.domain.outcome import Accepted, NotSent, Refused
from dispatcher.domain.states import ChannelName, Scope
from dispatcher.settings import Security
from tests.channels.messages import EMAIL, PASSWORD, message
from tests.channels.rigs import smtp_email
from tests.channels.smtp_server import DROP, HANG, SmtpServer, smtp_server

MAIL = message(EMAIL, channel=ChannelName.EMAIL)
CREDENTIALS = base64.b64encode(f"\0varsling\0{PASSWORD}".encode()).decode()


async def test_starttls_is_required(smtp: SmtpServer) -> None:
    """A server, or somebody between, that does not offer it gets neither password nor text."""
    smtp.credentials = CREDENTIALS
    channel = smtp_email(smtp, security=Security.STARTTLS, username="varsling")

    assert await channel.send(MAIL) == Refused(scope=Scope.ROUTE, reason="no-tls")
    assert [command.split(" ")[0] for command in smtp.commands] == ["EHLO"]


async def test_an_unknown_authority_refuses_the_route(smtp: SmtpServer, certificate: ssl.SSLContext) -> None:
    """A self-made certificate is no proof."""
    smtp.tls = certificate
    channel = smtp_email(smtp, security=Security.STARTTLS, username="varsling")

    assert await channel.send(MAIL) == Refused(scope=Scope.ROUTE, reason="certificate")
    assert smtp.count("AUTH") == 0
    assert smtp.mails == []


async def test_a_certificate_for_another_name_refuses_the_route(
    smtp: SmtpServer, certificate: ssl.SSLContext, trusted: None
) -> None:
    """127.0.0.2 is not the 127.0.0.1 that the certificate speaks of."""
    async with smtp_server(secure=certificate, host="127.0.0.2") as server:
        channel = smtp_email(server, security=Security.TLS, host="127.0.0.2")

        assert await channel.send(MAIL) == Refused(scope=Scope.ROUTE, reason="certificate")


async def test_tls_from_the_start_checks_the_authority_too(certificate: ssl.SSLContext) -> None:
    """The same for a server that speaks nothing but TLS."""
    async with smtp_server(secure=certificate) as server:
        channel = smtp_email(server, security=Security.TLS)

        assert await channel.send(MAIL) == Refused(scope=Scope.ROUTE, reason="certificate")


async def test_with_a_trusted_certificate_all_is_protected(
    smtp: SmtpServer, certificate: ssl.SSLContext, trusted: None
) -> None:
    """EHLO again after STARTTLS, then one AUTH, then the mail, all of it encrypted."""
    smtp.tls, smtp.credentials = certificate, CREDENTIALS
    channel = smtp_email(smtp, security=Security.STARTTLS, username="varsling", timeout=10)

    outcome = await channel.send(MAIL)
    await channel.close()

    assert isinstance(outcome, Accepted)
    assert [found.protected for found in smtp.mails] == [True]
    verbs = [command.split(" ")[0] for command in smtp.commands]
    assert verbs == ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]


async def test_tls_from_the_start_with_a_trusted_certificate(certificate: ssl.SSLContext, trusted: None) -> None:
    """Port 465's way."""
    async with smtp_server(secure=certificate) as server:
        channel = smtp_email(server, security=Security.TLS, timeout=10)
        outcome = await channel.send(MAIL)
        await channel.close()

        assert isinstance(outcome, Accepted)
        assert [found.protected for found in server.mails] == [True]


@pytest.mark.parametrize("said", [DROP, HANG, "454 4.7.0 not now"])
async def test_starttls_that_fails_is_not_sent(smtp: SmtpServer, certificate: ssl.SSLContext, said: str) -> None:
    """The next try may find it working; none goes on without."""
    smtp.tls, smtp.wrong = certificate, {"STARTTLS": said}
    channel = smtp_email(smtp, security=Security.STARTTLS)

    assert isinstance(await channel.send(MAIL), NotSent)
    assert smtp.count("MAIL") == 0


async def test_a_wrong_password_refuses_the_route_and_is_tried_once(smtp: SmtpServer) -> None:
    """One AUTH per connection: a node that tries three ways a mail locks the account for everybody."""
    smtp.credentials = "something else"
    channel = smtp_email(smtp, username="varsling")

    outcome = await channel.send(MAIL)

    assert outcome == Refused(scope=Scope.ROUTE, reason="credentials", code="535 5.7.8")
    assert smtp.count("AUTH") == 1
    assert CREDENTIALS not in repr(outcome)


async def test_a_server_that_offers_no_sign_in_refuses_the_route(smtp: SmtpServer) -> None:
    """A password was set, so the operator expects to be signed in."""
    channel = smtp_email(smtp, username="varsling")

    assert await channel.send(MAIL) == Refused(scope=Scope.ROUTE, reason="credentials")


async def test_a_sign_in_that_is_busy_is_not_sent(smtp: SmtpServer) -> None:
    """454 is the server's trouble, not the password's."""
    smtp.credentials, smtp.wrong = CREDENTIALS, {"AUTH": "454 4.7.0 temporary"}
    channel = smtp_email(smtp, username="varsling")

    assert await channel.send(MAIL) == NotSent(reason="deferred", code="454 4.7.0")


async def test_we_name_ourselves_by_address_where_we_have_no_full_name(smtp: SmtpServer) -> None:
    """What stands after EHLO is a full name or an address in brackets, as servers that check demand."""
    channel = smtp_email(smtp)
    await channel.send(MAIL)
    await channel.close()

    name = smtp.commands[0].removeprefix("EHLO ")
    assert name == "[127.0.0.1]" or "." in name


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({}, ""),
        ({"EHLO": "421 4.3.2 closing"}, "slow-down"),
        ({"AUTH": "535 5.7.8 no"}, "credentials"),
        ({"NOOP": "554 no"}, "endpoint"),
    ],
    ids=["well", "busy", "wrong password", "no"],
)
async def test_probe_signs_in_and_sends_nothing(smtp: SmtpServer, wrong: dict[str, str], reason: str) -> None:
    """Greeting, sign-in, NOOP, goodbye."""
    smtp.credentials, smtp.wrong = CREDENTIALS, wrong
    channel = smtp_email(smtp, username="varsling")

    probed = await channel.probe()

    assert (probed.ok, probed.reason) == (not reason, reason)
    assert smtp.count("MAIL") == 0


async def test_probe_demands_protection(smtp: SmtpServer) -> None:
    """A server that does not offer STARTTLS would get no mail, so its probe fails."""
    probed = await smtp_email(smtp, security=Security.STARTTLS).probe()

    assert (probed.ok, probed.reason) == (False, "no-tls")


async def test_probe_of_a_mute_server_is_not_sent(smtp: SmtpServer) -> None:
    """Silence is a finding, within the timeout."""
    smtp.wrong = {"EHLO": HANG}

    probed = await smtp_email(smtp).probe()

    assert (probed.ok, probed.reason) == (False, "timeout")
