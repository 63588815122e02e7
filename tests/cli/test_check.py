"""check: everything that would fail tonight, in the words a person reads by day."""

import json
import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dispatcher.plan_file import load_plan
from tests.adopted_texts import adopt_texts
from tests.cli.town import Town
from tests.forked import Done

LIVE = {
    "DISPATCHER_MODE": "live",
    "DISPATCHER_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "DISPATCHER_PUBLIC_URL": "http://127.0.0.1:9",  # nobody is there: what check asks of the outside has its own tests
    "DISPATCHER_RESOLVER": "127.0.0.1:9",
}
TWILIO = {
    "DISPATCHER_TWILIO__ACCOUNT_SID": "AC0",
    "DISPATCHER_TWILIO__AUTH_TOKEN": "hemmelig-nokkel-1",
    "DISPATCHER_TWILIO__SENDER": "Loten",
    "DISPATCHER_TWILIO__BASE_URL": "http://127.0.0.1:9",
}
SMTP = {
    "DISPATCHER_SMTP__HOST": "127.0.0.1",
    "DISPATCHER_SMTP__PORT": "9",
    "DISPATCHER_SMTP__SENDER": "krisevarsel@loten.example",
}
BACKUPS = {
    "DISPATCHER_TWILIO_BACKUP__ACCOUNT_SID": "AC1",
    "DISPATCHER_TWILIO_BACKUP__AUTH_TOKEN": "hemmelig-nokkel-2",
    "DISPATCHER_TWILIO_BACKUP__SENDER": "Loten",
    "DISPATCHER_TWILIO_BACKUP__BASE_URL": "http://127.0.0.1:9",
    "DISPATCHER_SMTP_BACKUP__HOST": "127.0.0.1",
    "DISPATCHER_SMTP_BACKUP__PORT": "9",
    "DISPATCHER_SMTP_BACKUP__SENDER": "krisevarsel@loten.example",
}


def faults(done: Done) -> dict[str, str]:
    return {fault["where"]: fault["what"] for fault in done.json["faults"]}


def warnings(done: Done) -> list[tuple[str, str]]:
    return [(warning["where"], warning["what"]) for warning in done.json["warnings"]]


def line_of(town: Town, words: str, *, whole: bool = False) -> str:
    """Where in the plan these words stand first, or are the whole line."""
    lines = (town.home / "plan.yaml").read_text(encoding="utf-8").splitlines()
    found = (number for number, line in enumerate(lines, start=1) if (words == line if whole else words in line))
    return f"plan.yaml:{next(found)}"


def said(done: Done) -> str:
    return " ".join(what for _, what in warnings(done))


@pytest.fixture
def town(town: Town) -> Town:
    """A town of one's own, in one language."""
    return town.speak_one_language()


def test_the_shipped_plan_is_clean(founded: Town, tmp_path: Path) -> None:
    """No fault in any language; what should be mended by day is listed and leaves 0."""
    town = founded.copy(tmp_path / "kommune")
    done = town.run("check", by=None)

    assert done.code == 0
    assert "Feil" not in done.out
    assert done.out.splitlines()[-1].startswith("Ingen feil. ")
    assert f"{line_of(town, 'status: draft')} plan.status: Planen er et utkast og ikke vedtatt." in done.out
    for name in ("ansatte", "politikere", "naeringsliv", "presse", "innbyggere"):
        assert f"contacts/{name}.csv:1: Listen er oppdiktet («fictional: true»)." in done.out


def test_a_check_is_journalled(town: Town) -> None:
    """Who can open the database may check, and the journal says that it was done."""
    town.run("check", by=None)
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        kind, data = database.execute("SELECT kind, data FROM journal ORDER BY seq DESC LIMIT 1").fetchone()

    assert kind == "check.run"
    assert json.loads(data)["faults"] == 0


def test_a_broken_plan_tells_every_fault(town: Town) -> None:
    """Each fault has its line, all in one go, and nothing that hangs on a whole plan is guessed at."""
    (town.home / "contacts" / "presse.csv").write_text("id;navn;mobil\n", encoding="utf-8")
    town.change(
        "plan.yaml",
        ("audiences: [vakt, sykehjem, servicetorg]", "audiences: [vakt, sykehjemmet, servicetorg]"),
        ("gate: {share: 0.9, longest_wait: 2m}", "gate: {share: 0.9}"),
        ("responsible: kommunalsjef-teknisk", "responsible: teknisk"),
        ("expires_after: 24h", "expires_after: et døgn"),
    )
    done = town.run("check", by=None)
    told = sorted(int(line.split(":")[1]) for line in done.out.splitlines() if line.startswith("  plan.yaml:"))
    broken = ("sykehjemmet", "gate: {share: 0.9}", "responsible: teknisk", "et døgn")
    plan = (town.home / "plan.yaml").read_text(encoding="utf-8").splitlines()

    assert done.code == 1
    assert told == sorted(
        next(number for number, line in enumerate(plan, start=1) if words in line) for words in broken
    )
    assert done.err == "5 feil må rettes.\n", "and the list that has lost its mobiles"
    assert "er tom: " not in done.out
    assert "når ingen" not in done.out


def test_a_broken_plan_hides_nothing_else(town: Town) -> None:
    """Lists, texts, clock, database and accounts are looked at all the same, and files that are named must be there."""
    town.change(
        "plan.yaml",
        ("    expires_after: 24h", "    expires_after: et døgn\n    templates: kokevarsler"),
        ("    templates: kokevarsel\n", ""),
        (
            "presse: {file: contacts/presse.csv, language: nb,",
            "presse: {file: contacts/prese.csv, language: nb, alder: x,",
        ),
    )
    town.change("templates/evakuering/nb.yaml", ("title: Evakuering av {{ place }}", "title: Evakuering av {{ plce }}"))
    (town.home / "contacts" / "ansatte.csv").write_text("en;to\n1;2\n", encoding="utf-8")
    (town.home / "var" / "dispatcher.db").chmod(0o644)
    done = town.run("check", "--json", by=None)
    found, told = faults(done), [fault["what"] for fault in done.json["faults"]]

    assert done.code == 1
    assert found["templates/evakuering/nb.yaml:5"] == "Malen ber om «plce», som ikke finnes. Mente du «place»?"
    assert found["contacts/ansatte.csv:1"].startswith("har ingen kolonne vi kjenner")
    for sentence in (
        "expires_after: Skriv et tall og en enhet",
        "Ukjent nøkkel «alder».",
        "Finner ikke filen contacts/prese.csv.",
        "Finner ikke mappen templates/kokevarsler med tekstene.",
    ):
        assert any(what.startswith(sentence) for what in told), sentence
    assert "Andre brukere på maskinen kan åpne databasen." in said(done)


def test_a_plan_that_is_no_yaml_hides_no_database(town: Town) -> None:
    """With nothing of the plan to go on with, the rest is still looked at."""
    (town.home / "plan.yaml").write_text("plan: [", encoding="utf-8")
    (town.home / "var" / "dispatcher.db").chmod(0o644)
    done = town.run("check", "--json", env=LIVE | TWILIO, by=None)

    assert set(faults(done)) == {"plan.yaml:1"}
    assert {where for where, _ in warnings(done)} >= {"DISPATCHER_TWILIO__RATE", "DISPATCHER_TWILIO__REPLY_NUMBER"}
    assert "Andre brukere på maskinen kan åpne databasen." in said(done)


def test_an_area_of_nobody_is_told_with_its_line(town: Town) -> None:
    """A border drawn in the wrong place is seen by day; when a list cannot be read nothing is claimed."""
    town.change("plan.yaml", ("names: [Nordbyvegen, Myrvegen]", "names: [Norbyveien]"))
    told = [one for one in warnings(town.run("check", "--json", by=None)) if ".nordbyvegen" in one[0]]
    (town.home / "contacts" / "presse.csv").unlink()
    unread = town.run("check", "--json", by=None)

    assert told == [
        (
            f"{line_of(town, '  nordbyvegen-myrvegen:')} areas.nordbyvegen-myrvegen",
            "Ingen på noen liste hører til området «Nordbyvegen og Myrvegen». Se over grensen, veinavnene og listene.",
        )
    ]
    assert "hører til området" not in said(unread)


@pytest.mark.parametrize("imported", [False, True])
def test_a_list_that_lost_its_mobiles_is_a_fault(town: Town, *, imported: bool) -> None:
    """An export without its column, also when a node has taken it already: it tells how many there were."""
    file = town.home / "contacts" / "ansatte.csv"
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        (mobiles,) = database.execute(
            "SELECT count(sms_point) FROM people JOIN lists ON lists.id = list_id WHERE key = 'ansatte'"
        ).fetchone()
    header = "fictional: true\nid;navn;e-post;grupper\n"
    file.write_text(f"{header}A1;Kari Test;kari@loten.example;vakt\n", encoding="utf-8")
    if imported:
        town.draft()
    done = town.run("check", "--json", by=None)
    file.write_text(
        header.replace("e-post", "mobil;e-post") + "A1;Kari Test;;kari@loten.example;vakt\n", encoding="utf-8"
    )
    emptied = town.run("check", "--json", by=None)

    rest = f"En tidligere utgave hadde {mobiles} mobilnumre. Hent listen på nytt. "
    rest += "Er det meningen, gi listen en ny nøkkel i planen."
    assert mobiles > 0
    assert (done.code, faults(done)) == (
        1,
        {"contacts/ansatte.csv:2": f"Listen har mistet kolonnen for mobil. {rest}"},
    )
    assert faults(emptied) == {"contacts/ansatte.csv:2": f"Ingen har mobil. {rest}"}


def test_a_broken_plan_stops_other_commands_with_the_same_words(town: Town) -> None:
    """Both trigger and serve tell every fault of the plan on a line of its own, exit 1."""
    town.change("plan.yaml", ("responsible: kommunalsjef-teknisk", "responsible: teknisk"), ("24h", "et døgn"))
    by_check = [f"{fault['where']}: {fault['what']}" for fault in town.run("check", "--json").json["faults"]]

    for words in (("trigger", "kokevarsel", "--exercise"), ("serve",)):
        done = town.run(*words)
        assert (done.code, done.out) == (1, "")
        assert done.err.splitlines() == by_check


def test_an_act_on_an_alert_needs_no_plan(drafted: Town) -> None:
    """While somebody mends plan.yaml, what is being sent can still be seen, paused and stopped."""
    town, alert = drafted, drafted.alert
    (town.home / "plan.yaml").write_text("plan: [", encoding="utf-8")

    assert town.run("show", alert, "--json").code == 0
    assert town.run("log", alert, "Planen rettes.").code == 0
    assert town.run("stop", alert, "--why", "x").err == "Varselet er et utkast og kan ikke stoppes nå.\n"


def test_a_loop_in_a_template_is_a_fault_with_its_line(town: Town) -> None:
    """Templates hold text, fields and a plain if: anything else names file and line."""
    town.change("templates/kokevarsel/nb.yaml", ("do:", "do: >-\n  {% for x in fields %}x{% endfor %}\nnever:"))
    done = town.run("check", "--json", by=None)

    assert done.code == 1
    assert any(where.startswith("templates/kokevarsel/nb.yaml:") for where in faults(done)), faults(done)


def test_a_broken_list_is_a_fault(town: Town) -> None:
    """The former version stays in force, and somebody has to be told."""
    (town.home / "contacts" / "ansatte.csv").write_text("en;to;tre\n1;2;3\n", encoding="utf-8")
    (town.home / "contacts" / "presse.csv").unlink()
    done = town.run("check", "--json", by=None)

    assert done.code == 1
    assert set(faults(done)) == {"contacts/ansatte.csv:1", "contacts/presse.csv"}
    assert faults(done)["contacts/presse.csv"] == "finnes ikke eller kan ikke åpnes"
    assert "er tom" not in said(done), "of a list that cannot be read nothing is claimed"


def test_rows_with_faults_are_named_up_to_a_number(town: Town) -> None:
    """Twenty with file, line and column; the rest is counted."""
    file = town.home / "contacts" / "presse.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    rows = [f"X{number};Redaksjon {number};12;;nb" for number in range(33)]
    rows.append("X99;Redaksjon 99;42000099;;nb")
    file.write_text("\n".join([lines[0], "id;navn;mobil;e-post;språk", *rows]) + "\n", encoding="utf-8")
    done = town.run("check", "--json", by=None)
    told = [where for where, _ in warnings(done) if where.startswith("contacts/presse.csv:")]

    assert done.code == 0
    assert told[:3] == [f"contacts/presse.csv{place}" for place in (":1", ":3 kolonne «mobil»", ":4 kolonne «mobil»")]
    assert len(told) == 1 + 20
    assert ("contacts/presse.csv", "og 13 til") in warnings(done)


def test_an_old_list_is_told_with_its_age(town: Town) -> None:
    """Older than the plan's max_age."""
    long_ago = time.time() - 200 * 24 * 3600
    os.utime(town.home / "contacts" / "innbyggere.csv", (long_ago, long_ago))
    done = town.run("check", "--json", by=None)

    what = "Listen er 200 dager gammel. Planen sier høyst 90. Hent en ny."
    assert ("contacts/innbyggere.csv", what) in warnings(done)


def test_a_list_of_half_a_year_is_told_whatever_the_plan_allows(town: Town) -> None:
    """People move; a plan that allows years was written once and forgotten."""
    file = "contacts/presse.csv"
    town.change("plan.yaml", (f"{file}, language: nb, max_age: 180d", f"{file}, language: nb, max_age: 900d"))
    long_ago = time.time() - 200 * 24 * 3600
    os.utime(town.home / file, (long_ago, long_ago))
    done = town.run("check", "--json", by=None)

    what = "Listen er 200 dager gammel. Mange har flyttet eller byttet nummer siden. Hent en ny."
    assert (file, what) in warnings(done)


def test_an_empty_audience_is_told(town: Town) -> None:
    """A group nobody is in leaves its wave empty, which opens the next: a warning."""
    town.change("plan.yaml", ("lists: [ansatte], groups: [sykehjem]", "lists: [ansatte], groups: [sjukehjem]"))
    done = town.run("check", "--json", by=None)

    what = "Målgruppen «Sykehjem og omsorgsboliger» er tom: ingen med gruppen sjukehjem i ansatte."
    assert done.code == 0
    assert (f"{line_of(town, '  sykehjem: {name')} audiences.sykehjem", what) in warnings(done)


def test_a_scenario_that_reaches_nobody_is_a_fault(town: Town) -> None:
    """With people, but without one address, nobody would be told tonight."""
    for file in (town.home / "contacts").glob("*.csv"):
        kept = "fictional: true\nid;navn;mobil;e-post;grupper\nA1;Kari Test;;;kriseledelse\n"
        file.write_text(kept, encoding="utf-8")
    done = town.run("check", "--json", by=None)

    assert done.code == 1
    assert {where: what for where, what in faults(done).items() if where.startswith("plan.yaml")} == {
        f"{line_of(town, f'  {key}:', whole=True)} scenarios.{key}": (
            "Scenarioet når ingen: målgruppene har ingen personer med mobil eller e-post."
        )
        for key in load_plan(town.home).plan.scenarios
    }


def test_a_silent_unit_that_no_list_knows_is_told(town: Town) -> None:
    """By day, not when a phone rings where somebody hides."""
    town.change("plan.yaml", ("{nb: Ådalsbruk skole,", "{nb: Ådalsbruk skule,"))
    done = town.run("check", by=None)

    assert "Ingen på noen liste har enheten «Ådalsbruk skule». Telefonene der ville ringe." in done.out
    assert "Løten ungdomsskole" not in done.out


def test_a_folder_without_a_plan_is_told_and_left_alone(town: Town) -> None:
    """A check in the wrong folder makes no database there."""
    elsewhere = town.home / "annet"
    elsewhere.mkdir()
    done = town.run("check", env={"DISPATCHER_HOME": str(elsewhere)}, by=None)

    assert done.code == 1
    assert "plan.yaml: Mappen har ingen plan. Kjør «dispatcher init»" in done.out
    assert list(elsewhere.iterdir()) == []


def test_invalid_settings_are_wrong_use(town: Town) -> None:
    """Settings faults are exit 2, one line each, and JSON when JSON was asked for."""
    env = {"DISPATCHER_PORT": "99999", "DISPATCHER_MODE": "skarp"}
    plain, programs = town.run("check", env=env, by=None), town.run("check", "--json", env=env, by=None)
    misspelt = town.run("check", env=env | {"DISPATCHER_MODUS": "live"}, by=None)

    assert (plain.code, plain.out, len(plain.err.splitlines())) == (2, "", 2)
    assert misspelt.err.splitlines()[0] == (
        "Advarsel: DISPATCHER_MODUS: Det finnes ingen slik innstilling. Mente du «DISPATCHER_MODE»?"
    )
    assert programs.code == 2
    assert set(faults(programs)) == {"DISPATCHER_PORT", "DISPATCHER_MODE"}


def test_a_misspelt_setting_is_a_warning(town: Town) -> None:
    """A rate that nobody reads would be missed at night; the node still runs. A key of one's own is not strange."""
    town_env = {"DISPATCHER_TWILO__RATE": "3", "DISPATCHER_SMTP__FOO": "x", "dispatcher_hosts": "x"}
    done = town.run("check", "--json", env=town_env, by="siri")

    assert done.code == 0
    assert warnings(done)[:3] == [
        ("DISPATCHER_HOSTS", "Det finnes ingen slik innstilling. Mente du «DISPATCHER_HOST»?"),
        ("DISPATCHER_SMTP__FOO", "Det finnes ingen slik innstilling. Fjern den."),
        ("DISPATCHER_TWILO__RATE", "Det finnes ingen slik innstilling. Mente du «DISPATCHER_TWILIO__RATE»?"),
    ]
    assert "DISPATCHER_TOKEN" not in done.out


def test_a_rate_that_an_exercise_does_not_use_is_told(town: Town) -> None:
    """Who set it believes that it holds."""
    rates = {"DISPATCHER_TWILIO__RATE": "3", "DISPATCHER_SMTP__RATE": "5"}
    done = town.run("check", "--json", env=TWILIO | SMTP | rates, by=None)

    what = "Farten brukes ikke: noden kjører bare øvelser, og de går til fangsten så fort de kan. "
    what += "Den gjelder når DISPATCHER_MODE=live."
    assert [one for one in warnings(done) if "RATE" in one[0]] == [(name, what) for name in rates]
    assert "Farten brukes ikke" not in said(town.run("check", "--json", env=LIVE | TWILIO | SMTP | rates, by=None))


def test_a_host_that_is_no_address_is_told_by_day(town: Town) -> None:
    """As serve would tell it at night."""
    done = town.run("check", "--json", env={"DISPATCHER_HOST": "kommunehuset.invalid"}, by=None)

    assert done.code == 2
    assert faults(done)["DISPATCHER_HOST"].startswith("Maskinen finner ingen adresse for «kommunehuset.invalid». ")


def test_live_without_providers_is_a_fault(town: Town) -> None:
    """The plan sends SMS and e-mail; in live somebody must carry them."""
    adopt_texts(town.home)
    done = town.run("check", "--json", env=LIVE, by=None)

    assert done.code == 1
    assert set(faults(done)) == {"DISPATCHER_TWILIO__ACCOUNT_SID", "DISPATCHER_SMTP__HOST"}


def test_live_tells_what_is_assumed_of_the_routes(town: Town) -> None:
    """Pace and reply number that are not given, and a sender people do not know, are warnings."""
    adopt_texts(town.home)
    done = town.run("check", "--json", env=LIVE | TWILIO | SMTP, by=None)
    names = [where for where, _ in warnings(done)]

    assert done.code == 0, done.said
    assert ("DISPATCHER_TWILIO__RATE" in names, "DISPATCHER_TWILIO__REPLY_NUMBER" in names) == (True, True)
    assert "Da sendes 10 SMS-deler i sekundet." in said(done)
    assert "DISPATCHER_TWILIO__SENDER" not in names

    other = {"DISPATCHER_TWILIO__SENDER": "+4742000000", "DISPATCHER_SMTP__SENDER": "post@loten.example"}
    done = town.run("check", "--json", env=LIVE | TWILIO | SMTP | other, by=None)
    assert "Da sendes 1 SMS-del i sekundet." in said(done)
    assert "Avsenderen er en annen enn i planen (sms_sender: Loten)." in said(done)
    assert "Avsenderen er en annen enn i planen (email_sender)." in said(done)


def test_live_without_a_backup_is_told(town: Town) -> None:
    """One warning a channel; none when each has its second route."""
    adopt_texts(town.home)
    alone = town.run("check", "--json", env=LIVE | TWILIO | SMTP, by=None)
    backed = town.run("check", "--json", env=LIVE | TWILIO | SMTP | BACKUPS, by=None)
    names = {"DISPATCHER_TWILIO_BACKUP", "DISPATCHER_SMTP_BACKUP"}

    assert names <= {where for where, _ in warnings(alone)}
    assert "Ingen reserve for SMS. Faller leverandøren ut i natt, venter meldingene til den er tilbake." in said(alone)
    assert not names & {where for where, _ in warnings(backed)}
    assert backed.code == 0


def test_a_secret_is_never_told(town: Town) -> None:
    """Neither token nor key stands in anything a check prints."""
    done = town.run("check", env=LIVE | TWILIO | SMTP, by="siri")

    assert TWILIO["DISPATCHER_TWILIO__AUTH_TOKEN"] not in done.said
    assert LIVE["DISPATCHER_SECRET_KEY"] not in done.said
    assert town.tokens["siri"] not in done.said


@contextmanager
def nobody_listens() -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_a_shared_capture_must_answer(town: Town) -> None:
    """Exercises go through the capture; if it is named and silent, tonight's exercise fails."""
    with nobody_listens() as url:
        done = town.run("check", "--json", env={"DISPATCHER_CAPTURE__URL": url}, by=None)

    assert done.code == 1
    assert faults(done)["DISPATCHER_CAPTURE__URL"].startswith("Øvelser kan ikke sendes: fangsten svarer ikke (")


def test_a_clock_behind_the_journal_is_a_fault(town: Town) -> None:
    """Time does not go backwards: then no gate, no expiry and no journal can be trusted."""
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        database.execute("UPDATE journal SET at = at + 864000000 WHERE seq = (SELECT max(seq) FROM journal)")
    done = town.run("check", "--json", by=None)

    assert done.code == 1
    assert "Still klokken." in faults(done)["klokke"]


def test_a_damaged_database_is_a_fault(town: Town) -> None:
    """A page of zeroes in the middle is seen by day."""
    path = town.home / "var" / "dispatcher.db"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'people'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\0" * size)
    done = town.run("check", "--json", by=None)

    assert done.code == 1
    assert any("skadet" in what or "malformed" in what for what in faults(done).values()), faults(done)


def test_a_database_others_can_open_is_told(town: Town) -> None:
    """It holds people's numbers."""
    (town.home / "var" / "dispatcher.db").chmod(0o644)

    assert "Andre brukere på maskinen kan åpne databasen." in said(town.run("check", "--json", by=None))


def test_too_few_who_can_approve_is_told(town: Town, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No accounts at all, and a scenario only one account can approve, are told with who to give one."""
    new = Town(home=tmp_path_factory.mktemp("ny") / "kommune")
    new.home.mkdir()
    new.run("init", str(new.home))
    new.speak_one_language()
    assert "Det er ingen brukere ennå." in said(new.run("check", "--json"))

    new.run("user", "add", "anne", "--role", "approver", "--person", "ordforer")
    done = new.run("check", "--json")
    approval = next(what for where, what in warnings(done) if where.endswith(" scenarios.kokevarsel.approval"))
    assert "Ingen bruker har rollen crisis-team." in said(done)
    assert approval.startswith(
        "Bare én bruker kan godkjenne. Gi minst to av disse en bruker med rollen approver: ordforer, "
    )


def test_an_account_of_somebody_the_plan_no_longer_has_is_told(town: Town) -> None:
    """People leave; their account cannot approve any more."""
    town.change("plan.yaml", ("  ordforer: {name", "  ny-ordforer: {name"), ("holder: ordforer", "holder: ny-ordforer"))

    assert "Brukeren anne er knyttet til «ordforer», som ikke finnes i planen." in said(
        town.run("check", "--json", by=None)
    )


def test_an_id_that_is_somebody_else_in_another_list_is_told(town: Town) -> None:
    """One id is one person: only one of the two would be told, and nobody would know of the other."""
    path = town.home / "contacts" / "naeringsliv.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    last = lines[-1]
    path.write_text("\n".join([*lines[:-1], last.replace(last.split(";")[0], "P000001", 1)]) + "\n", encoding="utf-8")

    warned = {one["where"]: one["what"] for one in town.run("check", "--json", by=None).json["warnings"]}

    assert any("1 id-er står også i contacts/" in what for where, what in warned.items() if "contacts/" in where)


def test_a_second_hosts_folder_that_cannot_be_one(town: Town) -> None:
    """A file where the folder should be is a fault; a folder that is yet to be made is none."""
    (town.home / "copy").write_text("x")
    settings = "DISPATCHER_STATIC_FOLDER"
    wrong = faults(town.run("check", "--json", env={settings: "copy"}))
    fine = faults(town.run("check", "--json", env={settings: "not/yet/there"}))

    assert "er ikke en mappe" in wrong[settings]
    assert settings not in fine


def test_the_terms_that_count_are_said(town: Town) -> None:
    """In words, for programs, and of an incident: the plan's limit and not the setting that is longer."""
    longer = {"DISPATCHER_RETENTION__STAFF": "365"}
    told = town.run("check", env=longer)
    facts = town.run("check", "--json", env=longer)
    number = town.draft().partition("-")[0]
    of_incident = town.run("retention", number, env=longer)

    assert "Ansatte: 180 dager (planens frist)." in told.out
    assert {one["group"]: (one["days"], one["by"]) for one in facts.json["retention"]}["staff"] == (180, "plan")
    assert [where for where, what in warnings(facts) if "Planen gjelder" in what] == [
        f"{line_of(town, 'retention:', whole=True)} retention"
    ]
    assert "ansatte 180 dager" in of_incident.out


def test_a_group_that_says_what_ails_citizens_is_a_fault_and_of_staff_a_workplace(town: Town) -> None:
    """With its line, without the word; «Psykiatri» where staff work is none."""
    row = "1;Kari Testvik;42000001;Psykiatri;dialyse"
    for name in ("oppfolging", "ansatte"):
        path = town.home / "contacts" / f"{name}.csv"
        path.write_text(f"fictional: true\nid;navn;mobil;enhet;grupper\n{row}\n", encoding="utf-8")
    found = {where: what for where, what in faults(town.run("check", "--json")).items() if "sårbar" in what}

    assert set(found) == {f"contacts/oppfolging.csv:3 kolonne «{column}»" for column in ("enhet", "grupper")}
    assert "dialyse" not in str(found)
