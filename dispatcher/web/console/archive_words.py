"""What the page about an incident's archive package says, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

ARCHIVE: Final[dict[str, tuple[str, str, str]]] = {
    "archive": ("Arkivpakke", "Arkivpakke", "Archive package"),
    "archive-title": (
        "Arkivpakke for hendelse {number}",
        "Arkivpakke for hending {number}",
        "Archive package {number}",
    ),
    "archive-about": (
        "Én fil til arkivet: rapporten, tekstene ord for ord, loggen med kjeden og tallene. Ingen linjer om mottakere.",
        "Éi fil til arkivet: rapporten, tekstane ord for ord, loggen med kjeda og tala. Ingen linjer om mottakarar.",
        "One file for the archive: report, texts word for word, log with its chain, counts. No rows about recipients.",
    ),
    "archive-before": (
        "Ingenting slettes om mottakerne før noen har bekreftet at arkivet har pakken.",
        "Ingenting om mottakarane blir sletta før nokon har stadfesta at arkivet har pakken.",
        "Nothing about the recipients is erased before somebody confirms that the archive has the package.",
    ),
    "archive-make": ("Lag og last ned", "Lag og last ned", "Make and download"),
    "archive-mail": ("Send til postmottak", "Send til postmottak", "Send to the archive’s mailbox"),
    "archive-mail-exercise": (
        "Dette er en øvelse: e-posten fanges opp, og når ingen.",
        "Dette er ei øving: e-posten blir fanga opp, og når ingen.",
        "This is an exercise: the mail is captured and reaches nobody.",
    ),
    "archive-to": ("Går til {address}.", "Går til {address}.", "Goes to {address}."),
    "archive-none": (
        "Det er ikke laget noen pakke ennå.",
        "Det er ikkje laga nokon pakke enno.",
        "No package has been made yet.",
    ),
    "archive-made": ("Laget {at} av {who}", "Laga {at} av {who}", "Made {at} by {who}"),
    "archive-mailed": (
        "Sendt til postmottak {at} av {who}.",
        "Send til postmottak {at} av {who}.",
        "Sent to the mailbox {at} by {who}.",
    ),
    "archive-confirmed": (
        "Bekreftet mottatt {at} av {who}: {reference}",
        "Stadfesta motteken {at} av {who}: {reference}",
        "Confirmed received {at} by {who}: {reference}",
    ),
    "archive-unconfirmed": (
        "Ikke bekreftet mottatt.",
        "Ikkje stadfesta motteken.",
        "Not confirmed received.",
    ),
    "archive-outdated": (
        "Utdatert: pakken mangler {count} linjer som er kommet i loggen etterpå.",
        "Utdatert: pakka manglar {count} linjer som er komne i loggen etterpå.",
        "Out of date: it lacks {count} lines that were added to the log later.",
    ),
    "archive-outdated-one": (
        "Utdatert: pakken mangler 1 linje som er kommet i loggen etterpå.",
        "Utdatert: pakka manglar 1 linje som er komen i loggen etterpå.",
        "Out of date: it lacks 1 line that was added to the log later.",
    ),
    "archive-anchor": ("Anker", "Anker", "Anchor"),
    "archive-reference": (
        "Arkivets referanse (saks- eller dokumentnummer)",
        "Referansen til arkivet (saks- eller dokumentnummer)",
        "The archive’s reference (case or document number)",
    ),
    "archive-confirm": ("Bekreft at arkivet har den", "Stadfest at arkivet har ho", "Confirm that the archive has it"),
    "archive-all": ("Pakker som er laget", "Pakkar som er laga", "Packages made"),
}
