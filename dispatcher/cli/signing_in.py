"""user password and sign-out: what lets an account into the console, and what puts it out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.accounts import account_journal, with_database
from dispatcher.cli.acting import opened_ledger
from dispatcher.cli.wording import Command, argument, option
from dispatcher.domain.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@click.command("password", cls=Command, short_help="Sett passordet til en bruker.")
@argument("name", metavar="NAVN")
@option("--remove-factors", is_flag=True, help="Fjern også passkeys og app, når personen har mistet dem.")
@asking.as_json
def set_password(*, name: str, remove_factors: bool, as_json: bool) -> None:
    """Sett passordet til en bruker. Du blir spurt om det to ganger; ellers leses første linje fra standard inn.

    Med passordet kommer brukeren inn for å legge til passkey, og ikke lenger. Alle nettlesere logges ut.
    """
    from dispatcher.ledger import accounts
    from dispatcher.ports import SystemClock
    from dispatcher.signing_in import passwords

    settings, name = with_database(), " ".join(name.split())
    with opened_ledger(settings) as ledger:
        found = ledger.read_now(accounts.user_named, name)
        password = _asked()
        wrong = passwords.fault(password, name, *_municipality(settings.home))
        if wrong is not None:
            raise InvalidInput(wrong, title=wrong.what)
        kept, now = passwords.hashed(password), SystemClock().now()
        ended = ledger.write_now(
            lambda connection: _set(connection, found.id, name, kept, factors=remove_factors, now=now)
        )
    if as_json:
        telling.facts({"name": name, "factors_removed": remove_factors, "signed_out": ended})
    else:
        more = " Passkeys og app er fjernet." if remove_factors else ""
        telling.line(f"{name} har fått nytt passord.{more} {_browsers(ended)}")


def _asked() -> str:
    """At a terminal twice and unseen; else the first line."""
    if sys.stdin.isatty():
        return str(click.prompt("Passord", hide_input=True, confirmation_prompt="En gang til"))
    return sys.stdin.readline().rstrip("\r\n")


def _municipality(home: Any) -> tuple[str, ...]:
    """Its name, which one guesses; none where the plan cannot be read: a password must not wait for it."""
    from dispatcher.plan_file import FILE, PlanFaults, load_plan

    if not (home / FILE).exists():
        return ()
    try:
        return (load_plan(home).plan.municipality.name,)
    except PlanFaults:
        return ()


def _set(connection: Connection, number: int, name: str, kept: str, *, factors: bool, now: datetime) -> int:
    from dispatcher.ledger import credentials, sessions

    credentials.set_password(connection, number, kept, now)
    if factors:
        credentials.remove_factors(connection, number)
    account_journal(connection, "user.password", {"user": name, "factors_removed": factors}, now)
    return sessions.end_all(connection, number, sessions.ENDED, now)


@click.command("sign-out", cls=Command, short_help="Logg en bruker ut av alle nettlesere.")
@argument("name", metavar="NAVN")
@asking.as_json
def sign_out(*, name: str, as_json: bool) -> None:
    """Logg en bruker ut av alle nettlesere, med en gang. Nøkler trekkes tilbake med token revoke."""
    from dispatcher.ports import SystemClock

    name, now = " ".join(name.split()), SystemClock().now()
    with opened_ledger(with_database()) as ledger:
        ended = ledger.write_now(_sign_out, name, now)
    if as_json:
        telling.facts({"name": name, "signed_out": ended})
    else:
        telling.line(_browsers(ended))


def _sign_out(connection: Connection, name: str, now: datetime) -> int:
    from dispatcher.ledger import accounts, sessions

    ended = sessions.end_all(connection, accounts.user_named(connection, name).id, sessions.ENDED, now)
    account_journal(connection, "session.ended", {"user": name, "sessions": ended}, now)
    return ended


def _browsers(ended: int) -> str:
    if not ended:
        return "Ingen nettleser var logget inn."
    return f"{ended} {'nettleser er' if ended == 1 else 'nettlesere er'} logget ut."
