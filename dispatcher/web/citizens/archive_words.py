"""The words of the public archive."""

from __future__ import annotations

from typing import Final

ARCHIVE_WORDS: Final[dict[str, dict[str, str]]] = {
    "nb": {
        "archive": "Tidligere varsler",
        "archive_lead": "Her står varslene kommunen har sendt ut før. Det som gjelder nå, står på krisesiden.",
        "archive_none": "Kommunen har ikke sendt ut noen varsler ennå.",
        "archive_feed": "Følg med i en nyhetsleser (Atom)",
        "archive_sent": "Sendt",
        "archive_ended": "Tatt bort",
        "archive_holds": "Gjelder fortsatt",
        "archive_updated": "Kom i ny utgave",
        "archive_corrected": "Ble rettet senere",
        "archive_withdrawn": "Ble trukket tilbake",
        "archive_over": "Er over",
    },
    "nn": {
        "archive": "Tidlegare varsel",
        "archive_lead": "Her står varsla kommunen har sendt ut før. Det som gjeld no, står på krisesida.",
        "archive_none": "Kommunen har ikkje sendt ut nokon varsel enno.",
        "archive_feed": "Følg med i ein nyhendelesar (Atom)",
        "archive_sent": "Sendt",
        "archive_ended": "Teke bort",
        "archive_holds": "Gjeld framleis",
        "archive_updated": "Kom i ny utgåve",
        "archive_corrected": "Vart retta seinare",
        "archive_withdrawn": "Vart trekt tilbake",
        "archive_over": "Er over",
    },
    "en": {
        "archive": "Earlier alerts",
        "archive_lead": "The alerts the municipality has sent before. What holds now is on the emergency page.",
        "archive_none": "The municipality has not sent any alerts yet.",
        "archive_feed": "Follow in a news reader (Atom)",
        "archive_sent": "Sent",
        "archive_ended": "Taken down",
        "archive_holds": "Still holds",
        "archive_updated": "Came in a new version",
        "archive_corrected": "Was corrected later",
        "archive_withdrawn": "Was withdrawn",
        "archive_over": "Is over",
    },
}
