"""The archive package over HTTP: taken out, mailed to postmottak, confirmed received (R122)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from dispatcher.archive.verifying import verify_package
from dispatcher.channels.package_mail import Attached, captured_mail
from dispatcher.domain.errors import WrongLane
from dispatcher.domain.states import Mode
from dispatcher.ledger.tables import journal
from dispatcher.plan_file import LoadedPlan
from dispatcher.ports import SystemClock
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode
from tests.channels.smtp_server import AFTER_DOT, DROP, SmtpServer, smtp_server
from tests.office import OfficeScene
from tests.web.node import Node, running

ARCHIVE = "/api/v1/incidents/1001/archive"
CONFIRM, MAIL, LIST = f"{ARCHIVE}/confirm", f"{ARCHIVE}/mail", "/api/v1/incidents/1001/archives"


@pytest.fixture
async def post() -> AsyncIterator[SmtpServer]:
    """Postmottak's mail server, as the capture process or a real one would answer."""
    async with smtp_server() as server:
        yield server


@pytest.fixture
async def node(tmp_path: Path, plan_and_texts: tuple[LoadedPlan, Rendering], post: SmtpServer) -> AsyncIterator[Node]:
    """An exercise node on SQLite, whose packages are mailed to this machine."""
    scene = OfficeScene(tmp_path, *plan_and_texts, NodeMode.EXERCISE)
    sender = scene.plan.municipality.email_sender
    lane = captured_mail("127.0.0.1", post.port, sender=sender, clock=SystemClock())
    async with running(scene, postmottak={Mode.EXERCISE: lane}) as one:
        yield one
    await lane.close()
    scene.ledger.close()


def lines(node: Node) -> list[dict[str, object]]:
    """What the journal says of packages: kind, who, what; none of it in an incident's own chain."""
    chosen = select(journal).where(journal.c.kind.like("archive.%")).order_by(journal.c.seq)
    rows = node.scene.ledger.read_now(lambda connection: connection.execute(chosen).all())
    assert {row.incident for row in rows} <= {None}
    return [{"kind": row.kind, "by": row.actor, **json.loads(row.data)} for row in rows]


@pytest.mark.requirement("R122")
async def test_a_package_is_taken_out_checked_and_confirmed_received(node: Node, tmp_path: Path) -> None:
    """One zip, the same bytes twice; who took it out is kept; a person confirms it with the archive's reference."""
    await node.draft()
    answer = await node.call("GET", ARCHIVE, "siri")
    again = await node.call("GET", ARCHIVE, "siri")
    (tmp_path / "pakke.zip").write_bytes(answer.body)
    confirmed = await node.call("POST", CONFIRM, "siri", json={"reference": " 2026/1234-5 "})

    assert answer.body == again.body
    assert 'filename="arkivpakke-hendelse-1001-OVELSE.zip"' in answer.headers["Content-Disposition"]
    (told,) = confirmed.json["packages"]
    assert told["sha256"] == hashlib.sha256(answer.body).hexdigest()
    assert (told["reference"], told["confirmed_by"], told["mailed_at"]) == ("2026/1234-5", "siri", None)
    assert verify_package(tmp_path / "pakke.zip", told["anchor"]).whole
    assert [(line["kind"], line["by"]) for line in lines(node)] == [
        ("archive.made", "siri"),
        ("archive.confirmed", "siri"),
    ]
    twice = await node.call("POST", CONFIRM, "kari", json={"reference": "x"})
    assert (twice.status, "2026/1234-5" in twice.title) == (409, True)


@pytest.mark.requirement("R123")
async def test_the_log_alone_is_the_table_of_the_package(node: Node, tmp_path: Path) -> None:
    """The very bytes, without a zip to open, for those who may read the log."""
    await node.draft()
    await node.call("POST", "/api/v1/incidents/1001/log", "kari", json={"text": "Vannverket ringte."})
    package = await node.call("GET", ARCHIVE, "siri")
    table = await node.call("GET", "/api/v1/incidents/1001/log.csv", "siri")
    (tmp_path / "pakke.zip").write_bytes(package.body)
    with ZipFile(tmp_path / "pakke.zip") as zipped:
        inside = zipped.read("logg/logg.csv")

    assert table.body == inside
    assert (table.headers["Content-Type"], table.headers["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="logg-1001.csv"',
    )
    assert (await node.call("GET", "/api/v1/incidents/1001/log.csv", "eli")).status == 403
    assert (await node.call("GET", "/api/v1/incidents/4711/log.csv", "siri")).status == 404


async def test_what_happens_later_makes_another_package(node: Node) -> None:
    """The first stays confirmed under its own hash; the newest is what is confirmed next."""
    await node.draft()
    await node.call("GET", ARCHIVE, "kari")
    await node.call("POST", "/api/v1/incidents/1001/log", "kari", json={"text": "Etterpå."})
    await node.call("GET", ARCHIVE, "kari")
    first, second = reversed((await node.call("GET", LIST, "kari")).json["packages"])
    await node.call("POST", CONFIRM, "kari", json={"reference": "2026/1", "package": first["id"]})
    told = (await node.call("POST", CONFIRM, "kari", json={"reference": "2026/2"})).json["packages"]

    assert first["anchor"] != second["anchor"]
    assert (first["lacks"], second["lacks"]) == (1, 0)
    assert [(one["id"], one["reference"]) for one in told] == [(second["id"], "2026/2"), (first["id"], "2026/1")]


@pytest.mark.parametrize("given", [{}, {"reference": "  "}, {"reference": "x" * 101}, {"reference": "1", "package": 0}])
async def test_a_confirmation_needs_a_reference(node: Node, given: dict[str, object]) -> None:
    """In words, and nothing is confirmed."""
    await node.draft()
    await node.call("GET", ARCHIVE, "kari")

    assert (await node.call("POST", CONFIRM, "kari", json=given)).status == 422
    assert [line["kind"] for line in lines(node)] == ["archive.made"]


async def test_nothing_is_confirmed_that_was_not_made(node: Node) -> None:
    """No package yet, another incident's, or none of that number."""
    await node.draft()
    await node.draft()
    await node.call("GET", "/api/v1/incidents/1002/archive", "kari")

    assert (await node.call("POST", CONFIRM, "kari", json={"reference": "1"})).status == 409
    assert (await node.call("POST", CONFIRM, "kari", json={"reference": "1", "package": 1})).status == 404
    assert (await node.call("POST", CONFIRM, "kari", json={"reference": "1", "package": 99})).status == 404
    assert (await node.call("GET", "/api/v1/incidents/4711/archive", "kari")).status == 404
    assert (await node.call("GET", "/api/v1/incidents/4711/archives", "kari")).status == 404


def mail_of(post: SmtpServer) -> EmailMessage:
    return message_from_bytes(post.mails[0].content, EmailMessage, policy=default)


@pytest.mark.requirement("R122")
async def test_a_package_is_mailed_to_postmottak(node: Node, post: SmtpServer) -> None:
    """One mail to the plan's postmottak, marked as the exercise it is, with the package that can be taken out."""
    await node.draft()
    told = (await node.call("POST", MAIL, "kari", json={})).json["packages"][0]
    mail = mail_of(post)
    attached = next(part for part in mail.walk() if part.get_filename())
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""

    assert [mail.recipient for mail in post.mails] == ["postmottak@loten.example"]
    assert mail["Subject"] == "ØVELSE – Arkivpakke, hendelse 1001, Løten kommune – ØVELSE"
    assert text.startswith("ØVELSE")
    assert text.rstrip().endswith("ØVELSE")
    assert told["anchor"] in text
    assert attached.get_filename() == "arkivpakke-hendelse-1001-OVELSE.zip"
    assert hashlib.sha256(attached.get_payload(decode=True)).hexdigest() == told["sha256"]  # type: ignore[arg-type]
    assert (told["mailed_by"], told["confirmed_at"]) == ("kari", None)


@pytest.mark.parametrize(
    ("step", "reply", "words"), [("RCPT", "550 5.1.1 nei", "tok ikke imot"), (AFTER_DOT, DROP, "usikkert")]
)
async def test_a_mail_that_did_not_leave_is_not_called_mailed(
    node: Node, post: SmtpServer, step: str, reply: str, words: str
) -> None:
    """Refused, or nobody knows: 409 in words, a line in the journal, and no mark on the package."""
    post.wrong[step] = reply
    await node.draft()
    answer = await node.call("POST", MAIL, "kari", json={})

    assert (answer.status, words in answer.title) == (409, True)
    assert (await node.call("GET", LIST, "kari")).json["packages"][0]["mailed_at"] is None
    assert [line["kind"] for line in lines(node)] == ["archive.made", "archive.not-mailed"]
    assert "postmottak@" not in json.dumps(lines(node))


async def test_an_exercise_cannot_reach_the_real_postmottak(post: SmtpServer) -> None:
    """By construction: a capture lane talks to this machine alone, and refuses what is not an exercise."""
    lane = captured_mail("127.0.0.1", post.port, sender="krisevarsel@loten.example", clock=SystemClock())
    words = {"to": "postmottak@loten.example", "subject": "x", "text": "x", "name": "x.zip", "reference": "x.1"}
    with pytest.raises(WrongLane):
        captured_mail("203.0.113.7", 25, sender="krisevarsel@loten.example", clock=SystemClock())
    for mode in (Mode.REAL, Mode.TEST):
        with pytest.raises(WrongLane):
            await lane.send(Attached(mode=mode, content=b"x", **words))

    assert post.connections == 0


async def test_without_a_lane_it_is_taken_out_by_hand(node: Node) -> None:
    """The node has no lane for this mode: words, and nothing was sent."""
    object.__setattr__(node.services, "postmottak", {})
    await node.draft()
    answer = await node.call("POST", MAIL, "kari", json={})

    assert (answer.status, "Last pakken ned" in answer.title) == (409, True)
