"""Every text the shipped plan can send, read by rules that a municipality lives by."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from dispatcher.domain.errors import Fault
from dispatcher.domain.plan import Plan
from dispatcher.domain.segments import count
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Mode
from dispatcher.rendering import Rehearsed, Rendering, rehearse
from dispatcher.rendering.rehearsal import Part
from tests.rendering.conftest import NIGHT, REPOSITORY

RELATIVE = re.compile(
    r"\b(i dag|i morgen|i kveld|i natt|nettopp|snart|i går|today|tonight|tomorrow|yesterday|soon|i morgon)\b",
    re.IGNORECASE,
)
TURN_TO = re.compile(r"\b11[0-3]\b|(brannstasjonen|fire station) (eller|or) (rådhuset|the town hall|town hall)")
FORBIDDEN = re.compile(r"panikk|panic|https?://|bit\.ly", re.IGNORECASE)


@pytest.fixture(scope="module")
def texts(rendering: Rendering) -> list[Rehearsed]:
    """Every combination; a combination that cannot be rendered fails here, with its reason."""
    found = list(rehearse(rendering, NIGHT))

    assert [str(item) for item in found if isinstance(item, Fault)] == []
    return [item for item in found if isinstance(item, Rehearsed)]


def _pieces(item: Rehearsed) -> Iterator[str]:
    yield from (piece for piece in (item.text.headline, item.text.body, item.text.instruction) if piece)


def _once(texts: list[Rehearsed]) -> list[Rehearsed]:
    """Each text once: a test reads as an exercise does, and is the same text."""
    return list({id(item.text): item for item in texts}.values())


@cache
def _visible(html: str) -> str:
    """What a reader of the e-mail sees, in order."""
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  html.parser calls it so
            seen.append("" if tag == "a" else " ")

        def handle_data(self, data: str) -> None:
            seen.append(data)

    Reader().feed(html)
    return " ".join("".join(seen).split())


def test_every_combination_is_there(texts: list[Rehearsed], plan: Plan) -> None:
    """Every scenario and zone; kinds, fates, false alarms; thirteen forms in three languages and modes."""
    everybody = len(AlertKind) + 3 + 2  # kept; the same taken back; a false alarm, and that taken back
    citizens = 2 + 2  # added and released
    scenarios, zones = len(plan.scenarios), sum(len(scenario.zones) for scenario in plan.scenarios.values())
    in_one_language = scenarios * (everybody * 13 + citizens * 3) + zones * (everybody + citizens) * 3

    assert len(texts) == in_one_language * 3 * 3
    assert len({item.name for item in texts}) == len(texts)


def test_no_hole_no_brace_no_dangling_sign(texts: list[Rehearsed]) -> None:
    """No template sign is left, nothing is doubled or dangling, every sentence ends."""
    wrong = re.compile(r"[{}\\]|%}|None|Missing|  | [.,;:!?](\s|$)|\.\.|,,|,\.|:\.|\(\)|\( | \)|&(amp|lt|gt|quot);")
    for item in _once(texts):
        for piece in _pieces(item):
            assert not wrong.search(piece), f"{item.name}: {piece}"
            assert piece == piece.strip()
        if item.channel is ChannelName.BANNER:
            assert item.text.headline
            assert item.text.body.endswith((".", "ØVELSE")), item.name
            assert item.text.instruction.endswith((".", "ØVELSE")), item.name


@pytest.mark.requirement("R055", "R056")
def test_every_sms_is_gsm_7_and_within_two_parts(texts: list[Rehearsed]) -> None:
    """The short form fits its channel in all three languages, ØVELSE counted; one odd sign triples the price."""
    for item in _once(texts):
        if item.channel is ChannelName.SMS:
            cost = count(item.text.body)

            assert cost.culprits == (), f"{item.name}: {cost.culprits}"
            assert cost.parts <= 2, f"{item.name} is {cost.units} units: {item.text.body}"


def test_what_is_not_real_says_so_first_and_last(texts: list[Rehearsed]) -> None:
    """ØVELSE stands first and last in every text of an exercise or a test, headline and HTML too, and never else."""
    for item in _once(texts):
        html = [_visible(item.text.html)] if item.text.html else []
        lock_screen = [f"{item.text.headline}. {item.text.body}"] if item.channel is ChannelName.PUSH else []
        for piece in lock_screen or (*_pieces(item), *html):
            if item.mode is Mode.REAL:
                assert "ØVELSE" not in piece
            else:
                assert piece.startswith("ØVELSE"), f"{item.name}: {piece}"
                assert piece.endswith("ØVELSE"), f"{item.name}: {piece}"


@pytest.mark.requirement("R087")
def test_no_two_languages_have_the_same_text(texts: list[Rehearsed]) -> None:
    """Each language is written, none is another's copy; English words are not in the Norwegian e-mails, and back."""
    by_form: dict[tuple[object, ...], set[str]] = {}
    for item in texts:
        key = (item.scenario, item.part, item.channel, item.cls, item.mode)
        by_form.setdefault(key, set()).add(item.text.body)

    assert all(len(bodies) == 3 for bodies in by_form.values())
    for item in texts:
        if item.channel is ChannelName.EMAIL:
            words = set(re.findall(r"[a-zæøå]+", item.text.body.casefold()))
            assert bool({"the", "and", "this"} & words) == (item.language == "en"), item.name
            assert bool({"ikkje", "frå", "eigne", "framleis"} & words) == (item.language == "nn"), item.name


def test_every_sms_says_who_when_and_which(texts: list[Rehearsed]) -> None:
    """Sender, absolute date and time and the alert's number are in every SMS; no word that ages is."""
    for item in _once(texts):
        assert not any(RELATIVE.search(piece) or FORBIDDEN.search(piece) for piece in _pieces(item)), item.name
        if item.channel is ChannelName.SMS:
            moment = "22 Nov 03:40" if item.language == "en" else "22.11 kl 03.40"

            assert moment in item.text.body
            assert "Løten kommune" in item.text.body
            assert re.search(r"Nr 4821(\. ØVELSE)?$", item.text.body), item.name


def test_a_link_only_where_the_page_can_help(texts: list[Rehearsed], plan: Plan) -> None:
    """The bare page stands in the SMS of a kokevarsel, and in none about danger to life or lost power."""
    linked = {scenario.key for scenario in plan.scenarios.values() if scenario.link}

    assert "kokevarsel" in linked
    assert not linked & {"evakuering", "giftig-royk", "stromutfall"}
    for item in texts:
        if item.channel is ChannelName.SMS and item.cls is not AudienceClass.LEADER:
            assert ("loten.kommune.no/krise" in item.text.body) == (item.scenario in linked), item.name


def test_the_action_comes_first_when_lives_are_at_stake(texts: list[Rehearsed]) -> None:
    """An evacuation begins with what to do and ends with who says so; all others begin with what it is and who."""
    first = {
        (item.scenario, item.language): item.text.body
        for item in texts
        if (item.part, item.channel, item.cls, item.mode)
        == (Part(kind=AlertKind.FIRST), ChannelName.SMS, AudienceClass.CITIZEN, Mode.REAL)
    }

    assert first["evakuering", "nb"].startswith("EVAKUER STRAKS. ")
    assert first["evakuering", "nn"].startswith("EVAKUER STRAKS. ")
    assert first["evakuering", "en"].startswith("EVACUATE NOW. ")
    assert first["evakuering", "nb"].endswith("Løten kommune 22.11 kl 03.40 Nr 4821")
    assert first["kokevarsel", "nb"].startswith("KOKEVARSEL fra Løten kommune 22.11 kl 03.40: ")
    assert first["kokevarsel", "nn"].startswith("KOKEVARSEL frå Løten kommune 22.11 kl 03.40: ")
    assert first["stromutfall", "nb"].startswith("STRØMBRUDD fra Løten kommune 22.11 kl 03.40: ")


@pytest.mark.requirement("R068")
def test_the_first_message_says_what_is_known_what_is_not_and_what_is_done(texts: list[Rehearsed]) -> None:
    """Openness: known, unknown, being done, and when the next word comes, in every first e-mail, in each language."""
    headings = {
        "nb": ("DETTE VET VI\n", "DETTE VET VI IKKE\n", "DETTE GJØR VI NÅ\n", "NESTE MELDING\n"),
        "nn": ("DETTE VEIT VI\n", "DETTE VEIT VI IKKJE\n", "DETTE GJER VI NO\n", "NESTE MELDING\n"),
        "en": ("WHAT WE KNOW\n", "WHAT WE DO NOT KNOW\n", "WHAT WE ARE DOING\n", "NEXT MESSAGE\n"),
    }
    for item in texts:
        if item.part == Part(kind=AlertKind.FIRST) and item.channel is ChannelName.EMAIL:
            promised = item.scenario != "stromutfall" and item.cls is not AudienceClass.STAFF
            for heading in headings[item.language][: 4 if promised else 3]:
                assert f"\n\n{heading}" in item.text.body, f"{item.name} lacks {heading}"


@pytest.mark.requirement("R056")
def test_headline_short_and_long_are_three_texts(texts: list[Rehearsed]) -> None:
    """One message, three lengths: a headline, an SMS and an e-mail that says more than the SMS."""
    sms = {(i.scenario, i.part, i.cls, i.language): i.text for i in texts if i.channel is ChannelName.SMS}
    for item in texts:
        if item.channel is ChannelName.EMAIL and item.kind is AlertKind.FIRST and item.mode is Mode.REAL:
            short = sms[item.scenario, item.part, item.cls, item.language].body

            assert len(item.text.headline) < len(short) < len(item.text.body)
            assert "\n" not in item.text.headline
        if item.channel is ChannelName.BANNER:
            assert len(item.text.headline) < 140


def test_the_html_is_well_formed_in_its_language_and_says_what_the_text_says(texts: list[Rehearsed]) -> None:
    """A reading machine gets the language, one h1, headings, and the words of the plain text in the same order."""
    for item in _once(texts):
        if item.channel is not ChannelName.EMAIL:
            assert item.text.html == ""
            continue
        root = ET.fromstring(item.text.html.replace("<!doctype html>", ""))  # noqa: S314  our own text
        plain = re.sub(r"\n- ", "\n", item.text.body).split()
        seen = _visible(item.text.html).split()

        assert root.get("lang") == item.language
        assert len(root.findall(".//h1")) == 1
        assert root.findall(".//h2")
        assert not root.findall(".//script")
        assert [a.get("href") for a in root.iter("a")] in ([], ["https://loten.kommune.no/krise"])
        assert _in_order([word.casefold() for word in plain], [word.casefold() for word in seen]), item.name


def _in_order(needles: list[str], words: list[str]) -> bool:
    rest = iter(words)
    return all(needle in rest for needle in needles)


@pytest.mark.requirement("R014")
def test_staff_are_told_what_to_say(texts: list[Rehearsed]) -> None:
    """Every staff text says who speaks to the press, and nobody else is told not to have a view."""
    for item in texts:
        if item.cls is AudienceClass.STAFF:
            assert "42 00 00 00" in item.text.body, item.name
        own_views = ("egne vurderinger", "eigne vurderingar", "your own views")
        assert any(words in item.text.body for words in own_views) == (item.cls is AudienceClass.STAFF), item.name


@pytest.mark.requirement("R077")
def test_the_service_desk_has_answers(texts: list[Rehearsed]) -> None:
    """What people will ask, and what to say, stands in the staff e-mail while it lasts; nobody else gets it."""
    heading = {
        "nb": "SVAR TIL DEM SOM SPØR\n- ",
        "nn": "SVAR TIL DEI SOM SPØR\n- ",
        "en": "ANSWERS TO THOSE WHO ASK\n- ",
    }
    asked = {AlertKind.FIRST, AlertKind.UPDATE, AlertKind.CORRECTION}
    for item in texts:
        if item.channel is ChannelName.EMAIL and item.scenario not in (
            "evakuering",
            "alvorlig-hendelse",
        ):  # police words
            lasts = item.kind in asked and item.part == Part(kind=item.kind)
            staff = item.cls is AudienceClass.STAFF

            assert (heading[item.language] in item.text.body) == (staff and lasts), item.name


@pytest.mark.requirement("R037")
def test_leaders_are_told_to_tell_their_own(texts: list[Rehearsed]) -> None:
    """In every e-mail to leaders, of whatever kind, and in nobody else's."""
    words = {"nb": "dine egne ansatte", "nn": "dine eigne tilsette", "en": "tell your own staff"}
    for item in texts:
        if item.channel is ChannelName.EMAIL:
            said = f"{words[item.language]} n" in item.text.body
            assert said == (item.cls is AudienceClass.LEADER), item.name


@pytest.mark.requirement("R049")
def test_staff_are_asked_for_what_they_see_and_told_whom_to_tell(texts: list[Rehearsed]) -> None:
    """What the municipality needs from them, and their leader as the one to tell, in every e-mail to staff."""
    asked = {
        "nb": "DET VI TRENGER FRA DEG\nSi fra til lederen din",
        "nn": "DET VI TRENG FRÅ DEG\nSei frå til leiaren din",
        "en": "WHAT WE NEED FROM YOU\nTell your manager",
    }
    for item in texts:
        if item.channel is ChannelName.EMAIL:
            assert (asked[item.language] in item.text.body) == (item.cls is AudienceClass.STAFF), item.name


@pytest.mark.requirement("R043")
def test_the_short_text_to_staff_points_to_the_page(texts: list[Rehearsed], plan: Plan) -> None:
    """An SMS is short and says where the rest stands, wherever the page can help."""
    for item in texts:
        if item.channel is ChannelName.SMS and item.cls is AudienceClass.STAFF:
            assert (plan.municipality.page in item.text.body) == plan.scenarios[item.scenario].link, item.name


@pytest.mark.requirement("R093")
def test_a_citizen_is_told_where_to_turn(texts: list[Rehearsed], plan: Plan) -> None:
    """An e-mail says that it cannot be answered and whom to ring; an SMS has the page, wherever the page can help.

    Where no link stands in it, it has a number to ring, or where to go when phones are dead.
    """
    cannot = {"nb": "Du kan ikke svare på", "nn": "Du kan ikkje svare på", "en": "cannot reply"}
    for item in texts:
        if item.cls is not AudienceClass.CITIZEN:
            continue
        if item.channel is ChannelName.EMAIL:
            assert cannot[item.language] in item.text.body, item.name
            assert "110" in item.text.body, item.name
        if item.channel is ChannelName.SMS and plan.scenarios[item.scenario].link:
            assert plan.municipality.page in item.text.body, item.name
        elif item.channel is ChannelName.SMS:
            assert TURN_TO.search(item.text.body), item.name


@pytest.mark.requirement("R122")
def test_who_wants_a_case_is_pointed_to_postmottak(texts: list[Rehearsed], plan: Plan) -> None:
    """A citizen's e-mail cannot be answered: it says where to write, in their language, if the plan names the place."""
    to = {
        "nb": "Vil du at kommunen skal behandle en sak? Skriv til postmottak@loten.example.",
        "nn": "Vil du at kommunen skal behandle ei sak? Skriv til postmottak@loten.example.",
        "en": "Do you want the municipality to handle a case? Write to postmottak@loten.example.",
    }
    mails = [one for one in texts if (one.cls, one.channel) == (AudienceClass.CITIZEN, ChannelName.EMAIL)]
    water = {"kokevarsel": plan.scenarios["kokevarsel"]}
    archive = plan.archive.model_copy(update={"postmottak": None})
    nowhere = plan.model_copy(update={"archive": archive, "scenarios": water})
    without = [
        str(one.text) for one in rehearse(Rendering.load(REPOSITORY, nowhere), NIGHT) if isinstance(one, Rehearsed)
    ]

    assert {one.language for one in mails} == set(to)
    assert [one.name for one in mails if to[one.language] not in one.text.body] == []
    assert [one.name for one in texts if one not in mails and "postmottak@" in one.text.body] == []
    assert len(without) == len([one for one in texts if one.scenario == "kokevarsel"])
    assert [text for text in without if "postmottak" in text or "behandle en sak" in text] == []
