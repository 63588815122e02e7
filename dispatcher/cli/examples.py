"""init: a folder of one's own to start from. Nothing that is there already is touched."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.wording import Command, argument

WHAT = ("plan.yaml", "templates", "contacts")

NEXT = """\
Slik går du videre:
  1. Gå til mappen, eller sett DISPATCHER_HOME={folder}
  2. Tilpass plan.yaml, templates/ og contacts/. Se etter feil med: dispatcher check
  3. Lag brukere: dispatcher user add NAVN --role crisis-team
     og minst to som kan godkjenne: dispatcher user add NAVN --role approver --person NØKKEL
  4. Lag en nøkkel til hver: dispatcher token create NAVN
  5. Start: dispatcher serve"""


@dataclass(slots=True)
class Copied:
    """Files that were written, and files that were there before and were left alone."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@click.command(cls=Command)
@argument("folder", metavar="MAPPE", type=click.Path(path_type=Path))
@asking.as_json
def init(*, folder: Path, as_json: bool) -> None:
    """Lag en mappe med eksempler å starte fra.

    Der er plan, maler og kontaktlister. Ingenting som finnes fra før, blir overskrevet.
    """
    try:
        copied = _copy(examples(), folder)
    except OSError as error:
        raise WrongUse(f"Kan ikke skrive i {folder} ({error.strerror}).") from error
    if as_json:
        telling.facts({"folder": str(folder.resolve()), "written": copied.written, "kept": copied.kept})
        return
    telling.line(f"{len(copied.written)} filer er lagt i {folder}.")
    if copied.kept:
        telling.line(f"{len(copied.kept)} filer var der fra før og er ikke rørt: {', '.join(copied.kept)}")
    telling.line("")
    telling.line(NEXT.format(folder=folder.resolve()))


def examples() -> Path:
    """Where the examples lie: at the top of the source tree, else where the wheel put its copy."""
    places = (Path(__file__).parents[2], Path(sys.prefix) / "share" / "dispatcher")
    for place in places:
        if all((place / name).exists() for name in WHAT):
            return place
    raise WrongUse(f"Eksemplene mangler i denne installasjonen ({places[1]}). Installer Dispatcher på nytt.")


def _copy(source: Path, folder: Path) -> Copied:
    copied = Copied()
    folder.mkdir(parents=True, exist_ok=True)
    for file in _files(source):
        shown = file.relative_to(source)
        target = folder / shown
        if target.exists():
            copied.kept.append(str(shown))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        copied.written.append(str(shown))
    return copied


def _files(source: Path) -> Iterator[Path]:
    for name in WHAT:
        top = source / name
        yield from sorted(file for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file())
