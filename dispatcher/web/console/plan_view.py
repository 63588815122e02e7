"""People and plan as facts: the plan's own words, who can be reached and how, what ``check`` finds wanting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dispatcher.composing.asking import grouped
from dispatcher.domain.phone import mask, mask_email
from dispatcher.ledger import absences, contacts
from dispatcher.ledger.board import rfc3339
from dispatcher.printing.sheets import phone
from dispatcher.readiness.factors import factors
from dispatcher.readiness.list_age import age_of, too_old
from dispatcher.readiness.practice import practised
from dispatcher.rendering.message import LANGUAGES
from dispatcher.web.console.clocks import clock
from dispatcher.web.console.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import ContactList, Plan, PlanPerson, Scenario
    from dispatcher.readiness.factors import Factors
    from dispatcher.readiness.practice import Practised
    from dispatcher.rendering.catalogue import Catalogue
    from dispatcher.web.services import Services

MOST_FAULTS: Final = 20
"""Rows of a list that are told, as ``check`` tells them."""


class Seen(NamedTuple):
    """What the ledger knows of the plan's people; ``words``: of the reader's language."""

    practised: Mapping[str, Practised]
    factors: Mapping[str, Factors]
    away: Mapping[str, list[str]]
    language: str
    words: Mapping[str, str]
    now: datetime
    opened: bool


def plan_facts(
    connection: Connection, node: Services, language: str, now: datetime, *, rings: bool, opened: bool
) -> dict[str, Any]:
    """The whole page. ``opened``: with numbers and addresses in clear."""
    plan = node.plan
    seen = Seen(
        practised=practised(connection, plan, rings=rings),
        factors=factors(connection, plan),
        away=_away(connection, language, now),
        language=language,
        words=words_of(language),
        now=now,
        opened=opened,
    )
    return {
        "about": _about(node, seen.words),
        "draft": plan.plan.status == "draft",
        "roles": [_role(plan, key, seen) for key in plan.roles],
        "scenarios": [_scenario(plan, one, node.desk.rendering.catalogue, seen) for one in plan.scenarios.values()],
        "coordinators": [
            (_who(plan, one.role), ", ".join(plan.areas[key].name for key in one.areas)) for one in plan.coordinators
        ],
        "accounts": [(one.name, f"{one.url} ({_who(plan, one.owner)})") for one in plan.accounts.values()],
        "lists": _lists(connection, node, seen),
    }


def _about(node: Services, words: Mapping[str, str]) -> list[tuple[str, str]]:
    about = node.plan.plan
    facts = (
        ("plan-version", about.version),
        ("plan-state", words[f"plan-is-{about.status}"]),
        ("plan-by", about.adopted_by),
        ("plan-case", about.case),
        ("plan-date", f"{about.date:%d.%m.%Y}" if about.date else ""),
        ("plan-revised", f"{about.last_revised:%d.%m.%Y}"),
        ("plan-next", f"{about.next_revision:%d.%m.%Y}"),
        ("plan-hash", node.desk.plan.hash[:12]),
    )
    return [(words[key], value) for key, value in facts if value]


def _away(connection: Connection, language: str, now: datetime) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in absences.standing(connection, now):
        found.setdefault(row.person, []).append(_absence(row, language, now))
    return found


def _absence(row: Row[Any], language: str, now: datetime) -> str:
    since, until = clock(rfc3339(row.from_at), now, language), clock(rfc3339(row.to_at), now, language)
    if row.kind == absences.UNAVAILABLE:
        return words_of(language)["is-unavailable"].format(since=since)
    begun = row.from_at <= now.timestamp() * 1000
    return words_of(language)["is-away" if begun else "away-later"].format(since=since, until=until)


def _role(plan: Plan, key: str, seen: Seen) -> dict[str, Any]:
    role = plan.roles[key]
    approved = [one.name for one in plan.scenarios.values() if key in one.approval.approvers]
    what = seen.words["approves-all"] if len(approved) == len(plan.scenarios) else ", ".join(approved)
    titles = [
        seen.words["holder"],
        *(seen.words["deputy"].format(place=place) for place in range(1, len(role.chain))),
    ]
    return {
        "key": key,
        "title": role.title,
        "authority": ", ".join(filter(None, (role.authority, seen.words[f"role-{role.level}"] if approved else ""))),
        "approves": seen.words["may-approve-what"].format(what=what) if approved else "",
        "people": [
            _person(plan.persons[person], title, seen, approves=bool(approved))
            for person, title in zip(role.chain, titles, strict=True)
        ],
    }


def _person(person: PlanPerson, title: str, seen: Seen, *, approves: bool) -> dict[str, Any]:
    told, late = _practice(seen.practised.get(person.key), seen) if approves else ([], "")
    wrong, right = _account(seen.factors.get(person.key), seen.words) if approves else ("", "")
    return {
        "title": title,
        "name": person.name,
        "reach": [
            phone(person.mobile) if seen.opened else mask(person.mobile),
            person.email if seen.opened else mask_email(person.email),
        ],
        "away": seen.away.get(person.key, []),
        "wrong": [one for one in (wrong, late) if one],
        "told": [one for one in (right, *told) if one],
    }


def _account(found: Factors | None, words: Mapping[str, str]) -> tuple[str, str]:
    """What keeps them from signing in to approve, or what they sign in by."""
    if found is None:
        return words["no-account"], ""
    if not found.any:
        return words["no-factor"], ""
    return "", words["has-passkey" if found.passkeys else "has-app"]


def _practice(found: Practised | None, seen: Seen) -> tuple[list[str], str]:
    """When each way last carried the practice message, and whether that is too long ago."""
    if found is None:
        return [], ""
    said = [
        seen.words["practised-on" if moment else "practised-never"].format(
            way=seen.words[f"channel-{way}"],
            at=clock(moment.isoformat(), seen.now, seen.language) if moment else "",
        )
        for way, moment in found.last.items()
    ]
    late = seen.words["practice-late"].format(days=found.age(seen.now).days) if found.late(seen.now) else ""
    return said, late


def _scenario(plan: Plan, scenario: Scenario, catalogue: Catalogue, seen: Seen) -> dict[str, Any]:
    words = seen.words
    facts = [
        (words["scenario-asks"], ", ".join(plan.roles[key].title for key in scenario.approval.approvers)),
        (words["scenario-lead"], words[f"lead-{scenario.lead}"]),
        (words["scenario-owner"], scenario.owner),
    ]
    texts = [_texts(catalogue, scenario.templates, language, words) for language in plan.municipality.languages]
    return {
        "key": scenario.key,
        "name": scenario.name,
        "facts": [(name, value) for name, value in facts if value],
        "texts": texts,
        "draft": any(draft for _, draft in texts),
        "steps": [
            {
                "task": step.task,
                "by": words["step-by"].format(time=step.time, who=_who(plan, step.responsible)),
                "remark": step.remark,
            }
            for step in scenario.steps
        ],
    }


def _texts(catalogue: Catalogue, folder: str, language: str, words: Mapping[str, str]) -> tuple[str, bool]:
    """Who stands behind the words of a language, and whether nobody does."""
    spoken = words.get(f"language-{language}", LANGUAGES.get(language, language))
    if behind := catalogue.behind(folder, language):
        return words["texts-adopted"].format(language=spoken, who=behind), False
    if before := catalogue.behind_before(folder, language):
        return words["texts-changed"].format(language=spoken, who=before), True
    return words["texts-draft"].format(language=spoken), True


def _who(plan: Plan, role: str) -> str:
    return f"{plan.roles[role].title} {plan.persons[plan.roles[role].holder].name}"


def _lists(connection: Connection, node: Services, seen: Seen) -> list[dict[str, Any]]:
    known = contacts.in_force(connection)
    return [_list(connection, node, spec, known.get(key), seen) for key, spec in node.plan.lists.items()]


def _list(
    connection: Connection, node: Services, spec: ContactList, row: Row[Any] | None, seen: Seen
) -> dict[str, Any]:
    words, age = seen.words, age_of(node.settings.home, spec, seen.now)
    owners = dict.fromkeys(
        audience.owner for audience in node.plan.audiences.values() if spec.key in audience.lists and audience.owner
    )
    told = [words["list-people"].format(people=grouped(row.rows))] if row is not None else []
    if age is not None:
        told.append(words["list-age"].format(days=age.days) if age.days > 0 else words["list-today"])
    faults = contacts.faults_of(connection, row.id)[:MOST_FAULTS] if row is not None else []
    return {
        "key": spec.key,
        "file": spec.file,
        "told": ", ".join(told),
        "owner": words["list-owner"].format(who=", ".join(owners)) if owners else "",
        "warning": too_old(spec, age) if age is not None else words["list-no-file"],
        "missing": words["list-not-read"] if row is None else "",
        "fictional": words["list-fictional"] if row is not None and row.fictional else "",
        "count": words["list-faults"].format(count=grouped(row.faults)) if row is not None and row.faults else "",
        "faults": [(words["list-line"].format(line=one.line), one.what) for one in faults],
    }
