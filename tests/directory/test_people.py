from contextlib import suppress
from io import StringIO

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.directory import BrokenList
from dispatcher.directory.cells import read_language, read_point
from dispatcher.directory.email_address import is_plain, read_email
from dispatcher.directory.records import Feed, Record, records
from tests.directory.lists import Read

HEAD = "fictional: true\nid;navn;mobil;e-post;språk;breddegrad;lengdegrad;områder\n"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("1;Kari;60000000;kari@loten.example;nb;60.8;11.3;", "kolonne «mobil»: er ikke et mobilnummer"),
        ("1;Kari;4200;;nb;60.8;11.3;", "kolonne «mobil»: har 4 siffer; norske mobilnumre har 8"),
        ("1;Kari;42000001;kari(at)loten.example;nb;60.8;11.3;", "kolonne «e-post»: er ikke en gyldig e-postadresse"),
        ("1;Kari;42000001;;klingonsk;60.8;11.3;", "kolonne «språk»: er ikke en språkkode"),
        ("1;Kari;42000001;;nb;60.8;;", "kolonne «breddegrad/lengdegrad»: har ikke både breddegrad og lengdegrad"),
        ("1;Kari;42000001;;nb;6748000;620000;", "kolonne «breddegrad/lengdegrad»: har ikke både"),
        ("1;Kari;42000001;;nb;10.1;10.1;", "kolonne «breddegrad/lengdegrad»: er ikke et punkt i Norge i grader"),
        ("1;Kari;42000001;;nb;11.3;60.8;", "kolonne «breddegrad/lengdegrad»: hadde byttet om"),
        ("1;Kari;42000001;;nb;60.8;11.3;Atlantis", "kolonne «områder»: er ikke et område i planen"),
        ("1;Kari;42000001", ": har 3 felter; overskriften har 8"),
        ("1;Kari;42000001;;nb;60.8;11.3;;;x", ": har 10 felter; overskriften har 8"),
        ('1;"Kari "Kalle" Dal";42000001;;nb;60.8;11.3;', ": har et anførselstegn som ikke er lukket"),
    ],
)
def test_a_bad_row_is_reported_and_its_person_kept(read: Read, row: str, says: str) -> None:
    """File, line, column and what; the person stays, reachable by whatever the row still gives."""
    whole = read(HEAD + row + "\n2;Ola;42000002;;;;;\n")

    assert [person.ref for person in whole.people] == ["1", "2"]
    assert len(whole.faults) == 1
    assert f"contacts/liste.csv:3 {says}".replace("3 :", "3:") in whole.said[0]
    assert whole.people[0].fault
    assert "Kari" not in whole.said[0] + whole.people[0].fault
    assert "4200" not in (whole.said[0] + whole.people[0].fault)


def test_a_person_without_any_address_is_kept(read: Read) -> None:
    """No number, no e-mail, not even a name: kept, and it says why nobody reaches them."""
    people = read(HEAD + "1;Kari;;;;;;\n2;;60000000;nei;;;;\n;Ola;;;;;;\n").people

    assert [person.reachable for person in people] == [False, False, False]
    assert people[0].fault == "mangler mobilnummer og e-postadresse"
    assert people[1].fault == "mobil er ikke et mobilnummer; e-post er ikke en gyldig e-postadresse"


def test_empty_rows_are_nobody(read: Read) -> None:
    """Blank lines and the empty rows a spreadsheet leaves at the end are not people, and not faults."""
    whole = read(HEAD + "\n;;;;;;;\n  \n1;Kari;42000001;;;;;;;\n;;\n")

    assert [person.ref for person in whole.people] == ["1"]
    assert whole.faults == []


def test_a_repeated_id_is_reported_and_the_first_kept(read: Read) -> None:
    """The same person twice in one list gets one message, and somebody is told to mend the list."""
    whole = read(HEAD + "1;Kari;42000001;;;;;\n2;Ola;42000002;;;;;\n1;Kari P;42000003;;;;;\n")

    assert [person.mobile for person in whole.people] == ["+4742000001", "+4742000002"]
    assert whole.said == [
        "contacts/liste.csv:5 kolonne «id»: samme person står tidligere i lista; den første raden gjelder"
    ]


def test_a_stray_quote_swallows_nobody(read: Read) -> None:
    """A quote that opens in one row and closes in another would make three people one: each is read on its own."""
    rows = '1;"Kari;42000001;;;;;\n2;Ola;42000002;;;;;\n3;Per";42000003;;;;;\n4;Eva;42000004;;;;;\n'
    whole = read(HEAD + rows)

    assert [person.mobile for person in whole.people] == [f"+474200000{number}" for number in (1, 2, 3, 4)]
    assert [fault.line for fault in whole.faults] == [3, 5]


def test_an_address_on_two_lines_is_one_cell(read: Read) -> None:
    """A line break inside quotes is what a spreadsheet writes, and the lines after it keep their numbers."""
    text = 'fictional: true\nid;navn;adresse;mobil\n1;Kari;"Myrvegen 3\n2345 Ådalsbruk";42000001\n2;Ola;;60000000\n'
    whole = read(text)

    assert whole.people[0].address == "Myrvegen 3 2345 Ådalsbruk"
    assert [fault.line for fault in whole.faults] == [5]


def test_without_ids_a_person_has_the_same_reference_in_every_list(read: Read) -> None:
    """The reference is a hash of number and name, so it is stable, and it shows neither."""
    first = read("fictional: true\nnavn;mobil;e-post\nKari Dal;42000001;kari@loten.example\n").people[0]
    second = read("fictional: true\nmobil;navn\n+47 42 00 00 01;KARI DAL\n").people[0]

    assert first.ref == second.ref
    assert "42000001" not in first.ref


def test_two_who_share_a_number_are_two_people(read: Read) -> None:
    """A household with one telephone and no ids is not one person: nobody is dropped."""
    whole = read("fictional: true\nnavn;mobil\nKari Dal;42000001\nOla Dal;42000001\n;\nEva Dal;\nEva Dal;60000000\n")

    assert len({person.ref for person in whole.people}) == 4
    assert [fault.column for fault in whole.faults] == ["mobil"]


@pytest.mark.parametrize("identity", ["+47 42 00 00 01", "42000001", "01010199999", "kari@loten.example", "x" * 65])
def test_an_id_that_tells_too_much_is_hashed(read: Read, identity: str) -> None:
    """An id that is a number, a national identity number or an address never becomes a reference in clear."""
    (person,) = read(HEAD + f"{identity};Kari;42000001;;;;;\n").people

    assert person.ref not in ("", identity)
    assert len(person.ref) == 24


def test_a_contact_never_shows_a_number(read: Read) -> None:
    """What lands in a log line by accident is masked."""
    (person,) = read(HEAD + "1;Kari Dal;42000001;kari@loten.example;;;;\n").people

    assert "42000001" not in repr(person)
    assert "kari" not in repr(person).casefold()
    assert "+47…01" in repr(person)


def test_text_is_made_safe_for_a_terminal(read: Read) -> None:
    """Control signs leave names, and letters composed of two signs become one."""
    (person,) = read(HEAD + "1;A\u030ase\x1b[31m\u2028Dal;42000001;;;;;\n").people

    assert person.name == "Åse [31m Dal"


@pytest.mark.parametrize(
    "text",
    [
        "kari@loten.example\r\nBcc: alle@loten.example",
        "kari@loten.example\n",
        "kari@loten.example, ola@loten.example",
        "kari@loten",
        "kari@loten,example",
        "kari..dal@loten.example",
        "kari dal@loten.example",
        "Kari <kari@loten.example>",
        "kåri@loten.example",
        "kari@localhost.test",
        "kari@" + "x" * 500 + ".no",
        "k" * 65 + "@loten.example",
        "@",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """Line breaks, two addresses in one cell and typing errors never become an address."""
    reading = read_email(text)

    assert (reading.address, reading.fault) == (None, "er ikke en gyldig e-postadresse")


def test_addresses_come_out_as_servers_want_them() -> None:
    """Small letters, no space, and a domain with æøå in ASCII."""
    read_as = [read_email(text).address for text in (" Kari.Dal@Loten.Example ", "post@ådal.example", "", "o'dal@x.no")]

    assert read_as == ["kari.dal@loten.example", "post@xn--dal-tla.example", None, "o'dal@x.no"]
    assert "kari" not in repr(read_email("kari@loten.example"))


LOCAL = st.text("abzAZ09.+-_'æ @", min_size=0, max_size=70)
DOMAIN = st.lists(st.text("abxn09-", max_size=66), min_size=1, max_size=4).map(".".join)
ENDING = st.sampled_from([".no", ".example", ".test", ".local", ".n0", ".c", ".invalid", ".xn--a", ""])


@given(LOCAL, DOMAIN, ENDING)
def test_the_quick_rule_never_takes_what_email_validator_refuses(local: str, domain: str, ending: str) -> None:
    """A plain address by our quick rule is valid to the library, and comes out the same."""
    text = f"{local}@{domain}{ending}".lower()
    if not is_plain(text):
        return
    found = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)

    assert found.ascii_email == read_email(text).address == text


@given(st.from_regex(r"[a-z0-9_+\-.]{1,20}@([a-z0-9\-]{1,12}\.){1,3}[a-z]{1,8}", fullmatch=True))
def test_plain_addresses_are_judged_alike(text: str) -> None:
    """For addresses that look plain, quick rule and library together say what the library says."""
    try:
        expected = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True).ascii_email
    except EmailNotValidError:
        expected = None

    assert read_email(text).address == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NB", "nb"),
        ("Bokmål", "nb"),
        ("no", "nb"),
        ("Nynorsk", "nn"),
        ("en-GB", "en"),
        ("pl", "pl"),
        ("", None),
        ("?", None),
    ],
)
def test_languages_are_written_in_many_ways(text: str, code: str | None) -> None:
    """Codes and Norwegian words come out as one code; what is no language is None."""
    assert read_language(text)[0] == code


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        ("60.80", "11.30", (11.3, 60.8)),
        ("60,80", " 11,30 ", (11.3, 60.8)),
        ("11.30", "60.80", (11.3, 60.8)),
        ("", "", None),
        ("60.8", "", None),
        ("nan", "11.3", None),
        ("1e1", "11.3", None),
        ("0", "0", None),
    ],
)
def test_points_are_read_in_degrees(lat: str, lon: str, point: tuple[float, float] | None) -> None:
    """Comma or full stop, right way or swapped: one point; anything else is none."""
    assert read_point(lat, lon)[0] == point


@given(st.text(max_size=300))
def test_any_text_under_a_head_is_read(read_text: str) -> None:
    """Whatever follows the head, the csv module's own traps included, cells come out or the list is refused."""
    feed = Feed(StringIO(read_text, newline=""), file="x")
    found: list[Record] = []
    with suppress(BrokenList):
        found.extend(records(feed, delimiter=";", width=3))

    assert all(isinstance(cell, str) for record in found for cell in record.cells)
    assert [record.line for record in found] == sorted(record.line for record in found)
