"""The pages of evaluation and measures: each writes in their own place, what is wrong is said, nobody's markup runs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, update

from dispatcher.ledger.tables import alerts, incidents
from dispatcher.ledger.times import ms
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node

PAGE = "/hendelse/1001/evaluering"
EVIL = "</textarea><script>alert(1)</script>{{ 7*7 }}"
ANSWERS = {"good": "Vaktlaget", "bad": "Listen", "effect": "Ja", "changes": "Ringelisten"}
NEW = {"what": "Ny ringeliste", "why": EVIL, "owner": "IKT", "due": "24.12.2026", "kind": "plan"}


async def post(one: Visitor, page: str, action: str, **fields: str) -> Seen:
    """A form of the page."""
    return await one.post(action, (await one.get(page)).hidden(action) | fields)


@pytest.mark.requirement("R127")
async def test_an_evaluation_is_written_heard_and_approved_on_its_page(node: Node, anne: Visitor) -> None:
    """Each sees only what they may do; a refusal keeps what was typed; the steps lead from one to the next."""
    await node.draft()
    anne.signed_in("jon")
    seen = (await anne.get(PAGE)).text
    assert "Ingen har begynt ennå." in seen
    assert f"{PAGE}/vurdering" not in seen
    assert (await post(anne, PAGE, f"{PAGE}/inntrykk")).status == 422
    assert (await post(anne, PAGE, f"{PAGE}/inntrykk", good=EVIL)).status == 303
    seen = (await anne.get(PAGE)).text
    assert "<script>alert" not in seen
    assert "Du har skrevet ditt." in seen

    anne.signed_in("siri")
    assert (await post(anne, PAGE, f"{PAGE}/mal", goal="Ringt innen 10 minutter")).status == 303
    unsaid = await post(anne, PAGE, f"{PAGE}/mal-vurdert", part="2", outcome="not")
    assert "hvorfor målet ikke ble nådd" in unsaid.text
    assert (await post(anne, PAGE, f"{PAGE}/mal-vurdert", part="2", outcome="not", why="14 min")).status == 303
    assert (await post(anne, PAGE, f"{PAGE}/vurdering", **ANSWERS)).status == 303
    wrong = await post(anne, PAGE, f"{PAGE}/andre", title="Folk klaget", link="x")
    assert (wrong.status, 'value="Folk klaget"' in wrong.text) == (422, True)
    assert (await post(anne, PAGE, f"{PAGE}/andre", title="A", source="Lokalavisa", date="1.12.2026")).status == 303
    assert (await post(anne, PAGE, f"{PAGE}/horing", until="22.11.2026")).status == 303
    seen = (await anne.get(PAGE)).text
    assert "På høring til og med 22. november 2026." in seen
    assert f"{PAGE}/endelig" not in seen

    anne.signed_in("eli")
    seen = (await anne.get(PAGE)).text
    assert all(answer in seen for answer in ANSWERS.values())
    assert "Høyringa vart opna av" in seen
    anne.signed_in("kari")
    assert (await post(anne, PAGE, f"{PAGE}/kommentar", text="Enig")).status == 303
    await node.call("POST", "/api/v1/incidents/1001/close", "kari", json={"why": "over"})
    anne.signed_in("anne")
    early = await post(anne, PAGE, f"{PAGE}/endelig")
    assert (early.status, "fra og med 23.11.2026" in early.text) == (409, True)
    assert "Hvorfor godkjenner du nå?" in early.text
    assert (await post(anne, PAGE, f"{PAGE}/endelig", why="Alle har svart")).status == 303
    seen = (await anne.get(PAGE)).text
    assert "Godkjent før høringen var over. Grunnen: Alle har svart" in seen
    assert "Godkjent av" in seen
    assert "inntrykk-good" not in seen
    csrf = (await anne.get("/konto")).hidden("/logg-ut")
    assert (await anne.post(f"{PAGE}/vurdering", csrf | ANSWERS)).status == 403
    assert (await anne.post(f"{PAGE}/noe", csrf)).status == 404
    assert (await anne.get("/hendelse/4711/evaluering")).status == 404

    anne.signed_in("siri")
    assert (await post(anne, PAGE, f"{PAGE}/ny-versjon", why="Nye tall")).status == 303
    assert "Versjon 1, godkjent av" in (await anne.get(PAGE)).text


async def test_measures_are_followed_until_they_are_closed(node: Node, anne: Visitor) -> None:
    """From the incident's page and from the page of all; a date as people write it; overdue ones say so."""
    await node.draft()
    anne.signed_in("siri")
    assert (await post(anne, PAGE, f"{PAGE}/tiltak", **NEW)).status == 303
    wrong = await post(anne, "/tiltak", "/tiltak", what="Aggregat", kind="")
    assert (wrong.status, "Aggregat</textarea>" in wrong.text) == (422, True)
    late = NEW | {"what": "Aggregat", "due": "2026-11-01", "kind": "technical"}
    assert (await post(anne, "/tiltak", "/tiltak", **late)).status == 303
    seen = (await anne.get("/tiltak")).text
    assert "Fristen 1. november 2026 er ute." in seen
    assert "Frist 24. desember 2026." in seen
    assert "<script>alert" not in seen
    assert (await post(anne, "/tiltak", "/tiltak/1/endre", **NEW, begun="1")).status == 303
    assert "I arbeid" in (await anne.get(PAGE)).text
    assert (await post(anne, "/tiltak", "/tiltak/2/lukk")).status == 422
    assert (await post(anne, "/tiltak", "/tiltak/2/lukk", reference="26/1234")).status == 303
    assert "26/1234" in (await anne.get("/tiltak")).text
    assert (await post(anne, "/tiltak", "/tiltak/ovingsmal", goal="Ringt innen 10 minutter")).status == 303
    assert (await post(anne, PAGE, f"{PAGE}/mal-tatt-inn")).status == 303
    assert "Ringt innen 10 minutter" in (await anne.get(PAGE)).text

    anne.signed_in("eli")
    seen = (await anne.get("/tiltak")).text
    assert "Ny ringeliste" in seen
    assert "/lukk" not in seen


async def test_start_says_what_is_left_afterwards(node: Node, anne: Visitor) -> None:
    """An incident closed long ago that nobody has evaluated, and measures past their day; until it is done."""
    await node.draft()
    closed = update(incidents).values(closed_at=ms(node.scene.now - timedelta(days=4)))
    sent = update(alerts).values(approved_at=ms(node.scene.now - timedelta(days=5)))
    for change in (closed, sent):
        node.scene.ledger.write_now(Connection.execute, change)
    await node.call("POST", "/api/v1/measures", "kari", json=NEW | {"due": "2026-11-01"})
    anne.signed_in("kari")
    seen = (await anne.get("/")).text
    assert "Evalueringen av hendelse 1001 er ikke begynt." in seen
    assert "1 åpent tiltak" in seen
    assert "1 er over fristen" in seen
    await post(anne, PAGE, f"{PAGE}/inntrykk", good="Rolig")
    seen = (await anne.get("/")).text
    assert "er ikke begynt" not in seen
    assert f'href="{PAGE}"' in seen
