"""What somebody reads before they submit: whom and how many, the SMS, every variant, what is odd; cost last."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.composing.asking import areas_in_words, grouped, name_of
from dispatcher.composing.desk import frozen_plan
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import AlertKind, AlertState, Mode
from dispatcher.ledger import incidents
from dispatcher.web.console import given
from dispatcher.web.console.clocks import clock, read
from dispatcher.web.console.texts import every_text, first_texts, people_words
from dispatcher.web.console.words import words_of
from dispatcher.web.views import alert_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import FieldSpec, Plan, Scenario
    from dispatcher.ledger.accounts import User

OPEN = frozenset({AlertState.DRAFT, AlertState.RETURNED})


def draft_facts(connection: Connection, alert: str, user: User, language: str, now: datetime) -> dict[str, Any]:
    """Everything on the page of a draft. Raises NotFound."""
    row = incidents.alert(connection, alert)
    plan, scenario = frozen_plan(connection, row)
    view, words = alert_view(connection, alert, now), words_of(language)
    return {
        **head_facts(row, plan, scenario, view, language),
        "by": name_of(connection, plan, row.edited_by),
        "version": row.version,
        "people_number": view["people"],
        "texts": first_texts(view, scenario, language, words),
        "variants_": every_text(view, scenario, words),
        "typed": typed_facts(row, scenario, language, now),
        "returned": row.decided_why if row.state == AlertState.RETURNED else "",
        "odd": view["odd"],
        "advice": [one["words"] for one in view["advice"]],
        "warnings": [
            *view["warnings"],
            *(view[part]["words"] for part in ("coverage", "silent", "push") if view[part]),
        ],
        "questions": view["guidance"]["questions"],
        "clearance": view["clearance"],
        "fates": _fates(view, words),
        "drafts": bool(view["drafts"]),
        "morning": _morning(row, plan, scenario, now),
        "last": _last(view, words),
        "may_submit": may(user.roles, Act.SUBMIT),
        "may_clear": may(user.roles, Act.CLEAR),
        "may_edit": may(user.roles, Act.EDIT) or (may(user.roles, Act.EDIT_OWN) and row.created_by == user.name),
        "asked": _asked(plan, scenario),
    }


def head_facts(row: Row[Any], plan: Plan, scenario: Scenario, view: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What every page of an alert begins with."""
    words = words_of(language)
    return {
        "id": row.id,
        "number": row.incident,
        "mode": row.mode,
        "exercise": row.mode == Mode.EXERCISE,
        "name": scenario.name,
        "kind": words["false-alarm"] if row.false_alarm else words[f"kind-{row.kind}"],
        "area": areas_in_words(plan, row, language),
        "people": people_words(view["people"] or 0, words),
    }


def typed_facts(row: Row[Any], scenario: Scenario, language: str, now: datetime) -> list[tuple[str, str]]:
    """What was filled in, under the names the plan has for it."""
    typed: dict[str, str] = json.loads(row.fields)
    found = ((spec, typed.get(spec.key, "")) for spec in scenario.fields_of(AlertKind(row.kind)))
    return [(_said(spec.label, language), _value(spec, value, language, now)) for spec, value in found if value]


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def _value(spec: FieldSpec, value: str, language: str, now: datetime) -> str:
    if spec.kind == "choice" and value in spec.choices:
        return _said(spec.choices[value], language)
    if spec.kind == "time":
        try:
            moment = read(value)
        except ValueError:
            return value  # a whole day, as it was typed
        return clock(value, now, language) if moment and moment.tzinfo else value
    return value


def _fates(view: Mapping[str, Any], words: Mapping[str, str]) -> str:
    if view["kept"] is None:
        return ""
    return words["kept-added"].format(**{name: grouped(view[name]) for name in ("kept", "added", "released")})


def _morning(row: Row[Any], plan: Plan, scenario: Scenario, now: datetime) -> str:
    """Until when people sleep, where the plan wants an answer and nobody has given one."""
    return "" if row.hold_until is not None else given.asks_about_night(plan, scenario, now)


def _last(view: Mapping[str, Any], words: Mapping[str, str]) -> str:
    minutes = round(view["estimate"]["expected_seconds"] / 60)
    spoken = words["minutes"].format(minutes=minutes) if minutes > 1 else words["under-minute"]
    return words["last"].format(minutes=spoken, cost=f"{view['estimate']['amount']:.0f}")


def _asked(plan: Plan, scenario: Scenario) -> str:
    """The titles of those who may approve, as a list in a sentence."""
    titles = [plan.roles[role].title for role in scenario.approval.approvers]
    return ", ".join(titles)
