"""The municipality's crisis communication plan: its model, what is checked in it, and how it is frozen."""

from dispatcher.domain.plan.checks import cross_faults
from dispatcher.domain.plan.model import (
    PLACE_FIELD,
    PROMISE_FIELD,
    Approval,
    Area,
    Audience,
    ContactList,
    FieldSpec,
    Gate,
    Municipality,
    Plan,
    PlanPerson,
    Role,
    Scenario,
    Wave,
)
from dispatcher.domain.plan.shape import shape_faults
from dispatcher.domain.plan.warnings import warnings

__all__ = [
    "PLACE_FIELD",
    "PROMISE_FIELD",
    "Approval",
    "Area",
    "Audience",
    "ContactList",
    "FieldSpec",
    "Gate",
    "Municipality",
    "Plan",
    "PlanPerson",
    "Role",
    "Scenario",
    "Wave",
    "cross_faults",
    "shape_faults",
    "warnings",
]
