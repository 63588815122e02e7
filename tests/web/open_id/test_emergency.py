"""Passwords beside the municipality's own sign-in: possible, and loud."""

import pyotp
from sqlalchemy import Connection
from structlog.testing import capture_logs

from dispatcher.ledger import alarm_book, audit, credentials, emergency
from dispatcher.ledger.audit import Facts
from dispatcher.signing_in import codes
from dispatcher.web.console.site import place_of
from tests.office import OfficeScene
from tests.web.console.visitor import PASSWORD, Seen, Visitor, with_password
from tests.web.node import Node, running


def with_app(node: Node, name: str) -> pyotp.TOTP:
    """An account has a password and an app."""
    with_password(node, name)
    secret, number = codes.new_secret(), node.scene.users[name].id
    sealed = place_of(node.services).keys.seal(codes.PURPOSE, secret)
    node.scene.ledger.write_now(credentials.set_app, number, sealed, 0, node.scene.now)
    return pyotp.TOTP(secret)


async def by_password(one: Visitor, name: str) -> Seen:
    """The whole way: password, then code."""
    app = with_app(one.node, name)
    fields = {"name": name, "password": PASSWORD, "til": "/"}
    code = (await one.post("/logg-inn", fields)).hidden("/logg-inn/kode")
    return await one.post("/logg-inn/kode", code | {"code": app.at(one.node.scene.now)})


def audited(node: Node) -> list[str]:
    """What the auditor raises, in words."""

    def look(connection: Connection) -> list[str]:
        alarm_book.settle(connection, Facts(watching_since=node.scene.now), node.scene.now)
        return [row.words for row in alarm_book.standing(connection)]

    return node.scene.ledger.write_now(look)


async def test_a_password_still_opens_and_everybody_hears_of_it(kari: Visitor) -> None:
    """In the log, in the journal, on Start for twelve hours; and it says so before anybody types."""
    usual, page = await kari.get("/logg-inn"), await kari.get("/logg-inn/nod?til=/a/1001-1")
    with capture_logs() as lines:
        signed = await by_password(kari, "kari")
    words = audited(kari.node)
    start = await kari.get("/")
    kari.node.scene.later(hours=13)

    assert 'name="password"' not in usual.text
    assert 'href="/logg-inn/nod?til="' in usual.text
    assert page.hidden("/logg-inn") == {"til": "/a/1001-1"}
    assert "kriseledelsen får alarm" in page.text
    assert signed.status == 303
    assert [line["event"] for line in lines if line["log_level"] == "warning"] == ["sign_in.emergency"]
    assert [word.partition(" kl")[0] for word in words] == ["Nødinnlogging: kari logget inn med passord"]
    assert "Nødinnlogging: kari" in start.text
    assert audited(kari.node) == []


async def test_a_password_alone_is_as_loud(kari: Visitor) -> None:
    """It lets nobody further than to add a factor, which is what a thief would do."""
    with_password(kari.node, "kari")
    await kari.post("/logg-inn", {"name": "kari", "password": PASSWORD})

    assert len(audited(kari.node)) == 1


async def test_a_wrong_password_stays_on_its_page_and_is_no_emergency(kari: Visitor) -> None:
    """Who does not get in has not been in."""
    with_app(kari.node, "kari")
    wrong = await kari.post("/logg-inn", {"name": "kari", "password": "feil"})

    assert wrong.status == 403
    assert "<h1" in wrong.text
    assert "Nødinnlogging" in wrong.text
    assert 'name="password"' in wrong.text
    assert audited(kari.node) == []


async def test_without_a_provider_a_password_is_the_usual_way(office: OfficeScene) -> None:
    """Nobody is told."""
    async with running(office) as node:
        one = Visitor(node=node, session=node.session)

        assert (await by_password(one, "kari")).status == 303
        assert audited(node) == []


async def test_the_crisis_team_is_told_in_an_open_incident(kari: Visitor) -> None:
    """What the auditor finds has the name that the text asks for, and hangs on no alert."""
    await by_password(kari, "kari")

    def look(connection: Connection) -> list[audit.Found]:
        found = audit.find(connection, Facts(watching_since=kari.node.scene.now), kari.node.scene.now).found
        return [one for one in found if one.cause == "emergency"]

    (found,) = kari.node.scene.ledger.read_now(look)

    assert found.values == {"user": "kari"}
    assert found.incident is None
    assert found.about == "kari"


def test_who_could_come_in_so(office: OfficeScene) -> None:
    """A password and an app; either alone is not enough."""
    number, now = office.users["kari"].id, office.now
    office.ledger.write_now(credentials.set_password, number, "hash", now)
    assert office.ledger.read_now(emergency.able) == 0
    office.ledger.write_now(credentials.set_app, number, "sealed", 0, now)

    assert office.ledger.read_now(emergency.able) == 1
