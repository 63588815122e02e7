"""The parts of an alert as the interface answers them: its texts, waves, zones, and what is said of it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from dispatcher.domain.states import AudienceClass, ChannelName, Fate

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class Answer(BaseModel):
    """Exactly these names, nothing else."""

    model_config = ConfigDict(extra="forbid")


class Text(Answer):
    """One text: for a class, a zone (or none), a fate, a channel and a language.

    ``fate``: whom of a follow-up it is for, kept (empty), added or released. *retracted*: it would take the alert back.
    """

    key: str
    class_: Annotated[AudienceClass, Field(alias="class")]
    zone: str
    fate: Fate
    channel: ChannelName
    language: str
    headline: str
    body: str
    instruction: str
    parts: int
    encoding: str
    recipients: int


class Gate(Answer):
    """What opens a wave."""

    share: float
    longest_wait_seconds: float


class Seven(Answer):
    """The seven states always add up to ``total``."""

    total: int
    waiting: int
    sending: int
    accepted: int
    delivered: int
    failed: int
    unsure: int
    skipped: int


class Tasks(Seven):
    """What people do by hand in a wave: the plan's keys, and the seven counts of their rows."""

    keys: list[str]


class Wave(Answer):
    """A step: who, how many, and what has become of their messages; ``channels`` has those of the fallback too."""

    name: str
    public: bool
    opened_at: Moment | None
    opened_by: str | None
    done_at: Moment | None
    gate: Gate | None
    hold_until: Moment | None
    people: int
    told: int
    fallback: list[ChannelName]
    tasks: Tasks
    channels: dict[ChannelName, Seven]


class Odd(Answer):
    """Something unusual that an approver has to tick."""

    key: str
    words: str


class Advice(Answer):
    """Something in a text, or in a field (``fields.sted``), to look at again. Only a fødselsnummer blocks."""

    variant: str
    key: str
    words: str


class Zone(Answer):
    """A part of the alert with a text of its own. ``areas``: by key; the rest has the alert's own."""

    key: str
    name: str
    areas: list[str]
    people: int
    danger: bool


class DrawnArea(Answer):
    """An area drawn for the alert: how many people of it live inside, and how many on the lists have no coordinate."""

    key: str
    name: str
    people: int
    without_coordinate: int
    geometry: dict[str, Any]
    words: str


class Step(Answer):
    """Something the plan says must be done: what, when, by whom (title and name), and what to remember."""

    task: str
    time: str
    responsible: str
    remark: str


class Coordinator(Answer):
    """Who keeps the contact with the people of some of the alert's areas: title and name, and the areas' names."""

    role: str
    who: str
    areas: list[str]


class Guidance(Answer):
    """What the plan puts beside the alert: questions about whom it concerns, steps, coordinators of its areas.

    ``checklist``: what to look at once more before a yes; ``owner``: the service that keeps the texts right.
    """

    questions: list[str]
    checklist: list[str]
    owner: str
    steps: list[Step]
    coordinators: list[Coordinator]


class Coverage(Answer):
    """Of an alert for the whole municipality: its citizens out of all on the lists, and how many have a mobile."""

    people: int
    of: int
    mobile: int
    words: str


class Push(Answer):
    """Browsers and topics that it goes to besides the people; nobody knows how many a topic reaches."""

    subscriptions: int
    topics: int
    words: str


class RetractionAsked(Answer):
    """One of the crisis team has asked to take the alert back, and one more is waited for."""

    asked_by: str
    asked_at: Moment
    why: str


class ClearanceGiven(Answer):
    """Who of the police said what, and when; null where it is erased. ``by``: who wrote it in, and ``recorded_at``."""

    name: str | None
    function: str | None
    what: str | None
    at: Moment
    by: str
    recorded_at: Moment


class Clearance(Answer):
    """Whether the police's word is needed before anything leaves, and what they have said.

    ``without_police``: they could not be reached, and the municipality itself asks people to act.
    """

    needed: bool
    without_police: bool
    given: ClearanceGiven | None
    words: str


class Silent(Answer):
    """The units whose people get e-mail and the banner only, and how many people that is."""

    units: list[str]
    people: int
    words: str


class Estimate(Answer):
    """What it costs and how long it takes from approval until the last has left."""

    sms: int
    sms_parts: int
    emails: int
    amount: float
    currency: str
    expected_seconds: float
