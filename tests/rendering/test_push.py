"""What a lock screen shows: sixty characters, then three hundred, and ØVELSE where it cannot be cut away."""

import pytest

from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Mode
from dispatcher.rendering.shortening import headline_within, within
from tests.rendering.conftest import Render

FIELDS = {"neste_melding": "09:00"}
LONG = ("Nordre og søndre Ådalsbruk med Brenneriroa", "hele Jønsrud", "Østvang", "Budor", "Løten sentrum")
UPDATE = FIELDS | {"endring": "Vi har tatt nye prøver av vannet i alle bassengene og venter på svar fra laboratoriet."}


@pytest.mark.requirement("R058")
def test_a_push_says_what_and_where_then_what_to_do(render: Render) -> None:
    """The headline alone is understood; the body ends with who and when; there is no HTML."""
    text = render("kokevarsel", FIELDS, areas=("adalsbruk",), channel=ChannelName.PUSH)

    assert text.headline == "Kokevarsel i Ådalsbruk"
    assert text.body == (
        "Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller "
        "pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 22.11 kl 09. Løten kommune "
        "22.11 kl 03.40 Nr 4821"
    )
    assert text.html == text.instruction == ""


def test_an_app_shows_what_a_browser_shows(render: Render) -> None:
    """One text for both."""
    push, app = (
        render("kokevarsel", FIELDS, areas=("adalsbruk",), channel=channel)
        for channel in (ChannelName.PUSH, ChannelName.APP)
    )

    assert push == app


@pytest.mark.parametrize("kind", list(AlertKind))
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("cls", [AudienceClass.CITIZEN, AudienceClass.STAFF, AudienceClass.LEADER, AudienceClass.PRESS])
def test_however_much_is_said_the_lengths_hold(cls: AudienceClass, mode: Mode, kind: AlertKind, render: Render) -> None:
    """Many areas and a long sentence: cut after a sentence or a word, with who, when, number and ØVELSE kept."""
    text = render("kokevarsel", UPDATE, kind=kind, mode=mode, cls=cls, areas=LONG, channel=ChannelName.PUSH)

    assert len(text.headline) <= 60
    assert len(text.body) <= 300
    assert "Løten kommune 22.11 kl 03.40 Nr 4821" in text.body
    assert text.headline.startswith("ØVELSE") == text.body.endswith("ØVELSE") == (mode is not Mode.REAL)
    assert text.headline.endswith("…") or len(text.headline) < 60


def test_danger_to_life_begins_with_what_to_do(render: Render) -> None:
    """Whoever reads only the headline must still go."""
    fields = {"fare": "leirskred", "moteplass": "Løten ungdomsskole"}
    text = render("evakuering", fields, areas=("nordbyvegen-myrvegen",), channel=ChannelName.PUSH)

    assert text.headline == "EVAKUER STRAKS: Nordbyvegen og Myrvegen"


@pytest.mark.parametrize(
    ("text", "longest", "kept"),
    [
        ("Kok vannet. Vent.", 17, "Kok vannet. Vent."),
        ("Kok vannet. Vent.", 16, "Kok vannet."),
        ("Kok vannet i ti minutter", 14, "Kok vannet i…"),
        ("Kokevannsvarselet", 8, "Kokevan…"),
    ],
)
def test_a_text_is_cut_after_a_sentence_else_after_a_word(text: str, longest: int, kept: str) -> None:
    """Nothing is cut in the middle of a word unless it is one word."""
    assert within(text, longest) == kept
    assert len(kept) <= longest


def test_a_headline_does_not_end_with_a_loose_sign() -> None:
    """«…» stands after the last whole word."""
    assert headline_within("Kokevarsel i Ådalsbruk, Brenneriroa", 24) == "Kokevarsel i Ådalsbruk…"
