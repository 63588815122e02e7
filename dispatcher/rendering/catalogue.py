"""The templates of a municipality's folder, read, checked and compiled once; or every fault with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dispatcher.domain.errors import DispatcherError, Fault
from dispatcher.domain.plan import Plan
from dispatcher.domain.yaml_lines import LinedYaml, Place, read_yaml
from dispatcher.rendering import keys
from dispatcher.rendering.moments import Clockwork
from dispatcher.rendering.subset import Compiled, SubsetFault, compile_template

FOLDER = "templates"
FRAMES = "frames"
LARGEST_FILE = 256 * 1024

Texts = Mapping[str, Compiled]


class TemplateFaults(DispatcherError):
    """Malene kan ikke brukes slik de står. ``faults`` has every fault, each with its file and line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is common to all scenarios in one language."""

    clockwork: Clockwork
    conjunction: str
    exercise_first: str
    exercise_last: str
    kinds: Mapping[str, Texts]
    shells: Mapping[str, Texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Every template of the plan: frames by language, scenarios' own texts by folder and language."""

    frames: Mapping[str, Frame]
    scenarios: Mapping[tuple[str, str], Texts]
    html: Compiled


def load_catalogue(home: Path, plan: Plan) -> Catalogue:
    """Everything the plan needs. Raises TemplateFaults with everything that is wrong."""
    reader = _Reader(home)
    fields = {field.key for scenario in plan.scenarios.values() for field in scenario.fields}
    languages = plan.municipality.languages
    frames = {language: reader.frame(language, fields) for language in languages}
    scenarios = {
        (folder, language): reader.scenario(folder, language, _fields(plan, folder))
        for folder in dict.fromkeys(scenario.templates for scenario in plan.scenarios.values())
        for language in languages
    }
    html = reader.html()
    if reader.faults or html is None:
        raise TemplateFaults(tuple(reader.faults))
    return Catalogue(
        frames={language: frame for language, frame in frames.items() if frame},
        scenarios=scenarios,
        html=html,
    )


def _fields(plan: Plan, folder: str) -> set[str]:
    """The fields of the scenarios that use a folder."""
    used = (scenario for scenario in plan.scenarios.values() if scenario.templates == folder)
    return {field.key for scenario in used for field in scenario.fields}


class _Reader:
    def __init__(self, home: Path) -> None:
        self._home = home
        self.faults: list[Fault] = []

    def scenario(self, folder: str, language: str, fields: set[str]) -> Texts:
        file = _File.read(self, f"{FOLDER}/{folder}/{language}.yaml")
        missing = file.check_keys((), keys.SCENARIO_TEXTS, keys.OPTIONAL_TEXTS)
        if missing & keys.ALL_CLEAR_TEXTS:
            file.fault((), f"Scenarioet «{folder}» har ingen melding for når faren er over.")
        return file.texts((), keys.FACTS | fields)

    def frame(self, language: str, fields: set[str]) -> Frame | None:
        file = _File.read(self, f"{FOLDER}/{FRAMES}/{language}.yaml")
        file.check_keys((), {"words", "kinds", *keys.SHELLS})
        file.check_keys(("words",), keys.WORDS, keys.OPTIONAL_WORDS)
        file.check_keys(("kinds",), keys.KINDS)
        of_kind = keys.FACTS | fields | keys.SCENARIO_TEXTS | keys.OPTIONAL_TEXTS
        of_shell = of_kind | keys.PIECES | keys.OPTIONAL_PIECES | {"english"}
        kinds = {}
        for kind in keys.KINDS:
            needed = keys.RELEASED_PIECES if kind.endswith("-released") else keys.PIECES
            file.check_keys(("kinds", kind), needed, keys.OPTIONAL_PIECES)
            kinds[kind] = file.texts(("kinds", kind), of_kind)
        for channel, needed in keys.SHELLS.items():
            file.check_keys((channel,), needed, keys.OPTIONAL_SHELLS.get(channel, ()))
        shells = {channel: file.texts((channel,), of_shell) for channel in keys.SHELLS}
        return file.frame(kinds, shells)

    def html(self) -> Compiled | None:
        name = f"{FOLDER}/{FRAMES}/email.html"
        source = self.text(name)
        if source is None:
            return None
        try:
            compiled = compile_template(source, escape=True)
        except SubsetFault as fault:
            self.faults.append(Fault(f"{name}:{fault.line}", str(fault)))
            return None
        known = {"lang", "headline", "title", "content", "exercise_first", "exercise_last"}
        self.faults.extend(Fault(f"{name}:1", _unknown_name(word, known)) for word in compiled.names - known)
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


class _File:
    """One YAML file of templates."""

    def __init__(self, reader: _Reader, name: str, read: LinedYaml | None) -> None:
        self._reader, self._name, self._read = reader, name, read

    @classmethod
    def read(cls, reader: _Reader, name: str) -> _File:
        source = reader.text(name)
        if source is None:
            return cls(reader, name, None)
        read = read_yaml(source)
        reader.faults.extend(Fault(f"{name}:{line}", what) for line, what in read.faults)
        return cls(reader, name, None if read.data is None and read.faults else read)

    def fault(self, place: Place, what: str, offset: int = 0) -> None:
        line = self._read.line(place) + offset if self._read else 1
        self._reader.faults.append(Fault(f"{self._name}:{line}", what))

    def check_keys(self, place: Place, needed: Iterable[str], optional: Iterable[str] = ()) -> frozenset[str]:
        """Tell of keys that are missing and keys nobody knows; answers the missing ones."""
        if self._read is None:
            return frozenset()
        found, known = self._at(place), {*needed, *optional}
        missing = frozenset(needed) - set(found)
        for key in sorted(missing):
            self.fault(place, f"Teksten «{key}» mangler{_within(place)}. Legg den til; nb.yaml i eksempelet viser den.")
        for key in found:
            if key not in known:
                self.fault((*place, key), f"Ukjent tekst «{key}».{_close(key, known)}")
        return missing

    def texts(self, place: Place, names: Iterable[str]) -> Texts:
        """The texts of a place, compiled."""
        known = frozenset(names)
        compiled = {key: self._compiled((*place, key), value, known) for key, value in self._at(place).items()}
        return {key: text for key, text in compiled.items() if text is not None}

    def frame(self, kinds: Mapping[str, Texts], shells: Mapping[str, Texts]) -> Frame | None:
        words = {key: str(value) for key, value in self._at(("words",)).items()}
        if keys.WORDS - set(words):
            return None
        months = tuple(words.get("months", "").split())
        if months and len(months) != keys.MONTHS:
            self.fault(("words", "months"), "Skriv tolv månedsnavn med mellomrom mellom.")
        first, last = words["exercise_first"].strip(), words["exercise_last"].strip()
        if not first.startswith(keys.EXERCISE):
            self.fault(("words", "exercise_first"), f"Teksten skal begynne med {keys.EXERCISE}.")
        if not last.endswith(keys.EXERCISE):
            self.fault(("words", "exercise_last"), f"Teksten skal slutte med {keys.EXERCISE}.")
        return Frame(
            clockwork=Clockwork(at=words["at"], months=months),
            conjunction=words["and"],
            exercise_first=first,
            exercise_last=last,
            kinds=kinds,
            shells=shells,
        )

    def _at(self, place: Place) -> dict[str, object]:
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
            self.fault(place, _unknown_name(name, names), offset)
        return compiled


def _no_file(name: str) -> str:
    language = Path(name).stem
    if name.endswith(".html"):
        return "Rammen for e-post mangler. Hent den fra eksempelet med «dispatcher init»."
    return f"Tekstene på «{language}» mangler. Lag filen, eller ta {language} ut av languages i plan.yaml."


def _unknown_name(name: str, known: Iterable[str]) -> str:
    return f"Malen ber om «{name}», som ikke finnes.{_close(name, known)}"


def _close(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f" Mente du «{close[0]}»?" if close else " Fjern den, eller rett skrivemåten."


def _within(place: Place) -> str:
    return f" under {' → '.join(map(str, place))}" if place else ""
