"""What is in an archive package, and that it is all the archive needs and nothing of a recipient (R122, R123)."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from datetime import timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import select, update

from dispatcher.approval import exceptions
from dispatcher.archive.arkivmelding import CATALOGUE, MESSAGE
from dispatcher.archive.contents import contents, with_pdf
from dispatcher.archive.verifying import verify_package
from dispatcher.domain.errors import NotFound, Unavailable
from dispatcher.domain.states import Mode
from dispatcher.evaluation import report_html, report_json
from dispatcher.ledger.tables import contact_points, snapshot, variants
from tests.archive.conftest import WRITTEN, Archived, make
from tests.office import OfficeScene

SCHEMA = Path(__file__).parent / "schemas/no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.xsd"
NAMES = {"a": MESSAGE, "m": CATALOGUE}
ALERT = "varsler/1001-1"


def said(archived: Archived, path: str) -> list[str]:
    """What the message to the archive says at a place."""
    return [str(each.text) for each in etree.fromstring(archived.files["arkivmelding.xml"]).findall(path, NAMES)]


@pytest.mark.requirement("R122")
def test_the_message_to_the_archive_is_valid_against_the_schemas_of_fiks_arkiv(archived: Archived) -> None:
    """Validated by libxml2 against the vendored schemas, as they are."""
    schema = etree.XMLSchema(etree.parse(SCHEMA))

    schema.assertValid(etree.fromstring(archived.files["arkivmelding.xml"]))


@pytest.mark.requirement("R122")
def test_the_archive_gets_title_date_unit_class_and_files(archived: Archived) -> None:
    """Title, date, responsible and classification are the frozen plan's; each file stands with its hash."""
    files = archived.files
    listed = dict(zip(said(archived, ".//a:referanseDokumentfil"), said(archived, ".//a:sjekksum"), strict=True))

    assert said(archived, "a:mappe/a:tittel") == ["ØVELSE – Kokevarsel 22.11.2026, hendelse 1001 – ØVELSE"]
    assert said(archived, "a:mappe/a:saksdato") == ["2026-11-22"]
    assert said(archived, "a:mappe/a:administrativEnhet/m:navn") == ["Beredskap og kommunikasjon"]
    assert said(archived, "a:mappe/a:saksansvarlig/m:navn") == ["kommunalsjef for teknisk"]
    assert said(archived, "a:mappe/a:klassifikasjon/a:klasseID") == ["X20"]
    assert said(archived, "a:antallFiler") == [str(len(listed))]
    assert {"report.html", "logg/journal.jsonl", f"{ALERT}/tekster.txt"} <= set(listed)
    assert listed == {name: hashlib.sha256(files[name]).hexdigest() for name in listed}


def test_a_restriction_has_its_ground_and_hides_the_public_title(desk: OfficeScene, tmp_path: Path) -> None:
    """The plan says for a scenario who may see it and by which section; the open journal shows stars."""
    desk.trigger(scenario="it-angrep", areas=(), fields={"neste_melding": "09:00", "hva": "datasystemer"})
    archived = make(desk, "1001-1", tmp_path / "pakke.zip")

    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(etree.fromstring(archived.files["arkivmelding.xml"]))
    assert said(archived, "a:mappe/a:skjerming/a:tilgangsrestriksjon/m:kode") == ["UO"]
    assert said(archived, "a:registrering/a:skjerming/a:skjermingshjemmel") == ["Offl. § 24 tredje ledd"]
    assert said(archived, "a:mappe/a:offentligTittel") == ["ØVELSE – ***** 22.11.2026, hendelse 1001 – ØVELSE"]


def test_every_text_is_there_word_for_word_and_what_was_approved_gives_the_fingerprint(archived: Archived) -> None:
    """A file a text, all in one file, all as data; the approved bytes are those in the journal's line."""
    files, told = archived.files, archived.office.view(archived.alert)
    data = json.loads(files[f"{ALERT}/varsel.json"])

    assert len(data["variants"]) == len(told["variants"]) > 10
    for text in told["variants"]:
        alone = files[f"{ALERT}/tekster/{text['key']}.txt"].decode()
        assert text["body"] in alone
        assert alone in files[f"{ALERT}/tekster.txt"].decode()
    assert hashlib.sha256(files[f"{ALERT}/godkjent.json"]).hexdigest() == told["fingerprint"]


def test_no_recipient_is_in_it(archived: Archived) -> None:
    """No address and no reference of anybody in the snapshot, in any file."""
    with_addresses = archived.office.ledger.read_now(lambda c: list(c.scalars(select(contact_points.c.value))))
    people = archived.office.ledger.read_now(lambda c: set(c.scalars(select(snapshot.c.ref)))) - {"public"}
    everything = b"\n".join(archived.files.values()).decode()
    words = set(re.findall(r"[\w+@.:/-]+", everything))

    assert len(with_addresses) > 50 < len(people)
    assert not words & set(with_addresses)
    assert not words & {ref for ref in people if len(ref) > 4}


def test_the_journal_has_no_personal_data_and_only_its_own_lines(archived: Archived) -> None:
    """The words somebody wrote stand in the log beside it, with their seal; another incident's lines are not there."""
    lines = [json.loads(line) for line in archived.files["logg/journal.jsonl"].splitlines()]
    bodies = [json.loads(line["body"]) for line in lines]

    assert {body["incident"] for body in bodies} == {1001}
    assert b"Vannverket" not in archived.files["logg/journal.jsonl"]
    assert WRITTEN in json.loads(archived.files["logg/logg.jsonl"].splitlines()[0])["personal"]
    assert any(later["seq"] > before["seq"] + 1 for before, later in pairwise(bodies))


@pytest.mark.requirement("R123")
def test_the_log_is_a_table_other_systems_can_take_in(archived: Archived) -> None:
    """One line an entry, its own time and the writing time; ØVELSE in each; no cell is a formula."""
    rows = list(csv.DictReader(StringIO(archived.files["logg/logg.csv"].decode("utf-8-sig")), delimiter=";"))
    by_hand = next(row for row in rows if row["Type"] == "telefon")

    assert len(rows) == archived.package.lines
    assert by_hand["Tekst"] == WRITTEN
    assert (by_hand["Dato"], by_hand["Klokkeslett"]) == ("22.11.2026", "03:14:00")
    assert by_hand["Forfatter"] == "Siri Testvold"
    assert {row["Type"] for row in rows if row != by_hand} <= {"Systemet", "Notat"}
    assert {row["Hendelse"] for row in rows} == {"ØVELSE 1001"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_the_report_has_the_anchor_of_the_package(archived: Archived) -> None:
    """The same hash on paper, in the report's data and in the package; the package is whole by it."""
    page = archived.office.ledger.read_now(report_html, 1001)
    data = json.loads(archived.office.ledger.read_now(report_json, 1001))

    assert data["journal"]["verdict"]["anchor"] == archived.package.anchor
    assert f"<code>{archived.package.anchor}</code>" in page
    checked = verify_package(archived.path, archived.package.anchor)
    assert (checked.whole, checked.kept, checked.sealed, checked.approved) == (True, checked.last, 1, 1)


def test_the_same_record_gives_the_same_bytes_whatever_other_incidents_do(archived: Archived, tmp_path: Path) -> None:
    """A line of another incident changes nothing."""
    office, before = archived.office, archived.path.read_bytes()
    office.trigger()
    again = make(office, archived.alert, tmp_path / "igjen.zip")

    assert again.path.read_bytes() == before


def test_an_exercise_is_marked_everywhere_it_is_opened(archived: Archived) -> None:
    """Its name, its first and last words, its title."""
    words = archived.files["LESMEG.txt"].decode()

    assert words.startswith("Dette er en ØVELSE.")
    assert words.rstrip().endswith("virkelig hendelse.")
    assert archived.package.filing.title.startswith("ØVELSE")


def test_a_real_incident_is_not_marked(live_office: OfficeScene, tmp_path: Path) -> None:
    """On both databases; it is whole."""
    live_office.trigger(mode=Mode.REAL)
    archived = make(live_office, "1001-1", tmp_path / "ekte.zip")

    assert "ØVELSE" not in archived.files["LESMEG.txt"].decode()
    assert verify_package(archived.path, archived.package.anchor).whole


def test_a_hold_that_was_ended_by_hand_leaves_the_fingerprint_computable(desk: OfficeScene, tmp_path: Path) -> None:
    """What was approved held a wave until 06:15; somebody released it; the bytes are still those that were approved."""
    alert, fingerprint = desk.submitted(hold_until=desk.now + timedelta(hours=4))
    desk.approve(alert, fingerprint)
    desk.ledger.write_now(exceptions.release_now, desk.users["anne"], alert, desk.now)
    archived = make(desk, alert, tmp_path / "pakke.zip")

    assert hashlib.sha256(archived.files[f"{ALERT}/godkjent.json"]).hexdigest() == fingerprint
    assert verify_package(archived.path).approved == 1


def test_a_text_that_was_changed_behind_our_back_is_not_passed_off_as_approved(
    desk: OfficeScene, tmp_path: Path
) -> None:
    """The ledger's text is not the approved one any more: the package says so rather than vouch for it."""
    alert = desk.trigger()
    desk.approve(alert, desk.submit(alert))
    desk.ledger.write_now(lambda connection: connection.execute(update(variants).values(body="Alt er i orden.")))
    archived = make(desk, alert, tmp_path / "pakke.zip")
    checked = verify_package(archived.path, archived.package.anchor)

    assert f"{ALERT}/godkjent.json" not in archived.files
    assert checked.approved == 0
    assert checked.notes == ["Varsel 1001-1: det godkjente kan ikke regnes ut på nytt. Bare manifestet dekker det."]


def test_the_report_as_pdf_is_the_main_document_where_it_can_be_made(archived: Archived) -> None:
    """Made of the very page; a machine that cannot make one leaves the page as the main document."""

    def no_pdf(_page: str) -> bytes:
        raise Unavailable

    made = with_pdf(archived.package, lambda page: page.encode()[:10])
    message = etree.fromstring(made.files["arkivmelding.xml"])
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(message)

    assert message.findtext(".//a:referanseDokumentfil", namespaces=NAMES) == "report.pdf"
    assert made.files["report.pdf"] == archived.files["report.html"][:10]
    assert with_pdf(archived.package, no_pdf).files == archived.package.files


def test_an_incident_that_is_not_there_has_no_package(archived: Archived) -> None:
    """In words, not as an index error."""
    with pytest.raises(NotFound):
        archived.office.ledger.read_now(contents, 4711)
