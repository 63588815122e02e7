"""evaluate: the evaluator's part of an incident, read and written; what is missing stands first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work, incident_number
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.values import OneOf, Pair
from dispatcher.cli.wording import Command, argument, option
from dispatcher.domain.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.domain.evaluating import Outcome

STEPS = {
    "closed": "Hendelsen er avsluttet",
    "impressions": "Førsteinntrykk",
    "goals": "Øvingsmål",
    "assessment": "Vurdering",
    "hearing": "Høring",
    "final": "Godkjent og endelig",
}
OUTCOME, NUMBER = "outcome", "number"
"""Names of a goal beside its words: how it went, and which it is."""
LONGEST = 16
WRITTEN = ("impression", "assess", "outside", "goal", "comment")


@click.command(cls=Command)
@argument("incident", metavar="HENDELSE")
@argument("part", metavar="[DEL]", type=OneOf(WRITTEN, metavar="[DEL]"), required=False)
@option("--set", "given", metavar="NAVN=TEKST", type=Pair(), multiple=True, help="Skriv inn en tekst. Kan gjentas.")
@option("--hear", "until", metavar="DATO", help="Send utkastet på høring til og med denne dagen.")
@option("--approve", is_flag=True, help="Godkjenn evalueringen. Da er den endelig.")
@option("--why", metavar="TEKST", default="", help="Med --approve: hvorfor det gjøres før høringen er over.")
@option("--again", metavar="TEKST", help="Lag en ny versjon av en endelig evaluering, og si hvorfor.")
@asking.acting
def evaluate(
    *,
    incident: str,
    part: str | None,
    given: tuple[tuple[str, str], ...],
    until: str | None,
    approve: bool,
    why: str,
    again: str | None,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Se evalueringen av en hendelse, eller skriv i den.

    DEL og navnene i --set: impression (good, bad, now), assess (good, bad, effect, changes), outside (title, source,
    date, text, link), goal (goal, outcome, why), comment (text). Uten DEL vises hva som er gjort og hva som mangler, og
    teksten slik den er nå.

    Et øvingsmål vurderes med outcome=reached, partly eller not. Mål som finnes, har et nummer: goal --set number=12
    --set outcome=partly --set why=TEKST. Høringen må være over før --approve, ellers kreves --why.
    """
    asked = [part is not None, until is not None, approve, again is not None]
    if sum(asked) > 1 or (given and part is None):
        raise WrongUse("Gjør én ting om gangen: DEL med --set, --hear, --approve eller --again.")
    if why and not approve:
        raise WrongUse("--why hører til --approve.")
    with at_work(token_file, looks=not any(asked)) as work:
        number = incident_number(work, incident)
        if part is not None:
            _write(work, number, part, dict(given))
        elif any(asked):
            _end(work, number, until, again, early=why)
        _tell(work, number, as_json=as_json, whole=not any(asked))


def _write(work: Work, number: int, part: str, words: Mapping[str, str]) -> None:
    from dispatcher.domain.evaluating import PartKind
    from dispatcher.ledger.evaluation_acts import assess, write_part

    if part == "assess":
        work.write(assess, work.user, number, words, work.now())
    elif part == PartKind.GOAL:
        _write_goal(work, number, dict(words))
    else:
        work.write(write_part, work.user, number, PartKind(part), words, work.now())


def _write_goal(work: Work, number: int, words: dict[str, str]) -> None:
    """A new goal, judged already or not; or how it went with the one whose number is given."""
    from dispatcher.domain.evaluating import PARTS, PartKind
    from dispatcher.ledger.evaluation_acts import judge_goal, write_part

    names = (*PARTS[PartKind.GOAL], OUTCOME, NUMBER)
    if unknown := [name for name in words if name not in names]:
        raise InvalidInput(*(Fault(name, f"Ukjent navn. Her kan stå: {', '.join(names)}.") for name in unknown))
    outcome, which = _outcome(words.pop(OUTCOME, "")), words.pop(NUMBER, "")
    if not which:
        work.write(partial(write_part, outcome=outcome), work.user, number, PartKind.GOAL, words, work.now())
        return
    if not (which.isascii() and which.isdecimal() and len(which) < LONGEST):
        raise InvalidInput(Fault(NUMBER, "Øvingsmål har et nummer. Se: dispatcher evaluate HENDELSE"))
    if outcome is None or words.keys() - {"why"}:
        raise InvalidInput(Fault(OUTCOME, "Et mål som finnes, kan bare vurderes: outcome, og why."))
    work.write(judge_goal, work.user, number, int(which), outcome, words.get("why", ""), work.now())


def _outcome(said: str) -> Outcome | None:
    from dispatcher.domain.evaluating import Outcome

    if said and said not in set(Outcome):
        raise InvalidInput(Fault(OUTCOME, f"Må være en av: {', '.join(Outcome)}."))
    return Outcome(said) if said else None


def _end(work: Work, number: int, until: str | None, why: str | None, *, early: str) -> None:
    from dispatcher.ledger import evaluation_ending

    if until is not None:
        work.write(evaluation_ending.hear, work.user, number, until, work.now())
    elif why is not None:
        work.write(evaluation_ending.again, work.user, number, why, work.now())
    else:
        work.write(evaluation_ending.finalise, work.user, number, work.now(), early)


def _tell(work: Work, number: int, *, as_json: bool, whole: bool) -> None:
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
    if found and whole:
        from dispatcher.cli.evaluation_text import text_lines

        for line in text_lines(found):
            telling.line(line)


def _due(step: Mapping[str, Any]) -> str:
    from dispatcher.cli.words import clock

    if step["done"] or not step["due"]:
        return ""
    return f" (frist {clock(step['due'])}{', er ute' if step['late'] else ''})"
