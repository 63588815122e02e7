"""Signing in and out: passwords, codes, limits, cookies, and what a form of another site gets."""

import re
from datetime import timedelta

import pyotp
import pytest
from aiohttp.test_utils import make_mocked_request
from sqlalchemy import Connection, select

from dispatcher.ledger import credentials, sessions
from dispatcher.ledger.sign_in_tables import apps, passwords, recovery_codes, tries
from dispatcher.ledger.tables import journal
from dispatcher.settings import NodeMode
from dispatcher.web.console.pages import PAGES
from dispatcher.web.console.site import asked_from
from tests.office import OfficeScene
from tests.web.console.visitor import PASSWORD, Seen, Visitor, with_password
from tests.web.node import Node, running


async def password(one: Visitor, name: str = "anne", word: str = PASSWORD, /, **headers: str | None) -> Seen:
    return await one.post("/logg-inn", {"name": name, "password": word, "til": "/a/1001-1"}, **headers)


async def enrolled(one: Visitor) -> tuple[pyotp.TOTP, list[str]]:
    """Anne has a password and an app; her recovery codes."""
    with_password(one.node, "anne")
    await password(one)
    started = await one.post("/konto/app", (await one.get("/konto")).hidden("/konto/app"))
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", started.text)
    assert found
    app = pyotp.TOTP(found[1].replace(" ", ""))
    saved = await one.post(
        "/konto/app/lagre", started.hidden("/konto/app/lagre") | {"first": app.at(one.node.scene.now)}
    )
    assert saved.status == 200, saved.text
    return app, re.findall(r"<code>([a-z2-9-]{19})</code>", saved.text)


async def half(one: Visitor) -> Seen:
    """Signed out, and the password shown anew."""
    one.cookie = ""
    return await password(one)


async def test_a_password_alone_opens_only_the_way_to_a_second_factor(anne: Visitor) -> None:
    """The account's page shows how to add one; every other page sends back there."""
    with_password(anne.node, "anne")

    signed = await password(anne)
    page = await anne.get("/konto")
    away = await anne.post("/konto/koder", page.hidden("/logg-ut"))

    assert (signed.status, signed.headers["Location"]) == (303, "/konto")
    assert "Et passord alene er ikke nok" in page.text
    assert (away.status, away.headers["Location"]) == (303, "/konto")


async def test_password_and_code_sign_in_and_a_code_works_once(anne: Visitor) -> None:
    """The step is stored: the same code again is refused, also in the same half minute."""
    app, _ = await enrolled(anne)
    anne.node.scene.later(seconds=60)
    asked = await half(anne)
    code = app.at(anne.node.scene.now)
    signed = await anne.post("/logg-inn/kode", asked.hidden("/logg-inn/kode") | {"code": code})
    asked = await half(anne)
    again = await anne.post("/logg-inn/kode", asked.hidden("/logg-inn/kode") | {"code": code})

    assert (signed.status, signed.headers["Location"]) == (303, "/a/1001-1")
    assert again.status == 403
    assert "brukt før" in again.text
    assert anne.cookie == ""


async def test_a_recovery_code_works_once(anne: Visitor) -> None:
    """There are ten, kept hashed."""
    _, codes = await enrolled(anne)
    first, second = [
        await anne.post("/logg-inn/kode", (await half(anne)).hidden("/logg-inn/kode") | {"code": codes[3].upper()})
        for _ in range(2)
    ]

    assert len(set(codes)) == 10
    assert (first.status, second.status) == (303, 403)


async def test_a_wrong_name_and_a_wrong_password_sound_the_same(anne: Visitor) -> None:
    """Nobody learns which accounts exist."""
    with_password(anne.node, "anne")
    for name, word in (("anne", "feil passord"), ("ingen", PASSWORD), ("ola", PASSWORD), ("", "")):
        refused = await password(anne, name, word)

        assert refused.status == 403
        assert "Navnet eller passordet stemmer ikke." in refused.text
        assert anne.cookie == ""


async def test_tries_are_limited_and_nobody_is_locked_out(anne: Visitor) -> None:
    """After five from one address even the right password waits; a quarter of an hour later it works again."""
    with_password(anne.node, "anne")
    for _ in range(5):
        assert (await password(anne, "anne", "feil passord")).status == 403
    stopped = await password(anne)
    spoofed = await password(anne, **{"X-Forwarded-For": "192.0.2.7"})
    other = await password(anne, "kari", "feil passord")
    anne.node.scene.later(minutes=16)
    later = await password(anne)

    assert (stopped.status, spoofed.status) == (429, 429)
    assert "passkey" in stopped.text
    assert other.status == 403  # another account from the same address
    assert later.status == 303


async def test_neither_names_nor_addresses_stand_in_the_tries(anne: Visitor) -> None:
    """Nor a password or code anywhere; what is kept is hashed or sealed."""
    app, codes = await enrolled(anne)
    await password(anne, "anne", "feil passord")

    def everything(connection: Connection) -> str:
        tables = (tries, passwords, apps, recovery_codes)
        return str([list(connection.execute(select(table))) for table in tables])

    kept = anne.node.scene.ledger.read_now(everything)

    assert "argon2id" in kept
    assert not [word for word in ("anne", "127.0.0.1", PASSWORD, app.secret, *codes) if word in kept]


async def test_the_cookie_is_the_browsers_alone(anne: Visitor) -> None:
    """HttpOnly and Lax, for the whole site; Secure and __Host- wherever there is https."""
    with_password(anne.node, "anne")
    signed = await password(anne)
    cookie = signed.cookies["dispatcher"]

    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert len(cookie.value) >= 43


@pytest.mark.parametrize("way", ["/logg-ut", "/logg-ut/overalt"])
async def test_signing_out_ends_the_session_and_not_only_the_cookie(anne: Visitor, way: str) -> None:
    """The old token opens nothing any more; everywhere means the other browser too."""
    other = Visitor(node=anne.node, session=anne.session)
    anne.signed_in("anne")
    other.signed_in("anne")
    old = anne.cookie
    out = await anne.post(way, (await anne.get("/konto")).hidden(way))
    cleared, anne.cookie = anne.cookie, old

    assert (out.status, cleared) == (303, "")
    assert (await anne.get("/konto")).status == 303
    assert (await other.get("/konto")).status == (303 if way.endswith("overalt") else 200)


async def test_a_session_ends_when_it_is_idle_and_when_it_is_old(anne: Visitor) -> None:
    """Kari's with the working day; Anne, who approves, stays signed in for a season."""
    kari = Visitor(node=anne.node, session=anne.session)
    anne.signed_in("anne")
    kari.signed_in("kari")
    statuses = []
    for hours in (1.9, 1.9, 2.1):
        anne.node.scene.later(hours=hours)
        statuses.append(((await anne.get("/konto")).status, (await kari.get("/konto")).status))
    anne.node.scene.later(days=90)

    assert statuses == [(200, 200), (200, 200), (200, 303)]
    assert (await anne.get("/konto")).status == 303


async def test_an_administrator_ends_the_sessions_of_another(anne: Visitor) -> None:
    """At once, also in a browser that is open."""
    anne.signed_in("anne")
    scene = anne.node.scene
    scene.ledger.write_now(sessions.end_all, scene.users["anne"].id, sessions.ENDED, scene.now)

    assert (await anne.get("/konto")).status == 303


FOREIGN: list[dict[str, str | None]] = [
    {"Origin": "https://ond.example"},
    {"Origin": None},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


async def test_a_form_of_another_site_does_nothing(anne: Visitor) -> None:
    """Signing in included: nobody is signed in as somebody else."""
    with_password(anne.node, "anne")
    anne.signed_in("anne")
    fields, cookie = (await anne.get("/konto")).hidden("/logg-ut/overalt"), anne.cookie
    for headers in FOREIGN:
        out = await anne.post("/logg-ut/overalt", fields, **headers)
        signed = await password(anne, **headers)

        assert (out.status, signed.status) == (403, 403), headers
        assert "Ingenting er gjort" in out.text
        assert anne.cookie == cookie
    assert (await anne.get("/konto")).status == 200


async def test_a_form_without_the_sessions_own_token_does_nothing(anne: Visitor) -> None:
    """Neither a made-up one nor another session's."""
    other = Visitor(node=anne.node, session=anne.session)
    anne.signed_in("anne")
    other.signed_in("ola")
    theirs = (await other.get("/konto")).hidden("/logg-ut")["csrf"]
    for csrf in ("", "AAAA", "å", theirs):
        assert (await anne.post("/logg-ut", {"csrf": csrf})).status == 403, csrf
    assert (await anne.get("/konto")).status == 200


async def test_where_to_go_afterwards_is_a_page_of_ours(anne: Visitor) -> None:
    """An address of somebody else's in the link leads to the account's page."""
    anne.signed_in("anne")
    for evil in ("https://ond.example", "//ond.example", "/\\ond.example", "/a/../../x?y", "javascript:alert(1)"):
        there = await anne.get(f"/logg-inn?til={evil}")
        assert there.headers["Location"] == "/konto"


async def test_every_page_is_kept_by_nobody_and_framed_by_nobody(anne: Visitor) -> None:
    """And holds no script or style of its own, since none would run."""
    anne.signed_in("anne")
    for page in (await anne.get("/konto"), await Visitor(node=anne.node, session=anne.session).get("/logg-inn")):
        assert page.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert page.headers["Content-Encoding"] in {"gzip", "deflate"}
        assert not re.search(r"<style|<script(?! src=)| style=| on\w+=", page.text)


async def test_files_have_their_hash_in_the_name_and_are_kept_for_good(anne: Visitor) -> None:
    """Another name is no file."""
    page = await anne.get("/logg-inn")
    name = re.findall(r'href="(/static/console\.[0-9a-f]{12}\.css)"', page.text)[0]
    file = await anne.get(name)

    assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (await anne.get("/static/console.css")).status == 404


async def test_pages_speak_the_browsers_language(anne: Visitor) -> None:
    """Until somebody is signed in: then it is theirs."""
    for asked, lang, words in (("nn", "nn", "Passord"), ("en-GB,nb;q=0.5", "en", "Password"), ("de", "nb", "Passord")):
        page = await anne.get("/logg-inn", **{"Accept-Language": asked})

        assert f'<html lang="{lang}"' in page.text
        assert f'href="{anne.node.address.replace("127.0.0.1", "localhost")}/logg-inn?til=/konto"' in page.text
        assert words in page.text


async def test_signing_in_and_out_is_journalled(anne: Visitor) -> None:
    """With the way, and no secret."""
    await enrolled(anne)
    await anne.post("/logg-ut", (await anne.get("/konto")).hidden("/logg-ut"))

    def kinds(connection: Connection) -> list[str]:
        return list(connection.scalars(select(journal.c.kind).where(journal.c.actor == "anne")))

    assert anne.node.scene.ledger.read_now(kinds) == ["session.opened", "app.added", "session.closed"]


async def test_a_spent_challenge_is_forgotten_when_it_is_over(node: Node) -> None:
    """Once, and once only, while it lasts."""
    scene = node.scene
    now = scene.now
    ends = int((now + timedelta(minutes=10)).timestamp() * 1000)

    def spend(connection: Connection) -> bool:
        return credentials.spend_challenge(connection, "one", ends, scene.now)

    assert [scene.ledger.write_now(spend) for _ in range(2)] == [True, False]


async def test_a_new_password_needs_the_old_one(anne: Visitor) -> None:
    """A weak one is refused, a wrong old one too; afterwards only the new one opens, and other browsers are out."""
    with_password(anne.node, "anne")
    other = Visitor(node=anne.node, session=anne.session)
    anne.signed_in("anne")
    other.signed_in("anne")
    csrf = (await anne.get("/konto")).hidden("/konto/passord")
    new = "elva har fire bevere"
    wrong = await anne.post("/konto/passord", csrf | {"old": "feil", "new": new})
    weak = await anne.post("/konto/passord", csrf | {"old": PASSWORD, "new": "passord123"})
    done = await anne.post("/konto/passord", csrf | {"old": PASSWORD, "new": new})

    assert (wrong.status, weak.status, done.status) == (403, 422, 303)
    assert "gjettes først" in weak.text
    assert (await anne.get("/konto")).status == 200
    assert (await other.get("/konto")).status == 303
    assert (await password(other)).status == 403
    assert (await password(other, "anne", new)).status == 303


async def test_a_session_reads_the_interface_and_never_acts_on_it(anne: Visitor) -> None:
    """What a page shows live it may ask for; acts are the console's own forms."""
    alert, fingerprint = await anne.node.submitted()
    anne.signed_in("anne")
    path = f"/api/v1/alerts/{alert}"
    read = await anne.get(path)
    acted = await anne.post(f"{path}/approve", {"fingerprint": fingerprint})
    anne.signed_in("anne", factor=False)
    half = await anne.get(path)

    assert (read.status, acted.status, half.status) == (200, 401, 401)


def test_only_a_trusted_proxy_speaks_for_others() -> None:
    """Whoever asks directly is counted as themselves; of a chain, the last hop that is no proxy of ours."""
    ours = "127.0.0.1/32,10.0.0.0/24"
    for remote, said, trusted, found in (
        ("192.0.2.1", "198.51.100.1", ours, "192.0.2.1"),
        ("127.0.0.1", "198.51.100.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", ours, "198.51.100.1"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.7", ours, "198.51.100.1"),
        ("127.0.0.1", "noe annet", ours, "noe annet"),
        ("127.0.0.1", "", ours, "127.0.0.1"),
    ):
        headers = {"X-Forwarded-For": said} if said else {}
        request = make_mocked_request("POST", "/", headers=headers).clone(remote=remote)

        assert asked_from(request, trusted) == found, (remote, said)


async def test_over_https_the_cookie_is_secure_and_bound_to_the_host(live_office: OfficeScene) -> None:
    """And a form from this machine's own address is foreign there."""
    async with running(live_office, mode=NodeMode.LIVE, public_url="https://varsel.loten.example") as node:
        anne = Visitor(node=node, session=node.session)
        with_password(node, "anne")
        foreign = await password(anne)
        signed = await password(anne, Origin="https://varsel.loten.example")
        cookie = signed.cookies["__Host-dispatcher"]

        assert (foreign.status, signed.status) == (403, 303)
        assert cookie["secure"]
        assert (cookie["path"], cookie["domain"]) == ("/", "")
        assert signed.headers["Strict-Transport-Security"].startswith("max-age=31536000")


async def test_an_address_that_acts_answers_no_get(anne: Visitor) -> None:
    """Every one of them, signed in: nothing happens because something was opened."""
    anne.signed_in("anne")
    acting = {page.path for page in PAGES if page.method == "POST"} - {
        page.path for page in PAGES if page.method == "GET"
    }
    named = {path: path.replace("{alert}", "1001-1").replace("{act}", "godkjenn") for path in acting}
    answers = {path: (await anne.get(address)).status for path, address in named.items()}

    assert len(answers) > 10
    assert set(answers.values()) == {405}
    assert (await anne.get("/konto")).status == 200


async def test_what_no_browser_sends_is_refused_in_words(anne: Visitor) -> None:
    """Broken bytes, an unknown encoding, a cookie of no signs of ours: a page, never a fault."""
    own = {"Origin": anne.node.address}
    form = "application/x-www-form-urlencoded"
    for body, kind in ((b"name=\xff\xfe", form), (b"name=a", f"{form}; charset=nonsense")):
        headers = own | {"Content-Type": kind}
        async with anne.session.post(f"{anne.node.address}/logg-inn", data=body, headers=headers) as answer:
            assert answer.status == 403, body
    strange = {"Cookie": b"dispatcher=\xff".decode("latin-1")}
    nul = await password(anne, "an\0ne", "feil\0passord")

    assert (await anne.get("/konto", **strange)).status == 303
    assert nul.status == 403
