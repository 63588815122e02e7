"""Every delivery as lines: streamed, filtered, masked, and harmless in a spreadsheet."""

import asyncio
import csv
import io
import json
import threading
from typing import Any

import pytest
from aiohttp import ClientError
from sqlalchemy import insert, select, update
from structlog.testing import capture_logs

from dispatcher.approval.reading import ROWS_AGAIN
from dispatcher.domain.errors import Unavailable
from dispatcher.domain.states import Role
from dispatcher.ledger import delivery_pages
from dispatcher.ledger.tables import deliveries, journal, variants, waves
from dispatcher.web.answers import Delivery
from dispatcher.web.deliveries import cell
from tests.web.node import Answer, Node


async def told(node: Node) -> str:
    """An alert that is done: nothing changes any more."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["state"] == "done")
    return alert


async def listed(node: Node, alert: str, query: str = "", accept: str = "*/*") -> Answer:
    return await node.call("GET", f"/api/v1/alerts/{alert}/deliveries{query}", "kari", headers={"Accept": accept})


def lines(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.body.splitlines()]


async def test_each_delivery_is_a_line(node: Node) -> None:
    """NDJSON by default, with exactly the contract's names, addresses masked."""
    alert = await told(node)
    answer = await listed(node, alert)
    rows = lines(answer)
    counts = [seven["total"] for wave in (await node.view(alert))["waves"] for seven in wave["channels"].values()]

    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert list(rows[0]) == delivery_pages.FIELDS
    assert len(rows) == sum(counts)
    for row in rows:
        Delivery.model_validate(row)
    shown = " ".join(str(row["address"]) for row in rows)
    assert not any(message.address in shown for message in node.sms.taken)
    assert "+47…" in shown


@pytest.mark.parametrize(
    ("query", "accept"), [("?format=csv", "*/*"), ("", "text/csv"), ("", "text/csv;q=1.0, text/plain;q=0.5")]
)
async def test_csv_by_accept_or_format(node: Node, query: str, accept: str) -> None:
    """The same rows in a table, to be saved under the alert's name."""
    alert = await told(node)
    answer = await listed(node, alert, query, accept)
    rows = list(csv.DictReader(io.StringIO(answer.body.decode(), newline="")))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="varsel-{alert}.csv"'
    assert list(rows[0]) == delivery_pages.FIELDS
    assert [row["id"] for row in rows] == [str(row["id"]) for row in lines(await listed(node, alert))]
    assert all(not row["address"].startswith("+") for row in rows)


async def test_filters_narrow(node: Node) -> None:
    """By state, channel, and wave by its name or number, together too."""
    alert = await told(node)
    rows = lines(await listed(node, alert))
    by_channel = lines(await listed(node, alert, "?channel=sms"))
    by_name = lines(await listed(node, alert, "?wave=Kriseledelse+og+ledere"))
    by_number = lines(await listed(node, alert, "?wave=1&state=accepted&channel=email"))

    assert by_channel == [row for row in rows if row["channel"] == "sms"]
    assert by_name == [row for row in rows if row["wave"] == "Kriseledelse og ledere"]
    assert by_number == [row for row in by_name if row["state"] == "accepted" and row["channel"] == "email"]
    assert by_number


@pytest.mark.parametrize(
    ("query", "where", "words"),
    [
        ("?state=sendt", "state", "Må være en av: waiting, sending, accepted"),
        ("?channel=fax", "channel", "Må være en av: sms, email"),
        ("?wave=9", "wave", "Varselet har ingen slik bølge. Det har: 1 (Kriseledelse og ledere)"),
        ("?format=xlsx", "format", "Må være en av: ndjson, csv."),
    ],
)
async def test_an_unknown_filter_is_told(node: Node, query: str, where: str, words: str) -> None:
    """422 with what there is."""
    alert = await node.draft()
    answer = await listed(node, alert, query)

    assert answer.status == 422
    assert words in answer.faults[where]


async def test_an_alert_without_deliveries_is_an_empty_list(node: Node) -> None:
    """A draft has none: no line, and a table with its head."""
    alert = await node.draft()
    table = await listed(node, alert, "?format=csv")

    assert (await listed(node, alert)).body == b""
    assert table.body.decode().splitlines() == [",".join(delivery_pages.FIELDS)]


async def test_pages_follow_each_other_without_gap_or_repeat(node: Node) -> None:
    """More rows than a page holds come whole and in order."""
    alert = await told(node)
    await node.act(alert, "stop", "kari", why="nok")
    node.scene.ledger.write_now(_many, alert, 2 * delivery_pages.PAGE + 7)
    rows = lines(await listed(node, alert, "?state=skipped&channel=push"))

    assert len(rows) == 2 * delivery_pages.PAGE + 7
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})


def _many(connection: object, alert: str, count: int) -> None:
    assert hasattr(connection, "execute")
    wave = connection.execute(select(waves.c.id).where(waves.c.alert_id == alert)).first()[0]
    variant = connection.execute(select(variants.c.id).where(variants.c.alert_id == alert)).first()[0]
    row = {"alert_id": alert, "wave_id": wave, "cls": "staff", "channel": "push", "variant_id": variant, "due_at": 0}
    row |= {"state": "skipped", "reason": "test"}
    connection.execute(insert(deliveries), [row | {"ref": f"x{number}"} for number in range(count)])


async def test_a_list_that_breaks_off_is_not_taken_for_whole(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the ledger goes away between two pages the connection is cut; before the first it is a 503."""
    alert = await told(node)
    whole = delivery_pages.page

    def second_fails(connection: Any, alert_id: str, after: int, **chosen: Any) -> list[dict[str, Any]]:
        if after:
            raise Unavailable
        return whole(connection, alert_id, after, **chosen)

    def first_fails(*_: Any, **__: Any) -> list[dict[str, Any]]:
        raise Unavailable

    monkeypatch.setattr(delivery_pages, "page", second_fails)
    with pytest.raises(ClientError):
        await listed(node, alert)
    monkeypatch.setattr(delivery_pages, "page", first_fails)
    answer = await listed(node, alert)

    assert answer.status == 503
    assert answer.headers["Retry-After"] == "5"


async def test_a_formula_stays_a_text(node: Node) -> None:
    """Whatever a list or a provider put into a cell, a spreadsheet shows it and does nothing."""
    alert = await told(node)
    evil = '=HYPERLINK("http://evil.example";"klikk")'
    node.scene.ledger.write_now(
        lambda connection: connection.execute(update(deliveries).values(provider_id=evil, reason="@SUM(1)"))
    )
    rows = list(csv.DictReader(io.StringIO((await listed(node, alert, "?format=csv")).body.decode(), newline="")))

    assert rows[0]["provider_id"] == f"'{evil}"
    assert rows[0]["reason"] == "'@SUM(1)"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_every_first_letter_that_a_spreadsheet_acts_on_is_quoted(first: str) -> None:
    """OWASP's list; a number loses its plus instead."""
    assert cell(f"{first}1", "reason") == f"'{first}1"
    assert cell("+47…99", "address") == "47…99"
    assert cell(7, "attempts") == 7
    assert cell("trygg = ja", "reason") == "trygg = ja"


def readings(node: Node) -> list[tuple[str, str]]:
    """Who the journal says has read whose rows."""
    mine = select(journal.c.actor, journal.c.alert_id).where(journal.c.kind == "rows.read").order_by(journal.c.seq)
    return node.scene.ledger.read_now(lambda connection: [tuple(row) for row in connection.execute(mine)])


@pytest.mark.requirement("R007")
async def test_who_reads_the_rows_is_written_down_once_an_hour(node: Node) -> None:
    """Both forms, however often a program asks while a send goes on; each user for themselves, and again later."""
    alert = await told(node)
    for query in ("", "?format=csv", "?state=failed"):
        assert (await listed(node, alert, query)).status == 200
    await node.call("GET", f"/api/v1/alerts/{alert}/deliveries", "siri")
    assert readings(node) == [("kari", alert), ("siri", alert)]

    node.scene.now += ROWS_AGAIN
    await listed(node, alert)
    assert readings(node)[2:] == [("kari", alert)]
    page = (await node.call("GET", f"/api/v1/incidents/{alert.partition('-')[0]}/report.json", "siri")).json
    assert "Så linjene om hver mottaker (uten navn og med skjulte adresser)" in str(page["journal"]["entries"][-1])


async def test_what_is_refused_is_nobodys_reading(node: Node) -> None:
    """Nothing was shown."""
    alert = await node.draft()
    await listed(node, alert, "?wave=9")
    await listed(node, "4711-1")

    assert readings(node) == []


@pytest.mark.parametrize("role", Role, ids=str)
async def test_rows_are_for_those_who_run_and_judge_an_alert(node: Node, role: Role) -> None:
    """Contributors and editors get no reference, class and masked address of each recipient."""
    alert = await node.draft()
    node.hire("one", [role])
    answer = await node.call("GET", f"/api/v1/alerts/{alert}/deliveries", "one")

    assert answer.status == (403 if role in {Role.CONTRIBUTOR, Role.EDITOR} else 200)


async def test_a_ledger_that_cannot_be_written_holds_no_rows_back(node: Node) -> None:
    """The disk is full: the rows come all the same, and the log says what is missing."""
    alert = await told(node)
    node.scene.ledger.write_now(
        lambda connection: connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    )
    with capture_logs() as logs:
        answer = await listed(node, alert)

    assert answer.status == 200
    assert lines(answer)
    assert [line["event"] for line in logs if line["event"].startswith("rows.")] == ["rows.not_journalled"]
    assert readings(node) == []


async def test_a_ledger_that_is_busy_holds_no_rows_back(node: Node) -> None:
    """The answer comes while the writer is held; the line is written when it is let go."""
    alert = await told(node)
    held, free = threading.Event(), threading.Event()

    def hold(_: Any) -> None:
        held.set()
        free.wait(20)

    holding = asyncio.create_task(node.scene.ledger.write(hold))
    await asyncio.to_thread(held.wait)
    answer = await listed(node, alert)
    assert (answer.status, readings(node)) == (200, [])
    free.set()
    await holding
    await node.scene.ledger.write(lambda _: None)  # the one after the line in the writer's queue

    assert readings(node) == [("kari", alert)]
