"""approve, return, reject, pause, resume, stop, unsure: who may, when, and what is read afterwards."""

import json
import sqlite3
from contextlib import nullcontext
from pathlib import Path

import pytest

from dispatcher.cli.words import NO_NODE
from dispatcher.ledger.locks import NodeLock, node_running
from tests.cli.town import Town
from tests.forked import LONGEST


def state(town: Town, alert: str) -> str:
    view = next(view for view in town.run("list", "--json").json if view["id"] == alert)
    return str(view["state"])


@pytest.mark.requirement("R003")
def test_an_approval_needs_the_fingerprint_and_another_pair_of_eyes(submitted: Town) -> None:
    """Twelve digits of it, by somebody of the plan's chain who neither submitted nor last edited; again is the same."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    other = ("0" if fingerprint[0] != "0" else "1") + fingerprint[1:12]
    asked = {
        "eleven digits": town.run("approve", alert, "--fingerprint", fingerprint[:11], by="anne"),
        "another text": town.run("approve", alert, "--fingerprint", other, by="anne"),
        "no approver": town.run("approve", alert, "--fingerprint", fingerprint, by="siri"),
    }
    approved = town.run("approve", alert, "--fingerprint", fingerprint[:12].upper(), "--json", by="anne")
    again = town.run("approve", alert, "--fingerprint", fingerprint, by="anne")
    late = town.run("approve", alert, "--fingerprint", fingerprint, by="ola")

    assert {name: (done.code, done.out) for name, done in asked.items()} == dict.fromkeys(asked, (1, ""))
    assert asked["eleven digits"].err.startswith("fingerprint: Oppgi minst de 12 første tegnene av fingeravtrykket")
    assert "endret siden du så det" in asked["another text"].err
    assert asked["no approver"].err == "Du har ikke rett til å godkjenne et varsel. Det krever rollen approver.\n"
    assert approved.code == 0, approved.err
    assert (approved.json["state"], approved.json["already"], approved.json["approved_by"]) == (
        "approved",
        False,
        "anne",
    )
    assert again.out.startswith("Du hadde allerede godkjent dette.")
    assert (late.code, late.err) == (1, "Varselet er allerede godkjent av anne.\n")


def test_a_fingerprint_may_be_typed_in_groups_of_four(submitted: Town) -> None:
    """As it stands on the page."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    grouped = " ".join(fingerprint[start : start + 4] for start in range(0, 16, 4))

    assert town.run("approve", alert, "--fingerprint", grouped, by="anne").code == 0


def test_nobody_approves_what_they_submitted(town: Town) -> None:
    """Ola may both submit and approve, but not the same alert."""
    alert = town.run("trigger", "stromutfall", "--exercise", "--submit", by="ola").out.strip()
    fingerprint = town.run("show", alert, "--json").json["fingerprint"]
    done = town.run("approve", alert, "--fingerprint", fingerprint, by="ola")

    assert done.code == 1
    assert done.err == "Den som har sendt inn eller sist endret et varsel, kan ikke godkjenne det selv.\n"


def test_a_role_that_is_not_ones_own_is_refused(submitted: Town) -> None:
    """--capacity must be a role of the plan's chain that the person holds."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    done = town.run("approve", alert, "--fingerprint", fingerprint, "--capacity", "kommunedirektor", by="anne")

    assert (done.code, done.err) == (1, "Planen gir deg ikke rett til å godkjenne i den rollen.\n")


def test_return_and_reject_say_what_comes_next(submitted: Town) -> None:
    """A returned alert is changed and submitted again; a rejected one is over."""
    town, alert = submitted, submitted.alert
    returned = town.run("return", alert, "--why", "Skriv stedet.", by="anne")
    town.run("submit", alert)
    rejected = town.run("reject", alert, "--why", "Falsk alarm.", "--json", by="anne")

    assert (returned.code, returned.out) == (0, f"Returnert. Endre med: dispatcher edit {alert}\n")
    assert (rejected.json["state"], rejected.json["why"]) == ("rejected", "Falsk alarm.")
    assert town.run("resume", alert, by="anne").err == "Varselet er avvist og kan ikke gjenopptas nå.\n"


def test_an_empty_reason_is_no_reason(submitted: Town) -> None:
    """What stands in the journal must say something."""
    town, alert = submitted, submitted.alert
    done = town.run("reject", alert, "--why", "  ", by="anne")

    assert (done.code, done.err) == (1, "why: Skriv en kort begrunnelse. Den står i loggen.\n")
    assert state(town, alert) == "submitted"


def test_pause_resume_and_stop(submitted: Town) -> None:
    """Anyone of the crisis team pauses and stops, alone; an approver resumes; what was left is counted."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    town.run("approve", alert, "--fingerprint", fingerprint, by="anne")
    paused = town.run("pause", alert, "--why", "Feil område.")
    shown = town.run("show", alert)
    by_siri, by_anne = town.run("resume", alert), town.run("resume", alert, by="anne")
    twice = town.run("resume", alert, by="anne")
    stopped = town.run("stop", alert, "--why", "Falsk alarm.", "--json")

    assert paused.out == f"Satt på pause. Ingenting nytt går ut før: dispatcher resume {alert}\n"
    assert "PÅ PAUSE: Feil område." in shown.out
    assert (by_siri.code, by_anne.code) == (1, 0)
    assert by_siri.err == "Du har ikke rett til å gjenoppta et varsel. Det krever rollen approver.\n"
    assert (twice.code, twice.err) == (1, "Varselet er ikke på pause.\n")
    assert (stopped.json["state"], stopped.json["why"]) == ("stopped", "Falsk alarm.")
    assert stopped.json["not_sent"] == 0, "no node has made its rows yet"


def test_the_number_of_an_incident_is_not_that_of_its_alert(with_submitted: Town) -> None:
    """Whoever types it is told what they may have meant, whether the act composes or decides."""
    for words in (("approve", "1001", "--fingerprint", "0" * 12), ("submit", "1001"), ("show", "1001")):
        done = with_submitted.run(*words, by="ola")
        assert (done.code, done.err.splitlines()[-1]) == (1, "1001 er en hendelse. Mente du 1001-1?")
    assert with_submitted.run("show", "1002").err == "Det finnes ikke noe varsel 1002.\n"


def test_what_was_done_on_the_way_is_shown_with_name_and_reason(submitted: Town) -> None:
    """Return, pause, resume and stop, in the order they happened among the rest; and a stop after all had gone."""
    town, alert = submitted, submitted.alert
    town.run("return", alert, "--why", "Skriv stedet.", by="anne")
    fingerprint = town.run("submit", alert, "--json").json["fingerprint"]
    town.run("approve", alert, "--fingerprint", fingerprint, by="anne")
    town.run("pause", alert, "--why", "Feil område.")
    town.run("resume", alert, by="anne")
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        # As the node leaves an alert that has been sent.
        database.execute("UPDATE alerts SET state = 'done' WHERE id = ?", (alert,))
    stopped = town.run("stop", alert, "--why", "Falsk alarm.", by="ola")
    shown = town.run("show", alert).out
    did = (
        "Laget av siri",
        "Returnert av anne: Skriv stedet.",
        "Sendt inn av siri",
        "Godkjent av anne som",
        "Satt på pause av siri: Feil område.",
        "Gjenopptatt av anne",
        "Stoppet av ola: Falsk alarm.",
    )

    assert stopped.out == "Varselet var allerede ferdig sendt. Banneret og krisesiden er trukket tilbake.\n"
    places = [shown.index(what) for what in did]
    assert places == sorted(places)


def test_an_approved_alert_without_a_node_says_so_everywhere(submitted: Town) -> None:
    """A dead node must be seen by whoever approves, looks or checks; with a node running nothing is said."""
    town, alert, fingerprint = submitted.speak_one_language(), submitted.alert, submitted.fingerprint
    before = [town.run(*words).said for words in (("list",), ("show", alert), ("check",))]
    approved = town.run("approve", alert, "--fingerprint", fingerprint, by="anne")
    town.run("pause", alert, "--why", "Feil område.")
    resumed = town.run("resume", alert, by="anne")
    watching = town.start("watch", alert)
    assert watching.stdout is not None
    pictures = town.start("watch", alert, "--json")
    assert pictures.stdout is not None
    picture = json.loads(pictures.stdout.readline())
    pictures.terminate()
    pictures.communicate(timeout=LONGEST)
    watched = watching.stdout.readline()
    watching.terminate()
    watching.communicate(timeout=LONGEST)
    listed, shown, checked = (town.run(*words) for words in (("list",), ("show", alert), ("check",)))
    with town.serving():
        served = [town.run(*words).said for words in (("list",), ("show", alert), ("check",))]

    assert approved.out == "Godkjent, men ingen node kjører. Start den: dispatcher serve\n"
    assert resumed.out == "Pausen er over, men ingen node kjører. Start den: dispatcher serve\n"
    assert f"ØVELSE {alert}: godkjent; {NO_NODE}; bølge 1 " in watched
    assert (picture["node_running"], picture["waves"][0]["settled"]) == (False, 0.0), "nobody reached before any row"
    assert listed.err == f"{NO_NODE}\n"
    assert NO_NODE in shown.out
    assert f"node: Godkjente varsler venter ({alert}). {NO_NODE}" in " ".join(checked.out.split())
    assert not [said for said in before + served if "Ingen node" in said]


@pytest.mark.parametrize("running", [False, True])
def test_programs_are_told_whether_a_node_runs(drafted: Town, *, running: bool) -> None:
    """``node`` is in what submit, approve, show and list answer as JSON, as people are told it in words."""
    town, alert = drafted, drafted.alert
    with town.serving() if running else nullcontext():
        submitted = town.run("submit", alert, "--json").json
        approved = town.run("approve", alert, "--fingerprint", submitted["fingerprint"], "--json", by="anne").json
        looked = [town.run("show", alert, "--json").json, *town.run("list", "--json").json]

    assert [view["node"] for view in (submitted, approved, *looked)] == [running] * 4


def test_a_node_is_seen_by_its_lock(tmp_path: Path) -> None:
    """Seen while it runs and only then, by any number who ask; asking makes no file."""
    database = tmp_path / "x.db"
    assert not node_running(database)
    assert list(tmp_path.iterdir()) == []

    lock = NodeLock(database)
    during = node_running(database), node_running(database)
    lock.close()

    assert (during, node_running(database)) == ((True, True), False)
    NodeLock(database).close()


def make_unsure(town: Town, alert: str, channel: str) -> None:
    """As a node that died in the middle leaves it, written into the file: no node runs in these tests."""
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        wave, variant = database.execute(
            "SELECT w.id, v.id FROM waves w JOIN variants v ON v.alert_id = w.alert_id AND v.version = w.version "
            "WHERE w.alert_id = ? AND v.channel = ? LIMIT 1",
            (alert, channel),
        ).fetchone()
        database.execute(
            "INSERT INTO deliveries (alert_id, wave_id, cls, ref, channel, variant_id, state, attempts, due_at) "
            "VALUES (?, ?, 'leader', ?, ?, ?, 'unsure', 1, 0)",
            (alert, wave, f"K-{channel}", channel, variant),
        )


def test_one_act_decides_all_that_is_unsure(submitted: Town) -> None:
    """Sent again or left, on one channel or on all; journalled, and counted for the one who decides."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    town.run("approve", alert, "--fingerprint", fingerprint, by="anne")
    make_unsure(town, alert, "sms")
    make_unsure(town, alert, "email")
    refused = town.run("unsure", alert, "--resend", by="jon")
    again = town.run("unsure", alert, "--resend", "--channel", "sms")
    left = town.run("unsure", alert, "--leave", "--json")

    assert (refused.code, refused.out) == (1, "")
    assert again.out == "1 melding skal sendes på nytt, men ingen node kjører. Start den: dispatcher serve\n"
    assert left.json["decided"] == 1
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        rows = database.execute("SELECT channel, state, settled_by FROM deliveries ORDER BY channel").fetchall()
        (kinds,) = database.execute("SELECT count(*) FROM journal WHERE kind = 'unsure.decided'").fetchone()
    assert rows == [("email", "unsure", "person:siri"), ("sms", "waiting", "person:siri")]
    assert kinds == 2


def test_what_has_ended_is_not_sent_again(submitted: Town) -> None:
    """The unsure of a stopped alert may be left, not sent again."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    town.run("approve", alert, "--fingerprint", fingerprint, by="anne")
    make_unsure(town, alert, "sms")
    town.run("stop", alert, "--why", "Falsk alarm.")
    again, left = town.run("unsure", alert, "--resend"), town.run("unsure", alert, "--leave")

    assert again.code == 1
    assert again.err == "Varselet er stoppet. Usikre meldinger kan ikke sendes på nytt, bare la stå.\n"
    assert left.out == "1 melding blir stående som usikker.\n"
