"""Names that look like settings and are none: told with what was perhaps meant. They stop nothing, least at night."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from dispatcher.domain.errors import Fault
from dispatcher.settings import Settings, names_given, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "DISPATCHER_"


def mistyped() -> tuple[Fault, ...]:
    """Each such name of the environment and ``.env``; never its value."""
    known = _settings()
    given = sorted(name.removeprefix(PREFIX) for name in names_given())
    return tuple(Fault(PREFIX + name, _about(name, known)) for name in given if not _is_known(name, known))


def _settings() -> dict[str, list[str]]:
    """Every setting with the names nested in it."""
    return {
        name.upper(): [inner.upper() for part in parts_of(field.annotation) for inner in part.model_fields]
        for name, field in Settings.model_fields.items()
    }


def _is_known(name: str, known: dict[str, list[str]]) -> bool:
    part, _, inner = name.partition("__")
    return name in known or inner in known.get(part, ())


def _about(name: str, known: dict[str, list[str]]) -> str:
    meant = next(_meant(name, known), "")
    return "Det finnes ingen slik innstilling. " + (f"Mente du «{PREFIX}{meant}»?" if meant else "Fjern den.")


def _meant(name: str, known: dict[str, list[str]]) -> Iterator[str]:
    part, _, inner = name.partition("__")
    if part in known:  # only what stands after the part is misspelt: its long beginning must not make all alike
        yield from (f"{part}__{close}" for close in get_close_matches(inner, known[part], n=1))
        return
    flat = [f"{setting}__{each}" for setting, inners in known.items() for each in inners]
    yield from get_close_matches(name, [*(setting for setting, inners in known.items() if not inners), *flat], n=1)
