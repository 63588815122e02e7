"""The papers for the buyer keep their word: each command, setting, file and link is there; lists are the code's.

``PAPERS=1`` writes the table of rights anew; ``make sbom`` the list of packages.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from dispatcher.cli.main import dispatcher
from dispatcher.domain.rights import RIGHTS, WORDS, Act
from dispatcher.domain.states import Role
from dispatcher.web.citizens.privacy_words import PRIVACY
from dispatcher.web.citizens.routes import PAGES
from dispatcher.web.routes import ROUTES
from tests.test_readme import settings

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "anskaffelse"
PAPERS = sorted(FOLDER.glob("*.md"))
NAMES = [paper.name for paper in PAPERS]
BEGIN, END = "<!-- rights -->", "<!-- /rights -->"


def said(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def test_every_paper_that_was_asked_for_is_there_and_listed() -> None:
    """Issue 7's list, each a link away from the first page; and the README of the repository leads here."""
    asked = (
        "dataflyt dpia behandlingsprotokoll personvern-krise roller-og-tilgang risikoanalyse exitplan tilgjengelighet"
    )

    assert {f"{name}.md" for name in asked.split()} | {"README.md"} == set(NAMES)
    assert all(f"]({name}.md)" in said(FOLDER / "README.md") for name in asked.split())
    assert "docs/anskaffelse/README.md" in said(ROOT / "README.md")


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_every_link_and_file_is_there(paper: Path) -> None:
    """Links within the repository, and each file that is named as what holds a statement."""
    links = [to.partition("#")[0] for to in re.findall(r"\]\(([^)]+)\)", said(paper)) if "://" not in to]
    files = re.findall(r"`((?:tests|dispatcher)/[\w/]+\.py)`", said(paper))

    assert [to for to in links if to and not (paper.parent / to).exists()] == []
    assert [name for name in files if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_every_command_and_setting_is_the_programs(paper: Path) -> None:
    """What is typed as written must work."""
    commands = re.findall(r"`dispatcher ([a-z-]+)", said(paper))
    named = re.findall(r"`(DISPATCHER_[A-Z_]+)", said(paper))
    targets = re.findall(r"`make ([a-z]+)", said(paper))
    made = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert [name for name in commands if name not in dispatcher.commands] == []
    assert [name for name in named if name not in settings()] == []
    assert [name for name in targets if f"\n{name}:" not in made] == []


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_every_address_is_one_of_the_nodes(paper: Path) -> None:
    """Of the interface as the table of routes has it, of the public pages as they are declared."""
    known = {route.path for route in ROUTES} | {path for _, path, _ in PAGES}
    found = re.findall(r"`(?:GET )?(/(?:api/v1|krise|ekte|tilgjengelighet|banner)[\w/{}.-]*)`", said(paper))

    assert [path for path in found if path not in known] == []


def rights() -> str:
    """The table in Norwegian, made from the code."""
    lines = ["| handling | " + " | ".join(f"`{role}`" for role in Role) + " |", "| --- |" + " :-: |" * len(Role)]
    lines += [
        f"| {WORDS[act]} | " + " | ".join("ja" if act in RIGHTS[role] else "" for role in Role) + " |" for act in Act
    ]
    return f"{BEGIN}\n" + "\n".join(lines) + f"\n{END}"


def test_roles_and_access_are_those_of_the_code() -> None:
    """Act by act, in the words that a refusal uses."""
    paper = FOLDER / "roller-og-tilgang.md"
    if "PAPERS" in os.environ:
        before, after = said(paper).split(BEGIN)[0], said(paper).split(END)[1]
        paper.write_text(f"{before}{rights()}{after}", encoding="utf-8")

    assert rights() in said(paper), "PAPERS=1 pytest tests/test_papers.py"


def test_the_privacy_notice_is_the_pages_own_words() -> None:
    """Word for word, in bokmål."""
    words = [one.replace("{municipality}", "Kommunen") for one in PRIVACY["nb"].values()]

    assert [one for one in words if one not in said(FOLDER / "personvern-krise.md")] == []


def test_the_list_of_parts_has_every_locked_package() -> None:
    """CycloneDX, made from requirements.lock: each name with its version, and no other."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    bill = json.loads(said(FOLDER / "sbom.cdx.json"))
    locked = set(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", lock, re.MULTILINE))

    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "dispatcher")
    assert {(one["name"], one["version"]) for one in bill["components"]} == locked, "make sbom"
    assert len(locked) > 50
