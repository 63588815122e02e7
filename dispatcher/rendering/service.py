"""Texts to persons of the plan's roles: fixed, versioned, never to citizens. A name they lack is a fault at load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dispatcher.domain.alarm import Cause
from dispatcher.domain.answers import APPROVAL_CALL, CALL_IN, CALL_IN_CALL, PRACTICE_CALL
from dispatcher.domain.plan import Plan
from dispatcher.domain.states import AlertKind, ChannelName, Mode
from dispatcher.rendering.subset import Compiled
from dispatcher.rendering.template_file import FOLDER, Reader, TemplateFile

SERVICE = "service"
ALARM = frozenset({"scenario", "address", "number"})
APPROVAL_PUSH = "approval-push"
LACKS = ("uncleared", "odd", "no_code", "drafts")
"""What an approver must know before they open it: empty where there is nothing."""
SERVICE_VALUES: Mapping[str, frozenset[str]] = {
    "approval-request": frozenset({"scenario", "kind", "people", "area", "text", "by", *LACKS, "address", "number"}),
    APPROVAL_PUSH: frozenset({"scenario", "kind"}),
    "approval-again": frozenset({"scenario", "kind", "minutes", "by", "address", "number"}),
    "approved-orally": frozenset({"scenario", "kind", "since", "by", "alert", "address", "number"}),
    "approved-beforehand": frozenset({"scenario", "kind", "people", "area", "by", "alert", "address", "number"}),
    "approved-alone": frozenset({"scenario", "kind", "people", "area", "by", "alert", "address", "number"}),
    "promise-soon": frozenset({"scenario", "due", "minutes", "address", "number"}),
    "promise-late": frozenset({"scenario", "due", "minutes", "address", "number"}),
    "expired-still-public": frozenset({"scenario", "since", "address", "number"}),
    "task-request": frozenset(
        {"scenario", "brief", "tasks", "text", "instead_of", "reply", "first", "address", "number"}
    ),
    "task-nobody": frozenset({"scenario", "brief", "tasks", "address", "number"}),
    "task-withdrawn": frozenset({"scenario", "brief", "tasks", "address", "number"}),
    "practice": frozenset({"address", "number"}),
    Cause.STALLED.service_key: frozenset({"alert", "wave", "count", "minutes", *ALARM}),
    Cause.LANE_PAUSED.service_key: frozenset({"alert", "channel", "count", *ALARM}),
    Cause.ROUTE_BROKEN.service_key: frozenset({"channel", *ALARM}),
    Cause.UNSURE_ASKS.service_key: frozenset({"alert", "count", *ALARM}),
    Cause.TASKS_LATE.service_key: frozenset({"alert", "count", *ALARM}),
    Cause.GATE_BY_CLOCK.service_key: frozenset({"alert", "wave", *ALARM}),
    Cause.DISK.service_key: frozenset({"free", *ALARM}),
    Cause.CLOCK.service_key: ALARM,
    Cause.EMERGENCY.service_key: frozenset({"user", *ALARM}),
    APPROVAL_CALL: frozenset({"scenario"}),
    PRACTICE_CALL: frozenset(),
    CALL_IN: frozenset({"scenario", "meet", "reply", "address", "number"}),
    CALL_IN_CALL: frozenset({"scenario", "meet"}),
    "approval-code": frozenset({"scenario", "people", "text", "by", "code", "reply", "number"}),
    "approval-echo": frozenset({"scenario", "by", "since", "yes", "no", "reply", "number"}),
    "sms-answer": frozenset({"said", "number"}),
    "task-answer": frozenset(
        {"done", "cannot", "since", "foreign", "over", "unclear", "ahead", "open", "called", "number"}
    ),
}
"""Every text there is, and exactly what whoever sends it gives."""

WORDED = frozenset({"kind", "channel"})
"""Values that are keys of ours, said in each language's own words."""
MOMENTS = frozenset({"due", "since"})
"""Values in RFC 3339, printed as each language writes time."""
GIVEN = frozenset({"sender", "short", "mode"})
"""What every text may ask for without being given it."""
FORMS = frozenset({"sms", "subject", "email"})
SAID = frozenset({"voice"})
BY_SMS = frozenset({"approval-code", "approval-echo", "sms-answer", "task-answer"})
"""Texts that go by SMS alone, for they are answered so or answer such."""
CALLS = frozenset({APPROVAL_CALL, CALL_IN_CALL, PRACTICE_CALL})
"""Texts that are read aloud, and have no other form."""
BY_PUSH = frozenset({APPROVAL_PUSH})
"""Texts that a locked screen shows to whoever looks at it: they name nobody."""
_WORDS = frozenset(member.value for machine in (Mode, AlertKind, ChannelName) for member in machine)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTexts:
    """The texts of one language, by key and form, and the words for modes, kinds of alert and channels."""

    version: str
    words: Mapping[str, str]
    texts: Mapping[str, Mapping[str, Compiled]]


def load_service(reader: Reader, plan: Plan) -> dict[str, ServiceTexts]:
    """The texts of every language of the plan; what is wrong with them is among the reader's faults."""
    found = {language: _language(reader, language) for language in plan.municipality.languages}
    versions = {texts.version for texts in found.values() if texts.version}
    if len(versions) > 1:
        told = ", ".join(f"{language}: {texts.version}" for language, texts in found.items())
        reader.yaml(f"{FOLDER}/{SERVICE}/{plan.municipality.language}.yaml").fault(
            ("version",), f"Språkene har ulike versjoner ({told}). Oppdater dem sammen."
        )
    return found


def check_given(key: str, values: Mapping[str, str]) -> None:
    """Raises ValueError unless the values are those of the text: found the first time its sender is tried."""
    if key not in SERVICE_VALUES:
        raise ValueError(f"no service text {key!r}; there are: {', '.join(SERVICE_VALUES)}")
    missing, unknown = SERVICE_VALUES[key] - set(values), set(values) - SERVICE_VALUES[key]
    if missing or unknown:
        raise ValueError(f"service text {key!r}: missing {sorted(missing)}, unknown {sorted(unknown)}")


def moment_of(name: str, value: str) -> datetime | None:
    """The moment a value is, if its name says that it is one."""
    return datetime.fromisoformat(value) if name in MOMENTS and value else None


def forms_of(key: str) -> frozenset[str]:
    """The forms that a text has."""
    if key in BY_PUSH:
        return frozenset({"subject", "push"})
    if key in BY_SMS:
        return frozenset({"sms"})
    return SAID if key in CALLS else FORMS


def form_of(channel: ChannelName) -> str:
    """Raises ValueError for a channel no person has an address on."""
    if channel not in {ChannelName.SMS, ChannelName.EMAIL, ChannelName.VOICE, ChannelName.PUSH}:
        raise ValueError(f"a service message goes by sms, email, voice or push, not {channel}")
    return channel.value


def _language(reader: Reader, language: str) -> ServiceTexts:
    file = reader.yaml(f"{FOLDER}/{SERVICE}/{language}.yaml")
    file.check_keys((), {"version", "words", "texts"})
    file.check_keys(("words",), _WORDS)
    file.check_keys(("texts",), SERVICE_VALUES)
    written = file.at(("texts",))
    return ServiceTexts(
        version=str(file.at(()).get("version") or ""),
        words={key: str(word) for key, word in file.at(("words",)).items()},
        texts={key: _forms(file, key) for key in SERVICE_VALUES if key in written},
    )


def _forms(file: TemplateFile, key: str) -> Mapping[str, Compiled]:
    file.check_keys(("texts", key), forms_of(key))
    return file.texts(("texts", key), SERVICE_VALUES[key] | GIVEN)
