"""An archive package as a mail with one file, to postmottak: by the settings of the SMTP channel, in a lane of its own.

A capture lane takes exercises and nothing else, and talks to this machine alone; a real one takes what is real. A
*varslingsprøve* goes to its consenting audience only, and postmottak is none of it: it has no lane here.
"""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from dispatcher.channels.guard import Guard
from dispatcher.channels.mime import Sender, mailbox
from dispatcher.channels.reasons import Reason
from dispatcher.channels.smtp_connection import Ended, Server
from dispatcher.channels.smtp_pool import SmtpPool
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.outcome import Accepted, Outcome, Refused
from dispatcher.domain.states import LaneKind, Mode, Scope
from dispatcher.settings import Security

if TYPE_CHECKING:
    from dispatcher.ports import Clock
    from dispatcher.settings import Smtp

LARGEST: Final = 18_000_000
"""Bytes of a file: a third more as base64, and many servers stop at 25 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """One mail with one zip. ``reference``: letters, digits, points; it becomes the Message-ID."""

    mode: Mode
    to: str
    subject: str
    text: str
    name: str
    content: bytes
    reference: str


class PackageMail:
    """Sends one mail at a time, and says what became of it."""

    def __init__(self, server: Server, *, kind: LaneKind, sender: str, clock: Clock) -> None:
        self.kind = kind
        self.guard: Final = Guard(kind=kind, host=server.host)
        self._sender = Sender.parse(sender)
        self._pool = SmtpPool(server, clock)
        self._clock = clock

    async def send(self, mail: Attached) -> Outcome:
        """One try. Raises WrongLane for a package of another mode, before a socket opens."""
        if mail.mode is not (Mode.EXERCISE if self.kind is LaneKind.CAPTURE else Mode.REAL):
            raise WrongLane(f"a {self.kind} lane was handed a package of mode {mail.mode}")
        recipient = mailbox(mail.to)
        if recipient is None:
            return Refused(scope=Scope.RECIPIENT, reason=Reason.BAD_ADDRESS)
        if len(mail.content) > LARGEST:
            return Refused(scope=Scope.MESSAGE, reason=Reason.TOO_LONG)
        try:
            async with self._pool.agreed(self._sender.envelope, recipient) as connection:
                await connection.data(self._written(mail))
        except Ended as ended:
            return ended.outcome
        return Accepted(provider_id="250")

    async def close(self) -> None:
        """Take leave of the server."""
        await self._pool.close()

    def _written(self, mail: Attached) -> bytes:
        message = EmailMessage()
        message["From"] = self._sender.header
        message["To"] = mail.to
        message["Subject"] = " ".join(mail.subject.split())
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{mail.reference}@{self._sender.envelope.domain}>"
        message.set_content(mail.text, cte="quoted-printable")
        message.add_attachment(mail.content, maintype="application", subtype="zip", filename=mail.name)
        return message.as_bytes(policy=policy.SMTP)


def real_mail(settings: Smtp, clock: Clock) -> PackageMail:
    """By the municipality's own server."""
    server = Server(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        username=settings.username,
        password=settings.password,
        connections=1,
        timeout=settings.timeout,
    )
    return PackageMail(server, kind=LaneKind.REAL, sender=settings.sender, clock=clock)


def captured_mail(host: str, port: int, *, sender: str, clock: Clock) -> PackageMail:
    """To the capture process on this machine: it reaches nobody."""
    server = Server(host=host, port=port, security=Security.NONE, connections=1, timeout=30.0)
    return PackageMail(server, kind=LaneKind.CAPTURE, sender=sender, clock=clock)
