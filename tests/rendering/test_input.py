"""What a tired person may type wrong, and the sentence that comes back."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.moments import OSLO
from dispatcher.domain.segments import count
from dispatcher.domain.states import AlertKind, ChannelName, Mode
from dispatcher.rendering import Rendering, Values
from tests.rendering.conftest import NIGHT, Render

HERE = ("adalsbruk",)
EVACUATION = {"fare": "leirskred", "moteplass": "Løten ungdomsskole"}


def _faults(render: Render, *arguments: object, **named: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        render(*arguments, **named)
    return [(fault.where, fault.what) for fault in caught.value.faults]


def test_everything_that_is_wrong_is_told_at_once(render: Render) -> None:
    """An unknown field, a missing one, wrong choices and a time that is none come back together."""
    faults = _faults(
        render,
        "evakuering",
        {"fara": "x", "fare": "lekkasje", "unnga": "ikke over brua", "neste_melding": "i morgen"},
        areas=HERE,
    )

    assert [where for where, _ in faults] == [
        "fields.fara",
        "fields.fare",
        "fields.moteplass",
        "fields.unnga",
        "fields.neste_melding",
    ]
    assert "Mente du «fare»?" in faults[0][1]
    assert "leirskred, flom, skogbrann, gass, eksplosjon" in faults[1][1]
    assert faults[2][1] == "Fyll ut «Møteplass (utenfor faresonen)», for eksempel Løten ungdomsskole."
    assert "bru, elv, skog, sentrum, lavt" in faults[3][1]


def test_a_missing_promise_is_told_with_an_example(render: Render) -> None:
    """A kokevarsel must promise its next message; the sentence says what to type."""
    assert _faults(render, "kokevarsel", areas=HERE) == [
        ("fields.neste_melding", "Fyll ut «Neste melding senest», for eksempel 09:00.")
    ]


@pytest.mark.parametrize(
    ("typed", "words"), [("2026-11-22T03:00+01:00", "passert"), ("22.11", "Skriv også klokkeslett")]
)
def test_a_promise_must_be_a_time_to_come(typed: str, words: str, render: Render) -> None:
    """A time that has passed, or a day without a clock, is no promise."""
    ((where, what),) = _faults(render, "kokevarsel", {"neste_melding": typed}, areas=HERE)

    assert where == "fields.neste_melding"
    assert words in what


def test_nowhere_is_told(render: Render) -> None:
    """An alert that says no place is not sent."""
    assert _faults(render, "kokevarsel", {"neste_melding": "09:00"}) == [
        ("areas", "Velg minst ett område, eller fyll ut feltet «sted».")
    ]


@pytest.mark.requirement("R087")
def test_a_language_that_is_not_written_is_told(render: Render) -> None:
    """Nothing is translated unseen: a language the scenario lacks is an error before submission."""
    assert _faults(render, "kokevarsel", {"neste_melding": "09:00"}, areas=HERE, language="se") == [
        ("language", "Scenarioet har ikke tekst på nordsamisk. Det har: nb, nn, en.")
    ]


def test_unknown_scenario_is_told(render: Render) -> None:
    """With the nearest name."""
    ((where, what),) = _faults(render, "kokevarsl")

    assert where == "scenario"
    assert "Mente du «kokevarsel»?" in what


@pytest.mark.requirement("R087")
def test_what_was_typed_in_norwegian_must_be_typed_in_english_too(render: Render) -> None:
    """The English text does not drop «på rådhuset» in silence, and the Norwegian one does not wait for it."""
    fields = {"hentested": "på rådhuset", "neste_melding": "09:00"}

    assert _faults(render, "vannavstengning", fields, areas=HERE, language="en") == [
        ("fields.hentested_en", "«Det samme på engelsk» mangler. Skriv det også på engelsk.")
    ]
    assert "hentes på rådhuset." in render("vannavstengning", fields, areas=HERE).body
    translated = fields | {"hentested_en": "at the town hall"}
    assert "at the town hall." in render("vannavstengning", translated, areas=HERE, language="en").body


def test_a_default_translation_is_not_the_translation_of_something_else(render: Render) -> None:
    """Other meeting places than the plan's need an English name of their own; the plan's own have one."""
    assert "the town hall and Jønsrud skole" in render("stromutfall", areas=HERE, language="en").body
    faults = _faults(render, "stromutfall", {"moteplasser": "Ådalsbruk skole"}, areas=HERE, language="en")
    assert [where for where, _ in faults] == ["fields.moteplasser_en"]


def test_what_is_typed_is_never_a_template(render: Render) -> None:
    """Braces, tags and Jinja in a field are letters like any other, in the SMS and in the HTML."""
    typed = "{{ number }}{% if x %}<b>&\"'"
    fields = {"sted": typed, "neste_melding": "09:00"}

    assert typed in render("kokevarsel", fields).body
    html = render("kokevarsel", fields, channel=ChannelName.EMAIL).html
    assert "<b>" not in html
    assert "{{ number }}{% if x %}&lt;b&gt;&amp;&#34;&#39;" in html


@pytest.mark.parametrize("typed", ["to\nlinjer", "null\x00tegn", "skille\u2028linje"])
def test_a_field_is_one_line(typed: str, render: Render) -> None:
    """A line break in a field would break a subject line."""
    ((_, what),) = _faults(render, "kokevarsel", {"sted": typed, "neste_melding": "09:00"})

    assert what.endswith("Skriv teksten på én linje.")


def test_a_field_with_its_own_full_stop_gives_no_two(render: Render) -> None:
    """People end what they type with a full stop, or not; the text is the same."""
    texts = {
        render("evakuering", EVACUATION | {"moteplass": typed}, areas=HERE).body
        for typed in ("Løten ungdomsskole", "Løten ungdomsskole.", " Løten  ungdomsskole ")
    }

    assert len(texts) == 1


def test_a_letter_in_two_pieces_is_put_together(render: Render) -> None:
    """«Å» as some machines type it does not make the SMS dear."""
    text = render("kokevarsel", {"sted": "A\N{COMBINING RING ABOVE}dalsbruk", "neste_melding": "09:00"}).body

    assert "Ådalsbruk" in text
    assert count(text).encoding == "GSM-7"


def test_a_long_place_costs_the_least_needed(render: Render) -> None:
    """With little room the advice becomes short before a third part is paid for; nothing of place or time is lost."""
    place = "Nordre og søndre Ådalsbruk, Brenneriroa og hele Jønsrud"
    text = render("kokevarsel", {"sted": place, "neste_melding": "09:00"}).body

    assert count(text).parts == 2
    assert place in text
    assert "Neste melding innen 22.11 kl 09." in text


def test_required_fields_and_languages_are_known_beforehand(rendering: Rendering) -> None:
    """What the form asks for is read from the same plan as the texts."""
    assert rendering.languages("kokevarsel") == ("nb", "nn", "en")
    assert rendering.required_fields("kokevarsel") == ("neste_melding",)
    assert rendering.required_fields("evakuering") == ("fare", "moteplass")
    assert rendering.required_fields("stromutfall") == ()
    assert rendering.required_fields("kokevarsel", AlertKind.ALL_CLEAR) == ()


def test_the_promise_is_the_moment_that_is_printed(rendering: Rendering) -> None:
    """«09:00» typed at 03:40 is nine o'clock that day; typed at ten it is the next day's."""

    def promise(at: datetime) -> datetime | None:
        values = Values(fields={"neste_melding": "09:00"}, number="1", composed_at=at)
        return rendering.promise(scenario="kokevarsel", kind=AlertKind.FIRST, values=values)

    assert promise(NIGHT) == datetime(2026, 11, 22, 9, tzinfo=OSLO)
    assert promise(NIGHT + timedelta(hours=7)) == datetime(2026, 11, 23, 9, tzinfo=OSLO)


def test_an_all_clear_promises_nothing(render: Render) -> None:
    """Fields carried over from the alert before do not come out in a message that ends it."""
    text = render("kokevarsel", {"neste_melding": "21.11 09:00"}, kind=AlertKind.ALL_CLEAR, areas=HERE).body

    assert "Neste melding" not in text


def test_an_update_says_what_is_new_as_a_sentence(render: Render) -> None:
    """What is typed becomes a sentence: capital first, full stop last, once."""
    fields = {"neste_melding": "09:00", "endring": "vi har tatt nye prøver"}
    text = render("kokevarsel", fields, kind=AlertKind.UPDATE, areas=HERE).body

    assert "kl 03.40: Vi har tatt nye prøver. Kokevarselet i Ådalsbruk gjelder fortsatt. " in text


@given(typed=st.text(max_size=90))
def test_no_text_in_a_field_makes_it_fail(typed: str, render: Render) -> None:
    """Whatever is typed, the answer is a text with it, or a fault about it."""
    try:
        text = render(
            "kokevarsel",
            {"sted": typed, "neste_melding": "09:00"},
            areas=HERE,
            channel=ChannelName.EMAIL,
            mode=Mode.EXERCISE,
        )
    except InvalidInput as error:
        told = [fault.where for fault in error.faults]
    else:
        told = ["fields.sted"]
        assert text.body.startswith("ØVELSE")
        assert text.body.endswith("ØVELSE")
        assert "\n" not in text.headline

    assert told == ["fields.sted"]


@pytest.mark.requirement("R062")
@pytest.mark.parametrize(
    "typed",
    [
        "http://loten.kommune.no/d",
        "loten.kommune.no/d",
        "https://",
        "https://a:b@loten.kommune.no",
        'https://x.no/"><b>',
    ],
)
def test_a_broadcast_is_a_whole_https_link(typed: str, render: Render) -> None:
    """What somebody presses on must be what it says it is."""
    given = {"neste_melding": "09:00", "direktesending": typed}
    ((where, what),) = _faults(render, "kokevarsel", given, areas=HERE, kind=AlertKind.UPDATE)

    assert where == "fields.direktesending"
    assert "Skriv hele lenken med https foran" in what
