import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain.segments import GSM_DEFAULT, GSM_EXTENSION, Culprit, count, culprits, harmless, split

GSM = sorted(GSM_DEFAULT | GSM_EXTENSION)
DEAR = "–«»“”’…á č đ ŋ š ŧ ž 😀漢\N{NO-BREAK SPACE}"
TEXTS = st.one_of(
    st.text(st.sampled_from(GSM), max_size=500),
    st.text(st.sampled_from("a€{}"), min_size=140, max_size=330),
    st.text(st.sampled_from([*GSM, *DEAR]), max_size=300),
    st.text(st.sampled_from("a😀"), min_size=55, max_size=150),
)

KOKEVARSEL = (
    "KOKEVARSEL fra Løten kommune 22.11 kl 03.40: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 "
    "minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste "
    "melding innen 22.11 kl 09. Info: loten.kommune.no/krise BOIL WATER before use. Nr 4821"
)
SHORT = (
    "Løten kommune 22.11 kl 03.40: KOK VANNET i Ådalsbruk før du drikker det. Det kan være forurenset. Gjelder til "
    "ny melding. Info: loten.kommune.no/krise Nr 4821"
)
POWER = (
    "Løten kommune 22.11 kl 15: Strømmen kan være borte til 25.11. MOBILNETTET KAN FALLE UT fra kl 17. Varme, lading "
    "og hjelp døgnet rundt: rådhuset og Jønsrud skole. Hør NRK P1 (DAB eller bilradio). Uten telefon i nød: gå til "
    "brannstasjonen eller rådhuset. Se til naboer. Ta vare på denne meldingen. Nr 4823"
)
APPROVAL = (
    'GODKJENN? Løten, KOKEVARSEL, SKARP. Til 5212 mobiler i Ådalsbruk. Tekst: "KOKEVARSEL fra Løten kommune 22.11 kl '
    "03.40: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller "
    'pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 22.11 kl 09." Sendt inn av '
    "NAVN. Svar JA 482193 eller NEI 482193"
)


@given(TEXTS.filter(bool))  # of an empty text smsutil says UCS-2
def test_the_parts_are_those_of_another_counter(text: str) -> None:
    """smsutil, written by others, cuts every text in the same places."""
    theirs = smsutil.split(text)

    assert split(text) == tuple(part.content for part in theirs.parts)
    assert count(text).encoding == {"gsm0338": "GSM-7", "utf_16_be": "UCS-2"}[theirs.encoding]
    assert count(text).units == theirs.total_bytes // (1 if theirs.encoding == "gsm0338" else 2)


@given(TEXTS)
def test_the_parts_hold_the_whole_text_and_no_part_too_much(text: str) -> None:
    """Nothing is lost between two parts, no pair is split, and no part is over its length."""
    parts, cost = split(text), count(text)
    single, several = (160, 153) if cost.encoding == "GSM-7" else (70, 67)

    assert "".join(parts) == text
    assert cost.parts == len(parts)
    for part in parts:
        units = sum(2 if c in GSM_EXTENSION else 1 for c in part)
        size = units if cost.encoding == "GSM-7" else len(part.encode("utf-16-be")) // 2
        assert size <= (single if len(parts) == 1 else several)


@pytest.mark.parametrize(
    ("text", "units", "parts"),
    [
        (KOKEVARSEL, 303, 2),
        (SHORT, 158, 1),
        (POWER, 303, 2),
        (APPROVAL, 369, 3),
        ("å" * 160, 160, 1),
        ("å" * 161, 161, 2),
        ("€" * 80, 160, 1),
        ("€" * 81, 162, 2),
        ("", 0, 1),
    ],
    ids=["kokevarsel", "short", "power", "approval", "160 å", "161 å", "80 €", "81 €", "empty"],
)
def test_the_counted_examples_are_counted_alike(text: str, units: int, parts: int) -> None:
    """The numbers written beside the examples of the rules for messages hold."""
    cost = count(text)

    assert (cost.encoding, cost.units, cost.parts, cost.culprits) == ("GSM-7", units, parts, ())


def test_one_dash_makes_three_parts_of_one() -> None:
    """A 160-character SMS with one dash is UCS-2 and three parts; the dash is named with what to type instead."""
    text = SHORT.replace(": KOK", " – KOK") + "."
    cost = count(text)

    assert (cost.encoding, cost.parts) == ("UCS-2", 3)
    assert cost.culprits == (Culprit(char="–", replacement="-"),)
    assert count(harmless(text)).parts == 1


def test_an_escape_pair_is_never_split() -> None:
    """152 letters and a euro sign: the pair goes whole into the second part, which starts with it."""
    assert split("a" * 152 + "€" * 5) == ("a" * 152, "€" * 5)


def test_a_surrogate_pair_is_never_split() -> None:
    """66 letters and a smile: the pair goes whole into the second part."""
    assert split("á" * 66 + "😀" * 5)[1] == "😀" * 5


def test_harmless_signs_are_offered_and_letters_are_left_alone() -> None:
    """Dashes, quotes and odd spaces have a replacement; a Sámi letter has none and is never turned into another."""
    assert harmless("«Løten» – ‘nå’ …\N{NO-BREAK SPACE}“ja”") == '"Løten" - \'nå\' ... "ja"'
    assert harmless("Kárášjohka, Čáhci, Đáŋŋa") == "Kárášjohka, Čáhci, Đáŋŋa"
    assert culprits("áŋ–") == (
        Culprit(char="á", replacement=None),
        Culprit(char="ŋ", replacement=None),
        Culprit(char="–", replacement="-"),
    )


def test_a_letter_in_two_pieces_becomes_one() -> None:
    """«å» typed on some machines is an a and a ring; put together it is GSM-7 again."""
    assert count("a\N{COMBINING RING ABOVE}").encoding == "UCS-2"
    assert count(harmless("a\N{COMBINING RING ABOVE}")).encoding == "GSM-7"
