"""The HTML of an e-mail from its plain text: headings, lists and paragraphs, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

_H2 = Markup('<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">{}</h2>')
_P = Markup('<p style="margin:0 0 12px">{}</p>')
_UL = Markup('<ul style="margin:0 0 12px;padding-left:24px">{}</ul>')
_LI = Markup("<li>{}</li>")
_A = Markup('<a href="https://{0}" style="color:#0b4f8a">{0}</a>')
_BR = Markup("<br />")


def blocks(marked: str) -> list[list[str]]:
    """Paragraphs, each a list of lines. A heading is a block of its own."""
    found: list[list[str]] = []
    for paragraph in re.split(r"\n\s*\n", marked.strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if lines and lines[0].startswith("# "):
            found.append(lines[:1])
            lines = lines[1:]
        found.extend(_runs(lines))
    return found


def plain(marked: str) -> str:
    """The text as it is read without HTML: headings in capitals, one empty line between paragraphs."""
    text, gap = "", ""
    for block in blocks(marked):
        heading = block[0].startswith("# ")
        text += gap + (block[0][2:].upper() if heading else "\n".join(block))
        gap = "\n" if heading else "\n\n"
    return text


def content(marked: str, page: str) -> Markup:
    """The same as HTML. The canonical page, and nothing else, becomes a link."""
    return Markup("\n").join(_block(block, page) for block in blocks(marked))


def _runs(lines: list[str]) -> Iterator[list[str]]:
    """Consecutive lines of one sort: items of a list, or text."""
    run: list[str] = []
    for line in lines:
        if run and line.startswith("- ") != run[0].startswith("- "):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _block(block: list[str], page: str) -> Markup:
    if block[0].startswith("# "):
        return _H2.format(block[0][2:])
    if block[0].startswith("- "):
        return _UL.format(Markup("\n").join(_LI.format(_linked(line[2:], page)) for line in block))
    return _P.format(_BR.join(_linked(line, page) for line in block))


def _linked(line: str, page: str) -> Markup:
    text = escape(line)
    if not page or page not in line:
        return text
    return text.replace(escape(page), _A.format(page))
