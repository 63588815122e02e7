"""The report's copies in the console: judged by who may, made as page, PDF and table, and looked at on a phone."""

import os
import shutil
from pathlib import Path

import pytest

from tests.web.browser import chromium
from tests.web.console.phone import PHONE, heading, looked_at, open_, prefer
from tests.web.console.test_team_phone import sign_in
from tests.web.console.visitor import Visitor
from tests.web.node import Node

LINE = "Rørbrudd ved bassenget"


async def page_of(node: Node) -> str:
    """Where the copies are of an incident whose log has a line by hand."""
    alert = await node.approved()
    number = alert.partition("-")[0]
    await node.call("POST", f"/api/v1/incidents/{number}/log", "kari", json={"text": LINE, "kind": "note"})
    return f"/hendelse/{number}/kopier"


async def choices(one: Visitor, page: str, **chosen: str) -> dict[str, str]:
    """The form with every place left out as internal, but for what is chosen."""
    seen = await one.get(page)
    places = [part.partition('"')[0] for part in seen.text.split('<select class="ds-input" id="')[1:]]
    return seen.hidden(page) | dict.fromkeys(places, "internt") | chosen


@pytest.mark.requirement("R120")
async def test_a_copy_is_judged_made_and_fetched(node: Node, anne: Visitor) -> None:
    """Nothing before somebody has chosen; a place nobody judged is named; then page, PDF and table, and over HTTP."""
    page = await page_of(node)
    number = page.split("/")[2]
    anne.signed_in("kari")
    assert LINE in (await anne.get(page)).text
    assert (await anne.get(f"{page}/offentlig.html")).status == 409
    open_form = await choices(anne, page, **{"sted-ansatte": ""})
    refused = await anne.post(page, open_form)
    assert refused.status == 422
    assert "Ikke vurdert." in refused.text
    assert (await anne.post(page, await choices(anne, page, **{"sted-tall": "+"}))).status == 303

    made = await anne.get(f"{page}/offentlig.html")
    assert made.status == 200
    assert LINE not in made.text
    assert "Siri" not in made.text
    assert "[Tatt ut: offl. § 14 første ledd]" in made.text
    assert "offl. § 14" in (await anne.get(f"{page}/offentlig-logg.csv")).text
    assert (await anne.get(f"{page}/passord.html")).status == 303
    await node.until(f"{number}-1", lambda view: view["state"] == "done")
    made = await anne.get(f"{page}/offentlig.html")
    over_http = await node.call("GET", f"/api/v1/incidents/{number}/public-copy.html", "siri")
    assert over_http.body.decode().partition("<h1>")[2] == made.text.partition("<h1>")[2]
    anne.signed_in("eli")
    assert (await anne.get(page)).status == 403


@pytest.mark.requirement("R119")
@pytest.mark.requirement("R120")
async def test_a_program_judges_too(node: Node) -> None:
    """POST answers with every place and its law; the table names no account; the case paper needs none."""
    page = await page_of(node)
    path = f"/api/v1/incidents/{page.split('/')[2]}"
    early = await node.call("GET", f"{path}/public-copy.csv", "siri")
    judged = await node.call("POST", f"{path}/public-copy", "siri", json={"leave_out": {"fritekst": "fare"}})
    table = await node.call("GET", f"{path}/public-copy.csv", "siri")
    paper = await node.call("GET", f"{path}/saksframlegg.html", "siri")
    printed = await node.call("GET", f"{path}/public-copy.pdf", "siri")

    assert early.status == 409
    assert {one["law"] for one in judged.json["left_out"]} == {"offl. § 24 tredje ledd"}
    assert "kari" not in table.body.decode()
    assert "Kommunedirektørens forslag" in paper.body.decode()
    assert printed.body.startswith(b"%PDF")


@pytest.mark.skipif(shutil.which("chromium") is None and "CI" not in os.environ, reason="no chromium here")
async def test_the_copies_are_looked_at_on_a_phone(node: Node, tmp_path: Path) -> None:
    """Axe finds nothing in three languages; nothing is cut off; light and dark."""
    page = await page_of(node)
    async with chromium(tmp_path / "chromium") as tab:
        await sign_in(tab, node, "kari")
        await open_(tab, node.address + page, PHONE)
        assert await heading(tab) == "Rapport og kopier"
        await tab.tell("document.querySelector('details').open = true")
        await looked_at(tab, "copies")
        await prefer(tab, prefers_color_scheme="dark")
        await open_(tab, node.address + page, PHONE)
        await looked_at(tab, "copies-dark")
        assert tab.complaints == []
