"""Words of the papers made of a report, in bokmål and nynorsk: the *saksframlegg* and the public copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = dict[str, dict[str, str]]


def in_language(words: Words, language: str) -> Mapping[str, str]:
    """Of every key, the words of one language."""
    return {key: both[language] for key, both in words.items()}


def _both(**pairs: tuple[str, str]) -> Words:
    return {key: {"nb": one, "nn": other} for key, (one, other) in pairs.items()}


CASE_EXERCISE = (
    "Dette var en øvelse. Ingen utenfor øvelsen ble varslet.",
    "Dette var ei øving. Ingen utanfor øvinga vart varsla.",
)

CASE: Words = _both(
    title=("Evaluering av {scenario} {day}", "Evaluering av {scenario} {day}"),
    case=("Saksframlegg", "Saksframlegg"),
    number=("Saksnummer", "Saksnummer"),
    handler=("Saksbehandler", "Saksbehandlar"),
    body=("Utvalg", "Utval"),
    date=("Møtedato", "Møtedato"),
    open=("(fylles ut)", "(blir fylt ut)"),
    background=("Bakgrunn", "Bakgrunn"),
    duty=(
        "Kommunen skal evaluere krisehåndteringen etter øvelser og uønskede hendelser ({law}).",
        "Kommunen skal evaluere krisehandteringa etter øvingar og uønskte hendingar ({law}).",
    ),
    law=("forskrift om kommunal beredskapsplikt § 8", "forskrift om kommunal beredskapsplikt § 8"),
    matter=(
        "Saken gjelder {scenario} i {municipality}, hendelse {number}{where}.",
        "Saka gjeld {scenario} i {municipality}, hending {number}{where}.",
    ),
    event=("Hendelsen i risikoanalysen er {event}.", "Hendinga i risikoanalysen er {event}."),
    where=(", i {areas}", ", i {areas}"),
    adopted=("Plan: {name}, utgave {version}.", "Plan: {name}, utgåve {version}."),
    exercise=CASE_EXERCISE,
    facts=("Fakta", "Fakta"),
    group=("Gruppe", "Gruppe"),
    people=("Personer", "Personar"),
    told=("Varslet", "Varsla"),
    all=("I alt", "I alt"),
    staff=("Ansatte og ledere", "Tilsette og leiarar"),
    press=("Presse", "Presse"),
    citizens=("Innbyggere", "Innbyggjarar"),
    not_read=(
        "«Varslet» betyr at minst én kanal tok imot meldingen. Det betyr ikke at den er lest.",
        "«Varsla» tyder at minst éin kanal tok imot meldinga. Det tyder ikkje at ho er lesen.",
    ),
    reached=("Hvem som ble varslet", "Kven som vart varsla"),
    decided=(
        "Avgjort etter delegering eller utenom vanlig gang",
        "Avgjort etter delegering eller utanom vanleg gang",
    ),
    when=("Når", "Når"),
    who=("Hvem", "Kven"),
    right=("Grunnlag", "Grunnlag"),
    what=("Hva", "Kva"),
    deputy=(
        "Godkjente varsel {alert} som stedfortreder for {role}.",
        "Godkjende varsel {alert} som stedfortredar for {role}.",
    ),
    approved=("Godkjente varsel {alert} som {role}.", "Godkjende varsel {alert} som {role}."),
    more=(
        "{count} til står under «Avvik» i evalueringsrapporten.",
        "{count} til står under «Avvik» i evalueringsrapporten.",
    ),
    rest=(
        "… (hele teksten står i evalueringsrapporten)",
        "… (heile teksten står i evalueringsrapporten)",
    ),
    cut=(
        "Tekster som slutter med «…», er kortet. De står i evalueringsrapporten.",
        "Tekstar som sluttar med «…», er korta. Dei står i evalueringsrapporten.",
    ),
    none=("Ingen.", "Ingen."),
    judged=("Vurdering", "Vurdering"),
    judged_more=(
        "(Fylles ut: hva gikk bra, hva gikk dårlig, og hvorfor. Fakta over er hentet fra loggen.)",
        "(Blir fylt ut: kva gjekk bra, kva gjekk dårleg, og kvifor. Fakta over er henta frå loggen.)",
    ),
    measures=("Tiltak", "Tiltak"),
    measure=("Tiltak", "Tiltak"),
    why=("Hvorfor", "Kvifor"),
    owner=("Ansvarlig", "Ansvarleg"),
    deadline=("Frist", "Frist"),
    status=("Status", "Status"),
    more_measures=("Og {count} til, se evalueringsrapporten.", "Og {count} til, sjå evalueringsrapporten."),
    money=("Økonomi", "Økonomi"),
    paid=(
        "Utsendingen kostet {amount} etter planens priser.",
        "Utsendinga kosta {amount} etter prisane i planen.",
    ),
    would=(
        "Utsendingen ville ha kostet {amount} etter planens priser.",
        "Utsendinga ville ha kosta {amount} etter prisane i planen.",
    ),
    unknown=("Prisen er ikke kjent.", "Prisen er ikkje kjend."),
    money_more=("(Fylles ut: andre utgifter.)", "(Blir fylt ut: andre utgifter.)"),
    proposal=("Kommunedirektørens forslag", "Framlegg frå kommunedirektøren"),
)

PUBLIC: Words = _both(
    **{
        "title": ("{scenario} {day}: kopi til innsyn", "{scenario} {day}: kopi til innsyn"),
        "exercise": CASE_EXERCISE,
        "about": (
            "Logg og meldinger fra {municipality}, hendelse {number}{where}.",
            "Logg og meldingar frå {municipality}, hending {number}{where}.",
        ),
        "names": (
            "Navn er byttet ut med roller, og ingen mottakere er med. {out} er tatt ut, og der står grunnen.",
            "Namn er bytte ut med roller, og ingen mottakarar er med. {out} er teke ut, og der står grunnen.",
        ),
        "where": (" i {areas}", " i {areas}"),
        "one": ("Ett sted", "Éin stad"),
        "many": ("{count} steder", "{count} stader"),
        "nothing": ("Ingenting annet", "Ingenting anna"),
        "grounds": ("Grunner for det som er tatt ut", "Grunnar for det som er teke ut"),
        "ground": ("Lovens sted", "Staden i lova"),
        "meaning": ("Hva det gjelder", "Kva det gjeld"),
        "facts": ("Når kommunen varslet", "Når kommunen varsla"),
        "step": ("Steg", "Steg"),
        "when": ("Når", "Når"),
        "reached": ("Hvor mange som ble varslet", "Kor mange som vart varsla"),
        "group": ("Gruppe", "Gruppe"),
        "people": ("Personer", "Personar"),
        "told": ("Varslet", "Varsla"),
        "staff": ("Ansatte og ledere", "Tilsette og leiarar"),
        "press": ("Presse", "Presse"),
        "citizens": ("Innbyggere", "Innbyggjarar"),
        "texts": ("Meldingene til innbyggere og presse", "Meldingane til innbyggjarar og presse"),
        "inside": ("Meldingene til egne ansatte", "Meldingane til eigne tilsette"),
        "nothing-sent": ("Ingenting er sendt.", "Ingenting er sendt."),
        "log": ("Loggen", "Loggen"),
        "who": ("Hvem", "Kven"),
        "what": ("Hva", "Kva"),
        "out": ("[Tatt ut: {law}]", "[Teke ut: {law}]"),
        "asked": (
            "Er du uenig i det som er tatt ut, kan du klage til kommunen (offl. § 32).",
            "Er du usamd i det som er teke ut, kan du klage til kommunen (offl. § 32).",
        ),
        "somebody": ("ansatt i kommunen", "tilsett i kommunen"),
        "deputy": ("stedfortreder for {role}", "stedfortredar for {role}"),
        "act-incident.opened": ("Hendelsen ble åpnet", "Hendinga vart opna"),
        "act-incident.closed": ("Hendelsen ble avsluttet", "Hendinga vart avslutta"),
        "act-log.line": ("Skrevet i loggen", "Skrive i loggen"),
        "act-alert.drafted": ("Utkast til varsel {alert}", "Utkast til varsel {alert}"),
        "act-alert.submitted": ("Varsel {alert} sendt inn til godkjenning", "Varsel {alert} sendt inn til godkjenning"),
        "act-alert.approved": ("Varsel {alert} godkjent som {role}", "Varsel {alert} godkjent som {role}"),
        "act-alert.returned": ("Varsel {alert} returnert for endring", "Varsel {alert} returnert for endring"),
        "act-alert.rejected": ("Varsel {alert} avvist", "Varsel {alert} avvist"),
        "act-alert.paused": ("Sending av {alert} satt på pause", "Sending av {alert} sett på pause"),
        "act-alert.resumed": ("Sending av {alert} gjenopptatt", "Sending av {alert} teken opp att"),
        "act-alert.stopped": ("Varsel {alert} stoppet", "Varsel {alert} stoppa"),
        "act-alert.expired": ("Varsel {alert} utløp", "Varsel {alert} gjekk ut"),
        "act-alert.done": ("Varsel {alert} ferdig sendt", "Varsel {alert} ferdig sendt"),
        "act-alert.cleared": ("Politiets klarering av {alert}", "Klarering av {alert} frå politiet"),
        "act-alert.external-now": (
            "Innbyggerne varslet uten å vente på de ansatte",
            "Innbyggjarane varsla utan å vente på dei tilsette",
        ),
        "act-wave.opened": ("Begynte å varsle «{wave}»", "Byrja å varsle «{wave}»"),
        "act-promise.kept": ("Lovet melding kom i tide", "Lova melding kom i tide"),
        "act-promise.late": ("Lovet melding kom ikke i tide", "Lova melding kom ikkje i tide"),
    }
)
