"""The command: runs every check that can be run, and tells all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import read_settings
from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.failures import REFUSED, WRONG_USE
from dispatcher.cli.wording import Command

if TYPE_CHECKING:
    from datetime import datetime

    from dispatcher.cli.checking.outline import Outline
    from dispatcher.settings import Settings


@click.command(cls=Command)
@asking.as_json
@click.pass_context
def check(context: click.Context, *, as_json: bool) -> None:
    """Se etter alt som ville feilet i natt.

    Ser på plan, maler, lister, database, klokke og hvem som kan godkjenne. I live prøves også rutene, uten å
    sende noe: leverandører, saldo, avsender, e-postdomenet og veien tilbake hit.
    Advarsler stopper ingenting. Feil må rettes.
    """
    from dispatcher.cli.mistyped import mistyped
    from dispatcher.settings import SettingsInvalid

    findings = Findings(warnings=[*mistyped()])
    try:
        settings = read_settings(listens=True)
    except SettingsInvalid as error:
        if as_json:
            findings.faults.extend(error.faults)
            telling.facts(findings.as_json())
            context.exit(WRONG_USE)
        for warning in findings.warnings:  # what is missing may be what was misspelt
            telling.note(f"Advarsel: {warning}")
        raise
    examine(settings, findings)
    if as_json:
        telling.facts(findings.as_json())
    else:
        _tell(findings)
    if findings.faults:
        context.exit(REFUSED)


def examine(settings: Settings, findings: Findings) -> None:
    """Every check, in the order a person would mend things."""
    from dispatcher.cli.checking import clock, database, known, outside, plan, rota, routes, second_host, senders, terms
    from dispatcher.ports import SystemClock
    from dispatcher.settings import NodeMode

    now = SystemClock().now()
    outline = plan.check_plan(settings.home, now, findings, live=settings.mode is NodeMode.LIVE)
    rota.check_rota(settings.home, outline.plan, now, findings)
    mobiles = _examine_lists(settings, outline, now, findings)
    routes.check_routes(settings, outline.plan, findings)
    senders.check_senders(settings, findings)
    need = known.Need(plan=outline.plan, mobiles=mobiles, parts=outline.parts)
    outside.check_outside(settings, need, now, findings)
    routes.check_capture(settings, findings)
    second_host.check_second_host(settings, findings)
    terms.check_terms(settings.retention, outline.plan, findings)
    clock.check_clock(now, findings)
    database.check_database(settings, outline.plan, now, findings)
    findings.place(outline.lined)


def _examine_lists(settings: Settings, outline: Outline, now: datetime, findings: Findings) -> int:
    from dispatcher.cli.checking import database, lists

    removed = database.removed_from(settings, outline.plan)
    former = lists.Former(mobiles=database.former_mobiles(settings), removed=removed)
    return lists.check_lists(settings.home, outline, former, now, findings)


def _tell(findings: Findings) -> None:
    if findings.routes:
        telling.line(f"Ruter ({len(findings.routes)})")
        for route in findings.routes:
            telling.line(f"  {route.name}: {route.words}.")
        telling.line("")
    if findings.terms:
        telling.line("Så lenge står folk med navn etter en hendelse")
        for term in findings.terms:
            telling.line(f"  {term.words}.")
        telling.line("")
    for heading, found in (("Feil", findings.faults), ("Advarsler", findings.warnings)):
        if found:
            telling.line(f"{heading} ({len(found)})")
            for fault in found:
                telling.line(f"  {fault}")
            telling.line("")
    if findings.faults:
        telling.note(f"{len(findings.faults)} feil må rettes.")
    else:
        telling.line(f"Ingen feil. {_count(len(findings.warnings))}.")


def _count(warnings: int) -> str:
    return {0: "Ingen advarsler", 1: "1 advarsel"}.get(warnings, f"{warnings} advarsler")
