"""``verify-log PACKAGE`` against whoever has the package in hand: every attack is found, and named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from dispatcher.archive.names import JOURNAL, LOG_LINES, MANIFEST, PACKAGE
from dispatcher.archive.package_file import NotAPackage
from dispatcher.archive.verifying import Checked, verify_package
from dispatcher.archive.zipped import unpacked, with_manifest
from dispatcher.domain.anchor import NOTHING, further
from tests.archive.conftest import Archived, Remake

Lines = list[dict[str, str]]
Attack = Callable[[Lines], Lines]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def lines_of(files: dict[str, bytes]) -> Lines:
    return [json.loads(line) for line in files[JOURNAL].splitlines()]


def with_journal(files: dict[str, bytes], lines: Lines) -> dict[str, bytes]:
    """The package with another journal, its manifest and pakke.json made to fit: whoever attacks can do that too."""
    journal = b"".join((json.dumps(line, ensure_ascii=False) + "\n").encode() for line in lines)
    facts = json.loads(files[PACKAGE]) | {"anchor": lines[-1]["anchor"] if lines else NOTHING}
    changed = {**files, JOURNAL: journal, PACKAGE: json.dumps(facts).encode()}
    return with_manifest({name: content for name, content in changed.items() if name != MANIFEST})


def rewritten(lines: Lines) -> Lines:
    """Every hash made anew, as whoever can write the whole chain would."""
    anchor, known, made = NOTHING, dict[str, str](), []
    for line in lines:
        prev = known.get(line["prev"], line["prev"])
        own = digest((prev + line["body"]).encode())
        known[line["hash"]], anchor = own, further(anchor, own)
        made.append({"body": line["body"], "prev": prev, "hash": own, "anchor": anchor})
    return made


def with_other_words(lines: Lines, at: int) -> Lines:
    body = json.loads(lines[at]["body"])
    body["actor"] = "noen-andre"
    written = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return [{**line, "body": written} if index == at else line for index, line in enumerate(lines)]


def seq_of(lines: Lines, at: int) -> int:
    return int(json.loads(lines[at]["body"])["seq"])


def swapped(lines: Lines) -> Lines:
    return [*lines[:5], lines[6], lines[5], *lines[7:]]


ATTACKS: dict[str, tuple[Attack, int]] = {
    "a changed line": (lambda lines: with_other_words(lines, 5), 5),
    "a removed line": (lambda lines: [*lines[:5], *lines[6:]], 6),
    "the first line removed": (lambda lines: lines[1:], 1),
    "two lines swapped": (swapped, 6),
    "a line twice": (lambda lines: [*lines[:6], lines[5], *lines[6:]], 5),
    "a changed anchor": (lambda lines: [*lines[:5], {**lines[5], "anchor": "0" * 64}, *lines[6:]], 5),
    "a line of another incident": (lambda lines: with_other_incident(lines, 5), 5),
    "a line that is nothing": (lambda lines: [*lines[:5], {"body": "[" * 50_000}, *lines[6:]], 4),
}


def with_other_incident(lines: Lines, at: int) -> Lines:
    body = json.loads(lines[at]["body"]) | {"incident": 4711}
    line = {**lines[at], "body": json.dumps(body, sort_keys=True, separators=(",", ":"))}
    return rewritten([*lines[:at], line, *lines[at + 1 :]])


@pytest.mark.parametrize("name", ATTACKS)
def test_the_first_line_that_does_not_fit_is_named(name: str, archived: Archived, remake: Remake) -> None:
    """Also when manifest and pakke.json were made to fit. (After what is no line at all, the one it stands after.)"""
    attack, at = ATTACKS[name]
    before = lines_of(archived.files)
    checked = verify_package(remake(with_journal(archived.files, attack(before))))

    expected = seq_of(before, at) + (at == 4)
    assert (checked.whole, checked.broken) == (False, expected)
    assert checked.faults[0].startswith(f"Linje {expected} i loggen stemmer ikke: ")


def test_a_cut_tail_is_found_by_the_anchor_alone(archived: Archived, remake: Remake) -> None:
    """Without the anchor it looks whole, and the command says that nobody can know."""
    cut = remake(with_journal(archived.files, lines_of(archived.files)[:-1]))

    checked = verify_package(cut, archived.package.anchor)
    assert checked.faults == [
        "Ankeret stemmer ikke. Loggen i pakken er skrevet om eller kuttet, eller ankeret er av en annen hendelse."
    ]


def test_a_chain_rewritten_whole_is_found_by_the_anchor_alone(archived: Archived, remake: Remake) -> None:
    """Everything in the package agrees with itself, and still it is not what was printed."""
    forged = with_journal(archived.files, rewritten(with_other_words(lines_of(archived.files), 5)))
    path = remake(forged)

    assert verify_package(path).whole
    assert not verify_package(path, archived.package.anchor).whole


def test_an_older_anchor_vouches_for_what_was_then(archived: Archived) -> None:
    """The report was printed before the last lines: it says up to where."""
    lines = lines_of(archived.files)
    checked = verify_package(archived.path, lines[-4]["anchor"].upper()[:20])

    assert checked.whole
    assert checked.kept == seq_of(lines, -4) < checked.last


@pytest.mark.parametrize("given", ["abc", "f" * 64, "ikke et anker i det hele tatt"])
def test_an_anchor_that_is_none_of_its_own_is_refused(given: str, archived: Archived) -> None:
    """Too short to prove anything, of another incident, or no anchor."""
    checked = verify_package(archived.path, given)

    assert not checked.whole
    assert checked.kept is None


def faults(path: Path) -> list[str]:
    return verify_package(path).faults


def test_every_file_is_held_by_the_manifest(archived: Archived, remake: Remake) -> None:
    """One byte, a file more, a file less: each is named."""
    files = archived.files
    changed = {**files, "tall.json": files["tall.json"].replace(b"1", b"2", 1)}

    assert faults(remake(changed)) == ["Filen tall.json er endret."]
    assert faults(remake({**files, "varsler/ekstra.txt": b"x"})) == ["Filen varsler/ekstra.txt er lagt til i pakken."]
    assert faults(remake({name: files[name] for name in files if name != "tall.json"})) == [
        "Filen tall.json mangler i pakken."
    ]


def refit(files: dict[str, bytes], **changes: bytes) -> dict[str, bytes]:
    changed = {name: content for name, content in (files | changes).items() if name != MANIFEST}
    return with_manifest(changed)


def test_the_words_of_the_log_are_held_by_their_seals(archived: Archived, remake: Remake) -> None:
    """Changed, taken out or put in, with a manifest that fits: the line is named."""
    files = archived.files
    line = json.loads(files[LOG_LINES])
    other = json.dumps(line | {"personal": line["personal"].replace("Vannverket", "Ordføreren")}).encode()
    stranger = files[LOG_LINES] + json.dumps(line | {"seq": 1}).encode()
    erased = json.dumps({"seq": line["seq"], "personal": None, "salt": None}).encode()

    assert verify_package(remake(refit(files, **{LOG_LINES: other}))).broken == line["seq"]
    assert verify_package(remake(refit(files, **{LOG_LINES: b""}))).broken == line["seq"]
    assert verify_package(remake(refit(files, **{LOG_LINES: stranger}))).broken == 1
    assert verify_package(remake(refit(files, **{LOG_LINES: erased}))).whole


def test_what_was_approved_is_held_by_its_fingerprint(archived: Archived, remake: Remake) -> None:
    """Another text with a manifest that fits is not what was approved; neither is none."""
    files, name = archived.files, "varsler/1001-1/godkjent.json"
    without = {key: files[key] for key in files if key != name}

    assert faults(remake(refit(files, **{name: files[name].replace(b"vann", b"vin", 1)}))) == [
        f"Varsel 1001-1: {name} er ikke det som ble godkjent."
    ]
    assert faults(remake(refit(without))) == [f"Det som ble godkjent i varsel 1001-1, mangler ({name})."]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../b", "C:\\x", "a//b", "varsler\\x"])
def test_a_name_that_leads_out_is_refused(name: str, archived: Archived, remake: Remake) -> None:
    """Before anything is read."""
    with pytest.raises(NotAPackage, match="fører ut av mappen"):
        verify_package(remake({**archived.files, name: b"x"}))


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    """Too many bytes by its own word, or too many files."""
    large, many = tmp_path / "stor.zip", tmp_path / "mange.zip"
    with ZipFile(large, "w") as package:
        package.writestr("null", bytes(1000))
        package.filelist[0].file_size = 2 << 30
    with ZipFile(many, "w", ZIP_STORED) as package:
        for number in range(5001):
            package.writestr(ZipInfo(str(number)), b"")

    for path in (large, many):
        with pytest.raises(NotAPackage, match="større enn noen av våre"):
            verify_package(path)


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_said(archived: Archived, tmp_path: Path) -> None:
    """The head says 1 byte, the stream has more: it is damaged, not large."""
    path = tmp_path / "lyver.zip"
    with ZipFile(path, "w", compression=8) as package:
        for name, content in archived.files.items():
            package.writestr(name, content)
        package.filelist[0].file_size = 1

    with pytest.raises(NotAPackage, match="skadet"):
        verify_package(path)


@pytest.mark.parametrize("left", [0, 10, 1000, -30])
def test_a_zip_that_is_cut_short_is_no_package(left: int, archived: Archived, tmp_path: Path) -> None:
    """A download that stopped."""
    path = tmp_path / "kort.zip"
    path.write_bytes(archived.path.read_bytes()[:left])

    with pytest.raises(NotAPackage, match="ikke en hel zip-fil"):
        verify_package(path)


def test_a_damaged_file_in_a_zip_is_named(archived: Archived, tmp_path: Path) -> None:
    """One bit of the compressed bytes turned: the zip's own sum fails."""
    content = bytearray(archived.path.read_bytes())
    with ZipFile(archived.path) as package:
        entry = package.getinfo("report.json")
    content[entry.header_offset + 200] ^= 1
    path = tmp_path / "skadet.zip"
    path.write_bytes(content)

    with pytest.raises(NotAPackage, match=r"report\.json i pakken er skadet"):
        verify_package(path)


def test_a_folder_is_as_good_as_a_zip_but_no_link(archived: Archived, tmp_path: Path) -> None:
    """Unpacked it is whole; a link in it is refused."""
    folder = tmp_path / "pakke"
    unpacked(archived.package, folder)

    checked: Checked = verify_package(folder, archived.package.anchor)
    assert checked.whole
    (folder / "lenke").symlink_to("/etc/hostname")
    with pytest.raises(NotAPackage, match="er en lenke"):
        verify_package(folder)


def test_something_else_is_no_package(remake: Remake, tmp_path: Path) -> None:
    """Another zip, no zip, nothing, and a package of a form not known yet."""
    for path in (remake({"a": b"b"}), tmp_path / "finnes-ikke.zip", Path(__file__)):
        with pytest.raises(NotAPackage):
            verify_package(path)
