"""When people's time is up: nobody is named any more, and the record says what it said before."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, update

from dispatcher.delivery.retaining import Retaining
from dispatcher.domain.retention import Group, Wait
from dispatcher.ledger import feedback, forgetting, holds, journal, pseudonymising, retention, seal_watch
from dispatcher.ledger.engine import Ledger
from dispatcher.ledger.evaluation_tables import feedback as said
from dispatcher.ledger.journal import Entry
from dispatcher.ledger.privacy_tables import pseudonyms, retention_runs
from dispatcher.ledger.replying import KIND as REPLY
from dispatcher.ledger.sign_in_tables import sessions
from dispatcher.ledger.tables import alerts, contact_points, deliveries, lists, people, snapshot
from dispatcher.ledger.tables import journal as lines
from dispatcher.ledger.times import ms
from tests.evaluation.retained import CLOSED, TERMS, After, after, archive
from tests.evaluation.written import NUMBER

New = Callable[..., Ledger]
REPLIED = json.dumps({"from": "+4742000001", "text": "Gjelder det oss?"})


def some_old(connection: Connection) -> None:
    """A reply, a session that has ended, and a replaced version of a list with somebody on it."""
    reply = Entry(kind=REPLY, actor="node", incident=NUMBER, personal=json.loads(REPLIED))
    journal.append(connection, reply, CLOSED - timedelta(hours=9))
    archive(connection)
    answer = {"incident": NUMBER, "at": ms(CLOSED), "language": "nb", "got": "yes", "clear": "no", "words": "Ring meg."}
    connection.execute(insert(said).values(**answer))
    ended = {"user_id": 1, "created_at": 0, "seen_at": 0, "idle_ms": 1, "ends_at": ms(CLOSED)}
    connection.execute(insert(sessions).values(digest="d", **ended))
    old = {"key": "ansatte", "file": "x", "digest": "old", "language": "nb", "fictional": True, "rows": 1}
    connection.execute(insert(lists).values(id=77, imported_at=ms(CLOSED), **old))
    connection.execute(insert(contact_points).values(id=7777, channel="sms", fictional=True, value="+4742999999"))
    connection.execute(insert(people).values(list_id=77, ref="gammel", name="Gammel Rad", sms_point=7777))


def named(one: After) -> set[str]:
    """The references that are still those of the lists."""
    return {row.ref for row in one.all(snapshot) if not row.ref.startswith(("pseudonym:", "public"))}


async def test_the_report_adds_up_the_fingerprint_and_the_chain_stand(new_ledger: New) -> None:
    """First the citizens, a year later the staff: the same figures, the same digest, and seals that fit."""
    one = after(new_ledger())
    before, digest = one.report(), one.digest()
    await one.look(91)
    halfway = one.report()
    kept = named(one)
    await one.look(366)

    assert before == halfway == one.report()
    assert one.digest() == digest
    assert one.ledger.read_now(journal.verify).broken == 0
    seals = one.ledger.read_now(seal_watch.verify)
    assert (seals.broken, seals.checked) == ((), 4)
    assert kept == {*(f"leder-{index}" for index in range(14)), *(f"vakt-{index}" for index in range(36))}
    assert named(one) == set()


async def test_nothing_leads_back_to_anybody(new_ledger: New) -> None:
    """No reference, number or address of the rows; no key; and the list in force is as it was, for the next alert."""
    one = after(new_ledger())
    before = one.all(people)
    await one.look(366)
    left, runs = one.everything(), one.all(retention_runs)
    pointed = {row.point_id for row in one.all(deliveries)} - {None}
    pointed |= {row.person_id for row in one.all(snapshot)} - {None}

    assert "i-5" not in left and "leder-" not in left  # noqa: PT018
    assert not [row for row in one.all(contact_points) if row.id in pointed and row.value is not None]
    assert [(run.key, run.asked) for run in runs] == [(None, None)]
    assert one.all(pseudonyms) == []
    by_id = {row.id: row for row in one.all(people)}
    assert all(by_id[row.id] == row for row in before)
    copies = [row for row in by_id.values() if row.id > max(each.id for each in before)]
    assert len(copies) == 170
    assert {(row.name, row.address, row.lat) for row in copies} == {(None, "Brukvegen", None)}


@pytest.mark.sqlite
async def test_it_is_journalled_with_counts(new_ledger: New) -> None:
    """How many people and messages, in no incident: the archive has that one's story already."""
    one = after(new_ledger())
    await one.look(91)

    [done] = one.entries(retention.DONE)
    assert done["people"] == 120
    assert done["messages"] == 240
    assert one.ledger.read_now(retention.items, TERMS, one.clock.now())[0].waits is Wait.TERM


async def test_it_goes_on_where_it_was_killed(new_ledger: New) -> None:
    """After any step: the same pseudonyms, nobody twice, and the report adds up all the while."""
    one = after(new_ledger(), citizens=450)
    before, digest = one.report(), one.digest()
    now = one.at(366).clock.now()
    assert one.ledger.write_now(retention.begin, NUMBER, list(Group), now)
    [run] = one.ledger.read_now(retention.open_runs)
    work = one.ledger.read_now(pseudonymising.work_of, run)
    wave = one.ledger.read_now(pseudonymising.waves_of, NUMBER)[-1]
    assert one.ledger.write_now(pseudonymising.step, work, wave, 0) is not None
    meanwhile = one.report()
    assert meanwhile["journal"].pop("verdict")["seals"] == 3  # the fourth wave waits for its new one
    assert meanwhile == before | {"journal": {"entries": before["journal"]["entries"]}}
    assert one.ledger.read_now(seal_watch.verify).broken == ()
    first = {row.ref for row in one.all(snapshot) if row.sealed}

    await one.look(366)

    assert first < {row.ref for row in one.all(snapshot)}
    assert (one.report(), one.digest()) == (before, digest)
    assert [run.people for run in one.all(retention_runs)] == [500]


@pytest.mark.sqlite
async def test_never_before_the_archive_has_it_and_never_under_a_hold(new_ledger: New) -> None:
    """Each is waited for, and said; when the last is gone it is done."""
    one = after(new_ledger(), archived=False)
    await one.look(400)
    waits = [item.waits for item in one.ledger.read_now(retention.items, TERMS, one.clock.now())]
    one.ledger.write_now(archive)
    one.ledger.write_now(holds.put, NUMBER, "Tilsyn fra Statsforvalteren", "admin", one.clock.now())
    await one.look(401)
    held = [item.waits for item in one.ledger.read_now(retention.items, TERMS, one.clock.now())]
    nothing = one.all(retention_runs)
    hold = one.ledger.read_now(holds.held, NUMBER)
    assert hold is not None
    one.ledger.write_now(holds.lift, hold, "Tilsynet er ferdig", "admin", one.clock.now())
    await one.look(402)

    assert waits == [Wait.ARCHIVE] * 3
    assert held == [Wait.HELD] * 3
    assert nothing == []
    assert [run.people for run in one.all(retention_runs)] == [170]
    assert "Statsforvalteren" not in str(one.entries(holds.SET))


@pytest.mark.sqlite
async def test_what_somebody_has_changed_past_us_is_not_sealed_anew(new_ledger: New) -> None:
    """A row that is not that of its seal stays for whoever finds out what happened."""
    one = after(new_ledger())
    one.ledger.write_now(lambda connection: connection.execute(update(deliveries).values(settled_by="x")))
    await one.look(400)

    assert one.all(retention_runs) == []


@pytest.mark.sqlite
async def test_an_alert_on_its_way_comes_first(new_ledger: New) -> None:
    """While anything is being sent nothing else is written."""
    one = after(new_ledger())
    one.ledger.write_now(lambda connection: connection.execute(update(alerts).values(state="sending")))
    node = Retaining(ledger=one.ledger, clock=one.at(400).clock, terms=TERMS)
    await node.tick()
    assert one.all(retention_runs) == []
    one.ledger.write_now(lambda connection: connection.execute(update(alerts).values(state="done")))
    await node.tick()

    assert len(one.all(retention_runs)) == 1


@pytest.mark.sqlite
async def test_replies_old_sign_ins_and_old_lists_are_forgotten(new_ledger: New) -> None:
    """Their words and salts, sessions that ended, people of a replaced list whom no alert was for, their numbers."""
    one = after(new_ledger())
    one.ledger.write_now(some_old)
    assert "+4742999999" in one.everything()
    told = one.ledger.read_now(feedback.counts, NUMBER)
    await one.look(29)
    assert [row.personal for row in one.all(lines) if row.kind == REPLY] == [REPLIED]
    await one.look(91)
    [reply] = [row for row in one.all(lines) if row.kind == REPLY]

    assert (reply.personal, reply.salt) == (None, None)
    assert json.loads(reply.data)["sealed"]
    assert [row.words for row in one.all(said)] == [None]
    assert one.ledger.read_now(feedback.counts, NUMBER) == told
    assert told["texts"] == 1
    assert one.entries(forgetting.ERASED) == [{"what": "replies", "entries": 1}]
    assert one.ledger.read_now(journal.verify).broken == 0
    assert [row.ref for row in one.all(people) if row.name == "Gammel Rad"] == []
    assert "+4742999999" not in one.everything()
    assert len(one.all(sessions)) == 1
    await one.look(400)
    assert one.all(sessions) == []
