"""The evaluator's part over the interface: each act answers with the evaluation as it then stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from aiohttp import web
from sqlalchemy import Connection

from dispatcher.domain.errors import NotFound
from dispatcher.domain.evaluating import PartKind
from dispatcher.ledger import evaluation_acts, evaluation_board, evaluation_ending, evaluations, feedback
from dispatcher.ledger.accounts import User
from dispatcher.ledger.board import rfc3339
from dispatcher.web import evaluation_models as models
from dispatcher.web.bodies import Body, Nothing, Reasoned
from dispatcher.web.incidents import MOST_DIGITS, number_of
from dispatcher.web.reading import body_of
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

VERSION: Final = "version"


async def show(request: web.Request) -> web.Response:
    """The evaluation of an incident: what is written, what is missing, and its measures."""
    node, number = services(request), number_of(request)
    asked = request.query.get(VERSION)
    version = None if asked is None else _number(asked, "Versjoner har et nummer, for eksempel 1.")
    return json_answer(await node.ledger.read(evaluation_board.evaluation_view, number, node.clock.now(), version))


async def impression(request: web.Request, user: User) -> web.Response:
    """What somebody who took part thinks at once: good, bad, to be done now."""
    return await _write_part(request, user, PartKind.IMPRESSION, models.Impression)


async def outside(request: web.Request, user: User) -> web.Response:
    """A figure or a cutting from elsewhere."""
    return await _write_part(request, user, PartKind.OUTSIDE, models.Outside)


async def comment(request: web.Request, user: User) -> web.Response:
    """What somebody involved says of the draft while it is in hearing."""
    return await _write_part(request, user, PartKind.COMMENT, models.Comment)


async def goal(request: web.Request, user: User) -> web.Response:
    """A goal of an exercise."""
    given = await body_of(request, models.Goal)
    number, now = number_of(request), services(request).clock.now()

    def work(connection: Connection) -> None:
        words = {"goal": given.goal, "why": given.why}
        evaluation_acts.write_part(connection, user, number, PartKind.GOAL, words, now, outcome=given.outcome)

    return await _answered(request, work)


async def judge_goal(request: web.Request, user: User) -> web.Response:
    """How it went with a goal: reached, partly, not, and why."""
    given, part = await body_of(request, models.GoalJudged), part_of(request)
    number, now = number_of(request), services(request).clock.now()

    def work(connection: Connection) -> None:
        evaluation_acts.judge_goal(connection, user, number, part, given.outcome, given.why, now)

    return await _answered(request, work)


async def take_goals_in(request: web.Request, user: User) -> web.Response:
    """The goals that were set before the exercise become this incident's."""
    await body_of(request, Nothing)
    number, now = number_of(request), services(request).clock.now()
    return await _answered(request, lambda connection: evaluation_acts.take_goals_in(connection, user, number, now))


async def take_out(request: web.Request, user: User) -> web.Response:
    """Take a part out again: what the evaluator wrote, or an impression or comment of one's own."""
    await body_of(request, Nothing)
    number, part, now = number_of(request), part_of(request), services(request).clock.now()
    return await _answered(request, lambda connection: evaluation_acts.take_out(connection, user, number, part, now))


async def assess(request: web.Request, user: User) -> web.Response:
    """The assessment: what worked well and badly, whether the effort succeeded, and what must be changed."""
    given = await body_of(request, models.Assessment)
    number, now = number_of(request), services(request).clock.now()
    answers = given.model_dump(exclude_none=True)
    return await _answered(request, lambda connection: evaluation_acts.assess(connection, user, number, answers, now))


async def hear(request: web.Request, user: User) -> web.Response:
    """Send the draft to those involved."""
    given = await body_of(request, models.Hearing)
    number, now = number_of(request), services(request).clock.now()
    return await _answered(
        request, lambda connection: evaluation_ending.hear(connection, user, number, given.until, now)
    )


async def finalise(request: web.Request, user: User) -> web.Response:
    """Approve the evaluation, which fixes it: from the day after the hearing, or earlier with a reason."""
    given = await body_of(request, models.Final)
    number, now = number_of(request), services(request).clock.now()
    return await _answered(
        request, lambda connection: evaluation_ending.finalise(connection, user, number, now, given.why)
    )


async def again(request: web.Request, user: User) -> web.Response:
    """A new version instead of the final one, and why."""
    given = await body_of(request, Reasoned)
    number, now = number_of(request), services(request).clock.now()
    return await _answered(
        request, lambda connection: evaluation_ending.again(connection, user, number, given.why, now)
    )


async def planned_goals(request: web.Request) -> web.Response:
    """The goals that are set for an exercise which has not been opened yet."""
    return json_answer(await services(request).ledger.read(_planned))


async def plan_goal(request: web.Request, user: User) -> web.Response:
    """Set a goal before the exercise."""
    given = await body_of(request, models.Goal)
    node = services(request)
    now = node.clock.now()

    def work(connection: Connection) -> dict[str, Any]:
        words = {"goal": given.goal, "why": given.why}
        evaluation_acts.write_part(connection, user, None, PartKind.GOAL, words, now, outcome=given.outcome)
        return _planned(connection)

    return json_answer(await node.ledger.write(work), status=201)


async def list_feedback(request: web.Request) -> web.Response:
    """What citizens have answered about the alerts of an incident."""
    return json_answer(await services(request).ledger.read(feedback_view, number_of(request)))


async def erase_feedback(request: web.Request, user: User) -> web.Response:
    """Erase the text of an answer; what was ticked stays counted."""
    await body_of(request, Nothing)
    node, number, which = services(request), number_of(request), part_of(request)

    def work(connection: Connection) -> dict[str, Any]:
        feedback.erase(connection, user, number, which, node.clock.now())
        return feedback_view(connection, number)

    return json_answer(await node.ledger.write(work))


def feedback_view(connection: Connection, number: int) -> dict[str, Any]:
    """The counts and the answers."""
    rows = feedback.listed(connection, number)
    answers = [
        {
            "id": row.id,
            "at": rfc3339(row.at),
            "language": row.language,
            "got": row.got,
            "clear": row.clear,
            "text": row.words,
            "erased_at": rfc3339(row.erased_at),
        }
        for row in rows
    ]
    return {"number": number, **feedback.counts(connection, number), "all": answers}


def part_of(request: web.Request) -> int:
    """The part that the address names. Raises NotFound for what is no number."""
    return _number(request.match_info["part"], "Deler av en evaluering har et nummer, for eksempel 12.")


def _number(written: str, otherwise: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS):
        raise NotFound(otherwise)
    return int(written)


def _planned(connection: Connection) -> dict[str, Any]:
    return {"goals": [evaluation_board.part_view(part) for part in evaluations.planned_goals(connection)]}


async def _write_part(request: web.Request, user: User, kind: PartKind, model: type[Body]) -> web.Response:
    given = await body_of(request, model)
    number, now = number_of(request), services(request).clock.now()
    return await _answered(
        request,
        lambda connection: evaluation_acts.write_part(connection, user, number, kind, given.model_dump(), now),
    )


async def _answered(request: web.Request, work: Callable[[Connection], object]) -> web.Response:
    """The act, and the evaluation as it is after it, of one transaction."""
    node, number = services(request), number_of(request)

    def both(connection: Connection) -> dict[str, Any]:
        work(connection)
        return evaluation_board.evaluation_view(connection, number, node.clock.now())

    return json_answer(await node.ledger.write(both))
