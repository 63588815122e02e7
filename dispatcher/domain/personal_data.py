"""What of a person may not leave in an alert. A fødselsnummer stops it; all else asks whoever writes to look again.

What is found is never repeated in full: the words may end in a log or on a screen in the room.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from dispatcher.domain.advice import Advice
from dispatcher.domain.plan import Plan

_RUN = re.compile(r"(?<!\d)(\d{6}[ \N{NO-BREAK SPACE}.-]?\d{5})(?!\d)")
_SPREAD = re.compile(r"(?<!\d)(?<!\d[ .-])(\d(?:[ \N{NO-BREAK SPACE}.-]?\d){10})(?![ .-]?\d)")
_PHONE = re.compile(
    r"(?<![\d.,-])(\+\d[\d ]{6,16}\d|00\d[\d ]{6,16}\d|[2-9]\d{7}|[2-9]\d(?: \d\d){3}|[2-9]\d\d \d\d \d{3})"
    r"(?!\d|[.,-]\d)"
)
_MAIL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_REMAINDERS = frozenset({0, 1, 2, 3})
"""Numbers given out from 2032 have 0–3, those before have 0 (Skatteetaten); both are about a person."""
_D_NUMBER, _MONTHS_ADDED = 40, (0, 40, 65, 80)
"""A D-number's day has 40 added; a month 40 in an H-number, 65 or 80 in the registers' made-up people."""
_NATIONAL = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What is the municipality's own and may stand in a text; ``words`` are those the plan is careful with."""

    numbers: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


def own_of(plan: Plan) -> Own:
    """The press telephone, the municipality's addresses and the careful words of a plan."""
    municipality = plan.municipality
    host = municipality.page.partition("/")[0]
    return Own(
        numbers=frozenset({_national(municipality.press_phone)}),
        domains=frozenset(name.casefold() for name in (municipality.email_sender.rpartition("@")[2], host)),
        words=plan.sensitive_words,
    )


def scan(text: str, own: Own, *, where: str) -> tuple[Advice, ...]:
    """Every find, what blocks first."""
    numbers = identity_numbers(text)
    rest = text
    for number in numbers:
        rest = rest.replace(number, " ")
    found = (*_phones(rest, own), *_addresses(rest, own), *_words(rest, own))
    return (
        *(Advice(key="identity-number", words=_identity(number), where=where, blocks=True) for number in numbers),
        *(Advice(key=key, words=words, where=where) for key, words in found),
    )


def identifiable(typed: str, *, label: str, where: str) -> Advice | None:
    """The question that no machine answers, asked of every text somebody has written freely."""
    if not typed.strip():
        return None
    words = f"Les «{label}» en gang til: kan noen kjenne igjen den det gjelder, også uten navn?"
    return Advice(key="identifiable", words=words, where=where)


def identity_numbers(text: str) -> tuple[str, ...]:
    """Each fødselsnummer and D-number, as it is written: together, or with single spaces, points or dashes."""
    written = [match[1] for pattern in (_RUN, _SPREAD) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(number for number in written if _is_identity_number(_digits(number))))


def _is_identity_number(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= _D_NUMBER if day > _D_NUMBER else 0
    months = [month - added for added in _MONTHS_ADDED if 1 <= month - added <= 12]
    if not any(1 <= day <= monthrange(2000 if month == 2 and not year % 4 else 2001, month)[1] for month in months):
        return False
    first, second = _weighed(digits, _FIRST_WEIGHTS), _weighed(digits, _SECOND_WEIGHTS)
    return first in _FIRST_REMAINDERS and second == 0


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11


def _identity(number: str) -> str:
    return (
        f"Teksten har et fødselsnummer eller D-nummer (begynner på {number[:2]}). Den kan ikke sendes slik. "
        "Ta nummeret bort."
    )


def _phones(text: str, own: Own) -> Iterator[tuple[str, str]]:
    for number in dict.fromkeys(match[1] for match in _PHONE.finditer(text)):
        if _national(number) not in own.numbers:
            yield "phone", f"Teksten har et telefonnummer (…{_digits(number)[-2:]}). Er det noens eget, ta det bort."


def _addresses(text: str, own: Own) -> Iterator[tuple[str, str]]:
    domains = dict.fromkeys(match[1].casefold() for match in _MAIL.finditer(text))
    for domain in domains:
        if not any(domain == ours or domain.endswith(f".{ours}") for ours in own.domains):
            yield "email", f"Teksten har en e-postadresse (…@{domain}). Er det noens egen, ta den bort."


def _words(text: str, own: Own) -> Iterator[tuple[str, str]]:
    for word in own.words:
        if re.search(rf"\b{re.escape(word)}\w{{0,3}}\b", text, re.IGNORECASE):
            yield (
                "sensitive-word",
                f"Teksten har ordet «{word}». Kan det røpe hvem det gjelder, eller hva som hendte dem?",
            )


def _national(number: str) -> str:
    return _digits(number)[-_NATIONAL:]


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written))
