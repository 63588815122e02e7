"""A fødselsnummer never leaves; all else that may be about a person is asked about. Nothing found is repeated."""

from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain.personal_data import Own, identifiable, identity_numbers, scan

OWN = Own(
    numbers=frozenset({"42000000"}),
    domains=frozenset({"loten.example", "loten.kommune.no"}),
    words=("omkommet", "diagnose"),
)
FIRST_WEIGHTS, SECOND_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def _sum(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def made_up(date: str, *, extra: int = 0) -> str:
    """A number nobody has: the month has 80 added, as in the tax authority's made-up people.

    ``extra``: the remainder the first control digit leaves; 1–3 is how numbers are made from 2032.
    """
    month = f"{int(date[2:4]) + 80}"
    for individual in islice(count(100), 800):
        nine = f"{date[:2]}{month}{date[4:]}{individual}"
        first = (extra - _sum(nine, FIRST_WEIGHTS)) % 11
        second = -_sum(f"{nine}{first}", SECOND_WEIGHTS) % 11 if first < 10 else 10
        if second < 10:
            return f"{nine}{first}{second}"
    raise AssertionError("no number found")


NUMBER = made_up("150785")
D_NUMBER = made_up("550785")


def keys(text: str) -> list[str]:
    """The keys of the finds."""
    return [advice.key for advice in scan(text, OWN, where="citizen.sms.nb")]


@pytest.mark.requirement("R115")
@pytest.mark.parametrize("number", [NUMBER, D_NUMBER], ids=["fødselsnummer", "D-nummer"])
@pytest.mark.parametrize(
    "written", ["{0}", "{1} {2}", "{1}-{2}", "{1}\N{NO-BREAK SPACE}{2}", "{3}", "fnr.{0}, født her", "({1} {2})"]
)
def test_an_identity_number_blocks_however_it_is_written(written: str, number: str) -> None:
    """Together, in two groups, or spread with spaces; and never repeated in what is said about it."""
    spread = f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:9]} {number[9:]}"
    text = f"Savnet: {written.format(number, number[:6], number[6:], spread)} ved elva"
    (found,) = scan(text, OWN, where="citizen.sms.nb")

    assert (found.key, found.blocks, found.where) == ("identity-number", True, "citizen.sms.nb")
    assert not any(piece in found.words for piece in (number, number[:6], number[6:]))


@pytest.mark.requirement("R115")
@pytest.mark.parametrize("extra", [1, 2, 3])
def test_numbers_of_2032_are_known_already(extra: int) -> None:
    """The first control digit may then leave 0, 1, 2 or 3."""
    assert identity_numbers(f"Se {made_up('010132', extra=extra)}.")


@pytest.mark.parametrize("extra", [4, 5, 8])
def test_other_remainders_are_no_identity_number(extra: int) -> None:
    """The control digits are what tells a number about a person from another of eleven digits."""
    assert identity_numbers(made_up("010132", extra=extra)) == ()


@pytest.mark.parametrize(
    "text",
    [
        NUMBER[:10] + str((int(NUMBER[10]) + 1) % 10),
        "9" + NUMBER,
        NUMBER + "0",
        "00000000000",
        "Kontonummer 99 00 1234567",
        "22.11 kl 03.40, nr 4821, 30 050 av 30 050",
        "2026-11-22 03:40",
        made_up("150785").replace(NUMBER[:4], "3286"),
    ],
)
def test_what_is_no_identity_number_does_not_block(text: str) -> None:
    """A wrong control digit, too many digits, no such date, an account, a time: none of them stops an alert."""
    assert identity_numbers(text) == ()


@pytest.mark.requirement("R115")
@pytest.mark.parametrize(
    "written", ["+47 42 11 22 33", "42 11 22 33", "42112233", "421 12 233", "+4742112233", "0047 42 11 22 33"]
)
def test_a_telephone_number_is_asked_about(written: str) -> None:
    """However people write it; only its last two digits are said."""
    (found,) = scan(f"Ring Kari på {written} nå.", OWN, where="w")

    assert (found.key, found.blocks) == ("phone", False)
    assert "33" in found.words
    assert "2233" not in found.words.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "Presse: ordfører 42 00 00 00.",
        "Presse: +47 42 00 00 00",
        "Ring 110 (brann), 112 (politi), 113 (ambulanse) eller 116117. Giftinformasjonen 22 59 13 00 "[:58],
        "Neste melding innen 22.11 kl 09. Nr 4821",
        "E-post: krisevarsel@loten.example",
        "Skriv til post@loten.kommune.no",
        "Den 20.12.2026 kl 12.30",
    ],
)
def test_what_is_the_municipality_s_own_is_left_alone(text: str) -> None:
    """The press telephone, the emergency numbers, its own addresses and plain times."""
    assert keys(text) == []


@pytest.mark.requirement("R115")
def test_an_address_of_somebody_is_asked_about_by_its_domain_alone() -> None:
    """Who it is, is not said again."""
    (found,) = scan("Svar til kari.nordmann@privat.example", OWN, where="w")

    assert found.key == "email"
    assert "kari" not in found.words


@pytest.mark.requirement("R116")
@pytest.mark.parametrize("text", ["En person er omkommet.", "OMKOMMET", "To omkommete", "Diagnosen er kjent"])
def test_words_the_plan_is_careful_with_are_asked_about(text: str) -> None:
    """Also bent; they may tell who it is about."""
    assert keys(text) == ["sensitive-word"]


@pytest.mark.requirement("R116")
def test_free_text_is_read_again_for_who_could_be_known_from_it() -> None:
    """No machine sees that «den eldste i Myrvegen» is one person."""
    found = identifiable("Den eldste i Myrvegen er savnet", label="Hva er nytt?", where="fields.endring")

    assert found is not None
    assert (found.key, found.blocks, found.where) == ("identifiable", False, "fields.endring")
    assert "Myrvegen" not in found.words
    assert identifiable("  ", label="Hva er nytt?", where="fields.endring") is None


def test_everything_is_told_at_once_what_blocks_first() -> None:
    """One text with all of it."""
    text = f"Omkommet: {NUMBER}, tlf 42 11 22 33, kari@privat.example"

    assert keys(text) == ["identity-number", "phone", "email", "sensitive-word"]


@given(text=st.text(max_size=200) | st.text(st.sampled_from("0123456789 .-+@a"), max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    """Whatever is written, the answer is advice; only an identity number blocks."""
    assert all(found.words and found.blocks == (found.key == "identity-number") for found in scan(text, OWN, where="w"))
