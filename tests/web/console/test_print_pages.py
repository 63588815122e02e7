"""Print: posters for everybody, call lists and the binder for who may read addresses, each opening in the journal."""

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from dispatcher.ledger.tables import alerts, journal, people
from tests.web.console.visitor import Visitor
from tests.web.node import Node

PLAN = "/planen/skriv-ut"


def kinds(node: Node) -> list[tuple[str, Any]]:
    """What the journal has of reading and of binders."""

    def look(connection: Connection) -> list[tuple[str, Any]]:
        mine = select(journal).where(journal.c.kind.in_(["addresses.read", "binder.written"]))
        return [(row.kind, json.loads(row.data)) for row in connection.execute(mine.order_by(journal.c.seq))]

    return node.scene.ledger.read_now(look)


@pytest.mark.requirement("R007")
async def test_an_alert_is_printed_with_its_own_style_and_nothing_else(node: Node, anne: Visitor) -> None:
    """Posters and the notice for whoever reads; call lists for who may, after a line in the journal."""
    alert, _ = await node.submitted()
    path = f"/varsel/{alert}/skriv-ut"
    anne.signed_in("siri")
    assert f'href="{path}"' in (await anne.get(f"/varsel/{alert}")).text
    chosen = await anne.get(path)
    assert (chosen.status, f'method="post" action="{path}"' in chosen.text) == (200, False)
    sheets = await anne.get(f"{path}/plakater")
    assert "Kok vannet" in sheets.text
    assert "Ringeliste" not in sheets.text
    policy = sheets.headers["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy
    csrf = (await anne.get("/konto")).hidden("/logg-ut")
    assert (await anne.post(path, csrf)).status == 403
    assert kinds(node) == []

    anne.signed_in("kari")
    lists = await anne.post(path, (await anne.get(path)).hidden(path))
    assert "Ringeliste" in lists.text
    assert kinds(node) == [("addresses.read", {"what": "call-lists"})]


async def test_the_binder_is_fetched_as_one_file(node: Node, anne: Visitor) -> None:
    """The same files as the command makes, residents counted and not named; ``check`` knows its age by the journal."""
    anne.signed_in("kari")
    page = await anne.get(PLAN)
    assert "Ingen har laget den ennå." in page.text
    fields = page.hidden(PLAN)
    headers = {"Origin": node.address, "Sec-Fetch-Site": "same-origin", "Cookie": f"dispatcher={anne.cookie}"}
    async with node.session.post(f"{node.address}{PLAN}", data=fields, headers=headers) as answer:
        assert answer.headers["Content-Disposition"] == 'attachment; filename="perm-3412-2026-11-22.zip"'
        assert answer.headers["Cache-Control"] == "no-store"
        folder = zipfile.ZipFile(io.BytesIO(await answer.read()))
    assert folder.testzip() is None
    names = folder.namelist()
    assert {"0-slik-gjor-du-uten-nett.html", "2-ringelister.html", "3-kokevarsel.html"} <= set(names)
    assert "Innbyggere (300)" in folder.read("2-ringelister.html").decode()
    assert "Anne Prøvestad" in folder.read("1-plan-og-roller.html").decode()
    written = {"files": len(names), "written_at": node.scene.now.isoformat()}
    assert kinds(node) == [("addresses.read", {"what": "binder"}), ("binder.written", written)]
    assert "Sist laget 22. november" in (await anne.get(PLAN)).text

    anne.signed_in("jon")
    assert f'action="{PLAN}"' not in (await anne.get(PLAN)).text
    csrf = (await anne.get("/konto")).hidden("/logg-ut")
    assert (await anne.post(PLAN, csrf)).status == 403
    assert len(kinds(node)) == 2


@pytest.mark.requirement("R124")
async def test_the_door_list_is_taken_out_with_a_reason(node: Node, anne: Visitor) -> None:
    """A sheet or a table, addresses and no names; the reason is sealed; what is missing is said on the page."""
    alert, _ = await node.submitted()
    path, doors = f"/varsel/{alert}/skriv-ut", f"/varsel/{alert}/skriv-ut/dorer"
    anne.signed_in("siri")
    assert f'action="{doors}"' not in (await anne.get(path)).text
    csrf = (await anne.get("/konto")).hidden("/logg-ut")
    assert (await anne.post(doors, csrf | {"why": "x"})).status == 403
    anne.signed_in("kari")
    fields = (await anne.get(path)).hidden(doors)
    unsent = await anne.post(doors, fields | {"why": "x"})
    assert (unsent.status, "Varselet er ikke godkjent." in unsent.text) == (409, True)

    node.scene.ledger.write_now(stopped, alert)
    empty = await anne.post(doors, fields | {"why": " "})
    assert (empty.status, "Skriv kort hvorfor." in empty.text) == (422, True)
    sheet = await anne.post(doors, fields | {"why": "To lag går rundt", "form": "html"})
    assert (sheet.status, "style-src 'sha256-" in sheet.headers["Content-Security-Policy"]) == (200, True)
    assert "Dørliste" in sheet.text
    assert "ØVELSE. Ikke bank på" in sheet.text
    table = await anne.post(doors, fields | {"why": "To lag går rundt", "form": "csv"})
    assert table.headers["Content-Disposition"] == f'attachment; filename="dorliste-{alert}.csv"'
    assert table.text.splitlines()[0].endswith(
        "sted;gate;husnummer;personer;forsøkt på;snakket med;ingen hjemme;klokken"
    )
    assert len(table.text.splitlines()) > 3
    for name, address in node.scene.ledger.read_now(citizens):
        assert name not in sheet.text + table.text
        assert address not in open_log(node)
    assert open_log(node).count("doors.listed") == 2
    assert "To lag går rundt" not in open_log(node)


def stopped(connection: Connection, alert: str) -> None:
    """Approved, and stopped before anything was sent."""
    connection.execute(update(alerts).where(alerts.c.id == alert).values(approved_at=1, state="stopped"))


def citizens(connection: Connection) -> list[tuple[str, str]]:
    """Names and addresses of the lists."""
    chosen = select(people.c.name, people.c.address).where(people.c.name != "", people.c.address != "")
    return [(row.name, row.address) for row in connection.execute(chosen)]


def open_log(node: Node) -> str:
    """Kind and open data of each line of the journal."""
    chosen = select(journal.c.kind, journal.c.data)
    return "\n".join(map(str, node.scene.ledger.read_now(lambda connection: connection.execute(chosen).all())))
