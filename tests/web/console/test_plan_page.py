"""People and plan: masked until opened, what ``check`` finds wanting, one's own absence, and the practice button."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.ledger import absences, credentials
from dispatcher.ledger.tables import alerts, journal
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node

PATH = "/planen"
ANNES = "+47\u00a042\u00a000\u00a000\u00a001"


async def post(one: Visitor, action: str, **fields: str) -> Seen:
    """A form of the page."""
    return await one.post(action, (await one.get(PATH)).hidden(action) | fields)


def entries(node: Node, kind: str) -> list[Any]:
    """Of the journal."""

    def look(connection: Connection) -> list[Any]:
        return list(connection.execute(select(journal).where(journal.c.kind == kind)))

    return node.scene.ledger.read_now(look)


@pytest.mark.requirement("R007")
async def test_people_are_masked_until_opened_and_that_is_journalled(node: Node, anne: Visitor) -> None:
    """Roles with holders and deputies, what they approve; numbers only after one entry in the journal."""
    anne.signed_in("kari")
    seen = await anne.get(PATH)
    assert 'href="/planen"' in (await anne.get("/")).text
    for words in ("Anne Prøvestad", "Stedfortreder 1", "Kan godkjenne: ", "+47…01", "o…@loten.example", "Utkast"):
        assert words in seen.text, words
    assert not re.search(r"42\W?00\W?00", seen.text)
    assert node.scene.desk.plan.hash[:12] in seen.text
    opened = await post(anne, PATH)
    assert ANNES in opened.text
    assert [json.loads(row.data) for row in entries(node, "addresses.read")] == [{"what": "plan", "count": 9}]

    anne.signed_in("siri")
    assert f'method="post" action="{PATH}"' not in (await anne.get(PATH)).text
    csrf = (await anne.get("/konto")).hidden("/logg-ut")
    assert (await anne.post(PATH, csrf)).status == 403
    assert len(entries(node, "addresses.read")) == 1


async def test_it_says_who_could_not_approve_tonight(node: Node, anne: Visitor) -> None:
    """No account, no second factor, no practice for months: the same findings as ``check``."""
    anne.signed_in("kari")
    seen = (await anne.get(PATH)).text
    assert "Har verken passkey eller autentiseringsapp" in seen
    assert "Har ingen bruker med rollen approver" in seen  # the chief executive
    assert "dager siden sist øving" not in seen
    node.scene.ledger.write_now(credentials.add_passkey, node.scene.users["anne"].id, "k", "p", 0, node.scene.now)
    node.scene.later(days=61)
    anne.signed_in("kari")
    late = (await anne.get(PATH)).text

    assert "Har passkey." in late
    assert "61 dager siden sist øving" in late


async def test_scenarios_and_lists_as_check_finds_them(node: Node, anne: Visitor) -> None:
    """Steps, owner, drafts; a list's people, faults and age."""
    anne.signed_in("kari")
    seen = (await anne.get(PATH)).text
    for words in ("Kokevarsel", "bokmål: utkast", "Ledes av", "innbyggere", "300 personer", "contacts/innbyggere.csv"):
        assert words in seen, words
    node.scene.later(days=400)
    anne.signed_in("kari")

    assert "dager gammel. Planen sier høyst" in (await anne.get(PATH)).text


async def test_one_reports_ones_own_absence(node: Node, anne: Visitor) -> None:
    """From and to; a time nobody can read is told and kept; one comes back before the time."""
    anne.signed_in("anne")
    wrong = await post(anne, f"{PATH}/fravaer", to="i morgen")
    assert (wrong.status, 'value="i morgen"' in wrong.text) == (422, True)
    assert (await post(anne, f"{PATH}/fravaer", **{"from": "", "to": ""})).status == 422
    assert (await post(anne, f"{PATH}/fravaer", **{"from": "23.11 08:00", "to": "25.11 16:00"})).status == 303
    assert "Borte fra 23. november" in (await anne.get(PATH)).text
    assert (await post(anne, f"{PATH}/tilbake")).status == 303
    assert node.scene.ledger.read_now(absences.standing, node.scene.now) == []
    anne.signed_in("kari")
    assert "/fravaer" not in (await anne.get(PATH)).text
    csrf = (await anne.get("/konto")).hidden("/logg-ut")

    assert (await anne.post(f"{PATH}/fravaer", {**csrf, "to": "25.11 16:00"})).status == 403


async def test_practice_is_one_button_on_a_node_that_reaches_people(live: Node) -> None:
    """The interface's own act, under the same right; the page says that it has gone."""
    kari = Visitor(node=live, session=live.session)
    kari.signed_in("kari")
    sent = await post(kari, f"{PATH}/ovelse")
    assert sent.status == 303
    assert "Øvingsmeldingen er sendt" in (await kari.get(sent.headers["Location"].partition("#")[0])).text
    (entry,) = entries(live, "practice.sent")
    assert entry.actor == "kari"
    kari.signed_in("anne")
    assert f"{PATH}/ovelse" not in (await kari.get(PATH)).text
    csrf = (await kari.get("/konto")).hidden("/logg-ut")
    assert (await kari.post(f"{PATH}/ovelse", csrf)).status == 403


async def test_an_exercise_node_says_that_it_practises_with_nobody(node: Node, anne: Visitor) -> None:
    """No button there, and the act is refused in words."""
    anne.signed_in("kari")
    seen = await anne.get(PATH)
    assert "Denne noden gjør bare øvelser" in seen.text
    refused = await anne.post(f"{PATH}/ovelse", seen.hidden(PATH))
    assert refused.status == 409

    def sent(connection: Connection) -> list[str]:
        return list(connection.scalars(select(alerts.c.id)))

    assert node.scene.ledger.read_now(sent) == []
