"""user set --oidc-subject and --no-oidc: whom of the municipality's own sign-in an account is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.cli.acting import operator
from dispatcher.domain.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User
    from dispatcher.settings import Settings

    Tie = Callable[[Connection, User, datetime], None]

OPTION = "oidc-subject"
LONGEST = 255
NOT_SET = "Kommunens innlogging er ikke satt opp. Sett DISPATCHER_OIDC__ISSUER og resten."


def tying(settings: Settings, subject: str | None, *, untied: bool) -> Tie | None:
    """What is to be done with the tie, in the transaction that changes the account; None: nothing."""
    if subject is None and not untied:
        return None
    if settings.oidc is None:
        raise InvalidInput(Fault(OPTION, NOT_SET))
    if subject is not None and not _usable(subject):
        raise InvalidInput(Fault(OPTION, f"Skriv koden som innloggingen viser: 1 til {LONGEST} tegn, uten mellomrom."))
    issuer = settings.oidc.issuer

    def tie(connection: Connection, user: User, now: datetime) -> None:
        from dispatcher.ledger import subjects
        from dispatcher.ledger.journal import Entry, append

        if subject is None:
            subjects.untie(connection, user.id, issuer)
        else:
            subjects.tie(connection, user.id, issuer, subject, now)
        kind = "user.untied" if subject is None else "user.tied"
        append(connection, Entry(kind=kind, actor=operator(), data={"user": user.name}), now)

    return tie


def _usable(subject: str) -> bool:
    return 0 < len(subject) <= LONGEST and subject.isprintable() and " " not in subject


def tied_in_words(name: str, subject: str | None) -> str:
    """For whoever asked for it."""
    if subject is None:
        return f"{name} er ikke lenger knyttet til kommunens innlogging. Nettleserne er fortsatt logget inn."
    return f"{name} er knyttet til kommunens innlogging."
