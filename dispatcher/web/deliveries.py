"""Every delivery of an alert, streamed page by page: a register of 126,500 people never stands in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from aiohttp import web

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.rights import Act
from dispatcher.domain.spreadsheet import guarded
from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.ledger import delivery_pages, incidents, snapshot
from dispatcher.web.identity import admit
from dispatcher.web.row_reading import journal_rows
from dispatcher.web.services import services

NDJSON: Final = "application/x-ndjson"
CSV: Final = "text/csv"

Page = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a page is written down, and what stands before the first."""

    content_type: str
    head: bytes
    write: Callable[[Page], bytes]


async def deliveries(request: web.Request) -> web.StreamResponse:
    """Streams; the first page is read before the answer begins, so that what can fail does so in words.

    Who reads it is written in the journal, once in an hour.
    """
    node, user = services(request), await admit(request, (Act.READ_ROWS,))
    ledger, alert, form = node.ledger, request.match_info["id"], _form(request)
    chosen = _chosen(request)
    await ledger.read(_check, alert, chosen["wave"])
    await journal_rows(node, user, alert, node.clock.now())

    async def page_after(last: int) -> Page:
        return await ledger.read(lambda connection: delivery_pages.page(connection, alert, last, **chosen))

    page = await page_after(0)
    response = web.StreamResponse(headers={"Content-Type": form.content_type})
    if form is AS_CSV:
        response.headers["Content-Disposition"] = f'attachment; filename="varsel-{alert}.csv"'
    await response.prepare(request)
    await response.write(form.head)
    while page:
        await response.write(form.write(page))
        page = await page_after(page[-1]["id"])
    await response.write_eof()
    return response


def _form(request: web.Request) -> Form:
    asked = request.query.get("format")
    if asked is None:
        accept = request.headers.get("Accept", "")
        return AS_CSV if CSV in accept and NDJSON not in accept else AS_NDJSON
    if asked not in FORMS:
        raise InvalidInput(Fault("format", f"Må være en av: {', '.join(FORMS)}."))
    return FORMS[asked]


def _chosen(request: web.Request) -> dict[str, str | None]:
    chosen = {name: request.query.get(name) or None for name in ("state", "channel", "wave")}
    words = {"state": [str(state) for state in DeliveryState], "channel": [str(channel) for channel in ChannelName]}
    faults = [
        Fault(name, f"Må være en av: {', '.join(known)}.")
        for name, known in words.items()
        if chosen[name] is not None and chosen[name] not in known
    ]
    if faults:
        raise InvalidInput(*faults)
    return chosen


def _check(connection: Any, alert: str, wave: str | None) -> None:
    row = incidents.alert(connection, alert)
    waves = snapshot.waves_of(connection, row.id, row.version)
    if wave is not None and wave not in {known for one in waves for known in (one.name, str(one.ix + 1))}:
        names = ", ".join(f"{one.ix + 1} ({one.name})" for one in waves)
        raise InvalidInput(Fault("wave", f"Varselet har ingen slik bølge. Det har: {names}."))


def _ndjson(page: Page) -> bytes:
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in page)


def _csv(page: Page) -> bytes:
    return _rows([[cell(row[name], name) for name in delivery_pages.FIELDS] for row in page])


def _rows(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def cell(value: Any, name: str) -> Any:
    """A spreadsheet must not take it for a formula. Numbers lose their plus, or every one would get a quote."""
    if not isinstance(value, str):
        return value
    if name == "address":
        value = value.removeprefix("+")
    return guarded(value)


AS_NDJSON: Final = Form(content_type=NDJSON, head=b"", write=_ndjson)
AS_CSV: Final = Form(content_type=f"{CSV}; charset=utf-8", head=_rows([delivery_pages.FIELDS]), write=_csv)
FORMS: Final = {"ndjson": AS_NDJSON, "csv": AS_CSV}
