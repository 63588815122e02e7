"""The words of «Er meldingen ekte?». Never «no»: what we do not find can be true, and come from somebody else."""

from __future__ import annotations

from typing import Final

GENUINE: Final[dict[str, dict[str, str]]] = {
    "nb": {
        "genuine": "Er meldingen ekte?",
        "genuine_lead": "Har du fått en melding og lurer på om den er fra oss? Lim den inn her, så ser vi etter.",
        "genuine_field": "Meldingen du fikk",
        "genuine_hint": "Ta med hele meldingen, fra første til siste ord, også lenker. Ta ikke med navn på avsender"
        " eller klokkeslett som telefonen har satt over den.",
        "genuine_ask": "Sjekk meldingen",
        "genuine_privacy": "Vi lagrer ikke det du limer inn. Øvelser og prøver bekreftes aldri her.",
        "genuine_yes": "Ja, sendt fra",
        "genuine_part": "Ja, dette er en del av en melding sendt fra",
        "genuine_since": "Vi begynte å sende den",
        "genuine_rest": "Har du fått mer tekst enn det du limte inn, for eksempel en lenke? Lim inn hele meldingen."
        " Vi har bare sett på det du limte inn.",
        "genuine_holds": "Den gjelder fortsatt.",
        "genuine_updated": "Det er kommet en nyere melding. Følg den.",
        "genuine_corrected": "Den er rettet. Følg rettelsen, ikke denne meldingen.",
        "genuine_withdrawn": "Den er trukket tilbake. Du skal ikke følge den lenger.",
        "genuine_over": "Faren er over. Den gjelder ikke lenger.",
        "genuine_now": "Se hva som gjelder nå",
        "genuine_unknown": "Vi finner den ikke blant våre meldinger.",
        "genuine_other": "Den kan likevel være fra politiet eller andre.",
        "genuine_todo": "Dette kan du gjøre",
        "genuine_danger": "Ber meldingen deg komme deg i sikkerhet, så gjør det først. Er liv i fare, ring 110 (brann),"
        " 112 (politi) eller 113 (ambulanse).",
        "genuine_police": "Nødvarsel kommer fra politiet, ikke fra kommunen. Se politiet.no, og hør på NRK P1.",
        "genuine_swindle": "Ikke trykk på lenker, og gi aldri fra deg BankID, kort eller passord. Det ber vi aldri om.",
        "genuine_again": "Limte du inn alt, og bare selve meldingen? Prøv gjerne en gang til.",
        "genuine_call": "Er du fortsatt usikker, spør kommunen:",
        "genuine_empty": "Lim inn meldingen du fikk.",
        "genuine_long": "Teksten er for lang. Lim inn bare meldingen, høyst 5000 tegn.",
        "genuine_often": "Mange spør akkurat nå. Vent et minutt og prøv igjen.",
        "genuine_away": "Vi kan ikke slå opp meldinger akkurat nå. Prøv igjen om litt, og se krisesiden så lenge.",
    },
    "nn": {
        "genuine": "Er meldinga ekte?",
        "genuine_lead": "Har du fått ei melding og lurer på om ho er frå oss? Lim ho inn her, så ser vi etter.",
        "genuine_field": "Meldinga du fekk",
        "genuine_hint": "Ta med heile meldinga, frå første til siste ord, òg lenkjer. Ta ikkje med namn på avsendar"
        " eller klokkeslett som telefonen har sett over ho.",
        "genuine_ask": "Sjekk meldinga",
        "genuine_privacy": "Vi lagrar ikkje det du limer inn. Øvingar og prøver blir aldri stadfesta her.",
        "genuine_yes": "Ja, send frå",
        "genuine_part": "Ja, dette er ein del av ei melding send frå",
        "genuine_since": "Vi byrja å sende ho",
        "genuine_rest": "Har du fått meir tekst enn det du limte inn, til dømes ei lenkje? Lim inn heile meldinga."
        " Vi har berre sett på det du limte inn.",
        "genuine_holds": "Ho gjeld framleis.",
        "genuine_updated": "Det er kome ei nyare melding. Følg den.",
        "genuine_corrected": "Ho er retta. Følg rettinga, ikkje denne meldinga.",
        "genuine_withdrawn": "Ho er trekt tilbake. Du skal ikkje følgje ho lenger.",
        "genuine_over": "Faren er over. Ho gjeld ikkje lenger.",
        "genuine_now": "Sjå kva som gjeld no",
        "genuine_unknown": "Vi finn ho ikkje mellom meldingane våre.",
        "genuine_other": "Ho kan likevel vere frå politiet eller andre.",
        "genuine_todo": "Dette kan du gjere",
        "genuine_danger": "Ber meldinga deg kome deg i tryggleik, så gjer det først. Er liv i fare, ring 110 (brann),"
        " 112 (politi) eller 113 (ambulanse).",
        "genuine_police": "Nødvarsel kjem frå politiet, ikkje frå kommunen. Sjå politiet.no, og høyr på NRK P1.",
        "genuine_swindle": "Ikkje trykk på lenkjer, og gi aldri frå deg BankID, kort eller passord."
        " Det ber vi aldri om.",
        "genuine_again": "Limte du inn alt, og berre sjølve meldinga? Prøv gjerne ein gong til.",
        "genuine_call": "Er du framleis usikker, spør kommunen:",
        "genuine_empty": "Lim inn meldinga du fekk.",
        "genuine_long": "Teksten er for lang. Lim inn berre meldinga, høgst 5000 teikn.",
        "genuine_often": "Mange spør akkurat no. Vent eit minutt og prøv igjen.",
        "genuine_away": "Vi kan ikkje slå opp meldingar akkurat no. Prøv igjen om litt, og sjå krisesida så lenge.",
    },
    "en": {
        "genuine": "Is the message genuine?",
        "genuine_lead": "Have you received a message and wonder if it is from us? Paste it here and we will look.",
        "genuine_field": "The message you received",
        "genuine_hint": "Paste the whole message, from the first word to the last, links too. Leave out the sender's"
        " name and the time that the phone has put above it.",
        "genuine_ask": "Check the message",
        "genuine_privacy": "We do not keep what you paste. Exercises and tests are never confirmed here.",
        "genuine_yes": "Yes, sent by",
        "genuine_part": "Yes, this is a part of a message sent by",
        "genuine_since": "We began sending it",
        "genuine_rest": "Did you get more text than you pasted, a link for example? Paste the whole message."
        " We have only looked at what you pasted.",
        "genuine_holds": "It still applies.",
        "genuine_updated": "There is a newer message. Follow that one.",
        "genuine_corrected": "It has been corrected. Follow the correction, not this message.",
        "genuine_withdrawn": "It has been withdrawn. You should no longer follow it.",
        "genuine_over": "The danger is over. It no longer applies.",
        "genuine_now": "See what applies now",
        "genuine_unknown": "We do not find it among our messages.",
        "genuine_other": "It may still be from the police or others.",
        "genuine_todo": "What you can do",
        "genuine_danger": "If the message tells you to get to safety, do that first. If life is in danger, call 110"
        " (fire), 112 (police) or 113 (ambulance).",
        "genuine_police": "Nødvarsel (emergency alerts) come from the police, not from the municipality. See"
        " politiet.no, and listen to NRK P1.",
        "genuine_swindle": "Do not press links, and never give away BankID, card or password. We never ask for that.",
        "genuine_again": "Did you paste all of it, and only the message itself? Please try once more.",
        "genuine_call": "If you are still not sure, ask the municipality:",
        "genuine_empty": "Paste the message you received.",
        "genuine_long": "The text is too long. Paste only the message, at most 5000 characters.",
        "genuine_often": "Many are asking just now. Wait a minute and try again.",
        "genuine_away": "We cannot look up messages just now. Try again shortly, and see the emergency page meanwhile.",
    },
}
