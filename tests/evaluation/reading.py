"""Reads a page as a browser and a screen reader would: its tree must close, and tables come out as text by caption."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "hr", "input"}


@dataclass
class Element:
    """A tag with what is in it."""

    tag: str
    attributes: dict[str, str | None]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return re.sub("[ \n\t]+", " ", "".join(self._texts())).strip(" ")  # a hard space stays

    def _texts(self) -> list[str]:
        return [text for child in self.children for text in ([child] if isinstance(child, str) else child._texts())]

    def all(self, *tags: str) -> list[Element]:
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.tag in tags else []
                found += child.all(*tags)
        return found

    def one(self, tag: str, **attributes: str) -> Element:
        return next(
            each
            for each in self.all(tag)
            if all(each.attributes.get(key) == value for key, value in attributes.items())
        )

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, dict(attrs), self.at))

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> inside <{self.at.tag}>: {self.at.text[:80]}"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(page: str) -> Element:
    """The tree of a page; an AssertionError where a tag does not close."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is never closed"
    return reader.root


def table(page: Element, caption: str) -> list[list[str]]:
    """The body of the table whose caption ends so, as texts."""
    found = next(each for each in page.all("table") if each.one("caption").text.endswith(caption))
    return [[cell.text for cell in row.all("th", "td")] for body in found.all("tbody") for row in body.all("tr")]


def plain(figure: str) -> int:
    """1 051 with a hard space as a number; the share below it is left out."""
    return int(figure.partition(" ")[0].replace("\u00a0", ""))
