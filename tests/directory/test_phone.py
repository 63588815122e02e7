import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain import phone
from dispatcher.domain.phone import is_fictional, mask, mask_email, normalise

WAYS = (
    "+47{0}",
    "0047{0}",
    "47{0}",
    "{0}",
    "{0}.0",
    "47{0}.0",
    "{0},0",
    " {0} ",
    "'{0}",
    '="+47{0}"',
    "+47 {1} {2} {3}",
    "(+47) {1} {2} {3}",
    "00 47 {1} {2} {3}",
    "{1} {2} {3}",
    "{1}\u00a0{2}\u00a0{3}",
    "{1}\u202f{2}\u202f{3}",
    "{1}.{2}.{3}",
    "{1}-{2}-{3}",
    "{1}–{2}–{3}",
    "\u202a+47 {1} {2} {3}\u202c",
    "+47\t{1}{2}{3}",
)


def written(way: str, national: str) -> str:
    return way.format(national, national[:3], national[3:5], national[5:])


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_write_a_number_is_one_number(way: str) -> None:
    """+47, 0047 and the national form, with all that spreadsheets and people put in between, are one number."""
    reading = normalise(written(way, "42000001"), fictional=True)

    assert (reading.e164, reading.fault) == ("+4742000001", "")


@pytest.mark.parametrize("series", ["42", "43", "44", "49"])
@pytest.mark.parametrize("way", ["+47{0}", "{1} {2} {3}", "0047{0}"])
def test_an_unassigned_number_is_refused_outside_a_fictional_list(series: str, way: str) -> None:
    """A number of the unassigned series is taken from a list headed fictional, and from no other."""
    text = written(way, series + "000017")
    invented, refused = normalise(text, fictional=True), normalise(text, fictional=False)

    assert invented.e164 == f"+47{series}000017"
    assert is_fictional(invented.e164)
    assert refused.e164 is None
    assert "fictional: true" in refused.fault


def test_the_unassigned_series_are_invalid_to_phonenumbers() -> None:
    """The day Norway assigns one of the four series, this fails, and the series must go."""
    numbers = [phonenumbers.parse(f"+47{series}{rest}") for series in ("42", "43", "44", "49") for rest in ("000000",)]

    assert not any(phonenumbers.is_valid_number(number) for number in numbers)


def judged(national: str) -> str | None:
    number = phonenumbers.parse("+47" + national)
    if phonenumbers.number_type(number) is not phonenumbers.PhoneNumberType.MOBILE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_the_quick_rule_and_phonenumbers_agree_on_every_series() -> None:
    """Over all eight-digit beginnings of four digits, we take as mobile exactly what phonenumbers takes."""
    beginnings = (f"{beginning:04d}" for beginning in range(1000, 10_000))
    differing = [
        beginning
        for beginning in beginnings
        if normalise(beginning + "0000", fictional=False).e164 != judged(beginning + "0000")
    ]

    assert differing == []


@given(st.integers(min_value=40_000_000, max_value=99_999_999).map(str))
def test_the_quick_rule_never_takes_what_phonenumbers_refuses(national: str) -> None:
    """The same for any eight digits, and the quick rule alone never says yes on its own."""
    quick = phone._MOBILE.fullmatch(national)

    assert normalise(national, fictional=False).e164 == judged(national)
    assert not (quick and judged(national) is None)


@pytest.mark.parametrize("text", ["60 00 00 00", "+47 60000000", "0047 20 00 00 00", "02000", "58000000", "80000000"])
@pytest.mark.parametrize("fictional", [True, False])
def test_a_fixed_line_takes_no_sms(text: str, *, fictional: bool) -> None:
    """Fixed lines, machines and service numbers are not mobiles, and the fault says so."""
    reading = normalise(text, fictional=fictional)

    assert reading.e164 is None
    assert "er ikke et mobilnummer" in reading.fault or "siffer" in reading.fault


def test_foreign_mobiles_are_kept_and_foreign_fixed_lines_are_not() -> None:
    """Visitors and commuters have foreign mobiles; the Swedish range for film and books stands in for them."""
    film_number = "+46 70 174 06 05"

    assert normalise(film_number, fictional=False).e164 == "+46701740605"
    assert normalise("0046 (0)70 174 06 05", fictional=False).e164 == "+46701740605"
    assert normalise("+46 8 465 004 00", fictional=False).fault == "er ikke et mobilnummer"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("4200001", "har 7 siffer; norske mobilnumre har 8"),
        ("420000011", "har 9 siffer; norske mobilnumre har 8"),
        ("9,0E+07", "avrundet"),
        ("42000001 / 42000002", "tegn som ikke hører hjemme"),
        ("4200OOO1", "tegn som ikke hører hjemme"),
        ("mob 42000001", "tegn som ikke hører hjemme"),
        ("+", "tegn som ikke hører hjemme"),
        ("٤٢٠٠٠٠٠١", "tegn som ikke hører hjemme"),
        ("4" * 1000, "tegn som ikke hører hjemme"),
        ("+999 123456789", "ikke et gyldig telefonnummer"),
        ("4536 0000", "ikke et gyldig telefonnummer"),
    ],
)
def test_a_number_that_cannot_be_read_says_why(text: str, says: str) -> None:
    """The fault is a sentence a municipality can act on, and never holds the number."""
    reading = normalise(text, fictional=True)

    assert reading.e164 is None
    assert says in reading.fault
    assert text not in reading.fault


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "''"])
def test_an_empty_cell_is_no_fault(text: str) -> None:
    """Having no number is not a wrong number."""
    reading = normalise(text, fictional=False)

    assert (reading.e164, reading.fault) == (None, "")


@given(text=st.text(max_size=40), fictional=st.booleans())
def test_any_text_gives_a_number_or_a_reason(text: str, *, fictional: bool) -> None:
    """No cell breaks the reading, and what comes out is E.164 or a fault, never both."""
    reading = normalise(text, fictional=fictional)

    assert reading.e164 is None or (reading.fault == "" and reading.e164[0] == "+" and reading.e164[1:].isdecimal())
    assert fictional or not is_fictional(reading.e164 or "")


def test_masks_show_too_little_to_call_or_write() -> None:
    """A mask lets people recognise their own number or address, and nobody use it."""
    shown = [
        mask("+4742000099"),
        mask(""),
        mask("42"),
        mask_email("kari@loten.example"),
        mask_email(""),
        mask_email("x"),
    ]

    assert shown == ["+47…99", "", "…", "k…@loten.example", "", "…"]
    assert "42000099" not in repr(normalise("42000099", fictional=True))
