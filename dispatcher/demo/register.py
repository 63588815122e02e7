"""Writes a register of any size, the same for the same seed, with the faults that real lists have.

python -m dispatcher.demo.register FOLDER --people 8000 --staff 600 --seed 1
"""
# ruff: noqa: S311  dice that fall the same way every time are the point

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from random import Random

from dispatcher.demo import writing
from dispatcher.demo.invented import (
    BUSINESSES,
    FIRST_NAMES,
    LANGUAGE_WEIGHTS,
    LANGUAGES,
    NEWSROOMS,
    OFFICIALS,
    PLACE_WEIGHTS,
    PLACES,
    SURNAME_BEGINNINGS,
    SURNAME_ENDINGS,
    UNITS,
)
from dispatcher.demo.writing import CITIZEN, COMPANY, REALISTIC, STAFF, Home, Person, Rates, Row

_HOUSEHOLD_SIZES = (1, 2, 3, 4, 5)
_HOUSEHOLD_WEIGHTS = (38, 34, 12, 11, 5)
_MOST_ON_ONE_NUMBER = 4
_STAFF_WHO_LIVE_HERE = 0.7
_POLITICIANS = 27
_REPEATED_AFTER = 20
_FEWEST_COMPANIES = 12


def generate(folder: Path, *, people: int, staff: int, seed: int, rates: Rates = REALISTIC) -> dict[str, int]:
    """Writes five lists into ``folder`` and says how many people stand in each, whoever stands in two counted twice."""
    folder.mkdir(parents=True, exist_ok=True)
    register = _Register(Random(seed), rates)
    workers = max(staff - len(OFFICIALS), 0)
    here = min(int(workers * _STAFF_WHO_LIVE_HERE), people)
    chosen, neighbours = set(register.dice.sample(range(people), here)), list[Person]()

    def citizens() -> Iterator[Row]:
        for number, person in enumerate(islice(register.people("P"), people)):
            if number in chosen:
                neighbours.append(person)
            yield writing.citizen(person, register.dice, rates)

    _write(folder / "innbyggere.csv", CITIZEN, register.with_faults(citizens()))
    elsewhere = islice(register.people("A", alone=True), workers - here)
    employees = writing.employees([*neighbours, *elsewhere], UNITS, register.dice, rates)
    officials = [writing.official(number, official) for number, official in enumerate(OFFICIALS[:staff], start=1)]
    _write(folder / "ansatte.csv", STAFF, [*officials, *employees], encoding="utf-8-sig", end="\r\n")
    companies = max(_FEWEST_COMPANIES, people // 100)
    _write(folder / "naeringsliv.csv", COMPANY, register.companies(companies), delimiter=",")
    _write(folder / "politikere.csv", STAFF, [*officials[:2], *register.politicians()])
    _write(folder / "presse.csv", STAFF, register.newsrooms(), encoding="cp1252", end="\r\n")
    return {
        "ansatte": len(officials) + workers,
        "innbyggere": people,
        "naeringsliv": companies,
        "politikere": _POLITICIANS,
        "presse": len(NEWSROOMS),
    }


class _Register:
    """People without end, household by household."""

    def __init__(self, dice: Random, rates: Rates) -> None:
        self.dice, self._rates = dice, rates
        self._numbers = count()

    def people(self, letter: str, *, alone: bool = False) -> Iterator[Person]:
        """Everyone, in the order they live, or one from each household; ``letter`` begins the id."""
        serial = count(1)
        while True:
            size = 1 if alone else self.dice.choices(_HOUSEHOLD_SIZES, _HOUSEHOLD_WEIGHTS)[0]
            shares = size > 1 and self._happens(self._rates.shared_number)
            home, surname, first = self._home(), self._surname(), -1
            for member in range(size):
                own = next(self._numbers)
                first = own if member == 0 else first
                shared = shares and member < _MOST_ON_ONE_NUMBER
                yield self._person(f"{letter}{next(serial):06d}", surname, home, own, first if shared else own)

    def with_faults(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows; some are cut short, and some come again further down, perhaps with another number."""
        waiting: list[tuple[int, Row]] = []
        for place, row in enumerate(rows):
            yield row[:5] if self._happens(self._rates.cut) else row
            if self._happens(self._rates.repeated):
                number = writing.mobile(next(self._numbers), self.dice, self._rates)
                waiting.append((place + _REPEATED_AFTER, [*row[:2], number if place % 2 else row[2], *row[3:]]))
            if waiting and waiting[0][0] <= place:
                yield waiting.pop(0)[1]
        for _, row in waiting:
            yield row

    def companies(self, wanted: int) -> Iterator[Row]:
        for number, owner in enumerate(islice(self.people("N", alone=True), wanted)):
            kind = BUSINESSES[number % len(BUSINESSES)]
            yield writing.company(owner, kind, self.dice, self._rates)

    def politicians(self) -> Iterator[Row]:
        for person in islice(self.people("V", alone=True), _POLITICIANS - 2):
            yield writing.employee(person, "Kommunestyret", "", self.dice, self._rates)

    def newsrooms(self) -> Iterator[Row]:
        for person, newsroom in zip(islice(self.people("M", alone=True), len(NEWSROOMS)), NEWSROOMS, strict=True):
            yield writing.journalist(person, newsroom, self.dice, self._rates)

    def _person(self, identity: str, surname: str, home: Home, own: int, number: int) -> Person:
        reach = self.dice.choices(writing.REACH, self._rates.reach)[0]
        return Person(
            id=identity,
            first=self.dice.choice(FIRST_NAMES),
            surname=surname,
            own=own,
            number=number,
            mailbox=number if self._happens(self._rates.shared_email) else own,
            language=self.dice.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0],
            home=home,
            has_point=not self._happens(self._rates.no_point),
            mobile=reach[0],
            email=reach[1],
        )

    def _home(self) -> Home:
        place = self.dice.choices(PLACES, PLACE_WEIGHTS)[0]
        return Home(
            place=place,
            street=self.dice.choice(place.streets),
            house=f"{self.dice.randint(1, 90)}{self.dice.choice(('', '', '', ' A', ' B'))}",
            lat=place.lat + (self.dice.random() - 0.5) * place.height,
            lon=place.lon + (self.dice.random() - 0.5) * place.width,
        )

    def _surname(self) -> str:
        return self.dice.choice(SURNAME_BEGINNINGS) + self.dice.choice(SURNAME_ENDINGS)

    def _happens(self, per_thousand: float) -> bool:
        return self.dice.random() * 1000 < per_thousand


def _write(
    path: Path, head: Row, rows: Iterable[Row], *, delimiter: str = ";", encoding: str = "utf-8", end: str = "\n"
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(f"fictional: true{end}")
        writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
        writer.writerow(head)
        writer.writerows(rows)


def main() -> None:
    """``python -m dispatcher.demo.register``."""
    parser = argparse.ArgumentParser(description="Skriver et oppdiktet register med slike feil som ekte lister har.")
    parser.add_argument("folder", type=Path, help="mappa listene skrives til")
    parser.add_argument("--people", type=int, default=8000, help="antall innbyggere (8000)")
    parser.add_argument("--staff", type=int, default=600, help="antall ansatte (600)")
    parser.add_argument("--seed", type=int, default=1, help="samme tall gir samme register (1)")
    wanted = parser.parse_args()
    written = generate(wanted.folder, people=wanted.people, staff=wanted.staff, seed=wanted.seed)
    sys.stdout.writelines(f"{wanted.folder / name}.csv: {people}\n" for name, people in written.items())


if __name__ == "__main__":
    main()
