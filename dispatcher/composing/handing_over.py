"""What others send for us must fit where they put it: checked at submit, so that an approved text can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.states import ChannelName, Fate
from dispatcher.domain.task_text import fitting, spoken
from dispatcher.ledger import incidents, snapshot
from dispatcher.ledger.task_planning import tasks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from dispatcher.domain.plan import Plan, TaskSpec


def check_limits(connection: Connection, row: Row[Any], plan: Plan) -> None:
    """Raises InvalidInput for each task whose text is longer than whoever takes it over has room for."""
    texts = [
        text
        for text in incidents.variants_of(connection, row.id, row.version)
        if text.channel == ChannelName.TASK and text.fate != Fate.RETRACTED
    ]
    waves = snapshot.waves_of(connection, row.id, row.version)
    keys = dict.fromkeys(key for wave in waves for key in tasks_of(wave))
    faults = [fault for key in keys for fault in _too_long(plan, plan.tasks[key], texts)]
    if faults:
        raise InvalidInput(*faults)


def _too_long(plan: Plan, task: TaskSpec, texts: list[Row[Any]]) -> Iterator[Fault]:
    languages = spoken(plan.municipality.language, plan.municipality.languages)
    for text in texts:
        if task.limit is None or text.cls != task.copies or text.language not in languages:
            continue
        if fitting(text.headline, text.body, text.instruction, task.limit) is None:
            title = task.words(plan.municipality.language)
            what = f"Teksten til «{title}» på {text.language} er for lang. Den kan ha høyst {task.limit} tegn."
            yield Fault(f"texts.{text.cls}.{text.channel}.{text.language}", what)
