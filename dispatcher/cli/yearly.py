"""year: the roll-up over a year's incidents and exercises, as files in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import at_work
from dispatcher.cli.failures import REFUSED, WrongUse
from dispatcher.cli.wording import Command, argument, option


@click.command("year", cls=Command)
@argument("year", metavar="ÅR", type=int)
@option("--out", "folder", metavar="MAPPE", required=True, type=click.Path(path_type=Path), help="Hvor den legges.")
@asking.acting
@click.pass_context
def year_report(context: click.Context, *, year: int, folder: Path, token_file: Path | None, as_json: bool) -> None:
    """Lag årsrapporten over hendelser og øvelser.

    Skarpe hendelser og øvelser står hver for seg, med plikter, tider, områder, øving, lister og tiltak. Den skrives som
    HTML, PDF, JSON og CSV. Første side av PDF-en er tabellen til statsforvalteren; year.csv er den samme.
    """
    from dispatcher.cli.waiting import pdf_beside, told_what_is_done
    from dispatcher.domain.rights import Act, demand
    from dispatcher.evaluation.year import read_year, write_year
    from dispatcher.plan_file import load_plan

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.REPORT)
        plan = load_plan(work.settings.home).plan
        with told_what_is_done() as tell:
            tell("Leser årets hendelser og teller")
            record = work.read(read_year, plan, year, work.now())
    try:
        written = write_year(record, folder)
    except OSError as error:
        raise WrongUse(f"Kan ikke skrive rapporten i {folder} ({error.strerror}).") from error
    pdf = pdf_beside(written[0])
    _tell(year, [str(path) for path in (*written, *pdf)], as_json=as_json)
    if not pdf:
        context.exit(REFUSED)


def _tell(year: int, files: list[str], *, as_json: bool) -> None:
    if as_json:
        telling.facts({"year": year, "files": files})
        return
    for file in files:
        telling.line(file)
