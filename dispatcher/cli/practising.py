"""practice: a harmless message to everybody who may approve."""

from __future__ import annotations

from pathlib import Path

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import at_the_desk
from dispatcher.cli.wording import Command


@click.command(cls=Command)
@asking.acting
def practice(*, token_file: Path | None, as_json: bool) -> None:
    """Send en ufarlig prøve til alle som kan godkjenne.

    Hver av dem får den på alle måter planen har for dem, som varslingsprøve. Ingen andre får noe. check viser hvem
    som ikke har øvd på lenge.
    """
    from dispatcher.cli.words import START_NODE
    from dispatcher.composing.practising import practise

    with at_the_desk(token_file) as (work, office):
        message, persons = work.write(practise, work.user, office.desk, work.now())
        node = work.node_runs()
    if as_json:
        telling.facts({"message": message, "persons": list(persons), "node": node})
        return
    telling.line(f"Prøven er sendt til {telling.people(len(persons))}: {', '.join(persons)}.")
    if not node:
        telling.note(f"Ingen node kjører, så prøven venter. {START_NODE}")
