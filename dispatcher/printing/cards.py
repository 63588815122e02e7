"""Picture cards for Facebook and Instagram: an alert's approved public text as PNG, each with its words as alt text.

What is read aloud of a card is all that stands on it, in the order it stands there.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select

from dispatcher.domain.errors import NotFound
from dispatcher.domain.states import ChannelName
from dispatcher.ledger import drawn, incidents
from dispatcher.ledger.tables import deliveries
from dispatcher.ledger.task_planning import read_ref
from dispatcher.plan_file import plan_from_document
from dispatcher.plan_file.brand import Brand, brand_on_paper
from dispatcher.printing.posters import Poster, posters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont
    from sqlalchemy import Connection

    from dispatcher.domain.plan import Plan

WIDTH, HEIGHT = 1080, 1350
"""Four to five, upright: the largest that Instagram and Facebook show whole."""
_MARGIN, _HEAD, _FOOT, _STRIPES = 72, 120, 110, 92
_SIZES: Final = (46, 42, 38, 34)
"""Letters of the text, in pixels: on a phone the smallest are as large as the text of a web page."""
_LEADING, _BETWEEN = 1.32, 0.55
_LOGO: Final = (260, 78)
_PAPER, _INK, _DARK, _RED, _YELLOW = "#ffffff", "#1a1a1a", "#14324f", "#8c1515", "#ffd60a"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    bold: bool
    size: int
    gap: float
    """Pixels above it."""
    opens: bool
    """It begins what it is a line of: the alt text ends the one before with a full stop."""

    @property
    def height(self) -> float:
        """With the gap above it."""
        return self.gap + self.size * _LEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One picture of ``of`` in a language. ``alt``: every word on it. It is drawn when it is asked for."""

    language: str
    number: int
    of: int
    alt: str
    poster: Poster
    lines: tuple[_Line, ...]
    brand: Brand

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"{self.language}-{self.number}.png"

    def png(self) -> bytes:
        """The picture. A tenth of a second of CPU."""
        return _drawn(self.poster, self.lines, self.brand, _count(self.number, self.of))


def _count(number: int, of: int) -> str:
    return f"{number}/{of}" if of > 1 else ""


def cards(connection: Connection, alert_id: str, plan: Plan, home: Path) -> list[Card]:
    """The cards of an alert in each of the plan's languages. Raises NotFound; none where it says nothing in public."""
    brand = brand_on_paper(plan.municipality, home)
    return [card for poster in posters(connection, alert_id, plan) for card in _cards(poster, brand)]


def cards_of_task(connection: Connection, task: int, home: Path) -> list[Card]:
    """The cards of the alert that a task passes on; none for a task that the plan gives no card. Raises NotFound."""
    mine = (deliveries.c.id == task, deliveries.c.channel == str(ChannelName.TASK))
    found = connection.execute(select(deliveries.c.alert_id, deliveries.c.ref).where(*mine)).first()
    if found is None:
        raise NotFound(f"Det finnes ingen oppgave {task}.")
    opened = incidents.incident(connection, incidents.alert(connection, found.alert_id).incident)
    plan = plan_from_document(drawn.plan_document(connection, opened))
    return cards(connection, found.alert_id, plan, home) if plan.tasks[read_ref(found.ref)[0]].card else []


def _cards(poster: Poster, brand: Brand) -> Iterator[Card]:
    pages = _pages(poster)
    for number, lines in enumerate(pages, start=1):
        yield Card(
            language=poster.language,
            number=number,
            of=len(pages),
            alt=_alt(poster, lines, brand.name, _count(number, len(pages))),
            poster=poster,
            lines=tuple(lines),
            brand=brand,
        )


def _pages(poster: Poster) -> list[list[_Line]]:
    """The largest letters with which all stands on one card, else the smallest on as many as it takes."""
    room = HEIGHT - _HEAD - _FOOT - 2 * _MARGIN - (2 * _STRIPES if poster.exercise else 0)
    tried = (_split(_sentences(poster, size), room) for size in _SIZES)
    return next((pages for pages in tried if len(pages) == 1), _split(_sentences(poster, _SIZES[-1]), room))


def _split(sentences: Sequence[list[_Line]], room: float) -> list[list[_Line]]:
    """On as many cards as it takes: between sentences, and inside one only where it alone is more than a card."""
    pages: list[list[_Line]] = [[]]
    left = room
    for sentence in sentences:
        if pages[-1] and sum(line.height for line in sentence) > left:
            pages.append([])
            left = room
        for line in sentence:
            if pages[-1] and line.height > left:
                pages.append([])
                left = room
            pages[-1].append(line)
            left -= line.height
    return pages


def _sentences(poster: Poster, size: int) -> list[list[_Line]]:
    """All that stands between head and foot, in the lines it is broken into."""
    parts: list[tuple[str, bool, int]] = [(poster.headline, True, round(size * 1.5))]
    parts += [(line, False, size) for line in poster.lines]
    if poster.todo:
        parts.append((poster.words.todo, True, size))
        parts += [(line, False, size) for line in poster.todo]
    parts.append((poster.when, False, round(size * 0.8)))
    return [
        [
            _Line(text=piece, bold=bold, size=letters, gap=0 if index else letters * _BETWEEN, opens=not index)
            for index, piece in enumerate(_wrapped(text, _font(bold, letters)))
        ]
        for text, bold, letters in parts
    ]


def _wrapped(text: str, font: FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        wider = f"{line} {word}" if line else word
        if line and font.getlength(wider) > WIDTH - 2 * _MARGIN:
            yield line
            line = word
        else:
            line = wider
    yield line


def _drawn(poster: Poster, lines: Sequence[_Line], brand: Brand, count: str) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    strip = _STRIPES if poster.exercise else 0
    colour = _RED if poster.severe else brand.accent or _DARK
    draw.rectangle((0, strip, WIDTH, strip + _HEAD), fill=colour)
    draw.text((_MARGIN, strip + _HEAD / 2), poster.label.upper(), font=_font(True, 48), fill=_PAPER, anchor="lm")
    foot = HEIGHT - strip - _FOOT
    draw.rectangle((0, foot, WIDTH, HEIGHT - strip), fill=colour)
    after = _with_logo(image, brand, foot)
    draw.text((after, foot + _FOOT / 2), brand.name, font=_font(True, 42), fill=_PAPER, anchor="lm")
    draw.text((WIDTH - _MARGIN, foot + _FOOT / 2), count, font=_font(False, 42), fill=_PAPER, anchor="rm")
    if poster.exercise:
        for top in (0, HEIGHT - strip):
            _striped(draw, top, strip, poster.words.exercise)
    y = strip + _HEAD + _MARGIN * 0.7
    for line in lines:
        draw.text((_MARGIN, y + line.gap), line.text, font=_font(line.bold, line.size), fill=_INK)
        y += line.height
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _with_logo(image: Image.Image, brand: Brand, foot: float) -> int:
    """The logo on a white plate at the left of the foot; where the name begins."""
    if brand.logo is None:
        return _MARGIN
    with Image.open(io.BytesIO(brand.logo.body)) as read:
        logo = read.convert("RGBA")
    logo.thumbnail(_LOGO)
    top = round(foot + (_FOOT - logo.height) / 2)
    plate = (_MARGIN - 8, top - 6, _MARGIN + logo.width + 8, top + logo.height + 6)
    ImageDraw.Draw(image).rounded_rectangle(plate, radius=8, fill=_PAPER)
    image.paste(logo, (_MARGIN, top), logo)
    return _MARGIN + logo.width + 36


def _striped(draw: ImageDraw.ImageDraw, top: float, height: float, words: str) -> None:
    """An exercise, as everywhere in black and yellow, with the words on it."""
    draw.rectangle((0, top, WIDTH, top + height), fill=_YELLOW)
    for left in range(-100, WIDTH + 100, 80):
        draw.polygon(
            [(left, top + height), (left + 40, top + height), (left + 40 + height, top), (left + height, top)],
            fill=_INK,
        )
    font = _font(True, 34)
    half = font.getlength(words) / 2 + 24
    middle = WIDTH / 2
    draw.rectangle((middle - half, top + 16, middle + half, top + height - 16), fill=_YELLOW)
    draw.text((middle, top + height / 2), words, font=font, fill=_INK, anchor="mm")


def _alt(poster: Poster, lines: Sequence[_Line], municipality: str, count: str) -> str:
    said = [poster.words.exercise] if poster.exercise else []
    said.append(poster.label)
    for line in lines:
        if line.opens or len(said) == 1:
            said.append(line.text)
        else:
            said[-1] += f" {line.text}"
    said.append(f"{municipality} {count}".strip())
    return " ".join(part if part.endswith((".", "!", "?", ":")) else f"{part}." for part in said)


@cache
def _font(bold: bool, size: int) -> FreeTypeFont:  # noqa: FBT001  one of two faces
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    face = (files("dispatcher.printing") / "fonts" / name).read_bytes()
    return ImageFont.truetype(io.BytesIO(face), size)
