"""Night C: a threat at a school, 09:41. The police own the words, phones where people hide are silent; it is a hoax."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from dispatcher.domain.plan.stop_words import shipped_stop_words
from dispatcher.domain.police import stopped_words
from dispatcher.plan_file import load_plan
from tests.nights.hours import bare
from tests.nights.night_c import OVERRIDES, Told, play
from tests.office import REPOSITORY

SCHOOL = "Løten ungdomsskole"
OUTSIDE = ("citizen", "press", "public")


@pytest.mark.requirement("R002", "R010", "R021")
async def test_night_c(tmp_path: Path) -> None:
    """Ready at once, sent by nobody before the police say so, and never to the school's phones or to the whole town."""
    told = await play(tmp_path)

    _ready_and_locked(told)
    _the_next_is_asked(told)
    _school_is_silent(told)
    _nothing_to_the_whole_town(told.rows)
    _fact_free(told.draft)
    _fact_free(told.held)
    _guardians_have_it(told)
    _report_tells_it(told)
    assert told.verdict == 0


def _ready_and_locked(told: Told) -> None:
    """The holding text is in the first answer; without the police's word it goes nowhere, by no way."""
    assert any(text["key"] == "citizen.sms.nb" and "Politiet leder" in text["body"] for text in told.draft["variants"])
    assert told.submitted["clearance"]["given"] is None
    assert told.quiet == []
    assert [told.refusals[act]["type"] for act in ("approve", "over")] == ["clearance"] * 2
    assert told.refusals.keys() >= OVERRIDES.keys()
    assert [fault["where"] for fault in told.refusals["own words"]["errors"]] == ["texts.citizen.sms.nb"]
    assert "Elev, kniv" in told.refusals["stop words"]["errors"][0]["what"]


def _the_next_is_asked(told: Told) -> None:
    """«Berørt»: hers is over, the deputy has it and is rung; she decides nothing more here."""
    assert {(one["person"], one["ended"]) for one in told.asked} == {("ordforer", "recused"), ("varaordforer", None)}
    assert told.refusals["the mayor"]["rule"] == "recused"
    assert told.held["approved_by"] == "ola"
    assert 0 < told.night["recuse_to_next_ringing"] < 30


def _people(file: str) -> list[dict[str, str]]:
    lines = (REPOSITORY / "contacts" / file).read_text(encoding="utf-8-sig").splitlines()[1:]
    return list(csv.DictReader(lines, delimiter=";"))


def _school_is_silent(told: Told) -> None:
    """Their phones never rang; they got the e-mail; the rows say why, and the number stood there to approve."""
    staff = [one for one in _people("ansatte.csv") if one["enhet"] == SCHOOL]
    phones = {one["mobil"].replace(" ", "") for one in staff if one["mobil"]}
    refs = {one["id"] for one in staff}
    loud = [one for one in told.journal if one["channel"] in ("sms", "voice", "push")]
    skipped = [
        row
        for found in told.rows.values()
        for row in found
        if row["person"] in refs and row["channel"] != "email" and row["reason"] == "silent unit"
    ]
    assert phones
    assert phones.isdisjoint(entry["to"] for entry in loud)
    mailed = {entry["to"] for entry in told.journal if entry["channel"] == "email"}
    assert {one["e-post"] for one in staff if one["e-post"]} <= mailed
    assert {row["state"] for row in skipped} == {"skipped"}
    assert told.held["silent"]["units"] == [SCHOOL]
    assert told.held["silent"]["people"] == len(refs)


def _nothing_to_the_whole_town(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Only those who live around the school, who are fewer than half of the town."""
    meant = {row["person"] for found in rows.values() for row in found if row["class"] == "citizen"}
    assert 0 < len(meant) < len(_people("innbyggere.csv")) / 2


def _fact_free(view: dict[str, Any]) -> None:
    """No text to anybody outside has a word of the list."""
    plan = load_plan(REPOSITORY).plan
    assert plan.stop_words == shipped_stop_words()
    for text in view["variants"]:
        if text["class"] in OUTSIDE:
            said = f"{text['headline']} {text['body']} {text['instruction']}"
            assert stopped_words(plan, said) == [], text["key"]


def _guardians_have_it(told: Told) -> None:
    """The text was handed over, by whom and when."""
    asked, done = told.tasks
    assert (asked["state"], asked["name"], asked["place"]) == ("sending", "Marit Eksemplund", "skolens eget system")
    assert (done["state"], done["done_at"]) == ("accepted", "2026-11-23T08:58:00.000Z")
    assert any("skolens system for foresatte" in bare(one["body"]) for one in told.journal if one["channel"] == "email")


def _report_tells_it(told: Told) -> None:
    """Who of the police said what, both times; who stepped aside; silent phones; the guardians; the last word."""
    page = bare(told.page)
    assert page.count("Klarert av operasjonsleder Nora Eksempel") >= 2
    for words in (
        "<dt>Kriseledelse</dt><dd>Etablert",
        ", hevet ",
        "Meldte seg berørt eller inhabil",
        "Stille enhet",
        "Krysset av oppgaven «Gi teksten til skolens system for foresatte» som ferdig",
        "DET ER OVER",
        "spurt → klarert av politiet 1",  # ten minutes that were the police's, not Dispatcher's or the mayor's
        "etter politiets klarering</td><td",
    ):
        assert words in page, words
    assert told.over in told.data
    assert told.shown["crisis_mode"] is None  # it is over
    assert any("Nora Eksempel" in one["words"] for one in told.shift["decisions"])
