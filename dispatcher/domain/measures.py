"""What is to be done after an incident or an exercise (*tiltak*): its kind, how far it is, and what each is called."""

from __future__ import annotations

from enum import StrEnum


class MeasureKind(StrEnum):
    """What a measure changes (forskrift om kommunal beredskapsplikt § 8: risk analysis and plan first)."""

    RISK_ANALYSIS = "risk-analysis"
    PLAN = "plan"
    TRAINING = "training"
    TECHNICAL = "technical"
    CONTRACT = "contract"


class MeasureStatus(StrEnum):
    """An *open* one is begun or closed by whoever owns it; a *closed* one stays closed, and names what shows it."""

    OPEN = "open"
    BEGUN = "begun"
    CLOSED = "closed"


KIND_WORDS = {
    MeasureKind.RISK_ANALYSIS: "ROS-analyse",
    MeasureKind.PLAN: "plan",
    MeasureKind.TRAINING: "opplæring og øvelse",
    MeasureKind.TECHNICAL: "teknisk",
    MeasureKind.CONTRACT: "avtale",
}
STATUS_WORDS = {
    MeasureStatus.OPEN: "ikke begynt",
    MeasureStatus.BEGUN: "i arbeid",
    MeasureStatus.CLOSED: "lukket",
}
