"""What the interface takes and gives of evaluations, measures and feedback, as pydantic models."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dispatcher.domain.evaluating import EvaluationState, Outcome
from dispatcher.domain.measures import MeasureKind, MeasureStatus
from dispatcher.domain.states import Mode
from dispatcher.ledger.evaluation_board import StepKey
from dispatcher.ledger.feedback import Clear, Got
from dispatcher.web.alert_parts import Answer, Moment
from dispatcher.web.bodies import Body, Key, Short, Words

Day = Annotated[str, Field(max_length=10, json_schema_extra={"format": "date"})]


class Impression(Body):
    """A first impression; a second one of the same person replaces it."""

    good: Words = ""
    bad: Words = ""
    now: Words = ""


class Assessment(Body):
    """Answers to the questions of the evaluation; one that is not named stays, an empty one is taken out."""

    good: Words | None = None
    bad: Words | None = None
    effect: Words | None = None
    changes: Words | None = None


class Outside(Body):
    """A figure or a cutting from elsewhere. The file itself is not kept: ``link`` says where it is."""

    title: Words
    source: Words
    date: Key = ""
    text: Words = ""
    link: Short = ""


class Goal(Body):
    """A goal of an exercise; ``outcome`` where it is known already, and ``why`` it was not reached."""

    goal: Words
    outcome: Annotated[Outcome | None, Field(strict=False)] = None
    why: Words = ""


class GoalJudged(Body):
    """How it went."""

    outcome: Annotated[Outcome, Field(strict=False)]
    why: Words = ""


class Hearing(Body):
    """``until``: the last day for comments."""

    until: Day


class Final(Body):
    """``why``: only where it is approved before the hearing is over."""

    why: Words = ""


class Comment(Body):
    """What somebody involved says of the draft."""

    text: Words


class NewMeasure(Body):
    """``incident``: its number, where there is one. ``owner``: a role or a unit, rather than a name."""

    incident: Annotated[int | None, Field(ge=1, le=2**53)] = None
    kind: Annotated[MeasureKind, Field(strict=False)]
    what: Words
    why: Words
    owner: Short
    due: Day


class MeasureChange(Body):
    """What is to be another; the rest stays."""

    kind: Annotated[MeasureKind | None, Field(strict=False)] = None
    what: Words | None = None
    why: Words | None = None
    owner: Short | None = None
    due: Day | None = None
    begun: bool | None = None


class MeasureClosing(Body):
    """``reference``: the case number or link that shows that it is done."""

    reference: Short = ""


class EvaluationPart(Answer):
    """``words``: by name; empty when they are erased."""

    id: int
    by: str
    at: Moment
    words: dict[str, str]


class GoalPart(EvaluationPart):
    """``before``: whether it was set before anything was sent."""

    outcome: Outcome | None
    before: bool


class EarlierVersion(Answer):
    """A version that a newer one has replaced."""

    version: int
    state: EvaluationState
    approved_by: str | None
    approved_at: Moment | None
    fingerprint: str | None


class EvaluationVersion(Answer):
    """``intact``: of a final one, whether everything it was made of is as when it was approved.

    ``early_why``: why it was approved before its hearing was over, empty when that is erased; null: it was not.
    """

    version: int
    state: EvaluationState
    begun_by: str
    begun_at: Moment
    assessment: dict[str, str]
    assessed_by: str | None
    assessed_at: Moment | None
    heard_by: str | None
    heard_at: Moment | None
    hearing_until: Day | None
    approved_by: str | None
    approved_at: Moment | None
    fingerprint: str | None
    early_why: str | None
    intact: bool
    impressions: list[EvaluationPart]
    comments: list[EvaluationPart]
    outside: list[EvaluationPart]
    goals: list[GoalPart]
    earlier: list[EarlierVersion]


class EvaluationStep(Answer):
    """A step towards a final evaluation."""

    key: StepKey
    done: bool
    due: Moment | None
    late: bool


class Measure(Answer):
    """Words are null where they are erased. ``incident``: null where none asked for it."""

    id: int
    incident: str | None
    mode: Mode | None
    kind: MeasureKind
    status: MeasureStatus
    what: str | None
    why: str | None
    owner: str | None
    due: Day
    overdue: bool
    reference: str | None
    opened_by: str
    opened_at: Moment
    closed_by: str | None
    closed_at: Moment | None


class Measures(Answer):
    """Open ones first, in the order in which they are due."""

    measures: list[Measure]


class Evaluation(Answer):
    """``evaluation``: the newest version, or the one that was asked for; null where nobody has begun."""

    number: int
    scenario: str
    mode: Mode
    closed_at: Moment | None
    steps: list[EvaluationStep]
    evaluation: EvaluationVersion | None
    measures: list[Measure]


class Goals(Answer):
    """The goals that are set for an exercise which has not been opened yet."""

    goals: list[GoalPart]


class FeedbackAnswer(Answer):
    """One citizen's; ``text`` is null without one, and where it is erased."""

    id: int
    at: Moment
    language: str
    got: Got
    clear: Clear
    text: str | None
    erased_at: Moment | None


class FeedbackList(Answer):
    """How many gave each answer, and each of them, the newest first."""

    number: int
    answers: int
    texts: int
    got: dict[Got, int]
    clear: dict[Clear, int]
    all: list[FeedbackAnswer]
