"""One number for every way to write it, and only numbers that take an SMS.

Norway has no number range for fiction. Lists headed ``fictional: true`` use +47 42, 43, 44 and 49 with six more
digits: unassigned, and invalid to phonenumbers, so they reach nobody and are refused everywhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PREFIX = r"(?:\+47|0047|47(?=[0-9]{8}\Z))?"
# What phonenumbers calls a Norwegian mobile, less the half-assigned 453, which is left to phonenumbers itself.
_MOBILE = re.compile(_PREFIX + r"((?:4[016-8][0-9]|45[0-24-9]|9[0-9]{2})[0-9]{5})")
_FICTIONAL = re.compile(_PREFIX + r"(4[2349][0-9]{6})")
_FICTIONAL_E164 = re.compile(r"\+474[2349][0-9]{6}")
_EXCEL_FLOAT = re.compile(r"(\+?[0-9]{7,15})[.,]0")
_EXCEL_ROUNDED = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
# Space of any kind, dots, brackets, dashes of any kind, and the invisible marks that a number copied from a page has.
_PUNCTUATION = re.compile(r"[\s.()\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_NUMBER = re.compile(r"\+?[0-9]+")
_LONGEST = 60

NOT_MOBILE = "er ikke et mobilnummer"
NOT_VALID = "er ikke et gyldig telefonnummer"
NOT_FICTIONAL = "er i en ubrukt nummerserie (42, 43, 44 eller 49), som bare godtas i lister merket «fictional: true»"
STRAY_SIGNS = "inneholder tegn som ikke hører hjemme i ett telefonnummer"
ROUNDED = "er avrundet av regnearket; skriv nummeret som tekst"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneReading:
    """What a cell says: a number that takes SMS, or why it gives none. Both are empty for an empty cell."""

    e164: str | None
    fault: str

    def __repr__(self) -> str:
        return f"PhoneReading(e164={mask(self.e164 or '')!r}, fault={self.fault!r})"


def normalise(raw: str, *, fictional: bool) -> PhoneReading:
    """The number in E.164, whatever way it is written. ``fictional``: its list is headed ``fictional: true``."""
    plain = _MOBILE.fullmatch(raw)
    if plain:
        return PhoneReading(e164="+47" + plain[1], fault="")
    return _from_cell(raw.strip().strip("='\""), fictional=fictional)


def mask(e164: str) -> str:
    """``+47…99``: enough to recognise one's own number, too little to call it."""
    if not e164:
        return ""
    return f"{e164[:3]}…{e164[-2:]}" if e164[0] == "+" and len(e164) >= len("+47…99") else "…"


def mask_email(address: str) -> str:
    """``k…@loten.example``: the first letter and the domain."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}" if at else "…" if address else ""


def is_fictional(e164: str) -> bool:
    """Whether the number is of a series that Norway has not assigned, and so must never leave by a real channel."""
    return _FICTIONAL_E164.fullmatch(e164) is not None


def _from_cell(text: str, *, fictional: bool) -> PhoneReading:
    if not text:
        return PhoneReading(e164=None, fault="")
    if len(text) > _LONGEST:
        return _fault(STRAY_SIGNS)
    if _EXCEL_ROUNDED.fullmatch(text):
        return _fault(ROUNDED)
    as_float = _EXCEL_FLOAT.fullmatch(text)
    digits = as_float[1] if as_float else _PUNCTUATION.sub("", text)
    plain = _MOBILE.fullmatch(digits)
    if plain:
        return PhoneReading(e164="+47" + plain[1], fault="")
    invented = _FICTIONAL.fullmatch(digits)
    if invented:
        return PhoneReading(e164="+47" + invented[1], fault="") if fictional else _fault(NOT_FICTIONAL)
    return _judge(digits) if _NUMBER.fullmatch(digits) else _fault(STRAY_SIGNS)


def _judge(digits: str) -> PhoneReading:
    """Everything that is not a plain Norwegian mobile: phonenumbers decides."""
    import phonenumbers  # noqa: PLC0415  33 ms that a list of Norwegian mobiles never needs

    try:
        number = phonenumbers.parse(digits, "NO")
    except phonenumbers.NumberParseException:
        return _fault(NOT_VALID)
    if not phonenumbers.is_valid_number(number):
        norwegian = number.country_code == phonenumbers.country_code_for_region("NO")
        return _fault(_invalid_norwegian(str(number.national_number)) if norwegian else NOT_VALID)
    kinds = phonenumbers.PhoneNumberType
    if phonenumbers.number_type(number) not in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE):
        return _fault(NOT_MOBILE)
    return PhoneReading(e164=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), fault="")


def _invalid_norwegian(national: str) -> str:
    if len(national) != len("90000000"):
        return f"har {len(national)} siffer; norske mobilnumre har 8"
    return NOT_VALID if national[0] in "49" else NOT_MOBILE


def _fault(what: str) -> PhoneReading:
    return PhoneReading(e164=None, fault=what)
