"""trigger, edit, submit: from what happened to a text that waits for its approval."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import at_the_desk
from dispatcher.cli.drawings import sketches
from dispatcher.cli.failures import known
from dispatcher.cli.values import Pair, TextFile, Whole, by_zone, told_hold, told_past
from dispatcher.cli.wording import Command, argument, option

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dispatcher.app import Office
    from dispatcher.cli.acting import Work
    from dispatcher.domain.states import Mode

MOST_PEOPLE = 10_000_000


@click.command(cls=Command)
@argument("scenario", metavar="SCENARIO")
@asking.fields
@asking.where
@option("--known-at", metavar="TID", help="Når kommunen fikk vite om hendelsen, for eksempel 02:50.")
@option("--occurred-at", metavar="TID", help="Når hendelsen skjedde.")
@option("--reason", metavar="TEKST", default="", help="Hvorfor dere varsler. Står i loggen.")
@option("--real", is_flag=True, help="Skarpt: meldingene når folk.")
@option("--exercise", is_flag=True, help="Øvelse: meldingene fanges opp og når ingen.")
@option("--test", is_flag=True, help="Varslingsprøve: ekte meldinger, bare til dem som har sagt ja til å få prøver.")
@option("--submit", "and_submit", is_flag=True, help="Send inn til godkjenning med en gang.")
@option("--people", metavar="ANTALL", type=Whole(0, MOST_PEOPLE), help="Med --submit: hvor mange personer det gjelder.")
@asking.acting
def trigger(
    *,
    scenario: str,
    given: tuple[tuple[str, str], ...],
    areas: tuple[str, ...],
    zones: tuple[tuple[str, str], ...],
    drawings: tuple[dict[str, Any], ...],
    draw_names: tuple[str, ...],
    hold_until: str | None,
    known_at: str | None,
    occurred_at: str | None,
    reason: str,
    real: bool,
    exercise: bool,
    test: bool,
    and_submit: bool,
    people: int | None,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Utløs et scenario og lag det første utkastet.

    Åpner en hendelse og skriver nummeret på varselet. SCENARIO er nøkkelen i planen, for eksempel kokevarsel.
    """
    from dispatcher.composing.request import Trigger

    mode = _mode(real=real, exercise=exercise, test=test)
    if people is not None and not and_submit:
        raise click.UsageError("--people hører sammen med --submit.", click.get_current_context())
    drawn = sketches(drawings, draw_names)
    with at_the_desk(token_file) as (work, office):
        asked = Trigger(
            scenario=scenario,
            mode=mode,
            fields=dict(given),
            areas=areas,
            zones=by_zone(zones),
            hold_until=told_hold(hold_until, work.now()),
            known_at=told_past("known_at", "kjent", known_at, work.now()),
            occurred_at=told_past("occurred_at", "skjedde", occurred_at, work.now()),
            reason=reason,
            drawn=drawn,
        )
        warn_of_lists(office)
        alert = work.write(office.desk.trigger, work.user, asked, work.now())
        if and_submit:
            _submit_or_tell(work, office, alert, people, as_json=as_json)
        tell_draft(work, alert, as_json=as_json)


def _mode(**chosen: bool) -> Mode:
    """The one that was chosen."""
    from dispatcher.domain.states import Mode

    named = [name for name, given in chosen.items() if given]
    if len(named) != 1:
        what = "Velg én av --real (skarpt), --exercise (øvelse) og --test (varslingsprøve)."
        raise click.UsageError(what, click.get_current_context())
    return Mode(named[0])


def _submit_or_tell(work: Work, office: Office, alert: str, people: int | None, *, as_json: bool) -> None:
    """The draft is there whatever comes of its submission: its id is printed before the refusal is."""
    try:
        _submitted(work, office, alert, people)
    except Exception as error:
        if known(error):
            tell_draft(work, alert, as_json=as_json)
            telling.note("Utkastet er laget, men ikke sendt inn:")
        raise


def _submitted(work: Work, office: Office, alert: str, people: int | None) -> str:
    if people is None:
        people = _people_typed(work, alert)
    return work.write(office.desk.submit, work.user, alert, people, work.now())


def _people_typed(work: Work, alert: str) -> int | None:
    """At a terminal a person types the number of a real alert; a program must have said it."""
    from dispatcher.domain.states import AlertState, Mode
    from dispatcher.ledger import incidents, snapshot

    row = work.read(incidents.alert, alert)
    waits = row.state in (AlertState.DRAFT, AlertState.RETURNED)
    if row.mode != Mode.REAL or not waits or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    meant = work.read(snapshot.count_people, row.id, row.version)
    question = f"Varselet er SKARPT og gjelder {telling.people(meant)}. Skriv antallet for å sende det inn"
    return int(click.prompt(question, type=Whole(0, MOST_PEOPLE), err=True))


def warn_of_lists(office: Office) -> None:
    """Which lists are composed from in an older version."""
    for fault in office.synced.broken:
        telling.note(f"Advarsel: {fault}. Den forrige utgaven av listen gjelder.")


def tell_draft(work: Work, alert: str, *, as_json: bool) -> None:
    """The id alone on standard output, so that a script may keep it; what comes next beside it."""
    from dispatcher.cli.alert_facts import draft_in_words, fates_in_words, next_step, whole

    view = work.read(whole, alert)
    if as_json:
        telling.facts(view | {"node": work.node_runs()})
        return
    telling.line(alert)
    if view["kept"] is not None:
        telling.note(fates_in_words(view))
    for odd in view["odd"]:
        telling.note(f"Uvanlig ({odd['key']}): {odd['words']}")
    if view["drafts"]:
        telling.note(draft_in_words(view))
    for warning in view["warnings"]:
        telling.note(f"Merk: {warning}")
    if view["kind"] == "first":
        for question in view["guidance"]["questions"]:
            telling.note(f"Spør deg: {question}")
    telling.note(next_step(view))


@click.command(cls=Command)
@asking.alert
@option("--set", "given", metavar="FELT=VERDI", type=Pair(), multiple=True, help="Endre et felt. Kan gjentas.")
@option(
    "--text",
    "texts",
    metavar="TEKST=FIL",
    type=Pair(),
    multiple=True,
    help="Bytt ut en hel tekst med innholdet i en fil, for eksempel citizen.sms.nb=min.txt. Kan gjentas.",
)
@asking.hold_until
@asking.acting
def edit(
    *,
    alert: str,
    given: tuple[tuple[str, str], ...],
    texts: tuple[tuple[str, str], ...],
    hold_until: str | None,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Endre et utkast eller et returnert varsel.

    Fingeravtrykket gjelder da ikke lenger. Navnet på hver tekst står i «dispatcher show VARSEL».
    """
    context = click.get_current_context()
    if not given and not texts and hold_until is None:
        said = "Ingenting å endre. Bruk --set FELT=VERDI, --text TEKST=FIL eller --hold-until TID."
        raise click.UsageError(said, context)
    own = own_texts(texts)
    with at_the_desk(token_file) as (work, office):
        warn_of_lists(office)

        def change(connection: Connection) -> None:
            now = work.now()
            changed: dict[str, Any] = {"given": dict(given), "own_texts": own, "hold": told_hold(hold_until, now)}
            office.desk.edit(connection, work.user, alert, **changed, now=now)

        work.write(change)
        tell_draft(work, alert, as_json=as_json)


def own_texts(given: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Whole texts by their names, each read from its file."""
    context = click.get_current_context()
    return {key: TextFile().convert(file, _parameter(context, "texts"), context) for key, file in given}


def _parameter(context: click.Context, name: str) -> click.Parameter:
    return next(param for param in context.command.params if param.name == name)


@click.command(cls=Command)
@asking.alert
@option(
    "--people",
    metavar="ANTALL",
    type=Whole(0, MOST_PEOPLE),
    help="Hvor mange personer det gjelder. Må oppgis for skarpe varsler.",
)
@asking.acting
def submit(*, alert: str, people: int | None, token_file: Path | None, as_json: bool) -> None:
    """Send inn et varsel til godkjenning.

    Tekster og mottakere fryses, og varselet får et fingeravtrykk.
    """
    with at_the_desk(token_file) as (work, office):
        warn_of_lists(office)
        _submitted(work, office, alert, people)
        tell_draft(work, alert, as_json=as_json)
