"""Tasks in the snapshot: one recipient a task, a poster one a posting place. No person of any list is meant by them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row
from sqlalchemy.dialects.postgresql import insert as upsert

from dispatcher.domain.plan.tasks import EXTERNAL
from dispatcher.domain.states import ChannelName
from dispatcher.ledger import relays
from dispatcher.ledger.tables import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatcher.domain.plan import Plan, TaskSpec, Wave

REF = "task:"
RELAY = "relay"


def add_tasks(connection: Connection, plan: Plan, wave: Wave, *, alert: str, version: int, wave_id: int) -> None:
    """The wave's tasks, each once an alert, with the text they copy in the plan's own language."""
    for key in wave.tasks:
        if plan.tasks[key].kind == RELAY:
            continue  # when everybody is in the snapshot
        for ref in refs_of(plan, plan.tasks[key]):
            row = {"alert_id": alert, "version": version, "wave_id": wave_id, "cls": plan.tasks[key].copies}
            row |= {"ref": ref, "channel": str(ChannelName.TASK), "language": plan.municipality.language}
            connection.execute(upsert(snapshot).values(**row).on_conflict_do_nothing())


def add_relays(
    connection: Connection, plan: Plan, planned: Iterable[tuple[int, Wave]], alert: str, version: int
) -> None:
    """A task for each leader with people whom the alert is for and no channel reaches; the rest are the role's."""
    for wave_id, wave in planned:
        for key in (key for key in wave.tasks if plan.tasks[key].kind == RELAY):
            for leader in relays.leaders(connection, alert, version):
                ref = f"{REF}{key}:{leader}" if leader else f"{REF}{key}"
                row = {"alert_id": alert, "version": version, "wave_id": wave_id, "cls": plan.tasks[key].copies}
                row |= {"ref": ref, "channel": str(ChannelName.TASK), "language": plan.municipality.language}
                connection.execute(upsert(snapshot).values(**row).on_conflict_do_nothing())


def refs_of(plan: Plan, task: TaskSpec) -> Iterator[str]:
    """The stable references of a task: task:radio, task:oppslag:biblioteket."""
    if task.kind != "poster":
        yield f"{REF}{task.key}"
        return
    for place in task.posting_places or tuple(plan.posting_places):
        yield f"{REF}{task.key}:{place}"


def read_ref(ref: str) -> tuple[str, str]:
    """The task's key and the posting place's, or nothing."""
    key, _, place = ref.removeprefix(REF).partition(":")
    return key, place


def tasks_of(wave: Row[Any]) -> list[str]:
    """The keys of a planned wave's tasks."""
    return list(json.loads(wave.tasks))


def reaches_others(plan: Plan, wave: Wave) -> bool:
    """Whether any of the wave's tasks carries a text out of the house."""
    return any(plan.tasks[key].copies in EXTERNAL for key in wave.tasks)
