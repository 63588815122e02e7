"""What Start shows: every open incident with its alerts, promises, tasks and team; and whether the node is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.approval.task_list import tasks_view
from dispatcher.composing.asking import areas_in_words, grouped, name_of
from dispatcher.domain.answers import Answer
from dispatcher.domain.states import AlertState, Mode
from dispatcher.ledger import answers_board, board, contacts, incidents, log_book
from dispatcher.ledger.practised import last_successes
from dispatcher.readiness.list_age import age_of
from dispatcher.readiness.practice import WARNED_AFTER
from dispatcher.web.console.clocks import clock, late, left
from dispatcher.web.console.counting import waves_of
from dispatcher.web.console.frozen import frozen
from dispatcher.web.console.words import moment, words_of
from dispatcher.web.health import lane_faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan
    from dispatcher.web.services import Services

_S = AlertState
OVER: Final = frozenset({_S.REJECTED, _S.STOPPED, _S.EXPIRED, _S.DONE})
WRITTEN_BY: Final = {_S.DRAFT: "edited", _S.RETURNED: "created", _S.SUBMITTED: "submitted"}
TEAM: Final = ((Answer.COMING, "team-coming"), (Answer.LATER, "team-later"), (Answer.NOT_COMING, "team-not-coming"))


def going_on(connection: Connection, person: str | None, language: str, now: datetime) -> list[dict[str, Any]]:
    """Every open incident, the newest first, as ``person`` sees it: who is called in may say whether they come."""
    return [_incident(connection, number, person, language, now) for number in incidents.open_numbers(connection)]


def _incident(connection: Connection, number: int, person: str | None, language: str, now: datetime) -> dict[str, Any]:
    rows = incidents.alerts_of(connection, number)
    opened = incidents.incident(connection, number)
    plan = frozen(connection, opened)
    shown = [row for row in rows if row.state not in OVER] or rows[-1:]
    if newest := next((row for row in reversed(rows) if row.approved_at), None):
        shown = [row for row in rows if row in shown or row.id == newest.id]
    mode = log_book.crisis_mode(connection, number)
    return {
        "number": number,
        "mode": opened.mode,
        "exercise": opened.mode == Mode.EXERCISE,
        "alerts": [_line(connection, row, plan, opened.scenario, language, now) for row in reversed(shown)],
        "promise": promise_of(rows, now, language),
        "tasks": tasks_words(connection, number, now, language),
        "team": team_of(connection, number, plan, language),
        "comes": _answers_of(plan, opened.scenario, person, language),
        "crisis": words_of(language)["crisis-mode"].format(at=clock(mode["since"], now, language)) if mode else "",
    }


def _line(
    connection: Connection, row: Row[Any], plan: Plan, scenario: str, language: str, now: datetime
) -> dict[str, Any]:
    """«Kokevarsel i Ådalsbruk» and «er under arbeid av NAVN (kl. 03.14)»."""
    words = words_of(language)
    what, area = plan.scenarios[scenario].name, areas_in_words(plan, row, language)
    if row.kind != "first":
        what = f"{words[f'kind-{row.kind}']}: {what}"
    return {
        "id": row.id,
        "what": words["in-place"].format(what=what, area=area) if area else what,
        "state": state_of(connection, row, plan, language, now),
        "waits": row.state == _S.SUBMITTED,
    }


def state_of(connection: Connection, row: Row[Any], plan: Plan, language: str, now: datetime) -> str:
    """The alert's state in words, as the end of a sentence about it."""
    words, state = words_of(language), _S(row.state)
    if row.paused is not None and state not in OVER:
        return words["is-paused"].format(why=row.paused)
    given: dict[str, str] = {}
    if state in WRITTEN_BY:
        given = _by(connection, row, plan, WRITTEN_BY[state], language, now)
    elif state in {_S.SENDING, _S.DONE}:
        waves = waves_of(connection, row).views
        given = {name: grouped(sum(wave[name] for wave in waves)) for name in ("told", "people")}
    return words[f"is-{state}"].format(**given)


def _by(connection: Connection, row: Row[Any], plan: Plan, act: str, language: str, now: datetime) -> dict[str, str]:
    name, at = getattr(row, f"{act}_by"), row.submitted_at if act == "submitted" else row.created_at
    return {"name": name_of(connection, plan, name), "at": clock(board.rfc3339(at), now, language)}


def promise_of(rows: list[Row[Any]], now: datetime, language: str) -> dict[str, Any] | None:
    """The word that was given last, and its clock; None when the newest that went out promised nothing."""
    given = next((row for row in reversed(rows) if row.approved_at), None)
    if given is None or given.promise_at is None:
        return None
    at = board.rfc3339(given.promise_at)
    passed = late(at, now)
    words = words_of(language)["promise-late" if passed else "promise"]
    return {"late": passed, "words": words.format(at=clock(at, now, language), left=left(at, now, language))}


def tasks_words(connection: Connection, number: int, now: datetime, language: str) -> str:
    """«3 oppgaver venter, 1 er over fristen»; nothing when none waits."""
    words = words_of(language)
    waiting = [task for task in tasks_view(connection, number) if task["state"] in {"sending", "unsure"}]
    over = sum(late(task["due_at"], now) for task in waiting)
    if not waiting:
        return ""
    said = words["task-open"] if len(waiting) == 1 else words["tasks-open"].format(count=len(waiting))
    return f"{said}, {words['tasks-late'].format(count=over)}" if over else said


def team_of(connection: Connection, number: int, plan: Plan, language: str) -> list[tuple[str, str]]:
    """Who was called in, by what they answered last: «Kommer: Anne, Per»."""
    words = words_of(language)
    said: dict[str, list[str]] = {}
    for one in answers_board.answers_view(connection, number)["called_in"]:
        key = next((key for answer, key in TEAM if answer == one["answer"]), "team-none")
        person = plan.persons.get(one["person"])
        said.setdefault(key, []).append(person.name if person else one["person"])
    order = [*(key for _, key in TEAM), "team-none"]
    return [(words[key], ", ".join(said[key])) for key in order if key in said]


def _answers_of(plan: Plan, scenario: str, person: str | None, language: str) -> list[tuple[str, str]]:
    """What somebody whom the plan calls in may answer; nothing for anybody else."""
    words = words_of(language)
    called = person in plan.alarmed(plan.scenarios[scenario])
    return [(str(answer), words[key]) for answer, key in TEAM] if called else []


def ready(connection: Connection, node: Services, language: str, now: datetime) -> list[dict[str, Any]]:
    """Routes, lists, plan and practice: what each is, and whether somebody should look at it."""
    words = words_of(language)
    parts = (
        ("routes", lane_faults(node), words["routes-well"]),
        ("lists", _lists(connection, node, words, now), words["lists-well"]),
        ("plan", *_plan(node.plan, words, now)),
        ("practice", *_practice(connection, words, language, now)),
    )
    return [{"name": words[key], "faults": faults, "well": well} for key, faults, well in parts]


def _lists(connection: Connection, node: Services, words: Mapping[str, str], now: datetime) -> list[str]:
    """Lists that are older than the plan allows, or not there: by the file's own date, as ``check`` says it."""
    known, found = contacts.in_force(connection), []
    for key, spec in node.plan.lists.items():
        age = age_of(node.settings.home, spec, now)
        if age is None:
            if key not in known:
                found.append(words["list-gone"].format(key=key))
        elif age > spec.max_age:
            found.append(words["list-old"].format(key=key, days=age.days, most=spec.max_age.days))
    return found


def _plan(plan: Plan, words: Mapping[str, str], now: datetime) -> tuple[list[str], str]:
    about = plan.plan
    faults = []
    if about.status == "draft":
        faults.append(words["plan-draft"].format(version=about.version))
    if about.next_revision < now.date():
        faults.append(words["plan-old"].format(at=f"{about.next_revision:%d.%m.%Y}"))
    return faults, words["plan-adopted"].format(version=about.version)


def _practice(connection: Connection, words: Mapping[str, str], language: str, now: datetime) -> tuple[list[str], str]:
    last = max(last_successes(connection).values(), default=None)
    if last is None:
        return [words["practice-none"]], ""
    said = words["practice-last"].format(at=moment(last, language))
    return ([said] if now - last > WARNED_AFTER else []), said
