"""clear: the police's word, written in by one of the crisis team."""

from __future__ import annotations

from pathlib import Path

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import at_the_desk
from dispatcher.cli.values import told_past
from dispatcher.cli.wording import Command, option


@click.command(cls=Command)
@asking.alert
@option("--name", metavar="NAVN", required=True, help="Den i politiet som klarerte.")
@option("--function", metavar="FUNKSJON", required=True, help="Funksjonen, for eksempel operasjonsleder.")
@option("--at", "said", metavar="TID", required=True, help="Når politiet klarerte, for eksempel 09:50.")
@option("--what", metavar="TEKST", required=True, help="Hva som er klarert.")
@asking.acting
def clear(
    *, alert: str, name: str, function: str, said: str, what: str, token_file: Path | None, as_json: bool
) -> None:
    """Skriv inn politiets klarering av et varsel.

    Et pålegg fra politiet skrives inn på samme måte. Klareringen er en del av fingeravtrykket.
    """
    from dispatcher.cli.alert_facts import next_step, whole
    from dispatcher.composing import clearing

    with at_the_desk(token_file) as (work, office):
        now = work.now()
        at = told_past("at", "klarert", said, now) or now
        given = clearing.Clearance(name=name, function=function, what=what, at=at)
        work.write(lambda connection: clearing.clear(office.desk, connection, work.user, alert, given, now))
        view = work.read(whole, alert)
        if as_json:
            telling.facts(view | {"node": work.node_runs()})
            return
    telling.line(f"Politiets klarering er skrevet inn på varsel {alert}.")
    telling.note(next_step(view))
