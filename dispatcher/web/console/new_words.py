"""What the pages of a new alert say, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

NEW: Final[dict[str, tuple[str, str, str]]] = {
    "what-happened": ("Hva har skjedd?", "Kva har hendt?", "What has happened?"),
    "step": ("Steg {step} av 3", "Steg {step} av 3", "Step {step} of 3"),
    "in-real": (
        "Dette er skarpt. Når det er godkjent, går det til folk.",
        "Dette er skarpt. Når det er godkjent, går det til folk.",
        "This is real. Once approved, it goes to people.",
    ),
    "in-exercise": (
        "Dette er en øvelse. Ingen får noe.",
        "Dette er ei øving. Ingen får noko.",
        "This is an exercise. Nobody gets anything.",
    ),
    "in-test": (
        "Dette er en varslingsprøve. Den går bare til dem som har sagt ja.",
        "Dette er ei varslingsprøve. Ho går berre til dei som har sagt ja.",
        "This is a test. It goes only to those who have agreed.",
    ),
    "to-real": ("Gjør det skarpt", "Gjer det skarpt", "Make it real"),
    "to-exercise": ("Lag en øvelse i stedet", "Lag ei øving i staden", "Make it an exercise instead"),
    "to-test": ("Lag en varslingsprøve i stedet", "Lag ei varslingsprøve i staden", "Make it a test instead"),
    "example": ("For eksempel {example}", "Til dømes {example}", "For example {example}"),
    "optional": ("kan stå tomt", "kan stå tomt", "may be empty"),
    "choose-one": ("Velg", "Vel", "Choose"),
    "where": ("Hvor gjelder det?", "Kvar gjeld det?", "Where?"),
    "where-rest": ("Hele området ({zone})", "Heile området ({zone})", "The whole area ({zone})"),
    "areas-named": ("Lister i planen", "Lister i planen", "Lists in the plan"),
    "areas-drawn": ("Områder på kartet", "Område på kartet", "Areas on the map"),
    "night-asks": (
        "Det er natt. Skal innbyggerne varsles nå?",
        "Det er natt. Skal innbyggjarane varslast no?",
        "It is night. Shall residents be alerted now?",
    ),
    "night-now": ("Ja, varsle nå", "Ja, varsle no", "Yes, alert now"),
    "night-later": ("Nei, vent til klokka", "Nei, vent til klokka", "No, wait until"),
    "more": ("Mer (kan stå tomt)", "Meir (kan stå tomt)", "More (may be empty)"),
    "known-at": (
        "Når fikk kommunen vite det?",
        "Når fekk kommunen vite det?",
        "When did the municipality learn of it?",
    ),
    "occurred-at": ("Når skjedde det?", "Når hende det?", "When did it happen?"),
    "why-send": ("Hvorfor varsler dere?", "Kvifor varslar de?", "Why do you alert?"),
    "why-send-more": (
        "Står i loggen, ikke i meldingen.",
        "Står i loggen, ikkje i meldinga.",
        "In the log, not the message.",
    ),
    "to-review": ("Se hva som blir sendt", "Sjå kva som blir sendt", "See what will be sent"),
    "to-review-more": (
        "Ingenting sendes ennå.",
        "Ingenting blir sendt enno.",
        "Nothing is sent yet.",
    ),
    "faults": ("Dette må rettes", "Dette må rettast", "This must be put right"),
    "read-it": ("Les det som blir sendt", "Les det som blir sendt", "Read what will be sent"),
    "submit": ("Send til godkjenning", "Send til godkjenning", "Submit for approval"),
    "submit-exercise": (
        "Send øvelsen til godkjenning",
        "Send øvinga til godkjenning",
        "Submit the exercise for approval",
    ),
    "submit-more": (
        "Da blir {names} spurt. Ingenting går ut før noen har godkjent.",
        "Då blir {names} spurde. Ingenting går ut før nokon har godkjent.",
        "Then {names} are asked. Nothing leaves before somebody has approved.",
    ),
    "seen-odd": (
        "Noe er uvanlig. Kryss av at det skal være slik",
        "Noko er uvanleg. Kryss av at det skal vere slik",
        "Something is unusual. Tick that it is meant to be so",
    ),
    "seen-first": (
        "Kryss av det som er uvanlig, og send inn på nytt.",
        "Kryss av det som er uvanleg, og send inn på nytt.",
        "Tick what is unusual, and submit again.",
    ),
    "changed-here": (
        "Utkastet er endret siden du så det. Ingenting er sendt inn. Les det på nytt.",
        "Utkastet er endra sidan du såg det. Ingenting er sendt inn. Les det på nytt.",
        "The draft was changed after you saw it. Nothing is submitted. Read it again.",
    ),
    "edit": ("Endre", "Endre", "Change"),
    "edit-title": ("Endre varselet", "Endre varselet", "Change the alert"),
    "edit-fields": ("Feltene", "Felta", "The fields"),
    "edit-texts": ("Endre ordene selv", "Endre orda sjølv", "Change the words yourself"),
    "edit-texts-more": (
        "Malens ord er gjennomtenkt. Det du skriver, gjelder bare denne teksten på dette språket.",
        "Orda i malen er gjennomtenkte. Det du skriv, gjeld berre denne teksten på dette språket.",
        "The template's words are thought through. What you write is for this text and language only.",
    ),
    "save": ("Lagre", "Lagre", "Save"),
    "advice": ("Se på teksten igjen", "Sjå på teksten ein gong til", "Look at the text again"),
    "advice-one-more": ("og en tekst til", "og ein tekst til", "and one more text"),
    "advice-more": ("og {count} tekster til", "og {count} tekstar til", "and {count} more texts"),
    "not-yours": (
        "Du kan ikke sende inn dette. Be noen i kriseledelsen om det.",
        "Du kan ikkje sende inn dette. Be nokon i kriseleiinga om det.",
        "You cannot submit this. Ask somebody of the crisis team.",
    ),
    "returned-why": ("Returnert: {why}", "Returnert: {why}", "Returned: {why}"),
    "clear-title": (
        "Skriv inn politiets klarering",
        "Skriv inn klareringa frå politiet",
        "Write in the police's clearance",
    ),
    "clear-name": ("Navn", "Namn", "Name"),
    "clear-function": ("Funksjon, for eksempel operasjonsleder", "Funksjon, til dømes operasjonsleiar", "Function"),
    "clear-what": ("Hva er klarert?", "Kva er klarert?", "What is cleared?"),
    "clear-at": ("Når? Tomt er nå", "Når? Tomt er no", "When? Empty is now"),
    "clear-save": ("Lagre klareringen", "Lagre klareringa", "Save the clearance"),
    "kept-added": (
        "{kept} får det nye, {added} er nye, {released} gjelder det ikke lenger.",
        "{kept} får det nye, {added} er nye, {released} gjeld det ikkje lenger.",
        "{kept} get what is new, {added} are new, {released} are no longer concerned.",
    ),
}
