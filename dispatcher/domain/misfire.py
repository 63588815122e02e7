"""What is odd about an alert that waits for approval: the approver must say that they have seen it. Pure.

Nothing here refuses an alert: danger to life may be odd. It only keeps a tired person from sending by habit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatcher.domain.moments import OSLO

SAME_WITHIN = timedelta(minutes=10)
OLD_AFTER = timedelta(minutes=30)

SAME_TEXT, MANY_PEOPLE, COST = "same-text", "many-people", "cost"
SECOND_DRAFT, OLD, TIME_PASSED = "second-draft", "old", "time-passed"
ENDS_ALL, OUTSIDE, CHANNELS = "ends-all", "outside", "channels"

_SPACE = "\u00a0"
_MONTHS = "jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec"
_CHANGING = re.compile(
    rf"""
      \b(?:nr|no)\.?\s*\d+                                # the incident's number
    | \b\d{{4}}-\d\d-\d\d(?:[t\s]\d\d:\d\d\S*)?           # 2026-11-22, with or without a clock time
    | \b(?:kl\.?|at)\s*\d{{1,2}}(?:[.:]\d\d)?             # kl 03.40
    | \b\d{{1,2}}:\d\d                                    # 03:40
    | \b\d{{1,2}}\.\d{{1,2}}(?:\.\d{{2,4}})?              # 22.11, also 03.40
    | \b\d{{1,2}}\s+(?:{_MONTHS})[a-z]*                   # 22 Nov
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """``key`` is what the approver ticks; ``words`` are what they are told."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A time that the alert speaks of, by the words of its field. ``whole_day``: the date alone was given."""

    label: str
    moment: datetime
    whole_day: bool = False

    def over(self, now: datetime) -> bool:
        """Whether it has passed; a day has when it is over."""
        return self.moment + timedelta(days=1) <= now if self.whole_day else self.moment <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What there is to know of an alert. ``same``: other alerts with its text, and when each was approved.

    ``ended``: names of areas that an all-clear leaves out, and ends all the same. ``outside``: of drawn areas.
    ``left_out``: channels of the plan.
    """

    people: int
    most_people: int | None = None
    cost: float = 0.0
    most_cost: float | None = None
    same: tuple[tuple[str, datetime], ...] = ()
    open: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    submitted_at: datetime | None = None
    times: tuple[Passed, ...] = ()


def oddities(facts: Facts, now: datetime) -> tuple[Odd, ...]:
    """Everything that is odd, the most dangerous first."""
    return tuple(
        Odd(key=key, words=words)
        for key, found in (
            (SAME_TEXT, _same(facts, now)),
            (ENDS_ALL, _ended(facts)),
            (CHANNELS, _channels(facts)),
            (OUTSIDE, _outside(facts)),
            (MANY_PEOPLE, _people(facts)),
            (COST, _cost(facts)),
            (SECOND_DRAFT, _open(facts)),
            (OLD, _old(facts, now)),
            (TIME_PASSED, _passed(facts, now)),
        )
        for words in found
    )


def bare(text: str) -> str:
    """A text without its number and its times: what is left when the same is sent again a little later."""
    return " ".join(_CHANGING.sub(" ", text).casefold().split())


def _same(facts: Facts, now: datetime) -> Iterator[str]:
    recent = [(alert, at) for alert, at in facts.same if now - SAME_WITHIN <= at <= now]
    if recent:
        alert, at = max(recent, key=lambda each: each[1])
        ago = _minutes(now - at)
        yield f"Samme tekst ble godkjent for {ago} siden til noen i det samme området (varsel {alert}). Ett for mye?"


def _ended(facts: Facts) -> Iterator[str]:
    if facts.ended:
        yield (
            f"Dette avslutter hele hendelsen, også for {', '.join(facts.ended)}, som ikke er blant områdene du har "
            "valgt. Skal bare en del frigis: bruk update, med de områdene som varselet fortsatt gjelder for."
        )


def _channels(facts: Facts) -> Iterator[str]:
    if facts.left_out:
        channels = " og ".join(facts.left_out)
        yield f"Varselet går ut uten {channels}, som planen har. Når det som er igjen, dem det gjelder?"


def _outside(facts: Facts) -> Iterator[str]:
    if facts.outside:
        which = ", ".join(f"«{name}»" for name in facts.outside)
        yield f"{which} er tegnet ut over kommunegrensa. Vet nabokommunen om det, og varsler de sine?"


def _people(facts: Facts) -> Iterator[str]:
    if facts.most_people is not None and facts.people > facts.most_people:
        yield (
            f"Varselet går til {_number(facts.people)} personer. Planen regner mer enn "
            f"{_number(facts.most_people)} som uvanlig for dette scenarioet."
        )


def _cost(facts: Facts) -> Iterator[str]:
    if facts.most_cost is not None and facts.cost > facts.most_cost:
        yield (
            f"Varselet koster omtrent {_number(round(facts.cost))} kroner. Planen regner mer enn "
            f"{_number(round(facts.most_cost))} kroner som uvanlig for dette scenarioet."
        )


def _open(facts: Facts) -> Iterator[str]:
    if facts.open:
        others = " og ".join(facts.open)
        yield f"Hendelsen har også {others} under arbeid. Kommunen skal si én ting: sjekk at de ikke sier hver sin."


def _old(facts: Facts, now: datetime) -> Iterator[str]:
    if facts.submitted_at is not None and now - facts.submitted_at > OLD_AFTER:
        ago = _minutes(now - facts.submitted_at)
        yield f"Varselet ble sendt inn {_clock(facts.submitted_at)}, for {ago} siden. Sjekk at det fortsatt stemmer."


def _passed(facts: Facts, now: datetime) -> Iterator[str]:
    over = [each for each in facts.times if each.over(now)]
    if over:
        told = ", ".join(f"«{each.label}» ({_when(each)})" for each in over)
        which = "Dette tidspunktet er passert" if len(over) == 1 else "Disse tidspunktene er passert"
        yield f"{which}: {told}."


def _minutes(size: timedelta) -> str:
    minutes = int(size.total_seconds() // 60)
    if minutes < 1:
        return "under ett minutt"
    if minutes < 60:
        return "1 minutt" if minutes == 1 else f"{minutes} minutter"
    hours, rest = divmod(minutes, 60)
    words = "1 time" if hours == 1 else f"{hours} timer"
    return f"{words} og {rest} min" if rest else words


def _when(each: Passed) -> str:
    return f"{each.moment.astimezone(OSLO):%d.%m}" if each.whole_day else _clock(each.moment)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(OSLO):%d.%m kl %H.%M}"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", _SPACE)
