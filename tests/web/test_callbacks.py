"""Twilio's callbacks: 204 after the commit, 403 without the right signature, 503 when it cannot be written."""

import asyncio
from urllib.parse import urlencode

import pytest
import structlog
from aiohttp import ClientSession, TCPConnector
from sqlalchemy import Connection, func, insert, select
from twilio.request_validator import RequestValidator

from dispatcher.ledger.tables import attempts, receipts
from dispatcher.web.callbacks import PROBE
from tests.office import OfficeScene
from tests.web.node import TOKENS, Answer, Node, running

UNKNOWN = "1f-00112233445566778899aabbccddeeff"
FORM = {"MessageSid": "SM1", "MessageStatus": "delivered", "AccountSid": "AC1", "ErrorCode": ""}


def signed(node: Node, attempt: str, form: dict[str, str], token: str) -> dict[str, str]:
    """The headers with which Twilio would send the form."""
    url = f"{node.services.address}/callbacks/twilio/{attempt}"
    return {
        "X-Twilio-Signature": RequestValidator(token).compute_signature(url, form),
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
    }


async def callback(
    node: Node, attempt: str, form: dict[str, str], *, token: str = TOKENS["capture"], path: str | None = None
) -> Answer:
    """One callback, signed with a token."""
    headers = signed(node, attempt, form, token)
    return await node.call(
        "POST", path or f"/callbacks/twilio/{attempt}", data=urlencode(form).encode(), headers=headers
    )


def kept(node: Node) -> list[tuple[str, str, bool]]:
    """The receipts in the ledger."""

    def read(connection: Connection) -> list[tuple[str, str, bool]]:
        rows = connection.execute(select(receipts).order_by(receipts.c.id))
        return [(row.attempt_id, row.status, row.known) for row in rows]

    return node.scene.ledger.read_now(read)


async def test_a_signed_callback_is_committed_when_it_is_answered(node: Node) -> None:
    """204, the receipt stands in the ledger, and the delivery is delivered."""
    attempt = await node.attempt()
    answer = await callback(node, attempt, FORM)

    assert answer.status == 204
    assert kept(node) == [(attempt, "delivered", True)]
    assert node.delivery_of(attempt).state == "delivered"


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
async def test_a_probe_of_the_way_back_is_answered_and_not_kept(node: Node, token: str) -> None:
    """Signed by an account of ours, or by the ledger's own token: 204 when a receipt could be kept, and none is."""
    answer = await callback(node, PROBE, FORM, token=token)

    assert answer.status == 204
    assert kept(node) == []


async def test_a_probe_of_the_way_back_by_a_stranger_is_refused(node: Node) -> None:
    """As a receipt would be."""
    assert (await callback(node, PROBE, FORM, token="another")).status == 403


@pytest.mark.sqlite
async def test_a_probe_of_the_way_back_needs_a_ledger_that_can_be_written(node: Node) -> None:
    """503 when a receipt could not be kept."""

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )

    node.scene.ledger.write_now(fill)
    answer = await callback(node, PROBE, FORM)
    node.scene.ledger.write_now(lambda connection: connection.exec_driver_sql("DROP TRIGGER full"))

    assert answer.status == 503


async def test_the_same_callback_twice_changes_nothing_more(node: Node) -> None:
    """Both are kept, as they came; a late lower status does not take back a higher one."""
    attempt = await node.attempt()
    for status in ("delivered", "delivered", "sent"):
        assert (await callback(node, attempt, FORM | {"MessageStatus": status})).status == 204

    assert len(kept(node)) == 3
    assert node.delivery_of(attempt).state == "delivered"


async def test_an_undelivered_says_why(node: Node) -> None:
    """The error code becomes the reason."""
    attempt = await node.attempt()
    await callback(node, attempt, FORM | {"MessageStatus": "undelivered", "ErrorCode": "30003"})

    assert node.delivery_of(attempt).state == "failed"
    assert "30003" in node.delivery_of(attempt).reason


async def test_a_valid_callback_of_an_unknown_attempt_is_kept(node: Node) -> None:
    """Signed by any account that we have: it may be of a ledger that was restored."""
    answers = [await callback(node, UNKNOWN, FORM, token=token) for token in TOKENS.values()]

    assert [answer.status for answer in answers] == [204, 204]
    assert kept(node) == [(UNKNOWN, "delivered", False)] * 2


async def test_only_the_attempt_s_own_account_may_sign(node: Node) -> None:
    """Another account's valid signature is 403 for an attempt that is not its own, and leaves nothing."""
    attempt = await node.attempt()
    answer = await callback(node, attempt, FORM, token=TOKENS["twilio"])

    assert answer.status == 403
    assert answer.title == "Signaturen mangler eller stemmer ikke."
    assert kept(node) == []


async def test_what_was_tampered_with_is_refused(node: Node) -> None:
    """No signature, another's, a changed form, another attempt, a query, or no form at all: 403 each."""
    attempt = await node.attempt()
    right = signed(node, attempt, FORM, TOKENS["capture"])
    body = urlencode(FORM).encode()
    path = f"/callbacks/twilio/{attempt}"
    unsigned = {"Content-Type": right["Content-Type"]}
    tries = [
        (path, body, unsigned),
        (path, body, unsigned | {"X-Twilio-Signature": ""}),
        (path, body, unsigned | {"X-Twilio-Signature": "AAAA" * 7}),
        (path, body.replace(b"delivered", b"failed"), right),
        (path, body + b"&To=%2B4742000001", right),
        (f"/callbacks/twilio/{UNKNOWN}", body, right),
        (path, b"\xff\xfe", right),
        (path, b'{"MessageStatus": "delivered"}', right | {"Content-Type": "application/json"}),
        (path, b"", right),
        (path, b"&".join(b"a=%d" % number for number in range(200)), right),
    ]
    answers = [await node.call("POST", to, data=data, headers=headers) for to, data, headers in tries]

    assert [answer.status for answer in answers] == [403] * len(tries)
    assert kept(node) == []


async def test_the_address_is_the_public_one(office: OfficeScene) -> None:
    """Behind a proxy Twilio signs the https address; what the request calls itself does not count."""
    async with running(office, public_url="https://varsling.loten.example") as node:
        attempt = await node.attempt()
        right = await callback(node, attempt, FORM)
        inner = RequestValidator(TOKENS["capture"]).compute_signature(
            f"{node.address}/callbacks/twilio/{attempt}", FORM
        )
        wrong = await node.call(
            "POST",
            f"/callbacks/twilio/{attempt}",
            data=urlencode(FORM).encode(),
            headers={"X-Twilio-Signature": inner, "Content-Type": "application/x-www-form-urlencoded"},
        )

    assert (right.status, wrong.status) == (204, 403)


async def test_a_name_that_swallowed_a_letter_is_no_field(node: Node) -> None:
    """The scheme signs names and values run together: what still verifies but is no known name is not read."""
    attempt = await node.attempt()
    shifted = {"AccountSid": "AC1", "ErrorCode": "", "MessageSid": "SM1", "MessageStatusd": "elivered"}
    plain = {"AccountSid": "AC1", "ErrorCode": "", "MessageSid": "SM1", "MessageStatus": "delivered"}
    headers = signed(node, attempt, plain, TOKENS["capture"])
    answer = await node.call("POST", f"/callbacks/twilio/{attempt}", data=urlencode(shifted).encode(), headers=headers)

    assert answer.status == 204
    assert kept(node) == []
    assert node.delivery_of(attempt).state == "accepted"


@pytest.mark.parametrize("status", ["read", "canceled", "", "x" * 500])
async def test_an_unknown_status_is_said_in_the_log_only(node: Node, status: str) -> None:
    """204, so that Twilio does not try again, and one line."""
    attempt = await node.attempt()
    with structlog.testing.capture_logs() as lines:
        answer = await callback(node, attempt, FORM | {"MessageStatus": status})

    assert answer.status == 204
    assert [line["event"] for line in lines] == ["callback.unknown_status"]
    assert len(str(lines[0])) < 300
    assert kept(node) == []


@pytest.mark.sqlite
async def test_a_ledger_that_cannot_be_written_makes_twilio_try_again(node: Node) -> None:
    """503 with Retry-After; when it can be written again, the retry is kept."""
    attempt = await node.attempt()

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON receipts BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )

    node.scene.ledger.write_now(fill)
    full = await callback(node, attempt, FORM)
    node.scene.ledger.write_now(lambda connection: connection.exec_driver_sql("DROP TRIGGER full"))
    again = await callback(node, attempt, FORM)

    assert (full.status, full.headers["Retry-After"]) == (503, "5")
    assert again.status == 204
    assert len(kept(node)) == 1


async def test_callbacks_by_the_thousand_are_all_taken(node: Node) -> None:
    """Signed, of known attempts, thirty-two at a time: every one is committed and counted."""
    count = 2_000
    await node.attempt()
    names = [f"{number:x}-{number:032x}" for number in range(10**6, 10**6 + count)]
    node.scene.ledger.write_now(_invent, names)
    urls = [f"{node.address}/callbacks/twilio/{name}" for name in names]
    headers = [signed(node, name, FORM, TOKENS["capture"]) for name in names]
    body = urlencode(FORM).encode()
    statuses: list[int] = []
    work = iter(zip(urls, headers, strict=True))

    async with ClientSession(connector=TCPConnector(limit=0)) as session:

        async def sender() -> None:
            for url, header in work:
                async with session.post(url, data=body, headers=header) as response:
                    statuses.append(response.status)

        await asyncio.gather(*(sender() for _ in range(32)))

    assert set(statuses) == {204}
    assert node.scene.ledger.read_now(lambda c: c.scalar(select(func.count()).select_from(receipts))) == count


def _invent(connection: Connection, names: list[str]) -> None:
    row = {"n": 1, "at": 0, "incarnation": "x", "provider": "capture", "state": "accepted"}
    connection.execute(
        insert(attempts),
        [row | {"delivery_id": int(name.partition("-")[0], 16), "id": name} for name in names],
    )
