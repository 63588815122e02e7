"""«Er meldingen ekte?»: anybody pastes a message and is told whether we sent it, and what it is worth now.

What is pasted is compared and let go: it is in no address, log, answer or table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from dispatcher.domain.errors import Unavailable
from dispatcher.domain.same_text import Alike, alike, plain
from dispatcher.ledger import sent_texts
from dispatcher.web.citizens.frame import language_of, page
from dispatcher.web.citizens.turnstile import TooOften, Turnstile
from dispatcher.web.console.site import asked_from
from dispatcher.web.page import when
from dispatcher.web.services import services

if TYPE_CHECKING:
    from dispatcher.ledger.sent_texts import Recognised, SentText
    from dispatcher.ledger.series import Version
    from dispatcher.web.services import Services

PATH: Final = "/ekte"
TEMPLATE: Final = "ekte.html"
MOST: Final = 5_000
MOST_BYTES: Final = 8 * MOST
"""Of a form: three bytes for each letter that is not plain, and some room."""


class SentBook:
    """The texts of real alerts that have begun to go out, as they are compared; read once, for they never change."""

    def __init__(self, node: Services) -> None:
        self._node = node
        self._texts: dict[Version, list[SentText]] = {}
        self.gate = Turnstile(node.clock.monotonic)

    async def look_up(self, pasted: str) -> tuple[Recognised, Alike] | None:
        """What a text is of; a whole one goes before a piece. Raises Unavailable."""
        await self._catch_up()
        like: dict[Alike, list[int]] = {Alike.WHOLE: [], Alike.PART: []}
        text = plain(pasted)
        for one in (text_ for texts in self._texts.values() for text_ in texts):
            for kind in {how for form in one.forms if (how := alike(text, form))}:
                like[kind].append(one.variant)
        for kind, found in like.items():
            known = await self._node.ledger.read(sent_texts.recognised, found) if found else None
            if known is not None:
                return known, kind
        return None

    async def _catch_up(self) -> None:
        versions = await self._node.ledger.glance(sent_texts.opened_versions)
        new = [version for version in versions if version not in self._texts]
        found = await self._node.ledger.read(sent_texts.texts_of, new) if new else []
        read: dict[Version, list[SentText]] = {version: [] for version in new}
        of = {version[0]: version for version in new}
        for one in found:
            read[of[one.alert]].append(replace(one, forms=tuple(map(plain, one.forms))))
        self._texts = {version: read.get(version) or self._texts.get(version, []) for version in versions}


BOOK: web.AppKey[SentBook] = web.AppKey("sent_book", SentBook)


async def show(request: web.Request) -> web.Response:
    """The form."""
    return page(request, TEMPLATE, answer=None, fault="")


async def ask(request: web.Request) -> web.Response:
    """The answer, with the form below it; nothing of what was pasted is in it."""
    book = request.app[BOOK]
    try:
        book.gate.demand(asked_from(request, services(request).settings.trusted_proxies))
        pasted = await _pasted(request)
    except TooOften:
        return page(request, TEMPLATE, status=429, answer=None, fault="genuine_often")
    except web.HTTPRequestEntityTooLarge:
        return page(request, TEMPLATE, status=413, answer=None, fault="genuine_long")
    fault = _fault(pasted)
    if fault:
        return page(request, TEMPLATE, status=422, answer=None, fault=fault)
    try:
        found = await book.look_up(pasted)
    except Unavailable:
        return page(request, TEMPLATE, status=503, answer=None, fault="genuine_away")
    return page(request, TEMPLATE, answer=_answer(found, language_of(request)), fault="")


async def _pasted(request: web.Request) -> str:
    """Of a form in an encoding nobody knows, nothing."""
    try:
        posted = await request.clone(client_max_size=MOST_BYTES).post()
    except (LookupError, ValueError):
        return ""
    text = posted.get("tekst", "")
    return text if isinstance(text, str) else ""


def _fault(pasted: str) -> str:
    if not plain(pasted):
        return "genuine_empty"
    return "genuine_long" if len(pasted) > MOST else ""


def _answer(found: tuple[Recognised, Alike] | None, language: str) -> dict[str, Any]:
    if found is None:
        return {"known": False}
    known, kind = found
    return {
        "known": True,
        "whole": kind is Alike.WHOLE,
        "since": when(known.since, language),
        "standing": str(known.standing),
        "at": f"#varsel-{known.alert}" if known.shown else "",
    }
