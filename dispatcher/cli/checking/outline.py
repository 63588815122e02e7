"""The plan as far as it can be read: a fault in one entry must not hide what is wrong with the lists and the texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from dispatcher.domain.errors import Fault
from dispatcher.domain.plan import Area, Audience, ContactList, Plan, PlanPerson, PostingPlace, Role, Scenario, TaskSpec
from dispatcher.domain.plan.raw import keys, mapping, section, text
from dispatcher.domain.plan.tasks import OfficialAccount
from dispatcher.domain.yaml_lines import LinedYaml, read_yaml
from dispatcher.plan_file import FILE, PlanFaults, load_plan
from dispatcher.plan_file.areas import with_borders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import BaseModel

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan.raw import Entry
    from dispatcher.domain.yaml_lines import Place

M = TypeVar("M", bound="BaseModel")

MODELS: Mapping[str, type[BaseModel]] = {
    "persons": PlanPerson,
    "roles": Role,
    "lists": ContactList,
    "areas": Area,
    "audiences": Audience,
    "accounts": OfficialAccount,
    "posting_places": PostingPlace,
    "tasks": TaskSpec,
    "scenarios": Scenario,
}
NOTHING = LinedYaml(data=None, lines={}, typed={}, block_scalars=frozenset(), faults=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """``plan``: the plan, if it can be used. ``rest``: the same less entries with faults, if that makes a plan.

    ``parts``: of the longest SMS that it can send.
    """

    plan: Plan | None
    rest: Plan | None
    lists: Mapping[str, ContactList]
    areas: Mapping[str, Area]
    read: LinedYaml
    parts: int = 1

    def lined(self, fault: Fault) -> Fault:
        """«plan.yaml scenarios.flom» with the line it stands on: «plan.yaml:210 scenarios.flom»."""
        file, _, path = fault.where.partition(" ")
        if file != FILE or not path:
            return fault
        return replace(fault, where=f"{FILE}:{self.read.line(tuple(path.split('.')))} {path}")


def read_outline(home: Path, findings: Findings) -> Outline:
    """What there is to go on with; what is wrong with the plan is in the findings."""
    plan: Plan | None = None
    try:
        plan = load_plan(home).plan
    except PlanFaults as error:
        findings.faults.extend(error.faults)
    read = _read(home)
    if plan is not None:
        return Outline(plan=plan, rest=plan, lists=plan.lists, areas=plan.areas, read=read)
    tree, _ = with_borders(mapping(read.data), home)
    outline = Outline(
        plan=None,
        rest=_rest(tree),
        lists=_entries(tree, "lists", ContactList),
        areas=_entries(tree, "areas", Area),
        read=read,
    )
    _check_files(home, tree, outline, findings)
    return outline


def _read(home: Path) -> LinedYaml:
    try:
        return read_yaml((home / FILE).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):  # told by load_plan
        return NOTHING


def _rest(tree: Entry) -> Plan | None:
    sound = {
        name: {key: section(tree, name)[key] for key in _entries(tree, name, kind)} for name, kind in MODELS.items()
    }
    try:
        return Plan.model_validate({**tree, **sound})
    except ValidationError:
        return None


def _entries(tree: Entry, name: str, kind: type[M]) -> dict[str, M]:
    """The entries of a section that have no fault of their own."""
    found: dict[str, M] = {}
    for key, entry in section(tree, name).items():
        try:
            found[key] = kind.model_validate({**entry, "key": key})
        except ValidationError:
            continue  # told by load_plan
    return found


def _check_files(home: Path, tree: Entry, outline: Outline, findings: Findings) -> None:
    """That what an entry with a fault names is there at all; of the others more is asked."""
    for key in keys(tree, "lists"):
        file = text(section(tree, "lists").get(key, {}), "file")
        if key not in outline.lists and file and not (home / file).is_file():
            findings.fault(
                _line(outline, ("lists", key)), f"Finner ikke filen {file}. Legg den der, eller rett navnet."
            )
    sound = outline.rest.scenarios if outline.rest else {}
    for key in keys(tree, "scenarios"):
        folder = text(section(tree, "scenarios").get(key, {}), "templates")
        if key not in sound and folder and not (home / "templates" / folder).is_dir():
            what = f"Finner ikke mappen templates/{folder} med tekstene. Lag den, eller rett navnet."
            findings.fault(_line(outline, ("scenarios", key)), what)


def _line(outline: Outline, place: Place) -> str:
    return f"{FILE}:{outline.read.line(place)}"
