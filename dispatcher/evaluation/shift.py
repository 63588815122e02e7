"""The shift change in one page: what is going on, what is promised, what is open, what was decided; from the record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy import select

from dispatcher.domain.log_kinds import QUESTION
from dispatcher.domain.states import AlertState, DeliveryState
from dispatcher.evaluation import words
from dispatcher.evaluation.acts import actor
from dispatcher.evaluation.acts import in_words as act_in_words
from dispatcher.evaluation.decisions import DECISIONS
from dispatcher.evaluation.gather import gather
from dispatcher.evaluation.page import TEMPLATES, style
from dispatcher.ledger import alarm_book, log_book
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.tables import deliveries
from dispatcher.ledger.task_tables import tasks
from dispatcher.ledger.times import ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from dispatcher.evaluation.record import AlertRecord, Line, Record

MOST = 12
"""Decisions and lines of the log that the page shows: the newest. The rest is in the report."""
UNDER_WAY = (AlertState.SUBMITTED, AlertState.APPROVED, AlertState.SENDING)


def facts(connection: Connection, number: int, now: datetime) -> dict[str, Any]:
    """Everything on the page. Raises NotFound."""
    record = gather(connection, number)
    lines = log_book.lines(connection, number)
    return {
        "number": record.number,
        "scenario": record.plan.scenario(record.scenario),
        "municipality": record.plan.municipality,
        "mode": record.mode,
        "at": rfc3339(ms(now)),
        "opened_at": rfc3339(record.opened_at),
        "known_at": rfc3339(record.known_at),
        "closed_at": rfc3339(record.closed_at),
        "crisis_mode": log_book.crisis_mode(connection, number),
        "alerts": [_alert(alert) for alert in record.alerts],
        "promises": list(_promises(record, ms(now))),
        "open": [*_open_alerts(record), *_alarms(connection, record), *_questions(lines), *_tasks(connection, record)],
        "decisions": [_decision(record, line) for line in record.journal if line.kind in DECISIONS][-MOST:],
        "log": lines[-MOST:],
    }


def _alert(alert: AlertRecord) -> dict[str, Any]:
    everybody, flags = alert.everybody, alert.head["flags"]
    return {
        "id": alert.id,
        "kind": words.KINDS.get(alert.kind, alert.kind),
        "state": words.STATES.get(alert.state, alert.state),
        "paused": flags["paused"],
        "superseded": flags["superseded"],
        "people": everybody.people,
        "told": everybody.told,
        "unsure": everybody.unsure,
        "failed": everybody.failed,
        "public": alert.banner_at is not None and alert.withdrawn_at is None,
    }


def _promises(record: Record, now: int) -> Iterator[dict[str, Any]]:
    """The promises that nobody has kept yet: a newer alert keeps the one before it."""
    sent = [alert for alert in record.alerts if alert.was_sent]
    for alert in sent[-1:]:
        if alert.promise_at is not None and alert.state != AlertState.STOPPED:
            yield {"alert": alert.id, "at": rfc3339(alert.promise_at), "late": alert.promise_at < now}


def _open_alerts(record: Record) -> Iterator[str]:
    for alert in record.alerts:
        if alert.state == AlertState.SUBMITTED:
            yield f"{alert.id} venter på godkjenning."
        if alert.state in (AlertState.DRAFT, AlertState.RETURNED):
            yield f"{alert.id} er et utkast som ikke er sendt inn."
        if alert.head["flags"]["paused"]:
            yield f"{alert.id} står på pause: {alert.head['flags']['paused']}"
        asked = sum(one.asked for one in alert.unsure)
        if asked:
            yield f"{alert.id}: noen må avgjøre {words.plural(asked, 'usikker melding', 'usikre meldinger')}."


def _alarms(connection: Connection, record: Record) -> Iterator[str]:
    for alert in record.alerts:
        yield from (f"Alarm: {said}" for said in alarm_book.words_about(connection, alert.id))


def _questions(lines: list[dict[str, Any]]) -> Iterator[str]:
    for line in lines:
        if line["kind"] == QUESTION and not line["answered_by"] and not line["corrected_by"]:
            yield f"Spørsmål, linje {line['id']}: {line['text'] or '(slettet)'}"


def _tasks(connection: Connection, record: Record) -> Iterator[str]:
    """What is in people's hands: whoever comes on shift must know whom to ask."""
    mine = tasks.c.alert_id.in_([alert.id for alert in record.alerts])
    out = (tasks.c.answered_at.is_(None), tasks.c.withdrawn_at.is_(None))
    with_somebody = deliveries.c.state.in_([str(DeliveryState.SENDING), str(DeliveryState.UNSURE)])
    chosen = select(tasks).join(deliveries, deliveries.c.id == tasks.c.delivery_id).where(mine, *out, with_somebody)
    for row in connection.execute(chosen.order_by(tasks.c.due_at, tasks.c.delivery_id)):
        what, who = record.plan.task(row.key, row.place), record.plan.person(row.person)
        yield f"Oppgave {row.delivery_id}, {what}: {who}, frist {_when(rfc3339(row.due_at) or '')}"


def _decision(record: Record, line: Line) -> dict[str, Any]:
    said = words.ended(act_in_words(record, line))
    return {"at": rfc3339(line.moment), "who": actor(record, line.actor), "alert": line.alert, "words": said}


def page(shown: dict[str, Any]) -> str:
    """The page as one HTML file to print: nothing fetched, no script."""
    environment = Environment(
        loader=PackageLoader("dispatcher.evaluation", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["when"] = _when
    own = Markup(style())  # noqa: S704  our own file
    mark = words.MARKS.get(shown["mode"], "")
    return environment.get_template("shift.html").render(shown=shown, style=own, mark=mark, people=words.people)


def in_words(shown: dict[str, Any]) -> Iterator[str]:
    """The page as lines for a terminal."""
    yield f"VAKTSKIFTE {_when(shown['at'])}: {shown['scenario']}, hendelse {shown['number']}"
    mode = shown["crisis_mode"]
    yield f"Kriseledelsen er etablert siden {_when(mode['since'])}." if mode else "Kriseledelsen er ikke etablert."
    for heading, lines in _parts(shown):
        yield ""
        yield heading
        yield from lines or ["  Ingen."]


def _parts(shown: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield "Varsler", [f"  {one['id']} {one['kind']}: {one['state']}{_told(one)}" for one in shown["alerts"]]
    yield (
        "Løfter",
        [f"  {one['alert']}: neste melding innen {_when(one['at'])}{_late(one)}" for one in shown["promises"]],
    )
    yield "Åpent", [f"  {one}" for one in shown["open"]]
    yield "Siste beslutninger", [f"  {_when(one['at'])} {one['who']}: {one['words']}" for one in shown["decisions"]]
    yield (
        "Siste linjer i loggen",
        [f"  {one['id']} {_when(one['happened_at'])} {one['by']}: {one['text']}" for one in shown["log"]],
    )


def _told(alert: dict[str, Any]) -> str:
    return f", {alert['told']} av {alert['people']} varslet"


def _late(promise: dict[str, Any]) -> str:
    return " (FORSINKET)" if promise["late"] else ""


def _when(moment: str) -> str:
    return words.stamp(ms(datetime.fromisoformat(moment)), seconds=False)
