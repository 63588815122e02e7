"""What is said where somebody decides on another's screen, or alone, in bokmål, nynorsk and English."""

from __future__ import annotations

from typing import Final

HERE: Final[dict[str, tuple[str, str, str]]] = {
    "beside": ("Godkjenn på denne skjermen", "Godkjenn på denne skjermen", "Approve on this screen"),
    "beside-lead": (
        (
            "{name} er logget inn her og forblir det. Du som godkjenner, leser alt og viser nederst hvem du er. "
            "Det gjelder bare dette ene varselet, og ingenting av deg blir igjen på maskinen."
        ),
        (
            "{name} er logga inn her og blir verande det. Du som godkjenner, les alt og viser nedst kven du er. "
            "Det gjeld berre dette eine varselet, og ingenting av deg blir att på maskina."
        ),
        (
            "{name} is signed in here and stays so. You who approve read all of it and show below who you are. "
            "It is for this one alert only, and nothing of you stays on this machine."
        ),
    ),
    "beside-who": ("Du som godkjenner", "Du som godkjenner", "You who approve"),
    "beside-passkey": (
        "Med passkeyen din. Er den på telefonen din, så velg «annen enhet».",
        "Med passkeyen din. Er han på telefonen din, så vel «anna eining».",
        "With your passkey. If it is on your phone, choose “another device”.",
    ),
    "beside-password": ("Bruk passord og kode", "Bruk passord og kode", "Use a password and a code"),
    "alone": (
        "Godkjenn alene: ingen svarer",
        "Godkjenn åleine: ingen svarar",
        "Approve alone: nobody answers",
    ),
    "alone-lead": (
        (
            "Bare når liv er i fare og ingen av dem som kan godkjenne, svarer. Det står rødt i loggen og rapporten "
            "for alltid. Alle som kan godkjenne, får vite det og må bekrefte eller stoppe."
        ),
        (
            "Berre når liv er i fare og ingen av dei som kan godkjenne, svarar. Det står raudt i loggen og rapporten "
            "for alltid. Alle som kan godkjenne, får vite det og må stadfeste eller stoppe."
        ),
        (
            "Only when lives are in danger and none of those who may approve answers. It stands in red in log and "
            "report for ever. All who may approve are told, and must confirm or stop it."
        ),
    ),
    "alone-why": (
        "Hvorfor kan det ikke vente?",
        "Kvifor kan det ikkje vente?",
        "Why can it not wait?",
    ),
    "alone-send": ("Godkjenn alene og send", "Godkjenn åleine og send", "Approve alone and send"),
    "alone-send-exercise": ("Godkjenn øvelsen alene", "Godkjenn øvinga åleine", "Approve the exercise alone"),
    "alone-not": ("Ingen kan godkjenne det alene nå", "Ingen kan godkjenne det åleine no", "Nobody may be alone now"),
    "alone-given": (
        "GODKJENT ALENE av {name}, {at}",
        "GODKJENT ÅLEINE av {name}, {at}",
        "APPROVED ALONE by {name}, {at}",
    ),
    "alone-unconfirmed": (
        "Ingen av dem som kan godkjenne, har bekreftet det ennå.",
        "Ingen av dei som kan godkjenne, har stadfesta det enno.",
        "None of those who may approve has confirmed it yet.",
    ),
    "alone-confirmed": (
        "Bekreftet av {name}, {at}.",
        "Stadfesta av {name}, {at}.",
        "Confirmed by {name}, {at}.",
    ),
    "confirm": ("Bekreft det som er sendt", "Stadfest det som er sendt", "Confirm what was sent"),
    "confirm-stands": (
        "Du står da bak varselet. Er det feil, så stopp det eller sett det på pause.",
        "Du står då bak varselet. Er det feil, så stopp det eller set det på pause.",
        "You then stand behind the alert. If it is wrong, stop or pause it.",
    ),
    "confirm-follow": ("Følg, pause eller stopp det", "Følg, pause eller stopp det", "Follow, pause or stop it"),
    "confirm-read": ("Les og bekreft", "Les og stadfest", "Read and confirm"),
}
