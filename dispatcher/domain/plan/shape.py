"""The plan's shape: what pydantic finds wrong, said to a municipality: one plain sentence that tells what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dispatcher.domain.plan.model import Plan
from dispatcher.domain.plan.raw import Found
from dispatcher.domain.yaml_lines import Place

_EXAMPLES = {
    "longest_wait": "longest_wait: 5m",
    "share": "share: 0.9",
    "mobile": 'mobile: "+47 42 00 00 01"',
    "email": "email: navn@loten.example",
    "number": 'number: "3412"',
    "version": 'version: "1.0"',
    "page": "page: loten.kommune.no/krise",
    "languages": "languages: [nb, nn, en]",
    "channels": "channels: [sms, email]",
    "expires_after": "expires_after: 24h",
    "max_age": "max_age: 90d",
    "last_revised": "last_revised: 2026-11-01",
    "next_revision": "next_revision: 2027-11-01",
}
_FIXED = {
    "bool_type": "Skriv true eller false.",
    "bool_parsing": "Skriv true eller false.",
    "int_type": "Skriv et helt tall.",
    "int_parsing": "Skriv et helt tall.",
    "int_from_float": "Skriv et helt tall.",
    "float_type": "Skriv et tall, med punktum for desimaler, for eksempel 0.49.",
    "float_parsing": "Skriv et tall, med punktum for desimaler, for eksempel 0.49.",
    "tuple_type": "Her skal det stå en liste, for eksempel [a, b].",
    "dict_type": "Her skal det stå nøkler med innhold, med innrykk under.",
    "model_type": "Her skal det stå nøkler med innhold, med innrykk under.",
    "model_attributes_type": "Her skal det stå nøkler med innhold, med innrykk under.",
    "too_short": "Listen kan ikke være tom.",
    "string_too_short": "Teksten kan ikke være tom.",
    "date_type": "Skriv en dato som 2026-11-21.",
    "date_parsing": "Skriv en dato som 2026-11-21.",
    "date_from_datetime_parsing": "Skriv en dato som 2026-11-21.",
    "date_from_datetime_inexact": "Skriv bare datoen, som 2026-11-21.",
}
_PATTERNS = {
    r"^[0-9]{4}$": 'Kommunenummeret har fire sifre i anførselstegn, for eksempel "3412".',
    r"^https://uustatus\.no/\S+$": "Skriv adressen til erklæringen hos uustatus.no, med https:// foran.",
    r"^[a-z]{2,3}$": "Språk skrives med små bokstaver: nb, nn, en eller se.",
    r"^[a-z][a-z0-9_]{0,29}$": "Bruk små bokstaver a–z, tall og understrek, for eksempel neste_melding.",
    r"^[a-z0-9][a-z0-9-]*$": "Navnet på mappen i templates/ har bare små bokstaver a–z, tall og bindestrek.",
    r"^[A-Za-z0-9_.~%-]{1,900}$": "Navnet på et emne i appen har bare A–Z, a–z, 0–9 og - _ . ~ %.",
    r"^$|^[0-9a-fA-F-]{12,80}$": "Skriv digest slik «dispatcher digest» viser den, for eksempel 3f9a-c41e-02bd-77aa.",
    r"^contacts/[A-Za-z0-9_./-]+\.csv$": "Listen skal ligge i contacts/ og slutte på .csv, for eksempel "
    "contacts/ansatte.csv.",
}
_BOUNDS = {
    "greater_than": ("mer enn", "gt"),
    "greater_than_equal": ("minst", "ge"),
    "less_than_equal": ("høyst", "le"),
    "less_than": ("mindre enn", "lt"),
}


def shape_faults(error: ValidationError, typed: Mapping[Place, str]) -> list[Found]:
    """Every fault of the shape. ``typed``: scalars as they stand in the file, to show what should be quoted."""
    return [(_place(item), _sentence(item, typed)) for item in error.errors(include_url=False)]


def _place(item: ErrorDetails) -> Place:
    return tuple(part for part in item["loc"] if part != "[key]")


def _sentence(item: ErrorDetails, typed: Mapping[Place, str]) -> str:
    place = _place(item)
    if item["type"] == "missing":
        return _missing(place)
    if item["type"] == "extra_forbidden":
        return _unknown(place)
    name = str(place[-1]) if place else "plan.yaml"
    return f"{name}: {_about_value(item, name, typed.get(place, ''))}"


def _about_value(item: ErrorDetails, name: str, typed: str) -> str:
    kind, context = item["type"], item.get("ctx", {})
    if kind in _BOUNDS:
        words, bound = _BOUNDS[kind]
        return f"Verdien skal være {words} {context[bound]}."
    match kind:
        case "value_error":
            return str(item["msg"]).removeprefix("Value error, ")
        case "string_type":
            return _not_text(name, typed)
        case "enum" | "literal_error":
            return _not_among(typed, str(context.get("expected", "")))
        case "too_long":
            return f"Listen er for lang. Den kan ha høyst {context['max_length']}."
        case "string_pattern_mismatch":
            return _PATTERNS.get(str(context.get("pattern")), "Verdien er skrevet på feil måte.")
        case _:
            return _FIXED.get(kind, "Verdien kan ikke brukes. Se den samme linjen i eksempelplanen.")


def _missing(place: Place) -> str:
    name = str(place[-1])
    if name == "longest_wait":
        return (
            "Porten mangler en grense: hvor lenge skal bølgen høyst vente? Legg til longest_wait, "
            "for eksempel longest_wait: 5m."
        )
    if len(place) == 1:
        return f"Delen «{name}» mangler. Legg den til; eksempelplanen viser hvordan."
    return f"{_owner(place)} mangler «{name}». Legg til linjen {_EXAMPLES.get(name, f'{name}: …')}"


def _owner(place: Place) -> str:
    path = [f"nr. {part + 1}" if isinstance(part, int) else str(part) for part in place[:-1]]
    return " → ".join(path) or "Planen"


def _unknown(place: Place) -> str:
    name = str(place[-1])
    close = get_close_matches(name, _keys_at(place[:-1]), n=1)
    hint = f"Mente du «{close[0]}»?" if close else "Fjern linjen, eller rett skrivemåten."
    return f"Ukjent nøkkel «{name}». {hint}"


def _keys_at(place: Sequence[str | int]) -> list[str]:
    """The keys the plan knows at a place, found by walking the types."""
    known: Any = Plan
    for part in place:
        if isinstance(known, type) and issubclass(known, BaseModel):
            fields = {field.alias or name: field for name, field in known.model_fields.items()}
            known = fields[str(part)].annotation if str(part) in fields else None
        elif get_origin(known) is dict:
            known = get_args(known)[1]
        else:
            known = next(iter(get_args(known)), None)
        known = next((kind for kind in get_args(known) if _is_model(kind)), known) if _optional(known) else known
    if not _is_model(known):
        return []
    return [field.alias or name for name, field in known.model_fields.items()]


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _optional(kind: object) -> bool:
    return type(None) in get_args(kind)


def _not_text(name: str, typed: str) -> str:
    if not typed or typed in {"~", "null"}:
        return "Her mangler en tekst."
    return f'Sett verdien i anførselstegn: {name}: "{typed}"'


def _not_among(typed: str, expected: str) -> str:
    choices = re.findall(r"'([^']*)'", expected)
    close = get_close_matches(typed, choices, n=1)
    hint = f" Mente du «{close[0]}»?" if close else ""
    return f"Ukjent verdi «{typed}».{hint} Skriv en av disse: {', '.join(choices)}."
