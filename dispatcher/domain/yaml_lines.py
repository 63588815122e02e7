"""YAML 1.2 as plain values that remember their lines, so that a fault can name the line a person must change.

Pure: text in, values out. ``no`` is Norwegian and not False, ``12:30`` is text; a key written twice is a fault, and so
are aliases, which nobody needs in a plan that is read at night.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedYaml:
    """The values of a file, the line of each of them (from 1), scalars as they were typed, and what was wrong."""

    data: object
    lines: Mapping[Place, int]
    typed: Mapping[Place, str]
    block_scalars: frozenset[Place]
    faults: tuple[tuple[int, str], ...]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it that is written in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(text: str) -> LinedYaml:
    """The whole file; text that is no YAML at all comes back with one fault and no data."""
    reader = _Reader()
    try:
        root = YAML(typ="safe", pure=True).compose(text)
        data = reader.value(root, ()) if root is not None else None
    except (YAMLError, RecursionError) as error:
        return LinedYaml(data=None, lines={}, typed={}, block_scalars=frozenset(), faults=(_syntax(error),))
    return LinedYaml(
        data=data,
        lines=reader.lines,
        typed=reader.typed,
        block_scalars=frozenset(reader.block_scalars),
        faults=tuple(reader.faults),
    )


def _syntax(error: YAMLError | RecursionError) -> tuple[int, str]:
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = error.problem or error.context or "ukjent feil"
        return line, f"Filen er ikke gyldig YAML her ({what}). Se etter innrykk. Tekst med kolon skal ha anførselstegn."
    return 1, "Filen er ikke gyldig YAML. Lagre den som ren tekst i UTF-8."


class _Reader:
    def __init__(self) -> None:
        self.lines: dict[Place, int] = {}
        self.typed: dict[Place, str] = {}
        self.block_scalars: set[Place] = set()
        self.faults: list[tuple[int, str]] = []
        self._seen: set[int] = set()

    def value(self, node: Node, place: Place) -> object:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self._seen:  # the same node again: an alias, which could also name itself
            self.faults.append((self.lines[place], "Henvisninger (*navn) brukes ikke her. Skriv innholdet ut."))
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self._scalar(cast("ScalarNode", node), place)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in found:
                self.faults.append((line, f"«{key}» står to ganger. Fjern den ene."))
                continue
            self.lines[(*place, key)] = line
            found[key] = self.value(value_node, (*place, key))
        return found

    def _scalar(self, node: ScalarNode, place: Place) -> object:
        self.typed[place] = str(node.value)
        if node.style in ("|", ">"):
            self.block_scalars.add(place)
        kind = str(node.tag).rpartition(":")[2]
        text = str(node.value)
        match kind:
            case "int":
                return _whole_number(text)
            case "float":
                return float(text.replace("_", "")) if any(c.isdigit() for c in text) else text
            case "bool":
                return text.lower() == "true"
            case "null":
                return None
            case _:
                return text


def _whole_number(text: str) -> int:
    plain = text.replace("_", "")
    return int(plain, 0) if plain.lstrip("+-")[:2].lower() in ("0x", "0o", "0b") else int(plain)
