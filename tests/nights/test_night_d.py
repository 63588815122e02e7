"""Night D: three days without power and mobile. Two hours to say where to go; then paper; then a machine that waits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.nights.hours import adds_up, bare, said, seconds, with_text
from tests.nights.night_d import Told, play

LONGEST_VALIDITY = 36_000
"""Seconds: ten hours, Twilio's longest."""


@pytest.mark.requirement("R010", "R091")
async def test_night_d(tmp_path: Path) -> None:
    """Nothing of day 1 arrives on day 3, nothing leaves a machine that was away before somebody says so."""
    told = await play(tmp_path)

    _asked_while_phones_work(told)
    _said_aloud(told)
    _no_sms_arrives_late(told)
    _the_node_waits(told)
    _paper_counts(told)
    _shift_changes(told)
    _web_before_mobile_area_by_area(told)
    _report_tells_it(told)
    assert {view["state"] for view in told.views.values()} == {"done"}
    assert all(adds_up(view) for view in told.views.values())
    assert told.verdict == 0


def _asked_while_phones_work(told: Told) -> None:
    """«Send møteplasser nå?»; and with the places in it, nearly everybody had it before phones went."""
    assert any(words.startswith("Send møteplasser nå? Om 100 min") for words in told.draft["warnings"])
    assert "rådhuset og Jønsrud skole" in next(
        text["body"] for text in told.draft["variants"] if text["key"] == "citizen.sms.nb"
    )
    citizens = next(wave for wave in told.views[told.first]["waves"] if wave["name"] == "Innbyggere")
    assert citizens["told"] > 0.95 * citizens["people"]


def _said_aloud(told: Told) -> None:
    """The mayor said yes in the room, and whoever submitted is no witness of it."""
    approval = told.views[told.first]["approval"]
    assert told.alone["rule"] == "witness"
    assert (approval["way"], approval["person"], approval["witness"]) == ("oral", "ordforer", "kommunalsjef-helse")


def _no_sms_arrives_late(told: Told) -> None:
    """Taken and undelivered (30003): the end of it. One try each, let go by the provider within ten hours."""
    mobile = [row for row in told.rows[told.news] if row["channel"] == "sms" and row["attempts"]]
    assert len(mobile) > 300
    assert {(row["state"], row["reason"], row["attempts"]) for row in mobile} == {("failed", "undelivered 30003", 1)}
    old = said(told.views[told.first]) | said(told.views[told.news])
    sent = [one for one in with_text(told.journal, old) if one["channel"] == "sms"]
    assert all(0 < one["validity_period"] <= LONGEST_VALIDITY for one in sent)
    assert [one for one in with_text(told.journal, old) if seconds(one) > told.day_three] == []


def _the_node_waits(told: Told) -> None:
    """Back after a night: it says how much, how old, and since when; nothing leaves before an approver says so."""
    paused = bare(told.woken["flags"]["paused"])
    assert paused.startswith("gjenopprettet, sist i live 22.11.2026 kl. 22.00, ")
    assert paused.endswith(" meldinger venter, eldste fra 22.11.2026 kl. 17.30")
    assert told.waiting == told.before
    assert told.resumed["flags"]["paused"] is None
    mailed = [row["accepted_at"] or "" for row in told.rows[told.news] if row["channel"] == "email"]
    assert len([moment for moment in mailed if moment > "2026-11-23T06:30"]) > 300  # in the morning, when it may


def _paper_counts(told: Told) -> None:
    """Ticked on day 2 at the times on the paper; one that could not be done says why."""
    posters = [task for task in told.tasks["oppslag"] if task["alert"] == told.first]
    done = [task["done_at"] for task in posters if task["state"] == "accepted"]
    assert done == [f"2026-11-22T17:{minute:02}:00.000Z" for minute in (0, 7, 14, 21, 28)]
    (refused,) = [task for task in posters if task["state"] == "failed"]
    assert refused["why"] == "Jønsrud skole er stengt av snø."
    for key, moment in (("nrk", "2026-11-22T14:20"), ("beskjed-uten-telefon", "2026-11-22T18:45")):
        (task, *_) = told.tasks[key]
        assert (task["state"], task["done_at"][:16]) == ("accepted", moment)
        assert task["written_at"] > "2026-11-23T06:59"


def _shift_changes(told: Told) -> None:
    """What is open and what was decided, for whoever comes on."""
    assert any("Heng opp plakaten" in words for words in told.shift["open"])
    assert any("muntlig" in one["words"] for one in told.shift["decisions"])


def _web_before_mobile_area_by_area(told: Told) -> None:
    """Day 3: where power is back people are released, the others get the news; the page is there before any SMS."""
    view = told.views[told.part]
    page, *_ = [wave for wave in view["waves"] if wave["public"]]
    mobile = [row["first_attempt_at"] for row in told.rows[told.part] if row["channel"] == "sms" and row["attempts"]]
    citizens = [row for row in told.rows[told.part] if row["class"] == "citizen" and row["channel"] == "sms"]
    assert page["done_at"] < min(row["first_attempt_at"] for row in citizens if row["attempts"])
    assert len(mobile) > 300
    assert view["kept"] > 0 < view["released"]
    released = {bare(text["body"]) for text in view["variants"] if text["fate"] == "released" and text["recipients"]}
    assert len([one for one in with_text(told.journal, released) if one["channel"] == "sms"]) > 0
    doubled = Counter((one["to"], one["body"]) for one in told.journal if one["channel"] == "sms")
    assert max(count for (_, body), count in doubled.items() if "STRØM" in body) == 1


def _report_tells_it(told: Told) -> None:
    """The spoken yes, the pause and who ended it, the paper with its times, and the last word."""
    page = bare(told.page)
    for words in (
        "Førte inn at Anne Prøvestad godkjente varselet muntlig",
        "med Inger Prøvelien som vitne",
        "gjenopprettet, sist i live 22.11.2026 kl. 22.00",
        "Gjenopptok sendingen",
        "Krysset av oppgaven «Heng opp plakaten",
        "Hjemmetjenesten gikk fra dør til dør.",
        "STRØMMEN ER TILBAKE",
    ):
        assert words in page, words
    assert all(alert in told.data for alert in told.views)
