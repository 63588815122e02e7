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

    from dispatcher.domain.plan import Plan
    from dispatcher.settings import Settings


@click.command(cls=Command)
@asking.as_json
@click.pass_context
def check(context: click.Context, *, as_json: bool) -> None:
    """Se etter alt som ville feilet i natt.

    Ser på plan, maler, lister, database, ruter, klokke og hvem som kan godkjenne.
    Advarsler stopper ingenting. Feil må rettes.
    """
    from dispatcher.settings import SettingsInvalid

    findings = Findings()
    try:
        settings = read_settings()
    except SettingsInvalid as error:
        if as_json:
            findings.faults.extend(error.faults)
            telling.facts(findings.as_json())
            context.exit(WRONG_USE)
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
    from dispatcher.cli.checking import clock, database, plan, routes
    from dispatcher.ports import SystemClock

    now = SystemClock().now()
    found = plan.check_plan(settings.home, now, findings)
    if found is not None:
        _examine_by_plan(settings, found, now, findings)
    routes.check_capture(settings, findings)
    clock.check_clock(now, findings)
    database.check_database(settings, found, now, findings)


def _examine_by_plan(settings: Settings, plan: Plan, now: datetime, findings: Findings) -> None:
    from dispatcher.cli.checking import lists, routes

    lists.check_lists(settings.home, plan, now, findings)
    routes.check_routes(settings, plan, findings)


def _tell(findings: Findings) -> None:
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
