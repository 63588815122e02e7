"""Nynorsk of the reasons why something failed, and of what somebody should do about it."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "Rett nummeret i kontaktlisten, eller spør personen.": "Rett nummeret i kontaktlista, eller spør personen.",
    "Ta det opp med leverandøren. Be om skriftlig svar på hva som var feil.": (
        "Ta det opp med leverandøren. Be om skriftleg svar på kva som var feil."
    ),
    "Se over teksten sammen med leverandøren og rett malen.": "Sjå over teksten saman med leverandøren og rett malen.",
    "Vanligvis forbigående. Se på tidspunktene: kom det mange samtidig, var nettet eller leverandøren nede.": (
        "Vanlegvis forbigåande. Sjå på tidspunkta: kom det mange samtidig, var nettet eller leverandøren nede."
    ),
    "Adressen kan ikke brukes": "Adressa kan ikkje brukast",
    "Rett nummeret eller e-postadressen i kontaktlisten.": "Rett nummeret eller e-postadressa i kontaktlista.",
    "Nummeret finnes ikke": "Nummeret finst ikkje",
    "Nummeret er ikke et mobilnummer": "Nummeret er ikkje eit mobilnummer",
    "Skaff mobilnummer, eller bruk e-post.": "Skaff mobilnummer, eller bruk e-post.",
    "Nummeret er en fasttelefon": "Nummeret er ein fasttelefon",
    "Skaff mobilnummer. Fasttelefon kan ikke få SMS.": "Skaff mobilnummer. Fasttelefon kan ikkje få SMS.",
    "Nummeret er ikke i bruk": "Nummeret er ikkje i bruk",
    "Telefonen var av eller uten dekning": "Telefonen var av eller utan dekning",
    "Ikke en feil i listen. Mange på samme sted: spør om mobilnettet var nede der, og bruk en annen kanal.": (
        "Ikkje ein feil i lista. Mange på same stad: spør om mobilnettet var nede der, og bruk ein annan kanal."
    ),
    "Mottakeren eller nettet blokkerer meldingen": "Mottakaren eller nettet blokkerer meldinga",
    "Spør leverandøren om avsendernavnet er sperret.": "Spør leverandøren om avsendarnamnet er sperra.",
    "Mottakeren har reservert seg hos leverandøren": "Mottakaren har reservert seg hos leverandøren",
    "Be leverandøren oppheve reservasjonen for krisevarsler.": (
        "Be leverandøren oppheve reservasjonen for krisevarsel."
    ),
    "Ikke levert, uten nærmere grunn fra operatøren": "Ikkje levert, utan nærare grunn frå operatøren",
    "Kom ikke fram før meldingen gikk ut på dato": "Kom ikkje fram før meldinga gjekk ut på dato",
    "Telefonen var trolig av. Vurder en annen kanal for disse.": (
        "Telefonen var truleg av. Vurder ein annan kanal for desse."
    ),
    "E-postadressen finnes ikke": "E-postadressa finst ikkje",
    "Rett e-postadressen i kontaktlisten.": "Rett e-postadressa i kontaktlista.",
    "Postkassen er full": "Postkassa er full",
    "Gi personen beskjed, og skaff mobilnummer.": "Gi personen beskjed, og skaff mobilnummer.",
    "Postkassen tar bare imot fra bestemte avsendere": "Postkassa tek berre imot frå bestemte avsendarar",
    "Be eieren slippe inn kommunens avsenderadresse.": "Be eigaren sleppe inn avsendaradressa til kommunen.",
    "E-postadressen har tegn som e-posttjeneren ikke støtter": (
        "E-postadressa har teikn som e-posttenaren ikkje støttar"
    ),
    "Bytt til en e-posttjener som støtter SMTPUTF8.": "Byt til ein e-posttenar som støttar SMTPUTF8.",
    "Telefonen ringte, og ingen svarte": "Telefonen ringde, og ingen svara",
    "Spør om nummeret er riktig og om lyden var på.": "Spør om nummeret er rett og om lyden var på.",
    "Telefonen var opptatt": "Telefonen var oppteken",
    "Ikke noe: det ringes igjen.": "Ikkje noko: det blir ringt att.",
    "Oppringningen ble avbrutt": "Oppringinga vart avbroten",
    "Den som fikk push-varsler her, har slått dem av eller byttet nettleser": (
        "Den som fekk push-varsel her, har slått dei av eller bytt nettlesar"
    ),
    "Ikke noe: slettet.": "Ikkje noko: sletta.",
    "Leverandøren sa at teksten var tom": "Leverandøren sa at teksten var tom",
    "Teksten var for lang": "Teksten var for lang",
    "Innholdet ble avvist, trolig av et spamfilter": "Innhaldet vart avvist, truleg av eit spamfilter",
    "Lenken i teksten ble avvist": "Lenkja i teksten vart avvist",
    "Få kommunens nettadresse godkjent hos leverandøren, eller fjern lenken.": (
        "Få nettadressa til kommunen godkjend hos leverandøren, eller fjern lenkja."
    ),
    "Leverandøren godtok ikke hvor lenge meldingen skulle gjelde": (
        "Leverandøren godtok ikkje kor lenge meldinga skulle gjelde"
    ),
    "Leverandøren godtok ikke brukernavn og passord": "Leverandøren godtok ikkje brukarnamn og passord",
    "Rett nøklene i innstillingene og kjør «dispatcher check».": (
        "Rett nøklane i innstillingane og køyr «dispatcher check»."
    ),
    "Kontoen hos leverandøren er sperret": "Kontoen hos leverandøren er sperra",
    "Ring leverandøren. Se om det er en ubetalt faktura.": "Ring leverandøren. Sjå om det er ein ubetalt faktura.",
    "Kontoen hos leverandøren er en prøvekonto": "Kontoen hos leverandøren er ein prøvekonto",
    "Oppgrader kontoen.": "Oppgrader kontoen.",
    "Kontoen har ikke lov til å sende til dette landet": "Kontoen har ikkje lov til å sende til dette landet",
    "Åpne for landet hos leverandøren.": "Opne for landet hos leverandøren.",
    "Avsenderen ble ikke godtatt": "Avsendaren vart ikkje godteken",
    "Registrer avsendernavnet eller adressen hos leverandøren.": (
        "Registrer avsendarnamnet eller adressa hos leverandøren."
    ),
    "Mottakerens e-posttjener stolte ikke på avsenderen": "E-posttenaren til mottakaren stolte ikkje på avsendaren",
    "Sett opp SPF, DKIM og DMARC for kommunens domene.": "Set opp SPF, DKIM og DMARC for domenet til kommunen.",
    "Meldingstjenesten hos leverandøren er feil satt opp": "Meldingstenesta hos leverandøren er feil sett opp",
    "Rett oppsettet hos leverandøren.": "Rett oppsettet hos leverandøren.",
    "Leverandøren godtok ikke adressen for kvitteringer": "Leverandøren godtok ikkje adressa for kvitteringar",
    "Rett PUBLIC_URL i innstillingene.": "Rett PUBLIC_URL i innstillingane.",
    "Adressen til leverandøren er feil": "Adressa til leverandøren er feil",
    "Rett adressen i innstillingene.": "Rett adressa i innstillingane.",
    "Leverandørens sertifikat var ikke gyldig": "Sertifikatet til leverandøren var ikkje gyldig",
    "Meld fra til leverandøren. Ikke slå av kontrollen.": "Meld frå til leverandøren. Ikkje slå av kontrollen.",
    "E-posttjeneren krever eller mangler kryptering": "E-posttenaren krev eller manglar kryptering",
    "Rett SMTP__SECURITY i innstillingene.": "Rett SMTP__SECURITY i innstillingane.",
    "Mottakerens regler avviste kommunen som avsender": "Reglane til mottakaren avviste kommunen som avsendar",
    "Be mottakerens IT-avdeling slippe oss inn.": "Be IT-avdelinga til mottakaren sleppe oss inn.",
    "Avvist med en kode vi ikke kjenner": "Avvist med ein kode vi ikkje kjenner",
    "Slå opp koden hos leverandøren, og meld den til oss.": "Slå opp koden hos leverandøren, og meld han til oss.",
    "Fant ikke leverandørens adresse på nettet": "Fann ikkje adressa til leverandøren på nettet",
    "Push-tjenestens navn viste til et lukket nett, så vi koblet ikke opp": (
        "Namnet på push-tenesta viste til eit lukka nett, så vi kopla ikkje opp"
    ),
    "Få IT til å se på navnetjeneren (DNS).": "Få IT til å sjå på namnetenaren (DNS).",
    "Fikk ikke kontakt med leverandøren": "Fekk ikkje kontakt med leverandøren",
    "Leverandøren svarte ikke da vi tok kontakt": "Leverandøren svara ikkje då vi tok kontakt",
    "Fikk ikke opprettet en kryptert forbindelse": "Fekk ikkje oppretta eit kryptert samband",
    "Leverandøren ba oss sende saktere": "Leverandøren bad oss sende saktare",
    "Be om høyere fart i avtalen, og rett farten i innstillingene.": (
        "Be om høgare fart i avtalen, og rett farten i innstillingane."
    ),
    "Mottakerens e-posttjener ba oss prøve igjen senere": "E-posttenaren til mottakaren bad oss prøve att seinare",
    "Ikke noe: det ble prøvd igjen.": "Ikkje noko: det vart prøvd att.",
    "Ingen ledig forbindelse til e-posttjeneren": "Ikkje noko ledig samband til e-posttenaren",
    "Øk SMTP__CONNECTIONS om det skjer ofte.": "Auk SMTP__CONNECTIONS om det skjer ofte.",
    "Forbindelsen ble stengt før meldingen var levert fra oss": "Sambandet vart stengt før meldinga var levert frå oss",
    "Leverandøren svarte ikke i tide": "Leverandøren svara ikkje i tide",
    "Forbindelsen ble brutt før svaret kom": "Sambandet vart brote før svaret kom",
    "Svaret kunne ikke leses": "Svaret kunne ikkje lesast",
    "Leverandøren svarte uten å si hvilken melding det gjaldt": "Leverandøren svara utan å seie kva melding det gjaldt",
    "Feil hos leverandøren": "Feil hos leverandøren",
    "Leverandøren svarte på en måte vi ikke kjenner": "Leverandøren svara på ein måte vi ikkje kjenner",
    "Dispatcher ble avbrutt midt i sendingen": "Dispatcher vart avbroten midt i sendinga",
    "Finn ut hvorfor maskinen eller programmet stoppet.": "Finn ut kvifor maskina eller programmet stoppa.",
    "Databasen kunne ikke skrives til": "Databasen kunne ikkje skrivast til",
    "Sjekk diskplassen på maskinen.": "Sjekk diskplassen på maskina.",
    "Ukjent grunn": "Ukjend grunn",
    "Se loggen, og spør leverandøren.": "Sjå loggen, og spør leverandøren.",
}
