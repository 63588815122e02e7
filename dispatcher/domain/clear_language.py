"""Klarspråk: what a text may lack or have too much of. It advises and never blocks (messages.md 9).

The words for the writer are Norwegian; the texts may be bokmål, nynorsk or English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dispatcher.domain.advice import Advice
from dispatcher.domain.segments import count
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate
from dispatcher.domain.words import (
    ABBREVIATIONS,
    DATED,
    IMPERATIVES,
    NEXT_MESSAGE,
    PASSIVES,
    PERMISSION,
    RELATIVE_TIMES,
)

LONGEST_SMS = 306
HARDEST = 45
"""LIX from here up is heavy reading; a newspaper has about 40."""
LONGEST_SENTENCE = 25
MOST_ACTIONS = 4
LONG_WORD = 6
ENOUGH_WORDS = 50
"""LIX says nothing of a text shorter than this."""

_PROMISING = frozenset({AlertKind.FIRST, AlertKind.UPDATE, AlertKind.CORRECTION})
_READ_AT_LENGTH = frozenset({ChannelName.EMAIL, ChannelName.BANNER})
_SHORT = frozenset({ChannelName.SMS, ChannelName.PUSH, ChannelName.APP})
_CALL = frozenset({"ring", "call"})
"""«Ring 112» is no task of its own."""
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+(?:- )?")
_CLAUSE = re.compile(r"[.!?:,;]\s+|\n+(?:- )?")
_NOT = frozenset({"ikke", "ikkje", "aldri", "vennligst", "do", "never", "please"})
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MAIL = re.compile(r"\S+@\S+")
_LINK = re.compile(
    r"(?P<scheme>https?://)?(?P<host>(?:[\w-]+\.)+(?:no|com|net|org|info|io|ly|gl|me|eu|dk|se|nu|app|link|to|example))"
    r"\b(?P<path>/\S*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about a text. ``where`` names it; one of ``places`` and one of ``senders`` should stand in it.

    ``page`` is the canonical page; empty: the text should have no link. ``promises``: people wait for a next message.
    """

    where: str
    kind: AlertKind
    cls: AudienceClass
    channel: ChannelName
    language: str
    places: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    page: str = ""
    fate: Fate = Fate.KEPT
    promises: bool = True


def advise(text: str, facts: Facts) -> tuple[Advice, ...]:
    """Everything to look at again, the gravest first. A language without word lists is measured, not read.

    Of a push message, give headline and body together: that is what a lock screen shows.
    """
    language = facts.language if facts.language in IMPERATIVES else ""
    found = (
        *(_said(text, facts, language) if language else ()),
        *_unsaid(text, facts),
        *(_wording(text, language) if language else ()),
        *_links(text, facts),
        *_lengths(text, facts, language),
    )
    return tuple(Advice(key=key, words=words, where=facts.where) for key, words in found)


def lix(text: str) -> int:
    """The Norwegian measure of how heavy a text is: words in a sentence, and long words in a hundred."""
    words = _WORD.findall(text)
    if not words:
        return 0
    sentences = sum(1 for sentence in _SENTENCE.split(text) if _WORD.search(sentence))
    long_words = sum(1 for word in words if len(word) > LONG_WORD)
    return round(len(words) / max(1, sentences) + 100 * long_words / len(words))


Said = tuple[str, str]


def _said(text: str, facts: Facts, language: str) -> Iterator[Said]:
    told = facts.kind is AlertKind.ALL_CLEAR or facts.cls is AudienceClass.PRESS
    if not told and not _asks(text, language) and not PERMISSION[language].search(text):
        yield "imperative", "Teksten sier ikke hva folk skal gjøre. Si det rett ut, for eksempel: Kok vannet."
    concerned = facts.cls is AudienceClass.CITIZEN and facts.fate in {Fate.KEPT, Fate.ADDED}
    waits = facts.promises and facts.kind in _PROMISING and concerned
    if waits and not NEXT_MESSAGE[language].search(text):
        yield "next", "Teksten sier ikke når neste melding kommer, eller hvor lenge dette gjelder."
    if facts.channel is not ChannelName.BANNER and not DATED[language].search(text):
        yield "time", "Teksten har ikke dato og klokkeslett. SMS kommer ofte sent fram."


def _unsaid(text: str, facts: Facts) -> Iterator[Said]:
    folded = text.casefold()
    if facts.places and not any(place.casefold() in folded for place in facts.places):
        yield "place", f"Teksten sier ikke hvor dette gjelder: {', '.join(facts.places)}."
    own_channel = facts.channel is ChannelName.BANNER
    if facts.senders and not own_channel and not any(sender.casefold() in folded for sender in facts.senders):
        yield "sender", f"Teksten sier ikke hvem den er fra. Skriv {facts.senders[0]}."


def _wording(text: str, language: str) -> Iterator[Said]:
    relative = _once(RELATIVE_TIMES[language].findall(text))
    if relative:
        yield "relative-time", f"«{relative[0]}» blir feil når meldingen kommer sent fram. Skriv dato og klokkeslett."
    short = _once(ABBREVIATIONS[language].findall(text))
    if short:
        yield "abbreviation", f"Skriv hele ordet i stedet for {_listed(short)}."
    passive = _once(PASSIVES[language].findall(text)) if language in PASSIVES else []
    if passive:
        yield "passive", f"Si hvem som skal gjøre det, i stedet for {_listed(passive)}."


def _links(text: str, facts: Facts) -> Iterator[Said]:
    own = facts.page.partition("/")[0].casefold()
    for link in _LINK.finditer(_MAIL.sub(" ", text)):
        host = link["host"].casefold()
        if own and (host == own or host.endswith(f".{own}")):
            if link["scheme"]:
                yield "link", "Skriv adressen uten https foran."
        elif own:
            yield "link", f"Lenken til {host} er ikke kommunens egen. Falske varsler har fremmede lenker. Bruk {own}."
        else:
            yield "link", f"Denne meldingen skal ikke ha lenke ({host}): teksten skal være nok alene."


def _lengths(text: str, facts: Facts, language: str) -> Iterator[Said]:
    cost = count(text)
    if facts.channel is ChannelName.SMS and cost.parts > 2:
        yield "long", f"SMS-en er på {cost.units} tegn ({cost.parts} deler). Den bør ha høyst {LONGEST_SMS} (to deler)."
    longest = max((len(_WORD.findall(sentence)) for sentence in _SENTENCE.split(text)), default=0)
    if longest > LONGEST_SENTENCE:
        yield "sentence", f"Den lengste setningen har {longest} ord. Del den i to."
    at_length = facts.channel in _READ_AT_LENGTH and len(_WORD.findall(text)) >= ENOUGH_WORDS
    if at_length and facts.language in {"nb", "nn"} and lix(text) >= HARDEST:
        yield "lix", f"Teksten er tung å lese (LIX {lix(text)}). Bruk kortere setninger og enklere ord."
    asked = len([verb for verb in actions(text, language) if verb not in _CALL]) if language else 0
    if facts.channel in _SHORT and facts.cls is AudienceClass.CITIZEN and asked > MOST_ACTIONS:
        yield "actions", f"Teksten ber om {asked} ting. Si det viktigste først, og ta bort det som kan vente."


def actions(text: str, language: str) -> list[str]:
    """The verbs that tell people what to do: each opens its sentence. What they are told not to do is no task."""
    opening = (_WORD.match(sentence.lstrip(" -")) for sentence in _SENTENCE.split(text))
    verbs = (word[0].casefold() for word in opening if word)
    return [verb for verb in verbs if verb in IMPERATIVES[language]]


def _asks(text: str, language: str) -> bool:
    """Whether any clause begins with what to do, or not to do."""
    clauses = (_WORD.findall(clause)[:2] for clause in _CLAUSE.split(text))
    return any(
        word.casefold() in IMPERATIVES[language] or (word.casefold() in _NOT and len(words) > 1)
        for words in clauses
        for word in words[:1]
    )


def _once(found: list[str]) -> list[str]:
    return list(dict.fromkeys(found))


def _listed(words: list[str]) -> str:
    return ", ".join(f"«{word}»" for word in words[:3])
