"""The words of the privacy notice: what the public pages and the alerts do with what is known of people.

What is claimed here is what the program does: change one with the other, and docs/anskaffelse/personvern-krise.md.
"""

from __future__ import annotations

from typing import Final

PRIVACY: Final[dict[str, dict[str, str]]] = {
    "nb": {
        "privacy": "Personvern",
        "privacy_lead": "Her står det hva {municipality} gjør med opplysninger om deg når vi varsler, og når du bruker"
        " disse sidene.",
        "privacy_who": "Hvem som er ansvarlig",
        "privacy_owner": "{municipality} er behandlingsansvarlig. Vi varsler fordi det er en oppgave kommunen har etter"
        " loven (personvernforordningen artikkel 6 nr. 1 e). Push i nettleseren sender vi bare når du har bedt om det.",
        "privacy_pages": "Disse sidene",
        "privacy_cookies": "Sidene bruker ingen informasjonskapsler, teller ikke besøk og henter ingenting fra andre."
        " Det du limer inn under «Er meldingen ekte?», blir ikke lagret. Adressen til maskinen din huskes en kort"
        " stund, så ingen kan prøve i det uendelige.",
        "privacy_alerts": "Varslene",
        "privacy_known": "For å varsle deg bruker vi navn, adresse, språk, mobilnummer og e-post fra kommunens lister."
        " SMS og e-post går gjennom leverandører som får nummeret eller adressen din og teksten, og ikke mer. Vi lagrer"
        " hva som ble sendt til hvem, og om det kom fram, så vi kan evaluere og rette feil.",
        "privacy_reply": "Svarer du på en SMS fra oss, kan bare krisestaben lese svaret. Det leses ikke hele tiden:"
        " ring 110, 112 eller 113 når liv er i fare.",
        "privacy_feedback": "Svarer du på «Fikk du varselet?», lagrer vi svaret, men ikke hvem du er. Det leses av dem"
        " som evaluerer varslingen, og publiseres ikke. Det du skrev, slettes når kommunens frist er ute.",
        "privacy_push": "Melder du deg på varsler i nettleseren, lagrer vi adressen nettleseren gir oss, områdene og"
        " språket. Alt slettes når du melder deg av. Vi vet ikke hvem du er.",
        "privacy_rights": "Dine rettigheter",
        "privacy_ask": "Du kan be om å få se hva vi har om deg, få det rettet, protestere, og få slettet det vi ikke må"
        " ta vare på. Spør kommunen:",
        "privacy_complain": "Er du ikke enig med oss, kan du klage til Datatilsynet (datatilsynet.no).",
    },
    "nn": {
        "privacy": "Personvern",
        "privacy_lead": "Her står det kva {municipality} gjer med opplysningar om deg når vi varslar, og når du bruker"
        " desse sidene.",
        "privacy_who": "Kven som er ansvarleg",
        "privacy_owner": "{municipality} er behandlingsansvarleg. Vi varslar fordi det er ei oppgåve kommunen har etter"
        " lova (personvernforordninga artikkel 6 nr. 1 e). Push i nettlesaren sender vi berre når du har bede om det.",
        "privacy_pages": "Desse sidene",
        "privacy_cookies": "Sidene bruker ingen informasjonskapslar, tel ikkje besøk og hentar ingenting frå andre. Det"
        " du limer inn under «Er meldinga ekte?», blir ikkje lagra. Adressa til maskina di blir hugsa ei kort stund, så"
        " ingen kan prøve i det uendelege.",
        "privacy_alerts": "Varsla",
        "privacy_known": "For å varsle deg bruker vi namn, adresse, språk, mobilnummer og e-post frå listene til"
        " kommunen. SMS og e-post går gjennom leverandørar som får nummeret eller adressa di og teksten, og ikkje meir."
        " Vi lagrar kva som vart sendt til kven, og om det kom fram, så vi kan evaluere og rette feil.",
        "privacy_reply": "Svarer du på ein SMS frå oss, kan berre krisestaben lese svaret. Det blir ikkje lese heile"
        " tida: ring 110, 112 eller 113 når liv er i fare.",
        "privacy_feedback": "Svarer du på «Fekk du varselet?», lagrar vi svaret, men ikkje kven du er. Det blir lese"
        " av dei som evaluerer varslinga, og blir ikkje publisert. Det du skreiv, blir sletta når fristen til kommunen"
        " er ute.",
        "privacy_push": "Melder du deg på varsel i nettlesaren, lagrar vi adressa nettlesaren gir oss, områda og"
        " språket. Alt blir sletta når du melder deg av. Vi veit ikkje kven du er.",
        "privacy_rights": "Rettane dine",
        "privacy_ask": "Du kan be om å få sjå kva vi har om deg, få det retta, protestere, og få sletta det vi ikkje må"
        " ta vare på. Spør kommunen:",
        "privacy_complain": "Er du ikkje einig med oss, kan du klage til Datatilsynet (datatilsynet.no).",
    },
    "en": {
        "privacy": "Privacy",
        "privacy_lead": "This is what {municipality} does with information about you when we send alerts, and when you"
        " use these pages.",
        "privacy_who": "Who is responsible",
        "privacy_owner": "{municipality} is the controller. We send alerts because it is a task the municipality has by"
        " law (GDPR article 6(1)(e)). Push to your browser is sent only when you have asked for it.",
        "privacy_pages": "These pages",
        "privacy_cookies": "The pages use no cookies, count no visits and fetch nothing from others. What you paste"
        " under “Is the message genuine?” is not stored. The address of your device is remembered for a short while,"
        " so that nobody can try for ever.",
        "privacy_alerts": "The alerts",
        "privacy_known": "To alert you we use name, address, language, mobile number and e-mail from the municipality's"
        " lists. SMS and e-mail go through suppliers who get your number or address and the text, and no more. We keep"
        " what was sent to whom, and whether it arrived, so that we can evaluate and mend what was wrong.",
        "privacy_reply": "If you answer an SMS from us, only the crisis team can read it. It is not read all the time:"
        " call 110, 112 or 113 when life is in danger.",
        "privacy_feedback": "If you answer “Did you get the alert?”, we keep the answer, but not who you are. It is"
        " read by those who evaluate the alerts, and not published. What you wrote is erased when the municipality's"
        " time limit is up.",
        "privacy_push": "If you sign up for alerts in the browser, we keep the address your browser gives us, the areas"
        " and the language. All of it is erased when you sign off. We do not know who you are.",
        "privacy_rights": "Your rights",
        "privacy_ask": "You may ask to see what we have about you, have it corrected, object, and have erased what we"
        " are not bound to keep. Ask the municipality:",
        "privacy_complain": "If you do not agree with us, you may complain to Datatilsynet (datatilsynet.no).",
    },
}
