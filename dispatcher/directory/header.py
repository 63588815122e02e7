"""The head of a list: whether it is invented, what separates its cells, and which columns it has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dispatcher.directory.faults import BrokenList, RowFault
from dispatcher.directory.records import LONGEST, Feed, one_row
from dispatcher.domain.telling_words import INSTEAD, telling

COLUMNS: Mapping[str, str] = {
    "id": "id ref referanse personid ansattnr ansattnummer",
    "name": "name navn fulltnavn fullname",
    "first_name": "firstname fornavn",
    "last_name": "lastname etternavn",
    "mobile": "mobile mobil mobilnummer mobilnr mobiltelefon mobiltlf sms phone telefon telefonnummer tlf tlfnr",
    "email": "email mail epost epostadresse emailaddress mailadresse",
    "language": "language lang språk sprak målform malform",
    "address": "address adresse gateadresse bostedsadresse besøksadresse postadresse",
    "postcode": "postcode postnr postnummer",
    "place": "place poststed sted",
    "lat": "lat latitude breddegrad",
    "lon": "lon lng long longitude lengdegrad",
    "unit": "unit enhet avdeling virksomhet",
    "groups": "groups group grupper gruppe roller",
    "leader": "leader leder lederid leaderid naermesteleder nærmesteleder",
    "shielded": "shielded skjermet skjerma skjerming adressesperre sperretadresse adressegradering gradering",
    "areas": "areas area områder omrader område omrade sone soner krets kommunedel",
}
"""Our columns and every name we know for each, in order of preference, as ``_plain`` writes them."""

_FIELD_OF = {name: field for field, names in COLUMNS.items() for name in names.split()}
_DELIMITERS = ";,\t"
_MOST_COLUMNS = 200
_SHOWN_COLUMNS = 5
_MOST_EMPTY_LINES = 100
_PLAIN = re.compile(r"[\s_.\-]+")
_FICTIONAL = re.compile(r"[#\s\"']*fictional\s*:\s*(\w*)[\s\"';,]*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\"?sep=([;,\t])\"?[;,\t]*\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHeader:
    """What is known of a list before its first person. ``columns`` are ours, ``warnings`` what a person should mend."""

    file: str
    fictional: bool
    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    lines: int
    warnings: tuple[RowFault, ...]
    width: int
    places: Mapping[str, tuple[int, ...]]


def read_header(feed: Feed, *, file: str, encoding: str) -> ListHeader:
    """Takes the lines down to and with the column names. Raises BrokenList when there are none that we know."""
    fictional, delimiters, text = False, _DELIMITERS, ""
    while True:
        text = _next_line(feed, file)
        marked, separator = _FICTIONAL.fullmatch(text), _SEPARATOR.fullmatch(text)
        if separator:
            delimiters = separator[1]
        elif marked:
            fictional = _marked(marked[1], feed, file)
        else:
            break
    delimiter, names = _split(text, delimiters)
    if word := next(filter(None, map(telling, names)), ""):
        raise BrokenList(file, feed.line, f"har en kolonne som sier hvorfor noen er sårbare («{word}»). {INSTEAD}")
    places = _places(names)
    if not places:
        what = "har ingen kolonne vi kjenner; første linje skal være for eksempel id;navn;mobil;e-post"
        raise BrokenList(file, feed.line, what)
    return ListHeader(
        file=file,
        fictional=fictional,
        columns=tuple(places),
        encoding=encoding,
        delimiter=delimiter,
        lines=feed.line,
        warnings=tuple(RowFault(file=file, line=feed.line, column="", what=what) for what in _warnings(names, places)),
        width=len(names),
        places=places,
    )


def _next_line(feed: Feed, file: str) -> str:
    """The next line with anything in it. A head that is too long says how many columns it has."""
    for _ in range(_MOST_EMPTY_LINES):
        feed.forget()
        try:
            text = next(feed)
        except StopIteration:
            raise BrokenList(file, 0, "har ingen rader") from None
        except BrokenList as long:
            what = f"er lengre enn {LONGEST} tegn; en kontaktliste har høyst {_MOST_COLUMNS} kolonner"
            raise BrokenList(file, long.line, what) from None
        columns = max(text.count(delimiter) for delimiter in _DELIMITERS) + 1
        if columns > _MOST_COLUMNS:
            raise BrokenList(file, feed.line, f"har {columns} kolonner; en kontaktliste har høyst {_MOST_COLUMNS}")
        if text.strip(" \r\n\t;,"):
            return text
    raise BrokenList(file, feed.line, "begynner med for mange tomme linjer")


def _marked(word: str, feed: Feed, file: str) -> bool:
    if word.casefold() not in ("true", "false"):
        raise BrokenList(file, feed.line, "skal være «fictional: true» eller «fictional: false»")
    return word.casefold() == "true"


def _split(text: str, delimiters: str) -> tuple[str, list[str]]:
    """The delimiter that gives most columns we know; then the one that gives most columns."""
    rows = [(delimiter, one_row(text, delimiter)) for delimiter in delimiters]
    return max(rows, key=lambda row: (sum(_plain(name) in _FIELD_OF for name in row[1]), len(row[1])))


def _plain(name: str) -> str:
    return _PLAIN.sub("", name.casefold())


def _places(names: list[str]) -> dict[str, tuple[int, ...]]:
    """Where each of our columns stands; a list may have both *mobil* and *telefon*, the preferred one first."""
    plain = [_plain(name) for name in names]
    found = {field: tuple(_indices(plain, known.split())) for field, known in COLUMNS.items()}
    return {field: indices for field, indices in found.items() if indices}


def _indices(plain: list[str], known: list[str]) -> list[int]:
    return [index for name in known for index, column in enumerate(plain) if column == name]


def _warnings(names: list[str], places: Mapping[str, tuple[int, ...]]) -> list[str]:
    warnings = []
    unknown = [name.strip()[:40] for name in names if name.strip() and _plain(name) not in _FIELD_OF]
    if unknown:
        more = f" og {len(unknown) - _SHOWN_COLUMNS} til" if len(unknown) > _SHOWN_COLUMNS else ""
        warnings.append(f"ukjente kolonner leses ikke: {', '.join(unknown[:_SHOWN_COLUMNS])}{more}")
    if "mobile" not in places and "email" not in places:
        warnings.append("har verken kolonne for mobil eller e-post: ingen i lista kan nås")
    if ("lat" in places) != ("lon" in places):
        warnings.append("har bare den ene av breddegrad og lengdegrad: ingen får et punkt på kartet")
    return warnings
