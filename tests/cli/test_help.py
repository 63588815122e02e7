"""What the command line offers, how fast it says so, and what it must not offer yet."""

import subprocess
import sys

import click
import pytest

from dispatcher.cli.main import dispatcher, run

DONE = set(
    "demo capture check init list log pause reject report resume return show submit edit approve stop token user "
    "trigger unsure verify-log watch serve resend update correct all-clear retract release-now external-now "
    "close backup worker clear shift-change recuse absence unavailable available approve-alone confirm answer "
    "task practice binder digest propose take-in desk arrange hold retention year archive person "
    "evaluate measure doors".split()
)
LATER_COMMANDS = "practise".split()
LATER_OPTIONS = {
    "unsure": ("--failed",),
}
HEAVY = {"aiohttp", "sqlalchemy", "pydantic", "pydantic_settings", "rich", "structlog", "jinja2", "twilio", "asyncio"}


def commands(group: click.Group, *names: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found.append((*names, name))
        if isinstance(command, click.Group):
            found += commands(command, *names, name)
    return found


def test_every_command_of_this_part_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """The help names each command of the contract that is done, and the parser knows no other."""
    assert run(["--help"]) == 0
    said = capsys.readouterr().out

    assert set(dispatcher.commands) == DONE
    assert {line.split()[0] for line in said.splitlines() if line.startswith("  ") and line.split()} >= DONE


@pytest.mark.parametrize("name", LATER_COMMANDS)
def test_a_command_of_a_later_part_does_not_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not done is not offered: exit 2, and the sentence names what was typed."""
    assert run([name, "1001-1"]) == 2
    assert f"Det finnes ingen kommando «{name}»." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "option"), [(name, option) for name, options in LATER_OPTIONS.items() for option in options]
)
def test_an_option_of_a_later_part_does_not_exist(name: str, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An option that would do nothing is refused, and is not in the command's help."""
    assert run([name, "--help"]) == 0
    assert option not in capsys.readouterr().out

    assert run([name, "1001-1", option]) == 2
    assert f"Det finnes ikke noe valg «{option}»." in capsys.readouterr().err


@pytest.mark.parametrize("words", commands(dispatcher), ids=" ".join)
def test_every_help_is_in_norwegian(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Every command explains itself, and none of click's English is left."""
    assert run([*words, "--help"]) == 0
    said = capsys.readouterr().out

    assert said.startswith(f"Bruk: dispatcher {' '.join(words)}")
    assert "Vis denne hjelpen." in said
    for english in ("Usage", "Options", "Commands", "Show this message", "required", "default:"):
        assert english not in said


@pytest.mark.parametrize("words", commands(dispatcher), ids=" ".join)
def test_every_command_that_prints_facts_speaks_json(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """--json is everywhere but where the output is a process or a play."""
    assert run([*words, "--help"]) == 0
    group = words in {("user",), ("token",), ("task",), ("person",), ("measure",)}

    assert ("--json" in capsys.readouterr().out) is (not group and words not in {("capture",), ("demo",)})


def test_help_loads_nothing_it_does_not_need() -> None:
    """The help comes at once because the heavy libraries are loaded by the command that uses them."""
    code = (
        "import sys\nfrom dispatcher.cli.main import run\nrun(['--help'])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(eval(done.stderr))  # noqa: S307  a list of names, written two lines above

    assert "click" in loaded
    assert not loaded & HEAVY
