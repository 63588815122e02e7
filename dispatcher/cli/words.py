"""The states and names of the house in Norwegian, and times and money as people here read them."""

from __future__ import annotations

from datetime import datetime

from dispatcher.cli.telling import number
from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import STATE_WORDS

STATES = {str(state): words for state, words in STATE_WORDS.items()}
MODES = {"real": "SKARPT", "exercise": "ØVELSE", "test": "VARSLINGSPRØVE"}
UNDER_WAY = frozenset({"approved", "sending"})
START_NODE = "Start den: dispatcher serve"
NO_NODE = f"Ingen node kjører, så ingenting sendes. {START_NODE}"
ALARM = "ALARM: {words}"
KINDS = {
    "first": "første varsel",
    "update": "oppdatering",
    "correction": "rettelse",
    "all-clear": "faren over",
    "retraction": "tilbaketrekking",
    "service": "tjenestemelding",
}
CHANNELS = {
    "sms": "SMS",
    "email": "e-post",
    "banner": "nettside",
    "push": "push",
    "app": "app",
    "voice": "telefon",
    "task": "oppgave",
    "chat": "chat for ansatte",
}
CLASSES = {
    "leader": "Ledere",
    "staff": "Ansatte",
    "press": "Presse",
    "citizen": "Innbyggere",
    "public": "Alle",
}
LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "engelsk", "se": "nordsamisk"}
DELIVERIES = {
    "waiting": "venter",
    "sending": "sendes",
    "accepted": "sendt",
    "delivered": "framme",
    "failed": "feilet",
    "unsure": "usikre",
    "skipped": "utelatt",
}


def under_way_without_node(node_runs: bool) -> str:  # noqa: FBT001  it reads as what it says
    """What to say of something that should be sent now; nothing when there is a node to send it."""
    return "" if node_runs else NO_NODE


def is_moment(written: str) -> bool:
    """Whether it is a date with a clock and a zone; «25.11» and «2026-11-25» are not."""
    try:
        return datetime.fromisoformat(written).tzinfo is not None
    except ValueError:
        return False


def clock(rfc3339: str) -> str:
    """«22.11 kl 03.12»."""
    return f"{datetime.fromisoformat(rfc3339).astimezone(OSLO):%d.%m kl %H.%M}"


def clock_time(rfc3339: str) -> str:
    """«kl 06.15»."""
    return f"{datetime.fromisoformat(rfc3339).astimezone(OSLO):kl %H.%M}"


def with_day(moment: datetime, now: datetime) -> str:
    """«21.11 kl 02.50 (i går)»."""
    days = (now.astimezone(OSLO).date() - moment.astimezone(OSLO).date()).days
    named = {-1: " (i morgen)", 0: " (i dag)", 1: " (i går)"}.get(days, "")
    return clock(moment.isoformat()) + named


def to_the_second(rfc3339: str) -> str:
    """«22.11 kl 03.12.05»."""
    return f"{datetime.fromisoformat(rfc3339).astimezone(OSLO):%d.%m kl %H.%M.%S}"


def time_of_day(rfc3339: str) -> str:
    """«03.12.05»."""
    return f"{datetime.fromisoformat(rfc3339).astimezone(OSLO):%H.%M.%S}"


def duration(seconds: float) -> str:
    """«40 s», «17 min», «2 t 5 min», «24 t»."""
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    minutes = round(whole / 60)
    if minutes < 120:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} t {rest} min" if rest else f"{hours} t"


def kroner(amount: float) -> str:
    """«1 234,50 kr»."""
    return f"{number(amount, 2)} kr"
