"""What the interface answers, as pydantic models: OpenAPI is made of these and the tests hold every answer to them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

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
from dispatcher.web.alert_parts import (
    Advice,
    Answer,
    Coverage,
    Estimate,
    Moment,
    Odd,
    Push,
    RetractionAsked,
    Text,
    Wave,
    Zone,
)


class InputFault(Answer):
    """One thing that is wrong."""

    where: str
    what: str


class Problem(Answer):
    """RFC 9457. ``type`` for programs, ``title`` for people."""

    type: str
    title: str
    status: int
    errors: list[InputFault] = Field(default=[])
    rule: str = ""


class Flags(Answer):
    """Why an alert stands still, if it does; which alert has overtaken it; until when waves of it are held back."""

    paused: str | None
    superseded: str | None
    held: Moment | None


class AlertHead(Answer):
    """An alert without its texts and waves. ``number`` is the incident's, the same on all its alerts."""

    id: str
    incident: str
    number: int
    scenario: str
    kind: AlertKind | Literal["service"]
    mode: Mode
    state: AlertState
    flags: Flags
    follows: str | None
    superseded_by: str | None
    false_alarm: bool
    hold_until: Moment | Literal["now"] | None
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


class Alert(AlertHead):
    """An alert whole. In a draft ``people`` and ``cost`` are those of the lists as they are now.

    ``kept``, ``added``, ``released``: the people of a follow-up; null of an alert that follows none. ``alarms``: what
    is wrong just now with the alert, or with the node that sends it, in words. ``drafts``: the languages whose texts
    nobody has approved beforehand.
    """

    kept: int | None
    added: int | None
    released: int | None
    zones: list[Zone]
    coverage: Coverage | None
    push: Push | None
    retraction: RetractionAsked | None
    variants: list[Text]
    waves: list[Wave]
    unreachable: int
    odd: list[Odd]
    advice: list[Advice]
    warnings: list[str]
    drafts: list[str]
    alarms: list[str]
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


class Retracted(Alert):
    """``alert``: the retraction that went out, when ``retracted``; else who is ``waiting_for``."""

    retracted: bool
    alert: str | None
    waiting_for: str | None


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
