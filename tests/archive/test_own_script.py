"""The program that lies in the package against ``verify-log``: one judgement, in the same words, one exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from dispatcher.archive.names import LOG_LINES
from dispatcher.cli.main import run
from tests.archive.conftest import Archived, Remake
from tests.archive.test_verify import ATTACKS, lines_of, refit, rewritten, seq_of, with_journal, with_other_words

Files = dict[str, bytes]
Attack = Callable[[Files], Files]

APPROVED = "varsler/1001-1/godkjent.json"


def hand_written(files: Files, change: Callable[[dict[str, object]], dict[str, object]]) -> Files:
    """Another log.jsonl, with a manifest that fits."""
    line = json.loads(files[LOG_LINES])
    return refit(files, **{LOG_LINES: json.dumps(line | change(line)).encode()})


def attacked(name: str) -> Attack:
    return lambda files: with_journal(files, ATTACKS[name][0](lines_of(files)))


PACKAGES: dict[str, Attack] = {name: attacked(name) for name in ATTACKS} | {
    "whole": lambda files: files,
    "an empty log": lambda files: with_journal(files, []),
    "a cut tail": lambda files: with_journal(files, lines_of(files)[:-1]),
    "rewritten from the first line": lambda files: with_journal(files, rewritten(with_other_words(lines_of(files), 5))),
    "other words in the log": lambda files: hand_written(files, lambda _: {"personal": "Ordføreren ringte."}),
    "no words in the log": lambda files: refit(files, **{LOG_LINES: b""}),
    "words without a seal": lambda files: hand_written(files, lambda _: {"seq": 1}),
    "a salt that is none": lambda files: hand_written(files, lambda _: {"salt": "xyz"}),
    "erased words": lambda files: hand_written(files, lambda _: {"personal": None, "salt": None}),
    "another text than was approved": lambda files: refit(files, **{APPROVED: b"{}"}),
    "no text that was approved": lambda files: refit({name: files[name] for name in files if name != APPROVED}),
    "a changed file": lambda files: {**files, "tall.json": b"{}"},
    "a file more": lambda files: {**files, "varsler/ekstra.txt": b"x"},
    "a file less": lambda files: {name: files[name] for name in files if name != "tall.json"},
    "another anchor in pakke.json": lambda files: refit(
        files, **{"pakke.json": files["pakke.json"].replace(lines_of(files)[-1]["anchor"].encode(), b"0" * 64)}
    ),
    "a form of the package that is not known": lambda files: refit(
        files, **{"pakke.json": b'{"format": "dispatcher-archive/9"}'}
    ),
    "a pakke.json that cannot be read": lambda files: refit(files, **{"pakke.json": b"["}),
    "no package": lambda files: {"verifiser.py": files["verifiser.py"]},
}
WHOLE = {"whole", "a cut tail", "rewritten from the first line", "erased words"}
"""By what is in them alone: only an anchor that was kept elsewhere tells of a tail that is gone, or a log made anew."""
WHOLE_BY_ITS_ANCHOR = {"whole", "erased words", "another anchor in pakke.json"}


@pytest.fixture(scope="module")
def whole(archived: Archived, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it was made, unpacked."""
    folder = tmp_path_factory.mktemp("whole")
    with ZipFile(archived.path) as package:
        package.extractall(folder)
    return folder


def own_script(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """The package's own program, by a Python that sees nothing of ours: its exit code, and what it says."""
    command = [sys.executable, "-I", "-S", "verifiser.py", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


def verify_log(folder: Path, capsys: pytest.CaptureFixture[str], anchor: str = "") -> tuple[int, str, str]:
    """``verify-log`` of the same folder."""
    code = run(["verify-log", str(folder), *(["--anchor", anchor] if anchor else [])])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("name", PACKAGES)
def test_both_say_the_same_of_a_package(
    name: str, archived: Archived, remake: Remake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole or tampered with, alone and by the anchor of the whole one."""
    folder = tmp_path / "pakke"
    with ZipFile(remake(PACKAGES[name](archived.files))) as package:
        package.extractall(folder)

    own = own_script(folder)
    assert own == verify_log(folder, capsys)
    assert own[0] == (0 if name in WHOLE else 1)
    own = own_script(folder, archived.package.anchor)
    assert own == verify_log(folder, capsys, archived.package.anchor)
    assert own[0] == (0 if name in WHOLE_BY_ITS_ANCHOR else 1)


def test_both_take_an_older_anchor_and_say_how_far_it_vouches(
    archived: Archived, whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report that was printed before the last lines: what came since is neither wrong nor proven."""
    lines = lines_of(archived.files)
    older, then = lines[-4]["anchor"].upper()[:20], seq_of(lines, -4)

    own = own_script(whole, older)
    assert own == verify_log(whole, capsys, older)
    assert own[0] == 0
    assert f"Ankeret stemmer til og med linje {then}. Linjene etter den" in own[1]


def test_both_refuse_a_link(archived: Archived, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It could lead to another file tomorrow."""
    folder = tmp_path / "pakke"
    with ZipFile(archived.path) as package:
        package.extractall(folder)
    (folder / "lenke").symlink_to("tall.json")
    own = own_script(folder)

    assert own == verify_log(folder, capsys)
    assert own == (1, "", "Filen lenke i pakken er en lenke.\n")


@pytest.mark.parametrize("given", ["abc", "f" * 64, "ikke et anker i det hele tatt"])
def test_both_refuse_an_anchor_that_is_not_the_packages(
    given: str, whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Too short to prove anything, of another incident, or none at all."""
    own = own_script(whole, given)

    assert own == verify_log(whole, capsys, given)
    assert own[0] == 1
    assert own[2].startswith("Ankeret ")
