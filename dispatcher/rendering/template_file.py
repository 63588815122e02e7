"""One YAML file of templates, read and compiled; everything that is wrong with it, with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from dispatcher.domain.errors import DispatcherError, Fault
from dispatcher.domain.yaml_lines import LinedYaml, Place, read_yaml
from dispatcher.rendering.subset import Compiled, SubsetFault, compile_template

FOLDER = "templates"
LARGEST_FILE = 256 * 1024

Texts = Mapping[str, Compiled]

_read = lru_cache(maxsize=128)(read_yaml)
"""A file that says the same reads the same: most of the time that templates take is YAML's."""


class TemplateFaults(DispatcherError):
    """Malene kan ikke brukes slik de står. ``faults`` has every fault, each with its file and line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class Reader:
    """The files of a municipality's folder, and the faults found in them so far."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.faults: list[Fault] = []

    def yaml(self, name: str) -> TemplateFile:
        """A file of texts. One that cannot be read is a fault, and empty."""
        source = self.text(name)
        if source is None:
            return TemplateFile(self, name, None)
        read = _read(source)
        self.faults.extend(Fault(f"{name}:{line}", what) for line, what in read.faults)
        return TemplateFile(self, name, None if read.data is None and read.faults else read)

    def html(self, name: str, known: Iterable[str]) -> Compiled | None:
        """A file of HTML that may ask for the names known."""
        source = self.text(name)
        if source is None:
            return None
        try:
            compiled = compile_template(source, escape=True)
        except SubsetFault as fault:
            self.faults.append(Fault(f"{name}:{fault.line}", str(fault)))
            return None
        unknown = sorted(compiled.names - set(known))
        self.faults.extend(Fault(f"{name}:1", unknown_name(word, known)) for word in unknown)
        return compiled

    def text(self, name: str) -> str | None:
        path = self._home / name
        try:
            raw = path.read_bytes()
            if len(raw) > LARGEST_FILE:
                self.faults.append(Fault(name, "Filen er for stor til å være en mal."))
                return None
            return raw.decode("utf-8-sig")
        except FileNotFoundError:
            self.faults.append(Fault(name, _no_file(name)))
        except UnicodeDecodeError:
            self.faults.append(Fault(name, "Filen er ikke lagret som UTF-8. Lagre den på nytt som UTF-8."))
        except OSError as error:
            self.faults.append(Fault(name, f"Filen kan ikke leses ({error.strerror})."))
        return None


class TemplateFile:
    """One YAML file of templates."""

    def __init__(self, reader: Reader, name: str, read: LinedYaml | None) -> None:
        self._reader, self._name, self._read = reader, name, read

    @property
    def readable(self) -> bool:
        """False when the file could not be read at all, which is told already."""
        return self._read is not None

    @property
    def whole(self) -> dict[str, object]:
        """Its keys and values."""
        return self.at(())

    def fault(self, place: Place, what: str, offset: int = 0) -> None:
        line = self._read.line(place) + offset if self._read else 1
        self._reader.faults.append(Fault(f"{self._name}:{line}", what))

    def check_keys(self, place: Place, needed: Iterable[str], optional: Iterable[str] = ()) -> frozenset[str]:
        """Tell of keys that are missing and keys nobody knows; answers the missing ones."""
        if self._read is None:
            return frozenset()
        found, known = self.at(place), {*needed, *optional}
        missing = frozenset(needed) - set(found)
        for key in sorted(missing):
            self.fault(place, f"Teksten «{key}» mangler{_within(place)}. Legg den til; nb.yaml i eksempelet viser den.")
        for key in found:
            if key not in known:
                self.fault((*place, key), f"Ukjent tekst «{key}».{close(key, known)}")
        return missing

    def texts(self, place: Place, names: Iterable[str], *, leave: Iterable[str] = ()) -> Texts:
        """The texts of a place, compiled; ``leave`` are keys that hold something else."""
        known, left = frozenset(names), set(leave)
        written = {key: value for key, value in self.at(place).items() if key not in left}
        compiled = {key: self._compiled((*place, key), value, known) for key, value in written.items()}
        return {key: text for key, text in compiled.items() if text is not None}

    def at(self, place: Place) -> dict[str, object]:
        """The keys and values of a place; none where there are none."""
        value: object = self._read.data if self._read else None
        for part in place:
            value = value.get(part) if isinstance(value, dict) else None
        return value if isinstance(value, dict) else {}

    def _compiled(self, place: Place, value: object, names: frozenset[str]) -> Compiled | None:
        if not isinstance(value, str):
            self.fault(place, f"«{place[-1]}» skal være en tekst. Sett den i anførselstegn.")
            return None
        offset = 0 if self._read is None or place not in self._read.block_scalars else 1
        try:
            compiled = compile_template(value)
        except SubsetFault as fault:
            self.fault(place, str(fault), offset + fault.line - 1)
            return None
        for name in sorted(compiled.names - names):
            self.fault(place, unknown_name(name, names), offset)
        return compiled


def unknown_name(name: str, known: Iterable[str]) -> str:
    """The sentence about a name a template asks for and nobody gives."""
    return f"Malen ber om «{name}», som ikke finnes.{close(name, known)}"


def close(name: str, known: Iterable[str]) -> str:
    """The name that was probably meant."""
    found = get_close_matches(name, list(known), n=1)
    return f" Mente du «{found[0]}»?" if found else " Fjern den, eller rett skrivemåten."


def _no_file(name: str) -> str:
    language = Path(name).stem
    if name.endswith(".html"):
        return "Rammen for e-post mangler. Hent den fra eksempelet med «dispatcher init»."
    if name.startswith(f"{FOLDER}/service/"):
        return f"Tekstene til dem som har roller i planen, mangler på «{language}». Hent dem med «dispatcher init»."
    return f"Tekstene på «{language}» mangler. Lag filen, eller ta {language} ut av languages i plan.yaml."


def _within(place: Place) -> str:
    return f" under {' → '.join(map(str, place))}" if place else ""
