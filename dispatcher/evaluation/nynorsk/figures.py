"""Nynorsk of the figures: the ladder from list to telephone, the cuts, suppliers, costs and faults of lists."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # From the list to the telephone
    "Fra listen til telefonen": "Frå lista til telefonen",
    "Fra listen til telefonen, hver person én gang": "Frå lista til telefonen, kvar person éin gong",
    "Fra listen til telefonen, varsel {alert}": "Frå lista til telefonen, varsel {alert}",
    "Tallene står i tabellen.": "Tala står i tabellen.",
    "Falt fra før dette": "Fall frå før dette",
    "Hva tallet betyr": "Kva talet tyder",
    "Registrert": "Registrert",
    "Har kontaktpunkt": "Har kontaktpunkt",
    "Et nummer eller en e-postadresse vi kan bruke.": "Eit nummer eller ei e-postadresse vi kan bruke.",
    "Minst én melding ble overlatt til en leverandør, også via et delt nummer.": (
        "Minst éi melding vart overlaten til ein leverandør, også via eit delt nummer."
    ),
    "En leverandør tok imot. Det er dette rapporten kaller varslet.": (
        "Ein leverandør tok imot. Det er dette rapporten kallar varsla."
    ),
    "Telefonen bekreftet. Levert er ikke lest. E-post bekreftes aldri.": (
        "Telefonen stadfesta. Levert er ikkje lese. E-post blir aldri stadfesta."
    ),
    "I lister for området: {lists}.": "I lister for området: {lists}.",
    "I ingen liste.": "I inga liste.",
    "Svart": "Svara",
    "SMS kom": "SMS kom",
    "Ingen SMS kom": "Ingen SMS kom",
    "sted tatt ut": "stad teken ut",
    "steder tatt ut": "stader tekne ut",
    "SMS-er kom": "SMS-ar kom",
    "i svar på hendelsen. Et svar er ikke knyttet til en person i tallene.": (
        "i svar på hendinga. Eit svar er ikkje knytt til ein person i tala."
    ),
    "Besøkende og andre": "Besøkjande og andre",
    "De står ikke i listene. Nettside, radio, plakater og politiets Nødvarsel kan ha nådd dem.": (
        "Dei står ikkje i listene. Nettside, radio, plakatar og Naudvarsel frå politiet kan ha nådd dei."
    ),
    # The cuts
    "Målgruppe": "Målgruppe",
    "Sone": "Sone",
    "Språk": "Språk",
    "Enhet eller institusjon": "Eining eller institusjon",
    "Nådd per": "Nådd per",
    "Mottakere": "Mottakarar",
    "Ingen av bølgens målgrupper": "Ingen av målgruppene til bølgja",
    (
        "En mottaker er en person i én klasse: en ansatt som også bor i området, får to tekster og står som "
        "to mottakere "
        "her. Bor noen i to områder, teller de i begge. Enheter er dem ansatte, ledere og institusjoner står med i "
        "listene."
    ): (
        "Ein mottakar er ein person i éin klasse: ein tilsett som også bur i området, får to tekstar og står som to "
        "mottakarar her. Bur nokon i to område, tel dei i begge. Einingar er dei tilsette, leiarar og "
        "institusjonar står "
        "med i listene."
    ),
    # Suppliers, costs and lists
    "Leverandører, kostnader og lister": "Leverandørar, kostnader og lister",
    "Det leverandørene svarte": "Det leverandørane svara",
    "Det leverandørene svarte, forsøk for forsøk": "Det leverandørane svara, forsøk for forsøk",
    "Leverandør": "Leverandør",
    "Godtatt": "Godteke",
    "Avvist": "Avvist",
    "Ikke sendt": "Ikkje sendt",
    "Uten svar": "Utan svar",
    "ble forsøkt hos mer enn én leverandør.": "vart forsøkt hos meir enn éin leverandør.",
    "Ingen melding ble flyttet til en annen leverandør.": "Inga melding vart flytt til ein annan leverandør.",
    "Usikre meldinger som ble sendt på nytt:": "Usikre meldingar som vart sende på nytt:",
    "etter planens regel,": "etter regelen i planen,",
    "fordi et menneske bestemte det.": "fordi eit menneske bestemte det.",
    "Kostnad per kanal": "Kostnad per kanal",
    "Hva det ville ha kostet": "Kva det ville ha kosta",
    "Hva det kostet": "Kva det kosta",
    ", mot anslaget før godkjenning": ", mot overslaget før godkjenning",
    "Anslått, meldinger": "Overslag, meldingar",
    "Anslått, enheter": "Overslag, einingar",
    "Anslått pris": "Overslag, pris",
    "Tatt imot, meldinger": "Teke imot, meldingar",
    "Tatt imot, enheter": "Teke imot, einingar",
    "Pris": "Pris",
    "Til sammen": "Til saman",
    (
        "En enhet er en SMS-del eller en e-post. Anslaget regner én melding til hver adresse. Det som er "
        "tatt imot, regner "
        "også med det som ble sendt på nytt og det som ikke kom fram: leverandøren tar betalt for begge "
        "deler. Prisene er "
        "planens, ikke en faktura. Nettside, push og oppgaver koster ikke per melding."
    ): (
        "Ei eining er ein SMS-del eller ein e-post. Overslaget reknar éi melding til kvar adresse. Det som "
        "er teke imot, "
        "reknar også med det som vart sendt på nytt og det som ikkje kom fram: leverandøren tek betalt for "
        "begge delar. "
        "Prisane er dei i planen, ikkje ein faktura. Nettside, push og oppgåver kostar ikkje per melding."
    ),
    "Feil i listene": "Feil i listene",
    "Ingen rader hadde feil i listene mottakerne ble hentet fra:": (
        "Ingen rader hadde feil i listene mottakarane vart henta frå:"
    ),
    "Feil i listene mottakerne ble hentet fra": "Feil i listene mottakarane vart henta frå",
    "Rader med feil": "Rader med feil",
    "De vanligste": "Dei vanlegaste",
    "Vurderte hva som kan gis ut til den som ber om innsyn: {gone}, {taken} tatt med": (
        "Vurderte kva som kan gjevast ut til den som bed om innsyn: {gone}, {taken} teke med"
    ),
    "Så linjene om hver mottaker (uten navn og med skjulte adresser)": (
        "Såg linjene om kvar mottakar (utan namn og med skjulte adresser)"
    ),
    "Tok ut rapportens tabell over hver melding (CSV, uten navn og med skjulte adresser)": (
        "Tok ut tabellen i rapporten over kvar melding (CSV, utan namn og med skjulte adresser)"
    ),
}
