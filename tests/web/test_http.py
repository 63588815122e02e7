"""The manners of the server: headers on every answer, errors in words, tokens, limits, and a ledger that is away."""

import asyncio
import os
import re
import shutil
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientSession, TCPConnector

from dispatcher.ledger import board
from dispatcher.web import once
from dispatcher.web.headers import CSP
from dispatcher.web.routes import ROUTES
from tests.office import OfficeScene
from tests.web.browser import chromium
from tests.web.node import DRAFT, Answer, Node, running

HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
KEPT = {"/banner.json", "/krise", "/exercise/banner.json", "/exercise/krise", "/banner.js", "/krise.css", "/krise.js"}
KEPT |= {"/sw.js", "/push.js"}
FILLED = {"{id}": "1001-1", "{attempt}": "abc", "{part}": "1", "{year}": "2026"}


def filled(path: str) -> str:
    """A path with something in its places."""
    path = path.replace("incidents/{id}", "incidents/1001")
    return re.sub(r"{\w+}", lambda found: FILLED[found[0]], path)


async def test_every_answer_has_the_security_headers(node: Node) -> None:
    """With and without a token, on what is found, refused and unknown; only public things may be kept by anybody."""
    await node.draft()
    walked = [(route.method, route.path) for route in ROUTES if not route.endless] + [("GET", "/ukjent")]
    for method, path in walked:
        for by in (None, "kari"):
            answer = await node.call(method, filled(path), by, json={} if method != "GET" else None)
            expected = dict(HEADERS)
            if path in KEPT:
                expected.pop("Cache-Control")
            if path.endswith(".html") and answer.status == 200:
                expected.pop("Content-Security-Policy")

            assert expected.items() <= answer.headers.items(), path
            assert answer.headers["Server"] == "Dispatcher"
            assert not {"Strict-Transport-Security", "Set-Cookie"} & set(answer.headers)


async def test_a_node_behind_https_says_so(office: OfficeScene) -> None:
    """HSTS for a year with subdomains, when the public address is https."""
    async with running(office, public_url="https://varsling.loten.example") as node:
        answer = await node.call("GET", "/healthz")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer", "Bearer  ", "Bearer feil", "Basic a2FyaTprYXJp", "Bearer nøkkel", "Bearer \udcff"],
    ids=["none", "bare", "blank", "wrong", "basic", "letters", "bytes"],
)
async def test_only_a_valid_token_lets_in(node: Node, authorization: str | None) -> None:
    """401 with a challenge on every call that needs somebody."""
    for route in ROUTES:
        if route.user:
            answer = await with_authorization(node, route.method, filled(route.path), authorization)

            assert answer.status == 401, route.path
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            assert answer.title == "Du er ikke logget inn, eller nøkkelen gjelder ikke lenger."


async def with_authorization(node: Node, method: str, path: str, authorization: str | None) -> Answer:
    """A request with this header, also one that no client would send."""
    if authorization is not None and not authorization.isascii():
        return await by_hand(node, method, path, authorization.encode("utf-8", "surrogateescape"))
    return await node.call(method, path, headers={} if authorization is None else {"Authorization": authorization})


async def by_hand(node: Node, method: str, path: str, authorization: bytes) -> Answer:
    """A request with bytes that no client would send."""
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\nAuthorization: "
    return await raw(node, head.encode() + authorization + b"\r\n\r\n")


async def raw(node: Node, sent: bytes) -> Answer:
    """What comes back of these bytes until the node hangs up."""
    host, port = node.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    head_bytes, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    first, *rest = head_bytes.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in rest)
    return Answer(status=int(first.split()[1]), headers=headers, body=body)


BROKEN = {
    "long header": (b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 20_000 + b"\r\n\r\n", 431),
    "long address": (b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 431),
    "no header": (b"GET / HTTP/1.1\r\nHost: x\r\nTelefon 42\r\n\r\n", 400),
    "no request": (b"hei\r\n\r\n", 400),
    "two lengths": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
}


@pytest.mark.parametrize(("sent", "status"), BROKEN.values(), ids=BROKEN)
async def test_broken_http_is_answered_with_a_problem(node: Node, sent: bytes, status: int) -> None:
    """As every other error, with the headers of every answer and none of what was sent; then the line is closed."""
    answer = await raw(node, sent)

    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert HEADERS.items() <= answer.headers.items()
    assert answer.headers["Server"] == "Dispatcher"
    assert set(answer.json) == {"type", "title", "status"}
    assert answer.json["status"] == status
    assert "orespørselen" in answer.title


async def test_a_real_alert_to_a_test_list_is_warned_of(live: Node) -> None:
    """Nobody on it would be told: each list in a sentence; an exercise reaches them as everybody else."""
    real, exercise = [await live.view(await live.draft(mode=mode)) for mode in ("real", "exercise")]

    sentence = "Listen «innbyggere» er en testliste (fictional). Ingen på den blir varslet."
    assert real["warnings"].count(sentence) == 1
    assert exercise["warnings"] == []


async def test_a_headline_that_two_languages_share_stands_once(node: Node, tmp_path: Path) -> None:
    """«Evakuering av Ådalsbruk» is the same in both kinds of Norwegian; English is another."""
    if shutil.which("chromium") is None and "CI" not in os.environ:
        pytest.skip("no chromium here: scripts/system-packages.sh")
    await node.published()
    async with chromium(tmp_path) as tab:
        await tab.open(f"{node.address}/krise")
        await tab.tell(
            "document.head.append(Object.assign(document.createElement('script'), {src: '/banner.js'})), true"
        )
        await tab.until("document.querySelector('.dispatcher-banner') !== null")
        told = await tab.tell(
            "[...document.querySelectorAll('.dispatcher-banner p')].map((p) => [p.lang, p.textContent])"
        )

    headlines = [(lang, text) for lang, text in told if "vakuer" in text.partition(".")[0] and "Ådalsbruk" in text]
    assert told[0][0] == "nb"
    assert [lang for lang, text in told if text == told[0][1]] == ["nb"]
    assert [lang for lang, _ in told] == ["nb", "nb", "nb", "en", "nb"], headlines


@pytest.mark.parametrize(
    "path", ["/finnes-ikke", "/api/v1", "/api/v1/alerts/", "/api/v2/alerts", "/banner.json/", "/../etc/passwd"]
)
async def test_an_unknown_address_is_a_problem(node: Node, path: str) -> None:
    """404 in words."""
    answer = await node.call("GET", path, "kari")

    assert answer.status == 404
    assert answer.json == {"type": "not-found", "title": "Denne adressen finnes ikke.", "status": 404}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/v1/alerts", "GET, HEAD, POST"),
        ("PUT", "/api/v1/alerts/1001-1", "GET, HEAD, PATCH"),
        ("GET", "/api/v1/alerts/1001-1/approve", "POST"),
        ("POST", "/banner.json", "GET, HEAD"),
        ("POST", "/krise", "GET, HEAD"),
        ("GET", "/callbacks/twilio/abc", "POST"),
    ],
)
async def test_a_wrong_method_is_told_the_right_ones(node: Node, method: str, path: str, allowed: str) -> None:
    """405 with Allow; a GET never changes anything."""
    async with node.session.request(method, node.address + path) as response:
        sent = await response.json(content_type="application/problem+json")

    assert response.status == 405
    assert response.headers["Allow"] == allowed
    assert sent["title"] == f"Denne adressen tar bare imot {allowed}."


@pytest.mark.parametrize(
    "body",
    [b"{", b"scenario=kokevarsel", b"\xff\xfe", b'{"a": NaN}', b"[" * 3000, b'{"scenario": "\\ud800"}'],
    ids=["cut", "form", "bytes", "nan", "deep", "surrogate"],
)
async def test_what_is_not_json_is_told(node: Node, body: bytes) -> None:
    """422 in words."""
    answer = await node.call("POST", "/api/v1/alerts", "kari", data=body, headers={"Content-Type": "application/json"})

    assert answer.status == 422
    assert answer.title.startswith("Innholdet er ikke gyldig JSON.")
    assert set(answer.faults) == {"body"}


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"null", b"7"])
async def test_json_that_is_no_object_is_told(node: Node, body: bytes) -> None:
    """422 in words."""
    answer = await node.call("POST", "/api/v1/alerts", "kari", data=body, headers={"Content-Type": "application/json"})

    assert answer.status == 422
    assert answer.title == "Innholdet må være et JSON-objekt: {…}."


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_another_content_type_is_told(node: Node, kind: str) -> None:
    """415 says what to send; so no plain form of another site can ask for anything."""
    answer = await node.call("POST", "/api/v1/alerts", "kari", data=b"{}", headers={"Content-Type": kind})

    assert answer.status == 415
    assert answer.title == "Send innholdet som JSON, med Content-Type: application/json."


@pytest.mark.parametrize("path", ["/api/v1/alerts", "/callbacks/twilio/abc"])
async def test_more_than_a_mebibyte_is_too_much(node: Node, path: str) -> None:
    """413 in words, also when the client sends it all before it listens; 1 MiB itself is read."""
    headers = {"Content-Type": "application/json"}
    over = await node.call("POST", path, "kari", data=b" " * (1024 * 1024 + 1), headers=headers)
    far_over = await node.call("POST", path, "kari", data=b" " * (8 * 1024 * 1024), headers=headers)
    just = await node.call("POST", path, "kari", data=b" " * (1024 * 1024), headers=headers)

    assert (over.status, far_over.status) == (413, 413)
    assert over.title == "Det som ble sendt, er for stort. Grensen er 1 MiB."
    assert just.status in {403, 422}


@pytest.mark.sqlite
async def test_a_ledger_that_cannot_be_written_is_a_moment_s_trouble(node: Node) -> None:
    """503 with Retry-After while another holds the write lock or the disk is full; what is read still answers."""
    alert = await node.draft()
    node.scene.ledger.write_now(
        lambda connection: connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    )
    answers = [
        await node.call("POST", "/api/v1/alerts", "kari", json=DRAFT),
        await node.act(alert, "submit", "kari"),
        await node.call("POST", "/api/v1/incidents/1001/log", "kari", json={"text": "x"}),
    ]

    assert [answer.status for answer in answers] == [503, 503, 503]
    assert {answer.headers["Retry-After"] for answer in answers} == {"5"}
    assert "Ingenting er tapt." in answers[0].title
    assert (await node.view(alert))["state"] == "draft"


async def test_a_fault_of_ours_tells_nobody_anything(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 without details; the log names the place and the kind of error, not its words."""

    def broken(*_: object) -> None:
        raise RuntimeError("kunne ikke sende til +4742000001")

    monkeypatch.setattr(board, "alerts_view", broken)
    with structlog.testing.capture_logs() as lines:
        answer = await node.call("GET", "/api/v1/alerts", "kari")

    assert answer.status == 500
    assert answer.title == "Noe gikk galt hos oss. Prøv igjen. Feilen står i nodens logg."
    assert lines[-1]["event"] == "http.fault"
    assert lines[-1]["error"] == "RuntimeError"
    assert lines[-1]["at"].startswith("test_http.py:")
    assert "4742000001" not in str(lines) + answer.body.decode()


async def test_broken_http_is_logged_by_its_kind(node: Node) -> None:
    """What is no HTTP gets a 400, and its words, which may be anybody's, stay out of the log."""
    host, port = node.address.removeprefix("http://").split(":")
    with structlog.testing.capture_logs() as lines:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nTelefon +4742000001\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()

    assert answer.startswith((b"HTTP/1.0 400", b"HTTP/1.1 400"))
    assert [line["event"] for line in lines] == ["http.broken"]
    assert "4742000001" not in str(lines)


async def test_tokens_and_texts_stay_out_of_the_log(node: Node, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing of a whole story, its tokens or its recipients is printed anywhere."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["waves"][0]["told"] > 0)
    await node.call("GET", "/api/v1/alerts", headers={"Authorization": "Bearer dsp_canary"})
    printed = "".join(capfd.readouterr())

    assert not any(secret in printed for secret in (*node.tokens.values(), "dsp_canary", "Kok vannet"))
    assert not any(message.address in printed for message in node.sms.taken)


async def test_a_node_answers_many_at_once(node: Node) -> None:
    """A burst on one small machine gets an answer each."""
    async with ClientSession(connector=TCPConnector(limit=0)) as session:

        async def ask() -> int:
            async with session.get(f"{node.address}/banner.json") as response:
                await response.read()
                return response.status

        statuses = await asyncio.gather(*(ask() for _ in range(300)))

    assert set(statuses) == {200}


def test_the_limit_of_a_key_is_documented() -> None:
    """The header's bound in the document is the code's."""
    key = next(route for route in ROUTES if route.name == "trigger").parameters[0]

    assert key.schema["maxLength"] == once.LONGEST_KEY
