"""What must not decide anything: two at once, a clock that jumps, a bot, another site, a page from before."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.approval import aside
from dispatcher.ledger.tables import journal
from tests.web.console.test_approval import state, tap
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node

ENDS = ("alert.approved", "alert.rejected", "alert.returned", "alert.proposed")


def of(node: Node, name: str, ago: float = 0) -> Visitor:
    """Somebody's browser."""
    one = Visitor(node=node, session=node.session)
    one.signed_in(name, ago=ago)
    return one


def decided(node: Node, alert: str) -> list[tuple[str, str]]:
    """Every decision in the journal: what, and by whom."""

    def find(connection: Connection) -> list[Any]:
        chosen = select(journal.c.kind, journal.c.actor).where(journal.c.alert_id == alert, journal.c.kind.in_(ENDS))
        return [tuple(row) for row in connection.execute(chosen.order_by(journal.c.seq))]

    return node.scene.ledger.read_now(find)


async def form(one: Visitor, alert: str, act: str) -> dict[str, str]:
    """What the page would send."""
    return (await one.get(f"/a/{alert}")).hidden(f"/a/{alert}/{act}")


@pytest.mark.requirement("R007")
async def test_approved_and_rejected_in_the_same_moment(node: Node) -> None:
    """One of them is first and stands alone in the journal; the other is told by whom."""
    alert, _ = await node.submitted()
    anne, ola = of(node, "anne"), of(node, "ola")
    yes, no = await form(anne, alert, "godkjenn"), await form(ola, alert, "avvis") | {"why": "Feil område"}
    answers = await asyncio.gather(anne.post(f"/a/{alert}/godkjenn", yes), ola.post(f"/a/{alert}/avvis", no))
    first, late = sorted(answers, key=lambda one: one.status)
    winner = "anne" if answers[0] is first else "ola"

    assert (first.status, late.status) == (303, 409)
    assert decided(node, alert) == [("alert.approved" if winner == "anne" else "alert.rejected", winner)]
    name = "Anne Prøvestad" if winner == "anne" else "Ola Øvingsrud"
    assert any(f"{said} {name}" in late.text for said in ("avgjort av", "Alt avgjort av"))


@pytest.mark.requirement("R007")
async def test_a_double_tap_is_one_approval(node: Node) -> None:
    """Also when both arrive at once, from two tabs of the same browser; each answers as the first."""
    alert, _ = await node.submitted()
    anne = of(node, "anne")
    fields = [await form(anne, alert, "godkjenn") for _ in range(3)]
    answers = await asyncio.gather(*(anne.post(f"/a/{alert}/godkjenn", one) for one in fields))

    assert [one.status for one in answers] == [303] * 3
    assert decided(node, alert) == [("alert.approved", "anne")]


@pytest.mark.requirement("R007")
async def test_a_clock_that_jumps_an_hour_asks_for_the_factor(node: Node) -> None:
    """Back or forth: what was shown «just now» is no longer, nothing is approved by it, and nobody is thrown out."""
    alert, _ = await node.submitted()
    anne = of(node, "anne")
    fields = await form(anne, alert, "godkjenn")
    node.scene.later(hours=1)
    forth = await anne.post(f"/a/{alert}/godkjenn", fields)
    node.scene.later(hours=-2)
    back = await anne.post(f"/a/{alert}/godkjenn", fields)

    for seen in (forth, back):
        assert seen.status == 200
        assert "Bekreft at det er deg" in seen.text
    assert decided(node, alert) == []
    node.scene.later(hours=1)
    assert (await tap(of(node, "anne"), alert)).status == 303


async def test_an_alert_that_ran_out_while_it_was_read(node: Node) -> None:
    """The page is from before, the factor is fresh: it is too late all the same."""
    alert, _ = await node.submitted()
    fields = await form(of(node, "anne"), alert, "godkjenn")
    node.scene.later(days=3)
    anne = of(node, "anne")
    csrf = (await anne.get("/konto")).hidden("/logg-ut")["csrf"]
    late = await anne.post(f"/a/{alert}/godkjenn", fields | {"csrf": csrf})

    assert late.status == 409
    assert "utløpt" in late.text
    assert decided(node, alert) == []


async def test_who_was_set_unavailable_meanwhile_decides_nothing(node: Node) -> None:
    """Nor proposes; the page they had open is worth nothing."""
    alert, fingerprint = await node.submitted()
    anne = of(node, "anne")
    fields = await form(anne, alert, "godkjenn")
    kari, now = node.scene.users["kari"], node.scene.now
    node.scene.ledger.write_now(aside.set_unavailable, kari, alert, "ordforer", "Svarer ikke", now)
    for act, more in (
        ("godkjenn", {}),
        ("returner", {"why": "x"}),
        ("avvis", {"why": "x"}),
        ("foresla", {"t.citizen.sms.nb": "ØVELSE x ØVELSE", "fingerprint": fingerprint}),
    ):
        refused = await anne.post(f"/a/{alert}/{act}", fields | more)
        assert refused.status == 403, act
        assert "utilgjengelig" in refused.text

    assert decided(node, alert) == []


@pytest.mark.requirement("R007")
async def test_another_persons_link_gives_no_right(node: Node) -> None:
    """It names the alert, not a person: who follows Anne's link is who they are, and an old link says how it ended."""
    alert, _ = await node.submitted()
    hers = of(node, "utenfor")
    page = await hers.get(f"/a/{alert}")
    csrf = (await hers.get("/konto")).hidden("/logg-ut")["csrf"]
    borrowed = await form(of(node, "anne"), alert, "godkjenn")
    with_her_token = await hers.post(f"/a/{alert}/godkjenn", borrowed)
    with_own_token = await hers.post(f"/a/{alert}/godkjenn", borrowed | {"csrf": csrf})
    assert "Planen lar bare" in page.text
    assert (with_her_token.status, with_own_token.status) == (403, 403)
    assert decided(node, alert) == []

    await tap(of(node, "ola"), alert, "avvis", why="Feil område")
    old = await of(node, "anne").get(f"/a/{alert}")
    replayed = await tap_again(of(node, "anne"), alert, borrowed)
    assert "Allerede avgjort av Ola Øvingsrud: avvist" in old.text
    assert replayed.status == 409
    assert decided(node, alert) == [("alert.rejected", "ola")]


async def tap_again(one: Visitor, alert: str, fields: dict[str, str]) -> Seen:
    """An old form, with the token of the session that sends it."""
    csrf = (await one.get("/konto")).hidden("/logg-ut")["csrf"]
    return await one.post(f"/a/{alert}/godkjenn", fields | {"csrf": csrf})


ACTS = (
    *(
        "/a/{}/godkjenn",
        "/a/{}/returner",
        "/a/{}/avvis",
        "/a/{}/berort",
        "/a/{}/pause",
        "/a/{}/bekreft",
        "/a/{}/foresla",
    ),
    *("/varsel/{}/ta-inn", "/varsel/{}/godkjenn-her", "/varsel/{}/alene", "/varsel/{}/gjor/stopp"),
    *("/varsel/{}/gjenoppta", "/varsel/{}/slipp", "/varsel/{}/send-inn"),
)
READ_TOO = ("foresla", "godkjenn-her", "alene", "gjor/stopp")


@pytest.mark.requirement("R007")
async def test_a_bot_and_another_site_do_nothing(node: Node) -> None:
    """With the approver's own cookie: a GET decides nothing, and a form needs our origin and this session's token."""
    alert, fingerprint = await node.submitted()
    per = of(node, "per")  # approver and crisis team: every act's right is there
    csrf = (await per.get("/konto")).hidden("/logg-ut")["csrf"]
    other = (await of(node, "anne").get("/konto")).hidden("/logg-ut")["csrf"]
    good: dict[str, Any] = {"csrf": csrf, "fingerprint": fingerprint, "why": "x", "version": "1", "people": "87"}
    for path in (one.format(alert) for one in ACTS):
        got = await per.get(f"{path}?csrf={csrf}&fingerprint={fingerprint}&why=x")
        assert got.status == (200 if path.endswith(READ_TOO) else 405), path
        for fields, headers in (
            (good, {"Origin": "https://ond.example"}),
            (good, {"Origin": None}),
            (good, {"Origin": "null"}),
            (good, {"Sec-Fetch-Site": "cross-site"}),
            (good | {"csrf": other}, {}),
            (good | {"csrf": ""}, {}),
        ):
            refused = await per.post(path, fields, **headers)
            assert refused.status == 403, (path, headers)
            assert "Skjemaet kom ikke fra denne siden" in refused.text

    assert decided(node, alert) == []
    assert await state(node, alert) == "submitted"
