"""Privacy: whose time is up, what waits for what, and holds that an admin sets and lifts with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from dispatcher.approval import holding
from dispatcher.domain.errors import Conflict, InvalidInput, NotFound
from dispatcher.domain.moments import OSLO
from dispatcher.domain.retention import Wait
from dispatcher.domain.rights import Act
from dispatcher.ledger import retention
from dispatcher.ledger.board import rfc3339
from dispatcher.ledger.incidents import incident
from dispatcher.ledger.tables import incidents
from dispatcher.web.console.clocks import clock, read
from dispatcher.web.console.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web
    from sqlalchemy import Connection, Row

    from dispatcher.web.console.visit import Visit

PATH: Final = "/personvern"
MOST: Final = 40
MOST_DIGITS: Final = 9


async def show(visit: Visit) -> web.StreamResponse:
    """The page."""
    visit.demand(Act.HOLD)
    return await _page(visit)


async def act(visit: Visit) -> web.StreamResponse:
    """A hold, or its end; its reason stands in the journal, sealed."""
    user, number = visit.demand(Act.HOLD), _number(visit)
    work = {"hold": holding.hold, "opphev": holding.lift}.get(visit.request.match_info["act"])
    if work is None:
        raise NotFound("Det finnes ingen slik side.")
    try:
        await visit.node.ledger.write(work, user, number, visit.form.one("why"), visit.now)
    except (InvalidInput, Conflict) as refused:
        return await _page(visit, refused=refused)
    return visit.to(f"{PATH}#h{number}")


def _number(visit: Visit) -> int:
    written = visit.request.match_info["incident"]
    if not (written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS):
        raise NotFound("Det finnes ingen slik hendelse.")
    return int(written)


async def _page(visit: Visit, refused: InvalidInput | Conflict | None = None) -> web.Response:
    words = words_of(visit.language)
    terms = visit.node.settings.retention.terms.within(visit.node.plan.retention.limits)
    names = ("citizens", "staff", "press", "replies", "sign-ins", "lists")
    days = [
        (words[f"privacy-{name}"], words["privacy-days"].format(days=getattr(terms, name.replace("-", "_"))))
        for name in names
    ]
    faults = refused.faults if isinstance(refused, InvalidInput) else ()
    return visit.page(
        "privacy.html",
        status={InvalidInput: 422, Conflict: 409}.get(type(refused), 200),
        above=[fault.what for fault in faults] or ([str(refused)] if refused else []),
        terms=days,
        most=MOST,
        found=await visit.node.ledger.read(_incidents, visit),
    )


def _incidents(connection: Connection, visit: Visit) -> list[dict[str, Any]]:
    """The newest first; in words."""
    terms, words = visit.node.settings.retention.terms, words_of(visit.language)
    chosen = select(incidents.c.id).order_by(incidents.c.id.desc()).limit(MOST)
    items = retention.items(connection, terms, visit.now)
    return [
        _told(holding.retention_view(connection, number, items), incident(connection, number), words, visit)
        for number in connection.scalars(chosen).all()
    ]


def _told(view: dict[str, Any], opened: Row[Any], words: Mapping[str, str], visit: Visit) -> dict[str, Any]:
    groups = [
        (words[f"privacy-{one['group']}"], _waits(one, words), one["waits"] == Wait.ARCHIVE) for one in view["groups"]
    ]
    for run in view["done"]:
        name = ", ".join(words[f"privacy-{group}"] for group in run["groups"]) or words["privacy-asked"]
        said = words["privacy-done"].format(people=run["people"], at=clock(run["at"], visit.now, visit.language))
        groups.append((name, said, False))
    hold = view["hold"]
    scenario = visit.node.plan.scenarios.get(opened.scenario)
    about = {"scenario": scenario.name if scenario else opened.scenario, "day": _day(rfc3339(opened.opened_at))}
    return {
        "number": view["number"],
        "about": words[f"privacy-about-{opened.mode}"].format(**about),
        "groups": _joined(groups),
        "held": words["privacy-held-by"].format(by=hold["by"], why=hold["why"] or "–") if hold else "",
    }


def _joined(groups: list[tuple[str, str, bool]]) -> list[dict[str, Any]]:
    """Groups next to each other that wait for the same are one line: most incidents have only that."""
    lines: list[dict[str, Any]] = []
    for name, said, late in groups:
        if lines and lines[-1]["said"] == said:
            lines[-1]["name"] += f", {name.lower()}"
        else:
            lines.append({"name": name, "said": said, "late": late})
    return lines


def _waits(one: dict[str, Any], words: Mapping[str, str]) -> str:
    return words["privacy-now" if one["waits"] is None else f"privacy-wait-{one['waits']}"].format(
        due=_day(one["due_at"])
    )


def _day(written: str | None) -> str:
    """With its year: what waits here may have waited long. Nothing for never."""
    when = read(written)
    return f"{when.astimezone(OSLO):%d.%m.%Y}" if when else ""
