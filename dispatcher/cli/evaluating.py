"""evaluate: the evaluator's part of an incident, read and written; what is missing stands first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work, incident_number
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.values import Pair
from dispatcher.cli.wording import Command, argument, option

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS = {
    "closed": "Hendelsen er avsluttet",
    "impressions": "Førsteinntrykk",
    "goals": "Øvingsmål",
    "assessment": "Vurdering",
    "hearing": "Høring",
    "final": "Godkjent og endelig",
}
WRITTEN = ("impression", "assess", "outside", "goal", "comment")


@click.command(cls=Command)
@argument("incident", metavar="HENDELSE")
@argument("part", metavar="[DEL]", type=click.Choice(WRITTEN), required=False)
@option("--set", "given", metavar="NAVN=TEKST", type=Pair(), multiple=True, help="Skriv inn en tekst. Kan gjentas.")
@option("--hear", "until", metavar="DATO", help="Send utkastet på høring til og med denne dagen.")
@option("--approve", is_flag=True, help="Godkjenn evalueringen. Da er den endelig.")
@option("--again", metavar="TEKST", help="Lag en ny versjon av en endelig evaluering, og si hvorfor.")
@asking.acting
def evaluate(
    *,
    incident: str,
    part: str | None,
    given: tuple[tuple[str, str], ...],
    until: str | None,
    approve: bool,
    again: str | None,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Se evalueringen av en hendelse, eller skriv i den.

    DEL og navnene i --set: impression (good, bad, now), assess (good, bad, effect, changes), outside (title, source,
    date, text, link), goal (goal), comment (text). Uten DEL vises hva som er gjort og hva som mangler.
    """
    asked = [part is not None, until is not None, approve, again is not None]
    if sum(asked) > 1 or (given and part is None):
        raise WrongUse("Gjør én ting om gangen: DEL med --set, --hear, --approve eller --again.")
    with at_work(token_file, looks=not any(asked)) as work:
        number = incident_number(work, incident)
        if part is not None:
            _write(work, number, part, dict(given))
        elif any(asked):
            _end(work, number, until, again)
        _tell(work, number, as_json=as_json)


def _write(work: Work, number: int, part: str, words: Mapping[str, str]) -> None:
    from dispatcher.domain.evaluating import PartKind
    from dispatcher.ledger.evaluation_acts import assess, write_part

    if part == "assess":
        work.write(assess, work.user, number, words, work.now())
    else:
        work.write(write_part, work.user, number, PartKind(part), words, work.now())


def _end(work: Work, number: int, until: str | None, why: str | None) -> None:
    from dispatcher.ledger import evaluation_ending

    if until is not None:
        work.write(evaluation_ending.hear, work.user, number, until, work.now())
    elif why is not None:
        work.write(evaluation_ending.again, work.user, number, why, work.now())
    else:
        work.write(evaluation_ending.finalise, work.user, number, work.now())


def _tell(work: Work, number: int, *, as_json: bool) -> None:
    from dispatcher.domain.rights import Act, demand
    from dispatcher.ledger.evaluation_board import evaluation_view

    demand(work.user.roles, Act.READ)
    view = work.read(evaluation_view, number, work.now())
    if as_json:
        telling.facts(view)
        return
    found = view["evaluation"]
    begun = f"versjon {found['version']}" if found else "ikke begynt"
    telling.line(f"Evaluering av hendelse {number}: {begun}.")
    for step in view["steps"]:
        telling.line(f"  {'gjort ' if step['done'] else 'mangler'}  {STEPS[step['key']]}{_due(step)}")
    if found and found["fingerprint"]:
        telling.line(f"Godkjent av {found['approved_by']}. Fingeravtrykk {found['fingerprint'][:12]}.")


def _due(step: Mapping[str, Any]) -> str:
    from dispatcher.cli.words import clock

    if step["done"] or not step["due"]:
        return ""
    return f" (frist {clock(step['due'])}{', er ute' if step['late'] else ''})"
