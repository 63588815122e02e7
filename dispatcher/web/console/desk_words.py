"""What the desk's page says, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

DESK: Final[dict[str, tuple[str, str, str]]] = {
    "desk": ("Redaksjonen", "Redaksjonen", "The desk"),
    "desk-more": (
        "Utkast som venter, i den rekkefølgen de skal tas.",
        "Utkast som ventar, i den rekkjefølgja dei skal takast.",
        "Drafts that wait, in the order they are to be taken up.",
    ),
    "desk-none": ("Ingen utkast venter.", "Ingen utkast ventar.", "No drafts wait."),
    "desk-by": ("Laget av {name} ({at})", "Laga av {name} ({at})", "By {name} ({at})"),
    "desk-priority": ("Prioritet", "Prioritet", "Priority"),
    "priority-high": ("Høy", "Høg", "High"),
    "priority-normal": ("Vanlig", "Vanleg", "Normal"),
    "priority-low": ("Lav", "Låg", "Low"),
    "desk-channels": ("Sendes på", "Blir sendt på", "Goes out on"),
    "desk-grave": (
        "Saken er alvorlig. Planen bestemmer kanalene.",
        "Saka er alvorleg. Planen bestemmer kanalane.",
        "A grave matter. The plan decides the channels.",
    ),
    "desk-save": ("Lagre", "Lagre", "Save"),
    "desk-waiting": ("{count} utkast i redaksjonen", "{count} utkast i redaksjonen", "{count} drafts at the desk"),
}
