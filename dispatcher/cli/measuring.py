"""measure list, add, change, close: what is to be done so that it goes better next time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work, incident_number
from dispatcher.cli.values import OneOf, Whole
from dispatcher.cli.wording import Group, argument, option
from dispatcher.domain.measures import KIND_WORDS, STATUS_WORDS, MeasureKind, MeasureStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

PASSED = (
    "Fristen {due:%d.%m.%Y} er passert, så tiltaket står som over fristen. Rett den slik: "
    "dispatcher measure change {number} --due DATO"
)
_NUMBER = argument("number", metavar="TILTAK", type=Whole(1, 2**31 - 1))
_KINDS = OneOf([str(kind) for kind in MeasureKind], metavar="SLAG")


@click.group(cls=Group, short_help="Se, før opp og lukk tiltak.")
def measure() -> None:
    """Se, før opp og lukk tiltak: det som skal gjøres for at det går bedre neste gang."""


@measure.command("list", short_help="Vis tiltakene.")
@option("--open", "only_open", is_flag=True, help="Bare de som ikke er lukket.")
@asking.acting
def list_measures(*, only_open: bool, token_file: Path | None, as_json: bool) -> None:
    """Vis tiltakene, de åpne først."""
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger.evaluation_board import measure_view
    from dispatcher.ledger.measures import measures_of, open_measures

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.READ)
        found = work.read(open_measures) if only_open else work.read(measures_of)
        views = [measure_view(one, work.now()) for one in found]
    if as_json:
        telling.facts({"measures": views})
        return
    for view in views:
        telling.line(_line(view))
    if not views:
        telling.line("Ingen tiltak.")


@measure.command("add", short_help="Før opp et tiltak.")
@option("--kind", metavar="SLAG", type=_KINDS, required=True, help=f"En av: {', '.join(MeasureKind)}.")
@option("--what", metavar="TEKST", required=True, help="Hva som skal gjøres.")
@option("--why", metavar="TEKST", required=True, help="Hvorfor: hva hendelsen eller øvelsen viste.")
@option("--owner", metavar="HVEM", required=True, help="Hvem som har ansvaret, helst en rolle eller enhet.")
@option("--due", metavar="DATO", required=True, help="Fristen, for eksempel 2027-03-01.")
@option("--incident", metavar="HENDELSE", help="Hendelsen det kommer av, hvis det er noen.")
@asking.acting
def add(
    *,
    kind: str,
    what: str,
    why: str,
    owner: str,
    due: str,
    incident: str | None,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Før opp et tiltak."""
    from dispatcher.ledger.measure_acts import NewMeasure, open_measure

    with at_work(token_file) as work:
        number = incident_number(work, incident) if incident else None
        new = NewMeasure(kind=MeasureKind(kind), what=what, why=why, owner=owner, due=due, incident=number)
        _tell(work, work.write(open_measure, work.user, new, work.now()), as_json=as_json, dated=True)


@measure.command("change", short_help="Endre et tiltak.")
@_NUMBER
@option("--kind", metavar="SLAG", type=_KINDS, help=f"En av: {', '.join(MeasureKind)}.")
@option("--what", metavar="TEKST", help="Hva som skal gjøres.")
@option("--why", metavar="TEKST", help="Hvorfor.")
@option("--owner", metavar="HVEM", help="Hvem som har ansvaret.")
@option("--due", metavar="DATO", help="Ny frist.")
@option("--begun", is_flag=True, help="Arbeidet er i gang.")
@asking.acting
def change(*, number: int, kind: str | None, begun: bool, token_file: Path | None, as_json: bool, **words: Any) -> None:
    """Endre et tiltak som er åpent. Det som ikke er nevnt, blir stående."""
    from dispatcher.ledger.measure_acts import MeasureChange, change_measure

    with at_work(token_file) as work:
        given = MeasureChange(kind=MeasureKind(kind) if kind else None, begun=True if begun else None, **words)
        work.write(change_measure, work.user, number, given, work.now())
        _tell(work, number, as_json=as_json, dated=given.due is not None)


@measure.command("close", short_help="Lukk et tiltak som er gjort.")
@_NUMBER
@option("--reference", metavar="SAK", required=True, help="Saksnummeret eller lenken som viser at det er gjort.")
@asking.acting
def close(*, number: int, reference: str, token_file: Path | None, as_json: bool) -> None:
    """Lukk et tiltak som er gjort."""
    from dispatcher.ledger.measure_acts import close_measure

    with at_work(token_file) as work:
        work.write(close_measure, work.user, number, reference, work.now())
        _tell(work, number, as_json=as_json)


def _tell(work: Work, number: int, *, as_json: bool, dated: bool = False) -> None:
    """``dated``: somebody has just set the day, and is told if it has passed: it may be right, or a wrong year."""
    from dispatcher.ledger import measures
    from dispatcher.ledger.evaluation_board import measure_view

    view = measure_view(work.read(measures.measure, number), work.now())
    if as_json:
        telling.facts(view)
    else:
        telling.line(_line(view))
    if dated and view["overdue"]:
        telling.note(PASSED.format(number=number, due=date.fromisoformat(view["due"])))


def _line(view: Mapping[str, Any]) -> str:
    kind, status = KIND_WORDS[MeasureKind(view["kind"])], STATUS_WORDS[MeasureStatus(view["status"])]
    late = ", over fristen" if view["overdue"] else ""
    shown = f" ({view['reference']})" if view["reference"] else ""
    what, owner = view["what"] or "(slettet)", view["owner"] or "(slettet)"
    return f"{view['id']:>4}  {what} [{kind}] {owner}, frist {view['due']}: {status}{late}{shown}"
