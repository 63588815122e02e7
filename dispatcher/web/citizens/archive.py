"""What the municipality has told everybody before: a page for people and an Atom feed for programs (R121)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from lxml import etree

from dispatcher.ledger import public, public_archive
from dispatcher.ledger.board import rfc3339
from dispatcher.web.citizens.frame import language_of, page
from dispatcher.web.kept import MOMENT, kept
from dispatcher.web.page import blocks, when
from dispatcher.web.page_words import words_of
from dispatcher.web.public_state import etag_of
from dispatcher.web.services import services

if TYPE_CHECKING:
    from dispatcher.ledger.public_archive import Archived
    from dispatcher.web.services import Services

PATH: Final = "/krise/arkiv"
FEED: Final = "/krise/arkiv.atom"
ATOM: Final = "http://www.w3.org/2005/Atom"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


class Archive:
    """The archive as last read: it is read anew only when the public state has changed."""

    def __init__(self, node: Services) -> None:
        self._node = node
        self._version = -1
        self._found: tuple[Archived, ...] = ()

    async def found(self) -> tuple[Archived, ...]:
        """As the ledger has it. Raises Unavailable."""
        version = await self._node.ledger.glance(public.version)
        if version != self._version:
            self._found = await self._node.ledger.read(public_archive.archived)
            self._version = version
        return self._found


ARCHIVE: web.AppKey[Archive] = web.AppKey("archive", Archive)


async def show(request: web.Request) -> web.Response:
    """The page, in the reader's language; a text that is not in it stands in the first it has."""
    language = language_of(request)
    found = await request.app[ARCHIVE].found()
    return page(request, "arkiv.html", alerts=[_shown(one, language) for one in found if one.texts], feed="arkiv.atom")


async def feed(request: web.Request) -> web.Response:
    """The same as Atom, in the municipality's first language or the one asked for."""
    node, language = services(request), language_of(request)
    found = [one for one in await request.app[ARCHIVE].found() if one.texts]
    body = _atom(node, found, language)
    return kept(request, body, etag=etag_of(body), content_type="application/atom+xml; charset=utf-8", control=MOMENT)


def _spoken(one: Archived, language: str) -> str:
    return language if language in one.texts else next(iter(one.texts))


def _shown(one: Archived, language: str) -> dict[str, Any]:
    spoken = _spoken(one, language)
    text, words = one.texts[spoken], words_of(language)
    return {
        "id": one.id,
        "lang": None if spoken == language else spoken,
        "label": words.get(one.kind, words[one.severity]),
        "headline": text.headline,
        "what": blocks(text.body),
        "todo": blocks(text.instruction),
        "sent": when(one.sent_at, language),
        "ended": when(one.ended_at, language),
        "standing": str(one.standing) if one.ended_at is not None else "holds",
    }


def _atom(node: Services, found: list[Archived], language: str) -> bytes:
    address = f"{node.address}{PATH}"
    root = etree.Element(f"{{{ATOM}}}feed", {XML_LANG: language}, nsmap={None: ATOM})
    changed = max((one.ended_at or one.sent_at for one in found), default=0)
    _put(root, id=address, title=node.plan.municipality.name, updated=rfc3339(changed))
    _link(root, rel="self", href=f"{node.address}{FEED}")
    _link(root, rel="alternate", href=address)
    _put(etree.SubElement(root, f"{{{ATOM}}}author"), name=node.plan.municipality.name)
    for one in found:
        spoken = _spoken(one, language)
        text = one.texts[spoken]
        entry = etree.SubElement(root, f"{{{ATOM}}}entry", {XML_LANG: spoken})
        _put(entry, id=f"{address}#varsel-{one.id}", title=text.headline)
        _put(entry, published=rfc3339(one.sent_at), updated=rfc3339(one.ended_at or one.sent_at))
        _link(entry, rel="alternate", href=f"{address}#varsel-{one.id}")
        etree.SubElement(entry, f"{{{ATOM}}}category", term=str(one.standing))
        _put(entry, content="\n\n".join(part for part in (text.body, text.instruction) if part))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _put(parent: Any, **texts: str | None) -> None:
    for tag, text in texts.items():
        etree.SubElement(parent, f"{{{ATOM}}}{tag}").text = text


def _link(parent: Any, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", attributes)
