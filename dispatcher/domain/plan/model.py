"""The plan as the rest of the house sees it: typed, frozen, every key named, nothing unknown let in.

``plan.yaml`` and the frozen copy of an incident are the same document; in the copy each area carries its polygon and
each entry its own key. What ties entries together (roles, audiences, waves) is held by ``checks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal, cast

from pydantic import Field, StringConstraints, model_validator

from dispatcher.domain.plan.approval import Approval, ForAll, with_defaults
from dispatcher.domain.plan.archiving import Archiving
from dispatcher.domain.plan.calling import Calling
from dispatcher.domain.plan.duties import Duty
from dispatcher.domain.plan.fields_of_many import with_shared_fields
from dispatcher.domain.plan.guidance import Coordinator, Step
from dispatcher.domain.plan.people_and_places import (
    About,
    Area,
    Audience,
    ContactList,
    Municipality,
    Part,
    Place,
    PlanPerson,
    Role,
    Topic,
    Words,
)
from dispatcher.domain.plan.retention import Retention
from dispatcher.domain.plan.rooms import Room
from dispatcher.domain.plan.stop_words import shipped_stop_words
from dispatcher.domain.plan.tasks import OfficialAccount, PostingPlace, TaskSpec
from dispatcher.domain.plan.written import Duration, FieldKey, Text
from dispatcher.domain.states import AlertKind, ChannelName, Severity, Urgency

STREAM_FIELD = "direktesending"
"""The field of kind *link* that is where a press conference is shown: on the page, the banner and in e-mail, no SMS."""
PRESS_FIELD = "pressekontakt"
"""The field that says who answers the press this time; left empty, it is the municipality's usual contact."""
PLACE_FIELD = "sted"
"""The field that says where in words; left empty, the areas' own words stand in the texts."""


class Gate(Part):
    """Opens its wave when this share of the wave before is told, or when the longest wait is over."""

    share: Annotated[float, Field(ge=0, le=1)]
    longest_wait: Duration


class Zone(Part):
    """A part of an alert with a text of its own. ``rest``: also for those in the alert's areas and in no zone."""

    key: FieldKey
    name: Text
    danger: bool = False
    rest: bool = False


class Ceiling(Part):
    """More than this is odd, and an approver must say that they have seen it."""

    people: Annotated[int, Field(ge=1)] | None = None
    cost: Annotated[float, Field(ge=0)] | None = None


class Wave(Part):
    """A step: audiences by channels. A public wave has one recipient, everybody: the banner.

    ``fallback``: channels tried in turn for those whom none of ``channels`` reached.
    """

    name: Text
    audiences: tuple[str, ...] = ()
    channels: tuple[ChannelName, ...]
    fallback: tuple[ChannelName, ...] = ()
    tasks: tuple[str, ...] = ()
    public: bool = False
    gate: Gate | None = None


class FieldSpec(Part):
    """What a person types, in the kinds of alert that ask for it. ``choices``: the words of each, per language.

    A field that ``translates`` another is the same text in ``language``, asked for when the other is filled in.
    """

    key: FieldKey
    label: Words
    kind: Literal["text", "time", "choice", "place", "link"] = "text"
    required: bool = False
    default: str = ""
    example: str = ""
    max_length: Annotated[int, Field(ge=1, le=300)] = 80
    choices: dict[FieldKey, Words] = Field(default_factory=dict)
    kinds: tuple[AlertKind, ...] = tuple(AlertKind)
    translates: str = ""
    language: str = ""


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
    without_police: str = ""
    """The field that, filled in, says: the police cannot be reached, and the municipality itself asks people to act."""
    silent_units: str = ""
    """The field that names a unit whose people's phones must not make a sound."""
    prepared_only: bool = False
    """Only prepared texts: every field is a choice, a place or a time."""
    responsible: str
    owner: str = ""
    """The service that answers for the texts and keeps them right (teknisk drift)."""
    templates: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    link: bool = True
    expires_after: Duration
    digital_window: Duration | None = None
    """How long phones can be counted on once it has begun; the tool asks for the word while it is open."""
    promise: Literal["required", "optional"]
    unsure: Literal["resend", "ask"]
    approval: Approval
    fields: tuple[FieldSpec, ...] = ()
    shared: tuple[str, ...] = ()
    """Fields of the plan's ``shared_fields``; they stand among ``fields`` by the time anybody looks."""
    default_areas: tuple[str, ...] = ()
    zones: Annotated[tuple[Zone, ...], Field(max_length=4)] = ()
    affects_staff: bool = False
    internal_only: bool = False
    """About staff themselves: nothing of it may leave the house."""
    steps: tuple[Step, ...] = ()
    ceiling: Ceiling = Ceiling()
    level: str = ""
    waves: tuple[Wave, ...] = ()
    """Its own, or those of its level; ``checks`` sees to it that there are some."""

    def field(self, key: str) -> FieldSpec | None:
        """The field of this key, if the scenario has it."""
        return next((field for field in self.fields if field.key == key), None)

    def decided(self, *, crisis: bool) -> Scenario:
        """As it is decided while the crisis team is established, or on any other day."""
        return self.model_copy(update={"approval": self.approval.in_crisis()}) if crisis else self

    def fields_of(self, kind: AlertKind) -> tuple[FieldSpec, ...]:
        """What an alert of this kind asks for."""
        return tuple(field for field in self.fields if kind in field.kinds)


class Level(Part):
    """How large a matter is (small, serious, critical): the waves of the scenarios that name it."""

    key: str
    name: Text
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]


class Costs(Part):
    """What a send costs, in kroner."""

    sms_part: Annotated[float, Field(ge=0)]
    email: Annotated[float, Field(ge=0)] = 0.0


class Rates(Part):
    """What the routes carry a second (SMS in parts), for the expected finish."""

    sms: Annotated[float, Field(gt=0)]
    email: Annotated[float, Field(gt=0)]


KEYED = (
    *("persons", "roles", "lists", "areas", "places", "audiences", "accounts"),
    *("posting_places", "tasks", "levels", "scenarios"),
)
"""The sections whose entries are found by key, which is written as keys are."""
ENTRIES = (*KEYED, "shared_fields")


class Plan(Part):
    """The whole plan. Its canonical form is hashed, and frozen on every incident opened from it."""

    plan: About
    municipality: Municipality
    persons: dict[str, PlanPerson]
    roles: dict[str, Role]
    lists: dict[str, ContactList]
    areas: dict[str, Area]
    places: dict[str, Place] = Field(default_factory=dict)
    audiences: dict[str, Audience]
    topics: tuple[Topic, ...] = ()
    rooms: tuple[Room, ...] = ()
    accounts: dict[str, OfficialAccount] = Field(default_factory=dict)
    posting_places: dict[str, PostingPlace] = Field(default_factory=dict)
    tasks: dict[str, TaskSpec] = Field(default_factory=dict)
    levels: dict[str, Level] = Field(default_factory=dict)
    test_audience: str = ""
    crisis_team: tuple[str, ...] = ()
    """The roles that get alarms; none: the one who answers for the scenario."""
    rota: Annotated[str, StringConstraints(pattern=r"^contacts/[A-Za-z0-9_./-]+\.csv$")] | None = None
    """The list that says who of a role has the watch when; of that role they are asked first."""
    calling: Calling = Calling()
    stay_signed_in: Annotated[Duration, Field(ge=timedelta(hours=1), le=timedelta(days=365))] = timedelta(days=90)
    """How long an approver's device stays signed in; the act itself asks for the factor all the same."""
    approval: ForAll = ForAll()
    sensitive_words: tuple[Text, ...] = ()
    stop_words: dict[str, tuple[Text, ...]] = Field(default_factory=shipped_stop_words)
    """By language: words that stop what somebody typed in a scenario the police lead. ``*`` ends a stem."""
    costs: Costs
    rates: Rates
    retention: Retention
    archive: Archiving = Archiving()
    shared_fields: dict[FieldKey, FieldSpec] = Field(default_factory=dict)
    calendar: tuple[Duty, ...] = ()
    audience_questions: tuple[Words, ...] = ()
    """What to ask oneself about whom it concerns, before the text is written."""
    coordinators: tuple[Coordinator, ...] = ()
    checklist: tuple[Words, ...] = ()
    """What to look at once more before a yes."""
    scenarios: Annotated[dict[str, Scenario], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _entries_know_their_key(cls, data: object) -> object:
        if not isinstance(data, Mapping):
            return data
        whole = cast("Mapping[str, object]", with_shared_fields(data))
        known = {name: _with_keys(part) if name in ENTRIES else part for name, part in whole.items()}
        scenarios = _with_waves(known.get("scenarios"), known.get("levels"))
        return {**known, "scenarios": with_defaults(scenarios, known.get("approval"))}

    def approvers(self, scenario: Scenario) -> tuple[str, ...]:
        """The persons who may approve, in the order they are asked, each once."""
        roles = (self.roles[key] for key in scenario.approval.approvers)
        return tuple(dict.fromkeys(person for role in roles for person in role.chain))

    def alarmed(self, scenario: Scenario) -> tuple[str, ...]:
        """The persons who are told when something of an incident goes wrong, each once."""
        roles = (self.roles[key] for key in self.crisis_team or (scenario.responsible,))
        return tuple(dict.fromkeys(person for role in roles for person in role.chain))


def _with_keys(section: object) -> object:
    if not isinstance(section, Mapping):
        return section
    entries = cast("Mapping[str, object]", section)
    return {key: {**entry, "key": key} if isinstance(entry, Mapping) else entry for key, entry in entries.items()}


def _with_waves(scenarios: object, levels: object) -> object:
    """Scenarios that name a level, with its waves: so the frozen copy holds what was sent by."""
    if not isinstance(scenarios, Mapping) or not isinstance(levels, Mapping):
        return scenarios
    return {key: _of_level(scenario, levels) for key, scenario in scenarios.items()}


def _of_level(scenario: object, levels: Mapping[object, object]) -> object:
    if not isinstance(scenario, Mapping) or scenario.get("waves"):
        return scenario
    named = scenario.get("level")
    level = levels.get(named) if isinstance(named, str) else None
    return {**scenario, "waves": level["waves"]} if isinstance(level, Mapping) and "waves" in level else scenario
