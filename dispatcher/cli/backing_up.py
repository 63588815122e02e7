"""backup: a copy of the ledger while the node runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import no_database, opened_ledger, operator, read_settings
from dispatcher.cli.failures import WrongUse
from dispatcher.cli.wording import Command, argument

if TYPE_CHECKING:
    from dispatcher.ledger.backing_up import Copy
    from dispatcher.settings import Settings


@click.command(cls=Command)
@argument("file", metavar="FIL", type=click.Path(path_type=Path))
@asking.as_json
def backup(*, file: Path, as_json: bool) -> None:
    """Ta en sikkerhetskopi mens noden kjører.

    En fil som finnes fra før, blir ikke overskrevet. En node som startes på kopien, sender ingenting før noen
    gjenopptar hvert varsel.
    """
    settings = read_settings()
    if settings.no_ledger_yet:
        raise no_database(settings)
    if not file.absolute().parent.is_dir():
        raise WrongUse(f"Mappen {file.absolute().parent} finnes ikke.")
    copy = _backed_up(settings, file.absolute())
    if as_json:
        from dispatcher.ledger.board import rfc3339
        from dispatcher.ledger.times import ms

        facts = {"file": str(copy.path), "bytes": copy.bytes, "sha256": copy.sha256}
        telling.facts(facts | {"taken_at": rfc3339(ms(copy.taken_at))})
        return
    telling.line(f"Sikkerhetskopien er hel: {copy.path}, {telling.number(copy.bytes)} byte.")
    telling.line(f"SHA-256: {copy.sha256}")


def _backed_up(settings: Settings, file: Path) -> Copy:
    """Copied, then in the journal, then the marker: in that order, so that only the copy is behind."""
    from dispatcher.domain.errors import Unavailable
    from dispatcher.ledger import backing_up, restored
    from dispatcher.ledger.marker import write_mark
    from dispatcher.ports import SystemClock
    from dispatcher.settings import environment

    with opened_ledger(settings) as ledger:
        if settings.database_path:
            copy = backing_up.copy_sqlite(settings.database_path, file, SystemClock().now())
        else:
            url = settings.database_url.get_secret_value()
            ledger.write_now(restored.mark_copy, SystemClock().now())
            try:
                copy = backing_up.dump_postgresql(url, file, SystemClock().now(), environment())
            finally:
                ledger.write_now(restored.unmark_copy)
        try:
            mark = ledger.write_now(backing_up.record, copy, operator(), SystemClock().now())
        except Unavailable as error:
            telling.note(f"Sikkerhetskopien er hel, men den står ikke i loggen: {error}")
        else:
            write_mark(settings.marker_path, mark)
    return copy
