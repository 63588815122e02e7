"""What the interface answers, as pydantic models: OpenAPI is made of these and the tests hold every answer to them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from dispatcher.domain.states import (
    AlertKind,
    AlertState,
    AudienceClass,
    ChannelName,
    DeliveryState,
    Mode,
    Severity,
    Urgency,
)

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class Answer(BaseModel):
    """Exactly these names, nothing else."""

    model_config = ConfigDict(extra="forbid")


class InputFault(Answer):
    """One thing that is wrong."""

    where: str
    what: str


class Problem(Answer):
    """RFC 9457. ``type`` for programs, ``title`` for people."""

    type: str
    title: str
    status: int
    errors: list[InputFault] = []
    rule: str = ""


class Flags(Answer):
    """Why an alert stands still, if it does."""

    paused: str | None
    superseded: str | None


class AlertHead(Answer):
    """An alert without its texts and waves. ``number`` is the incident's, the same on all its alerts."""

    id: str
    incident: str
    number: int
    scenario: str
    kind: AlertKind
    mode: Mode
    state: AlertState
    flags: Flags
    version: int
    severity: Severity
    urgency: Urgency
    fields: dict[str, str]
    areas: list[str]
    responsible: str
    fingerprint: str | None
    created_by: str
    created_at: Moment
    edited_by: str
    submitted_by: str | None
    submitted_at: Moment | None
    approved_by: str | None
    approved_as: str | None
    approved_at: Moment | None
    why: str | None
    promise_at: Moment | None
    expires_at: Moment | None
    started_at: Moment | None
    done_at: Moment | None
    stopped_at: Moment | None
    people: int | None
    cost: float | None


class Text(Answer):
    """One text: for a class, a channel and a language."""

    key: str
    class_: Annotated[AudienceClass, Field(alias="class")]
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


class Wave(Answer):
    """A step: who, how many, and what has become of their messages."""

    name: str
    public: bool
    opened_at: Moment | None
    opened_by: str | None
    done_at: Moment | None
    gate: Gate | None
    people: int
    told: int
    channels: dict[ChannelName, Seven]


class Odd(Answer):
    """Something unusual that an approver has to tick."""

    key: str
    words: str


class Estimate(Answer):
    """What it costs and how long it takes from approval until the last has left."""

    sms: int
    sms_parts: int
    emails: int
    amount: float
    currency: str
    expected_seconds: float


class Alert(AlertHead):
    """An alert whole. In a draft ``people`` and ``cost`` are those of the lists as they are now."""

    variants: list[Text]
    waves: list[Wave]
    unreachable: int
    odd: list[Odd]
    warnings: list[str]
    estimate: Estimate


class Approved(Alert):
    """``already``: the same person had approved the same before."""

    already: bool


class Decided(Alert):
    """``decided``: how many unsure messages the decision was about."""

    decided: int


class Resent(Alert):
    """``resent``: how many messages are tried once more."""

    resent: int


class AlertList(Answer):
    """Every alert, newest first."""

    alerts: list[AlertHead]


class Incident(Answer):
    """An incident with its series."""

    id: str
    number: int
    scenario: str
    mode: Mode
    plan_hash: str
    opened_by: str
    opened_at: Moment
    occurred_at: Moment | None
    known_at: Moment | None
    reason: str
    closed_at: Moment | None
    alerts: list[AlertHead]


class Logged(Answer):
    """The line as it stands in the journal; ``hash`` is the head of the chain with it."""

    incident: str
    number: int
    kind: str
    at: Moment
    happened_at: Moment
    by: str
    hash: str


class Delivery(Answer):
    """One message to one recipient on one channel. Addresses are masked."""

    id: int
    alert: str
    person: str
    class_: Annotated[AudienceClass, Field(alias="class")]
    wave: str
    channel: ChannelName
    language: str
    address: str | None
    state: DeliveryState
    reason: str
    scope: str
    attempts: int
    provider: str | None
    provider_id: str | None
    covered_by: int | None
    first_attempt_at: Moment | None
    accepted_at: Moment | None
    delivered_at: Moment | None
    settled_by: str | None
