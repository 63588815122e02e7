"""An alert as the interface shows it: the board's view, what it would cost, and what its plan says of it."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row

from dispatcher.composing import advising, retraction, window
from dispatcher.composing.composition import TO_EVERYONE
from dispatcher.composing.estimate import estimate
from dispatcher.composing.odd import oddities
from dispatcher.domain.plan import Plan, Scenario
from dispatcher.domain.states import AudienceClass, ChannelName, Mode
from dispatcher.ledger import board, coverage, crisis_rules, drawn, incidents, log_book, series, silence, snapshot
from dispatcher.ledger.oddities import OPEN
from dispatcher.plan_file import plan_from_document
from dispatcher.web import adoption_views, drawn_views, guidance_views, police_views
from dispatcher.web.approval_views import approval_view, asking_view, requests_view
from dispatcher.web.drawn_views import drawn_view
from dispatcher.web.proposals import proposal_view

TOPIC_WORDS = "Ingen vet hvor mange et emne når."


@lru_cache(maxsize=8)
def _frozen(document: str) -> Plan:
    return plan_from_document(document)


def alert_view(connection: Connection, alert: str, now: datetime) -> dict[str, Any]:
    """The whole alert. In a draft, ``people`` and ``cost`` are those of the lists as they are now. Raises NotFound."""
    view = board.alert_view(connection, alert)
    row = incidents.alert(connection, alert)
    opened = incidents.incident(connection, row.incident)
    plan = _frozen(drawn.plan_document(connection, opened))
    scenario = plan.scenarios[opened.scenario].decided(crisis=row.crisis_switch is not None)
    view["estimate"] = estimate(connection, row, plan)
    if row.people is None or row.fingerprint is None:
        view["people"] = snapshot.count_people(connection, row.id, row.version)
        view["cost"] = view["estimate"]["amount"]
    view["odd"] = [{"key": one.key, "words": one.words} for one in oddities(connection, row, plan, now)]
    view["advice"] = _advice(connection, row, plan, scenario)
    view["warnings"] += [*police_views.warnings(connection, row), *adoption_views.warnings(connection, row)]
    view["warnings"] += [*window.warnings(connection, row, scenario, now), *drawn_views.warnings(connection, row, plan)]
    view |= _fates(connection, row)
    view["zones"] = _zones(connection, row, scenario)
    view["drawn"] = drawn_view(connection, row, plan, scenario)
    view["coverage"] = _coverage(connection, row, plan, scenario)
    view["push"] = _push(connection, row)
    view["retraction"] = _retraction(connection, row)
    view["clearance"] = police_views.clearance_view(connection, row, scenario)
    view["crisis_mode"] = log_book.crisis_mode(connection, row.incident)
    view["crisis_rules"] = crisis_rules.switched(connection, row.crisis_switch)
    view["guidance"] = guidance_views.guidance_view(row, plan, scenario)
    view["silent"] = police_views.silent_view(connection, row)
    view["approval"] = approval_view(connection, row, plan)
    view["asking"] = asking_view(connection, row, plan, scenario, now)
    view["proposal"] = proposal_view(connection, row, plan)
    view["requests"] = requests_view(connection, row, plan)
    return view


def _advice(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario) -> list[dict[str, str]]:
    """What to look at again while the texts can still be changed. ``variant``: a text's name, or a field."""
    if row.state not in OPEN:
        return []
    found = advising.advice(connection, row, plan, scenario)
    return [{"variant": one.where, "key": one.key, "words": one.words} for one in found]


def _fates(connection: Connection, row: Row[Any]) -> dict[str, int | None]:
    """Of a follow-up: how many people get the same again, the whole first text, or «this is not about you»."""
    if row.follows is None:
        return {"kept": None, "added": None, "released": None}
    return {**series.fates(connection, row.id, row.version)}


def _zones(connection: Connection, row: Row[Any], scenario: Scenario) -> list[dict[str, Any]]:
    """The zones in the plan's order. The rest has the alert's own areas, less those of the zones before it."""
    chosen: dict[str, list[str]] = json.loads(row.zones)
    if not chosen or row.kind in TO_EVERYONE or row.mode == Mode.TEST:
        return []
    held = snapshot.zone_counts(connection, row.id, row.version)
    return [
        {
            "key": zone.key,
            "name": zone.name,
            "areas": chosen.get(zone.key) or incidents.areas_of(row),
            "people": held.get(zone.key, 0),
            "danger": zone.danger,
        }
        for zone in scenario.zones
        if zone.key in chosen or held.get(zone.key)
    ]


def _coverage(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario) -> dict[str, Any] | None:
    """Of an alert for the whole municipality: its citizens out of all that the lists know."""
    areas = {*incidents.areas_of(row), *(key for held in json.loads(row.zones).values() for key in held)}
    lists = _citizens_lists(plan, scenario)
    if not lists or row.mode == Mode.TEST or not any(plan.areas[key].kind == "all" for key in areas):
        return None
    meant, mobile = coverage.citizens(connection, row)
    known = coverage.on_lists(connection, lists)
    return {"people": meant, "of": known, "mobile": mobile, "words": _covered(meant, known, mobile)}


def _citizens_lists(plan: Plan, scenario: Scenario) -> set[str]:
    named = (plan.audiences[key] for wave in scenario.waves for key in wave.audiences)
    return {key for one in named if one.cls is AudienceClass.CITIZEN and one.by_area for key in one.lists}


def _covered(meant: int, known: int, mobile: int) -> str:
    everybody = " = ALLE" if meant == known else ""
    return f"{_number(meant)} av {_number(known)}{everybody} ({_number(mobile)} har mobil)"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def _push(connection: Connection, row: Row[Any]) -> dict[str, Any] | None:
    """Browsers and topics it goes to besides the people; None when no wave of it goes to any."""
    planned = {channel for wave in snapshot.waves_of(connection, row.id, row.version) for channel in _channels(wave)}
    if not planned & {ChannelName.PUSH, ChannelName.APP} or silence.units_of(row):
        return None
    found = coverage.pushed(connection, row)
    browsers, topics = found.get(ChannelName.PUSH, 0), found.get(ChannelName.APP, 0)
    to = []
    if ChannelName.PUSH in planned:
        to.append(f"{_number(browsers)} nettleser{'' if browsers == 1 else 'e'} som har bedt om push-varsler")
    if ChannelName.APP in planned:
        to.append(f"{_number(topics)} emne{'' if topics == 1 else 'r'} i appen. {TOPIC_WORDS}")
    words = " og ".join(to)
    return {"subscriptions": browsers, "topics": topics, "words": words if words.endswith(".") else f"{words}."}


def _channels(wave: Row[Any]) -> list[str]:
    return [channel for channel, _ in snapshot.channels_of(wave)]


def _retraction(connection: Connection, row: Row[Any]) -> dict[str, Any] | None:
    """Who asked to take it back and why, while one more of the crisis team is needed."""
    asked = None if row.superseded_by else retraction.asked(connection, row.id)
    if asked is None:
        return None
    return {"asked_by": asked.asked_by, "asked_at": board.rfc3339(asked.at), "why": asked.why}
