"""What somebody reads before they submit: whom and how many, the SMS, every variant, what is odd; cost last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.composing.asking import areas_in_words, grouped, name_of
from dispatcher.composing.desk import frozen_plan
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import AlertState, Mode
from dispatcher.ledger import incidents
from dispatcher.web.console import given
from dispatcher.web.console.approval_view import (
    RETRACTED,
    first_texts,
    given_facts,
    last_words,
    people_words,
    text_view,
)
from dispatcher.web.console.map_view import alert_map
from dispatcher.web.console.proposal_view import proposal_facts
from dispatcher.web.console.words import words_of
from dispatcher.web.views import alert_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.accounts import User

OPEN = frozenset({AlertState.DRAFT, AlertState.RETURNED})


def draft_facts(connection: Connection, alert: str, user: User, language: str, now: datetime) -> dict[str, Any]:
    """Everything on the page of a draft. Raises NotFound."""
    row = incidents.alert(connection, alert)
    plan, scenario = frozen_plan(connection, row)
    view, words = alert_view(connection, alert, now), words_of(language)
    variants = [text_view(text, scenario, words) for text in view["variants"] if text["fate"] != RETRACTED]
    return {
        **head_facts(row, plan, scenario, view, language),
        "by": name_of(connection, plan, row.edited_by),
        "version": row.version,
        "people_number": view["people"],
        "drawn": [one["words"] for one in view["drawn"]],
        "texts": [text_view(text, scenario, words) for text in first_texts(view["variants"], language)],
        "variants_": variants,
        "proposal": proposal_facts(connection, row, plan, scenario, variants, language),
        "typed": given_facts(row, scenario, language),
        "returned": row.decided_why if row.state == AlertState.RETURNED else "",
        "odd": view["odd"],
        "advice": _advice(view["advice"], {text["key"]: text for text in variants}, words),
        "warnings": [
            *view["warnings"],
            *(view[part]["words"] for part in ("coverage", "silent", "push") if view[part]),
        ],
        "questions": view["guidance"]["questions"],
        "clearance": view["clearance"],
        "fates": _fates(view, words),
        "drafts": bool(view["drafts"]),
        "morning": _morning(row, plan, scenario, now),
        "last": last_words(view["estimate"], words),
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
        "map": alert_map(row, plan, scenario),
        "people": people_words(view["people"] or 0, words),
    }


def _advice(
    found: list[dict[str, str]], texts: Mapping[str, dict[str, Any]], words: Mapping[str, str]
) -> list[dict[str, str]]:
    """Each piece of advice once, with the first text it is about and how many more there are; "" for a field."""
    about: dict[str, list[str]] = {}
    for one in found:
        about.setdefault(one["words"], []).append(one["variant"])
    told = []
    for advice, names in about.items():
        first = next((texts[name] for name in names if name in texts), None)
        where = f"{first['title']}, {first['spoken']}" if first else ""
        more = words["advice-more" if len(names) > 2 else "advice-one-more"].format(count=len(names) - 1)
        told.append({"words": advice, "where": f"{where} {more}" if where and len(names) > 1 else where})
    return told


def _fates(view: Mapping[str, Any], words: Mapping[str, str]) -> str:
    if view["kept"] is None:
        return ""
    return words["kept-added"].format(**{name: grouped(view[name]) for name in ("kept", "added", "released")})


def _morning(row: Row[Any], plan: Plan, scenario: Scenario, now: datetime) -> str:
    """Until when people sleep, where the plan wants an answer and nobody has given one."""
    return "" if row.hold_until is not None else given.asks_about_night(plan, scenario, now)


def _asked(plan: Plan, scenario: Scenario) -> str:
    """The titles of those who may approve, as a list in a sentence."""
    titles = [plan.roles[role].title for role in scenario.approval.approvers]
    return ", ".join(titles)
