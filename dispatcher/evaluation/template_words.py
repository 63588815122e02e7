"""Templates in nynorsk: their text and their quoted words are looked up when they are compiled.

A template is written in bokmål alone. What stands between two tags (or in a tag's ``aria-label``, ``title``, ``alt``),
and every string that is quoted in an expression, is a piece; a piece without nynorsk stands as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jinja2.ext import Extension
from jinja2.lexer import Token

from dispatcher.evaluation.nynorsk import NYNORSK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2.lexer import TokenStream

TAG: Final = re.compile(r"(<[^>]*>?)")
"""A tag; one that an expression cuts in two ends with the text."""
SPOKEN: Final = re.compile(r"((?:aria-label|title|alt)=\")([^\"]*)")


class Nynorsk(Extension):
    """Puts nynorsk in a template's place of bokmål."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        inside = False  # a tag that an expression cut in two
        for token in stream:
            if token.type == "data":
                text, inside = _of_text(token.value, inside=inside)
                yield Token(token.lineno, "data", text)
            elif token.type == "string":
                yield Token(token.lineno, "string", in_nynorsk(token.value))
            else:
                yield token


def in_nynorsk(piece: str) -> str:
    """A piece with the white space it has around it."""
    core = piece.strip()
    return piece.replace(core, NYNORSK[core]) if core in NYNORSK else piece


def _of_text(text: str, *, inside: bool) -> tuple[str, bool]:
    rest = ""
    if inside:
        end = text.find(">") + 1
        if not end:
            return text, True
        rest, text = text[:end], text[end:]
    parts = TAG.split(text)
    said = (_of_tag(part) if part.startswith("<") else in_nynorsk(part) for part in parts)
    return rest + "".join(said), parts[-2:-1] != [] and not parts[-2].endswith(">")


def _of_tag(tag: str) -> str:
    return SPOKEN.sub(lambda found: found[1] + in_nynorsk(found[2]), tag)
