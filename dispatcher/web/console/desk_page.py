"""The desk: every draft that waits, what is taken up first, and which of the plan's channels it goes without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dispatcher.composing import arranging
from dispatcher.composing.asking import areas_in_words, name_of
from dispatcher.domain.desk_queue import GRAVE, LEAVABLE, Priority
from dispatcher.domain.errors import Conflict, InvalidInput
from dispatcher.domain.rights import Act, may
from dispatcher.domain.states import ChannelName, Mode
from dispatcher.ledger import incidents
from dispatcher.web.bodies import Arranging
from dispatcher.web.console.clocks import clock
from dispatcher.web.console.frozen import frozen
from dispatcher.web.console.words import words_of
from dispatcher.web.reading import understood

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.web.console.visit import Visit

PATH: Final = "/redaksjon"


async def show(visit: Visit) -> web.StreamResponse:
    """The queue, the one to take up first at the top."""
    return await _page(visit)


async def _page(visit: Visit, refused: InvalidInput | Conflict | None = None, wrong: str = "") -> web.Response:
    user = visit.demand(Act.READ)
    drafts = await visit.node.ledger.read(_queue, visit)
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    said = [fault.what for fault in faults] or ([str(refused)] if refused else [])
    return visit.page(
        "desk.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        drafts=drafts,
        priorities=list(Priority),
        may_arrange=may(user.roles, Act.ARRANGE),
        wrong=wrong,
        said=said,
    )


def _queue(connection: Connection, visit: Visit) -> list[dict[str, Any]]:
    return [_draft(connection, head, visit) for head in arranging.queue(connection)]


def _draft(connection: Connection, head: Mapping[str, Any], visit: Visit) -> dict[str, Any]:
    row = incidents.alert(connection, head["id"])
    plan = frozen(connection, incidents.incident(connection, row.incident))
    scenario, words = plan.scenarios[head["scenario"]], words_of(visit.language)
    planned = {channel for wave in scenario.waves for channel in wave.channels}
    used = [str(channel) for channel in ChannelName if channel in planned & LEAVABLE]
    area = areas_in_words(plan, row, visit.language)
    name, at = name_of(connection, plan, row.created_by), clock(head["created_at"], visit.now, visit.language)
    return {
        "id": row.id,
        "what": words["in-place"].format(what=scenario.name, area=area) if area else scenario.name,
        "mode": row.mode,
        "exercise": row.mode == Mode.EXERCISE,
        "by": words["desk-by"].format(name=name, at=at),
        "priority": row.priority,
        "channels": [] if scenario.severity in GRAVE else [(one, one not in head["left_out"]) for one in used],
        "grave": scenario.severity in GRAVE,
    }


async def arrange(visit: Visit) -> web.StreamResponse:
    """What was chosen for one of them; a channel without a tick is left out."""
    user, alert = visit.demand(Act.ARRANGE), visit.request.match_info["alert"]
    offered, kept = visit.form.all("offered"), visit.form.all("channel")
    sent: dict[str, Any] = {"priority": visit.form.one("priority")}
    if offered:
        sent["leave_out"] = [one for one in offered if one not in kept]

    def work(connection: Connection) -> None:
        asked = understood(sent, Arranging)
        head = next((one for one in arranging.queue(connection) if one["id"] == alert), None)
        same = head is not None and head["left_out"] == asked.leave_out
        leave_out = None if same else asked.leave_out
        given: dict[str, Any] = {"priority": asked.priority, "leave_out": leave_out}
        arranging.arrange(visit.node.desk, connection, user, alert, **given, now=visit.now)

    try:
        await visit.node.ledger.write(work)
    except (InvalidInput, Conflict) as refused:
        return await _page(visit, refused, alert)
    visit.node.engine.wake()
    return visit.to(PATH)
