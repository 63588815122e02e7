"""From what a person gave to the pieces of a message: the scenario's own texts inside the frame of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dispatcher.domain.plan import Plan, Scenario
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Severity
from dispatcher.rendering.catalogue import Catalogue, Frame, Texts
from dispatcher.rendering.facts import Telling
from dispatcher.rendering.keys import ENGLISH_LINES, OPTIONAL_PIECES, OPTIONAL_TEXTS
from dispatcher.rendering.subset import Hole, Missing, Untranslated
from dispatcher.rendering.values import Values

ENGLISH = "en"

Context = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Which text is asked for."""

    scenario: Scenario
    kind: AlertKind
    released: bool
    cls: AudienceClass
    channel: ChannelName
    language: str
    exercise: bool
    values: Values

    @property
    def frame_kind(self) -> str:
        """The frame's name for it: a released person gets a text of its own."""
        return f"{self.kind.value}-released" if self.released else self.kind.value


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
        values=request.values,
        frame=catalogue.frames[language],
        language=language,
        dated=request.channel is ChannelName.SMS,
    )
    known = telling.facts()
    texts = catalogue.scenarios[(request.scenario.templates, language)]
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
