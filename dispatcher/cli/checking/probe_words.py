"""A route that does not work, in the words of whoever must mend it before the night: what, what of it, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dispatcher.channels.reasons import Reason
from dispatcher.domain.states import ChannelName
from dispatcher.evaluation.reason_words import advice

if TYPE_CHECKING:
    from dispatcher.ports import Channel

NETWORK: Final = frozenset(
    {
        Reason.DNS,
        Reason.NO_CONNECTION,
        Reason.CONNECT_TIMEOUT,
        Reason.TIMEOUT,
        Reason.DROPPED,
        Reason.TLS,
        Reason.SLOW_DOWN,
        Reason.DEFERRED,
        Reason.SERVER_ERROR,
    }
)
"""What passes by itself, or is this machine's own network: no fault of the set-up can be claimed."""

_WHO: Final = {
    ChannelName.SMS: "Twilio",
    ChannelName.VOICE: "Twilio",
    ChannelName.EMAIL: "E-posttjeneren",
    ChannelName.APP: "Google (FCM)",
}
_LOST: Final = {
    ChannelName.SMS: "Ingen SMS",
    ChannelName.EMAIL: "Ingen e-post",
    ChannelName.APP: "Ingen app-varsler",
    ChannelName.VOICE: "Ingen oppringninger",
}
_KEYS: Final = {
    ChannelName.SMS: "ACCOUNT_SID og AUTH_TOKEN hører ikke sammen, eller nøkkelen er byttet ut. "
    "Hent begge på nytt fra Twilios konsoll.",
    ChannelName.EMAIL: "Se etter USERNAME og PASSWORD, og om passordet er utløpt eller kontoen låst.",
    ChannelName.APP: "Lag en ny nøkkelfil i Firebase, og se etter at kontoen har lov til å sende.",
}
_ASKED_FOR: Final = {
    Reason.SUSPENDED: "Kontoen er sperret. Ring leverandøren nå. Ofte er det en ubetalt regning.",
    Reason.TRIAL: "Kontoen er en prøvekonto og når bare numre som er bekreftet på den. Oppgrader den.",
    Reason.CERTIFICATE: "Sertifikatet er ikke gyldig. Se etter at adressen er riktig. Ikke slå av kontrollen.",
    Reason.NO_TLS: "Tjeneren tilbyr ikke kryptering. Spør leverandøren om SECURITY skal være starttls eller tls.",
}
_ELSEWHERE: Final = "Det som svarte, er ikke det vi venter. Se etter at adressen og porten i innstillingene er riktige."
_SETTINGS: Final = {
    ("twilio", Reason.CREDENTIALS): "AUTH_TOKEN",
    ("smtp", Reason.CREDENTIALS): "PASSWORD",
    ("fcm", Reason.CREDENTIALS): "CREDENTIALS_FILE",
    ("smtp", Reason.NO_TLS): "SECURITY",
    ("twilio", Reason.SUSPENDED): "ACCOUNT_SID",
    ("twilio", Reason.TRIAL): "ACCOUNT_SID",
}
_ADDRESS: Final = {"twilio": "BASE_URL", "smtp": "HOST", "fcm": "BASE_URL"}


def setting_of(provider: str, reason: str) -> str:
    """The setting to look at: of ``twilio-backup`` those that begin with DISPATCHER_TWILIO_BACKUP."""
    kind = provider.partition("-")[0]
    name = _SETTINGS.get((kind, Reason(reason)) if reason in set(Reason) else ("", Reason.UNKNOWN))
    name = name or _ADDRESS.get(kind, "")
    return f"DISPATCHER_{provider.replace('-', '_').upper()}__{name}"


def trouble(channel: Channel, reason: str, *, others: bool) -> str:
    """What it costs, what is wrong, what to do, in that order. ``others``: another route of the channel works."""
    who = _WHO.get(channel.name, channel.provider)
    if reason in NETWORK:
        todo = "Se etter at maskinen har nett og at adressen er riktig, og kjør «dispatcher check» igjen."
        return f"{who} kunne ikke prøves ({advice(reason).what.lower()}). {todo}"
    if reason == Reason.CREDENTIALS:
        why = f"{who} slipper oss ikke inn. {_KEYS.get(channel.name, advice(reason).todo)}"
    else:
        why = f"{who} tar ikke imot. {_ASKED_FOR.get(Reason(reason), _ELSEWHERE)}"
    if others:
        return f"{why} Den andre ruten virker og tar over, men da har dere ingen i reserve."
    return f"{_LOST.get(channel.name, 'Ingenting')} går ut før dette er rettet. {why}"
