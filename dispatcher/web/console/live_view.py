"""An alert that is submitted or more, as it is followed; and what the one who looks may do about it just now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from dispatcher.approval import alone
from dispatcher.composing import retraction
from dispatcher.composing.asking import name_of
from dispatcher.composing.desk import frozen_plan
from dispatcher.composing.following import OVER
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import ALERT_MOVES, AlertAct, AlertKind, AlertState, Fate, Mode
from dispatcher.ledger import alarm_book, incidents, series, turns
from dispatcher.ledger.times import at
from dispatcher.web.approval_views import approval_view, asking_view
from dispatcher.web.console import nothing_new
from dispatcher.web.console.alone_view import alone_facts
from dispatcher.web.console.approval_view import RETRACTED, first_texts, text_view
from dispatcher.web.console.clocks import clock
from dispatcher.web.console.counting import meant_of, waves_of
from dispatcher.web.console.draft_view import head_facts
from dispatcher.web.console.start_view import promise_of, state_of, tasks_words, team_of
from dispatcher.web.console.wave_view import UNDER_WAY, totals, waves_facts
from dispatcher.web.console.words import words_of
from dispatcher.web.drawn_views import drawn_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.accounts import User

ENDED: Final = frozenset({AlertState.DONE, AlertState.STOPPED, AlertState.EXPIRED})


def live_facts(connection: Connection, alert: str, user: User, language: str, now: datetime) -> dict[str, Any]:
    """Everything on the page, and in its live part. Raises NotFound."""
    row = incidents.alert(connection, alert)
    plan, scenario = frozen_plan(connection, row)
    words = words_of(language)
    views = waves_of(connection, row).views
    meant = meant_of(connection, row, plan)
    variants = meant.variants
    rows = incidents.alerts_of(connection, row.incident)
    opened = incidents.incident(connection, row.incident)
    state = state_of(connection, row, plan, language, now)
    return {
        **head_facts(row, plan, scenario, {"people": row.people}, language),
        "state": words["the-alert"].format(state=state),
        "state_key": f"{row.state}{' paused' if row.paused is not None else ''}",
        "scenario": scenario.key,
        "superseded": row.superseded_by,
        "alarms": alarm_book.words_about(connection, alert),
        "drawn": [one["words"] for one in drawn_view(connection, row, plan, scenario)],
        "approved": _approved(connection, row, plan, words, language, now),
        "alone": alone_facts(connection, row, plan, user, language, now),
        "asking": asking_view(connection, row, plan, scenario, now),
        "may_approve": may(user.roles, Act.APPROVE),
        "waves": waves_facts(connection, row, words, language, now),
        "promise": promise_of(rows, now, language),
        "finish": _finish(connection, row, meant.seconds, words, language, now),
        "team": team_of(connection, row.incident, plan, language),
        "tasks": tasks_words(connection, row.incident, now, language),
        "exercise_over": row.mode == Mode.EXERCISE and row.state in ENDED,
        "texts": [text_view(text, scenario, words) for text in first_texts(variants, language)],
        "variants_": [text_view(text, scenario, words) for text in variants if text["fate"] != RETRACTED],
        "retraction": _retraction(connection, row, plan, words),
        "unsure": totals(views, "unsure"),
        "failed": totals(views, "failed"),
        "beside": row.state == AlertState.SUBMITTED and may(user.roles, Act.SUBMIT),
        "alone_now": _alone_now(connection, row, user, now),
        "can": _can(connection, row, scenario, user, views, closed=opened.closed_at is not None),
        "usual_promise": nothing_new.usual(now),
    }


def _alone_now(connection: Connection, row: Row[Any], user: User, now: datetime) -> bool:
    return row.state == AlertState.SUBMITTED and not alone.hindrance(connection, user, row, now)


def _approved(
    connection: Connection, row: Row[Any], plan: Plan, words: Mapping[str, str], language: str, now: datetime
) -> str:
    given = approval_view(connection, row, plan)
    if given is None:
        return ""
    said = {"name": given["name"], "role": given["role"], "at": clock(given["at"], now, language)}
    return words["approved-by"].format(**said)


def _finish(
    connection: Connection, row: Row[Any], seconds: float, words: Mapping[str, str], language: str, now: datetime
) -> str:
    """About when the last has left; nothing once that time has passed, or while it stands still."""
    started = at(row.started_at or row.approved_at) if row.approved_at else None
    if row.state not in UNDER_WAY or started is None or row.paused is not None or turns.held_until(connection, row):
        return ""
    ends = started + timedelta(seconds=seconds)
    return (
        words["finish"].format(at=clock(ends.isoformat(), now, language)) if ends > now + timedelta(minutes=1) else ""
    )


def _retraction(connection: Connection, row: Row[Any], plan: Plan, words: Mapping[str, str]) -> str:
    asked = None if row.superseded_by else retraction.asked(connection, row.id)
    if asked is None:
        return ""
    return words["retract-waits"].format(name=name_of(connection, plan, asked.asked_by), why=asked.why.rstrip("."))


def _can(
    connection: Connection, row: Row[Any], scenario: Scenario, user: User, views: list[dict[str, Any]], *, closed: bool
) -> dict[str, bool]:
    """By right and state. The act itself asks again: this only spares people buttons that refuse them."""
    state, paused = AlertState(row.state), row.paused is not None
    newest = next((alert for alert, _ in series.approved(connection, row.incident)), None) == row.id
    follows = newest and not closed and state is not AlertState.REJECTED and may(user.roles, Act.FOLLOW)
    over = AlertKind(row.kind) in OVER
    active = state in UNDER_WAY and row.superseded_by is None
    texts = incidents.variants_of(connection, row.id, row.version)

    def moves(right: Act, act: AlertAct) -> bool:
        return may(user.roles, right) and (state, act) in ALERT_MOVES and row.superseded_by is None

    shut = any(view["opened_at"] is None for view in views)
    return {
        "pause": moves(Act.PAUSE, AlertAct.PAUSE) and not paused,
        "resume": moves(Act.RESUME, AlertAct.RESUME) and paused,
        "stop": moves(Act.STOP, AlertAct.STOP),
        "update": follows and not over,
        "correction": follows,
        "all-clear": follows and not over,
        "nothing-new": follows and not over and nothing_new.possible(scenario),
        "retract": newest and not closed and may(user.roles, Act.RETRACT) and _takes_back(texts),
        "external-now": active and shut and may(user.roles, Act.EXTERNAL_NOW),
        "release": active and may(user.roles, Act.RELEASE) and turns.held_until(connection, row) is not None,
        "unsure": may(user.roles, Act.UNSURE) and totals(views, "unsure") > 0,
        "resend": state in {AlertState.SENDING, AlertState.DONE}
        and row.superseded_by is None
        and may(user.roles, Act.RESEND)
        and totals(views, "failed") > 0,
        "close": newest and not closed and state in ENDED and may(user.roles, Act.CLOSE),
        "report": may(user.roles, Act.REPORT),
        "rows": may(user.roles, Act.READ_ROWS),
    }


def _takes_back(texts: list[Row[Any]]) -> bool:
    return any(text.fate == Fate.RETRACTED for text in texts)
