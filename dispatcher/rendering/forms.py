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
from dispatcher.rendering.shortening import ended, headline_within, within
from dispatcher.rendering.subset import Compiled, Missing

SMS_PARTS = 2
"""Two parts, 306 characters, are the aim; three need a reason (messages.md 4)."""
LONGEST = {ChannelName.SMS: 1_600, ChannelName.EMAIL: 40_000, ChannelName.BANNER: 4_000, ChannelName.CHAT: 8_000}
LONGEST_HEADLINE = 200
PUSH_HEADLINE, PUSH_BODY = 60, 300
"""What a lock screen shows of a push message, and more than it shows."""


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
        shells, page = self.frame.shells["email"], context["page"]
        return self.letter(
            subject=_line(shells["subject"].render(context)),
            title=str(context["headline"]),
            marked=shells[cls.value].render(context),
            page="" if isinstance(page, Missing) else str(page),
        )

    def chat(self, cls: AudienceClass, context: Context) -> Text:
        """What the e-mail says, as plain text for a room."""
        mail = self.email(cls, context)
        return _held(Text(headline=mail.headline, body=mail.body), ChannelName.CHAT)

    def letter(self, *, subject: str, title: str, marked: str, page: str = "") -> Text:
        """An e-mail: plain text and HTML from the same marked-up body; the page, and nothing else, is a link."""
        subject = self._marked(_shortened(subject, LONGEST_HEADLINE - len(self._marked("x"))))
        html = self.html.render(
            {
                "lang": self.language,
                "headline": subject,
                "title": title,
                "content": content(marked, page),
                "exercise_first": self.first,
                "exercise_last": self.last,
            }
        )
        body = "\n\n".join(part for part in (self.first, plain(marked), self.last) if part)
        return _held(Text(headline=subject, body=body, html=html), ChannelName.EMAIL)

    def note(self, text: str) -> Text:
        """An SMS or a call to somebody with a role, as long as it must be."""
        return _held(Text(body=self._marked(_line(text))), ChannelName.SMS)

    def notice(self, subject: str, text: str) -> Text:
        """A push message to somebody with a role, who is to open the page."""
        return Text(headline=self._marked(_line(subject)), body=self._marked(_line(text)))

    def banner(self, context: Context) -> Text:
        """Headline, text and what to do."""
        said = {name: self._marked(_line(shell.render(context))) for name, shell in self.frame.shells["banner"].items()}
        return _held(Text(**said), ChannelName.BANNER)

    def push(self, cls: AudienceClass, context: Context) -> Text:
        """A headline and a body that a lock screen has room for. ØVELSE opens the first and closes the second."""
        shells = self.frame.shells["push"]
        shell = shells.get(cls.value, shells["body"])
        closing = _line(shells["closing"].render(context))
        last = f"{ended(closing)} {self.last}" if self.last else closing
        room = PUSH_BODY - len(last) - 1

        def body(cut: Cuts) -> str:
            return _line(shell.render({**context, **cut}))

        said = body(_cuts(context, lambda cut: len(body(cut)) <= room))
        headline = f"{self.first} {_line(shells['headline'].render(context))}".strip()
        return Text(
            headline=headline_within(headline, PUSH_HEADLINE), body=f"{within(ended(said), room)} {last}".strip()
        )

    def _marked(self, text: str) -> str:
        if not self.first or not text:
            return text
        return f"{self.first} {ended(text)} {self.last}"


def _shortened(subject: str, room: int) -> str:
    """A subject may be cut: what it says stands whole in the body."""
    return subject if len(subject) <= room else subject[: room - 1].rsplit(" ", 1)[0] + "…"


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
