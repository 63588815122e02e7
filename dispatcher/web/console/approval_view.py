"""What an approver sees of an alert: in the order it is read, and whether it is theirs to decide."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatcher.approval.word_for_word import capacity_of, four_eyes, may_decide, plan_of
from dispatcher.composing.asking import areas_in_words, grouped, name_of
from dispatcher.domain.errors import Forbidden
from dispatcher.domain.rights import Act, demand, may
from dispatcher.domain.states import AlertState
from dispatcher.ledger import approval_requests, incidents, journal
from dispatcher.ledger.times import at
from dispatcher.web.approval_views import OVERTAKEN
from dispatcher.web.console.alone_view import alone_facts
from dispatcher.web.console.map_view import alert_map
from dispatcher.web.console.proposal_view import taken_words
from dispatcher.web.console.typed import clock_words, typed_words
from dispatcher.web.console.words import moment, words_of
from dispatcher.web.views import alert_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.accounts import User

ENDS = {"alert.approved": "approved", "alert.returned": "returned", "alert.rejected": "rejected"}
ENDS |= {"alert.stopped": "stopped", "alert.proposed": "proposed"}
RETRACTED = "retracted"
GOING = (AlertState.APPROVED, AlertState.SENDING)


def shown(connection: Connection, alert: str, user: User, language: str, now: datetime) -> dict[str, Any]:
    """Everything on the page. Raises NotFound."""
    row = incidents.alert(connection, alert)
    plan, scenario = plan_of(connection, row)
    view = alert_view(connection, alert, now)
    words = words_of(language)
    police = view["clearance"]
    texts = first_texts(view["variants"], language)
    return {
        "id": row.id,
        "name": scenario.name,
        "kind": words["false-alarm"] if row.false_alarm else words[f"kind-{row.kind}"],
        "mode": row.mode,
        "exercise": row.mode == "exercise",
        "by": name_of(connection, plan, row.submitted_by or row.created_by),
        "at": clock_words(view["submitted_at"], language),
        "people": people_words(view["people"], words),
        "area": areas_in_words(plan, row, language),
        "map": alert_map(row, plan, scenario),
        "drawn": [one["words"] for one in view["drawn"]],
        "happened": _happened(connection, row, language),
        "given": [
            *given_facts(row, scenario, language),
            *_held(view, language),
            (words["responsible"], view["responsible"]),
        ],
        "texts": [text_view(text, scenario, words) for text in texts],
        "text_title": words["sms"] if _to_residents(texts) else text_view(texts[0], scenario, words)["title"],
        "variants_": [text_view(text, scenario, words) for text in view["variants"] if text["fate"] != RETRACTED],
        "odd": view["odd"],
        "police": police and _police(police, language),
        "uncleared": bool(police and police["needed"] and not police["given"]),
        "drafts": bool(view["drafts"]),
        "checklist": [one.get(language) or one[plan.municipality.language] for one in plan.checklist],
        "warnings": [*view["warnings"], *_reach(view)],
        "last": last_words(view["estimate"], words),
        "unreachable": view["unreachable"],
        "fingerprint": view["fingerprint"] or "",
        "waits": row.state == AlertState.SUBMITTED,
        "hindrance": _hindrance(connection, row, plan, scenario, user, now),
        "alone": alone_facts(connection, row, plan, user, language, now),
        "taken": taken_words(connection, row, plan, user, language),
        "may_propose": may(user.roles, Act.PROPOSE),
        "paused": row.paused,
        "may_pause": row.state in GOING and row.paused is None and may(user.roles, Act.PAUSE),
        "end": _end(connection, row, plan, view, user, language),
    }


def people_words(count: int, words: Mapping[str, str]) -> str:
    """«5 212 personer», «1 person»."""
    return words["one-person"] if count == 1 else words["people"].format(people=grouped(count))


def _happened(connection: Connection, row: Row[Any], language: str) -> list[tuple[str, str]]:
    """When it happened and was known, and why this is sent."""
    words, opened = words_of(language), incidents.incident(connection, row.incident)
    facts = (
        (words["reason"], opened.reason),
        (words["occurred"], _at(opened.occurred_at, language)),
        (words["known"], _at(opened.known_at, language)),
    )
    return [(name, value) for name, value in facts if value]


def given_facts(row: Row[Any], scenario: Scenario, language: str) -> list[tuple[str, str]]:
    """What was typed in, under the names the plan has for it."""
    facts, given = [], json.loads(row.fields)
    for field in scenario.fields:
        label = field.label.get(language) or next(iter(field.label.values()))
        facts.append((label, typed_words(field, given.get(field.key, ""), language)))
    return [(name, value) for name, value in facts if value]


def _held(view: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """Until when residents are not woken; it is part of what is approved."""
    until = view["hold_until"]
    return [] if until in {None, "now"} else [(words_of(language)["held"], clock_words(until, language))]


def _at(milliseconds: int | None, language: str) -> str:
    return moment(at(milliseconds), language)


def first_texts(variants: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """What citizens get by SMS, each zone's; of an alert to others, what most of them get. In the reader's language."""
    out = [text for text in variants if text["fate"] != RETRACTED]
    sms = [text for text in out if (text["class"], text["channel"]) == ("citizen", "sms")]
    pool = sms or sorted(out, key=lambda text: -text["recipients"])[:1]
    spoken = {text["language"] for text in pool}
    own = language if language in spoken else next(iter(sorted(spoken, reverse=True)), language)
    return [text for text in pool if text["language"] == own]


def _to_residents(texts: list[dict[str, Any]]) -> bool:
    return all((text["class"], text["channel"]) == ("citizen", "sms") for text in texts)


def text_view(text: dict[str, Any], scenario: Scenario, words: Mapping[str, str]) -> dict[str, Any]:
    """One text as its recipient sees it, and who gets it."""
    zone = next((one.name for one in scenario.zones if one.key == text["zone"]), "")
    fate = words[f"fate-{text['fate']}"] if text["fate"] else ""
    who = words[f"class-{text['class']}"]
    parts = {0: "", 1: words["one-part"]}.get(text["parts"], words["parts"].format(parts=text["parts"]))
    return {
        "key": text["key"],
        "own": text["body"],
        "title": ", ".join(filter(None, (who, zone, fate, words[f"channel-{text['channel']}"]))),
        "place": ", ".join(filter(None, (zone, fate))),
        "language": text["language"],
        "spoken": words.get(f"language-{text['language']}", text["language"]),
        "headline": text["headline"],
        "body": "\n\n".join(filter(None, (text["body"], text["instruction"]))),
        "parts": parts if text["channel"] == "sms" else "",
        "people": people_words(text["recipients"], words) if text["recipients"] else "",
    }


def _police(view: dict[str, Any], language: str) -> str:
    given = view["given"]
    if given is None:
        return words_of(language)["police-missing"] if view["needed"] else str(view["words"])
    who = {name: given[name] or "–" for name in ("name", "function")}
    said = words_of(language)["police-given"].format(**who, at=clock_words(given["at"], language))
    return f"{said}: {given['what']}" if given["what"] else said


def _reach(view: dict[str, Any]) -> list[str]:
    return [view[part]["words"] for part in ("coverage", "silent") if view[part]]


def last_words(estimate: dict[str, Any], words: Mapping[str, str]) -> str:
    """When the last has left, and the cost: small, and last on the page."""
    minutes = round(estimate["expected_seconds"] / 60)
    spoken = words["minutes"].format(minutes=minutes) if minutes > 1 else words["under-minute"]
    return words["last"].format(minutes=spoken, cost=f"{estimate['amount']:.0f}")


def _hindrance(connection: Connection, row: Row[Any], plan: Plan, scenario: Scenario, user: User, now: datetime) -> str:
    """Why this person decides nothing here; empty for whom it is to decide. The act itself asks again."""
    try:
        demand(user.roles, Act.APPROVE)
        capacity_of(plan, scenario, user.person, None)
        four_eyes(connection, row, user.name, user.person, now)
        may_decide(connection, row, user, now)
    except Forbidden as error:
        return str(error)
    return OVERTAKEN if approval_requests.overtaken(connection, row) else ""


def _end(
    connection: Connection, row: Row[Any], plan: Plan, view: dict[str, Any], user: User, language: str
) -> dict[str, Any]:
    """How it was decided, by whom and when; of what waits, or never was submitted, only its state."""
    mine = [one for one in journal.of_incident(connection, row.incident) if one.alert_id == row.id]
    last = next((one for one in reversed(mine) if one.kind in ENDS), None)
    kinds = {AlertState.EXPIRED: "expired", AlertState.DRAFT: "draft"}
    if last is None or row.state in kinds:
        return {"what": kinds.get(row.state, "draft"), "me": False, "name": "", "at": "", "why": "", "by": ""}
    given = view["approval"]
    approved = ENDS[last.kind] == "approved" and given
    by = row.approved_by if approved else last.actor
    return {
        "what": ENDS[last.kind],
        "me": by == user.name,
        "by": by,
        "name": given["name"] if approved else name_of(connection, plan, last.actor),
        "at": clock_words(given["at"], language) if approved else _at(last.at, language),
        "why": row.decided_why or "",
    }
