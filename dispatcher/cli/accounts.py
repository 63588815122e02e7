"""user add, token create: who may act, made by whoever can open the database, and journalled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import no_database, opened_ledger, operator, read_settings
from dispatcher.cli.values import OneOf
from dispatcher.cli.wording import Group, argument, option
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.states import Role

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from dispatcher.ledger.accounts import User

ROLES = tuple(str(role) for role in Role)
LONGEST_NAME = 100


@click.group(cls=Group, short_help="Lag brukere.")
def user() -> None:
    """Lag brukere."""


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
    if not settings.database_path.exists():
        telling.note(f"Lager en ny database i {settings.database_path.resolve()}.")
    with opened_ledger(settings) as ledger:
        made = ledger.write_now(_add, name, [Role(role) for role in dict.fromkeys(roles)], person, SystemClock().now())
    if Role.APPROVER in made.roles and person is None:
        telling.note(f"{name} kan ikke godkjenne ennå: rollen approver gjelder bare sammen med --person.")
    if as_json:
        telling.facts({"name": made.name, "roles": sorted(made.roles), "person": made.person})
    else:
        telling.line(f"Laget brukeren {name}. Nøkkel: dispatcher token create {_quoted(name)}")


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
    _journal(connection, "user.added", {"user": name, "roles": sorted(roles), "person": person}, now)
    return made


@click.group(cls=Group, short_help="Lag nøkler til brukere.")
def token() -> None:
    """Lag nøkler til brukere."""


@token.command("create", short_help="Lag en nøkkel til en bruker.")
@argument("name", metavar="NAVN")
@asking.as_json
def create_token(*, name: str, as_json: bool) -> None:
    """Lag en nøkkel til en bruker og skriv den ut. Den vises bare denne ene gangen."""
    from dispatcher.ports import SystemClock

    settings = read_settings()
    if not settings.database_path.exists():
        raise no_database(settings)
    with opened_ledger(settings) as ledger:
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
    _journal(connection, "token.created", {"user": name}, now)
    return made


def _journal(connection: Connection, kind: str, data: dict[str, Any], now: datetime) -> None:
    from dispatcher.ledger.journal import Entry, append

    append(connection, Entry(kind=kind, actor=operator(), data=data), now)
