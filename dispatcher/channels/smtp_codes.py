"""What an SMTP reply means: how far a refusal reaches (RFC 5321 codes, RFC 3463 and IANA's enhanced codes).

The enhanced code is asked first, whole, then its first two parts, then the plain code, each at the step it came in:
550 after RCPT speaks of a mailbox, 550 after DATA of a text. Replies are never quoted: they name the address.
"""

from __future__ import annotations

import re
from enum import StrEnum

from dispatcher.channels.reasons import Reason, Verdict
from dispatcher.domain.outcome import NotSent, Refused, Unsure
from dispatcher.domain.states import Scope


class Step(StrEnum):
    """Where in the conversation a connection is."""

    CONNECT = "connect"  # the TCP connection, TLS from the start, and the greeting
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    RSET = "rset"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    NOOP = "noop"


_ENHANCED = re.compile(r"\s*([245]\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9.])")

_CREDENTIALS = Verdict(Scope.ROUTE, Reason.CREDENTIALS)
_SENDER = Verdict(Scope.ROUTE, Reason.SENDER)
_UNPROVEN = Verdict(Scope.ROUTE, Reason.SENDER_UNPROVEN)
_POLICY = Verdict(Scope.ROUTE, Reason.POLICY)
_ENDPOINT = Verdict(Scope.ROUTE, Reason.ENDPOINT)
_NO_TLS = Verdict(Scope.ROUTE, Reason.NO_TLS)
_NO_MAILBOX = Verdict(Scope.RECIPIENT, Reason.UNKNOWN_MAILBOX)
_FULL = Verdict(Scope.RECIPIENT, Reason.MAILBOX_FULL)
_RESTRICTED = Verdict(Scope.RECIPIENT, Reason.MAILBOX_RESTRICTED)
_TOO_LONG = Verdict(Scope.MESSAGE, Reason.TOO_LONG)
_CONTENT = Verdict(Scope.MESSAGE, Reason.CONTENT)
_UNKNOWN = Verdict(Scope.RECIPIENT, Reason.UNKNOWN)

ANYWHERE: dict[str, Verdict] = {
    "5.1.7": _SENDER,
    "5.1.8": _SENDER,
    "5.2.2": _FULL,
    "5.2.3": _TOO_LONG,
    "5.3.4": _TOO_LONG,
    "5.7.2": _RESTRICTED,  # mailing list expansion prohibited
    "5.7.3": _CREDENTIALS,
    "5.7.8": _CREDENTIALS,
    "5.7.9": _CREDENTIALS,
    "5.7.10": _NO_TLS,
    "5.7.11": _NO_TLS,
    "5.7.17": _NO_MAILBOX,  # the mailbox has changed hands
    "5.7.18": _NO_MAILBOX,  # the domain has changed hands
    # Exchange: this group or mailbox takes mail from named senders only. One person's, not the route's.
    "5.7.124": _RESTRICTED,
    "5.7.133": _RESTRICTED,
    "5.7.134": _RESTRICTED,
    # SPF, DKIM, reverse DNS and DMARC, as RFC 7372 and Microsoft number them.
    **dict.fromkeys(("5.7.20", "5.7.21", "5.7.22", "5.7.23", "5.7.24", "5.7.25", "5.7.26"), _UNPROVEN),
    **dict.fromkeys(("5.7.509", "5.7.515"), _UNPROVEN),
    "530": _CREDENTIALS,
    "534": _CREDENTIALS,
    "535": _CREDENTIALS,
    "538": _NO_TLS,
}

AT: dict[Step, dict[str, Verdict]] = {
    Step.MAIL: {"5.7": _POLICY, "552": _TOO_LONG, "550": _SENDER, "553": _SENDER},
    Step.RCPT: {
        "5.1": _NO_MAILBOX,
        "5.2": _NO_MAILBOX,
        "5.4": _NO_MAILBOX,
        "5.7": _POLICY,
        # Without an enhanced code this is as often "relaying denied" as "no such user": ten alike are the route's.
        **dict.fromkeys(("501", "550", "551", "553", "556"), _UNKNOWN),
        "552": _FULL,
        **dict.fromkeys(("500", "502", "503", "504", "521", "555"), _ENDPOINT),
    },
    Step.DATA: {
        "5.1": _NO_MAILBOX,
        "5.2": _NO_MAILBOX,
        "5.6": _CONTENT,
        "5.7": _POLICY,  # the law names 5.7.x a route's refusal, wherever it comes
        "552": _TOO_LONG,
        **dict.fromkeys(("550", "551", "553", "554"), _CONTENT),
        **dict.fromkeys(("500", "501", "502", "503", "504", "521"), _ENDPOINT),
    },
}

_OTHERWISE: dict[Step, Verdict] = {
    Step.STARTTLS: _NO_TLS,
    Step.AUTH: _CREDENTIALS,
    Step.MAIL: _SENDER,
    Step.RCPT: _UNKNOWN,
    Step.DATA: _UNKNOWN,
}
"""Nobody's fault but the route's, before there is a recipient to blame."""


def refused_or_later(step: Step, code: int, text: str) -> Refused | NotSent | Unsure:
    """The outcome of a reply that was not the one hoped for, at any step: 4xx is later, 5xx is a refusal.

    421 and 452 ask for less. Any other reply is nonsense: nothing has left before DATA, and nobody knows after it.
    """
    enhanced = _enhanced(text, code)
    named = f"{code} {enhanced}".strip()
    if code in {421, 452}:
        return NotSent(reason=Reason.SLOW_DOWN, slow_down=True, code=named)
    if 400 <= code < 500:
        return NotSent(reason=Reason.DEFERRED, code=named)
    if 500 <= code < 600:
        verdict = _verdict(step, code, enhanced)
        return Refused(scope=verdict.scope, reason=verdict.reason, code=named)
    if step is Step.DATA:
        return Unsure(reason=Reason.UNREADABLE)
    return NotSent(reason=Reason.UNREADABLE, code=step)


def _enhanced(text: str, code: int) -> str:
    found = _ENHANCED.match(text)
    return found[1] if found and found[1][0] == str(code)[0] else ""


def _verdict(step: Step, code: int, enhanced: str) -> Verdict:
    here = AT.get(step, {})
    family = enhanced.rpartition(".")[0]
    for key in (enhanced, str(code)):
        if key in ANYWHERE:
            return ANYWHERE[key]
    for key in (family, str(code)):
        if key in here:
            return here[key]
    return _OTHERWISE.get(step, _ENDPOINT)
