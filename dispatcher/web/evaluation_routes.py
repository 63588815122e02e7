"""The addresses of the evaluator's part, the measures and the citizens' feedback."""

from __future__ import annotations

from typing import Final

from dispatcher.domain.rights import Act
from dispatcher.web import bodies, evaluating, measures
from dispatcher.web import evaluation_models as models
from dispatcher.web.declaring import act, read
from dispatcher.web.route import Parameter

API: Final = "/api/v1"
EVALUATION: Final = f"{API}/incidents/{{id}}/evaluation"
FEEDBACK: Final = f"{API}/incidents/{{id}}/feedback"
VERSION: Final = Parameter(
    name=evaluating.VERSION, place="query", words="This version instead of the newest.", schema={"type": "integer"}
)
_DONE: Final = models.Evaluation

EVALUATION_ROUTES: Final = (
    read(EVALUATION, evaluating.show, models.Evaluation, parameters=(VERSION,)),
    act(f"{EVALUATION}/impression", evaluating.impression, models.Impression, Act.IMPRESSION, given=_DONE),
    act(f"{EVALUATION}/assessment", evaluating.assess, models.Assessment, Act.EVALUATE, given=_DONE),
    act(f"{EVALUATION}/outside", evaluating.outside, models.Outside, Act.EVALUATE, given=_DONE),
    act(f"{EVALUATION}/goals", evaluating.goal, models.Goal, Act.EVALUATE, given=_DONE),
    act(f"{EVALUATION}/goals/take-in", evaluating.take_goals_in, bodies.Nothing, Act.EVALUATE, given=_DONE),
    act(f"{EVALUATION}/goals/{{part}}", evaluating.judge_goal, models.GoalJudged, Act.EVALUATE, given=_DONE),
    act(
        f"{EVALUATION}/parts/{{part}}",
        evaluating.take_out,
        bodies.Nothing,
        Act.EVALUATE,
        Act.IMPRESSION,
        method="DELETE",
        given=_DONE,
    ),
    act(f"{EVALUATION}/hearing", evaluating.hear, models.Hearing, Act.EVALUATE, given=_DONE),
    act(f"{EVALUATION}/comment", evaluating.comment, models.Comment, Act.IMPRESSION, given=_DONE),
    act(f"{EVALUATION}/final", evaluating.finalise, models.Final, Act.FINALISE, given=_DONE),
    act(f"{EVALUATION}/new-version", evaluating.again, bodies.Reasoned, Act.EVALUATE, given=_DONE),
    read(f"{API}/goals", evaluating.planned_goals, models.Goals),
    act(f"{API}/goals", evaluating.plan_goal, models.Goal, Act.EVALUATE, given=models.Goals, status=201, errors=()),
    read(FEEDBACK, evaluating.list_feedback, models.FeedbackList, right=Act.FEEDBACK),
    act(
        f"{FEEDBACK}/{{part}}",
        evaluating.erase_feedback,
        bodies.Nothing,
        Act.FEEDBACK,
        method="DELETE",
        given=models.FeedbackList,
    ),
    read(f"{API}/measures", measures.list_measures, models.Measures),
    act(
        f"{API}/measures",
        measures.open_measure,
        models.NewMeasure,
        Act.MEASURE,
        given=models.Measure,
        status=201,
        errors=(404,),
    ),
    act(
        f"{API}/measures/{{id}}",
        measures.change_measure,
        models.MeasureChange,
        Act.MEASURE,
        method="PATCH",
        given=models.Measure,
    ),
    act(
        f"{API}/measures/{{id}}/close", measures.close_measure, models.MeasureClosing, Act.MEASURE, given=models.Measure
    ),
)
