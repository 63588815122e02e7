"""What an exercise captured, and who has got an alert: chosen, searched and opened; what is opened is journalled first.

The ledger is what these pages read: what a capture took is *accepted* there, and it outlives the capture's memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from dispatcher.approval import reading
from dispatcher.approval.reading import Looked, What
from dispatcher.domain.errors import NotFound
from dispatcher.domain.rights import Act, may
from dispatcher.ledger import recipients
from dispatcher.ledger.recipients import Chosen
from dispatcher.web.console import recipient_view as view
from dispatcher.web.console.draft_page import alert_of
from dispatcher.web.console.words import words_of
from dispatcher.web.row_reading import journal_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.web.console.visit import Visit

FEWEST_SIGNS: Final = 2
MOST_DIGITS: Final = 15
NAMES: Final = ("kanal", "bolge", "tilstand", "grunn", "etter")
SOUGHT: Final = "sok"
"""Only ever in a form: a name is no part of an address."""
CAPTURED_PATH: Final = "/varsel/{alert}/fanget"
RECIPIENTS_PATH: Final = "/varsel/{alert}/mottakere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Which of the two pages. ``path``: the last part of its address."""

    path: str
    what: What
    title: str
    more: str
    none: str
    captured: bool = False


CAPTURED: Final = Kind(
    path="fanget",
    what=What.CAPTURED,
    title="captured",
    more="captured-more",
    none="captured-none",
    captured=True,
)
RECIPIENTS: Final = Kind(
    path="mottakere", what=What.RECIPIENTS, title="recipients", more="recipients-more", none="recipients-none"
)


async def captured(visit: Visit) -> web.StreamResponse:
    """What people would have got, masked."""
    return await _masked(visit, CAPTURED)


async def messages(visit: Visit) -> web.StreamResponse:
    """Every message of an alert and how it went, masked."""
    return await _masked(visit, RECIPIENTS)


async def open_captured(visit: Visit) -> web.StreamResponse:
    """The same page with names and addresses, or those of whom was searched for."""
    return await _opened(visit, CAPTURED)


async def open_messages(visit: Visit) -> web.StreamResponse:
    """The same page with names and addresses, or those of whom was searched for."""
    return await _opened(visit, RECIPIENTS)


async def captured_message(visit: Visit) -> web.StreamResponse:
    """One message as it would have been read."""
    return await _message(visit, CAPTURED)


async def one_message(visit: Visit) -> web.StreamResponse:
    """One message as it was read, and how it went."""
    return await _message(visit, RECIPIENTS)


def _chosen(given: Mapping[str, str], kind: Kind) -> Chosen:
    """What the query or the form asks for; what it cannot mean is as if it were not there."""
    states = view.TAKEN if kind.captured else view.STATES.get(given["tilstand"], view.TROUBLE)
    return Chosen(
        states=states,
        channel=given["kanal"],
        wave=_number(given["bolge"]),
        reason=given["grunn"] if given["grunn"] and not kind.captured else None,
        after=_number(given["etter"]),
    )


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS else 0


async def _masked(visit: Visit, kind: Kind) -> web.Response:
    user, alert = visit.demand(Act.READ_ROWS), alert_of(visit)
    await visit.node.ledger.read(view.demand_kind, alert, kind.captured)
    given = {name: visit.request.query.get(name, "") for name in NAMES}
    await journal_rows(visit.node, user, alert, visit.now)
    return await _page(visit, kind, given, _chosen(given, kind))


async def _opened(visit: Visit, kind: Kind) -> web.Response:
    user, alert = visit.demand(Act.READ_ADDRESSES), alert_of(visit)
    await visit.node.ledger.read(view.demand_kind, alert, kind.captured)
    given = {name: visit.form.one(name) for name in NAMES}
    chosen, sought = _chosen(given, kind), " ".join(visit.form.one(SOUGHT).split())
    if visit.form.all(SOUGHT):
        if len(sought) < FEWEST_SIGNS:
            return await _page(visit, kind, given, chosen, fault=words_of(visit.language)["find-few"])
        given |= {"kanal": "", "bolge": "", "tilstand": "any", "grunn": ""}
        chosen = await _search(visit, kind, sought, chosen.after)
    count = len((await visit.node.ledger.read(recipients.page, alert, chosen))[: recipients.PAGE])
    looked = Looked(what=kind.what, count=count, searched=bool(sought), channel=chosen.channel, wave=chosen.wave)
    await visit.node.ledger.write(reading.remember, user, looked, alert, visit.now)
    return await _page(visit, kind, given, chosen, opened=True, sought=sought)


async def _search(visit: Visit, kind: Kind, sought: str, after: int) -> Chosen:
    """Whoever looks for somebody wants all there is of them, however it went."""
    found = await visit.node.ledger.read(recipients.search, alert_of(visit), sought)
    return Chosen(states=view.TAKEN if kind.captured else (), after=after, found=found)


async def _page(
    visit: Visit,
    kind: Kind,
    given: Mapping[str, str],
    chosen: Chosen,
    *,
    opened: bool = False,
    sought: str = "",
    fault: str = "",
) -> web.Response:
    alert, language, words = alert_of(visit), visit.language, words_of(visit.language)

    def look(connection: Connection) -> dict[str, Any]:
        view.demand_kind(connection, alert, kind.captured)
        head = view.head(connection, alert, language, visit.now)
        known = {key for key, _ in head["channels"]}
        asked = chosen if chosen.channel in known else replace(chosen, channel="")
        shown, after = view.lines(connection, alert, asked, language, visit.now, opened=opened)
        whys = [] if kind.captured else view.whys(connection, alert, words)
        return head | {"lines": shown, "after": after, "whys": whys}

    facts = await visit.node.ledger.read(look)
    more: dict[str, Any] = {"given": given, "opened": opened, "sought": sought, "fault": fault, "path": kind.path}
    more |= {"title": words[kind.title], "told": words[kind.more], "none": words[kind.none], "captured": kind.captured}
    more |= {"states": [] if kind.captured else [*view.STATES], "again": bool(given["etter"])}
    more |= {"may_open": may(visit.user().roles, Act.READ_ADDRESSES)}
    return visit.page("recipients.html", status=422 if fault else 200, **more, **facts)


async def _message(visit: Visit, kind: Kind) -> web.Response:
    user, alert = visit.demand(Act.READ_ADDRESSES), alert_of(visit)
    number = _number(visit.request.match_info["delivery"])

    def look(connection: Connection) -> dict[str, Any]:
        view.demand_kind(connection, alert, kind.captured)
        head = view.head(connection, alert, visit.language, visit.now)
        row = recipients.one(connection, alert, number)
        if row is None or (kind.captured and row.state not in view.TAKEN):
            raise NotFound("Det finnes ingen slik melding.")
        return head | {"message": view.message(row, head["kind"], visit.language, visit.now)}

    facts = await visit.node.ledger.read(look)
    looked = Looked(what=kind.what, delivery=number)
    await visit.node.ledger.write(reading.remember, user, looked, alert, visit.now)
    return visit.page("message.html", path=kind.path, captured=kind.captured, **facts)
