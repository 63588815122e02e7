import os
import subprocess
import sys
from pathlib import Path

import pytest

from dispatcher.directory import BrokenList, list_digest, read_list
from dispatcher.directory.records import LONGEST
from tests.directory.lists import Read, Zone, box

HEAD = "fictional: true\nid;navn;mobil;e-post;språk;adresse\n"
KARI = "1;Kari Prøvestad;42000001;kari@loten.example;nn;Myrvegen 3, 2345 Ådalsbruk\n"
ASE = "2;Åse Øvingsrud;+47 42 00 00 02;ase@loten.example;;Bruvegen 1\n"


@pytest.mark.requirement("R087")
def test_a_row_becomes_a_person(read: Read) -> None:
    """Every cell finds its place; without a language the list's own is used."""
    whole = read(HEAD + KARI + ASE, language="en")
    kari, ase = whole.people

    assert (kari.ref, kari.name, kari.mobile, kari.email) == (
        "1",
        "Kari Prøvestad",
        "+4742000001",
        "kari@loten.example",
    )
    assert (kari.language, ase.language) == ("nn", "en")
    assert kari.address == "Myrvegen 3, 2345 Ådalsbruk"
    assert whole.faults == []
    assert whole.reading.header.fictional


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_write_is_read(read: Read, encoding: str, delimiter: str, newline: str) -> None:
    """UTF-8 with and without BOM, Latin-1, three delimiters and three line ends give the same people."""
    text = f"id;navn;mobil;språk{newline}1;Åse Øvingsrud;+46701740605;nn{newline}2;Bjørn Æsop;;{newline}"
    whole = read(text.replace(";", delimiter).encode(encoding))

    assert [person.name for person in whole.people] == ["Åse Øvingsrud", "Bjørn Æsop"]
    assert whole.people[0].mobile == "+46701740605"


def test_utf8_is_found_out_however_late_the_first_letter_comes(read: Read) -> None:
    """The whole file is tried, not its beginning: one Latin-1 letter on the last line decides."""
    rows = "".join(f"{number};Ola Testdal;;\n" for number in range(30_000))
    head = "id;navn;mobil;språk\n"
    as_windows = read((head + rows + "x;Åse;;\n").encode("cp1252"))
    as_utf8 = read((head + rows + "x;Åse;;\n").encode())

    assert (as_windows.reading.header.encoding, as_windows.people[-1].name) == ("cp1252", "Åse")
    assert (as_utf8.reading.header.encoding, as_utf8.people[-1].name) == ("utf-8-sig", "Åse")


@pytest.mark.parametrize(
    ("first", "fictional"),
    [
        ("fictional: true\n", True),
        ("# fictional: true\n", True),
        ('"fictional: true";;;;;\r\n', True),
        ("FICTIONAL:TRUE,,,\n", True),
        ("\ufefffictional: true\n", True),
        ("sep=;\nfictional: true\n", True),
        ("\n;;;\nfictional: true\n", True),
        ("fictional: false\n", False),
        ("", False),
    ],
)
def test_the_mark_of_an_invented_list(read: Read, first: str, *, fictional: bool) -> None:
    """However a spreadsheet mangles the first line, the mark is found; without it the numbers are refused."""
    whole = read(first + "id;navn;mobil\n1;Kari;42000001\n")

    assert whole.reading.header.fictional is fictional
    assert whole.people[0].mobile == ("+4742000001" if fictional else None)
    assert fictional or "fictional: true" in whole.people[0].fault


@pytest.mark.parametrize(
    "head",
    [
        "ID,Name,Mobile,Email,Language,Address,Lat,Lon,Unit,Groups,Areas",
        "id;Navn;Mobil;E-post;Språk;Adresse;Breddegrad;Lengdegrad;Enhet;Grupper;Områder",
        "PERSON-ID;Fullt navn;Telefon;Epost;Sprak;Gateadresse;latitude;longitude;avdeling;gruppe;omrade",
        '"id";"navn";"TLF.";"e_post";"Målform";"Bostedsadresse";"lat";"lng";"Virksomhet";"Roller";"Kommunedel"',
    ],
)
def test_columns_have_many_names(read: Read, head: str) -> None:
    """English and Norwegian column names, in any case and spelling, are the same columns."""
    row = "7;Kari;42000001;kari@loten.example;en;Myrvegen 3;60,81;11.31;Helse;Vakt|Ledere;nord"
    delimiter = ";" if ";" in head else ","
    row = row if delimiter == ";" else row.replace("60,81", "60.81").replace(";", ",")
    whole = read(f"fictional: true\n{head}\n{row}\n", areas=[Zone(key="nord", name="Nord", kind="polygon")])
    (person,) = whole.people

    assert (person.ref, person.mobile, person.language) == ("7", "+4742000001", "en")
    assert (person.lat, person.lon, person.unit) == (60.81, 11.31, "Helse")
    assert (person.groups, person.areas) == (("vakt", "ledere"), ("nord",))


def test_names_in_two_columns_and_two_numbers(read: Read) -> None:
    """First and last name are joined, postcode and place belong to the address, and mobil goes before telefon."""
    head = "fornavn;etternavn;telefon;mobil;adresse;postnr;poststed\n"
    (person,) = read(head + "Kari;Dal;62000000;+46701740605;Myrvegen 3;2345;Ådalsbruk\n").people

    assert (person.name, person.mobile) == ("Kari Dal", "+46701740605")
    assert person.address == "Myrvegen 3, 2345 Ådalsbruk"


def test_unknown_columns_are_said(read: Read) -> None:
    """A column we do not know is a warning with its name, not a fault."""
    header = read("id;navn;mobil;skostørrelse;fødselsdag\n").reading.header

    assert [warning.what for warning in header.warnings] == ["ukjente kolonner leses ikke: skostørrelse, fødselsdag"]
    assert header.columns == ("id", "name", "mobile")


def test_a_list_that_reaches_nobody_is_said(read: Read) -> None:
    """Without a column for number or e-mail nobody can be reached, and a half point is no point."""
    warnings = [str(warning) for warning in read("id;navn;breddegrad\n1;Kari;60.8\n").reading.header.warnings]

    assert warnings == [
        "contacts/liste.csv:1: har verken kolonne for mobil eller e-post: ingen i lista kan nås",
        "contacts/liste.csv:1: har bare den ene av breddegrad og lengdegrad: ingen får et punkt på kartet",
    ]


ENDLESS = HEAD + KARI + '3;"Ola;42000003;;;\n' + ASE * 5
WIDE = ";".join(f"kolonne{number}" for number in range(100_000))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "contacts/liste.csv: er tom"),
        (b"\n\n\n", "contacts/liste.csv: har ingen rader"),
        (b"\xef\xbb\xbf", "contacts/liste.csv: har ingen rader"),
        (WIDE.encode(), f"contacts/liste.csv:1: er lengre enn {LONGEST} tegn; en kontaktliste har høyst 200 kolonner"),
        (b";" * 300 + b"navn", "contacts/liste.csv:1: har 301 kolonner; en kontaktliste har høyst 200"),
        (b"id;navn\n1;Ka\0ri\n", "contacts/liste.csv:2: inneholder nullbyte"),
        (bytes(range(256)) * 40, "contacts/liste.csv:1: inneholder nullbyte"),
        (b"PK\x03\x04" + bytes(100), "contacts/liste.csv: er et regneark (.xlsx eller .ods)"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "contacts/liste.csv: er et gammelt regneark (.xls)"),
        ("id;navn\n".encode("utf-16"), "contacts/liste.csv: er lagret som UTF-16"),
        (b"id;navn\n1;K\xe5ri\n2;\x81\x8d\n", "contacts/liste.csv:3: er verken UTF-8 eller Windows-1252"),
        (b"Kari;42000001\nOla;42000002\n", "contacts/liste.csv:1: har ingen kolonne vi kjenner"),
        (b"fictional: ja\nid;navn\n", "contacts/liste.csv:1: skal være «fictional: true»"),
        (ENDLESS.encode(), "contacts/liste.csv:4: har et anførselstegn som aldri blir lukket"),
        ((ENDLESS + ASE * 5000).encode(), "contacts/liste.csv:4: har et anførselstegn som aldri blir lukket"),
        ((HEAD + KARI + "x" * 200_000).encode(), f"contacts/liste.csv:4: er lengre enn {LONGEST} tegn"),
    ],
)
def test_what_is_no_list_says_why(read: Read, content: bytes, says: str) -> None:
    """A file that cannot be a list is refused with file, line and what to do."""
    with pytest.raises(BrokenList) as refused:
        read(content)

    assert str(refused.value).startswith(says)
    assert refused.value.faults[0].what == refused.value.what


@pytest.mark.parametrize("make", [lambda _: None, Path.mkdir, os.mkfifo])
def test_what_is_no_file_says_why(tmp_path: Path, make: object) -> None:
    """A missing file, a folder and a pipe are refused at once; the pipe does not hang the import."""
    path = tmp_path / "liste.csv"
    make(path)  # type: ignore[operator]

    with pytest.raises(BrokenList, match=r"finnes ikke|vanlig fil"):
        read_list(path, list_key="liste", default_language="nb", areas=())


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Half of an old list and half of a new one is no list."""
    path = tmp_path / "liste.csv"
    path.write_text(HEAD + KARI, encoding="utf-8")
    reading = read_list(path, list_key="liste", default_language="nb", areas=())
    path.write_text(HEAD + ASE + KARI, encoding="utf-8")

    with pytest.raises(BrokenList, match="ble endret mens den ble lest"):
        list(reading)


def test_the_digest_follows_all_that_decides_who_is_told(tmp_path: Path) -> None:
    """Another byte, another area, another default language: another digest; else the same."""
    path = tmp_path / "liste.csv"
    path.write_text(HEAD + KARI, encoding="utf-8")
    area = Zone(key="a", name="A", kind="polygon", polygon=((box(11, 60, 12, 61),),))
    same = {list_digest(path, [area], default_language="nb") for _ in range(2)}
    other = {
        list_digest(path, [], default_language="nb"),
        list_digest(path, [area], default_language="nn"),
        list_digest(path, [Zone(key="a", name="A", kind="all", polygon=area.polygon)], default_language="nb"),
    }
    path.write_text(HEAD + ASE, encoding="utf-8")
    other.add(list_digest(path, [area], default_language="nb"))

    assert len(same) == 1
    assert len(same | other) == 5


def test_a_missing_list_has_no_digest(tmp_path: Path) -> None:
    """Asking after a list that is not there is answered like reading it."""
    with pytest.raises(BrokenList, match="finnes ikke"):
        list_digest(tmp_path / "borte.csv", ())


# VmHWM begins anew at exec; ru_maxrss of a child begins with the memory of the test run that forked it.
MEASURED = """
import sys, time
from pathlib import Path
from dispatcher.directory import read_list
count = sum(1 for _ in read_list(Path(sys.argv[1]), list_key="x", default_language="nb", areas=()))
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(count, time.process_time(), int(status["VmHWM"].split()[0]) // 1024)
"""


def test_a_whole_town_is_read_in_bounded_time_and_memory(tmp_path: Path) -> None:
    """126,500 rows: under 20 s of processor time and 64 MB, the interpreter and its libraries included."""
    path = tmp_path / "liste.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("fictional: true\nid;navn;mobil;e-post;språk;adresse;breddegrad;lengdegrad\n")
        for number in range(126_500):
            person = f"P{number};Kari Prøve;0047 42{number:06d};k{number}@loten.example;nb;Myrvegen {number % 90}"
            file.write(f"{person};60.8{number % 1000:03d};11.3{number % 997:03d}\n")
    ran = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    people, seconds, megabytes = (float(word) for word in ran.stdout.split())

    assert people == 126_500
    assert seconds < 20
    assert megabytes < 64
