"""What the console says, in bokmål, nynorsk and English side by side; times as people write them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from babel.dates import format_datetime

from dispatcher.domain.moments import OSLO
from dispatcher.web.console.approval_words import APPROVAL
from dispatcher.web.console.archive_words import ARCHIVE
from dispatcher.web.console.copies_words import COPIES
from dispatcher.web.console.desk_words import DESK
from dispatcher.web.console.evaluation_words import EVALUATION, MEASURE
from dispatcher.web.console.here_words import HERE
from dispatcher.web.console.incident_words import INCIDENT
from dispatcher.web.console.live_words import LIVE
from dispatcher.web.console.map_words import MAP
from dispatcher.web.console.new_words import NEW
from dispatcher.web.console.open_id_words import OPEN_ID
from dispatcher.web.console.plan_words import PLAN
from dispatcher.web.console.print_words import PRINT
from dispatcher.web.console.privacy_words import PRIVACY
from dispatcher.web.console.proposal_words import PROPOSAL
from dispatcher.web.console.recipient_words import RECIPIENT
from dispatcher.web.console.start_words import START
from dispatcher.web.console.year_words import YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LANGUAGES: Final = ("nb", "nn", "en")
PATTERNS: Final = {"nb": "d. MMMM 'kl.' HH.mm", "nn": "d. MMMM 'kl.' HH.mm", "en": "d MMMM 'at' HH:mm"}

FRAME: Final[dict[str, tuple[str, str, str]]] = {
    "skip": ("Hopp til innholdet", "Hopp til innhaldet", "Skip to content"),
    "product": ("Varsling", "Varsling", "Alerts"),
    "exercise": ("ØVELSE – ingen får dette", "ØVELSE – ingen får dette", "ØVELSE (exercise) – nobody gets this"),
    "own-account": ("Min konto", "Kontoen min", "My account"),
    "sign-out": ("Logg ut", "Logg ut", "Sign out"),
    "sign-out-everywhere": ("Logg ut overalt", "Logg ut overalt", "Sign out everywhere"),
    "back": ("Tilbake", "Tilbake", "Back"),
    "start-again": ("Til innloggingen", "Til innlogginga", "To the sign-in page"),
    "went-wrong": ("Det gikk ikke", "Det gjekk ikkje", "That did not work"),
    "error": ("Feil", "Feil", "Error"),
}
SIGN_IN: Final[dict[str, tuple[str, str, str]]] = {
    "sign-in": ("Logg inn", "Logg inn", "Sign in"),
    "waits": ("Noe venter på deg", "Noko ventar på deg", "Something is waiting for you"),
    "waits-more": (
        "Logg inn, så ser du hva det er.",
        "Logg inn, så ser du kva det er.",
        "Sign in to see what it is.",
    ),
    "passkey": ("Logg inn med passkey", "Logg inn med passkey", "Sign in with a passkey"),
    "passkey-more": (
        "Fingeren, ansiktet eller koden du låser opp telefonen med.",
        "Fingeren, ansiktet eller koden du låser opp telefonen med.",
        "The finger, face or code you unlock your phone with.",
    ),
    "passkey-named": (
        "Passkey virker bare når siden er åpnet på localhost. Åpne den der.",
        "Passkey verkar berre når sida er opna på localhost. Opne ho der.",
        "Passkeys work only when the page is opened at localhost. Open it there.",
    ),
    "passkey-failed": (
        "Det ble avbrutt, eller denne enheten har ingen passkey her. Prøv igjen, eller bruk passord.",
        "Det vart avbrote, eller denne eininga har ingen passkey her. Prøv igjen, eller bruk passord.",
        "It was cancelled, or this device has no passkey here. Try again, or use your password.",
    ),
    "passkey-noscript": (
        "Passkey krever at JavaScript er slått på. Du kan bruke passord og kode.",
        "Passkey krev at JavaScript er slått på. Du kan bruke passord og kode.",
        "Passkeys need JavaScript. You can use your password and a code.",
    ),
    "by-password": ("Bruk passord i stedet", "Bruk passord i staden", "Use a password instead"),
    "name": ("Brukernavn", "Brukarnamn", "User name"),
    "password": ("Passord", "Passord", "Password"),
    "next": ("Neste", "Neste", "Next"),
    "code-title": ("Skriv koden", "Skriv koden", "Enter the code"),
    "code": ("Kode", "Kode", "Code"),
    "code-more": (
        "De seks sifrene i autentiseringsappen, eller en av gjenopprettingskodene dine.",
        "Dei seks sifra i autentiseringsappen, eller ein av gjenopprettingskodane dine.",
        "The six digits in your authenticator app, or one of your recovery codes.",
    ),
    "confirm-title": ("Bekreft at det er deg", "Stadfest at det er deg", "Confirm that it is you"),
    "confirm-more": (
        "Du har valgt: {what}. Det blir gjort med en gang du har bekreftet.",
        "Du har valt: {what}. Det blir gjort med ein gong du har stadfesta.",
        "You have chosen: {what}. It is done as soon as you have confirmed.",
    ),
}
ACCOUNT: Final[dict[str, tuple[str, str, str]]] = {
    "account-title": ("Kontoen til {name}", "Kontoen til {name}", "The account of {name}"),
    "first-title": (
        "Legg til passkey før du går videre",
        "Legg til passkey før du går vidare",
        "Add a passkey before you go on",
    ),
    "first-more": (
        "Et passord alene er ikke nok. Med passkey logger du inn med ett trykk, også klokka tre om natta.",
        "Eit passord åleine er ikkje nok. Med passkey loggar du inn med eitt trykk, også klokka tre om natta.",
        "A password alone is not enough. With a passkey you sign in with one touch, also at three in the morning.",
    ),
    "passkeys": ("Passkeys", "Passkeys", "Passkeys"),
    "passkeys-none": ("Ingen ennå.", "Ingen enno.", "None yet."),
    "passkey-made": ("Lagt til {made}", "Lagd til {made}", "Added {made}"),
    "passkey-used": ("sist brukt {used}", "sist brukt {used}", "last used {used}"),
    "passkey-add": ("Legg til passkey på denne enheten", "Legg til passkey på denne eininga", "Add a passkey here"),
    "remove": ("Fjern", "Fjern", "Remove"),
    "app": ("Autentiseringsapp", "Autentiseringsapp", "Authenticator app"),
    "app-has": ("Den er satt opp.", "Ho er sett opp.", "It is set up."),
    "app-none": (
        "Ikke satt opp. Den er en reserve.",
        "Ikkje sett opp. Ho er ein reserve.",
        "Not set up. It is a spare.",
    ),
    "app-set": ("Sett opp app", "Set opp app", "Set up an app"),
    "app-again": ("Sett opp på nytt", "Set opp på nytt", "Set up again"),
    "app-scan": (
        "Les koden med appen, eller skriv inn nøkkelen under. Skriv så de seks sifrene appen viser.",
        "Les koden med appen, eller skriv inn nøkkelen under. Skriv så dei seks sifra appen viser.",
        "Scan the code with the app, or type in the key below. Then enter the six digits it shows.",
    ),
    "app-qr": ("QR-kode til appen", "QR-kode til appen", "QR code for the app"),
    "app-key": ("Nøkkel", "Nøkkel", "Key"),
    "app-done": ("Lagre appen", "Lagre appen", "Save the app"),
    "recovery": ("Gjenopprettingskoder", "Gjenopprettingskodar", "Recovery codes"),
    "recovery-left": ("Du har {left} igjen.", "Du har {left} att.", "You have {left} left."),
    "recovery-new": ("Lag ti nye koder", "Lag ti nye kodar", "Make ten new codes"),
    "recovery-fresh": ("Nye gjenopprettingskoder", "Nye gjenopprettingskodar", "New recovery codes"),
    "recovery-shown": (
        "Skriv dem ut og legg dem et trygt sted. De vises bare nå, og hver kan brukes én gang.",
        "Skriv dei ut og legg dei ein trygg stad. Dei blir viste berre no, og kvar kan brukast éin gong.",
        "Print them and keep them safe. They are shown only now, and each works once.",
    ),
    "password-old": ("Passordet du har nå", "Passordet du har no", "The password you have now"),
    "password-new": ("Nytt passord", "Nytt passord", "New password"),
    "password-more": (
        "Minst 8 tegn, gjerne en setning. Andre nettlesere blir logget ut.",
        "Minst 8 teikn, gjerne ei setning. Andre nettlesarar blir logga ut.",
        "At least 8 signs, best a sentence. Other browsers are signed out.",
    ),
    "password-change": ("Bytt passord", "Byt passord", "Change password"),
    "browsers": ("Her er du logget inn", "Her er du logga inn", "Where you are signed in"),
    "browser": ("Siden {since}", "Sidan {since}", "Since {since}"),
    "here": ("denne nettleseren", "denne nettlesaren", "this browser"),
}
WORDS: Final = (
    FRAME,
    SIGN_IN,
    ACCOUNT,
    APPROVAL,
    START,
    NEW,
    LIVE,
    INCIDENT,
    DESK,
    COPIES,
    RECIPIENT,
    PLAN,
    YEARS,
    PRINT,
    PRIVACY,
    PROPOSAL,
    HERE,
    ARCHIVE,
    MAP,
    OPEN_ID,
    EVALUATION,
    MEASURE,
)


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Every phrase in one language."""
    place = LANGUAGES.index(language)
    return {key: said[place] for part in WORDS for key, said in part.items()}


def moment(when: datetime | None, language: str) -> str:
    """«22. november kl. 03.14», by Oslo's clock; nothing for never."""
    if when is None:
        return ""
    return format_datetime(when.astimezone(OSLO), PATTERNS[language], tzinfo=OSLO, locale=language)
