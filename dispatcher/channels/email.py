"""E-mail through one SMTP server, to the municipality's own or to the capture process: one recipient per mail."""

from __future__ import annotations

import re
from typing import Final

from dispatcher.channels.guard import Guard
from dispatcher.channels.mime import Mailbox, Sender, addressed, mailbox, render
from dispatcher.channels.probing import probed
from dispatcher.channels.reasons import Reason
from dispatcher.channels.smtp_connection import Ended, Server
from dispatcher.channels.smtp_pool import SmtpPool
from dispatcher.domain.outcome import Accepted, Outcome, Refused
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ports import Clock, Evidence, Gap, Message, Probe, Variant
from dispatcher.settings import Security, Smtp

_VARIANTS_KEPT: Final = 256
_LONGEST_ID: Final = 200


class EmailChannel:
    """One SMTP transaction per send, over a pool of long-lived connections. Before DATA: not sent. After it: unsure."""

    name = ChannelName.EMAIL

    def __init__(self, server: Server, *, kind: LaneKind, provider: str, sender: str, clock: Clock) -> None:
        self.kind = kind
        self.provider = provider
        self.guard: Final = Guard(kind=kind, host=server.host)
        self._sender = Sender.parse(sender)
        self._pool = SmtpPool(server, clock)
        self._clock = clock
        self._rendered: dict[int, tuple[Variant, bytes]] = {}

    async def send(self, message: Message) -> Outcome:
        """One try. Raises WrongLane for a message of another lane; everything else is an outcome."""
        self.guard.check(message)
        recipient = mailbox(message.address)
        if recipient is None:
            return Refused(scope=Scope.RECIPIENT, reason=Reason.BAD_ADDRESS)
        content = self._content(message, recipient)
        try:
            async with self._pool.agreed(self._sender.envelope, recipient) as connection:
                answer = await connection.data(content)
        except Ended as ended:
            return ended.outcome
        return Accepted(provider_id=_name_of(answer, message.address, recipient))

    async def evidence(self, gap: Gap) -> list[Evidence] | None:  # noqa: ARG002  no mail server offers a list
        """None: SMTP has no list of what was accepted."""
        return None

    async def probe(self) -> Probe:
        """Whether the server answers, is who it says and lets us in; sends nothing."""
        return await probed(self._let_in())

    async def close(self) -> None:
        """Take leave of the server."""
        await self._pool.close()

    async def _let_in(self) -> Outcome:
        try:
            await self._pool.probe()
        except Ended as ended:
            return ended.outcome
        return Accepted(provider_id=self._pool.server.host)

    def _content(self, message: Message, recipient: Mailbox) -> bytes:
        return addressed(
            self._constant(message.variant),
            to=recipient,
            reference=message.reference,
            sender=self._sender,
            at=self._clock.now(),
        )

    def _constant(self, variant: Variant) -> bytes:
        """The rendered variant. The text is compared too: a reused id must never send an old text."""
        kept = self._rendered.get(variant.id)
        if kept is not None and (kept[0] is variant or kept[0] == variant):
            return kept[1]
        if len(self._rendered) >= _VARIANTS_KEPT:
            self._rendered.clear()
        rendered = render(variant, self._sender)
        self._rendered[variant.id] = (variant, rendered)
        return rendered


class SmtpEmail(EmailChannel):
    """The real one. ``provider`` tells the main server from a backup."""

    def __init__(self, settings: Smtp, *, clock: Clock, provider: str = "smtp") -> None:
        super().__init__(
            Server(
                host=settings.host,
                port=settings.port,
                security=settings.security,
                username=settings.username,
                password=settings.password,
                connections=settings.connections,
                timeout=settings.timeout,
            ),
            kind=LaneKind.REAL,
            provider=provider,
            sender=settings.sender,
            clock=clock,
        )


class CaptureEmail(EmailChannel):
    """Reaches nobody: only the capture process on this machine, which asks for no credential and is given none."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        sender: str,
        clock: Clock,
        connections: int = 8,
        timeout: float = 30.0,
    ) -> None:
        super().__init__(
            Server(host=host, port=port, security=Security.NONE, connections=connections, timeout=timeout),
            kind=LaneKind.CAPTURE,
            provider="capture",
            sender=sender,
            clock=clock,
        )


def _name_of(answer: str, address: str, recipient: Mailbox) -> str:
    """«2.0.0 Ok: queued as 4ZK1»: the server's own words, one line of ASCII, without the address some repeat in it."""
    for personal in (address, recipient.address):
        answer = re.sub(re.escape(personal), "...", answer, flags=re.IGNORECASE)
    line = " ".join(answer.encode("ascii", "replace").decode().split())
    return line[:_LONGEST_ID] or "250"
