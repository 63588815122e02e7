"""Sign-up for push over HTTP: what is kept, and everything somebody might send instead."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from sqlalchemy import Connection, select

from dispatcher.ledger.subscriptions import count, ref_of
from dispatcher.ledger.tables import contact_points, subscriptions
from dispatcher.push_settings import WebPush
from dispatcher.settings import NodeMode
from dispatcher.web import push
from dispatcher.web.push import PushDesk
from tests.office import OfficeScene
from tests.web.node import Answer, Node, running

ENDPOINT = "https://fcm.googleapis.com/fcm/send/canary-dQw4w9WgXcQ:APA91bHun4MxP5egoKMwt2KZFBaFUH"
PATH = "/push/subscriptions"


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def point(key: ec.EllipticCurvePrivateKey) -> str:
    return b64(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


KEYS = {"p256dh": point(ec.generate_private_key(ec.SECP256R1())), "auth": b64(b"0123456789abcdef")}


def browser(endpoint: str = ENDPOINT, **changed: Any) -> dict[str, Any]:
    """``PushSubscription.toJSON()`` with its wishes."""
    told = {"endpoint": endpoint, "expirationTime": None, "keys": KEYS, "areas": ["adalsbruk"], "language": "nb"}
    return told | changed


def kept(node: Node) -> list[Any]:
    def read(connection: Connection) -> list[Any]:
        chosen = select(subscriptions, contact_points.c.value, contact_points.c.fictional).join(contact_points)
        return list(connection.execute(chosen.order_by(subscriptions.c.id)))

    return node.scene.ledger.read_now(read)


def faults(answer: Answer) -> dict[str, str]:
    assert answer.status == 422, answer
    assert "canary" not in answer.body.decode()
    return answer.faults


@pytest.mark.requirement("R058", "R114")
async def test_anybody_may_sign_up_in_their_browser(node: Node) -> None:
    """No sign-in: the subscription is kept with its areas and language, and counted as reach."""
    answer = await node.call("POST", PATH, json=browser(areas=["adalsbruk"], language="en"))

    [row] = kept(node)
    assert answer.status == 201
    assert answer.json == {"areas": ["adalsbruk"], "language": "en"}
    assert (row.ref, row.language, row.gone_at) == (ref_of(ENDPOINT), "en", None)
    assert json.loads(row.areas) == ["adalsbruk"]
    assert json.loads(row.value) == {"endpoint": ENDPOINT, **KEYS}
    assert not row.fictional
    assert node.scene.ledger.read_now(count) == 1


async def test_what_is_left_out_is_the_whole_municipality_in_its_own_language(node: Node) -> None:
    """A browser's own JSON alone is enough."""
    bare = {"endpoint": ENDPOINT, "keys": KEYS}
    answer = await node.call("POST", PATH, json=bare)

    assert answer.json == {"areas": [], "language": node.scene.plan.municipality.languages[0]}


async def test_the_same_endpoint_changes_its_wishes(node: Node) -> None:
    """A second sign-up of a browser is the same browser."""
    await node.call("POST", PATH, json=browser())
    answer = await node.call("POST", PATH, json=browser(areas=[], language="nn"))

    [row] = kept(node)
    assert answer.status == 201
    assert (json.loads(row.areas), row.language) == ([], "nn")


async def test_a_browser_may_leave(node: Node) -> None:
    """204, and its address is erased; so is the answer for one that never was here."""
    await node.call("POST", PATH, json=browser())
    answers = [await node.call("DELETE", PATH, json={"endpoint": ENDPOINT}) for _ in range(2)]

    [row] = kept(node)
    assert [answer.status for answer in answers] == [204, 204]
    assert row.gone_at is not None
    assert "canary" not in row.value
    assert node.scene.ledger.read_now(count) == 0


async def test_the_captures_own_subscription_is_taken_in_exercise(node: Node) -> None:
    """On an exercise node the capture is a push service too; who signs up there is nobody."""
    answer = await node.call("POST", PATH, json=browser("http://127.0.0.1:9/push/0123456789abcdef"))

    assert answer.status == 201
    assert kept(node)[0].fictional


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        ("https://push.example/canary", "ikke blant dem"),
        ("https://evilfcm.googleapis.com/canary", "ikke blant dem"),
        ("http://fcm.googleapis.com/canary", "https://"),
        ("https://127.0.0.1/canary", "maskinen selv"),
        ("http://127.0.0.1:10/canary", "maskinen selv"),
        ("https://localhost/canary", "maskinen selv"),
        ("https://[::1]/canary", "maskinen selv"),
        ("https://0.0.0.0/canary", "maskinen selv"),
        ("https://10.0.0.1/canary", "privat nett"),
        ("https://192.168.10.1/canary", "privat nett"),
        ("https://169.254.169.254/canary", "privat nett"),
        ("https://[fd00::1]/canary", "privat nett"),
        ("https://[::ffff:127.0.0.1]/canary", "IPv4-adresse i seg"),
        ("https://[::ffff:a00:1]/canary", "IPv4-adresse i seg"),
        ("https://[2a00:1450::1]/canary", "IP-nummer"),
        ("https://142.250.74.10/canary", "IP-nummer"),
        ("https://user:pass@fcm.googleapis.com/canary", "brukernavn"),
        ("https://fcm.googleapis.com@127.0.0.1/canary", "brukernavn"),
        ("https://fcm.googleapis.com:8443/canary", "portnummer"),
        ("javascript:alert(1)//canary", "ikke adressen"),
        ("https://fcm.googleapis.com\\@evil.example/canary", "ikke adressen"),
        ("", "ikke adressen"),
    ],
)
async def test_an_address_that_is_no_push_services(node: Node, endpoint: str, words: str) -> None:
    """Private, loopback, IPv6, mapped, with a user, a port, another host: refused in words, and nothing is kept."""
    told = faults(await node.call("POST", PATH, json=browser(endpoint)))

    assert words in told["endpoint"]
    assert kept(node) == []


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        ({"areas": ["adalsbruk", "atlantis"]}, "areas.1", "Ukjent område"),
        ({"areas": "adalsbruk"}, "areas", "liste"),
        ({"areas": [1]}, "areas.0", "tekst"),
        ({"areas": ["adalsbruk"] * 101}, "areas", "100"),
        ({"language": "tlh"}, "language", "språket"),
        ({"language": 1}, "language", "tekst"),
        ({"keys": {}}, "keys.p256dh", "Mangler"),
        ({"keys": None}, "keys", "objekt"),
        ({"keys": {**KEYS, "p256dh": "kort"}}, "keys.p256dh", "P-256"),
        ({"keys": {**KEYS, "p256dh": b64(b"\x04" + b"\x01" * 64)}}, "keys.p256dh", "P-256"),
        ({"keys": {**KEYS, "auth": b64(b"x" * 15)}}, "keys.auth", "16 byte"),
        ({"keys": {**KEYS, "auth": "å" * 16}}, "keys.auth", "16 byte"),
        ({"endpoint": None}, "endpoint", "tekst"),
        ({"endpoint": "https://fcm.googleapis.com/" + "x" * 2000}, "endpoint", "2000"),
        ({"person": "kari"}, "person", "Ukjent navn"),
    ],
    ids=[
        *("unknown area", "areas no list", "area no text", "101 areas", "unknown language", "language no text"),
        *("no keys", "null keys", "short point", "off the curve", "short secret", "secret no base64"),
        *("null endpoint", "long endpoint", "unknown name"),
    ],
)
async def test_what_else_may_be_wrong(node: Node, change: dict[str, Any], where: str, words: str) -> None:
    """Each with the place it is in and a sentence on what to do, and nothing is kept."""
    told = faults(await node.call("POST", PATH, json=browser(**change)))

    assert words in told[where]
    assert kept(node) == []


async def test_everything_that_is_wrong_is_told_at_once(node: Node) -> None:
    """Not one fault after another."""
    wrong = browser("https://10.0.0.1/canary", areas=["x"], language="x", keys={**KEYS, "auth": "x"})

    assert faults(await node.call("POST", PATH, json=wrong)).keys() == {"endpoint", "keys.auth", "areas.0", "language"}


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_eight_kilobytes_and_no_more(node: Node, method: str) -> None:
    """More than a browser could mean is not even read, whether its length is told or not."""
    big = json.dumps(browser(areas=["x" * 9000])).encode()
    json_type = {"Content-Type": "application/json"}
    told = await node.call(method, PATH, data=big, headers=json_type)

    async def in_chunks() -> AsyncIterator[bytes]:
        for begin in range(0, len(big), 1000):
            yield big[begin : begin + 1000]

    async with node.session.request(method, node.address + PATH, data=in_chunks(), headers=json_type) as untold:
        assert untold.status == 413

    assert told.status == 413
    assert "8 kB" in told.title


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff"])
async def test_what_is_no_sign_up(node: Node, body: bytes) -> None:
    """Nothing, no object, no JSON: 422."""
    answer = await node.call("POST", PATH, data=body, headers={"Content-Type": "application/json"})

    assert answer.status == 422


async def test_only_json_is_taken(node: Node) -> None:
    """A form of another site cannot sign anybody up."""
    sent = json.dumps(browser()).encode()
    answer = await node.call("POST", PATH, data=sent, headers={"Content-Type": "text/plain"})

    assert answer.status == 415
    assert kept(node) == []


async def test_so_many_and_then_later(node: Node) -> None:
    """A burst is taken up to a limit; past it 429 says when, and with time there is room again."""
    desk = PushDesk(node.services)
    taken = [desk.admits() for _ in range(int(push.AT_ONCE) + 1)]
    desk._looked -= 1.0

    assert taken == [True] * int(push.AT_ONCE) + [False]
    assert [desk.admits() for _ in range(21)] == [True] * 20 + [False]


async def test_past_the_limit_is_429(office: OfficeScene, monkeypatch: pytest.MonkeyPatch) -> None:
    """In plain words, with Retry-After, and nothing kept."""
    monkeypatch.setattr(push, "AT_ONCE", 0.0)
    async with running(office) as node:
        answer = await node.call("POST", PATH, json=browser())

        assert answer.status == 429
        assert answer.headers["Retry-After"] == "5"
        assert kept(node) == []


async def test_there_is_an_end_to_it(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger full of subscriptions says so, and those who are there can still leave."""
    monkeypatch.setattr("dispatcher.ledger.subscriptions.MOST", 1)
    await node.call("POST", PATH, json=browser())
    answer = await node.call("POST", PATH, json=browser(ENDPOINT + "2"))

    assert answer.status == 503
    assert answer.json["type"] == "full"
    assert (await node.call("DELETE", PATH, json={"endpoint": ENDPOINT})).status == 204
    assert (await node.call("POST", PATH, json=browser(ENDPOINT + "2"))).status == 201


async def test_an_exercise_node_has_a_key_of_no_meaning(node: Node) -> None:
    """Without settings: 65 bytes that a browser takes, the same after a restart."""
    answers = [await node.call("GET", "/push/key") for _ in range(2)]
    again = PushDesk(node.services).key

    key = answers[0].json["key"]
    assert len(key) == 87
    assert answers[1].json == {"key": key} == {"key": again}


async def test_a_live_node_without_settings_has_no_push(live: Node) -> None:
    """404 for the key and for a sign-up, since nothing would ever be sent; wrong input is still told as such."""
    key = await live.call("GET", "/push/key")
    sign_up = await live.call("POST", PATH, json=browser())
    wrong = await live.call("POST", PATH, json=browser("http://127.0.0.1:9/push/x"))

    assert [key.status, sign_up.status, wrong.status] == [404, 404, 422]
    assert key.json["title"] == "Push til nettlesere er ikke satt opp her."
    assert kept(live) == []


@pytest.mark.parametrize("mode", NodeMode)
async def test_a_node_with_a_key_tells_it(
    office: OfficeScene, live_office: OfficeScene, tmp_path: Path, mode: NodeMode
) -> None:
    """The settings' key and hosts are those that count, in an exercise too: browsers keep what they signed up with."""
    key = ec.generate_private_key(ec.SECP256R1())
    file = tmp_path / "vapid.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    given = WebPush(private_key_file=file, subject="mailto:a@b.example", allowed_hosts=("push.example",))
    async with running(live_office if mode is NodeMode.LIVE else office, mode=mode, webpush=given) as node:
        told = await node.call("GET", "/push/key")
        allowed = await node.call("POST", PATH, json=browser("https://push.example/canary"))
        other = await node.call("POST", PATH, json=browser())

    assert told.json == {"key": point(key)}
    assert [allowed.status, other.status] == [201, 422]
