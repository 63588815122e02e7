"""The report on paper: what the standards ask for, what a reader hears, and a report that is too much."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from dispatcher.evaluation.pdf import NoPdf, as_pdf
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.pdf_rules import elements, faults, kind_of
from tests.evaluation.written import Story, write

PAGE = (
    '<!DOCTYPE html><html lang="nb"><head><title>Prøve</title></head><body data-head="ab12" data-mark="{mark}" '
    'data-author="Løten kommune" data-about="Prøve"><main><h1>Prøve</h1>{body}</main></body></html>'
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return Told(write(tmp_path_factory.mktemp("pdf"), night_a(80)))


@pytest.fixture(scope="module")
def made(told: Told) -> bytes:
    return as_pdf(told.html)


def words_of(made: bytes, tmp_path: Path) -> str:
    """What a program that knows nothing of us reads in it."""
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


def test_the_report_keeps_pdf_a_2a_and_pdf_ua_1(made: bytes) -> None:
    """Every rule that our second opinion knows."""
    assert faults(made) == []


def test_the_second_opinion_sees_what_is_wrong(made: bytes) -> None:
    """A judge that never finds anything is none: each thing taken away is missed."""
    with pikepdf.open(BytesIO(made)) as pdf:
        del pdf.Root.Lang, pdf.Root.OutputIntents, pdf.Root.StructTreeRoot.IDTree, pdf.pages[0].Tabs
        for element, _ in elements(pdf.Root.StructTreeRoot):
            if kind_of(element) == "Figure":
                del element.Alt
        font = next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each)
        del font.ToUnicode
        loose = pdf.make_stream(pdf.pages[1].Contents.read_bytes() + b"\n0 0 9 9 re f\n")
        pdf.pages[1].Contents = loose
        out = BytesIO()
        pdf.save(out)
    found = " ".join(faults(out.getvalue()))

    for word in ("no language", "output intent", "does not exist", "tab order", "a figure without", "read as text"):
        assert word in found
    assert "page 2: f of something" in found


def test_all_that_the_page_says_is_on_paper(told: Told, made: bytes, tmp_path: Path) -> None:
    """Mark and the journal's fingerprint on every sheet, page numbers, the story and every heading."""
    text = words_of(made, tmp_path)
    sheets = text.split("\f")[:-1]
    head = told.record.chain.head

    assert all(f"Loggens fingeravtrykk: {head}" in sheet for sheet in sheets)
    assert all("ØVELSE" in sheet.splitlines()[0] for sheet in sheets)
    assert [f"Side {number} av {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1)] == [True] * len(
        sheets
    )
    flowing = " ".join(text.split())
    for heading in told.page.all("h2"):
        assert heading.text in flowing


def test_the_foot_of_every_sheet_speaks_the_language_of_the_report(tmp_path: Path) -> None:
    """Nynorsk too."""
    page = PAGE.format(mark="", body="<p>Hei</p>").replace('lang="nb"', 'lang="nn"')

    assert "Fingeravtrykket til loggen: ab12" in words_of(as_pdf(page), tmp_path)


def test_bookmarks_are_the_headings(told: Told, made: bytes) -> None:
    """Whoever opens it finds their way without reading it all."""
    with pikepdf.open(BytesIO(made)) as pdf, pdf.open_outline() as outline:
        [top] = outline.root

        assert [item.title for item in top.children] == [heading.text for heading in told.page.all("h2")]


def test_a_chart_says_what_it_shows_and_what_is_for_show_says_nothing(told: Told, made: bytes) -> None:
    """Title and description of the chart; the small bars are decoration of numbers that stand beside them."""
    with pikepdf.open(BytesIO(made)) as pdf:
        figures = [str(each.Alt) for each, _ in elements(pdf.Root.StructTreeRoot) if kind_of(each) == "Figure"]

    drawn = [svg for svg in told.page.all("svg") if "aria-hidden" not in svg.attributes]
    assert len(drawn) > 1
    assert figures == [f"{svg.one('title').text}. {svg.one('desc').text}" for svg in drawn]


def test_each_passage_has_its_language() -> None:
    """What is said in English is read aloud in English."""
    body = '<p>Hei</p><article><p lang="en">Boil your water</p><pre lang="nn">Kok vatnet</pre></article>'
    with pikepdf.open(BytesIO(as_pdf(PAGE.format(mark="", body=body)))) as pdf:
        spoken = [str(each.Lang) for each, _ in elements(pdf.Root.StructTreeRoot) if "/Lang" in each]

    assert spoken == ["en", "nn"]


def test_the_same_report_is_the_same_file(made: bytes, told: Told) -> None:
    """An archived PDF can be compared with one made again."""
    assert as_pdf(told.html) == made


def test_letters_of_our_neighbours_are_there() -> None:
    """Sámi, Ukrainian and Arabic, each in an embedded font."""
    page = PAGE.format(mark="", body="<p>Čáhci ŋ đ</p><p>Кип’ятіть воду</p><p>اغلوا الماء</p><p><a href='#x'>x</a></p>")

    assert [fault for fault in faults(as_pdf(page)) if "embedded" in fault or "read" in fault] == []


@pytest.mark.parametrize("outside", ["file:///etc/hostname", "https://example.invalid/a.png"])
def test_nothing_is_fetched(outside: str) -> None:
    """A page that asks for something from outside becomes no PDF at all."""
    with pytest.raises(NoPdf, match="ble ikke laget"):
        as_pdf(PAGE.format(mark="", body=f'<img alt="x" src="{outside}">'))


def test_a_report_that_takes_too_long_is_told(told: Told) -> None:
    """The process is ended, and whoever asked hears where the content is."""
    with pytest.raises(NoPdf, match="ikke ferdig på"):
        as_pdf(told.html, seconds=0.2)


def test_an_incident_without_alerts_is_a_pdf_too(tell: Callable[[Story], Told]) -> None:
    """Opened and nothing more."""
    assert faults(as_pdf(tell(Story(alert=False)).html)) == []
