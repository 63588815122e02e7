"""What the templates may print, in one language. What was not given is a Missing: a fault only where it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dispatcher.domain.plan import PLACE_FIELD, PRESS_FIELD, STREAM_FIELD, FieldSpec, Plan, Scenario, find_place
from dispatcher.domain.states import AlertKind, Fate, Severity
from dispatcher.rendering.catalogue import Frame
from dispatcher.rendering.keys import FACTS
from dispatcher.rendering.moments import Moment, parse_moment
from dispatcher.rendering.subset import Missing, Untranslated
from dispatcher.rendering.values import Values, promise_of, typed_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One alert told in one language. ``dated``: the texts carry their own date. ``zone``: the reader's own, if any."""

    plan: Plan
    scenario: Scenario
    kind: AlertKind
    fate: Fate
    zone: str
    values: Values
    frame: Frame
    language: str
    dated: bool

    def facts(self) -> dict[str, object]:
        """Everything by its name; fields by their keys."""
        municipality, values = self.plan.municipality, self.values
        fields = {spec.key: self._field(spec) for spec in self.scenario.fields}
        given: dict[str, object] = {
            **self._moments(),
            "sender": municipality.name,
            "short": municipality.short,
            "number": values.number,
            "press": self._press(fields.get(PRESS_FIELD)),
            "place": self._place(fields.get(PLACE_FIELD)),
            "zone_place": self._joined(values.zone_areas.get(self.zone, ()), "zone_place"),
            "page": municipality.page if self.scenario.link else Missing("page"),
            "postmottak": self._postmottak(),
            "stream": fields.get(STREAM_FIELD, Missing("stream")),
            "extreme": self.scenario.severity is Severity.EXTREME,
        }
        return {name: Missing(name) for name in FACTS} | fields | given

    def _press(self, chosen: object) -> object:
        """Who answers the press: whoever was chosen for this alert, else the municipality's own contact."""
        if isinstance(chosen, str | Untranslated):
            return chosen
        municipality = self.plan.municipality
        return f"{municipality.press_contact.get(self.language, '')} {municipality.press_phone}".strip()

    def _postmottak(self) -> object:
        """Where whoever wants a case handled writes (R122)."""
        return self.plan.archive.postmottak or Missing("postmottak")

    def _moments(self) -> dict[str, object]:
        """When. A text that is sent on another day than it is composed knows no now: only the message it takes back."""
        values, retracted = self.values, self.fate is Fate.RETRACTED
        previous = values.composed_at if retracted else values.previous_at
        first = values.first_at
        takes_back = retracted or values.false_alarm or self.kind is AlertKind.RETRACTION
        if takes_back and first == previous:
            first = None  # one message to take back, not several
        promise = None if retracted else promise_of(self.scenario, self.kind, values)
        moments = {"previous": previous, "started": first, "promise": promise}
        moments["at"] = None if retracted else values.composed_at
        return {name: self._moment(at, name) for name, at in moments.items()}

    def _moment(self, at: datetime | None, name: str, *, whole_day: bool = False) -> object:
        if at is None:
            return Missing(name)
        dated = self.values.composed_at if self.dated and self.fate is not Fate.RETRACTED else None
        return Moment(moment=at, language=self.frame.clockwork, dated=dated, whole_day=whole_day)

    def _field(self, spec: FieldSpec) -> object:
        typed = typed_value(spec, self.values)
        if not typed or (spec.kind == "time" and self.kind not in spec.kinds):
            return Missing(spec.key)
        if spec.kind == "time":
            at, whole_day = parse_moment(typed, self.values.composed_at)
            return self._moment(at, spec.key, whole_day=whole_day)
        if spec.kind == "choice":
            return spec.choices[typed].get(self.language) or Untranslated(spec.key)
        if spec.kind == "place":
            found = find_place(self.plan.places, typed)
            return found.name if found else Missing(spec.key)
        return typed if spec.kind == "link" else self._text(spec, typed)

    def _text(self, spec: FieldSpec, typed: str) -> object:
        """Text in the language asked for: a translation of another text than the one typed is no translation."""
        translations = (f for f in self.scenario.fields if f.translates == spec.key and f.language == self.language)
        other = next(translations, None)
        if other is None:
            return _phrase(typed)
        translated = self.values.fields.get(other.key, "").strip()
        if not translated and typed == spec.default:
            translated = other.default
        return _phrase(translated) if translated else Untranslated(other.key)

    def _place(self, typed: object) -> object:
        """Where the danger is: the place that was typed, else what people call the areas of the danger zones."""
        if isinstance(typed, str | Untranslated):
            return typed
        zones = [zone.key for zone in self.scenario.zones if zone.danger]
        danger = dict.fromkeys(area for key in zones for area in self.values.zone_areas.get(key, ()))
        return self._joined(tuple(danger) or self.values.areas, "place")

    def _joined(self, names: tuple[str, ...], fact: str) -> object:
        areas = {area.name: area for area in self.plan.areas.values()} | self.plan.areas
        said = (areas[name].words(self.language) if name in areas else name for name in names)
        words = list(dict.fromkeys(said))  # a street and the same street as a polygon are one place
        if not words:
            return Missing(fact)
        *most, last = words
        return f"{', '.join(most)} {self.frame.conjunction} {last}" if most else last


def _phrase(typed: str) -> str:
    """Ready to stand inside a sentence, which has its own full stop."""
    return " ".join(typed.split()).rstrip(" .,;:")
