"""The texts of a plan: compiled once, rendered for a class, channel, language and mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import Plan, Scenario
from dispatcher.domain.plan.raw import unknown
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate, Mode
from dispatcher.rendering.catalogue import Catalogue, load_catalogue
from dispatcher.rendering.digests import of_scenario
from dispatcher.rendering.forms import Form, Text
from dispatcher.rendering.message import LANGUAGES, Message
from dispatcher.rendering.moments import Moment
from dispatcher.rendering.pieces import exercise_words
from dispatcher.rendering.service import WORDED, check_given, form_of, moment_of
from dispatcher.rendering.values import Values, check_values, promise_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """Every text of a plan, ready. Holds no state; one object serves the whole node."""

    plan: Plan
    catalogue: Catalogue

    @classmethod
    def load(cls, home: Path, plan: Plan) -> Rendering:
        """Read and compile ``templates/``. Raises TemplateFaults with every fault, each with its file and line."""
        return cls(plan=plan, catalogue=load_catalogue(home, plan))

    def languages(self, scenario: str) -> tuple[str, ...]:
        """The languages a scenario can be sent in."""
        folder, written = self._scenario(scenario).templates, self.catalogue.scenarios
        return tuple(language for language in self.plan.municipality.languages if (folder, language, "") in written)

    def behind(self, scenario: str, language: str) -> str:
        """Who stands behind a scenario's texts in a language, as ``approved`` says; "": they are a draft."""
        return self.catalogue.behind(self._scenario(scenario).templates, language)

    def behind_before(self, scenario: str, language: str) -> str:
        """Who stood behind them, of texts whose words were changed afterwards: a draft again."""
        return self.catalogue.behind_before(self._scenario(scenario).templates, language)

    def words_digest(self, scenario: str) -> str:
        """Of all that a scenario's first alert may say, in every language: what an adoption beforehand is of."""
        found = self._scenario(scenario)
        files = (self.catalogue.digests[found.templates, language] for language in self.plan.municipality.languages)
        return of_scenario(found, files)

    def required_fields(self, scenario: str, kind: AlertKind = AlertKind.FIRST) -> tuple[str, ...]:
        """The fields that must be typed for an alert of this kind: required, and without a default."""
        asked = self._scenario(scenario).fields_of(kind)
        return tuple(spec.key for spec in asked if spec.required and not spec.default)

    def check(self, *, scenario: str, kind: AlertKind, values: Values) -> None:
        """Raises InvalidInput with everything that is wrong with what was typed."""
        check_values(self.plan, self._scenario(scenario), kind, values)

    def promise(self, *, scenario: str, kind: AlertKind, values: Values) -> datetime | None:
        """When the next message is promised, if it is. Raises InvalidInput as ``check`` does."""
        self.check(scenario=scenario, kind=kind, values=values)
        return promise_of(self._scenario(scenario), kind, values)

    def render(
        self,
        *,
        scenario: str,
        kind: AlertKind,
        cls: AudienceClass,
        channel: ChannelName,
        language: str,
        mode: Mode,
        values: Values,
        fate: Fate = Fate.KEPT,
        zone: str = "",
    ) -> Text:
        """One text. ``fate``: what a follow-up is to the reader, or the text that takes this alert back another day.

        ``zone``: the citizen's own; other classes read what is said of the danger zone.

        Raises InvalidInput with a sentence for each field, area or language that is missing.
        """
        message = self.message(scenario=scenario, kind=kind, language=language, values=values, fate=fate, zone=zone)
        return message.form(channel, cls, mode)

    def message(
        self,
        *,
        scenario: str,
        kind: AlertKind,
        language: str,
        values: Values,
        fate: Fate = Fate.KEPT,
        zone: str = "",
    ) -> Message:
        """One message in one language, for whoever wants several forms of it. Raises InvalidInput as ``render``."""
        found = self._scenario(scenario)
        self._check_language(scenario, language)
        _check_zones(found, zone, values)
        check_values(self.plan, found, kind, values)
        return Message(
            plan=self.plan,
            catalogue=self.catalogue,
            scenario=found,
            kind=kind,
            fate=fate,
            zone=zone,
            language=language,
            values=values,
        )

    def service_version(self, language: str) -> str:
        """The version of the service texts, for the journal."""
        return self.catalogue.service[language].version

    def render_service(
        self, key: str, *, language: str, channel: ChannelName, values: Mapping[str, str], mode: Mode
    ) -> Text:
        """A text to somebody with a role in the plan. Raises ValueError unless its values are given, all and only."""
        check_given(key, values)
        texts, frame, municipality = (
            self.catalogue.service[language],
            self.catalogue.frames[language],
            self.plan.municipality,
        )
        context: dict[str, object] = {"sender": municipality.name, "short": municipality.short}
        context["mode"] = texts.words[mode.value]
        for name, value in values.items():
            at = moment_of(name, value)
            word = texts.words.get(value, value) if name in WORDED else value
            context[name] = Moment(moment=at, language=frame.clockwork) if at else word
        first, last = exercise_words(frame, exercise=mode is not Mode.REAL)
        form = Form(frame=frame, html=self.catalogue.html, language=language, first=first, last=last)
        said = {name: text.render(context) for name, text in texts.texts[key].items()}
        if channel is ChannelName.PUSH:
            return form.notice(said["subject"], said["push"])
        if form_of(channel) != "email":
            return form.note(said[form_of(channel)])
        subject = " ".join(said["subject"].split())
        return form.letter(subject=subject, title=subject, marked=said["email"])

    def _scenario(self, key: str) -> Scenario:
        found = self.plan.scenarios.get(key)
        if found is None:
            raise InvalidInput(Fault("scenario", unknown("scenario", key, self.plan.scenarios)))
        return found

    def _check_language(self, scenario: str, language: str) -> None:
        ready = self.languages(scenario)
        if language not in ready:
            name = LANGUAGES.get(language, language)
            raise InvalidInput(Fault("language", f"Scenarioet har ikke tekst på {name}. Det har: {', '.join(ready)}."))


def _check_zones(scenario: Scenario, zone: str, values: Values) -> None:
    known = [zone.key for zone in scenario.zones]
    wrong = [key for key in (zone, *values.zone_areas) if key and key not in known]
    if wrong:
        raise InvalidInput(*(Fault("zones", unknown("sone", key, known)) for key in dict.fromkeys(wrong)))
