"""Tasks and log of an incident in the console: ticking by who may, lines that are never changed, the report."""

import re

import pytest
from sqlalchemy import Connection, update

from dispatcher.ledger.tables import journal
from tests.web.console.visitor import Seen, Visitor
from tests.web.node import Node

EVIL = "</textarea><script>alert(1)</script>{{ 7*7 }}"


async def tasks_of(node: Node, alert: str) -> list[dict[str, str]]:
    number = alert.partition("-")[0]
    found: list[dict[str, str]] = (await node.call("GET", f"/api/v1/incidents/{number}/tasks", "kari")).json["tasks"]
    return found


async def post(one: Visitor, page: str, action: str, **fields: str) -> Seen:
    """A form of the page."""
    return await one.post(action, (await one.get(page)).hidden(action) | fields)


async def test_tasks_are_ticked_by_those_who_may(node: Node, anne: Visitor) -> None:
    """«Gjort» and «Kan ikke» with its reason; what is refused stands on the page, and another's is not offered."""
    alert = await node.published()
    await node.until(alert, lambda view: sum(wave["tasks"]["sending"] for wave in view["waves"]) > 1)
    out = [task for task in await tasks_of(node, alert) if task["state"] == "sending"]
    page = f"/hendelse/{alert.partition('-')[0]}/oppgaver"
    anne.signed_in("kari")
    assert f'href="/varsel/{alert}/skriv-ut">Skriv ut plakaten' in (await anne.get(page)).text
    first, second = f"/oppgave/{out[0]['id']}/gjort", f"/oppgave/{out[1]['id']}/kan-ikke"
    assert (await post(anne, page, first)).status == 303
    silent = await post(anne, page, second)
    assert silent.status == 422
    assert "Skriv hvorfor oppgaven ikke blir gjort." in silent.text
    assert (await post(anne, page, second, why=EVIL)).status == 303
    states = {task["id"]: task["state"] for task in await tasks_of(node, alert)}
    assert (states[out[0]["id"]], states[out[1]["id"]]) == ("accepted", "failed")
    assert "<script>alert" not in (await anne.get(page)).text

    anne.signed_in("siri")
    seen = await anne.get(page)
    assert "/gjort" not in seen.text
    csrf = (await anne.get("/konto")).hidden("/logg-ut")
    assert (await anne.post(first, csrf)).status == 403


@pytest.mark.requirement("R070")
async def test_a_picture_card_is_shown_with_its_alt_text(node: Node, anne: Visitor) -> None:
    """While the text may be passed on, and not once the alert is stopped."""
    alert = await node.published()
    await node.until(alert, lambda view: sum(wave["tasks"]["sending"] for wave in view["waves"]) > 1)
    anne.signed_in("kari")
    page = f"/hendelse/{alert.partition('-')[0]}/oppgaver"
    seen = (await anne.get(page)).text
    (source, *_) = re.findall(r'<img src="(/oppgave/\d+/kort/nb-1\.png)" alt="Dette er en øvelse\.', seen)
    picture = await anne.get(source)
    assert (picture.status, picture.headers["Content-Type"]) == (200, "image/png")
    assert (await anne.get(source.replace("nb-1", "nb-9"))).status == 404

    await node.act(alert, "stop", "kari", why="Feil område")
    assert (await anne.get(source)).status == 409
    assert source not in (await anne.get(page)).text


@pytest.mark.requirement("R007")
async def test_the_log_is_read_and_written(node: Node, anne: Visitor) -> None:
    """When it happened and when it was written; a wrong line is corrected by a new one; nobody's markup runs."""
    alert = await node.draft()
    page = f"/hendelse/{alert.partition('-')[0]}/logg"
    anne.signed_in("kari")
    assert "Ingen linjer" in (await anne.get(page)).text
    assert (await post(anne, page, page, text=EVIL, at="02:50")).status == 303
    empty = await post(anne, page, page, at="i fjor")
    assert empty.status == 422
    assert 'value="i fjor"' in empty.text
    seen = await anne.get(page)
    assert "<script>alert" not in seen.text
    assert "kl.\u00a002.50" in seen.text
    assert 'href="/api/v1/incidents/1001/log.csv"' in seen.text
    assert "Siri Testvold, skrevet kl.\u00a003.14" in seen.text
    lines = (await node.call("GET", f"/api/v1/incidents/{alert.partition('-')[0]}/log", "kari")).json["lines"]
    assert (await post(anne, page, page, text="Klokka var 02:40", corrects=str(lines[0]["id"]))).status == 303
    assert "Rettet av linje" in (await anne.get(page)).text

    anne.signed_in("anne")
    assert '<form class="panel" method="post" action="' + page + '">' not in (await anne.get(page)).text
    csrf = (await anne.get("/konto")).hidden("/logg-ut")
    assert (await anne.post(page, {**csrf, "text": "x"})).status == 403
    anne.signed_in("eli")
    assert (await anne.get(page)).status == 403


async def test_the_archive_page_says_what_a_package_lacks(node: Node, anne: Visitor) -> None:
    """A package that the archive has stays confirmed; that the incident has gone on since stands beside it."""
    await node.draft()
    archive = "/api/v1/incidents/1001/archive"
    await node.call("GET", archive, "kari")
    await node.call("POST", f"{archive}/confirm", "kari", json={"reference": "2026/1"})
    anne.signed_in("kari")
    assert "Utdatert" not in (await anne.get("/hendelse/1001/arkiv")).text
    await node.call("POST", "/api/v1/incidents/1001/log", "kari", json={"text": "Etterpå."})
    seen = (await anne.get("/hendelse/1001/arkiv")).text

    assert "Bekreftet mottatt" in seen
    assert "Utdatert: pakken mangler 1 linje som er kommet i loggen etterpå." in seen


async def test_the_log_proves_that_it_is_whole(node: Node, anne: Visitor) -> None:
    """Anybody who may read the report has the chain walked; a line that somebody changed is named."""
    alert = await node.approved()
    page = f"/hendelse/{alert.partition('-')[0]}/logg"
    anne.signed_in("kari")
    whole = await post(anne, page, f"{page}/kontroll")
    assert whole.status == 200
    assert "Loggen er hel: " in whole.text

    def change(connection: Connection) -> None:
        connection.execute(update(journal).where(journal.c.seq == 3).values(actor="noen andre"))

    node.scene.ledger.write_now(change)
    broken = await post(anne, page, f"{page}/kontroll")
    assert "Første linje som ikke stemmer, er nummer 3." in broken.text
    anne.signed_in("eli")
    assert (await anne.post(f"{page}/kontroll", (await anne.get("/konto")).hidden("/logg-ut"))).status == 403


async def test_the_report_is_shown_to_who_may_read_it(node: Node, anne: Visitor) -> None:
    """With its own style and no script."""
    alert = await node.draft()
    path = f"/hendelse/{alert.partition('-')[0]}/rapport"
    anne.signed_in("siri")
    seen = await anne.get(path)
    assert seen.status == 200
    assert "script-src 'self'" in seen.headers["Content-Security-Policy"]
    anne.signed_in("eli")

    assert (await anne.get(path)).status == 403
