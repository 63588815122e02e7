"""What a person types after an option, read strictly and refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from datetime import datetime

NOW = ("now", "nå")
LARGEST_TEXT = 64 * 1024
_BARE_CLOCK = re.compile(r"(?:kl\.?\s*)?\d{1,2}(?:[:.]\d{2})?")


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "valg"

    def __init__(self, words: Sequence[str], *, metavar: str) -> None:
        self._words = tuple(words)
        self._metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return self._metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self._words:
            self.fail(f"«{value}» er ikke en av {', '.join(self._words)}.", param, ctx)
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self._words if word.startswith(incomplete)]


class Whole(click.ParamType[int]):
    """A whole number within bounds; a space between the thousands is how people write it."""

    name = "tall"

    def __init__(self, least: int, most: int) -> None:
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        written = "".join(str(value).split())
        if not written.isascii() or not written.isdecimal() or not self._least <= int(written) <= self._most:
            self.fail(f"«{value}» er ikke et helt tall fra {self._least} til {self._most}.", param, ctx)
        return int(written)


class Pair(click.ParamType[tuple[str, str]]):
    """``felt=verdi``; the value may hold anything, also more signs of equality."""

    name = "par"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        key, sign, rest = str(value).partition("=")
        if not sign or not key.strip():
            self.fail(f"«{value}» må skrives som {self.form(param)}.", param, ctx)
        return key.strip(), rest

    @staticmethod
    def form(param: click.Parameter | None) -> str:
        """How the option shows its own value."""
        return (param.metavar if param else None) or "FELT=VERDI"


class TextFile(click.ParamType[str]):
    """The text of a file, in UTF-8."""

    name = "fil"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        path = Path(str(value))
        try:
            with path.open("rb") as file:
                text = file.read(LARGEST_TEXT + 1)
            if len(text) > LARGEST_TEXT:
                self.fail(f"{path} er for stor til å være en melding.", param, ctx)
            return text.decode("utf-8-sig")
        except FileNotFoundError:
            self.fail(f"Finner ikke filen {path}.", param, ctx)
        except IsADirectoryError:
            self.fail(f"{path} er en mappe, ikke en fil.", param, ctx)
        except PermissionError:
            self.fail(f"Du har ikke lov til å lese filen {path}.", param, ctx)
        except OSError as error:
            self.fail(f"{path} kan ikke leses ({error.strerror}).", param, ctx)
        except UnicodeDecodeError:
            self.fail(f"{path} er ikke lagret som UTF-8.", param, ctx)


def by_zone(pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The areas of each zone; the same zone twice has both."""
    zones: dict[str, tuple[str, ...]] = {}
    for zone, area in pairs:
        zones[zone] = (*zones.get(zone, ()), area)
    return zones


def told_hold(written: str | None, now: datetime) -> datetime | Literal["now"] | None:
    """When a hold ends: the next time the clock shows it, which is said beside the answer. Raises InvalidInput."""
    from dispatcher.cli import telling
    from dispatcher.cli.words import with_day
    from dispatcher.domain.errors import Fault, InvalidInput
    from dispatcher.domain.moments import parse_moment

    if written is None:
        return None
    if written.strip().casefold() in NOW:
        return "now"
    try:
        moment = parse_moment(written, now)
    except ValueError as error:
        raise InvalidInput(Fault("hold_until", f"{error} Eller skriv now for å sende nå.")) from None
    if _BARE_CLOCK.fullmatch(written.strip()):
        telling.note(f"Forstått som: holdes til {with_day(moment, now)}.")
    return moment


def past(where: str, written: str | None, now: datetime) -> datetime | None:
    """Aware: the last time the clock showed it; None of what was not said. Raises InvalidInput."""
    from dispatcher.domain.errors import Fault, InvalidInput
    from dispatcher.domain.moments import last_moment

    if written is None:
        return None
    try:
        return last_moment(written, now)
    except ValueError as error:
        raise InvalidInput(Fault(where, str(error))) from None


def told_past(where: str, word: str, written: str | None, now: datetime) -> datetime | None:
    """As ``past``; of a clock time alone it is said beside the answer which day it was taken for. Raises InvalidInput.

    ``word``: what happened then, as «kjent».
    """
    from dispatcher.cli import telling
    from dispatcher.cli.words import with_day

    moment = past(where, written, now)
    if moment is not None and written is not None and _BARE_CLOCK.fullmatch(written.strip()):
        telling.note(f"Forstått som: {word} {with_day(moment, now)}.")
    return moment
