"""Passkeys over HTTP: what signs in and approves, and every answer that must not."""

import json
from typing import Any

import pytest

from dispatcher.ledger import credentials, incidents
from tests.web.console.authenticator import Authenticator
from tests.web.console.visitor import Seen, Visitor, with_password
from tests.web.node import Node

SIGN_IN = "/logg-inn/passkey"


@pytest.fixture
async def key(anne: Visitor) -> Authenticator:
    """Anne's, added after she signed in by password the first time; she is signed out again."""
    with_password(anne.node, "anne")
    anne.signed_in("anne", factor=False)
    key = Authenticator(anne.node.address.replace("127.0.0.1", "localhost"))
    page = await anne.get("/konto")
    made = key.make(page.options("/konto/passkey"))
    added = await anne.post("/konto/passkey", page.hidden("/konto/passkey") | {"made": made})
    assert added.status == 200, added.text
    assert "Nye gjenopprettingskoder" in added.text
    anne.cookie = ""
    return key


async def sign_in(one: Visitor, answer: str, til: str = "/a/1001-1") -> Seen:
    return await one.post(SIGN_IN, {"passkey": answer, "til": til})


async def asked(one: Visitor) -> str:
    return (await one.get("/logg-inn")).options(SIGN_IN)


async def test_one_touch_signs_in_and_its_answer_works_once(anne: Visitor, key: Authenticator) -> None:
    """A replay of the same answer opens nothing, nor does it in another browser."""
    answer = key.sign(await asked(anne))
    first = await sign_in(anne, answer)
    other = Visitor(node=anne.node, session=anne.session)
    again = await sign_in(other, answer)

    assert (first.status, first.headers["Location"]) == (303, "/a/1001-1")
    assert (again.status, other.cookie) == (403, "")


async def test_an_answer_for_another_place_opens_nothing(anne: Visitor, key: Authenticator) -> None:
    """Another origin, another site's key, a device that was not unlocked, a challenge too old or none of ours."""
    home, refused = key.origin, []

    async def refuse() -> None:
        refused.append((await sign_in(anne, key.sign(await asked(anne)))).status)

    key.origin = "https://varsel.loten.example.ond.example"
    await refuse()
    key.origin, key.rp = home, "ond.example"
    await refuse()
    key.rp, key.verified = "localhost", False
    await refuse()
    key.verified = True
    options = await asked(anne)
    anne.node.scene.later(minutes=11)
    refused.append((await sign_in(anne, key.sign(options))).status)
    forged = [key.sign(json.dumps({"challenge": one})) for one in ("AAAA", "YS5iLmM", "MS4yLjM")]
    refused += [(await sign_in(anne, one)).status for one in (*forged, "", "{}", "[]", "x" * 20_000, '{"id": 1}')]

    assert refused == [403] * len(refused)
    assert anne.cookie == ""
    assert (await sign_in(anne, key.sign(await asked(anne)))).status == 303


async def test_an_answer_for_signing_in_approves_nothing(node: Node, anne: Visitor, key: Authenticator) -> None:
    """Nor does one that was given in another session, nor another person's passkey; the right one does."""
    alert, _ = await node.submitted()
    path = f"/a/{alert}/godkjenn"
    anne.signed_in("anne", ago=400)
    other = Visitor(node=node, session=node.session)
    other.signed_in("anne", ago=400)
    ola = Visitor(node=node, session=node.session)
    node.scene.ledger.write_now(credentials.add_passkey, node.scene.users["ola"].id, "olas", "", 0, node.scene.now)
    ola.signed_in("ola", ago=400)
    page = await anne.get(f"/a/{alert}")
    signed_out = await asked(Visitor(node=node, session=node.session))
    theirs = (await other.get(f"/a/{alert}")).options(path)
    wrong = [
        await anne.post(path, page.hidden(path) | {"passkey": key.sign(options)}) for options in (signed_out, theirs)
    ]
    his = await ola.get(f"/a/{alert}")
    borrowed = await ola.post(path, his.hidden(path) | {"passkey": key.sign(his.options(path))})
    state = (await node.services.ledger.read(incidents.alert, alert)).state
    old = anne.cookie
    right = await anne.post(path, page.hidden(path) | {"passkey": key.sign(page.options(path))})

    assert [one.status for one in (*wrong, borrowed)] == [403, 403, 403]
    assert state == "submitted"
    assert right.status == 303
    assert anne.cookie != old  # a factor makes the session a new one
    anne.cookie = old
    assert (await anne.get("/konto")).status == 303


async def test_a_passkey_is_never_kept_waiting_by_others_tries(anne: Visitor, key: Authenticator) -> None:
    """Somebody guesses at the mayor's password all night; her touch opens at once."""
    wrong: dict[str, Any] = {"name": "anne", "password": "feil passord"}
    statuses = {(await anne.post("/logg-inn", wrong)).status for _ in range(7)}

    assert statuses == {403, 429}
    assert (await sign_in(anne, key.sign(await asked(anne)))).status == 303


async def test_the_last_passkey_stays(anne: Visitor, key: Authenticator) -> None:
    """Who has lost everything is helped by an administrator, not by a page."""
    await sign_in(anne, key.sign(await asked(anne)))
    page = await anne.get("/konto")
    removed = await anne.post("/konto/passkey/fjern", page.hidden("/konto/passkey/fjern"))

    assert removed.status == 403
    assert "eneste måten" in removed.text


async def test_another_passkey_needs_the_one_there_is(anne: Visitor, key: Authenticator) -> None:
    """Whoever finds an open browser adds none of their own; the same key is never taken twice."""
    anne.signed_in("anne", ago=400)
    page = await anne.get("/konto")
    made = {"made": Authenticator(f"{key.origin}").make(page.options("/konto/passkey"))}
    stopped = await anne.post("/konto/passkey", page.hidden("/konto/passkey") | made)

    assert stopped.status == 200
    assert "Bekreft at det er deg" in stopped.text
    assert "Nye gjenopprettingskoder" not in stopped.text
