"""The log's own proof: the journal is walked from its start and every seal counted again, as ``verify-log`` does."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dispatcher.domain.rights import Act
from dispatcher.ledger import journal, seal_watch
from dispatcher.web.console.incident_pages import log_page
from dispatcher.web.console.words import words_of

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Connection

    from dispatcher.ledger.journal import Verdict
    from dispatcher.ledger.seal_watch import Seals
    from dispatcher.web.console.visit import Visit


async def check(visit: Visit) -> web.StreamResponse:
    """Says whether it is whole, and which line or wave is not; that somebody looked is a line too."""
    user = visit.demand(Act.REPORT)
    verdict, seals = await visit.node.ledger.read(_walked)
    facts: dict[str, Any] = {"entries": verdict.entries, "head": verdict.head, "broken": verdict.broken or None}
    facts |= {"why": verdict.why, "seals": asdict(seals)}
    entry = journal.Entry(kind="log.verified", actor=user.name, data=facts)
    await visit.node.ledger.write(journal.append, entry, visit.now)
    whole = not (verdict.broken or seals.broken)
    return await log_page(visit, checked=_said(visit, verdict, seals), whole=whole)


def _walked(connection: Connection) -> tuple[Verdict, Seals]:
    return journal.verify(connection), seal_watch.verify(connection)


def _said(visit: Visit, verdict: Verdict, seals: Seals) -> list[str]:
    words = words_of(visit.language)
    if verdict.broken:
        return [words["log-broken"].format(line=verdict.broken)]
    if seals.broken:
        return [words["seal-broken"].format(wave=one.name, alert=one.alert) for one in seals.broken]
    return [words["log-whole"].format(lines=verdict.entries, seals=seals.checked, head=verdict.head[:16])]
