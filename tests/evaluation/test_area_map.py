"""Where it was, on the report: the plan's areas and what was drawn, as a picture with words beside it."""

from __future__ import annotations

import re
from typing import Any

from dispatcher.composing.request import Sketch
from dispatcher.domain.drawing import circle
from dispatcher.evaluation import report_html
from tests.office import OfficeScene

NASTY = '<b>rundt</b> "skolen"'


def report(office: OfficeScene, **asked: Any) -> str:
    alert = office.trigger(**asked)
    if asked.get("scenario") == "evakuering":
        office.clear(alert)
    office.approve(alert, office.submit(alert), seen=("same-text", "outside"))
    return office.ledger.read_now(report_html, int(alert.partition("-")[0]))


def test_the_drawn_area_is_on_the_report_under_its_name(office: OfficeScene) -> None:
    """In words and as a picture; whatever it is called is text. A list of streets has words alone."""
    drawn = Sketch(name=NASTY, geometry=circle(11.34, 60.81, 1500))
    html = report(office, areas=("ostvang",), drawn=(drawn,))
    drawings = re.findall(r'<svg [^>]*class="where".*?</svg>', html, re.DOTALL)
    listed = report(office, areas=("trykksone-adalsbruk",))

    assert len(drawings) == 1
    assert drawings[0].count('stroke="#0b4a6f"') == 2
    assert "Østvang og &lt;b&gt;rundt&lt;/b&gt; &quot;skolen&quot;" in drawings[0]
    assert "<b>rundt" not in html
    texts = re.findall(r"<text ([^>]*)>Østvang", drawings[0])
    assert ["stroke" in text for text in texts] == [
        True,
        False,
    ]  # ground, then letters
    assert "Kommunegrense: Kartverket (CC BY 4.0)." in html
    assert 'class="where"' not in listed
    assert "Området på kart" not in listed


def test_the_danger_zone_is_told_from_the_rest(office: OfficeScene) -> None:
    """By colour, by its broken line and in words."""
    zones = {"evakuer": ("nordbyvegen-myrvegen-flate",), "nabo": ("nordbyvegen-naboer",)}
    fields = {"fare": "leirskred", "moteplass": "loten-ungdomsskole"}
    html = report(office, scenario="evakuering", fields=fields, zones=zones, areas=())

    assert "Faresone: Nordbyvegen og Myrvegen (kart). Ellers: Naboer til Nordbyvegen." in html
    assert html.count('stroke="#8f1216"') == 1
    assert "nærmere" not in html


def test_a_small_danger_zone_is_drawn_from_near_too(office: OfficeScene) -> None:
    """Beside the whole municipality it is a dot, and the dot is what it is all about."""
    zones = {"evakuer": ("nordbyvegen-myrvegen-flate",), "resten": ("hele-kommunen",)}
    fields = {"fare": "leirskred", "moteplass": "loten-ungdomsskole"}
    html = report(office, scenario="evakuering", fields=fields, zones=zones, areas=())
    wide, near = re.findall(r'<path d="M(\S+) [^"]*" fill="#8f1216"', html)

    assert "Varsel 1001-1, nærmere: Nordbyvegen og Myrvegen (kart)." in html
    assert html.count('class="where"') == 2
    assert wide != near
