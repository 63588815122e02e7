"""How often one may be wrong. Nobody is locked out for good, least of all the mayor by somebody else's tries.

A window slides, so waiting always helps; an account's limit over all addresses is wide, since others can use it up; a
passkey is never counted or refused: it cannot be guessed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dispatcher.domain.errors import DispatcherError
from dispatcher.ledger import tries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from dispatcher.signing_in.keys import Keys

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
FROM_HERE, FROM_ADDRESS, OF_ACCOUNT = (5, QUARTER), (50, QUARTER), (100, HOUR)


class TooMany(DispatcherError):
    """For mange forsøk. Vent et kvarter, eller bruk passkey: den virker hele tiden."""


class Limits:
    """Of one try: who it says it is, and where from. Neither name nor address is kept readable."""

    def __init__(self, keys: Keys, account: str, address: str) -> None:
        account = account.casefold()
        self._here = keys.mark("tries", "here", account, address)
        self._address = keys.mark("tries", "address", address)
        self._account = keys.mark("tries", "account", account)

    def demand(self, connection: Connection, now: datetime) -> None:
        """Raises TooMany."""
        bounds = ((self._here, FROM_HERE), (self._address, FROM_ADDRESS), (self._account, OF_ACCOUNT))
        for whose, (most, window) in bounds:
            if tries.count(connection, whose, now - window) >= most:
                raise TooMany

    def wrong(self, connection: Connection, now: datetime) -> None:
        """Count it."""
        tries.add(connection, (self._here, self._address, self._account), now)

    def right(self, connection: Connection) -> None:
        """The account begins anew from here."""
        tries.forget(connection, self._here)
