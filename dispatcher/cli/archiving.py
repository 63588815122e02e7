"""archive: an incident's package for the municipality's archive, and that the archive has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work, incident_number
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.wording import Command, argument, option

if TYPE_CHECKING:
    from dispatcher.archive.making import Package

LONGEST = 100


@click.command(cls=Command)
@argument("what", metavar="HENDELSE|VARSEL")
@option("--out", "folder", metavar="MAPPE", type=click.Path(path_type=Path), help="Hvor pakken legges.")
@option("--confirm", "reference", metavar="REFERANSE", help="Arkivet har den nyeste pakken: saksnummeret.")
@asking.acting
def archive(*, what: str, folder: Path | None, reference: str | None, token_file: Path | None, as_json: bool) -> None:
    """Lag arkivpakken til en hendelse, eller bekreft at arkivet har den.

    Pakken er én zip-fil: rapporten, tekstene ord for ord, journalen med kjeden, loggen, tall og arkivmelding.xml. Den
    har ingen linjer om mottakere. Uten --out og --confirm vises pakkene som er laget. Den sendes til postmottak fra
    hendelsens side.
    """
    if folder is not None and reference is not None:
        raise WrongUse("Velg én: --out lager en pakke, --confirm bekrefter den nyeste.")
    with at_work(token_file, looks=folder is None and reference is None) as work:
        number = incident_number(work, what)
        if reference is not None:
            _confirm(work, number, reference)
        if folder is not None:
            _tell_made(_make(work, number, folder), folder, as_json=as_json)
        else:
            _tell_all(work, number, as_json=as_json)


def _make(work: Work, number: int, folder: Path) -> Package:
    from tempfile import NamedTemporaryFile

    from dispatcher.archive.making import make
    from dispatcher.cli.waiting import told_what_is_done
    from dispatcher.domain.rights import Act, demand
    from dispatcher.evaluation import as_pdf

    demand(work.user.roles, Act.REPORT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: a half-written package with the right name would be filed.
        with NamedTemporaryFile(dir=folder, prefix=".arkivpakke-", delete=False) as file:
            half = Path(file.name)
            try:
                with told_what_is_done() as tell:
                    tell("Lager arkivpakken")
                    package = make(work.ledger, number, work.user.name, work.now(), file, pdf=as_pdf)
            except BaseException:
                half.unlink()
                raise
        half.chmod(0o640)
        half.rename(folder / package.name)
    except OSError as error:
        raise WrongUse(f"Kan ikke skrive arkivpakken i {folder} ({error.strerror}).") from error
    return package


def _confirm(work: Work, number: int, reference: str) -> None:
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger import archive_book

    demand(work.user.roles, Act.ARCHIVE)
    said = reference.strip()
    if not said.isprintable() or not 0 < len(said) <= LONGEST:
        raise WrongUse(f"Skriv arkivets referanse, høyst {LONGEST} tegn, for eksempel 2026/1234-5.")
    work.write(archive_book.confirm, number, None, said, work.user.name, work.now())


def _tell_made(package: Package, folder: Path, *, as_json: bool) -> None:
    file = str(folder / package.name)
    if as_json:
        facts = {"incident": str(package.number), "number": package.number, "file": file}
        telling.facts(facts | {"sha256": package.sha256, "bytes": package.size, "anchor": package.anchor})
        return
    telling.line(file)
    telling.line(f"SHA-256: {package.sha256}")
    telling.line(f"Anker: {package.anchor}")
    telling.line(f"Kontroller den: dispatcher verify-log {file} --anchor {package.anchor}")


def _tell_all(work: Work, number: int, *, as_json: bool) -> None:
    from dispatcher.cli.words import clock
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger import archive_book

    demand(work.user.roles, Act.REPORT)
    found = work.read(archive_book.of_incident, number)
    if as_json:
        telling.facts({"number": number, "packages": found})
        return
    if not found:
        telling.line("Det er ikke laget noen arkivpakke ennå. Lag en: --out MAPPE")
    for one in found:
        telling.line(f"Laget {clock(one['made_at'])} av {one['made_by']}. SHA-256 {one['sha256'][:16]} …{_fate(one)}")


def _fate(one: dict[str, Any]) -> str:
    from dispatcher.cli.words import clock

    said = f" Sendt til postmottak {clock(one['mailed_at'])}." if one["mailed_at"] else ""
    if one["confirmed_at"]:
        said += f" Bekreftet mottatt {clock(one['confirmed_at'])}: {one['reference']}."
    else:
        said += " Ikke bekreftet mottatt ennå."
    if not one["lacks"]:
        return said
    lines = "1 linje" if one["lacks"] == 1 else f"{telling.number(one['lacks'])} linjer"
    return f"{said} Utdatert: pakken mangler {lines} som er kommet i loggen etterpå."
