"""What a command says: facts on standard output, what else a person should know on standard error."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def facts(value: Mapping[str, Any] | Iterable[Any]) -> None:
    """One JSON object or array, whole and alone on standard output."""
    line(json.dumps(value, ensure_ascii=False, indent=2))


def fact(value: Mapping[str, Any]) -> None:
    """One JSON object on one line, for a stream of them."""
    line(json.dumps(value, ensure_ascii=False))


def line(text: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """A line on standard error: it never mixes with what a program reads."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def number(value: float, decimals: int = 0) -> str:
    """5212 → «5 212», 12.5 with two decimals → «12,50»."""
    return f"{value:,.{decimals}f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def people(count: int) -> str:
    """«1 person», «5 212 personer»."""
    return f"{number(count)} {'person' if count == 1 else 'personer'}"


def messages(count: int) -> str:
    """«1 melding», «5 212 meldinger»."""
    return f"{number(count)} {'melding' if count == 1 else 'meldinger'}"
