"""user password and user sign-out: asked for, checked, kept hashed, journalled without a secret."""

import json
import sqlite3
import subprocess
import sys

from tests.cli.town import Town, journal


def typed(town: Town, password: str, name: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The password on standard input, as a program would give it."""
    command = [sys.executable, "-m", "dispatcher", "user", "password", name, *words]
    return subprocess.run(
        command, input=f"{password}\n", env=town.environment(None), capture_output=True, text=True, check=False
    )


def test_a_password_is_set_checked_and_never_shown(town: Town) -> None:
    """A weak one is refused with a sentence; an unknown account too."""
    good = "fire bever i elva"
    weak, done, nobody = typed(town, "passord123", "anne"), typed(town, good, "anne", "--json"), typed(town, good, "ny")
    out = town.run("user", "sign-out", "anne", by=None)

    assert (weak.returncode, nobody.returncode) == (1, 1)
    assert "gjettes først" in weak.stderr
    assert "ingen bruker som heter ny" in nobody.stderr
    assert json.loads(done.stdout) == {"name": "anne", "factors_removed": False, "signed_out": 0}
    assert out.out.strip() == "Ingen nettleser var logget inn."
    assert good not in done.stdout + done.stderr + weak.stderr
    assert town.run("verify-log", by=None).code == 0


LETS_IN = ("passwords", "open_id_subjects")
OIDC = {
    "DISPATCHER_OIDC__ISSUER": "https://login.example",
    "DISPATCHER_OIDC__CLIENT_ID": "1",
    "DISPATCHER_OIDC__CLIENT_SECRET": "made-up",
    "DISPATCHER_OIDC__FACTOR_CLAIM": "amr",
    "DISPATCHER_OIDC__FACTOR_VALUES": "mfa",
}


def test_an_account_is_tied_to_the_municipalitys_own_sign_in(town: Town) -> None:
    """To one person there and to nobody else's; journalled without saying to whom; a wrong use says why."""
    tied = town.run("user", "set", "anne", "--oidc-subject", "sub-7f", by=None, env=OIDC)
    again = town.run("user", "set", "anne", "--oidc-subject", "sub-80", "--json", by=None, env=OIDC)
    taken = town.run("user", "set", "siri", "--oidc-subject", "sub-80", by=None, env=OIDC)
    loose = town.run("user", "set", "anne", "--no-oidc", "--role", "evaluator", by=None, env=OIDC)
    not_set = town.run("user", "set", "anne", "--oidc-subject", "sub-7f", by=None)
    blank = town.run("user", "set", "anne", "--oidc-subject", "a b", by=None, env=OIDC)
    both = town.run("user", "set", "anne", "--oidc-subject", "x", "--no-oidc", by=None, env=OIDC)
    entries = journal(town)

    assert (tied.code, tied.out) == (0, "anne er knyttet til kommunens innlogging.\n")
    assert again.json["tied"]
    assert (taken.code, "allerede knyttet" in taken.err) == (1, True)
    assert "ikke lenger knyttet" in loose.out
    assert "rollen evaluator" in loose.out
    assert (not_set.code, "DISPATCHER_OIDC__ISSUER" in not_set.err) == (1, True)
    assert (blank.code, both.code) == (1, 2)
    assert [kind for kind, *_ in entries if kind.startswith("user.") and "tied" in kind] == [
        "user.tied",
        "user.tied",
        "user.untied",
    ]
    assert "sub-" not in json.dumps(entries)


def test_check_looks_for_somebody_who_comes_in_without_it(town: Town) -> None:
    """In exercise a warning; the provider itself is asked by a node that others can reach."""
    found = town.run("check", "--json", by=None, env=OIDC).json

    assert "nødinnlogging" in [one["where"] for one in found["warnings"]]
    assert "made-up" not in json.dumps(found)


def test_whoever_has_left_comes_in_by_no_way(town: Town) -> None:
    """Their token is worthless at once, everything that signs in is gone, and it stands in the journal."""
    typed(town, "fire bever i elva", "siri")
    town.run("user", "set", "siri", "--oidc-subject", "sub-siri", by=None, env=OIDC)
    before = town.run("list", by="siri")
    closed = town.run("user", "close", "siri", by=None)
    after = town.run("list", by="siri")
    nobody = town.run("user", "close", "ny", by=None)
    (entry,) = [data for kind, _, data in journal(town) if kind == "user.closed"]
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        left = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in LETS_IN]  # noqa: S608
    back = town.run("user", "set", "siri", "--role", "evaluator", by=None)

    assert (before.code, after.code, nobody.code) == (0, 1, 1)
    assert closed.out == "siri er stengt ute: 1 nøkkel og 0 nettlesere virker ikke mer.\n"
    assert entry["was"] == {"roles": ["crisis-team"], "person": "beredskapskoordinator"}
    assert left == [0, 0]
    assert "Før: ingen rolle og er ingen i planen." in back.out
