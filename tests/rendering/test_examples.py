"""The counted examples of the rules for messages: what people wrote by hand is what the templates build."""

from datetime import datetime
from functools import partial

import pytest

from dispatcher.domain.moments import OSLO
from dispatcher.domain.segments import count
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate, Mode
from tests.rendering.conftest import Render


def _at(day: int, clock: str) -> datetime:
    hour, _, minute = clock.partition(":")
    return datetime(2026, 11, day, int(hour), int(minute or 0), tzinfo=OSLO)


def test_kokevarsel(render: Render) -> None:
    """303 characters, two parts, letter by letter."""
    text = render("kokevarsel", {"neste_melding": "09:00"}, areas=("trykksone-adalsbruk",)).body

    assert text == (
        "KOKEVARSEL fra Løten kommune 22.11 kl 03.40: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 "
        "minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste "
        "melding innen 22.11 kl 09. Info: loten.kommune.no/krise BOIL WATER before use. Nr 4821"
    )
    assert count(text).units == 303


def test_kokevarsel_in_an_exercise_gives_up_its_english_line_and_nothing_else(render: Render) -> None:
    """ØVELSE is counted: what leaves room for it is the English line, so the text stays within two parts."""
    text = render("kokevarsel", {"neste_melding": "09:00"}, areas=("adalsbruk",), mode=Mode.EXERCISE).body

    assert text.startswith(
        "ØVELSE. KOKEVARSEL fra Løten kommune 22.11 kl 03.40: Vannet i Ådalsbruk kan være forurenset."
    )
    assert "Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 22.11 kl 09. Info: " in text
    assert text.endswith("loten.kommune.no/krise Nr 4821. ØVELSE")
    assert count(text).parts == 2


def test_evakuering(render: Render) -> None:
    """286 characters: the action first, the sender last, one English line for those who must act."""
    fields = {
        "fare": "leirskred",
        "retning": "nord",
        "unnga": "bru",
        "moteplass": "Løten ungdomsskole",
    }
    text = render("evakuering", fields, areas=("nordbyvegen-myrvegen",), at=_at(22, "12:10"), number="4822").body

    assert text == (
        "EVAKUER STRAKS. Fare for leirskred. Politiet har besluttet at alle i Nordbyvegen og Myrvegen må ut nå. Gå "
        "eller kjør NORDOVER, ikke over brua. Møt på Løten ungdomsskole. Hjelp naboer. Nødhjelp: ring 112. EVACUATE "
        "NOW, go NORTH to Løten ungdomsskole. Løten kommune 22.11 kl 12.10 Nr 4822"
    )
    assert count(text).units == 286


def test_stromutfall(render: Render) -> None:
    """No link, where to get heat, what to listen to, and what to do without a phone; nothing needs to be typed."""
    text = render("stromutfall", areas=("hele-kommunen",), at=_at(22, "15"), number="4823").body

    assert text == (
        "STRØMBRUDD fra Løten kommune 22.11 kl 15: Strømmen i hele Løten er borte. Varme, lading og hjelp døgnet "
        "rundt: rådhuset og Jønsrud skole. Hør NRK P1 (DAB eller bilradio). Uten telefon i nød: gå til "
        "brannstasjonen eller rådhuset. Se til naboer. Ta vare på denne meldingen. Nr 4823"
    )


def test_faren_over(render: Render) -> None:
    """The example's words; the English line, for those who were told to boil, is ours."""
    text = render(
        "kokevarsel",
        kind=AlertKind.ALL_CLEAR,
        areas=("adalsbruk",),
        at=_at(25, "14"),
        first_at=_at(22, "3:40"),
        previous_at=_at(24, "9"),
    ).body

    assert text == (
        "FAREN ER OVER: Kokevarselet i Ådalsbruk fra 22.11 er opphevet 25.11 kl 14. Vannet er trygt å drikke. La kaldt "
        "vann renne i 5 minutter i hver kran og kast gamle isbiter. Takk for hjelpen. Løten kommune. Info: "
        "loten.kommune.no/krise WATER IS SAFE. Nr 4821"
    )


def test_rettelse_to_those_it_is_not_about_after_all(render: Render) -> None:
    """Who was told by mistake is told that, why, and that they need do nothing."""
    text = render(
        "kokevarsel",
        {"feil": "omrade", "neste_melding": "09:00"},
        kind=AlertKind.CORRECTION,
        areas=("adalsbruk",),
        at=_at(22, "4:20"),
        previous_at=_at(22, "3:40"),
        fate=Fate.RELEASED,
    ).body

    assert text == (
        "RETTELSE fra Løten kommune 22.11 kl 04.20: Meldingen kl 03.40 hadde feil område. Riktig: kokevarselet "
        "gjelder BARE Ådalsbruk. Du bor utenfor og trenger ikke koke vannet. Vi beklager. Info: loten.kommune.no/krise "
        "You need NOT boil water. Nr 4821"
    )


def test_ansatte(render: Render) -> None:
    """269 characters to those who work tonight, letter by letter."""
    text = render(
        "kokevarsel", {"neste_melding": "09:00"}, areas=("adalsbruk",), cls=AudienceClass.STAFF, at=_at(22, "3:45")
    ).body

    assert text == (
        "Løten kommune til ansatte 22.11 kl 03.45: Kokevarsel i Ådalsbruk. Bruk kokt eller tappet flaskevann til "
        "drikke, mat og medisin hos brukere og beboere. Spørsmål fra publikum: vis til loten.kommune.no/krise. Presse: "
        "ordfører 42 00 00 00. Ikke gi egne vurderinger. Nr 4821"
    )
    assert count(text).units == 269


@pytest.mark.requirement("R018")
@pytest.mark.parametrize(
    ("language", "who"), [("nb", "vannverksleder"), ("nn", "vassverksleiar"), ("en", "the head of water")]
)
@pytest.mark.parametrize("cls", [AudienceClass.PRESS, AudienceClass.STAFF])
def test_who_answers_the_press_is_chosen_for_each_message(
    render: Render, language: str, who: str, cls: AudienceClass
) -> None:
    """Whoever is nearest the matter, in the press's text and in that of the staff; else the mayor."""
    given = {"neste_melding": "09:00"}
    update = partial(render, "kokevarsel", kind=AlertKind.UPDATE, areas=("adalsbruk",), cls=cls, language=language)

    assert who not in update(given).body
    assert who in update(given | {"pressekontakt": "vannverk"}).body


@pytest.mark.requirement("R063", "R067")
def test_presse(render: Render) -> None:
    """What is the matter, when more comes, and whom to call."""
    text = render("kokevarsel", {"neste_melding": "09:00"}, areas=("adalsbruk",), cls=AudienceClass.PRESS).body

    assert text == (
        "Løten kommune til pressen 22.11 kl 03.40: Kokevarsel i Ådalsbruk. Vannet i Ådalsbruk kan være forurenset. "
        "Neste melding innen 22.11 kl 09. Oppdateringer: loten.kommune.no/krise. Pressekontakt: ordfører 42 00 00 00. "
        "Nr 4821"
    )


def test_the_banner_has_headline_text_and_what_to_do(render: Render) -> None:
    """The page's three parts, for the public and for citizens the same."""
    fields, areas = {"neste_melding": "09:00"}, ("adalsbruk",)
    text = render("kokevarsel", fields, areas=areas, cls=AudienceClass.PUBLIC, channel=ChannelName.BANNER)

    assert text.headline == "Kokevarsel i Ådalsbruk"
    assert (
        text.body == "Vannet i Ådalsbruk kan være forurenset. Gjelder til ny melding. Neste melding innen 22.11 kl 09."
    )
    assert text.instruction.startswith("Kok vannet (fosskok i 1 minutt)")
    assert text == render("kokevarsel", fields, areas=areas, channel=ChannelName.BANNER)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Vannet i Ådalsbruk, Brenneriroa og Jønsrud kan være forurenset."),
        ("nn", "Vatnet i Ådalsbruk, Brenneriroa og Jønsrud kan vere forureina."),
        ("en", "The water in Ådalsbruk, Brenneriroa and Jønsrud may be contaminated."),
    ],
)
def test_areas_are_said_in_the_language_of_the_reader(language: str, words: str, render: Render) -> None:
    """Areas by key or by name become what people call the places, joined as the language joins."""
    areas = ("adalsbruk", "Brenneriroa", "jonsrud")

    assert words in render("kokevarsel", {"neste_melding": "09:00"}, areas=areas, language=language).body
