"""Signing in by the municipality's own sign-in: there, back, and where one was going; a fresh factor; roles; ties."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, select

from dispatcher.ledger import accounts
from dispatcher.ledger.tables import journal
from tests.office import OfficeScene
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node, running
from tests.web.open_id.town import Provider, asked, gone, settings_of, signed


async def test_a_person_signs_in_and_lands_where_they_were_going(kari: Visitor, provider: Provider) -> None:
    """State, nonce and half of a secret go with them; the cookie that waited is gone afterwards."""
    provider.knows("kari", "sub-kari")
    went = asked(await gone(kari))
    waiting = kari.others["dispatcher-open-id"]
    back = await signed(kari, provider, "sub-kari")
    page = await kari.get("/")

    assert went["redirect_uri"] == f"{kari.node.address}/logg-inn/kommune/retur"
    assert (went["scope"], went["code_challenge_method"]) == ("openid", "S256")
    assert len({went["state"], went["nonce"], went["code_challenge"]}) == 3
    assert not [word for word in (went["state"], went["nonce"]) if word in waiting]
    assert (back.status, back.headers["Location"]) == (303, "/a/1001-1")
    assert kari.others["dispatcher-open-id"] == ""
    assert page.status == 200


async def approval_tapped(one: Visitor, alert: str) -> Seen:
    """*Godkjenn og send*, from the page."""
    page = await one.get(f"/a/{alert}")
    fields = page.hidden(f"/a/{alert}/godkjenn")
    return await one.post(f"/a/{alert}/godkjenn", fields, Referer=f"{one.node.address}/a/{alert}")


async def test_an_approver_signs_in_and_approves_in_two_taps(kari: Visitor, provider: Provider) -> None:
    """What they have just shown there stands for the act; nothing is asked twice."""
    alert, _ = await kari.node.submitted()
    provider.knows("anne", "sub-anne")
    back = await signed(kari, provider, "sub-anne", f"/a/{alert}")
    done = await approval_tapped(kari, alert)

    assert back.headers["Location"] == f"/a/{alert}"
    assert (done.status, done.headers["Location"]) == (303, f"/a/{alert}")
    assert (await kari.node.view(alert))["state"] in {"approved", "sending"}


async def test_an_old_sign_in_is_no_fresh_factor(kari: Visitor, provider: Provider) -> None:
    """The page that asks offers to confirm there; whoever comes back approves, with a new token for their session."""
    alert, _ = await kari.node.submitted()
    provider.knows("anne", "sub-anne")
    await signed(kari, provider, "sub-anne")
    kari.node.scene.later(minutes=6)
    await provider.set()
    asks = await approval_tapped(kari, alert)
    before = kari.cookie
    there = await gone(kari, f"/a/{alert}", "/bekreft")
    back = await kari.get(await provider.login(there, "sub-anne"))
    done = await approval_tapped(kari, alert)
    old, kari.cookie = kari.cookie, before
    replayed = await kari.get(f"/a/{alert}")

    assert asks.status == 200
    assert f'href="/logg-inn/kommune/bekreft?til=/a/{alert}"' in asks.text
    assert (asked(there)["prompt"], asked(there)["max_age"]) == ("login", "0")
    assert (back.status, back.headers["Location"]) == (303, f"/a/{alert}")
    assert done.headers["Location"] == f"/a/{alert}"
    assert (await kari.node.view(alert))["state"] in {"approved", "sending"}
    assert old != before
    assert replayed.status == 303  # to sign in: the old token is worth nothing


@pytest.mark.parametrize("shown", [-3600, None, "i går", True], ids=["hour-ago", "unsaid", "words", "yes"])
async def test_what_was_shown_before_confirms_nothing(kari: Visitor, provider: Provider, shown: object) -> None:
    """A provider that asks nobody anew, or does not say when it did, signs in and gives no fresh factor."""
    alert, _ = await kari.node.submitted()
    provider.knows("anne", "sub-anne")
    at = int(kari.node.scene.now.timestamp()) + shown if type(shown) is int else shown
    await provider.set(claims={"auth_time": at})
    back = await signed(kari, provider, "sub-anne", f"/a/{alert}")
    asks = await approval_tapped(kari, alert)
    confirmed = await signed(kari, provider, "sub-anne", f"/a/{alert}", "/bekreft")
    again = await approval_tapped(kari, alert)

    assert back.status == 303
    assert "Bekreft at det er deg" in asks.text
    assert confirmed.status == 403
    assert "sier ikke at du bekreftet nå" in confirmed.text
    assert "Bekreft at det er deg" in again.text
    assert (await kari.node.view(alert))["state"] == "submitted"


async def test_one_confirms_as_oneself_and_in_the_session_that_asked(kari: Visitor, provider: Provider) -> None:
    """Neither somebody else's word nor another session's journey makes a session fresh."""
    provider.knows("anne", "sub-anne")
    provider.knows("kari", "sub-kari")
    kari.signed_in("anne", ago=600)
    other = await signed(kari, provider, "sub-kari", "/konto", "/bekreft")
    stranger = await signed(kari, provider, "sub-ingen", "/konto", "/bekreft")
    back = await provider.login(await gone(kari, "/konto", "/bekreft"), "sub-anne")
    kari.signed_in("anne", ago=600)
    moved = await kari.get(back)
    kari.cookie = ""
    nobody = await kari.get("/logg-inn/kommune/bekreft?til=/konto")

    assert [one.status for one in (other, stranger, moved)] == [403, 403, 403]
    assert "annen innlogging" in other.text
    assert "byttet innlogging" in moved.text
    assert nobody.headers["Location"].startswith("/logg-inn?til=")


async def test_a_stranger_is_told_what_to_ask_for(kari: Visitor, provider: Provider) -> None:
    """Tied by the provider's own number for them, never by an e-mail address that happens to be the same."""
    back = await signed(kari, provider, "sub-ny<b>")

    assert back.status == 403
    assert "<code>sub-ny&lt;b&gt;</code>" in back.text
    assert "--oidc-subject" in back.text
    assert "kari@" not in back.text
    assert kari.cookie == ""


async def test_one_ties_ones_own_account(kari: Visitor, provider: Provider) -> None:
    """With a fresh factor; the same person cannot be two accounts, and the last way in stays."""
    kari.signed_in("kari")
    page = await kari.get("/konto")
    go = await kari.post("/konto/innlogging", page.hidden("/konto/innlogging"))
    tied = await signed(kari, provider, "sub-kari", "/konto", "/knytt")
    entered = await signed(kari, provider, "sub-kari")
    kari.signed_in("anne")
    taken = await signed(kari, provider, "sub-kari", "/konto", "/knytt")
    kari.signed_in("anne", ago=600)
    stale = await kari.get("/logg-inn/kommune/knytt")
    kari.signed_in("kari")
    page = await kari.get("/konto")
    last = await kari.post("/konto/innlogging/fjern", page.hidden("/konto/innlogging/fjern"))

    assert 'href="/logg-inn/kommune/knytt"' in go.text
    assert tied.headers["Location"] == "/konto"
    assert entered.status == 303
    assert taken.status == 409
    assert "knyttet til en annen bruker" in taken.text
    assert stale.headers["Location"] == "/konto"
    assert last.status == 403
    assert [data["user"] for kind, data in entries(kari.node) if kind == "user.tied"] == ["kari"]


def entries(node: Node) -> list[tuple[str, dict[str, Any]]]:
    """Of the journal."""

    def read(connection: Connection) -> list[tuple[str, dict[str, Any]]]:
        rows = connection.execute(select(journal.c.kind, journal.c.data).order_by(journal.c.seq))
        return [(row.kind, orjson.loads(row.data)) for row in rows]

    return node.scene.ledger.read_now(read)


def roles_of(node: Node, name: str) -> set[str]:
    return {str(role) for role in node.scene.ledger.read_now(accounts.user_named, name).roles}


@pytest.fixture
async def by_claim(office: OfficeScene, provider: Provider) -> AsyncIterator[Visitor]:
    """Where the provider says who may do what."""
    given = "Varsling Leder=crisis-team, Varsling Godkjenner=approver"
    async with running(office, oidc=settings_of(provider.address, roles=given)) as one:
        yield Visitor(node=one, session=one.session)


async def test_the_claim_decides_the_roles_at_every_sign_in(by_claim: Visitor, provider: Provider) -> None:
    """More or fewer, journalled; other browsers are signed out; who in the plan it is, stays as it was."""
    one, node = by_claim, by_claim.node
    provider.knows("anne", "sub-anne")
    other = Visitor(node=node, session=node.session)
    other.signed_in("anne")
    person = node.scene.ledger.read_now(accounts.user_named, "anne").person
    await provider.set(claims={"roles": ["Varsling Leder", "Noe annet", "admin"], "person": "varaordforer"})
    back = await signed(one, provider, "sub-anne")
    await provider.set(claims={"roles": ["Varsling Leder"]})
    await signed(one, provider, "sub-anne")
    changes = [data for kind, data in entries(node) if kind == "user.changed"]

    assert back.status == 303
    assert roles_of(node, "anne") == {"crisis-team"}
    assert node.scene.ledger.read_now(accounts.user_named, "anne").person == person
    assert (await other.get("/konto")).status == 303
    assert [(one["was"]["roles"], one["roles"]) for one in changes] == [(["approver"], ["crisis-team"])]


@pytest.mark.parametrize("claim", [["admin", "approver"], [], None, 7, "Varsling"], ids=str)
async def test_a_claim_without_a_role_of_ours_lets_nobody_in(
    by_claim: Visitor, provider: Provider, claim: object
) -> None:
    """Our own roles' names are not the provider's to give; whoever has lost theirs there, has lost them here."""
    provider.knows("anne", "sub-anne")
    by_claim.signed_in("anne")
    await provider.set(claims={"roles": claim})
    back = await signed(by_claim, provider, "sub-anne")

    assert back.status == 403
    assert "ingen rolle i varslingen" in back.text
    assert roles_of(by_claim.node, "anne") == set()
    assert (await by_claim.get("/konto")).status == 303


async def test_what_the_claim_says_when_one_confirms_counts_too(by_claim: Visitor, provider: Provider) -> None:
    """An approver's browser stays signed in for a season; whoever has lost the role there, confirms nothing with it."""
    one, node = by_claim, by_claim.node
    alert, _ = await node.submitted()
    provider.knows("anne", "sub-anne")
    one.signed_in("anne", ago=600)
    await provider.set(claims={"roles": ["Varsling Leder"]})
    back = await signed(one, provider, "sub-anne", f"/a/{alert}", "/bekreft")

    assert back.status == 403
    assert "Rollene dine er endret" in back.text
    assert roles_of(node, "anne") == {"crisis-team"}
    assert (await one.get(f"/a/{alert}")).status == 303


async def test_a_role_as_a_single_word_counts(by_claim: Visitor, provider: Provider) -> None:
    """Some providers write a list of one so."""
    provider.knows("anne", "sub-anne")
    await provider.set(claims={"roles": "Varsling Godkjenner"})

    assert (await signed(by_claim, provider, "sub-anne")).status == 303
    assert roles_of(by_claim.node, "anne") == {"approver"}


async def test_signing_out_ends_the_session_here(kari: Visitor, provider: Provider) -> None:
    """The old token opens nothing."""
    provider.knows("kari", "sub-kari")
    await signed(kari, provider, "sub-kari")
    page = await kari.get("/konto")
    token = kari.cookie
    await kari.post("/logg-ut", page.hidden("/logg-ut"))
    kari.cookie = token

    assert page.status == 200
    assert (await kari.get("/konto")).status == 303


async def test_an_approvers_session_lasts_as_the_plan_says_and_others_a_working_day(
    kari: Visitor, provider: Provider
) -> None:
    """By whom they are, not by how they came in."""
    anne = Visitor(node=kari.node, session=kari.session)
    for one, name in ((kari, "kari"), (anne, "anne")):
        provider.knows(name, f"sub-{name}")
        await signed(one, provider, f"sub-{name}")
    kari.node.scene.later(hours=3)

    assert (await kari.get("/konto")).status == 303
    assert (await anne.get("/konto")).status == 200
