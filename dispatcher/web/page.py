"""The crisis page: server-rendered, complete without a script, one section per language, the plan's own first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from aiohttp import web
from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dispatcher.domain.moments import OSLO
from dispatcher.domain.plan import Plan
from dispatcher.domain.states import Mode, Severity
from dispatcher.ledger.reminders import LEAVES_BY_ITSELF
from dispatcher.ledger.times import at, ms
from dispatcher.web.kept import MOMENT, kept
from dispatcher.web.page_words import pattern_of, words_of
from dispatcher.web.public_state import EXERCISE_VIEW, OPEN_VIEW, PublicAlert, PublicState, etag_of
from dispatcher.web.services import services

TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
BULLET: Final = "- "
_LINK: Final = re.compile(r"""(https://[^\s<>"']*[^\s<>"'.,;:!?)])""")


def _pieces(line: str) -> list[str]:
    """A line cut at its links: every second piece is one. Nothing else becomes something to press."""
    return _LINK.split(line)


TEMPLATES.filters["pieces"] = _pieces


CONTENT_TYPE: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A rendered page. ``of`` says of what: the public state, which promises were late, which alerts only stand."""

    of: tuple[str, tuple[tuple[bool, bool], ...]]
    body: bytes
    etag: str


class Look(Protocol):
    """Whose page it is, to the eye."""

    @property
    def name(self) -> str: ...
    @property
    def accent(self) -> str: ...


Links = Callable[[str], Sequence[tuple[str, str]]]
"""Of a language: where the other public pages are, and what they are called."""


class Pages:
    """The pages as last rendered, by the way to our own files: a burst of views renders once."""

    def __init__(self, plan: Plan, links: Links, brand: Look) -> None:
        self._municipality = plan.municipality
        self._links = links
        self._brand = brand
        self._last: dict[tuple[str, str], Page] = {}

    def page(self, state: PublicState, now: datetime, *, root: str, pages: str | None = None) -> Page:
        """The page of a public state. ``root``: the way from it to our own files; ``pages``: to the other pages."""
        passed = tuple((_late(alert, ms(now)), _stands(alert, ms(now))) for alert in state.alerts)
        way = (root, root if pages is None else pages)
        last = self._last.get(way)
        if last is None or last.of != (state.etag, passed):
            body = self._rendered(state, ms(now), *way)
            last = self._last[way] = Page(of=(state.etag, passed), body=body, etag=etag_of(body))
        return last

    def _rendered(self, state: PublicState, now: int, root: str, pages: str) -> bytes:
        alerts = sorted(state.alerts, key=lambda alert: Severity(alert.banner["severity"]).rank)
        page = TEMPLATES.get_template("krise.html").render(
            municipality=self._municipality.name,
            exercise=state.mode is Mode.EXERCISE,
            version=state.version,
            contact=self._municipality.contact,
            brand=self._brand,
            sections=[self._section(state, alerts, language, now) for language in self._municipality.languages],
            root=root,
            pages=pages,
        )
        return page.encode()

    def _section(self, state: PublicState, alerts: Iterable[PublicAlert], language: str, now: int) -> dict[str, Any]:
        return {
            "language": language,
            "words": words_of(language),
            "updated": when(state.updated_at, language),
            "alerts": [_shown(alert, language, now) for alert in alerts],
            "links": self._links(language),
        }


PAGES: web.AppKey[Pages] = web.AppKey("pages", Pages)


async def krise(request: web.Request) -> web.Response:
    """What the municipality tells everybody now, as a page."""
    state = await request.app[OPEN_VIEW].state()
    page = request.app[PAGES].page(state, services(request).clock.now(), root="")
    return kept(request, page.body, etag=page.etag, content_type=CONTENT_TYPE, control=MOMENT)


async def exercise_krise(request: web.Request) -> web.Response:
    """The same for exercises."""
    state = await request.app[EXERCISE_VIEW].state()
    page = request.app[PAGES].page(state, services(request).clock.now(), root="../")
    return kept(request, page.body, etag=page.etag, content_type=CONTENT_TYPE, control="private, no-cache")


def _shown(alert: PublicAlert, language: str, now: int) -> dict[str, Any]:
    """An alert for the section of a language: in that language, or, rather than not at all, in the first it has."""
    banner, words = alert.banner, words_of(language)
    spoken = language if language in banner["headline"] else next(iter(banner["headline"]))
    return {
        "lang": None if spoken == language else spoken,
        "id": banner["id"],
        "number": banner["number"],
        "severity": banner["severity"],
        "kind": banner["kind"],
        "label": words.get(banner["kind"], words[banner["severity"]]),
        "headline": banner["headline"][spoken],
        "where": ", ".join(place[:1].upper() + place[1:] for place in alert.where[spoken]),
        "what": blocks(banner["text"][spoken]),
        "todo": blocks(banner["instruction"][spoken]),
        "promise": when(alert.promise_at, language),
        "late": _late(alert, now),
        "confirmed": when(alert.confirmed_at, language) if _stands(alert, now) else None,
        "sent": when(alert.sent_at, language),
    }


def _late(alert: PublicAlert, now: int) -> bool:
    return alert.promise_at is not None and alert.promise_at < now


def _stands(alert: PublicAlert, now: int) -> bool:
    """Sending is over, and nobody has said that the danger is: it holds until somebody does."""
    over = alert.expires_at is not None and alert.expires_at <= now
    return over and alert.banner["kind"] not in LEAVES_BY_ITSELF


def blocks(text: str) -> list[dict[str, Any]]:
    """Paragraphs and lists, as people write them: lines that begin with «- » belong to one list."""
    blocks: list[dict[str, Any]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        kind = "list" if line.startswith(BULLET) else "text"
        if kind == "text" or not blocks or blocks[-1]["kind"] != kind:
            blocks.append({"kind": kind, "lines": []})
        blocks[-1]["lines"].append(line.removeprefix(BULLET))
    return blocks


def when(milliseconds: int | None, language: str) -> dict[str, str] | None:
    """A moment for a machine and for people of a language."""
    moment: datetime | None = at(milliseconds)
    if moment is None:
        return None
    pattern, locale = pattern_of(language)
    here = moment.astimezone(OSLO)
    return {
        "machine": here.isoformat(timespec="seconds"),
        "words": format_datetime(here, pattern, tzinfo=OSLO, locale=locale),
    }
