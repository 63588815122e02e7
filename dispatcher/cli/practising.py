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

    Hver av dem får den på alle måter planen har for dem, som varslingsprøve, og blir ringt. Ingen andre får noe.
    check viser hvem som ikke har øvd på lenge, og på hvilken måte.
    """
    from dispatcher.cli.words import START_NODE
    from dispatcher.composing.practising import practise

    with at_the_desk(token_file) as (work, office):
        sent = work.write(practise, work.user, office.desk, work.now())
        node = work.node_runs()
    if as_json:
        facts = {"message": sent.message, "persons": list(sent.persons), "rung": list(sent.rung), "node": node}
        telling.facts(facts)
        return
    telling.line(f"Prøven er sendt til {telling.people(len(sent.persons))}: {', '.join(sent.persons)}.")
    if sent.rung:
        telling.line(f"{telling.people(len(sent.rung))} blir også ringt, og trykker 1 når de har hørt det.")
    else:
        telling.note("Ingen blir ringt: det finnes ikke noe nummer å ringe fra (DISPATCHER_TWILIO__REPLY_NUMBER).")
    if not node:
        telling.note(f"Ingen node kjører, så prøven venter. {START_NODE}")
