"""user add and set, token create and revoke: who may act, by whoever can open the database, and journalled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import no_database, opened_ledger, operator, read_settings
from dispatcher.cli.tying import tied_in_words, tying
from dispatcher.cli.values import OneOf
from dispatcher.cli.wording import Group, argument, option
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.states import Role

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from dispatcher.cli.tying import Tie
    from dispatcher.ledger.accounts import User
    from dispatcher.settings import Settings

ROLES = tuple(str(role) for role in Role)
LONGEST_NAME = 100


@click.group(cls=Group, short_help="Lag og endre brukere.")
def user() -> None:
    """Lag og endre brukere."""


@user.command("add", short_help="Lag en bruker.")
@argument("name", metavar="NAVN")
@option(
    "--role",
    "roles",
    metavar="ROLLE",
    type=OneOf(ROLES, metavar="ROLLE"),
    multiple=True,
    required=True,
    help=f"Hva brukeren kan gjøre: {', '.join(ROLES)}. Kan gjentas.",
)
@option("--person", metavar="NØKKEL", help="Personen i planen dette er. Må til for å kunne godkjenne.")
@asking.as_json
def add_user(*, name: str, roles: tuple[str, ...], person: str | None, as_json: bool) -> None:
    """Lag en bruker med én eller flere roller."""
    from dispatcher.ports import SystemClock

    settings = read_settings()
    name = _name(name)
    if person is not None:
        _must_be_in_plan(settings.home, person)
    if settings.no_ledger_yet:
        telling.note(f"Lager en ny database i {settings.database_path}.")
    with opened_ledger(settings) as ledger:
        made = ledger.write_now(_add, name, [Role(role) for role in dict.fromkeys(roles)], person, SystemClock().now())
    _warn_of_no_person(made)
    if as_json:
        telling.facts(_facts(made))
    else:
        telling.line(f"Laget brukeren {name}. Nøkkel: dispatcher token create {_quoted(name)}")


@user.command("set", short_help="Endre en bruker.")
@argument("name", metavar="NAVN")
@option(
    "--role",
    "roles",
    metavar="ROLLE",
    type=OneOf(ROLES, metavar="ROLLE"),
    multiple=True,
    help=f"Rollene brukeren skal ha i stedet for dem den har: {', '.join(ROLES)}. Kan gjentas.",
)
@option("--person", metavar="NØKKEL", help="Personen i planen dette er nå.")
@option("--no-person", "nobody", is_flag=True, help="Ikke lenger noen i planen.")
@option("--oidc-subject", "subject", metavar="SUB", help="Hvem dette er i kommunens innlogging. Siden der viser det.")
@option("--no-oidc", "untied", is_flag=True, help="Ikke lenger noen i kommunens innlogging.")
@asking.as_json
def set_user(
    *,
    name: str,
    roles: tuple[str, ...],
    person: str | None,
    nobody: bool,
    subject: str | None,
    untied: bool,
    as_json: bool,
) -> None:
    """Endre rollene til en bruker, eller hvem i planen eller i kommunens innlogging det er.

    Endringen gjelder med en gang. Nøklene til brukeren virker som før.
    """
    from dispatcher.ports import SystemClock

    if person is not None and nobody:
        raise click.UsageError("Velg én av --person og --no-person.", click.get_current_context())
    if subject is not None and untied:
        raise click.UsageError("Velg én av --oidc-subject og --no-oidc.", click.get_current_context())
    if not roles and person is None and subject is None and not nobody and not untied:
        raise click.UsageError(
            "Ingenting å endre. Bruk --role, --person, --no-person, --oidc-subject eller --no-oidc.",
            click.get_current_context(),
        )
    settings = with_database()
    tie = tying(settings, subject, untied=untied)
    if person is not None:
        _must_be_in_plan(settings.home, person)
    chosen = [Role(role) for role in dict.fromkeys(roles)]
    name, now = " ".join(name.split()), SystemClock().now()
    with opened_ledger(settings) as ledger:
        before, after = ledger.write_now(
            lambda connection: _set(connection, name, chosen, person, nobody=nobody, tie=tie, now=now)
        )
    _warn_of_no_person(after)
    if as_json:
        tied = {} if tie is None else {"tied": subject is not None}
        telling.facts(_facts(after) | {"was": _facts(before)} | tied)
        return
    if tie is not None:
        telling.line(tied_in_words(after.name, subject))
    if before != after or tie is None:
        telling.line(f"{after.name} har nå {_in_words(after)}. Før: {_in_words(before)}.")


def _set(
    connection: Connection,
    name: str,
    roles: list[Role],
    person: str | None,
    *,
    nobody: bool,
    tie: Tie | None,
    now: datetime,
) -> tuple[User, User]:
    from dispatcher.ledger import accounts

    before = accounts.user_named(connection, name)
    if tie is not None:
        tie(connection, before, now)
    if tie is not None and not roles and person is None and not nobody:
        return before, before
    tied = None if nobody else person or before.person
    after = accounts.set_user(connection, name, roles or sorted(before.roles), tied)
    data = {"user": name, "roles": sorted(after.roles), "person": after.person}
    account_journal(
        connection, "user.changed", data | {"was": {"roles": sorted(before.roles), "person": before.person}}, now
    )
    return before, after


def _facts(user: User) -> dict[str, Any]:
    return {"name": user.name, "roles": sorted(user.roles), "person": user.person}


def _in_words(user: User) -> str:
    who = f"er «{user.person}» i planen" if user.person else "er ingen i planen"
    if not user.roles:
        return f"ingen rolle og {who}"
    return f"{'rollen' if len(user.roles) == 1 else 'rollene'} {', '.join(sorted(user.roles))} og {who}"


def _warn_of_no_person(user: User) -> None:
    if Role.APPROVER in user.roles and user.person is None:
        telling.note(f"{user.name} kan ikke godkjenne ennå: rollen approver gjelder bare sammen med --person.")


def with_database() -> Settings:
    """For what changes accounts that are there."""
    settings = read_settings()
    if settings.no_ledger_yet:
        raise no_database(settings)
    return settings


def _name(written: str) -> str:
    name = " ".join(written.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidInput(Fault("name", f"Et navn har 1 til {LONGEST_NAME} vanlige tegn."))
    return name


def _quoted(name: str) -> str:
    from shlex import quote

    return quote(name)


def _must_be_in_plan(home: Path, person: str) -> None:
    """The key of a person the plan knows; where there is no plan yet, or a broken one, it is said and let through."""
    from dispatcher.plan_file import FILE, PlanFaults, load_plan

    if not (home / FILE).exists():
        telling.note(f"Her er ingen {FILE} ennå, så «{person}» er ikke kontrollert mot planen.")
        return
    try:
        known = load_plan(home).plan.persons
    except PlanFaults:
        telling.note(f"Planen har feil, så «{person}» er ikke kontrollert. Se dem med: dispatcher check")
        return
    if person not in known:
        raise InvalidInput(Fault("person", f"Planen har ingen person «{person}». Den har: {', '.join(known)}."))


def _add(connection: Connection, name: str, roles: list[Role], person: str | None, now: datetime) -> User:
    from dispatcher.ledger.accounts import add_user as add

    made = add(connection, name, roles, person, now)
    account_journal(connection, "user.added", {"user": name, "roles": sorted(roles), "person": person}, now)
    return made


@click.group(cls=Group, short_help="Lag nøkler til brukere, og trekk dem tilbake.")
def token() -> None:
    """Lag nøkler til brukere, og trekk dem tilbake."""


@token.command("create", short_help="Lag en nøkkel til en bruker.")
@argument("name", metavar="NAVN")
@asking.as_json
def create_token(*, name: str, as_json: bool) -> None:
    """Lag en nøkkel til en bruker og skriv den ut. Den vises bare denne ene gangen."""
    from dispatcher.ports import SystemClock

    with opened_ledger(with_database()) as ledger:
        made = ledger.write_now(_create, " ".join(name.split()), SystemClock().now())
    if as_json:
        telling.facts({"user": name, "token": made})
        return
    telling.line(made)
    if sys.stdout.isatty():
        telling.note("Ta vare på nøkkelen nå: den vises ikke igjen. Bruk den i DISPATCHER_TOKEN eller --token-file.")


def _create(connection: Connection, name: str, now: datetime) -> str:
    from dispatcher.ledger.accounts import create_token as create

    made = create(connection, name, now)
    account_journal(connection, "token.created", {"user": name}, now)
    return made


@token.command("revoke", short_help="Trekk tilbake alle nøklene til en bruker.")
@argument("name", metavar="NAVN")
@asking.as_json
def revoke_tokens(*, name: str, as_json: bool) -> None:
    """Trekk tilbake alle nøklene til en bruker.

    Ingen av dem virker lenger, heller ikke for en node som kjører. Brukeren selv blir stående.
    """
    from dispatcher.ports import SystemClock

    name = " ".join(name.split())
    with opened_ledger(with_database()) as ledger:
        count = ledger.write_now(_revoke, name, SystemClock().now())
    if as_json:
        telling.facts({"user": name, "revoked": count})
    elif count:
        telling.line(
            f"{count} {'nøkkel' if count == 1 else 'nøkler'} til {name} er trukket tilbake og virker ikke lenger."
        )
    else:
        telling.line(f"{name} hadde ingen nøkler.")


def _revoke(connection: Connection, name: str, now: datetime) -> int:
    from dispatcher.ledger.accounts import revoke_tokens as revoke

    count = revoke(connection, name)
    account_journal(connection, "token.revoked", {"user": name, "tokens": count}, now)
    return count


def account_journal(connection: Connection, kind: str, data: dict[str, Any], now: datetime) -> None:
    """A line in the log about an account, by whoever is at this machine."""
    from dispatcher.ledger.journal import Entry, append

    append(connection, Entry(kind=kind, actor=operator(), data=data), now)
