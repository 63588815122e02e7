"""hold, retention: what may not be forgotten yet, whose time is up, and what that waits for."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work, incident_number
from dispatcher.cli.wording import Command, argument, option
from dispatcher.domain.retention import GROUP_WORDS, TERM_WORDS, WAIT_WORDS, Group, Wait

NOT_ARCHIVED = (
    "Arkivet har ikke bekreftet at det har fått en pakke med alt som har skjedd. Før det er bekreftet, blir ingen "
    "pseudonymisert. Se: dispatcher archive {number}"
)


@click.command(cls=Command)
@argument("incident", metavar="HENDELSE")
@option("--lift", is_flag=True, help="Opphev det: oppbevaringstiden gjelder igjen.")
@asking.why
@asking.acting
def hold(*, incident: str, lift: bool, why: str, token_file: Path | None, as_json: bool) -> None:
    """Hold en hendelse tilbake: ingen mottakere pseudonymiseres.

    For tilsyn, klage eller rettssak. Begrunnelsen står i loggen, forseglet. --lift opphever det, også det med en
    begrunnelse.
    """
    from dispatcher.approval import holding

    with at_work(token_file) as work:
        number = incident_number(work, incident)
        work.write(holding.lift if lift else holding.hold, work.user, number, why, work.now())
        _tell(work, number, as_json=as_json)


@click.command(cls=Command)
@argument("incident", metavar="HENDELSE")
@asking.acting
def retention(*, incident: str, token_file: Path | None, as_json: bool) -> None:
    """Vis når mottakerne i en hendelse pseudonymiseres, og hva det venter på.

    Planen hendelsen ble åpnet med, setter den lengste fristen. Innstillingene kan bare være kortere.
    """
    with at_work(token_file, looks=True) as work:
        _tell(work, incident_number(work, incident), as_json=as_json)


def _tell(work: Work, number: int, *, as_json: bool) -> None:
    from dispatcher.approval import holding
    from dispatcher.ledger.retention import terms_of

    own = work.settings.retention.terms
    view = work.read(holding.retention_of, number, own, work.now())
    days = asdict(work.read(terms_of, number, own))
    if as_json:
        telling.facts(view | {"days": {name: days[name] for name in TERM_WORDS}})
        return
    if view["hold"]:
        telling.line(f"Hendelse {number} holdes tilbake av {view['hold']['by']}: {view['hold']['why'] or 'slettet'}")
    for one in view["groups"]:
        telling.line(f"{GROUP_WORDS[Group(one['group'])]}: {_waits(one)}.")
    if view["groups"]:
        telling.line(f"Frister etter avslutning: {', '.join(_term(name, days[name]) for name in TERM_WORDS)}.")
    if view["groups"] and view["archived_at"] is None:
        telling.line(NOT_ARCHIVED.format(number=number))
    for done in view["done"]:
        whose = ", ".join(GROUP_WORDS[Group(group)] for group in done["groups"]) or "Noen som ba om det"
        telling.line(f"{whose}: {telling.number(done['people'])} pseudonymisert {done['at'][:10]}.")


def _term(name: str, days: int) -> str:
    who = TERM_WORDS[name]
    return f"{who[0].lower()}{who[1:]} {days} dager"


def _waits(one: dict[str, Any]) -> str:
    if one["waits"] is None:
        return "pseudonymiseres innen en time"
    words = WAIT_WORDS[Wait(one["waits"])]
    return words.format(due=one["due_at"][:10] if one["due_at"] else "")
