"""What the ledger knows of one incident, gathered once: the one read model behind HTML, JSON and the figures.

Times are milliseconds, None for what has not happened. *Told*: at least one channel accepted or delivered, also by the
delivery that carries a shared number, whether the phone confirmed it or not; not one that came back undelivered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dispatcher.domain.states import APPS
from dispatcher.evaluation.relayed import Behind
from dispatcher.evaluation.street_record import Streets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.evaluation.alarms import AlarmRecord
    from dispatcher.evaluation.breakdown import Cuts
    from dispatcher.evaluation.evaluator import Evaluated
    from dispatcher.evaluation.frozen_plan import FrozenPlan
    from dispatcher.evaluation.quality import Quality
    from dispatcher.evaluation.said import EarlierVersion, VariantRecord
    from dispatcher.evaluation.service import ServiceRecord
    from dispatcher.evaluation.spending import Spent
    from dispatcher.evaluation.tasks import TaskRecord
    from dispatcher.evaluation.trouble_record import Failure, NotTold, Retry, UnsureRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """When the first, the half, 95 % and the last of the people were there; the curve is (time, people so far)."""

    first: int | None = None
    half: int | None = None
    most: int | None = None
    last: int | None = None
    curve: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """People of a wave, a channel or a group. told + pending + unsure + failed + ended + unreachable = people.

    ``pending``: something is still on its way. ``unsure``: may have it, nobody knows. ``failed``: every try refused
    or undelivered. ``ended``: stopped, expired or superseded first. ``unreachable``: no usable address at all.
    """

    people: int
    with_address: int = 0
    attempted: int = 0
    told: int = 0
    delivered: int = 0
    pending: int = 0
    unsure: int = 0
    failed: int = 0
    ended: int = 0
    unreachable: int = 0
    pace: Pace = Pace()
    delivered_pace: Pace = Pace()

    @property
    def not_told(self) -> int:
        return self.people - self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRecord:
    """One channel of a wave: its messages in the seven states, and the people it reached."""

    channel: str
    total: int
    states: Mapping[str, int]
    covered: int
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveRecord:
    """A step of the plan as it went. ``seen_people`` and ``seen_told``: the wave before, when this gate opened.

    ``after_page``: the wave before was the public page, which has no people to count.
    """

    id: int
    ix: int
    name: str
    public: bool
    audiences: tuple[str, ...]
    share: float | None
    longest_wait: int | None
    opened_at: int | None
    opened_by: str | None
    done_at: int | None
    seen_people: int
    seen_told: int
    after_page: bool
    internal: bool
    reach: Reach
    channels: tuple[ChannelRecord, ...]

    @property
    def apps(self) -> bool:
        """Whether it went to subscriptions or topics too, of whom nobody knows who they are."""
        return any(channel.channel in APPS for channel in self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRecord:
    """The version of a contact list that the snapshot was taken from, and how many people it gave."""

    key: str
    file: str
    sha256: str
    imported_at: int
    rows: int
    faults: int
    in_force: bool
    fictional: bool
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRecord:
    """One alert of the series, with everything it did. ``head`` is the board's own view of it."""

    id: str
    kind: str
    state: str
    mode: str
    areas: tuple[str, ...]
    head: Mapping[str, Any]
    created_at: int
    submitted_at: int | None
    approved_at: int | None
    started_at: int | None
    done_at: int | None
    stopped_at: int | None
    promise_at: int | None
    expires_at: int | None
    as_approved: bool
    waves: tuple[WaveRecord, ...]
    everybody: Reach
    groups: Mapping[str, Reach]
    banner_at: int | None
    first_external_at: int | None
    staff_ahead: StaffAhead
    withdrawn_at: int | None
    failures: tuple[Failure, ...]
    not_told: tuple[NotTold, ...]
    unsure: tuple[UnsureRecord, ...]
    retries: tuple[Retry, ...]
    duplicates: Mapping[str, int]
    attempts: int
    skipped: Mapping[tuple[str, str], int]
    spent: Spent
    cuts: Cuts
    quality: Quality
    lists: tuple[ListRecord, ...]
    variants: tuple[VariantRecord, ...]
    asked_at: int | None = None
    streets: Streets = field(default_factory=Streets)
    behind: Behind = field(default_factory=Behind)

    @property
    def was_sent(self) -> bool:
        """Whether it was ever approved: before that nobody can have got anything."""
        return self.approved_at is not None

    @property
    def together(self) -> bool:
        """Whether more than one wave went to people: only then does a curve of all of them say something new."""
        return sum(not wave.public and wave.reach.people > 0 for wave in self.waves) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAhead:
    """When ``share`` of the staff knew, and how many of them did when the first outside was told.

    ``planned``: a gate of the plan asked for that share; without one it is only a yardstick.
    """

    share: float
    planned: bool
    share_at: int | None
    told_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of the journal. ``at`` is when it was written, ``happened_at`` when it happened, if said."""

    seq: int
    at: int
    happened_at: int | None
    kind: str
    actor: str
    alert: str | None
    data: Mapping[str, Any]
    hash: str

    @property
    def moment(self) -> int:
        return self.at if self.happened_at is None else self.happened_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The verdict on the journal. ``broken``: its first entry that does not fit, or 0. ``seals``: how many fit."""

    entries: int
    head: str
    broken: int
    why: str
    seals: int
    unsealed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One incident: what was known when, each alert, the journal, the plan that was in force."""

    number: int
    scenario: str
    mode: str
    plan: FrozenPlan
    opened_by: str
    opened_at: int
    occurred_at: int | None
    known_at: int | None
    closed_at: int | None
    reason: str
    alerts: tuple[AlertRecord, ...]
    journal: tuple[Line, ...]
    chain: Chain
    people_of: Mapping[str, str] = field(default_factory=dict)
    service: tuple[ServiceRecord, ...] = ()
    alarms: tuple[AlarmRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()
    evaluated: Evaluated | None = None
    earlier: tuple[EarlierVersion, ...] = ()
    replies: int = 0

    def of_service(self, line: Line) -> bool:
        """Whether a line of the journal is about a service message; what each did stands in a section of its own."""
        return any(each.id == line.alert for each in self.service)
