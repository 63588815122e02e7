"""The crisis page: server-rendered, complete without a script, one section per language, the plan's own first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dispatcher.domain.moments import OSLO
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import Mode, Severity
from dispatcher.ledger.accounts import User
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


async def krise(request: web.Request) -> web.Response:
    """What the municipality tells everybody now, as a page."""
    body = _rendered(request, await request.app[OPEN_VIEW].state(), root="")
    return kept(request, body, etag=etag_of(body), content_type="text/html; charset=utf-8", control=MOMENT)


async def exercise_krise(request: web.Request, user: User) -> web.Response:
    """The same for exercises."""
    demand(user.roles, Act.READ)
    body = _rendered(request, await request.app[EXERCISE_VIEW].state(), root="../")
    return kept(request, body, etag=etag_of(body), content_type="text/html; charset=utf-8", control="private, no-cache")


def _rendered(request: web.Request, state: PublicState, *, root: str) -> bytes:
    """The page's bytes. ``root``: the way to our own files."""
    node = services(request)
    municipality = node.plan.municipality
    now = ms(node.clock.now())
    alerts = sorted(state.alerts, key=lambda alert: Severity(alert.banner["severity"]).rank)
    sections = [_section(state, alerts, language, now) for language in municipality.languages]
    page = TEMPLATES.get_template("krise.html").render(
        municipality=municipality.name,
        exercise=state.mode is Mode.EXERCISE,
        version=state.version,
        sections=sections,
        root=root,
    )
    return page.encode()


def _section(state: PublicState, alerts: Iterable[PublicAlert], language: str, now: int) -> dict[str, Any]:
    return {
        "language": language,
        "words": words_of(language),
        "updated": _when(state.updated_at, language),
        "alerts": [_shown(alert, language, now) for alert in alerts if language in alert.banner["headline"]],
    }


def _shown(alert: PublicAlert, language: str, now: int) -> dict[str, Any]:
    banner, words = alert.banner, words_of(language)
    return {
        "id": banner["id"],
        "number": banner["number"],
        "severity": banner["severity"],
        "kind": banner["kind"],
        "label": words.get(banner["kind"], words[banner["severity"]]),
        "headline": banner["headline"][language],
        "where": ", ".join(place[:1].upper() + place[1:] for place in alert.where[language]),
        "what": _blocks(banner["text"][language]),
        "todo": _blocks(banner["instruction"][language]),
        "promise": _when(alert.promise_at, language),
        "late": alert.promise_at is not None and alert.promise_at < now,
        "sent": _when(alert.sent_at, language),
    }


def _blocks(text: str) -> list[dict[str, Any]]:
    """Paragraphs and lists, as people write them: lines that begin with «- » belong to one list."""
    blocks: list[dict[str, Any]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        kind = "list" if line.startswith(BULLET) else "text"
        if kind == "text" or not blocks or blocks[-1]["kind"] != kind:
            blocks.append({"kind": kind, "lines": []})
        blocks[-1]["lines"].append(line.removeprefix(BULLET))
    return blocks


def _when(milliseconds: int | None, language: str) -> dict[str, str] | None:
    moment: datetime | None = at(milliseconds)
    if moment is None:
        return None
    pattern, locale = pattern_of(language)
    here = moment.astimezone(OSLO)
    return {
        "machine": here.isoformat(timespec="seconds"),
        "words": format_datetime(here, pattern, tzinfo=OSLO, locale=locale),
    }
