"""What a program may send, as pydantic models: nothing unknown, nothing half understood. OpenAPI is made of these."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from dispatcher.composing.request import Sketch
from dispatcher.domain.desk_queue import Priority
from dispatcher.domain.states import ChannelName, Mode

_RFC3339: Final = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TIME_HELP: Final = "Skriv et tidspunkt med dato, klokkeslett og tidssone, for eksempel 2026-11-22T03:12:00+01:00."


def _moment(written: object) -> datetime:
    if not isinstance(written, str) or not _RFC3339.fullmatch(written):
        raise ValueError(TIME_HELP)
    try:
        moment = datetime.fromisoformat(written.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(TIME_HELP) from None
    if moment.year < 1970:
        raise ValueError(TIME_HELP)
    return moment


def _moment_or_now(written: object) -> datetime | Literal["now"]:
    try:
        return "now" if written == "now" else _moment(written)
    except ValueError as error:
        raise ValueError(f"{error} Eller skriv now for å sende nå.") from None


def _printable(written: str) -> str:
    if _CONTROL.search(written):
        raise ValueError("Teksten har usynlige styretegn som ikke kan sendes. Skriv den på nytt.")
    return written


Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
"""RFC 3339 with seconds and a zone; a naive time could be off by an hour, twice a year."""
HoldUntil = Annotated[
    datetime | Literal["now"],
    BeforeValidator(_moment_or_now),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"const": "now"}]}),
]
"""Until when those outside the municipality wait; *now*: somebody was asked, and said that they do not."""
Words = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_printable)]
Short = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_printable)]
Key = Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable)]
Fields = dict[Key, Words]
Areas = Annotated[list[Key], Field(max_length=1000)]
_KEY = {"type": "string", "maxLength": 200}
ZoneAreas = Annotated[
    Areas,
    BeforeValidator(lambda written: [written] if isinstance(written, str) else written),
    WithJsonSchema({"anyOf": [_KEY, {"type": "array", "items": _KEY, "maxItems": 1000}]}),
]


class Body(BaseModel):
    """A request: strict, frozen, and a name nobody knows is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, strict=True)


class DrawnArea(Body):
    """An area drawn for this alert: a name that stands in its texts, and a Polygon or MultiPolygon of GeoJSON.

    ``key``: what ``areas`` and ``zones`` of this request may call it; without either it is one more area.
    """

    name: Short
    geometry: dict[str, Any]
    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")] | None = None


class Nothing(Body):
    """A request that needs no content."""


class Placed(Body):
    """Where, in areas or zones (a zone's key and its area, or a list of them), and how long to hold it back."""

    areas: Areas = []
    zones: Annotated[dict[Key, ZoneAreas], Field(max_length=100)] = {}
    hold_until: HoldUntil | None = None
    drawn: Annotated[list[DrawnArea], Field(max_length=100)] = []

    @property
    def sketches(self) -> tuple[Sketch, ...]:
        """What was drawn, as the desk takes it."""
        return tuple(Sketch(name=one.name, geometry=one.geometry, key=one.key or "") for one in self.drawn)

    @property
    def zone_areas(self) -> dict[str, tuple[str, ...]]:
        """Each zone with its areas."""
        return {zone: tuple(areas) for zone, areas in self.zones.items()}


class NewAlert(Placed):
    """Open an incident and draft its first alert. Without areas and zones the scenario's own areas are used."""

    scenario: Key
    mode: Annotated[Mode, Field(strict=False)]
    fields: Fields = {}
    known_at: Moment | None = None
    occurred_at: Moment | None = None
    reason: Short | None = None


class FollowUp(Placed):
    """What is new. Fields that are not named stay as in the alert before, where this kind asks for them."""

    fields: Fields = {}


class Correction(FollowUp):
    """``false_alarm``: nothing of it was true."""

    false_alarm: bool = False


class Edit(Body):
    """Change fields, whole texts by their key (citizen.sms.nb, citizen@zone.sms.nb), or the answer about the night.

    What is not named stays.
    """

    fields: Fields = {}
    texts: dict[Key, Words] = {}
    hold_until: HoldUntil | None = None


class Arranging(Body):
    """``leave_out``: every channel of the plan that this alert goes without from now on; empty: all are used."""

    priority: Annotated[Priority | None, Field(strict=False)] = None
    leave_out: list[Annotated[ChannelName, Field(strict=False)]] | None = None


class Propose(Body):
    """Other values of fields and other whole texts, as for an edit. ``fingerprint``: of what was read, as for a yes."""

    fingerprint: Key
    fields: Fields = {}
    texts: dict[Key, Words] = {}
    why: Short = ""


class TakeIn(Body):
    """``proposal``: its id, as it stands on the alert. ``people``: as for a submission."""

    proposal: Annotated[int, Field(ge=1, le=2**31 - 1)]
    people: Annotated[int, Field(ge=0, le=100_000_000)] | None = None


class Submission(Body):
    """``people``: how many people the alert is for, as the one who submits has seen it. Required in mode real."""

    people: Annotated[int, Field(ge=0, le=100_000_000)] | None = None


class Approve(Body):
    """``fingerprint``: at least its first 12 hex digits. ``capacity``: the role of the plan one acts in.

    ``for`` and ``witness``, together: the plan's key of somebody who said yes aloud, and who else heard it.
    """

    fingerprint: Key
    seen: Annotated[list[Key], Field(max_length=1000)] = []
    capacity: Key | None = None
    for_: Annotated[Key | None, Field(alias="for")] = None
    witness: Key | None = None
    why: Short | None = None


class Alone(Body):
    """As for an approval; ``why`` it cannot wait is required."""

    fingerprint: Key
    seen: Annotated[list[Key], Field(max_length=1000)] = []
    why: Short = ""


class Absence(Body):
    """When somebody is away. ``from``: now, if nothing is said."""

    from_: Annotated[Moment | None, Field(alias="from")] = None
    to: Moment


class Unavailable(Body):
    """``person``: the key of the plan of somebody who cannot be reached."""

    person: Key
    why: Short = ""


class Available(Body):
    """``person``: the key of the plan of somebody who can be reached again."""

    person: Key


class Reasoned(Body):
    """An act that must say why."""

    why: Short = ""


class Closing(Body):
    """``why`` is needed where no all-clear has gone out."""

    why: Short = ""


class Clearance(Body):
    """The police's word, or their order: who said it, in which function, when, and what."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_printable)]
    function: Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_printable)]
    at: Moment
    what: Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_printable)]


class Unsure(Body):
    """What becomes of everything unsure, on one channel or on all."""

    decision: Literal["resend", "leave"]
    channel: Annotated[ChannelName | None, Field(strict=False)] = None


class Resend(Body):
    """What to try once more."""

    of: Literal["failed"]


class LogLine(Body):
    """A line written by hand. ``at``: when it happened, if not now. A kind with a prepared line needs no ``text``.

    ``corrects``, ``answers``: the id of the line that this one corrects, or the question that it answers.
    """

    text: Annotated[str, StringConstraints(max_length=4_000, strip_whitespace=True), AfterValidator(_printable)] = ""
    at: Moment | None = None
    kind: Annotated[str, StringConstraints(pattern=r"^[a-zæøå0-9-]{1,40}$")] | None = None
    corrects: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    answers: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class Coming(Body):
    """Whether somebody of the crisis team comes. ``person``: whom of the plan, if not the one who asks."""

    answer: Literal["coming", "later", "not-coming"]
    person: Key | None = None


class PushKeys(Body):
    """A browser's keys, as its ``PushSubscription.toJSON()`` gives them."""

    model_config = ConfigDict(extra="ignore")

    p256dh: Annotated[str, StringConstraints(max_length=200)]
    auth: Annotated[str, StringConstraints(max_length=200)]


class PushSubscription(Body):
    """A browser's ``PushSubscription.toJSON()``, and what it wants: no areas is the whole municipality."""

    endpoint: Annotated[str, StringConstraints(max_length=2_000)]
    expirationTime: float | None = None  # noqa: N815  the browser's own name
    keys: PushKeys
    areas: Annotated[list[Key], Field(max_length=100)] = []
    language: Key | None = None


class OwnPush(Body):
    """One's own browser: its ``PushSubscription.toJSON()``."""

    endpoint: Annotated[str, StringConstraints(max_length=2_000)]
    expirationTime: float | None = None  # noqa: N815  the browser's own name
    keys: PushKeys


class PushEndpoint(Body):
    """Which browser wants no more messages."""

    endpoint: Annotated[str, StringConstraints(max_length=2_000)]
