"""The evaluation over HTTP: a page that stands alone, data, and a table."""

import asyncio
import base64
import csv
import hashlib
import io
import re

import pytest

from tests.web.node import Answer, Node


async def report(node: Node, form: str, by: str = "siri") -> Answer:
    return await node.call("GET", f"/api/v1/incidents/1001/report.{form}", by)


async def test_the_report_comes_as_page_data_and_table(node: Node) -> None:
    """All three tell of the same incident."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["waves"][0]["told"] == view["waves"][0]["people"])
    page, data, table = [await report(node, form) for form in ("html", "json", "csv")]

    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "1001" in page.body.decode()
    assert data.json["incident"]["number"] == 1001
    assert table.headers["Content-Disposition"] == 'attachment; filename="hendelse-1001.csv"'
    assert len(list(csv.reader(io.StringIO(table.body.decode())))) > 10


async def test_the_curves_are_a_table_of_their_own(node: Node) -> None:
    """The points of the drawing for a spreadsheet: the last of everybody's is how many the report calls told."""
    alert = await node.approved()
    await node.until(alert, lambda view: view["state"] == "done")
    table = await node.call("GET", "/api/v1/incidents/1001/curve.csv", "siri")
    told = (await report(node, "json")).json["alerts"][0]["reach"]["told"]
    rows = list(csv.DictReader(io.StringIO(table.body.decode().removeprefix("\ufeff")), delimiter=";"))
    everybody = [row for row in rows if not row["wave"]]

    assert table.headers["Content-Disposition"] == 'attachment; filename="kurve-1001.csv"'
    assert max(int(row["told"]) for row in everybody) == told


async def test_taking_out_the_table_is_written_down_first(node: Node) -> None:
    """Who, and when; reading the page or the data is not, as they have no recipient in them."""
    await node.draft()
    await report(node, "html")
    before = [line["kind"] for line in (await report(node, "json")).json["journal"]["entries"]]
    await report(node, "csv")
    after = (await report(node, "json")).json["journal"]["entries"]

    assert "rows.read" not in before
    assert [(line["kind"], line["actor"]) for line in after[len(before) :]] == [("rows.read", "siri")]
    assert after[-1]["words"].startswith("Tok ut rapportens tabell")


async def test_the_page_may_use_its_own_style_and_nothing_else(node: Node) -> None:
    """The policy names the very style that stands in the page; scripts and everything outside stay shut out."""
    await node.draft()
    page = await report(node, "html")
    policy = page.headers["Content-Security-Policy"]
    styles = re.findall(r"<style>(.*?)</style>", page.body.decode(), flags=re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles]

    assert len(styles) == 1
    assert f"style-src 'sha256-{hashes[0]}';" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert 'style="' not in page.body.decode()


@pytest.mark.parametrize("form", ["docx", ""])
async def test_other_forms_do_not_exist(node: Node, form: str) -> None:
    """Four there are."""
    await node.draft()

    assert (await report(node, form)).status == 404


async def test_the_report_is_a_pdf_too(node: Node) -> None:
    """A browser shows it, and saves it under the incident's number; two who ask at once both get it."""
    await node.draft()
    answers = await asyncio.gather(report(node, "pdf"), report(node, "pdf"))

    assert {answer.headers["Content-Type"] for answer in answers} == {"application/pdf"}
    assert answers[0].headers["Content-Disposition"] == 'inline; filename="hendelse-1001.pdf"'
    assert answers[0].body.startswith(b"%PDF-1.7")
    assert answers[0].body == answers[1].body


async def test_a_report_needs_an_incident(node: Node) -> None:
    """404 in words."""
    answers = [await report(node, form) for form in ("html", "pdf", "json", "csv")]

    assert {answer.status for answer in answers} == {404}
    assert {answer.title for answer in answers} == {"Det finnes ingen hendelse med nummer 1001."}


async def test_an_editor_gets_no_report(node: Node) -> None:
    """403 names the right."""
    await node.draft()
    answer = await report(node, "json", by="jon")

    assert answer.status == 403
    assert answer.json["rule"] == "role:report"
