"""Nynorsk of the story in ten lines."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "Øvelse:": "Øving:",
    "Varslingsprøve:": "Varslingsprøve:",
    "for {areas}": "for {areas}",
    "som {role}": "som {role}",
    "som stedfortreder for {role}": "som stedfortredar for {role}",
    "Fra kommunen visste til de første innbyggerne ble varslet: {time} ({parts}).": (
        "Frå kommunen visste til dei første innbyggjarane vart varsla: {time} ({parts})."
    ),
    "Fra varselet ble utløst til de første innbyggerne ble varslet: {time} ({parts}).": (
        "Frå varselet vart utløyst til dei første innbyggjarane vart varsla: {time} ({parts})."
    ),
    "Fra kommunen visste til de første innbyggerne ble varslet, gikk det {time}.": (
        "Frå kommunen visste til dei første innbyggjarane vart varsla, gjekk det {time}."
    ),
    "Fra varselet ble utløst til de første innbyggerne ble varslet, gikk det {time}.": (
        "Frå varselet vart utløyst til dei første innbyggjarane vart varsla, gjekk det {time}."
    ),
    "Til halvparten gikk det {half}; 95\u00a0% ble ikke nådd.": (
        "Til halvparten gjekk det {half}; 95\u00a0% vart ikkje nådd."
    ),
    "Til halvparten gikk det {half}, og til 95\u00a0% gikk det {most}.": (
        "Til halvparten gjekk det {half}, og til 95\u00a0% gjekk det {most}."
    ),
    "visste → utløst {time}": "visste → utløyst {time}",
    "utløst → sendt inn {time}": "utløyst → sendt inn {time}",
    "sendt inn → spurt {time}": "sendt inn → spurt {time}",
    "spurt → klarert av politiet {time}": "spurt → klarert av politiet {time}",
    "til besluttet {time}": "til bestemt {time}",
    "besluttet → de første {time}": "bestemt → dei første {time}",
    "→ halvparten {time}": "→ halvparten {time}",
    "→ 95\u00a0% {time}": "→ 95\u00a0% {time}",
    "halvparten ble ikke nådd": "halvparten vart ikkje nådd",
    "95\u00a0% ble ikke nådd": "95\u00a0% vart ikkje nådd",
    "Når kommunen fikk vite om hendelsen, er ikke skrevet inn.": (
        "Når kommunen fekk vite om hendinga, er ikkje skrive inn."
    ),
    "Ingen innbyggere har bekreftet levering.": "Ingen innbyggjarar har stadfesta levering.",
    "Bekreftet levert hos den første: {time}.": "Stadfesta levert hos den første: {time}.",
    "Kommunen hadde visst om hendelsen siden {at}, {time} før.": (
        "Kommunen hadde visst om hendinga sidan {at}, {time} før."
    ),
    "{who} utløste «{scenario}»{where} {at}.": "{who} utløyste «{scenario}»{where} {at}.",
    "{who} sendte varselet inn {at}.": "{who} sende varselet inn {at}.",
    "{who} godkjente det{role} {time} senere.": "{who} godkjende det{role} {time} seinare.",
    "Varselet hadde ingen ansatte eller ledere som mottakere.": (
        "Varselet hadde ingen tilsette eller leiarar som mottakarar."
    ),
    "Ingen av de {count} ansatte og lederne ble varslet.": "Ingen av dei {count} tilsette og leiarane vart varsla.",
    "Den første av de ansatte og lederne ble varslet {at}; i alt {told} ble varslet.": (
        "Den første av dei tilsette og leiarane vart varsla {at}; i alt vart {told} varsla."
    ),
    "Innbyggerne fikk vite det. De ansatte fikk det ikke.": (
        "Innbyggjarane fekk vite det. Dei tilsette fekk det ikkje."
    ),
    "Ansatte og innbyggere fikk vite det samtidig.": "Tilsette og innbyggjarar fekk vite det samtidig.",
    "Innbyggerne fikk vite det FØR de ansatte, {time} før.": (
        "Innbyggjarane fekk vite det FØR dei tilsette, {time} før."
    ),
    "De ansatte fikk vite det {time} før de første utenfor huset.": (
        "Dei tilsette fekk vite det {time} før dei første utanfor huset."
    ),
    "Nettsiden ble oppdatert {at}.": "Nettsida vart oppdatert {at}.",
    "Varselet gikk ikke til innbyggere.": "Varselet gjekk ikkje til innbyggjarar.",
    "Bølgen «{wave}» ble aldri åpnet.": "Bølgja «{wave}» vart aldri opna.",
    "Bølgen «{wave}» åpnet {at}: {why}.": "Bølgja «{wave}» opna {at}: {why}.",
    "Ingen innbyggere ble varslet.": "Ingen innbyggjarar vart varsla.",
    "halvparten {at}": "halvparten {at}",
    "95\u00a0% {at}": "95\u00a0% {at}",
    "De første innbyggerne var varslet {at}, {half}, {most}.": (
        "Dei første innbyggjarane var varsla {at}, {half}, {most}."
    ),
    "I alt ble {count} av {people} varslet ({share}).": "I alt vart {count} av {people} varsla ({share}).",
    "{who} har ingen adresse vi kan bruke, og ble ikke varslet.": (
        "{who} har inga adresse vi kan bruke, og vart ikkje varsla."
    ),
    "{who} ble ikke varslet.": "{who} vart ikkje varsla.",
    "{who} ble ikke varslet; {lost} av dem har ingen adresse vi kan bruke.": (
        "{who} vart ikkje varsla; {lost} av dei har inga adresse vi kan bruke."
    ),
    "Varsel {alert} tok over for det som ikke var sendt: {told} ble varslet.": (
        "Varsel {alert} tok over for det som ikkje var sendt: {told} vart varsla."
    ),
    "melding var": "melding var",
    "meldinger var": "meldingar var",
    "{messages} en tid usikre: sendt, men uten svar. {rest}": "{messages} ei tid usikre: sende, men utan svar. {rest}",
    "{count} er ikke avgjort.": "{count} er ikkje avgjorde.",
    "Alle er avgjort.": "Alle er avgjorde.",
    "{kind} fulgte {at}: {told} ble varslet.": "{kind} følgde {at}: {told} vart varsla.",
    "Den feilaktige teksten ble sendt i {time} til {people}. Ingen har fått vite det rette.": (
        "Den feilaktige teksten vart send i {time} til {people}. Ingen har fått vite det rette."
    ),
    "Den feilaktige teksten ble sendt i {time} til {people} og sto uimotsagt i {alone}.": (
        "Den feilaktige teksten vart send i {time} til {people} og stod uimotsagd i {alone}."
    ),
    "Deretter fulgte {messages}; se tidslinjen.": "Deretter følgde {messages}; sjå tidslinja.",
    "Varselet var ferdig sendt {at}.": "Varselet var ferdig sendt {at}.",
    "Varselet ble stoppet {at}.": "Varselet vart stoppa {at}.",
    "Varselet utløp {at}.": "Varselet gjekk ut {at}.",
    "Varselet ble avvist {at}. Ingen fikk det.": "Varselet vart avvist {at}. Ingen fekk det.",
    "Varselet er returnert for endring. Ingen har fått det.": "Varselet er returnert for endring. Ingen har fått det.",
    "Varselet venter på godkjenning. Ingen har fått det.": "Varselet ventar på godkjenning. Ingen har fått det.",
    "Varselet er et utkast. Ingen har fått det.": "Varselet er eit utkast. Ingen har fått det.",
    "Varselet er godkjent, og sendingen begynner.": "Varselet er godkjent, og sendinga byrjar.",
    "Varselet er fortsatt under utsending.": "Varselet er framleis under utsending.",
}
