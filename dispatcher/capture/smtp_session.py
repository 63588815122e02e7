"""One SMTP session: aiosmtpd's dialogue, with a quick way through addresses and text, and faults by stage."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Final, NoReturn

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session

from dispatcher.capture.errors import JournalUnusable
from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.faults import (
    SmtpDropFault,
    SmtpFault,
    SmtpLatencyFault,
    SmtpReplyFault,
    SmtpSilenceFault,
    Stage,
)

log = structlog.get_logger()

SIZE_LIMIT: Final = 10 * 1024 * 1024
_PATH: Final = re.compile(r"<([^<>\s\"\\@]+@[^<>\s\"\\@]+)>(?:\s+(.*))?")
_END: Final = b"\r\n.\r\n"
_USUAL: Final = {
    421: "4.3.2 Service not available, closing transmission channel",
    450: "4.2.1 Mailbox unavailable, try again later",
    451: "4.3.0 Local error in processing",
    452: "4.3.1 Insufficient system storage",
    535: "5.7.8 Authentication credentials invalid",
    550: "5.1.1 No such mailbox here",
    552: "5.2.2 Mailbox full",
    554: "5.7.1 Refused",
}


class _Hooks:
    """The few things aiosmtpd asks of a handler."""

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, _server: MailSession, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer PIPELINING too: commands are read one after another from a buffer, so it works."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: MailSession, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take any recipient, unless a fault is aimed at it."""
        refusal = await server.struck("rcpt", address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours: say so without the client's data, and let it try again."""
        log.error("capture.smtp.failed", error=type(error).__name__)
        return "451 4.3.0 The capture failed"


_HOOKS: Final = _Hooks()


class MailSession(SMTP):
    """One connection. ``keep`` writes a message into the journal; ``open_sessions`` is where a session is listed."""

    # aiosmtpd gives this to its stream as the most it may hold, and a whole message is read at once.
    line_length_limit = SIZE_LIMIT + 1024

    def __init__(
        self, *, faults: FaultBoard, keep: Callable[[Envelope, bytes], int], open_sessions: set[MailSession]
    ) -> None:
        super().__init__(
            _HOOKS,
            hostname="capture.localhost",
            ident="Dispatcher capture, reaches nobody",
            enable_SMTPUTF8=True,
            data_size_limit=SIZE_LIMIT,
            loop=asyncio.get_running_loop(),
        )
        self._faults = faults
        self._keep = keep
        self._open_sessions = open_sessions

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be listed, so that a stop can end a silent session."""
        self._open_sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Be listed no more."""
        self._open_sessions.discard(self)
        super().connection_lost(error)

    def hang_up(self) -> None:
        """End the connection now; the dialogue is cancelled by that."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    async def struck(self, stage: Stage, to: str = "") -> str | None:
        """The refusal a fault at this stage gives, or None. Does not come back when the fault ends the session."""
        return await self._suffer(self._fault(stage, to))

    def _fault(self, stage: Stage, to: str) -> SmtpFault | None:
        return self._faults.pick(SmtpFault, to=to, fits=lambda fault: fault.stage == stage)

    async def _suffer(self, fault: SmtpFault | None) -> str | None:
        match fault:
            case None:
                return None
            case SmtpDropFault():
                return await self._ended()
            case SmtpSilenceFault():
                return await _for_ever()
            case SmtpReplyFault():
                reply = f"{fault.reply} {fault.text or _USUAL.get(fault.reply, 'Refused')}"
                if fault.reply == 421 or fault.stage == "greeting":
                    await self.push(reply)
                    await self._ended()
                return reply
            case _:
                raise AssertionError(f"a session does not know the fault {type(fault).__name__}")

    async def _ended(self) -> NoReturn:
        """Close in order (a reply before it still arrives), and wait to be cancelled by that."""
        if self.transport is not None:
            self.transport.close()
        await _for_ever()

    async def _handle_client(self) -> None:
        await self.struck("greeting")
        await super()._handle_client()

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802  aiosmtpd's name
        """MAIL FROM, unless a fault is in the way."""
        refusal = await self.struck("mail")
        if refusal:
            await self.push(refusal)
        else:
            await super().smtp_MAIL(arg)

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        # The address parser of the standard library takes 0.3 ms; nearly every address is of this plain form.
        plain = _PATH.fullmatch(arg.strip()) if arg else None
        address, rest = (plain[1], plain[2] or "") if plain else super()._getaddr(arg)
        return (address, rest) if address is None or _is_unicode(address) else (None, None)

    async def smtp_DATA(self, _arg: str) -> None:  # noqa: N802  aiosmtpd's name
        """Take the text in one read, keep it, and only then say so."""
        if await self.check_helo_needed():
            return
        if self.envelope is None or not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
            return
        to = self.envelope.rcpt_tos[0]
        refusal = await self._struck_in_data(to)
        if refusal:
            await self.push(refusal)
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        content = await self._content()
        envelope, self.envelope = self.envelope, self._create_envelope()
        await self.push("552 5.3.4 Too much mail data" if content is None else await self._taken(envelope, content, to))

    async def _struck_in_data(self, to: str) -> str | None:
        """As at any stage, but a drop comes in the middle of the text."""
        fault = self._fault("data", to)
        if isinstance(fault, SmtpDropFault):
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.read(1)
        return await self._suffer(fault)

    async def _content(self) -> bytes | None:
        """The text without the dots of transport; None when it was too much."""
        chunks: list[bytes] = []
        size, tail = 0, b"\r\n"
        while tail != _END:
            try:
                chunk = await self._reader.readuntil(b".\r\n")
            except asyncio.LimitOverrunError as error:
                chunk = await self._reader.read(error.consumed)
            size, tail = size + len(chunk), (tail + chunk[-len(_END) :])[-len(_END) :]
            chunks.append(chunk)
            if size > SIZE_LIMIT:
                chunks.clear()
        return _without_dots(b"".join(chunks)[: -len(b".\r\n")]) if size <= SIZE_LIMIT else None

    async def _taken(self, envelope: Envelope, content: bytes, to: str) -> str:
        """Keep the message; the answer to the final dot. Does not come back when a fault ends the session."""
        fault = self._fault("message", to)
        number = 0
        if fault is None or (isinstance(fault, SmtpDropFault | SmtpSilenceFault) and fault.journal):
            try:
                number = self._keep(envelope, content)
            except JournalUnusable as error:
                log.error("capture.journal.unwritable", error=str(error))
                return "452 4.3.1 The journal cannot be written"
        refusal = await self._suffer(fault)
        latency = self._faults.seconds(self._faults.pick(SmtpLatencyFault, to=to))
        if latency:
            await asyncio.sleep(latency)
        return refusal or f"250 2.0.0 OK: queued as {number}"


def _without_dots(text: bytes) -> bytes:
    return (text[1:] if text.startswith(b".") else text).replace(b"\r\n.", b"\r\n")


def _is_unicode(text: str) -> bool:
    """False for bytes that were no UTF-8: the journal is JSON and cannot hold them."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


async def _for_ever() -> NoReturn:
    """Wait to be cancelled: by the client leaving, or by the stop."""
    await asyncio.Event().wait()
    raise AssertionError("an event that nobody has was set")
