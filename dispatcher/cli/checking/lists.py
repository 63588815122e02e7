"""The lists as they lie in the folder: readable, fresh, real, and with somebody in every audience and area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from dispatcher.directory import TELLING_VALUE, BrokenList, RowFault, read_list
from dispatcher.domain.plan import lists_of_citizens
from dispatcher.domain.police import silent_units
from dispatcher.readiness.list_age import age_of, too_old

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.cli.checking.outline import Outline
    from dispatcher.directory import ListReading
    from dispatcher.domain.contact import Contact
    from dispatcher.domain.plan import Audience, ContactList, Plan, Scenario
    from dispatcher.ledger.removals import Removed

MOST_ROWS_TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What the ledger knows of lists: the mobiles that each has had, and who has asked to be taken off."""

    mobiles: Mapping[str, int]
    removed: Mapping[str, Removed]


@dataclass(slots=True)
class Heads:
    """People of each audience and how many of them have an address; ``unknown``: a list of theirs cannot be read."""

    people: Counter[str] = field(default_factory=Counter)
    reachable: Counter[str] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)
    names: dict[str, tuple[str, int]] = field(default_factory=dict)  # id: the first list that has it, its name's hash
    unknown: set[str] = field(default_factory=set)
    mobiles: set[int] = field(default_factory=set)  # hashes: how many there are is all that is asked
    units: set[str] = field(default_factory=set)
    broken: bool = False
    removed: Mapping[str, Removed] = field(default_factory=dict)


@dataclass(slots=True)
class Rows:
    """What was counted in one list."""

    people: int = 0
    mobiles: int = 0
    others: Counter[str] = field(default_factory=Counter)  # ids that are somebody else's in an earlier list
    faults: int = 0
    left_out: int = 0


def check_lists(home: Path, outline: Outline, former: Former, now: datetime, findings: Findings) -> int:
    """Reads every list to its end, one row in memory at a time; returns how many mobiles there are in all of them."""
    heads = Heads(removed=former.removed)
    known = outline.plan.audiences.values() if outline.plan else ()
    of_citizens = lists_of_citizens(outline.rest) if outline.rest else frozenset()
    for key, spec in outline.lists.items():
        audiences = [audience for audience in known if key in audience.lists]
        try:
            reading = read_list(
                home / spec.file,
                list_key=key,
                default_language=spec.language,
                areas=tuple(outline.areas.values()),
                of_citizens=key in of_citizens,
            )
            _check_head(home, spec, reading, now, findings)
            rows = _check_rows(spec, reading, audiences, heads, findings)
            _check_mobiles(spec, reading, former.mobiles.get(key, 0), rows, findings)
        except BrokenList as error:
            findings.faults.extend(error.faults)
            heads.unknown.update(audience.key for audience in audiences)
            heads.broken = True
    if outline.plan is not None:  # of half a plan nothing is claimed
        _check_audiences(outline.plan, heads, findings)
        _check_areas(outline.plan, heads, findings)
        _check_units(outline.plan, heads, findings)
    return len(heads.mobiles)


def _check_head(home: Path, spec: ContactList, reading: ListReading, now: datetime, findings: Findings) -> None:
    findings.warnings.extend(warning.fault for warning in reading.header.warnings)
    if reading.header.fictional:
        what = "Listen er oppdiktet («fictional: true»). Ingen på den kan nås på ordentlig."
        findings.warn(f"{spec.file}:{_line_of_mark(reading)}", what)
    age = age_of(home, spec, now)
    if age is not None and (what := too_old(spec, age)):
        findings.warn(spec.file, what)


def _line_of_mark(reading: ListReading) -> int:
    with reading.path.open(encoding=reading.header.encoding) as file:
        head = enumerate(islice(file, reading.header.lines), start=1)
        return next((line for line, words in head if "fictional" in words.casefold()), 1)


def _check_rows(
    spec: ContactList, reading: ListReading, audiences: list[Audience], heads: Heads, findings: Findings
) -> Rows:
    rows, removed = Rows(), heads.removed.get(spec.key)
    for row in reading:
        if isinstance(row, RowFault):
            _tell_row(row, rows, findings)
        elif removed is not None and removed.has(row):
            rows.left_out += 1
        else:
            rows.people += 1
            rows.mobiles += row.mobile is not None
            if row.name:
                file, name = heads.names.setdefault(row.ref, (spec.file, hash(row.name.casefold())))
                if file != spec.file and name != hash(row.name.casefold()):
                    rows.others[file] += 1
            if row.mobile is not None:
                heads.mobiles.add(hash(row.mobile))
            _count(row, audiences, heads)
    _tell_left_out(spec, rows, findings)
    if rows.faults > MOST_ROWS_TOLD:
        findings.warn(spec.file, f"og {rows.faults - MOST_ROWS_TOLD} til")
    for file, count in rows.others.items():
        what = (
            f"{count} id-er står også i {file}, med et annet navn. Samme id er samme person: bare den ene får varselet."
        )
        findings.warn(f"{spec.file}:{reading.header.lines}", f"{what} Gi dem hver sin id.")
    if not rows.people:
        findings.warn(f"{spec.file}:{reading.header.lines}", "Listen har ingen personer.")
    return rows


def _tell_left_out(spec: ContactList, rows: Rows, findings: Findings) -> None:
    """What makes the list goes on naming them: only its owner can end that."""
    if rows.left_out:
        what = f"{rows.left_out} har bedt om å bli tatt av listen, og holdes ute når den leses inn."
        findings.warn(spec.file, f"{what} Be den som lager listen, ta dem ut.")


def _tell_row(row: RowFault, rows: Rows, findings: Findings) -> None:
    if row.what == TELLING_VALUE:
        findings.faults.append(row.fault)
        return
    rows.faults += 1
    if rows.faults <= MOST_ROWS_TOLD:
        findings.warnings.append(row.fault)


def _check_mobiles(spec: ContactList, reading: ListReading, former: int, rows: Rows, findings: Findings) -> None:
    """An export that lost its column is found by day, not by the silence of a night."""
    if former and not rows.mobiles:
        lost = "Listen har mistet kolonnen for mobil" if "mobile" not in reading.header.columns else "Ingen har mobil"
        what = f"{lost}. En tidligere utgave hadde {former} mobilnumre. Hent listen på nytt."
        findings.fault(
            f"{spec.file}:{reading.header.lines}", f"{what} Er det meningen, gi listen en ny nøkkel i planen."
        )


def _count(person: Contact, audiences: list[Audience], heads: Heads) -> None:
    heads.areas.update(person.areas)
    heads.units.add(person.unit)
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


def _check_areas(plan: Plan, heads: Heads, findings: Findings) -> None:
    """In a list that cannot be read they may live anywhere."""
    for key, area in plan.areas.items():
        if not heads.broken and not heads.areas[key]:
            what = f"Ingen på noen liste hører til området «{area.name}». Se over grensen, veinavnene og listene."
            findings.warn(f"plan.yaml areas.{key}", what)


def _check_units(plan: Plan, heads: Heads, findings: Findings) -> None:
    """A unit that no list knows by that name is not silent tonight: its people's phones would ring."""
    for scenario in plan.scenarios.values():
        spec = scenario.field(scenario.silent_units) if scenario.silent_units else None
        for choice in spec.choices if spec else ():
            for unit in silent_units(plan, scenario, {scenario.silent_units: choice}):
                if not heads.broken and unit not in heads.units:
                    what = f"Ingen på noen liste har enheten «{unit}». Telefonene der ville ringe. Rett navnet."
                    findings.warn(f"plan.yaml scenarios.{scenario.key}.fields", what)


def _audiences_of(scenario: Scenario) -> set[str]:
    return {key for wave in scenario.waves for key in wave.audiences}
