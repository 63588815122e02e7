"""Every reason in plain words: what it means, and what somebody should do about it before the next time."""

from __future__ import annotations

from typing import NamedTuple

from dispatcher.channels.reasons import Reason
from dispatcher.evaluation.language import say


class Advice(NamedTuple):
    """What happened, and what to do."""

    what: str
    todo: str


_CHECK_NUMBER = "Rett nummeret i kontaktlisten, eller spør personen."
_SUPPLIER = "Ta det opp med leverandøren. Be om skriftlig svar på hva som var feil."
_TEXT = "Se over teksten sammen med leverandøren og rett malen."
_PASSING = "Vanligvis forbigående. Se på tidspunktene: kom det mange samtidig, var nettet eller leverandøren nede."


ADVICE: dict[str, Advice] = {
    Reason.BAD_ADDRESS: Advice("Adressen kan ikke brukes", "Rett nummeret eller e-postadressen i kontaktlisten."),
    Reason.INVALID_NUMBER: Advice("Nummeret finnes ikke", _CHECK_NUMBER),
    Reason.NOT_MOBILE: Advice("Nummeret er ikke et mobilnummer", "Skaff mobilnummer, eller bruk e-post."),
    Reason.LANDLINE: Advice("Nummeret er en fasttelefon", "Skaff mobilnummer. Fasttelefon kan ikke få SMS."),
    Reason.UNKNOWN_NUMBER: Advice("Nummeret er ikke i bruk", _CHECK_NUMBER),
    Reason.UNREACHABLE: Advice(
        "Telefonen var av eller uten dekning",
        "Ikke en feil i listen. Mange på samme sted: spør om mobilnettet var nede der, og bruk en annen kanal.",
    ),
    Reason.BLOCKED: Advice(
        "Mottakeren eller nettet blokkerer meldingen", "Spør leverandøren om avsendernavnet er sperret."
    ),
    Reason.OPTED_OUT: Advice(
        "Mottakeren har reservert seg hos leverandøren", "Be leverandøren oppheve reservasjonen for krisevarsler."
    ),
    Reason.NOT_DELIVERED: Advice("Ikke levert, uten nærmere grunn fra operatøren", _SUPPLIER),
    Reason.EXPIRED: Advice(
        "Kom ikke fram før meldingen gikk ut på dato", "Telefonen var trolig av. Vurder en annen kanal for disse."
    ),
    Reason.UNKNOWN_MAILBOX: Advice("E-postadressen finnes ikke", "Rett e-postadressen i kontaktlisten."),
    Reason.MAILBOX_FULL: Advice("Postkassen er full", "Gi personen beskjed, og skaff mobilnummer."),
    Reason.MAILBOX_RESTRICTED: Advice(
        "Postkassen tar bare imot fra bestemte avsendere", "Be eieren slippe inn kommunens avsenderadresse."
    ),
    Reason.NEEDS_SMTPUTF8: Advice(
        "E-postadressen har tegn som e-posttjeneren ikke støtter", "Bytt til en e-posttjener som støtter SMTPUTF8."
    ),
    Reason.NO_ANSWER: Advice("Telefonen ringte, og ingen svarte", "Spør om nummeret er riktig og om lyden var på."),
    Reason.BUSY: Advice("Telefonen var opptatt", "Ikke noe: det ringes igjen."),
    Reason.CANCELLED: Advice("Oppringningen ble avbrutt", _SUPPLIER),
    Reason.GONE: Advice("Den som fikk push-varsler her, har slått dem av eller byttet nettleser", "Ikke noe: slettet."),
    Reason.EMPTY: Advice("Leverandøren sa at teksten var tom", _TEXT),
    Reason.TOO_LONG: Advice("Teksten var for lang", _TEXT),
    Reason.CONTENT: Advice("Innholdet ble avvist, trolig av et spamfilter", _TEXT),
    Reason.LINK: Advice(
        "Lenken i teksten ble avvist", "Få kommunens nettadresse godkjent hos leverandøren, eller fjern lenken."
    ),
    Reason.VALIDITY: Advice("Leverandøren godtok ikke hvor lenge meldingen skulle gjelde", _SUPPLIER),
    Reason.CREDENTIALS: Advice(
        "Leverandøren godtok ikke brukernavn og passord", "Rett nøklene i innstillingene og kjør «dispatcher check»."
    ),
    Reason.SUSPENDED: Advice(
        "Kontoen hos leverandøren er sperret", "Ring leverandøren. Se om det er en ubetalt faktura."
    ),
    Reason.TRIAL: Advice("Kontoen hos leverandøren er en prøvekonto", "Oppgrader kontoen."),
    Reason.REGION: Advice("Kontoen har ikke lov til å sende til dette landet", "Åpne for landet hos leverandøren."),
    Reason.SENDER: Advice("Avsenderen ble ikke godtatt", "Registrer avsendernavnet eller adressen hos leverandøren."),
    Reason.SENDER_UNPROVEN: Advice(
        "Mottakerens e-posttjener stolte ikke på avsenderen", "Sett opp SPF, DKIM og DMARC for kommunens domene."
    ),
    Reason.SERVICE: Advice("Meldingstjenesten hos leverandøren er feil satt opp", "Rett oppsettet hos leverandøren."),
    Reason.CALLBACK: Advice("Leverandøren godtok ikke adressen for kvitteringer", "Rett PUBLIC_URL i innstillingene."),
    Reason.ENDPOINT: Advice("Adressen til leverandøren er feil", "Rett adressen i innstillingene."),
    Reason.CERTIFICATE: Advice(
        "Leverandørens sertifikat var ikke gyldig", "Meld fra til leverandøren. Ikke slå av kontrollen."
    ),
    Reason.NO_TLS: Advice("E-posttjeneren krever eller mangler kryptering", "Rett SMTP__SECURITY i innstillingene."),
    Reason.POLICY: Advice(
        "Mottakerens regler avviste kommunen som avsender", "Be mottakerens IT-avdeling slippe oss inn."
    ),
    Reason.UNKNOWN: Advice(
        "Avvist med en kode vi ikke kjenner", "Slå opp koden hos leverandøren, og meld den til oss."
    ),
    Reason.DNS: Advice("Fant ikke leverandørens adresse på nettet", _PASSING),
    Reason.PRIVATE_ADDRESS: Advice(
        "Push-tjenestens navn viste til et lukket nett, så vi koblet ikke opp", "Få IT til å se på navnetjeneren (DNS)."
    ),
    Reason.NO_CONNECTION: Advice("Fikk ikke kontakt med leverandøren", _PASSING),
    Reason.CONNECT_TIMEOUT: Advice("Leverandøren svarte ikke da vi tok kontakt", _PASSING),
    Reason.TLS: Advice("Fikk ikke opprettet en kryptert forbindelse", _PASSING),
    Reason.SLOW_DOWN: Advice(
        "Leverandøren ba oss sende saktere", "Be om høyere fart i avtalen, og rett farten i innstillingene."
    ),
    Reason.DEFERRED: Advice("Mottakerens e-posttjener ba oss prøve igjen senere", "Ikke noe: det ble prøvd igjen."),
    Reason.NO_FREE_CONNECTION: Advice(
        "Ingen ledig forbindelse til e-posttjeneren", "Øk SMTP__CONNECTIONS om det skjer ofte."
    ),
    Reason.CLOSED: Advice("Forbindelsen ble stengt før meldingen var levert fra oss", "Ikke noe: det ble prøvd igjen."),
    Reason.TIMEOUT: Advice("Leverandøren svarte ikke i tide", _PASSING),
    Reason.DROPPED: Advice("Forbindelsen ble brutt før svaret kom", _PASSING),
    Reason.UNREADABLE: Advice("Svaret kunne ikke leses", _SUPPLIER),
    Reason.NO_ID: Advice("Leverandøren svarte uten å si hvilken melding det gjaldt", _SUPPLIER),
    Reason.SERVER_ERROR: Advice("Feil hos leverandøren", _SUPPLIER),
    Reason.UNEXPECTED: Advice("Leverandøren svarte på en måte vi ikke kjenner", _SUPPLIER),
    "node died": Advice(
        "Dispatcher ble avbrutt midt i sendingen", "Finn ut hvorfor maskinen eller programmet stoppet."
    ),
    "ledger unavailable": Advice("Databasen kunne ikke skrives til", "Sjekk diskplassen på maskinen."),
}


def advice(reason: str) -> Advice:
    """Words for a reason; one that nobody has put into words stands as it is."""
    found = ADVICE.get(reason) or Advice(reason or "Ukjent grunn", "Se loggen, og spør leverandøren.")
    return Advice(say(found.what), say(found.todo))
