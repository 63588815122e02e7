"""The page where a browser signs up for push: the plan's areas and languages; the script beside it does the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError

from dispatcher.web.citizens.frame import language_of, page
from dispatcher.web.push import PUSH
from dispatcher.web.services import services

if TYPE_CHECKING:
    from aiohttp import web

    from dispatcher.domain.plan import Plan

PATH: Final = "/krise/push"
STATES: Final = ("off", "on", "saved", "gone", "denied", "unable", "failed")


async def show(request: web.Request) -> web.Response:
    """The choices and two buttons; without push, that there is none."""
    plan, language = services(request).plan, language_of(request)
    return page(
        request,
        "push.html",
        offered=request.app[PUSH].key is not None,
        areas=_choices(plan, language),
        spoken=[(one, _name(one)) for one in plan.municipality.languages],
        states=STATES,
    )


def _choices(plan: Plan, language: str) -> list[tuple[str, str]]:
    """What people call the areas, each name once: its keys, for whoever lives there wants what is told of any."""
    found: dict[str, list[str]] = {}
    for key, area in plan.areas.items():
        if area.kind != "all":
            name = area.words(language)
            found.setdefault(name[:1].upper() + name[1:], []).append(key)
    return [(" ".join(keys), name) for name, keys in found.items()]


def _name(language: str) -> str:
    """What a language calls itself; one that Babel does not know goes by its code."""
    try:
        return (Locale(language).get_display_name() or language).capitalize()
    except UnknownLocaleError:
        return language
