"""Klarspråk advises: what a text lacks, what ages in it, what is heavy. Nothing of it ever blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain.clear_language import Facts, actions, advise, lix
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate

KOKEVARSEL = (
    "KOKEVARSEL fra Løten kommune 22.11 kl 03.40: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 "
    "minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste "
    "melding innen 22.11 kl 09. Info: loten.kommune.no/krise Nr 4821"
)
SCHOOL = (
    "Løten kommune 22.11 kl 10.05: Politiet leder en hendelse ved Løten ungdomsskole. IKKE kom til skolen. IKKE ring "
    "til elever eller ansatte der. Politiet og kommunen informerer foresatte så snart vi kan. Vi kan ikke si mer nå. "
    "Neste melding innen kl 10.35. Nr 4824"
)
RELEASED = (
    "RETTELSE fra Løten kommune 22.11 kl 04.20: Meldingen kl 03.40 hadde feil område. Riktig: kokevarselet gjelder "
    "BARE Ådalsbruk. Du bor utenfor og trenger ikke koke vannet. Vi beklager. Info: loten.kommune.no/krise Nr 4821"
)
HEAVY = (
    "Kommunens beredskapsorganisasjon gjennomfører fortløpende vurderinger av drikkevannskvaliteten i "
    "forsyningsområdet, og innbyggerne oppfordres til å etterkomme myndighetenes anbefalinger vedrørende koking av "
    "drikkevann inntil vannverkets laboratorieanalyser foreligger og beredskapsledelsen har konkludert om "
    "helsemessige konsekvenser. "
    "Informasjonsmateriell distribueres gjennom kommunens informasjonskanaler, herunder hjemmesiden, "
    "innbyggerapplikasjonen og servicetorget, fortrinnsvis innenfor ordinær åpningstid. "
) * 2


def facts(**changed: object) -> Facts:
    """A citizen's SMS about Ådalsbruk, unless changed."""
    known: dict[str, object] = {
        "where": "citizen.sms.nb",
        "kind": AlertKind.FIRST,
        "cls": AudienceClass.CITIZEN,
        "channel": ChannelName.SMS,
        "language": "nb",
        "places": ("Ådalsbruk",),
        "senders": ("Løten kommune",),
        "page": "loten.kommune.no/krise",
    }
    return Facts(**(known | changed))  # type: ignore[arg-type]  # the table of a test


def keys(text: str, **changed: object) -> list[str]:
    """The keys of the advice about a text."""
    return [advice.key for advice in advise(text, facts(**changed))]


@pytest.mark.requirement("R084", "R085")
@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (KOKEVARSEL, {}),
        (SCHOOL, {"places": ("Løten ungdomsskole",), "page": ""}),
        (RELEASED, {"kind": AlertKind.CORRECTION, "fate": Fate.RELEASED}),
    ],
    ids=["kokevarsel", "school", "released"],
)
def test_the_counted_examples_need_no_advice(text: str, changed: dict[str, object]) -> None:
    """What people wrote well by hand passes in silence."""
    assert keys(text, **changed) == []


@pytest.mark.requirement("R084", "R085")
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. ", "", "imperative"),
        ("i Ådalsbruk ", "", "place"),
        ("22.11 kl 03.40", "", None),
        ("fra Løten kommune ", "", "sender"),
        ("Gjelder til ny melding. Neste melding innen 22.11 kl 09. ", "", "next"),
        ("22.11 kl 09.", "i morgen.", "relative-time"),
        ("eller pusser tenner", "m.m.", "abbreviation"),
        ("Kok vannet", "Det anbefales: Kok vannet", "passive"),
        ("loten.kommune.no/krise", "bit.ly/vann", "link"),
        ("loten.kommune.no/krise", "https://loten.kommune.no/krise", "link"),
        ("loten.kommune.no/krise", "loten.kommune.no.evil.com/krise", "link"),
        ("Dusj og vask er trygt.", "Det er trygt å dusje og vaske både hender og klær.", "long"),
    ],
)
def test_each_thing_that_is_wrong_is_one_advice(old: str, new: str, key: str | None) -> None:
    """One change, one advice, with the text it is about."""
    assert old in KOKEVARSEL
    found = advise(KOKEVARSEL.replace(old, new, 1), facts())

    assert [advice.key for advice in found] == ([key] if key else [])
    assert all(advice.where == "citizen.sms.nb" and not advice.blocks for advice in found)


def test_a_text_without_date_and_clock_is_told() -> None:
    """«kl 03.40» alone may be read the next day."""
    text = KOKEVARSEL.replace("22.11 kl 03.40", "kl 03.40").replace("22.11 kl 09", "kl 09")

    assert keys(text) == ["time"]


def test_no_link_is_wanted_where_the_text_must_be_enough() -> None:
    """In danger to life even the municipality's own page is one too many."""
    (found,) = advise(KOKEVARSEL, facts(page=""))

    assert found.key == "link"
    assert "skal ikke ha lenke" in found.words


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (
            "Løten kommune 22.11 kl 03.40: Vatnet i Ådalsbruk kan vere forureina. Kok vatnet. Neste melding innan kl 9",
            {"language": "nn"},
        ),
        (
            "Løten kommune 22 Nov 03:40: The water in Ådalsbruk may be contaminated. Boil water. Next message by 9.",
            {"language": "en"},
        ),
    ],
    ids=["nn", "en"],
)
def test_nynorsk_and_english_are_read_too(text: str, changed: dict[str, object]) -> None:
    """A good text passes; without its advice and promise it does not."""
    bare = text.partition(". ")[0] + "."

    assert keys(text, **changed) == []
    assert keys(bare, **changed) == ["imperative", "next"]


def test_a_language_nobody_has_words_for_is_only_measured() -> None:
    """No false alarm about a Polish text; its length and links are still told."""
    assert keys("Przegotuj wodę. bit.ly/x", language="pl", places=(), senders=()) == ["link"]


@pytest.mark.requirement("R085")
def test_one_message_asks_for_few_things() -> None:
    """Five tasks in an SMS are too many; «ring 112» is not counted as one, nor is what not to do."""
    four = "Løten kommune 22.11 kl 12: Gå ut. Møt på skolen. Hjelp naboer. Lukk vinduer. Ring 112. Ikke kjør bil. "
    asked = {"places": (), "promises": False, "page": ""}

    assert keys(four, **asked) == []
    assert keys(four + "Ta med medisiner.", **asked) == ["actions"]
    assert actions(four, "nb") == ["gå", "møt", "hjelp", "lukk", "ring"]


@pytest.mark.requirement("R084")
def test_heavy_text_is_told_on_the_page_and_in_e_mail_only() -> None:
    """LIX for page and e-mail; a long sentence and the passive everywhere."""
    changed: dict[str, object] = {"places": (), "senders": (), "promises": False}

    assert "lix" in keys(HEAVY, channel=ChannelName.EMAIL, **changed)
    assert "lix" not in keys(HEAVY, channel=ChannelName.SMS, **changed)
    assert {"sentence", "passive"} <= set(keys(HEAVY, **changed))


def test_lix_is_counted_as_norwegians_count_it() -> None:
    """Words in a sentence, and words of more than six letters in a hundred."""
    assert lix("Kok vannet. Kok melken.") == 2
    assert lix("Kommunens drikkevann") == 102
    assert lix("") == 0


def test_press_and_the_all_clear_ask_for_nothing() -> None:
    """Nobody is told to do anything when the danger is over, and the press never is."""
    text = "Løten kommune 22.11 kl 14: Kokevarselet i Ådalsbruk er opphevet."

    assert keys(text, kind=AlertKind.ALL_CLEAR) == []
    assert keys(text, cls=AudienceClass.PRESS) == []


@given(text=st.text(max_size=300), language=st.sampled_from(["nb", "nn", "en", "pl"]))
def test_no_text_makes_it_fail(text: str, language: str) -> None:
    """Whatever is written, the answer is advice."""
    assert all(advice.words and not advice.blocks for advice in advise(text, facts(language=language)))
