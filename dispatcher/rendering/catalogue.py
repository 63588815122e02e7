"""The templates of a municipality's folder, read, checked and compiled once; or every fault with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dispatcher.domain.plan import Plan, Zone
from dispatcher.rendering import keys
from dispatcher.rendering.adopted import Adopted, read_adopted
from dispatcher.rendering.digests import APPROVED, digest_of, is_of
from dispatcher.rendering.moments import Clockwork
from dispatcher.rendering.service import ServiceTexts, load_service
from dispatcher.rendering.subset import Compiled
from dispatcher.rendering.template_file import FOLDER, Reader, TemplateFaults, TemplateFile, Texts
from dispatcher.rendering.zone_texts import zone_texts

FRAMES = "frames"
HTML = f"{FOLDER}/{FRAMES}/email.html"
_HTML_NAMES = frozenset({"lang", "headline", "title", "content", "exercise_first", "exercise_last"})


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
    """Every template of the plan: frames by language, scenarios' own texts by folder, language and zone ("": none).

    By folder and language, the frames' folder one of them: ``digests`` of the words of a file with the frame around
    them, ``adopted``, who stands behind them, and ``changed``, who stood behind other words than those there now.
    """

    frames: Mapping[str, Frame]
    scenarios: Mapping[tuple[str, str, str], Texts]
    html: Compiled
    service: Mapping[str, ServiceTexts]
    adopted: Mapping[tuple[str, str], Adopted]
    changed: Mapping[tuple[str, str], Adopted]
    digests: Mapping[tuple[str, str], str]

    def texts(self, folder: str, language: str, zone: str = "") -> Texts:
        """The texts of a zone; of the scenario itself where the zone has none."""
        return self.scenarios.get((folder, language, zone)) or self.scenarios[(folder, language, "")]

    def drafts(self) -> tuple[str, ...]:
        """The files nobody has ever stood behind."""
        return tuple(name_of(*file) for file in self.digests if file not in self.adopted and file not in self.changed)

    def behind(self, folder: str, language: str) -> str:
        """Who stands behind what a scenario says in a language: its own file and the frame; nobody: ""."""
        own, frame = self.adopted.get((folder, language)), self.adopted.get((FRAMES, language))
        return str(own) if own and frame else ""

    def behind_before(self, folder: str, language: str) -> str:
        """Who stood behind them until a word was changed; "": nobody, or they still do."""
        found = self.changed.get((folder, language)) or self.changed.get((FRAMES, language))
        return str(found) if found else ""


def load_catalogue(home: Path, plan: Plan) -> Catalogue:
    """Everything the plan needs. Raises TemplateFaults with everything that is wrong."""
    reader = Reader(home)
    fields = {field.key for scenario in plan.scenarios.values() for field in scenario.fields}
    languages = plan.municipality.languages
    adopted: dict[tuple[str, str], Adopted | None] = {}
    files: dict[tuple[str, str], TemplateFile] = {}
    frames = {}
    for language in languages:
        file = files[FRAMES, language] = reader.yaml(name_of(FRAMES, language))
        frames[language] = _frame(file, fields)
        adopted[FRAMES, language] = read_adopted(file, plan.roles)
    scenarios: dict[tuple[str, str, str], Texts] = {}
    for folder in dict.fromkeys(scenario.templates for scenario in plan.scenarios.values()):
        for language in languages:
            file = files[folder, language] = reader.yaml(name_of(folder, language))
            found = _scenario(file, folder, plan)
            adopted[folder, language] = read_adopted(file, plan.roles)
            scenarios |= {(folder, language, zone): texts for zone, texts in found.items()}
    service = load_service(reader, plan)
    html = reader.html(HTML, _HTML_NAMES)
    if reader.faults or html is None:
        raise TemplateFaults(tuple(reader.faults))
    letter = reader.text(HTML)
    frame_of = {language: files[FRAMES, language].whole for language in languages}
    digests = {(key, lang): digest_of(file.whole, frame_of[lang], letter) for (key, lang), file in files.items()}
    read = {file: who for file, who in adopted.items() if who}
    changed = {file: who for file, who in read.items() if who.digest and not is_of(who.digest, digests[file])}
    return Catalogue(
        frames={language: frame for language, frame in frames.items() if frame},
        scenarios=scenarios,
        html=html,
        service=service,
        adopted={file: who for file, who in read.items() if file not in changed},
        changed=changed,
        digests=digests,
    )


def name_of(folder: str, language: str) -> str:
    """Where a file of texts lies."""
    return f"{FOLDER}/{folder}/{language}.yaml"


def _fields(plan: Plan, folder: str) -> set[str]:
    """The fields of the scenarios that use a folder."""
    used = (scenario for scenario in plan.scenarios.values() if scenario.templates == folder)
    return {field.key for scenario in used for field in scenario.fields}


def _zones(plan: Plan, folder: str) -> dict[str, Zone]:
    """The zones of the scenarios that use a folder."""
    used = (scenario for scenario in plan.scenarios.values() if scenario.templates == folder)
    return {zone.key: zone for scenario in used for zone in scenario.zones}


def _scenario(file: TemplateFile, folder: str, plan: Plan) -> dict[str, Texts]:
    """The texts of a scenario's file, by zone; "" are the scenario's own."""
    names, zones = keys.FACTS | _fields(plan, folder), _zones(plan, folder)
    optional = keys.OPTIONAL_TEXTS | {APPROVED} | ({keys.ZONES} if zones else set())
    missing = file.check_keys((), keys.SCENARIO_TEXTS, optional)
    if missing & keys.ALL_CLEAR_TEXTS:
        file.fault((), f"Scenarioet «{folder}» har ingen melding for når faren er over.")
    own = file.texts((), names, leave={keys.ZONES, APPROVED})
    return {"": own} | zone_texts(file, zones, own, names)


def _frame(file: TemplateFile, fields: set[str]) -> Frame | None:
    file.check_keys((), {"words", "kinds", *keys.SHELLS}, {APPROVED})
    file.check_keys(("words",), keys.WORDS, keys.OPTIONAL_WORDS)
    file.check_keys(("kinds",), keys.KINDS)
    of_kind = keys.FACTS | fields | keys.SCENARIO_TEXTS | keys.OPTIONAL_TEXTS
    of_shell = of_kind | keys.PIECES | keys.OPTIONAL_PIECES | {"english"}
    kinds = {}
    for kind in keys.KINDS:
        needed = keys.RELEASED_PIECES if kind.endswith("-released") else keys.PIECES
        if kind in file.at(("kinds",)):
            file.check_keys(("kinds", kind), needed, keys.OPTIONAL_PIECES)
        kinds[kind] = file.texts(("kinds", kind), of_kind)
    for channel, needed in keys.SHELLS.items():
        if channel in file.at(()):
            file.check_keys((channel,), needed, keys.OPTIONAL_SHELLS.get(channel, ()))
    shells = {channel: file.texts((channel,), of_shell) for channel in keys.SHELLS}
    return _framed(file, kinds, shells)


def _framed(file: TemplateFile, kinds: Mapping[str, Texts], shells: Mapping[str, Texts]) -> Frame | None:
    words = {key: str(value) for key, value in file.at(("words",)).items()}
    if keys.WORDS - set(words):
        return None
    months = tuple(words.get("months", "").split())
    if months and len(months) != keys.MONTHS:
        file.fault(("words", "months"), "Skriv tolv månedsnavn med mellomrom mellom.")
    first, last = words["exercise_first"].strip(), words["exercise_last"].strip()
    if not first.startswith(keys.EXERCISE):
        file.fault(("words", "exercise_first"), f"Teksten skal begynne med {keys.EXERCISE}.")
    if not last.endswith(keys.EXERCISE):
        file.fault(("words", "exercise_last"), f"Teksten skal slutte med {keys.EXERCISE}.")
    return Frame(
        clockwork=Clockwork(at=words["at"], months=months),
        conjunction=words["and"],
        exercise_first=first,
        exercise_last=last,
        kinds=kinds,
        shells=shells,
    )
