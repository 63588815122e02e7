"""Looking into a plan that may be wrong anywhere: what has the wrong shape is passed over and told elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from dispatcher.domain.yaml_lines import Place

Entry = Mapping[str, object]
Found = tuple[Place, str]
"""A place in the plan and the sentence about it."""


def section(tree: object, name: str) -> dict[str, Entry]:
    """The entries of a section that are entries."""
    return dict(_named(mapping(mapping(tree).get(name))))


def keys(tree: object, name: str) -> tuple[str, ...]:
    """Every key of a section, also of an entry that is wrong."""
    return tuple(mapping(mapping(tree).get(name)))


def mapping(value: object) -> Entry:
    """The value, if it is keys with content, else nothing."""
    return {str(key): inner for key, inner in value.items()} if isinstance(value, Mapping) else {}


def text(entry: Entry, key: str) -> str:
    """The text of a key, else nothing."""
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def texts(entry: Entry, key: str) -> list[tuple[int, str]]:
    """The texts of a list, numbered as they stand."""
    value = entry.get(key)
    items = value if isinstance(value, list | tuple) else []
    return [(index, item) for index, item in enumerate(items) if isinstance(item, str)]


def parts(entry: Entry, key: str) -> list[tuple[int, Entry]]:
    """The mappings of a list, numbered as they stand."""
    value = entry.get(key)
    items = value if isinstance(value, list | tuple) else []
    return [(index, mapping(item)) for index, item in enumerate(items) if isinstance(item, Mapping)]


def unknown(what: str, key: str, known: Iterable[str]) -> str:
    """The sentence about a name that nothing in the plan has."""
    names = list(known)
    close = get_close_matches(key, names, n=1)
    hint = f"Mente du «{close[0]}»?" if close else f"Planen har: {', '.join(names) or 'ingen'}."
    return f"Ukjent {what} «{key}». {hint}"


def _named(entries: Entry) -> Iterator[tuple[str, Entry]]:
    for key, value in entries.items():
        if isinstance(value, Mapping):
            yield key, mapping(value)
