"""The house keeps its shape: floors, sizes, names, and a sentence on every test."""

import ast
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "dispatcher").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# A module may be this long, a test file that long. A longer one is split by verb, or excused here with its reason.
MODULE_LINES = 300
TEST_LINES = 600
EXCUSED = {
    "dispatcher/demo/recount.py": "one stand-alone script of a stranger: it imports nothing of ours",
    "dispatcher/ledger/migrations/versions/0002_parts_1_and_2.py": "a frozen schema: nobody changes it, nor reads it",
    "dispatcher/ledger/tables.py": "the whole schema on one page, read side by side; it holds no logic",
}

# Names that say nothing, so that anything ends up in them.
EMPTY_NAMES = {"base", "common", "helper", "helpers", "manager", "misc", "shared", "util", "utils"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def too_long() -> dict[str, int]:
    limits = dict.fromkeys(MODULES, MODULE_LINES) | dict.fromkeys(TESTS, TEST_LINES)
    return {relative(path): lines(path) for path, limit in limits.items() if lines(path) > limit}


def test_every_module_keeps_to_its_floor() -> None:
    """A module imports only from below its own floor, and a new module has been given one."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_files_are_short_enough_to_read() -> None:
    """A module has at most 300 lines and a test file at most 600, unless its length is excused."""
    unexcused = too_long().keys() - EXCUSED.keys()

    assert not unexcused


def test_no_excuse_outlives_its_file() -> None:
    """A file that was split, or is gone, leaves the list of excuses."""
    idle = EXCUSED.keys() - too_long().keys()

    assert not idle


def test_modules_are_named_for_what_they_do() -> None:
    """No module or folder is called utils, helpers, common, base or manager, alone or as a part of its name."""
    empty = [
        relative(path)
        for path in MODULES + TESTS
        for part in path.relative_to(ROOT).with_suffix("").parts
        if EMPTY_NAMES & set(part.split("_"))
    ]

    assert not empty


def test_every_test_says_what_it_shows() -> None:
    """A test's docstring is one sentence."""
    silent = [
        f"{relative(path)}:{node.lineno} {node.name}"
        for path in TESTS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        if not ast.get_docstring(node)
    ]

    assert not silent


def test_no_test_mocks() -> None:
    """Fakes over mocks, servers over fakes: what a test talks to is real."""
    mocking = [
        relative(path) for path in TESTS if re.search(r"^(from|import) unittest", path.read_text(), re.MULTILINE)
    ]

    assert not mocking


def test_locks_name_no_index_and_hash_every_package() -> None:
    """The locks install from any registry, and nothing that was not seen when they were made."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9].*?(?=^\S|\Z)", text, flags=re.DOTALL | re.MULTILINE)

        assert "://" not in text
        assert packages
        assert all("--hash=sha256:" in package for package in packages), name


def test_the_tests_have_no_network() -> None:
    """A connection beyond loopback fails before anything leaves, and a name is looked up nowhere."""
    with pytest.raises(OSError, match="loopback only"), socket.socket() as beyond:
        beyond.connect(("192.0.2.1", 443))  # TEST-NET-1: nobody's address
    with pytest.raises(socket.gaierror, match="no name but localhost"):
        socket.getaddrinfo("api.twilio.com", 443)
