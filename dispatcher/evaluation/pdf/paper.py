"""Makes the tree of a page ready for paper: what is only for show is no figure, and every figure says what it shows."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SVG = "{http://www.w3.org/2000/svg}"
FONT = "Report"
"""What the print sheet calls the font that lies beside it: drawings name the screen's own."""
SPOKEN = frozenset({"p", "pre", "div", "ul", "ol", "h3", "h4"})
PASSAGE = "blockquote"
"""Becomes a BlockQuote in the PDF, which nothing else does here: so a passage in another language is found again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What the tags need to know of the page: its passages' languages in order, and what its links are called."""

    language: str
    passages: tuple[str, ...]
    links: Mapping[str, str]


def made_ready(root: Any, sheet: str) -> Ready:
    """Changes the tree in place. ``root`` is the html element; ``sheet`` goes last, so it wins over the page's own."""
    head, body = root.find("head"), root.find("body")
    for parent, child in list(_pairs(body)):
        if child.tag == f"{SVG}svg" and child.get("aria-hidden") == "true":
            _as_background(parent, child)
        elif child.tag == f"{SVG}svg":
            _say_more(child)
    for each in body.iter():
        if each.get("font-family"):
            each.set("font-family", FONT)
    language = root.get("lang", "nb")
    passages = tuple(_wrapped(body, language))
    for name, attribute in (("author", "data-author"), ("description", "data-about")):
        if body.get(attribute):
            SubElement(head, "meta", {"name": name, "content": body.get(attribute)})
    SubElement(head, "meta", {"name": "generator", "content": "Dispatcher"})
    SubElement(head, "style").text = sheet
    return Ready(language=language, passages=passages, links=_links(body))


def _pairs(root: Any) -> Iterator[tuple[Any, Any]]:
    for parent in root.iter():
        for child in parent:
            yield parent, child


def _as_background(parent: Any, drawing: Any) -> None:
    """A drawing that says nothing of its own becomes the background of an empty box: no figure without words."""
    box = Element("span", {"class": drawing.get("class", "")})
    picture = base64.b64encode(tostring(drawing)).decode()
    box.set("style", f"background: url(data:image/svg+xml;base64,{picture}) 0 0 / 100% 100% no-repeat")
    _replace(parent, drawing, box)


def _say_more(drawing: Any) -> None:
    """A PDF's figure has one alternative text: title and description together."""
    title, about = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")
    if title is not None and about is not None:
        title.text = f"{(title.text or '').rstrip('.')}. {about.text or ''}".strip()


def _wrapped(body: Any, language: str) -> Iterator[str]:
    """Puts each passage in another language into an element of its own; their languages, in order."""
    for parent, child in list(_pairs(body)):
        spoken = child.get("lang")
        if spoken and spoken != language and child.tag in SPOKEN:
            passage = Element(PASSAGE, {"lang": spoken})
            _replace(parent, child, passage)
            child.tail = None
            passage.append(child)
    yield from (each.get("lang") for each in body.iter(PASSAGE))


def _replace(parent: Any, old: Any, new: Any) -> None:
    new.tail = old.tail
    parent[list(parent).index(old)] = new


def _links(body: Any) -> dict[str, str]:
    return {
        link.get("href", "").removeprefix("#"): " ".join("".join(link.itertext()).split()) for link in body.iter("a")
    }
