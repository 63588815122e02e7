"""What the pages of print say, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

PRINT: Final[dict[str, tuple[str, str, str]]] = {
    "print": ("Skriv ut", "Skriv ut", "Print"),
    "print-posters": ("Plakat og oppslag til ansatte", "Plakat og oppslag til tilsette", "Poster and staff notice"),
    "print-posters-more": (
        "På hvert språk, på A4. Ingen navn eller numre.",
        "På kvart språk, på A4. Ingen namn eller nummer.",
        "In each language, on A4. No names or numbers.",
    ),
    "print-open": ("Åpne arkene", "Opne arka", "Open the sheets"),
    "print-lists": ("Med ringelister", "Med ringelister", "With call lists"),
    "print-lists-more": (
        "Det samme, og de som varselet ikke har nådd: navn, telefon og adresse. Det blir skrevet i loggen.",
        "Det same, og dei varselet ikkje har nådd: namn, telefon og adresse. Det blir skrive i loggen.",
        "The same, and those not reached: name, telephone and address. The journal keeps that you opened them.",
    ),
    "print-lists-open": ("Åpne arkene med ringelister", "Opne arka med ringelister", "Open the sheets with call lists"),
    "print-how": (
        "Velg «Skriv ut» i nettleseren når arkene er åpne.",
        "Vel «Skriv ut» i nettlesaren når arka er opne.",
        "Choose “Print” in the browser when the sheets are open.",
    ),
    "print-no-right": (
        "Ringelistene skrives bare ut av crisis-team og approver.",
        "Ringelistene blir berre skrivne ut av crisis-team og approver.",
        "Call lists are printed by crisis-team and approver only.",
    ),
    "print-doors": ("Dørliste", "Dørliste", "Door list"),
    "print-doors-more": (
        "Adressene til innbyggere som ikke er nådd, til dem som banker på. Ingen navn eller numre.",
        "Adressene til innbyggjarar som ikkje er nådde, til dei som bankar på. Ingen namn eller nummer.",
        "Addresses of residents who were not reached, for those who knock on doors. No names or numbers.",
    ),
    "print-doors-why": (
        "Hvorfor trenger dere listen? Det blir stående i loggen.",
        "Kvifor treng de lista? Det blir ståande i loggen.",
        "Why do you need the list? It stays in the journal.",
    ),
    "print-doors-open": ("Åpne til å skrive ut", "Opne til å skrive ut", "Open to print"),
    "print-doors-csv": ("Last ned som CSV", "Last ned som CSV", "Download as CSV"),
    "print-doors-no-right": (
        "Dørlisten tas bare ut av crisis-team og approver.",
        "Dørlista kan berre crisis-team og approver ta ut.",
        "The door list is taken out by crisis-team and approver only.",
    ),
    "binder": ("Permen til å skrive ut", "Permen til å skrive ut", "The binder to print"),
    "binder-more": (
        "Det dere trenger når nettet er borte: plan, roller med numre, ringelister, tekster, plakater og loggskjema.",
        "Det de treng når nettet er borte: plan, roller med nummer, ringelister, tekstar, plakatar og loggskjema.",
        "What you need when the network is gone: plan, roles with numbers, call lists, texts, posters and log forms.",
    ),
    "binder-kept": (
        "Den har navn og numre. Det blir skrevet i loggen at du hentet den. Oppbevar den trygt.",
        "Han har namn og nummer. Det blir skrive i loggen at du henta han. Oppbevar han trygt.",
        "It has names and numbers. The journal keeps that you fetched it. Keep it safe.",
    ),
    "binder-get": ("Hent permen (zip)", "Hent permen (zip)", "Download the binder (zip)"),
    "binder-weekly": (
        "Pakk ut, skriv ut alle filene på A4, og sett dem i en perm. Lag en ny hver uke.",
        "Pakk ut, skriv ut alle filene på A4, og set dei i ein perm. Lag ein ny kvar veke.",
        "Unpack, print every file on A4, and put them in a binder. Make a new one each week.",
    ),
    "binder-last": ("Sist laget {at}.", "Sist laga {at}.", "Last made {at}."),
    "binder-never": ("Ingen har laget den ennå.", "Ingen har laga han enno.", "Nobody has made it yet."),
    "to-plan": ("Til planen", "Til planen", "To the plan"),
}
