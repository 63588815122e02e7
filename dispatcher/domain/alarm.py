"""What may go wrong while nobody looks: the closed list of causes that the auditor tells the crisis team of."""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """Each is about something (``about``): an alert, a wave or a lane of it, a route, or the node itself.

    What the ledger shows, every node sees alike, and it is over as soon as it is no longer seen. What a node alone
    knows (``of_node``) is over when no node has seen it for a while.
    """

    STALLED = "stalled"  # an open wave has rows that are due, and nothing of it was tried for a minute
    LANE_PAUSED = "lane-paused"  # the provider refused an alert's text; its rows on that channel wait for a person
    ROUTE_BROKEN = "route-broken"  # a breaker is open: rows wait, and the lane tries one at a time
    UNSURE_ASKS = "unsure-asks"  # nobody knows whether messages arrived, and the policy says that a person decides
    TASKS_LATE = "tasks-late"  # what people do by hand is not ticked in time, and nobody is left to ask
    GATE_BY_CLOCK = "gate-by-clock"  # a wave opened because the time was up: not enough of the one before were told
    DISK = "disk"  # little room left, or the last write could not be made
    CLOCK = "clock"  # the wall clock stepped
    EMERGENCY = "emergency"  # somebody signed in by a password, beside the municipality's own sign-in

    @property
    def of_node(self) -> bool:
        """Whether only a node can see it; the rest stands in the ledger."""
        return self in _OF_NODE

    @property
    def service_key(self) -> str:
        """The text that tells of it, in templates/service."""
        return f"{SERVICE_PREFIX}{self}"


SERVICE_PREFIX = "alarm-"
_OF_NODE = frozenset({Cause.ROUTE_BROKEN, Cause.DISK, Cause.CLOCK})


def concerns(cause: str, about: str, alert: str) -> bool:
    """Whether whoever follows this alert should see it: it is about the alert, or about the node that sends it."""
    return Cause(cause).of_node or about.split("/", maxsplit=1)[0] == alert
