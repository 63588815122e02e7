"""Service messages: fixed texts to persons named in the plan's roles, in a wave of their own before every alert.

A delivery like any other, with snapshot, fingerprint, receipts and seal; its approval is the adopted plan. It cannot
reach citizens: the only people it can name are the plan's, kept as a list that no audience can use, and the leaders of
a list whom an approved alert itself gives a task.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import rfc8785
from sqlalchemy import Connection, func, insert, select, update

from dispatcher.domain.contact import Contact
from dispatcher.domain.phone import is_fictional
from dispatcher.domain.segments import count
from dispatcher.domain.states import SERVICE, AlertState, AudienceClass, ChannelName, Mode, Severity, Urgency
from dispatcher.ledger import contacts, incidents, own_push, silence, snapshot
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.tables import alerts, lists, people, waves
from dispatcher.ledger.tables import snapshot as meant
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from typing import Protocol

    from dispatcher.domain.plan import Plan, PlanPerson
    from dispatcher.ledger.relays import Leader

    class Said(Protocol):
        """A rendered text, as ``rendering`` makes them."""

        @property
        def headline(self) -> str: ...
        @property
        def body(self) -> str: ...
        @property
        def html(self) -> str: ...


PLAN_LIST, PLAN_FILE = "_plan", "plan.yaml"
BY_PLAN = "planen"
FIRST_OF_ALL = -1
"""The rank of a service message: before an extreme alert, which is 0."""
WAYS = (ChannelName.SMS, ChannelName.EMAIL)
WAVE = "Tjenestemelding"

Say = Callable[[str, str, ChannelName, Mapping[str, str], Mode], "Said"]
"""Renders a service text: its key, a language, a channel, its values, and the mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceText:
    """One text of a service message. SMS: ``body`` alone. E-mail: ``headline`` is the subject."""

    channel: ChannelName
    language: str
    headline: str
    body: str
    html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMessage:
    """What is said to whom. ``persons``: keys of the plan; ``about``: the alert it is about.

    ``others``: leaders of a list whom the alert gives a task, by the key that stands for them in ``persons``.
    ``ways``: the channels it goes by, a row each for everybody, also for whoever has no address there.
    """

    key: str
    about: str
    persons: tuple[str, ...]
    texts: tuple[ServiceText, ...]
    expires_after: timedelta
    ways: tuple[ChannelName, ...] = WAYS
    others: Mapping[str, Leader] = field(default_factory=dict)


def language_of(plan: Plan, person: PlanPerson) -> str:
    """The person's own language where the plan's texts have it, else the plan's."""
    return person.language if person.language in plan.municipality.languages else plan.municipality.language


def texts_for(
    say: Say,
    plan: Plan,
    persons: Sequence[str],
    key: str,
    values: Callable[[str], Mapping[str, str]],
    mode: Mode,
    ways: Sequence[ChannelName] = WAYS,
) -> tuple[ServiceText, ...]:
    """The texts that these persons need: each of their languages, by each of the ways. ``values``: by language."""
    languages = dict.fromkeys(language_of(plan, plan.persons[person]) for person in persons)
    found = []
    for channel in ways:
        for language in languages:
            said = say(key, language, channel, values(language), mode)
            found.append(
                ServiceText(channel=channel, language=language, headline=said.headline, body=said.body, html=said.html)
            )
    return tuple(found)


def send_service(connection: Connection, plan: Plan, number: int, message: ServiceMessage, now: datetime) -> str:
    """Send a service message in an incident's mode: approved by its plan, and its wave is open. Returns its id.

    Raises KeyError for somebody the plan does not name, ValueError for nobody or when a text is missing.
    """
    opened = incidents.incident(connection, number)
    _check(plan, message)
    sent = connection.scalar(select(func.count()).where(alerts.c.incident == number, alerts.c.kind == SERVICE)) or 0
    alert = f"{number}-s{sent + 1}"
    connection.execute(insert(alerts).values(id=alert, incident=number, **_row(opened, plan, message, now)))
    incidents.replace_variants(connection, alert, 1, [_variant(text) for text in message.texts])
    _add_people(connection, plan, opened.plan_hash, alert, message, now)
    silence.hush(connection, alert, 1, silence.of_incident(connection, number))  # nor do those of a role ring there
    print_ = _fingerprint(connection, alert, opened.plan_hash)
    incidents.set_values(connection, alert, fingerprint=print_, approved_fingerprint=print_)
    data: dict[str, Any] = {"key": message.key, "about": message.about, "persons": list(message.persons)}
    data |= {"plan": opened.plan_hash, "fingerprint": print_}
    append(connection, Entry(kind="service.sent", actor="node", incident=number, alert=alert, data=data), now)
    return alert


def _check(plan: Plan, message: ServiceMessage) -> None:
    there = {(text.channel, text.language) for text in message.texts}
    wanted = {(way, language_of(plan, plan.persons[key])) for key in message.persons for way in message.ways}
    if not wanted or not wanted <= there:
        raise ValueError(f"the service message {message.key} is for nobody, or a text is missing")


def _row(opened: Any, plan: Plan, message: ServiceMessage, now: datetime) -> dict[str, Any]:
    lasts = int(message.expires_after.total_seconds() * 1000)
    return {
        "kind": SERVICE,
        "state": str(AlertState.APPROVED),
        "mode": opened.mode,
        "severity": str(Severity.SEVERE),
        "rank": FIRST_OF_ALL,
        "urgency": str(Urgency.IMMEDIATE),
        "unsure_policy": "resend",
        "fields": json.dumps({"key": message.key, "about": message.about}),
        "areas": "[]",
        "created_by": BY_PLAN,
        "edited_by": BY_PLAN,
        "submitted_by": BY_PLAN,
        "approved_by": BY_PLAN,
        "decided_why": f"plan {opened.plan_hash}",
        "created_at": ms(now),
        "composed_at": ms(now),
        "submitted_at": ms(now),
        "approved_at": ms(now),
        "expires_after": lasts,
        "expires_at": ms(now) + lasts,
        "salt": secrets.token_hex(16),
        "people": len(message.persons),
        "cost": _cost(plan, message),
    }


def _cost(plan: Plan, message: ServiceMessage) -> float:
    parts = {text.language: count(text.body).parts for text in message.texts if text.channel is ChannelName.SMS}
    sms = sum(parts.get(language_of(plan, plan.persons[key]), 0) for key in message.persons)
    emails = len(message.persons) if ChannelName.EMAIL in message.ways else 0
    return round(sms * plan.costs.sms_part + emails * plan.costs.email, 2)


def _variant(text: ServiceText) -> dict[str, Any]:
    size = count(text.body) if text.channel is ChannelName.SMS else None
    return {
        "cls": str(AudienceClass.LEADER),
        "channel": str(text.channel),
        "language": text.language,
        "headline": text.headline,
        "body": text.body,
        "instruction": "",
        "html": text.html,
        "parts": size.parts if size else 1,
        "encoding": size.encoding if size else "",
    }


def _add_people(
    connection: Connection, plan: Plan, plan_hash: str, alert: str, message: ServiceMessage, now: datetime
) -> None:
    """One wave, open from the start, with these persons in it."""
    list_id = _plan_list(connection, plan, plan_hash, now)
    opened = {"opened_at": ms(now), "opened_by": "plan", "wait_from": ms(now)}
    channels = json.dumps([str(way) for way in message.ways])
    wave = {"alert_id": alert, "version": 1, "ix": 0, "name": WAVE, "public": False, "audiences": "[]"}
    result = connection.execute(insert(waves).values(**wave, channels=channels, **opened))
    owned = _browsers(connection, message)
    refs = {ref_of(key): language_of(plan, plan.persons[key]) for key in message.persons}
    known = connection.execute(select(people.c.id, people.c.ref).where(people.c.list_id == list_id))
    ids = {row.ref: row.id for row in known}
    places = {ref: (list_id, ids[ref]) for ref in refs if ref in ids}
    places |= {ref_of(key): (one.list_id, one.person_id) for key, one in message.others.items()}
    common = {"alert_id": alert, "version": 1, "wave_id": result.inserted_primary_key[0]}  # type: ignore[index]
    common |= {"cls": str(AudienceClass.LEADER)}
    rows: list[dict[str, Any]] = [
        {**common, "ref": ref, "list_id": places[ref][0], "person_id": places[ref][1], "language": language}
        for ref, language in refs.items()
    ]
    if message.ways == (ChannelName.PUSH,):
        rows = [row | {"list_id": None, "person_id": None} | own for row in rows for own in owned.get(row["ref"], ())]
    connection.execute(insert(meant), rows)


def _browsers(connection: Connection, message: ServiceMessage) -> dict[str, list[dict[str, Any]]]:
    """By person's reference, the browsers that a message by push goes to: a row each, for nobody else to share."""
    found: dict[str, list[dict[str, Any]]] = {}
    if message.ways == (ChannelName.PUSH,):
        for person, ref, point in own_push.browsers(connection, message.persons):
            own = {"ref": ref, "channel": str(ChannelName.PUSH), "point_id": point}
            found.setdefault(ref_of(person), []).append(own)
    return found


def ref_of(person: str) -> str:
    """The stable reference of a person of the plan; no list's reference looks like it."""
    return f"plan:{person}"


def person_of(ref: str) -> str:
    """The key of the plan's person behind a reference."""
    return ref.removeprefix("plan:")


def _plan_list(connection: Connection, plan: Plan, plan_hash: str, now: datetime) -> int:
    """The plan's persons as a list, once per plan. Never in force, so no audience of any alert finds it."""
    found = connection.scalar(select(lists.c.id).where(lists.c.key == PLAN_LIST, lists.c.digest == plan_hash))
    if found is not None:
        return int(found)
    new = contacts.NewList(
        key=PLAN_LIST, file=PLAN_FILE, digest=plan_hash, language=plan.municipality.language, fictional=False
    )
    list_id = contacts.begin(connection, new, now)
    for invented in (False, True):
        some = [_contact(person) for person in plan.persons.values() if is_fictional(person.mobile) == invented]
        if some:
            contacts.add(connection, list_id, some, fictional=invented)
    # Whoever takes on a role of the plan has agreed to be asked, also in a test.
    values = {"rows": len(plan.persons), "consenting": True}
    connection.execute(update(lists).where(lists.c.id == list_id).values(**values))
    return list_id


def _contact(person: PlanPerson) -> Contact:
    return Contact(
        ref=ref_of(person.key),
        name=person.name,
        mobile=person.mobile,
        email=person.email,
        language=person.language,
        address="",
        lat=None,
        lon=None,
        unit="",
        groups=(),
        areas=(),
        fault="",
    )


def _fingerprint(connection: Connection, alert: str, plan_hash: str) -> str:
    """SHA-256 over canonical JSON of all that the plan says yes to here; never over phone numbers."""
    row = incidents.alert(connection, alert)
    held, references = snapshot.references_digest(connection, alert, row.version, row.salt)
    document = {
        "alert": alert,
        "kind": SERVICE,
        "mode": row.mode,
        "plan": plan_hash,
        "fields": json.loads(row.fields),
        "variants": [
            [text.cls, text.channel, text.language, text.headline, text.body, text.html]
            for text in incidents.variants_of(connection, alert, row.version)
        ],
        "expires_at_ms": row.expires_at,
        "recipients": {"count": held, "sha256": references},
    }
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()
