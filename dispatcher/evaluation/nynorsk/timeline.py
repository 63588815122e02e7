"""Nynorsk of the timeline with its figure, the map, the plan's targets, the promises and the wrong texts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "notat": "notat",
    "Tidslinje": "Tidslinje",
    "Figur: personer varslet over tid": "Figur: personar varsla over tid",
    (
        "Andel av personene i hver bølge som var varslet etter hvert som tiden gikk. Flaten er personer der minst én "
        "kanal har godtatt meldingen. Den stiplede linjen er personer der telefonen har bekreftet. Tallene står i "
        "tabellen under."
    ): (
        "Del av personane i kvar bølgje som var varsla etter kvart som tida gjekk. Flata er personar der minst éin "
        "kanal har godteke meldinga. Den stipla linja er personar der telefonen har stadfesta. Tala står i tabellen "
        "under."
    ),
    (
        "Øverst står alle personene i varselet under ett, hver talt én gang, også den som står i flere bølger."
    ): "Øvst står alle personane i varselet under eitt, kvar talt éin gong, også den som står i fleire bølgjer.",
    "Først står alle varslene ved siden av hverandre, så hvert varsel for seg.": (
        "Først står alle varsla ved sida av kvarandre, så kvart varsel for seg."
    ),
    "Når folk ble varslet": "Når folk vart varsla",
    "Åpnet": "Opna",
    "Første": "Første",
    "Siste": "Siste",
    "– på": "– på",
    "Alt som skjedde, i rekkefølge": "Alt som hende, i rekkjefølgje",
    "Alt som skjedde, i den rekkefølgen det skjedde": "Alt som hende, i den rekkjefølgja det hende",
    "Skrevet i loggen": "Skrive i loggen",
    "ført for hånd": "ført for hand",
    "Hendelsen inntraff": "Hendinga skjedde",
    "Nettsiden oppdatert": "Nettsida oppdatert",
    "Varselet tatt bort fra nettsiden": "Varselet teke bort frå nettsida",
    "Første person i «{wave}» varslet": "Første person i «{wave}» varsla",
    "Siste person i «{wave}» varslet: {told}": "Siste person i «{wave}» varsla: {told}",
    # The figure
    "Personer varslet over tid": "Personar varsla over tid",
    "{wave}: {told} varslet": "{wave}: {told} varsla",
    "Alle personer": "Alle personar",
    "Alle varslene, hver person én gang i hvert": "Alle varsla, kvar person éin gong i kvart",
    "hver person talt én gang, også den som står i flere bølger": (
        "kvar person talt éin gong, også den som står i fleire bølgjer"
    ),
    "hver person talt én gang: {told} varslet, {delivered} bekreftet levert": (
        "kvar person talt éin gong: {told} varsla, {delivered} stadfesta levert"
    ),
    "– bekreftet levert til telefonen": "– stadfesta levert til telefonen",
    "Tallene står i tabellen under figuren.": "Tala står i tabellen under figuren.",
    "varslet: minst én kanal har godtatt": "varsla: minst éin kanal har godteke",
    "bekreftet levert til telefonen": "stadfesta levert til telefonen",
    "bølgen åpnet": "bølgja opna",
    "oppdatert {at}": "oppdatert {at}",
    "ikke oppdatert": "ikkje oppdatert",
    "oppdatert": "oppdatert",
    "alle": "alle",
    "ingen mottakere": "ingen mottakarar",
    "ingen varslet": "ingen varsla",
    "siste {at}": "siste {at}",
    "ikke åpnet": "ikkje opna",
    "åpnet {at}, {why}": "opna {at}, {why}",
    "Klokken er norsk tid, {day}.": "Klokka er norsk tid, {day}.",
    "Ved // skifter tidsaksen målestokk: der det skjedde lite, er den trykket sammen.": (
        "Ved // skiftar tidsaksen målestokk: der det hende lite, er han pressa saman."
    ),
    "Kommunen visste": "Kommunen visste",
    "Stoppet": "Stoppa",
    "Pause": "Pause",
    "Gjenopptatt": "Teken opp att",
    # The map
    "Området på kart": "Området på kart",
    "Kommunegrense: Kartverket (CC BY 4.0).": "Kommunegrense: Kartverket (CC BY 4.0).",
    "Varsel {alert}.": "Varsel {alert}.",
    "Varsel {alert}, nærmere: {areas}.": "Varsel {alert}, nærare: {areas}.",
    "Faresone: {areas}": "Faresone: {areas}",
    "Ellers": "Elles",
    "Kart": "Kart",
    # Targets, promises, wrong texts
    "Planens mål": "Måla i planen",
    "Planens mål, og det som skjedde": "Måla i planen, og det som hende",
    "Mål": "Mål",
    "Planen sier": "Planen seier",
    "Det ble": "Det vart",
    "Resultat": "Resultat",
    "over": "over",
    "holdt": "halde",
    "IKKE holdt": "IKKJE halde",
    "ikke aktuelt": "ikkje aktuelt",
    "avløst av {alert}": "avløyst av {alert}",
    "hendelsen ble avsluttet": "hendinga vart avslutta",
    ", {count} gjaldt ikke lenger": ", {count} galdt ikkje lenger",
    "ikke avgjort": "ikkje avgjort",
    "Svar fra dem som kan godkjenne": "Svar frå dei som kan godkjenne",
    "innen {time}": "innan {time}",
    "etter {time}": "etter {time}",
    "{time} etter politiets klarering": "{time} etter klareringa frå politiet",
    "når {share} i bølgen foran var varslet": "når {share} i bølgja framfor var varsla",
    ", senest etter {time}": ", seinast etter {time}",
    "aldri åpnet": "aldri opna",
    "åpnet {time} etter bølgen foran: {why}": "opna {time} etter bølgja framfor: {why}",
    "Porten foran «{wave}»": "Porten framfor «{wave}»",
    "{part} i tide": "{part} i tide",
    ", {count} for sent (mest {time})": ", {count} for seint (mest {time})",
    ", {count} ikke avgjort": ", {count} ikkje avgjorde",
    ", {count} ikke gjort": ", {count} ikkje gjorde",
    "Oppgaver som ble delt ut": "Oppgåver som vart delte ut",
    "gjort innen fristen": "gjorde innan fristen",
    "Løfter om neste melding": "Lovnader om neste melding",
    "Løfte i": "Lovnad i",
    "Neste melding innen": "Neste melding innan",
    "Neste melding godkjent": "Neste melding godkjend",
    "Ingen melding fulgte": "Inga melding følgde",
    "Holdt": "Halden",
    "for sent": "for seint",
    "▲ IKKE holdt": "▲ IKKJE halden",
    "Ikke avgjort da rapporten ble laget": "Ikkje avgjord då rapporten vart laga",
    "Feil tekst i varsel": "Feil tekst i varsel",
    "Varselet ble trukket tilbake (": "Varselet vart trekt tilbake (",
    "Teksten ble rettet i": "Teksten vart retta i",
    "Ingen fikk den feilaktige teksten.": "Ingen fekk den feilaktige teksten.",
    "Den feilaktige teksten gikk ut i": "Den feilaktige teksten gjekk ut i",
    "bekreftet levert).": "stadfesta levert).",
    "Det gikk": "Det gjekk",
    "fra den første fikk den, til den første fikk vite det rette.": (
        "frå den første fekk han, til den første fekk vite det rette."
    ),
    "Ingen har fått vite det rette.": "Ingen har fått vite det rette.",
    "Den første fikk feil tekst": "Den første fekk feil tekst",
    "Sendingen av den tok slutt": "Sendinga av han tok slutt",
    "Den siste fikk feil tekst": "Den siste fekk feil tekst",
    "Sto på nettsiden": "Stod på nettsida",
    "ikke tatt bort": "ikkje teken bort",
    "Det rette nådde de første, halvparten, 95 %": "Det rette nådde dei første, halvparten, 95 %",
}
