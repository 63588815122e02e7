"""What people did by hand, as the journal has it, in plain words; what was written beside a tick until it is erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dispatcher.evaluation.frozen_plan import FrozenPlan

Tell = Callable[["FrozenPlan", Mapping[str, Any]], str]


def _asked(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    return f"Ba {_person(plan, data, 'person')} om oppgaven {_task(plan, data)}{_away(plan, data)}"


def _done(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    by = _person(plan, data, "person")
    return f"Krysset av oppgaven {_task(plan, data)} som ferdig, gjort av {by}{_said(data, 'Merknad')}"


def _refused(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    by = _person(plan, data, "person")
    return f"Sa fra at oppgaven {_task(plan, data)} ikke blir gjort, etter beskjed fra {by}{_said(data, 'Begrunnelse')}"


def _late(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    asked = f" Ba {_person(plan, data, 'next')} i stedet" if data.get("next") else " Ingen flere å spørre"
    asked += _away(plan, data)
    return f"Fristen gikk ut for oppgaven {_task(plan, data)} hos {_person(plan, data, 'person')}.{asked}"


def _withdrawn(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    return f"Kalte tilbake oppgaven {_task(plan, data)} hos {_person(plan, data, 'person')}: varselet er stoppet"


def _away(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    """Who was passed over."""
    away = [plan.person(str(person)) for person in data.get("away") or ()]
    return f" ({' og '.join(away)} er borte)" if away else ""


def _said(data: Mapping[str, Any], what: str) -> str:
    """What was written beside the tick; nothing where nobody wrote, or where it is erased."""
    return f". {what}: «{data['why']}»" if data.get("why") else ""


def _task(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    return f"«{plan.task(str(data.get('task', '')), str(data.get('place', '')))}»"


def _person(plan: FrozenPlan, data: Mapping[str, Any], which: str) -> str:
    return plan.person(str(data.get(which) or ""))


TELL: Mapping[str, Tell] = {
    "task.asked": _asked,
    "task.done": _done,
    "task.refused": _refused,
    "task.late": _late,
    "task.withdrawn": _withdrawn,
}
