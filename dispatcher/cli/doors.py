"""doors: addresses of those who were not told, for people who knock; names only in a hand-over to the police."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import at_work
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.printing import write_private
from dispatcher.cli.wording import Command, argument, option

if TYPE_CHECKING:
    from dispatcher.cli.acting import Work
    from dispatcher.ledger.doors import NotReached

CSV, HTML = ".csv", ".html"
WHICH_FORM = "Filen må slutte på .csv (regneark) eller .html (til å skrive ut)."
NAMES_AS_CSV = "Navnelisten skrives bare som .csv."
TO_POLICE = "Skriv hvem i politiet som får navnene: --to NAVN og --function FUNKSJON."
ONLY_NAMES = "--to og --function hører sammen med --names."


@click.command("doors", cls=Command)
@argument("about", metavar="HENDELSE|VARSEL")
@option("--out", "file", metavar="FIL", required=True, type=click.Path(path_type=Path), help="En .csv eller .html.")
@asking.why
@option("--names", is_flag=True, help="Navn og adresser i stedet, som politiet får. Bare .csv.")
@option("--to", metavar="NAVN", help="Den i politiet som får navnene.")
@option("--function", metavar="FUNKSJON", help="Funksjonen, for eksempel operasjonsleder.")
@asking.acting
def doors(
    *,
    about: str,
    file: Path,
    why: str,
    names: bool,
    to: str | None,
    function: str | None,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Skriv ut adressene til innbyggere som ikke ble nådd, til dem som banker på.

    Listen har gate, husnummer, antall og hvilke kanaler som er forsøkt; ingen navn eller numre. Av en hendelse gjelder
    det siste varselet som er sendt. Med --names får politiet navn og adresse, og loggen har hvem som fikk dem. Bare den
    som lagde filen, kan lese den.
    """
    form = file.suffix.lower()
    _refuse(form, names=names, to=to, function=function)
    with at_work(token_file) as work:
        alert = _alert(work, about)
        if names:
            found, text = _named(work, alert, to or "", function or "", why)
        else:
            found, text = _listed(work, alert, why, form)
    write_private(file, text)
    if as_json:
        telling.facts(_facts(found, file))
        return
    count = len(found.residents) + (len(found.homeless) if names else 0)
    telling.line(f"{file}: {telling.people(count)}, varsel {alert}.")
    _tell_rest(found, names=names)


def _refuse(form: str, *, names: bool, to: str | None, function: str | None) -> None:
    if form not in (CSV, HTML):
        raise WrongUse(WHICH_FORM)
    if names and form != CSV:
        raise WrongUse(NAMES_AS_CSV)
    if names and not (to and function):
        raise WrongUse(TO_POLICE)
    if not names and (to or function):
        raise WrongUse(ONLY_NAMES)


def _alert(work: Work, about: str) -> str:
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger.doors import newest_sent

    demand(work.user.roles, Act.READ)
    if about.isascii() and about.isdecimal() and len(about) < 16:
        return work.read(newest_sent, int(about))
    return about


def _listed(work: Work, alert: str, why: str, form: str) -> tuple[NotReached, str]:
    from dispatcher.approval.doors import list_doors
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger.doors import not_reached
    from dispatcher.printing.doors import door_csv, door_sheet

    demand(work.user.roles, Act.READ_ADDRESSES)
    now, found = work.now(), work.read(not_reached, alert)
    work.write(list_doors, work.user, found, why, now)
    return found, door_csv(found) if form == CSV else work.read(door_sheet, found, now)


def _named(work: Work, alert: str, to: str, function: str, why: str) -> tuple[NotReached, str]:
    from dispatcher.approval.doors import HandOver, hand_over
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger.doors import not_reached
    from dispatcher.printing.doors import name_csv

    demand(work.user.roles, Act.HAND_OVER)
    found, given = work.read(not_reached, alert), HandOver(to=to, function=function, why=why)
    work.write(hand_over, work.user, found, given, work.now())
    return found, name_csv(found)


def _facts(found: NotReached, file: Path) -> dict[str, object]:
    return {
        "alert": found.alert,
        "file": str(file),
        "people": len(found.residents),
        "without_address": len(found.homeless),
        "shielded": found.shielded,
        "pending": found.pending,
        "pseudonymised": found.forgotten,
    }


def _tell_rest(found: NotReached, *, names: bool) -> None:
    if found.homeless and not names:
        telling.note(f"{len(found.homeless)} har ingen adresse i listene og står ikke der.")
    if found.shielded:
        telling.note(f"{found.shielded} er skjermet og står aldri i en fil. Den som eier listen, tar seg av dem.")
    if found.pending:
        telling.note(f"{found.pending} venter ennå på melding. Lag listen på nytt når sendingen er ferdig.")
    if found.forgotten:
        telling.note(f"{found.forgotten} er pseudonymisert. Kommunen har ikke lenger adressene.")
