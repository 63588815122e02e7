"""update, correct, all-clear, retract, holds and endings: the later turns of an incident, as typed and as read."""

from dataclasses import replace
from typing import Any

import pytest

from tests.cli.terminal import COLUMNS
from tests.cli.town import Town
from tests.forked import Done

FLAT, NEIGHBOURS = "nordbyvegen-myrvegen-flate", "nordbyvegen-naboer"
EVACUATE = ("trigger", "evakuering", "--exercise", "--set", "fare=leirskred", "--set", "moteplass=Løten ungdomsskole")
CLEARED = ("--name", "Nora Eksempel", "--function", "operasjonsleder", "--at", "00:01", "--what", "evakuering")
ZONED = (*EVACUATE, "--zone", f"evakuer={FLAT}")


def go(town: Town, alert: str, *more: str) -> Done:
    """Submit and approve, with what is odd seen."""
    if town.run("show", alert, "--json").json["clearance"]:
        assert town.run("clear", alert, *CLEARED).code == 0
    view: dict[str, Any] = town.run("submit", alert, "--json").json
    seen = [word for one in view["odd"] for word in ("--seen", one["key"])]
    return town.run("approve", alert, "--fingerprint", view["fingerprint"], *seen, *more, by="anne")


def plain(text: str) -> str:
    """As one line: where a line ends is the terminal's."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def sent(founded: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A zoned evacuation that is approved. Nobody changes it."""
    town = founded.copy(tmp_path_factory.mktemp("sent") / "kommune")
    alert = town.run(*ZONED).out.strip()
    assert go(town, alert).code == 0
    return replace(town, alert=alert)


def test_the_same_zone_twice_has_both_areas(town: Town) -> None:
    """And the page shows each zone with its people and the words they get, before every text of the alert."""
    done = town.run(*ZONED, "--zone", f"nabo={NEIGHBOURS}", "--zone", "evakuer=budor", "--json")
    zones = done.json["zones"]
    page = town.run("show", done.json["id"], env={"COLUMNS": str(COLUMNS)}).out
    shown = page[page.index("Soner") : page.index("Tekster")]

    assert done.code == 0, done.err
    assert [(zone["key"], zone["areas"]) for zone in zones] == [("evakuer", [FLAT, "budor"]), ("nabo", [NEIGHBOURS])]
    assert f"1 Må evakuere  {zones[0]['people']} personer  FARESONE" in shown
    assert f"2 Naboer som ikke skal evakuere  {zones[1]['people']} personer\n" in shown
    assert shown.index("EVAKUER STRAKS") < shown.index("Du skal IKKE evakuere")
    assert "Innbyggere i «Må evakuere» · SMS · bokmål" in page
    assert "citizen@evakuer.sms.nb" in page
    assert max(map(len, page.splitlines())) <= COLUMNS


def test_what_would_take_it_back_stands_last_under_its_own_heading(sent: Town) -> None:
    """After the fingerprint: nobody takes it for what is sent now."""
    page = sent.run("show", sent.alert).out
    before, _, after = page.partition("Tilbaketrekking: godkjennes nå, sendes bare hvis to i kriseledelsen ber om det")

    assert "FEIL UTSENDT" not in before
    assert "FEIL UTSENDT" in after
    assert "Fingeravtrykk" in before


REFUSED = {
    "zone": (("--zone", "rod=budor"), "zones: Scenarioet har ingen sone «rod». Det har: evakuer, nabo, resten."),
    "area": (("--zone", "evakuer=atlantis"), "zones.evakuer: Planen har ikke noe område «atlantis»."),
    "swallowed": (
        ("--zone", "evakuer=adalsbruk", "--zone", "nabo=trykksone-adalsbruk"),
        "zones.nabo: Sonen «Naboer som ikke skal evakuere» er tom: alle i Trykksone Ådalsbruk hører allerede til en",
    ),
    "past": (("--hold-until", "2026-01-01 03:00"), "hold_until: Tidspunktet er passert."),
    "no time": (("--hold-until", "snart"), "hold_until: Skriv et tidspunkt som 09:00"),
}


@pytest.mark.parametrize("case", REFUSED, ids=list(REFUSED))
def test_what_no_zone_or_hold_can_be_is_told(sent: Town, case: str) -> None:
    """Exit 1 with where and what, when triggering and when following up."""
    words, what = REFUSED[case]
    area = () if "--zone" in words else ("--area", "budor")
    for done in (sent.run(*EVACUATE, *words, *area), sent.run("update", sent.alert, *words, *area)):
        assert (done.code, done.out) == (1, "")
        assert what in done.err


def test_one_mode_is_chosen(founded: Town) -> None:
    """None and two are wrong use; a test is refused where only exercises run."""
    none, two = founded.run(*EVACUATE[:2], "--area", "budor"), founded.run(*EVACUATE, "--test", "--area", "budor")
    test = founded.run("trigger", "kokevarsel", "--test", "--area", "budor", "--set", "neste_melding=09:00")

    assert [(done.code, done.err.splitlines()[0]) for done in (none, two)] == [
        (2, "Velg én av --real (skarpt), --exercise (øvelse) og --test (varslingsprøve).")
    ] * 2
    assert (test.code, "kan ikke sende varslingsprøver" in test.err) == (1, True)


@pytest.mark.requirement("R076")
def test_a_zone_that_grows(sent: Town, tmp_path: Any) -> None:
    """The id alone on standard output; who is kept and who is new beside it, and on the page with both texts."""
    town = sent.copy(tmp_path / "kommune")
    done = town.run("update", town.alert, "--zone", f"evakuer={FLAT}", "--zone", "evakuer=adalsbruk")
    view = town.run("show", "1001-2", "--json").json
    page = town.run("show", "1001-2").out
    listed = town.run("list").out

    assert (done.code, done.out) == (0, "1001-2\n")
    assert f"{view['kept']} får oppdateringen. {view['added']} er nye i en sone og får hele teksten." in done.err
    assert "på pause" not in done.err
    assert "varsel 1001-2 · oppdatering" in page
    assert "Til de som fikk varselet før:" in page
    assert "Til nye, som får hele teksten:" in page
    assert "Innbyggere i «Må evakuere», nye, som får hele teksten · SMS" in plain(page)
    assert "oppdatering" in listed


@pytest.mark.requirement("R097")
def test_a_correction_pauses_what_was_wrong_and_says_so(sent: Town, tmp_path: Any) -> None:
    """And when it is approved, everything shows which alert has overtaken which."""
    town = sent.copy(tmp_path / "kommune")
    drafted = town.run("correct", town.alert, "--false-alarm")
    paused = town.run("show", town.alert).out
    go(town, "1001-2")
    after, listed, head = town.run("show", town.alert).out, town.run("list").out, town.run("show", "1001-2").out
    late = town.run("update", town.alert)

    assert f"{town.alert} er satt på pause imens. Angrer dere: dispatcher resume {town.alert}" in drafted.err
    assert "PÅ PAUSE: Det skrives en rettelse." in paused
    assert "AVLØST av varsel 1001-2. Ingenting mer av dette går ut." in after
    assert "Avløst av 1001-2" in after
    assert after.splitlines()[-1] == "Avløst. Det nyeste: dispatcher show 1001-2"
    assert "avløst av 1001-2" in listed
    assert "varsel 1001-1, falsk alarm" in head
    assert (late.code, late.err) == (1, "Varselet er avløst av 1001-2. Lag en oppdatering til det i stedet.\n")


def test_an_all_clear_and_the_end(sent: Town, tmp_path: Any) -> None:
    """It goes to all who were told; what is under way keeps the incident open."""
    town = sent.copy(tmp_path / "kommune")
    drafted = town.run("all-clear", town.alert)
    open_ = town.run("close", "1001")

    assert drafted.out == "1001-2\n"
    assert "som er varslet i hendelsen. De som aldri fikk noe, får heller ikke denne." in drafted.err
    assert open_.code == 1
    assert "Stopp det, eller vent til det er ferdig." in open_.err


@pytest.mark.requirement("R130")
def test_an_incident_ends_with_a_why_where_nobody_has_said_that_it_is_over(sent: Town, tmp_path: Any) -> None:
    """Without one it is refused; an alert's id names its incident too; after that nothing follows."""
    town = sent.copy(tmp_path / "kommune")
    town.run("stop", town.alert, "--why", "Feil.")
    silent = town.run("close", "1001")
    closed = town.run("close", "1001-1", "--why", "Meldt muntlig.")
    again = town.run("close", "1001", "--why", "x", "--json")
    after = town.run("correct", town.alert)

    assert (silent.code, silent.err.startswith("why: Ingen har sagt at faren er over.")) == (1, True)
    assert closed.out.startswith("Hendelse 1001 er avsluttet.")
    assert (again.code, again.err) == (1, "Hendelsen er allerede avsluttet.\n")
    assert "avsluttet" in after.err


def test_two_of_the_crisis_team_take_back(sent: Town, tmp_path: Any) -> None:
    """The first is told that one more is needed, and so is everybody who looks; the second sends it."""
    town = sent.copy(tmp_path / "kommune")
    asked = town.run("retract", town.alert, "--why", "Feil scenario.")
    page = plain(town.run("show", town.alert).out)
    barred = town.run("retract", town.alert, "--why", "Enig.", by="ola")
    cleared = town.run("clear", town.alert, *CLEARED)
    back = town.run("retract", town.alert, "--why", "Enig.", "--json", by="ola")
    page_of_back = town.run("show", "1001-2").out

    assert (asked.code, barred.code, cleared.code) == (0, 1, 0)
    assert "Politiet leder. Varselet er satt på pause" in barred.err  # «you need not leave» is the police's word too
    assert "Det må en til i kriseledelsen be om: dispatcher retract 1001-1 --why TEKST" in asked.out
    assert "siri vil trekke det tilbake: Feil scenario." in page
    assert (back.json["retracted"], back.json["alert"], back.json["waiting_for"]) == (True, "1001-2", None)
    assert "tilbaketrekking" in page_of_back
    assert "Godkjent av siri og ola som kriseledelsen" in page_of_back


def test_a_hold_is_said_back_shown_and_ended(town: Town) -> None:
    """Which day was meant, what waits for it, and that only an approver ends it."""
    made = town.run(
        "trigger",
        "kokevarsel",
        "--exercise",
        "--set",
        "neste_melding=09:00",
        "--area",
        "budor",
        "--hold-until",
        "06:15",
    )
    alert = made.out.strip()
    approved = go(town, alert)
    page, listed = plain(town.run("show", alert).out), town.run("list").out
    mine = town.run("release-now", alert)
    released = town.run("release-now", alert, by="anne")
    again = town.run("release-now", alert, by="anne")

    assert made.err.startswith("Forstått som: holdes til ")
    assert "kl 06.15 (i " in made.err
    assert approved.code == 0
    assert f"for dem utenfor kommunen. Slipp nå: dispatcher release-now {alert}" in page
    assert "tidligst" in page
    assert "holdes til" in plain(listed)
    assert (mine.code, "Det krever rollen approver." in mine.err) == (1, True)
    assert released.out.startswith("Sluppet, men ingen node kjører.")
    assert (again.code, again.err) == (1, "Ingenting i varselet holdes tilbake.\n")


@pytest.mark.requirement("R031")
def test_external_now_says_what_it_did_and_that_it_is_a_deviation(submitted: Town) -> None:
    """With its why; once all is open there is nothing more to open."""
    town = submitted
    town.run("approve", town.alert, "--fingerprint", town.fingerprint, by="anne")
    silent = town.run("external-now", town.alert)
    opened = town.run("external-now", town.alert, "--why", "Avisen har det.")
    again = town.run("external-now", town.alert, "--why", "Avisen har det.")
    page = town.run("show", town.alert).out

    assert (silent.code, silent.err.splitlines()[0]) == (2, "--why mangler.")
    assert opened.out.startswith("Åpnet 4 bølger, men ingen node kjører.")
    assert "Det står som avvik i rapporten." in opened.out
    assert again.code == 1
    assert "Åpnet for alle uten å vente av siri: Avisen har det." in plain(page)


@pytest.mark.requirement("R020")
def test_what_is_odd_is_ticked_by_its_key(sent: Town, tmp_path: Any) -> None:
    """The page names the key; without it the approval is refused, with it it is given."""
    town = sent.copy(tmp_path / "kommune")
    town.run("update", town.alert)
    town.run("update", town.alert)
    town.run("clear", "1001-3", *CLEARED)
    fingerprint = town.run("submit", "1001-3", "--json").json["fingerprint"]
    page = plain(town.run("show", "1001-3").out)
    refused = town.run("approve", "1001-3", "--fingerprint", fingerprint, by="anne")
    keys = [one["key"] for one in town.run("show", "1001-3", "--json").json["odd"]]
    seen = [word for key in keys for word in ("--seen", key)]
    approved = town.run("approve", "1001-3", "--fingerprint", fingerprint, *seen, by="anne")

    assert "second-draft" in keys
    assert "Godkjenn med --seen second-draft" in page
    assert refused.code == 1
    assert approved.code == 0


@pytest.mark.requirement("R113")
def test_the_whole_municipality_is_shown_as_all_with_its_price(town: Town) -> None:
    """By name: «300 av 300 = ALLE», how many have a mobile, and what it costs, before anybody approves."""
    alert = town.run(
        "trigger", "kokevarsel", "--exercise", "--set", "neste_melding=09:00", "--area", "Hele kommunen"
    ).out.strip()
    covered = town.run("show", alert, "--json").json["coverage"]
    page = plain(town.run("show", alert).out)

    assert covered["words"] == f"{covered['of']} av {covered['of']} = ALLE ({covered['mobile']} har mobil)"
    assert covered["words"] in page
    assert "Pris" in page
    assert "Ingen vet hvor mange et emne når." in page
