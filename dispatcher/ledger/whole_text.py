"""The citizens' whole text in a request that is answered by SMS: each zone's, or the way is not offered, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row

from dispatcher.domain.segments import count
from dispatcher.domain.states import AudienceClass, ChannelName, Fate
from dispatcher.ledger import clearance, incidents, oddities

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dispatcher.domain.plan import Plan, Scenario

MOST_PARTS = 8
"""Parts of an SMS that the texts may take in any language: with what stands around them a request has ten at most."""


def texts(connection: Connection, scenario: Scenario, row: Row[Any]) -> dict[str, str]:
    """What citizens get by SMS, whole, by language; of an alert with zones each zone's, with the zone's name."""
    names = {zone.key: zone.name for zone in scenario.zones}
    found: dict[str, list[str]] = {}
    for text in _by_sms(connection, row):
        name = f"{names.get(text.zone, text.zone)}: " if text.zone else ""
        found.setdefault(text.language, []).append(f"{name}{text.body}")
    return {language: " / ".join(some) for language, some in found.items()}


def hindrance(connection: Connection, plan: Plan, row: Row[Any], now: datetime, said: Mapping[str, str]) -> str:
    """Why an alert is not approved by SMS, in a few words; empty: it may be. ``said``: its whole text, by language."""
    if clearance.missing(connection, row):
        return "politiet har ikke klarert"  # a code would be a yes that cannot hold
    if row.texts != "{}":
        return "noen har skrevet egne ord"
    if oddities.odd(connection, row, plan, now):
        return "noe er uvanlig"
    if not said:
        return "ingen innbyggere får SMS"
    if any(text.fate for text in _by_sms(connection, row)):
        return "folk får ulike tekster"
    if any(count(words).parts > MOST_PARTS for words in said.values()):
        return "teksten er for lang"
    return ""


def _by_sms(connection: Connection, row: Row[Any]) -> list[Row[Any]]:
    every = incidents.variants_of(connection, row.id, row.version)
    mine = (AudienceClass.CITIZEN, ChannelName.SMS)
    return [text for text in every if (text.cls, text.channel) == mine and text.fate != Fate.RETRACTED]
