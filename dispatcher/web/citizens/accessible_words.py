"""The words of the accessibility statement: what a statement at uustatus.no tells, in our own words and of these pages.

What is claimed here is what the tests hold: change one with the other.
"""

from __future__ import annotations

from typing import Final

ACCESSIBLE: Final[dict[str, dict[str, str]]] = {
    "nb": {
        "accessible": "Tilgjengelighet",
        "accessible_lead": "Krisevarsler skal kunne leses av alle. Her står det hvor langt disse sidene oppfyller"
        " kravene, og hva du kan gjøre når noe ikke virker for deg.",
        "accessible_who": "Hvem og hva det gjelder",
        "accessible_pages": "Ansvarlig er {municipality}. Erklæringen gjelder krisesiden, «Er meldingen ekte?»,"
        " påmelding til varsler i nettleseren, denne siden, og krisebanneret som vises på andre nettsteder.",
        "accessible_status": "Hvor langt vi er kommet",
        "accessible_level": "Kravene er de 47 i WCAG 2.1 på nivå A og AA som gjelder for kommuner. Vi kjenner ingen"
        " brudd på dem på disse sidene.",
        "accessible_how": "Slik er det kontrollert: hver side på hvert språk er prøvd automatisk med verktøyet axe, i"
        " lys og mørk drakt, med bare tastatur, og på en skjerm som er 320 piksler bred. Dette finner ikke alle feil."
        " Ingen utenforstående har kontrollert sidene, og de er ikke prøvd av personer som bruker skjermleser til"
        " daglig.",
        "accessible_texts": "Tekstene i varslene skrives av kommunen for hver hendelse. De er ren tekst, uten bilder.",
        "accessible_script": "Påmelding til varsler i nettleseren trenger JavaScript. Alt annet virker uten.",
        "accessible_declared": "Kommunens egen erklæring hos uustatus.no",
        "accessible_tell": "Si fra til oss",
        "accessible_ask": "Har du funnet en feil, trenger du innholdet på en annen måte, eller har du et forslag? Si"
        " fra til kommunen, så skal du få svar:",
        "accessible_danger": "Haster det fordi liv er i fare, ring 110, 112 eller 113.",
        "accessible_complain": "Klage",
        "accessible_board": "Får du ikke svar, eller er du ikke enig i svaret, kan du klage til Diskrimineringsnemnda"
        " (diskrimineringsnemnda.no). Tilsynet for universell utforming av ikt (uutilsynet.no) ser til at kravene"
        " følges.",
    },
    "nn": {
        "accessible": "Tilgjenge",
        "accessible_lead": "Krisevarsel skal kunne lesast av alle. Her står det kor langt desse sidene oppfyller"
        " krava, og kva du kan gjere når noko ikkje verkar for deg.",
        "accessible_who": "Kven og kva det gjeld",
        "accessible_pages": "Ansvarleg er {municipality}. Erklæringa gjeld krisesida, «Er meldinga ekte?», påmelding"
        " til varsel i nettlesaren, denne sida, og krisebanneret som blir vist på andre nettstader.",
        "accessible_status": "Kor langt vi er komne",
        "accessible_level": "Krava er dei 47 i WCAG 2.1 på nivå A og AA som gjeld for kommunar. Vi kjenner ingen brot"
        " på dei på desse sidene.",
        "accessible_how": "Slik er det kontrollert: kvar side på kvart språk er prøvd automatisk med verktøyet axe, i"
        " lys og mørk drakt, med berre tastatur, og på ein skjerm som er 320 pikslar brei. Dette finn ikkje alle"
        " feil. Ingen utanforståande har kontrollert sidene, og dei er ikkje prøvde av personar som bruker"
        " skjermlesar til dagleg.",
        "accessible_texts": "Tekstane i varsla blir skrivne av kommunen for kvar hending. Dei er rein tekst, utan"
        " bilete.",
        "accessible_script": "Påmelding til varsel i nettlesaren treng JavaScript. Alt anna verkar utan.",
        "accessible_declared": "Kommunen si eiga erklæring hos uustatus.no",
        "accessible_tell": "Sei frå til oss",
        "accessible_ask": "Har du funne ein feil, treng du innhaldet på ein annan måte, eller har du eit forslag? Sei"
        " frå til kommunen, så skal du få svar:",
        "accessible_danger": "Hastar det fordi liv er i fare, ring 110, 112 eller 113.",
        "accessible_complain": "Klage",
        "accessible_board": "Får du ikkje svar, eller er du ikkje samd i svaret, kan du klage til"
        " Diskrimineringsnemnda (diskrimineringsnemnda.no). Tilsynet for universell utforming av ikt (uutilsynet.no)"
        " ser til at krava blir følgde.",
    },
    "en": {
        "accessible": "Accessibility",
        "accessible_lead": "Emergency alerts are for everybody to read. This says how far these pages meet the"
        " requirements, and what you can do when something does not work for you.",
        "accessible_who": "Who and what it concerns",
        "accessible_pages": "{municipality} is responsible. The statement is about the emergency page, “Is the"
        " message genuine?”, signing up for alerts in the browser, this page, and the emergency banner shown on other"
        " sites.",
        "accessible_status": "How far we have come",
        "accessible_level": "The requirements are the 47 of WCAG 2.1, levels A and AA, that apply to municipalities"
        " in Norway. We know of no breach of them on these pages.",
        "accessible_how": "How it was checked: every page in every language has been tried automatically with the"
        " tool axe, in light and dark, by keyboard alone, and on a screen 320 pixels wide. This does not find every"
        " fault. Nobody from outside has checked the pages, and they have not been tried by people who use a screen"
        " reader every day.",
        "accessible_texts": "The texts of alerts are written by the municipality for each event. They are plain text,"
        " without pictures.",
        "accessible_script": "Signing up for alerts in the browser needs JavaScript. Everything else works without.",
        "accessible_declared": "The municipality's own statement at uustatus.no",
        "accessible_tell": "Tell us",
        "accessible_ask": "Have you found a fault, do you need the content in another way, or have you a suggestion?"
        " Tell the municipality and you will get an answer:",
        "accessible_danger": "If it is urgent because life is in danger, call 110, 112 or 113.",
        "accessible_complain": "Complaints",
        "accessible_board": "If you get no answer, or disagree with it, you can complain to Diskrimineringsnemnda"
        " (diskrimineringsnemnda.no). The supervisory authority for universal design of ICT (uutilsynet.no) sees to"
        " it that the requirements are met.",
    },
}
