"""serve and capture: ready in one line, alone on their file, ended by a signal; watch follows what they do."""

import json
import os
import signal
import socket
import subprocess
import urllib.request

import pytest

from tests.cli.terminal import at_terminal
from tests.cli.town import LONGEST, Town


def ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_a_node_says_where_it_is_and_ends_with_a_signal(town: Town) -> None:
    """One line on standard output, only logs on standard error, exit 0 when it is told to end."""
    process = town.start("serve", by=None)
    line = ready(process)
    address = line.removeprefix("Dispatcher er klar på ").strip()
    with urllib.request.urlopen(f"{address}/healthz") as answer:  # noqa: S310  loopback, by the line above
        alive = answer.status
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=LONGEST)

    assert alive == 200
    assert (process.returncode, out) == (0, "")
    assert all(json.loads(event)["event"] for event in err.splitlines())


def test_a_node_says_it_to_programs_too(town: Town) -> None:
    """With --json the line has the address and the process."""
    process = town.start("serve", "--json", by=None)
    said = json.loads(ready(process))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=LONGEST)

    assert said["address"].startswith("http://127.0.0.1:")
    assert said["pid"] == process.pid
    assert process.returncode == 0


def test_a_second_node_is_turned_away_with_the_name_of_the_first(town: Town) -> None:
    """One node for one file: exit 2."""
    with town.serving() as first:
        done = town.run("serve", by=None)

    assert (done.code, done.out) == (2, "")
    assert done.err == f"En annen node bruker denne databasen: pid {first.pid} på {socket.gethostname()}.\n"


def test_a_port_that_is_taken_is_told(town: Town) -> None:
    """Exit 2 and what to change."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = town.run("serve", env={"DISPATCHER_PORT": str(port)}, by=None)

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith(f"Kan ikke lytte på 127.0.0.1:{port} (")
    assert "Velg en annen DISPATCHER_PORT." in done.err


def test_invalid_settings_open_nothing(town: Town) -> None:
    """Live without a secret key: exit 2, and what to type."""
    done = town.run("serve", env={"DISPATCHER_MODE": "live"}, by=None)

    assert (done.code, done.out) == (2, "")
    assert "DISPATCHER_SECRET_KEY" in done.err


def test_a_database_that_cannot_be_made_is_a_sentence(town: Town) -> None:
    """No traceback for a path that cannot be."""
    (town.home / "fil").write_text("")
    done = town.run("serve", env={"DISPATCHER_DATABASE_URL": "sqlite:///fil/x.db"}, by=None)

    assert done.code == 1
    assert done.err == f"Kan ikke bruke databasen {town.home}/fil/x.db (File exists). Ingenting er tapt.\n"


def test_the_capture_says_where_it_is_and_ends_with_a_signal(town: Town) -> None:
    """One line of JSON: HTTP on a port, SMTP on the next."""
    process = town.start("capture", by=None)
    said = json.loads(ready(process))
    with urllib.request.urlopen(f"{said['http']}/journal") as answer:  # noqa: S310  loopback, by the line above
        journal = answer.read()
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=LONGEST)

    assert said["smtp"]["port"] == int(said["http"].rpartition(":")[2]) + 1
    assert journal == b""
    assert (process.returncode, out) == (0, "")


@pytest.mark.requirement("R054")
def test_an_alert_is_followed_to_its_end(submitted: Town) -> None:
    """As lines, as objects, and as bars at a terminal of 80 by 24: all end with the alert, all tell the same people."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    with town.serving():
        lines, objects = town.start("watch", alert), town.start("watch", alert, "--json")
        ready(objects)  # the first picture: nothing has been approved yet
        assert town.run("approve", alert, "--fingerprint", fingerprint, by="anne").code == 0
        said, errors = lines.communicate(timeout=LONGEST)
        pictures = [json.loads(line) for line in objects.communicate(timeout=LONGEST)[0].splitlines()]
        code, screen = at_terminal(town, "watch", alert)

    last = pictures[-1]
    assert (lines.returncode, objects.returncode, code, errors) == (0, 0, 0, "")
    assert last["state"] == "done"
    assert all(sum(counts.values()) == 2 * counts["total"] for counts in channels(last)), "the seven add up"
    assert "ØVELSE" in said.splitlines()[0]
    assert said.splitlines()[0].endswith("sendt inn og venter på godkjenning")
    for number, wave in enumerate(last["waves"], start=1):
        assert f"Bølge {number} {wave['name']}: " in said
        assert f"{number} {wave['name']}  " in screen
        if not wave["public"]:
            assert f"{wave['told']} av {wave['people']} nådd" in said
            assert f"{wave['told']} av {wave['people']} nådd  ferdig" in screen
    assert f" ØVELSE   kokevarsel  varsel {alert}  ferdig sendt" in screen
    assert max(map(len, screen.splitlines())) <= 80


def channels(view: dict[str, object]) -> list[dict[str, int]]:
    waves = view["waves"]
    assert isinstance(waves, list)
    return [counts for wave in waves for counts in wave["channels"].values()]


def test_leaving_the_view_leaves_the_alert(with_submitted: Town) -> None:
    """Ctrl-C ends the view only, quietly."""
    process = with_submitted.start("watch", with_submitted.alert, "--json")
    ready(process)
    os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=LONGEST)

    assert process.returncode == 0
    assert err == "Visningen er avsluttet. Varselet går som før.\n"
