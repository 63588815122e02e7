"""plan.yaml in, the typed plan and its frozen copy out; or every fault in one go, each with its line."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rfc8785
from pydantic import ValidationError

from dispatcher.domain.errors import DispatcherError, Fault
from dispatcher.domain.plan import Plan, cross_faults, shape_faults, warnings
from dispatcher.domain.plan.raw import Entry, Found, mapping
from dispatcher.domain.yaml_lines import LinedYaml, read_yaml
from dispatcher.plan_file.areas import with_borders
from dispatcher.plan_file.logo import logo_faults

FILE = "plan.yaml"

__all__ = ["LoadedPlan", "PlanFaults", "load_plan", "plan_from_document", "warnings"]


class PlanFaults(DispatcherError):
    """Planen kan ikke brukes slik den står. ``faults`` has every fault, each with its line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPlan:
    """A plan without faults, its canonical document (RFC 8785) and the SHA-256 of that."""

    plan: Plan
    document: str
    hash: str


def load_plan(home: Path) -> LoadedPlan:
    """The plan of a municipality's folder. Raises PlanFaults with everything that is wrong with it."""
    read = read_yaml(_text(home / FILE))
    if not isinstance(read.data, dict):
        raise PlanFaults(_sorted(read.faults or ((1, "Filen er tom, eller den er ikke en plan."),)))
    tree, found = with_borders(mapping(read.data), home)
    plan, shape = _shaped(tree, read)
    found = [*found, *shape, *cross_faults(tree), *logo_faults(tree, home)]
    if plan is None or found or read.faults:
        raise PlanFaults(_sorted((*read.faults, *((read.line(place), what) for place, what in found))))
    return freeze(plan)


def freeze(plan: Plan) -> LoadedPlan:
    """The plan with the document and hash that an incident keeps."""
    canonical = rfc8785.dumps(plan.model_dump(mode="json", by_alias=True))
    return LoadedPlan(plan=plan, document=canonical.decode(), hash=hashlib.sha256(canonical).hexdigest())


@lru_cache(maxsize=8)
def plan_from_document(document: str) -> Plan:
    """The frozen plan of an incident, as it was when the incident was opened; read once, however many look at it."""
    return Plan.model_validate(json.loads(document))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        what = "Mappen har ingen plan. Kjør «dispatcher init» i den for å få en eksempelplan å starte fra."
        raise PlanFaults((Fault(FILE, what),)) from None
    except UnicodeDecodeError:
        raise PlanFaults((Fault(FILE, "Filen er ikke lagret som UTF-8. Lagre den på nytt som UTF-8."),)) from None
    except OSError as error:
        raise PlanFaults((Fault(FILE, f"Filen kan ikke leses ({error.strerror})."),)) from error


def _shaped(tree: Entry, read: LinedYaml) -> tuple[Plan | None, list[Found]]:
    try:
        return Plan.model_validate(tree), []
    except ValidationError as error:
        return None, shape_faults(error, read.typed)


def _sorted(found: tuple[tuple[int, str], ...]) -> tuple[Fault, ...]:
    return tuple(Fault(f"{FILE}:{line}", what) for line, what in sorted(set(found)))
