"""The texts of a plan: compiled once, rendered for a class, channel, language and mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import assert_never

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import PLACE_FIELD, PROMISE_FIELD, Plan, Scenario
from dispatcher.domain.plan.raw import unknown
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate, Mode
from dispatcher.rendering.catalogue import Catalogue, load_catalogue
from dispatcher.rendering.forms import Form, Text, TooLong
from dispatcher.rendering.moments import Moment
from dispatcher.rendering.pieces import Request, exercise_words, pieces
from dispatcher.rendering.service import WORDED, check_given, form_of, moment_of
from dispatcher.rendering.subset import Hole
from dispatcher.rendering.values import Values, check_values, promise_of

_LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "engelsk", "se": "nordsamisk"}
_FACTS = {
    "place": ("areas", f"Velg minst ett område, eller fyll ut feltet «{PLACE_FIELD}»."),
    "promise": (f"fields.{PROMISE_FIELD}", "Skriv når neste melding kommer."),
    "previous": ("previous_at", "Tidspunktet for den forrige meldingen mangler."),
    PLACE_FIELD: ("areas", f"Velg minst ett område, eller fyll ut feltet «{PLACE_FIELD}»."),
    "started": ("first_at", "Tidspunktet for den første meldingen mangler."),
}


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
        found = self._scenario(scenario)
        self._check_language(scenario, language)
        _check_zones(found, zone, values)
        check_values(self.plan, found, kind, values)
        request = Request(
            scenario=found,
            kind=kind,
            fate=fate,
            zone=zone,
            cls=_reader(cls),
            channel=channel,
            language=language,
            exercise=mode is not Mode.REAL,
            values=values,
        )
        try:
            return self._text(request)
        except Hole as hole:
            raise InvalidInput(self._hole(found, hole.name, language)) from None
        except TooLong as fault:
            what = f"Teksten for {channel.value} er for lang. Den kan ha høyst {fault.longest} tegn."
            raise InvalidInput(Fault(f"texts.{channel.value}", what)) from None

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
        if form_of(channel) == "sms":
            return form.note(said["sms"])
        subject = " ".join(said["subject"].split())
        return form.letter(subject=subject, title=subject, marked=said["email"])

    def _text(self, request: Request) -> Text:
        frame = self.catalogue.frames[request.language]
        context = pieces(self.catalogue, self.plan, request)
        first, last = exercise_words(frame, exercise=request.exercise)
        form = Form(frame=frame, html=self.catalogue.html, language=request.language, first=first, last=last)
        match request.channel:
            case ChannelName.SMS:
                return form.sms(request.cls, context)
            case ChannelName.EMAIL:
                return form.email(request.cls, context)
            case ChannelName.BANNER:
                return form.banner(context)
            case ChannelName.PUSH | ChannelName.APP:
                return form.push(request.cls, context)
            case ChannelName.TASK:  # to be copied by hand: as the page says it, or the whole letter
                public = request.cls is AudienceClass.CITIZEN
                return form.banner(context) if public else form.email(request.cls, context)
            case _:
                assert_never(request.channel)

    def _scenario(self, key: str) -> Scenario:
        found = self.plan.scenarios.get(key)
        if found is None:
            raise InvalidInput(Fault("scenario", unknown("scenario", key, self.plan.scenarios)))
        return found

    def _check_language(self, scenario: str, language: str) -> None:
        ready = self.languages(scenario)
        if language not in ready:
            name = _LANGUAGES.get(language, language)
            raise InvalidInput(Fault("language", f"Scenarioet har ikke tekst på {name}. Det har: {', '.join(ready)}."))

    def _hole(self, scenario: Scenario, name: str, language: str) -> Fault:
        spec = scenario.field(name)
        if spec is None or name == PLACE_FIELD:
            where, what = _FACTS.get(name, ("templates", f"Malen ber om «{name}», som ikke finnes i denne meldingen."))
            return Fault(where, what)
        label = spec.label.get(self.plan.municipality.language, name)
        if spec.translates:
            spoken = _LANGUAGES.get(language, language)
            return Fault(f"fields.{name}", f"«{label}» mangler. Skriv det også på {spoken}.")
        return Fault(f"fields.{name}", f"Fyll ut «{label}». Teksten trenger det.")


def _check_zones(scenario: Scenario, zone: str, values: Values) -> None:
    known = [zone.key for zone in scenario.zones]
    wrong = [key for key in (zone, *values.zone_areas) if key and key not in known]
    if wrong:
        raise InvalidInput(*(Fault("zones", unknown("sone", key, known)) for key in dict.fromkeys(wrong)))


def _reader(cls: AudienceClass) -> AudienceClass:
    """The public reads what citizens read."""
    return AudienceClass.CITIZEN if cls is AudienceClass.PUBLIC else cls
