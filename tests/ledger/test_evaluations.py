"""The evaluator's part: who may write what, when it is fixed, and what a later change leaves standing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from dispatcher.domain.evaluating import EvaluationState, Outcome, PartKind
from dispatcher.domain.measures import MeasureKind, MeasureStatus
from dispatcher.domain.states import Role
from dispatcher.ledger import evaluation_acts, evaluation_board, evaluation_ending, journal, measure_acts
from dispatcher.ledger.accounts import User
from dispatcher.ledger.evaluation_board import StepKey
from dispatcher.ledger.evaluation_tables import evaluation_parts
from dispatcher.ledger.evaluations import Evaluation, evaluation, planned_goals
from dispatcher.ledger.measure_acts import MeasureChange, NewMeasure
from dispatcher.ledger.measures import measure, measures_of, open_measures
from dispatcher.ledger.tables import incidents
from dispatcher.ledger.tables import journal as journal_table
from dispatcher.ledger.times import ms
from tests.ledger.scene import Scene, WaveSpec

NUMBER = 1001
IDENTITY = "01010750160"
"""Made up: its day, month and both check digits fit, and its individual number is nobody's."""


def user(name: str, role: Role) -> User:
    return User(id=1, name=name, roles=frozenset({role}), person=None)


EVA = user("eva", Role.EVALUATOR)
KARI = user("kari", Role.CRISIS_TEAM)
ANNE = user("anne", Role.APPROVER)
ELI = user("eli", Role.CONTRIBUTOR)
ADMIN = user("adm", Role.ADMIN)
R127 = {"good": "De som måtte handle, visste det først.", "bad": "Listen var gammel.", "effect": "Ja."}
PLAN = NewMeasure(
    kind=MeasureKind.PLAN,
    what="Ny ringeliste",
    why="Den var gammel",
    owner="beredskap",
    due="2026-12-24",
    incident=NUMBER,
)

Make = Callable[..., Scene]


class Written:
    """A scene in which people write."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def do(self, act: Callable[..., Any], by: User, *given: Any, **more: Any) -> Any:
        """One act, by the scene's clock."""
        return self.scene.ledger.write_now(lambda connection: act(connection, by, *given, self.scene.now, **more))

    def read(self, work: Callable[..., Any], *given: Any) -> Any:
        return self.scene.ledger.read_now(work, *given)

    @property
    def found(self) -> Evaluation:
        """The newest version."""
        found: Evaluation | None = self.read(evaluation, NUMBER)
        assert found is not None
        return found

    def close(self) -> None:
        """End the incident."""
        change = update(incidents).values(closed_at=ms(self.scene.now))
        self.scene.ledger.write_now(lambda connection: connection.execute(change))

    def heard(self) -> None:
        """A closed incident whose assessment is in hearing until today."""
        self.close()
        self.do(evaluation_acts.assess, EVA, NUMBER, R127)
        self.do(evaluation_ending.hear, EVA, NUMBER, "2026-11-22")

    def final(self) -> str:
        """One that is approved."""
        self.heard()
        self.scene.later(days=1)
        return str(self.do(evaluation_ending.finalise, ANNE, NUMBER))


@pytest.fixture
def written(scene: Make) -> Written:
    return Written(scene(WaveSpec(people=["+4799000001"])))


@pytest.mark.requirement("R127")
def test_the_assessment_answers_what_the_law_and_the_plans_ask(written: Written) -> None:
    """What went well and badly, and whether the effort succeeded; what is not named stays, what is empty goes."""
    written.do(evaluation_acts.assess, EVA, NUMBER, R127)
    written.do(evaluation_acts.assess, EVA, NUMBER, {"changes": "Ringelisten i planen", "bad": ""})

    assert written.found.assessment == {key: R127[key] for key in ("good", "effect")} | {
        "changes": "Ringelisten i planen"
    }
    assert (written.found.state, written.found.assessed_by) == (EvaluationState.DRAFT, "eva")


@pytest.mark.requirement("R128")
def test_figures_and_cuttings_from_elsewhere_stand_with_their_source(written: Written) -> None:
    """A title and a source at least; a link is text, and what is no link is refused."""
    cutting = {"title": "Folk fikk varselet sent", "source": "Lokalavisa", "date": "2026-11-23", "text": "«Sent»"}
    written.do(evaluation_acts.write_part, EVA, NUMBER, PartKind.OUTSIDE, cutting)
    wrong = {"title": "", "source": "x", "date": "23.11.2026", "link": "javascript:alert(1)"}
    with pytest.raises(InvalidInput) as refused:
        written.do(evaluation_acts.write_part, EVA, NUMBER, PartKind.OUTSIDE, wrong)

    assert [part.words for part in written.found.of(PartKind.OUTSIDE)] == [cutting]
    assert [fault.where for fault in refused.value.faults] == ["title", "date", "link"]


def test_whoever_took_part_writes_one_first_impression(written: Written) -> None:
    """The second of the same person replaces the first; an admin took no part."""
    first = written.do(evaluation_acts.write_part, ELI, NUMBER, PartKind.IMPRESSION, {"good": "Rolig"})
    again = written.do(evaluation_acts.write_part, ELI, NUMBER, PartKind.IMPRESSION, {"now": "Nytt batteri"})
    written.do(evaluation_acts.write_part, ANNE, NUMBER, PartKind.IMPRESSION, {"bad": "Kaffen"})
    with pytest.raises(Forbidden):
        written.do(evaluation_acts.write_part, ADMIN, NUMBER, PartKind.IMPRESSION, {"good": "x"})
    with pytest.raises(InvalidInput):
        written.do(evaluation_acts.write_part, KARI, NUMBER, PartKind.IMPRESSION, {"good": "  "})

    assert first == again
    assert [(part.by, part.words) for part in written.found.of(PartKind.IMPRESSION)] == [
        ("eli", {"now": "Nytt batteri"}),
        ("anne", {"bad": "Kaffen"}),
    ]


def test_what_is_written_is_sealed_and_can_be_erased(written: Written) -> None:
    """The journal's open part has no words of it; without the words the chain and the version still hold."""
    written.do(evaluation_acts.write_part, ELI, NUMBER, PartKind.IMPRESSION, {"good": "Rolig"})
    written.final()

    def erase(connection: Connection) -> None:
        lines = journal_table.c.kind == evaluation_acts.WRITTEN
        connection.execute(update(journal_table).where(lines).values(personal=None, salt=None))

    open_part = written.read(lambda connection: connection.scalars(select(journal_table.c.data)).all())
    written.scene.ledger.write_now(erase)

    assert not [data for data in open_part if "Rolig" in data or R127["good"] in data]
    assert written.read(journal.verify).broken == 0
    assert [part.words for part in written.found.of(PartKind.IMPRESSION)] == [{}]
    assert written.found.intact


def test_a_number_that_says_who_somebody_is_never_gets_in(written: Written) -> None:
    """In a sentence that does not repeat it."""
    for act, given in (
        (evaluation_acts.assess, {"good": f"Hun med {IDENTITY} ble ringt"}),
        (evaluation_acts.assess, {"good": f"{IDENTITY[:6]} {IDENTITY[6:]}"}),
    ):
        with pytest.raises(InvalidInput) as refused:
            written.do(act, EVA, NUMBER, given)

        assert "fødselsnummer" in str(refused.value)
        assert IDENTITY not in str(refused.value)


def test_an_evaluation_is_heard_before_somebody_else_approves_it(written: Written) -> None:
    """Draft, comments, final; each only in its turn, and not by whoever wrote it."""
    both = User(id=2, name="eva", roles=frozenset({Role.EVALUATOR, Role.APPROVER}), person=None)
    steps: list[tuple[Callable[..., Any], User, tuple[Any, ...]]] = [
        (evaluation_ending.finalise, ANNE, (NUMBER,)),
        (evaluation_ending.hear, EVA, (NUMBER, "2026-11-22")),
    ]
    for act, by, given in steps:
        with pytest.raises(Conflict):
            written.do(act, by, *given)
    written.do(evaluation_acts.assess, EVA, NUMBER, R127)
    with pytest.raises(Conflict, match="ikke på høring"):
        written.do(evaluation_acts.write_part, KARI, NUMBER, PartKind.COMMENT, {"text": "Enig"})
    with pytest.raises(InvalidInput):
        written.do(evaluation_ending.hear, EVA, NUMBER, "2026-11-21")
    written.do(evaluation_ending.hear, EVA, NUMBER, "2026-11-24")
    written.do(evaluation_acts.write_part, KARI, NUMBER, PartKind.COMMENT, {"text": "Enig"})
    for by, error, words in (
        (both, Forbidden, "skrevet vurderingen selv"),
        (KARI, Forbidden, "godkjenne en evaluering"),
        (ANNE, Conflict, "ikke avsluttet"),
    ):
        with pytest.raises(error, match=words):
            written.do(evaluation_ending.finalise, by, NUMBER)
    written.close()
    with pytest.raises(Conflict, match=r"til og med 24\.11\.2026"):
        written.do(evaluation_ending.finalise, ANNE, NUMBER)
    written.scene.later(days=3)
    written.do(evaluation_ending.finalise, ANNE, NUMBER)

    assert (written.found.state, written.found.approved_by) == (EvaluationState.FINAL, "anne")
    assert [part.words["text"] for part in written.found.of(PartKind.COMMENT)] == ["Enig"]


def test_nobody_approves_before_the_hearing_is_over_without_saying_why(written: Written) -> None:
    """The last day is heard to its end, in Norwegian time, or there is a reason, which is kept."""
    written.close()
    written.do(evaluation_acts.assess, EVA, NUMBER, R127)
    written.do(evaluation_ending.hear, EVA, NUMBER, "2026-11-23")
    opened = written.found.heard_at
    written.scene.now = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)  # a minute to midnight in Norway
    again = User(id=3, name="jon", roles=frozenset({Role.EVALUATOR}), person=None)
    written.do(evaluation_ending.hear, again, NUMBER, "2026-11-23")
    for why, error, words in (
        (" ", Conflict, r"til og med 23\.11\.2026. Evalueringen kan godkjennes fra og med 24\.11\.2026, eller før"),
        (f"Se {IDENTITY}", InvalidInput, "fødselsnummer"),
    ):
        with pytest.raises(error, match=words):
            written.do(evaluation_ending.finalise, ANNE, NUMBER, why=why)
    assert (written.found.state, written.found.heard_by, written.found.heard_at) == ("hearing", "eva", opened)

    written.do(evaluation_ending.finalise, ANNE, NUMBER, why=" Alle har svart ")
    assert (written.found.early, written.found.intact) == ("Alle har svart", True)
    line = select(journal_table.c.data).where(journal_table.c.kind == evaluation_ending.FINAL)
    open_part = str(written.read(lambda connection: connection.scalar(line)))
    assert '"early": true' in open_part
    assert "Alle har svart" not in open_part

    written.do(evaluation_ending.again, EVA, NUMBER, "Nye tall")
    written.do(evaluation_ending.hear, EVA, NUMBER, "2026-11-23")
    written.scene.now = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    written.do(evaluation_ending.finalise, ANNE, NUMBER)
    first = written.read(evaluation, NUMBER, 1)
    assert (first and first.early, written.found.early) == ("Alle har svart", None)


def test_a_final_one_is_fixed_and_a_change_is_a_new_version_that_names_it(written: Written) -> None:
    """Nothing is written into it; the new version has all but the comments, and the old one is as it was."""
    written.do(evaluation_acts.write_part, ELI, NUMBER, PartKind.IMPRESSION, {"good": "Rolig"})
    print_ = written.final()
    for act, by, given in (
        (evaluation_acts.assess, EVA, (NUMBER, {"good": "Alt"})),
        (evaluation_acts.write_part, ELI, (NUMBER, PartKind.IMPRESSION, {"good": "Alt"})),
        (evaluation_ending.hear, EVA, (NUMBER, "2026-12-01")),
        (evaluation_ending.finalise, ANNE, (NUMBER,)),
    ):
        with pytest.raises(Conflict, match="ny versjon"):
            written.do(act, by, *given)
    with pytest.raises(InvalidInput):
        written.do(evaluation_ending.again, EVA, NUMBER, " ")
    assert written.do(evaluation_ending.again, EVA, NUMBER, "Nye tall") == 2
    written.do(evaluation_acts.assess, EVA, NUMBER, {"good": "Alt"})

    old = written.read(evaluation, NUMBER, 1)
    assert old is not None
    assert (old.assessment, old.fingerprint, old.intact) == (R127, print_, True)
    assert written.found.assessment["good"] == "Alt"
    assert [part.words for part in written.found.of(PartKind.IMPRESSION)] == [{"good": "Rolig"}]
    assert [(one.version, one.fingerprint) for one in written.found.earlier] == [(1, print_)]


def test_whoever_meddles_with_a_final_one_is_found_out(written: Written) -> None:
    """A row that is changed past the acts no longer fits the fingerprint."""
    goal = written.do(evaluation_acts.write_part, EVA, NUMBER, PartKind.GOAL, {"goal": "Ringt innen 10 min"})
    written.do(evaluation_acts.judge_goal, EVA, NUMBER, goal, Outcome.NOT, "Det tok 14")
    written.final()
    assert written.found.intact
    change = update(evaluation_parts).values(outcome="reached")
    written.scene.ledger.write_now(lambda connection: connection.execute(change))

    assert not written.found.intact


def test_goals_may_be_set_before_there_is_an_exercise(written: Written) -> None:
    """They wait until an incident takes them in; how it went is judged there, with a word why."""
    written.scene.later(hours=-2)
    early = written.do(evaluation_acts.write_part, EVA, None, PartKind.GOAL, {"goal": "Ringt innen 10 min"})
    written.scene.later(hours=2)
    with pytest.raises(InvalidInput):
        written.do(evaluation_acts.write_part, EVA, None, PartKind.IMPRESSION, {"good": "x"})
    assert [part.id for part in written.read(planned_goals)] == [early]
    assert written.do(evaluation_acts.take_goals_in, EVA, NUMBER) == 1
    with pytest.raises(Conflict):
        written.do(evaluation_acts.take_goals_in, EVA, NUMBER)
    late = written.do(
        evaluation_acts.write_part, EVA, NUMBER, PartKind.GOAL, {"goal": "Riktig sone"}, outcome=Outcome.REACHED
    )
    with pytest.raises(InvalidInput, match="hvorfor"):
        written.do(evaluation_acts.judge_goal, EVA, NUMBER, early, Outcome.PARTLY, "")
    with pytest.raises(NotFound):
        written.do(evaluation_acts.judge_goal, EVA, NUMBER, 4711, Outcome.REACHED, "")
    written.do(evaluation_acts.judge_goal, EVA, NUMBER, early, Outcome.PARTLY, "En av to")

    assert written.read(planned_goals) == ()
    assert [(part.id, part.outcome, part.words.get("why")) for part in written.found.of(PartKind.GOAL)] == [
        (early, Outcome.PARTLY, "En av to"),
        (late, Outcome.REACHED, None),
    ]
    assert written.found.of(PartKind.GOAL)[0].before


def test_what_should_not_stand_there_is_taken_out_by_whom_it_belongs_to(written: Written) -> None:
    """An impression by who wrote it and nobody else; what the evaluator writes by the evaluator."""
    mine = written.do(evaluation_acts.write_part, ELI, NUMBER, PartKind.IMPRESSION, {"good": "Rolig"})
    goal = written.do(evaluation_acts.write_part, EVA, NUMBER, PartKind.GOAL, {"goal": "Ringt"})
    for by, part in ((EVA, mine), (KARI, mine), (ELI, goal)):
        with pytest.raises(Forbidden):
            written.do(evaluation_acts.take_out, by, NUMBER, part)
    written.do(evaluation_acts.take_out, ELI, NUMBER, mine)
    written.do(evaluation_acts.take_out, user("einar", Role.EVALUATOR), NUMBER, goal)

    assert written.found.parts == ()


def test_the_steps_say_what_is_missing_and_by_when(written: Written) -> None:
    """First impressions are due three days after the incident was closed; after that nobody having begun is told."""

    def now() -> dict[StepKey, tuple[bool, bool]]:
        found = written.read(evaluation, NUMBER)
        closed = written.read(lambda connection: connection.scalar(select(incidents.c.closed_at)))
        listed = evaluation_board.steps(found, "exercise", closed, ms(written.scene.now))
        return {step.key: (step.done, step.late) for step in listed}

    def waiting() -> list[int]:
        return [number for number, _, _ in written.read(evaluation_board.not_begun, written.scene.now)]

    assert now()[StepKey.CLOSED] == (False, False)
    written.scene.set_alert(approved_at=ms(written.scene.now))
    written.close()
    written.scene.later(days=3)
    assert (now()[StepKey.IMPRESSIONS], waiting()) == ((False, False), [NUMBER])
    written.scene.later(seconds=1)
    assert now()[StepKey.IMPRESSIONS] == (False, True)
    written.do(evaluation_acts.write_part, ELI, NUMBER, PartKind.IMPRESSION, {"good": "Rolig"})

    assert (now()[StepKey.IMPRESSIONS], waiting()) == ((True, False), [])
    assert list(now()) == list(StepKey)
    assert StepKey.GOALS not in {step.key for step in evaluation_board.steps(None, "real", None)}


def test_a_measure_is_open_until_something_shows_that_it_is_done(written: Written) -> None:
    """What, why, whose, by when; begun, moved, and closed with a reference; then it stays closed."""
    number = written.do(measure_acts.open_measure, EVA, PLAN)
    free = written.do(
        measure_acts.open_measure,
        KARI,
        NewMeasure(kind=MeasureKind.TECHNICAL, what="Aggregat", why="ROS", owner="teknisk", due="2026-12-01"),
    )
    written.do(measure_acts.change_measure, KARI, number, MeasureChange(begun=True, due="2026-11-20", owner="IKT"))
    with pytest.raises(InvalidInput, match="saksnummeret"):
        written.do(measure_acts.close_measure, KARI, number, " ")
    today = written.scene.now.date()
    open_now = [(one.id, one.status, one.overdue(today)) for one in written.read(open_measures)]
    written.do(measure_acts.close_measure, KARI, number, "26/1234")
    with pytest.raises(Conflict):
        written.do(measure_acts.change_measure, KARI, number, MeasureChange(what="Annet"))
    found = written.read(measure, number)

    assert open_now == [(number, MeasureStatus.BEGUN, True), (free, MeasureStatus.OPEN, False)]
    assert (found.what, found.owner, found.reference) == ("Ny ringeliste", "IKT", "26/1234")
    assert (found.status, found.closed_by, found.overdue(today)) == (MeasureStatus.CLOSED, "kari", False)
    assert (found.mode, found.scenario) == ("exercise", "kokevarsel")
    assert [one.id for one in written.read(measures_of)] == [free, number]
    assert [one.id for one in written.read(lambda connection: measures_of(connection, incident=NUMBER))] == [number]


def test_a_measure_without_its_words_is_refused(written: Written) -> None:
    """Every fault at once; nobody without the right opens one."""
    empty = NewMeasure(kind=MeasureKind.PLAN, what="", why=" ", owner="", due="i morgen")
    with pytest.raises(InvalidInput) as refused:
        written.do(measure_acts.open_measure, EVA, empty)
    for by in (ANNE, ELI, ADMIN):
        with pytest.raises(Forbidden):
            written.do(measure_acts.open_measure, by, PLAN)
    with pytest.raises(NotFound):
        written.do(measure_acts.close_measure, EVA, 4711, "26/1")

    assert [fault.where for fault in refused.value.faults] == ["what", "why", "owner", "due"]
    assert written.read(measures_of) == ()


def test_every_act_is_a_line_in_the_journal(written: Written) -> None:
    """Who did what, in the order of it."""
    written.do(measure_acts.open_measure, EVA, PLAN)
    written.final()
    written.do(evaluation_ending.again, EVA, NUMBER, "Nye tall")
    kinds = written.read(lambda connection: [(row.kind, row.actor) for row in journal.of_incident(connection, NUMBER)])

    assert kinds[-5:] == [
        ("measure.opened", "eva"),
        ("evaluation.assessed", "eva"),
        ("evaluation.heard", "eva"),
        ("evaluation.final", "anne"),
        ("evaluation.again", "eva"),
    ]


def test_nobody_is_told_to_evaluate_a_test_of_the_channels(written: Written) -> None:
    """Nor an incident that told nobody anything."""
    written.close()
    written.scene.later(days=9)
    written.scene.set_alert(approved_at=None)
    assert written.read(evaluation_board.not_begun, written.scene.now) == []
    written.scene.set_alert(approved_at=1)
    assert len(written.read(evaluation_board.not_begun, written.scene.now)) == 1
    written.scene.ledger.write_now(lambda connection: connection.execute(update(incidents).values(mode="test")))

    assert written.read(evaluation_board.not_begun, written.scene.now) == []
