"""From what a person gave to the pieces of a message: the scenario's own texts inside the frame of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dispatcher.domain.plan import Plan, Scenario
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate, Severity
from dispatcher.rendering.catalogue import Catalogue, Frame
from dispatcher.rendering.facts import Telling
from dispatcher.rendering.keys import ENGLISH_LINES, FALSE_ALARM, FALSE_ALARM_RETRACTED, OPTIONAL_PIECES, OPTIONAL_TEXTS
from dispatcher.rendering.subset import Hole, Missing, Untranslated
from dispatcher.rendering.template_file import Texts
from dispatcher.rendering.values import Values

ENGLISH = "en"
_DATED = frozenset({ChannelName.SMS, ChannelName.PUSH, ChannelName.APP})
"""The channels whose texts carry their own date and time."""
_FOLLOW_UPS = frozenset({AlertKind.UPDATE, AlertKind.CORRECTION})

Context = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Which text is asked for."""

    scenario: Scenario
    kind: AlertKind
    fate: Fate
    zone: str
    cls: AudienceClass
    channel: ChannelName
    language: str
    exercise: bool
    values: Values

    @property
    def likeness(self) -> tuple[bool, bool, bool]:
        """Texts of one message in one language that are alike in this are made of the same pieces."""
        citizen = self.cls is AudienceClass.CITIZEN
        return self.channel in _DATED, citizen, citizen and self.channel is ChannelName.SMS

    @property
    def frame_kind(self) -> str:
        """The frame's name for it. Whom it is not about after all, is new to it, or got it by mistake, has its own."""
        false_alarm = self.values.false_alarm and self.kind is AlertKind.CORRECTION
        match self.fate:
            case Fate.RETRACTED:
                return FALSE_ALARM_RETRACTED if false_alarm else AlertKind.RETRACTION.value
            case _ if false_alarm:
                return FALSE_ALARM  # nobody is added to what was none, and nobody need be released from it
            case Fate.RELEASED if self.kind in _FOLLOW_UPS and self.cls is AudienceClass.CITIZEN:
                return f"{self.kind.value}-released"
            case Fate.ADDED if self.kind in _FOLLOW_UPS:
                return AlertKind.FIRST.value
            case _:
                return self.kind.value


def pieces(catalogue: Catalogue, plan: Plan, request: Request) -> Context:
    """Facts, the scenario's texts and the frame's pieces, each rendered once."""
    frame = catalogue.frames[request.language]
    own = _own(catalogue, plan, request, request.language)
    context: dict[str, object] = {name: Missing(name) for name in OPTIONAL_PIECES | {"english"}} | own
    context |= _rendered(frame.kinds[request.frame_kind], own)
    if _room_for_english(request, plan):
        context["english"] = _english_line(catalogue, plan, request)
    return context


def _own(catalogue: Catalogue, plan: Plan, request: Request, language: str) -> dict[str, object]:
    """Facts and the scenario's own texts in a language."""
    telling = Telling(
        plan=plan,
        scenario=request.scenario,
        kind=request.kind,
        fate=request.fate,
        zone=request.zone,
        values=request.values,
        frame=catalogue.frames[language],
        language=language,
        dated=request.channel in _DATED,
    )
    known = telling.facts()
    zone = request.zone if request.cls is AudienceClass.CITIZEN else ""
    texts = catalogue.texts(request.scenario.templates, language, zone)
    absent = {name: Missing(name) for name in OPTIONAL_TEXTS}
    return absent | known | _rendered(texts, known)


def _rendered(texts: Texts, context: Context) -> dict[str, object]:
    """Each text rendered; one that prints what was not given is itself missing, for the same reason."""
    done: dict[str, object] = {}
    for name, text in texts.items():
        try:
            done[name] = text.render(context).strip()
        except Hole as hole:
            done[name] = Untranslated(hole.name)
    return done


def _room_for_english(request: Request, plan: Plan) -> bool:
    """One English line goes to those who are to act: citizens, by SMS, in what is severe."""
    return (
        request.channel is ChannelName.SMS
        and request.cls is AudienceClass.CITIZEN
        and request.language != ENGLISH
        and ENGLISH in plan.municipality.languages
        and request.scenario.severity in {Severity.EXTREME, Severity.SEVERE}
    )


def _english_line(catalogue: Catalogue, plan: Plan, request: Request) -> object:
    line = _own(catalogue, plan, request, ENGLISH)[ENGLISH_LINES[request.frame_kind]]
    return line if isinstance(line, str) else Missing("english")


def exercise_words(frame: Frame, *, exercise: bool) -> tuple[str, str]:
    """What stands first and last in a text that is not real."""
    return (frame.exercise_first, frame.exercise_last) if exercise else ("", "")
