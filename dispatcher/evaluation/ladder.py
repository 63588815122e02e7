"""From the list to the telephone, step by step: how many of those registered were there at each, said and drawn.

The drawing is told without colour: the length of a bar, and its figure in words beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dispatcher.evaluation import words
from dispatcher.evaluation.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatcher.evaluation.record import AlertRecord, Record

WIDTH, LEFT, BAR = 640.0, 176.0, 300.0
ROW, THICK, TOP = 34.0, 20.0, 12.0
SIZE = 15.0
INK, FULL, EDGE = "#14212b", "#0b4a6f", "#44525c"
FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A step: its name, how many people were there, of how many, and what it does and does not mean."""

    name: str
    people: int
    whole: int
    means: str

    @property
    def lost(self) -> int:
        return self.whole - self.people


def ladder(alert: AlertRecord) -> tuple[Rung, ...]:
    """Everybody of an alert, each once: registered, with a contact point, attempted, accepted, delivered."""
    reach = alert.everybody
    steps = (
        ("Registrert", reach.people, _sources(alert)),
        ("Har kontaktpunkt", reach.with_address, "Et nummer eller en e-postadresse vi kan bruke."),
        ("Forsøkt", reach.attempted, "Minst én melding ble overlatt til en leverandør, også via et delt nummer."),
        ("Godtatt", reach.told, "En leverandør tok imot. Det er dette rapporten kaller varslet."),
        ("Bekreftet levert", reach.delivered, "Telefonen bekreftet. Levert er ikke lest. E-post bekreftes aldri."),
    )
    return tuple(
        Rung(name=say(name), people=people, whole=reach.people, means=say(means)) for name, people, means in steps
    )


def _sources(alert: AlertRecord) -> str:
    """Which lists they stood in, and from which day."""
    named = [f"{each.key} ({words.day(each.imported_at)}, {words.number(each.people)})" for each in alert.lists]
    return say("I lister for området: {lists}.", lists=words.listed(named)) if named else say("I ingen liste.")


def ladder_svg(record: Record, alert: AlertRecord) -> str:
    """The same as bars, with a title and a description; the table stands below it."""
    rungs = ladder(alert)
    height = TOP * 2 + ROW * len(rungs)
    key = f"trapp-{alert.id}"
    mark = words.MARKS.get(record.mode, "")
    title = f"{f'{mark}: ' if mark else ''}{say('Fra listen til telefonen, varsel {alert}', alert=alert.id)}"
    told = [f"{each.name}: {words.of(each.people, each.whole)}" for each in rungs]
    about = ". ".join([*told, say("Tallene står i tabellen.")])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ladder" role="img" viewBox="0 0 {WIDTH:g} {height:g}" '
        f'aria-labelledby="{key}-t {key}-d" font-family="{FONT}" font-size="{SIZE:g}" fill="{INK}">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(about)}</desc>'
        f'<rect width="{WIDTH:g}" height="{height:g}" fill="#ffffff"/>'
    )
    return "\n".join([head, *_bars(rungs), "</svg>"])


def _bars(rungs: Sequence[Rung]) -> Iterator[str]:
    for index, each in enumerate(rungs):
        y = TOP + ROW * index
        wide = BAR * each.people / each.whole if each.whole else 0.0
        base = y + THICK / 2 + SIZE * 0.35
        place = f'y="{base:.1f}" font-size="{SIZE:g}"'
        yield f'<text x="{LEFT - 12:g}" {place} text-anchor="end">{escape(each.name)}</text>'
        yield f'<rect x="{LEFT:g}" y="{y:.1f}" width="{BAR:g}" height="{THICK:g}" fill="#ffffff" stroke="{EDGE}"/>'
        yield f'<rect x="{LEFT:g}" y="{y:.1f}" width="{wide:.1f}" height="{THICK:g}" fill="{FULL}"/>'
        share = "" if index == 0 else f" ({words.share(each.people, each.whole)})"
        count = f"{words.number(each.people)}{share}"
        yield f'<text x="{LEFT + BAR + 10:g}" {place} font-weight="bold">{escape(count)}</text>'
