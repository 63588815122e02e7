"""What is printed: a poster a language that can be hung up, and a call list for those who act."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest

from dispatcher.approval import decisions
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.printing.fitting import size_for
from dispatcher.printing.posters import sentences
from dispatcher.printing.sheets import sheets
from dispatcher.rendering.rehearsal import Rehearsed, rehearse
from tests.office import NIGHT, OfficeScene, shipped
from tests.sending import send_all


class Elements(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def printed(office: OfficeScene, alert: str, *, lists: bool = True) -> str:
    return office.ledger.read_now(lambda connection: sheets(connection, alert, office.now, lists=lists, home=Path()))


@pytest.mark.requirement("R089", "R090")
def test_a_poster_in_each_language_with_the_approved_text(office: OfficeScene) -> None:
    """Municipality, time, number, the text, what to do, and the page as a code; ØVELSE first and last."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)
    page = printed(office, alert)
    posters = page.split('<section class="sheet poster')[1:]

    assert [re.search(r'lang="(\w+)"', poster)[1] for poster in posters] == ["nb", "nn", "en"]  # type: ignore[index]
    first = " ".join(posters[0].replace("\N{NO-BREAK SPACE}", " ").split())
    for words in (
        "Løten kommune",
        "22. november 2026 kl. 03.14",
        "Nr 1001",
        "<h1>Kokevarsel i Ådalsbruk</h1>",
        "<li>Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner.</li>",
        "loten.kommune.no/krise",
    ):
        assert words in first
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in first or "<svg" in first
    assert first.count("ØVELSE") == 2
    assert first.index("ØVELSE") < first.index("Løten kommune") < first.rindex("ØVELSE")


@pytest.mark.requirement("R041")
def test_a_notice_to_staff_in_each_language_with_the_text_they_were_sent(office: OfficeScene) -> None:
    """For the wall where nobody has a desk: word for word, and a draft says that it must not hang."""
    alert, fingerprint = office.submitted()
    draft = printed(office, alert).split('<section class="sheet list flow notice')[1:]
    office.approve(alert, fingerprint)
    approved = printed(office, alert).split('<section class="sheet list flow notice')[1:]
    text = html.unescape(approved[0].partition("<pre>")[2].partition("</pre>")[0])

    assert [re.search(r'lang="(\w+)"', notice)[1] for notice in approved] == ["nb", "nn", "en"]  # type: ignore[index]
    assert "Oppslag til ansatte" in approved[0]
    assert text.strip() == office.text(alert, "staff.email.nb").strip()
    assert text.startswith("ØVELSE")
    assert all("warning" in notice for notice in draft)
    assert not any("warning" in notice for notice in approved)


def test_nothing_is_fetched_and_nothing_runs(office: OfficeScene) -> None:
    """No script, no link, no picture from elsewhere: it prints without a network."""
    alert, _ = office.submitted()
    found = Elements(printed(office, alert))

    assert not {"script", "link", "img", "iframe", "a"} & set(found.names)
    assert not [name for name, _ in found.attributes if name in ("src", "href") or name.startswith("on")]


@pytest.mark.parametrize(("state", "words"), [("draft", "UTKAST"), ("stopped", "GJELDER IKKE LENGER")])
def test_what_must_not_hang_says_so(state: str, words: str, office: OfficeScene) -> None:
    """A draft, and an alert that was stopped."""
    alert, fingerprint = office.submitted()
    if state == "stopped":
        office.approve(alert, fingerprint)
        office.decide(decisions.stop, alert, "anne", "Feil område")

    assert words in printed(office, alert)


@pytest.mark.requirement("R088")
def test_the_call_list_has_those_nobody_reached(office: OfficeScene) -> None:
    """With where they live and why; without the right to act there is no list, and no name on the paper."""
    alert, fingerprint = office.submitted()
    office.approve(alert, fingerprint)
    send_all(office.ledger, office.now)
    page, without = printed(office, alert), printed(office, alert, lists=False)
    citizens = page[page.index("Ringeliste: Innbyggere") :]

    assert "1 person er ikke nådd" in " ".join(citizens.split())
    assert "Åshild Tenkelien" in citizens
    assert "ingen adresse" in citizens
    assert "Ringeliste" not in without
    assert "Åshild" not in without


def test_every_text_of_the_plan_fits_on_one_sheet() -> None:
    """In every scenario, kind and language, by the sizes' own reckoning; and a longer one is printed smaller."""
    plan, rendering = shipped()
    texts = [each for each in rehearse(rendering, NIGHT) if isinstance(each, Rehearsed)]
    banners = [each for each in texts if each.channel is ChannelName.BANNER and each.mode is Mode.REAL]
    sizes = {
        size_for(each.text.headline, sentences(each.text.body), sentences(each.text.instruction), exercise=exercise)
        for each, exercise in product(banners, (False, True))
    }

    assert len(banners) > 50, plan.hash
    assert sizes <= {"large", "middle", "small"}
    assert size_for("Kort", ["Kort."], ["Kort."], exercise=False) == "large"
    assert size_for("Kort", ["Kort."] * 40, [], exercise=False) == "tiny"
