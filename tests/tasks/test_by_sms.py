"""Tasks ticked by SMS by whoever has them, at their true time; nobody else's, and nothing twice."""

from __future__ import annotations

import json

import pytest

from dispatcher.approval import decisions, inbound
from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.waking import Waking
from dispatcher.domain.states import Mode
from dispatcher.ledger import journal
from dispatcher.ledger.replying import Inbound
from tests.sending import send_all
from tests.tasks.night import Night
from tests.web.node import TestClock

STRANGER = "+4742999999"
BOTH = pytest.mark.parametrize("new_ledger", ["sqlite", "postgresql"], indirect=True)


class Phones:
    """Telephones that answer; what was sent back to them."""

    def __init__(self, night: Night) -> None:
        self.night = night
        self.sent = 0

    def number(self, person: str) -> str:
        """The plan's own number of somebody."""
        mobile = self.night.office.plan.persons[person].mobile
        assert mobile
        return mobile

    def write(
        self, person: str, text: str, *, source: str = "", mode: Mode = Mode.EXERCISE, sender: str = ""
    ) -> str | None:
        """An SMS to REPLY_NUMBER; what it was taken for."""
        self.sent += 1
        number = sender or self.number(person)
        given = Inbound(source=source or f"SM{self.sent}", sender=number, text=text, modes=(mode,))
        desk = inbound.Desk(say=self.night.office.desk.say)
        taken = self.night.ledger.write_now(inbound.take, given, desk, self.night.office.now)
        send_all(self.night.ledger, self.night.office.now, by_hand=False)
        return taken.meaning if taken else None


@pytest.fixture
def phones(night: Night) -> Phones:
    """The telephones of the plan's persons."""
    return Phones(night)


@pytest.mark.requirement("R088")
@BOTH
async def test_a_task_is_ticked_by_its_number_at_its_true_time(night: Night, phones: Phones) -> None:
    """Both times are kept, the words are sealed, whoever wrote hears what is noted, and the chain holds."""
    await night.approved()
    night.office.later(minutes=5)
    number = night.task("facebook")["id"]

    assert phones.write("informasjonsansvarlig", f"oppgave {number} gjort 03:16, festet øverst") == "task-done"
    task = night.task("facebook")
    line = night.lines("task.done")[0]
    assert (task["state"], task["for"], task["by"]) == (
        "accepted",
        "informasjonsansvarlig",
        "plan:informasjonsansvarlig",
    )
    assert (task["done_at"], task["written_at"]) == ("2026-11-22T02:16:00.000Z", "2026-11-22T02:19:00.000Z")
    assert "festet" not in line.data
    assert json.loads(line.personal) == {"why": "festet øverst"}
    assert night.told(f"Oppgave {number} er ført som ferdig 22.11 kl 03.16.")
    assert not night.ledger.read_now(journal.verify).broken


@BOTH
async def test_the_same_sms_again_changes_nothing(night: Night, phones: Phones) -> None:
    """Twilio tells of an SMS until it is answered: one line, one time, one answer."""
    await night.approved()
    number = night.task("facebook")["id"]
    first = phones.write("informasjonsansvarlig", f"OPPGAVE {number} GJORT", source="SM-one")
    night.office.later(minutes=3)
    again = phones.write("informasjonsansvarlig", f"OPPGAVE {number} GJORT", source="SM-one")
    written_anew = phones.write("informasjonsansvarlig", f"OPPGAVE {number} GJORT")

    assert (first, again, written_anew) == ("task-done", None, "task-done")
    assert len(night.lines("task.done")) == 1
    assert night.task("facebook")["done_at"] == "2026-11-22T02:14:00.000Z"
    assert len(night.told("er ført som ferdig 22.11 kl 03.14")) == 2


async def test_a_refusal_keeps_the_reason_and_may_be_overtaken(night: Night, phones: Phones) -> None:
    """KAN IKKE with why; done after all; what is done cannot be refused, and they hear it."""
    await night.approved()
    number = night.task("facebook")["id"]
    meanings = [phones.write("informasjonsansvarlig", f"Oppgave {number} kan ikke, kontoen er låst")]
    refused = night.task("facebook")
    meanings += [phones.write("informasjonsansvarlig", f"{number} {word}") for word in ("gjort", "kan ikke")]

    assert meanings == ["task-cannot", "task-done", "task-refused"]
    assert (refused["state"], refused["why"]) == ("failed", "kontoen er låst")
    assert night.task("facebook")["state"] == "accepted"
    assert night.told(f"Oppgave {number} er alt ført som ferdig")


@pytest.mark.parametrize("by", ["ordforer", "stranger", "another account"])
async def test_only_whoever_has_it_or_stands_in(by: str, night: Night, phones: Phones) -> None:
    """Not the mayor, not a number nobody knows, not an SMS to the account of real alerts."""
    await night.approved()
    number = night.task("facebook")["id"]
    text = f"OPPGAVE {number} GJORT"
    if by == "ordforer":
        said = phones.write("ordforer", text)
    elif by == "stranger":
        said = phones.write("", text, sender=STRANGER)
    else:
        said = phones.write("informasjonsansvarlig", text, mode=Mode.REAL)

    assert said == ("task-refused" if by == "ordforer" else "words")
    assert night.task("facebook")["state"] == "sending"
    assert bool(night.told(f"Du har ikke oppgave {number}")) == (by == "ordforer")


async def test_the_stand_in_may_and_so_may_who_was_late(night: Night, phones: Phones) -> None:
    """The next of the chain has it; the holder who was late did it after all."""
    await night.approved()
    night.office.later(minutes=11)
    await night.tick()
    facebook, nrk = night.task("facebook"), night.task("nrk")

    assert facebook["person"] == nrk["person"] == "servicetorgleder"
    assert phones.write("servicetorgleder", f"OPPGÅVE {facebook['id']} UTFØRT") == "task-done"
    assert phones.write("informasjonsansvarlig", f"oppgave {nrk['id']} ok") == "task-done"
    assert night.task("facebook")["for"] == "servicetorgleder"
    assert night.task("nrk")["for"] == "informasjonsansvarlig"


async def test_without_a_number_where_it_can_mean_one_task_alone(night: Night, phones: Phones) -> None:
    """With three out «gjort» is unclear and the answer says what to write; with one it is that one."""
    await night.approved()
    held = [task for task in night.tasks() if task["person"] == "informasjonsansvarlig"]
    unclear = phones.write("informasjonsansvarlig", "gjort")
    states = {task["state"] for task in night.tasks()}
    numbers = ", ".join(task["id"] for task in held[:-1])
    several = phones.write("informasjonsansvarlig", f"{numbers} gjort")
    last = phones.write("informasjonsansvarlig", "Gjort 03.14")

    assert (unclear, states) == ("task-unclear", {"sending"})
    assert night.told("Vi forsto ikke svaret", f"Skriv OPPGAVE {held[0]['id']} GJORT 14:05")
    assert (several, last) == ("task-done", "task-done")
    assert {task["state"] for task in night.tasks() if task["person"] == "informasjonsansvarlig"} == {"accepted"}


async def test_several_are_all_theirs_or_nothing_is_ticked(night: Night, phones: Phones) -> None:
    """A range that takes in somebody else's task changes none."""
    await night.approved()
    mine, other = night.task("facebook")["id"], night.task("institusjoner")["id"]

    assert phones.write("informasjonsansvarlig", f"{mine}, {other} gjort") == "task-refused"
    assert {task["state"] for task in night.tasks()} == {"sending"}


async def test_an_unclear_answer_is_told_three_times_and_then_no_more(night: Night, phones: Phones) -> None:
    """A telephone that answers by itself is not answered for ever; every word is kept."""
    await night.approved()
    said = [phones.write("informasjonsansvarlig", "Jeg er på ferie. Hilsen Jon") for _ in range(5)]
    night.office.later(minutes=61)
    phones.write("informasjonsansvarlig", "Jeg er på ferie. Hilsen Jon")

    assert set(said) == {"task-unclear"}
    assert len(night.told("Vi forsto ikke svaret")) == 4
    assert len(night.lines("reply.received")) == 6


@pytest.mark.parametrize("clock", ["23:50", "kl 14.05"])
async def test_a_time_that_lies_ahead_is_no_tick(clock: str, night: Night, phones: Phones) -> None:
    """Neither is one from before they were asked."""
    await night.approved()
    number = night.task("facebook")["id"]

    assert phones.write("informasjonsansvarlig", f"OPPGAVE {number} GJORT {clock}") == "task-unclear"
    assert night.task("facebook")["state"] == "sending"
    assert night.told("passer ikke")


async def test_pause_and_codes_and_coming_are_not_tasks(night: Night, phones: Phones) -> None:
    """Whoever has a task and writes PAUSE, or JA or NEI with a code, means what they mean elsewhere."""
    await night.approved()
    said = [phones.write("beredskapskoordinator", text) for text in ("JA 482193", "NEI 482193", "PAUSE")]

    assert said == ["no-request", "no-request", "nothing-to-pause"]
    assert {task["state"] for task in night.tasks()} == {"sending"}


async def test_a_stopped_alerts_tasks_are_no_longer_out(night: Night, phones: Phones) -> None:
    """«Gjort» means nothing then; with its number it is still noted, for it hangs there."""
    alert = await night.approved()
    night.office.decide(decisions.stop, alert, "anne", "Feil område")
    await night.tick()
    number = night.task("facebook")["id"]

    assert phones.write("informasjonsansvarlig", "gjort") == "words"
    assert phones.write("informasjonsansvarlig", f"oppgave {number} gjort") == "task-done"
    assert (night.task("facebook")["state"], night.state(alert)) == ("accepted", "stopped")


async def test_who_is_called_in_too_is_asked_which_of_the_two_they_mean(night: Night, phones: Phones) -> None:
    """1, 2 and 3 are of the call-in; «kan ikke» could be either; with the task's number it is the task."""
    await night.approved()
    answers = Answers(say=night.office.desk.say, address="x", numbers={Mode.EXERCISE: "+4759000000"})
    await Waking(ledger=night.ledger, clock=TestClock(night.office), answers=answers, wake=lambda: None).tick()
    number = night.task("institusjoner")["id"]
    said = [phones.write("kommunedirektor", text) for text in ("3", "kan ikke", "kommer", f"oppgave {number} kan ikke")]

    assert said == ["answer", "task-unclear", "answer", "task-cannot"]
    assert night.told("Gjelder det innkallingen: svar 1, 2 eller 3.")
