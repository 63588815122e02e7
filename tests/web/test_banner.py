"""The banner as data: what everybody sees, when it changes, and how cheap it is to ask again."""

import asyncio
import threading
import time
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from dispatcher.domain.errors import Unavailable
from dispatcher.domain.outcome import Unsure
from dispatcher.ledger import public
from dispatcher.ledger.engine import READERS, Ledger
from dispatcher.web.public_state import FRESH, PublicView
from tests.web.node import EVACUATION, PATIENCE, Answer, Node

KEYS = {
    *("id", "number", "kind", "severity", "headline", "text", "instruction", "areas", "sent_at", "confirmed_at"),
    "url",
}


async def banner(node: Node, path: str = "/banner.json", by: str | None = None, **headers: str) -> Answer:
    return await node.call("GET", path, by, headers={name.replace("_", "-"): value for name, value in headers.items()})


async def test_nothing_to_tell_is_an_empty_list(node: Node) -> None:
    """Never 404, for any site to read, and to be kept for a moment only."""
    answer = await banner(node)

    assert answer.status == 200
    assert answer.json == {"mode": "exercise", "version": 0, "updated_at": None, "alerts": []}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=1"
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.requirement("R053", "R056", "R087")
async def test_an_alert_is_on_the_banner_when_its_wave_has_opened(node: Node) -> None:
    """Exactly the contract's names; every language of the plan; areas as people call them."""
    alert = await node.published()
    answer = await banner(node)
    (entry,) = answer.json["alerts"]

    assert answer.json["mode"] == "exercise"
    assert answer.json["version"] >= 1
    assert set(entry) == KEYS
    assert (entry["id"], entry["number"], entry["kind"], entry["severity"]) == (alert, 1001, "first", "extreme")
    assert entry["areas"] == ["Ådalsbruk"]
    for texts in (entry["headline"], entry["text"], entry["instruction"]):
        assert list(texts) == ["nb", "nn", "en"]
        assert all(text.startswith("ØVELSE") and text.endswith("ØVELSE") for text in texts.values())
    assert "leirskred" in entry["text"]["nb"]
    assert entry["url"] == f"{node.address}/krise#varsel-{alert}"
    assert datetime.fromisoformat(entry["sent_at"]).tzinfo is not None


async def test_nothing_of_an_alert_shows_before_its_wave(node: Node) -> None:
    """Drafted, submitted, approved with its public wave still behind a gate: the list stays empty."""
    alert, fingerprint = await node.submitted()
    before = await banner(node)
    node.sms.answer = node.email.answer = lambda _: Unsure(reason="silence")  # nobody is told, so no gate opens
    await node.act(alert, "approve", "anne", fingerprint=fingerprint)
    view = await node.until(alert, lambda view: view["waves"][0]["channels"]["sms"]["unsure"] > 0)
    after = await banner(node)

    assert view["waves"][2]["opened_at"] is None
    assert before.json["alerts"] == after.json["alerts"] == []


async def test_a_stop_shows_at_once(node: Node) -> None:
    """The first look after the answer to stop has it no more, and the version says that something happened."""
    alert = await node.published()
    before = await banner(node)
    await node.act(alert, "stop", "kari", why="falsk alarm")
    answer = await banner(node)

    assert before.json["alerts"]
    assert answer.json["alerts"] == []
    assert answer.json["version"] > before.json["version"]


async def test_heavy_reading_holds_up_neither_banner_nor_stop(node: Node) -> None:
    """With every reader of the ledger busy for long, a stop is taken and shows."""
    alert = await node.published()
    let_go = threading.Event()
    busy = [asyncio.create_task(node.scene.ledger.read(lambda _: let_go.wait(PATIENCE))) for _ in range(2 * READERS)]
    shown = await banner(node)
    stopping = asyncio.create_task(node.act(alert, "stop", "kari", why="falsk alarm"))
    begun = time.monotonic()
    while (await banner(node)).json["alerts"]:
        assert time.monotonic() - begun < PATIENCE / 2  # the readers are busy for twice as long
    let_go.set()
    await asyncio.gather(*busy)

    assert shown.json["alerts"]
    assert (await stopping).status == 200


async def test_who_has_it_already_gets_a_304(node: Node) -> None:
    """By ETag, weak or strong, in a list or as a star; another tag gets the whole."""
    await node.published()
    first = await banner(node)
    tag = first.headers["ETag"]
    known = [await banner(node, If_None_Match=asked) for asked in (tag, f"W/{tag}", f'"x", {tag}', "*")]
    other = await banner(node, If_None_Match='"x"')

    assert [answer.status for answer in known] == [304] * 4
    assert {answer.headers["ETag"] for answer in known} == {tag}
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in known} == {"*"}
    assert other.body == first.body


async def test_the_tag_follows_the_content(node: Node) -> None:
    """A change makes another tag, so nobody keeps an old text."""
    empty = await banner(node)
    alert = await node.published()
    shown = await banner(node)
    await node.act(alert, "stop", "kari", why="falsk alarm")
    await asyncio.sleep(FRESH)
    gone = await banner(node, If_None_Match=shown.headers["ETag"])

    assert gone.status == 200
    assert len({empty.headers["ETag"], shown.headers["ETag"], gone.headers["ETag"]}) == 3


async def test_a_head_tells_the_same_without_the_content(node: Node) -> None:
    """HEAD has the ETag."""
    tag = (await banner(node)).headers["ETag"]
    head = await node.call("HEAD", "/banner.json")

    assert (head.status, head.headers["ETag"], head.body) == (200, tag, b"")


async def test_a_live_node_shows_real_alerts_to_all_and_exercises_to_its_own(live: Node) -> None:
    """An exercise on a live node is nowhere in public; signed-in users see it under /exercise."""
    exercise = await live.published()
    public_banner, private = await banner(live), await banner(live, "/exercise/banner.json", by="siri")
    page, private_page = await banner(live, "/krise"), await banner(live, "/exercise/krise", by="siri")

    assert public_banner.json["mode"] == "real"
    assert public_banner.json["alerts"] == []
    assert "Evakuering" not in page.body.decode()
    assert private.json["mode"] == "exercise"
    assert [entry["id"] for entry in private.json["alerts"]] == [exercise]
    assert private.json["alerts"][0]["url"] == f"{live.address}/exercise/krise#varsel-{exercise}"
    assert private.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in private.headers
    assert "Evakuering" in private_page.body.decode()
    assert [(await banner(live, f"/exercise/{name}")).status for name in ("banner.json", "krise")] == [401, 401]


async def test_a_real_alert_on_a_live_node_is_public_and_unmarked(live: Node) -> None:
    """No ØVELSE in what is real, and nothing of it under /exercise."""
    alert, fingerprint = await live.submitted(mode="real", scenario="evakuering", fields=EVACUATION)
    await live.act(alert, "approve", "anne", fingerprint=fingerprint)
    await live.until(alert, lambda view: view["waves"][2]["channels"]["banner"]["accepted"] == 1)
    shown, page = await banner(live), await banner(live, "/krise")
    private = await banner(live, "/exercise/banner.json", by="siri")

    assert [entry["id"] for entry in shown.json["alerts"]] == [alert]
    assert "ØVELSE" not in shown.body.decode() + page.body.decode()
    assert private.json["alerts"] == []


@pytest.mark.requirement("R079")
async def test_the_ledger_is_not_asked_at_every_view(node: Node) -> None:
    """Hundreds of views within a moment are one look."""
    looked = 0
    inner = node.scene.ledger.glance

    async def counted(*given: Any) -> Any:
        nonlocal looked
        looked += given[0].__name__ == "_newer"
        return await inner(*given)

    node.scene.ledger.glance = counted  # type: ignore[method-assign,assignment]
    begun, commits = time.monotonic(), node.scene.ledger.commits
    asked = [asyncio.create_task(banner(node)) for _ in range(200)]
    for _ in range(50):
        await node.scene.ledger.write(public.heartbeat, node.scene.now)  # a send commits all the time
    await asyncio.gather(*asked)
    took = time.monotonic() - begun

    assert node.scene.ledger.commits - commits >= 50
    assert 1 <= looked <= 2 + took / FRESH


async def test_the_short_way_tells_the_same(node: Node) -> None:
    """What is answered from memory before the router has the bytes and the headers of the common way, date aside."""
    await node.published()
    await banner(node)
    short, common = await banner(node), await banner(node, If_None_Match='"other"')
    queried, headed = await banner(node, "/banner.json?x=1"), await node.call("HEAD", "/banner.json")
    told = [{name: value for name, value in one.headers.items() if name != "Date"} for one in (short, common, queried)]

    assert short.body == common.body == queried.body
    assert told[0] == told[1] == told[2]
    assert dict(headed.headers).keys() == dict(short.headers).keys()
    assert "Content-Security-Policy" in short.headers


class Away(Ledger):
    """A ledger whose disk has gone for a while."""

    away = False

    def _read(self, work: Any, args: Any) -> Any:
        if self.away:
            raise Unavailable
        return super()._read(work, args)


async def test_what_was_known_stays_when_the_ledger_is_away(node: Node) -> None:
    """A citizen sees the last that was true rather than an error; before anything was known it is 503."""
    ledger = Away(node.scene.ledger.where)
    services = node.services.__class__(**{**node.services.__dict__, "ledger": ledger})
    mode = "exercise"
    view = PublicView(services, mode, "x")  # type: ignore[arg-type]
    known = await view.state()
    ledger.away = True
    await asyncio.sleep(FRESH)
    again = await view.state()
    fresh = PublicView(services, mode, "x")  # type: ignore[arg-type]

    assert again is known
    with pytest.raises(Unavailable):
        await fresh.state()
    ledger.close()


async def test_an_area_without_own_words_stands_by_its_name(node: Node) -> None:
    """The banner names areas; the page says what people call them."""
    alert = await node.approved(scenario="stromutfall", fields={}, areas=["hele-kommunen", "budor"])
    await node.until(alert, lambda view: view["waves"][2]["channels"]["banner"]["accepted"] == 1)
    shown, page = await banner(node), (await banner(node, "/krise")).body.decode()

    assert shown.json["alerts"][0]["areas"] == ["Hele kommunen", "Budor"]
    assert "Hele Løten, Budor" in page
    assert "All of Løten, Budor" in page


async def test_a_withdrawal_by_another_process_shows_too(node: Node) -> None:
    """The command line writes beside the node; its stop is seen as soon."""
    alert = await node.published()

    def withdraw(connection: Connection) -> None:
        public.withdraw(connection, alert, node.scene.now)

    beside = Ledger(node.scene.ledger.where)
    await banner(node)
    await beside.write(withdraw)
    beside.close()
    await asyncio.sleep(FRESH)

    assert (await banner(node)).json["alerts"] == []
