"""``arkivmelding.xml``: the incident as a case with one record, as Fiks Arkiv (Noark 5) takes it in.

The order of the elements is the schema's. An organisation's own note without follow-up (journal type X) is what an
evaluation is; the report is its main document, the rest its attachments.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from dispatcher import __version__
from dispatcher.archive.names import ALL_TEXTS, APPROVED
from dispatcher.ledger.times import at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from xml.etree.ElementTree import Element

    from dispatcher.archive.filing import Filing
    from dispatcher.evaluation.record import Record

BASE = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv"
MESSAGE, CATALOGUE = f"{BASE}/arkivmelding/opprett/v1", f"{BASE}/metadatakatalog/v1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OSLO = ZoneInfo("Europe/Oslo")
SYSTEM = "Dispatcher"
MAIN = ("report.pdf", "report.html")
"""What the main document is, the best form first."""
TITLES = {
    "report.pdf": "Evalueringsrapport",
    "report.html": "Evalueringsrapport (nettside)",
    "report.json": "Evalueringsrapport (data)",
    "logg/journal.jsonl": "Journalen med kjeden, uten personopplysninger",
    "logg/logg.jsonl": "Det som er skrevet i loggen, med segl",
    "logg/logg.csv": "Loggen som tabell",
    "tall.json": "Tall",
    "pakke.json": "Om pakken",
    "LESMEG.txt": "Les meg",
    "verifiser.py": "Program som kontrollerer pakken",
}
ALERT_FILES = {
    ALL_TEXTS: "tekstene ord for ord",
    APPROVED: "det som ble godkjent (data)",
    "varsel.json": "tekstene (data)",
}
FORMATS = {
    "pdf": ("PDF", "application/pdf"),
    "html": ("HTML", "text/html"),
    "json": ("JSON", "application/json"),
    "jsonl": ("JSONL", "application/x-ndjson"),
    "csv": ("CSV", "text/csv"),
    "txt": ("TXT", "text/plain"),
    "py": ("PY", "text/x-python"),
}


def arkivmelding(record: Record, filing: Filing, files: Mapping[str, bytes], made: datetime) -> bytes:
    """The message about these files; it names each with its SHA-256, but of an alert's texts the file with them all."""
    files = {name: content for name, content in files.items() if "/tekster/" not in name}
    ET.register_namespace("", MESSAGE)
    ET.register_namespace("mdk", CATALOGUE)
    ET.register_namespace("xsi", XSI)
    root = ET.Element(f"{{{MESSAGE}}}arkivmelding")
    _add(root, "system", f"{SYSTEM} {__version__}")
    _add(root, "antallFiler", str(len(files)))
    _case(_add(root, "mappe", kind="saksmappe"), record, filing)
    _record(_add(root, "registrering", kind="journalpost"), record, filing, files, made)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _case(case: Element, record: Record, filing: Filing) -> None:
    _add(case, "tittel", filing.title)
    _add(case, "offentligTittel", filing.public_title)
    _add(case, "opprettetDato", _moment(record.opened_at))
    _add(case, "opprettetAv", record.opened_by)
    _access(case, filing)
    _class(case, filing)
    _key(_add(case, "referanseEksternNoekkel"), str(record.number))
    _add(case, "saksaar", str(at(record.opened_at).astimezone(OSLO).year))
    _add(case, "saksdato", f"{at(record.opened_at).astimezone(OSLO):%Y-%m-%d}")
    _named(case, "administrativEnhet", filing.unit)
    _named(case, "saksansvarlig", filing.responsible)
    _coded(case, "saksstatus", *(("A", "Avsluttet") if record.closed_at else ("B", "Under behandling")))


def _record(entry: Element, record: Record, filing: Filing, files: Mapping[str, bytes], made: datetime) -> None:
    _add(entry, "opprettetDato", made.astimezone(OSLO).isoformat(timespec="seconds"))
    _add(entry, "opprettetAv", SYSTEM)
    _key(_add(_add(entry, "referanseForelderMappe"), "referanseEksternNoekkel", space=CATALOGUE), str(record.number))
    _access(entry, filing)
    main = next(name for name in MAIN if name in files)
    for number, name in enumerate([main, *sorted(set(files) - {main})], start=1):
        _document(_add(entry, "dokumentbeskrivelse"), number, name, files[name], main=name == main)
    _add(entry, "tittel", f"Evaluering og dokumentasjon: {filing.title}")
    _add(entry, "offentligTittel", f"Evaluering og dokumentasjon: {filing.public_title}")
    _class(entry, filing)
    _key(_add(entry, "referanseEksternNoekkel"), f"{record.number}/{record.journal[-1].hash}")
    _coded(entry, "journalposttype", "X", "Organinternt dokument uten oppfølging")
    _add(entry, "dokumentetsDato", f"{made.astimezone(OSLO):%Y-%m-%d}")
    _add(entry, "antallVedlegg", str(len(files) - 1))


def _document(entry: Element, number: int, name: str, content: bytes, *, main: bool) -> None:
    code, media = FORMATS[name.rpartition(".")[2]]
    _coded(entry, "dokumentstatus", "F", "Dokumentet er ferdigstilt")
    _add(entry, "tittel", TITLES.get(name) or _title_of_alert_file(name))
    _coded(entry, "tilknyttetRegistreringSom", *(("H", "Hoveddokument") if main else ("V", "Vedlegg")))
    _add(entry, "dokumentnummer", str(number))
    file = _add(entry, "dokumentobjekt")
    _add(file, "versjonsnummer", "1")
    _coded(file, "variantformat", *(("A", "Arkivformat") if code == "PDF" else ("P", "Produksjonsformat")))
    _coded(file, "format", code)
    _add(file, "mimeType", media)
    _add(file, "filnavn", name.rpartition("/")[2])
    _add(file, "referanseDokumentfil", name)
    _add(file, "sjekksum", hashlib.sha256(content).hexdigest())
    _add(file, "sjekksumAlgoritme", "SHA-256")
    _add(file, "filstoerrelse", str(len(content)))


def _title_of_alert_file(name: str) -> str:
    _, alert, file = name.split("/")
    return f"Varsel {alert}: {ALERT_FILES[file]}"


def _access(entry: Element, filing: Filing) -> None:
    """The restriction and its ground, where the plan says that there is one."""
    if filing.ground:
        access = _add(entry, "skjerming")
        _coded(access, "tilgangsrestriksjon", filing.code)
        _add(access, "skjermingshjemmel", filing.ground)


def _class(entry: Element, filing: Filing) -> None:
    if filing.class_id:
        found = _add(entry, "klassifikasjon")
        _add(found, "klassifikasjonssystemID", filing.class_system)
        _add(found, "klasseID", filing.class_id)
        if filing.class_title:
            _add(found, "tittel", filing.class_title)


def _key(entry: Element, key: str) -> None:
    _add(entry, "fagsystem", SYSTEM, space=CATALOGUE)
    _add(entry, "noekkel", key, space=CATALOGUE)


def _named(entry: Element, name: str, words: str) -> None:
    if words:
        _add(_add(entry, name), "navn", words, space=CATALOGUE)


def _coded(entry: Element, name: str, code: str, words: str = "") -> None:
    found = _add(entry, name)
    _add(found, "kode", code, space=CATALOGUE)
    if words:
        _add(found, "beskrivelse", words, space=CATALOGUE)


def _add(parent: Element, name: str, words: str | None = None, *, space: str = MESSAGE, kind: str = "") -> Element:
    child = ET.SubElement(parent, f"{{{space}}}{name}")
    child.text = words
    if kind:
        child.set(f"{{{XSI}}}type", kind)
    return child


def _moment(milliseconds: int) -> str:
    return at(milliseconds).astimezone(OSLO).isoformat(timespec="seconds")
