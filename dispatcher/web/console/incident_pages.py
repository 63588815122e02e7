"""An incident's tasks, with ticking; its log, to read and to write; and its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from dispatcher.approval import coming, hand_over, log_lines, task_list, ticking
from dispatcher.composing.asking import name_of
from dispatcher.domain.answers import Answer, Way
from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.log_kinds import NOTE
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import Mode
from dispatcher.evaluation import report_html
from dispatcher.ledger import incidents, log_book
from dispatcher.ledger.tasks import chain_of
from dispatcher.web.bodies import Coming, LogLine
from dispatcher.web.console import given
from dispatcher.web.console.clocks import clock, late, left
from dispatcher.web.console.frozen import frozen
from dispatcher.web.console.task_cards import cards_view
from dispatcher.web.console.words import words_of
from dispatcher.web.incidents import number_of, own_style
from dispatcher.web.reading import understood
from dispatcher.web.tasks import task_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan
    from dispatcher.ledger.accounts import User
    from dispatcher.web.console.visit import Visit

INCIDENT: Final = "/hendelse/{id}"
TASK: Final = "/oppgave/{id}"
OUT: Final = frozenset({"sending", "unsure"})
Refused = InvalidInput | Conflict | None


def _refusal(refused: Refused) -> dict[str, Any]:
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    above = [fault.what for fault in faults] or ([str(refused)] if refused else [])
    return {"status": {InvalidInput: 422, Conflict: 409}.get(type(refused), 200), "above": above}


async def tasks(visit: Visit) -> web.StreamResponse:
    """What people do by hand, and what they have answered."""
    return await _tasks_page(visit, number_of(visit.request))


async def _tasks_page(visit: Visit, number: int, refused: Refused = None, task: str = "") -> web.Response:
    user = visit.demand(Act.READ)

    def look(connection: Connection) -> dict[str, Any]:
        opened = incidents.incident(connection, number)
        plan = frozen(connection, opened)
        found = task_list.tasks_view(connection, number)
        return {
            "number": number,
            "exercise": opened.mode == Mode.EXERCISE,
            "mode": opened.mode,
            "tasks": [_task(connection, one, plan, user, visit) for one in found],
        }

    facts = await visit.node.ledger.read(look)
    typed = {name: visit.form.one(name) for name in ("why", "at")}
    return visit.page("tasks.html", typed=typed, wrong=task, **_refusal(refused), **facts)


def _task(connection: Connection, one: Mapping[str, Any], plan: Plan, user: User, visit: Visit) -> dict[str, Any]:
    words, now, language = words_of(visit.language), visit.now, visit.language
    mine = user.person in chain_of(plan, one["key"], _place(plan, one["place"]))
    out = one["state"] in OUT
    due, answered = one["due_at"], one["answered_at"]
    return {
        "id": one["id"],
        "title": _said(one["title"], language),
        "what": _said(one["what"], language),
        "place": one["place"],
        "account": one["account"],
        "poster": f"/varsel/{one['alert']}/skriv-ut" if out and one["kind"] == "poster" else "",
        "name": one["name"],
        "why": one["why"] or "",
        "state": words[f"task-{one['state']}"],
        "due": words["task-due"].format(at=clock(due, now, language), left=left(due, now, language))
        if out and due
        else "",
        "late": out and late(due, now),
        "answered": words["task-answered"].format(at=clock(answered, now, language)) if answered else "",
        "may": out and (may(user.roles, Act.TASK) or (mine and may(user.roles, Act.TASK_OWN))),
        **(_text(connection, int(one["id"]), visit) if out else {"text": "", "not_now": "", "cards": []}),
    }


def _place(plan: Plan, name: str) -> str:
    return next((key for key, place in plan.posting_places.items() if place.name == name), "")


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def _text(connection: Connection, task: int, visit: Visit) -> dict[str, Any]:
    """What is copied, in the reader's language if it is there; or why it must not be given on now."""
    try:
        text = _said(hand_over.texts(connection, task), visit.language)
    except Conflict as error:
        return {"text": "", "not_now": str(error), "cards": []}
    return {"text": text, "not_now": "", "cards": cards_view(connection, task, visit.node.settings.home)}


async def done(visit: Visit) -> web.StreamResponse:
    """*Gjort*, at its true time."""
    return await _tick(visit, ticking.done)


async def refuse(visit: Visit) -> web.StreamResponse:
    """*Kan ikke*, and why."""
    return await _tick(visit, ticking.refuse)


async def _tick(visit: Visit, act: Any) -> web.Response:
    user, task = visit.user(), task_of(visit.request)

    def work(connection: Connection) -> None:
        at = given.past("at", visit.form.one("at"), visit.now)
        act(connection, user, task, ticking.Tick(at=at, why=visit.form.one("why")), visit.now)

    number = int((await visit.node.ledger.read(task_list.task_view, task))["incident"])
    try:
        await visit.node.ledger.write(work)
    except (InvalidInput, Conflict) as refused:
        return await _tasks_page(visit, number, refused, str(task))
    visit.node.engine.wake()
    return visit.to(f"/hendelse/{number}/oppgaver")


async def come(visit: Visit) -> web.StreamResponse:
    """Whether whoever is called in comes: their last answer counts, on Start at once."""
    user, number = visit.demand(Act.ANSWER), number_of(visit.request)
    said = understood({"answer": visit.form.one("answer")}, Coming)
    await visit.node.ledger.write(coming.answer, user, number, Answer(said.answer), None, visit.now, Way.PAGE)
    visit.node.engine.wake()
    return visit.to("/")


async def log(visit: Visit) -> web.StreamResponse:
    """The lines people have written, the newest first, and a place to write one."""
    return await log_page(visit)


async def log_page(visit: Visit, refused: Refused = None, **more: Any) -> web.Response:
    """``more``: what is said of the journal, when somebody has just had it walked."""
    user, number = visit.demand(Act.REPORT), number_of(visit.request)

    def look(connection: Connection) -> dict[str, Any]:
        opened = incidents.incident(connection, number)
        plan, book = frozen(connection, opened), log_book.book(connection, number)
        return {
            "number": number,
            "exercise": opened.mode == Mode.EXERCISE,
            "lines": [_line(connection, one, plan, visit) for one in reversed(book["lines"])],
            "prepared": list(book["prepared"].items()),
        }

    facts = await visit.node.ledger.read(look)
    typed = {name: visit.form.one(name) for name in ("text", "at", "kind", "corrects")}
    return visit.page("log.html", typed=typed, may_write=may(user.roles, Act.LOG), **_refusal(refused), **facts, **more)


def _line(connection: Connection, one: Mapping[str, Any], plan: Plan, visit: Visit) -> dict[str, Any]:
    words = words_of(visit.language)
    about = [
        words[f"log-{key}"].format(line=one[field])
        for key, field in (("corrects", "corrects"), ("answers", "answers"), ("corrected", "corrected_by"))
        if one[field]
    ]
    name, written = name_of(connection, plan, one["by"]), clock(one["at"], visit.now, visit.language)
    return {
        "id": one["id"],
        "happened": clock(one["happened_at"], visit.now, visit.language),
        "text": one["text"] or words["log-erased"],
        "by": words["log-by"].format(name=name, at=written),
        "about": " ".join(about),
        "over": bool(one["corrected_by"]),
    }


async def write_log(visit: Visit) -> web.StreamResponse:
    """A line, by hand: when it happened, and when it was written."""
    user, number = visit.demand(Act.LOG), number_of(visit.request)

    def work(connection: Connection) -> None:
        at = given.past("at", visit.form.one("at"), visit.now)
        sent: dict[str, Any] = {"text": visit.form.one("text"), "kind": visit.form.one("kind") or NOTE}
        if (corrects := visit.form.one("corrects").strip()).isdecimal() and corrects.isascii():
            sent["corrects"] = int(corrects)
        line = understood(sent, LogLine)
        told = log_lines.LogLine(
            text=line.text, kind=line.kind or NOTE, happened_at=at, corrects=line.corrects, answers=line.answers
        )
        log_lines.write_line(connection, user, number, told, visit.now)

    try:
        await visit.node.ledger.write(work)
    except (InvalidInput, Conflict) as refused:
        return await log_page(visit, refused)
    return visit.to(f"/hendelse/{number}/logg")


async def report(visit: Visit) -> web.StreamResponse:
    """The evaluation, which wrote itself."""
    visit.demand(Act.REPORT)
    text = await visit.node.ledger.read(report_html, number_of(visit.request))
    return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": own_style()})
