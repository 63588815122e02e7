"""backup: a copy by whoever can open the database, and what a node and ``check`` say when it is put in place."""

import hashlib
import shutil

from tests.cli.town import Town


def test_backup_needs_no_token_and_says_what_it_made(town: Town) -> None:
    """Size and hash to programs, a sentence to people; the journal has it, and the chain is whole."""
    done = town.run("backup", "copy.db", "--json", by=None)
    copy = town.home / "copy.db"
    told = town.run("backup", "other.db", by=None)
    verified = town.run("verify-log", by=None)

    assert (done.code, done.err) == (0, "")
    assert done.json["file"] == str(copy)
    assert done.json["bytes"] == copy.stat().st_size
    assert done.json["sha256"] == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert told.out.startswith("Sikkerhetskopien er hel: ")
    assert verified.code == 0


def test_backup_refuses_in_plain_words(town: Town) -> None:
    """A file that is there: 1. No folder, no database: 2. Nothing is left behind."""
    (town.home / "copy.db").write_text("mine", encoding="utf-8")
    there = town.run("backup", "copy.db", by=None)
    no_folder = town.run("backup", "none/copy.db", by=None)
    (town.home / "empty").mkdir()
    nothing = town.run("backup", "x.db", by=None, env={"DISPATCHER_HOME": str(town.home / "empty")})

    assert [there.code, no_folder.code, nothing.code] == [1, 2, 2]
    assert there.err.endswith("copy.db finnes fra før og blir ikke overskrevet. Velg et annet navn.\n")
    assert (town.home / "copy.db").read_text(encoding="utf-8") == "mine"
    assert not (town.home / "x.db").exists()


def test_an_approved_alert_in_a_copy_waits_and_check_says_so(submitted: Town) -> None:
    """Before the node's start, and after it; ``list`` and ``show`` say why; ``resume`` lets it go."""
    approved = submitted.run("approve", submitted.alert, "--fingerprint", submitted.fingerprint[:12], by="anne")
    assert approved.code == 0, approved.err
    assert submitted.run("backup", "copy.db", by=None).code == 0
    shutil.copy(submitted.home / "copy.db", submitted.home / "var" / "dispatcher.db")
    before = submitted.speak_one_language().run("check", by=None)
    with submitted.serving():
        after = submitted.run("check", by=None)
        listed = submitted.run("list")
        shown = submitted.run("show", submitted.alert)
        resumed = submitted.run("resume", submitted.alert, by="anne")

    assert f"Når noden starter, settes varsel {submitted.alert} på pause: gjenopprettet" in before.out
    assert f"Varsel {submitted.alert} er satt på pause: gjenopprettet" in after.out
    assert f"dispatcher resume {submitted.alert}" in after.out
    assert f"{submitted.alert} er satt på pause: gjenopprettet" in listed.out
    assert "PÅ PAUSE: gjenopprettet" in shown.out
    assert resumed.code == 0
