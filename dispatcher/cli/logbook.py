"""log, shift-change: what people write by hand, read again, and what the next shift needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work, incident_number
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.values import Whole, told_past
from dispatcher.cli.wording import Command, argument, option
from dispatcher.cli.words import MODES, clock

if TYPE_CHECKING:
    from dispatcher.approval.log_lines import LogLine

MOST = 2**31 - 1


@click.command(cls=Command)
@argument("incident", metavar="HENDELSE")
@argument("text", metavar="[TEKST]", default="")
@option("--at", "happened", metavar="TID", help="Når det hendte, for eksempel 02:50. Ellers nå.")
@option("--kind", metavar="SLAG", help="Hva slags linje, for eksempel telefon. Noen slag har ferdig tekst.")
@option("--corrects", metavar="LINJE", type=Whole(1, MOST), help="Nummeret på linjen denne retter.")
@option("--answers", metavar="LINJE", type=Whole(1, MOST), help="Nummeret på spørsmålet denne svarer på.")
@option("--csv", "table", metavar="FIL", type=click.Path(path_type=Path), help="Skriv hele loggen som regneark hit.")
@asking.acting
def log(
    *,
    incident: str,
    text: str,
    happened: str | None,
    kind: str | None,
    corrects: int | None,
    answers: int | None,
    table: Path | None,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Skriv en linje i loggen til en hendelse, eller les den.

    Uten TEKST og --kind vises loggen. Slag med ferdig tekst: kriseledelse-etablert, kriseledelse-hevet,
    statsforvalter-varslet, 110-varslet, politiet-varslet, kommuneoverlege-varslet, nødvarsel-bedt-om. To vil ha navn
    som TEKST: kriseleder og kriseledelse-sitter. En linje rettes bare med en ny: --corrects LINJE. Med --csv skrives
    hele loggen, også det systemet har ført, til en fil som CIM og RAYVN kan lese inn.
    """
    from dispatcher.approval.log_lines import LogLine
    from dispatcher.domain.log_kinds import NOTE

    with at_work(token_file, looks=True) as work:
        number = incident_number(work, incident)
        if table is not None:
            if text or kind or corrects or answers or happened:
                raise WrongUse("--csv skriver ut loggen. Skriv linjen for seg.")
            _export(work, number, table, as_json=as_json)
            return
        if not text and kind is None and corrects is None and answers is None:
            _read(work, number, as_json=as_json)
            return
        line = LogLine(
            text=text,
            kind=kind or NOTE,
            happened_at=told_past("at", "hendte", happened, work.now()),
            corrects=corrects,
            answers=answers,
        )
        _write(work, number, line, as_json=as_json)


def _write(work: Work, number: int, line: LogLine, *, as_json: bool) -> None:
    from dispatcher.approval.log_lines import write_line
    from dispatcher.ledger.board import rfc3339
    from dispatcher.ledger.times import ms

    now = work.now()
    written = work.write(write_line, work.user, number, line, now)
    if as_json:
        times = {"at": rfc3339(ms(now)), "happened_at": rfc3339(ms(line.happened_at or now))}
        told = {"id": written.id, "incident": str(number), "number": number, "kind": line.kind, "text": line.words}
        about = {"corrects": line.corrects, "answers": line.answers}
        telling.facts(told | about | {"by": work.user.name, "hash": written.hash} | times)
    else:
        telling.line(f"Skrevet i loggen til hendelse {number}.")


def _export(work: Work, number: int, file: Path, *, as_json: bool) -> None:
    from dispatcher.archive.hand_log import log_csv
    from dispatcher.cli.printing import write_private
    from dispatcher.domain.rights import Act, demand

    demand(work.user.roles, Act.REPORT)
    write_private(file, work.read(log_csv, number).decode())
    if as_json:
        telling.facts({"incident": str(number), "number": number, "file": str(file)})
    else:
        telling.line(str(file))


def _read(work: Work, number: int, *, as_json: bool) -> None:
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger.log_book import book

    demand(work.user.roles, Act.REPORT)
    found = work.read(book, number)
    if as_json:
        telling.facts(found)
        return
    if found["crisis_mode"]:
        telling.line(crisis_in_words(found["crisis_mode"]))
    for line in found["lines"]:
        telling.line(line_in_words(line))
    if not found["lines"]:
        telling.line("Ingen har skrevet i loggen ennå.")


def crisis_in_words(mode: Mapping[str, Any]) -> str:
    """«KRISELEDELSE ETABLERT, hendelse 1001 (SKARPT) siden 22.11 kl 09.45: …»"""
    since = f"hendelse {mode['number']} ({MODES[mode['mode']]}) siden {clock(mode['since'])}"
    return f"KRISELEDELSE ETABLERT, {since}: {mode['words'] or '(slettet)'}"


def line_in_words(line: Mapping[str, Any]) -> str:
    """«12  22.11 kl 09.45  kari  telefon: Skolen ringte. (rettet av linje 14)»"""
    later = [f"retter linje {line['corrects']}"] if line["corrects"] else []
    later += [f"svarer på linje {line['answers']}"] if line["answers"] else []
    later += [f"rettet av linje {line['corrected_by']}"] if line["corrected_by"] else []
    later += [f"besvart av linje {line['answered_by']}"] if line["answered_by"] else []
    about = f" ({', '.join(later)})" if later else ""
    text = "(slettet)" if line["text"] is None else line["text"]
    return f"{line['id']}  {clock(line['happened_at'])}  {line['by']}  {line['kind']}: {text}{about}"


@click.command("shift-change", cls=Command)
@argument("incident", metavar="HENDELSE")
@option("--out", "file", metavar="FIL", type=click.Path(path_type=Path), help="Skriv siden som HTML, til utskrift.")
@asking.acting
def shift_change(*, incident: str, file: Path | None, token_file: Path | None, as_json: bool) -> None:
    """Vaktskifte på én side: hva som pågår, og hva som gjenstår.

    Viser løfter, åpne spørsmål og de siste beslutningene, ut fra det som er registrert.
    """
    from dispatcher.domain.rights import Act, demand
    from dispatcher.evaluation import shift

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.REPORT)
        number = incident_number(work, incident)
        facts = work.read(shift.facts, number, work.now())
    if file is not None:
        try:
            file.write_text(shift.page(facts), encoding="utf-8")
        except OSError as error:
            raise WrongUse(f"Kan ikke skrive {file} ({error.strerror}).") from error
    if as_json:
        telling.facts(facts)
        return
    if file is not None:
        telling.line(str(file))
        return
    for line in shift.in_words(facts):
        telling.line(line)
