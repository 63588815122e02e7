"""person: what is held on somebody who asks, and erasing it. Their address is never part of a command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_the_desk, at_work
from dispatcher.cli.wording import Command, Group, option

if TYPE_CHECKING:
    from dispatcher.app import Office


@click.group(cls=Group)
def person() -> None:
    """Innsyn, sletting og innsigelse for en person.

    Nummer, e-postadresse eller referanse skrives når kommandoen spør, eller på første linje inn. Aldri som argument.
    """


@person.command("export", cls=Command)
@asking.acting
def export(*, token_file: Path | None, as_json: bool) -> None:
    """Vis alt som er lagret om en person.

    Lister, varsler, svar og roller. Har personen en rolle eller en konto, også det hun er spurt om, har svart, gjort,
    godkjent og skrevet, fravær og vakter, og innlogginger: at de finnes, når de ble laget og sist brukt, aldri
    nøklene. Spør med nummeret eller e-posten: da kommer planens rolle med. Den som bare har en konto, finnes med
    kontonavnet.

    Ikke med: det andre har skrevet om personen i fri tekst, forsøk på innlogging den siste timen (bare som nøklet
    hash), sikkerhetskopier og nedlastede rapporter. Les gjennom før det gis ut: egne ord kan nevne andre.

    Det står i loggen at noen har fått innsyn, aldri hvem. Er noe galt, rettes det i listen det kom fra: hver rad
    sier hvilken fil.
    """
    from dispatcher.approval import person_rights

    with at_work(token_file) as work:
        held = work.write(person_rights.export, work.user, _asked(), work.now())
    if as_json:
        telling.facts(held)
        return
    for row in held["lists"]:
        telling.line(f"Liste {row['list']} ({row['file']}), {'i bruk' if row['in_force'] else 'tidligere utgave'}:")
        _facts(row, ("reference", "name", "mobile", "email", "address", "unit", "language", "areas", "groups"))
    if held["roles"]:
        telling.line(f"Roller i planen: {', '.join(held['roles'])}")
    for row in held["messages"]:
        telling.line(f"Varsel {row['alert']}, {row['channel']}, {row['state']}, {row['accepted_at'] or 'ikke sendt'}:")
        telling.line(f"  {row['text']}")
    for row in held["replies"]:
        telling.line(f"Svar {row['at']}: {row['text']}")
    for row in held["removed_from"]:
        telling.line(f"Tatt av listen {row['list']} {row['at']}. Adressen er bare lagret som nøklet hash.")
    for row in held["plans"]:
        telling.line(f"Planen {row['plan'][:12]}, i bruk fra {row['first_used_at']}:")
        _facts(row, ("key", "name", "mobile", "email", "language"))
    _record(held)


def _record(held: dict[str, Any]) -> None:
    from dispatcher.ledger.own_record import SOURCES

    for name, title in ((source.table.name, source.title) for source in SOURCES):
        rows = held["record"].get(name, ())
        if rows:
            more = f", og {telling.number(held['left_out'][name])} eldre" if name in held["left_out"] else ""
            telling.line(f"{title} ({telling.number(len(rows))}{more}):")
        for row in rows:
            telling.line(f"  {'; '.join(f'{key}: {_plain(value)}' for key, value in row.items() if value)}")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _facts(row: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        value = row[name]
        if value:
            telling.line(f"  {name}: {', '.join(value) if isinstance(value, list) else value}")


@person.command("erase", cls=Command)
@asking.acting
def erase(*, token_file: Path | None, as_json: bool) -> None:
    """Pseudonymiser det en person har fått, i hendelser som er avsluttet.

    Hendelser som pågår eller holdes tilbake, blir stående. Hvem som bestemte noe, slettes aldri. Raden i
    kontaktlisten fjerner den som eier filen.
    """
    from dispatcher.approval import person_rights

    with at_work(token_file) as work:
        where = work.write(person_rights.erase, work.user, _asked(), work.now())
    if as_json:
        telling.facts({"begun": list(where.now), "open": list(where.open), "held": list(where.held)})
        return
    telling.line(f"Pseudonymiseres av noden innen en time: {_listed(where.now)}.")
    if where.open:
        telling.line(f"Står til hendelsen er avsluttet: {_listed(where.open)}.")
    if where.held:
        telling.line(f"Holdes tilbake: {_listed(where.held)}.")
    telling.line("Står personen i en kontaktliste, må raden fjernes i filen: dispatcher person export viser hvilken.")
    telling.line("Har folk valgt listen selv, tas de av med: dispatcher person remove")


list_ = option("--list", "list_key", metavar="LISTE", required=True, help="Nøkkelen til listen i planen.")


@person.command("remove", cls=Command)
@list_
@asking.why
@asking.acting
def remove(*, list_key: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Ta en person av en liste folk har valgt selv (opt_in: true i planen).

    Det gjelder straks, og raden holdes ute hver gang listen leses inn på nytt: Dispatcher husker en nøklet hash av
    adressen, aldri adressen. Et varsel som alt er sendt inn, endres ikke. Tas tilbake med person restore.
    """
    from dispatcher.approval import person_rights
    from dispatcher.ledger import removals

    with at_the_desk(token_file) as (work, office):
        plan = office.plan.plan
        refs = work.write(person_rights.remove, work.user, plan, list_key, _asked(), why, work.now())
        left_out = _read_again(work, office, list_key)
        work.write(removals.erase_rows, list_key, refs)
    if as_json:
        telling.facts({"list": list_key, "left_out": left_out})
        return
    telling.line(f"Tatt av listen {list_key}. {telling.number(left_out)} holdes nå ute av den når den leses inn.")
    telling.line("Be den som lager listen, ta raden ut der også. Ta det tilbake: dispatcher person restore")


@person.command("restore", cls=Command)
@list_
@asking.why
@asking.acting
def restore(*, list_key: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Ta tilbake at en person er tatt av en liste.

    Raden kommer med igjen straks hvis den står i filen. Deler flere adressen, skriv navnet etter: adresse; navn.
    """
    from dispatcher.approval import person_rights

    with at_the_desk(token_file) as (work, office):
        work.write(person_rights.restore, work.user, office.plan.plan, list_key, _asked(), why, work.now())
        left_out = _read_again(work, office, list_key)
    if as_json:
        telling.facts({"list": list_key, "left_out": left_out})
        return
    telling.line(f"Kan stå på listen {list_key} igjen. {telling.number(left_out)} holdes fortsatt ute av den.")


def _read_again(work: Work, office: Office, list_key: str) -> int:
    """The list as its file is, without whoever was taken off; how many rows that were. Raises BrokenList."""
    from dispatcher.composing.lists import sync_lists
    from dispatcher.directory import BrokenList

    synced = sync_lists(office.ledger, work.settings.home, office.plan.plan, office.clock)
    file = office.plan.plan.lists[list_key].file
    for fault in synced.broken:
        if fault.where.startswith(file):
            what = "Dette er husket, men listen kan ikke leses, så den forrige utgaven gjelder til filen er rettet."
            raise BrokenList(file, 0, f"{fault.what}. {what}")
    return synced.left_out.get(list_key, 0)


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"hendelse {number}" for number in numbers) or "ingen hendelser"


def _asked() -> str:
    """At a terminal asked for and unseen; else the first line."""
    if sys.stdin.isatty():
        return str(click.prompt("Nummer, e-post eller referanse", hide_input=True))
    return sys.stdin.readline().rstrip("\r\n")
