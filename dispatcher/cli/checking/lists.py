"""The lists as they lie in the folder: readable, fresh, real, and with somebody in every audience of a scenario."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dispatcher.directory import BrokenList, RowFault, read_list

if TYPE_CHECKING:
    from pathlib import Path

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.directory import ListReading
    from dispatcher.domain.contact import Contact
    from dispatcher.domain.plan import Audience, ContactList, Plan, Scenario

MOST_ROWS_TOLD = 20


@dataclass(slots=True)
class Heads:
    """People of each audience and how many of them have an address; ``unknown``: a list of theirs cannot be read."""

    people: Counter[str] = field(default_factory=Counter)
    reachable: Counter[str] = field(default_factory=Counter)
    unknown: set[str] = field(default_factory=set)


def check_lists(home: Path, plan: Plan, now: datetime, findings: Findings) -> None:
    """Reads every list to its end, one row in memory at a time."""
    heads = Heads()
    for key, spec in plan.lists.items():
        audiences = [audience for audience in plan.audiences.values() if key in audience.lists]
        try:
            reading = read_list(
                home / spec.file,
                list_key=key,
                default_language=spec.language,
                areas=tuple(plan.areas.values()),
            )
            _check_head(home, spec, reading, now, findings)
            _check_rows(spec, reading, audiences, heads, findings)
        except BrokenList as error:
            findings.faults.extend(error.faults)
            heads.unknown.update(audience.key for audience in audiences)
    _check_audiences(plan, heads, findings)


def _check_head(home: Path, spec: ContactList, reading: ListReading, now: datetime, findings: Findings) -> None:
    findings.warnings.extend(warning.fault for warning in reading.header.warnings)
    if reading.header.fictional:
        what = "Listen er oppdiktet («fictional: true»). Ingen på den kan nås på ordentlig."
        findings.warn(spec.file, what)
    age = now - datetime.fromtimestamp((home / spec.file).stat().st_mtime, UTC)
    if age > spec.max_age:
        what = f"Listen er {age.days} dager gammel. Planen sier høyst {spec.max_age.days}. Hent en ny."
        findings.warn(spec.file, what)


def _check_rows(
    spec: ContactList, reading: ListReading, audiences: list[Audience], heads: Heads, findings: Findings
) -> None:
    rows = faults = 0
    for row in reading:
        if isinstance(row, RowFault):
            faults += 1
            if faults <= MOST_ROWS_TOLD:
                findings.warnings.append(row.fault)
        else:
            rows += 1
            _count(row, audiences, heads)
    if faults > MOST_ROWS_TOLD:
        findings.warn(spec.file, f"og {faults - MOST_ROWS_TOLD} til")
    if not rows:
        findings.warn(spec.file, "Listen har ingen personer.")


def _count(person: Contact, audiences: list[Audience], heads: Heads) -> None:
    for audience in audiences:
        in_group = not audience.groups or bool(set(audience.groups) & set(person.groups))
        if in_group and (person.areas or not audience.by_area):
            heads.people[audience.key] += 1
            heads.reachable[audience.key] += bool(person.mobile or person.email)


def _check_audiences(plan: Plan, heads: Heads, findings: Findings) -> None:
    named = {key for scenario in plan.scenarios.values() for key in _audiences_of(scenario)}
    for key in plan.audiences:
        if key in named - heads.unknown and not heads.people[key]:
            audience = plan.audiences[key]
            groups = f" med gruppen {' eller '.join(audience.groups)}" if audience.groups else ""
            what = f"Målgruppen «{audience.name}» er tom: ingen{groups} i {', '.join(audience.lists)}."
            findings.warn(f"plan.yaml audiences.{key}", what)
    for scenario in plan.scenarios.values():
        audiences = _audiences_of(scenario)
        if not audiences & heads.unknown and not any(heads.reachable[key] for key in audiences):
            what = "Scenarioet når ingen: målgruppene har ingen personer med mobil eller e-post."
            findings.fault(f"plan.yaml scenarios.{scenario.key}", what)


def _audiences_of(scenario: Scenario) -> set[str]:
    return {key for wave in scenario.waves for key in wave.audiences}
