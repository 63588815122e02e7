"""What people did by hand, as the journal has it, in plain words; what was written beside a tick until it is erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dispatcher.evaluation import words
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from dispatcher.evaluation.frozen_plan import FrozenPlan

Tell = Callable[["FrozenPlan", Mapping[str, Any]], str]


def _asked(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    who, task = _person(plan, data, "person"), _task(plan, data)
    return say("Ba {who} om oppgaven {task}", who=who, task=task) + _away(plan, data)


def _done(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    by = _person(plan, data, "person")
    done = say("Krysset av oppgaven {task} som ferdig, gjort av {who}", task=_task(plan, data), who=by)
    return done + (say(". Merknad: «{why}»", why=data["why"]) if data.get("why") else "")


def _refused(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    by = _person(plan, data, "person")
    told = say("Sa fra at oppgaven {task} ikke blir gjort, etter beskjed fra {who}", task=_task(plan, data), who=by)
    return told + (say(". Begrunnelse: «{why}»", why=data["why"]) if data.get("why") else "")


def _late(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    out = say(
        "Fristen gikk ut for oppgaven {task} hos {who}.", task=_task(plan, data), who=_person(plan, data, "person")
    )
    return out + _asked_next(plan, data)


def _asked_next(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    asked = say(" Ingen flere å spørre")
    if data.get("next"):
        asked = say(" Ba {who} i stedet", who=_person(plan, data, "next"))
    return asked + _away(plan, data)


def bundled(plan: FrozenPlan, kind: str, each: Sequence[Mapping[str, Any]]) -> str:
    """Several tasks that one person was asked to do, or did not do in time, in a sentence. ``kind``: of ``BUNDLED``."""
    first, tasks = each[0], words.listed([_task(plan, data) for data in each])
    count, who = words.number(len(each)), _person(plan, first, "person")
    if kind == ASKED:
        return say("Ba {who} om {count} oppgaver: {tasks}", who=who, count=count, tasks=tasks) + _away(plan, first)
    out = say("Fristen gikk ut for {count} oppgaver hos {who}: {tasks}.", count=count, who=who, tasks=tasks)
    return out + _asked_next(plan, first)


def _withdrawn(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    who, task = _person(plan, data, "person"), _task(plan, data)
    return say("Kalte tilbake oppgaven {task} hos {who}: varselet er stoppet", task=task, who=who)


def _away(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    """Who was passed over."""
    away = [plan.person(str(person)) for person in data.get("away") or ()]
    return say(" ({who} er borte)", who=" og ".join(away)) if away else ""


def _task(plan: FrozenPlan, data: Mapping[str, Any]) -> str:
    return f"«{plan.task(str(data.get('task', '')), str(data.get('place', '')))}»"


def _person(plan: FrozenPlan, data: Mapping[str, Any], which: str) -> str:
    return plan.person(str(data.get(which) or ""))


ASKED, LATE = "task.asked", "task.late"
BUNDLED = frozenset({ASKED, LATE})
TELL: Mapping[str, Tell] = {
    ASKED: _asked,
    "task.done": _done,
    "task.refused": _refused,
    LATE: _late,
    "task.withdrawn": _withdrawn,
}
