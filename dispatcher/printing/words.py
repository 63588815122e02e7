"""The words round a poster's text, in each language it is printed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime

from dispatcher.domain.moments import OSLO


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterWords:
    """What the poster says beside the approved text. ``locale`` writes its date."""

    locale: str
    date: str
    kinds: dict[str, str]
    todo: str
    staff: str
    newest: str
    scan: str
    no_net: str
    emergency: str
    hung: str
    down: str
    exercise: str
    draft: str
    void: str


NB = PosterWords(
    locale="nb",
    date="d. MMMM y 'kl.' HH.mm",
    kinds={
        "first": "Viktig melding",
        "update": "Ny melding",
        "correction": "Rettelse",
        "all-clear": "Faren er over",
        "retraction": "Feil utsendt",
    },
    todo="Gjør dette",
    staff="Oppslag til ansatte",
    newest="Siste nytt",
    scan="Skann med mobilkameraet",
    no_net="Uten nett: hør NRK P1",
    emergency="Fare for liv",
    hung="Hengt opp av / klokken",
    down="Ta ned når en nyere melding med samme nummer henges opp.",
    exercise="Dette er en øvelse. Du skal ikke gjøre noe.",
    draft="UTKAST. Ikke godkjent. Skal ikke henges opp.",
    void="GJELDER IKKE LENGER. Skal ikke henges opp.",
)
NN = PosterWords(
    locale="nn",
    date="d. MMMM y 'kl.' HH.mm",
    kinds={
        "first": "Viktig melding",
        "update": "Ny melding",
        "correction": "Retting",
        "all-clear": "Faren er over",
        "retraction": "Feil utsendt",
    },
    todo="Gjer dette",
    staff="Oppslag til tilsette",
    newest="Siste nytt",
    scan="Skann med mobilkameraet",
    no_net="Utan nett: høyr NRK P1",
    emergency="Fare for liv",
    hung="Hengt opp av / klokka",
    down="Ta ned når ei nyare melding med same nummer blir hengd opp.",
    exercise="Dette er ei øving. Du skal ikkje gjere noko.",
    draft="UTKAST. Ikkje godkjent. Skal ikkje hengast opp.",
    void="GJELD IKKJE LENGER. Skal ikkje hengast opp.",
)
EN = PosterWords(
    locale="en_GB",
    date="d MMMM y, HH:mm",
    kinds={
        "first": "Important message",
        "update": "New message",
        "correction": "Correction",
        "all-clear": "The danger is over",
        "retraction": "Sent by mistake",
    },
    todo="Do this",
    staff="Notice to staff",
    newest="Latest news",
    scan="Scan with your phone",
    no_net="Without a network: listen to NRK P1",
    emergency="Danger to life",
    hung="Put up by / time",
    down="Take down when a newer message with the same number is put up.",
    exercise="This is an exercise. You need not do anything.",
    draft="DRAFT. Not approved. Must not be put up.",
    void="NO LONGER VALID. Must not be put up.",
)
WORDS = {"nb": NB, "nn": NN, "en": EN}


def words_of(language: str) -> PosterWords:
    """The poster's words in a language; bokmål where we have none."""
    return WORDS.get(language, NB)


def moment(at: datetime, words: PosterWords) -> str:
    """«22. november 2026 kl. 03.14»."""
    return format_datetime(at.astimezone(OSLO), words.date, locale=words.locale)
