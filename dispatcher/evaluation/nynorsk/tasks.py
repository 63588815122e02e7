"""Nynorsk of the tasks, the service messages and the sources."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "Oppgaver som ble gjort for hånd": "Oppgåver som vart gjorde for hand",
    "Oppgaver er ikke regnet med i tallene for hvem som ble varslet.": (
        "Oppgåver er ikkje rekna med i tala for kven som vart varsla."
    ),
    "Oppgaver": "Oppgåver",
    "Hva noen ble bedt om å gjøre, og hva det ble til": "Kva nokon vart bedne om å gjere, og kva det vart til",
    "Oppgave": "Oppgåve",
    "Spurt": "Spurd",
    "Frist": "Frist",
    "Når det ble skrevet": "Når det vart skrive",
    "Merknad": "Merknad",
    ", så": ", så",
    "oppgave": "oppgåve",
    "{count} ble gjort": "{count} vart gjorde",
    ", {count} av dem etter fristen": ", {count} av dei etter fristen",
    "ble avvist": "vart avviste",
    "har ikke fått svar, og fristen er ute": "har ikkje fått svar, og fristen er ute",
    "er hos noen, og fristen er ikke ute": "er hos nokon, og fristen er ikkje ute",
    "er ikke delt ut": "er ikkje delte ut",
    "ble utelatt": "vart utelatne",
    "ble gjort av en annen enn den som ble spurt først": "vart gjorde av ein annan enn den som vart spurd først",
    "gjort": "gjord",
    ", av {who}": ", av {who}",
    ", {time} etter fristen": ", {time} etter fristen",
    "avvist av {who}": "avvist av {who}",
    "ikke svar før fristen": "ikkje svar før fristen",
    "hos den som ble spurt": "hos den som vart spurd",
    "ikke delt ut": "ikkje delt ut",
    "utelatt: {why}": "utelaten: {why}",
    ". Kalt tilbake: varselet ble stoppet": ". Kalla tilbake: varselet vart stoppa",
    "Aldri delt ut:": "Aldri delt ut:",
    ". De står under «Oppgaver som ble gjort for hånd».": ". Dei står under «Oppgåver som vart gjorde for hand».",
    "ble aldri delt ut (": "vart aldri delt ut (",
    "Hvordan det gikk": "Korleis det gjekk",
    # As the journal tells it
    "Ba {who} om {count} oppgaver: {tasks}": "Bad {who} om {count} oppgåver: {tasks}",
    "Fristen gikk ut for {count} oppgaver hos {who}: {tasks}.": (
        "Fristen gjekk ut for {count} oppgåver hos {who}: {tasks}."
    ),
    "Ba {who} om oppgaven {task}": "Bad {who} om oppgåva {task}",
    "Krysset av oppgaven {task} som ferdig, gjort av {who}": "Kryssa av oppgåva {task} som ferdig, gjord av {who}",
    ". Merknad: «{why}»": ". Merknad: «{why}»",
    "Sa fra at oppgaven {task} ikke blir gjort, etter beskjed fra {who}": (
        "Sa frå at oppgåva {task} ikkje blir gjord, etter beskjed frå {who}"
    ),
    "Fristen gikk ut for oppgaven {task} hos {who}.": "Fristen gjekk ut for oppgåva {task} hos {who}.",
    "Ingen flere å spørre": "Ingen fleire å spørje",
    "Ba {who} i stedet": "Bad {who} i staden",
    "Kalte tilbake oppgaven {task} hos {who}: varselet er stoppet": (
        "Kalla tilbake oppgåva {task} hos {who}: varselet er stoppa"
    ),
    "({who} er borte)": "({who} er borte)",
    # Service messages
    "Tjenestemeldinger": "Tenestemeldingar",
    (
        "Faste meldinger til dem som har en rolle i planen. Planen er godkjenningen. De går foran alle varsler og "
        "er ikke "
        "regnet med i tallene for hvem som ble varslet."
    ): (
        "Faste meldingar til dei som har ei rolle i planen. Planen er godkjenninga. Dei går framfor alle varsel og er "
        "ikkje rekna med i tala for kven som vart varsla."
    ),
    "Hvem som ble spurt eller minnet om noe, og om meldingen kom fram": (
        "Kven som vart spurde eller minte om noko, og om meldinga kom fram"
    ),
    "Levert": "Levert",
    "fikk meldingen «{key}»": "fekk meldinga «{key}»",
    "ble spurt om godkjenning": "vart spurd om godkjenning",
    "ble spurt om godkjenning med push": "vart spurd om godkjenning med push",
    "ble spurt om godkjenning på nytt": "vart spurd om godkjenning på nytt",
    "fikk kvittering for den muntlige godkjenningen": "fekk kvittering for den munnlege godkjenninga",
    "fikk beskjed om at et varsel som var godkjent på forhånd, ble sendt": (
        "fekk beskjed om at eit varsel som var godkjent på førehand, vart sendt"
    ),
    "fikk beskjed om at varselet ble godkjent alene": "fekk beskjed om at varselet vart godkjent åleine",
    "ble minnet om at neste melding er lovet snart": "vart mint om at neste melding er lova snart",
    "fikk beskjed om at den lovede meldingen er forsinket": "fekk beskjed om at meldinga som var lova, er forseinka",
    "ble minnet om at nettsiden fortsatt viser varselet": "vart mint om at nettsida framleis viser varselet",
    "ble ringt om godkjenning": "vart ringd om godkjenning",
    "fikk teksten og en kode til å godkjenne med på SMS": "fekk teksten og ein kode til å godkjenne med på SMS",
    "fikk vite hva som ble bestemt på SMS": "fekk vite kva som vart bestemt på SMS",
    "fikk svar på SMS-en sin": "fekk svar på SMS-en sin",
    "ble kalt inn til kriseledelsen": "vart kalla inn til kriseleiinga",
    "ble ringt og kalt inn til kriseledelsen": "vart ringd og kalla inn til kriseleiinga",
    "ble ringt som en prøve": "vart ringd som ei prøve",
    "fikk oppgaver": "fekk oppgåver",
    "fikk beskjed om at oppgavene er kalt tilbake": "fekk beskjed om at oppgåvene er kalla tilbake",
    "fikk vite at ingen er igjen å spørre om en oppgave": "fekk vite at ingen er att å spørje om ei oppgåve",
    "fikk svar på SMS-en sin om en oppgave": "fekk svar på SMS-en sin om ei oppgåve",
    "fikk en prøve": "fekk ei prøve",
    "fikk alarm om {what}": "fekk alarm om {what}",
    # Sources
    "Kilder": "Kjelder",
    (
        "Alt i rapporten er regnet ut fra kommunens egen database: ett register for hver melding, hvert forsøk og hver "
        "kvittering, og loggen over."
    ): (
        "Alt i rapporten er rekna ut frå kommunen sin eigen database: eitt register for kvar melding, kvart forsøk og "
        "kvar kvittering, og loggen over."
    ),
    "vedtatt": "vedteken",
    "utkast": "utkast",
    "Planens fingeravtrykk": "Fingeravtrykket til planen",
    "Kontaktlister": "Kontaktlister",
    "Kontaktlistene som ble brukt, slik de var da varselet ble sendt inn": (
        "Kontaktlistene som vart brukte, slik dei var då varselet vart sendt inn"
    ),
    "Fil": "Fil",
    "Lest inn": "Lesen inn",
    "Personer i listen": "Personar i lista",
    "Feil i listen": "Feil i lista",
    "Personer varselet gjaldt": "Personar varselet gjaldt",
    "SHA-256": "SHA-256",
    "(oppdiktet)": "(oppdikta)",
    "(tabell)": "(tabell)",
    "Ingen lister er brukt.": "Ingen lister er brukte.",
}
