"""What the interface answers, as pydantic models: OpenAPI is made of these and the tests hold every answer to them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dispatcher.domain.desk_queue import Priority
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
    Clearance,
    Coverage,
    DrawnArea,
    Estimate,
    Guidance,
    Moment,
    Odd,
    Push,
    RetractionAsked,
    Silent,
    Text,
    Wave,
    Zone,
)
from dispatcher.web.approval_parts import ApprovalGiven, ApprovalRequest, Asking, Proposed
from dispatcher.web.log_answers import CrisisMode


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
    priority: Priority
    left_out: list[ChannelName]
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
    is wrong just now with the alert, or with the node that sends it, in words. ``clearance``: where the police lead.
    ``drafts``: the languages whose texts nobody has approved beforehand. ``crisis_rules``: the switch to crisis mode by
    whose rules it is decided, as it was at submit. ``proposal``: what an approver would rather have, to be taken in.
    """

    kept: int | None
    added: int | None
    released: int | None
    zones: list[Zone]
    drawn: list[DrawnArea]
    coverage: Coverage | None
    push: Push | None
    retraction: RetractionAsked | None
    clearance: Clearance | None
    silent: Silent | None
    guidance: Guidance
    crisis_mode: CrisisMode | None
    crisis_rules: CrisisMode | None
    approval: ApprovalGiven | None
    asking: Asking | None
    proposal: Proposed | None
    requests: list[ApprovalRequest]
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


class Queue(Answer):
    """The drafts that the desk has before it, the one to take up first at the top."""

    alerts: list[AlertHead]


class AlertList(Answer):
    """Every alert, newest first. ``crisis_modes``: the incidents whose crisis team is established."""

    alerts: list[AlertHead]
    crisis_modes: list[CrisisMode]


class GivenAnswer(Answer):
    """One answer of somebody who was rung or called in; ``by``: who wrote it down for them."""

    person: str
    answer: str
    words: str
    way: str
    by: str | None
    at: Moment


class Standing(Answer):
    """What somebody said last, and how often they were rung; ``answers``: how many they have given."""

    person: str
    rung: int
    answer: str | None
    words: str
    way: str | None
    at: Moment | None
    answers: int


class Incident(Answer):
    """An incident with its series, and who was rung about it; every answer is there, oldest first."""

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
    crisis_mode: CrisisMode | None
    alerts: list[AlertHead]
    called_in: list[Standing]
    approvers_rung: list[Standing]
    answers: list[GivenAnswer]
    replies: int


class CitizenReply(Answer):
    """What somebody wrote back who holds no role; the number masked, and both empty once they are erased."""

    at: Moment
    sender: str = Field(alias="from")
    text: str


class Replies(Answer):
    """What citizens have answered, oldest first. ``answered_by``: the roles that answer them, by the plan."""

    number: int
    answered_by: list[str]
    replies: list[CitizenReply]


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
