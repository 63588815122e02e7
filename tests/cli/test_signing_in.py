"""user password and user sign-out: asked for, checked, kept hashed, journalled without a secret."""

import json
import subprocess
import sys

from tests.cli.town import Town


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
