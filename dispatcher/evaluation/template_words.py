"""Templates in nynorsk: their text and their quoted words are looked up when they are compiled.

A template is written in bokmål alone. What stands between two tags (or in a tag's ``aria-label``, ``title``, ``alt``),
and every string that is quoted in an expression, is a piece; a piece without nynorsk stands as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2.ext import Extension
from jinja2.lexer import Token

from dispatcher.evaluation.nynorsk import in_nynorsk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2.lexer import TokenStream

SPOKEN: Final = re.compile(r"((?:aria-label|title|alt)=\")([^\"]*)")


@dataclass(slots=True)
class Splitter:
    """Splits the text of a template; ``inside``: a tag is open, for an expression stands in it."""

    inside: bool = False

    def split(self, text: str) -> Iterator[tuple[bool, str]]:
        """What is a piece, and the markup between."""
        while text:
            end = text.find(">" if self.inside else "<")
            cut = len(text) if end < 0 else end + self.inside
            here, text = text[:cut], text[cut:]
            yield from _in_tag(here) if self.inside else [(True, here)]
            self.inside = self.inside != (end >= 0)


def _in_tag(tag: str) -> Iterator[tuple[bool, str]]:
    """What a screen reader says of a tag is a piece; the rest is markup."""
    at = 0
    for found in SPOKEN.finditer(tag):
        yield False, tag[at : found.start(2)]
        yield True, found[2]
        at = found.end()
    yield False, tag[at:]


class Nynorsk(Extension):
    """Puts nynorsk in a template's place of bokmål."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        splitter = Splitter()
        for token in stream:
            if token.type == "data":
                said = (in_nynorsk(part) if spoken else part for spoken, part in splitter.split(token.value))
                yield Token(token.lineno, "data", "".join(said))
            elif token.type == "string":
                yield Token(token.lineno, "string", in_nynorsk(token.value))
            else:
                yield token
