"""From a row to a person. Whatever is wrong in the row, the person is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from dispatcher.directory.cells import clean, parts, read_language, read_point, read_shielded
from dispatcher.directory.email_address import read_email
from dispatcher.directory.faults import RowFault
from dispatcher.directory.header import ListHeader
from dispatcher.directory.membership import Membership
from dispatcher.directory.records import Record
from dispatcher.domain.contact import Contact
from dispatcher.domain.phone import normalise
from dispatcher.domain.telling_words import INSTEAD, telling, telling_unit

NO_ADDRESS = "mangler mobilnummer og e-postadresse"
TELLING_VALUE = f"sier hvorfor noen er sårbar, og er ikke lest (meldes én gang for hver verdi). {INSTEAD}"
UNKNOWN_AREA = "er ikke et område i planen (meldes én gang for hvert navn)"

_SHOWN = {
    "mobile": "mobil",
    "email": "e-post",
    "language": "språk",
    "lat": "breddegrad/lengdegrad",
    "areas": "områder",
    "unit": "enhet",
    "groups": "grupper",
    "": "raden",
}
# An id that could be a telephone number, a national identity number or an e-mail address is hashed like the rest.
_TELLING_ID = re.compile(r"[+\s\d().\-]{8,}|.*@.*|.{65,}", re.DOTALL)
_REMEMBERED_NAMES = 1000

Finding = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is the same for every row of a list."""

    default_language: str
    salt: bytes
    of_citizens: bool


class People:
    """The persons of one list, a row at a time. Remembers references only, to find a repeated one."""

    def __init__(self, header: ListHeader, membership: Membership, rules: Rules) -> None:
        self._header, self._membership, self._rules = header, membership, rules
        self._places = {field: indices for field, indices in header.places.items() if len(indices) > 1}
        self._place = {field: indices[0] for field, indices in header.places.items()}
        self._seen: set[str] = set()
        self._unknown_areas: set[str] = set()
        self._told: set[str] = set()

    def read(self, record: Record) -> Iterator[Contact | RowFault]:
        """What is wrong in the row, then its person; nothing for a row that is empty."""
        findings = [("", record.fault)] if record.fault else []
        cells = record.cells
        if len(cells) != self._header.width:
            if not any(map(str.strip, cells)):
                return
            findings.extend(self._width_finding(cells))
            cells = cells + [""] * (self._header.width - len(cells))
        row = {field: cells[index] for field, index in self._place.items()}
        for field, indices in self._places.items():
            row[field] = next((cells[index] for index in indices if cells[index].strip()), "")
        if not any(map(str.strip, row.values())):
            return
        contact = self._contact(row, findings)
        for column, what in findings:
            yield self._fault(record, _SHOWN.get(column, column) if column else "", what)
        if contact.ref in self._seen:
            yield self._fault(record, "id", "samme person står tidligere i lista; den første raden gjelder")
            return
        self._seen.add(contact.ref)
        yield contact

    def _contact(self, row: dict[str, str], findings: list[Finding]) -> Contact:
        get = row.get
        phone = normalise(get("mobile", ""), fictional=self._header.fictional)
        email = read_email(get("email", ""))
        language, not_language = read_language(get("language", ""))
        point, not_point = read_point(get("lat", ""), get("lon", ""))
        named = parts(get("areas", ""))
        for column, what in (("mobile", phone.fault), ("email", email.fault), ("language", not_language)):
            if what:
                findings.append((column, what))
        if not_point:
            findings.append(("lat", not_point))
        if named:
            findings.extend(self._unknown(named))
        unit, groups = self._neutral(clean(get("unit", "")), parts(get("groups", "")), findings)
        name, address = _name(row), _address(row)
        shielded = read_shielded(get("shielded", ""))
        return Contact(
            ref=self._ref(clean(get("id", "")), name, address, row, phone.e164 or email.address),
            name="" if shielded else name,
            mobile=phone.e164,
            email=email.address,
            language=language or self._rules.default_language,
            address="" if shielded else address,
            lat=point[1] if point else None,
            lon=point[0] if point else None,
            unit=unit,
            leader=self._named(clean(get("leader", ""))),
            groups=groups,
            areas=self._membership.of(point=point, address=address, named=named),
            fault=_summary(findings, reachable=bool(phone.e164 or email.address)),
            shielded=shielded,
        )

    def _neutral(self, unit: str, groups: tuple[str, ...], findings: list[Finding]) -> tuple[str, tuple[str, ...]]:
        """Of citizens, without what says what ails them: the ledger never has it. Of staff it is where they work."""
        if not self._rules.of_citizens:
            return unit, groups
        said = [("unit", unit)] if telling_unit(unit) else []
        said += [("groups", group) for group in groups if telling(group)]
        for column, value in said:
            if value not in self._told and len(self._told) < _REMEMBERED_NAMES:
                self._told.add(value)
                findings.append((column, TELLING_VALUE))
        left = {value for _, value in said}
        return "" if unit in left else unit, tuple(group for group in groups if group not in left)

    def _ref(self, given: str, name: str, address: str, row: dict[str, str], contact_point: str | None) -> str:
        """The id, else a hash of name and number: two who share a number are two. Without either, of all there is."""
        if given:
            return self._named(given)
        if contact_point:
            facts: tuple[str, ...] = (contact_point, name.casefold())
        else:
            facts = (name.casefold(), address.casefold(), *row.values())
        return self._hashed(*facts)

    def _named(self, given: str) -> str:
        """An id as the list has it, hashed where it could be a number or an address; nothing for nothing."""
        return self._hashed(given) if given and _TELLING_ID.fullmatch(given) else given

    def _hashed(self, *facts: str) -> str:
        return blake2b("\x1f".join(facts).encode(), key=self._rules.salt, digest_size=12).hexdigest()

    def _width_finding(self, cells: list[str]) -> Iterator[Finding]:
        width = self._header.width
        if len(cells) < width or any(map(str.strip, cells[width:])):
            yield "", f"har {len(cells)} felter; overskriften har {width}"

    def _unknown(self, named: tuple[str, ...]) -> Iterator[Finding]:
        for name in named:
            if self._membership.knows(name) or name in self._unknown_areas:
                continue
            if len(self._unknown_areas) < _REMEMBERED_NAMES:
                self._unknown_areas.add(name)
                yield "areas", UNKNOWN_AREA

    def _fault(self, record: Record, column: str, what: str) -> RowFault:
        return RowFault(file=self._header.file, line=record.line, column=column, what=what)


def _name(row: dict[str, str]) -> str:
    whole = row.get("name")
    return clean(whole or f"{row.get('first_name', '')} {row.get('last_name', '')}")


def _address(row: dict[str, str]) -> str:
    place = clean(f"{row.get('postcode', '')} {row.get('place', '')}")
    return ", ".join(part for part in (clean(row.get("address", "")), place) if part)


def _summary(findings: list[Finding], *, reachable: bool) -> str:
    if findings:
        return "; ".join(f"{_SHOWN[column]} {what}" for column, what in findings)
    return "" if reachable else NO_ADDRESS
