"""trigger, show, edit, submit: from what happened to a text that waits for its approval."""

import re
import subprocess
from datetime import datetime, timedelta

import pytest

from dispatcher.domain.moments import OSLO
from tests.cli.terminal import at_terminal
from tests.cli.town import Town
from tests.forked import LONGEST, SCRIPT

KOKEVARSEL = ("trigger", "kokevarsel", "--set", "neste_melding=09:00")
LIVE = {
    "DISPATCHER_MODE": "live",
    "DISPATCHER_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "DISPATCHER_PUBLIC_URL": "https://varsling.loten.example",
}

REFUSED = {
    "an unknown scenario": (
        ("trigger", "brann", "--exercise"),
        "scenario: Planen har ikke noe scenario «brann». Den har: alvorlig-hendelse, atomhendelse, ",
    ),
    "an unknown area": (
        (*KOKEVARSEL, "--exercise", "--area", "oslo"),
        "areas: Planen har ikke noe område «oslo». Den har: ",
    ),
    "no area": ((*KOKEVARSEL, "--exercise"), "areas: Velg minst ett område: "),
    "a missing field": (
        ("trigger", "kokevarsel", "--exercise", "--area", "budor"),
        "fields.neste_melding: Fyll ut «Neste melding senest», for eksempel 09:00.",
    ),
    "an unknown field": (
        (*KOKEVARSEL, "--exercise", "--area", "budor", "--set", "fare=flom"),
        "fields.fare: Kokevarsel har ikke feltet «fare».",
    ),
    "real on a node of exercises": (
        (*KOKEVARSEL, "--real", "--area", "budor"),
        "Denne noden kjører bare øvelser og kan ikke sende skarpe varsler. Sett DISPATCHER_MODE=live.",
    ),
    "a time that is none": (
        (*KOKEVARSEL, "--exercise", "--area", "budor", "--known-at", "i natt"),
        "known_at: Skriv et tidspunkt som 09:00, 24.12 18:00 eller 2026-12-24T18:00+01:00.",
    ),
    "a time ahead": (
        (*KOKEVARSEL, "--exercise", "--area", "budor", "--known-at", "2099-01-01T00:00:00Z"),
        "known_at: Tidspunktet ligger fram i tid.",
    ),
    "known before it happened": (
        (
            *KOKEVARSEL,
            "--exercise",
            "--area",
            "budor",
            "--known-at",
            "2026-01-01 10:00",
            "--occurred-at",
            "2026-01-02 10:00",
        ),
        "known_at: Kommunen kan ikke ha visst om hendelsen før den skjedde.",
    ),
}


@pytest.mark.parametrize(("words", "title"), REFUSED.values(), ids=REFUSED)
def test_bad_input_is_told_and_creates_nothing(founded: Town, words: tuple[str, ...], title: str) -> None:
    """The title the interface gives, on standard error, exit 1, and no incident."""
    done = founded.run(*words)

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(title)
    assert founded.run("list", "--json").json == []


def test_areas_that_hold_nobody_are_told(town: Town) -> None:
    """An alert that reaches nobody is not drafted."""
    for name in ("ansatte", "innbyggere"):
        (town.home / "contacts" / f"{name}.csv").write_text(
            "fictional: true\nid;navn;mobil\nA1;Kari;\n", encoding="utf-8"
        )
    town.change(
        "plan.yaml",
        (
            "{name: Alle ansatte, class: staff, lists: [ansatte]}",
            "{name: Alle ansatte, class: staff, lists: [ansatte], groups: [x]}",
        ),
        ("{name: Presse, class: press, lists: [presse]}", "{name: Presse, class: press, lists: [presse], groups: [x]}"),
    )
    done = town.run(*KOKEVARSEL, "--exercise", "--area", "budor")

    assert done.code == 1
    assert "Ingen mottakere: områdene og målgruppene har ingen personer." in done.err
    assert town.run("list").out == "Ingen varsler ennå.\n"


def test_trigger_prints_the_id_alone_and_what_comes_next_beside_it(town: Town) -> None:
    """A script keeps standard output; a person reads both."""
    done = town.run(*KOKEVARSEL, "--exercise", "--area", "budor")

    assert done.out == "1001-1\n"
    assert done.err.splitlines()[0].startswith("UTKAST: Malen på bokmål, nynorsk og engelsk er ikke godkjent")
    assert all(line.startswith("Spør deg: ") for line in done.err.splitlines()[1:-1])
    assert done.err.splitlines()[-1] == "Les gjennom: dispatcher show 1001-1. Send inn: dispatcher submit 1001-1"


@pytest.mark.requirement("R001")
def test_trigger_speaks_json(town: Town) -> None:
    """The id, the incident, its number, and a fingerprint only when it is submitted."""
    drafted = town.run(*KOKEVARSEL, "--exercise", "--area", "budor", "--known-at", "02:50", "--json").json
    submitted = town.run(*KOKEVARSEL, "--exercise", "--area", "budor", "--submit", "--json").json

    assert (drafted["id"], drafted["incident"], drafted["number"]) == ("1001-1", "1001", 1001)
    assert (drafted["state"], drafted["fingerprint"]) == ("draft", None)
    assert (submitted["id"], submitted["state"]) == ("1002-1", "submitted")
    assert re.fullmatch("[0-9a-f]{64}", submitted["fingerprint"])


def test_the_moments_a_clock_was_taken_for_are_said(town: Town) -> None:
    """A minute ago is today's, in a minute is yesterday's: each said beside the answer, of trigger and of log."""
    now = datetime.now(OSLO)
    today, yesterday = now - timedelta(minutes=2), now + timedelta(minutes=2) - timedelta(days=1)
    times = ("--known-at", f"{today:%H:%M}", "--occurred-at", f"{yesterday:%H:%M}")
    done = town.run(*KOKEVARSEL, "--exercise", "--area", "budor", *times, "--json")
    logged = town.run("log", "1001", "x", "--at", f"{yesterday:%H:%M}")
    days = {moment: "i dag" if moment.date() == now.date() else "i går" for moment in (today, yesterday)}

    assert done.err.splitlines() == [
        f"Forstått som: kjent {today:%d.%m kl %H.%M} ({days[today]}).",
        f"Forstått som: skjedde {yesterday:%d.%m kl %H.%M} ({days[yesterday]}).",
    ]
    assert done.json["id"] == "1001-1"
    assert logged.err == f"Forstått som: hendte {yesterday:%d.%m kl %H.%M} ({days[yesterday]}).\n"


def test_a_real_alert_to_a_test_list_is_warned_of(town: Town) -> None:
    """Nobody on it would be told: said by trigger, by show and to programs, each list once; of an exercise nothing."""
    real = town.run(*KOKEVARSEL, "--real", "--area", "budor", env=LIVE)
    shown, exercise = town.run("show", "1001-1", env=LIVE), town.draft()
    warnings = town.run("show", "1001-1", "--json").json["warnings"]

    sentence = "Listen «innbyggere» er en testliste (fictional). Ingen på den blir varslet."
    assert warnings.count(sentence) == 1
    assert all(f"Merk: {warning}" in real.err.splitlines() for warning in warnings)
    assert f"Merk: {sentence}" in " ".join(shown.out.split())
    assert town.run("show", exercise, "--json").json["warnings"] == []


@pytest.mark.requirement("R008")
def test_show_tells_all_of_an_alert_in_eighty_columns(with_submitted: Town) -> None:
    """Mode in words, area, people, waves, every text with its parts, price, fingerprint in fours, who did what."""
    town, alert, fingerprint = with_submitted, with_submitted.alert, with_submitted.fingerprint
    done = town.run("show", alert)
    view = town.run("show", alert, "--json").json
    flat = re.sub(r"\s+", " ", done.out)

    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    assert done.out.startswith(f" ØVELSE   Kokevarsel  varsel {alert}\n")
    assert f"{view['people']} personer, {view['unreachable']} uten noen adresse" in done.out or not view["unreachable"]
    assert "Budor" in done.out
    for wave in view["waves"]:
        assert wave["name"] in flat
    for variant in view["variants"]:
        assert variant["key"] in done.out
        assert re.sub(r"\s+", " ", variant["body"]).strip() in flat
        assert variant["channel"] != "sms" or f"{variant['parts']} deler {variant['encoding']}" in flat
    assert " ".join(re.findall("....", fingerprint)) in flat
    assert f"De 12 første er nok til å godkjenne: {fingerprint[:12]}" in done.out
    assert "Sendt inn av siri" in done.out
    assert "UTKAST: Malen på bokmål, nynorsk og engelsk er ikke godkjent av noen på forhånd." in flat
    assert (
        done.out.splitlines()[-1]
        == f"Venter på godkjenning: dispatcher approve {alert} --fingerprint {fingerprint[:12]}"
    )


@pytest.mark.parametrize("typed", ["25.11", "2026-11-25"])
def test_a_date_without_a_clock_is_shown_as_it_was_typed(town: Town, typed: str) -> None:
    """Nobody said a time of day, so none is shown."""
    alert = town.run("trigger", "stromutfall", "--exercise", "--set", f"til={typed}").out.strip()
    done = town.run("show", alert)

    assert done.code == 0, done.err
    assert re.search(rf" {re.escape(typed)} *$", done.out, re.MULTILINE)


def test_a_wave_of_nobody_is_told_where_it_is_made(town: Town) -> None:
    """Not only to whoever looks afterwards: trigger and submit say it beside the number."""
    nobody = [(f"groups: [{group}]}}", "groups: [ingen]}") for group in ("vakt", "sykehjem", "servicetorg")]
    town.change("plan.yaml", *nobody)
    drafted = town.run(*KOKEVARSEL, "--exercise", "--area", "budor")
    alert = drafted.out.strip()
    warnings = town.run("show", alert, "--json").json["warnings"]
    submitted = town.run("submit", alert)

    assert warnings
    assert "UTKAST: Malen på bokmål, nynorsk og engelsk er ikke godkjent av noen på forhånd." in drafted.err
    for done in (drafted, submitted):
        assert [line for line in done.err.splitlines() if line.startswith("Merk: ")] == [f"Merk: {w}" for w in warnings]


def test_show_as_json_has_what_an_approver_needs(with_draft: Town) -> None:
    """Counts, parts, cost and expected finish, as over HTTP."""
    view = with_draft.run("show", with_draft.alert, "--json").json

    assert view["mode"] == "exercise"
    assert view["estimate"]["sms_parts"] >= view["estimate"]["sms"] > 0
    assert view["estimate"]["expected_seconds"] > 0
    assert {variant["key"] for variant in view["variants"]} >= {"citizen.sms.nb", "public.banner.en", "leader.email.nn"}
    assert view["waves"][1]["gate"] == {"share": 0.9, "longest_wait_seconds": 120.0}


def test_an_unknown_alert_is_told(founded: Town) -> None:
    """Exit 1 and the number that was typed."""
    for words in (("show", "4711-1"), ("submit", "4711-1"), ("watch", "4711-1"), ("pause", "4711-1", "--why", "x")):
        done = founded.run(*words)
        assert (done.code, done.err) == (1, "Det finnes ikke noe varsel 4711-1.\n")


@pytest.mark.requirement("R012")
def test_a_sign_that_makes_sms_dear_is_named_with_its_replacement(drafted: Town) -> None:
    """A dash copied from a word processor triples the price; show names it and what to type instead."""
    town, alert = drafted, drafted.alert
    text = town.home / "min.txt"
    text.write_text("ØVELSE. Kok vannet – ikke drikk det. ØVELSE\n", encoding="utf-8")
    edited = town.run("edit", alert, "--text", f"citizen.sms.nb={text}")
    shown = town.run("show", alert)
    variant = next(one for one in town.run("show", alert, "--json").json["variants"] if one["key"] == "citizen.sms.nb")

    assert edited.code == 0
    assert variant["culprits"] == [{"char": "–", "replacement": "-"}]
    assert variant["body"] == "ØVELSE. Kok vannet – ikke drikk det. ØVELSE"
    assert "Tegnet – (U+2013) gjør SMS-en dyrere. Skriv - i stedet." in shown.out
    assert re.search(r"1 del UCS-2", shown.out)


def test_an_edit_voids_the_fingerprint_and_makes_a_new_version(submitted: Town) -> None:
    """A returned alert is changed, and what was approved before cannot be approved again."""
    town, alert = submitted, submitted.alert
    town.run("return", alert, "--why", "Skriv stedet.", by="anne")
    done = town.run("edit", alert, "--set", "sted=Budor", "--json")

    assert done.code == 0
    assert (done.json["state"], done.json["version"], done.json["fingerprint"]) == ("returned", 2, None)
    assert done.json["fields"]["sted"] == "Budor"


BAD_TEXTS: dict[str, tuple[str, str]] = {
    "an unknown text": ("citizen.fax.nb", "texts.citizen.fax.nb: Varselet har ingen slik tekst. Det har: "),
    "no mark of the exercise": (
        "citizen.sms.nb",
        "texts.citizen.sms.nb: En tekst som ikke er skarp, må begynne og slutte med ØVELSE.",
    ),
}


@pytest.mark.parametrize(("key", "title"), BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_a_text_that_cannot_be_used_is_told(drafted: Town, key: str, title: str) -> None:
    """The refusal names the text, and the draft is as it was."""
    town, alert = drafted, drafted.alert
    before = town.run("show", alert, "--json").json
    (town.home / "min.txt").write_text("Kok vannet.", encoding="utf-8")
    done = town.run("edit", alert, "--text", f"{key}=min.txt")

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(title)
    assert town.run("show", alert, "--json").json == before


@pytest.mark.parametrize("content", [b"\xd8VELSE", b"x" * 70_000], ids=["Latin-1", "too large"])
def test_a_text_file_that_cannot_be_used_is_wrong_use(town: Town, content: bytes) -> None:
    """A file in another encoding would send rubbish: it is refused before anything is opened."""
    (town.home / "min.txt").write_bytes(content)
    done = town.run("edit", "1001-1", "--text", "citizen.sms.nb=min.txt")

    assert done.code == 2
    assert done.err.startswith("--text: min.txt er ")


def test_a_second_submit_is_refused(submitted: Town) -> None:
    """Wrong state: exit 1 and where the alert is."""
    town, alert = submitted, submitted.alert
    done = town.run("submit", alert)

    assert (done.code, done.out) == (1, "")
    assert done.err == "Varselet er sendt inn og venter på godkjenning og kan ikke sendes inn nå.\n"


def test_the_number_of_people_must_be_right(drafted: Town) -> None:
    """Who says a number has looked at it; a wrong one is refused with the right one."""
    town, alert = drafted, drafted.alert
    people = town.run("show", alert, "--json").json["people"]
    wrong = town.run("submit", alert, "--people", str(people + 1))
    right = town.run("submit", alert, "--people", str(people))

    assert wrong.code == 1
    assert wrong.err.startswith(f"Varselet gjelder {people} personer, ikke {people + 1}.")
    assert right.code == 0


def test_a_real_alert_needs_the_number_of_people_from_a_program(town: Town) -> None:
    """Without a terminal nothing is asked: the draft stays, its id is printed, and the refusal says the number."""
    done = town.run(*KOKEVARSEL, "--real", "--area", "budor", "--submit", env=LIVE)
    people = town.run("show", "1001-1", "--json", env=LIVE).json["people"]

    assert (done.code, done.out) == (1, "1001-1\n")
    assert "Utkastet er laget, men ikke sendt inn:" in done.err
    assert f"Skriv hvor mange personer det gjelder ({people})" in done.err.splitlines()[-1]

    again = town.run(*KOKEVARSEL, "--real", "--area", "budor", "--submit", "--people", str(people), "--json", env=LIVE)
    assert again.json["state"] == "submitted"


def test_a_real_alert_asks_for_the_number_of_people_at_a_terminal(town: Town) -> None:
    """A person types the number; what is no number is asked for again, what is wrong is refused."""
    alert = town.run(*KOKEVARSEL, "--real", "--area", "budor", env=LIVE).out.strip()
    people = town.run("show", alert, "--json", env=LIVE).json["people"]

    code, screen = at_terminal(town, "submit", alert, typed=("mange", str(people)), env=LIVE)

    assert code == 0, screen
    assert f"Varselet er SKARPT og gjelder {people} personer. Skriv antallet for å sende det inn" in screen
    assert "«mange» er ikke et helt tall" in screen
    assert town.run("show", alert, "--json", env=LIVE).json["state"] == "submitted"


def test_list_shows_the_newest_first_with_its_mode_in_words(drafted: Town) -> None:
    """One line for each alert."""
    town, first, second = drafted, drafted.alert, drafted.draft()
    done = town.run("list")

    assert [line.split()[:3] for line in done.out.splitlines()[1:]] == [
        [second, "ØVELSE", "kokevarsel"],
        [first, "ØVELSE", "kokevarsel"],
    ]
    assert [view["id"] for view in town.run("list", "--json").json] == [second, first]


def test_a_list_that_broke_is_told_when_composing(town: Town) -> None:
    """The former version is used, and the one who composes hears of it."""
    (town.home / "contacts" / "presse.csv").write_text("en;to\n1;2\n", encoding="utf-8")
    done = town.run(*KOKEVARSEL, "--exercise", "--area", "budor")

    assert (done.code, done.out) == (0, "1001-1\n")
    assert done.err.startswith("Advarsel: contacts/presse.csv:1: ")
    assert "Den forrige utgaven av listen gjelder." in done.err


def test_output_is_written_also_where_the_terminal_lacks_signs(with_draft: Town) -> None:
    """On a Latin-1 terminal a dash may become a question mark; the command does not fail for it."""
    town, alert = with_draft, with_draft.alert
    environment = town.environment("siri") | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(
        [SCRIPT, "show", alert], env=environment, cwd=town.home, capture_output=True, check=False, timeout=LONGEST
    )

    assert done.returncode == 0, done.stderr
    assert "ØVELSE".encode("latin-1") in done.stdout


def test_a_reader_that_leaves_early_is_no_fault(with_draft: Town) -> None:
    """`dispatcher show … | head -1` ends quietly."""
    town, alert = with_draft, with_draft.alert
    done = subprocess.run(
        ["sh", "-c", f"{SCRIPT} show {alert} | head -1; {SCRIPT} list --json | true"],
        env=town.environment("siri"),
        cwd=town.home,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )

    assert done.stderr == ""
    assert "ØVELSE" in done.stdout


@pytest.mark.requirement("R110", "R112")
def test_who_triggers_is_asked_whom_it_concerns_and_show_says_what_must_be_done(town: Town) -> None:
    """The questions beside the id, before anything is written; the plan's steps and coordinator on the page."""
    drafted = town.run(*KOKEVARSEL, "--exercise", "--area", "adalsbruk")
    page = " ".join(town.run("show", drafted.out.strip()).out.split())

    assert drafted.err.count("Spør deg: ") == 5
    assert "Spør deg: Hvem har saken konsekvenser for?" in drafted.err
    assert "Tiltak etter planen" in page
    assert "Kjør ut vann til" in page
    assert "Koordinatorer i områdene" in page
