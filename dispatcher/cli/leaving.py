"""user close: whoever has left comes in by no way any more, at once; what they did stands in the journal as before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.accounts import account_journal, with_database
from dispatcher.cli.acting import opened_ledger
from dispatcher.cli.wording import Command, argument

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@click.command("close", cls=Command, short_help="Steng en bruker ute for godt.")
@argument("name", metavar="NAVN")
@asking.as_json
def close_account(*, name: str, as_json: bool) -> None:
    """Steng en bruker ute: roller, nøkler, passord, passkeys og app blir borte, og alle nettlesere logges ut.

    For den som har sluttet. Det brukeren har gjort, står i loggen som før. Kommer personen tilbake: user set --role.
    """
    from dispatcher.ports import SystemClock

    name, now = " ".join(name.split()), SystemClock().now()
    with opened_ledger(with_database()) as ledger:
        gone = ledger.write_now(_close, name, now)
    if as_json:
        telling.facts({"name": name, **gone})
    else:
        tokens = _count(gone["tokens"], "nøkkel", "nøkler")
        browsers = _count(gone["signed_out"], "nettleser", "nettlesere")
        telling.line(f"{name} er stengt ute: {tokens} og {browsers} virker ikke mer.")


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _close(connection: Connection, name: str, now: datetime) -> dict[str, Any]:
    """Everything that opens something for the account, in one transaction. Raises NotFound."""
    from dispatcher.ledger import accounts, credentials, sessions, subjects

    user = accounts.user_named(connection, name)
    gone = {
        "tokens": accounts.revoke_tokens(connection, name),
        "signed_out": sessions.end_all(connection, user.id, sessions.ENDED, now),
    }
    credentials.remove_factors(connection, user.id)
    credentials.remove_password(connection, user.id)
    subjects.untie_everywhere(connection, user.id)
    accounts.set_user(connection, name, [], None)
    was = {"roles": sorted(user.roles), "person": user.person}
    account_journal(connection, "user.closed", {"user": name, "was": was, **gone}, now)
    return gone
