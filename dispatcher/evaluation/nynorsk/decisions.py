"""Nynorsk of what people and the node did, the decisions, the deviations, the journal and the texts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "Beslutninger": "Avgjerder",
    "Hva mennesker bestemte, med begrunnelsen de skrev": "Kva menneske bestemte, med grunngivinga dei skreiv",
    "Når": "Når",
    "Hvem": "Kven",
    "Hva": "Kva",
    "Ingen beslutninger er skrevet i loggen.": "Ingen avgjerder er skrivne i loggen.",
    # Deviations
    "Avvik": "Avvik",
    "Avvik og unntak": "Avvik og unntak",
    "Det som gikk annerledes enn planen, eller som noen måtte avgjøre": (
        "Det som gjekk annleis enn planen, eller som nokon måtte avgjere"
    ),
    "Ingen avvik er registrert.": "Ingen avvik er registrerte.",
    "Planen som ble brukt, er ikke vedtatt.": "Planen som vart brukt, er ikkje vedteken.",
    "Loggen er brutt ved linje {line}: {why}.": "Loggen er broten ved linje {line}: {why}.",
    "Radene i bølgen {wave} er endret etter at de ble forseglet.": (
        "Radene i bølgja {wave} er endra etter at dei vart forsegla."
    ),
    "Bekreftet av {who}.": "Stadfesta av {who}.",
    "Ingen har bekreftet det.": "Ingen har stadfesta det.",
    "Ingen fikk alarm om det.": "Ingen fekk alarm om det.",
    "Krisestaben fikk alarm {at}.": "Krisestaben fekk alarm {at}.",
    "Over {at}.": "Over {at}.",
    "Ikke over.": "Ikkje over.",
    "Planen har ingen port foran denne bølgen.": "Planen har ingen port framfor denne bølgja.",
    "Planen sier {share} først.": "Planen seier {share} først.",
    "Da varselet gikk ut av huset, var {told} ansatte og ledere varslet.": (
        "Då varselet gjekk ut av huset, var {told} tilsette og leiarar varsla."
    ),
    "Egen tekst i stedet for malens: {names}.": "Eigen tekst i staden for den i malen: {names}.",
    "Godkjent av stedfortreder for {role}.": "Godkjent av stedfortredar for {role}.",
    "Grunnlag: {rule}.": "Grunnlag: {rule}.",
    "melding kan ha kommet": "melding kan ha kome",
    "meldinger kan ha kommet": "meldingar kan ha kome",
    "{some} fram to ganger: sendt på nytt etter et forsøk uten svar.": (
        "{some} fram to gonger: send på nytt etter eit forsøk utan svar."
    ),
    # The journal
    "Loggen": "Loggen",
    "▲ Loggen er brutt ved linje": "▲ Loggen er broten ved linje",
    ". Det som står etter den linjen, kan være endret.": ". Det som står etter den linja, kan vere endra.",
    "Loggen er hel:": "Loggen er heil:",
    "linje": "linje",
    "linjer": "linjer",
    (
        "i kjeden er kontrollert da rapporten ble laget, og ingen er endret, fjernet eller lagt inn. "
        "Siste fingeravtrykk:"
    ): (
        "i kjeda er kontrollerte då rapporten vart laga, og ingen er endra, fjerna eller lagde inn. Siste "
        "fingeravtrykk:"
    ),
    "▲ Radene i bølgen": "▲ Radene i bølgja",
    "er endret etter at de ble forseglet i loggen.": "er endra etter at dei vart forsegla i loggen.",
    "Forseglet: hvem som ble varslet, når og hvordan, i": "Forsegla: kven som vart varsla, når og korleis, i",
    "bølge": "bølgje",
    "bølger": "bølgjer",
    ". Regnet ut på nytt da rapporten ble laget, og likt det som står i loggen.": (
        ". Rekna ut på nytt då rapporten vart laga, og likt det som står i loggen."
    ),
    "Loggen for hendelsen": "Loggen for hendinga",
    "Linjene som gjelder hendelsen, i den rekkefølgen de ble skrevet": (
        "Linjene som gjeld hendinga, i den rekkjefølgja dei vart skrivne"
    ),
    "Linje": "Linje",
    "Skrevet": "Skrive",
    "(skjedde": "(hende",
    "Ingen linjer.": "Ingen linjer.",
    # Acts
    "Åpnet hendelsen «{scenario}» som {mode}": "Opna hendinga «{scenario}» som {mode}",
    "Avsluttet hendelsen": "Avslutta hendinga",
    "Laget utkast til varsel": "Laga utkast til varsel",
    "feltene {names}": "felta {names}",
    "teksten {names}": "teksten {names}",
    "(utgave {version})": "(utgåve {version})",
    "Endret {what}": "Endra {what}",
    "varselet": "varselet",
    "satte prioriteten til {priority}": "sette prioriteten til {priority}",
    "høy": "høg",
    "vanlig": "vanleg",
    "lav": "låg",
    "tok bort {channels}": "tok bort {channels}",
    "tok med alle kanalene i planen": "tok med alle kanalane i planen",
    "Returnerte varselet med forslag til endring": "Returnerte varselet med framlegg til endring",
    "Returnerte varselet for endring": "Returnerte varselet for endring",
    "Tok inn forslaget fra {who}": "Tok inn framlegget frå {who}",
    "Avviste varselet": "Avviste varselet",
    "til {people}": "til {people}",
    "Sendte varselet{people} inn til godkjenning": "Sende varselet{people} inn til godkjenning",
    ". Hjemmel: {rule}": ". Heimel: {rule}",
    ". Politisk nivå": ". Politisk nivå",
    ". Administrativt nivå": ". Administrativt nivå",
    "Førte inn at {who} godkjente varselet muntlig{by}, med {witness} som vitne": (
        "Førte inn at {who} godkjende varselet munnleg{by}, med {witness} som vitne"
    ),
    "Godkjente varselet ALENE{by}: ingen av dem som kan godkjenne, svarte": (
        "Godkjende varselet ÅLEINE{by}: ingen av dei som kan godkjenne, svara"
    ),
    "Sendte varselet{by} uten å spørre: teksten var godkjent på forhånd": (
        "Sende varselet{by} utan å spørje: teksten var godkjend på førehand"
    ),
    "Godkjente varselet{by}, med egen innlogging på skjermen til {screen}": (
        "Godkjende varselet{by}, med eiga innlogging på skjermen til {screen}"
    ),
    "Godkjente varselet på SMS{by}": "Godkjende varselet på SMS{by}",
    "Godkjente varselet{by}": "Godkjende varselet{by}",
    ". Hadde sett dette: {odd}": ". Hadde sett dette: {odd}",
    ". Fingeravtrykk {print}": ". Fingeravtrykk {print}",
    ". Begrunnelse: «{why}»": ". Grunngiving: «{why}»",
    "Bekreftet det som ble godkjent alene": "Stadfesta det som vart godkjent åleine",
    "Varselet kunne ikke sendes på forhåndsgodkjenning ({why}). Noen ble spurt": (
        "Varselet kunne ikkje sendast på førehandsgodkjenning ({why}). Nokon vart spurde"
    ),
    "Meldte seg berørt eller inhabil. Den neste ble spurt": ("Melde seg råka eller ugild. Den neste vart spurd"),
    "Satte {who} som utilgjengelig": "Sette {who} som utilgjengeleg",
    "Opphevet at {who} er utilgjengelig": "Oppheva at {who} er utilgjengeleg",
    "Planen har ingen andre som kan godkjenne. Ingen ble spurt": (
        "Planen har ingen andre som kan godkjenne. Ingen vart spurde"
    ),
    "Stoppet varselet. {messages} ble ikke sendt": "Stoppa varselet. {messages} vart ikkje sende",
    "Satte sendingen på pause": "Sette sendinga på pause",
    "Gjenopptok sendingen": "Tok sendinga opp att",
    "Varselet utløp. Det som ikke var sendt, ble ikke sendt": (
        "Varselet gjekk ut. Det som ikkje var sendt, vart ikkje sendt"
    ),
    "Sendte på nytt {count} meldinger som hadde feilet": "Sende på nytt {count} meldingar som hadde feila",
    "Alt er sendt eller avgjort. Varselet er ferdig": "Alt er sendt eller avgjort. Varselet er ferdig",
    "Åpnet bølgen «{wave}»: {why}": "Opna bølgja «{wave}»: {why}",
    "nettsiden var oppdatert": "nettsida var oppdatert",
    "nettsiden var ikke oppdatert": "nettsida var ikkje oppdatert",
    "{told} i bølgen foran var varslet": "{told} i bølgja framfor var varsla",
    "; resten av andelen kan ikke nås": "; resten av delen kan ikkje nåast",
    "Bølgen «{wave}» er ferdig.": "Bølgja «{wave}» er ferdig.",
    "Bølgen «{wave}» er forseglet på nytt.": "Bølgja «{wave}» er forsegla på nytt.",
    "Segl over {rows}: {seal}": "Segl over {rows}: {seal}",
    "rad": "rad",
    "rader": "rader",
    "Alarm: {words}": "Alarm: {words}",
    "Ikke lenger alarm om {what}": "Ikkje lenger alarm om {what}",
    "Løftet om neste melding innen {at} ble holdt": "Lovnaden om neste melding innan {at} vart halden",
    "Løftet om neste melding innen {at} ble ikke holdt": "Lovnaden om neste melding innan {at} vart ikkje halden",
    "Sendingen var over {at}, men nettsiden viser fortsatt varselet": (
        "Sendinga var over {at}, men nettsida viser framleis varselet"
    ),
    "Tok meldingen om at det er over, bort fra nettsiden": "Tok meldinga om at det er over, bort frå nettsida",
    # What the channels did
    "Stanset {channel} for dette varselet: {why}": "Stansa {channel} for dette varselet: {why}",
    "oppdatert nettsiden": "oppdatert nettsida",
    "sendt {what} gjennom {way}": "sendt {what} gjennom {way}",
    "Har gått over fra {before} til {now} for {what}": "Har gått over frå {before} til {now} for {what}",
    "Får ikke {sent}. Prøver videre med én om gangen": "Får ikkje {sent}. Prøver vidare med éi om gongen",
    "Får {sent} igjen": "Får {sent} att",
    "usikker melding": "usikker melding",
    "usikre meldinger": "usikre meldingar",
    "sendt på nytt": "sende på nytt",
    "lagt fram for et menneske": "lagde fram for eit menneske",
    "blir stående som usikre": "blir ståande som usikre",
    "Leste inn listen {list} fra {file}: {people}, {faults}": "Las inn lista {list} frå {file}: {people}, {faults}",
    "feil": "feil",
    # By hand
    "Skrev inn at politiet har klarert {of}: {what}. Klarert av {who}": (
        "Skreiv inn at politiet har klarert {of}: {what}. Klarert av {who}"
    ),
    "tilbaketrekkingen av varselet": "tilbaketrekkinga av varselet",
    "Varselet fikk nytt fingeravtrykk med klareringen: {print}": (
        "Varselet fekk nytt fingeravtrykk med klareringa: {print}"
    ),
    "Politiet ble ikke nådd: kommunen ber selv folk gå ut, uten klarering": (
        "Politiet vart ikkje nådd: kommunen ber sjølv folk gå ut, utan klarering"
    ),
    ". Avgjøres etter planens regler for krise: {who} skrev at kriseledelsen er etablert {at}": (
        ". Blir avgjort etter reglane i planen for krise: {who} skreiv at kriseleiinga er etablert {at}"
    ),
    "retter linje {line}": "rettar linje {line}",
    "svarer på linje {line}": "svarar på linje {line}",
    "Erstattet av varsel {alert}: det som ikke var sendt, blir ikke sendt": (
        "Erstatta av varsel {alert}: det som ikkje var sendt, blir ikkje sendt"
    ),
    "{who} er borte og blir ikke spurt": "{who} er borte og blir ikkje spurd",
    "{who} er tilbake og kan spørres": "{who} er tilbake og kan spørjast",
    "Klokken på maskinen hoppet {count} sekunder fram": "Klokka på maskinen hoppa {count} sekund fram",
    "Klokken på maskinen hoppet {count} sekunder tilbake": "Klokka på maskinen hoppa {count} sekund tilbake",
    "Opphevet at de utenfor skulle vente. De varsles nå": "Oppheva at dei utanfor skulle vente. Dei blir varsla no",
    "Varselet sendes igjen: noen som var varslet, fikk det likevel ikke": (
        "Varselet blir sendt att: nokon som var varsla, fekk det likevel ikkje"
    ),
    "Åpnet alle bølgene uten å vente": "Opna alle bølgjene utan å vente",
    "Trakk varselet tilbake": "Trekte varselet tilbake",
    "Ba om å trekke varselet tilbake. Én til må si ja": "Bad om å trekkje varselet tilbake. Éin til må seie ja",
    "Forseglet kvitteringene som kom etterpå": "Forsegla kvitteringane som kom etterpå",
    "Leste inn vaktlisten": "Las inn vaktlista",
    # Answers
    "Svar fra {who} {way}: {answer}": "Svar frå {who} {way}: {answer}",
    "på telefon": "på telefon",
    "på skjermen": "på skjermen",
    "på siden": "på sida",
    "Ringte {who} {times} uten å få svar. Det ringes ikke mer": (
        "Ringde {who} {times} utan å få svar. Det blir ikkje ringt meir"
    ),
    "gang": "gong",
    "ganger": "gonger",
    "en som fikk varselet": "ein som fekk varselet",
    "Fikk SMS fra {who}": "Fekk SMS frå {who}",
    "ja til å godkjenne": "ja til å godkjenne",
    "nei til å godkjenne": "nei til å godkjenne",
    "pause": "pause",
    "svar på innkalling": "svar på innkalling",
    "feil kode, ingenting ble bestemt": "feil kode, ingenting vart bestemt",
    "kode som ikke gjelder, ingenting ble bestemt": "kode som ikkje gjeld, ingenting vart bestemt",
    "ble ikke godtatt": "vart ikkje godteken",
    "pause, men ingenting var under utsending": "pause, men ingenting var under utsending",
    "en oppgave er gjort": "ei oppgåve er gjord",
    "en oppgave blir ikke gjort": "ei oppgåve blir ikkje gjord",
    "om en oppgave, ble ikke godtatt": "om ei oppgåve, vart ikkje godteken",
    "om en oppgave, men svaret var uklart": "om ei oppgåve, men svaret var uklart",
    # Who read names
    "det som ble fanget i øvelsen": "det som vart fanga i øvinga",
    "mottakerne": "mottakarane",
    "ringelistene": "ringjelistene",
    "rollene i planen": "rollene i planen",
    "permen til å skrive ut": "permen til å skrive ut",
    "Åpnet melding {number} fra {what}, med navn og adresse": "Opna melding {number} frå {what}, med namn og adresse",
    "Tok ut dørlisten over dem som ikke ble nådd": "Tok ut dørlista over dei som ikkje vart nådde",
    "Ga politiet navnene på dem som ikke ble nådd": "Gav politiet namna på dei som ikkje vart nådde",
    "Leste navn og adresser fra {what}": "Las namn og adresser frå {what}",
    ", etter å ha søkt": ", etter å ha søkt",
    # Returned and corrected texts
    "Tekster som ble returnert eller rettet": "Tekstar som vart returnerte eller retta",
    (
        "Det som ble tatt bort, er strøket over i teksten til venstre. Det som kom til, er understreket og i fet "
        "skrift "
        "i teksten til høyre."
    ): (
        "Det som vart teke bort, er stroke over i teksten til venstre. Det som kom til, er understreka og i feit "
        "skrift "
        "i teksten til høgre."
    ),
    "returnert av": "returnert av",
    "endret før den ble sendt": "endra før han vart send",
    "rettet av": "retta av",
    "Begrunnelse: «": "Grunngiving: «",
    "Før": "Før",
    "Før:": "Før:",
    "Etter": "Etter",
    "Etter:": "Etter:",
    "tekst": "tekst",
    "tekster": "tekstar",
    "på andre språk ble endret på samme tid. Før og etter står i JSON-filen.": (
        "på andre språk vart endra på same tid. Før og etter står i JSON-fila."
    ),
    # What was said
    "Det som ble sagt": "Det som vart sagt",
    "Ord for ord. En tekst som er sendt, kan ikke endres; en rettelse er en ny melding.": (
        "Ord for ord. Ein tekst som er send, kan ikkje endrast; ei retting er ei ny melding."
    ),
    "Dette er teksten slik den sto. Den er ikke sendt.": "Dette er teksten slik han stod. Han er ikkje send.",
    "Godkjent, men ikke brukt": "Godkjent, men ikkje brukt",
    "Disse tekstene ble godkjent sammen med varselet, men gikk ikke til noen.": (
        "Desse tekstane vart godkjende saman med varselet, men gjekk ikkje til nokon."
    ),
    "Ingen av tekstene gikk til noen.": "Ingen av tekstane gjekk til nokon.",
    "Vist på nettsiden.": "Vist på nettsida.",
    "Ikke vist.": "Ikkje vist.",
    "melding": "melding",
    "meldinger": "meldingar",
    "godtatt.": "godteken.",
    "Egen tekst i stedet for malens.": "Eigen tekst i staden for den i malen.",
    "Varselet har ingen tekster.": "Varselet har ingen tekstar.",
    "Hendelsen har ingen varsler.": "Hendinga har ingen varsel.",
    "E-post har også en HTML-utgave med samme innhold. Den ligger i JSON-filen.": (
        "E-post har også ei HTML-utgåve med same innhald. Ho ligg i JSON-fila."
    ),
}
