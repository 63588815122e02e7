"""The golden story: every number of its report, worked out by hand in the comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dispatcher.evaluation import report_html, report_json
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.table import curve_csv
from tests.evaluation.golden import CORRECTION, FIRST, RETURNED, RIGHT, WRONG, at, write_golden
from tests.evaluation.reading import Element, read, table
from tests.evaluation.written import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.ledger.engine import Ledger

pytestmark = [pytest.mark.requirement("R124"), pytest.mark.requirement("R125")]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    written = write_golden(tmp_path_factory.mktemp("golden"))
    yield written
    written.close()


@pytest.fixture(scope="module")
def facts(ledger: Ledger) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ledger.read_now(report_json, NUMBER))
    return found


@pytest.fixture(scope="module")
def page(ledger: Ledger) -> Element:
    return read(ledger.read_now(report_html, NUMBER).replace("\u00a0", " "))


def utc(clock: str) -> str:
    """``03:12:00`` in Oslo as the JSON writes it: winter, so an hour earlier."""
    return f"2026-11-22T{int(clock[:2]) - 1:02}{clock[2:]}.000Z"


def test_the_way_from_knowing_to_telling(facts: dict[str, Any]) -> None:
    """02.50 known; 03.12 triggered; 03.20 submitted and asked; 03.24 approved; 03.25.10, .40 told; never 95 %."""
    steps = [
        (step["key"], step["at"], step["seconds_since_before"], step["seconds_since_known"], step["delivered_at"])
        for step in facts["summary"]["steps"]
    ]

    assert steps == [
        ("known", utc("02:50:00"), None, None, None),
        ("triggered", utc("03:12:00"), 1320, 1320, None),  # 22 min
        ("submitted", utc("03:20:00"), 480, 1800, None),  # 8 min: the second time, the first was returned
        ("asked", utc("03:20:00"), 0, 1800, None),
        ("approved", utc("03:24:00"), 240, 2040, None),  # 4 min
        ("first", utc("03:25:10"), 70, 2110, utc("03:25:20")),  # 35 min 10 s after they knew
        ("half", utc("03:25:40"), 30, 2140, utc("03:26:00")),  # the second of four
        ("most", None, None, None, None),  # three of four is 75 %
        ("last", utc("03:26:10"), 30, 2170, utc("03:26:00")),
    ]


def test_the_story_in_lines(facts: dict[str, Any]) -> None:
    """Eight lines: the figure first, then what happened in its order."""
    story = [line.replace("\u00a0", " ") for line in facts["summary"]["story"]]

    assert story == [
        (
            "Fra kommunen visste til de første innbyggerne ble varslet: 35 min "  # 35 min 10 s
            "(visste → utløst 22 min; utløst → sendt inn 8 min; sendt inn → spurt 0,0 s; til besluttet 4 min; "
            "besluttet → de første 1 min 10 s; → halvparten 30 s; 95 % ble ikke nådd). "
            "Bekreftet levert hos den første: 35 min."  # 35 min 20 s
        ),
        "Øvelse: Siri Test utløste «Kokevarsel» for Trykksone Ådalsbruk 22.11.2026 kl. 03.12.00.",
        (
            "Siri Test sendte varselet inn kl. 03.20.00. "
            "Ola Øvingsrud godkjente det som stedfortreder for ordfører 4 min senere."
        ),
        (
            "Den første av de ansatte og lederne ble varslet kl. 03.24.10; i alt 2 av 2 (100 %) ble varslet. "
            "De ansatte fikk vite det 40 s før de første utenfor huset."  # 03.24.10 → the page 03.24.50
        ),
        (
            "Nettsiden ble oppdatert kl. 03.24.50. "
            "Bølgen «Innbyggere» åpnet kl. 03.25.00: andelen i planen var nådd (nettsiden var oppdatert). "
            "De første innbyggerne var varslet kl. 03.25.10, halvparten kl. 03.25.40, 95 % ble ikke nådd."
        ),
        # 2 of the staff and 3 of 4 citizens
        "I alt ble 5 av 6 personer varslet (83,3 %). 1 person ble ikke varslet.",
        "Varselet er fortsatt under utsending.",
        (
            "Rettelse fulgte kl. 04.02.00: 5 av 6 (83,3 %) ble varslet. "
            "Den feilaktige teksten ble sendt i 16 min til 5 personer og sto uimotsagt i 38 min."
        ),
    ]


def test_the_curve_of_all_people(facts: dict[str, Any], page: Element) -> None:
    """Both waves in one: staff at 03.24.10 and .30, citizens at 03.25.10, .40 and 03.26.10; s1, c1, c2 confirmed."""
    told = facts["alerts"][0]["reach"]
    rows = table(page, f"{FIRST}: Når folk ble varslet")

    assert told["curve"] == [
        [utc("03:24:10"), 1],
        [utc("03:24:30"), 2],
        [utc("03:25:10"), 3],
        [utc("03:25:40"), 4],
        [utc("03:26:10"), 5],  # the sixth, c4, was never told
    ]
    assert told["delivered_pace"]["curve"] == [[utc("03:24:15"), 1], [utc("03:25:20"), 2], [utc("03:26:00"), 3]]
    # Half of six is the third: c1 when told, c2 when confirmed. 95 % is all six.
    assert rows[-2:] == [
        ["Alle, hver person én gang", "6", "", "03.24.10", "03.25.10", "ikke nådd", "03.26.10"],
        ["– bekreftet levert til telefonen", "6", "", "03.24.15", "03.26.00", "ikke nådd", "03.26.00"],
    ]
    spoken = "1001-1, hver person talt én gang: 5 av 6 (83,3 %) varslet, 3 av 6 (50 %) bekreftet levert"
    assert spoken in page.one("desc").text


def test_each_region_has_a_name_of_its_own(page: Element) -> None:
    """Two alerts have the same tables: whoever hears only the names must be able to tell them apart (axe)."""
    names = [each.attributes["aria-label"] for each in page.all("div") if each.attributes.get("role") == "region"]

    assert len(names) > 20
    assert [name for name in names if names.count(name) > 1] == []


def test_the_curve_as_a_table(ledger: Ledger) -> None:
    """A line each time somebody was told or confirmed: all of the first alert, then its staff, then its citizens."""
    text = "".join(curve_csv(ledger.read_now(gather, NUMBER))).removeprefix("\ufeff")
    head, *lines = [line.split(";") for line in text.splitlines()]
    mine = [line for line in lines if line[0] == FIRST]

    assert head == ["alert", "wave", "at", "told", "delivered", "people"]
    assert [line[2:] for line in mine if not line[1]] == [
        [utc("03:24:10"), "1", "0", "6"],  # s1
        [utc("03:24:15"), "1", "1", "6"],  # s1 confirmed
        [utc("03:24:30"), "2", "1", "6"],  # s2
        [utc("03:25:10"), "3", "1", "6"],  # c1
        [utc("03:25:20"), "3", "2", "6"],  # c1 confirmed
        [utc("03:25:40"), "4", "2", "6"],  # c2
        [utc("03:26:00"), "4", "3", "6"],  # c2 confirmed
        [utc("03:26:10"), "5", "3", "6"],  # c3; c4 was never told
    ]
    assert [line[2:] for line in mine if line[1] == "Ansatte"][-1] == [utc("03:24:30"), "2", "1", "2"]
    assert [line[2:] for line in mine if line[1] == "Innbyggere"][-1] == [utc("03:26:10"), "3", "2", "4"]
    assert len(lines) == 8 + 3 + 5 + 5 + 2 + 3  # nothing of the correction was confirmed


def test_the_staff_were_ahead(facts: dict[str, Any]) -> None:
    """The first of the staff 03.24.10, the page 03.24.50: 40 s. 90 % of two is both: 03.24.30, so 20 s."""
    lead = facts["summary"]["staff_lead"]

    assert (lead["seconds"], lead["share_seconds"], lead["first_external"]) == (40, 20, "page")
    assert (lead["negative"], lead["staff_told_before_external"]) == (False, 2)


def test_the_wrong_text(facts: dict[str, Any], page: Element) -> None:
    """From 03.24.10 until the pause 03.40.00: 15 min 50 s, to five; the right word came first 04.02.10: 38 min."""
    [wrong] = facts["wrong_texts"]

    assert (wrong["alert"], wrong["mended_by"], wrong["ran_seconds"], wrong["people"]) == (FIRST, CORRECTION, 950, 5)
    assert wrong["delivered"] == 3  # s1, c1, c2
    assert (wrong["first_told_at"], wrong["ended_at"]) == (utc("03:24:10"), utc("03:40:00"))
    assert (wrong["last_told_at"], wrong["stood_alone_seconds"]) == (utc("03:26:10"), 2280)
    assert (wrong["on_page_from"], wrong["on_page_until"]) == (utc("03:24:50"), utc("04:02:30"))
    # The third of six 04.03.10; 95 % of six is all six, and one was never told.
    assert (wrong["right_half_at"], wrong["right_most_at"]) == (utc("04:03:10"), None)
    assert (
        "Den feilaktige teksten gikk ut i 16 min, til 5 personer (3 bekreftet levert). "  # 15 min 50 s
        "Det gikk 38 min fra den første fikk den, til den første fikk vite det rette."
    ) in page.text


def test_promises_and_targets(facts: dict[str, Any], page: Element) -> None:
    """Promised by 04.00, approved 04.02: 2 min late. Answers: 4 min of 5, then 17 min, 12 over. Gates 20 s, 15 s."""
    [promise] = facts["promises"]
    targets = [(each["kind"], each["alert"], each["result"], each["late_seconds"]) for each in facts["targets"]]

    assert (promise["alert"], promise["by"], promise["result"]) == (FIRST, CORRECTION, "missed")
    assert promise["late_seconds"] == 120
    assert targets == [
        ("answer", FIRST, "kept", None),
        ("gate", FIRST, "kept", None),
        ("answer", CORRECTION, "missed", 720),
        ("gate", CORRECTION, "kept", None),
    ]
    assert table(page, "Løfter om neste melding") == [
        [FIRST, "22.11.2026 kl. 04.00", f"22.11.2026 kl. 04.02.00 ({CORRECTION})", "▲ 2 min for sent"]
    ]
    rows = table(page, "Planens mål, og det som skjedde")
    assert rows[0][1:] == ["Innen 5 min", "Etter 4 min", "Holdt"]
    assert rows[2][1:] == ["Innen 5 min", "Etter 17 min", "▲ IKKE holdt, 12 min over"]
    gate = "20 s etter bølgen foran: andelen i planen var nådd (nettsiden var oppdatert)"  # 03.24.40 → 03.25.00
    assert rows[1][1:] == ["Når 90 % i bølgen foran var varslet, senest etter 2 min", f"Åpnet {gate}", "Holdt"]


def test_who_decided_sat_and_was_told(facts: dict[str, Any], page: Element) -> None:
    """A deputy's yes and an oral one; the crisis team from 02.55 to 04.30; the county governor at 03.30."""
    deputy, oral = facts["approvals"]
    [sitting] = facts["crisis_team"]["sittings"]
    [partner] = facts["partners"]

    assert (deputy["person"], deputy["role"], deputy["deputy"]) == ("Ola Øvingsrud", "ordfører", True)
    assert (oral["person"], oral["way"], oral["witness"]) == ("Anne Prøvestad", "oral", "Ola Øvingsrud")
    assert (oral["written_by"], oral["deputy"], oral["authority"]) == ("Siri Test", False, "Delegert i planen")
    assert (sitting["since"], sitting["until"]) == (utc("02:55:00"), utc("04:30:00"))
    assert [each["person"] for each in facts["crisis_team"]["called_in"]] == ["Ola Øvingsrud"]
    assert (partner["at"], partner["written_at"]) == (utc("03:30:00"), utc("03:35:00"))
    [first, second] = table(page, "Hvem som sa ja, i hvilken rolle og med hvilken hjemmel")
    assert first[2:] == ["Ola Øvingsrud", "ordfører (stedfortreder)", "På godkjenningssiden", "Delegert i planen"]
    assert second[4] == "Muntlig, med vitne. Vitne: Ola Øvingsrud. Ført inn av Siri Test"
    facts_ = page.one("section", **{"aria-labelledby": "fakta"}).text
    assert "Etablert 22.11.2026 kl. 02.55, hevet 22.11.2026 kl. 04.30" in facts_
    assert "kl. 03.24.00 av Ola Øvingsrud som stedfortreder for ordfører" in facts_
    assert "kl. 04.02.00 av Anne Prøvestad som ordfører" in facts_
    assert "Vedtatt av Kommunestyret, sak 2026/123, 18.06.2026." in facts_
    assert "ab" * 32 in facts_


def test_returned_and_corrected_texts_stand_side_by_side(facts: dict[str, Any], page: Element) -> None:
    """Word by word: the street that became a place, and the place that became the whole municipality."""
    returned, corrected = facts["text_changes"]
    section = page.one("section", **{"aria-labelledby": "endret"})

    assert (returned["who"], returned["why"]) == ("Ola Øvingsrud", "Feil gate")
    assert [(text["before"], text["after"]) for text in returned["texts"]] == [(RETURNED, WRONG)]
    assert returned["texts"][0]["keys"] == ["staff.sms.nb", "public.banner.nb", "citizen.sms.nb"]
    assert [(text["before"], text["after"]) for text in corrected["texts"]] == [(WRONG, RIGHT)]
    assert [each.text for each in section.all("del")] == ["Brukvegen.", "Ådalsbruk."]
    assert [each.text for each in section.all("ins")] == ["Ådalsbruk.", "RETTELSE", "hele Løten."]
    assert [each.text for each in section.all("p") if "language" in each.classes][:2] == [
        "Før ansatte, SMS; alle (nettsiden), nettside; innbyggere, SMS",
        "Etter ansatte, SMS; alle (nettsiden), nettside; innbyggere, SMS",
    ]
    assert section.one("h3").text == f"{FIRST}, utgave 1: returnert av Ola Øvingsrud"


def test_the_line_of_time_has_both_times(page: Element) -> None:
    """What a person wrote in stands where it happened, with when it was written; before the trigger too."""
    rows = table(page, "Alt som skjedde, i den rekkefølgen det skjedde")
    told = {row[1]: (row[0], row[3]) for row in rows if len(row) > 3}

    assert rows[1][:2] == ["02.50", "Kommunen fikk vite om hendelsen"]
    assert told["ført for hånd Kriseledelsen er etablert. Anne, Ola og Siri."] == ("02.55", "22.11.2026 kl. 03.13.00")
    assert told["ført for hånd Statsforvalteren er varslet."] == ("03.30", "22.11.2026 kl. 03.35.00")
    assert at("03:12:00") - at("02:50:00") == 22 * 60_000
