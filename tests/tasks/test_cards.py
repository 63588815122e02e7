"""Picture cards: the approved words, all of them, inside the picture, and read aloud by the alt text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from dispatcher.domain.errors import NotFound
from dispatcher.domain.plan.people_and_places import Branding
from dispatcher.plan_file.brand import brand_on_paper
from dispatcher.printing.cards import Card, cards, cards_of_task
from dispatcher.printing.posters import Poster, posters
from dispatcher.printing.sheets import environment
from dispatcher.printing.words import words_of
from tests.plan.test_branding import png
from tests.tasks.night import Night

UPRIGHT = (1080, 1350)
HOME = Path()
PURPLE = b"\x5b\x2a\x86"


def of_task(night: Night, key: str) -> list[Card]:
    return night.ledger.read_now(cards_of_task, int(night.task(key)["id"]), HOME)


def said(poster: Poster) -> list[str]:
    return [poster.headline, *poster.lines, *poster.todo, poster.when]


@pytest.mark.requirement("R070")
async def test_every_approved_word_is_on_the_cards_and_in_their_alt_text(night: Night) -> None:
    """In each language, with the municipality's name, and marked as the exercise it is."""
    alert = await night.approved()
    found = of_task(night, "facebook")
    sheets = night.ledger.read_now(posters, alert, night.office.plan)

    assert [card.language for card in found if card.number == 1] == ["nb", "nn", "en"]
    for poster in sheets:
        alts = " ".join(card.alt for card in found if card.language == poster.language)
        drawn = " ".join(line.text for card in found if card.language == poster.language for line in card.lines)
        assert [words for words in said(poster) if words not in alts or words not in drawn] == []
        assert alts.startswith(words_of(poster.language).exercise)
        assert "Løten kommune" in alts


async def test_nothing_runs_out_of_the_picture(night: Night) -> None:
    """However long the text: the letters shrink, then there are more cards; the paper round them stays white."""
    alert = await night.approved()
    (short, *_) = night.ledger.read_now(posters, alert, night.office.plan)
    lengths = {card.of for card in night.ledger.read_now(cards, alert, night.office.plan, HOME)}
    for card in night.ledger.read_now(cards, alert, night.office.plan, HOME):
        image = Image.open(io.BytesIO(card.png()))
        assert image.size == UPRIGHT
        # The margins, between the bars of head and foot and their stripes: paper and nothing else.
        for left, right in ((0, 60), (UPRIGHT[0] - 60, UPRIGHT[0])):
            assert image.crop((left, 230, right, 1130)).getcolors() == [(60 * 900, (255, 255, 255))]
        assert image.crop((0, 1110, UPRIGHT[0], 1145)).getcolors() == [(UPRIGHT[0] * 35, (255, 255, 255))]
    assert short.exercise
    assert max(lengths) <= 3


async def test_only_tasks_that_the_plan_gives_one_have_a_card(night: Night) -> None:
    """A poster on a wall needs none, and a number that nothing has is not found."""
    await night.approved()

    assert of_task(night, "nrk") == []
    with pytest.raises(NotFound):
        night.ledger.read_now(cards_of_task, 10**6, HOME)


@pytest.mark.requirement("R082", "R083")
async def test_poster_and_card_wear_the_municipalitys_name_and_logo(night: Night, tmp_path: Path) -> None:
    """As the public pages do; a logo that is gone stops neither."""
    alert = await night.approved()
    (tmp_path / "vapen.png").write_bytes(png(96, 96, PURPLE))
    look = Branding(name="Løten", logo="vapen.png", accent="#5b2a86")
    plan = night.office.plan
    plan = plan.model_copy(update={"municipality": plan.municipality.model_copy(update={"branding": look})})

    (card, *_) = night.ledger.read_now(cards, alert, plan, tmp_path)
    image = Image.open(io.BytesIO(card.png())).convert("RGB")
    seen = {colour for _, colour in image.crop((70, 1140, 160, 1260)).getcolors(10**5) or ()}
    assert tuple(PURPLE) in seen
    assert card.alt.endswith("Løten.")
    (bare, *_) = night.ledger.read_now(cards, alert, plan, tmp_path / "elsewhere")
    assert bare.alt == card.alt

    brand = brand_on_paper(plan.municipality, tmp_path)
    poster = (
        environment()
        .get_template("poster.html")
        .render(
            poster=night.ledger.read_now(posters, alert, plan)[0], municipality=plan.municipality, brand=brand, code=""
        )
    )
    assert '<img class="logo" src="data:image/png;base64,' in poster
    assert '<p class="sender">Løten</p>' in poster
