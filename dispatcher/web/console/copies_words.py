"""What the page of the report's copies says, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

COPIES: Final[dict[str, tuple[str, str, str]]] = {
    "copies": ("Rapport og kopier", "Rapport og kopiar", "Report and copies"),
    "copy-report": ("Evalueringsrapporten", "Evalueringsrapporten", "The evaluation report"),
    "copy-case": ("Saksframlegg", "Saksframlegg", "Case paper for the council"),
    "copy-case-more": (
        "Til politisk behandling. Tiltakene er med, og vurderingen når den er godkjent. Forslaget skriver dere.",
        "Til politisk handsaming. Tiltaka er med, og vurderinga når ho er godkjend. Framlegget skriv de.",
        "For the council. The measures are in it, and the assessment once it is approved. You write the proposal.",
    ),
    "copy-public": ("Kopi til den som ber om innsyn", "Kopi til den som ber om innsyn", "Copy for access requests"),
    "copy-public-more": (
        "Navn er byttet ut med roller, og ingen mottakere er med. Les hver tekst som noen har skrevet, og velg.",
        "Namn er bytte ut med roller, og ingen mottakarar er med. Les kvar tekst som nokon har skrive, og vel.",
        "Names are replaced by roles, and no recipients are in it. Read each text that somebody typed, and choose.",
    ),
    "copy-page": ("Nettside", "Nettside", "Web page"),
    "copy-pdf": ("PDF", "PDF", "PDF"),
    "copy-log": ("Loggen som regneark (CSV)", "Loggen som rekneark (CSV)", "The log as a spreadsheet (CSV)"),
    "copy-judge": ("Vurder hva som kan gis ut", "Vurder kva som kan givast ut", "Judge what may be given out"),
    "copy-line": ("Linje {line} i loggen", "Linje {line} i loggen", "Line {line} of the log"),
    "copy-inside": ("Meldingene til egne ansatte", "Meldingane til eigne tilsette", "The messages to your own staff"),
    "copy-inside-more": (
        "Les dem i rapporten, under «Det som ble sagt».",
        "Les dei i rapporten, under «Det som vart sagt».",
        "Read them in the report, under “Det som ble sagt”.",
    ),
    "copy-figures": ("Hvor mange som ble varslet", "Kor mange som vart varsla", "How many were told"),
    "copy-choose": ("Velg", "Vel", "Choose"),
    "copy-taken": ("Lest, og kan gis ut", "Lese, og kan givast ut", "Read, and may be given out"),
    "copy-out": ("Ta ut: {law} ({words})", "Ta ut: {law} ({words})", "Leave out: {law} ({words})"),
    "copy-save": ("Lag kopien", "Lag kopien", "Make the copy"),
    "copy-unjudged": (
        "Noe er ikke vurdert, eller kan ikke tas med. Se feltene under.",
        "Noko er ikkje vurdert, eller kan ikkje takast med. Sjå felta under.",
        "Something is not judged, or cannot be given out. See the fields below.",
    ),
    "copy-kept": (
        "Valgene skrives i loggen. De gjelder til noe nytt blir skrevet der.",
        "Vala blir skrivne i loggen. Dei gjeld til noko nytt blir skrive der.",
        "The choices are written in the log. They hold until something new is written there.",
    ),
}
