"""show --print: the poster and the call list as one HTML file, on standard output; at a terminal into a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dispatcher.cli import telling
from dispatcher.cli.acting import at_work, read_settings
from dispatcher.cli.failures import WrongUse

if TYPE_CHECKING:
    from dispatcher.cli.acting import Work

NO_LISTS = "Ringelisten har navn og telefonnumre. Den skrives bare ut av crisis-team og approver."
PRIVATE = 0o600


def print_sheets(alert: str, *, token_file: Path | None, as_json: bool) -> None:
    """Anybody who may read gets the posters; the lists only those who may read addresses."""
    from dispatcher.domain.rights import Act, demand, may
    from dispatcher.printing.sheets import sheets

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.READ)
        lists = may(work.user.roles, Act.READ_ADDRESSES)
        if lists:
            _remember(work, alert)
        page = work.read(sheets, alert, work.now(), lists=lists, home=read_settings().home)
    if not lists:
        telling.note(NO_LISTS)
    if as_json:
        telling.facts({"alert": alert, "lists": lists, "html": page})
    elif sys.stdout.isatty():
        file = Path(f"varsel-{alert}.html")
        write_private(file, page)
        telling.line(f"{file}: åpne den i nettleseren, og skriv ut på A4.")
    else:
        telling.line(page.rstrip())


def _remember(work: Work, alert: str) -> None:
    """That somebody reads the call lists. Paper is needed most when nothing can be written: then it is said instead."""
    from dispatcher.approval.reading import Looked, What, remember
    from dispatcher.domain.errors import Unavailable

    try:
        work.write(remember, work.user, Looked(what=What.CALL_LISTS), alert, work.now())
    except Unavailable as error:
        telling.note(f"Utskriften er ikke ført i loggen. {error}")


def write_private(file: Path, text: str) -> None:
    """A file that only its owner reads, also where it was there before. Raises WrongUse."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            os.fchmod(descriptor, PRIVATE)
            opened.write(text)
    except OSError as error:
        raise WrongUse(f"Kan ikke skrive {file} ({error.strerror}).") from error
