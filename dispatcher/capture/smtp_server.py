"""The SMTP side: the listening socket, its sessions, and what they write into the journal.

Any recipient is taken. A message to several is one journal entry each. The answer to the final dot goes out after
the journal has the message, so 250 means what the standard says it means.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import Envelope

from dispatcher.capture.fault_board import FaultBoard
from dispatcher.capture.journal import Entry, Journal
from dispatcher.capture.mail import Mail, read_mail
from dispatcher.capture.smtp_session import MailSession


class SmtpSide:
    """The listening socket, the sessions that are open, and what they share."""

    def __init__(self, *, journal: Journal, faults: FaultBoard, listener: socket.socket) -> None:
        self._faults = faults
        self._journal = journal
        self._listener = listener
        self._sessions: set[MailSession] = set()

    async def __aenter__(self) -> Self:
        # aiosmtpd writes addresses at INFO and commands at WARNING; numbers and addresses stay out of our logs.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)
        self._server = await asyncio.get_running_loop().create_server(self._session, sock=self._listener)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for session in list(self._sessions):
            session.hang_up()

    def _session(self) -> MailSession:
        return MailSession(faults=self._faults, keep=self._keep, open_sessions=self._sessions)

    def _keep(self, envelope: Envelope, content: bytes) -> int:
        mail = read_mail(content)
        for recipient in envelope.rcpt_tos:
            self._journal.append(self._entry(mail, sender=envelope.mail_from or "", recipient=recipient))
        return len(self._journal)

    def _entry(self, mail: Mail, *, sender: str, recipient: str) -> Entry:
        seq, at = self._journal.stamp()
        return Entry(
            seq=seq,
            at=at,
            channel="email",
            to=recipient,
            sender=self._journal.shared(sender),
            subject=self._journal.shared(mail.subject),
            body=self._journal.shared(mail.body),
            html=self._journal.shared(mail.html),
            id=mail.message_id,
            headers=mail.headers,
            mode=self._journal.shared(mail.mode),
        )
