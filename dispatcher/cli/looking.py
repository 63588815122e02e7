"""list, show, report, verify-log: what is going on, what was done, and whether the record stands."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, copying, telling
from dispatcher.cli.acting import at_work, incident_number, journalled, no_database, opened_ledger, read_settings
from dispatcher.cli.failures import REFUSED, WrongUse
from dispatcher.cli.wording import Command, argument, option

if TYPE_CHECKING:
    from dispatcher.cli.acting import Work
    from dispatcher.ledger.journal import Verdict
    from dispatcher.ledger.seal_watch import Seals


@click.command("list", cls=Command)
@asking.acting
def list_(*, token_file: Path | None, as_json: bool) -> None:
    """Vis alle varsler, det nyeste først."""
    from dispatcher.cli.calling_in import standing
    from dispatcher.cli.logbook import crisis_in_words
    from dispatcher.cli.words import ALARM, NO_NODE, UNDER_WAY
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger import answers_board, board
    from dispatcher.ledger.log_book import crisis_modes_now
    from dispatcher.ledger.restored import RESTORED

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.READ)
        alerts = work.read(board.alerts_view)
        alarms = work.read(board.alarms_view)
        crisis = work.read(crisis_modes_now)
        called_in = work.read(answers_board.called_in)
        node = work.node_runs()
    if as_json:
        more = {view["id"]: {"called_in": called_in.get(view["number"], [])} for view in alerts}
        told = [view | {"node": node, "alarms": _concerning(alarms, view["id"])} | more[view["id"]] for view in alerts]
        telling.facts(told)
        return
    for one in crisis:
        telling.line(crisis_in_words(one))
    for alarm in alarms:
        telling.line(ALARM.format(**alarm))
    if alerts:
        from dispatcher.cli.alert_list import print_list

        print_list(alerts)
        for number, team in called_in.items():
            telling.line(f"Hendelse {number}. {standing(team)}")
        for view in alerts:
            if RESTORED in (view["flags"]["paused"] or ""):
                telling.line(f"{view['id']} er satt på pause: {view['flags']['paused']}")
        if not node and any(view["state"] in UNDER_WAY for view in alerts):
            telling.note(NO_NODE)
    else:
        telling.line("Ingen varsler ennå.")


def _concerning(alarms: list[dict[str, Any]], alert: str) -> list[str]:
    from dispatcher.domain.alarm import concerns

    return [alarm["words"] for alarm in alarms if concerns(alarm["cause"], alarm["about"], alert)]


@click.command(cls=Command)
@asking.alert
@option("--print", "prints", is_flag=True, help="Skriv plakaten og ringelisten som HTML, til å skrive ut på A4.")
@asking.acting
def show(*, alert: str, prints: bool, token_file: Path | None, as_json: bool) -> None:
    """Vis hele varselet: tekster, mottakere og pris.

    Viser også fingeravtrykket og hvem som har gjort hva. Med --print: plakat og ringeliste, for eksempel
    dispatcher show VARSEL --print > plakat.html
    """
    if prints:
        from dispatcher.cli.printing import print_sheets

        print_sheets(alert, token_file=token_file, as_json=as_json)
        return
    from dispatcher.cli import alert_facts
    from dispatcher.cli.words import UNDER_WAY
    from dispatcher.domain.rights import Act, demand

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.READ)
        view, node = work.read(alert_facts.whole, alert), work.node_runs()
        if as_json:
            telling.facts(view | {"node": node})
            return
        plan = work.read(alert_facts.plan_of, alert)
        doings = work.read(alert_facts.doings, alert)
    from dispatcher.cli.alert_page import print_alert

    print_alert(view | {"doings": doings}, plan, idle=view["state"] in UNDER_WAY and not node)


@click.command(cls=Command)
@argument("what", metavar="HENDELSE|VARSEL")
@option("--out", "folder", metavar="MAPPE", required=True, type=click.Path(path_type=Path), help="Hvor den legges.")
@option("--copy", metavar="SLAG", type=click.Choice(copying.COPIES), help="I stedet: saksframlegg, eller offentlig.")
@option(
    "--leave-out", "left_out", metavar="STED=GRUNN", multiple=True, help="Offentlig kopi: hva som tas ut, og hvorfor."
)
@option("--include", "included", metavar="STED", multiple=True, help="Offentlig kopi: hva du har lest og tar med.")
@asking.acting
@click.pass_context
def report(
    context: click.Context,
    *,
    what: str,
    folder: Path,
    copy: str | None,
    left_out: tuple[str, ...],
    included: tuple[str, ...],
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Lag evalueringsrapporten til en hendelse.

    Den skrives som HTML, PDF, CSV og JSON. At tabellen over hver melding (CSV) ble tatt ut, skrives i loggen. Med
    --copy saksframlegg: et utkast til politisk sak. Med --copy offentlig: en kopi til den som ber om innsyn, uten navn
    og mottakere. Da må hver tekst som noen har skrevet, tas ut med en grunn (--leave-out 12=personlig, --leave-out
    fritekst=internt) eller tas med (--include 14).
    """
    from dispatcher.cli.waiting import pdf_beside
    from dispatcher.domain.rights import Act, demand

    if (left_out or included) and copy != "offentlig":
        raise WrongUse("--leave-out og --include hører til --copy offentlig.")
    with at_work(token_file, looks=not (left_out or included)) as work:
        demand(work.user.roles, Act.REPORT)
        number = incident_number(work, what)
        if left_out or included:
            copying.judged(work, number, left_out, included)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            written = copying.written(work, number, folder, copy) if copy else _written(work, number, folder)
        except OSError as error:
            raise WrongUse(f"Kan ikke skrive rapporten i {folder} ({error.strerror}).") from error
    if copy:
        written += pdf_beside(written[0])
    _tell_report(number, written, as_json=as_json)
    if written[-1].suffix != ".pdf":
        context.exit(REFUSED)


def _written(work: Work, number: int, folder: Path) -> list[Path]:
    """Every form of the report. The PDF, last, is laid out by a process of its own while the table is written."""
    from concurrent.futures import Future, ThreadPoolExecutor

    from dispatcher.approval import reading
    from dispatcher.cli.waiting import awaited, pdf_begun, told_what_is_done
    from dispatcher.evaluation import write_report

    work.write(reading.remember_rows, work.user, number, work.now())
    pdf: list[Future[Path]] = []
    with told_what_is_done() as tell, ThreadPoolExecutor(1) as beside:
        written = work.read(write_report, number, folder, tell, lambda page: pdf.append(pdf_begun(beside, page)))
        return [*written, *awaited(pdf[0], tell)]


def _tell_report(number: int, written: Any, *, as_json: bool) -> None:
    files = [str(path) for path in written]
    if as_json:
        telling.facts({"incident": str(number), "number": number, "files": files})
        return
    for file in files:
        telling.line(file)


@click.command("verify-log", cls=Command)
@argument("package", metavar="[PAKKE]", required=False, type=click.Path(path_type=Path))
@option("--anchor", metavar="ANKER", default="", help="Ankeret i rapporten dere har fra før. Bare sammen med PAKKE.")
@asking.as_json
@click.pass_context
def verify_log(context: click.Context, *, package: Path | None, anchor: str, as_json: bool) -> None:
    """Se etter om noe i loggen, eller i det den forsegler, er endret.

    Går gjennom hele kjeden og navngir den første linjen som ikke stemmer. Regner så ut forseglingen av hver bølge på
    nytt, og navngir dem der radene ikke lenger er de som ble forseglet.

    Med PAKKE, en arkivpakke (zip eller mappe), trengs verken database eller innstillinger: pakken kontrolleres alene.
    """
    if package is not None:
        from dispatcher.cli.package_lines import verify

        if not verify(package, anchor, as_json=as_json):
            context.exit(REFUSED)
        return
    if anchor:
        raise WrongUse("--anchor hører til en arkivpakke: dispatcher verify-log PAKKE --anchor ANKER")
    from dispatcher.domain.errors import Unavailable
    from dispatcher.ledger import journal, seal_watch

    settings = read_settings()
    if settings.no_ledger_yet:
        raise no_database(settings)
    with opened_ledger(settings, moves_up=False) as ledger:
        verdict, seals = ledger.read_now(lambda connection: (journal.verify(connection), seal_watch.verify(connection)))
        facts = {
            "entries": verdict.entries,
            "head": verdict.head,
            "broken": verdict.broken or None,
            "why": verdict.why,
            "seals": asdict(seals),
        }
        try:
            journalled(ledger, "log.verified", facts)
        except Unavailable as error:
            telling.note(f"Gjennomgangen ble ikke skrevet i loggen: {error}")
    if as_json:
        telling.facts({"ok": not (verdict.broken or seals.broken), **facts})
    _tell_verdict(verdict, on_screen=not as_json)
    _tell_seals(seals, on_screen=not as_json)
    if verdict.broken or seals.broken:
        context.exit(REFUSED)


def _tell_verdict(verdict: Verdict, *, on_screen: bool) -> None:
    if verdict.broken:
        telling.note(f"Loggen er ikke hel. Første linje som ikke stemmer, er nummer {verdict.broken}: {verdict.why}.")
    elif on_screen:
        telling.line(f"Loggen er hel: {telling.number(verdict.entries)} linjer.")
        telling.line(f"Siste linje: {verdict.head}")


def _tell_seals(seals: Seals, *, on_screen: bool) -> None:
    for one in seals.broken:
        where = f"forseglingen i linje {one.entry}" if one.entry else "noen forsegling i loggen"
        telling.note(
            f"Radene i bølgen «{one.name}» i varsel {one.alert} stemmer ikke med {where}: de er endret etterpå."
        )
    if not on_screen:
        return
    if seals.checked > len(seals.broken):
        telling.line(f"Forseglinger som stemmer: {telling.number(seals.checked - len(seals.broken))}.")
    if seals.waiting:
        words = "Bølger som ikke er forseglet ennå, eller får ny forsegling fordi det kom kvitteringer eller svar"
        telling.line(f"{words}: {telling.number(seals.waiting)}.")
