"""Nynorsk of the evaluator's part."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "Vurdering, læring og tiltak": "Vurdering, læring og tiltak",
    "Dette er vurderinger, skrevet av mennesker.": "Dette er vurderingar, skrivne av menneske.",
    "Alt som står over, er fakta fra det som er registrert.": "Alt som står over, er fakta frå det som er registrert.",
    "Versjon": "Versjon",
    "er endelig. Den ble godkjent av": "er endeleg. Han vart godkjend av",
    ". Fingeravtrykk": ". Fingeravtrykk",
    "▲ Noe i denne versjonen er endret etter at den ble godkjent. Fingeravtrykket stemmer ikke.": (
        "▲ Noko i denne versjonen er endra etter at han vart godkjend. Fingeravtrykket stemmer ikkje."
    ),
    "Den erstatter versjon": "Han erstattar versjon",
    ", godkjent av": ", godkjend av",
    ", fingeravtrykk": ", fingeravtrykk",
    "Høringen ble åpnet av": "Høyringa vart opna av",
    ". Siste dag for kommentarer:": ". Siste dag for kommentarar:",
    "Den ble godkjent før høringen var over.": "Ho vart godkjend før høyringa var over.",
    "Grunnen:": "Grunnen:",
    "Dette mangler:": "Dette manglar:",
    "Hendelsen er ikke avsluttet.": "Hendinga er ikkje avslutta.",
    "Førsteinntrykk skal skrives innen tre dager etter at hendelsen er avsluttet.": (
        "Førsteinntrykk skal skrivast innan tre dagar etter at hendinga er avslutta."
    ),
    "Førsteinntrykk skal skrives innen {at}.": "Førsteinntrykk skal skrivast innan {at}.",
    "Ikke alle øvingsmålene er vurdert.": "Ikkje alle øvingsmåla er vurderte.",
    "Øvingsmål er ikke skrevet.": "Øvingsmål er ikkje skrivne.",
    "Vurderingen er ikke skrevet.": "Vurderinga er ikkje skriven.",
    "Evalueringen har ikke vært på høring hos dem som var med.": (
        "Evalueringa har ikkje vore på høyring hos dei som var med."
    ),
    "Evalueringen er på høring til og med {day} og er ikke godkjent.": (
        "Evalueringa er på høyring til og med {day} og er ikkje godkjend."
    ),
    "Evalueringen er ikke godkjent.": "Evalueringa er ikkje godkjend.",
    "Førsteinntrykk": "Førsteinntrykk",
    "Ingen har skrevet førsteinntrykk.": "Ingen har skrive førsteinntrykk.",
    "Bra": "Bra",
    "Dårlig": "Dårleg",
    "Gjør nå": "Gjer no",
    "(slettet)": "(sletta)",
    "Øvingsmål": "Øvingsmål",
    "Ingen øvingsmål er satt.": "Ingen øvingsmål er sette.",
    "Målene for øvelsen, og hvordan det gikk": "Måla for øvinga, og korleis det gjekk",
    "Mål": "Mål",
    "Satt": "Sett",
    "Utfall": "Utfall",
    "Begrunnelse": "Grunngiving",
    "før øvelsen": "før øvinga",
    "etter at øvelsen var i gang": "etter at øvinga var i gang",
    "✓ nådd": "✓ nådd",
    "◐ delvis nådd": "◐ delvis nådd",
    "✗ ikke nådd": "✗ ikkje nådd",
    "ikke vurdert": "ikkje vurdert",
    "Vurdering": "Vurdering",
    "Hva har fungert bra?": "Kva har fungert bra?",
    "Hva har fungert dårlig?": "Kva har fungert dårleg?",
    "Har innsatsen ført frem?": "Har innsatsen ført fram?",
    "Hva må endres i ROS-analysen og planene?": "Kva må endrast i ROS-analysen og planane?",
    "Ikke svart på.": "Ikkje svart på.",
    "Skrevet av": "Skrive av",
    ", sist": ", sist",
    "Hva andre sier": "Kva andre seier",
    "Ingen tall eller utklipp fra andre er lagt inn.": "Ingen tal eller utklipp frå andre er lagde inn.",
    "Tilbakemeldinger fra innbyggerne": "Tilbakemeldingar frå innbyggjarane",
    "Ingen innbyggere har svart på skjemaet på krisesiden.": "Ingen innbyggjarar har svart på skjemaet på krisesida.",
    "Svar på skjemaet på krisesiden. De som svarer, er ikke et utvalg av alle.": (
        "Svar på skjemaet på krisesida. Dei som svarer, er ikkje eit utval av alle."
    ),
    "Spørsmål": "Spørsmål",
    "Svar": "Svar",
    "Antall": "Tal",
    "Fikk du varselet?": "Fekk du varselet?",
    "Var det klart hva du skulle gjøre?": "Var det klart kva du skulle gjere?",
    "ja": "ja",
    "nei": "nei",
    "delvis": "delvis",
    "vet ikke": "veit ikkje",
    "Det innbyggerne har skrevet med egne ord, gjengis ikke i rapporten.": (
        "Det innbyggjarane har skrive med eigne ord, er ikkje attgitt i rapporten."
    ),
    "Kommentarer fra høringen": "Kommentarar frå høyringa",
    "Tiltak": "Tiltak",
    "Ingen tiltak er ført opp.": "Ingen tiltak er førte opp.",
    "Det som skal endres etter hendelsen. Status er fra da rapporten ble laget.": (
        "Det som skal endrast etter hendinga. Status er frå då rapporten vart laga."
    ),
    "Nr": "Nr",
    "Hvorfor": "Kvifor",
    "Slag": "Slag",
    "Ansvarlig": "Ansvarleg",
    "Frist": "Frist",
    "Status": "Status",
    "ROS-analyse": "ROS-analyse",
    "plan": "plan",
    "opplæring og øvelse": "opplæring og øving",
    "teknisk": "teknisk",
    "avtale": "avtale",
    "ikke begynt": "ikkje byrja",
    "i arbeid": "i arbeid",
    "lukket": "lukka",
}
