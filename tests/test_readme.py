"""The README keeps its word: every setting, every command, and the table of rights as it is in the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from dispatcher.cli.main import dispatcher
from dispatcher.domain.rights import RIGHTS, Act
from dispatcher.domain.states import Role
from dispatcher.settings import Settings

README = Path(__file__).parent.parent / "README.md"


def settings(model: type[BaseModel] = Settings, prefix: str = "DISPATCHER_") -> list[str]:
    found: list[str] = []
    for name, field in model.model_fields.items():
        inner = [kind for kind in (field.annotation, *getattr(field.annotation, "__args__", ())) if _is_part(kind)]
        nested = [one for kind in inner for one in settings(kind, f"{prefix}{name.upper()}__")]
        found += nested or [f"{prefix}{name.upper()}"]
    return found


def _is_part(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@pytest.mark.parametrize("name", settings())
def test_every_setting_is_in_the_readme(name: str) -> None:
    """A setting nobody can find does not exist."""
    short = name.replace("DISPATCHER_TWILIO__MESSAGING", "__MESSAGING")

    assert name in README.read_text(encoding="utf-8") or short in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(dispatcher.commands))
def test_every_command_is_in_the_readme(name: str) -> None:
    """As the one who types it would look for it."""
    assert re.search(rf"`[^`]*\b{re.escape(name)}\b[^`]*`", README.read_text(encoding="utf-8"))


def rights_table() -> str:
    """The table as Markdown, made from the code."""
    lines = ["| act | " + " | ".join(f"`{role}`" for role in Role) + " |", "| --- |" + " :-: |" * len(Role)]
    lines += [f"| {act} | " + " | ".join("yes" if act in RIGHTS[role] else "" for role in Role) + " |" for act in Act]
    return "\n".join(lines)


def test_the_table_of_rights_is_the_codes() -> None:
    """Role × act, the one table in the code."""
    assert rights_table() in README.read_text(encoding="utf-8")
