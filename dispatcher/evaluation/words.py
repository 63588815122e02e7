"""Norwegian as a report writes it: numbers, shares, times in Oslo, durations. Pure functions of milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime

from dispatcher.domain.alarm import Cause
from dispatcher.domain.moments import OSLO
from dispatcher.domain.states import AlertKind, AlertState, AudienceClass, ChannelName, DeliveryState, Fate, Mode
from dispatcher.evaluation.language import say

SPACE = "\u00a0"
SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000

MODES: dict[str, str] = {Mode.REAL: "skarp", Mode.EXERCISE: "øvelse", Mode.TEST: "varslingsprøve"}
MARKS: dict[str, str] = {Mode.REAL: "", Mode.EXERCISE: "ØVELSE", Mode.TEST: "ØVELSE – VARSLINGSPRØVE"}
KINDS: dict[str, str] = {
    AlertKind.FIRST: "første melding",
    AlertKind.UPDATE: "oppdatering",
    AlertKind.CORRECTION: "rettelse",
    AlertKind.ALL_CLEAR: "faren over",
    AlertKind.RETRACTION: "tilbaketrekking",
}
STATES: dict[str, str] = {
    AlertState.DRAFT: "et utkast som aldri ble sendt inn",
    AlertState.SUBMITTED: "sendt inn, venter på godkjenning",
    AlertState.RETURNED: "returnert for endring",
    AlertState.REJECTED: "avvist, ble ikke sendt",
    AlertState.APPROVED: "godkjent, sendingen har ikke begynt",
    AlertState.SENDING: "under utsending",
    AlertState.DONE: "ferdig sendt",
    AlertState.STOPPED: "stoppet",
    AlertState.EXPIRED: "utløpt",
}
CHANNELS: dict[str, str] = {
    ChannelName.SMS: "SMS",
    ChannelName.EMAIL: "e-post",
    ChannelName.BANNER: "nettside",
    ChannelName.PUSH: "push i nettleser",
    ChannelName.APP: "appen",
    ChannelName.VOICE: "telefon",
    ChannelName.TASK: "oppgaver",
    ChannelName.CHAT: "chat for ansatte",
}
SENT: dict[str, str] = CHANNELS | {ChannelName.PUSH: "push", ChannelName.APP: "varsler i appen"}
PROVIDERS: dict[str, str] = {
    "twilio": "Twilio",
    "twilio-backup": "reservekontoen hos Twilio",
    "smtp": "e-posttjeneren",
    "smtp-backup": "reservetjeneren for e-post",
    "webpush": "push-tjenestene",
    "fcm": "Firebase",
    "chat": "chatten",
    "banner": "nettsiden",
    "capture": "fangsten",
}
CLASSES: dict[str, str] = {
    AudienceClass.LEADER: "ledere og folkevalgte",
    AudienceClass.STAFF: "ansatte",
    AudienceClass.PRESS: "presse",
    AudienceClass.CITIZEN: "innbyggere",
    AudienceClass.PUBLIC: "alle (nettsiden)",
}
LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "engelsk", "se": "nordsamisk", "uk": "ukrainsk", "pl": "polsk"}
SEVEN: dict[str, str] = {
    DeliveryState.WAITING: "venter",
    DeliveryState.SENDING: "sendes nå",
    DeliveryState.ACCEPTED: "godtatt",
    DeliveryState.DELIVERED: "levert",
    DeliveryState.FAILED: "feilet",
    DeliveryState.UNSURE: "usikre",
    DeliveryState.SKIPPED: "ikke sendt",
}
OPENED_BY = {
    "approval": "ved godkjenning",
    "share": "andelen i planen var nådd",
    "clock": "lengste ventetid var ute",
    "immediate": "straks, fordi det hastet",
    "empty": "bølgen foran hadde ingen mottakere",
    "hold": "tiden den var holdt tilbake til, var kommet",
    "external-now": "noen bestemte at innbyggerne ikke kunne vente",
}
ALARMS: dict[str, str] = {
    Cause.STALLED: "at sendingen sto stille",
    Cause.LANE_PAUSED: "en tekst som leverandøren avviste",
    Cause.ROUTE_BROKEN: "en vei ut som var brutt",
    Cause.UNSURE_ASKS: "usikre meldinger som noen må avgjøre",
    Cause.TASKS_LATE: "oppgaver som ikke var krysset av i tide",
    Cause.GATE_BY_CLOCK: "en bølge som åpnet fordi tiden var ute",
    Cause.DISK: "databasen eller disken",
    Cause.CLOCK: "klokken på maskinen",
    Cause.EMERGENCY: "en nødinnlogging",
}
FATES: dict[str, str] = {
    Fate.KEPT: "de som fikk forrige melding",
    Fate.ADDED: "de som er kommet til",
    Fate.RELEASED: "de det ikke lenger gjelder",
    Fate.RETRACTED: "hvis varselet måtte trekkes tilbake",
}
SKIPPED = {
    "no address": "personen har ingen adresse for kanalen",
    "bad address": "adressen i listen kan ikke brukes",
    "covered": "deler nummer eller e-post med en annen: meldingen ble sendt én gang",
    "stopped": "varselet ble stoppet",
    "expired": "varselet utløp",
    "superseded": "en nyere melding gjaldt i stedet",
    "not needed": "personen var varslet på en annen kanal",
    "never told": "hadde aldri fått det første varselet",
    "silent unit": "stille enhet: telefoner der skulle ikke ringe",
}


def number(count: int) -> str:
    """8 034, with a space that does not break."""
    return f"{count:,}".replace(",", SPACE)


def decimal(value: float, digits: int = 1) -> str:
    """1 234,5."""
    return f"{value:,.{digits}f}".replace(",", SPACE).replace(".", ",")


def kroner(amount: float) -> str:
    return f"{decimal(amount, 2)}{SPACE}kr"


def share(part: int, whole: int) -> str:
    """97,2 %. Never rounded to all or to none when it is neither."""
    if not whole:
        return "–"
    tenths = round(1000 * part / whole)
    if part < whole:
        tenths = min(tenths, 999)
    if part > 0:
        tenths = max(tenths, 1)
    whole_number = tenths % 10 == 0
    text = str(tenths // 10) if whole_number else f"{tenths // 10},{tenths % 10}"
    return f"{text}{SPACE}%"


def ratio(value: float) -> str:
    """A share of the plan: 90 %."""
    return f"{decimal(100 * value, 0 if float(100 * value).is_integer() else 1)}{SPACE}%"


def of(part: int, whole: int) -> str:
    """7 812 av 8 034 (97,2 %)."""
    return f"{number(part)} av {number(whole)} ({share(part, whole)})" if whole else say("ingen")


def plural(count: int, one: str, more: str) -> str:
    return f"{number(count)} {say(one if count == 1 else more)}"


def people(count: int) -> str:
    return plural(count, "person", "personer")


def oslo(milliseconds: int) -> datetime:
    """The moment on a clock in Norway."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(OSLO)


def clock(milliseconds: int, *, seconds: bool = True) -> str:
    """03.22.10, or 03.22 for what a person wrote down."""
    return oslo(milliseconds).strftime("%H.%M.%S" if seconds else "%H.%M")


def day(milliseconds: int) -> str:
    """22.11.2026."""
    return oslo(milliseconds).strftime("%d.%m.%Y")


def stamp(milliseconds: int, *, seconds: bool = True) -> str:
    """22.11.2026 kl. 03.22.10."""
    return f"{day(milliseconds)} {say('kl.')}{SPACE}{clock(milliseconds, seconds=seconds)}"


def clock_on(milliseconds: int, opened: int, *, seconds: bool = True) -> str:
    """A clock time; with its date where that is another day than ``opened``: 24.11. 03.22.10."""
    time = clock(milliseconds, seconds=seconds)
    return time if day(milliseconds) == day(opened) else f"{oslo(milliseconds).strftime('%d.%m.')}{SPACE}{time}"


def duration(milliseconds: int) -> str:
    """0,8 s · 45 s · 3 min 20 s · 38 min · 1 t 12 min · 2 d 3 t. The size only: words say before or after."""
    size = abs(milliseconds)
    if size < 10 * SECOND:
        tenths = round(size / 100)
        return f"{tenths // 10},{tenths % 10}{SPACE}s"
    if round(size / SECOND) < 60:
        return f"{round(size / SECOND)}{SPACE}s"
    if size < 10 * MINUTE:
        return _two(round(size / SECOND), 60, "min", "s")
    if round(size / MINUTE) < 60:
        return f"{round(size / MINUTE)}{SPACE}min"
    if size < DAY:
        return _two(round(size / MINUTE), 60, "t", "min")
    return _two(round(size / HOUR), 24, "d", "t")


def _two(count: int, per: int, large: str, small: str) -> str:
    rest = f" {count % per}{SPACE}{small}" if count % per else ""
    return f"{count // per}{SPACE}{large}{rest}"


def listed(words: list[str]) -> str:
    """a, b og c."""
    return " og ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def sentence(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """With one full stop; words that are quoted may have it already."""
    return text if text.endswith(".»") else f"{text.rstrip('.')}."


def lowered(text: str) -> str:
    """To stand inside a sentence; an abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
