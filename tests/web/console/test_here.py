"""Decided on another's screen, and alone: whose act it is, what must be shown for it, and what is left behind."""

from collections.abc import AsyncIterator
from typing import Any

import pyotp
import pytest

from dispatcher.domain.states import Role
from dispatcher.evaluation.acts import in_words
from dispatcher.evaluation.gather import gather
from dispatcher.ledger import sessions
from tests.deciding import EVACUATION, adapt
from tests.office import OfficeScene
from tests.web.console.authenticator import Authenticator
from tests.web.console.test_approval import EVIL, state, tap
from tests.web.console.visitor import PASSWORD, Seen, Visitor, with_password
from tests.web.node import Node, running


def of(node: Node, name: str, ago: float = 0) -> Visitor:
    """Somebody's browser."""
    one = Visitor(node=node, session=node.session)
    one.signed_in(name, ago=ago)
    return one


async def with_app(node: Node, name: str) -> pyotp.TOTP:
    """Give an account a password and an authenticator app, as its owner would."""
    with_password(node, name)
    one = of(node, name)
    page = await one.post("/konto/app", (await one.get("/konto")).hidden("/konto/app"))
    secret = page.text.partition("<code>")[2].partition("</code>")[0].replace(" ", "")
    app = pyotp.TOTP(secret)
    done = await one.post("/konto/app/lagre", page.hidden("/konto/app/lagre") | {"first": code(node, app)})
    assert done.status in {200, 303}, done.text
    node.scene.later(seconds=60)
    return app


def code(node: Node, app: pyotp.TOTP) -> str:
    return app.at(node.scene.now)


def sessions_of(node: Node, name: str) -> int:
    number, now = node.scene.users[name].id, node.scene.now
    return len(node.scene.ledger.read_now(sessions.of_user, number, now))


async def here(one: Visitor, alert: str, **fields: Any) -> Seen:
    """Open the page on the screen of whoever is signed in, and send its form."""
    path = f"/varsel/{alert}/godkjenn-her"
    return await one.post(path, (await one.get(path)).hidden(path) | {"passkey": ""} | fields)


@pytest.mark.requirement("R007")
async def test_an_approver_says_yes_on_the_submitters_screen(node: Node) -> None:
    """Their password and code, in the form that says yes; the screen stays Kari's, and Anne leaves nothing."""
    app = await with_app(node, "anne")
    alert, fingerprint = await node.submitted()
    node.scene.ledger.write_now(sessions.end_all, node.scene.users["anne"].id, "ended", node.scene.now)
    kari = of(node, "kari")
    assert f'href="/varsel/{alert}/godkjenn-her"' in (await kari.get(f"/varsel/{alert}")).text
    page = await kari.get(f"/varsel/{alert}/godkjenn-her")
    assert fingerprint in page.text
    sms = next(one["body"] for one in (await node.view(alert))["variants"] if one["key"] == "citizen.sms.nb")
    assert sms in page.text
    assert "Siri Testvold er logget inn her" in page.text
    cookie = kari.cookie
    done = await here(kari, alert, name="anne", password=PASSWORD, code=code(node, app))

    assert (done.status, done.headers["Location"]) == (303, f"/varsel/{alert}")
    assert "dispatcher" not in done.cookies
    assert (kari.cookie, sessions_of(node, "anne"), sessions_of(node, "kari")) == (cookie, 0, 1)
    still = node.scene.ledger.read_now(sessions.of_token, cookie, node.scene.now)
    assert still is not None
    assert still.user.name == "kari"
    given = (await node.view(alert))["approval"]
    assert (given["way"], given["by"], given["name"]) == ("beside", "anne", "Anne Prøvestad")
    record = node.scene.ledger.read_now(gather, 1001)
    (line,) = [one for one in record.journal if one.kind == "alert.approved"]
    assert (line.actor, line.data["screen"]) == ("anne", "kari")
    assert "med egen innlogging på skjermen til Siri Testvold" in in_words(record, line)


async def test_a_passkey_signs_for_this_text_on_this_screen(node: Node) -> None:
    """Not for another session, not for signing in, not twice, not for a text that was changed."""
    with_password(node, "anne")
    anne = of(node, "anne")
    key = Authenticator(node.address.replace("127.0.0.1", "localhost"))
    page = await anne.get("/konto")
    made = key.make(page.options("/konto/passkey"))
    assert (await anne.post("/konto/passkey", page.hidden("/konto/passkey") | {"made": made})).status == 200
    alert, _ = await node.submitted()
    path = f"/varsel/{alert}/godkjenn-her"
    kari, per = of(node, "kari"), of(node, "per")
    asked = await kari.get(path)
    answer = key.sign(asked.options(path))
    foreign = await here(per, alert, passkey=answer)
    stranger = Visitor(node=node, session=node.session)
    signed_in = await stranger.post("/logg-inn/passkey", {"passkey": answer, "til": "/konto"})
    other_text = await here(kari, alert, passkey=answer, fingerprint="0" * 64)
    for refused in (foreign, signed_in, other_text):
        assert refused.status == 403
    assert stranger.cookie == ""
    assert await state(node, alert) == "submitted"

    answer = key.sign((await kari.get(path)).options(path))
    assert (await kari.post(path, asked.hidden(path) | {"passkey": answer})).status == 303
    assert (await node.view(alert))["approval"]["way"] == "beside"
    second, _ = await node.submitted(areas=["brenneriroa"])
    path = f"/varsel/{second}/godkjenn-her"
    replayed = await kari.post(path, (await kari.get(path)).hidden(path) | {"passkey": answer})
    assert replayed.status == 403
    assert await state(node, second) == "submitted"


async def test_what_does_not_fit_approves_nothing(node: Node) -> None:
    """A wrong name, password or code has one answer; four eyes, chain and roles hold; a foreign form is none."""
    node.hire("per2", [Role.APPROVER], "kommunalsjef-teknisk")  # a second account of the submitter's
    apps = {name: await with_app(node, name) for name in ("anne", "per", "per2", "utenfor", "kari")}
    alert = await node.draft(by="kari")
    assert (await node.act(alert, "submit", "per", people=87)).status == 200
    kari, per = of(node, "kari"), of(node, "per")
    answers = []
    for fields in (
        {"name": EVIL, "password": PASSWORD, "code": code(node, apps["anne"])},
        {"name": "anne", "password": "feil", "code": code(node, apps["anne"])},
        {"name": "anne", "password": PASSWORD, "code": "000000"},
        {},
    ):
        seen = await here(kari, alert, **fields)
        assert seen.status == 403
        assert "<script>alert" not in seen.text
        answers.append("Navnet, passordet eller koden stemmer ikke" in seen.text)
    assert answers == [True] * 4
    for screen, name, words in (
        (kari, "per", "sendt inn eller sist endret"),
        (kari, "per2", "sendt inn eller sist endret"),
        (kari, "utenfor", "Planen lar bare"),
        (kari, "kari", "Du er selv logget inn her"),
        (per, "kari", "rollen approver"),
    ):
        node.scene.later(seconds=60)
        refused = await here(screen, alert, name=name, password=PASSWORD, code=code(node, apps[name]))
        assert refused.status == 403, name
        assert words in refused.text, name
    siri = of(node, "siri")
    assert (await siri.get(f"/varsel/{alert}/godkjenn-her")).status == 403
    path = f"/varsel/{alert}/godkjenn-her"
    hidden = (await kari.get(path)).hidden(path)
    assert (await kari.post(path, hidden, Origin="https://ond.example")).status == 403
    assert await state(node, alert) == "submitted"

    node.scene.later(seconds=60)
    given = {"name": "anne", "password": PASSWORD, "code": code(node, apps["anne"])}
    stale = await here(kari, alert, **given, fingerprint="0" * 64)
    assert stale.status == 409
    assert "Varselet er endret" in stale.text
    used_up = await here(kari, alert, **given)
    assert used_up.status == 403  # a code works once, also when nothing came of it
    assert await state(node, alert) == "submitted"


async def test_tries_are_counted_here_too(node: Node) -> None:
    """Five wrong and the sixth is not even looked at; a page of its own, nothing lost."""
    app = await with_app(node, "anne")
    alert, _ = await node.submitted()
    kari = of(node, "kari")
    for _ in range(5):
        await here(kari, alert, name="anne", password="feil", code="000000")
    late = await here(kari, alert, name="anne", password=PASSWORD, code=code(node, app))

    assert late.status == 429
    assert "For mange forsøk" in late.text
    assert await state(node, alert) == "submitted"


@pytest.fixture
async def slide(office: OfficeScene) -> AsyncIterator[tuple[Node, str]]:
    """A landslide that the municipality itself evacuates from; the plan waits five minutes for its approvers."""
    adapt(office, "evakuering", lead="municipality", alone_after=5)
    async with running(office) as one:
        alert, _ = await one.submitted(scenario="evakuering", fields={**EVACUATION, "neste_melding": "09:00"})
        yield one, alert


async def alone(one: Visitor, alert: str, **fields: Any) -> Seen:
    path = f"/varsel/{alert}/alene"
    page = await one.get(path)
    hidden = page.hidden(path) if f'action="{path}"' in page.text else {}
    csrf = (await one.get("/konto")).hidden("/logg-ut")["csrf"]
    return await one.post(path, {"csrf": csrf} | hidden | fields)


@pytest.mark.requirement("R007")
async def test_alone_when_everybody_is_silent_and_confirmed_afterwards(slide: tuple[Node, str]) -> None:
    """Offered only when the time has come; with a reason and a fresh factor; red on every page, confirmed or not."""
    node, alert = slide
    kari = of(node, "kari")
    fingerprint = (await node.view(alert))["fingerprint"]
    early = await kari.get(f"/varsel/{alert}")
    assert f"/varsel/{alert}/alene" not in early.text
    assert "har tid til å svare til kl" in (await kari.get(f"/varsel/{alert}/alene")).text
    forced = await alone(kari, alert, fingerprint=fingerprint, why="Raset går")
    assert (forced.status, await state(node, alert)) == (409, "submitted")

    node.scene.later(minutes=6)
    assert f"/varsel/{alert}/alene" in (await kari.get(f"/varsel/{alert}")).text
    assert f"/varsel/{alert}/alene" not in (await of(node, "anne").get(f"/varsel/{alert}")).text
    assert (await of(node, "anne").get(f"/varsel/{alert}/alene")).status == 403
    factor = await alone(kari, alert, why=EVIL)
    assert "Bekreft at det er deg" in factor.text
    kari = of(node, "kari")
    assert (await alone(kari, alert, why=" ")).status == 422
    assert await state(node, alert) == "submitted"
    assert (await alone(kari, alert, why=EVIL)).status == 303
    assert (await node.view(alert))["approval"]["way"] == "alone"

    anne = of(node, "anne", ago=400)
    for path in (f"/varsel/{alert}", f"/a/{alert}"):
        page = await anne.get(path)
        for words in ("GODKJENT ALENE av Siri Testvold", "har bekreftet det ennå", "&lt;script&gt;alert(1)"):
            assert words in page.text, (path, words)
        assert "<script>alert" not in page.text
    assert f'action="/a/{alert}/bekreft"' not in (await kari.get(f"/a/{alert}")).text
    assert "Bekreft at det er deg" in (await tap(anne, alert, "bekreft")).text
    assert (await tap(of(node, "anne"), alert, "bekreft")).status == 303
    for path in (f"/varsel/{alert}", f"/a/{alert}"):
        page = await kari.get(path)
        assert "GODKJENT ALENE av Siri Testvold" in page.text
        assert "Bekreftet av Anne Prøvestad" in page.text
        assert "/bekreft" not in page.text


async def test_where_the_plan_lets_nobody_be_alone(node: Node) -> None:
    """No button, and the page says why; posting by hand changes nothing, and nothing is there to confirm."""
    alert, fingerprint = await node.submitted()
    node.scene.later(hours=3)
    kari = of(node, "kari")
    page = await kari.get(f"/varsel/{alert}/alene")
    forced = await alone(kari, alert, fingerprint=fingerprint, why="Ingen svarer")
    anne = of(node, "anne")
    csrf = (await anne.get("/konto")).hidden("/logg-ut")["csrf"]
    confirmed = await anne.post(f"/a/{alert}/bekreft", {"csrf": csrf})

    assert "Planen lar ingen godkjenne dette varselet alene" in page.text
    assert f"/varsel/{alert}/alene" not in (await kari.get(f"/varsel/{alert}")).text
    assert (forced.status, confirmed.status) == (403, 409)
    assert await state(node, alert) == "submitted"
