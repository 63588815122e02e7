"""The yearly roll-up over HTTP and in the console: page, data, tables, and who may."""

import csv
import io

import pytest

from tests.web.node import Answer, Node


async def year(node: Node, form: str, by: str = "siri", which: str = "2026") -> Answer:
    return await node.call("GET", f"/api/v1/years/{which}/{form}", by)


@pytest.mark.requirement("R126")
async def test_the_year_comes_as_page_paper_data_and_tables(node: Node) -> None:
    """All of the same year; the page may use its own style and nothing else; who may not, may not."""
    await node.draft()
    page, data, table, rows = [
        await year(node, form) for form in ("report.html", "report.json", "report.csv", "incidents.csv")
    ]
    paper = await year(node, "report.pdf")
    refused = await year(node, "report.json", by="jon")
    later, nonsense = await year(node, "report.html", which="2099"), await year(node, "report.csv", which="20x6")

    assert "Årsrapport for krisevarsling 2026" in page.body.decode()
    assert "style-src 'sha256-" in page.headers["Content-Security-Policy"]
    assert data.json["format"] == "dispatcher-year/1"
    assert [row["number"] for row in data.json["exercises"]["incidents"]] == [1001]
    assert data.json["real"]["incidents"] == []
    assert table.headers["Content-Disposition"] == 'attachment; filename="aar-2026.csv"'
    assert (paper.status, paper.body[:8]) == (200, b"%PDF-1.7")
    assert paper.headers["Content-Disposition"] == 'inline; filename="aar-2026.pdf"'
    assert len(list(csv.reader(io.StringIO(rows.body.decode()), delimiter=";"))) == 2
    assert (refused.status, refused.json["rule"]) == (403, "role:report")
    assert later.status == 422
    assert later.json["errors"][0]["what"].startswith("Skriv et år fra 2000 til 20")
    assert (nonsense.status, nonsense.title) == (404, "Et år skrives med fire sifre, for eksempel 2026.")
