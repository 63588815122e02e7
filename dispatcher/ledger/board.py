"""The board: what people and programs read. It cannot write; the console, the API, ``watch`` and the report share it.

Every value is ready for JSON: times as RFC 3339 in UTC, states as words, addresses masked.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from dispatcher.domain.states import SERVICE, ChannelName, DeliveryState, Fate, Mode
from dispatcher.ledger import alarm_book, conduct, incidents, snapshot, task_planning, turns
from dispatcher.ledger.tables import alerts, deliveries, lists, waves
from dispatcher.ledger.tables import snapshot as meant
from dispatcher.ledger.variant_names import variant_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatcher.domain.policy import Progress

_CODE = re.compile(r"\b[0-9]{6}\b")
"""In a service message, the code with which one person approves by SMS: nobody else may read it."""
KEYS = [str(state) for state in DeliveryState]
TICKED = [str(DeliveryState.ACCEPTED), str(DeliveryState.DELIVERED)]


def rfc3339(milliseconds: int | None) -> str | None:
    """A table's milliseconds as RFC 3339 in UTC."""
    if milliseconds is None:
        return None
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def alert_head(row: Row[Any], scenario: str, *, held: int | None = None) -> dict[str, Any]:
    """State, flags and fingerprint of an alert, without its texts and waves. ``held``: until when waves stay shut."""
    return {
        "id": row.id,
        "incident": str(row.incident),
        "number": row.incident,
        "scenario": scenario,
        "kind": row.kind,
        "mode": row.mode,
        "state": row.state,
        "flags": {"paused": row.paused, "superseded": row.superseded_by, "held": rfc3339(held)},
        "follows": row.follows,
        "superseded_by": row.superseded_by,
        "false_alarm": bool(row.false_alarm),
        "hold_until": "now" if row.hold_until == 0 else rfc3339(row.hold_until or held),
        "version": row.version,
        "severity": row.severity,
        "urgency": row.urgency,
        "fields": json.loads(row.fields),
        "areas": json.loads(row.areas),
        "priority": row.priority,
        "left_out": json.loads(row.left_out),
        "responsible": row.responsible,
        "fingerprint": row.fingerprint,
        "created_by": row.created_by,
        "created_at": rfc3339(row.created_at),
        "edited_by": row.edited_by,
        "submitted_by": row.submitted_by,
        "submitted_at": rfc3339(row.submitted_at),
        "approved_by": row.approved_by,
        "approved_as": row.approved_as,
        "approved_at": rfc3339(row.approved_at),
        "why": row.decided_why,
        "promise_at": rfc3339(row.promise_at),
        "expires_at": rfc3339(row.expires_at),
        "started_at": rfc3339(row.started_at),
        "done_at": rfc3339(row.done_at),
        "stopped_at": rfc3339(row.stopped_at),
        "people": row.people,
        "cost": row.cost,
    }


def head_view(connection: Connection, row: Row[Any], scenario: str) -> dict[str, Any]:
    """An alert's head with what its waves say."""
    return alert_head(row, scenario, held=turns.held_until(connection, row))


def alert_view(connection: Connection, alert_id: str) -> dict[str, Any]:
    """An alert whole: head, variants, waves. Raises NotFound."""
    row = incidents.alert(connection, alert_id)
    view = head_view(connection, row, incidents.incident(connection, row.incident).scenario)
    view["variants"] = variants_view(connection, row)
    view["waves"] = waves_view(connection, row)
    view["unreachable"] = snapshot.count_unreachable(connection, row.id, row.version)
    view["odd"] = []
    view["alarms"] = alarm_book.words_about(connection, row.id)
    view["drafts"] = incidents.drafts_of(connection, row.id, row.version)
    view["warnings"] = [*_empty_waves(view["waves"]), *_test_lists(connection, row)]
    return view


def _empty_waves(found: list[dict[str, Any]]) -> list[str]:
    empty = (wave["name"] for wave in found if not wave["people"] and not wave["public"] and not wave["tasks"]["keys"])
    return [f"Bølgen «{name}» har ingen mottakere." for name in empty]


def _test_lists(connection: Connection, row: Row[Any]) -> list[str]:
    """A real channel refuses an invented person: those of such a list get nothing of a real alert."""
    if row.mode != Mode.REAL:
        return []
    used = select(meant.c.list_id).where(meant.c.alert_id == row.id, meant.c.version == row.version)
    found = connection.scalars(select(lists.c.key).distinct().where(lists.c.fictional, lists.c.id.in_(used)))
    return [f"Listen «{key}» er en testliste (fictional). Ingen på den blir varslet." for key in sorted(found)]


def variants_view(
    connection: Connection, row: Row[Any], reach: Sequence[snapshot.Reach] | None = None
) -> list[dict[str, Any]]:
    """Every text of an alert's version, with how many people it is for. ``reach``: where it is known already."""
    count = _recipients(snapshot.reach(connection, row.id, row.version) if reach is None else reach)
    return [
        {
            "key": variant_key(text),
            "class": text.cls,
            "zone": text.zone,
            "fate": text.fate,
            "channel": text.channel,
            "language": text.language,
            "headline": text.headline,
            "body": shown_body(row.kind, text.body),
            "instruction": text.instruction,
            "parts": text.parts,
            "encoding": text.encoding,
            "recipients": count.get((text.cls, text.zone, text.fate, text.channel, text.language), 0),
        }
        for text in incidents.variants_of(connection, row.id, row.version)
    ]


def shown_body(kind: str, body: str) -> str:
    """A text as anybody but its recipient may read it."""
    return _CODE.sub("••••••", body) if kind == SERVICE else body


def _recipients(reach: Sequence[snapshot.Reach]) -> dict[snapshot.Need, int]:
    """How many each text is for; one that would take the alert back is for all who got any text of it."""
    count: dict[snapshot.Need, int] = {}
    for one in reach:
        for need in (one.need, (one.cls, "", str(Fate.RETRACTED), one.channel, one.language)):
            count[need] = count.get(need, 0) + one.addresses
    return count


def variant_key(text: Any) -> str:
    """How a person names a text: citizen.sms.nb, citizen@evakuer+added.sms.nb."""
    return variant_name(text.cls, text.zone, text.fate, text.channel, text.language)


def waves_view(connection: Connection, row: Row[Any]) -> list[dict[str, Any]]:
    """Each wave with its gate, people, told and the seven counts per channel; those of its tasks stand apart."""
    return waves_counted(connection, row)[0]


def waves_counted(connection: Connection, row: Row[Any]) -> tuple[list[dict[str, Any]], list[Progress]]:
    """The same, and how far each wave is, as its gate sees it: counted once for both."""
    counts = _counts(connection, row)
    people = _people(connection, row)
    steps = snapshot.waves_of(connection, row.id, row.version)
    reached = [conduct.progress(connection, wave.id) for wave in steps]
    return [_wave(wave, counts, people, far) for wave, far in zip(steps, reached, strict=True)], reached


def _wave(
    wave: Row[Any], counts: Mapping[tuple[int, str, str], int], people: Mapping[int, int], far: Progress
) -> dict[str, Any]:
    return {
        "name": wave.name,
        "public": bool(wave.public),
        "opened_at": rfc3339(wave.opened_at),
        "opened_by": wave.opened_by,
        "done_at": rfc3339(wave.done_at),
        "gate": None if wave.share is None else {"share": wave.share, "longest_wait_seconds": wave.longest_wait / 1000},
        "hold_until": rfc3339(wave.hold_until),
        "people": 0 if wave.public else people.get(wave.id, 0),
        "told": 0 if wave.public else far.told - _ticked(counts, wave.id),
        "fallback": json.loads(wave.fallback),
        "tasks": {"keys": task_planning.tasks_of(wave), **_seven(counts, wave.id, ChannelName.TASK)},
        "channels": {
            channel: _seven(counts, wave.id, channel)
            for channel, _ in snapshot.channels_of(wave)
            if channel != ChannelName.TASK  # in people's hands: no sending of ours is open because of it
        },
    }


def _ticked(counts: Mapping[tuple[int, str, str], int], wave: int) -> int:
    """Tasks that are done: each counts in the gate, and nobody is told by it that anybody can count."""
    return sum(counts.get((wave, str(ChannelName.TASK), state), 0) for state in TICKED)


def _counts(connection: Connection, row: Row[Any]) -> Mapping[tuple[int, str, str], int]:
    found = connection.execute(
        select(deliveries.c.wave_id, deliveries.c.channel, deliveries.c.state, func.count())
        .where(deliveries.c.wave_id.in_(select(waves.c.id).where(waves.c.alert_id == row.id)))
        .group_by(deliveries.c.wave_id, deliveries.c.channel, deliveries.c.state)
    )
    return {(wave, channel, state): count for wave, channel, state, count in found}


def _people(connection: Connection, row: Row[Any]) -> dict[int, int]:
    table = meant
    found = connection.execute(
        select(table.c.wave_id, func.count(table.c.ref.distinct()))
        .where(table.c.alert_id == row.id, table.c.version == row.version, table.c.channel.is_(None))
        .group_by(table.c.wave_id)
    )
    return {wave_id: count for wave_id, count in found}  # noqa: C416  rows are not pairs to a type checker


def _seven(counts: Mapping[tuple[int, str, str], int], wave: int, channel: str) -> dict[str, int]:
    each = {key: counts.get((wave, channel, key), 0) for key in KEYS}
    return {"total": sum(each.values()), **each}


def alerts_view(connection: Connection, kind: str | None = None) -> list[dict[str, Any]]:
    """Every alert's head, newest first; of one kind only, also of service messages, which are else left out."""
    return [head_view(connection, row, row.scenario) for row in incidents.all_alerts(connection, kind)]


def incident_view(connection: Connection, number: int) -> dict[str, Any]:
    """An incident with its series. Raises NotFound."""
    row = incidents.incident(connection, number)
    return {
        "id": str(row.id),
        "number": row.id,
        "scenario": row.scenario,
        "mode": row.mode,
        "plan_hash": row.plan_hash,
        "opened_by": row.opened_by,
        "opened_at": rfc3339(row.opened_at),
        "occurred_at": rfc3339(row.occurred_at),
        "known_at": rfc3339(row.known_at),
        "reason": row.reason,
        "closed_at": rfc3339(row.closed_at),
        "alerts": [head_view(connection, alert, row.scenario) for alert in incidents.alerts_of(connection, number)],
    }


def active_alerts(connection: Connection) -> int:
    """How many alerts are approved or sending; service messages are none."""
    active = (alerts.c.state.in_(conduct.ACTIVE), alerts.c.kind != SERVICE)
    return int(connection.scalar(select(func.count()).where(*active)) or 0)


def alarms_view(connection: Connection) -> list[dict[str, Any]]:
    """What is wrong and not over, oldest first."""
    return [
        {
            "cause": row.cause,
            "about": row.about,
            "words": row.words,
            "since": rfc3339(row.since),
            "told_at": rfc3339(row.told_at),
        }
        for row in alarm_book.standing(connection)
    ]
