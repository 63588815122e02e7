"""What is wrong, in the words that operators see: in lists, the journal and the report. Messages have templates."""

from __future__ import annotations

from datetime import datetime

from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import ChannelName

CHANNEL_WORDS = {
    ChannelName.SMS: "SMS",
    ChannelName.EMAIL: "e-post",
    ChannelName.BANNER: "nettsiden",
    ChannelName.PUSH: "push",
    ChannelName.APP: "appen",
    ChannelName.VOICE: "telefon",
    ChannelName.TASK: "oppgaver",
    ChannelName.CHAT: "chatten",
}


def stalled(alert: str, wave: str, count: int, since: datetime) -> str:
    """Rows wait, and nothing is tried."""
    still = f"ingenting er prøvd siden {_clock(since)}"
    return f"Varsel {alert} står stille: {_messages(count)} venter i bølgen «{wave}», og {still}."


def lane_paused(alert: str, channel: ChannelName, count: int) -> str:
    """A provider does not take the text."""
    stopped = f"Varsel {alert} er stanset på {CHANNEL_WORDS[channel]}: leverandøren avviste teksten"
    return f"{stopped}. {_messages(count)} venter."


def route_broken(channel: ChannelName, provider: str) -> str:
    """Nothing gets through."""
    return f"Veien ut på {CHANNEL_WORDS[channel]} er brutt ({provider}). Meldingene venter, og noden prøver igjen."


def unsure_asks(alert: str, count: int) -> str:
    """A person must decide."""
    return f"Varsel {alert}: {_messages(count)} kan ha kommet fram, men ingen svarte. Avgjør om de skal sendes på nytt."


def tasks_late(alert: str, count: int) -> str:
    """Everybody who could be asked to do them has been."""
    late = "1 oppgave" if count == 1 else f"{count} oppgaver"
    return f"Varsel {alert}: {late} er ikke krysset av innen fristen, og ingen flere kan spørres."


def gate_by_clock(alert: str, wave: str) -> str:
    """The order was kept by the clock alone."""
    return f"Varsel {alert}: bølgen «{wave}» åpnet fordi tiden var ute, ikke fordi de foran var varslet."


def disk(free: str, failed_at: datetime | None) -> str:
    """``failed_at``: a write could not be made. ``free``: MiB."""
    room = f" Det er {free} MiB ledig." if free else ""
    if failed_at is not None:
        return f"Databasen kunne ikke skrives {_clock(failed_at)}. Ingenting er tapt.{room}"
    return f"Disken er snart full.{room}"


def clock(stepped_at: datetime) -> str:
    """Gates and deadlines go by the clock."""
    return f"Klokken på maskinen hoppet {_clock(stepped_at)}. Se over porter og frister, og still klokken."


def emergency(user: str, last: datetime) -> str:
    """Somebody came in by a password."""
    return f"Nødinnlogging: {user} logget inn med passord {_clock(last)}. Spør vedkommende om det stemmer."


def _messages(count: int) -> str:
    return f"{count} melding" if count == 1 else f"{count} meldinger"


def _clock(moment: datetime) -> str:
    return f"kl {moment.astimezone(OSLO):%H.%M}"
