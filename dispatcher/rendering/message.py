"""One message in one language, ready to be had in any form: what the forms share is put together once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.plan import PLACE_FIELD, PROMISE_FIELD, Plan, Scenario
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate, Mode
from dispatcher.rendering.catalogue import Catalogue
from dispatcher.rendering.forms import Form, Text, TooLong
from dispatcher.rendering.pieces import Context, Request, exercise_words, pieces
from dispatcher.rendering.subset import Hole
from dispatcher.rendering.values import Values

LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "engelsk", "se": "nordsamisk"}
_FACTS = {
    "place": ("areas", f"Velg minst ett område, eller fyll ut feltet «{PLACE_FIELD}»."),
    "promise": (f"fields.{PROMISE_FIELD}", "Skriv når neste melding kommer."),
    "previous": ("previous_at", "Tidspunktet for den forrige meldingen mangler."),
    PLACE_FIELD: ("areas", f"Velg minst ett område, eller fyll ut feltet «{PLACE_FIELD}»."),
    "started": ("first_at", "Tidspunktet for den første meldingen mangler."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What was typed is found good already; ``Rendering.message`` sees to that."""

    plan: Plan
    catalogue: Catalogue
    scenario: Scenario
    kind: AlertKind
    fate: Fate
    zone: str
    language: str
    values: Values
    _pieces: dict[object, Context] = field(default_factory=dict, repr=False)

    def form(self, channel: ChannelName, cls: AudienceClass, mode: Mode) -> Text:
        """One text. Raises InvalidInput with a sentence about what is missing or too long."""
        request = Request(
            scenario=self.scenario,
            kind=self.kind,
            fate=self.fate,
            zone=self.zone,
            cls=_reader(cls),
            channel=channel,
            language=self.language,
            exercise=mode is not Mode.REAL,
            values=self.values,
        )
        try:
            return self._text(request)
        except Hole as hole:
            raise InvalidInput(self._hole(hole.name)) from None
        except TooLong as fault:
            what = f"Teksten for {channel.value} er for lang. Den kan ha høyst {fault.longest} tegn."
            raise InvalidInput(Fault(f"texts.{channel.value}", what)) from None

    def _text(self, request: Request) -> Text:
        frame = self.catalogue.frames[self.language]
        if request.likeness not in self._pieces:
            self._pieces[request.likeness] = pieces(self.catalogue, self.plan, request)
        context = self._pieces[request.likeness]
        first, last = exercise_words(frame, exercise=request.exercise)
        form = Form(frame=frame, html=self.catalogue.html, language=self.language, first=first, last=last)
        match request.channel:
            case ChannelName.SMS:
                return form.sms(request.cls, context)
            case ChannelName.EMAIL:
                return form.email(request.cls, context)
            case ChannelName.BANNER:
                return form.banner(context)
            case ChannelName.PUSH | ChannelName.APP:
                return form.push(request.cls, context)
            case ChannelName.CHAT:
                return form.chat(request.cls, context)
            case ChannelName.TASK:  # to be copied by hand: as the page says it, or the whole letter
                public = request.cls is AudienceClass.CITIZEN
                return form.banner(context) if public else form.email(request.cls, context)
            case ChannelName.VOICE:
                raise ValueError("no alert is read aloud: calls go to persons of the plan's roles")
            case _:
                assert_never(request.channel)

    def _hole(self, name: str) -> Fault:
        spec = self.scenario.field(name)
        if spec is None or name == PLACE_FIELD:
            where, what = _FACTS.get(name, ("templates", f"Malen ber om «{name}», som ikke finnes i denne meldingen."))
            return Fault(where, what)
        label = spec.label.get(self.plan.municipality.language, name)
        if spec.translates:
            spoken = LANGUAGES.get(self.language, self.language)
            return Fault(f"fields.{name}", f"«{label}» mangler. Skriv det også på {spoken}.")
        return Fault(f"fields.{name}", f"Fyll ut «{label}». Teksten trenger det.")


def _reader(cls: AudienceClass) -> AudienceClass:
    """The public reads what citizens read."""
    return AudienceClass.CITIZEN if cls is AudienceClass.PUBLIC else cls
