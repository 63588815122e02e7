"""The plan as the rest of the house sees it: typed, frozen, every key named, nothing unknown let in.

``plan.yaml`` and the frozen copy of an incident are the same document; in the copy each area carries its polygon and
each entry its own key. What ties entries together (roles, audiences, waves) is held by ``checks``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from dispatcher.domain.plan.written import (
    Duration,
    EmailAddress,
    FieldKey,
    Language,
    Mobile,
    Page,
    Sender,
    Shape,
    Text,
)
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Severity, Urgency

PLACE_FIELD = "sted"
"""The field that says where in words; left empty, the areas' own words stand in the texts."""
PROMISE_FIELD = "neste_melding"
"""The field of kind *time* that is the promise of the next message."""

Words = dict[Language, Text]
"""One text per language."""


class Part(BaseModel):
    """A part of the plan: frozen, and a key nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class About(Part):
    """What plan this is and who stands behind it. A draft may be used, and says so."""

    name: Text
    version: Text
    status: Literal["draft", "adopted"]
    adopted_by: str = ""
    case: str = ""
    date: dt.date | None = None
    last_revised: dt.date
    next_revision: dt.date


class Point(Part):
    """A place on the map."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class Municipality(Part):
    """Who sends. ``page`` is the one canonical crisis page, written bare as it stands in an SMS."""

    name: Text
    short: Text
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    page: Page
    sms_sender: Sender
    email_sender: EmailAddress
    press_phone: Text
    press_contact: Words = {}
    center: Point

    @property
    def language(self) -> str:
        """The plan's own language: the first it names."""
        return self.languages[0]


class PlanPerson(Part):
    """Somebody who holds a role."""

    key: str
    name: Text
    mobile: Mobile = Field(repr=False)
    email: EmailAddress = Field(repr=False)
    language: Language


class Role(Part):
    """A function, its holder and who steps in, in order. ``authority`` says by what right."""

    key: str
    title: Text
    holder: str
    deputies: tuple[str, ...] = ()
    authority: str = ""

    @property
    def chain(self) -> tuple[str, ...]:
        """The persons of the role, in the order they are asked."""
        return tuple(dict.fromkeys((self.holder, *self.deputies)))


class ContactList(Part):
    """A CSV file in ``contacts/``; older than ``max_age`` it counts as stale."""

    key: str
    file: Annotated[str, StringConstraints(pattern=r"^contacts/[A-Za-z0-9_./-]+\.csv$")]
    language: Language
    max_age: Duration


class Area(Part):
    """Where: polygons (lon, lat) from a GeoJSON file or written here, or a list of streets.

    ``in_text`` is what people call the place, per language; without it the name stands in the texts.
    """

    key: str
    name: Text
    kind: Literal["all", "polygon", "list"]
    file: str = ""
    feature: str = ""
    polygon: Shape = ()
    names: tuple[Text, ...] = ()
    in_text: Words = {}

    def words(self, language: str) -> str:
        """What the place is called in a text of this language."""
        return self.in_text.get(language, self.name)


class Audience(Part):
    """Whom: lists, narrowed to groups, and with ``by_area`` to those who belong to the alert's areas."""

    key: str
    name: Text
    cls: Literal[AudienceClass.LEADER, AudienceClass.STAFF, AudienceClass.PRESS, AudienceClass.CITIZEN] = Field(
        alias="class"
    )
    lists: Annotated[tuple[str, ...], Field(min_length=1)]
    groups: tuple[str, ...] = ()
    by_area: bool = False


class Gate(Part):
    """Opens its wave when this share of the wave before is told, or when the longest wait is over."""

    share: Annotated[float, Field(ge=0, le=1)]
    longest_wait: Duration


class Wave(Part):
    """A step: audiences by channels. A public wave has one recipient, everybody: the banner."""

    name: Text
    audiences: tuple[str, ...] = ()
    channels: tuple[ChannelName, ...]
    public: bool = False
    gate: Gate | None = None


class FieldSpec(Part):
    """What a person types, in the kinds of alert that ask for it. ``choices``: the words of each, per language.

    A field that ``translates`` another is the same text in ``language``, asked for when the other is filled in.
    """

    key: FieldKey
    label: Words
    kind: Literal["text", "time", "choice"] = "text"
    required: bool = False
    default: str = ""
    example: str = ""
    max_length: Annotated[int, Field(ge=1, le=300)] = 80
    choices: dict[FieldKey, Words] = {}
    kinds: tuple[AlertKind, ...] = tuple(AlertKind)
    translates: str = ""
    language: str = ""


class Approval(Part):
    """Who must say yes: any one of the chain of these roles, asked all at once or in order."""

    approvers: Annotated[tuple[str, ...], Field(min_length=1)]
    ask: Literal["all", "in-order"]
    minutes: Annotated[int, Field(ge=1, le=60)]


class Scenario(Part):
    """What may happen, and all that is decided beforehand about telling people."""

    key: str
    name: Text
    event: Text
    severity: Severity
    urgency: Urgency
    certainty: Literal["observed", "likely", "possible", "unlikely", "unknown"]
    category: Literal[
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"
    ]
    lead: Literal["municipality", "police"]
    responsible: str
    templates: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    link: bool = True
    expires_after: Duration
    promise: Literal["required", "optional"]
    unsure: Literal["resend", "ask"]
    approval: Approval
    fields: tuple[FieldSpec, ...] = ()
    default_areas: tuple[str, ...] = ()
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]

    def field(self, key: str) -> FieldSpec | None:
        """The field of this key, if the scenario has it."""
        return next((field for field in self.fields if field.key == key), None)

    def fields_of(self, kind: AlertKind) -> tuple[FieldSpec, ...]:
        """What an alert of this kind asks for."""
        return tuple(field for field in self.fields if kind in field.kinds)


class Costs(Part):
    """What a send costs, in kroner."""

    sms_part: Annotated[float, Field(ge=0)]
    email: Annotated[float, Field(ge=0)] = 0.0


class Rates(Part):
    """What the routes carry a second (SMS in parts), for the expected finish."""

    sms: Annotated[float, Field(gt=0)]
    email: Annotated[float, Field(gt=0)]


class Retention(Part):
    """How long the record names recipients, and how long it keeps texts and counts."""

    recipients: Duration
    content: Duration


KEYED = ("persons", "roles", "lists", "areas", "audiences", "scenarios")
"""The sections whose entries are found by key."""


class Plan(Part):
    """The whole plan. Its canonical form is hashed, and frozen on every incident opened from it."""

    plan: About
    municipality: Municipality
    persons: dict[str, PlanPerson]
    roles: dict[str, Role]
    lists: dict[str, ContactList]
    areas: dict[str, Area]
    audiences: dict[str, Audience]
    test_audience: str = ""
    costs: Costs
    rates: Rates
    retention: Retention
    scenarios: Annotated[dict[str, Scenario], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _entries_know_their_key(cls, data: object) -> object:
        if not isinstance(data, Mapping):
            return data
        return {name: _with_keys(part) if name in KEYED else part for name, part in data.items()}

    def approvers(self, scenario: Scenario) -> tuple[str, ...]:
        """The persons who may approve, in the order they are asked, each once."""
        roles = (self.roles[key] for key in scenario.approval.approvers)
        return tuple(dict.fromkeys(person for role in roles for person in role.chain))


def _with_keys(section: object) -> object:
    if not isinstance(section, Mapping):
        return section
    entries = cast("Mapping[str, object]", section)
    return {key: {**entry, "key": key} if isinstance(entry, Mapping) else entry for key, entry in entries.items()}
