"""What the crisis page says around the alerts' own texts, in the languages it knows."""

from __future__ import annotations

from typing import Final

PATTERNS: Final = {
    "nb": "EEEE d. MMMM y 'kl.' HH.mm",
    "nn": "EEEE d. MMMM y 'kl.' HH.mm",
    "en": "EEEE d MMMM y 'at' HH:mm",
}

WORDS: Final[dict[str, dict[str, str]]] = {
    "nb": {
        "language": "Bokmål",
        "title": "Krisevarsel",
        "none": "Ingen aktive varsler",
        "none_more": "Når kommunen sender ut et varsel, står det her.",
        "updated": "Sist oppdatert",
        "never": "Det har ikke vært noen varsler ennå.",
        "where": "Hvor",
        "what": "Hva skjer",
        "todo": "Dette skal du gjøre",
        "next": "Neste melding senest",
        "late": "Neste melding er forsinket. Den skulle ha kommet senest",
        "stands": "Gjelder fortsatt.",
        "confirmed": "Sist bekreftet",
        "sent": "Sendt",
        "number": "Nr",
        "danger": "Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).",
        "swindle": "Vi ber aldri om BankID, kort eller betaling i et varsel.",
        "contact": "Har du spørsmål",
        "feedback": "Si hva du synes om informasjonen",
        "feedback_subject": "Tilbakemelding på krisevarsel",
        "exercise": "Dette er en øvelse. Du skal ikke gjøre noe.",
        "other": "Andre språk",
        "extreme": "Fare for liv",
        "severe": "Alvorlig",
        "moderate": "Moderat",
        "minor": "Mindre alvorlig",
        "update": "Ny melding",
        "correction": "Rettelse",
        "all-clear": "Faren er over",
        "retraction": "Feilvarsel",
    },
    "nn": {
        "language": "Nynorsk",
        "title": "Krisevarsel",
        "none": "Ingen aktive varsel",
        "none_more": "Når kommunen sender ut eit varsel, står det her.",
        "updated": "Sist oppdatert",
        "never": "Det har ikkje vore nokon varsel enno.",
        "where": "Kvar",
        "what": "Kva skjer",
        "todo": "Dette skal du gjere",
        "next": "Neste melding seinast",
        "late": "Neste melding er forseinka. Ho skulle ha kome seinast",
        "stands": "Gjeld framleis.",
        "confirmed": "Sist stadfesta",
        "sent": "Sendt",
        "number": "Nr",
        "danger": "Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).",
        "swindle": "Vi ber aldri om BankID, kort eller betaling i eit varsel.",
        "contact": "Har du spørsmål",
        "feedback": "Sei kva du synest om informasjonen",
        "feedback_subject": "Tilbakemelding på krisevarsel",
        "exercise": "Dette er ei øving. Du skal ikkje gjere noko.",
        "other": "Andre språk",
        "extreme": "Fare for liv",
        "severe": "Alvorleg",
        "moderate": "Moderat",
        "minor": "Mindre alvorleg",
        "update": "Ny melding",
        "correction": "Retting",
        "all-clear": "Faren er over",
        "retraction": "Feilvarsel",
    },
    "en": {
        "language": "English",
        "title": "Emergency information",
        "none": "No active alerts",
        "none_more": "When the municipality sends an alert, it is shown here.",
        "updated": "Last updated",
        "never": "There have been no alerts yet.",
        "where": "Where",
        "what": "What is happening",
        "todo": "What you should do",
        "next": "Next message by",
        "late": "The next message is late. It should have come by",
        "stands": "Still in force.",
        "confirmed": "Last confirmed",
        "sent": "Sent",
        "number": "No.",
        "danger": "If life is in danger: call 110 (fire), 112 (police) or 113 (ambulance).",
        "swindle": "We never ask for BankID, card or payment in an alert.",
        "contact": "Questions",
        "feedback": "Tell us what you think of this information",
        "feedback_subject": "Feedback on emergency information",
        "exercise": "This is an exercise. You should not do anything.",
        "other": "Other languages",
        "extreme": "Danger to life",
        "severe": "Severe",
        "moderate": "Moderate",
        "minor": "Minor",
        "update": "New message",
        "correction": "Correction",
        "all-clear": "The danger is over",
        "retraction": "False alarm",
    },
}

FALLBACK: Final = "nb"
"""For a language the page has no words of its own for: the alert's text is in it, the words around it are not."""


def words_of(language: str) -> dict[str, str]:
    """The words around the texts of a language."""
    return WORDS.get(language, WORDS[FALLBACK])


def pattern_of(language: str) -> tuple[str, str]:
    """How times are written in a language: Babel's pattern and locale."""
    known = language if language in PATTERNS else FALLBACK
    return PATTERNS[known], known
