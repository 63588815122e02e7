"""Night A: kokevarsel at 03:12. Somebody is woken, those who must act know first, and the wrong text is overtaken."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.nights.hours import adds_up, bare, said, seconds, with_text
from tests.nights.night_a import APPROVERS, HALF, PUMP, Told, play, reminders

HONEST = {"skipped: no address", "skipped: bad address", "skipped: covered", "skipped: not needed"}


@pytest.mark.requirement("R009", "R097")
async def test_night_a(tmp_path: Path) -> None:
    """From the phone that rings at 03:12 to the all-clear on 25.11, and the report of it."""
    told = await play(tmp_path)

    _woken(told)
    _nobody_outside_before_their_time(told)
    _the_wrong_text_is_overtaken(told)
    _everybody_has_the_right_one(told)
    _the_promise_is_watched(told)
    _report_tells_it(told)
    assert {view["state"] for view in told.views.values()} == {"done"}
    assert all(adds_up(view) for view in told.views.values())
    assert told.verdict == 0


def _woken(told: Told) -> None:
    """All of them ring, the first yes counts, and no call is one; when it was known stands on the incident."""
    rung = {one["to"] for one in told.journal if one["channel"] == "voice"}
    assert told.incident["known_at"] == "2026-11-22T01:50:00.000Z"
    assert {*APPROVERS.values()} <= rung
    assert told.views[told.wrong]["approved_by"] == "per"
    assert told.views[told.wrong]["approval"]["capacity"] == "kommunalsjef-teknisk"
    assert told.late_yes["title"] == "Varselet er allerede godkjent av per."
    assert ("varaordforer", "cannot", "voice") in {
        (one["person"], one["answer"], one["way"]) for one in told.incident["answers"]
    }
    assert 0 < told.night["submit_to_approver_ringing"] < 30
    assert 0 < told.night["trigger_to_crisis_team_ringing"] < 30


def _nobody_outside_before_their_time(told: Told) -> None:
    """«Nå eller 06.15?» is asked before it can be submitted; with 06.15 leaders and staff know, nobody else."""
    assert [fault["where"] for fault in told.asked["errors"]] == ["hold_until"]
    outside = len(told.held["waves"]) - 2
    assert [wave["hold_until"] for wave in told.held["waves"]] == [None, None, *["2026-11-22T05:15:00.000Z"] * outside]
    view = told.views[told.wrong]
    inside, citizens = said(view, "leader") | said(view, "staff"), said(view, "citizen")
    assert with_text(told.at_night, citizens) == []
    assert len(with_text(told.at_night, inside)) == len(told.at_night) > 0
    assert told.banners["03:20"] == []
    assert [wave["told"] for wave in view["waves"][:2]] == [13, 28]


def _the_wrong_text_is_overtaken(told: Told) -> None:
    """At the pause it stops; nothing of it follows, in the provider's own journal."""
    wrong = with_text(told.journal, said(told.views[told.wrong], "citizen"))
    assert len(wrong) >= HALF
    assert [one for one in wrong if seconds(one) > told.marks["paused"]] == []
    assert told.views[told.wrong]["superseded_by"] == told.correction
    overtaken = Counter(row["reason"] for row in told.rows[told.wrong] if row["state"] == "skipped")
    assert overtaken["superseded"] > 100
    assert told.banners["04:10"] == [told.correction]


def _everybody_has_the_right_one(told: Told) -> None:
    """Whoever was meant by the wrong text has the right one or a release, or a row that says why not."""
    of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in told.rows[told.correction]:
        reached = row["state"] in ("accepted", "delivered")
        of[row["class"], row["person"]].add("told" if reached else f"{row['state']}: {row['reason']}")
    meant = {(row["class"], row["person"]) for row in told.rows[told.wrong]}
    assert meant == set(of)
    assert {end for ends in of.values() if "told" not in ends for end in ends} <= HONEST
    released = [text for text in told.views[told.correction]["variants"] if text["fate"] == "released"]
    outside = with_text(told.journal, {" ".join(text["body"].split()) for text in released})
    assert {one["to"] for one in outside if one["channel"] == "sms"}
    assert max(Counter((one["channel"], one["to"], one["body"]) for one in outside).values()) == 1


def _the_promise_is_watched(told: Told) -> None:
    """08:50 «10 minutter igjen», 09:05 «FOR SENT»: once each, to those who answer for it; the banner stays."""
    given = Counter((one["to"], "FOR SENT" in one["body"]) for one in reminders(told.journal))
    assert given == {(number, late): 1 for number in PUMP for late in (False, True)}
    assert told.banners["24.11"] == [told.correction]
    assert told.banners["25.11"] == [told.over]


def _report_tells_it(told: Told) -> None:
    """What was known when, who said yes as what, the hold that was ended, what was wrong, and what was late."""
    for words in (
        "Kommunen fikk vite om hendelsen",
        "Erstattet av varsel 1001-2",
        "Opphevet at de utenfor skulle vente",
        "Varsel 1001-2 tok over for det som ikke var sendt: ",
        "oppgaver er ikke krysset av innen fristen",
        "Per Testengen godkjente det som kommunalsjef for teknisk",
        "Svar fra Ola Øvingsrud på telefon: kan ikke",
        "Kommuneoverlegen: innbyggerne skal varsles nå.",
        "Bare Ådalsbruk er rammet.",
        "Løftet om neste melding innen 22.11.2026 kl. 09.00 ble ikke holdt.",
    ):
        assert words in bare(told.page), words
    sides = re.findall(r'<article class="text" aria-label="Før: ([^"]*)"', told.page)
    assert any("innbyggere, e-post" in reader for reader in sides)  # where most of the wording is
    assert "tekster på andre språk ble endret på samme tid" in bare(told.page)
    cards = [bare(card) for card in re.findall(r"<li[^>]*>\s*<span class=\"what\">.*?</li>", told.page, re.DOTALL)]
    assert "Varsel 1001-2 tok over for det som ikke var sendt: 324 av 326" in cards[1]
    assert "Av 1001-2, som tok over: 2." in cards[3]
    assert "en tid usikre" not in bare(told.page)  # a poster that nobody ticked is no message
    assert all(alert in told.data for alert in told.views)
