"""The node asks on: the next in order, all again at the end of the chain, once over many nodes, after any stop."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, insert

from dispatcher.approval import decisions
from dispatcher.composing.asking_on import AskingOn
from dispatcher.domain.answers import APPROVAL_CALL, Answer, Way
from dispatcher.domain.asking import Asked, next_step
from dispatcher.domain.plan import Approval
from dispatcher.domain.states import Role
from dispatcher.ledger import absences, accounts, approval_requests, incidents, journal, waking
from dispatcher.ledger.answering import ANSWERED, Given, give
from dispatcher.ledger.approval_requests import Ended
from dispatcher.ledger.call_tables import wakings
from dispatcher.ledger.waking import UNANSWERED
from tests.deciding import adapt, asked_by, away, service, tick, view
from tests.office import NIGHT, OfficeScene

ORDER = ["ordforer", "varaordforer", "kommunedirektor", "kommunalsjef-helse", "kommunalsjef-teknisk", "vannverksleder"]


class Clock:
    """The scene's time."""

    def __init__(self, office: OfficeScene) -> None:
        self._office = office

    def now(self) -> Any:
        return self._office.now

    def monotonic(self) -> float:
        return self._office.now.timestamp()


@pytest.fixture
def in_order(office: OfficeScene) -> OfficeScene:
    """Kokevarsel asks one at a time, every five minutes."""
    adapt(office, "kokevarsel", ask="in-order")
    return office


@pytest.mark.requirement("R010")
def test_one_is_asked_at_a_time_and_the_next_when_the_minutes_have_passed(in_order: OfficeScene) -> None:
    """The mayor first; nobody before the time, each once, in the plan's order."""
    alert, _ = in_order.submitted()
    (first,) = service(in_order)

    assert asked_by(in_order, first.id) == {"ordforer"}
    assert tick(in_order, alert, minutes=4, seconds=59) == []
    assert tick(in_order, alert, seconds=1) == [["varaordforer"]]
    assert tick(in_order, alert) == []
    assert [tick(in_order, alert, minutes=5) for _ in range(4)] == [[[person]] for person in ORDER[2:]]


def test_who_says_on_the_phone_that_they_cannot_is_not_waited_for(in_order: OfficeScene) -> None:
    """The next is asked at once; when all have said so, all are asked again all the same."""
    alert, _ = in_order.submitted()

    def cannot(person: str) -> None:
        said = Given(incident=1001, person=person, answer=Answer.CANNOT, way=Way.VOICE, alert=alert, source=person)
        in_order.ledger.write_now(give, said, in_order.now)

    asked = []
    for person in ORDER[:-1]:
        cannot(person)
        asked += tick(in_order, alert, seconds=1)
    cannot(ORDER[-1])

    assert asked == [[person] for person in ORDER[1:]]
    assert tick(in_order, alert, minutes=6) == [sorted(ORDER)]


def test_whoever_never_answered_is_rung_again_when_asked_again(office: OfficeScene) -> None:
    """Five rounds are over; five minutes later everybody is asked again, and the telephones ring again."""
    alert, _ = office.submitted()
    version = office.ledger.read_now(incidents.alert, alert).version
    row = {"about": f"{alert}/{version}", "incident": 1001, "key": APPROVAL_CALL, "rounds": 5}
    rows = [row | {"person": ORDER[0], "ended": UNANSWERED}, row | {"person": ORDER[1], "ended": ANSWERED}]
    office.ledger.write_now(lambda connection: connection.execute(insert(wakings), rows))
    tick(office, alert, minutes=5)

    due = office.ledger.read_now(waking.due, office.now)
    assert [found.persons for found in due] == [(ORDER[0],)]


def test_at_the_end_of_the_chain_all_are_asked_again_and_the_alert_waits(office: OfficeScene) -> None:
    """After the plan's minutes, then every five: in other words, until somebody answers."""
    alert, fingerprint = office.submitted()

    assert tick(office, alert, minutes=4) == []
    assert tick(office, alert, minutes=1) == [sorted(ORDER)]
    assert tick(office, alert, minutes=4) == []
    assert tick(office, alert, minutes=1) == [sorted(ORDER)]
    again = office.ledger.read_now(incidents.variants_of, service(office)[-1].id, 1)
    assert "VENTER PÅ DEG: Løten, KOKEVARSEL, nytt varsel" in again[0].body
    assert "for 10 min siden av Siri Testvold" in again[0].body
    assert view(office, alert)["state"] == "submitted"
    office.approve(alert, fingerprint)
    assert tick(office, alert, minutes=30) == []


def test_the_submitter_sees_how_many_are_asked_who_is_next_and_what_to_do_on_paper(in_order: OfficeScene) -> None:
    """In GET, and so in show and watch; the law that says how fast is there too."""
    alert, fingerprint = in_order.submitted()
    asking = view(in_order, alert)["asking"]

    assert (asking["asked"], asking["able"], asking["next"], asking["again"]) == (1, 6, ["Ola Øvingsrud"], False)
    assert asking["next_at"] == "2026-11-22T02:19:00.000Z"
    assert asking["words"] == "1 av 6 er spurt. Ola Øvingsrud blir spurt kl 03.19."
    assert "drikkevannsforskriften § 23" in asking["duty"]
    assert f"dispatcher approve {alert} --fingerprint {fingerprint[:12]} --for" in asking["paper"]
    in_order.approve(alert, fingerprint)
    after = view(in_order, alert)
    assert after["asking"] is None
    assert [(one["person"], one["role"], one["ended"]) for one in after["requests"]] == [
        ("ordforer", "ordfører", "decided")
    ]


def test_an_approval_says_who_in_which_capacity_by_what_right_and_how(office: OfficeScene) -> None:
    """Name, role, capacity, authority and way, in GET and in the journal."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint, by="ola")
    given = view(office, alert)["approval"]

    assert (given["name"], given["role"], given["capacity"], given["way"]) == (
        "Ola Øvingsrud",
        "ordfører",
        "ordforer",
        "api",
    )
    assert given["authority"].startswith("Øverste informasjonsansvar i kriser")
    entry = next(one for one in office.ledger.read_now(journal.of_incident, 1001) if one.kind == "alert.approved")
    assert given["authority"] in entry.data


def test_a_return_ends_every_request_and_a_new_submission_asks_anew(office: OfficeScene) -> None:
    """Of the old version nobody can say yes; of the new one all are asked, as of its own fingerprint."""
    alert, old = office.submitted()
    office.decide(decisions.return_, alert, "anne", "Feil område")
    office.edit(alert, given={"sted": "Ådalsbruk"})
    new = office.submit(alert)
    found = view(office, alert)["requests"]

    assert [one["ended"] for one in found] == ["decided"] * 6 + [None] * 6
    assert {one["version"] for one in found} == {1, view(office, alert)["version"]}
    assert old != new


def test_two_nodes_ask_once(in_order: OfficeScene) -> None:
    """The row is the right to ask: who comes second makes no message."""
    alert, _ = in_order.submitted()
    in_order.later(minutes=5)
    row = in_order.ledger.read_now(incidents.alert, alert)

    def open_twice(connection: Any) -> list[tuple[str, ...]]:
        persons = {"varaordforer": "ordforer"}
        return [approval_requests.open_(connection, row, persons, in_order.now) for _ in range(2)]

    assert in_order.ledger.write_now(open_twice) == [("varaordforer",), ()]


async def test_the_node_looks_by_itself_and_wakes_its_lanes(in_order: OfficeScene) -> None:
    """A new watch, as after a restart, goes on where the ledger stands."""
    alert, _ = in_order.submitted()
    woken: list[bool] = []
    for minutes in (1, 4, 1):
        in_order.later(minutes=minutes)
        watch = AskingOn(
            ledger=in_order.ledger,
            clock=Clock(in_order),
            say=in_order.desk.say,
            address="https://varsel.loten.example",
            wake=lambda: woken.append(True),
        )
        await watch.tick()

    assert woken == [True]
    assert [sorted(asked_by(in_order, row.id)) for row in service(in_order)] == [["ordforer"], ["varaordforer"]]
    assert alert


async def test_nobody_to_ask_is_written_down_once(office: OfficeScene) -> None:
    """However often the node looks; and whoever comes back is asked at once."""
    for person in ORDER:
        away(office, person, office.now)
    alert, _ = office.submitted()

    assert [tick(office, alert, minutes=5) for _ in range(2)] == [[], []]
    kinds = [entry.kind for entry in office.ledger.read_now(journal.of_incident, 1001)]
    assert kinds.count("approval.nobody-to-ask") == 1
    assert view(office, alert)["asking"]["words"].startswith("Ingen kan spørres")
    office.ledger.write_now(absences.back, "vannverksleder", absences.ABSENCE, "kari", office.now)
    assert tick(office, alert) == [["vannverksleder"]]


def test_an_absence_that_begins_ends_the_request(in_order: OfficeScene) -> None:
    """The mayor's plane leaves at 03.16: the deputy mayor is asked then, not five minutes later."""
    leaves = in_order.now.replace(minute=16)
    away(in_order, "ordforer", leaves)
    alert, _ = in_order.submitted()

    assert tick(in_order, alert, minutes=1) == []
    assert tick(in_order, alert, minutes=1) == [["varaordforer"]]
    assert view(in_order, alert)["requests"][0]["ended"] == str(Ended.UNAVAILABLE)


def test_time_ends_what_nobody_answered(office: OfficeScene) -> None:
    """An alert that expires while it waits leaves no open request."""
    alert, _ = office.submitted()
    office.later(hours=25)
    office.ledger.write_now(lambda connection: incidents.set_values(connection, alert, state="expired"))
    office.ledger.write_now(approval_requests.end_stale, office.now)

    assert {one["ended"] for one in view(office, alert)["requests"]} == {"expired"}


def test_nobody_is_asked_about_what_nobody_can_approve(office: OfficeScene) -> None:
    """Two first alerts of one incident wait; when one is approved, the other can only be left."""
    first, fingerprint = office.submitted()
    row = office.ledger.read_now(incidents.alert, first)

    def beside(connection: Connection) -> str:
        same = {name: value for name, value in row._mapping.items() if name not in {"id", "incident", "state"}}
        other = incidents.add_alert(connection, row.incident, same)
        incidents.set_values(connection, other, state="submitted", fingerprint="f" * 64)
        approval_requests.open_(connection, incidents.alert(connection, other), {"ordforer": "ordforer"}, office.now)
        return other

    other = office.ledger.write_now(beside)
    office.approve(first, fingerprint, seen=("second-draft",))

    assert tick(office, other, minutes=10) == []
    assert [one["ended"] for one in view(office, other)["requests"]] == ["edited"]
    assert "kan ikke godkjennes" in view(office, other)["asking"]["words"]


def test_whose_deed_it_is_cannot_be_hidden_behind_a_second_account(office: OfficeScene) -> None:
    """Four eyes are two persons, not two names: Siri submits as kari, and has an approver's account as the mayor."""
    office.users["kari2"] = office.ledger.write_now(accounts.add_user, "kari2", [Role.CRISIS_TEAM], "ordforer", NIGHT)
    alert = office.trigger()
    fingerprint = office.submit(alert, by="kari2")

    with pytest.raises(Exception, match="kan ikke godkjenne det selv"):
        office.approve(alert, fingerprint, by="anne")


DAYTIME = Approval(approvers=("a",), ask="in-order", minutes=60, hours="07:00-22:00")


@pytest.mark.parametrize(
    ("clock", "first"),
    [
        ("2026-11-22T02:14:00+00:00", "2026-11-22T06:00:00+00:00"),
        ("2026-11-22T21:30:00+00:00", "2026-11-23T06:00:00+00:00"),
        ("2026-11-22T11:00:00+00:00", "2026-11-22T11:00:00+00:00"),
    ],
    ids=["before the day", "after it", "by day"],
)
def test_a_minor_matter_wakes_nobody(clock: str, first: str) -> None:
    """By the clock of Norway: asked at seven in the morning."""
    now = NIGHT.fromisoformat(clock)
    step = next_step(DAYTIME, ["a", "b"], [], set(), now)

    assert step is not None
    assert (step.persons, step.at) == (("a",), NIGHT.fromisoformat(first))


def test_when_the_one_asked_last_cannot_the_next_is_asked_at_once() -> None:
    """Also when an earlier one is still silent."""
    one = Asked(person="a", asked_at=NIGHT, last_at=NIGHT, times=1, open=True)
    two = Asked(person="b", asked_at=NIGHT.replace(minute=20), last_at=NIGHT, times=1, open=False)
    approval = Approval(approvers=("a",), ask="in-order", minutes=5)
    step = next_step(approval, ["a", "b", "c"], [one, two], set(), NIGHT.replace(minute=21))

    assert step is not None
    assert (step.persons, step.at) == (("c",), NIGHT.replace(minute=21))


def test_nothing_of_who_is_asked_is_a_number(in_order: OfficeScene) -> None:
    """Names and roles; numbers and addresses stay in the plan."""
    alert, _ = in_order.submitted()

    assert "+47" not in str(view(in_order, alert)["requests"]) + str(view(in_order, alert)["asking"])
