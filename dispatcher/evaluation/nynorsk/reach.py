"""Nynorsk of who was reached, the staff's lead, the failures, those not told and the unsure."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "Hvem ble nådd": "Kven vart nådd",
    (
        "Et menneske regnes som varslet når minst én kanal har godtatt meldingen, også når den gikk til et nummer som "
        "flere deler."
    ): (
        "Eit menneske er rekna som varsla når minst éin kanal har godteke meldinga, også når ho gjekk til eit "
        "nummer som "
        "fleire deler."
    ),
    "Levert er ikke lest": "Levert er ikkje lese",
    ", og godtatt er ikke alltid levert: e-post og nettside gir ingen kvittering.": (
        ", og godteke er ikkje alltid levert: e-post og nettside gir inga kvittering."
    ),
    (
        "Nevneren er personene som sto i kommunens lister for området da varselet ble sendt inn, også dem uten "
        "adresse. "
        "Besøkende, og folk som ikke står i listene, er ikke med. Hvor mange de er, vet vi ikke."
    ): (
        "Nemnaren er personane som stod i listene til kommunen for området då varselet vart sendt inn, også dei utan "
        "adresse. Besøkjande, og folk som ikkje står i listene, er ikkje med. Kor mange dei er, veit vi ikkje."
    ),
    ". Ingen har fått det. Det var ment for": ". Ingen har fått det. Det var meint for",
    "Personer per bølge": "Personar per bølgje",
    "Personer, talt én gang i hver linje": "Personar, talde éin gong i kvar linje",
    "Bølge": "Bølgje",
    "I listene": "I listene",
    "Har adresse": "Har adresse",
    "Forsøkt": "Forsøkt",
    "Varslet": "Varsla",
    "Ikke varslet": "Ikkje varsla",
    "i alt": "i alt",
    "er": "er",
    "Alle, hver person én gang": "Alle, kvar person éin gong",
    (
        "Prosentene er av personene i listene. En ansatt som også bor i området, får to tekster og står i to "
        "bølger, men "
        "teller én gang i den siste linjen. Streken under navnet viser andelen varslet."
    ): (
        "Prosentane er av personane i listene. Ein tilsett som også bur i området, får to tekstar og står i to "
        "bølgjer, "
        "men tel éin gong i den siste linja. Streken under namnet viser kor stor del som er varsla."
    ),
    "Meldinger per bølge og kanal": "Meldingar per bølgje og kanal",
    "Kanal": "Kanal",
    "I alt": "I alt",
    "Personer varslet her": "Personar varsla her",
    "ukjent": "ukjent",
    (
        "De sju tilstandene blir til sammen «I alt». «Levert» er godtatt og bekreftet av telefonen. «Ikke sendt» har "
        "alltid en grunn"
    ): (
        "Dei sju tilstandane blir til saman «I alt». «Levert» er godteke og stadfesta av telefonen. «Ikkje sendt» har "
        "alltid ein grunn"
    ),
    ". Her var det ingen.": ". Her var det ingen.",
    (
        "Et emne i kommunens app er én melding, og ingen vet hvor mange som fikk den. Push i nettleser går til "
        "nettlesere "
        "som har bedt om det, ikke til personer. Ingen av dem er regnet med blant personene."
    ): (
        "Eit emne i appen til kommunen er éi melding, og ingen veit kor mange som fekk ho. Push i nettlesar går til "
        "nettlesarar som har bede om det, ikkje til personar. Ingen av dei er rekna med blant personane."
    ),
    "Meldinger som ikke ble sendt": "Meldingar som ikkje vart sende",
    "Meldinger som ikke ble sendt, og hvorfor": "Meldingar som ikkje vart sende, og kvifor",
    "Grunn": "Grunn",
    "Meldinger": "Meldingar",
    # The staff
    "▲ De første ansatte visste det først, men ikke så mange som planen krever:": (
        "▲ Dei første tilsette visste det først, men ikkje så mange som planen krev:"
    ),
    "var varslet da første melding gikk ut av huset. Planen sier": (
        "var varsla då den første meldinga gjekk ut av huset. Planen seier"
    ),
    "Forsprang for ansatte": "Forsprang for tilsette",
    "Forsprang for ansatte og ledere": "Forsprang for tilsette og leiarar",
    "Første utenfor huset": "Første utanfor huset",
    "Forsprang": "Forsprang",
    "Til den første ansatte var varslet": "Til den første tilsette var varsla",
    "minus": "minus",
    "Til": "Til",
    "av de ansatte var varslet": "av dei tilsette var varsla",
    "(målestokk; planen har ingen port her)": "(målestokk; planen har ingen port her)",
    "«Utenfor huset» er innbyggere, presse og nettsiden.": "«Utanfor huset» er innbyggjarar, presse og nettsida.",
    "Først ute var nettsiden.": "Først ute var nettsida.",
    "Først ute var pressen.": "Først ute var pressa.",
    "Først ute var innbyggerne.": "Først ute var innbyggjarane.",
    "Da første melding gikk ut av huset, var": "Då den første meldinga gjekk ut av huset, var",
    "av de ansatte og lederne varslet.": "av dei tilsette og leiarane varsla.",
    # Failures
    "Feil, og hva som bør gjøres": "Feil, og kva som bør gjerast",
    "Feil etter årsak": "Feil etter årsak",
    "Meldinger som feilet, etter årsak": "Meldingar som feila, etter årsak",
    "Årsak": "Årsak",
    "Hva som bør gjøres": "Kva som bør gjerast",
    ", meldt etter at leverandøren hadde godtatt": ", meldt etter at leverandøren hadde godteke",
    "Ingen meldinger feilet.": "Ingen meldingar feila.",
    "Det ble gjort": "Det vart gjort",
    "forsøk": "forsøk",
    "i alt.": "i alt.",
    "Ingen": "Ingen",
    "av dem ble fulgt av et nytt forsøk": "av dei vart følgde av eit nytt forsøk",
    "Nye forsøk": "Nye forsøk",
    "Forsøk som ble fulgt av et nytt": "Forsøk som vart følgde av eit nytt",
    "Hva som skjedde": "Kva som hende",
    "Forsøk": "Forsøk",
    "Ingen varsler er sendt.": "Ingen varsel er sende.",
    "godtatt, men kom ikke fram": "godteke, men kom ikkje fram",
    "avvist": "avvist",
    "uten svar": "utan svar",
    "avbrutt": "avbrote",
    # Not told
    "De som ikke ble nådd": "Dei som ikkje vart nådde",
    (
        "Her står bare antall. Navn og adresser hører ikke hjemme i en rapport som skal leses av mange; de ligger hos "
        "kommunen."
    ): (
        "Her står berre tal. Namn og adresser høyrer ikkje heime i ein rapport som skal lesast av mange; dei ligg hos "
        "kommunen."
    ),
    "Personer som ikke ble varslet": "Personar som ikkje vart varsla",
    "Personer som ikke ble varslet, etter liste og grunn": "Personar som ikkje vart varsla, etter liste og grunn",
    "Liste": "Liste",
    "Det listen sier": "Det lista seier",
    "Personer": "Personar",
    "En person som står som både ansatt og innbygger, kan stå på to linjer. Til sammen, talt én gang:": (
        "Ein person som står som både tilsett og innbyggjar, kan stå på to linjer. Til saman, talde éin gong:"
    ),
    "står i listene, men er ikke lagt i køen.": "står i listene, men er ikkje lagde i køen.",
    "Alle i listene ble varslet.": "Alle i listene vart varsla.",
    "sendingen er ikke ferdig": "sendinga er ikkje ferdig",
    "usikkert: sendt, men uten svar": "usikkert: sendt, men utan svar",
    "alle forsøk ble avvist eller kom ikke fram": "alle forsøk vart avviste eller kom ikkje fram",
    "sendingen ble avsluttet først (stoppet, avløst eller utløpt), eller telefonen skulle være stille": (
        "sendinga vart avslutta først (stoppa, avløyst eller gått ut), eller telefonen skulle vere stille"
    ),
    "ingen adresse vi kan bruke": "inga adresse vi kan bruke",
    "Innbyggere som ikke ble varslet, per gate": "Innbyggjarar som ikkje vart varsla, per gate",
    "Innbyggere som ikke ble varslet, per område og gate": "Innbyggjarar som ikkje vart varsla, per område og gate",
    "Gate": "Gate",
    "gate til": "gate til",
    "gater til": "gater til",
    "gate med få personer": "gate med få personar",
    "gater med få personer": "gater med få personar",
    "Uten gate i listene": "Utan gate i listene",
    "Skjermet": "Skjerma",
    "Til sammen": "Til saman",
    "Utenfor de avgrensede områdene i planen": "Utanfor dei avgrensa områda i planen",
    (
        "Den som bor i flere av planens områder, står i det minste av dem, regnet etter hvor mange av varselets "
        "innbyggere som bor der. Områder som er hele kommunen, er ikke med."
    ): (
        "Den som bur i fleire av områda i planen, står i det minste av dei, rekna etter kor mange av innbyggjarane i "
        "varselet som bur der. Område som er heile kommunen, er ikkje med."
    ),
    "En gate står med navn når": "Ei gate står med namn når",
    (
        "eller flere der ikke ble varslet; med færre kunne naboer skjønne hvem det er. De som banker på dører, får "
        "adressene på en egen liste."
    ): (
        "eller fleire der ikkje vart varsla; med færre kunne naboar skjøne kven det er. Dei som bankar på dører, får "
        "adressene på ei eiga liste."
    ),
    # Leaders and tasks
    "Nådd gjennom ledere og oppgaver": "Nådde gjennom leiarar og oppgåver",
    "Leder eller oppgave": "Leiar eller oppgåve",
    "Skulle få beskjed": "Skulle få beskjed",
    "Bekreftet": "Stadfesta",
    "nei:": "nei:",
    "ikke kjent lenger": "ikkje kjent lenger",
    "leder {ref}": "leiar {ref}",
    "dem uten leder vi kan nå": "dei utan leiar vi kan nå",
    ("Nevneren er de ansatte og lederne som varselet var ment for, og som verken har mobil eller e-post i listene:"): (
        "Nemnaren er dei tilsette og leiarane som varselet var meint for, og som verken har mobil eller e-post i "
        "listene:"
    ),
    "Hvem som sto bak hvilken leder, er ikke kjent lenger: opplysningene om mottakerne er slettet.": (
        "Kven som stod bak kva for leiar, er ikkje kjent lenger: opplysningane om mottakarane er sletta."
    ),
    "Bak en leder eller rolle som har bekreftet, sto": "Bak ein leiar eller ei rolle som har stadfesta, stod",
    (
        "En bekreftelse er et menneskes ord på at oppgaven er gjort. Den sier ikke at hver enkelt fikk vite det, så "
        "ingen er regnet som varslet av den. Hvor mange som leser en plakat eller hører radio, vet vi ikke."
    ): (
        "Ei stadfesting er eit menneske sitt ord på at oppgåva er gjord. Ho seier ikkje at kvar einskild fekk vite "
        "det, så ingen er rekna som varsla av ho. Kor mange som les ein plakat eller høyrer radio, veit vi ikkje."
    ),
    # Unsure
    "Usikre sendinger": "Usikre sendingar",
    (
        "En melding er usikker når den kan ha gått ut, men svaret fra leverandøren uteble. Da avgjør bevis først "
        "(leverandørens egen liste og kvitteringer), så planens regel, så et menneske."
    ): (
        "Ei melding er usikker når ho kan ha gått ut, men svaret frå leverandøren ikkje kom. Då avgjer bevis først "
        "(leverandøren si eiga liste og kvitteringar), så regelen i planen, så eit menneske."
    ),
    "Usikre meldinger": "Usikre meldingar",
    "Meldinger som en gang var usikre, og hvordan de ble avgjort": (
        "Meldingar som ein gong var usikre, og korleis dei vart avgjorde"
    ),
    "Leverandøren bekreftet": "Leverandøren stadfesta",
    "Sendt på nytt": "Sende på nytt",
    "Et menneske lot dem stå": "Eit menneske lét dei stå",
    "Venter på et menneske": "Ventar på eit menneske",
    "Venter på bevis": "Ventar på bevis",
    "Tilbake i køen, ikke sendt igjen": "Tilbake i køen, ikkje sende att",
    "Ingen meldinger var usikre.": "Ingen meldingar var usikre.",
    "fram to ganger (": "fram to gonger (",
    "på": "på",
    "Ingen kan ha fått samme melding to ganger på samme kanal.": (
        "Ingen kan ha fått same melding to gonger på same kanal."
    ),
}
