"""The municipality's crisis communication plan: its model, what is checked in it, and how it is frozen."""

from dispatcher.domain.plan.approval import Approval, Authority, PreApproved
from dispatcher.domain.plan.checks import cross_faults
from dispatcher.domain.plan.fields_of_many import PROMISE_FIELD
from dispatcher.domain.plan.guidance import Coordinator, Step
from dispatcher.domain.plan.model import (
    PLACE_FIELD,
    PRESS_FIELD,
    STREAM_FIELD,
    Ceiling,
    FieldSpec,
    Gate,
    Level,
    Plan,
    Scenario,
    Wave,
    Zone,
)
from dispatcher.domain.plan.people_and_places import (
    Area,
    Audience,
    ContactList,
    Municipality,
    Place,
    PlanPerson,
    Role,
    Topic,
)
from dispatcher.domain.plan.places import find_place, unknown_place
from dispatcher.domain.plan.shape import shape_faults
from dispatcher.domain.plan.tasks import PostingPlace, TaskSpec
from dispatcher.domain.plan.telling import lists_of_citizens
from dispatcher.domain.plan.warnings import warnings

__all__ = [
    "PLACE_FIELD",
    "PRESS_FIELD",
    "PROMISE_FIELD",
    "STREAM_FIELD",
    "Approval",
    "Area",
    "Audience",
    "Authority",
    "Ceiling",
    "ContactList",
    "Coordinator",
    "FieldSpec",
    "Gate",
    "Level",
    "Municipality",
    "Place",
    "Plan",
    "PlanPerson",
    "PostingPlace",
    "PreApproved",
    "Role",
    "Scenario",
    "Step",
    "TaskSpec",
    "Topic",
    "Wave",
    "Zone",
    "cross_faults",
    "find_place",
    "lists_of_citizens",
    "shape_faults",
    "unknown_place",
    "warnings",
]
