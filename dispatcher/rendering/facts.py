"""What the templates may print, in one language. What was not given is a Missing: a fault only where it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dispatcher.domain.plan import PLACE_FIELD, FieldSpec, Plan, Scenario
from dispatcher.domain.states import AlertKind, Severity
from dispatcher.rendering.catalogue import Frame
from dispatcher.rendering.keys import FACTS
from dispatcher.rendering.moments import Moment, parse_moment
from dispatcher.rendering.subset import Missing, Untranslated
from dispatcher.rendering.values import Values, promise_of, typed_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One alert told in one language. ``dated``: the texts carry their own date (SMS)."""

    plan: Plan
    scenario: Scenario
    kind: AlertKind
    values: Values
    frame: Frame
    language: str
    dated: bool

    def facts(self) -> dict[str, object]:
        """Everything by its name; fields by their keys."""
        municipality, values = self.plan.municipality, self.values
        contact = municipality.press_contact.get(self.language, "")
        fields = {spec.key: self._field(spec) for spec in self.scenario.fields}
        given: dict[str, object] = {
            "sender": municipality.name,
            "short": municipality.short,
            "number": values.number,
            "press": f"{contact} {municipality.press_phone}".strip(),
            "at": self._moment(values.composed_at, "at"),
            "promise": self._moment(promise_of(self.scenario, self.kind, values), "promise"),
            "previous": self._moment(values.previous_at, "previous"),
            "started": self._moment(values.first_at, "started"),
            "place": self._place(fields.get(PLACE_FIELD)),
            "page": municipality.page if self.scenario.link else Missing("page"),
            "extreme": self.scenario.severity is Severity.EXTREME,
        }
        return {name: Missing(name) for name in FACTS} | fields | given

    def _moment(self, at: datetime | None, name: str, *, whole_day: bool = False) -> object:
        if at is None:
            return Missing(name)
        dated = self.values.composed_at if self.dated else None
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
        return self._text(spec, typed)

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
        """The place that was typed, else what people call the areas."""
        if isinstance(typed, str | Untranslated):
            return typed
        areas = {area.name: area for area in self.plan.areas.values()} | self.plan.areas
        words = [areas[name].words(self.language) if name in areas else name for name in self.values.areas]
        if not words:
            return Missing("place")
        *most, last = words
        return f"{', '.join(most)} {self.frame.conjunction} {last}" if most else last


def _phrase(typed: str) -> str:
    """Ready to stand inside a sentence, which has its own full stop."""
    return " ".join(typed.split()).rstrip(" .,;:")
