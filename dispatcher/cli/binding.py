"""binder: the printable folder for when nothing works, written for its owner's eyes only."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import journalled, opened_ledger, read_settings
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.printing import write_private
from dispatcher.cli.wording import Command, option
from dispatcher.printing import WRITTEN

if TYPE_CHECKING:
    from dispatcher.domain.contact import Contact
    from dispatcher.domain.plan import Plan
    from dispatcher.settings import Settings

FOLDER = 0o700


@click.command(cls=Command)
@option("--out", "folder", metavar="MAPPE", required=True, type=click.Path(path_type=Path), help="Hvor den legges.")
@asking.as_json
def binder(*, folder: Path, as_json: bool) -> None:
    """Lag permen til å skrive ut: det dere trenger når nettet er borte.

    Planen, rollene med numre, ringelister, tekster og plakater med tomme felt, og loggskjema.
    """
    from dispatcher.plan_file import load_plan
    from dispatcher.ports import SystemClock
    from dispatcher.printing.binder import binder as made
    from dispatcher.rendering import Rendering

    settings, now = read_settings(), SystemClock().now()
    plan = load_plan(settings.home).plan
    rendering = Rendering.load(settings.home, plan)
    people = _people(settings, plan)
    try:
        folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"Kan ikke skrive i {folder} ({error.strerror}).") from error
    files = []
    for name, page in made(plan, rendering, people, now, home=settings.home):
        write_private(folder / name, page)
        files.append(str(folder / name))
    _remember(settings, now, len(files))
    if as_json:
        telling.facts({"folder": str(folder.resolve()), "written_at": now.isoformat(), "files": files})
        return
    for file in files:
        telling.line(file)
    telling.line("Skriv ut alle på A4 og sett dem i en perm. Skriv ut nye hver uke: check minner om det.")


def _people(settings: Settings, plan: Plan) -> dict[str, list[Contact]]:
    """A list that cannot be read is left out, and said."""
    from dispatcher.printing.binder_people import people_of

    found, wrong = people_of(settings.home, plan, plan.lists)
    for key, fault in wrong:
        telling.note(f"Listen «{key}» er ikke med: {fault}")
    return found


def _remember(settings: Settings, now: datetime, files: int) -> None:
    """In the journal: that is how ``check`` knows its age."""
    with opened_ledger(settings) as ledger:
        journalled(ledger, WRITTEN, {"files": files, "written_at": now.isoformat()})
