"""task list, show, done, refuse: what people do by hand, and ticking it off with the time it was done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import at_work, incident_number, read_settings
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.printing import write_private
from dispatcher.cli.values import Whole, told_past
from dispatcher.cli.wording import Group, argument, option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatcher.printing.cards import Card

_NUMBER = argument("number", metavar="OPPGAVE", type=Whole(1, 10**15))
_AT = option("--at", "happened", metavar="TID", help="Når det ble gjort, for eksempel 04:20. Ellers nå.")
_FOR = option("--for", "person", metavar="NØKKEL", help="Personen i planen som gjorde det, når du fører for andre.")

STATES = {
    "waiting": "ikke delt ut",
    "sending": "delt ut",
    "accepted": "ferdig",
    "failed": "avvist",
    "unsure": "fristen er ute",
    "skipped": "utelatt",
}


@click.group(cls=Group, short_help="Se og kryss av oppgaver som gjøres for hånd.")
def task() -> None:
    """Se og kryss av oppgaver som gjøres for hånd: plakater, radio, pressen, beskjed til dem uten telefon."""


@task.command("list", short_help="Vis oppgavene i en hendelse.")
@argument("incident", metavar="HENDELSE")
@asking.acting
def list_tasks(*, incident: str, token_file: Path | None, as_json: bool) -> None:
    """Vis oppgavene i en hendelse: hvem, hvor, frist og svar."""
    from dispatcher.approval.task_list import tasks_view
    from dispatcher.domain.rights import Act, demand

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.READ)
        found = work.read(tasks_view, incident_number(work, incident))
    if as_json:
        telling.facts({"tasks": found})
        return
    for view in found:
        telling.line(line_of(view))
        if view["why"]:
            telling.line(f"        {view['why']}")
    if not found:
        telling.line("Hendelsen har ingen oppgaver.")


@task.command("show", short_help="Vis en oppgave, og teksten og området som skal gis videre.")
@_NUMBER
@option("--geojson", "file", metavar="FIL", type=click.Path(path_type=Path), help="Skriv området til denne filen.")
@option("--cards", "folder", metavar="MAPPE", type=click.Path(path_type=Path), help="Skriv bildekortene hit.")
@asking.acting
def show(*, number: int, file: Path | None, folder: Path | None, token_file: Path | None, as_json: bool) -> None:
    """Vis en oppgave med teksten som skal kopieres, ord for ord, på hvert språk.

    Med --geojson skrives det godkjente området som GeoJSON (RFC 7946), til et annet system for befolkningsvarsling.
    Med --cards skrives teksten som bilder (PNG) til Facebook og Instagram, hvert med sin alternative tekst (TXT).
    """
    from dispatcher.approval import hand_over
    from dispatcher.approval.task_list import task_view
    from dispatcher.domain.rights import Act, demand
    from dispatcher.printing.cards import cards_of_task

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.READ)
        texts = work.read(hand_over.texts, number)
        view = work.read(task_view, number) | {"texts": texts}
        area = work.read(hand_over.area, number)
        cards = work.read(cards_of_task, number, read_settings().home) if folder is not None else []
    if folder is not None:
        _write_cards(folder, cards)
    if file is not None:
        write_private(file, json.dumps(area, ensure_ascii=False, indent=1) + "\n")
    if as_json:
        telling.facts(view | {"area": area})
        return
    telling.line(line_of(view))
    if view["account"]:
        telling.line(f"Legges ut på {view['account']}")
    for language, text in texts.items():
        telling.line(f"\n{language}:\n{text}")
    if area["without_polygon"]:
        telling.note(f"Uten flate på kartet, må tegnes etter navnene: {', '.join(area['without_polygon'])}.")
    if file is not None:
        telling.note(f"Området står i {file}.")


def _write_cards(folder: Path, cards: Sequence[Card]) -> None:
    """A picture and its alt text side by side. Raises WrongUse for a folder that cannot be written."""
    if not cards:
        raise WrongUse("Oppgaven har ikke bildekort. Skriv card: true på den i planen.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for card in cards:
            (folder / card.name).write_bytes(card.png())
            (folder / card.name).with_suffix(".txt").write_text(f"{card.alt}\n", encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"Kan ikke skrive i {folder} ({error.strerror}).") from error
    telling.note(f"Bildekortene og de alternative tekstene står i {folder}.")


def line_of(view: dict[str, Any]) -> str:
    """A task in one line: its number, how it stands, what, where and who."""
    from dispatcher.cli.words import clock

    due = f", frist {clock(view['due_at'])}" if view["due_at"] and view["state"] in ("sending", "unsure") else ""
    done = f" {clock(view['answered_at'])}" if view["answered_at"] else ""
    place = f", {view['place']}" if view["place"] else ""
    title = view["title"].get("nb") or next(iter(view["title"].values()))
    return f"{view['id']:>6}  {STATES[view['state']]}{done}{due}  {title}{place}  ({view['name']})"


@task.command("done", short_help="Kryss av en oppgave som ferdig.")
@_NUMBER
@_AT
@option("--why", metavar="TEKST", default="", help="Merknad, for eksempel hvem du snakket med.")
@_FOR
@asking.acting
def done(
    *, number: int, happened: str | None, why: str, person: str | None, token_file: Path | None, as_json: bool
) -> None:
    """Kryss av en oppgave som ferdig, med tiden den ble gjort."""
    from dispatcher.approval import ticking

    _tick(ticking.done, "ferdig", number, happened, why, person, token_file=token_file, as_json=as_json)


@task.command("refuse", short_help="Si fra at en oppgave ikke blir gjort.")
@_NUMBER
@asking.why
@_AT
@_FOR
@asking.acting
def refuse(
    *, number: int, happened: str | None, why: str, person: str | None, token_file: Path | None, as_json: bool
) -> None:
    """Si fra at en oppgave ikke blir gjort, og hvorfor."""
    from dispatcher.approval import ticking

    _tick(ticking.refuse, "avvist", number, happened, why, person, token_file=token_file, as_json=as_json)


def _tick(
    act: Callable[..., bool],
    word: str,
    number: int,
    happened: str | None,
    why: str,
    person: str | None,
    *,
    token_file: Path | None,
    as_json: bool,
) -> None:
    from dispatcher.approval import task_list, ticking

    with at_work(token_file) as work:
        now = work.now()
        tick = ticking.Tick(at=told_past("at", "gjort", happened, now), why=why, person=person)
        already = work.write(act, work.user, number, tick, now)
        view = work.read(task_list.task_view, number)
    if as_json:
        telling.facts(view | {"already": already})
    else:
        telling.line(f"Oppgave {number} {'var alt' if already else 'er'} krysset av som {word}.")
