"""propose, take-in: other words for what was submitted, and taking them in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking
from dispatcher.cli.acting import at_the_desk
from dispatcher.cli.drafting import MOST_PEOPLE, own_texts, tell_draft, warn_of_lists
from dispatcher.cli.values import Pair, Whole
from dispatcher.cli.wording import Command, option

if TYPE_CHECKING:
    from sqlalchemy import Connection


@click.command(cls=Command)
@asking.alert
@option("--fingerprint", metavar="TEGN", required=True, help="Minst de 12 første tegnene av fingeravtrykket.")
@option("--set", "given", metavar="FELT=VERDI", type=Pair(), multiple=True, help="Et felt du vil endre. Kan gjentas.")
@option(
    "--text",
    "texts",
    metavar="TEKST=FIL",
    type=Pair(),
    multiple=True,
    help="En hel tekst slik du heller vil ha den, fra en fil, for eksempel citizen.sms.nb=min.txt. Kan gjentas.",
)
@option("--why", metavar="TEKST", default="", help="Begrunnelse. Den som sendte inn, ser den.")
@asking.acting
def propose(
    *,
    alert: str,
    fingerprint: str,
    given: tuple[tuple[str, str], ...],
    texts: tuple[tuple[str, str], ...],
    why: str,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Returner et varsel med forslag til endring.

    Forslaget tas inn og sendes inn på nytt med «dispatcher take-in», og du blir spurt igjen.
    """
    from dispatcher.approval import proposing
    from dispatcher.composing.taking_in import try_out
    from dispatcher.ledger.proposals import Proposal

    said = Proposal(fields=dict(given), texts=own_texts(texts), why=why)
    with at_the_desk(token_file) as (work, office):

        def hold(connection: Connection, row: Any, kept: Proposal) -> Proposal:
            return try_out(office.desk, connection, row, kept, work.now())

        work.write(proposing.propose, work.user, alert, "".join(fingerprint.split()), said, hold, work.now())
        tell_draft(work, alert, as_json=as_json)


@click.command("take-in", cls=Command)
@asking.alert
@option(
    "--people",
    metavar="ANTALL",
    type=Whole(0, MOST_PEOPLE),
    help="Hvor mange personer det gjelder. Må oppgis for skarpe varsler.",
)
@asking.acting
def take_in(*, alert: str, people: int | None, token_file: Path | None, as_json: bool) -> None:
    """Ta inn et forslag og send varselet inn på nytt.

    Forslaget står i «dispatcher show VARSEL».
    """
    from dispatcher.composing import taking_in
    from dispatcher.domain.errors import Conflict
    from dispatcher.ledger import incidents, proposals

    def take(connection: Connection) -> None:
        found = proposals.standing(connection, incidents.alert(connection, alert))
        if found is None:
            raise Conflict("changed", taking_in.STALE)
        taking_in.take_in(office.desk, connection, work.user, alert, found.id, people, work.now())

    with at_the_desk(token_file) as (work, office):
        warn_of_lists(office)
        work.write(take)
        tell_draft(work, alert, as_json=as_json)
