"""A municipality's folder, and commands run in it as its people run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests import forked
from tests.forked import LONGEST, SCRIPT, Done

# Account, the person of the plan it is tied to, its roles.
ACCOUNTS = {
    "siri": ("beredskapskoordinator", ("crisis-team",)),
    "anne": ("ordforer", ("approver",)),
    "ola": ("varaordforer", ("approver", "crisis-team")),
    "jon": ("informasjonsansvarlig", ("evaluator",)),
}


@dataclass(frozen=True, kw_only=True)
class Town:
    """A folder made by ``init``, with accounts and their tokens; ``alert`` is the one that is there, if any."""

    home: Path
    tokens: Mapping[str, str] = field(default_factory=dict)
    alert: str = ""
    fingerprint: str = ""

    def run(self, *words: str, by: str | None = "siri", env: Mapping[str, str] | None = None) -> Done:
        """Run a command to its end."""
        return forked.run(words, self.home, self.environment(by) | dict(env or {}))

    def environment(self, by: str | None) -> dict[str, str]:
        """Nothing of the tests' own environment reaches the command."""
        own = {"PATH": os.defpath, "LANG": "C.UTF-8", "DISPATCHER_HOME": str(self.home), "DISPATCHER_PORT": "0"}
        return own | ({"DISPATCHER_TOKEN": self.tokens[by]} if by and by in self.tokens else {})

    @contextmanager
    def serving(
        self, *, by: str | None = None, env: Mapping[str, str] | None = None
    ) -> Iterator[subprocess.Popen[str]]:
        """A node that has said it is ready; stopped at the end."""
        process = self.start("serve", by=by, env=env)
        try:
            assert process.stdout is not None
            ready = process.stdout.readline()
            assert "http://127.0.0.1:" in ready, ready
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=LONGEST)

    def start(
        self, *words: str, by: str | None = "siri", env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start a command that goes on."""
        return subprocess.Popen(
            [SCRIPT, *words],
            env=self.environment(by) | dict(env or {}),
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def draft(self, *words: str) -> str:
        """The id of a drafted kokevarsel in exercise; ``words`` come on top."""
        done = self.run(
            "trigger", "kokevarsel", "--exercise", "--set", "neste_melding=09:00", "--area", "budor", *words
        )
        assert done.code == 0, done.err
        return done.out.strip()

    def change(self, file: str, *pairs: tuple[str, str]) -> None:
        """Edit a file of the folder; every text must be there."""
        path = self.home / file
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")

    def speak_one_language(self) -> Town:
        """For what ``check`` says of other things than texts: it tries every text, and two of three say it again."""
        path = self.home / "plan.yaml"
        text = path.read_text(encoding="utf-8")
        assert "languages: [nb, nn, en]" in text
        text = text.replace("languages: [nb, nn, en]", "languages: [nb]")
        path.write_text(re.sub(r"\blanguage: (nn|en)\b", "language: nb", text), encoding="utf-8")
        return self

    def copy(self, to: Path) -> Town:
        """The same town in another folder."""
        shutil.copytree(self.home, to)
        return replace(self, home=to)


def found(town: Town) -> Town:
    """Make the folder and the accounts, by commands alone."""
    town.home.parent.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        [SCRIPT, "init", town.home], capture_output=True, text=True, check=False, timeout=LONGEST, cwd=town.home.parent
    )
    assert made.returncode == 0, made.stderr
    tokens = {}
    for name, (person, roles) in ACCOUNTS.items():
        words = [word for role in roles for word in ("--role", role)]
        assert town.run("user", "add", name, *words, "--person", person, by=None).code == 0
        tokens[name] = town.run("token", "create", name, by=None).out.strip()
    return Town(home=town.home, tokens=tokens)


def journal(town: Town) -> list[tuple[str, str, dict[str, object]]]:
    """Every entry: kind, who, and what of it is open to all."""
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        rows = database.execute("SELECT kind, actor, data FROM journal ORDER BY seq").fetchall()
    return [(kind, actor, json.loads(data)) for kind, actor, data in rows]
