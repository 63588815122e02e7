"""What the record has of whoever holds a role or an account: what they were asked, answered, wrote, and signed in with.

One row a table below: whose a line is, and what of it is theirs to see. Nothing that lets anybody in is among it: of a
session, a passkey or a token only that it is there, when it was made and when it was last used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Table, func, or_, select

from dispatcher.ledger.archive_tables import archive_packages
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.call_tables import answers, codes, replies, wakings
from dispatcher.ledger.clearance import CLEARED
from dispatcher.ledger.deciding_tables import absences, approval_requests, approvals, recusals, watches
from dispatcher.ledger.drawn_tables import drawn_areas
from dispatcher.ledger.evaluation_tables import evaluation_parts, evaluations, feedback, measures
from dispatcher.ledger.hand_tables import clearances, crisis_modes
from dispatcher.ledger.open_id_tables import emergency_sign_ins, subjects
from dispatcher.ledger.own_push_tables import own_subscriptions
from dispatcher.ledger.privacy_tables import holds, removals
from dispatcher.ledger.proposal_tables import proposals
from dispatcher.ledger.sign_in_tables import apps, passkeys, passwords, recovery_codes, sessions
from dispatcher.ledger.tables import alerts, incidents, journal, retractions, tokens, users, waves
from dispatcher.ledger.tables import idempotency as requests
from dispatcher.ledger.task_tables import tasks
from dispatcher.ledger.written_words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST = 10_000
"""Rows of a table in one answer, the newest; how many are left out is said."""
OF_OTHERS = frozenset({"doors.handed-over", CLEARED, "alert.approved"})
"""Lines whose sealed words are the name of somebody else: of the police, or of a witness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose: keys of persons of the plan, and accounts by their ids."""

    keys: frozenset[str]
    accounts: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table. ``person``, ``account``, ``user``: columns that say whose a row is, by key, by name, by id.

    ``words``: the column of the line that has what ``writer`` wrote.
    """

    table: Table
    title: str
    person: str = ""
    account: str = ""
    user: str = ""
    facts: str = ""
    times: str = ""
    words: str = ""
    writer: str = ""


SOURCES = (
    Source(table=users, title="Konto", user="id", facts="name roles person", times="created_at"),
    Source(table=tokens, title="Nøkler til konto", user="user_id", times="created_at"),
    Source(table=passwords, title="Passord", user="user_id", times="changed_at"),
    Source(table=passkeys, title="Passkeys", user="user_id", times="created_at used_at"),
    Source(table=apps, title="Kodeapp", user="user_id", facts="confirmed", times="created_at"),
    Source(table=recovery_codes, title="Reservekoder", user="user_id", times="created_at used_at"),
    Source(
        table=sessions,
        title="Innlogginger",
        user="user_id",
        facts="ended",
        times="created_at seen_at factor_at ends_at ended_at",
    ),
    Source(table=subjects, title="Kommunens innlogging", user="user_id", facts="issuer subject", times="tied_at"),
    Source(table=emergency_sign_ins, title="Innlogginger med passord i nød", user="user_id", times="at"),
    Source(table=own_subscriptions, title="Nettlesere som får push", account="account", times="created_at gone_at"),
    Source(table=requests, title="Kall fra program", user="user_id", facts="status", times="at"),
    Source(
        table=approval_requests,
        title="Spurt om godkjenning",
        person="person",
        facts="alert_id version capacity times ended",
        times="asked_at last_at ended_at",
    ),
    Source(
        table=approvals,
        title="Godkjenninger",
        person="person witness",
        account="by confirmed_by witness",
        facts="alert_id way capacity authority why confirmed_as",
        times="at told_at confirmed_at",
    ),
    Source(
        table=codes, title="Godkjenning på SMS", person="person", facts="alert_id tries", times="offered_at used_at"
    ),
    Source(
        table=proposals,
        title="Forslag til tekst",
        person="person",
        account="by taken_by",
        facts="alert_id version taken_version",
        times="at taken_at",
        words="entry",
        writer="by",
    ),
    Source(table=recusals, title="Meldt seg berørt", person="person", account="by", facts="incident", times="at"),
    Source(
        table=absences,
        title="Fravær",
        person="person",
        account="by ended_by",
        facts="kind",
        times="from_at to_at at ended_at",
    ),
    Source(table=watches, title="Vakter", person="person", facts="role", times="from_at to_at"),
    Source(table=wakings, title="Oppringninger", person="person", facts="incident about rounds ended"),
    Source(
        table=answers,
        title="Svar på innkalling og oppringning",
        person="person",
        account="given_by",
        facts="incident about answer way",
        times="at",
    ),
    Source(table=replies, title="SMS til kommunens nummer", person="person", facts="incident meaning", times="at"),
    Source(
        table=tasks,
        title="Oppgaver",
        person="person answered_for",
        account="answered_by",
        facts="alert_id key place why",
        times="asked_at due_at answered_at written_at withdrawn_at",
    ),
    Source(table=incidents, title="Hendelser åpnet", account="opened_by", facts="id scenario mode", times="opened_at"),
    Source(
        table=alerts,
        title="Varsler laget, endret, sendt inn eller godkjent",
        account="created_by edited_by submitted_by approved_by",
        facts="id kind state approved_as decided_why",
        times="created_at submitted_at approved_at",
    ),
    Source(table=waves, title="Bølger sluppet", account="opened_by", facts="alert_id name", times="opened_at"),
    Source(table=retractions, title="Tilbaketrekkinger", account="asked_by", facts="alert_id why", times="at"),
    Source(table=drawn_areas, title="Områder tegnet", account="drawn_by", facts="incident name", times="drawn_at"),
    Source(
        table=clearances,
        title="Politiets klarering skrevet inn",
        account="recorded_by",
        facts="alert_id purpose",
        times="at recorded_at",
    ),
    Source(
        table=crisis_modes,
        title="Kriseledelse etablert eller avsluttet",
        account="recorded_by",
        facts="incident established",
        times="at recorded_at",
    ),
    Source(table=holds, title="Holdt tilbake", account="set_by lifted_by", facts="incident", times="set_at lifted_at"),
    Source(
        table=archive_packages,
        title="Arkivpakker",
        account="made_by mailed_by confirmed_by",
        facts="incident reference",
        times="made_at mailed_at confirmed_at",
    ),
    Source(
        table=evaluations,
        title="Evalueringer",
        account="begun_by assessed_by heard_by approved_by",
        facts="incident version state",
        times="begun_at assessed_at heard_at approved_at",
        words="assessment",
        writer="assessed_by",
    ),
    Source(
        table=evaluation_parts,
        title="Skrevet i evalueringer",
        account="by",
        facts="incident version kind outcome",
        times="at",
        words="entry",
        writer="by",
    ),
    Source(
        table=measures,
        title="Tiltak",
        account="opened_by closed_by",
        facts="incident kind status due",
        times="opened_at closed_at",
        words="entry",
        writer="opened_by",
    ),
    Source(table=removals, title="Tatt av lister", account="removed_by", facts="list_key", times="removed_at"),
    Source(table=feedback, title="Tilbakemeldinger slettet", account="erased_by", facts="incident", times="erased_at"),
    Source(
        table=journal,
        title="Linjer i loggen",
        account="actor",
        facts="seq kind incident alert_id",
        times="at happened_at",
        words="seq",
        writer="actor",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is theirs in a table; ``left_out``: how many older rows there are beside."""

    name: str
    title: str
    rows: list[dict[str, Any]]
    left_out: int


def parts(connection: Connection, holder: Holder) -> Iterator[Part]:
    """A table at a time, and only those that have something."""
    for source in SOURCES:
        whose = _whose(source, holder)
        if whose:
            total = int(connection.scalar(select(func.count()).select_from(source.table).where(or_(*whose))) or 0)
            if total:
                rows = _rows(connection, source, whose, holder)
                yield Part(name=source.table.name, title=source.title, rows=rows, left_out=total - len(rows))


def _whose(source: Source, holder: Holder) -> list[Any]:
    columns = source.table.c
    named = [columns[name].in_(holder.keys) for name in source.person.split() if holder.keys]
    accounts = [columns[name].in_(holder.accounts.values()) for name in source.account.split() if holder.accounts]
    return named + accounts + [columns[name].in_(holder.accounts) for name in source.user.split() if holder.accounts]


def _rows(connection: Connection, source: Source, whose: list[Any], holder: Holder) -> list[dict[str, Any]]:
    first = [column.desc() for column in source.table.primary_key.columns]
    chosen = select(source.table).where(or_(*whose)).order_by(*first).limit(MOST)
    found = connection.execute(chosen).all()
    return [_told(connection, source, row, holder) for row in reversed(found)]


def _told(connection: Connection, source: Source, row: Row[Any], holder: Holder) -> dict[str, Any]:
    known = row._mapping  # noqa: SLF001  SQLAlchemy's documented way to a row's columns by name
    told = {name: known[name] for name in source.facts.split()}
    told |= {name: rfc3339(known[name]) for name in source.times.split()}
    by = [name for name in source.account.split() if known[name] in holder.accounts.values()]
    by += [name for name in source.person.split() if known[name] in holder.keys]
    if by and (source.account or source.person) not in {"account", "person", "actor"}:
        told["as"] = list(dict.fromkeys(by))
    if source.words and known[source.writer] in holder.accounts.values() and known.get("kind") not in OF_OTHERS:
        told["words"] = words_of(connection, known[source.words])
    if source.table is journal:
        told["data"] = {name: value for name, value in json.loads(known["data"]).items() if name != "sealed"}
    return told
