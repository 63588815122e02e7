"""Every figure of the report, counted a second time by a script of its own, and the same in HTML, JSON and CSV."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from dispatcher.evaluation import words
from dispatcher.evaluation.gather import gather
from dispatcher.ledger import board, conduct
from dispatcher.ledger.incidents import alert as alert_row
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.reading import plain, table
from tests.evaluation.recount import Counted, counted, states_of
from tests.evaluation.written import ALERT, NUMBER, PLAN, STATES, T0, Human, Send, Step, Story, Try, write

Tell = Callable[[Story], Told]
ENDS = "told pending unsure failed ended unreachable".split()


def milliseconds(moment: str | None) -> int | None:
    return None if moment is None else round(datetime.fromisoformat(moment).timestamp() * 1000)


def same(facts: dict[str, Any], want: Counted) -> None:
    assert facts["people"] == want.people
    assert {end: facts[end] for end in ENDS} == want.ends
    assert facts["not_told"] == want.people - want.told
    assert facts["delivered"] == want.delivered
    for key, moment in (("first", want.first), ("half", want.half), ("most", want.most), ("last", want.last)):
        assert milliseconds(facts[f"{key}_at"]) == moment, key
    if want.told:
        assert facts["curve"][-1][1] == want.told
        assert milliseconds(facts["curve"][-1][0]) == want.last


@pytest.mark.requirement("R124")
def test_people_and_times_are_those_of_an_independent_recount(tell: Tell) -> None:
    """Who was told, by when and why not: per wave, per channel of a wave, for staff and citizens, and in all."""
    story = night_a(800)
    facts = json.loads(tell(story).json)["alerts"][0]

    same(facts["reach"], counted(story, story.humans))
    same(facts["groups"]["staff"], counted(story, [human for human in story.humans if human.wave < 2]))
    same(facts["groups"]["citizens"], counted(story, [human for human in story.humans if human.wave == 3]))
    for wave in (0, 1, 3):
        mine = [human for human in story.humans if human.wave == wave]
        same(facts["waves"][wave]["reach"], counted(story, mine))
        for channel in ("sms", "email"):
            same(facts["waves"][wave]["channels"][channel]["reach"], counted(story, mine, channel))


@pytest.mark.requirement("R113")
def test_what_it_cost_is_every_try_that_a_provider_took(tell: Tell) -> None:
    """Parts times tries, at the plan's prices: also what was sent again, and what did not arrive afterwards."""
    story = night_a(400)
    story.plan = PLAN | {"costs": {"sms_part": 0.5, "email": 0.01}}
    tries = [
        (channel, each.state) for human in story.humans for channel, send in human.sends.items() for each in send.tries
    ]
    parts, emails = 2 * tries.count(("sms", "accepted")), tries.count(("email", "accepted"))
    told = tell(story)
    kroner = words.kroner(round(parts * 0.5 + emails * 0.01, 2))

    assert json.loads(told.json)["alerts"][0]["cost"] == {
        "amount": round(parts * 0.5 + emails * 0.01, 2),
        "currency": "NOK",
        "sms_parts": parts,
        "emails": emails,
    }
    assert parts > 400
    assert emails > 100
    assert f"<dt>Kostet</dt><dd>{kroner} etter planens priser" in told.html.replace("Ville ha kostet", "Kostet")


def test_a_plan_without_prices_has_a_report_too(tell: Tell) -> None:
    """One that an older Dispatcher froze."""
    told = tell(night_a(40))

    assert json.loads(told.json)["alerts"][0]["cost"]["amount"] is None
    assert "etter planens priser" not in told.html


@pytest.mark.requirement("R124")
def test_the_seven_states_add_up_and_are_the_messages(tell: Tell) -> None:
    """Per wave and channel, as the board counts them and as the story has them."""
    story = night_a(400)
    told = tell(story)
    facts = json.loads(told.json)["alerts"][0]
    shown = told.read(lambda connection: board.waves_view(connection, alert_row(connection, ALERT)))

    for wave, other in zip(facts["waves"], shown, strict=True):
        for channel, counts in wave["channels"].items():
            assert {state: counts[state] for state in STATES} == {
                state: other["channels"][channel][state] for state in STATES
            }
            assert counts["total"] == sum(counts[state] for state in STATES)
    for channel in ("sms", "email"):
        want = states_of(story, 3, channel)
        assert {
            state: count for state, count in facts["waves"][3]["channels"][channel].items() if state in want
        } == want


def test_told_is_what_the_gate_counts(tell: Tell) -> None:
    """The report and the gates have one idea of who is told."""
    told = tell(night_a(200))
    record = told.record

    for wave in record.alerts[0].waves:
        progress = told.read(conduct.progress, wave.id)
        assert wave.public or (progress.people, progress.told) == (wave.reach.people, wave.reach.told)


@pytest.mark.requirement("R123")
def test_html_json_and_csv_say_the_same(tell: Tell) -> None:
    """The figures that stand in the page's tables are those of the JSON, and the CSV's lines add up to them."""
    told = tell(night_a(400))
    page, facts = told.page, json.loads(told.json)["alerts"][0]
    lines = list(csv.DictReader(StringIO(told.csv.removeprefix("\ufeff")), delimiter=";"))
    by_place = Counter((line["wave"], line["channel"], line["state"]) for line in lines)
    people = {row[0]: [plain(cell) for cell in row[1:]] for row in table(page, "Personer, talt én gang i hver linje")}
    messages = [row[-10:] for row in table(page, "Meldinger per bølge og kanal")]

    for wave in facts["waves"]:
        reach = wave["reach"]
        keys = ("people", "with_address", "attempted", "told", "delivered", "not_told")
        assert wave["public"] or people[wave["name"]] == [reach[key] for key in keys]
        for channel, counts in wave["channels"].items():
            row = messages.pop(0)
            assert [plain(cell) for cell in row[1:9]] == [counts[key] for key in ("total", *STATES)]
            assert [by_place[wave["name"], channel, state] for state in STATES] == [counts[state] for state in STATES]
    assert people["Alle, hver person én gang"][3] == facts["reach"]["told"]
    assert not messages


def test_failures_unsure_retries_and_doubles_are_counted(tell: Tell) -> None:
    """What the story has of each stands in the record, by reason and by how it was settled."""
    record = tell(night_a(400)).record
    alert = record.alerts[0]

    assert {(each.channel, each.reason, each.late): each.messages for each in alert.failures} == {
        ("sms", "invalid-number", False): 10,
        ("sms", "unreachable", True): 10,
        ("email", "unknown-mailbox", False): 2,
    }
    assert alert.failures[0].codes in {("21211",), ("30003",)}
    [unsure] = alert.unsure
    assert (unsure.messages, unsure.again, unsure.confirmed, unsure.left) == (30, 10, 10, 10)
    assert {(each.outcome, each.reason): each.tries for each in alert.retries} == {
        ("unsure", "dropped"): 10,
        ("not-sent", "slow-down"): 10,
    }
    assert alert.duplicates == {"sms": 10}
    assert alert.skipped["sms", "covered"] == 10


def test_a_try_that_came_back_is_no_double(tell: Tell) -> None:
    """A message whose first try is known not to have arrived was sent twice and came once."""
    came_back = Send(accepted=T0 + 5, tries=(Try(receipts=("sent", "undelivered")), Try()))
    record = tell(_one(came_back)).record

    assert record.alerts[0].duplicates == {}
    assert record.alerts[0].retries[0].tries == 1


@pytest.mark.parametrize(("channel", "doubles"), [("sms", {"sms": 1}), ("task", {}), ("banner", {})])
def test_what_stands_on_a_page_or_a_list_comes_once(tell: Tell, channel: str, doubles: dict[str, int]) -> None:
    """A node died before the answer, and it was put there again: nobody got anything twice by that."""
    again = Send(accepted=T0 + 5, tries=(Try(state="unsure", reason="node died"), Try()))
    record = tell(_one(again, channel)).record

    assert record.alerts[0].duplicates == doubles


def test_people_not_told_stand_by_list_and_reason(tell: Tell) -> None:
    """Each of them once per group, with the list's own word on the address, and never a name."""
    told = tell(night_a(400))
    rows = told.record.alerts[0].not_told

    assert sum(row.people for row in rows) == told.record.alerts[0].everybody.not_told
    assert {row.fault for row in rows if row.reason == "unreachable"} == {
        "",
        "mobil har 7 siffer; norske mobilnumre har 8",
    }
    assert "Hemmelig" not in told.html + told.json + told.csv
    assert "Brukvegen 1" not in told.html + told.json + told.csv


def test_a_list_with_many_kinds_of_faults_is_told_in_few_lines(tell: Tell) -> None:
    """The rare ones are added up, and nobody is left out."""
    lost = {"sms": Send(state="skipped", reason="bad address")}
    humans = [
        Human(ref=f"p{kind}-{n}", wave=0, cls="citizen", sends=dict(lost), fault=f"feil av slag {kind}")
        for kind in range(12)
        for n in range(kind + 1)
    ]
    story = Story(steps=[Step(name="Innbyggere", audiences=("innbyggere",), opened=T0, by="approval")], humans=humans)
    rows = tell(story).record.alerts[0].not_told

    assert len(rows) == 9
    assert sum(row.people for row in rows) == len(humans)


def test_someone_who_is_staff_and_citizen_counts_once_in_all(tell: Tell) -> None:
    """Two texts, two waves, one person; told when the first of them was accepted."""
    steps = [
        Step(name="Ansatte", audiences=("vakt",), opened=T0, by="approval"),
        Step(name="Innbyggere", audiences=("innbyggere",), opened=T0, by="share"),
    ]
    humans = [
        Human(
            ref="kari", wave=0, cls="staff", sends={"sms": Send(state="failed", reason="blocked")}, list_key="ansatte"
        ),
        Human(ref="kari", wave=1, cls="citizen", sends={"sms": Send(accepted=T0 + 9)}),
    ]
    alert = tell(Story(steps=steps, humans=humans)).record.alerts[0]

    assert (alert.everybody.people, alert.everybody.told, alert.everybody.pace.first) == (1, 1, T0 + 9)
    assert alert.groups["staff"].failed == 1
    assert alert.groups["citizens"].told == 1


def test_people_whom_a_stop_left_without_a_row_are_not_forgotten(tell: Tell) -> None:
    """The snapshot is the denominator, also where sending ended before everybody was put in the queue."""
    humans = [
        Human(ref="a", wave=0, cls="citizen", sends={"sms": Send(accepted=T0)}),
        Human(ref="b", wave=0, cls="citizen", sends={}),
    ]
    steps = [Step(name="Innbyggere", audiences=("innbyggere",), opened=T0, by="approval")]
    stopped = tell(Story(steps=steps, humans=humans, state="stopped")).record.alerts[0].everybody
    sending = tell(Story(steps=steps, humans=humans, state="sending")).record.alerts[0].everybody

    assert (stopped.people, stopped.told, stopped.ended) == (2, 1, 1)
    assert (sending.people, sending.told, sending.pending) == (2, 1, 1)


def test_ten_times_the_people_are_not_one_statement_more(tell: Tell) -> None:
    """Everything is added up in SQL: what comes to Python does not grow with the register."""
    counts = []
    for citizens in (40, 400):
        told = tell(night_a(citizens))
        statements: list[str] = []

        def seen(*arguments: Any, into: list[str] = statements) -> None:
            into.append(arguments[2])

        def watched(connection: Connection, seen: Callable[..., None] = seen) -> None:
            event.listen(connection, "before_cursor_execute", seen)
            gather(connection, NUMBER)

        told.read(watched)
        counts.append(len(statements))

    assert counts[0] == counts[1]
    assert counts[0] <= 60


def _one(send: Send, channel: str = "sms") -> Story:
    human = Human(ref="kari", wave=0, cls="citizen", sends={channel: send})
    return Story(steps=[Step(name="Innbyggere", audiences=("innbyggere",), opened=T0, by="approval")], humans=[human])


MOMENTS = st.integers(T0, T0 + 600_000)
SENDS = st.one_of(
    st.builds(Send, state=st.just("accepted"), accepted=MOMENTS),
    st.builds(Send, state=st.just("delivered"), accepted=MOMENTS, delivered=MOMENTS),
    st.builds(Send, state=st.sampled_from(["waiting", "sending", "unsure"])),
    st.builds(Send, state=st.just("failed"), reason=st.just("invalid-number"), accepted=st.none() | MOMENTS),
    st.builds(
        Send, state=st.just("skipped"), reason=st.sampled_from(["no address", "bad address", "stopped", "expired"])
    ),
)


@st.composite
def crowds(draw: st.DrawFn) -> list[Human]:
    """People of three classes in three waves, with any outcome; some share the number of the one before."""
    humans: list[Human] = []
    for index in range(draw(st.integers(0, 12))):
        wave = draw(st.integers(0, 2))
        cls = ("staff", "press", "citizen")[wave]
        sends = {channel: draw(SENDS) for channel in ("sms", "email")}
        before = next((each for each in reversed(humans) if each.cls == cls), None)
        if before and not before.sends["sms"].carrier and not before.sends["sms"].no_address and draw(st.booleans()):
            sends["sms"] = Send(state="skipped", reason="covered", carrier=before.ref)
        humans.append(Human(ref=f"p{index}", wave=wave, cls=cls, sends=sends))
    return humans


@settings(max_examples=25)
@given(humans=crowds())
def test_whatever_became_of_them_everybody_is_counted_once(humans: list[Human]) -> None:
    """For any outcomes: the ends add up to the people, and every figure is that of the recount."""
    steps = [
        Step(name=name, audiences=(audience,), opened=T0, by="approval")
        for name, audience in (("Ansatte", "vakt"), ("Presse", "presse"), ("Innbyggere", "innbyggere"))
    ]
    story = Story(steps=steps, humans=humans, state="sending")
    with TemporaryDirectory() as folder:
        ledger = write(Path(folder), story)
        alert = ledger.read_now(gather, 1001).alerts[0]
        ledger.close()

    places = [
        (alert.everybody, humans),
        *((wave.reach, [h for h in humans if h.wave == wave.ix]) for wave in alert.waves),
    ]
    for reach, mine in places:
        want = counted(story, mine)
        assert {end: getattr(reach, end) for end in ENDS} == want.ends
        assert sum(want.ends.values()) == reach.people == want.people
        pace = (reach.pace.first, reach.pace.half, reach.pace.most, reach.pace.last)
        assert pace == (want.first, want.half, want.most, want.last)
        assert (reach.delivered, reach.not_told) == (want.delivered, want.people - want.told)
