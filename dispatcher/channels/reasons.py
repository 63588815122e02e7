"""Why something was refused, not sent or left unsure: one closed list, for the ledger, the report and the operator."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from dispatcher.domain.states import Scope


class Reason(StrEnum):
    """A word for programs; who shows it to people translates it."""

    # Refused, this recipient.
    BAD_ADDRESS = "bad-address"  # ours to see: it is not an E.164 number or not an e-mail address
    INVALID_NUMBER = "invalid-number"
    NOT_MOBILE = "not-mobile"
    LANDLINE = "landline"
    UNKNOWN_NUMBER = "unknown-number"
    UNREACHABLE = "unreachable"  # the phone is off or out of coverage
    BLOCKED = "blocked"
    OPTED_OUT = "opted-out"
    NOT_DELIVERED = "not-delivered"
    EXPIRED = "expired"
    UNKNOWN_MAILBOX = "unknown-mailbox"
    MAILBOX_FULL = "mailbox-full"
    MAILBOX_RESTRICTED = "mailbox-restricted"
    NEEDS_SMTPUTF8 = "needs-smtputf8"
    NO_ANSWER = "no-answer"  # of a call: it rang, and nobody took it
    BUSY = "busy"
    CANCELLED = "canceled"  # Twilio's word and spelling
    GONE = "gone"  # the browser's subscription, or the app's registration, no longer exists
    # Refused, this text.
    EMPTY = "empty"
    TOO_LONG = "too-long"
    CONTENT = "content"
    LINK = "link"
    VALIDITY = "validity"
    # Refused, this route.
    CREDENTIALS = "credentials"
    SUSPENDED = "suspended"
    TRIAL = "trial"
    REGION = "region"
    SENDER = "sender"
    SENDER_UNPROVEN = "sender-unproven"  # SPF, DKIM or DMARC
    SERVICE = "service"
    CALLBACK = "callback"
    ENDPOINT = "endpoint"  # that address does not speak what we speak
    CERTIFICATE = "certificate"
    NO_TLS = "no-tls"
    POLICY = "policy"
    # Refused, and nobody has told us what it means: a recipient's, until ten in a row say the same.
    UNKNOWN = "unknown"
    # Not sent.
    DNS = "dns"
    NO_CONNECTION = "no-connection"
    CONNECT_TIMEOUT = "connect-timeout"
    PRIVATE_ADDRESS = "private-address"  # a push service's name led to a number that is not on the open internet
    TLS = "tls"
    SLOW_DOWN = "slow-down"
    DEFERRED = "deferred"
    NO_FREE_CONNECTION = "no-free-connection"
    CLOSED = "closed"
    # Not sent before SMTP's DATA, unsure after it and after an HTTP request.
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    UNREADABLE = "unreadable"
    # Unsure.
    NO_ID = "no-id"
    SERVER_ERROR = "server-error"
    UNEXPECTED = "unexpected"


class Verdict(NamedTuple):
    """How far a refusal reaches, and why."""

    scope: Scope
    reason: Reason
