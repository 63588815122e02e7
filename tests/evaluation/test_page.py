"""The report as a page: whole, safe, readable by everybody, and marked when it was not real."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from dispatcher.evaluation import style_source
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.reading import Element, table
from tests.evaluation.written import ALERT, MINUTE, PLAN, SECOND, T0, Human, Send, Step, Story, Try
from tests.evaluation.written import Told as Line

Tell = Callable[[Story], Told]
NASTY = "<script>alert(1)</script>\"'&"


def ahead(seconds: int, *, urgency: str = "expected", share: float | None = 0.9) -> Story:
    """Two of the staff and two citizens; the staff were told so many seconds before the citizens."""
    citizens = T0 + 20 * MINUTE
    steps = [
        Step(name="Ansatte", audiences=("vakt",), opened=T0 + 10 * MINUTE, by="approval"),
        Step(name="Innbyggere", audiences=("innbyggere",), opened=citizens, by="share", share=share),
    ]
    humans = [
        Human(ref="s1", wave=0, cls="staff", sends={"sms": Send(accepted=citizens - seconds * SECOND)}),
        Human(ref="s2", wave=0, cls="staff", sends={"sms": Send(accepted=citizens + 5 * MINUTE)}),
        Human(ref="i1", wave=1, cls="citizen", sends={"sms": Send(accepted=citizens)}),
        Human(ref="i2", wave=1, cls="citizen", sends={"sms": Send(accepted=citizens + SECOND)}),
    ]
    return Story(steps=steps, humans=humans, urgency=urgency, done=citizens + MINUTE)


def draft(state: str = "draft") -> Story:
    """Night A as it stood before anybody approved it."""
    story = night_a(40)
    for human in story.humans:
        human.sends = {}
    story.steps = [replace(step, opened=None, by=None, done=None) for step in story.steps]
    story.state, story.approved, story.done, story.banner = state, None, None, None
    story.submitted = None if state == "draft" else T0 + 3 * MINUTE
    story.lines = story.lines[:4]
    return story


@pytest.mark.requirement("R124")
def test_the_page_has_every_part_of_an_evaluation(tell: Tell) -> None:
    """One h1, and the sections in the order in which they are read; no level is jumped."""
    page = tell(night_a(80)).page
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4")]

    assert [each.text for each in page.all("h2")] == [
        "Nøkkelfakta",
        "Historien i ti linjer",
        "Tidslinje",
        "Hvem ble nådd",
        "Ansatte før innbyggere",
        "Feil, og hva som bør gjøres",
        "De som ikke ble nådd",
        "Usikre sendinger",
        "Leverandører, kostnader og lister",
        "Beslutninger",
        "Avvik og unntak",
        "Det som ble sagt",
        "Vurdering, læring og tiltak",
        "Loggen",
        "Kilder",
    ]
    assert levels.count(1) == 1
    assert all(later - before <= 1 for before, later in pairwise(levels))
    assert all(each.attributes["id"] for each in page.all("h2"))


def test_the_page_needs_nothing_and_runs_nothing(tell: Tell) -> None:
    """No script, no handler, no style attribute, and no address that would be fetched."""
    html = tell(night_a(80)).html
    page = tell(night_a(80)).page
    attributes = {key for each in page.all(*{element.tag for element in every(page)}) for key in each.attributes}

    assert [link.attributes["href"] for link in page.all("link")] == ["data:,"]  # no icon: nothing is asked for
    assert not page.all("script", "img", "iframe", "object", "form", "base")
    assert not {key for key in attributes if key.startswith("on") or key in {"src", "style", "srcset"}}
    assert all((each.attributes["href"] or "").startswith("#") for each in page.all("a"))
    assert set(re.findall(r"https?://[^\"' ]+", html)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in html
    assert "@import" not in html


def every(page: Element) -> list[Element]:
    found: list[Element] = []
    for child in page.children:
        if isinstance(child, Element):
            found += [child, *every(child)]
    return found


def test_the_policy_for_the_one_style_sheet_fits_it(tell: Tell) -> None:
    """What the web server lets through is the page's own style and no other."""
    [style] = re.findall("<style>(.*?)</style>", tell(night_a(8)).html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert style_source() == f"'sha256-{digest}'"


def test_whatever_people_wrote_is_text(tell: Tell) -> None:
    """Markup in a log line, a reason, a text, a list's fault, a wave's and a plan's name is shown, never obeyed."""
    lost = Send(state="skipped", reason="bad address")
    story = Story(
        steps=[Step(name=NASTY, audiences=("innbyggere",), opened=T0, by=NASTY)],
        humans=[
            Human(ref="a", wave=0, cls="citizen", sends={"sms": lost}, fault=NASTY, list_key=NASTY),
            Human(
                ref="b",
                wave=0,
                cls="citizen",
                sends={"sms": Send(state="failed", reason=NASTY, tries=(Try(code=NASTY),))},
            ),
        ],
        lines=[
            Line(kind="log.line", actor=NASTY, at=T0, data={"text": NASTY, "kind": NASTY}),
            Line(kind=NASTY, actor="siri", at=T0, data={"x": NASTY}),
            Line(kind="alert.paused", actor="siri", at=T0, data={"why": NASTY}),
        ],
        plan=PLAN | {"municipality": {"name": NASTY}, "scenarios": {"kokevarsel": {"name": NASTY}}},
        body=NASTY,
    )
    told = tell(story)
    page = told.page

    assert not page.all("script")
    assert told.html.count("&lt;script&gt;") >= 10
    assert any(each.text == NASTY for each in page.all("pre"))


@pytest.mark.requirement("R124")
def test_every_table_is_named_and_its_headings_say_what_they_head(tell: Tell) -> None:
    """A caption, and a scope on each heading; what scrolls sideways can be reached with the keyboard."""
    page = tell(night_a(80)).page
    tables = page.all("table")

    assert len(tables) >= 10
    for each in tables:
        assert each.one("caption").text
        assert all(cell.attributes.get("scope") in {"col", "row", "rowgroup"} for cell in each.all("th"))
        assert each.parent is not None
        assert each.parent.attributes.get("tabindex") == "0"
        assert each.parent.attributes.get("aria-label")


def test_the_page_says_which_language_it_and_its_texts_are_in(tell: Tell) -> None:
    """The report is bokmål; a text that is not says so."""
    story = night_a(40)
    for human in story.humans[50:60]:
        human.language = "en"
    page = tell(story).page

    assert page.one("html").attributes["lang"] == "nb"
    assert {each.attributes["lang"] for each in page.all("pre")} == {"nb", "en"}


@pytest.mark.requirement("R125")
def test_an_exercise_says_so_first_and_last(tell: Tell) -> None:
    """The same report as for a real incident, and nobody can take it for one; printed, every sheet says it."""
    exercise, real = night_a(40), night_a(40)
    real.mode = "real"
    page, other = tell(exercise).page, tell(real).page
    body = page.one("body")
    marks = [each for each in every(body) if "mark" in each.classes]
    head, *_, foot = [child for child in body.children if isinstance(child, Element)]
    first, last = [[each for each in part.children if isinstance(each, Element)] for part in (head, foot)]

    assert (marks[0], marks[-1]) == (first[0], last[-1])
    assert all(each.text.startswith("ØVELSE") for each in marks)
    assert page.one("title").text.startswith("ØVELSE")
    assert page.one("svg", role="img").text.count("ØVELSE") == 3
    assert "exercise" in body.classes
    assert "ØVELSE" not in re.sub(r"(?s)<(style|pre).*?</\1>", "", tell(real).html)
    assert [each.text for each in page.all("h2")] == [each.text for each in other.all("h2")]


@pytest.mark.requirement("R033")
def test_citizens_before_staff_is_red_and_says_so(tell: Tell) -> None:
    """A negative lead stands in words and in red: on the card, in its section and among the deviations."""
    page = tell(ahead(-90)).page
    [card] = [each for each in page.all("li") if "bad" in each.classes]
    rows = table(page, "Forsprang for ansatte og ledere")

    assert "Innbyggerne fikk vite det FØR de ansatte." in card.text
    assert "1\u00a0min 30\u00a0s ETTER" in card.text
    assert rows[0][-1] == "minus 1\u00a0min 30\u00a0s"
    assert [each.text for each in page.all("p") if "alarm" in each.classes] == [
        "▲ Innbyggerne fikk vite det FØR de ansatte, 1\u00a0min 30\u00a0s før."
    ]
    assert any("FØR de ansatte" in row[1] for row in table(page, "som noen måtte avgjøre"))
    assert any("red" in cell.classes for cell in page.all("td"))


@pytest.mark.requirement("R033")
def test_staff_first_is_calm(tell: Tell) -> None:
    """A positive lead is told as a fact; with no gate in the plan 90 % is only a yardstick."""
    page = tell(ahead(45, share=None)).page

    assert not [each for each in every(page) if {"alarm", "bad", "red"} & each.classes]
    assert "De ansatte fikk vite det 45\u00a0s før de første utenfor huset." in page.text
    assert "målestokk" in table(page, "Forsprang for ansatte og ledere")[1][0]


@pytest.mark.requirement("R033")
def test_too_few_of_the_staff_first_is_red_too(tell: Tell) -> None:
    """The plan asked for 90 % of the staff; half of them knew."""
    page = tell(ahead(45)).page
    [alarm] = [each.text for each in page.all("p") if "alarm" in each.classes]

    assert "1 av 2 (50\u00a0%) var varslet" in alarm
    assert "Planen sier 90\u00a0%" in alarm


@pytest.mark.requirement("R033")
def test_staff_who_were_never_told_are_the_worst_case(tell: Tell) -> None:
    """No number can be red when there is none; the words are."""
    story = ahead(45)
    for human in story.humans[:2]:
        human.sends = {"sms": Send(state="failed", reason="blocked")}
    page = tell(story).page

    assert "Innbyggerne fikk vite det. De ansatte fikk det ikke." in page.text
    assert [each for each in page.all("li") if "bad" in each.classes]


@pytest.mark.requirement("R017")
def test_the_responsible_leader_is_named(tell: Tell) -> None:
    """Who answers for what was said, who sent it in and who approved it, in which capacity."""
    facts = tell(night_a(40)).page.one("dl")
    said = dict(zip((each.text for each in facts.all("dt")), (each.text for each in facts.all("dd")), strict=True))

    assert said["Ansvarlig leder"] == "kommunalsjef Per Testengen"
    assert said["Sendt inn"].endswith("av Siri Test, til 90 personer")
    assert said["Godkjent"].endswith("av Ola Øvingsrud som stedfortreder for ordfører")


@pytest.mark.requirement("R098")
def test_what_was_said_stands_word_for_word(tell: Tell) -> None:
    """Line breaks and spaces too, with the fingerprint under which it was approved."""
    body = "ØVELSE Første linje.\n\n  - innrykk   og mellomrom\nSiste linje. ØVELSE"
    story = night_a(40)
    story.body = body
    html = tell(story).html

    assert html.count(f">{body}</pre>") == 7
    assert "Det som ble sendt, er det som ble godkjent, ord for ord." in html


def test_figures_of_time_stand_in_words(tell: Tell) -> None:
    """The first figure of all: from knowing to the citizens, and each step on the way."""
    page = tell(night_a(80)).page
    rows = table(page, "Fra kommunen visste til innbyggerne ble varslet")

    assert "Fra kommunen visste til innbyggerne ble varslet: 33\u00a0min" in page.text
    assert [row[2:4] for row in rows[:5]] == [
        ["–", "–"],
        ["22\u00a0min", "22\u00a0min"],
        ["3\u00a0min", "25\u00a0min"],
        ["–", "–"],  # nobody was asked in this story
        ["7\u00a0min", "32\u00a0min"],
    ]


def test_without_knowing_when_it_was_known_the_report_says_so(tell: Tell) -> None:
    """The clock then runs from the trigger, and nobody is fooled."""
    story = night_a(40)
    story.known = None
    page = tell(story).page

    assert "Fra varselet ble utløst til innbyggerne ble varslet: 11\u00a0min" in page.text
    assert "Når kommunen visste, er ikke skrevet inn." in page.text


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "rejected", "expired"])
def test_what_was_never_approved_gives_a_sensible_report(tell: Tell, state: str) -> None:
    """It says that nobody got anything and whom it was meant for."""
    page = tell(draft(state)).page

    assert "Ingen har fått det." in page.text
    assert "Det var ment for 90 personer." in page.text
    assert "Den er ikke sendt." in page.text
    assert "venter" not in page.one("ul", **{"class": "cards"}).text


def test_an_incident_without_alerts_gives_a_report(tell: Tell) -> None:
    """Opened, and nothing more."""
    page = tell(Story(alert=False)).page

    assert "Hendelsen er åpnet, men har ingen varsler." in page.text
    assert len(page.all("h2")) == 15


def test_lines_by_hand_have_both_their_times(tell: Tell) -> None:
    """When it happened and when it was written; on the timeline it stands where it happened."""
    page = tell(night_a(40)).page
    rows = [row for row in table(page, "i den rekkefølgen det skjedde") if len(row) == 4]
    [index] = [index for index, row in enumerate(rows) if "Vannverket ringte" in row[1]]

    assert rows[index][0] == "03.00"
    assert rows[index][-1] == "22.11.2026 kl.\u00a003.14.00"
    assert "Kommunen fikk vite" in rows[index - 1][1]
    assert "Åpnet hendelsen" in rows[index + 1][1]


def test_a_broken_chain_is_the_loudest_thing(tell: Tell) -> None:
    """A line that was rewritten is named, and nothing after it is vouched for."""
    told = tell(night_a(40))

    def rewrite(connection: object) -> None:
        connection.exec_driver_sql("UPDATE journal SET actor = 'anne' WHERE seq = 5")  # type: ignore[attr-defined]

    told.ledger.write_now(rewrite)
    page = told.page

    assert "▲ Loggen er brutt ved linje 5: innholdet er endret." in page.text
    assert "Loggen er hel" not in page.text


def test_the_head_of_the_chain_is_on_the_report(tell: Tell) -> None:
    """Kept elsewhere, it shows that the journal was not written anew."""
    told = tell(night_a(40))

    assert told.page.text.count(told.record.chain.head) == 2
    assert told.record.journal[-1].hash == told.record.chain.head
    assert ALERT in told.json
