"""The finished text of each channel: length held, ØVELSE first and last in everything that is not real."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dispatcher.domain.segments import count
from dispatcher.domain.states import AudienceClass, ChannelName
from dispatcher.rendering.catalogue import Frame
from dispatcher.rendering.keys import SHORTENED
from dispatcher.rendering.mail_html import content, plain
from dispatcher.rendering.pieces import Context
from dispatcher.rendering.subset import Compiled, Missing

SMS_PARTS = 2
"""Two parts, 306 characters, are the aim; three need a reason (messages.md 4)."""
LONGEST = {ChannelName.SMS: 1_600, ChannelName.EMAIL: 40_000, ChannelName.BANNER: 4_000}
LONGEST_HEADLINE = 200


class TooLong(Exception):
    """A text is longer than its channel carries; ``longest`` is how much it may be."""

    def __init__(self, longest: int) -> None:
        super().__init__(str(longest))
        self.longest = longest


Cuts = dict[str, object]
"""Pieces in a shorter form, by name."""
_FRAME = "frame"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One finished text. SMS: the body alone. E-mail: headline is the subject, html beside the body."""

    headline: str = ""
    body: str
    instruction: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a text is poured into: the frame of its language, and the words of an exercise if it is one."""

    frame: Frame
    html: Compiled
    language: str
    first: str
    last: str

    def sms(self, cls: AudienceClass, context: Context) -> Text:
        """The fullest text that fits two parts. The English line is the first to go, and the first to come back."""
        shells = self.frame.shells["sms"]
        full, short = shells[cls.value], shells.get(f"{cls.value}_short", shells[cls.value])

        def body(cut: Cuts) -> str:
            shell = short if _FRAME in cut else full
            return self._marked(_line(shell.render({**context, **cut})))

        return _held(Text(body=body(_cuts(context, lambda cut: count(body(cut)).parts <= SMS_PARTS))), ChannelName.SMS)

    def email(self, cls: AudienceClass, context: Context) -> Text:
        """Subject, plain text and HTML from the same body."""
        shells = self.frame.shells["email"]
        subject = self._marked(_line(shells["subject"].render(context)))
        marked = shells[cls.value].render(context)
        page = context["page"]
        html = self.html.render(
            {
                "lang": self.language,
                "headline": subject,
                "title": context["headline"],
                "content": content(marked, "" if isinstance(page, Missing) else str(page)),
                "exercise_first": self.first,
                "exercise_last": self.last,
            }
        )
        body = "\n\n".join(part for part in (self.first, plain(marked), self.last) if part)
        return _held(Text(headline=subject, body=body, html=html), ChannelName.EMAIL)

    def banner(self, context: Context) -> Text:
        """Headline, text and what to do."""
        said = {name: self._marked(_line(shell.render(context))) for name, shell in self.frame.shells["banner"].items()}
        return _held(Text(**said), ChannelName.BANNER)

    def _marked(self, text: str) -> str:
        if not self.first or not text:
            return text
        stop = "" if text.endswith((".", "!", "?")) else "."
        return f"{self.first} {text}{stop} {self.last}"


def _cuts(context: Context, fits: Callable[[Cuts], bool]) -> Cuts:
    """The fewest cuts that make the text fit: made in order, then each that was not needed is taken back."""
    shorter = {name: context[f"{name}_short"] for name in SHORTENED if isinstance(context[f"{name}_short"], str)}
    possible = {"english": Missing("english"), **shorter, _FRAME: True}
    cut: Cuts = {}
    for name, value in possible.items():
        if fits(cut):
            break
        cut = {**cut, name: value}
    for name in list(cut):
        less = {key: value for key, value in cut.items() if key != name}
        cut = less if fits(less) else cut
    return cut


def _line(text: str) -> str:
    """On one line, one space between words, none before a full stop."""
    return re.sub(r" +([.,;:!?])(?=\s|$)", r"\1", " ".join(text.split()))


def _held(text: Text, channel: ChannelName) -> Text:
    if len(text.headline) > LONGEST_HEADLINE:
        raise TooLong(LONGEST_HEADLINE)
    if max(len(text.body), len(text.instruction), len(text.html)) > LONGEST[channel]:
        raise TooLong(LONGEST[channel])
    return text
