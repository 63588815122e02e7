"""Alive, able to send, and the numbers for Prometheus."""

import asyncio
import time

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Connection

from dispatcher.domain.outcome import Refused
from dispatcher.domain.states import ChannelName, LaneKind, Scope
from dispatcher.ledger import alarm_book
from dispatcher.ledger.alarms import block
from dispatcher.ledger.audit import Facts
from dispatcher.ledger.locks import WriteLock
from dispatcher.ports import Probe
from dispatcher.web import health
from tests.office import OfficeScene
from tests.web.node import Answer, Node, Taker, running


async def test_a_process_that_answers_is_alive(node: Node) -> None:
    """Nothing else is asked of it."""
    answer = await node.call("GET", "/healthz")

    assert (answer.status, answer.json) == (200, {"status": "alive"})


async def test_a_node_that_can_send_is_ready(node: Node) -> None:
    """With its mode, its lanes, the capture's address and the plan in force."""
    answer = await node.call("GET", "/readyz")

    assert answer.status == 200
    assert answer.json["ready"] is True
    assert answer.json["mode"] == "exercise"
    assert answer.json["capture"] == "http://127.0.0.1:9"
    assert answer.json["plan"] == {"hash": node.scene.desk.plan.hash, "status": "draft"}
    assert [lane["channel"] for lane in answer.json["lanes"]] == ["sms", "email", "push", "app", "banner"]
    assert {lane["open"] for lane in answer.json["lanes"]} == {False}
    assert answer.json["faults"] == []


async def test_a_broken_route_is_not_ready(node: Node) -> None:
    """Three refusals of the route open the breaker: 503 says which lane and why."""
    node.sms.answer = lambda _: Refused(scope=Scope.ROUTE, reason="bad credentials", code="20003")
    await node.approved()
    answer = await until_ready_is(node, ready=False)
    (sms,) = [lane for lane in answer.json["lanes"] if lane["channel"] == "sms"]

    assert answer.status == 503
    assert answer.headers["Retry-After"] == "5"
    assert sms["open"] is True
    assert "bad credentials" in sms["why"]
    assert answer.json["faults"] == [f"sms: veien ut er stengt ({sms['why']})."]


async def test_a_channel_with_a_way_left_is_ready(office: OfficeScene) -> None:
    """The primary is broken and the backup carries: 200, both listed; both broken: 503, and why of each."""
    refused = Refused(scope=Scope.ROUTE, reason="credentials", code="20003")
    backup = Taker(ChannelName.SMS, LaneKind.CAPTURE, "capture-backup")
    async with running(office, backups=[backup]) as node:
        node.sms.answer = lambda _: refused
        await node.approved()
        async with asyncio.timeout(10):
            while not backup.taken:
                await asyncio.sleep(0.02)
        answer = await node.call("GET", "/readyz")
        found = numbers(await node.call("GET", "/metrics"))
        backup.answer = lambda _: refused
        await node.approved(areas=["lotensentrum"])
        both = await until_ready_is(node, ready=False)

    ways = [lane for lane in answer.json["lanes"] if lane["channel"] == "sms"]
    assert answer.status == 200
    assert [(lane["provider"], lane["open"], lane["why"], lane["carries"]) for lane in ways] == [
        ("capture", True, "credentials", True),
        ("capture-backup", False, "", True),
    ]
    assert found["dispatcher_route_switches_total", "sms", "capture"] == 1
    assert found["dispatcher_lane_carries", "sms", "capture", "capture-backup"] == 1
    assert found["dispatcher_lane_breaker_open", "sms", "capture", "capture"] == 1
    assert both.status == 503
    assert both.json["faults"] == [
        "sms (capture): veien ut er stengt (credentials).",
        "sms (capture-backup): veien ut er stengt (credentials).",
    ]


async def test_a_broken_route_that_answers_again_is_ready_though_nobody_needs_it(office: OfficeScene) -> None:
    """It broke on the last messages there were: once the outside says that it works, none must come to prove it."""
    async with running(office, asked=True) as node:
        node.sms.well = Probe(ok=False, reason="credentials")
        node.sms.answer = lambda _: Refused(scope=Scope.ROUTE, reason="credentials", code="20003")
        alert = await node.approved()
        broken = await until_ready_is(node, ready=False)
        await node.act(alert, "stop", "kari", why="Feil tekst.")
        still = await node.call("GET", "/readyz")
        node.sms.well = Probe(ok=True)
        await node.call("GET", "/readyz?probe=now")
        mended = await until_ready_is(node, ready=True)

    assert (broken.status, still.status) == (503, 503)
    (sms,) = [lane for lane in mended.json["lanes"] if lane["channel"] == "sms"]
    assert (mended.status, sms["open"], sms["cleared"]) == (200, True, True)


async def test_a_route_that_fails_its_probe_is_not_ready(node: Node) -> None:
    """Asked by day: 503 says which channel and why, with the answer's age; when it is mended the node is ready."""
    node.sms.well = Probe(ok=False, reason="credentials", took_ms=12)
    node.email.well = Probe(ok=True, took_ms=7)
    broken = await node.call("GET", "/readyz?probe=now")
    lanes = {lane["channel"]: lane["probe"] for lane in broken.json["lanes"]}
    node.sms.well = Probe(ok=True)
    mended = await node.call("GET", "/readyz?probe=now")

    assert broken.status == 503
    assert broken.json["faults"] == ["sms: veien ut virker ikke. Leverandøren godtok ikke brukernavn og passord."]
    assert lanes["sms"] | {"age_seconds": 0} == {"ok": False, "reason": "credentials", "took_ms": 12, "age_seconds": 0}
    assert 0 <= lanes["sms"]["age_seconds"] < 60
    assert lanes["email"]["ok"] is True
    assert lanes["banner"] is None
    assert (mended.status, mended.json["faults"]) == (200, [])


async def test_a_failed_probe_beside_a_route_that_works_is_no_fault(office: OfficeScene) -> None:
    """The backup carries the channel: the node is ready, and the list of lanes tells which of the two is not."""
    backup = Taker(ChannelName.SMS, LaneKind.CAPTURE, "backup")
    async with running(office, backups=[backup]) as node:
        node.sms.well, backup.well = Probe(ok=False, reason="credentials"), Probe(ok=True)
        carried = await node.call("GET", "/readyz?probe=now")
        backup.well = Probe(ok=False, reason="dns")
        neither = await node.call("GET", "/readyz?probe=now")

    lanes = {lane["provider"]: lane["probe"] for lane in carried.json["lanes"] if lane["channel"] == "sms"}
    assert carried.status == 200
    assert (lanes["capture"]["ok"], lanes["backup"]["ok"]) == (False, True)
    assert neither.status == 503
    assert len(neither.json["faults"]) == 2


async def test_the_world_cannot_make_a_node_ask(node: Node) -> None:
    """A question costs the provider something: from elsewhere it takes a token."""
    outside = await node.call("GET", "/readyz?probe=now", headers={"X-Forwarded-For": "192.0.2.7"})
    right = await node.call("GET", "/readyz?probe=now", by="siri", headers={"X-Forwarded-For": "192.0.2.7"})

    assert (outside.status, right.status) == (403, 200)


async def until_ready_is(node: Node, *, ready: bool) -> Answer:
    """Ask until it is so."""
    until = time.monotonic() + 10
    while (answer := await node.call("GET", "/readyz")).json["ready"] is not ready:
        assert time.monotonic() < until
        await asyncio.sleep(0.02)
    return answer


@pytest.mark.sqlite
async def test_a_ledger_that_cannot_be_written_is_not_ready(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process holds the write lock for long: the node says so, and is ready again afterwards."""
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    lock = WriteLock(node.scene.ledger.path)
    with lock.held():
        held = await node.call("GET", "/readyz")
        alive = await node.call("GET", "/healthz")
    lock.close()
    after = await until_ready_is(node, ready=True)

    assert held.status == 503
    assert held.json["faults"][0].startswith("Databasen svarte ikke")
    assert alive.status == 200
    assert after.status == 200


def numbers(answer: Answer) -> dict[tuple[str, ...], float]:
    """Every sample, by its name and labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.body.decode())
        for sample in family.samples
    }


async def test_the_numbers_are_those_of_the_ledger(node: Node) -> None:
    """Deliveries by channel and state, lanes, journal: counted when asked."""
    alert = await node.approved()
    view = await node.until(alert, lambda view: view["state"] == "done")
    before = node.scene.ledger.read_now(_entries)
    found = numbers(await node.call("GET", "/metrics"))
    entries = node.scene.ledger.read_now(_entries)
    listed = (await node.call("GET", "/api/v1/alerts?kind=service", "kari")).json["alerts"]
    service = [await node.view(one["id"]) for one in listed]
    waves = [*view["waves"], *(wave for one in service for wave in one["waves"])]
    accepted = sum(wave["channels"].get("sms", {}).get("accepted", 0) for wave in waves)

    assert found["dispatcher_deliveries", "sms", "accepted"] == accepted > 0
    assert found["dispatcher_deliveries", "banner", "accepted"] == 1
    assert found["dispatcher_deliveries", "sms", "unsure"] == 0
    assert found["dispatcher_lane_in_flight", "sms", "capture", "capture"] == 0
    assert found["dispatcher_lane_breaker_open", "email", "capture", "capture"] == 0
    assert before <= found["dispatcher_journal_entries_total",] <= entries
    assert found["dispatcher_active_alerts",] == 0
    assert found["dispatcher_banner_version",] == 1


async def test_the_numbers_tell_how_each_route_is(node: Node) -> None:
    """The result and the age of every probe; a lane that cannot be asked has neither."""
    node.sms.well, node.email.well = Probe(ok=False, reason="timeout"), Probe(ok=True)
    await node.call("GET", "/readyz?probe=now")
    found = numbers(await node.call("GET", "/metrics"))

    assert found["dispatcher_probe_ok", "sms", "capture", "capture"] == 0
    assert found["dispatcher_probe_ok", "email", "capture", "capture"] == 1
    assert 0 <= found["dispatcher_probe_age_seconds", "sms", "capture", "capture"] < 60
    assert ("dispatcher_probe_ok", "banner", "capture", "capture") not in found


def _entries(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM journal").scalar() or 0)


@pytest.mark.parametrize("name", ["Forwarded", "X-Forwarded-For", "X-Real-IP"])
async def test_the_world_behind_a_proxy_needs_a_token(node: Node, name: str) -> None:
    """What was forwarded is not from this machine, whoever carried it here."""
    outside = await node.call("GET", "/metrics", headers={name: "192.0.2.7"})
    wrong = await node.call("GET", "/metrics", headers={name: "192.0.2.7", "Authorization": "Bearer feil"})
    right = await node.call("GET", "/metrics", by="siri", headers={name: "192.0.2.7"})

    assert (outside.status, wrong.status, right.status) == (403, 401, 200)
    assert outside.title == "Måltallene kan bare leses fra denne maskinen eller med en nøkkel."


async def test_alarms_stand_where_machines_look(node: Node) -> None:
    """At /readyz in words, in the metrics by cause, and on the alert; a node that can send is ready all the same."""
    alert = await node.approved()
    now = node.scene.now
    node.scene.ledger.write_now(block, alert, ChannelName.PUSH, "content", now)
    node.scene.ledger.write_now(alarm_book.settle, Facts(watching_since=now), now)
    ready = await node.call("GET", "/readyz")
    found = numbers(await node.call("GET", "/metrics"))
    (alarm,) = ready.json["alarms"]

    assert ready.status == 200
    assert (alarm["cause"], alarm["about"], alarm["told_at"]) == ("lane-paused", f"{alert}/push", None)
    assert (await node.view(alert))["alarms"] == [alarm["words"]]
    assert found["dispatcher_alarms", "lane-paused"] == 1
    assert found["dispatcher_alarms", "stalled"] == 0
