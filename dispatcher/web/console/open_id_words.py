"""What the municipality's own sign-in says, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

OPEN_ID: Final[dict[str, tuple[str, str, str]]] = {
    "open-id": ("Logg inn med {name}", "Logg inn med {name}", "Sign in with {name}"),
    "open-id-or": ("eller", "eller", "or"),
    "emergency": ("Nødinnlogging", "Naudinnlogging", "Emergency sign-in"),
    "emergency-link": (
        "Virker ikke innloggingen? Bruk nødinnlogging.",
        "Verkar ikkje innlogginga? Bruk naudinnlogging.",
        "Does signing in not work? Use the emergency sign-in.",
    ),
    "emergency-title": (
        "Bare når {name} ikke virker",
        "Berre når {name} ikkje verkar",
        "Only when {name} does not work",
    ),
    "emergency-more": (
        "Du logger inn med passord og kode. Det skrives i loggen, og kriseledelsen får alarm med navnet ditt.",
        "Du loggar inn med passord og kode. Det blir skrive i loggen, og kriseleiinga får alarm med namnet ditt.",
        "You sign in by password and code. It is written in the log, and the crisis team gets an alarm with your name.",
    ),
    "stranger": (
        "Du er ikke knyttet til en bruker",
        "Du er ikkje knytt til ein brukar",
        "You are not tied to an account",
    ),
    "stranger-more": (
        "{name} kjenner deg, men varslingen vet ikke hvilken bruker du er. Gi denne koden til den som styrer brukerne.",
        "{name} kjenner deg, men varslinga veit ikkje kva brukar du er. Gi denne koden til den som styrer brukarane.",
        "{name} knows you, but the alerts do not know which account is yours. Give this code to the administrator.",
    ),
    "stranger-admin": (
        "Den som styrer brukerne, kjører dette på tjeneren, med brukernavnet ditt og koden:",
        "Den som styrer brukarane, køyrer dette på tenaren, med brukarnamnet ditt og koden:",
        "The administrator runs this on the server, with your user name and the code:",
    ),
    "stranger-name": ("NAVN", "NAMN", "NAME"),
    "stranger-code": ("KODE", "KODE", "CODE"),
    "stranger-own": (
        "Kommer du inn med passkey, kan du gjøre det selv under Min konto.",
        "Kjem du inn med passkey, kan du gjere det sjølv under Kontoen min.",
        "If you can sign in with a passkey, you can do it yourself under My account.",
    ),
    "open-id-account": ("Felles innlogging", "Felles innlogging", "Shared sign-in"),
    "open-id-tied": (
        "Du kan logge inn med {name}.",
        "Du kan logge inn med {name}.",
        "You can sign in with {name}.",
    ),
    "open-id-untied": (
        "Knytt brukeren til {name}, så logger du inn som ellers på jobb.",
        "Knyt brukaren til {name}, så loggar du inn som elles på jobb.",
        "Tie the account to {name}, and sign in as you do elsewhere at work.",
    ),
    "open-id-tie": ("Knytt til felles innlogging", "Knyt til felles innlogging", "Tie to the shared sign-in"),
    "open-id-untie": ("Fjern knytningen", "Fjern knytinga", "Remove the tie"),
    "open-id-go": ("Fortsett til {name}", "Hald fram til {name}", "Continue to {name}"),
    "open-id-go-more": (
        "Du logger inn der én gang til, så vi er sikre på hvem du er. Etterpå kommer du tilbake hit.",
        "Du loggar inn der éin gong til, så vi er sikre på kven du er. Etterpå kjem du tilbake hit.",
        "You sign in there once more, so that we are sure who you are. Afterwards you come back here.",
    ),
    "open-id-confirm": ("Bekreft med {name}", "Stadfest med {name}", "Confirm with {name}"),
    "open-id-confirm-more": (
        "Da kommer du tilbake til siden du var på, og trykker én gang til der.",
        "Då kjem du tilbake til sida du var på, og trykkjer éin gong til der.",
        "You then come back to the page you were on, and press once more there.",
    ),
}
