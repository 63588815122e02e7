"""What the pages of evaluation and measures show: the interface's own view, in the words of whoever reads it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_date

from dispatcher.composing.asking import name_of
from dispatcher.domain.evaluating import ASSESSMENT, PARTS, EvaluationState, Outcome, PartKind
from dispatcher.domain.measures import MeasureKind
from dispatcher.domain.moments import OSLO
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import Mode
from dispatcher.ledger import feedback, incidents
from dispatcher.ledger.evaluation_board import evaluation_view, part_view
from dispatcher.ledger.evaluations import planned_goals
from dispatcher.web.console.clocks import clock, left
from dispatcher.web.console.frozen import frozen
from dispatcher.web.console.words import words_of
from dispatcher.web.evaluating import feedback_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan
    from dispatcher.web.console.visit import Visit

KINDS: Final = [(str(kind), f"kind-{kind}") for kind in MeasureKind]
OUTCOMES: Final = [(str(outcome), f"goal-{outcome}") for outcome in Outcome]
LISTS: Final = (
    ("impressions", PartKind.IMPRESSION),
    ("comments", PartKind.COMMENT),
    ("outside", PartKind.OUTSIDE),
    ("goals", PartKind.GOAL),
)
_ANCHORS: Final = {
    "closed": "",
    "impressions": "inntrykk",
    "goals": "maal",
    "assessment": "vurdering",
    "hearing": "horing",
    "final": "horing",
}


def page_of(connection: Connection, visit: Visit, number: int) -> dict[str, Any]:
    """Everything of the evaluation's page but what was typed into it."""
    opened, user = incidents.incident(connection, number), visit.user()
    plan = frozen(connection, opened)
    view = evaluation_view(connection, number, visit.now)
    found = view["evaluation"]
    fixed = found is not None and found["state"] == EvaluationState.FINAL
    rights = {act: may(user.roles, act) for act in (Act.IMPRESSION, Act.EVALUATE, Act.MEASURE, Act.FEEDBACK)}
    return {
        "number": number,
        "mode": opened.mode,
        "exercise": opened.mode == Mode.EXERCISE,
        "name": plan.scenarios[opened.scenario].name,
        "steps": _steps(view["steps"], visit),
        "found": found and _found(connection, found, plan, visit),
        **_lists(connection, found, plan, visit),
        "own": _own(found, user.name),
        "answers": defaultdict(str, found["assessment"] if found else {}),
        "blank": defaultdict(str),
        "planned": len(planned_goals(connection)),
        "citizens": feedback_view(connection, number) if rights[Act.FEEDBACK] else feedback.counts(connection, number),
        "measures": [measure_of(connection, one, plan, visit) for one in view["measures"]],
        "questions": [(key, f"assess-{key}") for key in ASSESSMENT],
        "impression_parts": list(PARTS[PartKind.IMPRESSION]),
        "outside_parts": list(PARTS[PartKind.OUTSIDE]),
        "outcomes": OUTCOMES,
        "kinds": KINDS,
        "may_write": rights[Act.IMPRESSION] and not fixed,
        "may_evaluate": rights[Act.EVALUATE],
        "may_change": rights[Act.EVALUATE] and not fixed,
        "may_measure": rights[Act.MEASURE],
        "may_erase": rights[Act.FEEDBACK],
        "may_report": may(user.roles, Act.REPORT),
        "may_approve": may(user.roles, Act.FINALISE) and bool(found) and found["assessed_by"] != user.name,
    }


def _steps(steps: list[dict[str, Any]], visit: Visit) -> list[dict[str, Any]]:
    """Each with what it is called, how it stands, and where on the page it is; the first not done is the next."""
    words, next_one = words_of(visit.language), next((step["key"] for step in steps if not step["done"]), "")
    found = []
    for step in steps:
        state = "done" if step["done"] else "next" if step["key"] == next_one else "missing"
        due = ""
        if step["due"] and not step["done"]:
            at = clock(step["due"], visit.now, visit.language)
            said = words["impressions-late" if step["late"] else "impressions-due"]
            due = said.format(at=at, left=left(step["due"], visit.now, visit.language))
        found.append(
            {
                "title": words[f"step-{step['key']}"],
                "state": state,
                "said": words[f"step-{state}"],
                "due": due,
                "late": step["late"],
                "anchor": _ANCHORS[step["key"]],
            }
        )
    return found


def _found(connection: Connection, found: Mapping[str, Any], plan: Plan, visit: Visit) -> dict[str, Any]:
    def at(moment: str | None) -> str:
        return clock(moment, visit.now, visit.language)

    def by(account: str | None) -> str:
        return name_of(connection, plan, account) if account else ""

    words = words_of(visit.language)
    return {
        **found,
        "state_said": words["evaluation-version"].format(
            version=found["version"], state=words[f"evaluation-{found['state']}"]
        ),
        "assessed": words["assess-by"].format(name=by(found["assessed_by"]), at=at(found["assessed_at"]))
        if found["assessed_at"]
        else "",
        "hearing": words["hearing-open"].format(day=day(found["hearing_until"], visit.language))
        if found["state"] == EvaluationState.HEARING
        else "",
        "heard": words["hearing-was"].format(
            name=by(found["heard_by"]), at=at(found["heard_at"]), day=day(found["hearing_until"], visit.language)
        )
        if found["heard_at"]
        else "",
        "early": "" if found["early_why"] is None else found["early_why"] or words["words-erased"],
        "still_heard": found["state"] == EvaluationState.HEARING
        and visit.now.astimezone(OSLO).date().isoformat() <= found["hearing_until"],
        "approved": words["approved-evaluation"].format(
            name=by(found["approved_by"]), at=at(found["approved_at"]), print=str(found["fingerprint"])[:12]
        )
        if found["approved_at"]
        else "",
        "earlier": [
            words["earlier-version"].format(
                version=one["version"],
                name=by(one["approved_by"]),
                at=at(one["approved_at"]),
                print=str(one["fingerprint"])[:12],
            )
            for one in found["earlier"]
        ],
    }


def _lists(
    connection: Connection, found: Mapping[str, Any] | None, plan: Plan, visit: Visit
) -> dict[str, list[dict[str, Any]]]:
    """What each wrote; a word that is not there is empty."""
    said = words_of(visit.language)["written-by"]
    return {
        name: [
            {
                **one,
                "words": {key: one["words"].get(key, "") for key in PARTS[kind]},
                "erased": not one["words"],
                "said": said.format(
                    name=name_of(connection, plan, one["by"]), at=clock(one["at"], visit.now, visit.language)
                ),
            }
            for one in (found[name] if found else ())
        ]
        for name, kind in LISTS
    }


def _own(found: Mapping[str, Any] | None, name: str) -> defaultdict[str, str]:
    """What the reader's own first impression says already."""
    mine = [one["words"] for one in found["impressions"] if one["by"] == name] if found else []
    return defaultdict(str, mine[-1] if mine else {})


def measure_of(connection: Connection, one: Mapping[str, Any], plan: Plan, visit: Visit) -> dict[str, Any]:
    """A measure as it is read: the deadline in words, and how far it is."""
    words = words_of(visit.language)
    due, closed = day(one["due"], visit.language), one["status"] == "closed"
    state = {"open": "measure-open", "begun": "measure-is-begun", "closed": "measure-is-closed"}[one["status"]]
    name = name_of(connection, plan, one["closed_by"]) if closed else ""
    return {
        **one,
        "what": one["what"] or words["words-erased"],
        "why": one["why"] or "",
        "kind_said": words[f"kind-{one['kind']}"],
        "state_said": words[state],
        "by": words["measure-by"].format(owner=one["owner"] or words["words-erased"]),
        "to": "" if closed else words["measure-late" if one["overdue"] else "measure-to"].format(day=due),
        "closed": words["measure-closed-by"].format(
            name=name,
            at=clock(one["closed_at"], visit.now, visit.language),
            reference=one["reference"] or words["words-erased"],
        )
        if closed
        else "",
    }


def goals_ahead(connection: Connection) -> list[dict[str, Any]]:
    """The goals that no incident has taken in yet."""
    return [part_view(part) for part in planned_goals(connection)]


def day(written: str | None, language: str) -> str:
    """«1. desember 2026»."""
    pattern = {"en": "d MMMM y"}.get(language, "d. MMMM y")
    return format_date(date.fromisoformat(written), pattern, locale=language) if written else ""
