"""What the yearly report says, in bokmål and nynorsk side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("nb", "nn")

YEAR_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Årsrapport for krisevarsling {year}", "Årsrapport for krisevarsling {year}"),
    "under": (
        (
            "{municipality}. Gjelder 1. januar til 31. desember {year}, norsk tid. Rapporten er skrevet av "
            "Dispatcher ut fra det som er registrert."
        ),
        (
            "{municipality}. Gjeld 1. januar til 31. desember {year}, norsk tid. Rapporten er skriven av "
            "Dispatcher ut frå det som er registrert."
        ),
    ),
    "so-far": (
        "Året er ikke over. Tallene gjelder til og med {day}.",
        "Året er ikkje over. Tala gjeld til og med {day}.",
    ),
    "contents": ("Innhold", "Innhald"),
    "region": ("Tabell eller figur: {name}", "Tabell eller figur: {name}"),
    "drag": ("Brede tabeller og figurer kan dras sidelengs.", "Breie tabellar og figurar kan dragast sidelengs."),
    "table": ("Året i én tabell", "Året i éin tabell"),
    "table-more": (
        (
            "Denne tabellen kan gis til statsforvalteren som den er. Skarpe hendelser og øvelser står hver for "
            "seg og er aldri lagt sammen. Varslingsprøver er ikke med."
        ),
        (
            "Denne tabellen kan givast til statsforvaltaren som han er. Skarpe hendingar og øvingar står kvar for"
            " seg og er aldri lagde saman. Varslingsprøver er ikkje med."
        ),
    ),
    "what": ("Hva", "Kva"),
    "real": ("Skarpe hendelser", "Skarpe hendingar"),
    "exercises": ("Øvelser", "Øvingar"),
    "both": ("Gjelder begge", "Gjeld begge"),
    "duties": ("Plikter", "Plikter"),
    "figures": ("Tall", "Tal"),
    "yes": ("Ja", "Ja"),
    "no": ("Nei", "Nei"),
    "none": ("ingen", "ingen"),
    "exercise-duty": (
        "Øvelse minst annethvert år (forskrift om kommunal beredskapsplikt § 7)",
        "Øving minst annakvart år (forskrift om kommunal beredskapsplikt § 7)",
    ),
    "exercise-last": (
        "{met}. Forrige øvelse var {scenario} {day} (hendelse {number}). Neste senest {due}.",
        "{met}. Førre øving var {scenario} {day} (hending {number}). Neste seinast {due}.",
    ),
    "exercise-never": (
        "Nei. Ingen øvelse er gjennomført i Dispatcher.",
        "Nei. Inga øving er gjennomført i Dispatcher.",
    ),
    "evaluation-duty": (
        "Evaluering etter hver hendelse og øvelse (§ 8)",
        "Evaluering etter kvar hending og øving (§ 8)",
    ),
    "evaluated": ("{met}. {part} er endelig evaluert.", "{met}. {part} er endeleg evaluert."),
    "evaluation-missing": (" Mangler: {numbers}.", " Manglar: {numbers}."),
    "nothing-over": ("Ingen å evaluere.", "Ingen å evaluere."),
    "plan-duty": ("Planen er oppdatert og revidert", "Planen er oppdatert og revidert"),
    "plan-said": (
        "{met}. Versjon {version}, {status}. Sist revidert {revised}, neste revisjon {next}.",
        "{met}. Versjon {version}, {status}. Sist revidert {revised}, neste revisjon {next}.",
    ),
    "plan-draft": ("ikke vedtatt", "ikkje vedteken"),
    "plan-adopted": ("vedtatt", "vedteken"),
    "plan-adopted-by": ("vedtatt av {by}", "vedteken av {by}"),
    "calendar-duty": ("Planens egne oppgaver gjennom året", "Eigne oppgåver i planen gjennom året"),
    "calendar-all": ("Ja. Ingen har gått over fristen.", "Ja. Ingen har gått over fristen."),
    "calendar-none": ("Planen har ingen.", "Planen har ingen."),
    "calendar-late": ("Nei. Over fristen: {tasks}.", "Nei. Over fristen: {tasks}."),
    "measures-duty": ("Tiltak etter evalueringene", "Tiltak etter evalueringane"),
    "measures-other": ("Tiltak uten hendelse eller øvelse", "Tiltak utan hending eller øving"),
    "measures-nothing": ("Ingen tiltak.", "Ingen tiltak."),
    "measures-said": (
        "{opened} åpnet og {closed} lukket i året. {open} åpne, {overdue} over fristen.",
        "{opened} opna og {closed} lukka i året. {open} opne, {overdue} over fristen.",
    ),
    "incidents": ("Hendelser åpnet i året", "Hendingar opna i året"),
    "sent": ("der noe ble sendt", "der noko vart sendt"),
    "open": ("ikke avsluttet ennå", "ikkje avslutta enno"),
    "alerts": ("Varsler godkjent", "Varsel godkjende"),
    "people": ("Personer varslene var for", "Personar varsla var for"),
    "told": ("Personer varslet", "Personar varsla"),
    "delivered": ("Personer der telefonen bekreftet", "Personar der telefonen stadfesta"),
    "median-first": (
        "Fra kommunen visste til de første innbyggerne var varslet, median",
        "Frå kommunen visste til dei første innbyggjarane var varsla, median",
    ),
    "longest-first": (
        "Fra kommunen visste til de første innbyggerne var varslet, lengste",
        "Frå kommunen visste til dei første innbyggjarane var varsla, lengste",
    ),
    "median-half": ("Til halvparten var varslet, median", "Til halvparten var varsla, median"),
    "longest-half": ("Til halvparten var varslet, lengste", "Til halvparten var varsla, lengste"),
    "median-most": ("Til 95 % var varslet, median", "Til 95 % var varsla, median"),
    "longest-most": ("Til 95 % var varslet, lengste", "Til 95 % var varsla, lengste"),
    "timed": ("Hendelser med kjent tid", "Hendingar med kjend tid"),
    "promises": ("Løfter om ny melding («innen …»)", "Lovnader om ny melding («innan …»)"),
    "promises-kept": ("holdt", "haldne"),
    "promises-late": ("for sent", "for seint"),
    "lead-negative": (
        "Hendelser der innbyggerne fikk vite det før de ansatte",
        "Hendingar der innbyggjarane fekk vite det før dei tilsette",
    ),
    "deviations": ("Avvik og unntak", "Avvik og unntak"),
    "grave": ("alvorlige", "alvorlege"),
    "cost": ("Kostnad etter planens priser", "Kostnad etter prisane i planen"),
    "cost-unknown": ("ukjent: en plan har ingen priser", "ukjent: ein plan har ingen prisar"),
    "each": ("Hendelsene", "Hendingane"),
    "each-real": ("Skarpe hendelser", "Skarpe hendingar"),
    "each-exercises": ("ØVELSE: øvelsene", "ØVELSE: øvingane"),
    "no-real": ("Ingen skarpe hendelser er åpnet i året.", "Ingen skarpe hendingar er opna i året."),
    "no-exercises": ("Ingen øvelser er åpnet i året.", "Ingen øvingar er opna i året."),
    "number": ("Nr.", "Nr."),
    "scenario": ("Scenario", "Scenario"),
    "opened": ("Åpnet", "Opna"),
    "areas": ("Områder", "Område"),
    "told-short": ("Varslet", "Varsla"),
    "known-first": ("Visste til først varslet", "Visste til først varsla"),
    "known-most": ("til 95 %", "til 95 %"),
    "promises-short": ("Løfter for sent", "Lovnader for seint"),
    "deviations-short": ("Avvik (alvorlige)", "Avvik (alvorlege)"),
    "cost-short": ("Kostnad", "Kostnad"),
    "evaluated-short": ("Evaluert", "Evaluert"),
    "not-sent": ("ikke sendt", "ikkje sendt"),
    "unknown": ("ukjent", "ukjent"),
    "not-evaluated": ("nei", "nei"),
    "is-open": ("pågår", "pågår"),
    "chart-time": (
        "Fra kommunen visste til de første innbyggerne var varslet",
        "Frå kommunen visste til dei første innbyggjarane var varsla",
    ),
    "chart-told": ("Andel varslet i hver hendelse", "Del varsla i kvar hending"),
    "chart-behind": ("Tallene står i tabellen under figuren.", "Tala står i tabellen under figuren."),
    "chart-none": ("Ingen hendelser har tall for dette.", "Ingen hendingar har tal for dette."),
    "by-area": ("Områdene", "Områda"),
    "by-area-more": (
        (
            "En hendelse står i hvert område som varslet ble valgt for. Personene er dem i listene som bor der, "
            "også ansatte. Den som ble varslet i tre hendelser, er talt tre ganger, og områder kan ligge oppå "
            "hverandre: linjene kan ikke legges sammen."
        ),
        (
            "Ei hending står i kvart område som varselet vart valt for. Personane er dei i listene som bur der, "
            "òg tilsette. Den som vart varsla i tre hendingar, er tald tre gonger, og område kan liggje oppå "
            "kvarandre: linjene kan ikkje leggjast saman."
        ),
    ),
    "area": ("Område", "Område"),
    "coordinator": ("Koordinator", "Koordinator"),
    "by-role": ("Øving, rolle for rolle", "Øving, rolle for rolle"),
    "by-role-more": (
        (
            "En prøve er meldingen fra «dispatcher practice» eller siden «Mennesker og plan»: den som fikk den på"
            " minst én vei i året, har øvd. Øvelser er de der loggen har en handling av noen i rollen."
        ),
        (
            "Ei prøve er meldinga frå «dispatcher practice» eller sida «Menneske og plan»: den som fekk ho på "
            "minst éin veg i året, har øvd. Øvingar er dei der loggen har ei handling av nokon i rolla."
        ),
    ),
    "role": ("Rolle", "Rolle"),
    "practised": ("Har øvd i året", "Har øvd i året"),
    "practised-last": ("Sist", "Sist"),
    "never": ("aldri", "aldri"),
    "took-part": ("Øvelser de handlet i", "Øvingar dei handla i"),
    "by-list": ("Kontaktlistene", "Kontaktlistene"),
    "list": ("Liste", "Liste"),
    "list-people": ("Personer", "Personar"),
    "list-faults": ("Feil", "Feil"),
    "list-contact": ("Har mobil eller e-post", "Har mobil eller e-post"),
    "list-age": ("Alder ved slutten", "Alder ved slutten"),
    "list-imports": ("Lest inn på nytt", "Lesen inn på nytt"),
    "list-before": ("ved årets start: {count}", "ved starten av året: {count}"),
    "list-new": ("ny i året", "ny i året"),
    "list-erased": ("slettet", "sletta"),
    "no-lists": ("Ingen lister er lest inn.", "Ingen lister er lesne inn."),
    "days": ("{count} dager", "{count} dagar"),
    "plan-title": ("Planen", "Planen"),
    "plan-name": ("Plan", "Plan"),
    "plan-version": ("Versjon", "Versjon"),
    "plan-status": ("Status", "Status"),
    "plan-case": ("Sak", "Sak"),
    "plan-revised": ("Sist revidert", "Sist revidert"),
    "plan-next": ("Neste revisjon", "Neste revisjon"),
    "plan-overdue": ("over fristen", "over fristen"),
    "plan-used": ("Versjoner hendelsene ble åpnet etter", "Versjonar hendingane vart opna etter"),
    "plan-now": (
        "Planen og oppgavene står her slik de er når rapporten blir laget.",
        "Planen og oppgåvene står her slik dei er når rapporten blir laga.",
    ),
    "calendar": ("Planens oppgaver gjennom året", "Oppgåvene i planen gjennom året"),
    "task": ("Oppgave", "Oppgåve"),
    "responsible": ("Ansvarlig", "Ansvarleg"),
    "last-done": ("Sist gjort", "Sist gjort"),
    "due": ("Neste frist", "Neste frist"),
    "measures": ("Tiltak", "Tiltak"),
    "measures-kind": ("Åpne tiltak etter slag", "Opne tiltak etter slag"),
    "measures-none": ("Ingen tiltak er ført for året.", "Ingen tiltak er førte for året."),
    "kind": ("Slag", "Slag"),
    "count": ("Antall", "Tal"),
    "kind-risk-analysis": ("risiko- og sårbarhetsanalyse", "risiko- og sårbaranalyse"),
    "kind-plan": ("plan", "plan"),
    "kind-training": ("opplæring og øvelse", "opplæring og øving"),
    "kind-technical": ("teknisk", "teknisk"),
    "kind-contract": ("avtale", "avtale"),
    "since": ("Siden forrige øvelse", "Sidan førre øving"),
    "since-when": (
        "Forrige øvelse var hendelse {number}, {day}. Dette er endret siden:",
        "Førre øving var hending {number}, {day}. Dette er endra sidan:",
    ),
    "since-none": ("Det er ikke holdt noen øvelse å regne fra.", "Det er ikkje halde noka øving å rekne frå."),
    "since-real": ("Skarpe hendelser", "Skarpe hendingar"),
    "since-plan": ("Planen", "Planen"),
    "since-plan-same": (
        "samme versjon ({now}), samme roller og scenarioer",
        "same versjon ({now}), same roller og scenario",
    ),
    "since-plan-new": ("versjon {then} da, {now} nå", "versjon {then} då, {now} no"),
    "since-roles": ("Roller med nye mennesker", "Roller med nye menneske"),
    "since-new": ("Nye scenarioer", "Nye scenario"),
    "since-gone": ("Scenarioer som er tatt ut", "Scenario som er tekne ut"),
    "since-lists": ("Lister lest inn på nytt", "Lister lesne inn på nytt"),
    "since-practised": ("Mennesker som har øvd", "Menneske som har øvd"),
    "since-measures": ("Tiltak lukket", "Tiltak lukka"),
    "counted": ("Slik er det talt", "Slik er det talt"),
    "counted-year": (
        "En hendelse hører til året den ble åpnet i, etter norsk klokke.",
        "Ei hending høyrer til året ho vart opna i, etter norsk klokke.",
    ),
    "counted-told": (
        (
            "Varslet er den som minst én kanal har godtatt meldingen til. Levert er ikke lest. Tall for personer "
            "og tider er den første godkjente meldingens, som i rapporten for hver hendelse; personer er lagt "
            "sammen over hendelser."
        ),
        (
            "Varsla er den som minst éin kanal har godteke meldinga til. Levert er ikkje lese. Tal for personar "
            "og tider er frå den første godkjende meldinga, som i rapporten for kvar hending; personar er lagde "
            "saman over hendingar."
        ),
    ),
    "counted-time": (
        (
            "Tiden er regnet fra det klokkeslettet som er skrevet inn som «kommunen visste». Mangler det, er "
            "hendelsen ikke med i medianen."
        ),
        (
            "Tida er rekna frå klokkeslettet som er skrive inn som «kommunen visste». Manglar det, er hendinga "
            "ikkje med i medianen."
        ),
    ),
    "counted-evaluated": (
        (
            "En evaluering regnes som gjort når den er godkjent som endelig. Bare hendelser som er avsluttet, og "
            "der noe ble sendt, ventes evaluert."
        ),
        (
            "Ei evaluering er rekna som gjord når ho er godkjend som endeleg. Berre hendingar som er avslutta, og"
            " der noko vart sendt, er venta evaluerte."
        ),
    ),
    "chain-whole": (
        "Loggen er hel: {entries} linjer. Siste linje har fingeravtrykket",
        "Loggen er heil: {entries} linjer. Siste linje har fingeravtrykket",
    ),
    "chain-broken": ("Loggen er brutt ved linje {broken}.", "Loggen er broten ved linje {broken}."),
    "csv-key": ("nøkkel", "nøkkel"),
    "csv-unit": ("enhet", "eining"),
}


def words_of(language: str) -> Mapping[str, str]:
    """The words in one language; bokmål for a language that the report is not written in."""
    index = LANGUAGES.index(language) if language in LANGUAGES else 0
    return {key: said[index] for key, said in YEAR_WORDS.items()}
