"""The saksframlegg, and the copy for whoever asks for access: what stands in them, and what never does."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import Connection

from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.grounds import GROUNDS
from dispatcher.domain.states import Role
from dispatcher.evaluation import copies
from dispatcher.evaluation.case_paper import case_paper, decisions
from dispatcher.evaluation.disclosure import Judgement, judge, judgement_of, places
from dispatcher.evaluation.paper_words import CASE, PUBLIC
from dispatcher.evaluation.public_copy import public_copy
from dispatcher.ledger.accounts import User
from dispatcher.ledger.journal import Entry, append
from tests.evaluation.conftest import Told
from tests.evaluation.night_a import night_a
from tests.evaluation.reading import read, table
from tests.evaluation.written import NUMBER, Story

Tell = Callable[[Story], Told]
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
NAMES = ("Anne", "Prøvestad", "Ola", "Øvingsrud", "Siri", "Per Testengen")
ALL_OUT = Judgement(left_out={"fritekst": "internt"}, included=frozenset())


def user(*roles: Role) -> User:
    return User(id=1, name="siri", roles=frozenset(roles), person="siri")


def decide(told: Told, judgement: Judgement) -> Judgement:
    return told.ledger.write_now(judge, user(Role.EVALUATOR), NUMBER, judgement, NOW)


def write_line(connection: Connection, text: str) -> str:
    entry = Entry(kind="log.line", actor="siri", incident=NUMBER, data={"kind": "note"}, personal={"text": text})
    return append(connection, entry, NOW)


def texts_of(told: Told) -> list[str]:
    return [told.read(build, NUMBER) for build in copies.FILES[copies.PUBLIC].values()]


def test_a_case_paper_has_its_headings_and_leaves_the_proposal_open(tell: Tell) -> None:
    """In the order that the political body knows; nothing is judged or proposed for anybody."""
    page = read(case_paper(tell(night_a(80)).record))
    headings = [each.text for each in page.all("h2")]

    assert headings == ["Bakgrunn", "Fakta", "Vurdering", "Tiltak", "Økonomi", "Kommunedirektørens forslag"]
    assert page.text.endswith("Kommunedirektørens forslag (fylles ut)")
    assert [each.text for each in page.all("h1")] == ["Evaluering av Kokevarsel 22.11.2026"]
    assert not page.all("script")


def test_a_case_paper_tells_who_decided_by_delegation_and_what_went_otherwise(tell: Tell) -> None:
    """The deputy's approval with its authority, the gate that the clock opened, the pause; in order of time."""
    record = tell(night_a(80)).record
    rows = table(read(case_paper(record)), "Avgjort etter delegering eller utenom vanlig gang")

    assert rows[0][1:] == [
        "Ola Øvingsrud",
        "Godkjente varsel 1001-1 som stedfortreder for ordfører.",
        "Delegert i planen",
    ]
    assert any("lengste ventetid var ute" in row[2] for row in rows)
    assert [each.at or 0 for each in decisions(record)] == sorted(each.at or 0 for each in decisions(record))


def test_papers_speak_nynorsk_where_the_municipality_does(tell: Tell) -> None:
    """The plan's first written Norwegian; every word is there in both, with the same places to fill."""
    record = tell(night_a(40)).record
    document = dict(record.plan.document) | {"municipality": {"name": "Vinje kommune", "languages": ["nn", "nb"]}}
    nynorsk = replace(record, plan=replace(record.plan, document=document))

    assert "Framlegg frå kommunedirektøren" in case_paper(nynorsk)
    assert 'lang="nn"' in public_copy(nynorsk, Judgement(left_out={}, included=frozenset()))
    for words in (CASE, PUBLIC):
        for both in words.values():
            assert both["nb"].count("{") == both["nn"].count("{")


@pytest.mark.requirement("R120")
def test_nothing_goes_out_that_nobody_has_judged(tell: Tell) -> None:
    """Without a judgement there is no copy; a judgement that forgets a text names where it stands, not what it says."""
    told = tell(night_a(80))
    with pytest.raises(Conflict, match="Ingen har vurdert"):
        texts_of(told)
    with pytest.raises(InvalidInput) as refused:
        decide(told, Judgement(left_out={"ansatte": "internt"}, included=frozenset()))

    assert {fault.where for fault in refused.value.faults} == {
        place for place in places(told.record) if place != "ansatte"
    }
    assert not any("Vannverket" in str(fault) for fault in refused.value.faults)


@pytest.mark.requirement("R119")
@pytest.mark.requirement("R120")
def test_a_public_copy_names_offices_and_no_person(tell: Tell) -> None:
    """Page and log have no name, no account, no recipient and no typed text; each place left out says its law."""
    told = tell(night_a(80))
    decide(told, ALL_OUT)
    page, log = texts_of(told)
    rows = list(csv.DictReader(StringIO(log.removeprefix("\ufeff")), delimiter=";"))

    for name in (*NAMES, "siri", "Vannverket", "Feil sted"):
        assert name not in page + log
    assert "Varsel 1001-1 godkjent som stedfortreder for ordfører" in page
    assert "Varsel 1001-1 godkjent som stedfortreder for ordfører" in log
    assert list(rows[0]) == ["Linje", "Tid", "Hvem", "Hva", "Tekst", "Tatt ut etter"]
    assert {row["Tatt ut etter"] for row in rows} == {"", "offl. § 14 første ledd"}
    assert page.count("[Tatt ut: offl. § 14 første ledd]") == len(places(told.record))
    assert "Kok vannet" in page


@pytest.mark.requirement("R120")
def test_what_was_read_and_taken_in_stands_there(tell: Tell) -> None:
    """A reason that names nobody goes out word for word; the figures can be left out too."""
    told = tell(night_a(80))
    [pause] = [str(line.seq) for line in told.record.journal if line.kind == "alert.paused"]
    made = decide(told, Judgement(left_out={"fritekst": "fare", "tall": "fare"}, included=frozenset({pause})))
    page, _ = texts_of(told)

    assert made.included == {pause}
    assert "Feil sted i teksten?" in page
    assert f"Hvor mange som ble varslet [Tatt ut: {GROUNDS['fare'].law}]" in read(page).text


@pytest.mark.requirement("R120")
@pytest.mark.parametrize(
    "text", ["Anne ringte", "Snakket med prøvestads mann", "Ring 91 23 45 67", "Skriv til a@b.example"]
)
def test_a_text_about_a_person_cannot_be_taken_in(tell: Tell, text: str) -> None:
    """What a machine can see of a person stops it, and is not repeated in the refusal."""
    told = tell(night_a(40))
    told.ledger.write_now(write_line, text)
    line = str(told.record.journal[-1].seq)
    with pytest.raises(InvalidInput) as refused:
        decide(told, Judgement(left_out={"fritekst": "internt"}, included=frozenset({line})))

    assert [fault.where for fault in refused.value.faults] == [f"include.{line}"]
    assert text not in str(refused.value.faults)


@pytest.mark.requirement("R120")
def test_a_judgement_is_journalled_and_holds_until_more_is_written(tell: Tell) -> None:
    """Who judged, and which places on which grounds; a new line in the log asks for a new one."""
    told = tell(night_a(40))
    decide(told, ALL_OUT)
    line = told.record.journal[-1]

    assert (line.kind, line.actor) == ("copy.public", "siri")
    assert set(line.data["left_out"]) == set(places(told.record))
    assert "Vurderte hva som kan gis ut" in told.html
    told.ledger.write_now(write_line, "Mer")
    with pytest.raises(Conflict, match="skrevet mer"):
        texts_of(told)


@pytest.mark.parametrize(
    ("left_out", "included", "where"),
    [
        ({"fritekst": "lyst"}, (), "leave_out.3"),
        ({"fritekst": "internt", "4711": "internt"}, (), "leave_out.4711"),
        ({"fritekst": "internt", "3": "internt"}, ("3",), "leave_out.3"),
        ({"fritekst": "internt"}, ("4711",), "include.4711"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(
    tell: Tell, left_out: dict[str, str], included: tuple[str, ...], where: str
) -> None:
    """An unknown ground or place, and a place both left out and taken in."""
    with pytest.raises(InvalidInput) as refused:
        decide(tell(night_a(40)), Judgement(left_out=left_out, included=frozenset(included)))

    assert where in {fault.where for fault in refused.value.faults}


def test_only_who_may_fetch_reports_may_judge(tell: Tell) -> None:
    """The editor may not; nothing is written."""
    told = tell(night_a(40))
    with pytest.raises(Forbidden):
        told.ledger.write_now(judge, user(Role.EDITOR), NUMBER, ALL_OUT, NOW)

    assert told.record.journal[-1].kind != "copy.public"


def test_typed_pairs_are_read(tell: Tell) -> None:
    """«12=personlig» is a place and a ground; half of it is told."""
    assert judgement_of(["12=personlig"], ["14"]) == Judgement(left_out={"12": "personlig"}, included=frozenset({"14"}))
    with pytest.raises(InvalidInput, match="STED=GRUNN"):
        judgement_of(["12"], [])


@pytest.mark.requirement("R119")
def test_no_cell_of_the_public_log_is_a_formula(tell: Tell) -> None:
    """A text that was taken in stands as text."""
    told = tell(night_a(40))
    told.ledger.write_now(write_line, "=HYPERLINK(1)")
    line = str(told.record.journal[-1].seq)
    decide(told, Judgement(left_out={"fritekst": "internt"}, included=frozenset({line})))
    rows = csv.DictReader(StringIO(texts_of(told)[1].removeprefix("\ufeff")), delimiter=";")

    assert [row["Tekst"] for row in rows if row["Linje"] == line] == ["'=HYPERLINK(1)"]


def test_an_incident_without_alerts_has_copies_too(tell: Tell) -> None:
    """Opened and nothing more."""
    told = tell(Story(alert=False))
    built: list[Any] = [told.read(copies.case_html, NUMBER)]
    decide(told, ALL_OUT)

    assert all("Kokevarsel" in page for page in [*built, texts_of(told)[0]])


@pytest.mark.requirement("R119")
def test_words_that_were_never_said_are_in_no_public_copy(tell: Tell) -> None:
    """The retraction is approved together with its alert; until somebody sends it, it is nobody's to read."""
    record = tell(night_a(40)).record
    [alert] = record.alerts
    [sms, *_] = [text for text in alert.variants if text.channel == "sms" and text.cls == "citizen"]
    [page, *_] = [text for text in alert.variants if text.channel == "banner"]
    unsaid = [
        replace(sms, key="citizen+retracted.sms.nb", body="SENDT VED EN FEIL", states={}),
        replace(page, key="citizen+retracted.banner.nb", body="SENDT VED EN FEIL", states={}),
    ]
    longer = replace(record, alerts=(replace(alert, variants=(*alert.variants, *unsaid)),))

    assert "VED EN FEIL" not in public_copy(longer, Judgement(left_out={}, included=frozenset()))
