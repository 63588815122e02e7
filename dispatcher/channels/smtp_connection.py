"""One SMTP connection, each command a step of its own, so that it is always known how far a mail had come."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from socket import gaierror, gethostname
from typing import Any, Final

import aiosmtplib
from pydantic import SecretStr

from dispatcher.channels.mime import Mailbox
from dispatcher.channels.reasons import Reason
from dispatcher.channels.smtp_codes import Step, refused_or_later
from dispatcher.domain.outcome import NotSent, Refused, Unsure
from dispatcher.domain.states import Scope
from dispatcher.settings import Security

_FAREWELL: Final = 2.0
_HOPED_FOR: Final = frozenset({250, 251})


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where a mail server is, how it is protected and how we sign in; ``timeout`` in seconds."""

    host: str
    port: int
    security: Security
    username: str | None = None
    password: SecretStr | None = None
    connections: int
    timeout: float


class Ended(Exception):
    """The mail got no further; ``outcome`` says what that means. ``gone``: the connection was not there any more."""

    def __init__(self, outcome: Refused | NotSent | Unsure, *, gone: bool = False) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome
        self.gone = gone


@dataclass(slots=True, kw_only=True)
class SmtpConnection:
    """One conversation with one server, for one mail at a time. It closes itself when it can no longer be trusted."""

    server: Server
    tls: ssl.SSLContext | None
    step: Step = Step.CONNECT
    mails: int = 0
    idle_since: float = 0.0
    _unfinished: bool = False  # a mail was begun and given up: RSET before the next
    _smtp: aiosmtplib.SMTP = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._smtp = aiosmtplib.SMTP(
            hostname=self.server.host,
            port=self.server.port,
            timeout=self.server.timeout,
            use_tls=self.server.security is Security.TLS,
            start_tls=False,  # a step of its own, and required: never «if the server happens to offer it»
            tls_context=self.tls,
            local_hostname="localhost",  # EHLO is told another; without it a name is looked up in a thread
        )

    @property
    def alive(self) -> bool:
        return self._smtp.is_connected

    async def open(self) -> None:
        """Connect, greet, protect, sign in. Raises Ended: not sent, or refused for the whole route."""
        with self._at(Step.CONNECT):
            await self._smtp.connect()
        await self._greet()
        if self.server.security is Security.STARTTLS:
            await self._protect()
        if self.server.username is not None:
            await self._sign_in(self.server.username)

    async def address(self, sender: Mailbox, recipient: Mailbox) -> None:
        """MAIL and RCPT: the server agrees to take a mail for this person. Raises Ended."""
        options: tuple[bytes, ...] = ()
        if recipient.utf8:
            if not self._smtp.supports_extension("smtputf8"):
                raise Ended(Refused(scope=Scope.RECIPIENT, reason=Reason.NEEDS_SMTPUTF8))
            options = (b"SMTPUTF8", b"BODY=8BITMIME")
        if self._unfinished:
            await self._command(Step.RSET, b"RSET")
        self._unfinished = True
        await self._command(Step.MAIL, b"MAIL", f"FROM:<{sender.address}>".encode(), *options)
        await self._command(Step.RCPT, b"RCPT", f"TO:<{recipient.address}>".encode())

    async def data(self, content: bytes) -> str:
        """DATA and the text; the server's own words for having taken it. Raises Ended: refused, later or unsure."""
        with self._at(Step.DATA):
            async with asyncio.timeout(self.server.timeout):
                reply = await self._smtp.data(content)
        self._unfinished = False
        self.mails += 1
        return reply.message

    async def noop(self) -> None:
        """Ask whether all is well. Raises Ended."""
        await self._command(Step.NOOP, b"NOOP")

    async def quit(self) -> None:
        """Take leave, hear the goodbye if it comes soon, and close."""
        try:
            await self._smtp.quit(timeout=min(_FAREWELL, self.server.timeout))
        except (aiosmtplib.SMTPException, OSError):
            self.drop()  # nothing is left to be said, whatever went wrong

    def retire(self) -> None:
        """Take leave without waiting for the goodbye."""
        if self._smtp.protocol is not None and self.alive:
            self._smtp.protocol.write(b"QUIT\r\n")
        self.drop()

    def drop(self) -> None:
        """Close at once."""
        self._smtp.close()

    async def _greet(self) -> None:
        with self._at(Step.EHLO):
            await self._smtp.ehlo(hostname=_own_name(self._smtp.get_transport_info("sockname")))

    async def _protect(self) -> None:
        if not self._smtp.supports_extension("starttls"):
            self.drop()
            raise Ended(Refused(scope=Scope.ROUTE, reason=Reason.NO_TLS))
        with self._at(Step.STARTTLS):
            await self._smtp.starttls()
        await self._greet()

    async def _sign_in(self, username: str) -> None:
        """One method, one try: aiosmtplib's own login tries them all, and three wrong passwords may lock an account."""
        password = self.server.password.get_secret_value() if self.server.password else ""
        offered = self._smtp.server_auth_methods
        with self._at(Step.AUTH):
            if self.server.security is Security.NONE and "cram-md5" in offered:
                await self._smtp.auth_crammd5(username, password)
            elif "plain" in offered:
                await self._smtp.auth_plain(username, password)
            elif "login" in offered:
                await self._smtp.auth_login(username, password)
            else:
                self.drop()
                raise Ended(Refused(scope=Scope.ROUTE, reason=Reason.CREDENTIALS))

    async def _command(self, step: Step, *words: bytes) -> None:
        with self._at(step):
            reply = await self._smtp.execute_command(*words)
            if reply.code not in _HOPED_FOR:
                raise aiosmtplib.SMTPResponseException(reply.code, reply.message)

    @contextmanager
    def _at(self, step: Step) -> Iterator[None]:
        """Whatever goes wrong in here went wrong at ``step``: Ended, or cancelled, in which case nobody knows where
        the conversation stands and it is over.
        """
        self.step = step
        cancels = _cancels()
        ended: Ended | None = None
        try:
            yield
        except asyncio.CancelledError:
            self.drop()
            raise
        except aiosmtplib.SMTPResponseException as error:
            ended = self._answered(error.code, error.message)
        except (aiosmtplib.SMTPException, OSError) as error:
            self.drop()
            ended = self._broke(error)
        if _cancels() > cancels:  # Python 3.11's wait_for, in aiosmtplib, forgets one that meets the server's reply
            self.drop()
            raise asyncio.CancelledError
        if ended is not None:
            raise ended

    def _answered(self, code: int, text: str) -> Ended:
        if not 400 <= code < 600 or code == 421 or self.step not in _RESUMABLE:
            self.drop()  # not SMTP, or the end of it, or not signed in
        return Ended(refused_or_later(self.step, code, text), gone=code == 421 and self.step in _BEFORE_MAIL)

    def _broke(self, error: Exception) -> Ended:
        """The error's own text, which may quote the address, is left behind."""
        silent = isinstance(error, TimeoutError)
        if self.step is Step.DATA:
            return Ended(Unsure(reason=Reason.TIMEOUT if silent else Reason.DROPPED))
        if isinstance(_cause(error), ssl.SSLCertVerificationError):
            return Ended(Refused(scope=Scope.ROUTE, reason=Reason.CERTIFICATE))
        return Ended(
            NotSent(reason=_why(error, self.step), code=self.step),
            gone=not silent and self.step in _BEFORE_MAIL,
        )


_RESUMABLE: Final = frozenset({Step.RSET, Step.MAIL, Step.RCPT, Step.DATA})
_BEFORE_MAIL: Final = frozenset({Step.RSET, Step.MAIL})


def _cancels() -> int:
    """How often the running task was told to stop."""
    task = asyncio.current_task()
    return task.cancelling() if task else 0


def _cause(error: BaseException) -> BaseException:
    """The client wraps what the socket said while it connects."""
    return error.__cause__ or error if isinstance(error, aiosmtplib.SMTPConnectError) else error


def _why(error: Exception, step: Step) -> Reason:
    if isinstance(_cause(error), ssl.SSLError):
        return Reason.TLS
    if isinstance(_cause(error), gaierror):
        return Reason.DNS
    if isinstance(error, TimeoutError):
        return Reason.CONNECT_TIMEOUT if step is Step.CONNECT else Reason.TIMEOUT
    return Reason.NO_CONNECTION if step is Step.CONNECT else Reason.DROPPED


def _own_name(sockname: tuple[Any, ...]) -> str:
    """What we call ourselves in EHLO: this machine's full name, else its address in brackets (RFC 5321 4.1.4)."""
    name = gethostname()
    if "." in name and name.isascii() and not any(char.isspace() for char in name):
        return name
    own = ip_address(str(sockname[0]).partition("%")[0])
    return f"[IPv6:{own}]" if own.version == 6 else f"[{own}]"
