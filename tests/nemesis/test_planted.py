"""The checker can see: a clean run has no violation, and every fault that is planted in a copy of it is found."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.town import running_capture
from tests.nemesis.checker import ONE_REQUEST, judge
from tests.nemesis.desk import Desk
from tests.nemesis.evidence import Evidence, Row, Sent, read_journal, read_ledger, unfinished
from tests.nemesis.nodes import Node, Nodes
from tests.office import municipality

WATER = {"scenario": "kokevarsel", "mode": "exercise", "fields": {"neste_melding": "23:59"}, "areas": ["ostvang"]}
pytestmark = pytest.mark.xdist_group("planted")  # one worker: the clean run takes longer than all that looks at it
Plant = Callable[[Evidence], Evidence]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """The true evidence of a small clean run: one alert that was sent, one that was stopped halfway."""
    return asyncio.run(_clean_run(tmp_path_factory.mktemp("clean")))


async def _clean_run(folder: Path) -> Evidence:
    (folder / "home").mkdir()
    database = f"sqlite:///{folder / 'home' / 'var' / 'dispatcher.db'}"
    async with running_capture() as capture:
        node = Node(municipality(folder / "home"), capture, {})
        nodes = Nodes([node], folder / "clock")
        await nodes.open()
        async with Desk(lambda: node) as desk:
            sent, stopped = await desk.draft(WATER), await desk.draft(WATER)
            await desk.approve(sent)
            await node.until(sent, "done")
            await capture.faults({"kind": "latency", "ms": 300, "where": "answer"})
            await desk.approve(stopped)
            await node.until(stopped, "sending", "done")
            await desk.act("stop", stopped, {"why": "feil tekst"})
            await desk.look_at_banner()
            async with asyncio.timeout(60):
                while unfinished(database):  # whoever had no row yet when it was stopped gets one that says so
                    await asyncio.sleep(0.1)
        messages, ledger = read_journal(await capture.journal(service=True)), read_ledger(database)
        recount = await node.recount()
        await nodes.close()
    return Evidence(sent=messages, ledger=ledger, operations=desk.log, recount=recount)


def test_a_clean_run_has_no_violation(clean: Evidence) -> None:
    """Nothing is found where nothing is wrong, and there was something to look at."""
    verdict = judge(clean)

    assert verdict.violations == []
    assert (verdict.lost, verdict.doubled, verdict.again) == (0, 0, {})
    assert verdict.messages > 80
    assert len(clean.done("stop")) == 1


def an_outsider(clean: Evidence) -> Evidence:
    """The same message, to a number that is in nobody's snapshot."""
    one = _sms(clean)
    return replace(clean, sent=[*_without(clean, one), replace(one, to="+4743999999")])


def a_message_nobody_knows_of(clean: Evidence) -> Evidence:
    """The provider has one of which the ledger has no attempt."""
    return replace(clean, sent=[*clean.sent, replace(_sms(clean), id="SM0", mark="0" * 32 + "-1")])


def a_message_before_its_approval(clean: Evidence) -> Evidence:
    """It left a minute before anybody had said yes."""
    one = _sms(clean)
    return replace(clean, sent=[*_without(clean, one), replace(one, at=_approved(clean).asked_at - 60)])


def another_text(clean: Evidence) -> Evidence:
    """Somebody got words that were not approved."""
    one = _sms(clean)
    return replace(clean, sent=[*_without(clean, one), replace(one, body="Vannet er trygt.")])


def another_fingerprint(clean: Evidence) -> Evidence:
    """What was approved is not what stands there now."""
    return _changed(clean, "alerts", {"id": _approved(clean).alert}, fingerprint="0" * 64)


def a_message_before_its_gate(clean: Evidence) -> Evidence:
    """The last wave's gate opened after its first message had left."""
    alert = _approved(clean).alert
    last = max((row for row in clean.ledger["waves"] if row["alert_id"] == alert), key=lambda row: row["ix"])
    return _changed(clean, "waves", {"id": last["id"]}, opened_at=last["opened_at"] + 60_000)


def a_gate_that_never_opened(clean: Evidence) -> Evidence:
    """A wave that nobody opened has messages."""
    row = _row_of(clean, _sms(clean))
    return _changed(clean, "waves", {"id": row["wave_id"]}, opened_at=None)


def a_recipient_without_a_row(clean: Evidence) -> Evidence:
    """Somebody of the snapshot was lost without a word."""
    gone = next(row for row in clean.ledger["deliveries"] if row["state"] == "skipped")
    return _rows(clean, "deliveries", [row for row in clean.ledger["deliveries"] if row is not gone])


def a_row_that_says_it_never_left(clean: Evidence) -> Evidence:
    """*Skipped* means that no attempt may have left; this one did."""
    row = _row_of(clean, _sms(clean))
    return _changed(clean, "deliveries", {"id": row["id"]}, state="skipped", reason="stopped")


def a_row_that_is_never_finished(clean: Evidence) -> Evidence:
    """*Sending* for ever is no honest end."""
    return _changed(clean, "deliveries", {"id": _row_of(clean, _sms(clean))["id"]}, state="sending")


def a_copy_without_a_decision(clean: Evidence) -> Evidence:
    """The same attempt reached the provider twice."""
    one = _sms(clean)
    return replace(clean, sent=[*clean.sent, replace(one, id="SM2", at=one.at + 1)])


def a_copy_after_a_doubt_that_nobody_decided(clean: Evidence) -> Evidence:
    """There was a second try after an unsure one, but no policy and no person stands behind it."""
    one = _sms(clean)
    number = _row_of(clean, one)["id"]
    first = next(row for row in clean.ledger["attempts"] if row["id"] == one.mark)
    mark = f"{'f' * 32}-{number}"
    doubted = [row | {"state": "unsure"} if row is first else row for row in clean.ledger["attempts"]]
    twice = _rows(clean, "attempts", [*doubted, first | {"id": mark, "n": 2}])
    return replace(twice, sent=[*clean.sent, replace(one, id="SM2", at=one.at + 1, mark=mark)])


def a_copy_of_what_was_accepted(clean: Evidence) -> Evidence:
    """Nobody was in doubt about the first; a decision about five other messages lies between the two."""
    one = _sms(clean)
    row = _row_of(clean, one)
    first = next(attempt for attempt in clean.ledger["attempts"] if attempt["id"] == one.mark)
    mark = f"{'f' * 32}-{row['id']}"
    twice = _rows(clean, "attempts", [*clean.ledger["attempts"], first | {"id": mark, "n": 2}])
    last = clean.ledger["journal"][-1]
    data = json.dumps({"channel": "sms", "to": "again", "rows": 5})
    entry = last | {"seq": last["seq"] + 1, "kind": "unsure.policy", "alert_id": row["alert_id"], "data": data}
    entry |= {"at": int((one.at + 0.5) * 1000), "personal": None}
    decided = _rows(twice, "journal", [*twice.ledger["journal"], entry])
    return replace(decided, sent=[*clean.sent, replace(one, id="SM2", at=one.at + 1, mark=mark)])


def one_number_twice(clean: Evidence) -> Evidence:
    """Two who share a number both got a row that left."""
    one, other = [found for found in clean.sent if _is_sms_of(clean, found)][-2:]
    points = {row["id"]: row for row in clean.ledger["contact_points"]}
    number = points[_row_of(clean, one)["point_id"]]["id"]
    person = _row_of(clean, other)["person_id"]
    shared = _changed(clean, "people", {"id": person}, sms_point=number)
    return replace(shared, sent=[*_without(clean, other), replace(other, to=one.to)])


def an_acceptance_the_provider_never_gave(clean: Evidence) -> Evidence:
    """The ledger says *delivered*, and the provider has no such message."""
    return replace(clean, sent=_without(clean, _sms(clean)))


def a_message_after_the_stop(clean: Evidence) -> Evidence:
    """One more left when the time of a request had long passed."""
    (stop,) = clean.done("stop")
    one = next(
        found for found in clean.sent if found.channel == "sms" and _row_of(clean, found)["alert_id"] == stop.alert
    )
    late = replace(one, at=stop.answered_at + ONE_REQUEST["sms"] + 1)
    return replace(clean, sent=[*_without(clean, one), late])


def a_banner_after_the_stop(clean: Evidence) -> Evidence:
    """Somebody saw it on the page afterwards."""
    (stop,) = clean.done("stop")
    (seen,) = clean.done("banner")
    others = [one for one in clean.operations if one is not seen]
    return replace(clean, operations=[*others, replace(seen, facts={"shown": [stop.alert]})])


def a_changed_line(clean: Evidence) -> Evidence:
    """Who approved it is another now."""
    return _changed(clean, "journal", {"kind": "alert.approved", "alert_id": _approved(clean).alert}, actor="ola")


def a_missing_line(clean: Evidence) -> Evidence:
    """A line was taken out of the middle."""
    return _rows(clean, "journal", [row for row in clean.ledger["journal"] if row["kind"] != "alert.stopped"])


def a_seal_that_does_not_fit(clean: Evidence) -> Evidence:
    """The product counts its own record again, and finds a wave that was changed."""
    return replace(clean, recount=clean.recount | {"ok": False})


PLANTED: list[tuple[int, Plant]] = [
    (1, an_outsider),
    (1, a_message_nobody_knows_of),
    (2, a_message_before_its_approval),
    (2, another_text),
    (2, another_fingerprint),
    (3, a_message_before_its_gate),
    (3, a_gate_that_never_opened),
    (4, a_recipient_without_a_row),
    (4, a_row_that_says_it_never_left),
    (4, a_row_that_is_never_finished),
    (5, a_copy_without_a_decision),
    (5, a_copy_after_a_doubt_that_nobody_decided),
    (5, a_copy_of_what_was_accepted),
    (5, one_number_twice),
    (6, an_acceptance_the_provider_never_gave),
    (7, a_message_after_the_stop),
    (7, a_banner_after_the_stop),
    (8, a_changed_line),
    (8, a_missing_line),
    (8, a_seal_that_does_not_fit),
]


@pytest.mark.parametrize(("statement", "plant"), PLANTED, ids=lambda value: getattr(value, "__name__", str(value)))
def test_the_checker_finds_what_was_planted(clean: Evidence, statement: int, plant: Plant) -> None:
    """The statement that the fault breaks says so, and said nothing before: one that can never fail fails here."""
    before, after = ({one.statement for one in judge(each).violations} for each in (clean, plant(clean)))

    assert statement in after - before


def test_every_statement_has_its_planted_fault() -> None:
    """A statement without one may be blind."""
    assert {statement for statement, _ in PLANTED} == set(range(1, 9))


def _approved(clean: Evidence) -> Any:
    return clean.done("approve")[0]


def _row_of(clean: Evidence, one: Sent) -> Row:
    number = int(one.mark.rpartition("-")[2])
    return next(row for row in clean.ledger["deliveries"] if row["id"] == number)


def _is_sms_of(clean: Evidence, one: Sent) -> bool:
    """Whether it is an SMS of the alert that was sent whole."""
    return one.channel == "sms" and _row_of(clean, one)["alert_id"] == _approved(clean).alert


def _sms(clean: Evidence) -> Sent:
    """One SMS to somebody, of the last wave."""
    return [one for one in clean.sent if _is_sms_of(clean, one)][-1]


def _without(clean: Evidence, gone: Sent) -> list[Sent]:
    return [one for one in clean.sent if one is not gone]


def _rows(clean: Evidence, table: str, rows: list[Row]) -> Evidence:
    return replace(clean, ledger={**clean.ledger, table: rows})


def _changed(clean: Evidence, table: str, where: Row, **values: Any) -> Evidence:
    rows = [row | values if where.items() <= row.items() else row for row in clean.ledger[table]]
    assert rows != clean.ledger[table]
    return _rows(clean, table, rows)
