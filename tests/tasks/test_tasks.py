"""Tasks as a channel: handed out, ticked at their true time, passed on when late, never in the way of the alert."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from dispatcher.approval import decisions, ticking
from dispatcher.composing.following import follow
from dispatcher.composing.request import FollowUp
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from dispatcher.domain.states import AlertKind
from dispatcher.evaluation import report_html, shift
from dispatcher.evaluation.reach import banner_told, first_told_outside
from dispatcher.ledger import conduct, journal, snapshot, unsure
from dispatcher.ledger.times import ms
from tests.sending import send_all
from tests.tasks.night import Night

POSTERS = 7
BOTH = pytest.mark.parametrize("new_ledger", ["sqlite", "postgresql"], indirect=True)


@pytest.mark.requirement("R088")
@BOTH
async def test_people_get_their_tasks_together_when_the_wave_opens(night: Night) -> None:
    """One message to each person about all of theirs, with what, where, by when and the number."""
    alert = await night.approved()

    asked = night.told("OPPGAVE")
    tasks = night.tasks()
    assert len(asked) == len({task["person"] for task in tasks}) == 3
    assert any("Legg ut på Facebook: kommunens Facebook-side innen 22.11 kl 03.24" in text for text in asked)
    assert {task["state"] for task in tasks} == {"sending"}
    assert night.office.view(alert)["waves"][-1]["tasks"]["sending"] == len(tasks)


@pytest.mark.requirement("R091")
async def test_a_poster_is_a_task_at_each_posting_place(night: Night) -> None:
    """Seven places, seven tasks, each with its place."""
    await night.approved()

    posters = [task["place"] for task in night.tasks() if task["kind"] == "poster"]
    assert len(posters) == POSTERS == len(set(posters))
    assert "Løten bibliotek" in posters


async def test_what_is_out_with_people_does_not_keep_the_alert_from_done(night: Night) -> None:
    """The alert is done when nothing of it can leave by itself; the tasks are ticked afterwards."""
    alert = await night.approved()

    assert night.state(alert) == "done"
    assert not night.done("facebook")
    assert night.task("facebook")["state"] == "accepted"


async def test_a_task_that_nobody_was_asked_to_do_keeps_the_alert_open(night: Night) -> None:
    """Until it is handed out it can still leave: the alert is not done."""
    alert, fingerprint = night.office.submitted()
    night.office.approve(alert, fingerprint)
    send_all(night.ledger, night.office.now, by_hand=False)

    assert night.state(alert) == "sending"
    await night.tick()
    assert night.state(alert) == "done"


async def test_tasks_stand_apart_from_what_is_sent_and_tell_nobody_that_is_counted(night: Night) -> None:
    """The wave's channels have nothing open, its people are told as before, and its tasks have seven of their own."""
    alert = await night.approved()
    before = night.office.view(alert)["waves"][-1]
    night.done("nrk")
    wave = night.office.view(alert)["waves"][-1]

    assert "task" not in wave["channels"]
    assert (wave["people"], wave["told"]) == (before["people"], before["told"])
    assert (wave["tasks"]["accepted"], wave["tasks"]["total"]) == (1, len(night.tasks()))
    assert not any(row["channel"] == "task" for row in night.deliveries(alert))
    assert len(night.deliveries(alert, "task")) == len(night.tasks())


async def test_a_task_counts_in_the_gate(night: Night) -> None:
    """Told and nothing left to try, as for everybody else."""
    await night.approved()
    wave = night.ledger.read_now(snapshot.waves_of, "1001-1", 1)[-1].id
    before = night.ledger.read_now(conduct.progress, wave)
    night.done("nrk")
    night.refuse("presseliste", why="Avisen er stengt")
    after = night.ledger.read_now(conduct.progress, wave)

    assert before.people > before.told
    assert (after.told, after.nothing_left) == (before.told + 1, before.nothing_left + 1)


@pytest.mark.requirement("R047")
@BOTH
async def test_ticking_keeps_the_true_time_and_the_time_of_writing(night: Night) -> None:
    """Done on paper at 04:20, written at 05:14 by the log keeper for somebody else; the chain holds both."""
    await night.approved()
    night.office.later(hours=2)
    happened = night.office.now - timedelta(minutes=54)
    night.done("oppslag", at=happened, person="informasjonsansvarlig", why="Hang den ved døra")

    task = night.task("oppslag")
    line = night.lines("task.done")[0]
    assert (task["done_at"], task["written_at"]) == ("2026-11-22T03:20:00.000Z", "2026-11-22T04:14:00.000Z")
    assert (task["by"], task["for"], task["why"]) == ("kari", "informasjonsansvarlig", "Hang den ved døra")
    assert (line.happened_at, line.at) == (ms(happened), ms(night.office.now))
    assert "døra" not in line.data
    assert json.loads(line.personal) == {"why": "Hang den ved døra"}
    assert not night.ledger.read_now(journal.verify).broken


@pytest.mark.requirement("R048")
async def test_whoever_has_a_task_reports_back_into_the_log(night: Night) -> None:
    """What they saw, in their own words, sealed in the journal and in the report; nobody else writes it for them."""
    await night.approved()
    night.done("facebook", "jon", why="Mange spør om skolen har rent vann")
    line = night.lines("task.done")[0]

    assert line.actor == "jon"
    assert "skolen" not in line.data
    assert json.loads(line.personal) == {"why": "Mange spør om skolen har rent vann"}
    assert "Mange spør om skolen har rent vann" in night.ledger.read_now(report_html, 1001)


@BOTH
async def test_a_late_task_is_unsure_and_the_stand_in_is_asked(night: Night) -> None:
    """At its time the row is unsure, the next of the chain is told who has not answered; then a person decides."""
    await night.approved()
    night.office.later(minutes=11)
    await night.tick()
    facebook = night.task("facebook")

    assert (facebook["state"], facebook["person"]) == ("unsure", "servicetorgleder")
    assert any("Jon Eksempelmo har ikkje svart" in text for text in night.told("OPPGÅVE"))

    night.office.later(minutes=11)
    await night.tick()
    assert night.task("facebook")["person"] == "servicetorgleder"
    assert len(night.told("OPPG", " til deg", "Legg ut på Facebook")) == 2
    assert [json.loads(line.data)["next"] for line in night.lines("task.late") if "facebook" in line.data] == [
        "servicetorgleder",
        None,
    ]
    assert not night.done("facebook", "eli")
    assert night.task("facebook")["state"] == "accepted"


async def test_a_person_may_have_it_asked_again(night: Night) -> None:
    """*unsure --resend* puts it back, and the holder is asked anew."""
    alert = await night.approved()
    night.office.later(minutes=25)
    await night.tick()
    now = night.office.now
    night.ledger.write_now(
        lambda connection: unsure.decide_by_person(
            connection, alert, "task", again=True, actor="kari", now=now, now_ms=ms(now)
        )
    )
    await night.tick()
    facebook = night.task("facebook")

    assert (facebook["state"], facebook["person"]) == ("sending", "informasjonsansvarlig")


async def test_a_task_survives_the_node_that_handed_it_out(night: Night) -> None:
    """A new incarnation puts what its forerunner sent in doubt, and no task."""
    await night.approved()

    assert night.ledger.write_now(unsure.recover, "another", ms(night.office.now), 0) == 0
    assert {task["state"] for task in night.tasks()} == {"sending"}


async def test_a_stop_calls_the_tasks_back(night: Night) -> None:
    """Whoever was asked is told once to take down what hangs; nobody is asked to stand in."""
    alert = await night.approved()
    night.done("facebook")
    night.office.decide(decisions.stop, alert, "anne", "Feil område")
    await night.tick()
    await night.tick()
    night.office.later(hours=3)
    await night.tick()

    called_back = night.told("STANS")
    assert len(called_back) == 3
    assert any("Facebook" in text and "Ta ned" in text for text in called_back)
    assert not night.told("har ikkje svart")
    assert {task["state"] for task in night.tasks()} == {"accepted", "unsure"}


@BOTH
async def test_the_all_clear_is_a_task_where_something_was_put_out(night: Night) -> None:
    """What was done, or may have been, has to come down; where it was refused nobody is asked for anything."""
    alert = await night.approved()
    night.done("facebook")
    night.refuse("presseliste", why="Avisen er stengt")
    office = night.office

    def write(connection: Connection) -> str:
        asked = FollowUp(fields={})
        return follow(office.desk, connection, office.users["kari"], alert, AlertKind.ALL_CLEAR, asked, office.now)

    office.later(minutes=1)
    over = night.ledger.write_now(write)
    office.approve(over, office.submit(over))
    send_all(night.ledger, office.now, by_hand=False)
    await night.tick()
    states = {task["key"]: task["state"] for task in night.tasks() if task["alert"] == over}

    assert states["facebook"] == states["oppslag"] == "sending"
    assert states["presseliste"] == "skipped"
    assert "opphevet" in office.text(over, "public.task.nb")


@pytest.mark.parametrize(
    ("by", "said", "wrong"),
    [
        ("siri", {}, Forbidden),  # an evaluator reads
        ("anne", {}, Forbidden),  # not hers
        ("jon", {"person": "ordforer"}, Forbidden),  # for somebody else
        ("kari", {"person": "ingen"}, InvalidInput),
        ("kari", {"at": "ahead"}, InvalidInput),
        ("kari", {"why": "x" * 2001}, InvalidInput),
    ],
)
async def test_who_may_tick_and_what_is_refused(by: str, said: dict[str, str], wrong: type, night: Night) -> None:
    """The person asked, their stand-ins, and the log keeper for anybody; nothing changes when it is refused."""
    await night.approved()
    given = {**said, **({"at": night.office.now + timedelta(minutes=1)} if "at" in said else {})}

    with pytest.raises(wrong):
        night.done("facebook", by, **given)
    assert night.task("facebook")["state"] == "sending"


async def test_a_refusal_needs_a_reason_and_may_be_overtaken(night: Night) -> None:
    """Without a why nothing; with one it is failed; done after all is accepted; what is done cannot be refused."""
    await night.approved()
    with pytest.raises(InvalidInput):
        night.refuse("facebook", "jon")
    night.refuse("facebook", "jon", why="Kontoen er låst")
    refused = night.task("facebook")
    night.done("facebook", "eli")

    assert (refused["state"], refused["why"], refused["for"]) == ("failed", "Kontoen er låst", "informasjonsansvarlig")
    assert night.task("facebook")["for"] == "servicetorgleder"
    assert night.done("facebook", "jon")  # already
    assert night.task("facebook")["for"] == "servicetorgleder"
    with pytest.raises(Conflict):
        night.refuse("facebook", why="Likevel ikke")


def test_a_task_that_does_not_exist_or_is_not_out(night: Night) -> None:
    """A number nobody has is not found; a task before its wave is a conflict."""
    alert, fingerprint = night.office.submitted()
    night.office.approve(alert, fingerprint)
    send_all(night.ledger, night.office.now, by_hand=False)

    with pytest.raises(Conflict, match="ikke delt ut"):
        night.done("facebook")
    with pytest.raises(NotFound):
        night.ledger.write_now(ticking.done, night.office.users["kari"], 99999, ticking.Tick(), night.office.now)


async def test_a_tick_to_the_minute_does_not_put_citizens_before_staff(night: Night) -> None:
    """Posted a few seconds after the first SMS and written down as «03:14», it would be before everybody."""
    alert = await night.approved()

    def first(connection: Connection) -> tuple[int | None, int | None]:
        return first_told_outside(connection, alert), banner_told(connection, alert)

    sent = night.ledger.read_now(first)
    night.done("facebook", at=night.office.now - timedelta(minutes=5))

    assert None not in sent
    assert night.ledger.read_now(first) == sent


async def test_the_next_shift_sees_what_is_in_peoples_hands(night: Night) -> None:
    """Each open task with who has it and by when; what is ticked is not open."""
    await night.approved()
    before = night.ledger.read_now(shift.facts, 1001, night.office.now)["open"]
    night.done("facebook")
    after = night.ledger.read_now(shift.facts, 1001, night.office.now)["open"]

    (ticked,) = set(before) - set(after)
    assert "Legg ut på Facebook: Jon Eksempelmo, frist " in ticked
    assert any("Heng opp plakaten: Løten bibliotek: " in one for one in after)


async def test_the_report_tells_the_tasks_in_words(night: Night) -> None:
    """Who was asked, who did it, where it was passed on; no task among the messages that were sent."""
    await night.approved()
    night.done("facebook")
    night.office.later(minutes=25)
    await night.tick()
    page = night.ledger.read_now(report_html, 1001).casefold()

    assert "ba jon eksempelmo om oppgaven «legg ut på facebook»" in page
    assert "krysset av oppgaven «legg ut på facebook» som ferdig, gjort av jon eksempelmo" in page
    assert "«ring nrk p1 og distriktskontoret» hos jon eksempelmo. ba eli prøvehaug" in page
    assert not any(f"task.{kind}" in page for kind in ("asked", "done", "refused", "late"))
